"""What others send is understood or refused: no crash, no hang, no memory without end."""

from pathlib import Path

import pytest

from tests.fuzz.made_up import the_same_few
from tests.fuzz.target import CORPUS, Target, TooMuchError, hold
from tests.fuzz.targets import BY_NAME, TARGETS

FEW = 25
BROKE_IT_ONCE = [
    pytest.param(target, path, id=f"{target.name}/{path.name}")
    for target in TARGETS
    for path in target.corpus
]
GOOD = [
    pytest.param(target, seed, id=f"{target.name}-{number}")
    for target in TARGETS
    for number, seed in enumerate(target.seeds)
]


@pytest.mark.parametrize(("target", "path"), BROKE_IT_ONCE)
def test_what_broke_it_once_does_so_no_more(target: Target, path: Path) -> None:
    hold(target, path.read_bytes())


@pytest.mark.parametrize(("target", "seed"), GOOD)
def test_what_others_are_made_from_is_taken(target: Target, seed: bytes) -> None:
    hold(target, seed)


@pytest.mark.parametrize("target", TARGETS, ids=lambda target: target.name)
def test_a_few_made_up_inputs_are_withstood(target: Target) -> None:
    the_same_few(target, FEW)


@pytest.mark.long
@pytest.mark.timeout(900)
@pytest.mark.parametrize("target", TARGETS, ids=lambda target: target.name)
def test_many_made_up_inputs_are_withstood(target: Target) -> None:
    the_same_few(target, FEW * 40)


def test_every_folder_of_the_corpus_has_its_target() -> None:
    assert {path.name for path in CORPUS.iterdir()} <= set(BY_NAME)
    assert len(BY_NAME) == len(TARGETS)


def _crash(data: bytes) -> None:
    raise IndexError(len(data))


def _hang(data: bytes) -> None:
    while data:
        pass


def _swell(data: bytes) -> None:
    assert bytearray(data) * 400_000_000


@pytest.mark.parametrize(
    ("run", "raises"), [(_crash, IndexError), (_hang, TooMuchError), (_swell, TooMuchError)]
)
def test_a_crash_a_hang_and_endless_memory_are_findings(run, raises) -> None:  # type: ignore[no-untyped-def]
    with pytest.raises(raises):
        hold(Target("made up", run, (b"x",)), b"x")

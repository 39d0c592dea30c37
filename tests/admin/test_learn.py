"""Learning from the sentences that come with the package, and trying what was learned."""

import re
import shutil
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest

import kibox_pbx
from kibox_pbx.admin.learn import _score, examples
from kibox_pbx.language.learned.classifier import Classifier, load
from kibox_pbx.language.learned.features import BUCKETS
from kibox_pbx.language.learned.sentences import ORDINARY, Kind, sentences
from kibox_pbx.language.learned.training import Example
from kibox_pbx.utterance import Language

GERMAN = Language.GERMAN
EVERY = 60
"""Of so many sentences one is learned in a small copy of the package."""


def test_wishes_are_learned_with_what_the_rules_make_of_them() -> None:
    learned = examples(Kind.WISHES, GERMAN)
    known = [(each.label, each.text, each.author) for each in sentences(Kind.WISHES, GERMAN)]
    assert [(each.label, each.text, each.author) for each in learned] == known
    hints = {each.text: each.hints for each in learned}
    assert all(len(each) == 2 for each in hints.values())
    assert "rule cancel" in {rule for rule, _ in hints.values()}


def test_dangers_are_learned_with_what_the_rules_make_of_them_and_beside_all_wishes() -> None:
    learned = examples(Kind.DANGERS, GERMAN)
    hints = {each.label: {*each.hints} for each in learned if each.text == "er ist bewusstlos"}
    assert hints == {"life": {"rule True"}}
    ordinary = {each.text for each in learned if each.label == ORDINARY}
    assert ordinary >= {each.text for each in sentences(Kind.WISHES, GERMAN)}


def test_topics_are_learned_from_the_words_alone() -> None:
    assert {each.hints for each in examples(Kind.TOPICS, GERMAN)} == {()}


def _always(label: str, how_surely: float) -> Classifier:
    """Return what guesses one of two labels whatever is said."""
    other = float(np.log(how_surely / (1 - how_surely)))
    nothing = np.zeros((BUCKETS, 2), np.float32)
    bias = np.array([other, 0], np.float32)
    return Classifier((label, "other"), np.ones(BUCKETS, np.float32), nothing, bias)


TRIED = [Example(label, "hallo") for label in ("book", "book", "book", "cancel")]


def test_a_score_says_how_many_are_taken_rightly_and_wrongly() -> None:
    assert _score(_always("book", 0.9), TRIED) == (
        "4 sentences, the likeliest is right for 75%; at 0.4 right 75%, wrong 25%"
    )


def test_what_is_less_than_sure_is_neither_right_nor_wrong() -> None:
    three = Classifier(
        ("book", "cancel", "move"),
        np.ones(BUCKETS, np.float32),
        np.zeros((BUCKETS, 3), np.float32),
        np.array([0.01, 0, 0], np.float32),
    )
    assert _score(three, TRIED) == (
        "4 sentences, the likeliest is right for 75%; at 0.4 right 0%, wrong 0%"
    )


@pytest.fixture(scope="module")
def small(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a folder with a copy of the package that has few sentences and no weights."""
    folder = tmp_path_factory.mktemp("small")
    package = Path(kibox_pbx.__file__).parent
    copy = folder / package.name
    shutil.copytree(package, copy, ignore=shutil.ignore_patterns("__pycache__", "*.npz"))
    for file in copy.glob("language/learned/sentences/*/*/*.tsv"):
        lines = file.read_text(encoding="utf-8").splitlines(keepends=True)
        file.write_text("".join(lines[::EVERY]), encoding="utf-8")
    (copy / "language/learned/weights").mkdir(exist_ok=True)
    return folder


def _learn(folder: Path, *words: str) -> str:
    command = [sys.executable, "-m", "kibox_pbx.admin.learn", *words]
    done = subprocess.run(  # noqa: S603 - nothing comes from outside
        command, cwd=folder, check=True, capture_output=True, text=True, env={}
    )
    return done.stdout


@pytest.mark.whole
def test_a_check_shows_a_line_an_author_and_writes_nothing(small: Path) -> None:
    lines = _learn(small, "--check").splitlines()
    shown = re.compile(
        r"(wishes|topics|dangers|endings) (de|en), without (\S+): \d+ sentences, .*\d+%$"
    )
    found = [shown.match(line) for line in lines]
    assert all(found)
    authors = {each.author for kind in Kind for each in sentences(kind, GERMAN)}
    assert len(lines) == len({line.partition(":")[0] for line in lines})
    assert {each[3] for each in found if each} == authors
    assert not list(small.rglob("*.npz"))


@pytest.mark.whole
def test_what_was_learned_is_kept_where_the_weights_are(small: Path) -> None:
    assert _learn(small) == ""
    files = sorted(small.rglob("weights/*.npz"))
    assert [file.name for file in files] == [
        f"{kind}.{language.value}.npz"
        for kind in ("dangers", "endings", "topics", "wishes")
        for language in Language
    ]
    for path in files:
        with path.open("rb") as file:
            learned = load(file)
        assert len(learned.labels) >= 2
        assert len(learned.source) == 64
        assert learned.guess("") == learned.guess("")

"""What the measured service tells, a line each."""

import pytest

from kibox_pbx.bench.figures import Waterfall
from kibox_pbx.bench.ledger import Ledger
from kibox_pbx.bench.telling import (
    Asked,
    Began,
    Counted,
    Ended,
    Lagged,
    Ready,
    Told,
    Waited,
    read,
    write,
)
from kibox_pbx.errors import PeerError
from kibox_pbx.records import Act, Outcome
from kibox_pbx.rehearsal.overheard import AssistantAsked, AssistantBegan, AssistantLeft
from tests.bench.levels_of import GOOD

CALLER = "+49302312501"
EVERYTHING: tuple[Told, ...] = (
    Ready(("stt-en vosk-en-us-small (vosk)",)),
    Began(CALLER, Act.GREET),
    Asked(CALLER, Act.ASK_FIELD, "reason"),
    Waited(CALLER, GOOD),
    Ended(CALLER, Outcome.BOOKED),
    Lagged((0.25, 12.0)),
    Counted(objects=400_000, tasks=12),
)


@pytest.mark.parametrize("told", EVERYTHING, ids=lambda told: type(told).__name__)
def test_what_is_written_is_read_again(told: Told) -> None:
    line = write(told)
    assert line.endswith(b"\n")
    assert line.count(b"\n") == 1
    assert read(line) == told


@pytest.mark.parametrize(
    "line",
    [
        b"loading\n",
        b"{}\n",
        b"[]\n",
        b'{"told": "Sang"}\n',
        b'{"told": "Ended", "caller": "1"}\n',
    ],
)
def test_what_is_none_of_ours_is_refused(line: bytes) -> None:
    with pytest.raises(PeerError):
        read(line)


async def test_each_caller_is_told_of_their_own_call_only() -> None:
    ledger = Ledger()
    ours, theirs = ledger.open(CALLER), ledger.open("+49302312502")
    waited: list[Waterfall] = []
    ours.answer_began = waited.append
    fillers: list[None] = []
    ours.filler_began = lambda: fillers.append(None)
    for told in (Began(CALLER, Act.GREET), Asked(CALLER, Act.ASK_INTENT, None)):
        ledger.note(told)
    ledger.note(Waited(CALLER, GOOD))
    assert fillers == []
    ledger.note(Began(CALLER, Act.ONE_MOMENT))
    assert fillers == [None]
    ledger.note(Ended(CALLER, Outcome.BOOKED))
    ledger.note(Ended("+49302312503", Outcome.FAILED))
    assert [await ours.overheard.next() for _ in range(4)] == [
        AssistantBegan(Act.GREET, ""),
        AssistantAsked(Act.ASK_INTENT, "", None),
        AssistantBegan(Act.ONE_MOMENT, ""),
        AssistantLeft(),
    ]
    assert waited == [GOOD]
    assert ours.taken.is_set()
    assert ours.outcome is Outcome.BOOKED
    assert not theirs.taken.is_set()
    assert not theirs.ended.is_set()


def test_the_second_call_of_a_number_has_a_page_of_its_own() -> None:
    ledger = Ledger()
    first = ledger.open(CALLER)
    second = ledger.open(CALLER)
    ledger.note(Ended(CALLER, Outcome.BOOKED))
    assert first.outcome is None
    assert second.outcome is Outcome.BOOKED

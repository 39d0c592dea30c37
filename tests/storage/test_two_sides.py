"""Who changed what since both sides agreed: a table of what is done then."""

from dataclasses import replace

import pytest

from kibox_pbx.storage.two_sides import (
    Agree,
    Cancel,
    Clash,
    Follow,
    Kept,
    LetGo,
    Nothing,
    Planned,
    Remove,
    Stay,
    Step,
    There,
    Write,
    step,
)
from tests.storage.practice import at

NOW = at(23, 7)
A, B, C = ((at(23, hour), at(23, hour, 30)) for hour in (8, 14, 15))
PLANNED = Planned("1", A, "talk", "Anna", is_restricted=False, is_booked_lately=False)
KEPT = Kept("u", A, None, "kibox", "v1", None, None, is_erased=False)
THERE = There("/u.ics", "v1", A, is_cancelled=False, text=b"")
MOVED_THERE = replace(THERE, etag="v2", span=B)
MOVED_HERE = replace(PLANNED, span=C)
FROZEN = replace(PLANNED, is_restricted=True)


def judged(
    kept: Kept = KEPT, planned: Planned | None = PLANNED, there: There | None = THERE
) -> Step:
    return step(kept, planned, there, "kibox", NOW)


@pytest.mark.parametrize(
    ("found", "expected"),
    [
        (judged(), Nothing()),
        (judged(there=replace(THERE, etag="v2")), Agree()),
        (judged(planned=MOVED_HERE), Write()),
        (judged(replace(KEPT, title="Anna")), Write()),
        (judged(there=MOVED_THERE), Follow()),
        (judged(planned=MOVED_HERE, there=MOVED_THERE), Follow(Clash.BOTH_MOVED)),
        (judged(planned=replace(PLANNED, span=B), there=MOVED_THERE), Agree()),
        (judged(planned=FROZEN, there=MOVED_THERE), Stay(Clash.RESTRICTED)),
        (judged(there=replace(MOVED_THERE, span=None)), Stay(Clash.UNCLEAR)),
        (judged(there=None), Cancel()),
        (judged(planned=MOVED_HERE, there=None), Cancel(Clash.MOVED_AND_DELETED)),
        (judged(planned=FROZEN, there=None), Stay(Clash.RESTRICTED)),
        (judged(there=replace(THERE, is_cancelled=True)), Cancel()),
        (
            judged(planned=FROZEN, there=replace(THERE, is_cancelled=True)),
            Stay(Clash.RESTRICTED),
        ),
        (judged(planned=None), Remove(whatever=False)),
        (judged(planned=None, there=None), LetGo()),
        (judged(planned=None, there=MOVED_THERE), LetGo(Clash.CANCELLED_AND_MOVED)),
        (judged(replace(KEPT, is_erased=True), None, MOVED_THERE), Remove(whatever=True)),
        (judged(replace(KEPT, etag=None), there=None), Write()),
        (judged(replace(KEPT, etag=None, sent=A)), Agree()),
        (judged(replace(KEPT, etag=None, sent=A), there=MOVED_THERE), Follow()),
        (judged(replace(KEPT, sent=B), MOVED_HERE, MOVED_THERE), Write()),
        (judged(replace(KEPT, clash=Clash.TAKEN)), Agree()),
        (judged(replace(KEPT, clash=Clash.BOTH_MOVED)), Nothing()),
    ],
)
def test_who_changed_it_decides(found: Step, expected: Step) -> None:
    assert found == expected


def test_what_has_begun_is_not_cancelled_by_tidying_up() -> None:
    assert step(KEPT, PLANNED, None, "kibox", at(23, 8)) == Nothing()


def test_a_server_that_tells_no_versions_is_gone_by_the_times() -> None:
    silent = replace(THERE, etag="")
    assert judged(replace(KEPT, etag=""), there=silent) == Nothing()
    assert judged(replace(KEPT, etag=""), there=replace(silent, span=B)) == Follow()

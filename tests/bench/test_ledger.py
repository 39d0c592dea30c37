"""What the service tells of a call comes to its caller, and is not kept."""

import gc
import weakref

from kibox_pbx.bench.ledger import Ledger
from kibox_pbx.bench.telling import Began, Ended
from kibox_pbx.records import Act, Outcome

FIRST, SECOND = "+493023125001", "+493023125002"


def test_each_call_is_told_to_the_one_who_placed_it() -> None:
    ledger = Ledger()
    first, second = ledger.open(FIRST), ledger.open(SECOND)
    ledger.note(Began(FIRST, Act.GREET))
    ledger.note(Ended(FIRST, Outcome.BOOKED))
    ledger.note(Began("+493023125003", Act.GREET))
    assert (first.taken.is_set(), first.outcome) == (True, Outcome.BOOKED)
    assert not second.taken.is_set()


def test_in_days_of_calls_no_call_is_kept() -> None:
    ledger = Ledger()
    seen = weakref.ref(ledger.open(FIRST))
    assert seen() is not None
    ledger.note(Ended(FIRST, Outcome.ANSWERED))
    gc.collect()
    assert seen() is None

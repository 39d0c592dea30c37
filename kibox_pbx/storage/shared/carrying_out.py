"""Does at this host what the privacy desk of another one ordered.

Nobody looks at what is found here before it is done. So it is done only to what the number
fits, with nothing against it, and to calls that were named; what fits by a name alone, or may
be theirs, is left to somebody of the office, in a request that is opened here.
"""

from dataclasses import dataclass, replace
from datetime import datetime
from itertools import product

from kibox_pbx.privacy.belonging import Belongs
from kibox_pbx.storage import access_log, consents, objections, requests, restriction
from kibox_pbx.storage.access_log import Access
from kibox_pbx.storage.database import Database
from kibox_pbx.storage.envelope import Envelope
from kibox_pbx.storage.mentions import mentioned_in
from kibox_pbx.storage.requests import Opening
from kibox_pbx.storage.sealed import SealedTexts
from kibox_pbx.storage.shared.orders import Act, Order
from kibox_pbx.storage.spared import is_held
from kibox_pbx.storage.sqlcipher import Tables
from kibox_pbx.storage.subject_erasure import destroy, forgettable
from kibox_pbx.storage.subjects import Found, FoundCall, Search, find_in

OWN_CALLS = "SELECT id FROM calls WHERE forgotten_at IS NULL"
"""Not those of which only a message is left: messages are shared, and were seen there."""

STANDING = """
SELECT count(*) FROM consents WHERE call_id = ? AND answer = 'yes' AND withdrawn_at IS NULL
"""


@dataclass(frozen=True, slots=True)
class Looked:
    """What this host has of the person whom an order is about."""

    certain: tuple[FoundCall, ...] = ()
    unsure: tuple[FoundCall, ...] = ()

    @property
    def goes_on(self) -> bool:
        """Whether the person is on the telephone now."""
        return not all(each.is_over for each in self.certain)


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of an order here."""

    done: int
    """Records."""

    remaining: int
    request_id: str | None = None
    """Of the request that was opened for somebody to look at what remains."""


@dataclass(frozen=True, slots=True)
class _Done:
    """What was done to which calls, and which are left."""

    calls: tuple[FoundCall, ...]
    left: tuple[FoundCall, ...]


async def look(store: Database, order: Order) -> Looked:
    """Find what an order is about; it takes a while, and writes nothing."""
    if order.mark:
        return Looked()
    mentioned = await mentioned_in(store, order.wanted)
    return await store.read(lambda tables: _look(tables, store.envelope, order, mentioned))


def _look(
    tables: Tables, envelope: Envelope, order: Order, mentioned: frozenset[str]
) -> Looked:
    texts = SealedTexts(envelope)
    own = {row[0] for row in tables.conn.execute(OWN_CALLS)}
    found = find_in(tables, texts, Search(order.wanted, order.calls), mentioned)
    nameless = Search(replace(order.wanted, name=None), order.calls)
    fitting = set(find_in(tables, texts, nameless).sure.call_ids)
    calls = [
        each for each in found.calls if each.id in own and each.started_at <= order.given_at
    ]
    certain = [
        each
        for each in calls
        if each.why is Belongs.NAMED or (each.why.is_sure and each.id in fitting)
    ]
    return Looked(tuple(certain), tuple(each for each in calls if each not in certain))


def carry_out(
    tables: Tables,
    envelope: Envelope,
    order: Order,
    looked: Looked,
    signed: tuple[str, datetime],
) -> Outcome:
    """Do it, within a transaction; the ledger of erasures has it as if it was done here.

    Args:
        tables: Within a transaction.
        envelope: Of the same database.
        order: What is to be done.
        looked: What `look` found for it.
        signed: Who did it, for the access log, and now (aware).
    """
    who, now = signed
    did = f"{order.act}_by_order"
    if order.mark:
        change = objections.add_mark if order.act is Act.OBJECT else objections.lift_mark
        change(tables, order.mark, now)
        access_log.note(tables, envelope, Access(now, who, did))
        return Outcome(1, 0)
    done = _do(tables, envelope, order, looked, now)
    for each in done.calls:
        access_log.note(tables, envelope, Access(now, who, did, each.id))
    asking = order.asking if done.left else None
    if asking and not tables.table("requests").count_where("id = ?", [asking.id]):
        what = asking.kind, order.wanted, asking.received_on
        opening = Opening(*what, calls=order.calls, id=asking.id)
        requests.open_request(tables, envelope, opening)
    opened = asking.id if asking else None
    return Outcome(len(done.calls), len(done.left), opened)


def _do(
    tables: Tables, envelope: Envelope, order: Order, looked: Looked, now: datetime
) -> _Done:
    certain, unsure = looked.certain, looked.unsure
    ids = [each.id for each in certain]
    match order.act:
        case Act.ERASE:
            return _erase(tables, envelope, order, looked, now)
        case Act.RESTRICT:
            restriction.restrict(tables, ids, [], now)
            return _Done(certain, unsure)
        case Act.UNRESTRICT:
            restriction.lift(tables, ids, [], now)
            return _Done(certain, tuple(each for each in unsure if each.restricted_at))
        case Act.WITHDRAW:
            for call_id, purpose in product(ids, order.purposes):
                consents.withdraw(tables, call_id, purpose, now)
            agreed = (each for each in unsure if _stands(tables, each.id))
            return _Done(certain, tuple(agreed))
        case _:
            return _Done((), (*certain, *unsure))


def _erase(
    tables: Tables, envelope: Envelope, order: Order, looked: Looked, now: datetime
) -> _Done:
    """Erase what neither a hold nor a restriction keeps; the desk refuses these, too."""
    kept = [each for each in looked.certain if each.restricted_at or is_held(tables, each.id)]
    gone = tuple(each for each in looked.certain if each not in kept)
    known = requests.all_requests(tables, envelope)
    destroy(tables, envelope, Found(gone), forgettable(known, order.wanted, None), now)
    return _Done(gone, (*kept, *looked.unsure))


def _stands(tables: Tables, call_id: str) -> bool:
    return bool(tables.conn.execute(STANDING, [call_id]).fetchone()[0])

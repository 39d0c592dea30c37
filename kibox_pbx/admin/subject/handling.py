"""A request between the day it came and the day it is settled: for the pages of the office.

Somebody opens it, notes how it was checked who asks, says which records that may be theirs
are, and closes it. What is done for it otherwise, `Desk` does.
"""

from dataclasses import dataclass, replace

from kibox_pbx.admin.subject.desk import Asked, Desk, ids_of, wanted_of
from kibox_pbx.errors import StorageError
from kibox_pbx.storage import objections, requests
from kibox_pbx.storage.erasure_receipts import is_kept
from kibox_pbx.storage.mentions import is_mentioned
from kibox_pbx.storage.requests import Kind, Request, State
from kibox_pbx.storage.sealed import SealedTexts
from kibox_pbx.storage.shared import orders
from kibox_pbx.storage.shared.orders import Done
from kibox_pbx.storage.sqlcipher import Tables
from kibox_pbx.storage.subjects import Found, Search

NO_IDENTITY, TELLS_WHO = "no-identity", "tells-who"
ACT_FIRST, NO_RECORD = "act-first", "no-record"
"""Why something is not done, in a word; see `StorageError`."""

NEEDS_IDENTITY = frozenset(
    {Kind.ACCESS, Kind.PORTABILITY, Kind.RECTIFICATION, Kind.RESTRICTION, Kind.ERASURE}
)
"""What is done for nobody of whom it was not checked who they are (Art. 12(6) GDPR)."""

SERVED_BY_HAND = frozenset({Kind.ACCESS, Kind.PORTABILITY, Kind.RECTIFICATION})
"""What is over only once somebody says so; all else is by what is done for it."""

LASTING = frozenset({Kind.RESTRICTION, Kind.OBJECTION})
"""What was done for these can be lifted again."""


@dataclass(frozen=True, slots=True)
class Case:
    """A request, and what there is about who made it."""

    request: Request
    found: Found
    """Nothing, where the request is settled and nothing of it could be lifted."""

    objects: bool
    """The number rings people."""

    has_receipt: bool = False
    """Its data were erased, and the receipt is kept."""

    others: tuple[str, ...] = ()
    """Names of other hosts that do the same once it is done here."""

    done: tuple[Done, ...] = ()
    """What each of them did."""

    @property
    def is_open(self) -> bool:
        """Whether it is still to be served."""
        return self.request.state is State.OPEN

    @property
    def lacks_identity(self) -> bool:
        """Whether something is to be noted before anything is done."""
        return self.request.kind in NEEDS_IDENTITY and not self.request.identity

    @property
    def awaits_act(self) -> bool:
        """Whether what was asked for must be done before the request can be closed."""
        request = self.request
        if request.kind is Kind.OBJECTION:
            return bool(request.who and request.who.number)
        return request.kind not in SERVED_BY_HAND and self.may_find

    @property
    def may_find(self) -> bool:
        """Whether something is surely theirs here, or other hosts are to look."""
        return bool(ids_of(self.found.sure) or self.others)


class Handling:
    """Handles requests at the desk."""

    def __init__(self, desk: Desk) -> None:
        """Say at which."""
        self._desk = desk
        self._envelope = desk.database.envelope

    async def case(self, request_id: str) -> Case:
        """Return a request with what there is, noting each record that is shown.

        Raises:
            StorageError: There is no such request.
        """
        desk, envelope = self._desk, self._envelope
        known = await desk.database.read(lambda t: requests.read(t, envelope, request_id))
        mentioned = frozenset[str]()
        if known.who and known.state is State.OPEN:
            mentioned = await desk.mentioned(search_of(known))

        def change(tables: Tables) -> Case:
            request = requests.read(tables, envelope, request_id)
            found, objects = Found(), False
            if request.who and (request.state is State.OPEN or request.kind in LASTING):
                found = desk.find_in(tables, search_of(request), mentioned)
                number = request.who.number
                marked = objections.all_in(tables, envelope)
                objects = bool(number and marked.include(number))
            desk.note(tables, "show_request", (request_id,))
            desk.note(tables, "find_subject", ids_of(found))
            others, done = self._others(tables, request_id)
            return Case(request, found, objects, is_kept(tables, request_id), others, done)

        return await self._desk.database.write(change)

    async def ready(self, request_id: str) -> Request:
        """Return a request that may be served now.

        Raises:
            StorageError: There is no such request, it is settled, who made it was erased, or
                nobody has noted how it was checked who asks.
        """
        request = await self._desk.database.read(lambda tables: self._open(tables, request_id))
        if request.kind in NEEDS_IDENTITY and not request.identity:
            raise StorageError("note first how it was checked who asks", NO_IDENTITY)
        return request

    async def note_identity(self, request_id: str, identity: str) -> None:
        """Note how it was checked who asks; never who that is.

        Raises:
            StorageError: There is no such request, it is settled, or this names the person.
        """

        def change(tables: Tables) -> None:
            asked = asked_of(self._open(tables, request_id))
            if replace(asked, identity=identity).tells_who:
                raise StorageError("say how it was checked, without name or number", TELLS_WHO)
            self._desk.note(tables, "note_identity", (request_id,))
            requests.note_identity(tables, request_id, identity)

        await self._desk.database.write(change)

    async def name(self, request_id: str, record: str, *, is_theirs: bool) -> None:
        """Say that a record is theirs, or that it is not after all.

        Args:
            request_id: Whose.
            record: ``call/ID`` or ``appointment/ID``, one of those that were found.
            is_theirs: Whether it is.

        Raises:
            StorageError: It is none of those, or the request is settled.
        """
        kind, _, name = record.partition("/")

        def change(tables: Tables) -> None:
            request = self._open(tables, request_id)
            search, texts = search_of(request), SealedTexts(self._envelope)
            found = self._desk.find_in(tables, search)
            of_kind = {"call": found.call_ids, "appointment": found.appointment_ids}
            is_found = name in of_kind.get(kind, ()) or (
                kind == "call" and is_mentioned(tables, texts, name, search.wanted)
            )
            if not is_found:
                raise StorageError("nothing was found of that name", NO_RECORD)
            named = {"call": request.calls, "appointment": request.appointments}
            named[kind] = named[kind] | {name} if is_theirs else named[kind] - {name}
            self._desk.note(tables, "name_record" if is_theirs else "unname_record", (name,))
            both = named["call"], named["appointment"]
            requests.name_records(tables, self._envelope, request_id, *both)

        await self._desk.database.write(change)

    async def serve(self, request_id: str) -> None:
        """Close a request as served: what was found was handed out, put right, or is nothing.

        Raises:
            StorageError: It is settled, what it asks for is still to be done, or nobody has
                noted how it was checked who asks.
        """

        def change(tables: Tables) -> None:
            request = self._open(tables, request_id)
            asked = asked_of(request)
            found = self._desk.find_in(tables, asked.search)
            others, _ = self._others(tables, request_id)
            if Case(request, found, objects=False, others=others).awaits_act:
                raise StorageError("do first what was asked for", ACT_FIRST)
            if ids_of(found.sure) and not request.identity:
                raise StorageError("note first how it was checked who asks", NO_IDENTITY)
            self._desk.note(tables, "settle_request", (request_id,))
            self._desk.settle(tables, request_id, asked)

        await self._desk.database.write(change)

    def _others(
        self, tables: Tables, request_id: str
    ) -> tuple[tuple[str, ...], tuple[Done, ...]]:
        is_theirs = orders.is_from_another_host(tables, request_id)
        mine = (each for each in orders.progress(tables) if each.request_id == request_id)
        done = tuple(host for order in mine for host in order.hosts)
        return () if is_theirs else self._desk.others.names_in(tables), done

    def _open(self, tables: Tables, request_id: str) -> Request:
        requests.require_open(tables, request_id)
        return requests.read(tables, self._envelope, request_id)


def asked_of(request: Request) -> Asked:
    """Return what a request asks for.

    Raises:
        StorageError: Who made it was forgotten.
    """
    search = search_of(request)
    return Asked(search, request.received_on, request.id, request.identity)


def search_of(request: Request) -> Search:
    """Return whom to look for.

    Raises:
        StorageError: Who made it was forgotten.
    """
    return Search(wanted_of(request), request.calls, request.appointments)

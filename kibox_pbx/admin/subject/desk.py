"""What the privacy desk does, each in one transaction with its line in the access log."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from itertools import product

from kibox_pbx.admin.subject.other_hosts import OtherHosts
from kibox_pbx.errors import StorageError
from kibox_pbx.privacy.belonging import Wanted, mentions
from kibox_pbx.privacy.consent import ConsentPurpose
from kibox_pbx.storage import consents, objections, requests, restriction
from kibox_pbx.storage.access_log import Access, Who, note
from kibox_pbx.storage.database import Database
from kibox_pbx.storage.mentions import mentioned_in
from kibox_pbx.storage.rectifications import Rectifying
from kibox_pbx.storage.requests import Kind, Opening, Request, Signature, State
from kibox_pbx.storage.sealed import SealedTexts
from kibox_pbx.storage.shared import orders
from kibox_pbx.storage.shared.orders import Act, Progress
from kibox_pbx.storage.sqlcipher import Tables
from kibox_pbx.storage.subjects import Found, Search, find_in

NOTHING_SURE = (
    "nothing here is surely theirs; kibox subject find lists what may be, name it by --call or"
    " --appointment"
)
NOT_SURE, NO_NUMBER, OTHER_KIND = "nothing-sure", "no-number", "other-kind"
"""Why the desk does not do something, in a word; see `StorageError`."""


@dataclass(frozen=True, slots=True)
class Asked:
    """What somebody asked for, as the desk was told."""

    search: Search
    received_on: date
    request_id: str | None = None
    """A request that was opened before; None: it is opened now."""

    identity: str | None = None
    """How it was checked who asks (Art. 12(6) GDPR)."""

    @property
    def tells_who(self) -> bool:
        """Whether the note on the check names the person, which it must not."""
        return bool(self.identity) and mentions(self.identity or "", self.search.wanted)


class Desk:
    """The privacy desk, with somebody of the office at it."""

    def __init__(self, database: Database, who: Who, clock: Callable[[], datetime]) -> None:
        """Say who is at the desk; the clock returns aware moments."""
        self.database = database
        self.clock = clock
        self.who = who
        self.others = OtherHosts(database, who, clock)
        self._envelope = database.envelope

    async def find(self, search: Search) -> Found:
        """Return what there is about somebody, noting each record that is shown."""
        mentioned = await self.mentioned(search)

        def change(tables: Tables) -> Found:
            found = self.find_in(tables, search, mentioned)
            self.note(tables, "find_subject", ids_of(found) or ("",))
            return found

        return await self.database.write(change)

    async def receive(self, kind: Kind, asked: Asked) -> Request:
        """Write that somebody asked for something that will be served later."""

        def change(tables: Tables) -> Request:
            request_id = self.request(tables, kind, asked)
            return requests.read(tables, self._envelope, request_id)

        return await self.database.write(change)

    async def requests(
        self, *, settled: bool
    ) -> tuple[tuple[Request, ...], tuple[Progress, ...]]:
        """Return requests, what is due first at the top, and how far other hosts are.

        Args:
            settled: All that are kept; otherwise those that are open, here or at another host.
        """

        def change(tables: Tables) -> tuple[tuple[Request, ...], tuple[Progress, ...]]:
            self.note(tables, "list_requests", ("",))
            progress = orders.progress(tables)
            waiting = {each.request_id for each in progress if not each.is_complete}
            listed = (
                each
                for each in requests.all_requests(tables, self._envelope)
                if settled or each.state is State.OPEN or each.id in waiting
            )
            return tuple(listed), progress

        return await self.database.write(change)

    async def extend(self, request_id: str, today: date, why: str) -> date:
        """Give a request two months more; return the new day.

        Raises:
            StorageError: The law does not allow it.
        """

        def change(tables: Tables) -> date:
            self.note(tables, "extend_request", (request_id,))
            return requests.extend(tables, self._envelope, request_id, today, why)

        return await self.database.write(change)

    async def refuse(self, request_id: str, why: str) -> None:
        """Note that a request was refused, and why.

        Raises:
            StorageError: It is not open.
        """

        def change(tables: Tables) -> None:
            self.note(tables, "refuse_request", (request_id,))
            requests.refuse(tables, self._envelope, request_id, self.signed(why))

        await self.database.write(change)

    async def restrict(self, asked: Asked) -> int:
        """Freeze what is surely theirs (Art. 18 GDPR); return how many records that were.

        Raises:
            StorageError: Nothing is surely theirs.
        """

        def change(tables: Tables) -> int:
            found = self.sure_in(tables, asked.search, asked.request_id)
            request_id = self.request(tables, Kind.RESTRICTION, asked)
            self.others.order(tables, Act.RESTRICT, asked.search, request_id)
            self.note(tables, "restrict", ids_of(found))
            self.settle(tables, request_id, asked)
            ids = found.call_ids, found.appointment_ids
            return restriction.restrict(tables, *ids, self.clock())

        return await self.database.write(change)

    async def unrestrict(self, search: Search, informed_on: date) -> int:
        """End a restriction, once the person was told so (Art. 18(3) GDPR).

        Args:
            search: Whose.
            informed_on: When they were told; kept in the access log.

        Raises:
            StorageError: Nothing is surely theirs.
        """

        def change(tables: Tables) -> int:
            found = self.sure_in(tables, search)
            self.others.order(tables, Act.UNRESTRICT, search)
            self.note(tables, "unrestrict", ids_of(found))
            self.note(tables, "informed_before", (informed_on.isoformat(),))
            ids = found.call_ids, found.appointment_ids
            return restriction.lift(tables, *ids, self.clock())

        return await self.database.write(change)

    async def object(self, asked: Asked) -> None:
        """Have a number ring people from now on (Art. 21 GDPR).

        Raises:
            StorageError: No number was said.
        """
        number = _number(asked.search)

        def change(tables: Tables) -> None:
            request_id = self.request(tables, Kind.OBJECTION, asked)
            self.others.order_of_number(tables, Act.OBJECT, number, request_id)
            objections.add(tables, self._envelope, number, self.clock())
            self.note(tables, "object", (request_id,))
            self.settle(tables, request_id, asked)

        await self.database.write(change)

    async def lift_objection(self, search: Search) -> bool:
        """Let the assistant answer a number again; False: it did not object.

        Raises:
            StorageError: No number was said.
        """
        number = _number(search)

        def change(tables: Tables) -> bool:
            self.note(tables, "lift_objection", ("",))
            self.others.order_of_number(tables, Act.LIFT_OBJECTION, number)
            return objections.lift(tables, self._envelope, number, self.clock())

        return await self.database.write(change)

    async def withdraw(self, asked: Asked, purposes: Sequence[ConsentPurpose]) -> int:
        """End the consents of their calls (Art. 7(3) GDPR), and with them what they allowed.

        Returns:
            How many stood.

        Raises:
            StorageError: Nothing is surely theirs.
        """

        def change(tables: Tables) -> int:
            found = self.sure_in(tables, asked.search, asked.request_id)
            request_id = self.request(tables, Kind.WITHDRAWAL, asked)
            self.others.order(tables, Act.WITHDRAW, asked.search, request_id, tuple(purposes))
            self.note(tables, "withdraw", ids_of(found))
            self.settle(tables, request_id, asked)
            now = self.clock()
            pairs = product(found.call_ids, purposes)
            return sum(consents.withdraw(tables, *each, now) for each in pairs)

        return await self.database.write(change)

    async def rectify(
        self, asked: Asked, where: str, values: Mapping[str, str], *, settles: bool = True
    ) -> None:
        """Put something right (Art. 16 GDPR).

        Args:
            asked: Whose data, and how that was checked.
            where: ``appointment/ID``, ``message/CALL-NUMBER`` or ``form/CALL-NUMBER``.
            values: The new ones, by field; ``why`` goes beside them.
            settles: The request is served by this; else more is to be put right.

        Raises:
            StorageError: There is no such record, or no such field.
        """
        new = dict(values)
        by = self.signed(new.pop("why"))

        def change(tables: Tables) -> None:
            request_id = self.request(tables, Kind.RECTIFICATION, asked)
            pen = Rectifying(tables, self._envelope, by)
            kind, _, name = where.partition("/")
            call_id, _, number = name.rpartition("-")
            match kind:
                case "appointment":
                    pen.appointment(name, new)
                case "message":
                    pen.message(call_id, _whole(number), new)
                case "form":
                    pen.form(call_id, _whole(number), new)
                case _:
                    pen.remark(call_id, _whole(number))
            self.note(tables, "rectify", (name,))
            if settles:
                self.settle(tables, request_id, asked)

        await self.database.write(change)

    async def mentioned(self, search: Search) -> frozenset[str]:
        """Return the calls in which somebody is mentioned, for `find_in`; takes its time."""
        return await mentioned_in(self.database, search.wanted)

    def find_in(
        self, tables: Tables, search: Search, mentioned: frozenset[str] = frozenset()
    ) -> Found:
        """Return what there is about somebody, within a transaction."""
        return find_in(tables, SealedTexts(self._envelope), search, mentioned)

    def sure_in(self, tables: Tables, search: Search, request_id: str | None = None) -> Found:
        """Return what is surely theirs, within a transaction.

        Nothing may be, where the other hosts are asked to do the same: it may be there.

        Raises:
            StorageError: Nothing is, and nobody else is asked.
        """
        found = self.find_in(tables, search).sure
        if not ids_of(found) and not self.others.are_asked(tables, search, request_id):
            raise StorageError(NOTHING_SURE, NOT_SURE)
        return found

    def request(self, tables: Tables, kind: Kind, asked: Asked) -> str:
        """Return the request that is being served, a new one where there was none.

        Raises:
            StorageError: It asks for something else.
        """
        search = asked.search
        if asked.request_id is None:
            known = kind, search.wanted, asked.received_on, asked.identity
            opening = Opening(*known, search.calls, search.appointments)
            opened = requests.open_request(tables, self._envelope, opening)
            self.note(tables, "receive_request", (opened,))
            return opened
        request = requests.read(tables, self._envelope, asked.request_id)
        if request.kind is not kind:
            raise StorageError(f"this request is one for {request.kind}", OTHER_KIND)
        return request.id

    def settle(self, tables: Tables, request_id: str, asked: Asked) -> None:
        """Note that a request was served."""
        requests.settle(tables, request_id, self.signed(), asked.identity)

    def note(self, tables: Tables, did: str, about: Iterable[str]) -> None:
        """Write a line of the access log for each record."""
        for each in about:
            note(tables, self._envelope, Access(self.clock(), self.who.name, did, each))

    def signed(self, why: str = "") -> Signature:
        """Return who does something now."""
        return Signature(self.who.name, self.clock(), why)


def ids_of(found: Found) -> tuple[str, ...]:
    """Return the identifiers of all records."""
    return (*found.call_ids, *found.appointment_ids)


def wanted_of(request: Request) -> Wanted:
    """Return who made a request.

    Raises:
        StorageError: That was forgotten.
    """
    if request.who is None:
        raise StorageError(
            "who made this request was erased; say it again: --number, --name",
            requests.FORGOTTEN,
        )
    return request.who


def _number(search: Search) -> str:
    if search.wanted.number is None:
        raise StorageError("an objection is one of a number: --number", NO_NUMBER)
    return search.wanted.number


def _whole(number: str) -> int:
    if not number.isdecimal():
        raise StorageError("name it as kibox subject find shows it, such as 3f2a…-1")
    return int(number)

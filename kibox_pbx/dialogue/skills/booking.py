"""Booking an appointment: what for, when, for whom; read back, then written.

A slot is only ever one that the calendar offered, and it is held before it is promised.
"""

from dataclasses import dataclass, field, replace
from enum import Enum, auto

from kibox_pbx.dialogue.actions import BookSlot, HoldSlot
from kibox_pbx.dialogue.contact import Contact, heard_phone
from kibox_pbx.dialogue.events import (
    AppointmentBooked,
    SlotHeld,
    SlotLost,
    SlotsFound,
)
from kibox_pbx.dialogue.reply import Line, News, Reply
from kibox_pbx.dialogue.scene import Scene
from kibox_pbx.dialogue.skills import asking, message, transfer
from kibox_pbx.dialogue.skills.mending import Part, wrong_part
from kibox_pbx.dialogue.skills.naming import heard_person, heard_service
from kibox_pbx.dialogue.wish import (
    Search,
    distinct,
    fits,
    is_too_far,
    merged,
    query,
    relative_search,
)
from kibox_pbx.language.choices import understand_choice
from kibox_pbx.language.when import Direction, When, understand_when
from kibox_pbx.language.yes_no import understand_yes_no
from kibox_pbx.records import Act, Outcome, Slot

MOST_LOSSES = 3
"""Then people take over; the calendar is too busy for a conversation."""


class Stage(Enum):
    """What we wait for."""

    SERVICE = auto()
    WHEN = auto()
    SEARCHING = auto()
    CHOOSING = auto()
    HOLDING = auto()
    CONTACT = auto()
    CONFIRMING = auto()
    MENDING = auto()
    BOOKING = auto()


@dataclass(frozen=True, slots=True)
class Booking:
    """An appointment in the making."""

    stage: Stage = Stage.SERVICE
    service: str | None = None
    person: str | None = None
    """Whom the caller wants to see; None: anybody."""

    search: Search | None = None
    offered: tuple[Slot, ...] = ()
    turned_down: tuple[Slot, ...] = ()
    """Offered before the present search, or lost to somebody else."""

    losses: int = 0
    """How often a slot was gone when we wanted it."""

    slot: Slot | None = None
    is_held: bool = False
    exact: bool = False
    """The slot is just what the caller had asked for, so it was never offered."""

    contact: Contact = field(default=Contact())

    @property
    def held(self) -> Slot | None:
        """The slot that must be given back if the caller leaves now."""
        asked_for = self.is_held or self.stage is Stage.HOLDING
        return self.slot if asked_for else None

    def answered(self, scene: Scene, text: str) -> Reply | None:
        """Take the caller's answer; None: not understood."""
        match self.stage:
            case Stage.SERVICE:
                return self._heard_service(scene, text)
            case Stage.WHEN:
                wish = understand_when(text, scene.language, scene.now)
                return self._wished(scene, wish) if wish else None
            case Stage.CHOOSING:
                return self._chose(scene, text)
            case Stage.CONTACT:
                contact = self.contact.answered(scene, text)
                return _proceed(scene, replace(self, contact=contact)) if contact else None
            case Stage.CONFIRMING | Stage.MENDING:
                return self._confirmed(scene, text)
            case Stage.SEARCHING | Stage.HOLDING | Stage.BOOKING:
                return None

    def informed(self, scene: Scene, news: News) -> Reply | None:
        """Take the answer to a request; None: not asked for."""
        match news, self.stage:
            case SlotsFound(slots=slots), Stage.SEARCHING:
                return self._found(scene, slots)
            case SlotHeld(slot=slot), Stage.HOLDING if slot == self.slot:
                return self._promised(scene)
            case SlotLost(slot=slot), Stage.HOLDING | Stage.BOOKING if slot == self.slot:
                return self._lost(scene)
            case AppointmentBooked(appointment=appointment), Stage.BOOKING:
                line = asking.booked(scene, appointment.slot)
                return Reply(None, (line,), reached=Outcome.BOOKED)
            case _:
                return None

    def _heard_service(self, scene: Scene, text: str) -> Reply | None:
        service = heard_service(scene, text)
        if service is None:
            return None
        wish = understand_when(text, scene.language, scene.now)
        search = Search(wish) if wish else self.search
        return _proceed(scene, replace(self, service=service, search=search))

    def _wished(self, scene: Scene, wish: When) -> Reply:
        """Search anew for what the caller said, keeping what they did not mention."""
        if wish.direction and self.search and self.offered:
            search = relative_search(scene, self.search, wish, self.offered)
        else:
            wish = replace(wish, direction=None)
            search = Search(merged(self.search.wish if self.search else None, wish))
        repeated = self.search is not None and search.wish == self.search.wish
        turned_down = self.turned_down + self.offered if repeated else ()
        searching = replace(
            self, search=search, slot=None, is_held=False, turned_down=turned_down
        )
        return _proceed(scene, searching)

    def _chose(self, scene: Scene, text: str) -> Reply | None:
        starts = tuple(slot.start for slot in self.offered)
        chosen = understand_choice(text, scene.language, starts)
        if chosen is not None:
            return _proceed(scene, replace(self, slot=self.offered[chosen]))
        wish = understand_when(text, scene.language, scene.now)
        if wish:
            return self._take_first(scene) if wish.is_open else self._wished(scene, wish)
        agreed = understand_yes_no(text, scene.language)
        if agreed is None:
            return None
        if not agreed:
            return Reply(replace(self, stage=Stage.WHEN), question=asking.other_day())
        is_clear = len(self.offered) == 1
        return self._take_first(scene) if is_clear else self._offer(scene, self.offered[:1])

    def _take_first(self, scene: Scene) -> Reply:
        return _proceed(scene, replace(self, slot=self.offered[0]))

    def _found(self, scene: Scene, slots: tuple[Slot, ...]) -> Reply:
        search = self._searched()
        offered = distinct(slots)
        if not offered:
            return self._found_nothing(scene, search)
        wanted = query(scene, search, offered[0].service, self.person, ()).near
        if wanted == offered[0].start:
            exact = replace(self, offered=offered[:1], slot=offered[0], exact=True)
            return _proceed(scene, exact)
        in_order = tuple(sorted(offered, key=lambda slot: slot.start))
        return self._offer(scene, in_order, asking.apology(search, wanted))

    def _offer(self, scene: Scene, offered: tuple[Slot, ...], *lines: Line | None) -> Reply:
        choosing = replace(self, stage=Stage.CHOOSING, offered=offered)
        said = tuple(line for line in lines if line)
        return Reply(choosing, said, question=asking.offer(scene, offered))

    def _found_nothing(self, scene: Scene, search: Search) -> Reply:
        wider = search.wider()
        if wider:
            return _look(scene, replace(self, search=wider))
        if search.wish.direction is Direction.EARLIER and self.offered:
            return self._offer(scene, self.offered, Line(Act.TELL_ANSWER, "nothing_earlier"))
        return message.offer("nothing_free", "")

    def _searched(self) -> Search:
        return self.search or Search(When(soonest=True))

    def _promised(self, scene: Scene) -> Reply:
        is_news = self.exact and self.slot and self.contact.question(scene)
        lines = (asking.free(scene, self.slot),) if self.slot and is_news else ()
        return _proceed(scene, replace(self, is_held=True, exact=False), lines=lines)

    def _lost(self, scene: Scene) -> Reply:
        lost = Line(Act.TELL_ANSWER, "slot_lost")
        gone = (self.slot,) if self.slot else ()
        again = replace(
            self,
            slot=None,
            is_held=False,
            search=replace(self._searched(), width=0),
            turned_down=self.turned_down + gone,
            losses=self.losses + 1,
        )
        if again.losses == MOST_LOSSES:
            return transfer.refer(scene, "question", "")
        return _look(scene, again, lines=(lost,))

    def _confirmed(self, scene: Scene, text: str) -> Reply | None:
        agreed = understand_yes_no(text, scene.language)
        mended = self._moved(scene, text) or (None if agreed else self._mended(scene, text))
        if mended or agreed is None:
            return mended
        if agreed:
            return self._book()
        return Reply(replace(self, stage=Stage.MENDING), question=asking.what_is_wrong())

    def _book(self) -> Reply | None:
        if self.slot is None:
            return None
        book = BookSlot(self.slot, self.contact.name or "", self.contact.phone or "")
        return Reply(replace(self, stage=Stage.BOOKING), requests=(book,))

    def _moved(self, scene: Scene, text: str) -> Reply | None:
        """Correct day, time or number, even within a yes ("ja, aber um drei")."""
        phone = heard_phone(scene, text)
        if phone and phone != self.contact.phone:
            return _proceed(scene, replace(self, contact=replace(self.contact, phone=phone)))
        wish = understand_when(text, scene.language, scene.now)
        if wish and not wish.is_open and not fits(wish, self.slot):
            return self._wished(scene, wish)
        return None

    def _mended(self, scene: Scene, text: str) -> Reply | None:
        """Correct or ask again what the caller names, and leave the rest as it is."""
        service = heard_service(scene, text)
        if service and service != self.service:
            search = replace(self.search or Search(When()), width=0)
            other = replace(self, service=service, search=search, slot=None, is_held=False)
            return _proceed(scene, other)
        part = wrong_part(text, scene.language)
        return self._ask_again(scene, part) if part else None

    def _ask_again(self, scene: Scene, part: Part) -> Reply:
        match part:
            case Part.NAME:
                return _proceed(scene, replace(self, contact=replace(self.contact, name=None)))
            case Part.PHONE:
                contact = replace(self.contact, phone=None, other_number=True)
                return _proceed(scene, replace(self, contact=contact))
            case _:
                return Reply(replace(self, stage=Stage.WHEN), question=asking.other_day())


def begin(scene: Scene, text: str) -> Reply:
    """Start a booking with all that the caller has said already."""
    services = scene.settings.services
    if not services:
        return transfer.refer(scene, "question", text)
    only = next(iter(services)) if len(services) == 1 else None
    wish = understand_when(text, scene.language, scene.now)
    booking = Booking(
        service=heard_service(scene, text) or only,
        person=heard_person(scene, text),
        search=Search(replace(wish, direction=None)) if wish and not wish.is_open else None,
    )
    return _proceed(scene, booking)


def _proceed(
    scene: Scene,
    booking: Booking,
    *,
    lines: tuple[Line, ...] = (),
) -> Reply:
    """Ask for the first thing that is missing, or read everything back."""
    if booking.service is None:
        asked = replace(booking, stage=Stage.SERVICE)
        return Reply(asked, lines, question=asking.service(scene))
    if booking.slot is None:
        return _look_if_asked(scene, booking, lines)
    if not booking.is_held:
        holding = replace(booking, stage=Stage.HOLDING)
        return Reply(holding, lines, (HoldSlot(booking.slot),))
    missing = booking.contact.question(scene)
    if missing:
        return Reply(replace(booking, stage=Stage.CONTACT), lines, question=missing)
    question = asking.confirm(scene, booking.slot, booking.contact)
    return Reply(replace(booking, stage=Stage.CONFIRMING), lines, question=question)


def _look_if_asked(scene: Scene, booking: Booking, lines: tuple[Line, ...]) -> Reply:
    if booking.search is None:
        return Reply(replace(booking, stage=Stage.WHEN), lines, question=asking.day())
    if is_too_far(scene, booking.search.wish):
        asked = replace(booking, stage=Stage.WHEN, search=None)
        too_far = Line(Act.TELL_ANSWER, "too_far")
        return Reply(asked, (*lines, too_far), question=asking.day())
    return _look(scene, booking, lines=lines)


def _look(
    scene: Scene,
    booking: Booking,
    *,
    lines: tuple[Line, ...] = (),
) -> Reply:
    search = booking.search or Search(When(soonest=True))
    turned_down = tuple(slot.start for slot in booking.turned_down)
    find = query(scene, search, booking.service or "", booking.person, turned_down)
    return Reply(replace(booking, stage=Stage.SEARCHING), lines, (find,))

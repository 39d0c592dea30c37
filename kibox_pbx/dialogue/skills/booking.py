"""Booking an appointment: what for, when, for whom; read back, then written.

The time itself is found in `finding_time`; what the caller corrects is read in `correcting`.
"""

from dataclasses import dataclass, field, replace
from enum import Enum, auto

from kibox_pbx.dialogue.actions import BookSlot
from kibox_pbx.dialogue.contact import Contact
from kibox_pbx.dialogue.events import AppointmentBooked, SlotLost
from kibox_pbx.dialogue.reply import Line, News, Reply
from kibox_pbx.dialogue.scene import Scene
from kibox_pbx.dialogue.skills import (
    acquaintance,
    asking,
    offering,
    offering_message,
    transfer,
)
from kibox_pbx.dialogue.skills.choosing import searching
from kibox_pbx.dialogue.skills.correcting import (
    Correction,
    OtherService,
    OtherTime,
    heard_at_the_end,
    heard_in_between,
)
from kibox_pbx.dialogue.skills.embedding import embedded
from kibox_pbx.dialogue.skills.finding_time import FindingTime
from kibox_pbx.dialogue.skills.for_whom import told_before
from kibox_pbx.dialogue.skills.mending import Part
from kibox_pbx.dialogue.skills.naming import chosen_service, heard_service, wished_service
from kibox_pbx.dialogue.skills.preferring import heard_preference, without_preference
from kibox_pbx.dialogue.volunteered import volunteered
from kibox_pbx.dialogue.wish import is_vague
from kibox_pbx.language.agreement import understand_agreement
from kibox_pbx.language.choices import understand_place
from kibox_pbx.language.complaints import complains, is_unsure
from kibox_pbx.language.when import understand_when
from kibox_pbx.records import Outcome, Slot

MOST_REFUSALS = 1
"""Who wants once more what is not for them may leave a message."""

LONGEST_BY_PLACE = 5
"""Words of "I'd take the second one"."""


class Stage(Enum):
    """What we wait for."""

    SERVICE = auto()
    KNOWN = auto()
    TIME = auto()
    CONTACT = auto()
    CONFIRMING = auto()
    MENDING = auto()
    BOOKING = auto()


@dataclass(frozen=True, slots=True)
class Booking:
    """An appointment in the making."""

    stage: Stage = Stage.SERVICE
    known: bool | None = None
    """Whether the caller has been here before, as they say themselves."""

    refused: int = 0
    """How often the caller wanted what is not for them."""

    time: FindingTime = field(default=FindingTime())
    contact: Contact = field(default=Contact())

    @property
    def held(self) -> Slot | None:
        """The slot that must be given back if the caller leaves now."""
        return self.time.held

    def answered(self, scene: Scene, text: str) -> Reply | None:
        """Take the caller's answer; None: not understood."""
        match self.stage:
            case Stage.SERVICE:
                return self._heard_service(scene, text)
            case Stage.KNOWN:
                return self._heard_known(scene, text)
            case Stage.TIME:
                return self._heard_time(scene, text)
            case Stage.CONTACT:
                return self._heard_contact(scene, text)
            case Stage.CONFIRMING | Stage.MENDING:
                return self._confirmed(scene, text)
            case _:
                return None

    def informed(self, scene: Scene, news: News) -> Reply | None:
        """Take the answer to a request; None: not asked for."""
        match news, self.stage:
            case AppointmentBooked(appointment=appointment), Stage.BOOKING:
                line = asking.booked(scene, appointment.slot)
                return Reply(None, (line,), reached=Outcome.BOOKED)
            case SlotLost(slot=slot), Stage.BOOKING if slot == self.time.slot:
                return self.embed(scene, self.time.lost(scene))
            case _, Stage.TIME:
                reply = self.time.informed(scene, news)
                return self.embed(scene, reply) if reply else None
            case _:
                return None

    def _heard_service(self, scene: Scene, text: str) -> Reply | None:
        contact, told = told_before(scene, text, self.contact)
        service = chosen_service(scene, told.rest, scene.settings.services)
        heard, rest = replace(self, contact=contact), told.rest
        if service is None:
            service, rest = self._service_by_place(scene, rest), ""
        if service:
            return heard.for_service(scene, service, rest)
        is_told = complains(told.rest, scene.language) or is_unsure(told.rest, scene.language)
        otherwise = heard.for_the_rest(scene, told.rest) if is_told else None
        return otherwise or (_proceed(scene, heard) if told.is_anything else None)

    def for_the_rest(self, scene: Scene, text: str) -> Reply | None:
        """Take the service for who names none; None: the practice has no such."""
        service = scene.settings.booking.otherwise
        if service is None:
            return None
        time = with_first_wish(scene, text, self.time.for_service(service))
        line = asking.taken_otherwise(scene, service)
        return _proceed(scene, replace(self, time=time), (line,))

    def _service_by_place(self, scene: Scene, text: str) -> str | None:
        """Return the service of "the first one"; a longer sentence counts something else."""
        keys = _open_services(scene, self)
        place = understand_place(text, scene.language, len(keys))
        is_short = len(text.split()) <= LONGEST_BY_PLACE
        return keys[place] if is_short and place is not None else None

    def _heard_known(self, scene: Scene, text: str) -> Reply | None:
        known = acquaintance.understand_known(text, scene.language)
        if known is None:
            return self._corrected(
                scene, heard_in_between(scene, text, self.time, self.contact)
            )
        time = with_first_wish(scene, text, self.time)
        return _proceed(scene, replace(self, known=known, time=time))

    def _heard_time(self, scene: Scene, text: str) -> Reply | None:
        contact, told = told_before(scene, text, self.contact)
        heard = replace(self, contact=contact)
        other = heard_service(scene, told.rest)
        if other and other != self.time.service:
            return heard.for_service(scene, other, told.rest)
        found = self.time.answered(scene, told.rest)
        if found is None and told.is_anything:
            found = self.time.repeat(scene)
        return heard.embed(scene, found) if found else None

    def _heard_contact(self, scene: Scene, text: str) -> Reply | None:
        told = volunteered(scene, text)
        is_named = self.contact.lacks_name and told.name is not None
        is_answer = is_named or self.contact.is_reached_here(scene, text)
        correction = (
            None if is_answer else heard_in_between(scene, text, self.time, self.contact)
        )
        if correction:
            return self._corrected(scene, correction)
        contact = self.contact.answered(scene, told, text)
        if contact is None or contact == self.contact:
            return None
        return _proceed(scene, replace(self, contact=contact))

    def _confirmed(self, scene: Scene, text: str) -> Reply | None:
        correction = heard_at_the_end(scene, text, self.time, self.contact)
        if isinstance(correction, Contact):
            return self._corrected_twice(scene, correction, volunteered(scene, text).rest)
        if correction:
            return self._corrected(scene, correction)
        agreed = understand_agreement(text, scene.language)
        if agreed is None:
            return None
        if agreed:
            is_asked = self.stage is Stage.CONFIRMING
            return self._book() if is_asked else _proceed(scene, self)
        return Reply(replace(self, stage=Stage.MENDING), question=asking.what_is_wrong())

    def _corrected_twice(self, scene: Scene, contact: Contact, rest: str) -> Reply | None:
        """Change name or number, and what the rest of the sentence says of time or service."""
        also = heard_at_the_end(scene, rest, self.time, contact)
        is_more = isinstance(also, OtherTime | OtherService)
        changed = replace(self, contact=contact)
        return changed._corrected(scene, also if is_more else contact)  # noqa: SLF001 (own class)

    def _corrected(self, scene: Scene, correction: Correction | None) -> Reply | None:
        """Change what the caller corrects, and leave the rest as it is."""
        match correction:
            case Contact():
                return _proceed(scene, replace(self, contact=correction))
            case OtherService(service=service, text=text):
                return self.for_service(scene, service, text)
            case OtherTime(reply=reply):
                return self.embed(scene, reply)
            case _:
                return self._ask_again(scene, correction) if correction else None

    def _ask_again(self, scene: Scene, part: Part) -> Reply:
        contact = self.contact
        match part:
            case Part.NAME:
                return _proceed(scene, replace(self, contact=replace(contact, name=None)))
            case Part.BIRTHDATE:
                again = replace(contact, birthdate=None, asks_birthdate=True)
                return _proceed(scene, replace(self, contact=again))
            case Part.PHONE:
                again = replace(contact, phone=None, other_number=True)
                return _proceed(scene, replace(self, contact=again))
            case Part.SERVICE:
                return self.for_service(scene, "", "")
            case _:
                free = self.time.without_slot(self.time.search)
                return self.embed(scene, free.ask_other_day())

    def for_service(self, scene: Scene, service: str, text: str) -> Reply:
        """Begin anew with another service, keeping the wish for a time."""
        changed = with_first_wish(scene, text, self.time.for_service(service))
        return _proceed(scene, replace(self, time=changed))

    def _book(self) -> Reply:
        contact = self.contact
        born = contact.birthdate.isoformat() if contact.birthdate else None
        book = BookSlot(self.time.taken, contact.name or "", contact.phone or "", born)
        return Reply(replace(self, stage=Stage.BOOKING), requests=(book,))

    def embed(self, scene: Scene, reply: Reply) -> Reply:
        """Make a reply about the time one of the booking."""
        return embedded(
            reply,
            lambda time: replace(self, stage=Stage.TIME, time=time),
            lambda time, lines: _proceed(scene, replace(self, time=time), lines),
        )


def begin(scene: Scene, text: str) -> Reply:
    """Start a booking with all that the caller has said already."""
    services = scene.settings.services
    if not services:
        return transfer.refer(scene, "question", text)
    contact = Contact(asks_birthdate=scene.settings.booking.ask_birthdate)
    contact, told = told_before(scene, text, contact)
    only = next(iter(services)) if len(services) == 1 else ""
    time = FindingTime(wished_service(scene, told.rest) or only)
    known = acquaintance.heard_known(told.rest, scene.language)
    booking = Booking(
        known=known, time=with_first_wish(scene, told.rest, time), contact=contact
    )
    if not booking.time.service and complains(told.rest, scene.language):
        return booking.for_the_rest(scene, told.rest) or _proceed(scene, booking)
    return _proceed(scene, booking)


def with_first_wish(scene: Scene, text: str, time: FindingTime) -> FindingTime:
    """Return the time with what a sentence says of when and with whom, before any offer."""
    person = heard_preference(scene, text)
    named = person if isinstance(person, str) else time.person
    wish = understand_when(without_preference(scene, text), scene.language, scene.now)
    if wish is None or replace(wish, direction=None).is_open or is_vague(scene, wish):
        return replace(time, person=named)
    search = searching(scene, text, wish, time.search, ())
    return replace(time, person=named, search=search)


def _proceed(scene: Scene, booking: Booking, lines: tuple[Line, ...] = ()) -> Reply:
    """Ask for the first thing that is missing, or read everything back."""
    time = booking.time
    if not time.service:
        return _ask_service(scene, booking, lines)
    if not acquaintance.is_open_to(scene, time.service, booking.known):
        return _refuse(scene, booking, lines)
    if booking.known is None and acquaintance.is_asked(scene, time.service):
        asked = replace(booking, stage=Stage.KNOWN)
        return Reply(asked, lines, question=acquaintance.question())
    if not time.is_held:
        return booking.embed(scene, time.go_on(scene, lines))
    if time.is_stale(scene):
        return booking.embed(scene, time.hold_again(lines))
    return _ask_contact(scene, booking, lines)


def _open_services(scene: Scene, booking: Booking) -> tuple[str, ...]:
    """Return the keys of the services that this caller may have, in the order they are said."""
    return tuple(
        key
        for key in scene.settings.services
        if acquaintance.is_open_to(scene, key, booking.known)
    )


def _ask_service(scene: Scene, booking: Booking, lines: tuple[Line, ...]) -> Reply:
    keys = _open_services(scene, booking)
    asked = replace(booking, stage=Stage.SERVICE)
    phrase = "ask_other_service" if booking.refused else "ask_service"
    return Reply(asked, lines, question=asking.service(scene, keys, phrase))


def _refuse(scene: Scene, booking: Booking, lines: tuple[Line, ...]) -> Reply:
    """Say that a service is not for this caller; offer the others, in the end a message."""
    service = booking.time.service
    why = acquaintance.not_open(scene, service)
    if booking.refused >= MOST_REFUSALS or not _open_services(scene, booking):
        offer = offering_message.offer("offer_message_instead", "")
        return replace(offer, lines=(*lines, why))
    again = replace(booking, time=booking.time.for_service(""), refused=booking.refused + 1)
    return _ask_service(scene, again, (*lines, why))


def _ask_contact(scene: Scene, booking: Booking, lines: tuple[Line, ...]) -> Reply:
    time, missing = booking.time, booking.contact.question(scene)
    news = (offering.free(scene, time.taken),) if time.exact and missing else ()
    known = replace(booking, time=replace(time, exact=False))
    if missing:
        asked = replace(known, stage=Stage.CONTACT)
        return Reply(asked, (*lines, *news), question=missing)
    question = asking.confirm(scene, time.taken, booking.contact)
    return Reply(replace(known, stage=Stage.CONFIRMING), lines, question=question)

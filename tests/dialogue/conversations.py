"""Random days at a practice: several calls at once on one calendar, every promise watched.

Everything follows from a seed. What callers say stands in `sentences`, what the practice
answers in `world`.
"""

from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from functools import cache
from pathlib import Path
from random import Random

import kibox_pbx.config
from kibox_pbx.config.loader import load
from kibox_pbx.config.settings import Settings, Spoken
from kibox_pbx.dialogue.actions import (
    Action,
    AskModel,
    BookSlot,
    CancelAppointment,
    FindAppointments,
    FindSlots,
    HangUp,
    HoldSlot,
    MoveAppointment,
    ReleaseSlot,
    Say,
    ToMailbox,
    Transfer,
)
from kibox_pbx.dialogue.events import (
    AppointmentsFound,
    AssistantInterrupted,
    CallAnswered,
    CallerHungUp,
    CallerPressed,
    CallerSpoke,
    Event,
    ModelReplied,
    SilenceTimedOut,
    SlotsFound,
    StoreFailed,
)
from kibox_pbx.dialogue.fallback import MOST_TURNS
from kibox_pbx.dialogue.manager import Dialogue, start, step
from kibox_pbx.language.saying import say_birthdate, say_digits, say_phone
from kibox_pbx.records import Act, Appointment, Slot
from kibox_pbx.utterance import Language
from tests.dialogue.practice import MONDAY_MORNING, practice
from tests.dialogue.sentences import FITTING, LABELS, NAMES, SENTENCES
from tests.dialogue.world import World

EXAMPLES = Path(kibox_pbx.config.__file__).parent / "examples"
CALLS_AT_ONCE = 4
MOST_EVENTS = 30
"""Of one caller; then they fall silent, and the call must end by itself."""

FITS = 0.75
"""Of what callers say answers the question that was asked."""

KEYS = "0123456789*#A"
STRANGERS = (
    ("Hannelore Meisenberg", "+4940555666", date(1951, 2, 3)),
    ("Ignaz Rottaler", "+4989444333", date(1972, 7, 8)),
)
"""They have appointments, and do not call."""


@dataclass(frozen=True)
class Identity:
    """Who somebody is: what nobody else may hear."""

    name: str
    phone: str
    birthdate: date


@cache
def secrets(who: Identity, language: Language, country: str) -> tuple[str, ...]:
    """Return what would give somebody away, in a language."""
    return (
        who.name.split()[-1],
        say_phone(who.phone, language, country),
        say_birthdate(who.birthdate, language),
    )


@dataclass
class Visitor:
    """One call, and what was promised to its caller."""

    key: str
    identity: Identity
    language: Language
    state: Dialogue
    began: datetime
    offered: set[Slot] = field(default_factory=set)
    shown: set[str] = field(default_factory=set)
    """Appointments that were found for this caller."""

    pending: list[Event] = field(default_factory=list)
    events: int = 0


@cache
def practices() -> tuple[Settings, ...]:
    """Return all that are called, checked as the service checks them."""
    written = [load(path) for path in sorted(EXAMPLES.glob("*.yaml"))]
    asking = {"offers": 3, "ask_birthdate": True, "ask_known": True, "hold_minutes": 1}
    return (*written, practice(), practice(booking=asking), _sought_after())


def _sought_after() -> Settings:
    """Return a practice with hardly any free time, so that callers get in each other's way."""
    usual = practice()
    hours = [{"opens": "09:00", "closes": "10:00"}, {"opens": "14:00", "closes": "15:00"}]
    return practice(
        hours=dict.fromkeys(("monday", "tuesday", "wednesday", "thursday", "friday"), hours),
        services={"checkup": usual.services["checkup"].model_dump()},
        booking={"horizon_days": 2, "step_minutes": 30, "hold_minutes": 1},
    )


class Day:
    """Some calls that interleave. All draws come from one seed."""

    def __init__(self, seed: int) -> None:
        self.draw = Random(seed)  # noqa: S311 (a game, no secret)
        self.settings = practices()[seed % len(practices())]
        self.world = World(self.settings, self._morning())
        self.others = [Identity(*stranger) for stranger in STRANGERS]
        self._give_appointments(self.others)
        names = self.draw.sample(NAMES, CALLS_AT_ONCE)
        self.visitors = [self._visitor(at, name) for at, name in enumerate(names)]
        self._give_appointments([each.identity for each in self.visitors[::2]])

    def play(self) -> None:
        """Let everybody call until every call has ended."""
        for visitor in self.visitors:
            self._happens(visitor, self._answered(visitor))
        while live := [each for each in self.visitors if not each.state.over]:
            visitor = self.draw.choice(live)
            self.world.now += timedelta(seconds=self.draw.choice([3, 5, 8, 20, 90]))
            self._happens(visitor, self._next(visitor))
            assert visitor.events <= MOST_EVENTS + 2 * MOST_TURNS, "a call does not end"
        for visitor in self.visitors:
            held = [hold for hold in self.world.holds if hold.call == visitor.key]
            assert not held, "a slot is held for a call that is over"

    def _morning(self) -> datetime:
        zone = self.settings.practice.zone
        hour = self.draw.choice([9, 11, 22])
        days = self.draw.choice([0, 2, 4, 5, 28])
        return (MONDAY_MORNING + timedelta(days=days)).astimezone(zone).replace(hour=hour)

    def _visitor(self, at: int, name: tuple[str, str]) -> Visitor:
        language = self.draw.choice(self.settings.practice.languages)
        born = date(1940 + self.draw.randrange(60), 1 + at, 1 + self.draw.randrange(28))
        identity = Identity(" ".join(name), f"+49897{at}8{self.draw.randrange(100, 999)}", born)
        return Visitor(f"c{at}", identity, language, start(self.settings), self.world.now)

    def _sentence(self, visitor: Visitor) -> str:
        """Return something to say: mostly what fits the question, sometimes anything."""
        language, question = visitor.state.language, visitor.state.question
        fitting = FITTING[language].get(question.line.act) if question else None
        pool = fitting if fitting and self.draw.random() < FITS else SENTENCES[language]
        return self._filled(self.draw.choice(pool), visitor.identity, language)

    def _filled(self, sentence: str, who: Identity, language: Language) -> str:
        """Put the caller's own data, and the practice's things, into a sentence."""
        settings, name = self.settings, who.name.lower()
        things: dict[str, list[Spoken]] = {
            "service": [each.names for each in settings.services.values()],
            "person": [each.names for each in settings.people.values()],
            "form": [each.names for each in settings.forms.values()],
            "department": [each.names for each in settings.departments.values()],
        }
        words = {key: self._word(parts, language) for key, parts in things.items()}
        last = name.split()[-1]
        own = {"name": name, "last": last, "spelled": " ".join(last)}
        if "{phone}" in sentence:
            own["phone"] = say_digits("0" + who.phone[3:], language)
        if "{birthdate}" in sentence:
            own["birthdate"] = say_birthdate(who.birthdate, language).lower()
        return sentence.format(**words, **own)

    def _word(self, things: list[Spoken], language: Language) -> str:
        words = [word for each in things for word in each.words(language)]
        return self.draw.choice(words).lower() if words else "das da"

    def _give_appointments(self, people: list[Identity]) -> None:
        """Put appointments into the calendar, as if they had been made before."""
        for who in people:
            service = self.draw.choice(list(self.settings.services))
            for slot in self._some_free(service):
                born = who.birthdate.isoformat()
                key = f"given{len(self.world.appointments)}"
                made = Appointment(key, slot, who.name, who.phone, born)
                self.world.appointments.append(made)

    def _some_free(self, service: str) -> tuple[Slot, ...]:
        later = self.world.now + timedelta(days=self.draw.randrange(20))
        wish = FindSlots(service, later, later + timedelta(days=30), limit=1)
        found = self.world.answer("", wish, 0)
        return found.slots if isinstance(found, SlotsFound) else ()

    def _answered(self, visitor: Visitor) -> CallAnswered:
        caller = self.draw.choice([visitor.identity.phone, visitor.identity.phone, None])
        return CallAnswered(0, self.world.now, caller, visitor.language)

    def _next(self, visitor: Visitor) -> Event:  # noqa: PLR0911 (one line an event)
        """Return what happens next in a call: an answer we wait for, or the caller."""
        at_ms = int((self.world.now - visitor.began).total_seconds() * 1000)
        if visitor.pending and self.draw.random() < 0.9:
            return visitor.pending.pop(0)
        visitor.events += 1
        if visitor.events > MOST_EVENTS:
            return visitor.pending.pop(0) if visitor.pending else SilenceTimedOut(at_ms)
        kind = self.draw.random()
        if kind < 0.85:
            return CallerSpoke(at_ms, self._sentence(visitor))
        if kind < 0.90:
            return CallerPressed(at_ms, self.draw.choice(KEYS))
        if kind < 0.95:
            return SilenceTimedOut(at_ms)
        if kind < 0.99:
            return AssistantInterrupted(at_ms, self.draw.choice(list(Act)), 200)
        return CallerHungUp(at_ms)

    def _happens(self, visitor: Visitor, event: Event) -> None:
        if isinstance(event, SlotsFound):
            visitor.offered |= set(event.slots)
        if isinstance(event, AppointmentsFound):
            visitor.shown |= {each.id for each in event.appointments}
        visitor.state, actions = step(visitor.state, event)
        for action in actions:
            self._watch(visitor, action)
            answer = self._answer(visitor, action, event.at_ms)
            if answer:
                visitor.pending.append(answer)
        if visitor.state.over:
            visitor.pending.clear()
        is_asked = visitor.state.question is not None
        assert visitor.state.over or is_asked or visitor.pending, "the caller is left alone"
        assert not self.world.double_booked(), "two appointments at the same time"

    def _answer(self, visitor: Visitor, action: Action, at_ms: int) -> Event | None:
        if isinstance(action, AskModel):
            return ModelReplied(at_ms, self.draw.choice(LABELS))
        answer = self.world.answer(visitor.key, action, at_ms)
        if answer and not isinstance(action, ReleaseSlot) and self.draw.random() < 0.005:
            return StoreFailed(at_ms)
        return answer

    def _watch(self, visitor: Visitor, action: Action) -> None:
        """Complain where a promise is broken."""
        match action:
            case HoldSlot(slot) | BookSlot(slot=slot) | MoveAppointment(slot=slot):
                assert slot in visitor.offered, "a slot that the calendar did not offer"
            case CancelAppointment(appointment):
                assert appointment.id in visitor.shown, "an appointment that was not found"
            case FindAppointments(name=name):
                assert name, "an appointment is looked up without a name"
            case Say(text=text):
                assert text
                assert "{" not in text
                self.gives_nobody_away(visitor, text)
            case Transfer() | ToMailbox() | HangUp():
                assert visitor.state.over
            case _:
                pass

    def gives_nobody_away(self, visitor: Visitor, text: str) -> None:
        """Complain if a sentence holds what is known of anybody but its caller."""
        country = self.settings.practice.country
        strangers = [each.identity for each in self.visitors if each is not visitor]
        own = secrets(visitor.identity, visitor.state.language, country)
        for other in (*strangers, *self.others):
            for secret in secrets(other, visitor.state.language, country):
                is_own = secret in own  # two may be born on the same day
                assert is_own or secret not in text, "another caller's data is said"

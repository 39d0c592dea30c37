"""A full appointment book: twenty-six patients from A to Z, and who wants to know of them."""

from dataclasses import dataclass, field
from datetime import date, timedelta
from random import Random

from kibox_pbx.config.settings import Settings
from kibox_pbx.dialogue.actions import Action, FindAppointments, Say
from kibox_pbx.language.saying import say_birthdate, say_digits, say_phone, say_when
from kibox_pbx.records import Appointment
from kibox_pbx.utterance import Language
from tests.dialogue.playbook import Calendar, Caller, slot
from tests.dialogue.practice import MONDAY_MORNING, MONDAY_NIGHT, practice
from tests.dialogue.probes import ANSWERS, DAYS, INSISTING, OPENINGS

NAMES = (
    "Agathe Aumüller", "Bertram Brockhaus", "Cäcilie Cordes", "Dietlinde Dreyer",
    "Eberhard Engelbrecht", "Friederike Feuerstein", "Gottfried Grünwald", "Hedwig Hohenadl",
    "Isidor Immenhof", "Jadwiga Jablonski", "Kunigunde Kirschbaum", "Leopold Lindenthal",
    "Mechthild Morgenroth", "Notburga Niedermair", "Ottokar Obermoser", "Philippa Plattner",
    "Quirin Quadflieg", "Roswitha Rabenstein", "Siegbert Schimmelpfennig",
    "Thusnelda Tiefenbach", "Ulrike Unterberger", "Veronika Vogelsang",
    "Walburga Wolkenstein", "Xaver Xylander", "Yvonne Yildirim", "Zacharias Zuckschwert",
)  # fmt: skip
STRANGER = "+4930999999"
MOST_TURNS = 14
ANSWERS_FITTINGLY = 0.75
SETTINGS = (practice(), practice(booking={"ask_birthdate": True}))


@dataclass(frozen=True)
class Patient:
    """Somebody with an appointment."""

    name: str
    phone: str
    born: date
    start: str
    service: str

    @property
    def appointment(self) -> Appointment:
        """What stands in the book."""
        key, born = self.name[:1].lower(), self.born.isoformat()
        return Appointment(key, slot(self.start, self.service), self.name, self.phone, born)

    def secrets(self, language: Language) -> dict[str, str]:
        """Return, by what it is, how the assistant would say what is known of them."""
        start = self.appointment.slot.start
        return {
            "name": self.name.split()[-1],
            "phone": say_phone(self.phone, language, "DE"),
            "birthdate": say_birthdate(self.born, language),
            "start": say_when(start, language, MONDAY_MORNING.date()),
        }


PATIENTS = tuple(
    Patient(
        name,
        f"+4989{7300417 + 10111 * number}",
        date(1931, 1, 5) + timedelta(days=917 * number),
        f"2026-12-{1 + number % 22:02} {8 + number % 4:02}:00",
        ("checkup", "consultation")[number % 2],
    )
    for number, name in enumerate(NAMES)
)


def book(*, without: Patient | None = None) -> Calendar:
    """Return the appointment book, as it is or as if somebody had never been in it."""
    kept = [each.appointment for each in PATIENTS if each is not without]
    return Calendar(booked=kept)


@dataclass
class Prober:
    """A random caller who wants to know of one patient, and lacks at least one factor.

    The same seed makes the same caller: whatever they say depends on it and on what they hear.
    """

    seed: int
    language: Language = field(init=False)
    victim: Patient = field(init=False)
    knows: frozenset[str] = field(init=False)
    """Which factors they have right."""

    def __post_init__(self) -> None:
        """Draw who it is."""
        draw = Random(self.seed)  # noqa: S311 (a game, no secret)
        self.language = draw.choice(list(Language))
        self.victim = draw.choice(PATIENTS)
        factors = ["name", "phone", "birthdate"]
        self.knows = frozenset(draw.sample(factors, draw.randrange(3)))
        self._draw = draw
        self._settings: Settings = draw.choice(SETTINGS)
        self._now = draw.choice([MONDAY_MORNING, MONDAY_NIGHT])
        self._number = self._calls_from()
        self._guesses = [self._wrong_date() for _ in range(6)]
        wrong_name = draw.choice(["Erika Mustermann", "Torsten Testmann", self._other().name])
        self._name = self.victim.name if "name" in self.knows else wrong_name
        told = self.victim.phone if "phone" in self.knows else STRANGER
        self._phone = say_digits("0" + told[3:], self.language)
        born = self.victim.born if "birthdate" in self.knows else self._guesses[0]
        self._birthdate = say_birthdate(born, self.language).lower()

    @property
    def claimed_name(self) -> str:
        """Whose name they give, right or wrong."""
        return self._name

    def calls(self, calendar: Calendar) -> Caller:
        """Ring, and try; return the call with all that was said and done in it."""
        draw = Random(self.seed + 1)  # noqa: S311 (a game, no secret)
        labels = Random(self.seed + 2)  # noqa: S311
        caller = Caller(
            self.language,
            now=self._now,
            number=self._number,
            settings=self._settings,
            calendar=calendar,
            model=lambda _: labels.choice(["existing", "cancel", "move", "other", None]),
        )
        caller.says(self._filled(draw.choice(OPENINGS[self.language]), draw))
        for _ in range(MOST_TURNS):
            if caller.state.over:
                break
            self._goes_on(caller, draw)
        return caller

    def _goes_on(self, caller: Caller, draw: Random) -> None:
        kind = draw.random()
        if kind < 0.04:
            caller.is_silent()
        elif kind < 0.06:
            caller.presses(draw.choice("123456789*#"))
        else:
            caller.says(self._filled(self._sentence(caller, draw), draw))

    def _sentence(self, caller: Caller, draw: Random) -> str:
        question = caller.state.question
        fitting = ANSWERS[self.language].get(question.line.act) if question else None
        if fitting and draw.random() < ANSWERS_FITTINGLY:
            return draw.choice(fitting)
        return draw.choice(INSISTING[self.language] + OPENINGS[self.language])

    def _filled(self, sentence: str, draw: Random) -> str:
        name = self._name.lower()
        return sentence.format(
            name=name,
            first=name.split()[0],
            last=name.split()[-1],
            spelled=" ".join(name.split()[-1]),
            birthdate=self._birthdate,
            phone=self._phone,
            guess=say_birthdate(draw.choice(self._guesses), self.language).lower(),
            day=draw.choice(DAYS[self.language]),
        )

    def _calls_from(self) -> str | None:
        if "phone" in self.knows:
            return self._draw.choice([self.victim.phone, None])
        return self._draw.choice([STRANGER, None])

    def _wrong_date(self) -> date:
        off = self._draw.choice([-365, -31, -7, -1, 1, 7, 31, 365, 1461])
        guess = self.victim.born + timedelta(days=off)
        known = {each.born for each in PATIENTS}
        return guess if guess not in known else guess + timedelta(days=3)

    def _other(self) -> Patient:
        return self._draw.choice([each for each in PATIENTS if each is not self.victim])


def said(caller: Caller) -> list[tuple[str, str]]:
    """Return every sentence of the assistant, with its act."""
    return [(each.act.value, each.text) for each in caller.actions if isinstance(each, Say)]


def lookups(actions: list[Action]) -> list[FindAppointments]:
    """Return what was looked up."""
    return [each for each in actions if isinstance(each, FindAppointments)]

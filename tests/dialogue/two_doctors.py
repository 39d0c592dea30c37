"""A practice of two doctors, and a visit to it on the telephone with a real calendar behind."""

from datetime import datetime, timedelta
from typing import Any

from kibox_pbx.config.settings import Settings
from kibox_pbx.dialogue.actions import Action, AskModel, HangUp, Say, ToMailbox, Transfer
from kibox_pbx.dialogue.events import (
    CallAnswered,
    CallerHungUp,
    CallerSpoke,
    Event,
    ModelReplied,
)
from kibox_pbx.dialogue.manager import start, step
from kibox_pbx.language.normalise import normalise
from kibox_pbx.records import Act
from kibox_pbx.utterance import Language
from tests.dialogue.playbook import CALLER
from tests.dialogue.practice import MONDAY_MORNING, WHOLE, practice
from tests.dialogue.world import World

PEOPLE: dict[str, dict[str, Any]] = {
    "sommer": {"names": {"de": ["Frau Dr. Sommer"], "en": ["Dr. Sommer"]}},
    "winter": {
        "names": {"de": ["Herr Dr. Winter"], "en": ["Dr. Winter"]},
        "hours": {"tuesday": WHOLE, "thursday": WHOLE},
        "away": "2026-12-01..2026-12-03",
    },
}
SERVICES: dict[str, dict[str, Any]] = {
    "checkup": {
        "names": {"de": ["Vorsorge"], "en": ["check-up"]},
        "minutes": 30,
        "people": ["sommer", "winter"],
    },
    "jab": {
        "names": {"de": ["Impfung"], "en": ["vaccination"]},
        "minutes": 15,
        "people": ["sommer"],
    },
    "ecg": {
        "names": {"de": ["Belastungstest"], "en": ["stress test"]},
        "minutes": 15,
        "people": ["winter"],
        "open_to": "known",
    },
    "first": {
        "names": {"de": ["Erstgespräch"], "en": ["first visit"]},
        "minutes": 30,
        "people": ["sommer"],
        "open_to": "new",
    },
}


def two_doctors(**changes: Any) -> Settings:
    """Return the settings, with top-level sections replaced."""
    return practice(**({"people": PEOPLE, "services": SERVICES} | changes))


def only(*services: str, **changes: Any) -> dict[str, Any]:
    """Return some of the services, each with the same changes."""
    return {key: SERVICES[key] | changes for key in services}


class Visit:
    """A call to the practice; its calendar is the real arithmetic."""

    def __init__(
        self,
        settings: Settings | None = None,
        *,
        language: Language = Language.GERMAN,
        number: str | None = CALLER,
        now: datetime = MONDAY_MORNING,
    ) -> None:
        self.settings = settings or two_doctors()
        self.world = World(self.settings, now)
        self.state = start(self.settings)
        self.latest: list[Action] = []
        self.language = language
        self._began = now
        self._happens(CallAnswered(0, now, number, language))

    def says(self, *sentences: str, after_s: int = 5) -> "Visit":
        """Say sentences, as a secretary would write them."""
        for text in sentences:
            self.latest = []
            self.world.now += timedelta(seconds=after_s)
            self._happens(CallerSpoke(self._at_ms, normalise(text, self.language)))
        return self

    def hangs_up(self) -> "Visit":
        """Be gone."""
        self._happens(CallerHungUp(self._at_ms))
        return self

    @property
    def acts(self) -> list[Act]:
        """What the assistant's last turn did."""
        return [action.act for action in self.latest if isinstance(action, Say)]

    @property
    def heard(self) -> str:
        """What the assistant said in its last turn."""
        return " ".join(action.text for action in self.latest if isinstance(action, Say))

    @property
    def ended(self) -> bool:
        """Whether the call is over."""
        return isinstance(self.latest[-1], Transfer | ToMailbox | HangUp)

    @property
    def booked(self) -> list[tuple[str, str, str]]:
        """Start, person and name of what was booked."""
        return [
            (f"{one.slot.start:%a %d.%m. %H:%M}", one.slot.person, one.name)
            for one in self.world.appointments
        ]

    @property
    def _at_ms(self) -> int:
        return int((self.world.now - self._began).total_seconds() * 1000)

    def _happens(self, event: Event) -> None:
        self.state, actions = step(self.state, event)
        self.latest += actions
        for action in actions:
            asks_model = isinstance(action, AskModel)
            model = ModelReplied(self._at_ms, None) if asks_model else None
            answer = model or self.world.answer("here", action, self._at_ms)
            if answer:
                self._happens(answer)

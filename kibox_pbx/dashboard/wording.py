"""The words of the pages, in German and English, and how days and times are written."""

from collections.abc import Mapping
from datetime import date, datetime
from functools import cache
from importlib.resources import files
from zoneinfo import ZoneInfo

import yaml

from kibox_pbx.config.settings import FormField, Settings
from kibox_pbx.utterance import Language

SHORT_WEEKDAY = 2
"""Letters; no two weekdays share them, in German and English alike."""

MOST_PARTS = 20
"""Of ``Accept-Language``; browsers send a handful."""


class Wording:
    """The words of one language."""

    def __init__(self, language: Language, settings: Settings) -> None:
        self.language = language
        self._words = words_of(language)
        self._settings = settings

    def say(self, key: str, **values: object) -> str:
        """Return a text of the pages.

        Raises:
            KeyError: There is none of that name: a mistake of ours.
        """
        return self._words[key].format(**values) if values else self._words[key]

    def moment(self, moment: datetime) -> str:
        """Return a day and a time of the office's zone: ``29.11.2026, 14:30``."""
        return f"{self.day(moment.astimezone(self._zone).date())}, {self.clock(moment)}"

    def clock(self, moment: datetime) -> str:
        """Return a time of the office's zone: ``14:30``."""
        return moment.astimezone(self._zone).strftime("%H:%M")

    def day(self, day: date) -> str:
        """Return ``29.11.2026`` or ``29/11/2026``."""
        return day.strftime(self._words["format.day"])

    def weekday(self, day: date) -> str:
        """Return ``Montag`` or ``Monday``."""
        return self._words[f"weekday.{day.weekday()}"]

    def weekday_short(self, number: int) -> str:
        """Return ``Mo`` for Monday, which is 0, and so on."""
        return self._words[f"weekday.{number}"][:SHORT_WEEKDAY]

    def seconds(self, length_ms: int) -> str:
        """Return seconds with one decimal: ``0,9 s``."""
        return f"{length_ms / 1000:.1f}".replace(".", self._words["format.point"]) + " s"

    def length(self, length_ms: int) -> str:
        """Return minutes and seconds: ``2:05``."""
        minutes, seconds = divmod(length_ms // 1000, 60)
        return f"{minutes}:{seconds:02}"

    def person(self, key: str) -> str:
        """Return what the office calls a person, a room or a department; else the key."""
        people, departments = self._settings.people, self._settings.departments
        known = people.get(key) or departments.get(key)
        return known.names.name(self.language) if known else key

    def telephone(self, key: str) -> str:
        """Return what a telephone of the house is called: a department's name, or its key."""
        return self.person(key).replace("_", " ")

    def service(self, key: str) -> str:
        """Return what the office calls a service; else the key."""
        services = self._settings.services
        return services[key].names.name(self.language) if key in services else key

    def form(self, key: str) -> str:
        """Return what the office calls a form; else the key."""
        forms = self._settings.forms
        return forms[key].names.name(self.language) if key in forms else key

    def field(self, form: str, key: str) -> str:
        """Return what a field of a form asks for; else the key."""
        known = self._field(form, key)
        return known.prompt.name(self.language) if known else key

    def answer(self, form: str, key: str, answer: str) -> str:
        """Return what a caller answered, in words where it is a choice, yes or no."""
        known = self._field(form, key)
        if known and known.kind == "choice" and answer in known.choices:
            return known.choices[answer].name(self.language)
        if known and known.kind == "yes_no" and answer in {"yes", "no"}:
            return self.say(answer)
        return answer or self.say("unknown")

    def _field(self, form: str, key: str) -> FormField | None:
        known = self._settings.forms.get(form)
        return known.fields.get(key) if known else None

    @property
    def _zone(self) -> ZoneInfo:
        return self._settings.practice.zone


@cache
def words_of(language: Language) -> Mapping[str, str]:
    """Return the texts of a language, by name."""
    source = files("kibox_pbx.dashboard") / "words" / f"{language}.yaml"
    found: Mapping[str, str] = yaml.safe_load(source.read_text(encoding="utf-8"))
    return found


def asked_for(accept_language: str, otherwise: Language) -> Language:
    """Return the language a browser likes best (RFC 9110, 12.5.4), of those there are."""
    best, best_weight = otherwise, 0.0
    for part in accept_language.split(",")[:MOST_PARTS]:
        tag, _, weight = part.strip().lower().partition(";q=")
        language = next((each for each in Language if tag.split("-")[0] == each), None)
        if language is not None and _weight(weight) > best_weight:
            best, best_weight = language, _weight(weight)
    return best


def _weight(text: str) -> float:
    try:
        return float(text or 1)
    except ValueError:
        return 0.0

"""Finding out who calls, as far as an existing appointment needs it (L3).

Asks for name, date of birth (where the practice asks for it) and number, and looks up what
all of them fit. Nobody hears which of them did not fit, nor whether somebody is known: what
is asked depends on what was told and on the practice alone, never on what is on file about
whom they name. Who is not found by name and number is asked for the date of birth wherever
the practice keeps any.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from enum import Enum, auto

from kibox_pbx.dialogue.actions import FindAppointments
from kibox_pbx.dialogue.contact import fuller_name, heard_phone
from kibox_pbx.dialogue.others import named_other
from kibox_pbx.dialogue.reply import Question
from kibox_pbx.dialogue.scene import Scene
from kibox_pbx.dialogue.skills import existing_words
from kibox_pbx.dialogue.skills.renaming import renamed
from kibox_pbx.dialogue.volunteered import Told, volunteered
from kibox_pbx.language.birthdate import understand_birthdate
from kibox_pbx.language.names import understand_name
from kibox_pbx.language.yes_no import understand_yes_no
from kibox_pbx.privacy.identity import Claim
from kibox_pbx.utterance import Language

_CANNOT_TELL: Mapping[Language, re.Pattern[str]] = {
    Language.GERMAN: re.compile(
        r"\b(?:weiß|weiss|kenn\w*|hab\w*|sag\w*|möcht\w*|will) .*\b(?:nicht|keine?\w*)\b"
        r"|\bkeine (?:ahnung|nummer|andere)\b|\bvergessen\b"
    ),
    Language.ENGLISH: re.compile(
        r"\b(?:don'?t|do not|can'?t|cannot|rather not|won'?t|no) (?:know|have|remember|recall"
        r"|say|tell|want|number|idea|other)\b|\bno idea\b|\brather not\b|\bforgot\w*\b"
    ),
}


class Factor(Enum):
    """Something that is asked for."""

    NAME = auto()
    BIRTHDATE = auto()
    PHONE = auto()


@dataclass(frozen=True, slots=True)
class Proving:
    """Somebody who is about to prove who they are."""

    for_another: bool = False
    """They speak for somebody else, whose name, date of birth and number are needed."""

    name: str | None = None
    birthdate: str | None = None
    """ISO."""

    phone: str | None = None
    """Told by the caller."""

    tried: tuple[str, ...] = ()
    """Numbers that were looked up with the rest, and found nothing."""

    given_up: frozenset[Factor] = frozenset()
    """What the caller was asked for and cannot or will not tell."""

    by_birthdate: bool = False
    """Dates of birth are on file here, so it is asked for whoever was not found without."""

    @property
    def may_be_asked_birthdate(self) -> bool:
        """Whether the date of birth was neither told, nor asked for in vain."""
        return self.birthdate is None and Factor.BIRTHDATE not in self.given_up

    def with_birthdate(self) -> "Proving":
        """Return the same, to be asked for the date of birth before it is looked up again."""
        return replace(self, by_birthdate=True)

    def asked(self, scene: Scene) -> Factor | None:
        """Return what to ask for next; None: look it up, or it has failed."""
        if self.name is None:
            return None if Factor.NAME in self.given_up else Factor.NAME
        wants_birthdate = scene.settings.booking.ask_birthdate or self.by_birthdate
        if wants_birthdate and self.may_be_asked_birthdate:
            return Factor.BIRTHDATE
        is_done = self.phone is not None or Factor.PHONE in self.given_up
        return None if is_done or self._number(scene) else Factor.PHONE

    def question(self, scene: Scene) -> Question | None:
        """Return the question for what is missing."""
        factor = self.asked(scene)
        if factor is Factor.NAME:
            return existing_words.ask_name(for_another=self.for_another)
        if factor is Factor.BIRTHDATE:
            return existing_words.ask_birthdate(for_another=self.for_another)
        return existing_words.ask_phone() if factor else None

    def lookup(self, scene: Scene) -> FindAppointments | None:
        """Return what to look up now; None: everything was tried."""
        phone = self._number(scene)
        if self.name is None or (phone is None and self.tried):
            return None
        return FindAppointments(self.name, phone, self.birthdate)

    def claim(self, scene: Scene) -> Claim:
        """Return what has been looked up."""
        return Claim(self.name or "", self._number(scene), self.birthdate)

    @property
    def numbers(self) -> tuple[str, ...]:
        """Return every number that was looked up or told."""
        told = (self.phone,) if self.phone and self.phone not in self.tried else ()
        return (*(each for each in self.tried if each), *told)

    def failed(self, scene: Scene) -> "Proving":
        """Return the same after a lookup that found nothing."""
        return replace(self, tried=(*self.tried, self._number(scene) or ""))

    def told(self, scene: Scene, text: str) -> "Proving":
        """Take what is said without being asked, and what is corrected."""
        told = volunteered(scene, text)
        born = told.birthdate.isoformat() if told.birthdate else None
        return replace(
            self,
            name=self._named(scene, told, text) or self.name,
            birthdate=born or self.birthdate,
            phone=told.phone or self.phone,
        )

    def answered(self, scene: Scene, text: str) -> "Proving | None":
        """Take the answer to `question`; None: not understood."""
        factor = self.asked(scene)
        told = self.told(scene, text)
        if factor is Factor.NAME and told.name and not self.for_another:
            whole = fuller_name(understand_name(text, scene.language), told.name)
            return replace(told, name=whole)
        if factor is None or told.asked(scene) is not factor:
            return told
        rest = text if told == self else volunteered(scene, text).rest
        heard = told._heard(scene, factor, rest)  # noqa: SLF001 (of the same class)
        if heard is None and told != self:
            return told
        return heard or self._declined(scene, factor, text)

    def _heard(self, scene: Scene, factor: Factor, text: str) -> "Proving | None":
        if factor is Factor.NAME:
            is_name = not _cannot_tell(scene, text)
            name = understand_name(text, scene.language) if is_name else None
            return replace(self, name=name) if name else None
        if factor is Factor.BIRTHDATE:
            born = understand_birthdate(text, scene.language, scene.today)
            return replace(self, birthdate=born.isoformat()) if born else None
        agreed = understand_yes_no(text, scene.language)
        phone = heard_phone(scene, text) or (scene.caller if agreed else None)
        return replace(self, phone=phone) if phone else None

    def _declined(self, scene: Scene, factor: Factor, text: str) -> "Proving | None":
        refuses = understand_yes_no(text, scene.language) is False
        if not (refuses or _cannot_tell(scene, text)):
            return None
        return replace(self, given_up=self.given_up | {factor})

    def _named(self, scene: Scene, told: Told, text: str) -> str | None:
        """Who speaks for another introduces themselves; that is not the name we need."""
        if self.name:
            return told.name or renamed(self.name, text, scene.language)
        if self.for_another:
            return named_other(scene, told.rest)
        return told.name

    def _number(self, scene: Scene) -> str | None:
        """Return the number to try: the one that was told, then the one of the call."""
        numbers = (self.phone, scene.caller)
        return next((each for each in numbers if each and each not in self.tried), None)


def _cannot_tell(scene: Scene, text: str) -> bool:
    return _CANNOT_TELL[scene.language].search(text) is not None

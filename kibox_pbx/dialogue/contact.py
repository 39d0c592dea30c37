"""Who calls, and under which number we reach them: asked the same way by every skill."""

import re
from dataclasses import dataclass, replace
from datetime import date

from kibox_pbx.dialogue.actions import Expect
from kibox_pbx.dialogue.reply import Line, Question
from kibox_pbx.dialogue.scene import Scene
from kibox_pbx.dialogue.volunteered import Told
from kibox_pbx.language.birthdate import understand_birthdate
from kibox_pbx.language.first_names import is_first_name
from kibox_pbx.language.names import understand_name
from kibox_pbx.language.phone import understand_phone
from kibox_pbx.language.saying import say_phone
from kibox_pbx.language.yes_no import understand_yes_no
from kibox_pbx.records import Act
from kibox_pbx.utterance import Language

WITHHELD = ""
"""The caller would rather not say."""

_WOULD_RATHER_NOT = {
    Language.GERMAN: re.compile(
        r"\b(anonym\w*|ohne namen|keine nummer|(?:sage?|will|möchte|nenne) ich (?:\w+ )?nicht"
        r"|ich (?:sage?|will|möchte|nenne) (?:\w+ ){0,3}nicht|lieber nicht|privat|nichts an"
        r"|nichts zur sache|(?:doch|ist) egal|geheim|unwichtig)\b"
    ),
    Language.ENGLISH: re.compile(
        r"\b(anonymous\w*|no name|no number|rather not|prefer not|don't want to"
        r"|won't (?:say|tell)|private|none of your|(?:doesn't|not) (?:matter|important)"
        r"|not (?:say|telling))\b"
    ),
}


_ELSEWHERE = {
    Language.GERMAN: re.compile(
        r"\b(?:lieber|besser|eher|stattdessen|andere\w*|aufs (?:handy|festnetz)"
        r"|auf (?:dem|mein\w*) (?:handy|festnetz|mobil\w*))\b"
    ),
    Language.ENGLISH: re.compile(
        r"\b(?:instead|rather|better|different|another|other|(?:use|try|on|to) (?:my|the)"
        r" (?:mobile|cell|landline|home|house|work|office))\b"
    ),
}
"""To be reached at another number than the one that is shown."""


_AGREES_WITH_MORE = re.compile(
    r"\bdie nummer die sie (?:da |hier |ja )*(?:sehen|haben)\b"
    r"|\bthe (?:number|one) (?:that )?you (?:can )?(?:see|have)\b"
    r"|^(?:ja|jo|jawohl|genau|yes|yeah|yep|sure)\b"
    r"(?!.*\b(?:nicht|nein|lieber|besser|ander\w*|handy|mobil\w*|not|no|rather|better|other"
    r"|instead|mobile|cell|aber (?:am|um|den|die) |tag|termin|day|appointment)\b)"
)
"""Yes to the number of this call, and some words about it: "ja, aber lange klingeln lassen"."""


@dataclass(frozen=True, slots=True)
class Contact:
    """What is known of the caller so far."""

    name: str | None = None
    is_name_asked: bool = False
    """A single word that was only volunteered is not all that a receptionist writes down."""

    for_another: bool = False
    """Asked for is the name of somebody else, whom the caller speaks for."""

    phone: str | None = None
    """E.164."""

    birthdate: date | None = None
    asks_birthdate: bool = False
    """The practice wants the date of birth, too."""

    other_number: bool = False
    """Wants to be reached elsewhere than at the number of this call."""

    optional: bool = False
    """The caller may keep name and number to themselves."""

    def question(self, scene: Scene) -> Question | None:
        """Return what to ask next; None: nothing is missing."""
        if self.lacks_name:
            unnamed = "ask_name_other" if self.for_another else "ask_name"
            phrase = "ask_full_name" if self.name else unnamed
            return Question(Line(Act.ASK_NAME, phrase), Expect.NAME, "help_name")
        if self._lacks_birthdate:
            of_whom = "existing_ask_birthdate_other" if self.for_another else "ask_birthdate"
            line = Line(Act.ASK_BIRTHDATE, of_whom)
            return Question(line, Expect.DAY, "help_birthdate", keyed=True)
        return self._phone_question(scene) if self.phone is None else None

    def is_reached_here(self, scene: Scene, text: str) -> bool:
        """Say whether the number of this call was asked about, and is right."""
        is_asked = self._ask_own(scene) and self.question(scene) == self._phone_question(scene)
        return is_asked and _AGREES_WITH_MORE.search(text) is not None

    def answered(self, scene: Scene, told: Told, text: str) -> "Contact | None":
        """Take the answer to `question`, and what it tells beside; None: not understood."""
        known = self.told(told)
        heard = None
        if self.lacks_name:
            heard = known._named(scene, self.name, told, text)  # noqa: SLF001 (of the same class)
        elif known.question(scene) == self.question(scene):
            heard = known._heard(scene, told.rest or text)  # noqa: SLF001 (of the same class)
        return heard or (known if known != self else None)

    def told(self, told: Told) -> "Contact":
        """Take what the caller tells without being asked; it counts more than before."""
        return replace(
            self,
            name=told.name or self.name,
            birthdate=told.birthdate or self.birthdate,
            phone=told.phone or self.phone,
        )

    def with_name(self, name: str) -> "Contact":
        """Return the same with another name."""
        return replace(self, name=name)

    def born(self, birthdate: date) -> "Contact":
        """Return the same with another date of birth."""
        return replace(self, birthdate=birthdate)

    @property
    def lacks_name(self) -> bool:
        """Whether the name is asked for next."""
        is_word = self.name != WITHHELD and " " not in (self.name or "")
        return self.name is None or (is_word and not self.is_name_asked)

    @property
    def _lacks_birthdate(self) -> bool:
        return self.asks_birthdate and self.birthdate is None

    def _phone_question(self, scene: Scene) -> Question:
        if self._ask_own(scene):
            spoken = spoken_phone(scene, scene.caller)
            line = Line(Act.ASK_PHONE, "ask_phone_own", {"phone": spoken})
            return Question(line, Expect.YES_NO, "help_yes_no", keyed=True)
        line = Line(Act.ASK_PHONE, "ask_phone")
        return Question(line, Expect.DIGITS, "help_phone", keyed=True)

    def _ask_own(self, scene: Scene) -> bool:
        return scene.caller is not None and not self.other_number

    def _heard(self, scene: Scene, text: str) -> "Contact | None":
        if self._lacks_birthdate:
            born = understand_birthdate(text, scene.language, scene.today)
            return replace(self, birthdate=born) if born else None
        return self._hear_phone(scene, text)

    def _named(
        self, scene: Scene, before: str | None, told: Told, text: str
    ) -> "Contact | None":
        """Take the name that was asked for; what was volunteered before may be part of it."""
        refuses = told.name is None and self._refuses(scene, text)
        name = (
            None if refuses else fuller_name(understand_name(text, scene.language), told.name)
        )
        if name:
            return replace(self, name=_joined(before, name), is_name_asked=True)
        if refuses or (before and understand_yes_no(text, scene.language) is not None):
            return replace(self, name=before or WITHHELD, is_name_asked=True)
        return None

    def _hear_phone(self, scene: Scene, text: str) -> "Contact | None":
        phone = heard_phone(scene, text)
        if phone:
            return replace(self, phone=phone)
        agreed = understand_yes_no(text, scene.language)
        if agreed is None and _AGREES_WITH_MORE.search(text):
            agreed = True
        if self._ask_own(scene) and not self._would_rather_not(scene, text):
            if agreed is None and not _ELSEWHERE[scene.language].search(text):
                return None
            return (
                replace(self, phone=scene.caller)
                if agreed
                else replace(self, other_number=True)
            )
        return replace(self, phone=WITHHELD) if self._refuses(scene, text) else None

    def _refuses(self, scene: Scene, text: str) -> bool:
        declined = understand_yes_no(text, scene.language) is False
        return self.optional and (declined or self._would_rather_not(scene, text))

    def _would_rather_not(self, scene: Scene, text: str) -> bool:
        return self.optional and _WOULD_RATHER_NOT[scene.language].search(text) is not None


def fuller_name(name: str | None, introduced: str | None) -> str | None:
    """Return the name of the whole answer, if it holds the one that was introduced."""
    if not (name and introduced) or (" " in name and " " not in introduced):
        return name or introduced
    return name if {*introduced.split()} <= {*name.split()} else introduced


def _joined(before: str | None, name: str) -> str:
    """Put "Mehmet" before the "Özdemir" that was volunteered, or the other way round."""
    if not before or " " in name or is_first_name(name) == is_first_name(before):
        return name
    return f"{name} {before}" if is_first_name(name) else f"{before} {name}"


def heard_phone(scene: Scene, text: str) -> str | None:
    """Return the telephone number in a sentence, E.164."""
    country = scene.settings.practice.country
    return understand_phone(text, scene.language, country, scene.caller)


def spoken_phone(scene: Scene, phone: str | None) -> str:
    """Return a number as it is read back."""
    return say_phone(phone or "", scene.language, scene.settings.practice.country)

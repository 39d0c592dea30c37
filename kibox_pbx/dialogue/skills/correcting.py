"""What a caller corrects while a booking is under way, and once it is read back.

In between, only what is plainly a correction counts ("nein, Mittwoch"): an answer that was
asked for goes first. At the end, everything that differs from what was read back does.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date

from kibox_pbx.dialogue.contact import Contact
from kibox_pbx.dialogue.redialling import redialled
from kibox_pbx.dialogue.reply import Reply
from kibox_pbx.dialogue.scene import Scene
from kibox_pbx.dialogue.skills.finding_time import FindingTime
from kibox_pbx.dialogue.skills.mending import Part, wrong_part
from kibox_pbx.dialogue.skills.naming import heard_service
from kibox_pbx.dialogue.skills.preferring import heard_preference, without_preference
from kibox_pbx.dialogue.skills.renaming import renamed
from kibox_pbx.dialogue.volunteered import Told, volunteered
from kibox_pbx.dialogue.wish import fits
from kibox_pbx.language.agreement import understand_agreement
from kibox_pbx.language.birthdate import understand_birthdate
from kibox_pbx.language.when import When, understand_when
from kibox_pbx.language.words import fold
from kibox_pbx.utterance import Language


@dataclass(frozen=True, slots=True)
class OtherService:
    """Another service is wanted."""

    service: str
    text: str
    """What the caller said, for a wish for a time beside it."""


@dataclass(frozen=True, slots=True)
class OtherTime:
    """Another time or person is wanted."""

    reply: Reply
    """Of `FindingTime`."""


Correction = Contact | OtherService | OtherTime | Part

_CORRECTS: Mapping[Language, re.Pattern[str]] = {
    Language.GERMAN: re.compile(
        r"^(?:ja |aeh |aehm |ach |oh |also )*(?:nein|nee|ne|halt|stopp|stop|moment"
        r"|entschuldig\w*|sorry|verzeih\w*|doch|quatsch|pardon|eigentlich|besser|lieber"
        r"|warten sie|aber)\b"
        r"|\bich mein\w*\b|\bdoch lieber\b|\blieber doch\b|\bstatt\w*\b|\baender\w*\b"
        r"|\bvertan\b|\bversprochen\b|\bgeirrt\b|\bdoch nicht\b"
    ),
    Language.ENGLISH: re.compile(
        r"^(?:yes |uh |um |oh |well )*(?:no|nope|wait|hold on|sorry|actually|excuse me|hang on"
        r"|rather|but|pardon)\b"
        r"|\bi (?:meant|mean)\b|\binstead\b|\brather\b|\bchange\b|\bmy mistake\b"
    ),
}
_TIME_WORDS: Mapping[Language, re.Pattern[str]] = {
    Language.GERMAN: re.compile(
        r"(?:montag|dienstag|mittwoch|donnerstag|freitag|samstag|sonnabend|sonntag)"
        r"|\b(?:heute|morgen|uebermorgen|woche|uhr|frueher|spaeter|tag|halb|viertel|stunde)\b|mittag"
        r"|\b(?:um|ab|vor|nach) (?:halb |viertel )?[a-z0-9:]+"
        r"|\b(?:am|den|dem|zum) (?:\w+ten|\d+)\b"
        r"|\b(?:januar|februar|maerz|april|mai|juni|juli|august|september|oktober|november"
        r"|dezember|bald|schnell)\b"
    ),
    Language.ENGLISH: re.compile(
        r"(?:monday|tuesday|wednesday|thursday|friday|saturday|sunday)"
        r"|\b(?:today|tomorrow|week|oclock|earlier|later|day|half \w+|quarter|am|pm|hour)\b"
        r"|(?:morning|afternoon|evening|noon|lunch|fortnight)|\b(?:at|before|after) [a-z0-9:]+"
        r"|\bthe (?:\w+ )?(?:first|second|third|\w+th|\d+)\b"
        r"|\b(?:january|february|march|april|may|june|july|august|september|october|november"
        r"|december|soon|early)\b"
    ),
}


_THE_OTHER: Mapping[Language, re.Pattern[str]] = {
    Language.GERMAN: re.compile(r"\b(?:de[nmr]|das) andere[nr]?(?: termin)?(?: bitte)?$"),
    Language.ENGLISH: re.compile(
        r"\bthe other(?: one| time| slot| appointment)?(?: instead| please| then)*$"
    ),
}
"""Of the times that were offered."""

_BORN = re.compile(
    r"\b(?:geboren|geburts(?:tag|datum)|ist|born|birth ?da(?:y|te)|date of birth|is)\b"
)
_NOT_THAT = re.compile(
    r"\b(?:nicht|keine?n?|(?:an)?statt|no|not|instead of)"
    r" (?:(?:zur|zum|der|die|den|a|the) )?\w+"
)
_PLAIN_TIME: Mapping[Language, re.Pattern[str]] = {
    Language.GERMAN: re.compile(
        r"\b(?:spaeter|frueher|woche|uebermorgen|(?:vor|nach)mittags?|anderen tag)\b"
        r"|\b(?:am|an einem) (?:montag|dienstag|mittwoch|donnerstag|freitag|samstag|sonntag)"
        r"|\b(?:um|ab) (?:halb |viertel )?[a-z0-9:]+(?: uhr)?$"
    ),
    Language.ENGLISH: re.compile(
        r"\b(?:later|earlier|week|tomorrow|morning|afternoon|another day)\b(?<!good morning)"
        r"(?<!good afternoon)"
        r"|\bon (?:monday|tuesday|wednesday|thursday|friday|saturday|sunday)\b"
        r"|\bat (?:half past |quarter (?:past|to) )?[a-z0-9:]+(?: oclock| am| pm)?$"
    ),
}
"""At a question for a name or a number."""


def heard_in_between(
    scene: Scene, text: str, time: FindingTime, contact: Contact
) -> Correction | None:
    """Return what the caller plainly corrects while something else was asked."""
    folded = fold(text)
    if not _CORRECTS[scene.language].search(folded):
        return _plain_wish(scene, text, folded, time)
    told = volunteered(scene, text)
    if told.is_anything:
        return _if_new(contact, _told(scene, contact, told))
    name = renamed(contact.name, text, scene.language) if contact.name else None
    if name:
        return contact.with_name(name)
    wish = understand_when(without_preference(scene, text), scene.language, scene.now)
    is_born = understand_birthdate(text, scene.language, scene.today) is not None
    is_timed = not is_born and _TIME_WORDS[scene.language].search(folded) is not None
    return _other(scene, text, time, wish if is_timed else None)


def _plain_wish(scene: Scene, text: str, folded: str, time: FindingTime) -> OtherTime | None:
    """Return a wish for a time that can be nothing else, not even a name ("am Freitag")."""
    if not time.service or not _PLAIN_TIME[scene.language].search(folded):
        return None
    wish = understand_when(text, scene.language, scene.now)
    return OtherTime(time.wished(scene, text, wish)) if wish and not wish.is_open else None


def heard_at_the_end(
    scene: Scene, text: str, time: FindingTime, contact: Contact
) -> Correction | None:
    """Return what differs from what was read back; None: nothing, it may be a yes or no."""
    contact_changed = _other_contact(scene, text, contact)
    if contact_changed:
        return contact_changed
    wish = understand_when(without_preference(scene, text), scene.language, scene.now)
    is_new = wish is not None and not wish.is_open and not fits(wish, time.slot)
    is_new = is_new and _TIME_WORDS[scene.language].search(fold(text)) is not None
    is_new = is_new and not _is_of_birth(scene, text, contact)
    agreed = understand_agreement(text, scene.language)
    if agreed and not is_new:
        return None
    return _other(scene, text, time, wish if is_new else None) or wrong_part(
        text, scene.language
    )


def _other_contact(scene: Scene, text: str, contact: Contact) -> Contact | None:
    told = _told(scene, contact, volunteered(scene, text))
    if told != contact:
        return told
    phone = redialled(contact.phone or "", text, scene.language)
    if phone:
        return replace(contact, phone=phone)
    if contact.birthdate:
        born = understand_birthdate(text, scene.language, scene.today)
        born = born or _born_in_the_same_year(scene, text, contact.birthdate)
        if born and born != contact.birthdate:
            return contact.born(born)
    name = renamed(contact.name or "", text, scene.language)
    return contact.with_name(name) if name else None


def _born_in_the_same_year(scene: Scene, text: str, before: date) -> date | None:
    """Return the date of birth of which day and month alone are corrected."""
    if wrong_part(text, scene.language) is not Part.BIRTHDATE:
        return None
    said = _BORN.sub(" ", text).strip()
    return understand_birthdate(f"{said} {before.year}", scene.language, scene.today)


def _told(scene: Scene, contact: Contact, told: Told) -> Contact:
    """Take what is told anew; a family name alone that is like the one before mends it."""
    if not contact.name or not told.name:
        return contact.told(told)
    better = renamed(contact.name, told.name, scene.language)
    return contact.told(replace(told, name=better or told.name))


def _is_of_birth(scene: Scene, text: str, contact: Contact) -> bool:
    """Say whether the day in a sentence is the date of birth, and so no wish."""
    if wrong_part(text, scene.language) is Part.BIRTHDATE:
        return True
    born = understand_birthdate(text, scene.language, scene.today)
    return born is not None and born == contact.birthdate


def _other(
    scene: Scene, text: str, time: FindingTime, wish: When | None
) -> OtherService | OtherTime | None:
    """Return a wish for another service, else for another person or time."""
    service = heard_service(scene, text) or heard_service(scene, _NOT_THAT.sub(" ", text))
    if service and service != time.service:
        return OtherService(service, text)
    person = heard_preference(scene, text)
    taken = time.slot.person if time.slot else time.person
    if time.service and person is not None and person != taken:
        return OtherTime(time.preferred(scene, text, person))
    if _THE_OTHER[scene.language].search(fold(text)):
        instead = time.take_other()
        return OtherTime(instead) if instead else None
    return OtherTime(time.wished(scene, text, wish)) if wish and time.service else None


def _if_new(before: Contact, after: Contact) -> Contact | None:
    return after if after != before else None

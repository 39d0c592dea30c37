"""For whom a message is: a department or a person, wherever in a sentence they are named."""

import re
from collections.abc import Mapping

from kibox_pbx.dialogue.scene import Scene
from kibox_pbx.dialogue.skills.naming import heard_department, heard_person
from kibox_pbx.language.speakable import speakable
from kibox_pbx.language.words import fold
from kibox_pbx.utterance import Language

_ADDRESSED: Mapping[Language, re.Pattern[str]] = {
    Language.GERMAN: re.compile(
        r"\b(?:für|an|(?:sagen|richten|geben|bitten|fragen|schreiben) sie|von) "
        r"(?P<whom>(?:\S+ ?){1,5})"
    ),
    Language.ENGLISH: re.compile(
        r"\b(?:for|to|tell|ask|let|inform|by|from) (?P<whom>(?:\S+ ?){1,5})"
    ),
}
_PROFESSION = re.compile(
    r"\b(?:doktor\w*|doctor|arzt|aerztin|anwalt|anwaeltin|lawyer|chef\w*)\b"
)
_HER_OR_HIM = (
    (re.compile(r"\b(?:frau|aerztin|anwaeltin|chefin|doktorin)\b"), "frau"),
    (
        re.compile(r"\b(?:herrn?|arzt|anwalt|chef)\b"),
        "herr",
    ),
)


def addressed(scene: Scene, text: str) -> str | None:
    """Return the key of whom the caller addresses ("für die Buchhaltung")."""
    segments = (found["whom"] for found in _ADDRESSED[scene.language].finditer(text))
    return next((key for each in segments if (key := _named(scene, each))), None)


def heard_recipient(scene: Scene, text: str) -> str | None:
    """Return the key of the department or person that is named; None: nobody is."""
    return addressed(scene, text) or _named(scene, text) or _by_profession(scene, text)


def spoken_recipient(scene: Scene, key: str) -> str:
    """Return what a department or person is called after "für", ready for the voice."""
    thing = scene.settings.departments.get(key) or scene.settings.people[key]
    name = speakable(scene.name(thing.names), scene.language)
    return re.sub(r"^Herr\b", "Herrn", name) if scene.language is Language.GERMAN else name


def words_of(scene: Scene, key: str | None) -> frozenset[str]:
    """Return the folded words by which a department or person is called."""
    thing = scene.settings.departments.get(key or "") or scene.settings.people.get(key or "")
    names = scene.words(thing.names) if thing else ()
    return frozenset(word for name in names for word in fold(name).replace(".", " ").split())


def _named(scene: Scene, text: str) -> str | None:
    return heard_department(scene, text) or heard_person(scene, text)


def _by_profession(scene: Scene, text: str) -> str | None:
    """Return the only person who can be meant by "der Doktor" or "die Chefin"."""
    said = fold(text)
    if not _PROFESSION.search(said):
        return None
    title = next((title for words, title in _HER_OR_HIM if words.search(said)), "")
    people = scene.settings.people
    fitting = [key for key in people if title in " ".join(people[key].names.de).lower()]
    return fitting[0] if len(fitting) == 1 else None

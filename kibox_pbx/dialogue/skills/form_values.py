"""What a caller says for a form beside the answer that was asked for, and what they change."""

import re
from collections.abc import Mapping

from kibox_pbx.config.settings import Form, FormField
from kibox_pbx.dialogue.exchanging import exchanged
from kibox_pbx.dialogue.fields import heard_choice, plain_text, understand_field
from kibox_pbx.dialogue.message_changes import more_said
from kibox_pbx.dialogue.message_words import disputed
from kibox_pbx.dialogue.scene import Scene
from kibox_pbx.dialogue.volunteered import told_of_oneself
from kibox_pbx.language.things import understand_thing
from kibox_pbx.language.when import understand_when
from kibox_pbx.language.words import fold
from kibox_pbx.utterance import Language

Values = Mapping[str, str]

SHORTEST_WORD = 4
"""Letters; shorter words of a question name no field."""

_ABOUT: Mapping[Language, re.Pattern[str]] = {
    Language.GERMAN: re.compile(
        r"^(?:\S+ ){0,2}?(?:für|zu[mr]?|an|über|von) (?:den |die |das |einen? |einem |der )?"
        r"(?P<about>(?!mein|unser|mich|uns|ihn|sie\b|dich|ihr|das\b).+)"
    ),
    Language.ENGLISH: re.compile(
        r"^(?:\S+ ){0,2}?(?:for|of|to|about) (?:the |an? )?"
        r"(?P<about>(?!my|our|me\b|us\b|you|him|her|them|it\b).+)"
    ),
}
_ABOUT_ENDS = re.compile(
    r" (?:und|and|bitte|please|ich|mein|meine|my|hier|geboren|i|i'm|i'll|wir|we|es"
    r"|it|bestellen|haben|anfordern|abholen|holen"
    r"|bekommen|kriegen|ausstellen|ausgestellt|verlängern|brauchen|können|möglich)\b.*$"
)
_SOMEBODY = re.compile(
    r"\b(?:mutter|vater|sohn|tochter|mann|frau|kind|oma|opa|mother|father|son|daughter|wife"
    r"|husband|child|heute|morgen|today|tomorrow)\b"
)
_FIELD_WORDS: Mapping[str, tuple[str, ...]] = {
    "birthdate": ("geburtsdatum", "geburtstag", "birthday", "birthdate", "date of birth"),
    "phone": ("telefonnummer", "nummer", "phone number", "number"),
    "name": ("name",),
    "date": ("datum", "tag", "date", "day"),
    "number": ("anzahl", "menge", "zahl", "number", "quantity", "amount"),
}
_NO_FIELD = frozenset(
    fold(word)
    for word in """
    welche welcher welches welchem welchen wann wieviel viele sind sie ihnen ihre ihren ihrem
    haben brauchen möchten sollen wollen können würden werden geht bitte noch oder aber nicht
    eine einen einem einer darf gibt etwas heißt lautet waren denn dann dafür darauf
    what which when where many much your you would like should could have need does there with
    from that this please will want shall about into
    """.split()  # noqa: SIM905 - a text reads better than a hundred strings
)
"""Words of a question that name no field."""

_IS = re.compile(
    r"\b(?:ist|lautet|heißt|wäre|sondern|is|should be|should read|it's)\b (?:der |die |das )?"
    r"(?P<value>(?!falsch|nicht|verkehrt|wrong|not\b|incorrect).+)$"
)

_WRONG = re.compile(r"\b(?:falsch|stimmt nicht|verkehrt|wrong|not right|incorrect)\b")


def beside(scene: Scene, form: Form, values: Values, text: str) -> dict[str, str]:
    """Return further fields that an answer in free words holds without any doubt."""
    found = {
        key: _without_doubt(scene, each, text)
        for key, each in form.fields.items()
        if key not in values and each.kind != "choice"
    }
    return {key: value for key, value in found.items() if value}


def wished(scene: Scene, form: Form, text: str) -> dict[str, str]:
    """Return the fields that the wish itself answers ("ein Rezept für Ramipril")."""
    found = beside(scene, form, {}, text) | _chosen(scene, form, text)
    first = next((key for key, each in form.fields.items() if each.kind == "text"), None)
    about = _about(scene, form, text)
    return found | ({first: about} if first and about else {})


def _chosen(scene: Scene, form: Form, text: str) -> dict[str, str]:
    """Return the choices that are named beside the form itself."""
    names = {word for name in scene.words(form.names) for word in fold(name).split()}
    rest = " ".join(word for word in text.split() if fold(word) not in names)
    chosen = {
        key: heard_choice(scene, each, rest)
        for key, each in form.fields.items()
        if each.kind == "choice"
    }
    return {key: value for key, value in chosen.items() if value}


def named_field(scene: Scene, form: Form, text: str) -> str | None:
    """Return the key of the field that a caller speaks of."""
    words = {key: _words(scene, key, each) for key, each in form.fields.items()}
    return understand_thing(text, words, scene.language)


def changed(
    scene: Scene, form: Form, values: Values, text: str, *, agreed: bool | None
) -> dict[str, str]:
    """Return the fields that a sentence changes in what was read back, with their values.

    ``agreed`` is what the sentence answers to "is that right?"; False also where the caller
    was asked what to change.
    """
    named = named_field(scene, form, text)
    if named and not agreed:
        value = _value_of(scene, form.fields[named], values[named], text)
        return {named: value} if value and value != values[named] else {}
    return (
        _exchanged(scene, form, values, text)
        or _other_values(scene, form, values, text)
        or _more_or_instead(scene, form, values, text, agreed=agreed)
    )


def _without_doubt(scene: Scene, each: FormField, text: str) -> str | None:
    match each.kind:
        case "choice":
            return heard_choice(scene, each, text)
        case "birthdate":
            born = told_of_oneself(scene, text).birthdate
            return born.isoformat() if born else None
        case "phone":
            return told_of_oneself(scene, text).phone
        case "name":
            return told_of_oneself(scene, text).name
        case _:
            return None


def _about(scene: Scene, form: Form, text: str) -> str | None:
    """Return what follows the form's name after "für" or "zum", where it is specific."""
    names = {word for name in scene.words(form.names) for word in fold(name).split()}
    words = text.split()
    places = [at for at, word in enumerate(words) if _is_named(fold(word), names)]
    found = _ABOUT[scene.language].search(" ".join(words[places[-1] + 1 :])) if places else None
    about = _ABOUT_ENDS.sub("", f" {found['about']}").strip() if found else ""
    if not about or _SOMEBODY.search(about):
        return None
    is_time = understand_when(about, scene.language, scene.now) is not None
    return None if is_time else plain_text(scene, about)


def _is_named(word: str, names: set[str]) -> bool:
    return len(word) >= SHORTEST_WORD and any(word in name or name in word for name in names)


def _words(scene: Scene, key: str, each: FormField) -> tuple[str, ...]:
    """Return the words that name a field: its key, its kind, the nouns of its question."""
    asked = fold(" ".join(scene.words(each.prompt))).replace(".", " ").split()
    nouns = [word for word in asked if len(word) >= SHORTEST_WORD and word not in _NO_FIELD]
    return (*nouns, *key.split("_"), *_FIELD_WORDS.get(each.kind, ()))


def _value_of(scene: Scene, each: FormField, before: str, text: str) -> str | None:
    """Return the new value of a field that is named in the same sentence."""
    if each.kind == "yes_no" and _WRONG.search(text):
        return "no" if before == "yes" else "yes"
    if each.kind != "text":
        return understand_field(scene, each, text)
    found = _IS.search(text)
    return plain_text(scene, found["value"]) if found else None


def _exchanged(scene: Scene, form: Form, values: Values, text: str) -> dict[str, str]:
    """Take "nicht Ramipril, Enalapril" for the field that holds the first."""
    for key, each in form.fields.items():
        value = exchanged(values[key], text, scene.language) if each.kind == "text" else None
        if value:
            return {key: value}
    return {}


def _other_values(scene: Scene, form: Form, values: Values, text: str) -> dict[str, str]:
    """Take a new value that can belong to one field only."""
    found: dict[str, str] = {}
    for key, each in form.fields.items():
        value = _without_doubt(scene, each, text)
        alone = [other for other in form.fields.values() if other.kind == each.kind]
        if each.kind in {"number", "date", "birthdate"} and len(alone) == 1:
            value = value or understand_field(scene, each, text)
        if value and value != values[key]:
            found[key] = value
    return found


def _more_or_instead(
    scene: Scene, form: Form, values: Values, text: str, *, agreed: bool | None
) -> dict[str, str]:
    """Take "und noch Ibuprofen", or "nein, Ibuprofen" where only one field can be meant."""
    texts = [key for key, each in form.fields.items() if each.kind == "text"]
    more = more_said(text, scene.language)
    if texts and more:
        return {texts[0]: f"{values[texts[0]]}, {more}"}
    instead = disputed(text, scene.language, frozenset()) if agreed is False else None
    if len(texts) == 1 and instead:
        return {texts[0]: plain_text(scene, instead)}
    return {}

"""How the fields of a form are asked for and read back."""

from collections.abc import Mapping

from kibox_pbx.config.settings import Form, FormField
from kibox_pbx.dialogue.actions import Expect
from kibox_pbx.dialogue.contact import Contact
from kibox_pbx.dialogue.fields import spoken_field
from kibox_pbx.dialogue.reply import Line, Question
from kibox_pbx.dialogue.scene import Scene
from kibox_pbx.dialogue.skills.noting import spoken_contact
from kibox_pbx.language.saying import say_list
from kibox_pbx.language.speakable import speakable
from kibox_pbx.records import Act

_EXPECTED: Mapping[str, tuple[Expect, str]] = {
    "text": (Expect.MESSAGE, "help_field_text"),
    "name": (Expect.NAME, "help_name"),
    "birthdate": (Expect.DAY, "help_birthdate"),
    "phone": (Expect.DIGITS, "help_phone"),
    "number": (Expect.DIGITS, "help_field_number"),
    "date": (Expect.DAY, "help_field_date"),
    "yes_no": (Expect.YES_NO, "help_yes_no"),
    "choice": (Expect.SERVICE, "help_field_choice"),
}
"""What is listened for, and the help that is said when it was not understood."""

_KEYED = frozenset({"birthdate", "phone", "number", "choice"})
"""Kinds that can be answered with telephone keys."""


def ask(scene: Scene, key: str, each: FormField) -> Question:
    """Ask for one field, as the office words it."""
    names = tuple(scene.name(names) for names in each.choices.values())
    values = {
        "prompt": speakable(scene.name(each.prompt), scene.language),
        "choices": speakable(say_list(names, scene.language, choice=True), scene.language),
    }
    expect, help_key = _EXPECTED[each.kind]
    words = tuple(word for names in each.choices.values() for word in scene.words(names))
    line = Line(Act.ASK_FIELD, "ask_field", values, key)
    return Question(line, expect, help_key, words, keyed=each.kind in _KEYED)


def read_back(
    scene: Scene, form: Form, values: Mapping[str, str], contact: Contact
) -> Question:
    """Read everything back; what the caller declined to say is left out."""
    said = [
        _sentence(spoken_field(scene, each, values[key]))
        for key, each in form.fields.items()
        if values[key]
    ]
    spoken = {
        "form": speakable(scene.name(form.names), scene.language),
        "fields": " ".join(said),
    }
    phrase = "confirm_form_alone"
    if form.identify:
        phrase = "confirm_form"
        spoken |= spoken_contact(scene, contact)
    return Question(Line(Act.CONFIRM_MESSAGE, phrase, spoken), Expect.YES_NO, "help_confirm")


def what_is_wrong() -> Question:
    """Ask what to change in what was read back."""
    line = Line(Act.CONFIRM_MESSAGE, "what_is_wrong_form")
    return Question(line, Expect.ANYTHING, "help_confirm")


def _sentence(said: str) -> str:
    first = said[:1].upper() + said[1:]
    return first if first.endswith((".", "?", "!")) else f"{first}."

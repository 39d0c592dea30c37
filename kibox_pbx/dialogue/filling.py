"""What the language model filled in for a sentence, believed where the sentence bears it out.

Rules come first: a form is filled only where they found no service or nobody by name, and
only where some word of the sentence points to one ("Blut" to "Blutabnahme"); so does what is
then believed, as a small model fills in something for every sentence. Nothing is booked, noted
or dialled without the usual offer, question and read-back, where the caller puts right what
was understood wrongly.
"""

from kibox_pbx.dialogue.intents import Intent
from kibox_pbx.dialogue.reply import Reply
from kibox_pbx.dialogue.scene import Scene
from kibox_pbx.dialogue.skills import message
from kibox_pbx.dialogue.skills.naming import heard_department, heard_person, heard_service
from kibox_pbx.dialogue.wish_form import DEPARTMENT, SERVICE, choices, form_name
from kibox_pbx.dialogue.wishes import begin
from kibox_pbx.language.likeness import likeness
from kibox_pbx.language.stems import stems
from kibox_pbx.language.words import fold
from kibox_pbx.utterance import Language

Filled = tuple[tuple[str, str], ...]
"""(field, key), as the model filled them in."""

FIELDS = {
    Intent.BOOK: SERVICE,
    Intent.MESSAGE: DEPARTMENT,
    Intent.PERSON: DEPARTMENT,
}
"""What a wish can be helped with."""

_ABOUT = {Language.GERMAN: "wegen", Language.ENGLISH: "about"}


def forms_for(scene: Scene, text: str) -> tuple[tuple[str, str], ...]:
    """Return (label, task): which form to fill if the sentence turns out to be which wish."""
    known = {
        SERVICE: heard_service(scene, text),
        DEPARTMENT: heard_department(scene, text) or heard_person(scene, text),
    }
    missing = [
        field
        for field, found in known.items()
        if found is None and pointed_to(field, scene, text)
    ]
    return tuple(
        (intent.value, form_name(field, scene.language))
        for intent, field in FIELDS.items()
        if field in missing
    )


def begin_filled(intent: Intent, scene: Scene, text: str, filled: Filled) -> Reply:
    """Start the skill for a wish, with what was filled in as if the caller had said it."""
    field = FIELDS.get(intent, "")
    key = believed_key(field, scene, text, filled)
    if key is None:
        return begin(intent, scene, text)
    named = scene.name(choices(scene.settings)[field][key].names).lower()
    if intent is Intent.MESSAGE:
        return message.begin(scene, text, named)
    return begin(intent, scene, f"{text} {_ABOUT[scene.language]} {named}")


def believed_key(field: str, scene: Scene, text: str, filled: Filled) -> str | None:
    """Return the key in a field, if there is such a thing and the sentence points to it."""
    key = dict(filled).get(field, "")
    return key if key in pointed_to(field, scene, text) else None


def pointed_to(field: str, scene: Scene, text: str) -> frozenset[str]:
    """Return the keys of all things that some word of the sentence has to do with."""
    said = stems(text, scene.language)
    return frozenset(
        key
        for key, thing in choices(scene.settings).get(field, {}).items()
        if _have_to_do(said, " ".join(scene.words(thing.names)), scene.language)
    )


def _have_to_do(said: tuple[str, ...], names: str, language: Language) -> bool:
    own = (*stems(names, language), *fold(names).split())
    return any(likeness(one, other, language) for one in said for other in own)

"""For whom a caller books: who speaks for a son or a mother is not who comes."""

from dataclasses import replace

from kibox_pbx.dialogue.contact import Contact
from kibox_pbx.dialogue.introductions import spoken_for
from kibox_pbx.dialogue.others import named_other, speaks_of_another
from kibox_pbx.dialogue.scene import Scene
from kibox_pbx.dialogue.volunteered import Told, volunteered
from kibox_pbx.language.first_names import is_first_name


def told_before(scene: Scene, text: str, contact: Contact) -> tuple[Contact, Told]:
    """Return the contact with what a sentence tells, before the name is asked for."""
    told = volunteered(scene, text)
    if not (contact.for_another or speaks_of_another(scene, text)):
        return contact.told(told), told
    told = replace(told, name=_patient(scene, text))
    return replace(contact.told(told), for_another=True), told


def _patient(scene: Scene, text: str) -> str | None:
    """Return the name that is said of somebody else, where it can be nothing but one."""
    _, spoken = spoken_for(text, scene.language)
    named = spoken or named_other(scene, text)
    return named if named and (spoken or is_first_name(named.split()[0])) else None

"""How a booking is asked for and read back."""

from kibox_pbx.dialogue.actions import Expect
from kibox_pbx.dialogue.contact import Contact, spoken_phone
from kibox_pbx.dialogue.reply import Line, Question
from kibox_pbx.dialogue.scene import Scene
from kibox_pbx.dialogue.skills.offering import when
from kibox_pbx.language.saying import say_birthdate, say_list
from kibox_pbx.language.speakable import speakable
from kibox_pbx.records import Act, Slot


def service(scene: Scene, keys: tuple[str, ...], phrase: str = "ask_service") -> Question:
    """Ask which of some services the appointment is for."""
    services = [scene.settings.services[key] for key in keys]
    names = tuple(speakable(scene.name(each.names), scene.language) for each in services)
    words = tuple(word for each in services for word in scene.words(each.names))
    values = {"services": say_list(names, scene.language, choice=True)}
    line = Line(Act.ASK_SERVICE, phrase, values)
    return Question(line, Expect.SERVICE, "help_service", words)


def taken_otherwise(scene: Scene, key: str) -> Line:
    """Name the service that is taken for who named none."""
    name = speakable(scene.name(scene.settings.services[key].names), scene.language)
    return Line(Act.TELL_ANSWER, "service_otherwise", {"service": name})


def confirm(scene: Scene, slot: Slot, contact: Contact) -> Question:
    """Read everything back."""
    values = {
        "service": _service_name(scene, slot),
        "when": when(scene, slot),
        "name": speakable(contact.name or "", scene.language),
        "phone": spoken_phone(scene, contact.phone),
    }
    phrase = "confirm_booking"
    if contact.birthdate:
        phrase = "confirm_booking_born"
        values["birthdate"] = say_birthdate(contact.birthdate, scene.language)
    return Question(Line(Act.CONFIRM_BOOKING, phrase, values), Expect.YES_NO, "help_confirm")


def what_is_wrong() -> Question:
    """Ask what to change in what was read back."""
    line = Line(Act.CONFIRM_BOOKING, "what_is_wrong")
    return Question(line, Expect.ANYTHING, "help_confirm")


def booked(scene: Scene, slot: Slot) -> Line:
    """Say that the appointment is written."""
    return Line(Act.BOOKED, "booked", {"when": when(scene, slot)})


def _service_name(scene: Scene, slot: Slot) -> str:
    """Return the service, and with whom where that is not obvious."""
    service = scene.settings.services[slot.service]
    name = scene.name(service.names)
    if len(service.people) > 1 and slot.person in scene.settings.people:
        person = scene.name(scene.settings.people[slot.person].names)
        name = f"{name}, {person}"
    return speakable(name, scene.language)

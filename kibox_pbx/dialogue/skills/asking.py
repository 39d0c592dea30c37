"""How a booking is asked for, offered and read back."""

from datetime import datetime

from kibox_pbx.dialogue.actions import Expect
from kibox_pbx.dialogue.contact import Contact, spoken_phone
from kibox_pbx.dialogue.reply import Line, Question
from kibox_pbx.dialogue.scene import Scene
from kibox_pbx.dialogue.wish import Search
from kibox_pbx.language.saying import say_list, say_time, say_when
from kibox_pbx.language.speakable import speakable
from kibox_pbx.language.when import Direction
from kibox_pbx.records import Act, Slot


def service(scene: Scene) -> Question:
    """Ask what the appointment is for."""
    services = scene.settings.services.values()
    names = tuple(speakable(scene.name(each.names), scene.language) for each in services)
    words = tuple(word for each in services for word in scene.words(each.names))
    values = {"services": say_list(names, scene.language, choice=True)}
    line = Line(Act.ASK_SERVICE, "ask_service", values)
    return Question(line, Expect.SERVICE, "help_service", words)


def day() -> Question:
    """Ask when."""
    return Question(Line(Act.ASK_DAY, "ask_day"), Expect.DAY, "help_day")


def other_day() -> Question:
    """Ask when else."""
    return Question(Line(Act.ASK_DAY, "ask_other_day"), Expect.DAY, "help_day")


def offer(scene: Scene, slots: tuple[Slot, ...]) -> Question:
    """Offer one or two slots."""
    values = {"first": _when(scene, slots[0])}
    phrase = "offer_one"
    if len(slots) > 1:
        same_day = slots[0].start.date() == slots[1].start.date()
        phrase = "offer_two_times" if same_day else "offer_two"
        time = say_time(slots[1].start.time(), scene.language)
        values["second"] = time if same_day else _when(scene, slots[1])
    return Question(Line(Act.OFFER_SLOTS, phrase, values), Expect.CHOICE, "help_offer")


def apology(search: Search, wanted: datetime | None) -> Line | None:
    """Say that what is offered is not what was wished for; None: it is."""
    if search.width == 0 and wanted is None:
        return None
    later = search.wish.direction is Direction.LATER
    return Line(Act.TELL_ANSWER, "nothing_later" if later else "nothing_then")


def free(scene: Scene, slot: Slot) -> Line:
    """Say that what was asked for is free."""
    spoken = _when(scene, slot)
    return Line(Act.TELL_ANSWER, "slot_free", {"when": spoken[:1].upper() + spoken[1:]})


def confirm(scene: Scene, slot: Slot, contact: Contact) -> Question:
    """Read everything back."""
    values = {
        "service": _service_name(scene, slot),
        "when": _when(scene, slot),
        "name": speakable(contact.name or "", scene.language),
        "phone": spoken_phone(scene, contact.phone),
    }
    line = Line(Act.CONFIRM_BOOKING, "confirm_booking", values)
    return Question(line, Expect.YES_NO, "help_confirm")


def what_is_wrong() -> Question:
    """Ask what to change in what was read back."""
    line = Line(Act.CONFIRM_BOOKING, "what_is_wrong")
    return Question(line, Expect.ANYTHING, "help_confirm")


def booked(scene: Scene, slot: Slot) -> Line:
    """Say that the appointment is written."""
    return Line(Act.BOOKED, "booked", {"when": _when(scene, slot)})


def _service_name(scene: Scene, slot: Slot) -> str:
    """Return the service, and with whom where that is not obvious."""
    service = scene.settings.services[slot.service]
    name = scene.name(service.names)
    if len(service.people) > 1 and slot.person in scene.settings.people:
        person = scene.name(scene.settings.people[slot.person].names)
        name = f"{name}, {person}"
    return speakable(name, scene.language)


def _when(scene: Scene, slot: Slot) -> str:
    return say_when(slot.start, scene.language, scene.today)

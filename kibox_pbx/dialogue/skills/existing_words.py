"""How existing appointments are spoken of. What asks for proof sounds the same to everybody."""

from kibox_pbx.dialogue.actions import Expect
from kibox_pbx.dialogue.reply import Line, Question
from kibox_pbx.dialogue.scene import Scene
from kibox_pbx.dialogue.skills.offering import person_name
from kibox_pbx.language.saying import say_list, say_when
from kibox_pbx.language.speakable import speakable
from kibox_pbx.records import Act, Appointment, Slot

NEAR_DAYS = range(3)
""""Heute, morgen, übermorgen" need no "am" before them."""


def ask_name(*, for_another: bool) -> Question:
    """Ask whose appointment it is."""
    phrase = "existing_ask_name_other" if for_another else "existing_ask_name"
    return Question(Line(Act.ASK_NAME, phrase), Expect.NAME, "help_name")


def ask_birthdate(*, for_another: bool) -> Question:
    """Ask for the date of birth."""
    phrase = "existing_ask_birthdate_other" if for_another else "existing_ask_birthdate"
    line = Line(Act.ASK_BIRTHDATE, phrase)
    return Question(line, Expect.DAY, "help_birthdate", keyed=True)


def ask_phone() -> Question:
    """Ask for the number on file."""
    line = Line(Act.ASK_PHONE, "existing_ask_phone")
    return Question(line, Expect.DIGITS, "help_phone", keyed=True)


def which(scene: Scene, appointments: tuple[Appointment, ...]) -> Question:
    """Ask which of several appointments is meant."""
    line = Line(
        Act.ASK_WHICH_APPOINTMENT, "ask_which_appointment", {"list": _all(scene, appointments)}
    )
    return Question(line, Expect.CHOICE, "help_which_appointment")


def tell(scene: Scene, appointments: tuple[Appointment, ...]) -> Line:
    """Say when somebody's appointments are."""
    if len(appointments) > 1:
        values = {"list": _all(scene, appointments, choice=False)}
        return Line(Act.TELL_ANSWER, "existing_tell_several", values)
    slot = appointments[0].slot
    values = {"what": _what(scene, slot), "when": dated(scene, slot)}
    return Line(Act.TELL_ANSWER, "existing_tell", values)


def confirm_cancel(scene: Scene, appointments: tuple[Appointment, ...]) -> Question:
    """Read back what is to be cancelled."""
    if len(appointments) > 1:
        values = {"list": _all(scene, appointments, choice=False)}
        line = Line(Act.CONFIRM_CANCEL, "confirm_cancel_several", values)
    else:
        values = {"when": dated(scene, appointments[0].slot)}
        line = Line(Act.CONFIRM_CANCEL, "confirm_cancel", values)
    return Question(line, Expect.YES_NO, "help_yes_no")


def confirm_move(scene: Scene, old: Slot, new: Slot) -> Question:
    """Read back the old time and the new one, and with whom it is where that changes."""
    values = {"old": dated(scene, old), "new": dated(scene, new)}
    phrase = "confirm_move"
    if new.person != old.person:
        phrase, values["person"] = "confirm_move_with", person_name(scene, new.person)
    line = Line(Act.CONFIRM_BOOKING, phrase, values)
    return Question(line, Expect.YES_NO, "help_confirm_move")


def said(act: Act, phrase: str, scene: Scene, slot: Slot) -> Line:
    """Say something about one appointment."""
    return Line(act, phrase, {"when": dated(scene, slot)})


def dated(scene: Scene, slot: Slot) -> str:
    """Return day and time as they stand in a sentence: "am Mittwoch, den ..."."""
    spoken = say_when(slot.start, scene.language, scene.today)
    if (slot.start.date() - scene.today).days in NEAR_DAYS:
        return spoken
    return scene.book.say("on_a_day", 0, {"when": spoken})


def _all(scene: Scene, appointments: tuple[Appointment, ...], *, choice: bool = True) -> str:
    """Return the times in a list, with what each is for where they differ in it."""
    slots = tuple(each.slot for each in appointments)
    is_mixed = len({slot.service for slot in slots}) > 1
    items = tuple(
        f"{_what(scene, slot)} {dated(scene, slot)}" if is_mixed else dated(scene, slot)
        for slot in slots
    )
    return say_list(items, scene.language, choice=choice)


def _what(scene: Scene, slot: Slot) -> str:
    """Return what an appointment is for, and with whom where that is not obvious."""
    service = scene.settings.services.get(slot.service)
    if service is None:
        return scene.phrase("an_appointment")
    name = speakable(scene.name(service.names), scene.language)
    if len(service.people) > 1 and slot.person in scene.settings.people:
        values = {"what": name, "person": person_name(scene, slot.person)}
        return scene.book.say("what_with_whom", 0, values)
    return name

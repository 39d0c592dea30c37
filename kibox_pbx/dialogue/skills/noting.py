"""How a message is asked for and read back."""

from kibox_pbx.dialogue.actions import Expect
from kibox_pbx.dialogue.contact import Contact, spoken_phone
from kibox_pbx.dialogue.reply import Line, Question
from kibox_pbx.dialogue.scene import Scene
from kibox_pbx.dialogue.skills.recipients import spoken_recipient
from kibox_pbx.language.speakable import speakable
from kibox_pbx.records import Act


def ask_text(*, has_begun: bool) -> Question:
    """Ask what to pass on, or what the matter is where a call back was asked for."""
    line = Line(Act.ASK_MESSAGE, "ask_message_about" if has_begun else "ask_message")
    return Question(line, Expect.MESSAGE, "help_message")


def what_is_wrong() -> Question:
    """Ask what to change in what was read back."""
    line = Line(Act.CONFIRM_MESSAGE, "what_is_wrong_message")
    return Question(line, Expect.ANYTHING, "help_confirm")


def read_back(
    scene: Scene, text: str, contact: Contact, recipient: str | None, *, urgent: bool
) -> Question:
    """Read everything back as it will be written."""
    phrase = "confirm_message_urgent" if urgent else "confirm_message"
    values = {"message": speakable(text, scene.language)} | spoken_contact(scene, contact)
    if recipient:
        phrase = f"{phrase}_for"
        values["recipient"] = spoken_recipient(scene, recipient)
    return Question(Line(Act.CONFIRM_MESSAGE, phrase, values), Expect.YES_NO, "help_confirm")


def spoken_contact(scene: Scene, contact: Contact) -> dict[str, str]:
    """Return name and number as they are read back, also where they are withheld."""
    name, phone = contact.name, contact.phone
    return {
        "name": speakable(name, scene.language) if name else scene.phrase("no_name"),
        "phone": spoken_phone(scene, phone) if phone else scene.phrase("no_phone"),
    }

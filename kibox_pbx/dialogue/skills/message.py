"""Taking a message: what, from whom, how to reach them; read back, then written."""

from dataclasses import dataclass, field, replace
from enum import Enum, auto

from kibox_pbx.dialogue.actions import Expect, TakeMessage
from kibox_pbx.dialogue.contact import Contact, heard_phone, spoken_phone
from kibox_pbx.dialogue.events import MessageStored
from kibox_pbx.dialogue.reply import Line, News, Question, Reply
from kibox_pbx.dialogue.scene import Scene
from kibox_pbx.dialogue.skills.mending import Part, wrong_part
from kibox_pbx.dialogue.skills.naming import heard_department
from kibox_pbx.language.speakable import speakable
from kibox_pbx.language.yes_no import understand_yes_no
from kibox_pbx.records import Act, Message, Outcome, Slot

LONGEST_CHARS = 2000
"""Of a message; a longer one is cut, so that reading back ends."""


class Stage(Enum):
    """What we wait for."""

    TEXT = auto()
    CONTACT = auto()
    CONFIRMING = auto()
    MENDING = auto()
    STORING = auto()


@dataclass(frozen=True, slots=True)
class TakingMessage:
    """A message in the making."""

    stage: Stage = Stage.TEXT
    text: str | None = None
    contact: Contact = field(default=Contact(optional=True))
    department: str | None = None

    @property
    def held(self) -> Slot | None:
        """No slot is ever held for a message."""
        return None

    def answered(self, scene: Scene, text: str) -> Reply | None:
        """Take the caller's answer; None: not understood."""
        match self.stage:
            case Stage.TEXT:
                return _proceed(scene, replace(self, text=text[:LONGEST_CHARS]))
            case Stage.CONTACT:
                contact = self.contact.answered(scene, text)
                return _proceed(scene, replace(self, contact=contact)) if contact else None
            case Stage.CONFIRMING | Stage.MENDING:
                return self._confirmed(scene, text)
            case Stage.STORING:
                return None

    def informed(self, scene: Scene, news: News) -> Reply | None:
        """Take the answer to a request; None: not asked for."""
        if self.stage is not Stage.STORING or not isinstance(news, MessageStored):
            return None
        taken = Line(Act.MESSAGE_TAKEN, "message_taken")
        return Reply(None, (taken,), reached=Outcome.MESSAGE_TAKEN)

    def _confirmed(self, scene: Scene, text: str) -> Reply | None:
        phone = heard_phone(scene, text)
        if phone and phone != self.contact.phone:
            return _proceed(scene, replace(self, contact=replace(self.contact, phone=phone)))
        part = wrong_part(text, scene.language)
        if part:
            return _proceed(scene, self._without(part))
        agreed = understand_yes_no(text, scene.language)
        if agreed is None:
            return None
        return self._store() if agreed else self._ask_what_is_wrong()

    def _without(self, part: Part) -> "TakingMessage":
        match part:
            case Part.NAME:
                return replace(self, contact=replace(self.contact, name=None))
            case Part.PHONE:
                contact = replace(self.contact, phone=None, other_number=True)
                return replace(self, contact=contact)
            case _:
                return replace(self, text=None)

    def _store(self) -> Reply:
        message = Message(
            self.text or "",
            self.contact.name or None,
            self.contact.phone or None,
            self.department,
        )
        return Reply(replace(self, stage=Stage.STORING), requests=(TakeMessage(message),))

    def _ask_what_is_wrong(self) -> Reply:
        line = Line(Act.CONFIRM_MESSAGE, "what_is_wrong_message")
        question = Question(line, Expect.ANYTHING, "help_confirm")
        return Reply(replace(self, stage=Stage.MENDING), question=question)


def begin(scene: Scene, text: str) -> Reply:
    """Start a message; ``text`` is what the caller said to get here."""
    return _proceed(scene, TakingMessage(department=heard_department(scene, text)))


def _proceed(scene: Scene, message: TakingMessage) -> Reply:
    """Ask for the first thing that is missing, or read everything back."""
    if message.text is None:
        line = Line(Act.ASK_MESSAGE, "ask_message")
        question = Question(line, Expect.MESSAGE, "help_message")
        return Reply(replace(message, stage=Stage.TEXT), question=question)
    missing = message.contact.question(scene)
    if missing:
        return Reply(replace(message, stage=Stage.CONTACT), question=missing)
    question = Question(_read_back(scene, message), Expect.YES_NO, "help_confirm")
    return Reply(replace(message, stage=Stage.CONFIRMING), question=question)


def _read_back(scene: Scene, message: TakingMessage) -> Line:
    contact = message.contact
    values = {
        "message": speakable(message.text or "", scene.language),
        "name": speakable(contact.name, scene.language)
        if contact.name
        else scene.phrase("no_name"),
        "phone": spoken_phone(scene, contact.phone)
        if contact.phone
        else scene.phrase("no_phone"),
    }
    return Line(Act.CONFIRM_MESSAGE, "confirm_message", values)


@dataclass(frozen=True, slots=True)
class OfferingMessage:
    """Whether to take a message was asked."""

    wish: str
    """What the caller had said, for whom the message may be."""

    @property
    def held(self) -> Slot | None:
        """No slot is ever held here."""
        return None

    def answered(self, scene: Scene, text: str) -> Reply | None:
        """Take yes or no."""
        agreed = understand_yes_no(text, scene.language)
        if agreed is None:
            return None
        return begin(scene, self.wish) if agreed else Reply(None)

    def informed(self, scene: Scene, news: News) -> Reply | None:
        """Nothing was asked for."""
        return None


def offer(phrase: str, wish: str) -> Reply:
    """Offer to take a message, in the words of a phrase."""
    question = Question(Line(Act.OFFER_MESSAGE, phrase), Expect.YES_NO, "help_yes_no")
    return Reply(OfferingMessage(wish), question=question)

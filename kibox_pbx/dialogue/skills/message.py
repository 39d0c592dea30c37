"""Taking a message: what, for whom, how urgent, from whom; read back, then written.

What the caller says along with the wish is taken at once, and every part can be changed at
any time. Nothing is written that was not read back as it is written.
"""

from dataclasses import dataclass, field, replace
from enum import Enum, auto

from kibox_pbx.dialogue.actions import TakeMessage
from kibox_pbx.dialogue.contact import Contact
from kibox_pbx.dialogue.events import MessageStored
from kibox_pbx.dialogue.exchanging import exchanged
from kibox_pbx.dialogue.intents import Intent, understand_intent
from kibox_pbx.dialogue.message_announced import is_announced, told_before
from kibox_pbx.dialogue.message_changes import more_said, says_nothing, strikes, wants_anew
from kibox_pbx.dialogue.message_words import (
    answer_said,
    disputed,
    said,
    says_something,
    wants_callback,
)
from kibox_pbx.dialogue.redialling import redialled
from kibox_pbx.dialogue.reply import Line, News, Reply
from kibox_pbx.dialogue.scene import Scene
from kibox_pbx.dialogue.skills import noting
from kibox_pbx.dialogue.skills.mending import Part, wrong_part
from kibox_pbx.dialogue.skills.recipients import addressed, heard_recipient, words_of
from kibox_pbx.dialogue.skills.renaming import renamed
from kibox_pbx.dialogue.urgency import heard_urgency, without_urgency
from kibox_pbx.dialogue.volunteered import told_of_oneself
from kibox_pbx.language.agreement import understand_agreement
from kibox_pbx.language.words import fold
from kibox_pbx.language.yes_no import understand_yes_no
from kibox_pbx.records import Act, Message, Outcome, Slot

FEWEST_OF_MATTER = 4
"""Words; fewer only name somebody."""

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
    pieces: tuple[str, ...] = ()
    """What was said, turn by turn, in the caller's words."""

    is_whole: bool = False
    """Whether the pieces say enough; else they only tell what the matter is."""

    doubted: bool = False
    """An answer without any message in it was heard; the next one is taken as it is."""

    contact: Contact = field(default=Contact(optional=True))
    recipient: str | None = None
    """Key of the department or person it is for; None: the reception."""

    urgent: bool = False

    @property
    def held(self) -> Slot | None:
        """No slot is ever held for a message."""
        return None

    @property
    def text(self) -> str:
        """The message as it is read back and written."""
        return ". ".join(self.pieces)[:LONGEST_CHARS]

    def answered(self, scene: Scene, text: str) -> Reply | None:
        """Take the caller's answer; None: not understood."""
        match self.stage:
            case Stage.TEXT:
                return self._dictated(scene, text)
            case Stage.CONTACT:
                return self._introduced(scene, text)
            case Stage.CONFIRMING | Stage.MENDING:
                return self._confirmed(scene, text)
            case _:
                return None

    def informed(self, scene: Scene, news: News) -> Reply | None:
        """Take the answer to a request; None: not asked for."""
        if self.stage is not Stage.STORING or not isinstance(news, MessageStored):
            return None
        taken = Line(Act.MESSAGE_TAKEN, "message_taken")
        return Reply(None, (taken,), reached=Outcome.MESSAGE_TAKEN)

    def told(self, scene: Scene, text: str) -> "TakingMessage":
        """Take what a sentence says of the caller, for whom it is, and how urgent."""
        urgent = heard_urgency(text, scene.language)
        contact = self.contact.told(told_of_oneself(scene, text))
        return replace(self, contact=contact, urgent=self.urgent if urgent is None else urgent)

    def for_whom(self, scene: Scene, text: str) -> "TakingMessage":
        """Take for whom it is from a sentence, unless that is known."""
        return replace(self, recipient=self.recipient or heard_recipient(scene, text))

    def names(self, scene: Scene) -> frozenset[str]:
        """Return the words of names that are known already and are no message."""
        own = frozenset(fold(self.contact.name or "").replace(".", " ").split())
        return own | words_of(scene, self.recipient)

    def _dictated(self, scene: Scene, text: str) -> Reply | None:
        """Take the message itself, or that there is none."""
        agreed = understand_yes_no(text, scene.language)
        if says_nothing(text, scene.language):
            if self.pieces:
                return proceed(scene, replace(self, is_whole=True))
            if agreed is False:
                return Reply(None, (Line(Act.ANYTHING_ELSE, "dropped"),))
        if agreed and len(text.split()) <= len(("ja", "gern")):
            return None
        known = self._addressed_to(scene, text)
        names = known.names(scene)
        if not (self.doubted or says_something(text, scene.language, names)):
            again = replace(known, doubted=True)
            return Reply(again, question=noting.ask_text(has_begun=bool(self.pieces)))
        piece = answer_said(text, scene.language, names)
        return proceed(scene, replace(known, pieces=(*self.pieces, piece), is_whole=True))

    def _addressed_to(self, scene: Scene, text: str) -> "TakingMessage":
        """Take what an answer tells; one that only says for whom it is changes that."""
        known, heard = self.told(scene, text), heard_recipient(scene, text)
        names = known.names(scene) | words_of(scene, heard)
        if heard and not says_something(text, scene.language, names):
            return replace(known, recipient=heard)
        return known.for_whom(scene, text)

    def _introduced(self, scene: Scene, text: str) -> Reply | None:
        """Take name or number, or more of the message."""
        more = more_said(text, scene.language)
        if more is not None:
            return self._more(scene, more)
        known = self.told(scene, text)
        told = told_of_oneself(scene, text)
        better = (
            None if told.name or self.contact.lacks_name else self._better_name(scene, text)
        )
        if better:
            return proceed(scene, replace(known, contact=better))
        plain = without_urgency(text, scene.language)
        contact = self.contact.answered(scene, told, plain)
        return proceed(scene, replace(known, contact=contact)) if contact else None

    def _more(self, scene: Scene, more: str) -> Reply:
        """Add what the caller says, or ask for it."""
        known = self.told(scene, more)
        if not more:
            return proceed(scene, replace(known, is_whole=False))
        piece = answer_said(more, scene.language, known.names(scene))
        return proceed(scene, replace(known, pieces=(*known.pieces, piece)))

    def _better_name(self, scene: Scene, text: str) -> Contact | None:
        """Return the contact with its name put right; None: it was not corrected."""
        agreed = understand_yes_no(text, scene.language)
        if agreed or not self.contact.name or told_of_oneself(scene, text).phone:
            return None
        name = renamed(self.contact.name, text, scene.language)
        return replace(self.contact, name=name) if name else None

    def _confirmed(self, scene: Scene, text: str) -> Reply | None:
        more = more_said(text, scene.language)
        if more is not None:
            return self._more(scene, more)
        changed = self._changed(scene, text)
        if changed != self:
            return proceed(scene, changed)
        agreed = understand_agreement(text, scene.language)
        if agreed:
            is_read_back = self.stage is Stage.CONFIRMING
            return self._store() if is_read_back else proceed(scene, self)
        mended = self._mended(scene, text, agreed=agreed)
        return mended or (None if agreed is None else self._what_is_wrong())

    def _changed(self, scene: Scene, text: str) -> "TakingMessage":
        """Return the message with all that a sentence changes in it."""
        changed = self.told(scene, text)
        changed = replace(changed, recipient=addressed(scene, text) or self.recipient)
        if wants_anew(text, scene.language):
            return replace(changed, pieces=(), is_whole=False)
        if strikes(text, scene.language):
            left = self.pieces[:-1]
            return replace(changed, pieces=left, is_whole=bool(left))
        phone = redialled(self.contact.phone or "", text, scene.language)
        if phone:
            return replace(changed, contact=replace(self.contact, phone=phone))
        better = self._better_name(scene, text)
        if better:
            return replace(changed, contact=better)
        plain = without_urgency(text, scene.language)
        text_now = exchanged(self.text, plain, scene.language)
        if text_now:
            return replace(changed, pieces=(text_now,))
        return changed

    def _mended(self, scene: Scene, text: str, *, agreed: bool | None) -> Reply | None:
        """Take what the caller wants otherwise; None: they do not say."""
        part = wrong_part(text, scene.language)
        if part in {Part.NAME, Part.PHONE}:
            return proceed(scene, self._without(part))
        correction = disputed(text, scene.language, self.names(scene))
        if part is Part.TEXT:
            pieces = (correction,) if correction else ()
            return proceed(scene, replace(self, pieces=pieces, is_whole=bool(pieces)))
        if correction and (agreed is False or self.stage is Stage.MENDING):
            return proceed(scene, replace(self, pieces=(*self.pieces, correction)))
        return None

    def _without(self, part: Part) -> "TakingMessage":
        if part is Part.NAME:
            return replace(self, contact=replace(self.contact, name=None))
        contact = replace(self.contact, phone=None, other_number=True)
        return replace(self, contact=contact)

    def _store(self) -> Reply:
        name, phone = self.contact.name or None, self.contact.phone or None
        message = Message(self.text, name, phone, self.recipient, self.urgent)
        return Reply(replace(self, stage=Stage.STORING), requests=(TakeMessage(message),))

    def _what_is_wrong(self) -> Reply:
        return Reply(replace(self, stage=Stage.MENDING), question=noting.what_is_wrong())


def begin(scene: Scene, text: str, wish: str = "", recipient: str | None = None) -> Reply:
    """Start a message with all that the caller has said already.

    Args:
        scene: The circumstances.
        text: The sentence that asks for it; it may hold the message itself.
        wish: What the caller had wanted before; it may tell for whom the message is.
        recipient: Key of whom they wanted to speak to.
    """
    wanted = addressed(scene, text) or recipient
    message = TakingMessage(recipient=wanted).told(scene, wish).told(scene, text)
    message = message.for_whom(scene, text).for_whom(scene, wish)
    held = said(text, scene.language, message.names(scene))
    if is_announced(text, scene.language):
        begun = told_before(text, scene.language)
        message = replace(message, pieces=(begun,) if begun else ())
    elif held:
        matter = () if recipient else _matter(scene, wish, held.text)
        is_whole = held.is_whole or bool(matter)
        message = replace(message, pieces=(*matter, held.text), is_whole=is_whole)
    return proceed(scene, message)


def _matter(scene: Scene, wish: str, text: str) -> tuple[str, ...]:
    """Return what somebody wants to be called back about, as they had said it before."""
    is_told = len(wish.split()) >= FEWEST_OF_MATTER
    if understand_intent(wish, scene.language) in {Intent.PERSON, Intent.MESSAGE}:
        return ()
    return (wish,) if is_told and wants_callback(text, scene.language) else ()


def proceed(scene: Scene, message: TakingMessage) -> Reply:
    """Ask for the first thing that is missing, or read everything back."""
    if not message.is_whole:
        question = noting.ask_text(has_begun=bool(message.pieces))
        return Reply(replace(message, stage=Stage.TEXT), question=question)
    missing = message.contact.question(scene)
    if missing:
        return Reply(replace(message, stage=Stage.CONTACT), question=missing)
    question = noting.read_back(
        scene, message.text, message.contact, message.recipient, urgent=message.urgent
    )
    return Reply(replace(message, stage=Stage.CONFIRMING), question=question)

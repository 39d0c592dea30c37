"""Whether to take a message: asked where nobody can be reached, or nothing else helps."""

import re
from dataclasses import dataclass, field

from kibox_pbx.dialogue.actions import Expect
from kibox_pbx.dialogue.intents import Intent, understand_intent
from kibox_pbx.dialogue.message_words import said
from kibox_pbx.dialogue.reply import Line, News, Question, Reply
from kibox_pbx.dialogue.scene import Scene
from kibox_pbx.dialogue.skills import message
from kibox_pbx.language.yes_no import understand_yes_no
from kibox_pbx.records import Act, Slot

_ONLY_NO = re.compile(
    r"^(?:nein|nee|no|nope)\b(?!.*\b(?:sagen|richten|aber|but|tell|just|let)\b)"
)
"""Not "no, just tell her that I called"."""
_NO_MESSAGE = re.compile(
    r"\b(?:keine?n? (?:nachricht|rückruf)|nichts (?:auszurichten|ausrichten)|no message"
    r"|(?:not|don't) (?:want|need|wish)?(?: to)?(?: leave)? ?(?:a|any) message)\b"
)


_TAKE_ONE = re.compile(
    r"\b(?:nehmen|schreiben) (?:sie|se) (?:\w+ ){0,2}auf$"
    r"|\bich (?:hinterlasse?|lasse?) (?:\w+ ){0,2}(?:nachricht|was|etwas)(?: da)?$"
    r"|\btake (?:a |the |my )?message$|\bi'?ll (?:just )?leave (?:a message|one|word)$"
)
"""Says yes by saying what to do."""


@dataclass(frozen=True, slots=True)
class OfferingMessage:
    """Whether to take a message was asked."""

    wish: str
    """What the caller had said, for whom the message may be."""

    recipient: str | None = field(default=None, kw_only=True)
    """Key of whom the caller wanted to speak to, if they named anybody."""

    @property
    def held(self) -> Slot | None:
        """No slot is ever held here."""
        return None

    def answered(self, scene: Scene, text: str) -> Reply | None:
        """Take yes or no, or the message itself."""
        agreed = understand_yes_no(text, scene.language)
        if _NO_MESSAGE.search(text):
            return Reply(None)
        passed_on = is_message(scene, text) and not _ONLY_NO.search(text)
        if _TAKE_ONE.search(text):
            return message.begin(scene, "", self.wish, self.recipient)
        if agreed or passed_on:
            return message.begin(scene, text, self.wish, self.recipient)
        return Reply(None) if agreed is False else None

    def informed(self, scene: Scene, news: News) -> Reply | None:
        """Nothing was asked for."""
        return None


def is_message(scene: Scene, text: str) -> bool:
    """Say whether a sentence is to be passed on, without any doubt."""
    held = said(text, scene.language)
    is_marked = held is not None and held.is_marked
    return is_marked or understand_intent(text, scene.language) is Intent.MESSAGE


def offer(phrase: str, wish: str) -> Reply:
    """Offer to take a message, in the words of a phrase."""
    question = Question(Line(Act.OFFER_MESSAGE, phrase), Expect.YES_NO, "help_yes_no")
    return Reply(OfferingMessage(wish), question=question)

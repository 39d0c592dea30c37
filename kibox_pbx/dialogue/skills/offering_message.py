"""Whether to take a message: asked where nobody can be reached, or nothing else helps."""

from dataclasses import dataclass

from kibox_pbx.dialogue.actions import Expect
from kibox_pbx.dialogue.message_words import said
from kibox_pbx.dialogue.reply import Line, News, Question, Reply
from kibox_pbx.dialogue.scene import Scene
from kibox_pbx.dialogue.skills import message
from kibox_pbx.language.yes_no import understand_yes_no
from kibox_pbx.records import Act, Slot


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
        """Take yes or no, or the message itself."""
        agreed = understand_yes_no(text, scene.language)
        if agreed is False:
            return Reply(None)
        held = said(text, scene.language)
        is_message = agreed or (held is not None and held.is_marked)
        return message.begin(scene, text, self.wish) if is_message else None

    def informed(self, scene: Scene, news: News) -> Reply | None:
        """Nothing was asked for."""
        return None


def offer(phrase: str, wish: str) -> Reply:
    """Offer to take a message, in the words of a phrase."""
    question = Question(Line(Act.OFFER_MESSAGE, phrase), Expect.YES_NO, "help_yes_no")
    return Reply(OfferingMessage(wish), question=question)

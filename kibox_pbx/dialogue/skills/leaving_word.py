"""A message about an appointment that the assistant may not, or cannot, touch itself.

It begins with what it is about ("Terminabsage"), and with the name and number that the
caller has given already, so that people can do what was wanted.
"""

from dataclasses import dataclass, replace
from typing import Protocol

from kibox_pbx.dialogue.actions import Expect
from kibox_pbx.dialogue.reply import Line, Question, Reply
from kibox_pbx.dialogue.scene import Scene
from kibox_pbx.dialogue.skills import message, offering_message
from kibox_pbx.records import Act


class Retry(Protocol):
    """Tries once more with what the caller corrects."""

    def retried(self, scene: Scene, text: str) -> Reply | None:
        """Return the next move; None: nothing was corrected."""
        ...


@dataclass(frozen=True, slots=True)
class OfferingWord(offering_message.OfferingMessage):
    """Whether to take a message about an appointment was asked."""

    subject: str = "subject_appointment"
    """Phrase that the message begins with."""

    name: str | None = None
    phone: str | None = None
    """As far as the caller has told them, of themselves."""

    before: Retry | None = None

    def answered(self, scene: Scene, text: str) -> Reply | None:
        """Take yes or no, the message itself, or a correction of what was told before."""
        again = self.before.retried(scene, text) if self.before else None
        if again:
            return again
        # a dataclass with slots is made anew by its decorator: super() would not know it
        reply = offering_message.OfferingMessage.answered(self, scene, text)
        if reply is None or not isinstance(reply.skill, message.TakingMessage):
            return reply
        taking = reply.skill
        contact = replace(
            taking.contact,
            name=taking.contact.name or self.name,
            is_name_asked=taking.contact.is_name_asked or self.name is not None,
            phone=taking.contact.phone or self.phone,
        )
        pieces = (scene.phrase(self.subject), *taking.pieces)
        return message.proceed(scene, replace(taking, pieces=pieces, contact=contact))


def offer(phrase: str, word: OfferingWord) -> Reply:
    """Offer to take a message, in the words of a phrase."""
    question = Question(Line(Act.OFFER_MESSAGE, phrase), Expect.YES_NO, "help_yes_no")
    return Reply(word, question=question)

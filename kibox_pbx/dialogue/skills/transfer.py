"""Putting through: to a department by name, or to the reception; at night to a message."""

from dataclasses import dataclass

from kibox_pbx.dialogue.actions import Expect, ToMailbox, Transfer
from kibox_pbx.dialogue.reply import Line, News, Question, Reply, Skill
from kibox_pbx.dialogue.scene import Scene
from kibox_pbx.dialogue.skills import message
from kibox_pbx.dialogue.skills.naming import heard_department
from kibox_pbx.language.speakable import speakable
from kibox_pbx.language.yes_no import understand_yes_no
from kibox_pbx.records import Act, Outcome, Slot


def begin(scene: Scene, text: str) -> Reply:
    """Put the caller through to whom they named, else to the reception."""
    departments = scene.settings.departments
    department = heard_department(scene, text)
    if not scene.open:
        return message.offer("closed_offer_message", text)
    if department is None or department == scene.settings.telephone.reception:
        return to_reception(scene, "transfer")
    spoken = speakable(scene.name(departments[department].names), scene.language)
    line = Line(Act.TRANSFER, "transfer_department", {"department": spoken})
    return Reply(None, (line,), ending=Transfer(department, Outcome.TRANSFERRED))


def to_reception(scene: Scene, phrase: str, outcome: Outcome = Outcome.TRANSFERRED) -> Reply:
    """Hand the caller to the people at the reception, whatever the hour."""
    ending = Transfer(scene.settings.telephone.reception, outcome)
    return Reply(None, (Line(Act.TRANSFER, phrase),), ending=ending, reached=outcome)


def to_mailbox(outcome: Outcome = Outcome.TRANSFERRED) -> Reply:
    """Hand the caller to the mailbox."""
    line = Line(Act.TRANSFER, "to_mailbox")
    return Reply(None, (line,), ending=ToMailbox(outcome), reached=outcome)


def to_somebody(scene: Scene, phrase: str) -> Reply:
    """Hand the caller to people while the practice is open, else to the mailbox."""
    return to_reception(scene, phrase) if scene.open else to_mailbox()


@dataclass(frozen=True, slots=True)
class OfferingPerson:
    """Whether to put the caller through was asked."""

    wish: str
    """What the caller had said, so that the right department is rung."""

    back_to: tuple[Skill, Question] | None = None
    """Where to go on after a no; None: offer to take a message."""

    @property
    def held(self) -> Slot | None:
        """What the interrupted skill holds."""
        return self.back_to[0].held if self.back_to else None

    def answered(self, scene: Scene, text: str) -> Reply | None:
        """Take yes or no."""
        agreed = understand_yes_no(text, scene.language)
        if agreed is None:
            return None
        if agreed:
            return begin(scene, self.wish)
        if self.back_to:
            skill, question = self.back_to
            return Reply(skill, question=question)
        return message.offer("offer_message", self.wish)

    def informed(self, scene: Scene, news: News) -> Reply | None:
        """Nothing was asked for."""
        return None


def offer(phrase: str, wish: str, back_to: tuple[Skill, Question] | None = None) -> Reply:
    """Offer to put the caller through, in the words of a phrase."""
    question = Question(Line(Act.OFFER_PERSON, phrase), Expect.YES_NO, "help_yes_no")
    return Reply(OfferingPerson(wish, back_to), question=question)


def refer(scene: Scene, matter: str, wish: str) -> Reply:
    """Offer people (or at night a message) for what the assistant does not do itself.

    Args:
        scene: The circumstances.
        matter: End of the phrases' keys, such as ``appointments``.
        wish: What the caller said.
    """
    if scene.open:
        return offer(f"person_for_{matter}", wish)
    return message.offer(f"message_for_{matter}", wish)

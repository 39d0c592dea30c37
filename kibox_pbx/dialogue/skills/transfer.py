"""Putting through: to whom the caller names, if somebody is there and the telephone is free.

Nobody is left with a dead end: who cannot be put through is offered a message instead, and
who insists gets the mailbox.
"""

from dataclasses import dataclass

from kibox_pbx.config.settings import Spoken
from kibox_pbx.dialogue.actions import Expect, SeeExtension, ToMailbox, Transfer
from kibox_pbx.dialogue.events import ExtensionSeen
from kibox_pbx.dialogue.reply import Line, News, Question, Reply, Skill
from kibox_pbx.dialogue.scene import Scene
from kibox_pbx.dialogue.skills import offering_message
from kibox_pbx.dialogue.skills.naming import heard_department, heard_person
from kibox_pbx.dialogue.skills.presence import back_at, is_there
from kibox_pbx.language.saying import say_when
from kibox_pbx.language.speakable import speakable
from kibox_pbx.language.yes_no import understand_yes_no
from kibox_pbx.records import Act, Outcome, Slot

TITLES = frozenset(
    {"frau", "herr", "dr.", "dr", "doktor", "prof.", "mr", "mrs", "ms", "doctor"}
)


def begin(scene: Scene, text: str) -> Reply:
    """Put the caller through to whom they named, else to the reception."""
    department = _meant(scene, text)
    if not is_there(scene, department):
        return _nobody_there(scene, department, text)
    return Reply(SeeingExtension(department, text), requests=(SeeExtension(department),))


def _meant(scene: Scene, text: str) -> str:
    """Return the department that is named, or where the person who is named is reached."""
    department = heard_department(scene, text)
    person = None if department else heard_person(scene, text)
    if person:
        department = _department_named_after(scene, person)
    return department or scene.settings.telephone.reception


def _department_named_after(scene: Scene, person: str) -> str | None:
    named = _surnames(scene, scene.settings.people[person].names)
    for key, department in scene.settings.departments.items():
        if named & _surnames(scene, department.names):
            return key
    return None


def _surnames(scene: Scene, names: Spoken) -> set[str]:
    """Return the words that tell one name from another."""
    return {word for name in scene.words(names) for word in name.split()} - TITLES


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
class SeeingExtension:
    """The telephone system is asked whether somebody's telephone is free."""

    department: str
    wish: str
    """What the caller had said."""

    @property
    def held(self) -> Slot | None:
        """No slot is ever held here."""
        return None

    def answered(self, scene: Scene, text: str) -> Reply | None:
        """Nothing was asked."""
        return None

    def informed(self, scene: Scene, news: News) -> Reply | None:
        """Put through where the telephone is free; else offer a message."""
        if not isinstance(news, ExtensionSeen) or news.department != self.department:
            return None
        if news.is_free:
            return self._put_through(scene)
        return _instead(scene, self.department, "busy_offer_message", self.wish)

    def _put_through(self, scene: Scene) -> Reply:
        line = Line(Act.TRANSFER, "transfer")
        if self.department != scene.settings.telephone.reception:
            values = {"department": _name(scene, self.department)}
            line = Line(Act.TRANSFER, "transfer_department", values)
        return Reply(None, (line,), ending=Transfer(self.department, Outcome.TRANSFERRED))


@dataclass(frozen=True, slots=True)
class OfferingInstead(offering_message.OfferingMessage):
    """A message was offered to somebody who cannot be put through right now."""

    unreachable: str = ""
    """Key of the department."""

    def answered(self, scene: Scene, text: str) -> Reply | None:
        """Take yes or no, or the name of somebody else."""
        if self.names_another(scene, text):
            return begin(scene, text)
        # a dataclass with slots is made anew by its decorator: super() would not know it
        return offering_message.OfferingMessage.answered(self, scene, text)

    def names_another(self, scene: Scene, text: str) -> bool:
        """Say whether the caller wants to speak to somebody else instead."""
        if offering_message.is_message(scene, text):
            return False
        return heard_department(scene, text) not in {None, self.unreachable}


def unanswered(scene: Scene, department: str) -> Reply:
    """Offer a message to a caller who comes back because nobody answered."""
    return _instead(scene, department, "unanswered_offer_message", "")


def _nobody_there(scene: Scene, department: str, wish: str) -> Reply:
    back = back_at(scene, department)
    if back is None:
        return _instead(scene, department, "closed_offer_message", wish)
    when = say_when(back, scene.language, scene.today)
    return _instead(scene, department, "away_offer_message", wish, when)


def _instead(
    scene: Scene, department: str, phrase: str, wish: str, when: str | None = None
) -> Reply:
    """Offer a message, for whom the caller wanted."""
    name = _name(scene, department)
    values = {"department": name} if when is None else {"department": name, "when": when}
    question = Question(Line(Act.OFFER_MESSAGE, phrase, values), Expect.YES_NO, "help_yes_no")
    wish = wish or name.lower()
    wanted = _wanted(scene, department, wish)
    return Reply(OfferingInstead(wish, department, recipient=wanted), question=question)


def _wanted(scene: Scene, department: str, wish: str) -> str | None:
    """Return whom a message is for: who is named, else the department that was rung.

    The reception is where those end up who name nobody; they want nobody in particular.
    """
    person = heard_person(scene, wish)
    if person or department != scene.settings.telephone.reception:
        return person or department
    return heard_department(scene, wish)


def _name(scene: Scene, department: str) -> str:
    names = scene.settings.departments[department].names
    return speakable(scene.name(names), scene.language)


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
        return offering_message.offer("offer_message", self.wish)

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
        matter: End of the phrases' keys, such as ``question``.
        wish: What the caller said.
    """
    if scene.open:
        return offer(f"person_for_{matter}", wish)
    return offering_message.offer(f"message_for_{matter}", wish)

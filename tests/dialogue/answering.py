"""What becomes of an answer: a caller of a booking says it to one question, as in a call.

``tests/language/answers`` holds answers kept apart: written before the rules ran on any of
them. One a line: what was asked: what the caller said = what is meant. Asked are ``name``,
``own`` (is it the number that is shown, 089 123456?), ``phone`` (no number is shown), ``born``
and ``confirm`` (an appointment of Petra Huber, reached at 089 123456, was read back).
Meaning: the value as it is stored; ``own`` the number that is shown, ``other`` another one;
``yes``, ``no``; ``name`` or ``phone`` and the value that is put right; ``-``: nothing.
"""

from collections.abc import Iterator
from pathlib import Path

from kibox_pbx.dialogue.contact import Contact
from kibox_pbx.dialogue.skills.booking import Booking, Stage
from kibox_pbx.utterance import Language
from tests.dialogue.playbook import CALLER
from tests.dialogue.two_doctors import Visit, two_doctors

_WISH = {
    Language.GERMAN: "Impfung am Donnerstag um neun",
    Language.ENGLISH: "a vaccination on Thursday at nine",
}
_YES = {Language.GERMAN: "ja", Language.ENGLISH: "yes"}
_NAME = "Petra Huber"


ANSWERS = Path(__file__).parent.parent / "language" / "answers"


def cases(batch: str, language: Language) -> Iterator[tuple[str, str, str]]:
    """Yield what was asked, what the caller said, and what is meant."""
    table = ANSWERS.joinpath(f"{batch}_{language.value}.txt").read_text(encoding="utf-8")
    for line in table.splitlines():
        asked, _, answer = line.partition(": ")
        said, _, meant = answer.rpartition(" = ")
        yield asked, said, meant


def understood(asked: str, said: str, language: Language) -> str:
    """Return what is taken from an answer; ``-``: nothing, it is asked again."""
    visit = _asked(asked, language)
    before = _contact(visit)
    visit.says(said)
    if asked == "confirm":
        return _confirmed(visit, before)
    contact = _contact(visit)
    if asked in {"own", "phone"}:
        if contact.name != before.name:
            return f"name {contact.name}"
        if contact.phone:
            return "own" if contact.phone == CALLER else contact.phone
        return "other" if contact.other_number else "-"
    if asked == "born":
        return contact.birthdate.isoformat() if contact.birthdate else "-"
    return contact.name or "-"


def _asked(asked: str, language: Language) -> Visit:
    """Return a call in which the question has just been put."""
    settings = two_doctors(booking={"ask_birthdate": asked == "born"})
    number = None if asked == "phone" else CALLER
    visit = Visit(settings, language=language, number=number).says(_WISH[language])
    if asked != "name":
        visit.says(_NAME)
    return visit.says(_YES[language]) if asked == "confirm" else visit


def _confirmed(visit: Visit, before: Contact) -> str:
    if visit.booked:
        return "yes"
    contact = _contact(visit)
    if contact.phone and contact.phone != before.phone:
        return f"phone {contact.phone}"
    if contact.name and contact.name != before.name:
        return f"name {contact.name}"
    booking = visit.state.skill
    is_no = isinstance(booking, Booking) and booking.stage is not Stage.CONFIRMING
    return "no" if is_no else "-"


def _contact(visit: Visit) -> Contact:
    booking = visit.state.skill
    return booking.contact if isinstance(booking, Booking) else Contact()

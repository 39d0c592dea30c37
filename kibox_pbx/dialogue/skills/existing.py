"""Appointments that exist: heard about, moved or cancelled, by who proves who they are (L3).

Without proof everything sounds the same, whether there is an appointment or not, and ends
with a message for the people.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace

from kibox_pbx.dialogue.actions import NoteFailedProof
from kibox_pbx.dialogue.events import AppointmentsFound
from kibox_pbx.dialogue.from_to import from_to
from kibox_pbx.dialogue.intents import Intent
from kibox_pbx.dialogue.keeping import without_kept
from kibox_pbx.dialogue.others import asks_about_another, speaks_of_another
from kibox_pbx.dialogue.proof import Proof
from kibox_pbx.dialogue.reply import Line, News, Reply
from kibox_pbx.dialogue.scene import Scene
from kibox_pbx.dialogue.skills import cancelling, existing_words, leaving_word, rescheduling
from kibox_pbx.dialogue.skills.naming import chosen_service, wished_service
from kibox_pbx.dialogue.skills.proving import Proving
from kibox_pbx.dialogue.wish import fits
from kibox_pbx.language.choices import understand_choice
from kibox_pbx.language.when import When, understand_refused, understand_when
from kibox_pbx.privacy.identity import Claim
from kibox_pbx.records import Act, Appointment, Outcome, Slot
from kibox_pbx.utterance import Language

SUBJECTS: Mapping[Intent, str] = {
    Intent.MOVE: "subject_move",
    Intent.CANCEL: "subject_cancel",
    Intent.EXISTING: "subject_appointment",
}
"""What a message to the people begins with."""

_ALL: Mapping[Language, re.Pattern[str]] = {
    Language.GERMAN: re.compile(r"\b(?:alle|beide|sämtliche)\b"),
    Language.ENGLISH: re.compile(r"\b(?:all|both|every one)\b"),
}
_IT: Mapping[Language, tuple[tuple[re.Pattern[str], Intent], ...]] = {
    Language.GERMAN: (
        (re.compile(r"\b(?:verschieb|verleg|umbuch|umleg|änder|tausch)\w*"), Intent.MOVE),
        (
            re.compile(r"\bsag\w* .*\bab\b|\b(?:ab ?sag|stornier|lösch|streich)\w*"),
            Intent.CANCEL,
        ),
    ),
    Language.ENGLISH: (
        (re.compile(r"\b(?:move|change|reschedule|postpone|shift) (?:it|that)\b"), Intent.MOVE),
        (re.compile(r"\bcancel\b|\bcall (?:it|that) off\b"), Intent.CANCEL),
    ),
}


@dataclass(frozen=True, slots=True)
class Existing:
    """Somebody's appointments are looked up, or which of them is meant was asked."""

    wish: Intent
    text: str
    """What the caller said to get here."""

    proving: Proving
    found: tuple[Appointment, ...] = ()
    """While it is asked which; the narrowed choice."""

    known: Claim | None = None
    """Whom the caller had proven to be before, in this call."""

    @property
    def held(self) -> Slot | None:
        """No slot is ever held here."""
        return None

    def answered(self, scene: Scene, text: str) -> Reply | None:
        """Take the caller's answer; None: not understood."""
        if self.found:
            return self._chose(scene, text)
        proving = self.proving.answered(scene, text)
        return _prove(scene, replace(self, proving=proving)) if proving else None

    def informed(self, scene: Scene, news: News) -> Reply | None:
        """Take what was found; None: not asked for."""
        if not isinstance(news, AppointmentsFound) or self.found:
            return None
        if news.appointments:
            return self._found(scene, news.appointments)
        if self.known:
            return Reply(None, (Line(Act.TELL_ANSWER, "existing_no_more"),))
        if news.by_birthdate and self.proving.may_be_asked_birthdate:
            return _prove(scene, replace(self, proving=self.proving.with_birthdate()))
        return _prove(scene, replace(self, proving=self.proving.failed(scene)))

    def retried(self, scene: Scene, text: str) -> Reply | None:
        """Try once more with what the caller corrects after all."""
        proving = self.proving.told(scene, text)
        if proving == self.proving or scene.proof.is_used_up:
            return None
        again = replace(proving, tried=(), given_up=frozenset())
        return _prove(scene, replace(self, proving=again))

    def _found(self, scene: Scene, found: tuple[Appointment, ...]) -> Reply:
        claim = self.known or self.proving.claim(scene)
        proven = replace(scene.proof, claim=claim)
        return self.go_on(scene, self._meant(scene, found), proven)

    def _meant(self, scene: Scene, found: tuple[Appointment, ...]) -> tuple[Appointment, ...]:
        """Keep what fits what the caller has said, and was spoken of last."""
        said = from_to(self.text, scene.language, scene.now)
        old = said.old if self.wish is Intent.MOVE else said.old or said.new
        named = tuple(each for each in found if old and fits(old, each.slot))
        service = wished_service(scene, self.text)
        of_service = tuple(each for each in found if each.slot.service == service)
        same = tuple(each for each in of_service if each in named) or of_service
        last = tuple(each for each in found if each.id == scene.proof.appointment)
        if named or same:
            return same or named
        return last if self.known and last else found

    def go_on(self, scene: Scene, chosen: tuple[Appointment, ...], proof: Proof) -> Reply:
        """Do what is wanted with what was chosen, or ask which."""
        if self.wish is Intent.EXISTING:
            return _tell(scene, chosen, proof)
        wants_all = _ALL[scene.language].search(self.text) is not None
        if len(chosen) > 1 and not (wants_all and self.wish is Intent.CANCEL):
            asking = replace(self, found=chosen)
            return Reply(asking, question=existing_words.which(scene, chosen), proof=proof)
        proof = replace(proof, appointment=chosen[0].id)
        if self.wish is Intent.CANCEL:
            return replace(cancelling.begin(scene, chosen), proof=proof)
        return replace(rescheduling.begin(scene, chosen[0], self.text), proof=proof)

    def _chose(self, scene: Scene, text: str) -> Reply | None:
        chosen = _choice(scene, text, self.found)
        if not chosen:
            return None
        wants_all = len(chosen) == len(self.found)
        said = f"{self.text} {text}" if wants_all else self.text
        return replace(self, text=said).go_on(scene, chosen, scene.proof)


def begin(intent: Intent, scene: Scene, text: str) -> Reply:
    """Find out who calls, unless they have proven it; about others nothing is told."""
    text = without_kept(text, scene.language)
    for_another = speaks_of_another(scene, text)
    if intent is Intent.EXISTING and for_another:
        word = leaving_word.OfferingWord(text, SUBJECTS[intent])
        return leaving_word.offer("existing_of_others", word)
    proving = Proving(for_another).told(scene, text)
    known = scene.proof.claim
    if known and not for_another and proving.name is None:
        proving = Proving(name=known.name, birthdate=known.birthdate, phone=known.phone)
        return _prove(scene, Existing(intent, text, proving, known=known))
    return _prove(scene, Existing(intent, text, proving))


def heard_wish(scene: Scene, text: str) -> Intent | None:
    """Return a wish about appointments that only this room understands.

    A question about somebody else, however it is put; or what to do with the appointment
    that was spoken of last ("dann sagen Sie ihn ab").
    """
    if asks_about_another(scene, text):
        return Intent.EXISTING
    if scene.proof.appointment is None:
        return None
    found = (intent for words, intent in _IT[scene.language] if words.search(text))
    return next(found, None)


def _prove(scene: Scene, existing: Existing) -> Reply:
    """Ask for what is missing, look up what was told, or leave it to people."""
    if scene.proof.is_used_up:
        return _refuse(scene, existing)
    question = existing.proving.question(scene)
    if question:
        return Reply(existing, question=question)
    lookup = existing.proving.lookup(scene)
    if lookup:
        return Reply(existing, requests=(lookup,))
    failed = replace(scene.proof, failures=scene.proof.failures + 1)
    noted = NoteFailedProof(existing.proving.numbers)
    return replace(_refuse(scene, existing), requests=(noted,), proof=failed)


def _refuse(scene: Scene, existing: Existing) -> Reply:
    proving = existing.proving
    name = None if proving.for_another else proving.name
    word = leaving_word.OfferingWord(
        existing.text, SUBJECTS[existing.wish], name, proving.phone, existing
    )
    return leaving_word.offer("existing_not_proven", word)


def _tell(scene: Scene, found: tuple[Appointment, ...], proof: Proof) -> Reply:
    line = existing_words.tell(scene, found)
    about = found[0].id if len(found) == 1 else None
    proof = replace(proof, appointment=about)
    return Reply(None, (line,), reached=Outcome.ANSWERED, proof=proof)


_CANNOT = re.compile(r"\b(?:schaff\w*|kann|können|can'?t|cannot|won'?t)\b")
"""The one that a caller cannot keep is meant; the one in "not the one on Monday" is not."""


def _choice(scene: Scene, text: str, found: tuple[Appointment, ...]) -> tuple[Appointment, ...]:
    """Return those that an answer means; empty: not understood."""
    if _ALL[scene.language].search(text):
        return found
    starts = tuple(each.slot.start for each in found)
    chosen = understand_choice(text, scene.language, starts)
    if chosen is not None:
        return (found[chosen],)
    cannot = _CANNOT.search(text) is not None
    refused = understand_refused(text, scene.language, scene.now) if cannot else None
    wish = refused or understand_when(text, scene.language, scene.now)
    if wish and wish.soonest:
        return found[:1]
    service = chosen_service(scene, text, (each.slot.service for each in found))
    return tuple(each for each in found if _is_meant(each, wish, service))


def _is_meant(appointment: Appointment, wish: When | None, service: str | None) -> bool:
    said = wish or service
    slot = appointment.slot
    return bool(said) and (wish is None or fits(wish, slot)) and service in {None, slot.service}

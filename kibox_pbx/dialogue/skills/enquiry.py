"""Answering a question: from the practice's entries and hours, or honestly not at all.

Whatever the caller was busy with is kept meanwhile, and goes on where it was.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from enum import Enum, auto

from kibox_pbx.dialogue.actions import Expect, FindAnswer, KeepQuestion, WordAnswer
from kibox_pbx.dialogue.events import AnswersFound, AnswerWorded
from kibox_pbx.dialogue.matching import closest
from kibox_pbx.dialogue.reply import Line, News, Question, Reply, Skill
from kibox_pbx.dialogue.scene import Scene
from kibox_pbx.dialogue.skills import opening, transfer
from kibox_pbx.dialogue.skills.naming import heard_department
from kibox_pbx.dialogue.subjects import (
    LEAST,
    LEAST_IN_BETWEEN,
    asks_for_hours,
    entry_about,
)
from kibox_pbx.language.speakable import speakable
from kibox_pbx.language.stems import stems
from kibox_pbx.language.when import understand_when
from kibox_pbx.records import Act, Outcome, Slot
from kibox_pbx.utterance import Language

SHORT_ENTRY_WORDS = 30
"""Two entries that are this short are both told; asking which is meant would take longer."""

SENTENCES_TOLD_WHOLE = 2
"""Of a longer entry the language model picks what was asked for."""

MOST_CHOICES = 2
"""Nobody remembers three questions."""

_QUESTION_WORDS: Mapping[Language, re.Pattern[str]] = {
    Language.GERMAN: re.compile(
        r"^(?:(?:und|aber|ach|ja|nein|also|äh|ähm|moment|sagen sie|mal|noch|übrigens|eine"
        r"|frage|kurze|vorher|erst|entschuldigung|hallo|oh)\s)*"
        r"(?:wo|wann|was|wie|wer|welche\w*|kann|können|könnte|muss|darf|soll|gibt|haben|hat|ist"
        r"|sind|nehmen|bieten|machen|kostet|brauche|ab wann|bis wann|wissen sie)\b"
    ),
    Language.ENGLISH: re.compile(
        r"^(?:(?:and|but|oh|yes|yeah|no|well|um|uh|wait|sorry|by the way|one"
        r"|quick|a|question|before that|first|hello|tell me|actually|hang on|hold on"
        r"|just|sec|second|moment|minute)\s)*"
        r"(?:where|when|what|how|who|which|can|could|may|must|is|are|do|does|will|should|have"
        r"|has)\b"
    ),
}
_ASKS_OUTRIGHT: Mapping[Language, re.Pattern[str]] = {
    Language.GERMAN: re.compile(
        r"^(?!.*\b(?:fragen?|wissen|auskunft)\b)(?:kann|darf|dürfen|können|ist|sind|muss|soll)\b"
        r"(?: \w+){3}"
    ),
    Language.ENGLISH: re.compile(
        r"^(?!.*\b(?:ask|questions?|know|information)\b)(?:can|could|may|is|are|do|does|should"
        r"|must)\b(?: [\w']+){3}"
    ),
}
"""Questions that are put, be it in words that are said in any."""

_POSITIONS = (
    re.compile(r"\b(?:erste\w*|1|first|former)\b"),
    re.compile(r"\b(?:zweite\w*|2|zwei|letzte\w*|second|two|last|latter)\b"),
)
FEWEST_WORDS = 3
"""Shorter sentences are answers, or asides."""


def is_question(text: str, language: Language) -> bool:
    """Say whether a sentence is worded as a question about something."""
    is_long = len(text.split()) >= FEWEST_WORDS
    return (
        is_long and bool(_QUESTION_WORDS[language].search(text)) and bool(stems(text, language))
    )


class Doubt(Enum):
    """Whether what is looked up was a question at all."""

    NONE = auto()
    """It was: without an entry the caller is told so."""

    UNHEARD = auto()
    """Without an entry the skill at work shall hear it as an answer."""

    NO_WISH = auto()
    """The rules know no wish in it; without an entry the language model is asked."""

    NOT_UNDERSTOOD = auto()
    """Nobody has understood it otherwise."""


_SURELY_ASKED = frozenset({Doubt.NONE, Doubt.NO_WISH})
"""Where nothing else was asked of the caller."""


@dataclass(frozen=True, slots=True)
class Enquiry:
    """A question that is being looked up, worded, or made clear."""

    question: str
    asked: Question | None = None
    """What the caller was asked when the question came."""

    paused: Skill | None = None
    """What it came in the middle of; that goes on with what was asked."""

    doubt: Doubt = Doubt.NONE

    entries: tuple[str, ...] = ()
    """What may be meant; where it is only one, the answer is being worded."""

    @property
    def held(self) -> Slot | None:
        """What the interrupted skill holds."""
        return self.paused.held if self.paused else None

    def answered(self, scene: Scene, text: str) -> Reply | None:
        """Take which of two questions was meant."""
        for position, words in zip(self.entries, _POSITIONS, strict=True):
            if words.search(text):
                return self._tell(scene, position)
        chosen = closest(text, self._wordings(scene), scene.language)
        return self._tell(scene, chosen) if chosen else None

    def informed(self, scene: Scene, news: News) -> Reply | None:
        """Take what was found, or worded; None: not asked for, or it was no question."""
        match news:
            case AnswersFound(entries=entries) if not self.entries:
                return self._found(scene, entries)
            case AnswerWorded(text=text) if self.entries:
                return self._say(scene, text or _entry_text(scene, self.entries[0]))
            case _:
                return None

    def was_none(self, news: News) -> bool:
        """Say whether news that `informed` made nothing of mean that this was no question."""
        return isinstance(news, AnswersFound) and not self.entries

    def _found(self, scene: Scene, entries: tuple[str, ...]) -> Reply | None:
        if len(entries) > 1:
            return self._several(scene, entries[:MOST_CHOICES])
        if entries:
            return self._tell(scene, entries[0])
        if opening.asks_when_open(scene, self.question):
            return self._on(scene, opening.tell(scene, self.question))
        return self._by_subject(scene)

    def _by_subject(self, scene: Scene) -> Reply | None:
        """Answer what is about an entry, or the hours, though no word is the same."""
        is_sure = self.doubt in _SURELY_ASKED
        if not (is_sure or self._only_asks(scene)):
            return None
        least = LEAST if is_sure else LEAST_IN_BETWEEN
        entry = entry_about(scene, self.question, least)
        if entry:
            return self._tell(scene, entry)
        if asks_for_hours(scene, self.question, least):
            return self._on(scene, opening.tell(scene, self.question))
        return unanswered(scene, self.question) if self.doubt is Doubt.NONE else None

    def _tell(self, scene: Scene, entry: str) -> Reply:
        text = _entry_text(scene, entry)
        if len(_sentences(text)) <= SENTENCES_TOLD_WHOLE:
            return self._say(scene, text)
        wording = replace(self, entries=(entry,))
        wait = Line(Act.TELL_ANSWER, "looking_up")
        return Reply(wording, (wait,), (WordAnswer(entry, self.question, scene.language),))

    def _only_asks(self, scene: Scene) -> bool:
        """Say whether this is a question, and no wish for a day or time put as one."""
        is_asked = is_question(self.question, scene.language)
        return is_asked and not understand_when(self.question, scene.language, scene.now)

    def _several(self, scene: Scene, entries: tuple[str, ...]) -> Reply:
        texts = [_entry_text(scene, entry) for entry in entries]
        if sum(len(text.split()) for text in texts) <= SHORT_ENTRY_WORDS:
            return self._say(scene, " ".join(texts))
        asked = [
            scene.settings.enquiries[entry].questions.words(scene.language) for entry in entries
        ]
        spoken = [speakable(words[0].rstrip("?. "), scene.language) for words in asked]
        other = ", oder: " if scene.language is Language.GERMAN else ", or: "
        line = Line(Act.CLARIFY, "which_question", {"questions": other.join(spoken)})
        question = Question(line, Expect.ANYTHING, "help_which_question")
        return Reply(replace(self, entries=entries), question=question)

    def _say(self, scene: Scene, text: str) -> Reply:
        spoken = speakable(text, scene.language)
        return self._on(scene, (Line(Act.TELL_ANSWER, "answer", {"answer": spoken}),))

    def _on(self, scene: Scene, lines: Sequence[Line]) -> Reply:
        """Say the answer, and go on with what it interrupted."""
        question = self.asked if self.paused else None
        return Reply(self.paused, tuple(lines), question=question, reached=Outcome.ANSWERED)

    def _wordings(self, scene: Scene) -> dict[str, tuple[str, ...]]:
        enquiries = scene.settings.enquiries
        return {
            entry: enquiries[entry].questions.words(scene.language) for entry in self.entries
        }


def begin(scene: Scene, text: str) -> Reply:
    """Look a question up; who only says that they have one is asked for it."""
    says_what = stems(text, scene.language) or _ASKS_OUTRIGHT[scene.language].search(text)
    if not (says_what or opening.asks_when_open(scene, text)):
        line = Line(Act.ASK_INTENT, "ask_question")
        return Reply(None, question=Question(line, Expect.ANYTHING, "help_intent"))
    return look_up(Enquiry(text), scene)


def unanswered(scene: Scene, text: str) -> Reply:
    """Say that we do not know, note the question for the admin, and offer people."""
    if heard_department(scene, text):
        return transfer.begin(scene, text)
    refused = transfer.refer(scene, "question", text)
    return replace(refused, requests=(*refused.requests, KeepQuestion(text, scene.language)))


def cannot_say(scene: Scene, text: str, paused: Skill, asked: Question) -> Reply:
    """Say so in the middle of another matter, note the question, and go on."""
    line = Line(Act.TELL_ANSWER, "cannot_say")
    return Reply(paused, (line,), (KeepQuestion(text, scene.language),), asked)


def look_up(enquiry: Enquiry, scene: Scene) -> Reply:
    """Ask for the entries that fit."""
    return Reply(enquiry, requests=(FindAnswer(enquiry.question, scene.language),))


def _entry_text(scene: Scene, entry: str) -> str:
    return scene.name(scene.settings.enquiries[entry].answer)


def _sentences(text: str) -> list[str]:
    return re.findall(r"[^.!?]{12,}[.!?]+(?=\s|$)", text) or [text]

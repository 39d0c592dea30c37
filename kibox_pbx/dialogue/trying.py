"""What a caller would hear who asks something first: the dialogue itself is asked. Pure.

Nothing is kept of it. There is no calendar and no language model here: what the model alone
would understand is not.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from kibox_pbx.config.settings import Enquiry, Settings
from kibox_pbx.dialogue.actions import (
    Action,
    AskModel,
    FindAnswer,
    KeepQuestion,
    Say,
    SeeExtension,
    WordAnswer,
)
from kibox_pbx.dialogue.events import (
    AnswersFound,
    AnswerWorded,
    CallAnswered,
    CallerSpoke,
    Event,
    ExtensionSeen,
    ModelReplied,
)
from kibox_pbx.dialogue.manager import step
from kibox_pbx.dialogue.skills.enquiry import Enquiry as LookedUp
from kibox_pbx.dialogue.state import Dialogue, start
from kibox_pbx.language.normalise import normalise
from kibox_pbx.language.speakable import speakable
from kibox_pbx.records import Act
from kibox_pbx.utterance import Language

Find = Callable[[str, Language], tuple[str, ...]]
"""Returns the keys of the entries that surely fit a question, best first."""


class Reaction(StrEnum):
    """What the assistant makes of a question."""

    ENTRY = "entry"
    """It tells an entry, or two."""
    UNCLEAR = "unclear"
    """It asks which of two entries is meant."""
    TELLS = "tells"
    """It tells something that is no entry, such as the opening hours."""
    UNANSWERED = "unanswered"
    """It says that it does not know, and keeps the question for the office."""
    OTHER = "other"
    """It took it for something else, such as a wish."""
    NOT_UNDERSTOOD = "not_understood"
    """It asks again; in a call the language model may have known better."""


@dataclass(frozen=True, slots=True)
class Tried:
    """What came of a question."""

    reaction: Reaction
    entries: tuple[str, ...]
    """Keys of those that are told, or asked about."""

    said: tuple[str, ...]
    """All that the caller hears, ready for the voice."""

    is_shortened: bool = False
    """In a call the language model may tell only that part of the entry that was asked for."""


def try_question(
    settings: Settings, question: str, language: Language, now: datetime, find: Find
) -> Tried:
    """Return what a caller would hear who says this after the greeting.

    Args:
        settings: With all entries there are.
        question: As it is written; normalised here.
        language: Of the call.
        now: In the office's time zone.
        find: The search.
    """
    state, _ = step(start(_without_consent(settings)), CallAnswered(0, now, None, language))
    state, actions = step(state, CallerSpoke(1, normalise(question, language), 1.0))
    done = list(actions)
    while news := _news(actions, find):
        state, actions = step(state, news)
        done += actions
    return _tried(state, done)


def _without_consent(settings: Settings) -> Settings:
    """Leave out what would be asked first of all."""
    silent = {"record_calls": False, "improve": False}
    return settings.model_copy(update={"privacy": settings.privacy.model_copy(update=silent)})


def _news(actions: Iterable[Action], find: Find) -> Event | None:
    """Answer the first errand that can be run here; None: there is none."""
    for action in actions:
        match action:
            case FindAnswer(question, language):
                return AnswersFound(2, find(question, language))
            case WordAnswer():
                return AnswerWorded(2, None)
            case AskModel():
                return ModelReplied(2, None)
            case SeeExtension(department):
                return ExtensionSeen(2, department, is_free=True)
            case _:
                continue
    return None


def _tried(state: Dialogue, done: list[Action]) -> Tried:
    language = state.language
    said = tuple(each for each in done if isinstance(each, Say))
    texts = tuple(each.text for each in said)
    told = " ".join(each.text for each in said if each.act is Act.TELL_ANSWER)
    entries = tuple(
        key
        for key, entry in state.settings.enquiries.items()
        if entry.answer.words(language) and _spoken(entry, language) in told
    )
    if any(isinstance(each, KeepQuestion) for each in done):
        return Tried(Reaction.UNANSWERED, (), texts)
    if entries:
        is_shortened = any(isinstance(each, WordAnswer) for each in done)
        return Tried(Reaction.ENTRY, entries, texts, is_shortened)
    if isinstance(state.skill, LookedUp) and state.skill.entries:
        return Tried(Reaction.UNCLEAR, state.skill.entries, texts)
    if any(each.act is Act.CLARIFY for each in said):
        return Tried(Reaction.NOT_UNDERSTOOD, (), texts)
    return Tried(Reaction.TELLS if told else Reaction.OTHER, (), texts)


def _spoken(entry: Enquiry, language: Language) -> str:
    return speakable(entry.answer.name(language), language)

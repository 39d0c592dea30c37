"""What a caller wants who puts it as no rule expects: the likeliest wish, learned.

Of what strangers to the rules say, the rules know about a third; `make learn ARGS=--check`
shows how much of it the learned knows. Rules stay first where the practice's own words decide.
A guess books nothing: whatever it begins is asked about, offered and read back.
"""

import re
from collections.abc import Mapping
from functools import lru_cache

from kibox_pbx.dialogue.aside_words import ABOUT_DATA, Aside, understand_aside
from kibox_pbx.dialogue.intents import Intent, understand_intent
from kibox_pbx.dialogue.others import asks_about_another
from kibox_pbx.dialogue.own_wishes import own_wish
from kibox_pbx.dialogue.scene import Scene
from kibox_pbx.dialogue.several import Wish
from kibox_pbx.dialogue.skills.enquiry import is_question
from kibox_pbx.dialogue.skills.likely_forms import likely_form
from kibox_pbx.dialogue.skills.naming import (
    heard_department,
    heard_form,
    wished_service,
)
from kibox_pbx.dialogue.skills.opening import asks_when_open
from kibox_pbx.dialogue.tasks import GOODBYE, OTHER
from kibox_pbx.language.learned import Guess, wishes
from kibox_pbx.language.stems import stems
from kibox_pbx.utterance import Language

LEAST = 0.4
"""Probability below which the caller is rather asked again: on sentences of authors who were
left out of the learning, five in six of the guesses above it are right."""

SURE = 0.5
"""Probability at which a guess counts more than a rule."""

SURE_OF_OTHER = {Intent.MESSAGE: 0.6, Intent.PERSON: 0.6}
"""The same for what callers mostly ask for outright."""

SURE_OF_MOVING = 0.92
"""The same where a service is named: moving presumes that there is an appointment."""

DONE = 0.4
"""Probability at which "anything else?" is taken to be answered with a goodbye."""

LONGEST_BARE = 5
"""Words in which somebody names a service and a day, and nothing else."""

CERTAIN = 0.7
"""Probability at which a guess needs no second look; a call may be ended by it."""

LONGEST_ASKING = 12
"""Words of a question for the hours; more of them may tell something else."""

NEARLY_CERTAIN = 0.9
"""Probability at which even somebody who seems to ask for the hours wants something else."""

_HAS_SOMETHING: Mapping[Language, re.Pattern[str]] = {
    Language.GERMAN: re.compile(
        r"termin|schieb|verleg|verschob|umbuch|umleg|tausch|verspät|später|früher|vorzieh"
        r"|ausgemacht|vereinbart|eingetragen|bestellt|vorgemerkt|notiert|reserviert|gebucht"
        r"|\b(?:statt|anstatt|sollte|wollte|wäre|hatte|hätte|hab|habe|haben|bin|sind|schaff\w*)\b"
    ),
    Language.ENGLISH: re.compile(
        r"appointment|book(?:ed|ing)|slot|resched|rearrang|postpon|push|shift|swap|switch|move"
        r"|chang|instead|later|earlier|sooner|(?:another|different) (?:day|time)|late\b"
        r"|\b(?:meant|supposed|due|down|coming|planned|scheduled|make it|make that|can't|cannot"
        r"|won't|couldn't|delay\w*|stuck|put (?:it|me|us) (?:off|back)|forward)\b"
    ),
}
"""Words of whom an appointment is not new to."""


_SAYS: Mapping[Language, re.Pattern[str]] = {
    Language.GERMAN: re.compile(
        r"\b(?:ich|wir|mich|mir|uns|sie|er|es|man|mein\w*|unser\w*|hab\w*|hat\w*|ist|sind|war\w*"
        r"|wird|werden|gibt|kann|können|muss|müssen|nicht|kein\w*|was|wie|wann|wo|wer|ob)\b"
    ),
    Language.ENGLISH: re.compile(
        r"\b(?:i|i'\w+|we|we'\w+|my|our|us|me|you|your|it|it's|he|she|is|are|was|were|do|does|can"
        r"|could|what|how|when|where|who|have|has|not|no|\w+n't|got|about)\b"
    ),
}
"""Words of a sentence, beside mere names and days."""


_MOVES: Mapping[Language, re.Pattern[str]] = {
    Language.GERMAN: re.compile(
        r"schieb|verleg|verschob|umbuch|umleg|vorzieh|vorverleg|nach (?:hinten|vorne?)\b"
        r"|\beine?n? (?:woche|tag|stunde) (?:später|früher)\b"
        r"|\b(?:schaff|klapp)\w*\b.*\bnicht\b"
        r"|\bauf (?:einen |nen )?ander\w+ (?:tag|termin|zeit)"
    ),
    Language.ENGLISH: re.compile(
        r"\b(?:move|moving|resched\w*|rearrang\w*|postpon\w*|push(?:ed)? (?:it )?back)\b"
        r"|\b(?:to|for|on) (?:another|a different) (?:day|time)"
        r"|\b(?:can't|cannot|won't|couldn't) (?:\w+ ){0,2}?(?:make|take|do|come|keep|manage)\b"
        r"|\bwas (?:to|supposed to|meant to) (?:come|be)\b"
    ),
}
"""Words that say it outright."""


def hints(text: str, language: Language) -> tuple[str, ...]:
    """Return what the rules make of a sentence, as something more to learn from."""
    intent, aside = understand_intent(text, language), understand_aside(text, language)
    aside = Aside.PRIVACY if aside in ABOUT_DATA else aside  # as it was learned
    return f"rule {intent or ''}", f"aside {aside.value if aside else ''}"


@lru_cache(maxsize=8)
def likely(text: str, language: Language) -> Guess:
    """Return the likeliest label of `tasks.LABELS` for an answer to an open question."""
    return wishes(language).guess(text, hints(text, language))


def guessed_wish(scene: Scene, text: str, least: float = LEAST) -> Intent | None:
    """Return what the caller most likely wants; None: it may be anything, or nothing."""
    told = own_wish(scene, text)
    if told is not None:
        return told
    guess = likely(text, scene.language)
    if guess.probability < least or guess.label in {GOODBYE, OTHER}:
        return None
    intent = Intent(guess.label)
    if intent is Intent.FORM and not (heard_form(scene, text) or likely_form(scene, text)):
        return Intent.MESSAGE
    if intent is Intent.MOVE and not _may_be_moved(scene, text, guess):
        return Intent.BOOK
    return intent


def _may_be_moved(scene: Scene, text: str, guess: Guess) -> bool:
    """Say whether there is something to move; who only takes back a day has nothing."""
    if _HAS_SOMETHING[scene.language].search(text) is None:
        return False
    if _MOVES[scene.language].search(text):
        return True
    return guess.probability >= SURE_OF_MOVING or not wished_service(scene, text)


def is_done(text: str, language: Language, least: float = CERTAIN) -> bool:
    """Say whether the caller most likely wants nothing more."""
    guess = likely(text, language)
    return guess.label == GOODBYE and guess.probability >= least


def _is_plain(scene: Scene, text: str) -> bool:
    """Say whether a sentence asks for the hours, or says no more than that there is a wish."""
    is_story = len(text.split()) > LONGEST_ASKING
    least = SURE if is_story else NEARLY_CERTAIN
    if guessed_wish(scene, text, least) not in {None, Intent.QUESTION}:
        return False
    return asks_when_open(scene, text) or not stems(text, scene.language)


def _only_names(text: str, language: Language) -> bool:
    """Say whether somebody names a service, and a day perhaps, and says nothing of it."""
    return len(text.split()) <= LONGEST_BARE or not _SAYS[language].search(text)


def is_doubtful(scene: Scene, text: str, wishes: tuple[Wish, ...]) -> bool:
    """Say whether a sentence very likely means something else than what was heard in it.

    A single wish, that is, which the rules heard by themselves, or in no more than the name
    of a service or department.
    """
    (intent, _), *more = wishes
    ruled = understand_intent(text, scene.language)
    by_name = ruled is None and intent in {Intent.BOOK, Intent.PERSON}
    is_bare = by_name and _only_names(text, scene.language)
    if more or is_bare or not (by_name or ruled is intent) or _is_plain(scene, text):
        return False
    if ruled is Intent.EXISTING and asks_about_another(scene, text):
        return False
    if intent is Intent.PERSON and heard_department(scene, text):
        return guessed_wish(scene, text, SURE) not in {None, intent, Intent.MESSAGE} and by_name
    if by_name and (is_question(text, scene.language) or is_done(text, scene.language, SURE)):
        return True
    least = LEAST if by_name else SURE_OF_OTHER.get(intent, SURE)
    return guessed_wish(scene, text, least) not in {None, intent}

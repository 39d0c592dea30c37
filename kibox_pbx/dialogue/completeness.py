"""Whether what was understood so far is a whole answer, or visibly goes on.

Only the length of a pause depends on it, never what is done about the answer. Takes under
1 ms; it is asked when the words have changed, not with every frame.
"""

import re
from collections.abc import Callable, Mapping
from datetime import UTC, datetime
from enum import Enum, auto
from functools import cache

from kibox_pbx.dialogue.actions import Expect
from kibox_pbx.dialogue.guessing import is_done
from kibox_pbx.language.birthdate import understand_birthdate
from kibox_pbx.language.choices import names_place
from kibox_pbx.language.dictation import dictated
from kibox_pbx.language.grammar import likely_phrases
from kibox_pbx.language.learned import endings
from kibox_pbx.language.learned.sentences import WHOLE
from kibox_pbx.language.names import introduces_full_name
from kibox_pbx.language.phone import understand_phone
from kibox_pbx.language.spelling import put_together
from kibox_pbx.language.when import understand_when
from kibox_pbx.language.when.vocabulary import MONTHS, either
from kibox_pbx.language.words import fold, with_digits
from kibox_pbx.language.years import with_years
from kibox_pbx.language.yes_no import understand_yes_no
from kibox_pbx.utterance import Language


class Standing(Enum):
    """How far an answer has come."""

    OPEN = auto()
    """It may be all, or not."""
    SENTENCE = auto()
    """A whole sentence; more may follow, but nothing needs to."""
    COMPLETE = auto()
    NUMBER_COMPLETE = auto()
    """Enough digits for a telephone number; some numbers have one or two more."""
    GOES_ON = auto()
    """Nobody ends like this: on "und", in the middle of a number or of a spelling."""


ENOUGH_DIGITS = 10
"""Of a number without a leading zero or plus, as in North America."""

ENOUGH_WITH_PREFIX = 11
"""With one: most German numbers, all of mobile telephones, and British ones."""

WHOLE_FROM = 0.8
"""Probability from which a sentence counts as whole. Of what callers of the scenarios say to
open questions three in four are found, and 5 % of their beginnings taken for whole ones, most
of which could be (docs/turn-taking.md)."""

WHOLE_FROM_GOODBYE = 0.3
"""The same where the caller most likely wants nothing more: little can be missed."""

FEWEST_WORDS = 2
"""Of a whole sentence: "yes" and "hello" are mostly followed by what is wanted."""

_PLEASE = re.compile(r" (?:bitte|please)$")
_FAREWELL: Mapping[Language, re.Pattern[str]] = {
    Language.GERMAN: re.compile(
        r"\b(?:(?:auf )?wieder(?:hören|sehen|schauen)|tschüs+|tschau|ciao)$"
    ),
    Language.ENGLISH: re.compile(r"\b(?:good ?bye|bye|cheerio)$"),
}
"""After its last word nobody goes on."""

_SOME_MONDAY = datetime(2026, 1, 5, tzinfo=UTC)
"""Whether a date is complete does not depend on the day on which it is told."""

_SOME_NUMBER = "+490"

_UNFINISHED: Mapping[Language, re.Pattern[str]] = {
    Language.GERMAN: re.compile(
        r"\b(?:und|aber|oder|sondern|also|weil|dass|ob|wenn|am|um|im|vom|von|zum|zur|beim"
        r"|fuer|gegen|zwischen|bis|halb|viertel|kurz|(?:viertel|kurz|\d) (?:vor|nach)|der|die"
        r"|den|dem|des|eine[nmrs]?|meine?[nmrs]?|ich|wir|aeh+m?|eh+m|hmm+|name ist)$"
    ),
    Language.ENGLISH: re.compile(
        r"\b(?:and|but|or|because|if|at|on|of|to|(?<!calling )from|for|with|between|around|half"
        r"|quarter|past|the|an?|my|our|i|im|we|uh+|uh?m+|erm?|(?:name|number) is|its)$"
    ),
}
_BARE_NUMBER = re.compile(
    r"(?<!uhr )(?<!halb )(?<!vor )(?<!nach )(?<!past )(?<!to )(?<![:\d])\b\d{1,2}$"
)
"""\"At ten\": "thirty" or "o'clock" may follow."""

_LETTER = re.compile(r"\b[^\W\d_]$")
_OF_A_MONTH = {
    language: re.compile(rf"\b\d{{1,2}}\.|\b{either(MONTHS[language])}\b")
    for language in Language
}
"""A day that may be a date of birth, whose year follows."""

_YEAR = re.compile(r"\b(?:19|20) ?(?!00)\d\d\b")


def standing(
    expect: Expect, text: str, language: Language, phrases: tuple[str, ...]
) -> Standing:
    """Return how far an answer has come.

    Args:
        expect: The kind of answer asked for.
        text: What has been understood so far, normalised as `Utterance.text`; may be "".
        language: What the caller speaks.
        phrases: As in `Listen`: likely answers, the practice's own words among them.
    """
    if not text:
        return Standing.OPEN
    if expect is Expect.DIGITS:
        return _of_digits(text, language)
    if _UNFINISHED[language].search(fold(text)) or _is_spelling(expect, text):
        return Standing.GOES_ON
    if expect is Expect.SERVICE and _names_own(text, language, phrases):
        return Standing.COMPLETE
    is_whole = _WHOLE.get(expect)
    if is_whole and is_whole(text, language):
        return Standing.COMPLETE
    is_sentence = _SENTENCE.get(expect)
    return Standing.SENTENCE if is_sentence and is_sentence(text, language) else Standing.OPEN


def _of_digits(text: str, language: Language) -> Standing:
    digits = dictated(text, language)
    enough = ENOUGH_WITH_PREFIX if digits[:1] in {"0", "+"} else ENOUGH_DIGITS
    if len(digits) >= enough:
        return Standing.NUMBER_COMPLETE
    if digits:
        return Standing.GOES_ON
    if _UNFINISHED[language].search(fold(text)):
        return Standing.GOES_ON
    is_this = understand_phone(text, language, "DE", _SOME_NUMBER) is not None
    return Standing.COMPLETE if is_this or _is_yes_or_no(text, language) else Standing.OPEN


def _is_spelling(expect: Expect, text: str) -> bool:
    """Say whether letters were said last; who spells pauses between them."""
    if expect is not Expect.NAME:
        return False
    return _LETTER.search(text) is not None or put_together(text)[-1:].isupper()


def _is_yes_or_no(text: str, language: Language) -> bool:
    return understand_yes_no(text, language) is not None


def _is_moment(text: str, language: Language) -> bool:
    """Say whether a day or time is told to its end."""
    wording = with_digits(fold(text), language)
    if _OF_A_MONTH[language].search(wording):
        return _is_birthdate(text, language)
    said = understand_when(text, language, _SOME_MONDAY)
    if said is None or _BARE_NUMBER.search(wording):
        return False
    is_one_day = said.first_day is not None and said.first_day == said.last_day
    return is_one_day or said.at is not None or said.soonest


def _is_birthdate(text: str, language: Language) -> bool:
    is_dated = _YEAR.search(with_years(fold(text), language)) is not None
    born = understand_birthdate(text, language, _SOME_MONDAY.date())
    return is_dated and born is not None


def _is_time(text: str, language: Language) -> bool:
    """Say whether a time is told, or from when or until when."""
    said = understand_when(text, language, _SOME_MONDAY)
    if said is None or _BARE_NUMBER.search(with_digits(fold(text), language)):
        return False
    return any((said.at, said.from_time, said.until_time))


def _is_choice(text: str, language: Language) -> bool:
    if names_place(text, language) or _is_yes_or_no(text, language):
        return True
    return _is_moment(text, language)


def _is_farewell(text: str, language: Language) -> bool:
    return _FAREWELL[language].search(text) is not None


_WHOLE: Mapping[Expect, Callable[[str, Language], bool]] = {
    Expect.ANYTHING: _is_farewell,
    Expect.YES_NO: _is_yes_or_no,
    Expect.DAY: _is_moment,
    Expect.TIME: _is_time,
    Expect.CHOICE: _is_choice,
}
"""Of the others nobody can tell: a name, a message or, up to the goodbye, a wish may go on."""


def _is_sentence(text: str, language: Language) -> bool:
    """Say whether a wish or question could end here, by the ends of many."""
    agrees = understand_yes_no(text, language)
    if len(text.split()) < FEWEST_WORDS or agrees:
        return False
    wants_nothing = is_done(text, language)
    if wants_nothing and agrees is False:
        return True
    least = WHOLE_FROM_GOODBYE if wants_nothing else WHOLE_FROM
    return endings(language).probabilities(text)[WHOLE] >= least


_SENTENCE: Mapping[Expect, Callable[[str, Language], bool]] = {
    Expect.ANYTHING: _is_sentence,
    Expect.NAME: introduces_full_name,
}
"""A message has several sentences; a name that was introduced has a first and a last word."""


def _names_own(text: str, language: Language, phrases: tuple[str, ...]) -> bool:
    """Say whether a sentence ends in a word of the practice's own, such as a service."""
    own = _own_phrases(language, phrases)
    text = _PLEASE.sub("", text)
    return any(text == phrase or text.endswith(f" {phrase}") for phrase in own)


@cache
def _known(language: Language) -> frozenset[str]:
    return frozenset(likely_phrases(Expect.SERVICE.value, language))


def _own_phrases(language: Language, phrases: tuple[str, ...]) -> frozenset[str]:
    return frozenset(phrases) - _known(language)

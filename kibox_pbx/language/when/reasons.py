"""Drops why a caller can or cannot come: its days and times are no wish.

"Da hab ich Zahnarzt um drei", "I've got the school run on Thursdays". A clause begins with
words of having, having to or being away, takes the day or time before it along where these
words are turned round ("am Mittwoch hab ich"), and ends where a wish begins or another day
is named. What leaves the caller free ("da hab ich frei") and our own appointments are no
such reasons. Sentences come as `wording.prepare` leaves them, without punctuation.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass

from kibox_pbx.language.when.reason_words import ENDS, KINDS, SUITS
from kibox_pbx.language.when.refused_words import RUN_DE, RUN_EN
from kibox_pbx.utterance import Language


@dataclass(frozen=True, slots=True)
class Reasoned:
    """A sentence and the reasons in it."""

    rest: str
    """The sentence without them."""

    words: str = ""
    """Those for which a time does not suit."""

    against: bool = False
    """Whether a reason speaks against a day that it names."""


_RUN: Mapping[Language, str] = {Language.GERMAN: RUN_DE, Language.ENGLISH: RUN_EN}
_CLOCK_WORD = (
    r"(?:\d+|halb|viertel|dreiviertel|half|quarter|a|vor|nach|past|to|uhr|oclock|am|pm|minuten)"
)
_CLOCK = (
    r"(?:um|ab|gegen|von|bis|nach|vor|kurz|at|from|until|by)"
    rf"(?: (?:kurz|{_CLOCK_WORD}))*? \d+(?: {_CLOCK_WORD})*"
)
_A_CLOCK = re.compile(rf"\b{_CLOCK}")
_PART = r"(?:frueh|morgens|(?:vor|nach)?mittags?|abends?|morning|afternoon|evening)"
_BEFORE: Mapping[Language, re.Pattern[str]] = {
    language: re.compile(
        rf"(?:\b(?P<day>(?:(?:am|an|im|den|dem|der|die|jeden|immer|ueber|bis|zum|vom|von"
        rf"|zwischen|ab|naechste\w*|in|on|over|until|the|every|next|this|from|between) )*"
        rf"{_RUN[language]}(?: {_PART})?) )?(?:\b(?P<clock>{_CLOCK}) )?"
        r"(?P<there>\b(?:da|dann|then|weil|denn|because)(?: leider| aber)? )?$"
    )
    for language in Language
}
"""What may stand before a reason and belongs to it."""

_NEXT_DAY: Mapping[Language, re.Pattern[str]] = {
    language: re.compile(
        rf"\b(?:(?:am|an|im|ab|bis|zum|den|der|die|jeden|immer|ueber|on|over|for|every|this|next"
        rf"|from|until|till|the) )*"
        rf"{_RUN[language]}"
    )
    for language in Language
}
_ITS_OWN_DAY = re.compile(
    r"(?:am|an|ab|bis|jeden|immer|ueber|on|over|for|every|from|until|till)\b"
)
"""How a day inside a reason begins, if it does not begin a wish."""


def without_reasons(wording: str, language: Language) -> Reasoned:
    """Return a prepared sentence without its reasons, and these."""
    reasons: list[str] = []
    against = False
    for kind in KINDS[language]:
        at = 0
        while found := kind.cue.search(wording, at):
            at = found.end()
            if kind.free.search(_whole_clause(wording, found, language)):
                continue
            start, end, names_day = _clause(wording, found, language)
            if names_day and SUITS[language].search(wording[end:]):
                continue
            if kind.is_against:
                reasons.append(wording[start:end])
                against = against or names_day
            wording, at = f"{wording[:start]} # {wording[end:]}", start
    return Reasoned(wording, " ".join(reasons), against)


def _whole_clause(wording: str, cue: re.Match[str], language: Language) -> str:
    ending = ENDS[language].search(wording, cue.end())
    return wording[cue.start() : ending.start() if ending else len(wording)]


def _clause(wording: str, cue: re.Match[str], language: Language) -> tuple[int, int, bool]:
    """Return where a reason begins and ends, and whether it names a day."""
    before = _BEFORE[language].search(wording[: cue.start()])
    is_led = before is not None and bool(before["day"] or before["there"])
    has_day = before is not None and bool(before["day"])
    tail = _whole_clause(wording, cue, language)[len(cue[0]) :]
    days = list(_NEXT_DAY[language].finditer(tail))
    own = 1 if days and not is_led and _is_own(tail, days[0]) else 0
    if len(days) > own:
        tail = tail[: days[own].start()]
    tail = tail.removesuffix("da ")
    return _start(cue, before, tail), cue.end() + len(tail), has_day or own > 0


def _is_own(tail: str, day: re.Match[str]) -> bool:
    """Say whether a day belongs to the reason and begins no wish."""
    return not tail[: day.start()].strip() or _ITS_OWN_DAY.match(day[0]) is not None


def _start(cue: re.Match[str], before: re.Match[str] | None, tail: str) -> int:
    """Return where a reason begins: with the day and time before it, if it has none itself."""
    if before is None or not any(cue.groupdict().values()):
        return cue.start()
    if before["clock"] and _A_CLOCK.search(tail):
        return before.start("there") if before["there"] else cue.start()
    return before.start()

"""Finds where a sentence tells digits, and what leads from one stretch of them to the next."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import Enum, auto
from itertools import groupby

from kibox_pbx.language.digit_tokens import Token
from kibox_pbx.language.digits import digit_tokens
from kibox_pbx.utterance import Language

FEWEST_OF_WHOLE = 7
"""Digits of a number that is said from its beginning."""

MOST_OF_END = 5
"""Digits that are told of a number's end."""

SAME_BEGINNING = 4
"""Digits by which a number is known that is said once more."""


class Link(Enum):
    """What leads to a stretch of digits."""

    MORE = auto()
    """Nothing but "and then"."""

    OTHER = auto()
    """Words that have nothing to do with it."""

    FIX = auto()
    NOT = auto()
    END = auto()
    FRONT = auto()
    COUNTRY = auto()
    AREA = auto()


@dataclass(frozen=True, slots=True)
class Stretch:
    """Digits in a row."""

    link: Link
    start: int
    end: int
    digits: str
    """A ``+`` only in front."""

    @property
    def is_whole(self) -> bool:
        """Whether it can be a number from its beginning."""
        return self.digits.startswith(("0", "+")) and len(self.digits) >= FEWEST_OF_WHOLE


Cue = tuple[int, Link]
"""Where it stands, and what it says."""

_CUES: Mapping[Language, tuple[tuple[re.Pattern[str], Link], ...]] = {
    Language.GERMAN: (
        (
            re.compile(
                r"\b(?:ganz )?(?:hinten|am ende|zum schluss)\b"
                r"|\b(?:endet|enden|hört)(?: \w+)? (?:auf|mit)\b"
                r"|\bletzte[nr]?(?: (?:zwei|beiden|drei|vier))?"
                r" (?:ziffern?|zahl(?:en)?|stellen?|nummern?)\b"
            ),
            Link.END,
        ),
        (re.compile(r"\b(?:davor|vorne(?:dran|weg)?|voran)\b"), Link.FRONT),
        (re.compile(r"\b(?:länder|landes)(?:vorwahl|kennzahl|code)\b"), Link.COUNTRY),
        (re.compile(r"\bvorwahl\b"), Link.AREA),
        (
            re.compile(
                r"\b(?:nein|nee|nö|quatsch|falsch|korrektur|verzeihung|entschuldig\w+|sorry|pardon"
                r"|ich mein(?:e|te)?|stimmt nicht|vielmehr|vertan|versprochen|doch|stopp)\b"
            ),
            Link.FIX,
        ),
        (re.compile(r"\bnicht\b"), Link.NOT),
    ),
    Language.ENGLISH: (
        (
            re.compile(
                r"\bend(?:s|ing)?(?: is| are)? (?:in|with|on)\b|\b(?:at|on) the end\b|\blast"
                r"(?: (?:two|three|four|couple of))? (?:digits?|numbers?|figures?|ones?)\b"
            ),
            Link.END,
        ),
        (re.compile(r"\b(?:in front|at the (?:front|start|beginning))\b"), Link.FRONT),
        (re.compile(r"\bcountry code\b"), Link.COUNTRY),
        (re.compile(r"\b(?:area |dialling |dialing )?code\b"), Link.AREA),
        (
            re.compile(
                r"\b(?:no|nope|wrong|sorry|i (?:mean|meant)|scratch that|correction|my mistake"
                r"|rather|should be|make that|pardon|excuse me|oops)\b"
            ),
            Link.FIX,
        ),
        (re.compile(r"\bnot\b"), Link.NOT),
    ),
}
_CUE = "xx"
_STRENGTH = (Link.COUNTRY, Link.AREA, Link.END, Link.FRONT, Link.NOT, Link.FIX)
"""Which of several cues counts."""

_TRAILING = frozenset({Link.END, Link.FRONT})
"""Cues that may come after the digits: "six five at the end"."""

_FILLERS = frozenset(
    """
    und and dann then danach dahinter weiter aeh aehm oeh uh um er hm die das ist is ja yes also
    so next noch nochmal again it its with moment bitte please vorwahl area code nummer number
    durchwahl extension oh ach the that followed by dazu kommt my meine zwar sondern but eine
    einer mit a wait warten halt mal double doppel sind are be
    """.split()  # noqa: SIM905 - a text reads better than a hundred strings
)
_AFTER_TIME = frozenset({"uhr", "oclock", "am", "pm", "jahre", "jahren", "years", "minutes"})
_BEFORE_TIME = frozenset({"um", "ab", "bis", "gegen", "until", "till", "after", "before"})


_NO_DIGIT = re.compile(r"\b(?:not )?(?:this|that|the other|my other|which) one\b")
"""\"Not this one\" holds no digit."""


def _blank(found: re.Match[str]) -> str:
    return " " * len(found[0])


def stretches(text: str, language: Language) -> list[Stretch]:
    """Return where a sentence holds digits, in order; hours and the like are left out."""
    plain, cues = _without_cues(_NO_DIGIT.sub(_blank, text.lower()), language)
    groups = [list(group) for _, group in groupby(digit_tokens(plain, language), _has_digits)]
    found: list[Stretch] = []
    for before, run, after in zip([[], *groups], groups, [*groups[1:], []], strict=False):
        if not run[0].digits:
            continue
        start = before[0].start if before else run[0].start
        link = _cued(cues, start, run[0].start)
        if not after or after is groups[-1]:
            link = _cued(cues, run[-1].end, len(text), _TRAILING) or link
        if link is None and _is_beside(before, run, after):
            continue
        is_more = {token.word for token in before} <= _FILLERS
        found += _parted(run, link or (Link.MORE if is_more else Link.OTHER))
    return found


def _without_cues(text: str, language: Language) -> tuple[str, list[Cue]]:
    """Return a text of the same length with a word in place of each cue, and these."""
    cues: list[Cue] = []
    for pattern, link in _CUES[language]:
        for found in pattern.finditer(text):
            cues.append((found.start(), link))
            text = f"{text[: found.start()]}{_CUE.ljust(len(found[0]))}{text[found.end() :]}"
    return text, cues


def _has_digits(token: Token) -> bool:
    return token.digits != ""


def _cued(
    cues: list[Cue], start: int, end: int, links: frozenset[Link] = frozenset(Link)
) -> Link | None:
    """Return the strongest cue in a part of the sentence."""
    said = {link for at, link in cues if start <= at < end} & links
    return next((link for link in _STRENGTH if link in said), None)


def _is_beside(before: list[Token], run: list[Token], after: list[Token]) -> bool:
    """Say whether it is an hour or an age ("bis 18 Uhr"), or counts something else."""
    if len(run) > 1 or len(run[0].digits) > len("18"):
        return False
    words = {token.word for token in (*before[-1:], *after[:1])}
    is_timed = any(token.word in _AFTER_TIME for token in after[:1]) or any(
        token.word in _BEFORE_TIME for token in before[-1:]
    )
    return is_timed or (bool(before) and bool(after) and words.isdisjoint(_FILLERS))


def _parted(run: list[Token], link: Link) -> Iterator[Stretch]:
    """Yield a run, in two if a number begins anew within it."""
    digits = [token.digits for token in run]
    for at in range(1, len(run)):
        before, after = "".join(digits[:at]), "".join(digits[at:])
        if _begins_anew(before, after):
            yield Stretch(link, run[0].start, run[at - 1].end, _plain(before))
            yield Stretch(Link.OTHER, run[at].start, run[-1].end, _plain(after))
            return
    yield Stretch(link, run[0].start, run[-1].end, _plain("".join(digits)))


def _begins_anew(before: str, after: str) -> bool:
    """Tell "668 0170 5556668" and a number said twice from one number."""
    if not after.startswith(("0", "+")) or len(after) < FEWEST_OF_WHOLE:
        return False
    is_again = len(before) >= FEWEST_OF_WHOLE and after.startswith(before[:SAME_BEGINNING])
    return is_again or (len(before) <= MOST_OF_END and not before.startswith(("0", "+")))


def _plain(digits: str) -> str:
    return digits[:1] + digits[1:].replace("+", "")

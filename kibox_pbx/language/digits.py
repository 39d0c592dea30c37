"""Understands digits however they are said: singly, in pairs, "double five", "zwo"."""

from dataclasses import replace

from kibox_pbx.language.digit_tokens import PLURALS, Token, tokens
from kibox_pbx.utterance import Language

_TIMES = {
    "doppel": 2,
    "doppelt": 2,
    "doppelte": 2,
    "zweimal": 2,
    "dreimal": 3,
    "viermal": 4,
    "double": 2,
    "twice": 2,
    "triple": 3,
    "treble": 3,
}
"""Said before a digit that comes more than once."""

_ZEROS = {"hundert": "00", "hundred": "00", "tausend": "000", "thousand": "000"}
_MANY = frozenset({"mal"}).union(*PLURALS.values())
"""After how often a digit comes."""

_ALSO_SAID = frozenset({"mal", "die", "der", "the"})
"""Between such a word and its digit."""


def understand_digits(text: str, language: Language) -> str:
    """Return the digits that were said, in order, ``""`` if none were.

    A leading ``+`` stays where "plus" was said first.
    """
    said = "".join(token.digits for token in digit_tokens(text, language))
    return said[:1] + said[1:].replace("+", "")


def digit_tokens(text: str, language: Language) -> list[Token]:
    """Return the words of a sentence, each number with all of its digits."""
    return _multiplied(_repeated(tokens(text, language)))


def _repeated(read: list[Token]) -> list[Token]:
    """Read "doppel fünf", "drei mal die acht" and "treble seven"."""
    done: list[Token] = []
    at = 0
    while at < len(read):
        times, of = _times(read, at)
        token = read[of]
        digits = token.digits[:1] * (times - 1) + token.digits
        done.append(replace(token, start=read[at].start, digits=digits))
        at = of + 1
    return done


def _times(read: list[Token], at: int) -> tuple[int, int]:
    """Return how often a digit comes, and where it stands; (1, ``at``) for other words."""
    times, of = _TIMES.get(read[at].word, 0), at + 1
    if read[at].digits.isdigit() and _word(read, at + 1) in _MANY:
        times = int(read[at].digits)
    while times and _word(read, of) in _ALSO_SAID:
        of += 1
    is_said = of < len(read) and read[of].digits.isdigit()
    return (times, of) if is_said and 1 < times <= max(_TIMES.values()) else (1, at)


def _multiplied(read: list[Token]) -> list[Token]:
    """Read "eight hundred", "five hundred and twelve" and "drei tausend"."""
    done: list[Token] = []
    at = 0
    while at < len(read):
        token, power = read[at], _word(read, at + 1)
        is_counted = token.digits.isdigit() and len(token.digits) < len(_ZEROS.get(power, ""))
        used = 2 if is_counted else 1
        digits = token.digits + (_ZEROS[power] if is_counted else "")
        if token.word in _ZEROS and not digits:
            digits = f"1{_ZEROS[token.word]}"
        if is_counted or token.word in _ZEROS:
            is_after_zero = done[-1:] != [] and done[-1].digits == "0"
            more = _more(read, at + used, is_after_zero=is_after_zero)
            used += more
            digits = str(int(digits) + int(read[at + used - 1].digits)) if more else digits
        done.append(replace(token, end=read[at + used - 1].end, digits=digits))
        at += used
    return done


def _more(read: list[Token], at: int, *, is_after_zero: bool) -> int:
    """Return how many words add to a hundred: "and twelve", "zwölf", but not after "null"."""
    linked = int(_word(read, at) in {"and", "und"})
    digits = read[at + linked].digits if at + linked < len(read) else ""
    is_pair = len(digits) == len("12") and not is_after_zero
    adds = is_pair or (linked and len(digits) == 1)
    return linked + 1 if digits.isdigit() and adds else 0


def _word(read: list[Token], at: int) -> str:
    return read[at].word if at < len(read) else ""

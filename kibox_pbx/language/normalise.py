"""Write down what was heard in one form, whichever recogniser heard it.

Vosk writes bare lower-case words ("am dritten mai um halb drei"); Whisper writes like a
secretary ("Am 3. Mai um 14:30 Uhr, Dr. Weber."). The form of ``Utterance.text``, which
everything behind this file may count on:

- lower case, words parted by one blank, umlauts and ß kept (Unicode NFC);
- no punctuation but the apostrophe inside a word ("don't", "o'clock") and the colon
  inside a time ("14:30");
- numbers stay as the recogniser gave them: words stay words, digits stay digits. A full
  stop, hyphen or slash between digits becomes a blank ("03.05.1985" is "03 05 1985"),
  one between thousands is dropped ("1.000" is "1000"), one before "Uhr" or "pm" is a
  colon ("14.30 uhr" is "14:30 uhr");
- English "a.m.", "a m" and "10am" are all "am" after a blank ("10 am");
- titles, abbreviations and signs are spoken words ("doktor", "straße", "plus", "euro").

Nothing is dropped that was said, and applying it twice changes nothing.
"""

import re
import unicodedata

from kibox_pbx.utterance import Language

_Rules = tuple[tuple[re.Pattern[str], str], ...]


def _rules(*pairs: tuple[str, str]) -> _Rules:
    return tuple((re.compile(pattern), spoken) for pattern, spoken in pairs)


_DIGITS = _rules(
    (r"(?<![\d.,:])(\d{1,3})[.,](\d{3})(?![\d.,:])", r"\1\2"),
    (r"\b(\d{1,2})[.](\d{2})(?=\s*(?:uhr\b|[ap]\.?\s?m\b))", r"\1:\2"),
)

_SHORT_MONTHS = (
    ("jan", "january"),
    ("feb", "february"),
    ("apr", "april"),
    ("aug", "august"),
    ("sept?", "september"),
    ("oct", "october"),
    ("nov", "november"),
    ("dec", "december"),
)

_SAID: dict[Language, _Rules] = {
    Language.GERMAN: _rules(
        (r"\bdr\.", "doktor "),
        (r"\bprof\.", "professor "),
        (r"\bhr\.", "herr "),
        (r"\bfr\.(?=\s*[a-zäöü])", "frau "),
        (r"\bnr\.", "nummer "),
        (r"\btel\.", "telefon "),
        (r"(?<=[a-zäöüß])str\.", "straße "),
        (r"\bstr\.", "straße "),
        (r"\bz\.\s?b\.", "zum beispiel "),
        (r"\bca\.", "circa "),
        (r"\bst\.", "sankt "),
        (r"\+(?=\s?\d)", " plus "),
        (r"€", " euro "),
        (r"%", " prozent "),
        (r"&", " und "),
        (r"@", " at "),
        (r"§", " paragraf "),
    ),
    Language.ENGLISH: _rules(
        (r"\bdr\.", "doctor "),
        (r"\bprof\.", "professor "),
        (r"\bmr\.", "mister "),
        (r"\bmrs\.", "missus "),
        (r"\bms\.", "miss "),
        (r"\bst\.", "saint "),
        (r"\bno\.(?=\s?\d)", "number "),
        (r"\+(?=\s?\d)", " plus "),
        (r"€(\d+)", r"\1 euros "),
        (r"€", " euros "),
        (r"\$(\d+)", r"\1 dollars "),
        (r"£(\d+)", r"\1 pounds "),
        (r"%", " percent "),
        *(
            (rf"(\b\d{{1,2}}(?:st|nd|rd|th)?(?: of)?) {short}\b\.?", rf"\1 {month}")
            for short, month in _SHORT_MONTHS
        ),
        *((rf"\b{short}\b\.?(?= \d)", month) for short, month in _SHORT_MONTHS),
        (r"&", " and "),
        (r"@", " at "),
    ),
}

_HALF_OF_DAY: dict[Language, _Rules] = {
    Language.GERMAN: (),
    Language.ENGLISH: _rules(
        (r"(?<=\d)([ap]) ?m\b", r" \1m"),
        (r"(?<!\b[a-z] )\b([ap]) m\b(?! (?:[b-hj-z]|[ai] [a-z])\b)", r"\1m"),
    ),
}
"""Letters in a row are a spelling ("r a m a n") and no half of the day."""

_QUOTES = str.maketrans(
    {"\N{RIGHT SINGLE QUOTATION MARK}": "'", "\N{ACUTE ACCENT}": "'", "`": "'"}
)
_TURKISH_I = "i\N{COMBINING DOT ABOVE}"
"""What a capital I with a dot becomes in small letters."""

_NOT_SAID = re.compile(
    r"""
    (?<!\d):|:(?!\d)                # a colon outside a time
    | (?<![^\W\d_])'|'(?![^\W\d_])  # an apostrophe outside a word
    | [^\w\s:'] | _                 # any other sign
    """,
    re.VERBOSE,
)


def normalise(text: str, language: Language) -> str:
    """Return what was said in the one form that the rest of the house reads."""
    said = unicodedata.normalize("NFC", text).translate(_QUOTES).lower()
    said = said.replace(_TURKISH_I, "i")
    said = _apply(_DIGITS + _SAID[language], said)
    said = " ".join(_NOT_SAID.sub(" ", said).split())
    return _apply(_HALF_OF_DAY[language], said)


def _apply(rules: _Rules, said: str) -> str:
    for pattern, spoken in rules:
        said = pattern.sub(spoken, said)
    return said

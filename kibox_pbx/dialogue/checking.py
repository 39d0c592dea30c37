"""Whether what the language model wrote is carried by what it was given. Pure, and strict.

A word, number or "not" that is not in the source makes the whole text worthless: the
practice's own sentences, or the caller's, are used instead.
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from functools import cache

from kibox_pbx.language.likeness import likeness
from kibox_pbx.language.stems import stem, stems
from kibox_pbx.language.words import LONGEST, fold, with_digits
from kibox_pbx.utterance import Language

LEAST_WORDS = 2
"""Words with a meaning that an answer must have, to be one."""

_FUNCTION_WORDS: Mapping[Language, str] = {
    Language.GERMAN: """
        der die das den dem des ein eine einen einem einer eines und oder aber ja auch es ist
        sind wird werden haben hat kann können sie ihnen wir uns unser
        unsere unseren unserem unserer man sich zu zum zur im in an am auf bei beim mit von vom
        für aus dass da dort hier so bitte gern gerne dann dafür dazu denn wenn falls sein gibt
        es als wie ob unserem dies diese dieser dieses finden bekommen
    """,
    Language.ENGLISH: """
        the a an and or but yes also it its is are be has have can you we us our
        to in on at by with of from for that there here so please then if as this these those
        they them their will which get do does
    """,
}
_TURNING_WORDS: Mapping[Language, str] = {
    Language.GERMAN: """
        nicht nichts kein keine keinen keinem keiner keinerlei nie niemals niemand nur ohne
        außer weder ausschließlich höchstens mindestens erst nein spätestens frühestens vor
        nach bis ab
    """,
    Language.ENGLISH: """
        not no nothing never nobody none only without except neither cannot unless most least
        before after until isn't don't doesn't aren't can't won't mustn't
    """,
}
"""Change what a sentence says; an answer has just those of the sentence it comes from."""

_WHOSE: Mapping[Language, str] = {
    Language.GERMAN: "ihr ihre ihren ihrem ihrer mein meine meinen meinem meiner",
    Language.ENGLISH: "your yours my mine",
}
"""Mean somebody else in an answer than in the question."""

_REPORTING: Mapping[Language, str] = {
    Language.GERMAN: """
        anrufer anruferin bittet bitte um rückruf möchte wünscht fragt frage fragen nachfrage
        nach wegen betrifft anliegen nachricht teilt mit meldet braucht hat will termin
        anfrage information hinweis ihm ihr er seine seinen seiner seinem seines ihres ob
        zurückgerufen über
    """,
    Language.ENGLISH: """
        caller asks asking for a call back callback wants would like needs request requests
        requested message about regarding says reports reporting question information note
        whether he she his her they who them returned
    """,
}
"""Words of whoever sums up."""

_PROMISING: Mapping[Language, str] = {
    Language.GERMAN: """
        kostenlos kostenlose kostenfrei gratis umsonst geschenkt rabatt ermäßigt günstiger
        billiger euro cent versprechen verspreche versprochen garantiert garantieren garantie
        zugesagt zusage zusichern sicher bestätigt bestätigen genehmigt erlaubt gebucht
        reserviert storniert gesund harmlos ungefährlich unbedenklich sofort heute morgen
        frau herr doktor dr
    """,
    Language.ENGLISH: """
        free gratis complimentary discount cheaper waived euro euros pound pounds dollar dollars
        cent cents promise promised promises guarantee guaranteed assure confirmed confirm
        approved allowed booked reserved cancelled healthy harmless safe sure certainly
        immediately today tomorrow mr mrs ms miss doctor dr
    """,
}
"""Words by which a caller could have the practice promise, name or diagnose something: a
question may hold them, but only the entry brings them into an answer."""

_WORD = re.compile(r"[^\W_]+(?:'\w+)?")


def is_carried(written: str, entry: str, question: str, language: Language) -> bool:
    """Say whether an answer tells nothing that the entry does not.

    Each sentence must come from one sentence of the entry: with words of two, "children in
    the morning, adults in the afternoon" would turn round. Words of the question may be
    repeated where the entry does not have them at all; an echo of it is no answer. The
    sentence that shares most with the question, or one of those, must be told.
    """
    sources = sentences(entry)
    best = _best_for(question, sources, language)
    ours = _meant(entry, language) | _stems(_WHOSE, language)
    asked = _harmless(_meant(question, language) - ours, language)
    answers = sentences(written)
    meant = _meant(written, language)
    enough = len(meant) >= LEAST_WORDS and not meant <= _meant(question, language)
    told = [
        {source for source in sources if _comes_from(answer, source, asked, language)}
        for answer in answers
    ]
    return enough and all(told) and bool(best & set[str]().union(*told))


def _best_for(question: str, sources: Sequence[str], language: Language) -> frozenset[str]:
    """Return the sentences that share most with the question; none if none shares any."""
    asked = stems(question, language)
    shares = {
        source: sum(
            max((likeness(word, own, language) for own in stems(source, language)), default=0.0)
            for word in asked
        )
        for source in sources
    }
    most = max(shares.values(), default=0.0)
    best = [source for source, share in shares.items() if share == most]
    return frozenset(best if most else ())


def is_said(written: str, said: Iterable[str], language: Language) -> bool:
    """Say whether a summary has no name, number or thing that nobody said."""
    known = frozenset[str]().union(*(_meant(text, language) for text in said))
    return _meant(written, language) <= known | _stems(_REPORTING, language)


def sentences(text: str) -> list[str]:
    """Return the sentences of a text; a point inside a number or an address ends none."""
    cut = re.split(r"(?<=[^\d\s]{2}[.!?])\s+(?=[A-ZÄÖÜ\d])", text)
    return [each for each in cut if each.strip()]


def _comes_from(answer: str, source: str, asked: frozenset[str], language: Language) -> bool:
    turned = _turns(answer, language) == _turns(source, language)
    return turned and _meant(answer, language) <= _meant(source, language) | asked


def _harmless(asked: frozenset[str], language: Language) -> frozenset[str]:
    """Return the words of a question that an answer may repeat: no number, no promise."""
    plain = frozenset(word for word in asked if not any(map(str.isdigit, word)))
    return plain - _stems(_PROMISING, language)


def _turns(text: str, language: Language) -> frozenset[str]:
    return _words(text, language) & _stems(_TURNING_WORDS, language)


def _meant(text: str, language: Language) -> frozenset[str]:
    """Return the words that mean something; a number is one, in digits."""
    return _words(text, language) - _stems(_FUNCTION_WORDS, language)


def _words(text: str, language: Language) -> frozenset[str]:
    parts = (text[at : at + LONGEST] for at in range(0, len(text), LONGEST))
    folded = " ".join(with_digits(fold(part), language) for part in parts)
    found = (word.strip(".") for word in _WORD.findall(folded))
    return frozenset(stem(word, language) for word in found)


@cache
def _stems_of(words: str, language: Language) -> frozenset[str]:
    return _words(words, language)


def _stems(lists: Mapping[Language, str], language: Language) -> frozenset[str]:
    return _stems_of(lists[language], language)

"""Whether a caller agrees in so many words: nothing less starts a recording (L2). Pure.

Stricter than `understand_yes_no`: many a sentence begins with "ja" and means nothing by it
("ja guten Tag, ich bräuchte einen Termin"). A yes is a whole answer, or says what is allowed.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass

from kibox_pbx.language.yes_no import SHORT_ANSWER, understand_yes_no
from kibox_pbx.privacy.consent import ConsentAnswer
from kibox_pbx.utterance import Language

FEWEST_WORDS_OF_MORE = 3
"""After the answer; fewer are no wish of their own."""


@dataclass(frozen=True, slots=True)
class Answer:
    """What a caller made of a question for consent."""

    answer: ConsentAnswer
    more: str = ""
    """What else they said, still to be heard; "": nothing."""


_Patterns = Mapping[Language, re.Pattern[str]]

_RECORD_DE = (
    r"(?:aufzeichnen|aufnehmen|mitschneiden|speichern|verwenden|nutzen|benutzen|machen|tun)"
)
_SOUND_DE = r"(?:aufzeichnung|aufnahme|aufzeichnen|aufnehmen|mitschneiden|mitschnitt)"
_IS_FINE_DE = r"(?:okay|ok|in ordnung|recht|kein problem|einverstanden|gut)"
_IS_FINE_EN = r"(?:fine|okay|ok|all right|alright|no problem|good)"
_RECORD_EN = r"(?:record|tape|use)"

_SAYS_WHAT: _Patterns = {
    Language.GERMAN: re.compile(
        r"\b(?:(?:ich )?(?:bin )?(?:damit |mit der " + _SOUND_DE + r" )?"
        r"(?:bin ich )?einverstanden"
        r"|(?:ja |da |dem |der " + _SOUND_DE + r" )*(?:stimm\w*|willige?) (?:ich )?"
        r"(?:dem |der " + _SOUND_DE + r" |gern\w* |da )*(?:zu|ein)\b"
        r"|(?:dürfen|(?<=das )können|(?<=ja )können|(?<=gerne )können) sie (?:das |es |mich "
        r"|gern\w* |ruhig |schon |auch |den anruf |das gespräch |unser gespräch )*"
        + _RECORD_DE
        + r"|(?:zeichnen|nehmen|schneiden) sie (?:das |es |mich |ruhig |gern\w* |nur |schon "
        r"|(?:das |den |unser )(?:gespräch |anruf ))*(?:auf|mit)\b"
        r"|" + _SOUND_DE + r" (?:ist|geht|wäre) (?:für mich |mir |schon )*" + _IS_FINE_DE + r")"
    ),
    Language.ENGLISH: re.compile(
        r"\b(?:(?:yes )?i (?:do )?(?:agree|consent)(?: to (?:that|it|this|the recording))?"
        r"|you (?:may|can)(?: (?:certainly|happily|gladly|go ahead and))* "
        + _RECORD_EN
        + r"\b(?: (?:it|this|that|me|us|(?:the|this|our) (?:call|conversation)))?"
        r"|(?:recording|being recorded)(?: (?:it|this|me))? is "
        + _IS_FINE_EN
        + r"|(?:i'?m |i am )?(?:happy|fine|okay|ok) (?:for you to "
        + _RECORD_EN
        + r"|to be recorded|with (?:that|it|this|the recording|being recorded))"
        r"(?: (?:it|this|that|me|us|(?:the|this|our) (?:call|conversation)))?"
        r"|(?:please do|feel free to|go ahead and) " + _RECORD_EN + r")"
    ),
}
"""Agreement that names what it agrees to; whatever else is said beside it."""

_YES: _Patterns = {
    Language.GERMAN: re.compile(
        r"\b(?:(?:ja)+|jo|jou|jawohl|jawoll|jep|yep|jup|gerne?|natürlich|klar|freilich"
        r"|selbstverständlich|sicher(?:lich)?|okay|ok|in ordnung|von mir aus|meinetwegen"
        r"|kein problem|auf jeden fall|nur zu|warum nicht|bin ich|passt(?: schon)?"
        r"|(?:ich )?hab\w* (?:ich )?(?:da )?nichts dagegen|nichts dagegen|mir recht"
        r"|(?:das |es )?(?:ist|geht|wäre) (?:für mich |schon |mir )*"
        + _IS_FINE_DE
        + r"|(?:das |es )?(?:dürfen|können) sie(?: (?:das|es|gern\w*|ruhig|machen|tun))*"
        r"|(?:machen|tun) sie (?:das |es )?(?:ruhig|gern\w*|nur))\b"
    ),
    Language.ENGLISH: re.compile(
        r"\b(?:yes|yeah|yep|yup|yea|ya|aye|sure|okay|ok|of course|certainly|absolutely"
        r"|definitely|by all means|go ahead|please do|be my guest|no problem|why not"
        r"|(?:i )?(?:don'?t|do not) mind|i have no objections?|no objections?"
        r"|(?:that'?s|that is|it'?s|it is|that would be)(?: all| perfectly| quite| totally)* "
        + _IS_FINE_EN
        + r"|fine(?: by me| with me)?|all right|alright|you (?:may|can)|i do)\b"
    ),
}
"""Words of yes, which must be all that is said."""

_BESIDE: _Patterns = {
    Language.GERMAN: re.compile(
        r"\b(?:ähm?|äh|hm+|also|na|oh|ach|und|bitte|danke|dankeschön|vielen dank|doch|schon"
        r"|dann|mal|halt|eben|gut|schön|das|es|sie|guten (?:tag|morgen|abend)|hallo|aber"
        r"|machen|tun|tschüss|tschüs|(?:auf )?wiederhören|auf wiedersehen"
        r"|schönen (?:tag|abend)(?: noch)?)\b"
    ),
    Language.ENGLISH: re.compile(
        r"\b(?:um+|uh|er|well|oh|and|please|thanks|thank you|then|so|hello|hi|good"
        r"|(?:morning|afternoon|evening)|that|it|this|just"
        r"|very much|bye|goodbye|with me|by me|for me)\b"
    ),
}
"""Words beside an answer that change nothing."""

_NO: _Patterns = {
    Language.GERMAN: re.compile(
        r"^(?:ähm? |oh |ach |na |also )*(?:nein|nee|ne|nö+)\b(?: danke\b| bitte\b)*"
        r"|\b(?:lieber|besser|bitte|eher|jetzt|besser) nicht(?: " + _SOUND_DE + r")?\b"
        r"|\b(?:das |es )?(?:möchte|will|mag|wünsche) ich (?:das |es |lieber |eigentlich "
        r"|jetzt )*nicht\b(?: so gern\w*)?"
        r"|\bich (?:möchte|will|mag) (?:das |es |lieber |keine? |nicht )+(?:nicht|"
        + _SOUND_DE
        + r"|aufgezeichnet werden|aufgenommen werden)\b"
        r"|(?:\bdamit )?(?:\bbin ich )?\bnicht (?:"
        + _RECORD_DE
        + r"|einverstanden|aufgezeichnet werden|nötig)\b"
        r"|\b(?:kein\w*|ohne) (?:ton)?" + _SOUND_DE + r"\b|\bauf (?:gar )?keinen fall\b"
        r"|\bkeinesfalls\b|\bmuss nicht sein\b|\b(?:ich )?(?:widerspreche|verzichte)\b"
    ),
    Language.ENGLISH: re.compile(
        r"^(?:um+ |uh |er |well |oh )*(?:no|nope|nah)\b(?: (?:thank you|thanks|please))*"
        r"|\b(?:rather|prefer) (?:you )?(?:not|didn'?t|wouldn'?t)"
        r"(?: (?:to )?(?:be recorded|record\w*)(?: (?:it|this|me|the call))?)?"
        r"|\b(?:please )?(?:don'?t|do not) (?:want (?:that|it|this|to be recorded)|agree"
        r"|consent|" + _RECORD_EN + r"\b(?: (?:it|this|me|the call|anything))?)"
        r"|\b(?:not|without) (?:being )?record(?:ed|ing)\b|\bno recording\b"
    ),
}

_DENIED = re.compile(r"\b(?:nicht|kein\w*|not|never)\b|n't\b")
_RESERVATION = re.compile(
    r"\b(?:aber nur|nur wenn|solange|außer|vielleicht|weiß nicht|keine ahnung|kommt darauf an"
    r"|wieso|warum(?! nicht)|wozu|weshalb|wofür|only if|as long as|unless|maybe|perhaps"
    r"|not sure|don'?t know|depends|why(?! not)|what for)\b"
)
"""Says neither."""


def explicit_answer(text: str, language: Language) -> Answer:
    """Return what was answered to "may I record this?"; in doubt it is no answer.

    Args:
        text: Normalised as `Utterance.text`.
        language: Of the question.
    """
    if _RESERVATION.search(text):
        return Answer(ConsentAnswer.NONE, text)
    if _NO[language].search(text):
        return Answer(ConsentAnswer.NO, _more(_NO[language].sub(" ", text), language))
    rest = _YES[language].sub(" ", _SAYS_WHAT[language].sub(" ", text))
    if _SAYS_WHAT[language].search(text) and not _DENIED.search(rest):
        return Answer(ConsentAnswer.YES, _more(rest, language))
    rest = _YES[language].sub(" ", text)
    if rest != text and not _without_beside(rest, language):
        return Answer(ConsentAnswer.YES)
    is_short = len(text.split()) <= SHORT_ANSWER
    if is_short and understand_yes_no(text, language) is False:
        return Answer(ConsentAnswer.NO)
    return Answer(ConsentAnswer.NONE, text)


def _more(rest: str, language: Language) -> str:
    """Return what is left of a sentence after its answer, if it may be a wish."""
    words = _without_beside(rest, language).split()
    return " ".join(rest.split()) if len(words) >= FEWEST_WORDS_OF_MORE else ""


def _without_beside(rest: str, language: Language) -> str:
    return " ".join(_BESIDE[language].sub(" ", rest).split())

"""Understands yes and no, and keeps silent where a caller says both or neither."""

import re

from kibox_pbx.language.words import fold
from kibox_pbx.utterance import Language

SHORT_ANSWER = 6
"""Words; in a longer sentence "good" or "please" is no consent by itself."""

_NO = {
    Language.GERMAN: re.compile(
        r"\b(?:nein|nee|ne|noe|nicht|keinesfalls|keineswegs|auf keinen fall|falsch|leider"
        r"|kein\w*"
        r"|doch nicht|verkehrt|niemals|nie)\b"
    ),
    Language.ENGLISH: re.compile(
        r"\b(?:no|nope|nah|nay|not|never|wrong|incorrect|dont|doesnt|cant|cannot|wont|isnt"
        r"|wouldnt|negative|neither|unfortunately)\b"
    ),
}
_YES = {
    Language.GERMAN: re.compile(
        r"\b(?:ja\w?|jawohl|jawoll|joa?|joh|jep|jup|meinetwegen|abgemacht|so ist es|haut hin"
        r"|ist recht|genau|gerne?|passt|klar|sicher|natuerlich"
        r"|selbstverstaendlich"
        r"|richtig|korrekt|stimmt|okay|ok|einverstanden|in ordnung|gut|prima|super|perfekt"
        r"|wunderbar"
        r"|alles klar|machen wir|von mir aus|auf jeden fall|unbedingt|bitte|mhm|freilich"
        r"|doch|nehme"
        r"|nehm|geht|klappt|exakt|bestens|toll|freut mich|sehr wohl|auf alle faelle)\b"
    ),
    Language.ENGLISH: re.compile(
        r"\b(?:yes|yeah|yep|yup|ya|sure|ok|okay|right|correct|fine|perfect|great|good"
        r"|exactly|please"
        r"|absolutely|definitely|of course|certainly|alright|all right|sounds|works|lovely"
        r"|thats it"
        r"|go ahead|ill take|suits|uh huh|mhm|indeed|that is it|wonderful|true|id love"
        r"|brilliant|aye|yea|go on then|go for it|will do|by all means|spot on|you bet|righto"
        r"|deal|okey dokey|fair enough|affirmative|i (?:think|guess|suppose) so|it is"
        r"|do that|why not)\b"
    ),
}
_HARMLESS = {
    Language.GERMAN: re.compile(
        r"\b(?:warum nicht|kein(?:e)? (?:problem|thema|frage|einwaende|ding)|nicht schlecht"
        r"|nichts dagegen|nicht wahr|aber (?:ja|sicher|gerne?|klar)|nein danke schoen(?= ja))\b"
    ),
    Language.ENGLISH: re.compile(
        r"\b(?:why not|no (?:problem|worries|objections?|issue|trouble)|not bad"
        r"|(?:i )?dont mind"
        r"|cant complain)\b"
    ),
}
_PLAIN_NO = re.compile(
    r"^(?:aeh |also |oh |hm |well |um |ach )*(?:nein|nee|ne|noe|no|nope|nah|lieber nicht|falsch"
    r"|stimmt nicht|das stimmt nicht|thats (?:not|wrong)|not)\b"
)
_DOUBT = re.compile(
    r"\b(?:aber|but|ausser|except|jein|vielleicht|maybe|perhaps|weiss nicht|dont know|not sure"
    r"|nicht sicher|unsicher|kommt darauf an|depends|moment|wait|fast|almost|nearly|sondern"
    r"|ich ueberlege)\b"
)
_ASKS = re.compile(
    r"\b(?:wie bitte|bitte was|wiederhol\w*|noch ?mal|repeat|pardon|say that again|come again"
    r"|was meinen|was heisst|what do you|ich brauche|ich moechte|ich haette|i need|i want"
    r"|i would like|id like|nicht verstanden|langsamer|slower)\b"
)
_SURE_YES = re.compile(r"\b(?:ja|jawohl|yes|yeah|yep|yup)\b")
_THANKS = re.compile(r"\b(?:vielen |besten )?dank\w*(?: schoen| sehr)?\b|\bthank(?:s| you)\b")


def understand_yes_no(text: str, language: Language) -> bool | None:
    """Return what the answer was; None if it was neither, or yes with a condition.

    "ja, aber nicht am Montag" is None: the condition has to be looked at, not agreed to.
    """
    wording = _HARMLESS[language].sub(" okay ", fold(text))
    if _ASKS.search(wording) and not _SURE_YES.search(wording):
        return None
    says_no = bool(_NO[language].search(wording))
    if _DOUBT.search(wording):
        return False if _PLAIN_NO.search(wording) and not _SURE_YES.search(wording) else None
    if says_no:
        return _no(wording)
    if not _YES[language].search(_THANKS.sub(" ", wording)):
        return None
    return True if len(wording.split()) <= SHORT_ANSWER or _SURE_YES.search(wording) else None


def _no(wording: str) -> bool | None:
    """Words of consent beside a no ("stimmt nicht", "nein danke") belong to the no."""
    return None if _SURE_YES.search(wording) else False

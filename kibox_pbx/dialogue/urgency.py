"""Whether a caller says that it is urgent, or that it is not."""

import re
from collections.abc import Mapping

from kibox_pbx.utterance import Language

_URGENT: Mapping[Language, re.Pattern[str]] = {
    Language.GERMAN: re.compile(
        r"\b(?:dringend\w*|dringlich\w*|brandeilig\w*|eilig\w*|eilt|pressiert"
        r"|schnellstmöglich\w*"
        r"|schnellstens|umgehend\w*|unverzüglich\w*|(?<!ab )sofort|heute noch|noch heute"
        r"|so (?:schnell|bald|rasch|zeitnah|früh) (?:(?:wie"
        r"|als) )?(?:es )?(?:nur )?(?:möglich|geht"
        r"|irgend \w+)|möglichst (?:schnell|bald|rasch|heute|zeitnah|umgehend)|sehr wichtig)\b"
    ),
    Language.ENGLISH: re.compile(
        r"\b(?:urgent(?:ly)?|urgency|asap|as (?:soon|quickly|fast) as (?:possible|(?:you|he|she"
        r"|they|somebody|someone) (?:possibly )?can)|right away|straight away|immediately"
        r"|at once|still today|in a hurry|can(?:'t|not) wait|very important)\b"
    ),
}
_NOT_URGENT: Mapping[Language, re.Pattern[str]] = {
    Language.GERMAN: re.compile(
        r"\b(?:nicht|nichts|kein\w*|weniger)(?: (?:so|sehr|besonders|wirklich|weiter|gerade"
        r"|unbedingt|allzu|ganz|furchtbar))* (?:dringend\w*|dringlich\w*|eilig\w*|eile)\b"
        r"|\b(?:eilt|pressiert|brennt) (?:\w+ ){0,3}nicht\b|\bnicht (?:eilt|pressiert)\b"
        r"|\bhat (?:noch |auch )?(?:keine eile|zeit)\b"
    ),
    Language.ENGLISH: re.compile(
        r"\b(?:not|isn't|nothing|never|no|hardly)(?: (?:that|very|really|so|at all|terribly|too"
        r"|particularly|all that|in))* (?:urgent(?:ly)?|urgency|rush|hurry|a hurry)\b"
        r"|\b(?:can|could) (?:easily )?wait\b"
        r"|\bwhenever (?:you|he|she|they) (?:can|have time|get round to it)\b"
    ),
}


def heard_urgency(text: str, language: Language) -> bool | None:
    """Return whether it is urgent; None: nothing was said about that."""
    if _NOT_URGENT[language].search(text):
        return False
    return True if _URGENT[language].search(text) else None


def without_urgency(text: str, language: Language) -> str:
    """Return the sentence without the words that say how urgent it is."""
    return _URGENT[language].sub(" ", _NOT_URGENT[language].sub(" ", text))

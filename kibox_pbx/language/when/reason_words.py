"""What a reason why a caller can or cannot come begins with, and what says that it is none.

"Da hab ich", "I've got the", "am Freitag war schon": folded, with digits. Groups called
``turned`` mark cues that take the day or time before them along.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass

from kibox_pbx.utterance import Language


@dataclass(frozen=True, slots=True)
class Kind:
    """One kind of reason."""

    cue: re.Pattern[str]
    free: re.Pattern[str]
    """What leaves the caller free, or speaks of our own appointments."""

    is_against: bool = True
    """Whether a day in it does not suit; not of what is over."""


_ME = r"(?:ich|wir|(?:mein|unser)\w* \w+)"
_WHO = rf"(?:{_ME}|er|(?<!haben )sie|es|(?:der|die|das) \w+)"
_AWAY = (
    r"(?:weg|verreist|unterwegs|verhindert|beschaeftigt|krank|im urlaub|krankenhaus|kur|reha"
    r"|arbeit|arbeiten|schule|dienst|dienstreise|geschaeftsreise|\w*schicht|beim|nicht da"
    r"|nicht zu hause|ausland|eingeladen|verabredet|verplant|\w*bildung|lehrgang|seminar|messe"
    r"|montage|tagung|reise)"
)
_DO = (
    r"(?:arbeite|bringe?|hole?|fahren?|fliegen?|treffe?|begleite|verreise|unterrichte|pflege"
    r"|betreue|spiele|trainiere)"
)
_EVENT = (
    r"\w*(?:abend|feier|schule|training|probe|sitzung|versammlung|geburtstag|markt|turnen"
    r"|schwimmen|chor)"
)
_OUR_CHANGES = (
    r"verschieb\w*|verleg\w*|absag\w*|stornier\w*|umbuch\w*|aender\w*|move|cancel|change|book"
    r"|make|rearrange|reschedule|postpone"
)


def _kind(cue: str, free: str, *, is_against: bool = True) -> Kind:
    return Kind(re.compile(rf"\b(?:{cue})\b"), re.compile(rf"\b(?:{free})\b"), is_against)


KINDS: Mapping[Language, tuple[Kind, ...]] = {
    Language.GERMAN: (
        _kind(
            r"(?:hab|habe|haben|hat)(?! sie)(?: \w+\.?){1,8}? (?:\w*ge(?!ht\b|gen\b)\w+(?:t|en)"
            r"|vorgestellt|bestellt|bekommen)",
            r"termin|gedacht|gemeint|mir vorgestellt|frei|zeit",
            is_against=False,
        ),
        _kind(
            rf"(?P<turned>hab|habe|haben|hat) {_WHO}|{_ME} (?:habe?|haben|hat)",
            r"zeit|frei\w*|urlaub|luft|nichts|gut|gedacht|gesagt|gemeint|gehoert|gelesen"
            r"|mir vorgestellt|(?<!anderen )(?<!schon einen )termin|offen|auf|gern|keine?"
            r"|spielraum|fragen?|problem|\w*schicht|feierabend|schluss"
            r"|bis (?:\w+ ){1,3}(?:dienst|schule)",
        ),
        _kind(
            rf"(?P<turned>muss|muessen|musste) {_ME}|{_ME} (?:muss|muessen)",
            rf"kommen|termin|haben|sein|buchen|vorbei\w*|zu ihnen|schauen|gucken|sehen|fragen"
            rf"|ueberlegen|{_OUR_CHANGES}",
        ),
        _kind(
            r"(?P<turned>kommt|kommen) (?:der|die|das|(?:mein|unser|ein)\w*|jemand)", r"dran"
        ),
        _kind(
            rf"(?P<turned>ist) (?:(?:ja|doch|immer|schon|leider|bei uns)|{_EVENT})",
            r"gut|super|prima|perfekt|okay|ok|ideal|besser|lieber|recht|frei|was|etwas"
            r"|moeglich|in ordnung|wunderbar|offen|jemand|hin",
        ),
        _kind(
            rf"(?P<turned>bin|sind|ist) {_ME} (?=(?:\w+\.? ){{0,6}}?{_AWAY}\b)\w+"
            rf"|{_ME} (?:bin|sind|ist) (?=(?:\w+\.? ){{0,6}}?{_AWAY}\b)\w+",
            r"bei ihnen|wieder da|aus der (?:arbeit|schule)|fertig|zurueck",
        ),
        _kind(
            rf"(?P<turned>bin|sind|ist) {_ME} in (?!der|dem|den|ihrer|rente)\w+(?= )",
            r"der naehe|bei ihnen|in der stadt",
        ),
        _kind(rf"(?P<turned>{_DO}) {_ME}|{_ME} {_DO}", r"zu ihnen|bis \d+"),
        _kind(
            r"(?P<turned>war|waren|wurde|wurden|kam|kamen)",
            r"termin\w*|das (?:noch|am|um)|es (?:am|um)|noch ?mal|wann",
            is_against=False,
        ),
    ),
    Language.ENGLISH: (
        _kind(
            r"(?P<turned>(?:i|we) (?:have|ve)|ive|weve|(?:my|our) \w+ has)(?: got)?",
            r"(?<=got )(?:the (?:whole|entire)|all)|free|off|time|till|until|nothing|only"
            r"|booking|no (?:plans|meetings|appointments|work|school|lessons)"
            r"|(?:an|my|the|our) appointment|questions?|problem"
            r"|been|had|seen|rung|called|tried|spoken|thought|finished"
            rf"|to (?:come|see|check|look|ask|think|have|{_OUR_CHANGES})",
        ),
        _kind(
            r"(?P<turned>theres|there is|there are)",
            r"free|any|anything|something|nothing|space|a slot|available|any chance"
            r"|anyone|someone|no|of us",
        ),
        _kind(
            r"(?P<turned>i|we) (?:pick|drop|collect|work|teach|look after|drive|fly|babysit"
            r"|volunteer|take (?:my|the (?:kids|children|dog|bus|train|girl\w*|boy\w*))"
            r"|go to (?:work|school|choir|church|yoga|the gym))",
            r"until \d+|till \d+",
        ),
        _kind(
            r"(?P<turned>im|were|we are|i am|ill be) (?:at (?!yours|the practice)\w+|away|busy"
            r"|off (?:skiing|on|to)"
            r"|working|teaching|tied up|out of|on (?:a )?(?:course|conference|holiday|leave)"
            r"|in (?:a meeting|meetings|hospital|court|surgery|class)|flying|travell?ing"
            r"|in \w+(?= (?:on )?(?:today|tomorrow|\w+day)\b)"
            r"|picking|seeing|visiting|looking after)",
            r"free|in town|coming|at home|out of (?:work|school)",
        ),
        _kind(
            r"(?:(?:i|we|he|she|they|someone|somebody|you|(?:the|my|our|his|her) \w+) )?"
            r"(?:came|went|rang|called|had (?:his|her|its|their|a|an|the|my)|spoke|saw|arrived"
            r"|brought|was (?:in|there|here)|(?:was|were) (?:supposed|due|meant))",
            r"appointment|booking",
            is_against=False,
        ),
    ),
}
SUITS: Mapping[Language, re.Pattern[str]] = {
    Language.GERMAN: re.compile(
        r"^ ?da (?:passt|gehts?|ginge?|waere?|koennt\w*|kann|koennen|wuerd\w*|bin ich frei)\b"
        r"(?!(?: \w+){0,3} (?:nicht|schlecht|nie|keine?)\b)"
    ),
    Language.ENGLISH: re.compile(r"^ ?so (?:any(?! other)|that|then|it)\b(?! \w+ (?:not|nt))"),
}
"""What follows a reason that speaks for its day ("da hab ich Homeoffice, da passt es")."""

ENDS: Mapping[Language, re.Pattern[str]] = {
    Language.GERMAN: re.compile(
        r"\b(?:aber|also|dann|deshalb|deswegen|darum|drum|daher|weshalb|sonst|ansonsten|lieber"
        r"|besser|eher|oder|gehts?|ginge?n?|koennt\w*|kann|koennen|waer\w*|wuerd\w*|haett\w*"
        r"|passt\w*|moecht\w*|braeucht\w*|brauch\w*|wollt\w*|sondern|vielleicht|stattdessen"
        r"|jedoch|am liebsten|soll\w*|jetzt|nun|ich|wir|haben sie|gibt|nehm\w*|wie|nein)\b"
        r"|[,#]"
    ),
    Language.ENGLISH: re.compile(
        r"\b(?:but|so|then|could|can|would|wouldnt|rather|instead|or|how|what|maybe|perhaps"
        r"|please|otherwise|is there|are there|do you|have you|make it|any|need|id|ill|lets"
        r"|should|if|which|shall|may|now|i|im|ive|we|weve)\b|[,#]"
        r"|\bno (?=wait|hang|hold|sorry|that|actually|i\b|make|the|\w+day)"
    ),
}
"""What ends a reason: a wish begins, or another one was cut out here."""

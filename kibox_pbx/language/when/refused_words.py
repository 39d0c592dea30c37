"""The words with which callers say that some days do not suit; see `refused`."""

from kibox_pbx.language.when.vocabulary import (
    MONTHS,
    RELATIVE_DAYS,
    WEEKDAYS,
    either,
    feast_names,
)
from kibox_pbx.utterance import Language

PART_DE = r"(?: (?:am |in der )?(?:frueh|morgen|(?:vor|nach)?mittag|abend)s?)?"
PART_EN = r"(?: (?:morning|afternoon|evening|lunchtime)s?)?"
_MONTH_DE, _MONTH_EN = either(MONTHS[Language.GERMAN]), either(MONTHS[Language.ENGLISH])
UNIT_DE = (
    rf"(?:{either([*WEEKDAYS[Language.GERMAN], *RELATIVE_DAYS[Language.GERMAN]])}"
    r"|(?:diese|naechste|kommende|uebernaechste)[rn]? woche|wochenende"
    r"|(?:diese|naechste|kommende)[nms]? (?:monat|jahr)"
    r"|(?:naechsten|kommenden|1\.|letzten)(?: beiden| \d+| paar)* (?:tagen?|wochen|monaten?)"
    rf"(?: (?:im )?{_MONTH_DE})?|1\. (?:beiden|\d+) {_MONTH_DE}wochen"
    rf"|(?:anfang|mitte|ende) (?:{_MONTH_DE}|(?:de|diese|naechste|kommende)r woche"
    r"|(?:des|diesen|naechsten) monats)"
    rf"|\d{{1,2}}\.(?: ?{_MONTH_DE})?(?! (?:uhr|termin))|{_MONTH_DE}"
    rf"|{feast_names(Language.GERMAN)})(?!\w)"
)
UNIT_EN = (
    rf"(?:{either([*WEEKDAYS[Language.ENGLISH], *RELATIVE_DAYS[Language.ENGLISH]])}"
    r"|(?:this|next) (?:week|month|year)|1\. week"
    rf"|(?:next|1\.|last|coming) (?:\d+ |few )*(?:days|weeks|months)(?: (?:of|in) {_MONTH_EN})?"
    r"|(?:early|mid|late|beginning of|middle of|end of) "
    rf"(?:{_MONTH_EN}|(?:the |this |next )?(?:week|month))"
    rf"|(?:the )?weekends?|\d{{1,2}}\. (?:of )?{_MONTH_EN}|{_MONTH_EN} (?:the )?\d{{1,2}}\."
    rf"|(?:(?<=the )|(?<=on ))\d{{1,2}}\.(?! (?:1\b|slot|appointment))"
    rf"|(?!may|march){_MONTH_EN}|(?<=in )(?:may|march)|{feast_names(Language.ENGLISH)})(?!\w)"
)
"""A day, or days that have one name."""

ONLY_THEN_DE = (
    r"(?! (?:vor|nach|(?:so|ganz)(?! gut| guenstig| optimal| toll)|zu|erst|frueher|spaeter"
    r"|schon|nur|bis|um|ab)\b)"
)
ONLY_THEN_EN = r"(?! (?:before|after|until|till|earlier|later|at|as|so|from)\b)"
"""What follows where a day is not refused as a whole."""

NO_DE = (
    rf"(?:nicht\b{ONLY_THEN_DE}|nie\b|niemals|(?<=wird )nichts|(?<=leider )nichts|schlecht"
    r"|unmoeglich|unguenstig|ungut|schwierig"
    r"|ausgeschlossen|verplant|belegt|keine? (?:zeit|moeglichkeit|auto|chance)"
    r"|(?<!sie )nichts mehr|zu (?:knapp|kurzfristig|eng))"
)
VERB_DE = (
    r"(?:kann|koennte|koennen|gehts?|ginge|passts?|ist|habe?|haben|bin|sind|waere?|wird"
    r"|klappts?|da|schaffe?|komme?|brauche?|gehen|passen)"
)
BAD_EN = (
    r"(?:(?:is |are |would be )?(?:(?:a bit|a little|rather|really|quite) )?"
    r"(?:out|bad|no good|no use|hopeless|difficult|tricky|awkward|impossible|a no go|a problem"
    r"|cutting it fine|too (?:tight|short notice)"
    r"|not (?:good|great|possible|ideal|convenient|any good))"
    r"|isnt(?! it)|is not|isn t|doesnt|doesn t|does not|wont|won t"
    r"|(?:i|we) (?:cant|can t|cannot|wont)"
    r"|im not (?:free|available|around|in)|im (?:busy|away))"
)
CANNOT_EN = (
    r"(?:cant|cannot|can not|couldnt|wont|can t|couldn t|not (?:be )?able to|unable to"
    r"|not free|avoid|(?:im|were|we are|i am|we re) not (?:around|here|about|available|in))"
)

BUT = r"(?:ausser|except(?: for)?|other than|apart from|any ?(?:time|day|thing) but|bar)"
"""What stands before the only days that do not suit."""

RUN_DE = (
    rf"(?:(?:vom|von|zwischen)(?: de[mnr])? {UNIT_DE} (?:bis|und)(?: zum| zur| de[mnr])?"
    rf" {UNIT_DE}"
    rf"|{UNIT_DE}(?: (?:bis|oder|und)(?: zum| zur| am| de[mnr])* {UNIT_DE})?)"
)
RUN_EN = (
    rf"(?:(?:from|between)(?: the)? {UNIT_EN} (?:to|and|till|until)(?: the)? {UNIT_EN}"
    rf"|{UNIT_EN}(?: (?:to|or|and|till|until|through)(?: on| the)* {UNIT_EN})?)"
)
"""Days, or all from one to another."""

EDGE_DE = (
    r"(?:(?:vor|nach|ab|bis|in|ueber)(?: (?:zu|zu[mr]|de[nmr]|die|das))? "
    r"|(?:vorm|im|zum|zu|an) )?"
)
EDGE_EN = r"(?:(?:before|after|from|until|till|in|over|at|on)(?: the)? )?"
"""What says that it is those before, after or in some days."""

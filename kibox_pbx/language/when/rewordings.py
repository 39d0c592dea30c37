"""Ways to say the same that become one before days and times are looked for.

They are tried in order on a folded sentence with digits. Compounds come apart, dialect and
elliptic turns ("nicht die kommende, die Woche drauf") are written out.
"""

import re
from collections.abc import Mapping
from functools import cache

from kibox_pbx.language.when.vocabulary import MONTHS, WEEKDAYS, either
from kibox_pbx.utterance import Language

_PARTS_DE = "frueh|morgen|vormittag|mittag|nachmittag|abend"
_DAY_DE = either(WEEKDAYS[Language.GERMAN])
_DAY_EN = either(WEEKDAYS[Language.ENGLISH])
_AFTER_DE = r"(?:(?:woche )?(?:drauf|darauf|danach)|uebernaechsten?(?: woche)?)"
_TIME_DE = r"(?:halb |viertel |dreiviertel )?\d+(?: uhr(?: \d+)?)?"
_TIME_EN = (
    r"(?:half (?:past )?|(?:a )?quarter (?:past|to) )?\d+(?: \d+)?(?: ?(?:oclock|[ap]m))?"
)

_MONTH_DE = either(MONTHS[Language.GERMAN])
_MONTH_EN = either(MONTHS[Language.ENGLISH])
_DAY_OR_TIME_DE = rf"(?:{_DAY_DE}\b|\d+\.|{_TIME_DE})(?: um {_TIME_DE})?"
_DAY_OR_TIME_EN = rf"(?:{_DAY_EN}\b|\d+\.|{_TIME_EN})(?: at {_TIME_EN})?"

_NO_MONTH_BEFORE = "".join(rf"(?<!\b{month} )" for month in MONTHS[Language.ENGLISH])

_REWORDINGS: Mapping[Language, tuple[tuple[str, str], ...]] = {
    Language.GERMAN: (
        (
            r"^((?:\w+ ){0,2}?)((?:haben|haetten|koennen|koennten) sie|haetten? wir|gibt es"
            r"|gibts|ist|waere|geht es|geht|ginge"
            r"|(?:kann|koennte|koennen) (?:ich|wir)(?=.* kommen$))"
            r"((?: denn| da| auch)*) nicht(?: noch| vielleicht| schon| doch| mehr)*"
            rf"(?= (?:am|im|in|an|vor|naechste|diese|noch|{_DAY_DE})\b.)",
            r"\1\2\3",
        ),
        (r"\bheut\b", "heute"),
        (r"\bmorgn\b", "morgen"),
        (rf"\b({_DAY_DE})s?({_PARTS_DE})(s?)\b", r"\1 \2\3"),
        (rf"\b({_DAY_DE}|{_PARTS_DE})s?termin\b", r"\1 termin"),
        (rf"\b({_DAY_DE})s\b", r"\1"),
        (rf"\b({_DAY_DE}|heute|uebermorgen)( am)? morgen\b", r"\1 morgens"),
        (r"\bam (?:naechsten )?morgen\b", "morgens"),
        (r"\bein uhr\b", "1 uhr"),
        (r"\b3 ?viertel\b", "dreiviertel"),
        (r"\bhalbe (?=\d)", "halb "),
        (r"\beine?[rmns]? (?=woche|tag|monat|stunde)", "1 "),
        (r"\b(?:ein )?paar (?=tage|wochen)", "3 "),
        (r"\b(?:anderthalb|eineinhalb) wochen\b", "10 tagen"),
        (r"(?<=\w )(?:und |oder )?(?:wenn nicht|falls nicht|notfalls|zur not)\b.*", ""),
        (r"\bvor (?:dem )?(?=ende )", "bis "),
        (r"\b(anfang|mitte|ende) als (?:anfang|mitte|ende)\b", r"\1"),
        (
            rf"\b(?:im |in )?({_MONTH_DE})\b((?: \w+){{0,4}}?)(?: in)? (?:die|der) ([1-4])\."
            r" woche\b(?! (?:im|des|vom))",
            r"\2 \3. woche im \1",
        ),
        (
            r"\b(?:lieber|besser|guenstiger|eher)(?P<said>(?: (?:am|im|in|der|den|\w+)){0,3}?)"
            rf" als (?:am |im |in |der |den )*(?:{_MONTH_DE}\b|{_DAY_OR_TIME_DE})",
            r"\g<said>",
        ),
        (
            r"\b(?:kann|koennte|koennen) (?:es |das |auch |gern |ruhig )*bis ((?:[\w.]+ ){1,3})"
            r"warten\b",
            r"ab \1",
        ),
        (r"\bhat(?: (?:noch|auch|ruhig))* zeit bis\b", "ab"),
        (rf"\b(?:an)?statt(?: (?:am|um|dem|den))* {_DAY_OR_TIME_DE}", ""),
        (r"\bmonatsende\b", "ende des monats"),
        (r"\b(?:monatsanfang|monatsbeginn|beginn des monats)\b", "anfang des monats"),
        (r"\bjahresende\b", "ende des jahres"),
        (r"\b(?:jahresanfang|jahresbeginn|beginn des jahres)\b", "anfang des jahres"),
        (r"\b(anfang|mitte|ende)(?: der)? (naechste|kommende|diese)\b(?! \w)", r"\1 \2 woche"),
        (
            rf"\bnicht (?:in )?(?:der|die|dieser?)? ?(?:kommenden?|naechsten?)(?: woche)?"
            rf"(?: (?:sondern|aber|erst|in|die|der))* {_AFTER_DE}\b",
            "uebernaechste woche",
        ),
        (
            r"\b(?:nicht (?:in )?diese[rn]?(?: woche)?|diese woche nicht)"
            r"(?: (?:sondern|aber|erst|in|die|der))* "
            r"(?:(?:woche )?(?:drauf|darauf|danach)|(?:naechsten?|kommenden?)(?: woche)?)"
            rf"(?! (?:{_DAY_DE}|woche))\b",
            "naechste woche",
        ),
        (rf"\b(?:die|der) (uebernaechste)n?\b(?! (?:woche|{_DAY_DE}|mal))", r"\1 woche"),
        (r"\b(diese) (oder) (naechste) woche\b", r"\1 woche \2 \3 woche"),
        (
            rf"\b(?:um |schon )?{_TIME_DE}(?: uhr)? (?:ist?|waere?|wird) (?:(?:mir|uns|fuer"
            r"|mich|leider|ein bisschen|bissl|etwas|viel|doch) )*(zu (?:frueh|spaet))\b",
            r"\1",
        ),
        (rf"\bum ({_TIME_DE}) (?:muss|sollte) ich (?:wieder )?(?:weg|los|gehen)\b", r"bis \1"),
    ),
    Language.ENGLISH: (
        (r"\b1\. (?=(?:visits?|meetings?|sessions?|consultations?|talks?)\b)", ""),
        (rf"{_NO_MONTH_BEFORE}(?<!\bthe )(?<!\bon )(?<!\bfrom )(?<!\bby )(?<=\w )1\.$", ""),
        (rf"\b({_DAY_EN})s\b", r"\1"),
        (rf"\b(?:next )?({_DAY_EN}) but 1\b", r"\1 after next"),
        (rf"\b({either(MONTHS[Language.ENGLISH])}) 20 ([2-9]\d)\b", r"\1 20\2"),
        (r"\bthis (?=morning|afternoon|evening|lunch)", "today "),
        (r"\btonight\b", "today evening"),
        (r"\bo clock\b", "oclock"),
        (r"(?<=\d)([ap])\.? ?m\b\.?", r" \1m"),
        (r"\b([ap])\.? m\b\.?", r"\1m"),
        (r"(?<=\d) (?:oh|o) (?=\d)", " 0"),
        (r"\b(0?[789]|1\d|2[0-3]) hundred(?: hours)?\b(?! \d)", r"\1 oclock"),
        (r"\ba (?=week|month)", "1 "),
        (r"\ba couple of (?=week|day)", "2 "),
        (r"\b(?:a )?few (?=weeks|days)", "3 "),
        (r"\b(?:a |1 )?fortnight\b", "2 weeks"),
        (r"(?<=\w )(?:and |or )?(?:failing that|if not|at a (?:push|pinch))\b.*", ""),
        (r"\b(?:before|by) (?:the )?(?=end of)", "until the "),
        (
            rf"\b(?:in )?({_MONTH_EN})\b((?: \w+){{0,4}}?)(?: in)? the ([1-4])\. week\b"
            r"(?! (?:of|in))",
            r"\2 \3. week of \1",
        ),
        (r"\b(this|next) weeks (?=(?:no|out|not|bad|fine|good|full)\b)", r"\1 week "),
        (
            rf"\b(?:cant|cannot|couldnt|wont|can not)((?: \w+){{0,4}}?)"
            rf" (before|after|until|till) (?={_TIME_EN})",
            r"\1 not \2 ",
        ),
        (
            rf"\b(?:at )?{_TIME_EN}(?: ?s| is| would be) (?:(?:a bit|a little|far|way|just"
            r"|slightly|much|rather) )*(too (?:early|late))\b",
            r"\1",
        ),
        (r"\bnot (?:until|till) (?=(?:half|quarter|a quarter|\d))", "not before "),
        (rf"\b(?:better|easier)(?: for me)? than (?:on |the )*{_DAY_OR_TIME_EN}", ""),
        (
            rf"\b(rather|prefer|sooner)((?: \w+){{1,4}}?) (?:than|over|to)"
            rf" (?:in |on |the )*(?:{_MONTH_EN}\b|{_DAY_OR_TIME_EN})",
            r"\1\2",
        ),
        (
            r"\b(?:wait|leave (?:it|that|this)|hold off)(?: \w+)? (?:until|till)\b",
            "not before",
        ),
        (r"\bthis side of\b", "before"),
        (r"^nothing (?=before\b)", "not "),
        (rf"\b(?:instead of|rather than)(?: (?:on|at|the))* {_DAY_OR_TIME_EN}", ""),
        (r"\bnot for (?:at least |another |about )*(\d+ (?:days|weeks|months))\b",
         r"not before in \1"),
        (r"\bthe (week|month) (?:that )?(?:begins|starts|commences)\b", r"\1 starting"),
        (r"\bnot next week(?: but)?(?: the)?(?: (?:week|1|one))? after(?: that| next)?\b",
         "the week after next"),
        (
            r"\bnot this week(?: but)?(?: the)? (?:(?:(?:week|1|one) )?after"
            r"|next(?: 1| one| week)?)\b",
            "next week",
        ),
        (
            rf"\bnot (?:this |next |the )?({_DAY_EN})(?: but)?(?: the)?"
            rf"(?: (?:one|1|week|{_DAY_EN}))? after(?: that)?\b",
            r"\1 after next",
        ),
        (r"\b(this) week or next\b(?! week)", r"\1 week or next week"),
        (
            rf"\b(?:at|by) ({_TIME_EN}) (?:i|we) (?:have|need|ve got|must|got)(?: to)? "
            r"(?:leave|go|be off|head off)\b",
            r"until \1",
        ),
        (
            r"\b(?:i|we) ?(?:have|need|ve got|ve|must)(?: got)? (?:to )?"
            r"(?:leave|go|be (?:off|away|gone|out)|head off) (?:at|by)\b",
            "until",
        ),
    ),
}  # fmt: skip


@cache
def _rewordings(language: Language) -> tuple[tuple[re.Pattern[str], str], ...]:
    return tuple((re.compile(found), better) for found, better in _REWORDINGS[language])


def reworded(wording: str, language: Language) -> str:
    """Return a folded sentence with digits in the words that the rules know."""
    for found, better in _rewordings(language):
        wording = found.sub(better, wording)
    return wording

"""Every way to name a day that we know, as a pattern.

What each means is in `day_meanings` and `span_meanings`. Rules are tried in order; what one
of them has read is hidden from those after it.
"""

import re
from functools import cache

from kibox_pbx.language.when import day_meanings as means
from kibox_pbx.language.when import span_meanings as spans
from kibox_pbx.language.when.vocabulary import (
    FEASTS,
    HOLIDAYS,
    MONTHS,
    RELATIVE_DAYS,
    THE_HOLIDAYS,
    WEEKDAYS,
    either,
)
from kibox_pbx.utterance import Language

Rule = tuple[re.Pattern[str], means.Meaning]
_Rules = tuple[tuple[str, means.Meaning], ...]

_PART = rf"(?:(?P<part>{either(spans.PARTS_OF_SPAN)}) (?:the |in )*)"
_DAY = r"(?P<day>\d{1,2})"
_YEAR = r"(?: (?P<year>20\d\d))?"
_NUMERIC: _Rules = (
    (r"(?P<year>20\d\d)-(?P<month>\d{1,2})-(?P<day>\d{1,2})", means.numeric),
    (rf"{_DAY}\. ?(?P<month>\d{{1,2}})\.(?: ?(?P<year>20\d\d|\d\d(?! ?uhr)))?", means.numeric),
    (rf"(?<=am ){_DAY}\.(?P<month>0?[1-9]|1[0-2])(?! ?uhr|\d)", means.numeric),
    (rf"{_DAY}/(?P<month>\d{{1,2}})(?:/(?P<year>20\d\d|\d\d))?", means.numeric),
)
_MONTH = {language: rf"(?P<month>{either(MONTHS[language])})" for language in Language}
_YEARS: dict[Language, _Rules] = {
    Language.GERMAN: (
        (
            rf"(?:naechste|kommende)s jahr (?:im )?{_PART}?{_MONTH[Language.GERMAN]}",
            spans.month_next_year,
        ),
        (
            rf"{_PART}?{_MONTH[Language.GERMAN]} (?:naechste|kommende)n jahres",
            spans.month_next_year,
        ),
        (rf"{_PART}(?:des|dieses) jahre?s", spans.this_year),
        (r"(?:im alten|in diesem|dieses) jahr", spans.rest_of_year),
        (rf"{_PART}?(?:naechste|neue|kommende)[ns]? jahr(?:e?s)?", spans.next_year),
    ),
    Language.ENGLISH: (
        (rf"next year (?:in )?{_PART}?{_MONTH[Language.ENGLISH]}", spans.month_next_year),
        (rf"{_PART}?{_MONTH[Language.ENGLISH]} (?:of )?next year", spans.month_next_year),
        (rf"{_PART}(?:this )?year", spans.this_year),
        (r"(?:this|in the old) year", spans.rest_of_year),
        (rf"{_PART}(?:next|new) year", spans.next_year),
        (
            r"(?:in|into|for|during|until|till) (?:the )?(?:next|new) year|next year",
            spans.next_year,
        ),
    ),
}
"""Before the holidays: the new year is more than New Year."""


def _german() -> _Rules:
    weekday = rf"(?P<weekday>{either(WEEKDAYS[Language.GERMAN])})"
    month = rf"(?P<month>{either(MONTHS[Language.GERMAN])})"
    base = rf"(?P<base>{either(RELATIVE_DAYS[Language.GERMAN])})"
    long = r"(?P<n>\d+) (?P<unit>tage?n?|wochen?)"
    which = r"(?P<which>(?:naechste|kommende|diese)[rnms]?)"
    nth = r"(?P<n>[1-5](?=\.)|letzte[nrs]?)\.?"
    nth_weeks = r"(?P<end>1\.|letzten) (?P<n>\d|beiden)"
    first_month = month.replace("<month>", "<first_month>")
    edge = rf"(?:am )?(?:{either(WEEKDAYS[Language.GERMAN])} )?(?:de[mnr] )?"
    lead = r"(?:(?P<lead>vom|von|ab|zwischen) )?"
    joint = r" (?P<joint>bis|und|oder) (?:zum )?"
    about = r"(?:(?:zirka|circa|ca|etwa|ungefaehr|so|rund) )*"
    return (
        (
            rf"{lead}{edge}(?P<one>\d{{1,2}})\.?{joint}{edge}(?P<two>\d{{1,2}})\.? {month}",
            means.two_days,
        ),
        (rf"{lead}{edge}(?P<one>\d{{1,2}})\.{joint}{edge}(?P<two>\d{{1,2}})\.", means.two_days),
        (
            rf"{lead}{edge}(?P<one>\d{{1,2}})\.? {first_month}{joint}{edge}(?P<two>\d{{1,2}})\."
            rf"(?! ?(?:{either(MONTHS[Language.GERMAN])}|uhr))",
            means.two_days,
        ),
        (
            rf"{nth} {weekday} (?:im|in|des|vom) (?:{month}s?|(?:{which} )?monats?)",
            spans.weekday_of_month,
        ),
        (rf"(?P<n>[1-5])\. {weekday}", spans.weekday_of_month),
        (rf"(?P<n>[12])\. ?{month}haelfte", spans.half_of_month),
        (rf"(?P<n>[12])\. haelfte (?:im |des |vom )?{month}s?", spans.half_of_month),
        (rf"{nth_weeks} {month}wochen", spans.weeks_of_month),
        (rf"{nth_weeks} wochen (?:im |des )?{month}s?", spans.weeks_of_month),
        (rf"{nth} {month}woche", spans.week_of_month),
        (rf"{nth} woche (?:im |des |vom )?{month}s?", spans.week_of_month),
        (r"(?:kw|k w|kalenderwoche|woche nummer) (?P<number>\d{1,2})\.?", spans.calendar_week),
        (r"(?P<number>\d{1,2})\. (?:kw|kalenderwoche)", spans.calendar_week),
        (
            rf"woche (?:vom|ab dem|um den|mit dem) {_DAY}\.?(?: {month})?",
            spans.week_of_day,
        ),
        (rf"{_DAY}\.? ?{month}{_YEAR}", means.day_and_month),
        (rf"{base} (?:in|ueber) {long}", means.from_that_day),
        (rf"{weekday} (?:in|ueber) {long}", means.weekday_in_weeks),
        (rf"in {long} (?:am |ab )?{weekday}", means.weekday_of_week),
        (rf"{_PART}?(?P<which>uebernaechste[rn]?) woche", spans.week),
        (rf"{_PART}(?P<which>der) woche", spans.week),
        (rf"{_PART}?(?P<which>(?:naechste|kommende|diese)[rn]?) woche", spans.week),
        (
            rf"{_PART}?(?P<which>(?:naechste|kommende|diese)[rnms]*|des) monats?",
            spans.other_month,
        ),
        (
            rf"in {about}(?P<n>\d+)(?: (?:bis|oder) (?P<most>\d+))?"
            r" (?P<unit>tage?n?|wochen?|monate?n?)",
            means.in_so_long,
        ),
        (
            r"(?:naechsten|kommenden) (?:(?P<weeks>\d+) wochen|(?:(?P<days>\d+) )?tagen?)",
            means.coming_days,
        ),
        (rf"{_PART}?{month}s?", spans.month),
        (rf"(?:{which} )?wochenende", spans.weekend),
        (rf"uebernaechste[nrm]? {weekday}", means.weekday_after_next),
        (
            rf"(?:den|der|dem|am|vom|zum) {_DAY}(?:\.|(?![.\d]))"
            r"(?! ?(?:uhr|termin|stunde|woche|advent)|\d)",
            means.bare_day,
        ),
        (
            rf"(?<!\S){_DAY}\.(?!\S| termin)(?=$| (?!\d|termin|uhr|woche|advent))",
            means.bare_day,
        ),
        (base, means.relative),
    )


def _english() -> _Rules:
    weekday = rf"(?P<weekday>{either(WEEKDAYS[Language.ENGLISH])})"
    months = either(MONTHS[Language.ENGLISH])
    month = rf"(?P<month>{months})"
    sure = months.replace("|may", "").replace("|march", "")
    base = rf"(?P<base>{either(RELATIVE_DAYS[Language.ENGLISH])})"
    long = r"(?P<n>\d+) (?P<unit>days?|weeks?)"
    which = r"(?P<which>next|the coming|coming|this|the)"
    nth = r"(?P<n>[1-5](?=\.)|last|final)\.?"
    first_month = month.replace("<month>", "<first_month>")
    edge = rf"(?:on )?(?:{either(WEEKDAYS[Language.ENGLISH])} )?(?:the )?"
    lead = r"(?:(?P<lead>from|between) )?"
    joint = r" (?P<joint>to|till|until|through|and|or) "
    about = r"(?:(?:about|around|roughly|say|maybe|like|another) )*"
    return (
        (
            rf"{lead}{edge}(?P<one>\d{{1,2}})\.?{joint}{edge}(?P<two>\d{{1,2}})\.? (?:of )?"
            rf"{month}",
            means.two_days,
        ),
        (
            rf"{lead}{edge}{first_month} (?:the )?(?P<one>\d{{1,2}})\.?{joint}{edge}"
            r"(?P<two>\d{1,2})\.?(?! ?(?:oclock|am\b|pm\b))",
            means.two_days,
        ),
        (rf"{lead}{edge}(?P<one>\d{{1,2}})\.{joint}{edge}(?P<two>\d{{1,2}})\.", means.two_days),
        (
            rf"{lead}{edge}(?P<one>\d{{1,2}})\.? (?:of )?{first_month}{joint}{edge}"
            rf"(?P<two>\d{{1,2}})\.(?! (?:of )?{months})",
            means.two_days,
        ),
        (
            rf"{nth} {weekday} (?:in|of) (?:the )?(?:{month}|(?:{which} )?month)",
            spans.weekday_of_month,
        ),
        (rf"(?P<n>[1-5])\. {weekday}", spans.weekday_of_month),
        (rf"(?P<end>1\.|last) (?P<n>\d) weeks (?:of|in) {month}", spans.weeks_of_month),
        (rf"{nth} week (?:of|in) {month}", spans.week_of_month),
        (rf"(?P<n>[12])\. half of {month}", spans.half_of_month),
        (
            r"(?:calendar week|week number|in week|kw) (?P<number>\d{1,2})\.?",
            spans.calendar_week,
        ),
        (
            rf"week (?:of|commencing|beginning|starting)(?: (?:on|monday))? (?:the )?{_DAY}\.?"
            rf"(?: (?:of )?{month})?",
            spans.week_of_day,
        ),
        (
            rf"week (?:of|commencing|beginning|starting)(?: (?:on|monday))? {month} (?:the )?"
            rf"{_DAY}\.?",
            spans.week_of_day,
        ),
        (
            rf"{month} (?:the )?{_DAY}\.?{_YEAR}(?! ?(?:oclock|am\b|pm\b))",
            means.day_and_month,
        ),
        (rf"{_DAY}\.? (?:of )?{month}{_YEAR}", means.day_and_month),
        (rf"{long} (?:from |after )?{base}", means.from_that_day),
        (rf"{base} in {long}", means.from_that_day),
        (rf"{base} (?:(?P<n>\d+) )?(?P<unit>weeks?)", means.from_that_day),
        (rf"{long} (?:from|after|on) (?:next )?{weekday}", means.weekday_and_weeks),
        (rf"{weekday} in {long}", means.weekday_in_weeks),
        (rf"{weekday} (?:(?P<n>\d+) )?(?P<unit>weeks?)", means.weekday_and_weeks),
        (rf"in {long} (?:time )?(?:on )?(?:a |the )?{weekday}", means.weekday_of_week),
        (rf"{_PART}?(?:the )?week after next", spans.week_after_next),
        (rf"(?P<part>{either(spans.PARTS_OF_SPAN)}) (?P<which>the) week", spans.week),
        (rf"{_PART}?(?P<which>next|coming|this) week", spans.week),
        (rf"(?P<part>{either(spans.PARTS_OF_SPAN)}) (?P<which>the) month", spans.other_month),
        (rf"{_PART}?(?P<which>next|coming|this) month", spans.other_month),
        (
            rf"(?:in|within) {about}(?P<n>\d+)(?: (?:to|or) (?P<most>\d+))?"
            r" (?P<unit>days?|weeks?|months?)",
            means.in_so_long,
        ),
        (
            r"(?P<n>\d+)(?: (?:to|or) (?P<most>\d+))? (?P<unit>days?|weeks?|months?) from now",
            means.in_so_long,
        ),
        (
            r"(?:next|coming) (?:(?P<weeks>\d+) weeks|(?:(?P<days>\d+) )?days)",
            means.coming_days,
        ),
        (rf"{_PART}{month}", spans.month),
        (rf"(?:(?:in|next|this) {month}|(?P<other>{sure}))", spans.month),
        (rf"(?:{which} )?weekend", spans.weekend),
        (rf"{weekday} after next", means.weekday_after_next),
        (rf"next {weekday}", means.weekday_next_week),
        (rf"(?:the|on) {_DAY}\.(?! (?:1\b|slot|appointment|week))", means.bare_day),
        (rf"(?<!\S){_DAY}\.(?=$| (?!1\b|slot|appointment|thing|week))", means.bare_day),
        (base, means.relative),
    )


SURE = frozenset(
    {
        means.day_and_month,
        means.two_days,
        spans.weekday_of_month,
        spans.half_of_month,
        spans.week_of_month,
        spans.weeks_of_month,
    }
)
"""Meanings of words that mean nothing else, even where there is no such day."""


@cache
def day_rules(language: Language) -> tuple[Rule, ...]:
    """Return the rules of a language, ready to search with."""
    own = _german() if language is Language.GERMAN else _english()
    feasts = tuple((words, spans.feast(days)) for words, days in FEASTS[language].items())
    holidays = (
        *((words, spans.holiday(days)) for words, days in HOLIDAYS[language].items()),
        (THE_HOLIDAYS[language], spans.the_holidays(language)),
    )
    return tuple(
        (re.compile(rf"(?<![\w.])(?:{pattern})(?!\w)"), meaning)
        for pattern, meaning in (*_NUMERIC, *_YEARS[language], *feasts, *holidays, *own)
    )

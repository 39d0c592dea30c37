"""Feasts, months, seasons and weeks as callers name them at the turn of the year."""

from datetime import datetime

import pytest

from kibox_pbx.language.when import understand_when
from kibox_pbx.utterance import Language
from tests.language.test_when import BERLIN, DE, EN, cases, shown

FIRST_OF_DECEMBER = datetime(2026, 12, 1, 10, tzinfo=BERLIN)

GERMAN = """
nach den feiertagen = 2026-12-27..
irgendwann nach den feiertagen vormittags = 2026-12-27.. -12:00
vor den feiertagen = 2026-12-01..2026-12-23
am zweiten weihnachtstag = 2026-12-26
am ersten weihnachtsfeiertag = 2026-12-25
in den weihnachtsferien = 2026-12-23..2027-01-06
nach den weihnachtsferien = 2027-01-07..
in der adventszeit = 2026-12-01..2026-12-23
nach dem ersten advent = -
die woche vor weihnachten = 2026-12-17..2026-12-23
in der woche nach neujahr = 2027-01-02..2027-01-08
die woche nach ostern = 2027-03-30..2027-04-05
zum monatsende = 2026-12-21..2026-12-31
am anfang des monats = 2026-12-01..2026-12-10
im laufe des dezembers = 2026-12-01..2026-12-31
im frühjahr = 2027-03-01..2027-05-31
nächsten sommer = 2027-06-01..2027-08-31
im herbst = 2027-09-01..2027-11-30
nicht mehr vor weihnachten = 2026-12-24..
in den ersten beiden januarwochen = 2027-01-01..2027-01-14
die letzten zwei wochen im januar = 2027-01-18..2027-01-31
in der zweiten woche nach neujahr = 2027-01-09..2027-01-15
zwei wochen nach neujahr = 2027-01-11..2027-01-17
eine woche vor weihnachten = 2026-12-14..2026-12-20
drei tage nach weihnachten = 2026-12-29
kurz vor weihnachten = 2026-12-17..2026-12-23
gleich nach den feiertagen = 2026-12-27..
am achtzehnten spätestens = 2026-12-01..2026-12-18
am fünfzehnten frühestens = 2026-12-15..
das hat zeit bis januar = 2027-01-01..
das kann auch bis januar warten = 2027-01-01..
im sommer war ich schon mal da = -
das geht seit weihnachten so = -
letzten sommer war ich bei ihnen = -
"""
ENGLISH = """
after the holidays = 2027-01-02..
before the holidays = 2026-12-01..2026-12-23
during the holidays = 2026-12-24..2027-01-01
after the school holidays = -
the week before christmas = 2026-12-17..2026-12-23
the week after new year = 2027-01-02..2027-01-08
the week after easter = 2027-03-30..2027-04-05
the week after next = 2026-12-14..2026-12-20
the week after = later
the last week of january = 2027-01-25..2027-01-31
in week 51 = 2026-12-14..2026-12-20
in the spring = 2027-03-01..2027-05-31
next summer = 2027-06-01..2027-08-31
in the fall = 2027-09-01..2027-11-30
i had a fall in the summer = -
not until january = 2027-01-01..
i can't come until the tenth = 2026-12-10..
i can't make it before christmas = 2026-12-24..
the first two weeks of january = 2027-01-01..2027-01-14
two weeks after new year = 2027-01-11..2027-01-17
just before christmas = 2026-12-17..2026-12-23
could we leave it till after christmas = 2026-12-27..
can it wait till january = 2027-01-01..
no later than the eighteenth = 2026-12-01..2026-12-18
the eighteenth at the latest = 2026-12-01..2026-12-18
at the earliest the fifteenth = 2026-12-15..
it's been like this since christmas = -
i was there last summer = -
i was hoping for something after christmas = 2026-12-27..
"""


@pytest.mark.parametrize(("said", "meant"), list(cases(GERMAN)))
def test_what_germans_say_at_the_turn_of_the_year(said: str, meant: str) -> None:
    assert shown(understand_when(said, DE, FIRST_OF_DECEMBER)) == meant


@pytest.mark.parametrize(("said", "meant"), list(cases(ENGLISH)))
def test_what_english_callers_say_at_the_turn_of_the_year(said: str, meant: str) -> None:
    assert shown(understand_when(said, EN, FIRST_OF_DECEMBER)) == meant


@pytest.mark.parametrize(
    ("language", "today", "said", "meant"),
    [
        (DE, "2026-12-28 10:00", "nach den feiertagen", "-"),
        (EN, "2026-12-28 10:00", "after the holidays", "2027-01-02.."),
        (DE, "2027-03-01 10:00", "nach den feiertagen", "2027-03-30.."),
        (EN, "2027-03-01 10:00", "before the holidays", "2027-03-01..2027-03-25"),
        (DE, "2027-07-01 10:00", "nach den feiertagen", "-"),
        (DE, "2026-12-20 10:00", "anfang des monats", "2027-01-01..2027-01-10"),
        (DE, "2026-12-21 10:00", "die woche vor weihnachten", "2026-12-21..2026-12-23"),
    ],
)
def test_what_they_mean_depends_on_the_day(
    language: Language, today: str, said: str, meant: str
) -> None:
    now = datetime.fromisoformat(today).replace(tzinfo=BERLIN)
    assert shown(understand_when(said, language, now)) == meant

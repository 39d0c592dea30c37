"""Days that do not suit: no wish for them, and what is left."""

from datetime import datetime

import pytest

from kibox_pbx.language.when import understand_refused, understand_when
from kibox_pbx.utterance import Language
from tests.language.test_when import BERLIN, DE, EN, cases, shown

FIRST_OF_DECEMBER = datetime(2026, 12, 1, 10, tzinfo=BERLIN)

GERMAN = """
im januar geht es nicht = 2027-02-01.. other_day
im mai geht nicht = 2027-06-01.. other_day
dieses jahr schaffe ich es nicht mehr = 2027-01-01.. other_day
nicht mehr dieses jahr = 2027-01-01.. other_day
diesen monat nicht mehr = 2027-01-01.. other_day
vor weihnachten schaffe ich es nicht mehr = 2026-12-24.. other_day
nach weihnachten geht nicht = 2026-12-01..2026-12-26 other_day
zwischen den jahren geht es bei mir nicht = 2027-01-01.. other_day
nicht zwischen den jahren = 2027-01-01.. other_day
über die feiertage nicht = 2026-12-27.. other_day
im dezember aber nicht zwischen den jahren = 2026-12-01..2026-12-31
weihnachten ist schlecht aber anfang januar wäre super = 2027-01-01..2027-01-10
vor dem zehnten geht es nicht = 2026-12-10.. other_day
nach dem zehnten geht es nicht = 2026-12-01..2026-12-10 other_day
nach montag kann ich nicht mehr = 2026-12-01..2026-12-07 other_day
ich kann am zehnten nicht = 2026-12-11.. other_day
der zehnte ist schlecht = 2026-12-11.. other_day
der zehnte ist gut = 2026-12-10
am zehnten oder elften geht nicht = 2026-12-12.. other_day
zwischen dem zehnten und zwanzigsten kann ich nicht = 2026-12-21.. other_day
am zehnten geht nicht am elften schon = 2026-12-11
nicht am zehnten sondern am elften = 2026-12-11
am zehnten kann ich nicht vor neun = 2026-12-10 09:00-
am zehnten geht es bei mir erst ab vier = 2026-12-10 16:00-
eher nicht vor dem zehnten = 2026-12-10..
bis zum zehnten bin ich im urlaub = 2026-12-11.. other_day
ich bin bis zum zehnten im urlaub = 2026-12-11.. other_day
vom zehnten bis zum zwanzigsten bin ich im urlaub = 2026-12-21.. other_day
über weihnachten sind wir weg = 2026-12-27.. other_day
wir sind über die feiertage verreist = 2026-12-27.. other_day
bis ende januar bin ich in kur = 2027-02-01.. other_day
im januar bin ich in der reha also februar = 2027-02-01..2027-02-28
nach dem zehnten wäre gut vorher bin ich weg = 2026-12-11..
bis zum zwanzigsten geht es danach bin ich weg = 2026-12-01..2026-12-20
haben sie nicht am montag noch was frei = 2026-12-07
haben sie nicht im januar noch was frei = 2027-01-01..2027-01-31
kann ich nicht am zehnten kommen = 2026-12-10
also vor den feiertagen wird das bei mir nichts mehr = 2026-12-24.. other_day
bis heiligabend muss ich arbeiten = 2026-12-25.. other_day
ende dezember sind wir im skiurlaub gern danach = 2027-01-01..
die ersten beiden januarwochen bin ich nicht da = 2027-01-15.. other_day
die letzten tage im dezember gehen bei mir nicht = 2027-01-01.. other_day
der dreiundzwanzigste wäre mir zu knapp = 2026-12-24.. other_day
am achten muss mein mann zur dialyse = other_day
ich bin vom achten bis zwölften auf dienstreise = 2026-12-13.. other_day
nächsten monat bin ich in reha = 2027-02-01.. other_day
diese woche und nächste woche geht nicht = 2026-12-14.. other_day
montag und dienstag geht nicht = other_day !mo,!tu
montag bis mittwoch geht nicht = 2026-12-10.. other_day
die nächsten zwei wochen kann ich nicht = 2026-12-15.. other_day
ab dem zwanzigsten bin ich verreist = 2026-12-01..2026-12-19 other_day
ab nächster woche kann ich nicht mehr = 2026-12-01..2026-12-06 other_day
bis mittwoch geht nicht = 2026-12-03.. other_day
im februar wäre es mir lieber als im januar = 2027-02-01..2027-02-28
lieber im januar als im dezember = 2027-01-01..2027-01-31
"""
ENGLISH = """
january doesn't work = 2027-02-01.. other_day
not in may = 2027-06-01.. other_day
not this year = 2027-01-01.. other_day
not over the holidays = 2027-01-02.. other_day
after christmas doesn't work for me = 2026-12-01..2026-12-26 other_day
before monday doesn't work = 2026-12-07.. other_day
i can't do the tenth = 2026-12-11.. other_day
the tenth is good = 2026-12-10
the tenth doesn't work but the eleventh does = 2026-12-11
january the tenth is out = 2027-01-11.. other_day
i may not be able to make the tenth = 2026-12-11.. other_day
between the tenth and the twentieth i can't = 2026-12-21.. other_day
from the tenth to the twentieth i'm on holiday = 2026-12-21.. other_day
we're away over christmas = 2026-12-27.. other_day
i'm on holiday until the fifth of january = 2027-01-06.. other_day
i'm away until the tenth = 2026-12-11.. other_day
in march i'm away = 2027-04-01.. other_day
i'm working on the tenth but the eleventh is fine = 2026-12-11
is there nothing before christmas = 2026-12-01..2026-12-23
have you not got anything in january = 2027-01-01..2027-01-31
can't i come on the tenth = 2026-12-10
nothing before the new year i'm afraid = 2027-01-01..
not this side of christmas = 2026-12-24..
the first two weeks of january are no good = 2027-01-15.. other_day
i can't do the next two weeks = 2026-12-15.. other_day
not in the next fortnight = 2026-12-15.. other_day
the eighth is a bit awkward = 2026-12-09.. other_day
i've got something on on the eighth = other_day
i'm away from the twentieth = 2026-12-01..2026-12-19 other_day
from next week i'm away = 2026-12-01..2026-12-06 other_day
i'm not around between christmas and new year = 2027-01-01.. other_day
i'd rather january than december = 2027-01-01..2027-01-31
any time in january except the first week = 2027-01-01..2027-01-31
"""


@pytest.mark.parametrize(("said", "meant"), list(cases(GERMAN)))
def test_what_does_not_suit_is_no_wish_in_german(said: str, meant: str) -> None:
    assert shown(understand_when(said, DE, FIRST_OF_DECEMBER)) == meant


@pytest.mark.parametrize(("said", "meant"), list(cases(ENGLISH)))
def test_what_does_not_suit_is_no_wish_in_english(said: str, meant: str) -> None:
    assert shown(understand_when(said, EN, FIRST_OF_DECEMBER)) == meant


@pytest.mark.parametrize(
    ("language", "said", "meant"),
    [
        (DE, "ich kann den termin am zehnten nicht wahrnehmen", "2026-12-10"),
        (DE, "vom zehnten bis zum zwanzigsten bin ich weg", "2026-12-10..2026-12-20"),
        (DE, "vor dem zehnten geht es nicht", "-"),
        (DE, "haben sie nicht am zehnten noch was frei", "-"),
        (EN, "i can't make my appointment on the tenth", "2026-12-10"),
        (EN, "the tenth of january won't work", "2027-01-10"),
        (EN, "after the tenth i can't", "-"),
    ],
)
def test_the_days_that_do_not_suit_are_known(language: Language, said: str, meant: str) -> None:
    assert shown(understand_refused(said, language, FIRST_OF_DECEMBER)) == meant

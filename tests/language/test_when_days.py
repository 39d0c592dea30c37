"""Ways to name days, weeks and runs of them, and what lies between them."""

from datetime import date, datetime

import pytest

from kibox_pbx.language.when import understand_when
from kibox_pbx.language.when.meaning import When
from kibox_pbx.language.when.span import easter
from kibox_pbx.utterance import Language
from tests.language.test_when import BERLIN, DE, EN, NOW, shown


@pytest.mark.parametrize(
    ("language", "said", "meant"),
    [
        (DE, "vom fünfzehnten bis zum neunzehnten februar", "2027-02-15..2027-02-19"),
        (DE, "vom achtundzwanzigsten bis dritten januar", "2026-12-28..2027-01-03"),
        (DE, "vom fünfzehnten bis neunzehnten", "2026-12-15..2026-12-19"),
        (DE, "am neunundzwanzigsten februar", "-"),
        (DE, "vom fünften bis vierzigsten februar", "-"),
        (DE, "vom ersten bis dreißigsten februar", "-"),
        (EN, "the twenty eighth of december to the third", "2026-12-28..2027-01-03"),
        (EN, "between the tenth and the fourteenth of december", "2026-12-10..2026-12-14"),
        (EN, "december tenth to fourteenth", "2026-12-10..2026-12-14"),
        (EN, "the second of january or the third", "2027-01-02..2027-01-03"),
        (EN, "the seventh or the tenth of december", "2026-12-07..2026-12-10 mo,th"),
        (EN, "from monday the seventh to friday the eleventh of december",
         "2026-12-07..2026-12-11"),
        (DE, "von montag bis freitag ab vier", "2026-11-23..2026-11-27 16:00-"),
        (DE, "montag oder freitag", "2026-11-20..2026-11-23 mo,fr"),
        (DE, "am achten oder am freitag", "2026-12-08..2026-12-11 tu,fr"),
        (DE, "morgen oder übermorgen oder montag", "2026-11-19..2026-11-23"),
        (DE, "zwischen montag und mittwoch", "2026-11-23..2026-11-25"),
        (DE, "am dienstag vor weihnachten", "2026-12-22"),
        (EN, "the monday after the tenth of december", "2026-12-14"),
        (EN, "the monday before next year", "2026-11-23"),
        (EN, "a week tomorrow so the thursday", "2026-11-26"),
        (EN, "the day before christmas eve", "2026-12-23"),
    ],
)  # fmt: skip
def test_days_that_belong_together_are_put_together(
    language: Language, said: str, meant: str
) -> None:
    assert shown(understand_when(said, language, NOW)) == meant


@pytest.mark.parametrize(
    ("language", "said", "meant"),
    [
        (DE, "kalenderwoche fünfzig", "2026-12-07..2026-12-13"),
        (DE, "kw drei", "2027-01-18..2027-01-24"),
        (DE, "kw vierundfünfzig", "-"),
        (DE, "kw dreiundfünfzig", "2026-12-28..2027-01-03"),
        (EN, "the week of the fourteenth", "2026-12-14..2026-12-20"),
        (EN, "the week of the thirty second", "-"),
        (EN, "week commencing december the seventh", "2026-12-07..2026-12-13"),
        (DE, "am letzten freitag im januar", "2027-01-29"),
        (DE, "am fünften freitag im dezember", "-"),
        (DE, "am ersten montag im nächsten monat", "2026-12-07"),
        (EN, "the last monday of the month", "2026-11-30"),
        (EN, "the first monday of the month", "2026-12-07"),
        (EN, "the fifth monday in february", "-"),
        (DE, "jeden ersten montag", "2026-12-07"),
        (DE, "in der ersten novemberhälfte", "-"),
        (DE, "in der zweiten januarhälfte", "2027-01-16..2027-01-31"),
        (DE, "in der letzten januarwoche", "2027-01-25..2027-01-31"),
        (DE, "im dezember vielleicht die zweite woche", "2026-12-08..2026-12-14"),
        (DE, "in drei bis vier wochen", "2026-12-07..2026-12-20"),
        (DE, "in fünf bis sieben tagen", "2026-11-23..2026-11-25"),
        (DE, "in den nächsten zwei wochen", "2026-11-18..2026-12-01"),
        (EN, "in the next few days", "2026-11-18..2026-11-20"),
        (EN, "within the coming days", "2026-11-18..2026-11-24"),
        (DE, "in drei wochen am dienstag", "2026-12-08"),
        (DE, "mittwoch in einer woche", "2026-11-25"),
        (DE, "donnerstag in einer woche", "2026-11-26"),
        (EN, "tomorrow fortnight", "2026-12-03"),
        (EN, "thursday week", "2026-11-26"),
        (DE, "nicht die kommende die woche drauf", "2026-11-30..2026-12-06"),
        (EN, "not this friday but the one after", "2026-11-27"),
        (DE, "anfang der woche", "2026-11-23..2026-11-24"),
        (EN, "next year in february", "2027-02-01..2027-02-28"),
        (DE, "mitte februar nächsten jahres", "2027-02-11..2027-02-20"),
        (DE, "anfang des jahres", "2027-01-01..2027-01-10"),
        (DE, "noch im alten jahr", "2026-11-18..2026-12-31"),
        (EN, "it can wait until the new year", "2027-01-01.."),
        (EN, "easter monday", "2027-03-29"),
        (EN, "good friday at three", "2027-03-26 @15:00"),
        (EN, "the tuesday after easter", "2027-03-30"),
        (DE, "nach ostern", "2027-03-30.."),
        (DE, "am pfingstmontag", "2027-05-17"),
        (DE, "am ersten advent", "-"),
    ],
)
def test_weeks_months_and_years_are_understood(
    language: Language, said: str, meant: str
) -> None:
    assert shown(understand_when(said, language, NOW)) == meant


@pytest.mark.parametrize(
    ("said", "meant"),
    [
        ("a week tomorrow that's my day off so the wednesday", "2026-11-25"),
        ("wednesday week", "2026-11-25"),
        ("end of the week", "2026-11-19..2026-11-20"),
    ],
)
def test_on_a_tuesday(said: str, meant: str) -> None:
    tuesday = datetime(2026, 11, 17, 10, tzinfo=BERLIN)
    assert shown(understand_when(said, EN, tuesday)) == meant


@pytest.mark.parametrize(
    ("year", "month", "day"), [(2026, 4, 5), (2027, 3, 28), (2038, 4, 25), (2285, 3, 22)]
)
def test_easter_is_known_for_every_year(year: int, month: int, day: int) -> None:
    assert easter(year) == date(year, month, day)


def test_a_feast_that_is_over_is_that_of_next_year() -> None:
    summer = datetime(2026, 7, 1, 10, tzinfo=BERLIN)
    assert shown(understand_when("nach ostern", DE, summer)) == "2027-03-30.."


def test_a_wish_allows_the_days_that_are_meant() -> None:
    monday, tuesday = date(2026, 11, 23), date(2026, 11, 24)
    assert When(monday, tuesday).allows(monday)
    assert not When(tuesday).allows(monday)
    assert not When(last_day=monday).allows(tuesday)
    assert not When(weekdays=frozenset({1})).allows(monday)
    assert not When(not_on=frozenset({0})).allows(monday)

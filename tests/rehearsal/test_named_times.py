"""Days and times are recognised in a receptionist's sentences, in whatever form."""

from datetime import date, datetime, time

import pytest

from kibox_pbx.language.saying import say_date, say_time, say_when
from kibox_pbx.rehearsal.named_times import named_times
from kibox_pbx.utterance import Language
from tests.storage.practice import BERLIN

TODAY = date(2026, 11, 23)  # a Monday
DE, EN = Language.GERMAN, Language.ENGLISH


@pytest.mark.parametrize("language", Language)
@pytest.mark.parametrize(
    "start",
    [
        datetime(2026, 11, 23, 8, 0, tzinfo=BERLIN),
        datetime(2026, 11, 24, 14, 30, tzinfo=BERLIN),
        datetime(2026, 11, 25, 9, 5, tzinfo=BERLIN),
        datetime(2026, 12, 24, 12, 0, tzinfo=BERLIN),
        datetime(2027, 3, 1, 18, 45, tzinfo=BERLIN),
        datetime(2027, 11, 22, 7, 59, tzinfo=BERLIN),
    ],
)
def test_what_the_assistant_says_names_the_moment(start: datetime, language: Language) -> None:
    named = named_times(say_when(start, language, TODAY), language, TODAY)
    assert named.names(start)
    assert named.names(start.date())
    assert named.names(start.time())


@pytest.mark.parametrize("language", Language)
def test_every_day_and_every_minute_is_recognised(language: Language) -> None:
    for ordinal in range(TODAY.toordinal(), TODAY.toordinal() + 365):
        day = date.fromordinal(ordinal)
        assert named_times(say_date(day, language, TODAY), language, TODAY).names(day), day
    for minute in range(0, 24 * 60, 5):
        clock = time(minute // 60, minute % 60)
        assert named_times(say_time(clock, language), language, TODAY).names(clock), clock


@pytest.mark.parametrize(
    ("text", "language", "day", "clock"),
    [
        ("am Mittwoch um halb drei", DE, date(2026, 11, 25), time(14, 30)),
        ("Mittwoch, Viertel nach acht", DE, date(2026, 11, 25), time(8, 15)),
        ("am 25. November um 14:30 Uhr", DE, date(2026, 11, 25), time(14, 30)),
        ("am 25. November um 14 Uhr 30", DE, date(2026, 11, 25), time(14, 30)),
        ("der fünfundzwanzigste November, neun Uhr", DE, date(2026, 11, 25), time(9)),
        ("übermorgen um viertel vor zehn", DE, date(2026, 11, 25), time(9, 45)),
        ("on Wednesday at half past two", EN, date(2026, 11, 25), time(14, 30)),
        ("at quarter to ten on Wednesday", EN, date(2026, 11, 25), time(9, 45)),
        ("November the twenty-fifth at two thirty", EN, date(2026, 11, 25), time(14, 30)),
        ("November twenty fifth, at ten o'clock", EN, date(2026, 11, 25), time(10)),
        ("2026-11-25 at 09:00", EN, date(2026, 11, 25), time(9)),
    ],
)
def test_other_forms_are_recognised_too(
    text: str, language: Language, day: date, clock: time
) -> None:
    assert named_times(text, language, TODAY).names(datetime.combine(day, clock, BERLIN))


def test_of_two_offers_each_time_belongs_to_its_own_day() -> None:
    text = "Ich hätte Mittwoch um neun Uhr, oder Donnerstag um vierzehn Uhr dreißig."
    named = named_times(text, DE, TODAY)
    assert named.names(datetime(2026, 11, 25, 9, tzinfo=BERLIN))
    assert named.names(datetime(2026, 11, 26, 14, 30, tzinfo=BERLIN))
    assert not named.names(datetime(2026, 11, 25, 14, 30, tzinfo=BERLIN))
    assert not named.names(datetime(2026, 11, 26, 9, tzinfo=BERLIN))


@pytest.mark.parametrize("text", ["Guten Morgen!", "Jeden Montag ist zu.", "Kommen Sie."])
def test_greetings_name_no_day(text: str) -> None:
    assert not named_times(text, DE, TODAY).names(date(2026, 11, 24))


def test_a_weekday_is_the_next_one_and_today_may_be_meant() -> None:
    named = named_times("am Montag", DE, TODAY)
    assert named.days == {date(2026, 11, 23), date(2026, 11, 30)}


def test_no_time_is_heard_in_what_cannot_be_one() -> None:
    named = named_times("Zimmer 99:99 am 31. Februar", DE, TODAY)
    assert not named.times
    assert not named.days

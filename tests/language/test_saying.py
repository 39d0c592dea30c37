from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kibox_pbx.language.birthdate import understand_birthdate
from kibox_pbx.language.phone import understand_phone
from kibox_pbx.language.saying import (
    say_birthdate,
    say_date,
    say_duration_days,
    say_list,
    say_phone,
    say_time,
    say_when,
)
from kibox_pbx.language.speakable import speakable
from kibox_pbx.language.when import understand_when
from kibox_pbx.utterance import Language

BERLIN = ZoneInfo("Europe/Berlin")
NOW = datetime(2026, 11, 18, 10, tzinfo=BERLIN)
TODAY = NOW.date()
DE, EN = Language.GERMAN, Language.ENGLISH
LANGUAGES = st.sampled_from(Language)


@pytest.mark.parametrize(
    ("day", "language", "said"),
    [
        (date(2026, 11, 18), DE, "heute, Mittwoch, den achtzehnten November"),
        (date(2026, 11, 19), DE, "morgen, Donnerstag, den neunzehnten November"),
        (date(2026, 11, 20), EN, "the day after tomorrow, Friday the twentieth of November"),
        (date(2026, 11, 24), EN, "Tuesday the twenty-fourth of November"),
        (
            date(2027, 12, 23),
            DE,
            "Donnerstag, den dreiundzwanzigsten Dezember zweitausendsiebenundzwanzig",
        ),
    ],
)
def test_a_day_is_said_as_at_the_desk(day: date, language: Language, said: str) -> None:
    assert say_date(day, language, TODAY) == said


@pytest.mark.parametrize(
    ("clock", "german", "english"),
    [
        (time(9), "neun Uhr", "nine o'clock in the morning"),
        (time(14, 30), "vierzehn Uhr dreißig", "two thirty in the afternoon"),
        (time(13), "dreizehn Uhr", "one o'clock in the afternoon"),
        (time(1), "ein Uhr", "one o'clock in the morning"),
        (time(9, 5), "neun Uhr fünf", "nine oh five in the morning"),
        (time(12), "zwölf Uhr", "twelve noon"),
    ],
)
def test_a_time_is_said_as_at_the_desk(clock: time, german: str, english: str) -> None:
    assert (say_time(clock, DE), say_time(clock, EN)) == (german, english)


def test_a_start_is_said_as_day_and_time() -> None:
    start = datetime(2026, 11, 24, 14, 30, tzinfo=BERLIN)
    assert say_when(start, DE, TODAY) == (
        "Dienstag, den vierundzwanzigsten November, um vierzehn Uhr dreißig"
    )


def test_a_number_is_said_in_groups_as_it_is_dialled() -> None:
    assert say_phone("+4989123456", DE, "DE") == (
        "null acht neun, eins zwei drei, vier fünf sechs"
    )
    assert say_phone("+4989123456", EN, "GB").startswith("plus four nine, eight nine")


@pytest.mark.parametrize("number", ["", "anonymous"])
def test_what_is_no_number_is_not_said_as_one(number: str) -> None:
    assert say_phone(number, DE, "DE") == ""


@pytest.mark.parametrize(
    ("written", "said"),
    [
        ("um 14:30 Uhr", "um vierzehn Uhr dreißig"),
        ("um 24:60 Uhr", "um vierundzwanzig: sechzig Uhr"),
        ("am 3.5.2027", "am dritten Mai zweitausendsiebenundzwanzig"),
        ("am 31.13.", "am einunddreißig Komma eins drei."),
        ("im 3. Stock", "im dritten Stock"),
        ("seit 1998", "seit neunzehnhundertachtundneunzig"),
        ("für 12,50 €", "für zwölf Komma fünf null Euro"),
        ("Zimmer 007", "Zimmer null null sieben"),
        (
            "Tel. +49 89/123456",
            "Telefon plus vier neun, acht neun, eins zwei drei vier fünf sechs",
        ),
        ("x²", "x zwei"),
        ("\N{CIRCLED DIGIT ZERO}", "null"),
        ("\N{ARABIC-INDIC DIGIT THREE}", "drei"),
    ],
)
def test_what_an_office_writes_is_said_in_words(written: str, said: str) -> None:
    assert speakable(written, DE) == said


def test_spans_and_lists_are_said_in_whole_words() -> None:
    assert [say_duration_days(days, DE) for days in (1, 30, 365)] == [
        "einem Tag",
        "dreißig Tagen",
        "einem Jahr",
    ]
    assert say_list(["a", "b", "c"], DE) == "a, b und c"
    assert say_list(["a", "b"], EN, choice=True) == "a or b"
    assert say_list([], EN) == ""


@pytest.mark.parametrize(
    ("written", "language", "said"),
    [
        ("Dr. Huber, Hauptstr. 12", DE, "Doktor Huber, Hauptstraße zwölf"),
        ("von 8:00 Uhr bis 12:30 Uhr", DE, "von acht Uhr bis zwölf Uhr dreißig"),
        ("am 24.12.2026", DE, "am vierundzwanzigsten Dezember zweitausendsechsundzwanzig"),
        ("Tel. 089/1234", DE, "Telefon null acht neun, eins zwei drei vier"),
        ("ca. 50 % & mehr", DE, "circa fünfzig Prozent und mehr"),
        ("December 3rd at 14:30", EN, "December third at two thirty in the afternoon"),
        ("Der Termin. Er dauert 30 Min.", DE, "Der Termin. Er dauert dreißig Minuten"),
        ("the admin. office", EN, "the admin. office"),
        ("Dr. Smith, 12 Main St.", EN, "Doctor Smith, twelve Main Street"),
    ],
)
def test_what_the_practice_wrote_is_made_speakable(
    written: str, language: Language, said: str
) -> None:
    assert speakable(written, language) == said


@given(st.text(alphabet="0123456789 .:/,-+abÄUhr%€&²½٣", max_size=60), LANGUAGES)
def test_nothing_speakable_holds_a_digit(written: str, language: Language) -> None:
    assert not any(character.isdigit() for character in speakable(written, language))


@given(st.integers(0, 600), LANGUAGES)
def test_a_day_we_say_is_the_day_we_understand(ahead: int, language: Language) -> None:
    day = TODAY + timedelta(days=ahead)
    wish = understand_when(say_date(day, language, TODAY), language, NOW)
    assert wish is not None
    assert (wish.first_day, wish.last_day) == (day, day)


@given(st.times(time(7), time(22, 59)), LANGUAGES)
def test_a_time_we_say_is_the_time_we_understand(clock: time, language: Language) -> None:
    clock = clock.replace(second=0, microsecond=0)
    wish = understand_when(say_time(clock, language), language, NOW)
    assert wish is not None
    assert wish.at == clock


@given(st.integers(0, 120), st.times(time(7), time(22, 59)), LANGUAGES)
def test_a_start_we_say_is_the_start_we_understand(
    ahead: int, clock: time, language: Language
) -> None:
    clock = clock.replace(second=0, microsecond=0)
    start = datetime.combine(TODAY + timedelta(days=ahead + 1), clock, BERLIN)
    wish = understand_when(say_when(start, language, TODAY), language, NOW)
    assert wish is not None
    assert (wish.first_day, wish.at) == (start.date(), clock)


@given(st.integers(10**6, 10**8), LANGUAGES)
def test_a_number_we_say_is_the_number_we_understand(rest: int, language: Language) -> None:
    number = f"+4989{rest}"
    assert understand_phone(say_phone(number, language, "DE"), language, "DE", None) == number


@given(st.dates(date(1920, 1, 1), date(2026, 11, 17)), LANGUAGES)
def test_a_birth_date_we_say_is_the_one_we_understand(born: date, language: Language) -> None:
    assert understand_birthdate(say_birthdate(born, language), language, TODAY) == born

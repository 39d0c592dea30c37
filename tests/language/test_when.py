from collections.abc import Iterator
from datetime import date, datetime, time
from types import ModuleType
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kibox_pbx.language.when import Direction, When, understand_refused, understand_when
from kibox_pbx.utterance import Language
from tests.language import (
    heldout_again,
    heldout_callers,
    heldout_fourth,
    heldout_third,
    heldout_when,
)

BERLIN = ZoneInfo("Europe/Berlin")
NOW = datetime(2026, 11, 18, 10, tzinfo=BERLIN)
DE, EN = Language.GERMAN, Language.ENGLISH
LOTS = (heldout_when, heldout_callers, heldout_again, heldout_third, heldout_fourth)
AT_LEAST_RIGHT = 0.95
"""Of the phrases kept apart. On the first run (German, English): 63 of 63 and 63 of 65 of
`heldout_when`; then, with what is said to offers, of what callers say with reasons and
corrections: 99 of 152 and 92 of 150 (`heldout_callers`, `heldout_offers`), 47 and 47 of 60
(`heldout_again`), 45 and 46 of 60 (`heldout_third`), 28 and 29 of 30 (`heldout_fourth`)."""


WEEKDAYS = ("mo", "tu", "we", "th", "fr", "sa", "su")


def shown(when: When | None) -> str:
    """Write a wish the short way that the tables use."""
    if when is None:
        return "-"
    days = [str(day or "") for day in (when.first_day, when.last_day)]
    hours = [str(clock or "")[:5] for clock in (when.from_time, when.until_time)]
    said = [
        days[0] if days[0] == days[1] else "..".join(days),
        f"@{when.at:%H:%M}" if when.at else "",
        "-".join(hours) if any(hours) else "",
        "soonest" if when.soonest else "",
        "latest" if when.latest else "",
        when.direction or "",
        ",".join(WEEKDAYS[day] for day in sorted(when.weekdays)),
        ",".join(f"!{WEEKDAYS[day]}" for day in sorted(when.not_on)),
    ]
    return " ".join(part for part in said if part)


def cases(table: str) -> Iterator[tuple[str, str]]:
    for line in table.strip().splitlines():
        said, _, meant = line.partition(" =")
        yield said.strip(), meant.strip()


@pytest.mark.parametrize("lot", LOTS)
@pytest.mark.parametrize(("language", "name"), [(DE, "GERMAN"), (EN, "ENGLISH")])
def test_most_phrases_kept_apart_are_understood(
    language: Language, name: str, lot: ModuleType
) -> None:
    right = [
        shown(understand_when(said, language, NOW)) == meant
        for said, meant in cases(getattr(lot, name))
    ]
    assert len(right) >= 20
    assert sum(right) / len(right) >= AT_LEAST_RIGHT


GERMAN = """
übermorgen um halb drei = 2026-11-20 @14:30
uebermorgen um halb drei = 2026-11-20 @14:30
am mittwoch nachmittag wenns geht = 2026-11-25 12:00-18:00
donnerstag in zwei wochen nachmittags = 2026-12-03 12:00-18:00
viertel nach acht = @08:15
gleich morgen früh = 2026-11-19 -10:00
nicht vor zehn = 10:00-
nächste woche = 2026-11-23..2026-11-29
so bald wie möglich = soonest
am dritten zwölften = 2026-12-03
egal =
mein erster termin ist egal =
meine zweite impfung am dritten dezember = 2026-12-03
die erste dezemberwoche = 2026-12-01..2026-12-07
nein mittwoch = 2026-11-25
dienstag um zehn nein lieber um elf = 2026-11-24 @11:00
montag geht bei mir leider nicht = other_day !mo
vierzehn uhr dreißig = @14:30
14:30 uhr = @14:30
um 14.30 uhr = @14:30
am 3. dezember um 9 uhr = 2026-12-03 @09:00
nächsten freitag = 2026-11-20
haben sie es auch später = later
das ist mir zu spät = earlier
das ist mir zu früh = later
sieben is mir zu früh = later
heute um neun = 2026-11-18
frühestens um zehn = 10:00-
donnerstagnachmittag = 2026-11-19 12:00-18:00
um drei uhr nachts = @03:00
abends um acht = @20:00
guten tag ich möchte mit frau müller sprechen = -
mir ist am freitag nach elf jahren gekündigt worden = -
am freitag hat man mir gekündigt = -
kann ich am donnerstag einen termin bekommen = 2026-11-19
ja = -
in acht tagen = 2026-11-25
am wochenende = 2026-11-21..2026-11-22
ich arbeite bis vier = 16:00-
nächste woche dienstag oder donnerstag = 2026-11-24..2026-11-26 tu,th
in der ersten dezemberwoche = 2026-12-01..2026-12-07
dienstag oder mittwoch = 2026-11-24..2026-11-25
"""

ENGLISH = """
what i would like is a first consultation = -
my first visit on thursday = 2026-11-19
the first consultation = -
the second thing is my knee = -
on the first = 2026-12-01
half past three is too late for me = earlier
eight's a bit too early = later
morning the boiler's due = -
morning please = -12:00
on december first = 2026-12-01
january first = 2027-01-01
i have to drop the children off first = -
my boss handed me a letter on friday = -
the first visits in the morning = -12:00
the day after tomorrow late afternoon = 2026-11-20 16:00-18:00
next tuesday at quarter past two = 2026-11-24 @14:15
any time =
next friday = 2026-11-27
this friday = 2026-11-20
two thirty = @14:30
at 2:30 = @14:30
at two thirty p m = @14:30
at nine a m = @09:00
nine oh five = @09:05
at three in the morning = @03:00
eight in the evening = @20:00
no wednesday = 2026-11-25
tuesday at ten sorry i mean eleven = 2026-11-24 @11:00
monday doesn't work = other_day !mo
saturday first thing = 2026-11-21 -10:00
later this week = 2026-11-18..2026-11-22
that's too early = later
is there anything sooner = earlier
today at nine = 2026-11-18
friday week = 2026-11-27
may the third = 2027-05-03
may i speak to somebody = -
good afternoon = -
no earlier than ten = 10:00-
ten or later = 10:00-
this evening = 2026-11-18 17:00-
tuesday or thursday next week = 2026-11-24..2026-11-26 tu,th
first week of december = 2026-12-01..2026-12-07
friday or monday = 2026-11-20..2026-11-23 mo,fr
"""


@pytest.mark.parametrize(("said", "meant"), list(cases(GERMAN)))
def test_german_wishes_for_a_time_are_understood(said: str, meant: str) -> None:
    assert shown(understand_when(said, DE, NOW)) == meant


@pytest.mark.parametrize(("said", "meant"), list(cases(ENGLISH)))
def test_english_wishes_for_a_time_are_understood(said: str, meant: str) -> None:
    assert shown(understand_when(said, EN, NOW)) == meant


@pytest.mark.parametrize(
    ("now", "said", "meant"),
    [
        ("2026-12-30 10:00", "übermorgen", "2027-01-01"),
        ("2026-12-30 10:00", "am fünften", "2027-01-05"),
        ("2026-12-30 10:00", "nächste woche", "2027-01-04..2027-01-10"),
        ("2026-12-30 10:00", "im dezember", "2026-12-30..2026-12-31"),
        ("2027-01-31 10:00", "am dreißigsten", "2027-03-30"),
        ("2027-01-31 10:00", "in einem monat", "2027-03-03..2027-03-07"),
        ("2028-02-28 10:00", "morgen um zehn", "2028-02-29 @10:00"),
        ("2027-03-27 23:30", "morgen um halb drei", "2027-03-28 @14:30"),
        ("2026-10-24 23:30", "morgen um zwei", "2026-10-25 @14:00"),
        ("2026-11-22 09:00", "nächste woche montag", "2026-11-23"),
        ("2026-11-22 09:00", "am sonntag", "2026-11-29"),
    ],
)
def test_days_are_right_where_the_calendar_turns(now: str, said: str, meant: str) -> None:
    clock = datetime.fromisoformat(now).replace(tzinfo=BERLIN)
    assert shown(understand_when(said, DE, clock)) == meant


@pytest.mark.parametrize(
    ("language", "said", "meant"),
    [
        (DE, "freitag nachmittag oder montag vormittag", "2026-11-20 12:00-18:00"),
        (DE, "mittwoch um acht oder donnerstag um neun", "2026-11-25 @08:00"),
        (DE, "montag oder dienstag vormittag", "2026-11-23..2026-11-24 -12:00"),
        (EN, "friday afternoon or monday morning", "2026-11-20 12:00-18:00"),
    ],
)
def test_of_two_days_with_their_own_hours_the_first_counts(
    language: Language, said: str, meant: str
) -> None:
    assert shown(understand_when(said, language, NOW)) == meant


@pytest.mark.parametrize("said", ["vor den ferien", "in den ferien", "nach den ferien"])
def test_school_holidays_are_not_guessed_at(said: str) -> None:
    assert understand_when(said, DE, NOW) is None


@pytest.mark.parametrize(
    ("language", "said", "meant"),
    [
        (DE, "zwischen den jahren", "2026-12-27..2026-12-31"),
        (DE, "so gegen fünfe", "@17:00"),
        (DE, "um viertel acht", "@07:15"),
        (DE, "um dreiviertel acht", "@07:45"),
        (EN, "in a fortnight", "2026-11-30..2026-12-06"),
        (EN, "a week today", "2026-11-25"),
        (EN, "half two", "@14:30"),
        (EN, "a week on tuesday", "2026-12-01"),
        (EN, "next friday but one", "2026-11-27"),
        (EN, "nine hour please", "@09:00"),
        (EN, "yeah ten's fine", "@10:00"),
    ],
)
def test_regional_ways_to_name_a_time_are_understood(
    language: Language, said: str, meant: str
) -> None:
    assert shown(understand_when(said, language, NOW)) == meant


@pytest.mark.parametrize(
    ("language", "said", "meant"),
    [
        (DE, "anfang nächsten monats", "2026-12-01..2026-12-10"),
        (EN, "the end of this month", "2026-11-21..2026-11-30"),
        (DE, "nächstes wochenende", "2026-11-28..2026-11-29"),
        (DE, "vor weihnachten", "2026-11-18..2026-12-23"),
        (DE, "neujahr", "2027-01-01"),
        (DE, "morgen bis montag", "2026-11-19..2026-11-23"),
        (DE, "morgen oder montag", "2026-11-19..2026-11-23 mo,th"),
        (DE, "dieses wochenende am dienstag", "2026-11-21..2026-11-22"),
        (DE, "morgen ginge es vielleicht gerade noch so sonst eben mittwoch", "2026-11-25"),
        (DE, "von 17 uhr bis 15 uhr", "-15:00"),
    ],
)
def test_days_and_hours_are_put_together(language: Language, said: str, meant: str) -> None:
    assert shown(understand_when(said, language, NOW)) == meant


def test_a_day_that_no_month_has_is_none() -> None:
    assert understand_when("am 45.", DE, NOW) is None


def test_a_refused_day_alone_is_a_wish_for_another() -> None:
    assert shown(understand_when("nicht am montag", DE, NOW)) == "other_day !mo"


@pytest.mark.parametrize(
    ("language", "said", "meant"),
    [
        (EN, "sometime next week but not on monday", "2026-11-23..2026-11-29 !mo"),
        (EN, "next week not monday or tuesday", "2026-11-23..2026-11-29 !mo,!tu"),
        (EN, "this week not on sunday", "2026-11-18..2026-11-22 !su"),
        (EN, "next week but not on wednesday", "2026-11-23..2026-11-29 !we"),
        (DE, "nächste woche aber nicht am montag", "2026-11-23..2026-11-29 !mo"),
        (DE, "nächste woche nicht am montag und dienstag", "2026-11-23..2026-11-29 !mo,!tu"),
    ],
)
def test_days_of_a_week_can_be_refused(language: Language, said: str, meant: str) -> None:
    assert shown(understand_when(said, language, NOW)) == meant


@pytest.mark.parametrize(
    ("said", "meant"),
    [
        ("the one on thursday", "2026-11-19"),
        ("the thursday one", "2026-11-19"),
        ("that one", "-"),
        ("this one's fine", "-"),
        ("the one at three", "@15:00"),
        ("the one thirty", "@13:30"),
        ("at one", "@13:00"),
        ("thursday at one", "2026-11-19 @13:00"),
    ],
)
def test_one_for_an_appointment_is_no_time(said: str, meant: str) -> None:
    wish = understand_when(said, EN, NOW)
    assert (shown(wish) if wish else "-") == meant


def test_an_earlier_one_is_earlier_and_not_at_one() -> None:
    assert understand_when("have you got an earlier one", EN, NOW) == When(
        direction=Direction.EARLIER
    )


def test_the_day_that_does_not_suit_is_known() -> None:
    thursday = date(2026, 11, 19)
    assert understand_refused("i can't make it on thursday", EN, NOW) == When(
        thursday, thursday
    )
    assert understand_refused("i'd like thursday", EN, NOW) is None


def test_any_time_is_a_wish_without_limits_and_not_silence() -> None:
    for language, said in ((DE, "ganz egal"), (EN, "whichever"), (EN, "either of them")):
        wish = understand_when(said, language, NOW)
        assert wish is not None
        assert wish.is_open


@given(st.text(max_size=200), st.sampled_from(Language))
def test_no_text_whatever_upsets_the_understanding(text: str, language: Language) -> None:
    understand_when(text, language, NOW)


WORDS = (*heldout_when.GERMAN.split(), *heldout_when.ENGLISH.split())


@given(st.lists(st.sampled_from(WORDS), max_size=15), st.sampled_from(Language))
def test_no_order_of_words_about_time_upsets_it(said: list[str], language: Language) -> None:
    wish = understand_when(" ".join(said), language, NOW)
    if wish and wish.first_day and wish.last_day:
        assert wish.first_day <= wish.last_day


def test_the_time_over_today_is_left_out_but_tomorrow_is_not() -> None:
    assert understand_when("heute um neun", DE, NOW) == When(NOW.date(), NOW.date())
    assert understand_when("morgen um neun", DE, NOW) == When(
        date(2026, 11, 19), date(2026, 11, 19), time(9)
    )


@pytest.mark.parametrize(
    ("said", "language"),
    [
        ("nein erste mal", DE),
        ("ich komme zum ersten mal", DE),
        ("no it's my first time", EN),
        ("der hund ist ja schon vierzehn", DE),
        ("sie wird bald 82 jahre", DE),
    ],
)
def test_ages_and_a_first_time_are_no_wishes(said: str, language: Language) -> None:
    assert understand_when(said, language, NOW) is None


def test_an_hour_after_schon_is_an_hour() -> None:
    assert shown(understand_when("ist morgen schon 14 uhr frei", DE, NOW)) == shown(
        understand_when("morgen 14 uhr", DE, NOW)
    )


@pytest.mark.parametrize(
    ("language", "said", "meant"),
    [
        (EN, "a first meeting on thursday at ten", "2026-11-19 @10:00"),
        (EN, "first session next week", "2026-11-23..2026-11-29"),
        (EN, "i'd like a first", "-"),
        (EN, "from the first", "2026-12-01.."),
        (EN, "on the first", "2026-12-01"),
    ],
)
def test_a_first_appointment_is_no_first_of_the_month(
    language: Language, said: str, meant: str
) -> None:
    assert shown(understand_when(said, language, NOW)) == meant


@pytest.mark.parametrize(
    ("language", "said", "meant"),
    [
        (EN, "my boss handed me a letter on friday", "-"),
        (EN, "my boss handed me a letter on friday can i come on monday", "2026-11-23"),
        (EN, "the letter arrived on friday i'd like to come tomorrow", "2026-11-19"),
        (EN, "can i come on friday", "2026-11-20"),
        (DE, "mir ist am freitag gekündigt worden", "-"),
        (DE, "mir ist am freitag gekündigt worden kann ich am montag kommen", "2026-11-23"),
        (DE, "das ist am freitag passiert und morgen würde ich kommen", "2026-11-19"),
        (DE, "kann ich am freitag kommen", "2026-11-20"),
    ],
)
def test_the_day_on_which_something_happened_is_no_wish(
    language: Language, said: str, meant: str
) -> None:
    assert shown(understand_when(said, language, NOW)) == meant

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kibox_pbx.language.birthdate import understand_birthdate
from kibox_pbx.language.digits import understand_digits
from kibox_pbx.language.phone import calling_number, understand_phone
from kibox_pbx.utterance import Language

TODAY = date(2026, 11, 18)
CALLER = "+498955512345"
DE, EN = Language.GERMAN, Language.ENGLISH


@pytest.mark.parametrize(
    ("said", "language", "number"),
    [
        ("null acht neun zwölf vierunddreißig sechsundfünfzig", DE, "+4989123456"),
        ("089 123456", DE, "+4989123456"),
        ("null eins sieben sechs doppel fünf zwo drei drei vier vier", DE, "+491765523344"),
        ("plus vier neun acht neun eins zwei drei vier fünf sechs", DE, "+4989123456"),
        ("null null vier neun acht neun eins zwei drei vier fünf sechs", DE, "+4989123456"),
        ("äh null acht neun ja und dann zwölf drei vier fünf sechs", DE, "+4989123456"),
        ("unter dieser nummer", DE, CALLER),
        ("ja die hier", DE, CALLER),
        ("die nummer von der ich anrufe", DE, CALLER),
        ("eine andere nummer", DE, None),
        ("nicht diese nummer", DE, None),
        ("keine ahnung", DE, None),
        ("oh eight nine double five twenty three forty one", EN, "+4989552341"),
        ("plus four nine eight nine one two three four five six", EN, "+4989123456"),
        ("this number", EN, CALLER),
        ("the number i'm calling from", EN, CALLER),
        ("use a different one", EN, None),
        ("eins zwei drei vier fünf sechs sieben acht neun null " * 3, DE, "1234567890" * 3),
    ],
)
def test_a_telephone_number_is_understood(
    said: str, language: Language, number: str | None
) -> None:
    assert understand_phone(said, language, "DE", CALLER) == number


def test_digits_that_are_no_number_anywhere_are_kept_as_they_are() -> None:
    too_long = "1234567890123456"
    assert understand_phone(too_long, DE, "DE", None) == too_long


def test_this_number_is_nothing_where_the_caller_withholds_it() -> None:
    assert understand_phone("unter dieser nummer", DE, "DE", None) is None


@pytest.mark.parametrize(
    ("shown", "number"),
    [
        ("+4989123456", "+4989123456"),
        ("089123456", "+4989123456"),
        ("004989123456", "+4989123456"),
        ("200", "200"),
        ("12345678901234567890", "12345678901234567890"),
    ],
)
def test_a_number_that_is_shown_is_kept_as_the_world_writes_it(shown: str, number: str) -> None:
    assert calling_number(shown, "DE") == number


@pytest.mark.parametrize(
    ("said", "language", "digits"),
    [
        ("eins zwo drei", DE, "123"),
        ("einundzwanzig", DE, "21"),
        ("dreihundertzwölf", DE, "312"),
        ("double five oh", EN, "550"),
        ("twenty one triple zero", EN, "21000"),
        ("hallo", DE, ""),
        ("nein eine andere null acht neun", DE, "089"),
        ("eine handynummer null eine sechs", DE, "016"),
        ("null achthundert fünf fünf", DE, "080055"),
        ("fünf hundert zwölf", DE, "512"),
        ("dreitausendfünfhundert", DE, "3500"),
        ("nicht verhundertfacht", DE, ""),
        ("hundert", DE, "100"),
        ("drei tausend", DE, "3000"),
        ("drei mal die acht", DE, "888"),
        ("drei mal täglich", DE, "3"),
        ("five hundred and twelve", EN, "512"),
        ("eight hundred five five", EN, "80055"),
        ("it's for my wife oh one seven", EN, "017"),
        ("oh well number one two to three", EN, "1223"),
        ("one second please", EN, ""),
        ("this one", EN, ""),
        ("not this one zero one six oh", EN, "0160"),
        ("plus four nine", EN, "+49"),
        ("four threes then twelve", EN, "333312"),
        ("drei nullen", DE, "000"),
    ],
)
def test_digits_are_understood_however_they_are_said(
    said: str, language: Language, digits: str
) -> None:
    assert understand_digits(said, language) == digits


BORN = date(1985, 5, 3)


@pytest.mark.parametrize(
    ("said", "language", "born"),
    [
        ("dritter mai neunzehnhundertfünfundachtzig", DE, BORN),
        ("am dritten fünften fünfundachtzig", DE, BORN),
        ("null drei null fünf neunzehn fünfundachtzig", DE, BORN),
        ("3.5.1985", DE, BORN),
        ("der 3. mai 1985", DE, BORN),
        ("03051985", DE, BORN),
        ("zwölfter zweiter zweitausendeins", DE, date(2001, 2, 12)),
        ("erster januar zweitausend", DE, date(2000, 1, 1)),
        ("erster erster siebenundzwanzig", DE, date(1927, 1, 1)),
        ("am dreißigsten februar neunzehnhundertachtzig", DE, None),
        ("erster januar zweitausenddreißig", DE, None),
        ("weiß ich nicht", DE, None),
        ("jonas ist am ersten august zweitausendachtzehn geboren", DE, date(2018, 8, 1)),
        ("zwanzigster zweiter zwanzig achtzehn", DE, date(2018, 2, 20)),
        ("dreißigster siebter neunzehnhundert fünfundachtzig", DE, date(1985, 7, 30)),
        ("zweiter elfter zwoundfünfzig", DE, date(1952, 11, 2)),
        ("am siebzehnten august neunzehnsechsundfünfzig", DE, date(1956, 8, 17)),
        ("erster august tausendneunhundertachtzig", DE, date(1980, 8, 1)),
        ("jahrgang achtundfünfzig am elften elften", DE, date(1958, 11, 11)),
        ("im april siebzig am neunten", DE, date(1970, 4, 9)),
        ("zweitausendzwölf am achten september", DE, date(2012, 9, 8)),
        ("neunzehnhundertsiebenundsechzig im april am dritten", DE, date(1967, 4, 3)),
        ("am vierzehnten juli dreiundneunzig nein vierundneunzig", DE, date(1994, 7, 14)),
        ("am vierzehnten juli dreiundneunzig quatsch am fünfzehnten", DE, date(1993, 7, 15)),
        ("am vierzehnten nein am fünfzehnten juli dreiundneunzig", DE, date(1993, 7, 15)),
        ("am vierzehnten juli dreiundneunzig nein eins zwei", DE, None),
        ("an heiligabend neunzehnhundertsechzig", DE, date(1960, 12, 24)),
        ("may third nineteen eighty five", EN, BORN),
        ("the third of may nineteen eighty five", EN, BORN),
        ("oh three oh five nineteen eighty five", EN, BORN),
        ("may 3rd 1985", EN, BORN),
        ("february twelfth two thousand and one", EN, date(2001, 2, 12)),
        ("the third of the fifth eighty five", EN, BORN),
        ("twelfth of june twenty ten", EN, date(2010, 6, 12)),
        ("third of april eighty eight", EN, date(1988, 4, 3)),
        ("the first of august twenty eighteen", EN, date(2018, 8, 1)),
        ("two thousand and four the ninth of may", EN, date(2004, 5, 9)),
        ("twenty sixth of january nineteen hundred and fifty", EN, date(1950, 1, 26)),
        ("christmas eve nineteen sixty", EN, date(1960, 12, 24)),
        ("fifth of may seventy four sorry sixth of may", EN, date(1974, 5, 6)),
    ],
)
def test_a_birth_date_is_understood(said: str, language: Language, born: date | None) -> None:
    assert understand_birthdate(said, language, TODAY) == born


@given(st.text(max_size=200), st.sampled_from(Language))
def test_no_text_whatever_upsets_them(text: str, language: Language) -> None:
    understand_phone(text, language, "DE", None)
    understand_birthdate(text, language, TODAY)


@given(st.text(alphabet="0123456789 ./-+", max_size=40), st.sampled_from(Language))
def test_no_digits_whatever_upset_them(text: str, language: Language) -> None:
    understand_phone(text, language, "DE", None)
    understand_birthdate(text, language, TODAY)


@pytest.mark.parametrize(
    ("said", "number"),
    [
        ("no it ends in six six eight 0170 5556668", "+491705556668"),
        ("0170 0555123", "+491700555123"),
        ("0 170 055 512", "+49170055512"),
        ("extension 12 +49 89 123456", "+4989123456"),
        ("12 34 56 012", "123456012"),
    ],
)
def test_a_number_said_again_from_its_beginning_is_that(said: str, number: str) -> None:
    understood = understand_phone(said, EN, "DE", None)
    assert understood is not None
    assert understood.endswith(number.lstrip("+"))

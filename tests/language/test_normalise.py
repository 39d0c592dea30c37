"""Whatever the recogniser, the dialogue reads one form."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kibox_pbx.language.normalise import normalise
from kibox_pbx.utterance import Language

GERMAN = [
    ("Guten Tag, ich hätte gern einen Termin.", "guten tag ich hätte gern einen termin"),
    ("am dritten mai um halb drei", "am dritten mai um halb drei"),
    ("Am 3. Mai um 14:30 Uhr.", "am 3 mai um 14:30 uhr"),
    ("Um 14.30 Uhr bitte!", "um 14:30 uhr bitte"),
    ("Um 8 Uhr 15?", "um 8 uhr 15"),
    ("Am 03.05.1985", "am 03 05 1985"),
    ("Meine Nummer ist +49 89 123456.", "meine nummer ist plus 49 89 123456"),
    ("0176-123 45/67", "0176 123 45 67"),
    ("0, 1, 7, 6", "0 1 7 6"),
    ("Das kostet 1.000 €.", "das kostet 1000 euro"),
    ("Zu Dr. Weber, Prof. Groß", "zu doktor weber professor groß"),
    ("Bahnhofstr. 5", "bahnhofstraße 5"),
    ("Ja... äh, z.B. Mo\N{EN DASH}Fr", "ja äh zum beispiel mo fr"),
    ("Am Montag am liebsten", "am montag am liebsten"),
    ("Vorsorge-Untersuchung", "vorsorge untersuchung"),
    ("Größe: gross", "größe gross"),
    ("Schu\u0308ler", "schüler"),
    ("\u0130smet", "ismet"),
    ("", ""),
    (" ... ", ""),
]

ENGLISH = [
    ("the 1st of Jan 1990", "the 1st of january 1990"),
    ("3 Dec.", "3 december"),
    ("Sep 5", "september 5"),
    ("Jan Novak", "jan novak"),
    ("I'd like an appointment, please.", "i'd like an appointment please"),
    ("Let\u2019s say three o\u2019clock", "let's say three o'clock"),
    ("At 10 a.m. on May 3rd.", "at 10 am on may 3rd"),
    ("at ten a m", "at ten am"),
    ("Raman, R A M A N", "raman r a m a n"),
    ("A M A N D A", "a m a n d a"),
    ("10am or 2:30PM?", "10 am or 2:30 pm"),
    ("at 4.30 p.m.", "at 4:30 pm"),
    ("It's $20, i.e. 100%", "it's 20 dollars i e 100 percent"),
    ("Dr. Smith, Mrs. Jones & Mr. Lee", "doctor smith missus jones and mister lee"),
    ("No. 7", "number 7"),
    ("No. I said no.", "no i said no"),
    ("'Yes'", "yes"),
    ("1,000 people", "1000 people"),
]


@pytest.mark.parametrize(("written", "said"), GERMAN)
def test_german_is_written_as_it_was_said(written: str, said: str) -> None:
    assert normalise(written, Language.GERMAN) == said


@pytest.mark.parametrize(("written", "said"), ENGLISH)
def test_english_is_written_as_it_was_said(written: str, said: str) -> None:
    assert normalise(written, Language.ENGLISH) == said


SIGNS = st.text(alphabet="aApPmM 0123456789.,:;'-+€$%&@DdRrSsTtÄß_\n", max_size=40)


@given(written=SIGNS, language=st.sampled_from(Language))
def test_the_form_has_no_signs_and_single_blanks(written: str, language: Language) -> None:
    said = normalise(written, language)
    assert not set(said) & set(".,;-+€$%&@_\n")
    assert said == " ".join(said.lower().split())


@given(written=SIGNS, language=st.sampled_from(Language))
def test_normalising_twice_changes_nothing(written: str, language: Language) -> None:
    once = normalise(written, language)
    assert normalise(once, language) == once

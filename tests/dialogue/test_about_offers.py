"""What callers ask about the times they are offered, and that they would rather call again."""

import pytest

from kibox_pbx.dialogue.skills.about_offers import calls_again
from kibox_pbx.records import Act, Outcome
from kibox_pbx.utterance import Language
from tests.dialogue.playbook import Caller, at
from tests.dialogue.test_finding_time import taken
from tests.dialogue.two_doctors import Visit, two_doctors

GERMAN, ENGLISH = Language.GERMAN, Language.ENGLISH


def offered(language: Language) -> Caller:
    """Return a caller who is offered nine and half past ten, on Tuesday."""
    german = "ich möchte einen termin zur vorsorge am dienstag"
    english = "i'd like an appointment for a check-up on tuesday"
    return Caller(language).says(german if language is GERMAN else english)


@pytest.mark.parametrize(
    ("language", "said", "answer"),
    [
        (GERMAN, "bei wem ist das", "Das ist bei Frau Doktor Sommer."),
        (GERMAN, "ist das bei frau doktor sommer", "Das ist bei Frau Doktor Sommer."),
        (GERMAN, "wer macht das", "Das ist bei Frau Doktor Sommer."),
        (GERMAN, "wie lange dauert das", "dreißig Minuten"),
        (ENGLISH, "who is that with", "That is with Doctor Sommer."),
        (ENGLISH, "who would i be seeing", "That is with Doctor Sommer."),
        (ENGLISH, "is that with doctor sommer", "That is with Doctor Sommer."),
        (ENGLISH, "how long does it take", "thirty minutes"),
    ],
)
def test_what_the_calendar_knows_is_told_and_the_times_are_offered_again(
    language: Language, said: str, answer: str
) -> None:
    call = offered(language).says(said)
    assert call.acts == [Act.TELL_ANSWER, Act.OFFER_SLOTS]
    assert answer in call.heard
    call.says("den zweiten" if language is GERMAN else "the second one")
    assert call.calendar.held[0].start == at("2026-11-24 10:30")


@pytest.mark.parametrize(
    ("language", "said"),
    [
        (GERMAN, "welcher tag ist das"),
        (ENGLISH, "which day is that"),
        (ENGLISH, "sorry what was that"),
        (ENGLISH, "say again"),
    ],
)
def test_the_same_times_are_offered_to_who_has_not_kept_them_in_mind(
    language: Language, said: str
) -> None:
    call = offered(language).says(said)
    assert call.acts == [Act.OFFER_SLOTS]
    nine = "neun Uhr" if language is GERMAN else "nine o'clock"
    assert nine in call.heard


@pytest.mark.parametrize("said", ["dienstag", "der am dienstag", "also dann dienstag"])
def test_who_names_the_day_again_is_not_told_that_nothing_is_free(said: str) -> None:
    call = offered(GERMAN).says(said)
    assert call.acts == [Act.TELL_ANSWER, Act.OFFER_SLOTS]
    assert "Mehr ist da leider nicht frei" in call.heard
    assert "neun Uhr, oder um zehn Uhr dreißig" in call.heard
    call.says("den ersten")
    assert call.calendar.held[0].start == at("2026-11-24 09:00")


def test_who_names_only_the_day_again_and_again_is_put_through() -> None:
    call = offered(GERMAN).says("dienstag", "dienstag")
    assert call.acts[-1] is Act.OFFER_SLOTS
    assert Act.OFFER_SLOTS not in call.says("dienstag").acts


def test_where_two_could_do_it_each_is_named_with_the_time() -> None:
    visit = Visit(two_doctors(booking={"offers": 3}))
    visit.world.appointments += [
        taken("2026-11-26 08:30", "2026-11-26 09:00"),
        taken("2026-11-26 08:00", "2026-11-26 08:15", "winter"),
    ]
    visit.says("Vorsorge am Donnerstag", "bei wem ist das")
    assert visit.acts == [Act.OFFER_SLOTS]
    assert "um acht Uhr bei Frau Doktor Sommer" in visit.heard
    assert "um acht Uhr fünfzehn bei Herrn Doktor Winter" in visit.heard


@pytest.mark.parametrize(
    ("language", "said"),
    [
        (GERMAN, "ich muss erst meinen mann fragen"),
        (GERMAN, "das muss ich mir noch überlegen"),
        (GERMAN, "dann rufe ich wieder an"),
        (GERMAN, "kann ich da nochmal anrufen"),
        (ENGLISH, "i'll have to ask my husband"),
        (ENGLISH, "can i call you back"),
        (ENGLISH, "i need to think about it"),
    ],
)
def test_who_would_rather_call_again_is_let_go(language: Language, said: str) -> None:
    call = offered(language).says(said)
    assert call.acts == [Act.TELL_ANSWER, Act.ANYTHING_ELSE]
    assert call.calendar.held == []
    call.says("nein danke" if language is GERMAN else "no thank you")
    assert call.outcome is not Outcome.BOOKED


@pytest.mark.parametrize(
    ("language", "said"),
    [
        (GERMAN, "rufen sie mich zurück"),
        (GERMAN, "ich rufe an wegen der rechnung"),
        (GERMAN, "ich muss erst um zehn los"),
        (ENGLISH, "i have to ask you something"),
        (ENGLISH, "please call in the afternoon"),
    ],
)
def test_not_everybody_who_speaks_of_calling_calls_again(language: Language, said: str) -> None:
    assert not calls_again(said, language)

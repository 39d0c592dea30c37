"""What callers are told about how long things are kept is what the office set."""

from collections.abc import Mapping

import pytest

from kibox_pbx.config.settings import Settings
from kibox_pbx.dialogue.notices import long_notice, notices, times
from kibox_pbx.dialogue.phrases import phrase_book
from kibox_pbx.language.saying import say_number
from kibox_pbx.utterance import Language
from tests.storage.practice import settings_with

DAYS = {
    "recording_days": 3,
    "transcript_days": 14,
    "message_days": 21,
    "call_days": 77,
    "appointment_days": 120,
    "improvement_days": 99,
    "proof_days": 1460,
}


def office(retention: Mapping[str, int], *, record_calls: bool = True) -> Settings:
    return settings_with(
        privacy={"record_calls": record_calls, "improve": True, "retention": retention}
    )


def told(settings: Settings, language: Language) -> str:
    book = phrase_book(settings, language)
    return " ".join(book.every(key)[0] for key in times(settings))


@pytest.mark.parametrize("language", Language)
@pytest.mark.parametrize("days", [each for each in DAYS if each != "proof_days"])
def test_the_days_of_each_class_are_told_as_they_are_set(language: Language, days: str) -> None:
    assert f" {say_number(DAYS[days], language)} " in told(office(DAYS), language)


@pytest.mark.parametrize(
    ("language", "years"), [(Language.GERMAN, "vier Jahren"), (Language.ENGLISH, "four years")]
)
def test_whole_years_are_told_as_years(language: Language, years: str) -> None:
    assert years in told(office(DAYS), language)


@pytest.mark.parametrize("language", Language)
def test_the_first_sentences_of_a_call_name_the_days_of_the_transcript(
    language: Language,
) -> None:
    book = phrase_book(office({"transcript_days": 44}), language)
    assert say_number(44, language) in book.every("notice")[0]


@pytest.mark.parametrize("language", Language)
def test_an_office_that_never_records_tells_nothing_of_recordings(language: Language) -> None:
    settings = office(DAYS, record_calls=False)
    keys = [key for part in long_notice(settings) for key in part]
    assert "privacy_unrecorded" in keys
    assert not {"privacy_recorded", "privacy_recording_time"} & set(keys)
    assert say_number(3, language) not in told(settings, language).split()


def test_what_goes_at_once_goes_within_a_day() -> None:
    settings = office({"message_days": 0})
    assert "Nachrichten und Anfragen nach einem Tag" in told(settings, Language.GERMAN)


def test_every_change_of_a_time_is_another_version_of_each_notice() -> None:
    before = {each.version for each in notices(office(DAYS))}
    after = {each.version for each in notices(office(DAYS | {"call_days": 78}))}
    assert len(before) == len(after) >= 3
    assert not before & after

"""Consent ends when the caller says so, in the middle of the call, for what they say."""

from dataclasses import replace

import pytest

from kibox_pbx.dialogue.actions import EraseConversation
from kibox_pbx.privacy.consent import ConsentPurpose
from kibox_pbx.records import Act
from kibox_pbx.utterance import Language
from tests.dialogue.recorded_calls import (
    ENGLISH,
    GERMAN,
    IMPROVEMENT,
    RECORDING,
    SAID,
    ring,
    withdrawn,
)


@pytest.mark.parametrize(
    ("language", "said"),
    [
        (GERMAN, "bitte nicht mehr aufzeichnen"),
        (GERMAN, "stoppen sie die aufnahme"),
        (GERMAN, "ich widerrufe"),
        (GERMAN, "ich widerrufe meine einwilligung"),
        (GERMAN, "ich möchte die zustimmung zurücknehmen"),
        (GERMAN, "können sie die aufzeichnung bitte beenden"),
        (GERMAN, "ich möchte nicht dass das aufgezeichnet wird"),
        (GERMAN, "zeichnen sie das bitte nicht mehr auf"),
        (GERMAN, "schalten sie die aufnahme aus"),
        (GERMAN, "löschen sie die aufzeichnung"),
        (GERMAN, "hören sie auf aufzuzeichnen"),
        (GERMAN, "doch lieber keine aufzeichnung"),
        (GERMAN, "die aufnahme bitte löschen"),
        (ENGLISH, "stop recording"),
        (ENGLISH, "please stop the recording"),
        (ENGLISH, "i'd rather you didn't record this"),
        (ENGLISH, "i withdraw my consent"),
        (ENGLISH, "i don't want to be recorded anymore"),
        (ENGLISH, "turn the recording off please"),
        (ENGLISH, "please delete the recording"),
        (ENGLISH, "actually no recording please"),
        (ENGLISH, "i want to withdraw my consent"),
    ],
)
def test_a_withdrawal_ends_the_recording_and_the_call_goes_on(
    language: Language, said: str
) -> None:
    wish = "a check up appointment please" if language is ENGLISH else "termin zur vorsorge"
    caller = ring(language).says(SAID[language][0], wish, said)
    assert withdrawn(caller) == [RECORDING]
    assert caller.acts == [Act.TELL_PRIVACY, Act.ASK_DAY]
    assert caller.asked(EraseConversation) == []
    assert withdrawn(caller.says(said)) == [RECORDING]


@pytest.mark.parametrize(
    ("language", "said"),
    [
        (GERMAN, "nehmen sie auch neue patienten auf"),
        (GERMAN, "können sie nicht einfach eine nachricht aufnehmen"),
        (GERMAN, "ich kann die aufnahme im krankenhaus nicht absagen"),
        (GERMAN, "ich möchte meinen vertrag widerrufen"),
        (GERMAN, "ich kann am mittwoch nicht"),
        (GERMAN, "hören sie auf mich zu unterbrechen"),
        (ENGLISH, "i need to withdraw my application"),
        (ENGLISH, "i don't have a record of my last visit"),
        (ENGLISH, "stop"),
    ],
)
def test_what_is_no_withdrawal(language: Language, said: str) -> None:
    assert withdrawn(ring(language).says(SAID[language][0], said)) == []


def test_a_withdrawal_is_heard_in_the_middle_of_a_message() -> None:
    caller = ring().says("ja", "ich möchte eine nachricht hinterlassen")
    caller.says("ach so und bitte zeichnen sie das gespräch jetzt nicht mehr auf")
    assert withdrawn(caller) == [RECORDING]
    assert caller.acts[-1] is Act.ASK_MESSAGE


def test_to_delete_the_conversation_ends_its_recording_too() -> None:
    caller = ring().says("ja", "löschen sie bitte das gespräch")
    assert withdrawn(caller) == [RECORDING]
    assert caller.asked(EraseConversation)


@pytest.mark.parametrize(
    ("language", "question"),
    [
        (GERMAN, "wird das gespräch aufgezeichnet"),
        (GERMAN, "läuft gerade eine aufnahme"),
        (GERMAN, "zeichnen sie das auf"),
        (ENGLISH, "is this call being recorded"),
        (ENGLISH, "are you recording this"),
    ],
)
@pytest.mark.parametrize("agrees", [True, False])
def test_whether_it_is_recorded_is_answered_truthfully(
    language: Language, question: str, *, agrees: bool
) -> None:
    caller = ring(language).says(SAID[language][not agrees], question)
    begins = {(GERMAN, True): "Ja, seit", (ENGLISH, True): "Yes, since"}
    says_no = "Nein, der Ton" if language is GERMAN else "No, the sound"
    assert caller.heard.startswith(begins.get((language, agrees), says_no))
    assert caller.acts == [Act.TELL_PRIVACY, Act.ASK_INTENT]


def test_after_a_withdrawal_it_is_no_longer_recorded() -> None:
    caller = ring().says("ja", "nicht mehr aufzeichnen", "wird das aufgezeichnet")
    assert "nicht aufgezeichnet" in caller.heard


def test_who_wants_a_recording_stopped_that_there_is_none_of_is_told_so() -> None:
    caller = ring().says("nein", "stoppen sie die aufnahme")
    assert "nicht aufgezeichnet" in caller.heard
    assert withdrawn(caller) == []


def test_without_a_consent_to_take_back_to_revoke_means_to_erase() -> None:
    assert ring().says("nein", "ich widerrufe").asked(EraseConversation)


@pytest.mark.parametrize(
    ("said", "ended"),
    [
        ("ich widerrufe", {RECORDING, IMPROVEMENT}),
        ("nicht mehr aufzeichnen", {RECORDING}),
        ("verwenden sie das bitte nicht zum verbessern", {IMPROVEMENT}),
    ],
)
def test_one_consent_can_be_withdrawn_without_the_other(
    said: str, ended: set[ConsentPurpose]
) -> None:
    caller = ring().says("ja")
    both = replace(caller.state.agreed, given=frozenset(ConsentPurpose))
    caller.state = replace(caller.state, agreed=both)
    assert set(withdrawn(caller.says(said))) == ended

"""Taking a message."""

from kibox_pbx.dialogue.actions import Expect, ToMailbox
from kibox_pbx.records import Act, Message, Outcome
from tests.dialogue.playbook import CALLER, Calendar, Caller
from tests.dialogue.practice import MONDAY_NIGHT

WISH = "ich möchte eine nachricht hinterlassen"


def test_a_message_is_read_back_and_written() -> None:
    caller = Caller().says("ich möchte eine nachricht für die buchhaltung hinterlassen")
    assert caller.acts == [Act.ASK_MESSAGE]
    assert caller.listen.expect is Expect.MESSAGE
    caller.says("die rechnung vom montag ist doppelt gekommen")
    assert caller.acts == [Act.ASK_NAME]
    assert caller.says("sabine huber").acts == [Act.ASK_PHONE]
    assert caller.says("ja").acts == [Act.CONFIRM_MESSAGE]
    assert "die rechnung vom montag ist doppelt gekommen" in caller.heard
    assert not caller.messages
    assert caller.says("stimmt").acts == [Act.MESSAGE_TAKEN, Act.ANYTHING_ELSE]
    assert caller.messages == [
        Message(
            "die rechnung vom montag ist doppelt gekommen", "Sabine Huber", CALLER, "billing"
        )
    ]
    assert caller.outcome is Outcome.MESSAGE_TAKEN


def test_a_caller_may_keep_name_and_number_to_themselves() -> None:
    caller = Caller(number=None).says(WISH, "der parkplatz ist zu klein")
    caller.says("das möchte ich nicht sagen", "nein", "ja")
    assert caller.messages == [Message("der parkplatz ist zu klein", None, None)]


def test_no_asks_what_to_change() -> None:
    caller = Caller().says(WISH, "bitte um rückruf", "sabine huber", "ja", "nein")
    assert "Was soll ich ändern" in caller.heard
    assert caller.says("die nachricht").acts == [Act.ASK_MESSAGE]
    caller.says("bitte rufen sie morgen an", "ja")
    assert caller.messages == [Message("bitte rufen sie morgen an", "Sabine Huber", CALLER)]


def test_name_and_number_can_be_corrected() -> None:
    caller = Caller().says(WISH, "bitte um rückruf", "sabine huber", "ja")
    assert caller.says("nein der name stimmt nicht").acts == [Act.ASK_NAME]
    caller.says("sabine maier")
    caller.says("die nummer ist null acht neun sieben sieben sieben acht acht acht")
    caller.says("nein die telefonnummer ist falsch")
    assert caller.acts == [Act.ASK_PHONE]
    caller.says("null acht neun eins eins eins zwei zwei zwei", "ja")
    assert caller.messages == [Message("bitte um rückruf", "Sabine Maier", "+4989111222")]


def test_what_a_message_says_is_not_taken_for_a_wish() -> None:
    message = "ich muss wegen der rechnung dringend mit jemandem sprechen der sich auskennt"
    caller = Caller().says(WISH, message)
    assert caller.acts == [Act.ASK_NAME]


def test_a_person_is_reached_in_the_middle_of_a_message() -> None:
    assert Caller().says(WISH, "mitarbeiter bitte").acts == [Act.TRANSFER]


def test_a_message_that_cannot_be_stored_goes_to_people() -> None:
    caller = Caller(calendar=Calendar(is_broken=True), now=MONDAY_NIGHT)
    caller.says(WISH, "bitte um rückruf", "sabine huber", "ja", "ja")
    assert caller.ending == ToMailbox(Outcome.FAILED)


def test_a_very_long_message_is_cut() -> None:
    caller = Caller().says(WISH, "bitte " * 1000, "sabine huber", "ja", "ja")
    assert len(caller.messages[0].text) == 2000

"""Taking a message."""

from kibox_pbx.dialogue.actions import Expect, ToMailbox
from kibox_pbx.dialogue.events import FormStored, MessageStored
from kibox_pbx.dialogue.skills.message import Stage, TakingMessage
from kibox_pbx.dialogue.skills.offering_message import OfferingMessage
from kibox_pbx.records import Act, Message, Outcome
from kibox_pbx.utterance import Language
from tests.dialogue.offices import office
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
    caller = Caller().says(WISH, "der zaun ist hin " * 200, "sabine huber", "ja", "ja")
    assert 1990 < len(caller.messages[0].text) <= 2000


def caller(*sentences: str, number: str | None = CALLER) -> Caller:
    return Caller(number=number, settings=office()).says(*sentences)


def test_what_was_said_with_the_wish_is_not_asked_again() -> None:
    one = caller("ich wollte nur ausrichten dass ich morgen später komme")
    assert one.acts == [Act.ASK_NAME]
    one.says("sabine huber", "ja", "stimmt")
    assert one.messages == [Message("dass ich morgen später komme", "Sabine Huber", CALLER)]


def test_who_calls_and_from_where_may_stand_in_the_first_sentence() -> None:
    one = caller(
        "guten tag hier ist sabine huber ich bitte um rückruf unter null eins sieben sechs "
        "eins zwei drei vier fünf sechs sieben acht wegen der laborwerte"
    )
    assert one.acts == [Act.CONFIRM_MESSAGE]
    assert one.says("ja").messages[0].phone == "+4917612345678"


def test_a_bare_call_back_is_asked_what_it_is_about() -> None:
    one = caller("kann mich jemand zurückrufen")
    assert one.acts == [Act.ASK_MESSAGE]
    assert "Worum geht es" in one.heard
    one.says("es geht um meine rechnung", "huber", "ja", "ja")
    assert "zurückrufen. es geht um meine rechnung" in one.messages[0].text


def test_a_call_back_needs_no_reason() -> None:
    one = caller("ich bitte um rückruf", "das ist privat", "huber", "ja", "ja")
    assert one.messages == [Message("ich bitte um rückruf", "Huber", CALLER)]


def test_for_whom_and_how_urgent_are_read_back() -> None:
    one = caller(
        "sagen sie frau doktor winter dass die werte da sind es ist dringend", "huber", "ja"
    )
    assert "eine dringende Nachricht notiert, für Frau Doktor Winter:" in one.heard
    one.says("ja")
    assert one.messages[0].recipient == "dr_winter"
    assert one.messages[0].urgent


def test_that_it_is_urgent_may_come_with_the_yes_and_is_read_back() -> None:
    one = caller(WISH, "der schlüssel ist weg", "huber", "ja", "ja und es ist dringend")
    assert one.acts == [Act.CONFIRM_MESSAGE]
    assert "als dringend notiert" in one.heard
    assert one.says("ja").messages[0].urgent


def test_it_may_turn_out_not_to_be_urgent() -> None:
    one = caller(
        WISH, "der schlüssel ist dringend", "huber", "ja", "nein das ist nicht dringend"
    )
    assert not one.says("ja").messages[0].urgent


def test_more_may_be_said_at_any_time() -> None:
    one = caller(WISH, "der hund bellt", "und noch etwas die katze ist weg", "huber", "ja")
    one.says("außerdem fehlt der vogel", "und noch etwas")
    assert one.acts == [Act.ASK_MESSAGE]
    one.says("das war ein scherz", "ja")
    text = "der hund bellt. die katze ist weg. fehlt der vogel. das war ein scherz"
    assert one.messages[0].text == text


def test_what_was_said_last_can_be_struck_again() -> None:
    one = caller(WISH, "der hund bellt", "huber", "ja", "und noch etwas die katze ist weg")
    assert one.says("streichen sie das", "ja").messages[0].text == "der hund bellt"


def test_the_message_can_be_dictated_anew() -> None:
    one = caller(WISH, "der hund bellt", "huber", "ja", "streichen sie das")
    assert one.acts == [Act.ASK_MESSAGE]
    assert one.says("die katze ist weg").acts == [Act.CONFIRM_MESSAGE]
    assert one.says("andere nachricht").acts == [Act.ASK_MESSAGE]
    assert one.says("der vogel fehlt", "ja").messages[0].text == "der vogel fehlt"


def test_a_wrong_word_is_exchanged() -> None:
    one = caller(
        WISH, "ich komme am montag", "huber", "ja", "nein nicht montag sondern freitag"
    )
    assert one.says("ja").messages[0].text == "ich komme am freitag"


def test_the_right_message_may_follow_the_wrong_one() -> None:
    one = caller(WISH, "ich komme heute", "huber", "ja")
    one.says("nein die nachricht ist falsch ich komme morgen gegen zehn")
    assert one.says("ja").messages[0].text == "ich komme morgen gegen zehn"


def test_a_correction_that_fits_nowhere_is_added_as_it_was_said() -> None:
    one = caller(WISH, "ich komme heute", "huber", "ja", "nein erst gegen zehn abends", "ja")
    assert one.messages[0].text == "ich komme heute. erst gegen zehn abends"


def test_name_and_whom_it_is_for_can_be_corrected() -> None:
    one = caller(
        WISH, "für frau doktor winter der befund ist da", "huber", "nicht huber hubert"
    )
    assert one.acts == [Act.ASK_PHONE]
    one.says("ja", "nein für die buchhaltung", "nein der name ist hubertus", "ja")
    assert one.messages[0].recipient == "billing"
    assert one.messages[0].name == "Hubertus"


def test_name_and_number_come_together() -> None:
    one = caller(
        WISH, "der befund ist da", "mein name ist petra lang und null acht neun eins eins"
    )
    assert one.acts == [Act.ASK_PHONE]
    two = caller(WISH, "der befund ist da")
    two.says("petra lang hier null acht neun eins eins eins zwei zwei zwei")
    assert two.acts == [Act.CONFIRM_MESSAGE]


def test_a_caller_who_has_no_message_after_all_is_let_go() -> None:
    one = caller(WISH, "nein doch nicht")
    assert one.acts == [Act.ANYTHING_ELSE, Act.ANYTHING_ELSE]
    assert not one.messages


def test_an_answer_without_a_message_is_asked_for_once_more() -> None:
    one = caller(WISH, "ja")
    assert one.acts == [Act.CLARIFY, Act.ASK_MESSAGE]
    assert one.says("es ist dringend").acts == [Act.ASK_MESSAGE]
    one.says("er und ich", "huber", "ja", "ja")
    assert one.messages == [Message("er und ich", "Huber", CALLER, urgent=True)]


def test_what_should_be_changed_may_be_nothing() -> None:
    one = caller(WISH, "der hund bellt", "huber", "ja", "nein")
    assert one.says("ja").acts == [Act.CONFIRM_MESSAGE]
    assert not one.messages
    assert one.says("hm").acts == [Act.CLARIFY, Act.CONFIRM_MESSAGE]


def test_an_answer_to_the_offer_may_be_the_message_itself() -> None:
    one = Caller(now=MONDAY_NIGHT, settings=office()).says("ich möchte mit jemandem sprechen")
    assert one.acts == [Act.OFFER_MESSAGE]
    assert one.says("sagen sie bitte dass die heizung ausgefallen ist").acts == [Act.ASK_NAME]


def test_an_offer_that_is_not_answered_is_made_again() -> None:
    one = Caller(now=MONDAY_NIGHT, settings=office()).says("ich möchte mit jemandem sprechen")
    assert one.says("blub bla").acts == [Act.CLARIFY, Act.OFFER_MESSAGE]
    assert one.says("nein").acts == [Act.ANYTHING_ELSE]


def test_only_the_answer_that_was_asked_for_is_taken() -> None:
    scene = Caller(settings=office()).state.scene(0)
    storing = TakingMessage(Stage.STORING)
    assert storing.held is None
    assert storing.answered(scene, "ja") is None
    assert storing.informed(scene, FormStored(0)) is None
    assert TakingMessage().informed(scene, MessageStored(0)) is None
    offering = OfferingMessage("")
    assert offering.held is None
    assert offering.informed(scene, MessageStored(0)) is None


def test_an_answer_that_only_says_for_whom_it_is_changes_that() -> None:
    one = caller("eine nachricht für die buchhaltung bitte", "das ist für herrn herbst")
    assert one.acts == [Act.ASK_MESSAGE]
    one.says("der zaun ist hin", "sabine huber", "ja", "ja")
    assert [(each.text, each.recipient) for each in one.messages] == [
        ("der zaun ist hin", "mr_herbst")
    ]


def test_what_is_to_be_struck_is_no_name() -> None:
    one = Caller(Language.ENGLISH, settings=office())
    one.says("leave a message please", "the certificate has arrived", "sarah miller", "yes")
    assert one.says("no scratch that please").acts == [Act.ASK_MESSAGE]
    one.says("the fence is broken", "yes")
    assert [(each.text, each.name) for each in one.messages] == [
        ("the fence is broken", "Sarah Miller")
    ]


def test_a_profession_may_stand_for_the_only_person_it_fits() -> None:
    one = caller("sagen sie dem herrn doktor dass die werte da sind", "huber", "ja", "ja")
    assert one.messages[0].recipient == "mr_herbst"
    two = caller("sagen sie der ärztin dass die werte da sind", "huber", "ja", "ja")
    assert two.messages[0].recipient is None


def test_a_correction_without_a_no_is_asked_about() -> None:
    one = caller(WISH, "ich komme heute", "huber", "ja", "der zaun auch")
    assert one.acts == [Act.CLARIFY, Act.CONFIRM_MESSAGE]
    assert one.says("nein", "der zaun auch").acts == [Act.CONFIRM_MESSAGE]
    assert one.says("ja").messages[0].text == "ich komme heute. der zaun auch"


def test_a_private_matter_is_taken_as_it_is_said() -> None:
    assert caller(WISH, "das ist privat").acts == [Act.ASK_NAME]


def test_nothing_free_offers_a_message() -> None:
    one = Caller(settings=office(), calendar=Calendar(free=set())).says(
        "einen termin zur vorsorge"
    )
    one.says("am mittwoch")
    assert one.acts[-1] is Act.OFFER_MESSAGE

"""Taking a request down field by field."""

from typing import Any

from kibox_pbx.dialogue.actions import Expect, Transfer
from kibox_pbx.dialogue.events import FormStored, MessageStored
from kibox_pbx.dialogue.skills import form
from kibox_pbx.dialogue.skills.form import FillingForm, Stage
from kibox_pbx.language.normalise import normalise
from kibox_pbx.records import Act, FilledForm, Outcome
from kibox_pbx.utterance import Language
from tests.dialogue.offices import EVERYTHING, PRESCRIPTION, office
from tests.dialogue.playbook import CALLER, Calendar, Caller

GERMAN, ENGLISH = Language.GERMAN, Language.ENGLISH
WISH = "ich brauche ein rezept"
FILLED = (WISH, "ramipril", "zwei packungen", "mit der post", "sabine huber", "ja")
ACCIDENT = (
    "eine unfallmeldung",
    "max meier",
    "dritter mai 1980",
    "gestern",
    "nein",
    "keine",
    "nein",
)


def caller(*sentences: str, language: Language = GERMAN, **changes: Any) -> Caller:
    one = Caller(language, settings=office(**changes))
    return one.says(*(normalise(each, language) for each in sentences))


def fields(one: Caller) -> dict[str, str]:
    return dict(one.forms[0].fields)


def test_the_fields_are_asked_in_order_read_back_and_written() -> None:
    one = caller("Ich bräuchte ein neues Rezept")
    assert one.acts == [Act.ASK_FIELD]
    assert one.heard == "Welches Medikament brauchen Sie?"
    assert one.listen.expect is Expect.MESSAGE
    one.says("ramipril fünf milligramm und noch ibuprofen")
    assert one.heard == "Wie viele Packungen?"
    one.says("zwei packungen", "die hole ich ab")
    assert one.acts == [Act.ASK_NAME]
    assert one.says("sabine huber").acts == [Act.ASK_PHONE]
    assert one.says("ja").acts == [Act.CONFIRM_MESSAGE]
    assert "Wie viele Packungen? zwei. Abholen. Von Sabine Huber" in one.heard
    assert not one.forms
    assert one.says("ja genau").acts == [Act.MESSAGE_TAKEN, Act.ANYTHING_ELSE]
    medication = "ramipril fünf milligramm und noch ibuprofen"
    kept = (("medication", medication), ("packs", "2"), ("pick_up", "collect"))
    assert one.forms == [FilledForm("prescription", kept, "Sabine Huber", CALLER)]
    assert one.outcome is Outcome.MESSAGE_TAKEN


def test_a_request_that_is_none_of_the_practice_s_is_left_to_people() -> None:
    scene = caller().state.scene(0)
    begun = form.begin(scene, "ich hätte gern einen parkausweis")
    assert begun.question is not None
    assert begun.question.line.act is Act.OFFER_PERSON


def test_every_kind_of_field_is_kept_as_it_should_be() -> None:
    one = caller(*ACCIDENT)
    assert "Geboren am dritten Mai neunzehnhundertachtzig." in one.heard
    assert "War es bei der Arbeit? Nein." in one.heard
    one.says("ja")
    assert fields(one) == {
        "patient": "Max Meier",
        "born": "1980-05-03",
        "happened": "2026-11-22",
        "at_work": "no",
        "mobile": "",
        "remarks": "",
    }
    assert (one.forms[0].name, one.forms[0].phone) == ("Max Meier", None)


def test_what_was_said_with_the_wish_is_not_asked_again() -> None:
    one = caller(
        "guten tag hier ist sabine huber meine nummer ist null acht neun eins eins eins "
        "zwei zwei zwei ich hätte gern ein rezept für ramipril und ich hole es selbst ab"
    )
    assert one.heard == "Wie viele Packungen?"
    one.says("drei", "ja")
    assert fields(one) == {"medication": "ramipril", "packs": "3", "pick_up": "collect"}
    assert (one.forms[0].name, one.forms[0].phone) == ("Sabine Huber", "+4989111222")


def test_a_vague_wish_is_asked_about() -> None:
    for wish in (
        "ein rezept für meine tabletten",
        "ein rezept für morgen",
        "ein rezept für oma",
    ):
        assert caller(f"ich brauche {wish}").heard == "Welches Medikament brauchen Sie?"


def test_an_answer_in_free_words_may_hold_more() -> None:
    second = {
        **EVERYTHING,
        "fields": {"remarks": {"prompt": {"de": "Was?"}}, **EVERYTHING["fields"]},
    }
    second["fields"]["remarks"] = {"prompt": {"de": "Was ist passiert?"}}
    one = caller(
        "eine unfallmeldung",
        "ich bin gestürzt, mein name ist max meier, ich bin am dritten mai 1980 geboren",
        forms={"accident": second},
    )
    assert one.heard == "An welchem Tag war der Unfall?"


def test_needed_words_are_asked_for_once_more_and_then_taken() -> None:
    one = caller(WISH, "weiß ich nicht")
    assert one.acts == [Act.CLARIFY, Act.ASK_FIELD]
    assert one.says("das weiß ich nicht").heard == "Wie viele Packungen?"
    one.says("zwei", "abholen", "sabine huber", "ja", "ja")
    assert fields(one)["medication"] == "das weiß ich nicht"


def test_what_is_not_understood_ends_with_a_person() -> None:
    one = caller(WISH, "ramipril", "hm", "hm", "hm")
    assert one.acts == [Act.OFFER_PERSON]
    assert isinstance(one.says("ja").ending, Transfer)


def test_keys_answer_numbers_and_choices() -> None:
    one = caller(WISH, "ramipril").presses("3#").presses("2#")
    one.says("sabine huber", "ja", "ja")
    assert fields(one) == {"medication": "ramipril", "packs": "3", "pick_up": "post"}


def test_an_earlier_field_can_be_changed_while_another_is_asked() -> None:
    one = caller(WISH, "ramipril", "zwei", "moment das medikament ist enalapril")
    assert one.acts == [Act.ASK_FIELD]
    assert "Holen Sie es ab" in one.heard
    one.says("nein das medikament ist falsch")
    assert one.heard == "Welches Medikament brauchen Sie?"
    one.says("moment es sind drei packungen", "aspirin", "abholen", "sabine huber", "ja", "ja")
    assert fields(one) == {"medication": "aspirin", "packs": "3", "pick_up": "collect"}


def test_an_earlier_field_can_be_changed_after_the_answer_to_another() -> None:
    one = caller(WISH, "ramipril", "zwei packungen", "Mit der Post. Ach Moment, drei Packungen")
    one.says("sabine huber", "ja", "ja")
    assert fields(one) == {"medication": "ramipril", "packs": "3", "pick_up": "post"}


def test_an_apology_after_an_answer_changes_nothing() -> None:
    one = caller(WISH, "ramipril", "zwei packungen entschuldigung ich bin etwas heiser")
    assert one.heard == caller(WISH, "ramipril", "zwei packungen").heard


def test_an_afterthought_alone_leaves_the_question_open() -> None:
    one = caller(WISH, "ramipril", "zwei packungen", "hm oh sorry drei packungen")
    assert one.acts[-1] is Act.ASK_FIELD
    one.says("mit der post", "sabine huber", "ja", "ja")
    assert fields(one) == {"medication": "ramipril", "packs": "3", "pick_up": "post"}


def test_a_field_that_is_named_as_wrong_is_asked_again() -> None:
    one = caller(*FILLED, "das medikament ist falsch")
    assert one.acts == [Act.ASK_FIELD]
    assert one.says("metoprolol").acts == [Act.CONFIRM_MESSAGE]
    one.says("nein das medikament ist aspirin", "ja")
    assert fields(one)["medication"] == "aspirin"


def test_values_can_be_changed_without_naming_the_field() -> None:
    one = caller(*FILLED, "nein drei packungen", "nein ich hole es selbst ab")
    one.says("nicht ramipril sondern enalapril", "und noch ibuprofen", "ja")
    assert fields(one) == {
        "medication": "enalapril, ibuprofen",
        "packs": "3",
        "pick_up": "collect",
    }


def test_the_only_field_in_free_words_is_meant_by_a_plain_no() -> None:
    one = caller(*FILLED, "nein metoprolol bitte")
    assert one.acts == [Act.CONFIRM_MESSAGE]
    assert one.says("ja").forms[0].fields[0] == ("medication", "metoprolol")


def test_name_and_number_can_be_corrected() -> None:
    one = caller(*FILLED, "nein nicht huber hubert")
    assert "Sabine Hubert" in one.heard
    one.says("nein die nummer ist null acht neun eins eins eins zwei zwei zwei")
    assert one.says("nein der name stimmt nicht").acts == [Act.ASK_NAME]
    assert one.says("anna klein").acts == [Act.CONFIRM_MESSAGE]
    assert one.says("nein die telefonnummer ist falsch").acts == [Act.ASK_PHONE]
    one.says("null acht neun drei drei drei vier vier vier", "ja")
    assert (one.forms[0].name, one.forms[0].phone) == ("Anna Klein", "+4989333444")


def test_the_end_of_a_number_can_be_corrected() -> None:
    one = caller(*FILLED, "hinten sieben acht", "ja")
    assert one.forms[0].phone == "+4989123478"


def test_name_and_number_come_together() -> None:
    one = caller(*FILLED[:4])
    one.says("petra lang hier meine nummer ist null acht neun eins eins eins zwei zwei zwei")
    assert one.acts == [Act.CONFIRM_MESSAGE]
    assert caller(*FILLED[:4], "hm").acts == [Act.CLARIFY, Act.ASK_NAME]


def test_no_asks_what_to_change_and_yes_reads_back_again() -> None:
    one = caller(*FILLED, "nein")
    assert one.acts == [Act.CONFIRM_MESSAGE]
    assert one.says("ja").acts == [Act.CONFIRM_MESSAGE]
    assert not one.forms
    assert one.says("hm äh").acts[0] is Act.CLARIFY
    one.says("nein", "metoprolol", "ja")
    assert fields(one)["medication"] == "metoprolol"


def test_a_yes_that_was_a_no_is_turned() -> None:
    one = caller(
        *ACCIDENT, "nein bei der arbeit ist falsch", "der tag stimmt nicht", "am freitag"
    )
    one.says("nein am donnerstag", "das war nicht bei der arbeit", "bei der arbeit ist falsch")
    one.says("nein bei der arbeit ist falsch", "ja")
    assert fields(one)["at_work"] == "no"
    assert fields(one)["happened"] == "2026-11-19"


def test_a_single_form_needs_no_name() -> None:
    one = Caller(settings=office(forms={"prescription": PRESCRIPTION}), model=lambda _: "form")
    one.says("können sie mir noch mal dasselbe aufschreiben wie immer")
    assert one.acts == [Act.ASK_FIELD]
    two = Caller(settings=office(), model=lambda _: "form")
    two.says("können sie mir noch mal dasselbe aufschreiben wie immer")
    assert two.acts[-1] in {Act.OFFER_PERSON, Act.ASK_FIELD}


def test_a_form_that_cannot_be_stored_goes_to_people() -> None:
    one = Caller(settings=office(), calendar=Calendar(is_broken=True)).says(*FILLED, "ja")
    assert one.ending
    assert one.outcome is Outcome.FAILED


def test_a_form_in_english() -> None:
    one = caller(
        "I'd like a repeat prescription for ramipril, I'll collect it",
        "two packs",
        "John Miller",
        "yes",
        "no three packs",
        "no my number is oh eight nine seven seven seven eight eight eight",
        "yes",
        language=ENGLISH,
    )
    assert fields(one) == {"medication": "ramipril", "packs": "3", "pick_up": "collect"}
    assert one.forms[0].phone == "+4989777888"


def test_a_form_in_english_with_every_kind() -> None:
    one = caller(
        "I want to make an accident report",
        "Mary Watson",
        "third of May 1980",
        "last Friday",
        "yes",
        "I don't have one",
        "no",
        "no, it was on Thursday",
        "yes",
        language=ENGLISH,
    )
    assert fields(one)["happened"] == "2026-11-19"
    assert fields(one)["at_work"] == "yes"


def test_only_the_answer_that_was_asked_for_is_taken() -> None:
    scene = Caller(settings=office()).state.scene(0)
    storing = FillingForm("prescription", stage=Stage.STORING)
    assert storing.held is None
    assert storing.answered(scene, "ja") is None
    assert storing.informed(scene, MessageStored(0)) is None
    assert FillingForm("prescription").informed(scene, FormStored(0)) is None


def test_a_polite_question_for_a_form_is_a_wish_for_it() -> None:
    one = caller("kann ich bei ihnen ein rezept bestellen")
    assert one.acts == [Act.ASK_FIELD]
    one = caller("can i get a prescription for my inhaler", language=ENGLISH)
    assert one.acts == [Act.ASK_FIELD]
    assert caller("wie lange dauert ein rezept").acts != [Act.ASK_FIELD]


def test_whose_medicine_is_finished_wants_a_prescription() -> None:
    one = caller("können sie mir bitte meine blutdrucktabletten aufschreiben")
    assert one.acts == [Act.ASK_FIELD]
    one = caller("i have run out of my blood pressure tablets", language=ENGLISH)
    assert one.acts == [Act.ASK_FIELD]
    assert caller("meine tabletten sind leer", forms={}).acts != [Act.ASK_FIELD]

"""What the language model filled in is used where the caller's own words bear it out."""

import pytest

from kibox_pbx.dialogue.actions import AskModel, SeeExtension
from kibox_pbx.dialogue.events import CallerSpoke, ModelReplied
from kibox_pbx.dialogue.filling import Filled, begin_filled, believed_key, forms_for
from kibox_pbx.dialogue.intents import Intent
from kibox_pbx.dialogue.manager import step
from kibox_pbx.dialogue.phrases import phrase_book
from kibox_pbx.dialogue.scene import Scene
from kibox_pbx.dialogue.skills.booking import Booking
from kibox_pbx.dialogue.skills.message import TakingMessage
from kibox_pbx.dialogue.skills.transfer import SeeingExtension
from kibox_pbx.utterance import Language
from tests.dialogue.playbook import Caller
from tests.dialogue.practice import MONDAY_MORNING, practice

GERMAN = Language.GERMAN
SERVICES = {
    "checkup": {"names": {"de": ["Vorsorge"]}, "minutes": 30, "people": ["dr_sommer"]},
    "blood": {"names": {"de": ["Blutabnahme"]}, "minutes": 10, "people": ["dr_sommer"]},
}
SETTINGS = practice(services=SERVICES)
SCENE = Scene(SETTINGS, GERMAN, MONDAY_MORNING, None, phrase_book(SETTINGS, GERMAN))
TAPPED = "mir soll der doktor etwas blut abzapfen"


BILLED = "das da mit der rechnung von neulich"


def test_a_form_is_filled_in_where_a_word_points_to_something() -> None:
    assert forms_for(SCENE, TAPPED) == (("appointment", "service-de"),)
    assert forms_for(SCENE, BILLED) == (
        ("message", "department-de"),
        ("person", "department-de"),
    )


def test_nobody_waits_for_a_form_that_no_word_points_to() -> None:
    assert forms_for(SCENE, "mein knie knackt immer so komisch") == ()


@pytest.mark.parametrize("named", ["zur vorsorge", "in die buchhaltung", "zu doktor sommer"])
def test_nothing_is_filled_in_that_rules_found(named: str) -> None:
    found = forms_for(SCENE, f"{named} {TAPPED} {BILLED}")
    assert len(found) < len((*forms_for(SCENE, TAPPED), *forms_for(SCENE, BILLED)))


@pytest.mark.parametrize(
    ("filled", "key"),
    [
        ((("service", "blood"),), "blood"),
        ((("service", "checkup"),), None),
        ((("service", "haircut"),), None),
        ((("department", "blood"),), None),
        ((), None),
    ],
)
def test_a_key_is_believed_where_there_is_such_a_thing_and_a_word_for_it(
    filled: Filled, key: str | None
) -> None:
    assert believed_key("service", SCENE, TAPPED, filled) == key


def test_a_booking_begins_with_the_service_that_was_filled_in() -> None:
    reply = begin_filled(Intent.BOOK, SCENE, TAPPED, (("service", "blood"),))
    assert isinstance(reply.skill, Booking)
    assert reply.skill.time.service == "blood"


def test_who_says_their_name_last_keeps_it() -> None:
    text = f"{TAPPED} mein name ist petra lang"
    reply = begin_filled(Intent.BOOK, SCENE, text, (("service", "blood"),))
    assert isinstance(reply.skill, Booking)
    assert (reply.skill.time.service, reply.skill.contact.name) == ("blood", "Petra Lang")


def test_the_caller_is_asked_for_a_service_that_no_word_points_to() -> None:
    reply = begin_filled(Intent.BOOK, SCENE, TAPPED, (("service", "checkup"),))
    assert isinstance(reply.skill, Booking)
    assert reply.skill.time.service == ""


def test_a_message_is_for_the_department_that_was_filled_in() -> None:
    text = "richten sie bitte aus dass die rechnung falsch ist"
    reply = begin_filled(Intent.MESSAGE, SCENE, text, (("department", "billing"),))
    assert isinstance(reply.skill, TakingMessage)
    assert (reply.skill.recipient, reply.skill.text) == (
        "billing",
        "dass die rechnung falsch ist",
    )


def test_the_telephone_of_the_department_that_was_filled_in_is_rung() -> None:
    text = "wer kann mir meine rechnung erklären"
    reply = begin_filled(Intent.PERSON, SCENE, text, (("department", "billing"),))
    assert isinstance(reply.skill, SeeingExtension)
    assert reply.skill.department == "billing"


def test_other_wishes_have_no_form() -> None:
    reply = begin_filled(Intent.MESSAGE, SCENE, TAPPED, (("service", "blood"),))
    assert isinstance(reply.skill, TakingMessage)
    assert begin_filled(Intent.CANCEL, SCENE, TAPPED, (("service", "blood"),)).skill


def test_a_call_goes_on_with_what_was_filled_in() -> None:
    asked, actions = step(Caller().state, CallerSpoke(5000, BILLED))
    assert actions == (AskModel("intent-de", BILLED, forms_for(SCENE, BILLED)),)
    reply = ModelReplied(5500, "person", (("department", "billing"),))
    assert step(asked, reply)[1] == (SeeExtension("billing"),)

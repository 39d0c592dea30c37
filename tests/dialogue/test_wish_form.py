"""The forms that the language model fills in for a free sentence."""

import json

import pytest

from kibox_pbx.dialogue.wish_form import MOST_EXAMPLES, read_form, wish_forms
from tests.dialogue.practice import practice


def test_a_form_offers_what_is_configured_and_nothing() -> None:
    forms = {
        task.name: json.loads(task.schema)["properties"] for task in wish_forms(practice())
    }
    services = {"service": {"enum": ["", "checkup", "consultation"]}}
    departments = {"department": {"enum": ["", "reception", "billing"]}}
    assert forms == {
        "service-de": services,
        "department-de": departments,
        "service-en": services,
        "department-en": departments,
    }


def test_every_example_is_filled_in_as_the_schema_allows() -> None:
    for task in wish_forms(practice()):
        ((field, allowed),) = json.loads(task.schema)["properties"].items()
        filled = [json.loads(answer)[field] for _, answer in task.examples]
        assert {*filled} == {*allowed["enum"]}


def test_things_are_called_as_callers_of_that_language_call_them() -> None:
    german, english = wish_forms(practice())[0], wish_forms(practice())[2]
    assert "checkup = Vorsorge, Check;" in german.instruction
    assert "checkup = check-up, checkup;" in english.instruction


def test_a_thing_without_a_word_in_a_language_keeps_its_other_name() -> None:
    there = {"names": {"en": ["workshop"]}, "dial": "PJSIP/1"}
    reception = {"names": {"de": ["Empfang"]}, "dial": "PJSIP/2"}
    settings = practice(departments={"reception": reception, "workshop": there})
    assert "workshop = workshop" in wish_forms(settings)[1].instruction


def test_there_is_no_form_where_there_is_nothing_to_choose() -> None:
    one = {"reception": {"names": {"de": ["Empfang"]}, "dial": "PJSIP/2"}}
    names = {task.name for task in wish_forms(practice(departments=one, services={}))}
    assert names == set()


def test_a_long_list_has_a_few_examples_only() -> None:
    services = {
        f"s{number}": {
            "names": {"de": [f"Kurs {number}"]},
            "minutes": 30,
            "people": "dr_sommer",
        }
        for number in range(20)
    }
    task = wish_forms(practice(services=services))[0]
    assert len(task.examples) == MOST_EXAMPLES + 2
    assert "s19 = Kurs 19" in task.instruction


@pytest.mark.parametrize(
    ("form", "fields"),
    [
        ('{"service": "checkup"}', (("service", "checkup"),)),
        ('{"service": ""}', ()),
        ('{"service": 7}', ()),
        ('["service"]', ()),
        ("no json", ()),
    ],
)
def test_only_what_was_filled_in_is_read(
    form: str, fields: tuple[tuple[str, str], ...]
) -> None:
    assert read_form(form) == fields

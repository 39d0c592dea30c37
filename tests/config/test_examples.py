"""The example practices: fine as they are, in both languages, and nothing left unshown."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import jsonschema
import pytest
import yaml
from pydantic import BaseModel

import kibox_pbx.config
from kibox_pbx.admin.setup import EXAMPLES, example
from kibox_pbx.config.loader import load
from kibox_pbx.config.schema import schema
from kibox_pbx.config.settings import Booking, Form, Settings, Spoken
from kibox_pbx.dialogue.phrases import check_phrases
from kibox_pbx.utterance import Language

FOLDER = Path(kibox_pbx.config.__file__).parent / "examples"

LEFT_TO_EXPLAIN = {
    "Models": {"folder", "llm", "at"},
    "Speech": {"afterwards", "words", "hear_at", "speak_at"},
    "Address": {"host"},
    "Ami": {"host", "port"},
    "Retention": {"contract_ended"},
    "Store": {"passphrase_file"},
    "Telephone": {"media", "metrics"},
    "Settings": {"calendar_sync", "notify", "peers", "shared"},
    "CalendarSync": {"every_s", "people"},
    "Web": {"host", "names", "certificate_file", "private_key_file"},
    "Notify": {"email", "mqtt", "webhook"},
}
"""What nobody needs who begins; `kibox config explain` tells of it."""


@pytest.fixture(params=EXAMPLES)
def practice(request: pytest.FixtureRequest) -> Settings:
    return load(FOLDER / f"{request.param}.yaml")


def parts(part: object) -> Iterator[BaseModel]:
    """Yield every section that is in a part of the settings, itself included."""
    if isinstance(part, BaseModel):
        yield part
        part = [getattr(part, name) for name in type(part).model_fields]
    if isinstance(part, dict):
        part = list(part.values())
    if isinstance(part, list | tuple):
        for each in part:
            yield from parts(each)


def test_every_example_in_the_folder_can_be_asked_for() -> None:
    assert {path.stem for path in FOLDER.glob("*.yaml")} == set(EXAMPLES)


def test_an_example_and_its_own_sentences_pass_the_check(practice: Settings) -> None:
    assert check_phrases(practice.phrases) == []


@pytest.mark.parametrize("which", EXAMPLES)
def test_an_editor_finds_nothing_wrong_with_an_example(which: str) -> None:
    jsonschema.validate(yaml.safe_load(example(which)), schema())


def test_whatever_can_be_said_has_words_in_both_languages(practice: Settings) -> None:
    assert practice.practice.languages == tuple(Language)
    for part in parts(practice):
        if isinstance(part, Spoken):
            assert bool(part.de) == bool(part.en), part
    assert practice.phrases[Language.GERMAN].keys() == practice.phrases[Language.ENGLISH].keys()


def test_what_names_a_department_names_one_that_there_is(practice: Settings) -> None:
    named = {form.recipient for form in practice.forms.values()}
    named |= {practice.emergency.department, practice.telephone.reception}
    assert named - {None} <= practice.departments.keys()


def test_every_service_can_be_booked_by_somebody_at_some_hour(practice: Settings) -> None:
    for service in practice.services.values():
        for person in service.people:
            hours = service.hours or practice.people[person].hours or practice.hours
            assert any(hours.values())


def test_every_example_has_something_to_tell_and_to_take_down(practice: Settings) -> None:
    assert 8 <= len(practice.enquiries) <= 12
    assert practice.forms
    assert practice.emergency.words.de


def test_between_them_the_examples_show_every_setting() -> None:
    shown: dict[type[BaseModel], set[str]] = {}
    for which in EXAMPLES:
        for part in parts(load(FOLDER / f"{which}.yaml")):
            shown.setdefault(type(part), set()).update(part.model_fields_set)
    missing = {
        kind.__name__: left
        for kind, names in shown.items()
        if (left := set(kind.model_fields) - names - LEFT_TO_EXPLAIN.get(kind.__name__, set()))
    }
    assert missing == {}
    assert {Booking, Form, Spoken} <= shown.keys()


def kinds_of_field() -> set[Any]:
    settings = [load(FOLDER / f"{which}.yaml") for which in EXAMPLES]
    fields = [
        field
        for each in settings
        for form in each.forms.values()
        for field in form.fields.values()
    ]
    return {field.kind for field in fields}


def test_forms_show_most_kinds_of_field() -> None:
    assert {"text", "birthdate", "number", "date", "yes_no", "choice"} <= kinds_of_field()

"""Which request is meant by callers who name none."""

from dataclasses import replace
from pathlib import Path

import pytest

import kibox_pbx.config
from kibox_pbx.config.loader import load
from kibox_pbx.dialogue.actions import Transfer
from kibox_pbx.dialogue.manager import start
from kibox_pbx.dialogue.scene import Scene
from kibox_pbx.dialogue.skills import form
from kibox_pbx.dialogue.skills.likely_forms import likely_form
from kibox_pbx.records import Act
from kibox_pbx.utterance import Language
from tests.dialogue.practice import MONDAY_MORNING

EXAMPLES = Path(kibox_pbx.config.__file__).parent / "examples"
OFFICES = {name: load(EXAMPLES / f"{name}.yaml") for name in ("doctor", "lawyer", "craftsman")}

MEANT = {
    "doctor": {
        "repeat_prescription": [
            "die tabletten von der oma gehen zur neige",
            "ich hab nur noch drei metformin zu hause",
            "my inhaler is nearly empty",
            "i'm down to my last two blood pressure tablets",
            "i'd like to renew my thyroxine",
        ],
        "referral": [
            "der orthopäde will einen schein von ihnen",
            "das mrt zentrum sagt ohne zettel vom hausarzt geht nichts",
            "i need you to send me to a dermatologist",
        ],
    },
    "lawyer": {
        "document_request": [
            "sie haben mir im sommer das urteil vom amtsgericht geschickt und ich find's nicht"
            " mehr könnten sie mir davon nochmal eine kopie zukommen lassen",
            "ich würde gern mal in meine akte reinschauen",
            "i need a duplicate of the settlement",
        ],
        "new_case": [
            "mein chef hat mir gekündigt und ich brauche einen anwalt",
            "someone crashed into my car and won't pay",
        ],
    },
    "craftsman": {
        "repair_request": ["die heizung bleibt kalt", "the toilet won't flush any more"],
        "feedback": ["ihr monteur war sehr freundlich", "your plumber was terribly rude"],
    },
}
NONE = {
    "doctor": ["ich brauche eine bescheinigung", "can you post me my vaccination card", ""],
    "lawyer": ["ich brauche eine quittung über meine zahlung", "please change my address"],
    "craftsman": ["ich hätt gern einen katalog", "i need a copy of my bill"],
}


def scene(office: str, language: Language) -> Scene:
    state = replace(start(OFFICES[office]), language=language, answered_at=MONDAY_MORNING)
    return state.scene(0)


def heard(office: str, said: str) -> set[str | None]:
    return {likely_form(scene(office, language), said) for language in Language}


@pytest.mark.parametrize(
    ("office", "key", "said"),
    [
        (office, key, said)
        for office, forms in MEANT.items()
        for key, sentences in forms.items()
        for said in sentences
    ],
)
def test_the_request_is_meant_that_has_most_to_do_with_a_sentence(
    office: str, key: str, said: str
) -> None:
    assert key in heard(office, said)


@pytest.mark.parametrize(
    ("office", "said"), [(office, said) for office, every in NONE.items() for said in every]
)
def test_what_no_request_has_to_do_with_means_none(office: str, said: str) -> None:
    assert heard(office, said) == {None}


def test_what_several_requests_have_to_do_with_alike_means_none() -> None:
    said = "ich brauche eine salbe und muss zum urologen"
    assert likely_form(scene("doctor", Language.GERMAN), said) is None


def test_a_practice_without_requests_means_none() -> None:
    here = scene("doctor", Language.GERMAN)
    without = replace(here, settings=here.settings.model_copy(update={"forms": {}}))
    assert likely_form(without, "meine tabletten sind alle") is None


def test_a_request_that_is_meant_begins() -> None:
    begun = form.begin(scene("doctor", Language.ENGLISH), "my inhaler is nearly empty")
    assert begun.question is not None
    assert (begun.question.line.act, begun.question.line.field) == (
        Act.ASK_FIELD,
        "medication",
    )
    assert not isinstance(begun.ending, Transfer)

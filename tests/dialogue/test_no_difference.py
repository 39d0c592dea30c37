"""Nobody is treated differently for how they are insured, and no model decides on danger."""

import pytest

from kibox_pbx.dialogue.actions import AskModel, Transfer
from kibox_pbx.records import Act
from kibox_pbx.utterance import Language
from tests.dialogue.playbook import Caller

WISH = "und möchte einen termin zur vorsorge"


@pytest.mark.parametrize(
    "insured",
    ["gesetzlich versichert", "privat versichert", "kassenpatient", "selbstzahler"],
)
def test_the_same_is_offered_however_somebody_is_insured(insured: str) -> None:
    caller = Caller().says(f"ich bin {insured} {WISH}", "am dienstag")
    usual = Caller().says(f"ich bin lehrer {WISH}", "am dienstag")
    assert caller.acts == [Act.OFFER_SLOTS]
    assert caller.heard == usual.heard
    assert caller.actions == usual.actions


@pytest.mark.parametrize(
    ("language", "cry"),
    [
        (Language.GERMAN, "mein mann hat brustschmerzen und bekommt keine luft"),
        (Language.GERMAN, "notfall"),
        (Language.ENGLISH, "my father is unconscious and not breathing"),
        (Language.ENGLISH, "this is an emergency"),
    ],
)
@pytest.mark.parametrize("before", [(), ("ich möchte einen termin", "heidelbeere xyz")])
def test_in_danger_people_are_rung_and_no_model_is_asked(
    language: Language, cry: str, before: tuple[str, ...]
) -> None:
    caller = Caller(language).says(*before) if before else Caller(language)
    asked_before = len(caller.asked(AskModel))
    caller.says(cry)
    assert Act.EMERGENCY in caller.acts
    assert caller.asked(Transfer)
    assert len(caller.asked(AskModel)) == asked_before

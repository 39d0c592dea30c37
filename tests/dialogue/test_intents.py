"""What callers want, in their words."""

import pytest

from kibox_pbx.dialogue.intents import Intent, understand_intent
from kibox_pbx.dialogue.tasks import GOODBYE, LABELS, OTHER, intent_tasks
from kibox_pbx.utterance import Language
from tests.dialogue.practice import practice

GERMAN = {
    "ich hätte gern einen termin": Intent.BOOK,
    "ich möchte gerne einen termin vereinbaren": Intent.BOOK,
    "kann ich morgen vorbeikommen": Intent.BOOK,
    "haben sie nächste woche noch etwas frei": Intent.BOOK,
    "termin bitte": Intent.BOOK,
    "wann kann ich einen termin bekommen": Intent.BOOK,
    "ich muss meinen termin verschieben": Intent.MOVE,
    "kann ich den termin auf freitag verlegen": Intent.MOVE,
    "ich muss den termin morgen leider absagen": Intent.CANCEL,
    "ich kann heute nicht kommen": Intent.CANCEL,
    "wann ist mein termin": Intent.EXISTING,
    "hat meine frau heute einen termin": Intent.EXISTING,
    "habe ich bei ihnen einen termin": Intent.EXISTING,
    "bitte rufen sie mich zurück": Intent.MESSAGE,
    "ich möchte eine nachricht hinterlassen": Intent.MESSAGE,
    "können sie ihr etwas ausrichten": Intent.MESSAGE,
    "verbinden sie mich mit der abrechnung": Intent.PERSON,
    "ich würde gern frau doktor sommer sprechen": Intent.PERSON,
    "wie lange haben sie heute auf": Intent.QUESTION,
    "was kostet die vorsorge": Intent.QUESTION,
}
ENGLISH = {
    "i would like to make an appointment": Intent.BOOK,
    "can i come in tomorrow": Intent.BOOK,
    "do you have anything free next week": Intent.BOOK,
    "i need to see the doctor": Intent.BOOK,
    "i need to reschedule my appointment": Intent.MOVE,
    "can i move my appointment to friday": Intent.MOVE,
    "i have to cancel my appointment": Intent.CANCEL,
    "i can't make it tomorrow": Intent.CANCEL,
    "does my wife have an appointment today": Intent.EXISTING,
    "when is my appointment": Intent.EXISTING,
    "please call me back": Intent.MESSAGE,
    "can i leave a message": Intent.MESSAGE,
    "put me through to billing": Intent.PERSON,
    "i want to speak to doctor sommer": Intent.PERSON,
    "what are your opening hours": Intent.QUESTION,
    "how much is a check up": Intent.QUESTION,
}


@pytest.mark.parametrize(("text", "intent"), GERMAN.items())
def test_german_wishes(text: str, intent: Intent) -> None:
    assert understand_intent(text, Language.GERMAN) is intent


@pytest.mark.parametrize(("text", "intent"), ENGLISH.items())
def test_english_wishes(text: str, intent: Intent) -> None:
    assert understand_intent(text, Language.ENGLISH) is intent


@pytest.mark.parametrize("text", ["", "mein knie knackt", "my knee makes noises", "hallo"])
def test_rules_do_not_guess(text: str) -> None:
    assert understand_intent(text, Language.GERMAN) is None
    assert understand_intent(text, Language.ENGLISH) is None


def test_the_models_labels_are_the_wishes_and_begin_differently() -> None:
    assert set(LABELS) == {*Intent, GOODBYE, OTHER}
    assert len({label[0] for label in LABELS}) == len(LABELS)


def test_every_label_has_examples_that_rules_alone_would_not_need() -> None:
    german, english = intent_tasks(practice())
    assert (german.name, english.name) == ("intent-de", "intent-en")
    for task in (german, english):
        assert task.labels == LABELS
        assert {label for _, label in task.examples} == set(LABELS)
        assert all(label in task.instruction for label in task.labels)
        assert 32 <= len(task.examples) <= 64

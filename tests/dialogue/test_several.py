"""Several wishes in one call: the second begins by itself when the first is done."""

import pytest

from kibox_pbx.dialogue.actions import Transfer
from kibox_pbx.dialogue.intents import Intent
from kibox_pbx.dialogue.several import heard_wishes
from kibox_pbx.records import Act, Outcome
from kibox_pbx.utterance import Language
from tests.dialogue.offices import office
from tests.dialogue.playbook import Caller

GERMAN, ENGLISH = Language.GERMAN, Language.ENGLISH
B, Q, C, P, M = Intent.BOOK, Intent.QUESTION, Intent.CANCEL, Intent.PERSON, Intent.MESSAGE


@pytest.mark.parametrize(
    ("language", "said", "kinds"),
    [
        (GERMAN, "ich brauche einen termin und haben sie samstags offen", [B, Q]),
        (GERMAN, "ich möchte einen termin absagen und eine nachricht hinterlassen", [C, M]),
        (GERMAN, "mit der buchhaltung sprechen und einen termin vereinbaren", [B, P]),
        (GERMAN, "wann haben sie offen und wo kann ich parken", [Q, Q]),
        (ENGLISH, "i need an appointment and where can i park", [B, Q]),
        (ENGLISH, "i would like to cancel my appointment and also leave a message", [C, M]),
        (GERMAN, "ich möchte einen termin und zwar am montag", [B]),
        (GERMAN, "ich brauche einen termin für mich und einen termin für meine frau", [B]),
        (GERMAN, "ich möchte einen termin und wie wäre es mit dienstag", [B]),
        (GERMAN, "mein name ist huber und ich möchte einen termin", [B]),
        (GERMAN, "eine nachricht bitte und zwar dass ich einen termin brauche", [M]),
        (GERMAN, "der himmel ist blau und das gras ist grün", []),
        (GERMAN, "ich habe morgen einen termin und ich kann nicht kommen", [C]),
        (ENGLISH, "i've got an appointment on wednesday and i can't make it", [C]),
        (
            GERMAN,
            "ich brauche einen termin und wo kann ich parken und was kostet das"
            " und wann haben sie offen",
            [B, Q, Q],
        ),
    ],
)  # fmt: skip
def test_a_sentence_is_cut_only_where_both_halves_are_wishes(
    language: Language, said: str, kinds: list[Intent]
) -> None:
    wishes = heard_wishes(Caller(language).state.scene(0), said)
    assert [kind for kind, _ in wishes] == kinds
    assert len(wishes) != 1 or wishes[0][1] == said


def test_the_second_wish_begins_when_the_first_is_done() -> None:
    caller = Caller().says(
        "ich brauche einen termin zur vorsorge am mittwoch um drei und möchte eine nachricht"
        " hinterlassen"
    )
    assert caller.acts[-1] is Act.ASK_NAME
    caller.says("sabine huber", "ja", "ja")
    assert caller.acts == [Act.BOOKED, Act.TELL_ANSWER, Act.ASK_MESSAGE]
    assert "Und nun zu Ihrer Nachricht" in caller.heard
    caller.says("bitte rufen sie mich an")
    assert Act.ANYTHING_ELSE not in caller.acts


def test_what_comes_next_is_repeated_with_what_was_done() -> None:
    caller = Caller().says(
        "ich brauche einen termin zur vorsorge am mittwoch um drei und möchte eine nachricht"
        " hinterlassen",
        "sabine huber",
        "ja",
        "ja",
    )
    assert caller.says("wie bitte").acts == [Act.BOOKED, Act.TELL_ANSWER, Act.ASK_MESSAGE]


def test_people_are_rung_when_the_rest_is_done() -> None:
    caller = Caller().says(
        "ich möchte mit der buchhaltung sprechen und einen termin zur vorsorge am mittwoch"
        " um drei vereinbaren",
        "sabine huber",
        "ja",
        "ja",
    )
    assert caller.ending == Transfer("billing", Outcome.BOOKED)


def test_dropping_one_matter_leaves_the_other() -> None:
    caller = Caller().says(
        "ich brauche einen termin zur vorsorge und möchte eine nachricht hinterlassen",
        "lassen wir das",
    )
    assert caller.acts[-1] is Act.ASK_MESSAGE


def test_a_yes_to_anything_else_may_bring_the_next_wish() -> None:
    caller = Caller().says("löschen sie das gespräch")
    caller.says("ja ich brauche auch noch einen termin zur vorsorge")
    assert caller.acts == [Act.ASK_DAY]


@pytest.mark.parametrize(
    ("language", "said"),
    [
        (GERMAN, "ja ich hätte noch eine frage"),
        (GERMAN, "ich habe da noch eine kurze frage"),
        (GERMAN, "noch etwas"),
        (ENGLISH, "yes i have another question"),
        (ENGLISH, "one more thing"),
    ],
)
def test_who_only_says_that_there_is_something_is_asked_what(
    language: Language, said: str
) -> None:
    assert Caller(language).says(said).acts == [Act.ASK_INTENT]


def test_a_wish_after_something_else_is_heard_as_if_it_stood_alone() -> None:
    said = "ich brauche einen termin und außerdem brauche ich ein rezept"
    caller = Caller(settings=office())
    kinds = [kind for kind, _ in heard_wishes(caller.state.scene(0), said)]
    assert kinds == [B, Intent.FORM]


@pytest.mark.parametrize(
    ("language", "said", "kinds"),
    [
        (GERMAN, "ich hab morgen eine vorsorge und muss sie verlegen", [Intent.MOVE]),
        (GERMAN, "ich hab morgen vorsorge und muss sie absagen", [C]),
        (ENGLISH, "i'm down for a checkup tomorrow and need to move it", [Intent.MOVE]),
        (GERMAN, "ich möchte meinen termin absagen und einen neuen termin vereinbaren", [C, B]),
    ],
)
def test_a_service_that_was_only_named_is_no_wish_beside_what_becomes_of_it(
    language: Language, said: str, kinds: list[Intent]
) -> None:
    wishes = heard_wishes(Caller(language, settings=office()).state.scene(0), said)
    assert [kind for kind, _ in wishes] == kinds


@pytest.mark.parametrize(
    ("language", "said", "kinds"),
    [
        (GERMAN, "vorsorge am montag und ein rezept bitte", [B, Intent.FORM]),
        (GERMAN, "mir tut der rücken weh und ich brauche ein rezept", [B, Intent.FORM]),
        (ENGLISH, "checkup on monday and a repeat prescription please", [B, Intent.FORM]),
        (
            ENGLISH,
            "my blood pressure tablets are nearly gone and i need a prescription",
            [Intent.FORM],
        ),
    ],
)
def test_beside_a_form_a_service_is_wanted_too_if_it_is_named(
    language: Language, said: str, kinds: list[Intent]
) -> None:
    wishes = heard_wishes(Caller(language, settings=office()).state.scene(0), said)
    assert [kind for kind, _ in wishes] == kinds

"""What a caller wants who puts it as no rule expects, and when a rule is doubted."""

import pytest

from kibox_pbx.dialogue.guessing import guessed_wish, hints, is_done, is_doubtful, likely
from kibox_pbx.dialogue.intents import Intent
from kibox_pbx.dialogue.scene import Scene
from kibox_pbx.dialogue.several import heard_wishes
from kibox_pbx.dialogue.tasks import LABELS
from kibox_pbx.utterance import Language
from tests.dialogue.offices import office
from tests.dialogue.playbook import Caller
from tests.dialogue.practice import practice

GERMAN, ENGLISH = Language.GERMAN, Language.ENGLISH


def scene(language: Language, *, has_forms: bool = True) -> Scene:
    settings = office() if has_forms else practice()
    return Caller(language, settings=settings).state.scene(1)


def is_doubted(language: Language, text: str) -> bool:
    there = scene(language)
    return is_doubtful(there, text, heard_wishes(there, text))


@pytest.mark.parametrize(
    ("language", "said", "wish"),
    [
        (GERMAN, "ich muss am donnerstag leider passen", Intent.CANCEL),
        (GERMAN, "ich bräuchte mal wieder einen rat von ihnen", Intent.BOOK),
        (GERMAN, "können wir das auf freitag verlegen", Intent.MOVE),
        (ENGLISH, "i'm afraid i won't manage to get to you tomorrow", Intent.CANCEL),
        (ENGLISH, "when's it my turn again", Intent.EXISTING),
        (ENGLISH, "could we push it to friday", Intent.MOVE),
    ],
)
def test_a_wish_is_guessed_that_is_put_in_ones_own_words(
    language: Language, said: str, wish: Intent
) -> None:
    assert guessed_wish(scene(language), said) is wish


@pytest.mark.parametrize(
    ("language", "said"),
    [
        (GERMAN, "der himmel ist blau heute"),
        (GERMAN, "das wars schon danke ihnen"),
        (GERMAN, ""),
        (ENGLISH, "the sky is blue today"),
        (ENGLISH, "that's me done cheers"),
        (ENGLISH, "right i'll let you get on"),
    ],
)
def test_what_is_no_wish_is_not_taken_for_one(language: Language, said: str) -> None:
    assert guessed_wish(scene(language), said) is None


def test_how_sure_a_guess_must_be_is_up_to_who_asks() -> None:
    said = "ich bräuchte mal wieder einen rat von ihnen"
    assert guessed_wish(scene(GERMAN), said, least=0.4) is Intent.BOOK
    assert guessed_wish(scene(GERMAN), said, least=0.9) is None


@pytest.mark.parametrize(
    ("language", "said"),
    [
        (GERMAN, "nein ich bräuchte noch ein rezept für meine tabletten"),
        (ENGLISH, "i've run out of my blood pressure tablets"),
    ],
)
def test_who_wants_a_form_that_there_is_none_of_leaves_a_message(
    language: Language, said: str
) -> None:
    assert guessed_wish(scene(language), said) is Intent.FORM
    assert guessed_wish(scene(language, has_forms=False), said) is Intent.MESSAGE


@pytest.mark.parametrize(
    ("language", "said"),
    [
        (GERMAN, "nicht am montag lieber dienstag"),
        (ENGLISH, "not monday tuesday rather"),
    ],
)
def test_who_only_takes_back_a_day_has_no_appointment_to_move(
    language: Language, said: str
) -> None:
    assert likely(said, language).label == Intent.MOVE
    assert guessed_wish(scene(language), said) is Intent.BOOK


@pytest.mark.parametrize(
    ("language", "said"),
    [
        (GERMAN, "die vorsorge lieber an einem freitag"),
        (ENGLISH, "a checkup a week later would be better for me"),
    ],
)
def test_a_service_by_name_is_moved_only_where_that_is_nearly_certain(
    language: Language, said: str
) -> None:
    assert likely(said, language).label == Intent.MOVE
    assert guessed_wish(scene(language), said) is Intent.BOOK


@pytest.mark.parametrize(
    ("language", "said"),
    [(GERMAN, "nein das war es von meiner seite"), (ENGLISH, "no that's everything cheers")],
)
def test_who_wants_nothing_more_is_done(language: Language, said: str) -> None:
    assert is_done(said, language)
    assert not is_done(said, language, least=1.01)


@pytest.mark.parametrize(
    ("language", "said"),
    [
        (GERMAN, "nein ich bräuchte noch ein rezept"),
        (ENGLISH, "no but i need somebody to look at my back"),
    ],
)
def test_who_wants_something_is_not_done(language: Language, said: str) -> None:
    assert not is_done(said, language, least=0.1)


@pytest.mark.parametrize(
    ("language", "said"),
    [
        (GERMAN, "ich habe noch kein geld für die vorsorge bekommen"),
        (GERMAN, "ich war neulich zur vorsorge und jetzt fehlt mir die rechnung"),
        (GERMAN, "ist da auch ein mensch am empfang"),
        (ENGLISH, "when's it my turn again"),
        (ENGLISH, "what time are we on at"),
    ],
)
def test_a_rule_is_doubted_where_something_else_is_likely(
    language: Language, said: str
) -> None:
    assert is_doubted(language, said)


@pytest.mark.parametrize(
    ("language", "said"),
    [
        (GERMAN, "sind bei der vorsorge zurzeit viele leute"),
        (ENGLISH, "hello could i have a checkup for a flu shot"),
    ],
)
def test_a_question_that_only_names_a_service_is_doubted_though_no_other_wish_is_likely(
    language: Language, said: str
) -> None:
    assert guessed_wish(scene(language), said) in {None, Intent.BOOK}
    assert is_doubted(language, said)


@pytest.mark.parametrize(
    ("language", "said"),
    [
        (GERMAN, "vorsorge montag"),
        (GERMAN, "vorsorge bitte"),
        (GERMAN, "ich schaff es morgen leider doch nicht zu ihnen"),
        (GERMAN, "vorsorge am mittwoch oder am freitag nachmittag"),
        (ENGLISH, "checkup on wednesday or on friday in the afternoon"),
        (GERMAN, "machen sie eigentlich auch vorsorge für ältere leute"),
        (GERMAN, "wann haben sie offen"),
        (ENGLISH, "checkup monday"),
        (ENGLISH, "when are you open"),
        (ENGLISH, "tell the boss that the goods have arrived"),
    ],
)
def test_a_plain_wish_is_not_doubted(language: Language, said: str) -> None:
    assert not is_doubted(language, said)


def test_several_wishes_are_not_doubted() -> None:
    said = "ich möchte einen termin absagen und eine nachricht hinterlassen"
    wishes = heard_wishes(scene(GERMAN), said)
    assert len(wishes) == 2
    assert not is_doubtful(scene(GERMAN), said, wishes)


def test_what_another_rule_heard_is_not_doubted() -> None:
    said = "ich war neulich zur vorsorge und jetzt fehlt mir die rechnung"
    assert not is_doubtful(scene(GERMAN), said, ((Intent.FORM, said),))


def test_what_the_rules_make_of_a_sentence_is_a_hint() -> None:
    assert hints("ich muss den termin absagen", GERMAN) == ("rule cancel", "aside ")
    assert hints("ich widerrufe", GERMAN) == ("rule ", "aside erase")
    assert likely("ich muss den termin absagen", GERMAN).label in LABELS


def test_a_guess_begins_the_matter_and_asks_before_anything_is_done() -> None:
    caller = Caller(GERMAN).says("ich muss am donnerstag leider passen")
    assert "Namen" in caller.heard
    assert not caller.booked

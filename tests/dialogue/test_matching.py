"""How surely an entry answers a question."""

from kibox_pbx.dialogue.matching import closest, expanded, surest, topics
from kibox_pbx.utterance import Language
from tests.storage.enquiry_cases import CRAFT

GERMAN = Language.GERMAN
KNOWN = topics(CRAFT, GERMAN)


def test_a_sentence_without_a_word_that_means_something_fits_nothing() -> None:
    assert surest("und dann also bitte", KNOWN, GERMAN) == ()
    assert expanded("und dann also bitte", KNOWN, GERMAN) == ()


def test_a_statement_without_a_question_word_is_weighed_whole() -> None:
    assert surest("die garantie", KNOWN, GERMAN) == ("warranty",)


def test_the_question_itself_counts_more_than_what_led_to_it() -> None:
    told = "meine waschmaschine ist ausgelaufen was kostet denn die anfahrt"
    assert surest(told, KNOWN, GERMAN) == ("call_out",)


def test_a_short_answer_points_to_one_of_two_questions_or_to_none() -> None:
    asked = {"sport": ("Attest für den Sport",), "school": ("Attest für die Schule",)}
    assert closest("für die schule", asked, GERMAN) == "school"
    assert closest("ein attest", asked, GERMAN) is None
    assert closest("hm", asked, GERMAN) is None
    assert closest("hm", {}, GERMAN) is None


def test_short_everyday_words_do_not_hide_what_a_remark_is_about() -> None:
    assert surest("ich hab gar keine garantie mehr", KNOWN, GERMAN) == ("warranty",)

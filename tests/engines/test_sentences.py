import pytest

from kibox_pbx.engines.sentences import (
    LONG_SENTENCE,
    Piece,
    cut_for_speaking,
    cut_to_begin_soon,
)


def texts(text: str) -> list[str]:
    return [piece.text for piece in cut_for_speaking(text)]


def test_every_sentence_is_a_piece_and_all_but_the_last_have_a_pause() -> None:
    assert cut_for_speaking("Gerne. An welchem Tag?") == [
        Piece("Gerne.", 160),
        Piece("An welchem Tag?", 0),
    ]


@pytest.mark.parametrize(
    "text", ["Bei Dr. Weber am Montag.", "Gehen Sie zu z. B. Frau Weber.", "Ask for Mr. Smith."]
)
def test_an_abbreviation_ends_no_sentence(text: str) -> None:
    assert texts(text) == [text]


@pytest.mark.parametrize("text", ["", "  ", "...", "? !"])
def test_nothing_is_said_where_there_is_no_word(text: str) -> None:
    assert texts(text) == []


def test_a_long_sentence_is_also_cut_at_its_commas() -> None:
    assert texts(
        "Hello, this is the telephone assistant of the practice, and you can book "
        "appointments at any time, too."
    ) == [
        "Hello, this is the telephone assistant of the practice,",
        "and you can book appointments at any time, too.",
    ]


def test_a_sentence_of_ordinary_length_stays_whole() -> None:
    sentence = "On Tuesday at ten, on Wednesday at nine, or later?"
    assert len(sentence) <= LONG_SENTENCE
    assert texts(sentence) == [sentence]


def test_no_word_is_lost_or_added() -> None:
    text = (
        "One, two, three, four, five, six, seven, eight, nine, ten, eleven, twelve, end. "
        "Dr. Weber: no; and so on, and so forth, until the very last word of this text!"
    )
    assert " ".join(texts(text)) == text


def begun(text: str, *kept: str) -> list[str]:
    return [piece.text for piece in cut_to_begin_soon(text, kept.__contains__)]


REPEATED = "Let me repeat: check-up, Thursday the third of December, for Anna. Is that right?"


def test_a_kept_opening_is_a_piece_of_its_own_and_has_a_pause() -> None:
    assert cut_to_begin_soon(REPEATED, ["Let me repeat:"].__contains__) == [
        Piece("Let me repeat:", 120),
        Piece("check-up, Thursday the third of December, for Anna.", 160),
        Piece("Is that right?", 0),
    ]


def test_the_longest_kept_opening_is_taken() -> None:
    text = "I am sorry, on Monday, Doctor Winter is not here."
    kept = ("I am sorry,", "I am sorry, on Monday,")
    assert begun(text, *kept) == ["I am sorry, on Monday,", "Doctor Winter is not here."]


def test_what_is_kept_whole_stays_whole() -> None:
    text = "All right, we will leave that."
    assert begun(text, "All right,", text) == [text]
    assert begun(f"{text} Goodbye.", "All right,", text) == [text, "Goodbye."]


def test_only_the_first_sentence_begins_with_an_opening() -> None:
    assert begun("Goodbye. All right, Anna.", "All right,") == ["Goodbye.", "All right, Anna."]


def test_without_a_kept_opening_a_long_beginning_is_cut_at_its_first_pause() -> None:
    text = "Tomorrow, Friday the fourth of December, we are open from eight to twelve."
    assert begun(text)[0] == "Tomorrow,"
    assert " ".join(begun(text)) == text


@pytest.mark.parametrize(
    "text",
    [
        "Yes, at nine.",
        "No, not on the third of December",
        "On Thursday the third of December we are here from eight",
        "",
        "... -, -",
    ],
)
def test_a_beginning_that_is_short_or_has_no_pause_stays_as_it_is(text: str) -> None:
    assert begun(text) == texts(text)

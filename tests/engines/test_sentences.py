import pytest

from kibox_pbx.engines.sentences import LONG_SENTENCE, Piece, cut_for_speaking


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

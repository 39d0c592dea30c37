"""Nobody talks so long that others must wait."""

from kibox_pbx.language.length import MOST_CHARS, first_of


def test_what_people_say_is_listened_to_whole() -> None:
    said = "ich habe seit drei wochen schmerzen " * 50
    assert first_of(said) == said


def test_of_what_goes_on_for_ever_the_first_words_count() -> None:
    heard = first_of("termin " * 10_000)
    assert len(heard) <= MOST_CHARS
    assert set(heard.split(" ")) == {"termin"}
    assert len(heard) > MOST_CHARS - 10


def test_a_word_without_an_end_is_cut() -> None:
    assert first_of("a" * 100_000) == "a" * MOST_CHARS

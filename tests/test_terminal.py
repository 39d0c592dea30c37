"""What callers say is shown on a terminal, and obeyed by none."""

from hypothesis import given, settings
from hypothesis import strategies as st

from kibox_pbx.terminal import on_one_line


@settings(deadline=None)
@given(st.text())
def test_nothing_is_left_that_a_terminal_obeys(text: str) -> None:
    assert on_one_line(text).isprintable()


def test_ordinary_words_stay_as_they_are() -> None:
    assert on_one_line("Grüße, 東京 👋 = ok") == "Grüße, 東京 👋 = ok"


def test_the_rest_is_made_visible() -> None:
    assert on_one_line("a\x1b[31m\x9b\r\n\u202eb\0") == "a\\x1b[31m\\x9b\\r\\n\\u202eb\\x00"

"""What somebody wrote is shown as it is, wherever it stands in a document."""

import re
from html import unescape

from hypothesis import given
from hypothesis import strategies as st
from markdown_it import MarkdownIt
from markupsafe import Markup

from kibox_pbx.privacy.markdown_text import literal

MARKDOWN = MarkdownIt("commonmark", {"html": False}).enable("table")
PLACES = ("{}", "- {}", "{} und", "a {} z", "| a |\n|---|\n| {} |", "**[fehlt: {}]**")


def shown(markdown: str) -> str:
    """Return the words that a reader of the page sees."""
    return " ".join(unescape(re.sub(r"<[^>]+>", "", MARKDOWN.render(markdown))).split())


def test_markup_in_a_value_is_shown() -> None:
    for value in ("1. Etage", "+ 49", "- x", "# 3", "= 1", "a|b", "*x*", "_x_", "a_b_c", "~x~"):
        assert shown(f"{literal(value)}") == value
    assert shown(f"{literal('<script>&amp;</script> [a](b) `c`')}") == (
        "<script>&amp;</script> [a](b) `c`"
    )


def test_plain_words_are_not_touched() -> None:
    for value in ("+49 30 123", "praxis@sommer.example", "2026-11-28", "ask_birthdate", "1.5"):
        assert literal(value) == value


def test_what_is_markdown_already_stays() -> None:
    assert literal(Markup("**x**")) == "**x**"


@given(st.text(st.characters(exclude_categories=("C", "Z"), include_characters=" \n\t")))
def test_any_text_is_shown_as_it_is(value: str) -> None:
    words = " ".join(value.split())
    for place in PLACES:
        around = shown(place.format("mitte"))
        assert shown(place.format(literal(value) or "mitte")) == around.replace(
            "mitte", words or "mitte"
        )

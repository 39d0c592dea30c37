"""A page is whole HTML that needs nothing from elsewhere."""

import re
from html.parser import HTMLParser
from itertools import pairwise

import pytest

from kibox_pbx.privacy.documents import Kind, write
from kibox_pbx.privacy.page import page
from kibox_pbx.utterance import Language
from tests.privacy.office import facts, incident

VOID = {"meta", "hr", "br"}


class Strict(HTMLParser):
    """Fails where a tag is not closed in its order."""

    def __init__(self) -> None:
        super().__init__()
        self.open: list[str] = []
        self.seen: list[tuple[str, dict[str, str | None]]] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.seen.append((tag, dict(attrs)))
        if tag not in VOID:
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        if tag not in VOID:
            assert self.open.pop() == tag


def tags_of(html: str) -> list[tuple[str, dict[str, str | None]]]:
    parser = Strict()
    parser.feed(html)
    parser.close()
    assert parser.open == []
    return parser.seen


@pytest.mark.parametrize("language", Language)
@pytest.mark.parametrize("kind", Kind)
def test_a_document_is_a_whole_page_in_its_language(kind: Kind, language: Language) -> None:
    html = page(write(kind, language, facts(), incident()).text, language)
    tags = tags_of(html)
    names = [name for name, _ in tags]
    assert html.startswith("<!DOCTYPE html>\n")
    assert tags[0] == ("html", {"lang": language.value})
    assert [names.count(each) for each in ("title", "h1", "main")] == [1, 1, 1]
    assert all(attrs == {"scope": "col"} for name, attrs in tags if name == "th")
    levels = [int(name[1]) for name in names if re.fullmatch("h[1-6]", name)]
    assert all(later <= before + 1 for before, later in pairwise(levels))


def test_a_page_needs_nothing_from_elsewhere() -> None:
    html = page(write(Kind.DPIA, Language.GERMAN, facts()).text, Language.GERMAN)
    assert not {"script", "link", "img", "iframe", "a"} & {name for name, _ in tags_of(html)}
    assert not re.search(r"https?:|url\(|@import|\bsrc=|\bhref=", html)
    assert "default-src 'none'" in html
    assert "@media print" in html


def test_tags_in_a_setting_are_shown_and_never_obeyed() -> None:
    hostile = facts({"authority": "<script>alert(1)</script>", "officer": "<b>x</b>"})
    html = page(write(Kind.PRIVACY_NOTICE, Language.ENGLISH, hostile).text, Language.ENGLISH)
    assert not {"script", "b"} & {name for name, _ in tags_of(html)}
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in html


def test_tags_in_the_markdown_itself_are_shown_too() -> None:
    html = page("# A & <i>B</i>\n\n<script>x</script>\n", Language.ENGLISH)
    assert "<title>A &amp; &lt;i&gt;B&lt;/i&gt;</title>" in html
    assert not {"script", "i"} & {name for name, _ in tags_of(html)}

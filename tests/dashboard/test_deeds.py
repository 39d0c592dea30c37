"""Whatever can be done on the pages is done in a real browser by some test."""

import re
from collections.abc import Iterator
from importlib.resources import files
from types import ModuleType

from starlette.routing import compile_path

from kibox_pbx.dashboard.application import PAGES
from kibox_pbx.dashboard.page import Method
from tests.dashboard import (
    test_accounts_in_chromium,
    test_desk_in_chromium,
    test_in_chromium,
    test_live_in_chromium,
    test_rights_in_chromium,
)
from tests.dashboard.chromium import CHOICES
from tests.dashboard.test_looks_in_chromium import DESK_OF

BROWSED = (
    test_accounts_in_chromium,
    test_desk_in_chromium,
    test_in_chromium,
    test_live_in_chromium,
    test_rights_in_chromium,
)
_CHOICE = re.compile(r'<button[^>]* name="(\w+)" value="(\w+)"')
_BUTTON = re.compile(r'<button[^>]* name="(\w+)"')


def templates() -> Iterator[str]:
    for each in (files("kibox_pbx.dashboard") / "templates").iterdir():
        yield each.read_text(encoding="utf-8")


def done_in(module: ModuleType) -> set[str]:
    marks = [
        mark
        for name, test in vars(module).items()
        if name.startswith("test_")
        for mark in getattr(test, "pytestmark", ())
    ]
    return {each for mark in marks if mark.name == "does" for each in mark.args}


def done() -> set[str]:
    return set().union(*map(done_in, BROWSED))


def test_every_page_is_looked_at_in_a_browser() -> None:
    looked_at = [path.split("?")[0] for paths in DESK_OF.values() for path in paths]
    unseen = {
        each.path
        for each in PAGES
        if each.method is Method.LOOK
        and not any(compile_path(each.path)[0].fullmatch(path) for path in looked_at)
    }
    asked_for = {each.removeprefix("GET ") for each in done() if each.startswith("GET ")}
    assert unseen <= asked_for


def test_every_button_is_pressed_in_a_browser() -> None:
    taken = {each.path for each in PAGES if each.method is Method.CHANGE} | {"/sign-in"}
    choices = {
        f"{name}={value}" for text in templates() for name, value in _CHOICE.findall(text)
    }
    assert {each for each in done() if not each.startswith("GET ")} == taken | choices


def test_each_choice_is_one_that_is_watched() -> None:
    found = {name for text in templates() for name in _BUTTON.findall(text)}
    assert found == set(CHOICES)

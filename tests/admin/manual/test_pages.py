"""docs/commands.md and docs/settings.md say what the program says; nothing is left untold."""

from pathlib import Path

import pytest

from kibox_pbx.admin.manual.command_tree import command_tree, every_command
from kibox_pbx.admin.manual.pages import READ_MORE, commands_page, settings_page
from kibox_pbx.admin.manual.setting_tree import setting_tree
from kibox_pbx.cli import _parser
from kibox_pbx.config.section import Days, OpenSpan, Section, Spoken

DOCS = Path(__file__).parents[3] / "docs"
TOP = command_tree(_parser())
SETTINGS = setting_tree()
ASK = "`make pages` writes it anew"


def test_the_page_of_commands_is_what_the_program_says() -> None:
    assert (DOCS / "commands.md").read_text(encoding="utf-8") == commands_page(TOP), ASK


def test_the_page_of_settings_is_what_the_program_says() -> None:
    assert (DOCS / "settings.md").read_text(encoding="utf-8") == settings_page(SETTINGS), ASK


@pytest.mark.parametrize("command", list(every_command(TOP)), ids=lambda each: each.name)
def test_a_command_and_all_it_takes_have_a_meaning(command: object) -> None:
    found = {each.name: each for each in every_command(TOP)}[getattr(command, "name", "")]
    assert found.meaning
    assert [each.shown for each in found.arguments if not each.meaning] == []


@pytest.mark.parametrize("setting", SETTINGS, ids=lambda each: each.name)
def test_a_setting_has_a_meaning(setting: object) -> None:
    assert getattr(setting, "meaning", "")


def sections(of: type[Section] = Section) -> set[type[Section]]:
    return {of}.union(*(sections(each) for each in of.__subclasses__()))


def test_every_setting_that_there_is_is_on_the_page() -> None:
    told = {part for each in SETTINGS for part in each.place}
    written_short = {OpenSpan, Days, Spoken}
    for section in sections() - written_short:
        if section.__module__.startswith("kibox_pbx.config."):
            assert section.model_fields.keys() <= told, section


def test_a_default_of_a_whole_section_is_told_for_its_settings() -> None:
    told = {each.name: each for each in SETTINGS}
    assert told["telephone.fastagi.port"].default == "4573"
    assert not told["telephone.fastagi.port"].required
    assert told["telephone.metrics.port"].required
    assert told["speech.<de|en>.stt"].default == "auto"
    assert told["privacy.retention.call_days"].kind == "number, 1 to 180"
    assert told["people.<key>.hours"].kind == "<weekday>: hours, as 08:00-12:30"


def test_a_verb_sends_its_reader_to_a_page_that_there_is() -> None:
    verbs = {each.words[-1] for each in TOP.below}
    assert READ_MORE.keys() <= verbs
    assert all((DOCS / page).is_file() for page in READ_MORE.values())

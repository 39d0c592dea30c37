"""What the documentation names is there: pages, files, commands and options, settings."""

import argparse
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
import yaml

from kibox_pbx import cli
from kibox_pbx.admin.manual.setting_tree import setting_tree

ROOT = Path(__file__).parent.parent
DOCS = ROOT / "docs"
PAGES = sorted([ROOT / "README.md", ROOT / "dialplan" / "README.md", *DOCS.glob("*.md")])
TEXTS = {page: page.read_text(encoding="utf-8") for page in PAGES}

COMING = {"install.md", "eagi.md"}
"""Pages that others write."""

COMING_VERBS = {"setup", "bundle"}

LINK = re.compile(r"\]\(([^)#\s]+)(?:#[^)]*)?\)")
COMMAND = re.compile(r"(?<![\w./-])kibox((?: +(?:-{1,2}[a-z][\w-]*|[a-z][a-z-]*))+)")
PLACE = re.compile(r"`([a-z_]+(?:\.[a-z_]+)+)(?:: [^`]*)?`")
SOURCE = re.compile(
    r"`((?:kibox_pbx|tests|agi|dialplan|install|models|docs)/[\w./-]*\w/?)(?:::\w+)?`"
)

PARSER = cli._parser()

Parsers = dict[str, argparse.ArgumentParser]


def links() -> Iterator[tuple[Path, str]]:
    for page, text in TEXTS.items():
        yield from ((page, each) for each in LINK.findall(text) if "://" not in each)


def commands() -> Iterator[tuple[str, str]]:
    """Yield what stands in code after ``kibox``, with the page it stands on."""
    for page, text in TEXTS.items():
        code = re.findall(r"`([^`\n]+)`", re.sub(r"```.*?```", "", text, flags=re.DOTALL))
        code += re.findall(r"^ {4}(.+)$", text, re.MULTILINE)
        blocks = re.findall(r"^```(\w*)\n(.*?)^```$", text, re.DOTALL | re.MULTILINE)
        code += [block for kind, block in blocks if kind in {"", "sh", "bash"}]
        for each in code:
            typed = each.replace("sudo -u kibox ", "")
            yield from ((page.name, found.strip()) for found in COMMAND.findall(typed))


def below(parser: argparse.ArgumentParser) -> Parsers:
    for action in parser._actions:
        if isinstance(action, argparse._SubParsersAction):
            return dict(action.choices)
    return {}


def unknown(words: list[str]) -> list[str]:
    """Return the words of a command that the command line does not know."""
    parser, strange = PARSER, list[str]()
    options = set(parser._option_string_actions)
    for word in words:
        verbs = below(parser)
        if word.startswith("-"):
            strange += [] if word in options else [word]
        elif word in verbs:
            parser = verbs[word]
            options |= set(parser._option_string_actions)
        elif verbs:
            strange.append(word)
    return strange


@pytest.mark.parametrize(("page", "target"), sorted(set(links())), ids=str)
def test_a_link_leads_somewhere(page: Path, target: str) -> None:
    assert (page.parent / target).exists() or target in COMING


def test_a_command_that_is_named_is_there() -> None:
    found = {
        (page, command): strange
        for page, command in set(commands())
        if command.split()[0] not in COMING_VERBS and (strange := unknown(command.split()))
    }
    assert found == {}


def test_the_commands_are_found_where_they_are() -> None:
    named = {command.split()[0] for _, command in commands()}
    assert named >= {"doctor", "backup", "models", "document", "subject", "key"}
    assert unknown(["doctor", "--cal"]) == ["--cal"]
    assert unknown(["backups", "make"]) == ["backups", "make"]


def test_a_setting_that_is_named_is_there() -> None:
    settings = {each.name for each in setting_tree()}
    sections = {name.split(".")[0] for name in settings}
    keyless = settings | {re.sub(r"<[^>]*>", "*", name) for name in settings}
    for page, text in TEXTS.items():
        for place in PLACE.findall(text):
            if place.split(".")[0] in sections and not re.search(
                r"\.(py|md|yaml|conf)$", place
            ):
                assert any(is_place(place, name) for name in keyless), (page.name, place)


def is_place(place: str, name: str) -> bool:
    """Say whether a place is a setting or a section, any key standing where keys are free."""
    parts, pattern = place.split("."), name.split(".")
    return len(parts) <= len(pattern) and all(
        star in {"*", part} for part, star in zip(parts, pattern, strict=False)
    )


def test_every_source_that_developers_are_sent_to_is_there() -> None:
    named = SOURCE.findall(TEXTS[DOCS / "developers.md"])
    assert len(named) > 40
    assert [each for each in named if not (ROOT / each).exists()] == []


def test_every_page_is_in_the_index() -> None:
    listed = set(LINK.findall(TEXTS[DOCS / "README.md"]))
    assert {page.name for page in DOCS.glob("*.md")} - listed <= {"README.md"}


def test_yaml_in_the_pages_can_be_read() -> None:
    for text in TEXTS.values():
        for block in re.findall(r"```yaml\n(.*?)```", text, re.DOTALL):
            assert yaml.safe_load(block)

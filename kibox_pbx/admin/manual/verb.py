"""``kibox manual`` and ``kibox completion``: the program's own pages, and help for shells."""

import argparse
import sys
from collections.abc import Callable
from pathlib import Path

import shtab

from kibox_pbx.admin.manual.command_tree import command_tree
from kibox_pbx.admin.manual.man_pages import kibox_1, kibox_yaml_5
from kibox_pbx.admin.manual.pages import commands_page, settings_page
from kibox_pbx.admin.manual.setting_tree import setting_tree

Parser = argparse.ArgumentParser

PAGES: dict[str, Callable[[Parser], str]] = {
    "kibox.1": lambda parser: kibox_1(command_tree(parser)),
    "kibox.yaml.5": lambda _: kibox_yaml_5(setting_tree()),
    "commands.md": lambda parser: commands_page(command_tree(parser)),
    "settings.md": lambda _: settings_page(setting_tree()),
}
SHELLS = ("bash", "zsh")


def add_commands(
    verbs: "argparse._SubParsersAction[argparse.ArgumentParser]", parser: Parser
) -> None:
    """Add `manual` and `completion`, which tell of the whole ``parser`` once it is complete."""
    manual = verbs.add_parser("manual", help="write a page on every command or setting")
    manual.add_argument("page", choices=list(PAGES), help="two for man, two for docs/")
    manual.set_defaults(run=lambda chosen: _write(PAGES[chosen.page](parser)))

    completion = verbs.add_parser("completion", help="write what completes commands in a shell")
    completion.add_argument("shell", choices=SHELLS, help="source what it writes")
    completion.set_defaults(run=lambda chosen: _write(completion_for(chosen.shell, parser)))


def completion_for(shell: str, parser: Parser) -> str:
    """Return a script that completes ``kibox`` in one of the `SHELLS`, without starting it."""
    _complete_files(parser)
    return str(shtab.complete(parser, shell))


def _complete_files(parser: Parser) -> None:
    """Have every argument that is a path completed by the files there are."""
    for action in parser._actions:  # noqa: SLF001 (argparse has no other way to be read)
        if isinstance(action, argparse._SubParsersAction):  # noqa: SLF001
            for below in action.choices.values():
                _complete_files(below)
        elif action.type is Path:
            action.complete = shtab.FILE  # type: ignore[attr-defined]  # shtab's own mark


def _write(text: str) -> int:
    sys.stdout.write(text if text.endswith("\n") else f"{text}\n")
    return 0

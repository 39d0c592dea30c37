"""Whose data? A number, a name, or the very call or appointment, from the command line."""

import argparse
import re
import sys
from datetime import date

from kibox_pbx.config.settings import Settings
from kibox_pbx.errors import ConfigError
from kibox_pbx.language.phone import MEANT_AS_NUMBER, calling_number
from kibox_pbx.privacy.belonging import Wanted
from kibox_pbx.storage.subjects import Search

TYPED = "-"
"""Instead of a number or a name: it is asked for, so that no list of processes and no history
of commands shows it."""


def add_naming(parser: argparse.ArgumentParser) -> None:
    """Add the options that say whose data a command is about."""
    parser.add_argument("--number", metavar="NUMBER", help="telephone number; - asks for it")
    parser.add_argument("--name", metavar="NAME", help="full name; - asks for it")
    parser.add_argument(
        "--born", type=date.fromisoformat, metavar="YYYY-MM-DD", help="date of birth"
    )
    parser.add_argument(
        "--call", action="append", default=[], metavar="ID", help="this call is theirs"
    )
    parser.add_argument(
        "--appointment", action="append", default=[], metavar="ID", help="so is this one"
    )


def search_from(chosen: argparse.Namespace, settings: Settings) -> Search:
    """Return what to look for.

    Raises:
        ConfigError: Nothing was said, or the number is none.
    """
    if not (chosen.number or chosen.name or chosen.call or chosen.appointment):
        raise ConfigError("say whose data: --number, --name, --call or --appointment")
    number = _typed(chosen.number, "telephone number")
    born = chosen.born.isoformat() if chosen.born else None
    wanted = Wanted(
        as_number(number, settings) if number else None, _typed(chosen.name, "full name"), born
    )
    return Search(wanted, frozenset(chosen.call), frozenset(chosen.appointment))


def as_number(text: str, settings: Settings) -> str:
    """Return a number as calls have it: E.164, or the digits of an extension.

    Raises:
        ConfigError: It is no number.
    """
    digits = re.sub(r"[\s/().-]", "", text)
    if not re.fullmatch(r"\+?\d+", digits):
        raise ConfigError("the number must be digits, such as +49 30 1234567")
    number = calling_number(digits, settings.practice.country)
    if len(digits) > MEANT_AS_NUMBER and not number.startswith("+"):
        raise ConfigError("no such telephone number can exist; write it with its country code")
    return number


def _typed(given: str | None, what: str) -> str | None:
    if given != TYPED:
        return given or None
    sys.stderr.write(f"{what}: ")
    sys.stderr.flush()
    return sys.stdin.readline().strip() or None

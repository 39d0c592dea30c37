"""Reads ``kibox.yaml`` and says everything that is wrong with it at once, line by line."""

from collections.abc import Sequence
from difflib import get_close_matches
from pathlib import Path
from typing import TypeVar

from pydantic import ValidationError
from pydantic_core import ErrorDetails

from kibox_pbx.config.checks import cross_check
from kibox_pbx.config.former import bring_up_to_date
from kibox_pbx.config.schema import names_at
from kibox_pbx.config.section import Section
from kibox_pbx.config.settings import Settings
from kibox_pbx.config.yaml_lines import Document, Place, parse
from kibox_pbx.errors import ConfigError

MOST_CHARS = 1_000_000
"""Fifty times a large office."""

S = TypeVar("S", bound=Section)


def load(path: Path) -> Settings:
    """Read and check the configuration; relative paths in it start in its folder.

    Raises:
        ConfigError: All problems, in the order of their lines, each one such as
            ``kibox.yaml:12: services.checkup.minute: unknown setting, did you mean minutes?``
    """
    document = read_document(path)
    bring_up_to_date(document)
    findings = [document.problem(place, text) for place, text in cross_check(document.values)]
    return validated(document, Settings, path, findings)


def outdated(path: Path) -> tuple[str, ...]:
    """Return what a file calls as an older version did, each with its line and what to do.

    Raises:
        ConfigError: As `read_document`.
    """
    return bring_up_to_date(read_document(path))


def read_document(path: Path) -> Document:
    """Read a YAML file.

    Raises:
        ConfigError: There is none, or it is not YAML.
    """
    try:
        with path.open(encoding="utf-8") as file:
            text = file.read(MOST_CHARS + 1)
    except OSError as error:
        raise ConfigError(f"{path}: {error.strerror}") from None
    except UnicodeDecodeError:
        raise ConfigError(f"{path}: not a text file in UTF-8") from None
    if len(text) > MOST_CHARS:
        raise ConfigError(f"{path.name}:1: longer than settings ever are")
    return parse(text, path.name)


def validated(document: Document, kind: type[S], path: Path, findings: Sequence[str] = ()) -> S:
    """Return what a document says, as one kind of section.

    Args:
        document: As it was read.
        kind: What it is to be.
        path: Its file; relative paths in it start in its folder.
        findings: Problems that were found already.

    Raises:
        ConfigError: All problems, in the order of their lines.
    """
    problems = [*document.problems, *findings]
    try:
        section = kind.model_validate(
            document.values or {}, context={"folder": path.absolute().parent}
        )
    except ValidationError as error:
        found = error.errors(include_url=False, include_input=False)
        problems += [_worded(details, document, kind) for details in found]
    if problems:
        raise ConfigError(*sorted(dict.fromkeys(problems), key=_line))
    return section


def _worded(details: ErrorDetails, document: Document, kind: type[Section]) -> str:
    place = _as_written(details["loc"])
    match details["type"]:
        case "extra_forbidden":
            text = "unknown setting" + _suggestion(place, kind)
        case "missing":
            text = "must be set"
        case "string_pattern_mismatch" if details["loc"][-1] == "[key]":
            text = "must be a name of small letters, digits and _"
        case "value_error":
            text = str(details["ctx"]["error"])
        case _:
            text = (
                details["msg"].replace("Input should", "must").replace("String should", "must")
            )
    return document.problem(place, text)


def _as_written(location: tuple[str | int, ...]) -> Place:
    """Drop what pydantic adds to a place: that the key itself is meant."""
    return location[:-1] if location and location[-1] == "[key]" else location


def _suggestion(place: Place, kind: type[Section]) -> str:
    near = get_close_matches(str(place[-1]), names_at(place[:-1], kind), n=1, cutoff=0.6)
    return f", did you mean {near[0]}?" if near else ""


def _line(problem: str) -> int:
    """Return the line number in ``name:line: text``."""
    number = problem.split(":", 2)[1]
    return int(number) if number.isdigit() else 0

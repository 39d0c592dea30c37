"""Gets a scenario ready to be played: the file, its configuration, and that both fit."""

from collections.abc import Iterator
from dataclasses import dataclass
from difflib import get_close_matches
from pathlib import Path

from kibox_pbx.config.loader import load, read_document, validated
from kibox_pbx.config.settings import Settings
from kibox_pbx.config.yaml_lines import Place
from kibox_pbx.dialogue.phrases import check_phrases
from kibox_pbx.errors import ConfigError
from kibox_pbx.records import Act
from kibox_pbx.rehearsal.scenario import Scenario, person_key

FIELD = f"{Act.ASK_FIELD}."
"""Begins the name of the question for one field of a form."""


@dataclass(frozen=True, slots=True)
class Prepared:
    """A scenario that can be played, and the practice it is played in."""

    scenario: Scenario
    settings: Settings


class Configurations:
    """The configurations that scenarios name, each read once."""

    def __init__(self) -> None:
        self._read: dict[Path, Settings | ConfigError] = {}

    def of(self, path: Path) -> Settings:
        """Return a configuration, checked as the service checks it.

        Raises:
            ConfigError: It has mistakes.
        """
        if path not in self._read:
            self._read[path] = _checked(path)
        found = self._read[path]
        if isinstance(found, ConfigError):
            raise found
        return found

    def replace(self, path: Path, settings: Settings) -> None:
        """Have these in place of what the file says."""
        self._read[path] = settings


def configuration_of(path: Path) -> Path:
    """Return the configuration that a scenario names.

    Raises:
        ConfigError: The scenario cannot be read.
    """
    return validated(read_document(path), Scenario, path).config.resolve()


def prepare(path: Path, configurations: Configurations) -> Prepared:
    """Read a scenario and its configuration.

    Raises:
        ConfigError: All mistakes, each with file and line.
    """
    document = read_document(path)
    scenario = validated(document, Scenario, path)
    settings = configurations.of(scenario.config.resolve())
    findings = [*_unknown_acts(scenario), *_unknown_names(scenario, settings)]
    if findings:
        raise ConfigError(*(document.problem(place, text) for place, text in findings))
    return Prepared(scenario, settings)


def name_of(path: Path) -> str:
    """Return what to call a scenario whose file could not be read."""
    return path.stem


def _checked(path: Path) -> Settings | ConfigError:
    try:
        settings = load(path)
    except ConfigError as error:
        return error
    problems = check_phrases(settings.phrases)
    return ConfigError(*problems) if problems else settings


Finding = tuple[Place, str]


def _unknown_acts(scenario: Scenario) -> Iterator[Finding]:
    named: list[Place] = [
        *(("answers", act) for act in scenario.answers),
        *(("keys", act) for act in scenario.keys),
        *(("interrupts", act) for act in scenario.interrupts),
        *(("expect", "said_after", act) for act in scenario.expect.said_after),
        *(("silent_on", index) for index, _ in enumerate(scenario.silent_on)),
    ]
    for place in named:
        act = place[-1]
        act = scenario.silent_on[act] if isinstance(act, int) else act
        if not _is_act(act):
            yield place, _no_act(act)
    if scenario.hangs_up_on and not _is_act(scenario.hangs_up_on):
        yield ("hangs_up_on",), _no_act(scenario.hangs_up_on)


def _is_act(name: str) -> bool:
    return name in set(Act) or name.startswith(FIELD)


def _no_act(name: str) -> str:
    near = get_close_matches(name, [each.value for each in Act], n=1, cutoff=0.6)
    return f"{name} is no act" + (f", did you mean {near[0]}?" if near else "")


def _unknown_names(scenario: Scenario, settings: Settings) -> Iterator[Finding]:
    """Yield what the scenario names and the practice does not have."""
    given = scenario.given
    for index, department in enumerate(given.busy):
        if department not in settings.departments:
            yield ("given", "busy", index), _unknown(department, settings.departments)
    for index, each in enumerate(given.appointments):
        place = ("given", "appointments", index)
        if each.service not in settings.services:
            yield (*place, "service"), _unknown(each.service, settings.services)
        if each.start is None:
            yield (*place, "start"), "must be set"
        if each.person and person_key(each.person, settings) is None:
            yield (*place, "with"), _unknown(each.person, settings.people)


def _unknown(name: str | None, known: object) -> str:
    keys = ", ".join(known) if isinstance(known, dict) else ""
    return f"{name} is not in the configuration; there are: {keys or 'none'}"


def problems_of(error: ConfigError, path: Path) -> tuple[str, ...]:
    """Return an error's lines, each with a file's name."""
    return tuple(
        line if ":" in line.split(" ")[0] else f"{path.name}: {line}" for line in error.problems
    )

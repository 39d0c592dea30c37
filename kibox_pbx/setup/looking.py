"""Finds the Asterisk of a machine and reads its files; changes nothing."""

import re
from collections.abc import Iterable, Iterator
from pathlib import Path

from kibox_pbx.errors import ConfigError
from kibox_pbx.setup.asterisk_text import (
    contexts_within,
    includes,
    numbers,
    sections,
    settings,
)
from kibox_pbx.setup.found import NEEDED_MODULES, Found
from kibox_pbx.setup.machine import Machine
from kibox_pbx.setup.programs import run_program

ASTERISK = Path("/etc/asterisk")
UNITS = Path("/etc/systemd/system")
FREEPBX = (Path("/etc/freepbx.conf"), Path("/etc/amportal.conf"))
"""A FreePBX has the first; one of long ago, and its relatives, the second alone."""
FILES = (
    "asterisk.conf", "extensions.conf", "extensions_custom.conf", "manager.conf",
    "manager_custom.conf", "modules.conf",
)  # fmt: skip

MODULE_FOLDERS = (
    "usr/lib/*-linux-gnu*/asterisk/modules", "usr/lib/asterisk/modules",
    "usr/lib64/asterisk/modules",
)  # fmt: skip
AGI_FOLDERS = (Path("/usr/share/asterisk/agi-bin"), Path("/var/lib/asterisk/agi-bin"))
MOST_FILES = 200
"""A dialplan that includes more is read no further."""


def look(machine: Machine, folder: Path | None = None) -> Found:
    """Find the Asterisk.

    Args:
        machine: Where.
        folder: Of its configuration, where it is not the usual one.

    Raises:
        ConfigError: There is none, or its files cannot be read.
    """
    place = folder or ASTERISK
    if not machine.at(place).is_dir():
        raise ConfigError(f"{place}: no Asterisk is configured here; name it by --asterisk")
    files = {name: text for name in FILES if (text := machine.text(place / name)) is not None}
    is_freepbx = any(machine.at(path).exists() for path in FREEPBX)
    if not is_freepbx and not {"extensions.conf", "manager.conf"} <= files.keys():
        raise ConfigError(f"{place}: has no extensions.conf or no manager.conf")
    directories = settings(files.get("asterisk.conf", ""), "directories")
    dialplan = dict(_dialplan(machine, place, files))
    return Found(
        folder=place,
        version=_version() if machine.is_running else "",
        agi_folder=_agi_folder(machine, directories),
        is_freepbx=is_freepbx,
        has_systemd=machine.at(UNITS).is_dir(),
        missing_modules=_missing_modules(machine, directories, files.get("modules.conf", "")),
        files=files,
        contexts=frozenset(name for text in dialplan.values() for name in sections(text)),
        within=_within(dialplan.values()),
        numbers={name: numbers(text) for name, text in dialplan.items()},
    )


def _within(texts: Iterable[str]) -> dict[str, frozenset[str]]:
    found: dict[str, frozenset[str]] = {}
    for text in texts:
        for context, included in contexts_within(text).items():
            found[context] = found.get(context, frozenset()) | frozenset(included)
    return found


def _dialplan(
    machine: Machine, folder: Path, files: dict[str, str]
) -> Iterator[tuple[str, str]]:
    """Yield extensions.conf and whatever it includes, by name."""
    waiting, seen = ["extensions.conf"], set[str]()
    while waiting and len(seen) < MOST_FILES:
        name = waiting.pop()
        if name in seen:
            continue
        seen.add(name)
        text = files.get(name) or _text(machine, folder / name)
        yield name, text
        for included in includes(text):
            waiting += _matching(machine, folder, included)


def _matching(machine: Machine, folder: Path, included: str) -> Iterator[str]:
    """Yield the files that an include means, which may have a ``*``."""
    if "*" not in included:
        yield included
        return
    real = machine.at(folder)
    yield from (str(path.relative_to(real)) for path in sorted(real.glob(included)))


def _text(machine: Machine, path: Path) -> str:
    try:
        return machine.text(path) or ""
    except ConfigError:  # an include of what only Asterisk may read
        return ""


def _version() -> str:
    _, said = run_program(["asterisk", "-V"])
    found = re.search(r"Asterisk (\S+)", said)
    return found[1] if found else ""


def _agi_folder(machine: Machine, directories: dict[str, str]) -> Path:
    if named := directories.get("astagidir"):
        return Path(named)
    there = (folder for folder in AGI_FOLDERS if machine.at(folder).is_dir())
    return next(there, AGI_FOLDERS[0])


def _missing_modules(
    machine: Machine, directories: dict[str, str], modules: str
) -> tuple[str, ...]:
    folders = [machine.at(Path(named))] if (named := directories.get("astmoddir")) else []
    folders += [path for each in MODULE_FOLDERS for path in sorted(machine.root.glob(each))]
    folder = next((each for each in folders if each.is_dir()), None)
    told = _named(modules)
    return tuple(
        name
        for name in NEEDED_MODULES
        if (folder is not None and not (folder / f"{name}.so").exists())
        or told.get(name, "autoload") == "noload"
        or (name not in told and not _loads_by_itself(modules))
    )


def _named(modules: str) -> dict[str, str]:
    """Return what modules.conf says of each module: load, noload, preload, require."""
    found = re.findall(
        r"^\s*(noload|load|preload|require)\s*=>?\s*([\w.-]+)", modules, re.MULTILINE
    )
    return {name.removesuffix(".so"): what for what, name in found}


def _loads_by_itself(modules: str) -> bool:
    return settings(modules, "modules").get("autoload", "yes").lower() != "no"

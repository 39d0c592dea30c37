"""The folder that a measurement's results are written into, while it goes on."""

from collections.abc import Mapping
from pathlib import Path

from kibox_pbx.errors import ConfigError


def make_folder(folder: Path) -> None:
    """Make the folder first, since to find out afterwards would lose a long measurement.

    Raises:
        ConfigError: It cannot be made.
    """
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise ConfigError(f"{folder}: cannot be made: {error.strerror}") from error


def write_texts(folder: Path, texts: Mapping[str, str]) -> tuple[Path, ...]:
    """Write files, each at once: whoever is stopped meanwhile leaves the last whole ones.

    Raises:
        ConfigError: The folder cannot be written.
    """
    try:
        for name, text in texts.items():
            fresh = folder / f".{name}.new"
            fresh.write_text(text, encoding="utf-8")
            fresh.replace(folder / name)
    except OSError as error:
        raise ConfigError(f"{folder}: cannot be written: {error.strerror}") from error
    return tuple(folder / name for name in texts)

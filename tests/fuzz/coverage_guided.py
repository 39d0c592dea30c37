"""Fuzzes one target for a while, led by what each input reaches: a process of its own.

``python -m tests.fuzz.coverage_guided TARGET SECONDS FOLDER``. Atheris ends the process: with 0
when the time is over, with 77 at a finding, whose input lies in ``FOLDER/found`` then.
"""

import importlib
import sys
from pathlib import Path
from typing import cast

import atheris

from tests.fuzz.target import Target, hold

MODULES = ("calendar_targets", "asterisk_targets", "file_targets", "spoken_targets")
"""Those that import least come first."""

SLOWER = 4.0
"""Instrumented code takes so much longer."""

MOST_BYTES = 8192
MEMORY_MB = 3000


def main() -> None:
    """Fuzz."""
    name, seconds, folder = sys.argv[1], int(sys.argv[2]), Path(sys.argv[3])
    target = instrumented(name)
    seeds, grown, found = (folder / each for each in ("seeds", "grown", "found"))
    for each in (seeds, grown, found):
        each.mkdir(parents=True, exist_ok=True)
    for number, seed in enumerate(target.seeds):
        (seeds / str(number)).write_bytes(seed)
    words = folder / "words"
    words.write_text("".join(f"{_quoted(word[:60])}\n" for word in target.words))
    options = (
        f"-max_total_time={seconds}",
        f"-max_len={MOST_BYTES}",
        f"-rss_limit_mb={MEMORY_MB}",
        f"-dict={words}",
        f"-artifact_prefix={found}/",
        "-timeout=60",
        "-verbosity=0",
    )
    places = [str(each) for each in (grown, seeds, target.folder) if each.is_dir()]
    atheris.Setup([sys.argv[0], *options, *places], lambda data: hold(target, data, SLOWER))
    atheris.Fuzz()


def instrumented(name: str) -> Target:
    """Return a target; of the modules with targets no more than needed are instrumented."""
    with atheris.instrument_imports(include=["kibox_pbx", "panoramisk", "icalendar"]):
        for module in MODULES:
            for target in importlib.import_module(f"tests.fuzz.{module}").TARGETS:
                if target.name == name:
                    return cast("Target", target)
    raise KeyError(name)


def _quoted(word: bytes) -> str:
    return '"' + "".join(f"\\x{byte:02x}" for byte in word) + '"'


if __name__ == "__main__":
    main()

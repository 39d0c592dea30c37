"""``make fuzz``: every place where others' bytes come in is fuzzed for a while.

Atheris looks for inputs that reach new code, where it can be had (x86-64); elsewhere Hypothesis
makes them from the good ones. What is found lies in ``build/fuzz/TARGET/found``: mend it, and
move the input to ``tests/fuzz/corpus/TARGET`` under a name that says what it does.
"""

import argparse
import subprocess
import sys
from importlib.util import find_spec
from pathlib import Path

from tests.fuzz.made_up import for_a_while
from tests.fuzz.target import Target
from tests.fuzz.targets import BY_NAME, TARGETS

FOLDER = Path("build") / "fuzz"
USUAL_S = 30
GRACE_S = 600
"""To import everything, and for the last input."""


def main() -> int:
    """Fuzz, and return how it went: 1 if anything was found."""
    parser = argparse.ArgumentParser(prog="make fuzz", description=__doc__)
    parser.add_argument("--seconds", type=int, default=USUAL_S, help="for each (default: 30)")
    parser.add_argument(
        "--target", action="append", choices=sorted(BY_NAME), help="this one; again for more"
    )
    chosen = parser.parse_args()
    wanted = [BY_NAME[name] for name in chosen.target] if chosen.target else TARGETS
    broken = [target.name for target in wanted if not _withstood(target, chosen.seconds)]
    _tell(f"broken: {', '.join(broken)}" if broken else f"{len(wanted)} targets withstood it")
    return 1 if broken else 0


def _withstood(target: Target, seconds: int) -> bool:
    folder = FOLDER / target.name
    before = set(_found(folder))
    if find_spec("atheris"):
        withstood, told = _guided(target, seconds, folder)
    else:
        withstood, told = for_a_while(target, seconds)
    if not withstood:
        _tell(told)
        for path in sorted(set(_found(folder)) - before):
            _tell(f"found: {path}")
    _tell(f"{target.name}: {'withstood it' if withstood else 'BROKEN'}")
    return withstood


def _guided(target: Target, seconds: int, folder: Path) -> tuple[bool, str]:
    module = (sys.executable, "-m", "tests.fuzz.coverage_guided")
    try:
        done = subprocess.run(  # noqa: S603 - our own words
            (*module, target.name, str(seconds), str(folder)),
            check=False,
            capture_output=True,
            text=True,
            errors="replace",
            timeout=seconds + GRACE_S,
        )
    except subprocess.TimeoutExpired:
        return False, f"no end within {seconds + GRACE_S} s: it hangs, or the machine is busy"
    return done.returncode == 0, (done.stdout + done.stderr)[-4000:]


def _found(folder: Path) -> list[Path]:
    return list((folder / "found").glob("*"))


def _tell(line: str) -> None:
    sys.stdout.write(f"{line}\n")
    sys.stdout.flush()


if __name__ == "__main__":
    sys.exit(main())

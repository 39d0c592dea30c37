"""Something that takes what others send, and how it is held to its promises.

A target runs one input to its end. It lets through what the code is to refuse bad input with;
whatever else escapes is a finding, and so is an input that takes too long or too much memory.
"""

import re
import signal
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from types import FrameType

CORPUS = Path(__file__).parent / "corpus"
"""What once broke something, by target: each file is an input."""

MEMORY = Path("/proc/self/status")
FORGET_PEAK = Path("/proc/self/clear_refs")
"""Takes a "5" and makes what memory is used now the peak (proc_pid_clear_refs(5)): the peak of
what ran before hides any that is lower."""

MOST_CPU_S = 1.0
MOST_MEMORY_KB = 256 * 1024


@dataclass(frozen=True, slots=True)
class Target:
    """One place where others' bytes come in."""

    name: str
    run: Callable[[bytes], None]
    seeds: tuple[bytes, ...]
    """Good inputs, and almost good ones: others are made from them."""

    words: tuple[bytes, ...] = ()
    """What means something here."""

    @property
    def folder(self) -> Path:
        """Where what broke it once lies."""
        return CORPUS / self.name

    @property
    def corpus(self) -> tuple[Path, ...]:
        """Inputs that once broke it."""
        return tuple(sorted(self.folder.glob("*")))


class TooMuchError(AssertionError):
    """An input took more than any input may."""


def hold(target: Target, data: bytes, slower: float = 1.0) -> None:
    """Run an input.

    Args:
        target: What is held.
        data: The input.
        slower: How much longer it may take here.

    Raises:
        Exception: It got through to where it should not.
        TooMuchError: It took too long, or too much memory.
    """
    FORGET_PEAK.write_text("5", encoding="ascii")
    before_kb = _peak_kb()
    with _no_longer_than(MOST_CPU_S * slower):
        target.run(data)
    grown_kb = _peak_kb() - before_kb
    if grown_kb > MOST_MEMORY_KB:
        raise TooMuchError(f"{len(data)} bytes took {grown_kb // 1024} MB")


def _peak_kb() -> int:
    found = re.search(r"^VmHWM:\s+(\d+) kB$", MEMORY.read_text(encoding="ascii"), re.MULTILINE)
    assert found
    return int(found[1])


@contextmanager
def _no_longer_than(cpu_s: float) -> Iterator[None]:
    """Break off what uses the processor for longer; waiting does not count."""

    def stop(number: int, frame: FrameType | None) -> None:
        del number, frame
        raise TooMuchError(f"took more than {cpu_s} s")

    before = signal.signal(signal.SIGPROF, stop)
    signal.setitimer(signal.ITIMER_PROF, cpu_s)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_PROF, 0)
        signal.signal(signal.SIGPROF, before)

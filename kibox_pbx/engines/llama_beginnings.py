"""Spare the language model its homework: what it read while loading is kept for next time.

A beginning is a task's instruction and examples, written by us: nothing of any call. Its
file is named after model, llama.cpp and text, so a change of any of them reads it anew.
"""

import hashlib
from collections.abc import Iterable
from contextlib import suppress
from importlib.metadata import version
from pathlib import Path

from kibox_pbx.engines.llama_context import Feed, LlamaContext
from kibox_pbx.engines.llama_file import LlamaFile

ENDING = ".beginning"

_CHECKSUM_BYTES = 32


def read_beginnings(
    context: LlamaContext,
    file: LlamaFile,
    beginnings: Iterable[tuple[int, ...]],
    folder: Path | None,
) -> None:
    """Fill the sequences 0, 1, 2 and so on, from the folder where that is possible.

    Files that are not used any more are deleted; a disk that refuses costs time only.
    """
    used: set[Path] = set()
    for sequence, tokens in enumerate(beginnings):
        kept = folder / _name(file, tokens) if folder else None
        if kept is None:
            context.read([Feed(sequence, 0, tokens)])
        else:
            used.add(kept)
            _read_or_restore(context, sequence, tokens, kept)
    if folder:
        for other in set(folder.glob(f"*{ENDING}")) - used:
            other.unlink(missing_ok=True)


def _read_or_restore(
    context: LlamaContext, sequence: int, tokens: tuple[int, ...], kept: Path
) -> None:
    saved = _load(kept)
    if saved and context.restore(sequence, saved):
        return
    context.read([Feed(sequence, 0, tokens)])
    with suppress(OSError):
        _store(kept, context.save(sequence))


def _load(kept: Path) -> bytes | None:
    """Return a file's content; None if it is missing or not as it was written.

    llama.cpp would abort the whole service on a file that a full disk cut short.
    """
    try:
        written = kept.read_bytes()
    except OSError:
        return None
    checksum, saved = written[:_CHECKSUM_BYTES], written[_CHECKSUM_BYTES:]
    return saved if hashlib.sha256(saved).digest() == checksum else None


def _store(kept: Path, saved: bytes) -> None:
    kept.parent.mkdir(parents=True, exist_ok=True)
    half = kept.with_suffix(".part")
    half.write_bytes(hashlib.sha256(saved).digest() + saved)
    half.replace(kept)


def _name(file: LlamaFile, tokens: tuple[int, ...]) -> str:
    told = file.path.stat()
    what = (version("llama-cpp-python"), file.path.name, told.st_size, told.st_mtime_ns, tokens)
    return hashlib.sha256(repr(what).encode()).hexdigest()[:32] + ENDING

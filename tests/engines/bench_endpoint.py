"""Can Smart Turn tell that a caller has finished? ``python -m tests.engines.bench_endpoint``.

Arguments: the model's file, and a folder with the German prompts of Debian's package
asterisk-prompt-de (bullseye), if they are to be measured. The file is in the wheel that ``pip
download --no-deps pipecat-ai==1.14.0`` brings. Ends of turns are set against pauses inside
them, with 200 ms of quiet behind both: when Whisper begins to hear, too.
"""

import asyncio
import gzip
import hashlib
import re
import statistics
import sys
import time
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np
import soundfile

from kibox_pbx.engines.telephone_sound import TAIL_MS, to_telephone
from kibox_pbx.hearing.codecs import Codec
from kibox_pbx.hearing.line import Line
from kibox_pbx.hearing.prompts import SOUNDS, TEXTS
from kibox_pbx.utterance import Language
from tests.engines.endpoint_sentences import SENTENCES
from tests.engines.smart_turn import SHA256, SmartTurn
from tests.installing import callers_voices, installed_by

PER_MS = 8
STEP_MS = 20
QUIET_DB = -26.0
"""Against the loud parts of a recording."""

COLUMNS = (
    "who",
    "ends",
    "taken for ends",
    "pauses",
    "taken for ends",
    "order",
    "gaps",
    "taken for ends",
    "order",
)
PAUSE_MS, GAP_MS = 200, 60
SHORTEST_MS, FROM_AN_END_MS = 1000, 500
LINES = (Line(), Line(noise_db=15), Line(codec=Codec.GSM))
_QUESTION = re.compile(r"^(?:can|could|where|kann|können|wo)\b|could some|kann mich", re.I)


@dataclass
class Heard:
    """What the model made of the ends and of the places that are none."""

    ends: list[float] = field(default_factory=list)
    pauses: list[float] = field(default_factory=list)
    gaps: list[float] = field(default_factory=list)
    """Between words, where a recording was cut though nobody paused; its first such place."""

    def row(self, name: str) -> str:
        """Return a line of the table."""
        ends, pauses, gaps = self.ends, self.pauses, self.gaps
        parts = [name, str(len(ends)), _share(ends), str(len(pauses)), _share(pauses)]
        parts += [_order(ends, pauses), str(len(gaps)), _share(gaps), _order(ends, gaps)]
        return f"| {' | '.join(parts)} |"


def _share(probabilities: list[float]) -> str:
    """Return how many are taken for ends."""
    return f"{np.mean(np.array(probabilities) > 0.5):.0%}" if probabilities else ""


def _order(ends: list[float], others: list[float]) -> str:
    """Return how often an end is thought likelier to be one than another place; 0.5: chance."""
    if not ends or not others:
        return ""
    one, other = np.array(ends)[:, np.newaxis], np.array(others)[np.newaxis]
    return f"{(one > other).mean() + (one == other).mean() / 2:.2f}"


def _recordings(files: Iterable[Path]) -> Iterator[bytes]:
    """Yield recordings of a second and more as the telephone has them."""
    for file in files:
        raw = {"channels": 1, "samplerate": 8000, "format": "RAW", "subtype": "GSM610"}
        samples, rate_hz = soundfile.read(
            file, dtype="float32", **(raw if file.suffix == ".gsm" else {})
        )
        pcm = to_telephone(samples, rate_hz)[: -2 * PER_MS * TAIL_MS]
        if len(pcm) >= 2 * PER_MS * SHORTEST_MS:
            yield pcm


def _quiet_places(pcm: bytes) -> Iterator[tuple[int, int]]:
    """Yield where it is quiet inside a recording, and for how long, in milliseconds."""
    samples = np.frombuffer(pcm, "<i2").astype(np.float64)
    size = PER_MS * STEP_MS
    blocks = samples[: samples.size // size * size].reshape(-1, size)
    level = 10 * np.log10((blocks**2).mean(axis=1) + 1e-3)
    quiet = level < np.percentile(level, 95) + QUIET_DB
    edges = np.flatnonzero(np.diff(np.concatenate(([0], quiet.astype(int), [0]))))
    last_ms = len(blocks) * STEP_MS - FROM_AN_END_MS
    for first, after in edges.reshape(-1, 2):
        at_ms, length_ms = int(first) * STEP_MS, int(after - first) * STEP_MS
        if FROM_AN_END_MS <= at_ms <= last_ms:
            yield at_ms, length_ms


def _person(model: SmartTurn, files: Iterable[Path]) -> Heard:
    heard = Heard()
    for pcm in _recordings(files):
        heard.ends.append(model.finished(Line().carry(pcm)))
        places = list(_quiet_places(pcm))
        pauses = [at_ms for at_ms, length_ms in places if length_ms >= PAUSE_MS]
        gaps = [at_ms for at_ms, length_ms in places if GAP_MS <= length_ms < PAUSE_MS]
        for found, at in ((heard.pauses, pauses), (heard.gaps, gaps[:1])):
            found += [model.finished(Line().carry(pcm[: 2 * PER_MS * each])) for each in at]
    return heard


def _english_prompts() -> list[Path]:
    """Return the recordings of one whole sentence; a pause in them ends none."""
    folder = installed_by("prompts.sh")
    lines = gzip.decompress((folder / TEXTS).read_bytes()).decode("utf-8", "replace")
    pairs = (line.partition(":") for line in lines.splitlines() if not line.startswith(";"))
    whole = re.compile(r"\w[^.!?;]*\s[^.!?;]*\s[^.!?;]*[.!?]")
    names = [name.strip() for name, _, text in pairs if whole.fullmatch(text.strip())]
    files = (folder / SOUNDS / f"{name}.wav" for name in names)
    return [file for file in files if file.is_file()]


def _mark(sentence: str) -> str:
    return "?" if _QUESTION.search(sentence) else "."


async def _simulated(model: SmartTurn, language: Language) -> list[str]:
    box, rows = callers_voices(), []
    for voice in await box.voices(language):
        by_line = {line.name: Heard() for line in LINES}
        for (spoken, _), sentences in SENTENCES.items():
            for said, rest in (each.split("|") for each in sentences if spoken is language):
                whole = f"{said.strip()} {rest.strip()}"
                end = await box.synthesise(whole + _mark(whole), voice)
                pause = await box.synthesise(said.strip(" ,.") + ",", voice)
                for line in LINES:
                    by_line[line.name].ends.append(model.finished(line.carry(end)))
                    by_line[line.name].pauses.append(model.finished(line.carry(pause)))
        rows += [heard.row(f"{voice.name}, {line}") for line, heard in by_line.items()]
    return rows


def _took(model: SmartTurn) -> str:
    took_ms = []
    pcm = np.random.default_rng(1).normal(0, 1000, 8000 * 3).astype("<i2").tobytes()
    for _ in range(30):
        began = time.perf_counter()
        model.finished(pcm)
        took_ms.append((time.perf_counter() - began) * 1000)
    return f"median {statistics.median(took_ms):.0f} ms, most {max(took_ms):.0f} ms"


def _load(arguments: list[str]) -> SmartTurn:
    if not arguments:
        sys.exit(__doc__)
    file = Path(arguments[0])
    if hashlib.sha256(file.read_bytes()).hexdigest() != SHA256:
        sys.exit(f"{file} is not the model that was measured (sha256 {SHA256})")
    return SmartTurn(file)


def _people(model: SmartTurn, folders: Iterable[str]) -> Iterator[str]:
    yield _person(model, _english_prompts()).row("a person, English, alaw")
    for folder in folders:
        german = sorted(Path(folder).rglob("*.gsm"))
        yield _person(model, german).row("a person, German, alaw")


async def main() -> None:
    """Print a table in Markdown."""
    model = _load(sys.argv[1:])
    _write(f"| {' | '.join(COLUMNS)} |")
    _write("|---" * len(COLUMNS) + "|")
    for row in _people(model, sys.argv[2:]):
        _write(row)
    for language in Language:
        for row in await _simulated(model, language):
            _write(row)
    _write(f"\n{_took(model)}")


def _write(line: str) -> None:
    sys.stdout.write(f"{line}\n")
    sys.stdout.flush()


if __name__ == "__main__":
    asyncio.run(main())

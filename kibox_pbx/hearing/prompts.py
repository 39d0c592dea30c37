"""A real person's speech with its text: the English prompts of Asterisk, as Debian ships them.

The sounds are in asterisk-core-sounds-en-wav, their words in asterisk-core-sounds-en (both
CC-BY-SA-3.0, read by Allison Smith). ``install/prompts.sh`` puts both into the cache.
"""

import gzip
from collections.abc import Mapping
from functools import cache
from pathlib import Path

import numpy as np
import soundfile

from kibox_pbx.engines.telephone_sound import Samples, to_telephone
from kibox_pbx.errors import EngineError
from kibox_pbx.hearing.corpus import Kind, Sentence, said_in
from kibox_pbx.utterance import Language

SOUNDS = Path("usr/share/asterisk/sounds/en_US_f_Allison")
TEXTS = Path("usr/share/doc/asterisk-core-sounds-en/core-sounds-en.txt.gz")
CORPUS = "person"

BETWEEN_WORDS_MS = 80
"""Pause between words of a number or time that is put together from sounds."""

_MEND = "run `bash install/prompts.sh`"


class Prompts:
    """Prompts under one folder, laid out as on a Debian system.

    Raises:
        EngineError: Sounds or text are not there; says how to get them.
    """

    def __init__(self, folder: Path) -> None:
        self._sounds = folder / SOUNDS
        if not self._sounds.is_dir() or not (folder / TEXTS).is_file():
            raise EngineError(f"no recordings of a real person: {_MEND}")
        self._texts = _read_texts(folder / TEXTS)

    def sentences(self) -> Mapping[Sentence, tuple[str, ...]]:
        """Return what the person says, and the sound files that it is made of."""
        return {
            Sentence(
                kind, " ".join(self._text(name) for name in names), Language.ENGLISH
            ): names
            for kind, names in _recordings()
        }

    def sound(self, names: tuple[str, ...]) -> bytes:
        """Return recordings one after the other, trimmed and levelled, int16 of 8 kHz.

        Raises:
            EngineError: A recording cannot be read.
        """
        pause = np.zeros(8 * BETWEEN_WORDS_MS, np.float32)
        pieces = [piece for name in names for piece in (pause, self._read(name))]
        return to_telephone(np.concatenate(pieces), 8000)

    def _text(self, name: str) -> str:
        try:
            return self._texts[name]
        except KeyError:
            raise EngineError(f"the text of the prompts lacks {name}; {_MEND}") from None

    def _read(self, name: str) -> Samples:
        """Return a recording without the quiet around it."""
        try:
            samples, rate_hz = soundfile.read(self._sounds / f"{name}.wav", dtype="float32")
        except soundfile.LibsndfileError as error:
            raise EngineError(f"the prompt {name} cannot be read; {_MEND}") from error
        trimmed = np.frombuffer(to_telephone(samples, rate_hz), "<i2")
        return trimmed.astype(np.float32) / np.float32(32768)


@cache
def _recordings() -> tuple[tuple[Kind, tuple[str, ...]], ...]:
    return tuple(
        (kind, tuple(names.split()))
        for kind, entries in said_in(CORPUS).items()
        for names in entries
    )


def _read_texts(path: Path) -> Mapping[str, str]:
    """Read lines of ``file: what it says``; those that begin with ``;`` are remarks."""
    lines = gzip.decompress(path.read_bytes()).decode("utf-8", "replace").splitlines()
    pairs = (line.partition(":") for line in lines if not line.startswith(";"))
    return {name.strip(): text.strip() for name, _, text in pairs if text.strip()}

"""The recordings that go with an export: the one place that knows what their files are."""

from collections.abc import Iterable, Mapping

from kibox_pbx.storage.recorded_sound import as_wav
from kibox_pbx.storage.recordings import Pieces, is_recorded, sound_in
from kibox_pbx.storage.sqlcipher import Tables


def sound_files(tables: Tables, call_ids: Iterable[str]) -> Mapping[str, str]:
    """Return which of the calls have a recording, by the name of its file: ``CALL.wav``."""
    return {f"{each}.wav": each for each in call_ids if is_recorded(tables, each)}


def wav_of(pieces: Pieces) -> bytes:
    """Return a recording as WAV; left is the caller, right the assistant."""
    return as_wav(sound_in(pieces))

"""The recordings that go with an export: the one place that knows where they are kept."""

from collections.abc import Iterable, Mapping

from kibox_pbx.storage.envelope import Envelope
from kibox_pbx.storage.recorded_sound import as_wav
from kibox_pbx.storage.recordings import sound_of
from kibox_pbx.storage.sealed import SealedTexts
from kibox_pbx.storage.sqlcipher import Tables


def sound_files(
    tables: Tables, envelope: Envelope, call_ids: Iterable[str]
) -> Mapping[str, bytes]:
    """Return the recordings of calls as WAV, by the name of a file: ``CALL.wav``.

    Left is the caller, right the assistant.

    Raises:
        StorageError: One was changed.
    """
    texts = SealedTexts(envelope)
    sounds = ((each, sound_of(tables, texts, each, restricted_too=True)) for each in call_ids)
    return {f"{each}.wav": as_wav(tracks) for each, tracks in sounds if tracks is not None}

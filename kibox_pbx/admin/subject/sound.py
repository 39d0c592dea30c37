"""The recordings that go with an export: the one place that knows where they are kept."""

from collections.abc import Iterable, Mapping

from kibox_pbx.storage.envelope import Envelope
from kibox_pbx.storage.recorded_sound import as_wav
from kibox_pbx.storage.recordings import Pieces, pieces_of, sound_in
from kibox_pbx.storage.sealed import SealedTexts
from kibox_pbx.storage.sqlcipher import Tables


def sound_pieces(
    tables: Tables, envelope: Envelope, call_ids: Iterable[str]
) -> Mapping[str, Pieces]:
    """Return the recordings of calls as they are stored, by the name of a file: ``CALL.wav``.

    Raises:
        StorageError: One was changed.
    """
    texts = SealedTexts(envelope)
    found = ((each, pieces_of(tables, texts, each, restricted_too=True)) for each in call_ids)
    return {f"{each}.wav": pieces for each, pieces in found if pieces}


def wav_of(pieces: Pieces) -> bytes:
    """Return a recording as WAV; left is the caller, right the assistant."""
    return as_wav(sound_in(pieces))

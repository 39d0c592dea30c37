"""Fixed sentences, ready to be said at once. In memory only, and never more than allowed."""

from kibox_pbx.audio import BYTES_PER_SAMPLE
from kibox_pbx.engines.telephone_sound import TELEPHONE_RATE_HZ


class PhraseCache:
    """The sound of pieces that are said again and again, of one voice.

    Only what somebody chose to ``keep`` is in it: a sentence with a caller's name or
    number never enters by being spoken.

    Args:
        limit_ms: How much sound it holds; a minute takes one megabyte.
    """

    def __init__(self, limit_ms: int) -> None:
        self._room = limit_ms * TELEPHONE_RATE_HZ // 1000 * BYTES_PER_SAMPLE
        self._sounds: dict[str, bytes] = {}

    def get(self, text: str) -> bytes | None:
        """Return the sound of a piece, or None if it was not kept."""
        return self._sounds.get(text)

    def keep(self, text: str, sound: bytes) -> bool:
        """Keep a sound; False if there is no room left, and then nothing changes."""
        room = self._room + len(self._sounds.get(text, b"")) - len(sound)
        if room < 0:
            return False
        self._sounds[text] = sound
        self._room = room
        return True

    def __len__(self) -> int:
        """Return how many pieces are kept."""
        return len(self._sounds)

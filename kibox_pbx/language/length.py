"""How much of what somebody says in one go is listened to. Pure."""

MOST_CHARS = 2000
"""Two minutes and a half without a pause. Whoever talks on is understood by what they said
first: every rule reads the whole of it, some more than once, and one caller must not keep the
others waiting."""


def first_of(said: str) -> str:
    """Return what is listened to, without half a word at its end."""
    if len(said) <= MOST_CHARS:
        return said
    whole, _, _ = said[: MOST_CHARS + 1].rpartition(" ")
    return whole or said[:MOST_CHARS]

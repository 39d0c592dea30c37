"""What callers can agree to, and what they answered (Art. 6, 7 GDPR). Pure."""

from enum import StrEnum


class ConsentPurpose(StrEnum):
    """One thing that only a caller's yes allows."""

    RECORDING = "recording"
    """To keep the sound of the call (§ 201 StGB)."""

    IMPROVEMENT = "improvement"
    """To improve the assistant with the call, on this machine alone (Art. 5(1)(b) GDPR)."""


class ConsentAnswer(StrEnum):
    """What came of asking; only a yes allows anything."""

    YES = "yes"
    NO = "no"
    NONE = "none"
    """Silence, something else, a key, or the caller hung up."""

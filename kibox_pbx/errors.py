"""The errors we raise on purpose.

    KiboxError
    ├── ConfigError    the operator must change a setting; the service does not start
    ├── ModelError     a model is missing or broken; one command mends it
    ├── PeerError      Asterisk sent something we cannot read; that call ends
    ├── EngineError    speech or language engine failed; the call goes on without it
    │   └── AwayError  it is on another host that cannot be reached; asked again later
    ├── CalendarError  the practice's own calendar cannot be reached; its last known state holds
    └── StorageError   the encrypted store refused; the call is transferred to a human

One class per thing a caller of ours does differently. The text of an error goes to
the log, so it never holds a telephone number, a name or anything a caller said.
"""


class KiboxError(Exception):
    """Base of every error raised on purpose; its text says what to do."""


class ConfigError(KiboxError):
    """Settings are missing, unknown or out of range; all of them in one error."""

    def __init__(self, *problems: str) -> None:
        super().__init__("\n".join(problems))
        self.problems = problems


class ModelError(KiboxError):
    """A model file is missing, broken or of the wrong kind."""


class PeerError(KiboxError):
    """Asterisk sent bytes that break the protocol, or refused us."""


class EngineError(KiboxError):
    """An engine failed or was too slow to be useful in a conversation."""


class AwayError(EngineError):
    """The server of another host that lends an engine is away, or too slow."""


class CalendarError(KiboxError):
    """The practice's own calendar could not be read or written; the next look tries again."""


class StorageError(KiboxError):
    """The encrypted store could not be read or written."""

    def __init__(self, text: str, reason: str = "refused") -> None:
        """Say what was not done, and why in one word for the log, such as ``disk-full``."""
        super().__init__(text)
        self.reason = reason

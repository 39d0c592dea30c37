"""The machine: how Asterisk, the models and the store are reached."""

from pydantic import Field, field_validator

from kibox_pbx.config.capacity import MOST_CALLS, calls_of_this_machine
from kibox_pbx.config.section import Key, Section
from kibox_pbx.config.written import FilePath, is_loopback
from kibox_pbx.utterance import Language


class Address(Section):
    """Where a server of ours listens, or a server of Asterisk's is found."""

    host: str = "127.0.0.1"
    port: int = Field(ge=1, le=65535)


class Ami(Address):
    """Asterisk's manager interface."""

    port: int = Field(default=5038, ge=1, le=65535)
    user: str = "kibox"
    secret_file: FilePath
    """A file with nothing but the secret."""


class Telephone(Section):
    """How Asterisk and the service reach each other."""

    fastagi: Address = Address(port=4573)
    audiosocket: Address = Address(port=4574)
    ami: Ami | None = None
    calls: int = Field(default_factory=calls_of_this_machine, ge=1, le=MOST_CALLS)
    """Calls the assistant takes at once. The next caller is told that all are engaged, and
    rings people. Default: two for each processor core (``config/capacity.py`` says why)."""

    reception: Key
    """The department that is rung for "a person", key 0, and whenever the service cannot."""

    languages_by_number: dict[str, Language] = {}
    """Which language answers which dialled number, where it is not the first one."""

    @field_validator("fastagi", "audiosocket", "ami")
    @classmethod
    def _on_this_machine(cls, address: Address | None) -> Address | None:
        """Refuse what others could reach: these connections carry calls, unencrypted."""
        if address is not None and not is_loopback(address.host):
            raise ValueError("host must be an address of this machine, such as 127.0.0.1")
        return address


class Speech(Section):
    """How callers are heard and spoken to; ``auto`` takes the best model on disk."""

    stt: str = "auto"
    tts: str = "auto"
    afterwards: str | None = None
    """A Whisper model, such as whisper-base, that hears callers once more when their call is
    over and corrects the transcript. Until then, ten minutes at most, the sound of what they
    said stays in memory, never on disk. Default: the transcript stays as it was heard live."""


class Models(Section):
    """Where model weights are, and how the engines run."""

    folder: FilePath | None = None
    """Default: the user's cache folder, kibox/models."""

    llm: str = "auto"
    threads: int = Field(default=2, ge=1, le=64)
    """Processor threads of each engine."""

    deadline_ms: int = Field(default=1500, ge=100, le=10000)
    """How long a caller may wait for the language model before the dialogue goes on without."""


class Store(Section):
    """Where the encrypted database and its key are."""

    database: FilePath
    key_file: FilePath
    """Outside the database's folder where possible; readable by the service alone."""

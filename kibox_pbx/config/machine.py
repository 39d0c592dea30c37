"""The machine: how Asterisk, the models and the store are reached."""

from typing import Annotated, Literal

from pydantic import (
    BeforeValidator,
    Field,
    WithJsonSchema,
    field_validator,
    model_validator,
)

from kibox_pbx.config.capacity import MOST_CALLS, calls_of_this_machine
from kibox_pbx.config.elsewhere import LlamaServer, WyomingServer
from kibox_pbx.config.section import DialString, Key, Section
from kibox_pbx.config.written import TEXTS_SCHEMA, FilePath, Words, is_loopback, split_list
from kibox_pbx.utterance import Language


class Address(Section):
    """Where a server of ours listens, or a server of Asterisk's is found."""

    host: str = "127.0.0.1"
    """An address of this machine."""

    port: int = Field(ge=1, le=65535)
    """TCP."""


class Ami(Address):
    """Asterisk's manager interface."""

    port: int = Field(default=5038, ge=1, le=65535)
    """TCP; as in manager.conf."""

    user: str = "kibox"
    """The account of manager-kibox.conf."""

    secret_file: FilePath
    """A file with nothing but the secret."""


Media = Literal["audiosocket", "eagi"]


class Telephone(Section):
    """How Asterisk and the service reach each other."""

    fastagi: Address = Address(port=4573)
    """Where Asterisk asks for a call; ``KIBOX_AGI`` of the dialplan names the same."""

    audiosocket: Address = Address(port=4574)
    """Where the sound of calls goes in and out."""

    media: Media = "audiosocket"
    """How a call's sound comes here: by Asterisk's own AudioSocket, or, where it has none
    (before 20.19), by ``eagi``: a small program that Asterisk starts for each call
    (``docs/eagi.md``), 60 ms later."""

    ami: Ami | None = None
    """Asterisk's manager interface: engaged telephones are seen, live calls handed over.
    Default: calls work without it."""

    calls: int = Field(default_factory=calls_of_this_machine, ge=1, le=MOST_CALLS)
    """Calls the assistant takes at once. The next caller is told that all are engaged, and
    rings people. Default: two for each processor core (``config/capacity.py`` says why)."""

    metrics: Address | None = None
    """Where Prometheus fetches figures, such as ``port: 9464``; its page is ``/metrics``. They
    hold nothing of any caller. Default: there are none."""

    reception: Key
    """The department that is rung for "a person", key 0, and whenever the service cannot."""

    extensions: dict[Key, DialString] = {}
    """Telephones of the house, such as ``room_2: PJSIP/202``. Beside those of the departments
    they are what people may choose on the pages to take calls over and to call back with."""

    call_back: Annotated[
        tuple[Annotated[str, Field(pattern=r"^\+[1-9][0-9]{0,8}$")], ...],
        BeforeValidator(split_list),
        WithJsonSchema(TEXTS_SCHEMA),
    ] = ()
    """How numbers begin that may be called back from the pages, such as ``+49``; those that
    cost extra never may. Asterisk's ``kibox-outside`` says how they are dialled. Default:
    none."""

    languages_by_number: dict[str, Language] = {}
    """Which language answers which dialled number, where it is not the first one."""

    @field_validator("fastagi", "audiosocket", "ami", "metrics")
    @classmethod
    def _on_this_machine(cls, address: Address | None) -> Address | None:
        """Refuse what others could reach: these connections carry calls, unencrypted."""
        if address is not None and not is_loopback(address.host):
            raise ValueError("host must be an address of this machine, such as 127.0.0.1")
        return address


class Web(Address):
    """The pages for the people of the office, in a browser."""

    host: str = "127.0.0.1"
    """Another address than this machine's own needs a certificate."""

    port: int = Field(default=4575, ge=1, le=65535)
    """TCP."""

    names: Words = ()
    """Names by which browsers may ask for the pages, such as kibox.practice.lan; addresses
    and localhost always may. Others are refused: a foreign page could point its name here."""

    certificate_file: FilePath | None = None
    """PEM, the whole chain. Must be there unless host is an address of this machine."""

    private_key_file: FilePath | None = None
    """PEM, of the certificate; readable by the service alone."""

    @property
    def is_encrypted(self) -> bool:
        """Whether browsers come by TLS."""
        return self.certificate_file is not None

    @model_validator(mode="after")
    def _is_encrypted_unless_on_this_machine(self) -> "Web":
        if (self.certificate_file is None) != (self.private_key_file is None):
            raise ValueError("certificate_file and private_key_file belong together")
        if not (is_loopback(self.host) or self.is_encrypted):
            raise ValueError(
                "host: others could reach it; name certificate_file and private_key_file, "
                "or use 127.0.0.1"
            )
        return self


class Speech(Section):
    """How callers are heard and spoken to; ``auto`` takes the best model on disk."""

    stt: str = "auto"
    """The model that hears, by its name in ``kibox models list``."""

    tts: str = "auto"
    """The model that speaks."""

    hear_at: WyomingServer | None = None
    """A server of another host that hears. Default: the model of this machine."""

    speak_at: WyomingServer | None = None
    """A server of another host that speaks. Default: the model of this machine."""

    afterwards: str | None = None
    """A Whisper model, such as whisper-base, that hears callers once more when their call is
    over and corrects the transcript. Until then, ten minutes at most, the sound of what they
    said stays in memory, never on disk. Default: the transcript stays as it was heard live."""

    words: Words = ()
    """Words and names that callers say and a recogniser would not expect: it is told them
    where it is told likely answers, which is with services and names."""


class Models(Section):
    """Where model weights are, and how the engines run."""

    folder: FilePath | None = None
    """Default: the user's cache folder, kibox/models."""

    llm: str = "auto"
    """The language model that words free answers, by its name in ``kibox models list``."""

    at: LlamaServer | None = None
    """A server of another host that the language model runs on. Default: this machine."""

    threads: int = Field(default=2, ge=1, le=64)
    """Processor threads of each engine."""

    deadline_ms: int = Field(default=1500, ge=100, le=10000)
    """How long a caller may wait for the language model before the dialogue goes on without."""


class Backups(Section):
    """Copies of the store, made each night; as encrypted as it is, and gone in time."""

    folder: FilePath | None = None
    """Better on another disk. Default: none are made."""

    keep_days: int = Field(default=7, ge=1, le=90)
    """From then on a backup is deleted and no longer restored: what is erased may lie in a
    backup so long, unreadable without a key, and is erased again when one is restored."""


class Store(Section):
    """Where the encrypted database and its key are."""

    database: FilePath
    """The encrypted file; its header ``.keys`` and ledger ``.ledger`` stand beside it."""

    key_file: FilePath
    """Outside the database's folder where possible; readable by the service alone. Where a
    passphrase or systemd's credential ``kibox.key`` opens the store, there need be none."""

    passphrase_file: FilePath | None = None
    """A file with nothing but the passphrase, readable by the service alone; for a store that
    one opens. Better: systemd's credential ``kibox.passphrase``, or the terminal."""

    backups: Backups = Backups()

"""Who in the office is told of what waits, by which way, and how much it says."""

import re
from enum import StrEnum
from ipaddress import ip_address
from typing import Annotated, Literal, Self

from pydantic import AfterValidator, BeforeValidator, Field, WithJsonSchema, model_validator

from kibox_pbx.config.section import Key, Section
from kibox_pbx.config.written import (
    TEXTS_SCHEMA,
    FilePath,
    in_the_house,
    is_loopback,
    one_as_list,
    written_address,
)

_MAIL = re.compile(r"[!-~]+@[A-Za-z0-9.-]+")
_TOPIC = r"^[A-Za-z0-9_/-]+$"


class Content(StrEnum):
    """How much a notification says."""

    NONE = "none"
    SUBJECT = "subject"
    FULL = "full"


def _is_mail(value: str) -> str:
    if not _MAIL.fullmatch(value):
        raise ValueError("must be a mail address in ASCII, such as desk@office.example")
    return value


MailAddress = Annotated[str, AfterValidator(_is_mail)]
MailAddresses = Annotated[
    tuple[MailAddress, ...], BeforeValidator(one_as_list), WithJsonSchema(TEXTS_SCHEMA)
]
"""One address or several."""


class Peer(Section):
    """A server that `kibox serve` may reach although it is not on this machine."""

    server_name: str = ""
    """The name in its certificate. Default: the address itself."""

    ca_file: FilePath | None = None
    """Who vouches for the certificate, in PEM: your own authority, or the certificate itself.
    Default: those that the system trusts."""

    timeout_s: float = Field(default=10, ge=0.1, le=60)
    """How long each step of a delivery may take; calls never wait for it."""

    content: Content = Content.NONE
    """How much is told: ``none`` only that something waits, with its identifier; ``subject``
    a few words of what it is about; ``full`` everything, the caller's name and number too."""


class Email(Peer):
    """Mail through the office's own server."""

    address: Annotated[str, AfterValidator(written_address)]
    """Of the mail server: an IP address."""

    port: int = Field(default=587, ge=1, le=65535)
    """TCP."""

    tls: Literal["starttls", "implicit", "none"] = "starttls"
    """``starttls`` is usual with port 587, ``implicit`` with 465; ``none`` only for a server
    on this machine."""

    user: str = ""
    """Who signs in there. Default: nobody does."""

    password_file: FilePath | None = None
    """A file with nothing but the password; with `user`."""

    provider: str = Field(default="", max_length=200)
    """Who runs the server, or passes its mail on, outside your own network, and where:
    ``Muster-Mail GmbH, Berlin``. What the law wants in writing names it to callers."""

    sender: MailAddress
    """Whom the mail is from."""

    recipients: dict[Key, MailAddresses] = {}
    """Who hears of messages and requests for a department or a person."""

    others: MailAddresses = ()
    """Who hears of everything else, and of what is for a department or person not named."""

    @model_validator(mode="after")
    def _is_whole(self) -> Self:
        if self.tls == "none":
            _need_loopback(self.address)
        _need_both(self.user, self.password_file)
        if not (self.others or self.recipients):
            raise ValueError("others: must name at least one mail address, or recipients must")
        return self

    @property
    def leaves_the_house(self) -> bool:
        """Whether somebody outside carries this mail."""
        return bool(self.provider) or not ip_address(self.address).is_private


class Mqtt(Peer):
    """A message for the house's own broker."""

    address: Annotated[str, AfterValidator(in_the_house)]
    """Of the broker: an IP address of the house."""

    port: int = Field(default=8883, ge=1, le=65535)
    """TCP."""

    tls: bool = True
    """False only for a broker on this machine, usually with port 1883."""

    user: str = ""
    """Who signs in there. Default: nobody does."""

    password_file: FilePath | None = None
    """A file with nothing but the password; with `user`."""

    topic: str = Field(default="kibox/notifications", pattern=_TOPIC, max_length=100)
    """Under which it is published."""

    @model_validator(mode="after")
    def _is_whole(self) -> Self:
        if not self.tls:
            _need_loopback(self.address)
        _need_both(self.user, self.password_file)
        return self


class Webhook(Peer):
    """A POST to a server in the house."""

    address: Annotated[str, AfterValidator(in_the_house)]
    """Of the server: an IP address of the house."""

    port: int = Field(default=443, ge=1, le=65535)
    """TCP."""

    tls: bool = True
    """False (plain HTTP) only for a server on this machine."""

    path: str = Field(default="/", pattern=r"^/[!-~]*$", max_length=200)
    """What stands behind address and port in its URL."""

    secret_file: FilePath
    """A file with nothing but the secret that signs what is sent, 16 characters at least."""

    @model_validator(mode="after")
    def _is_whole(self) -> Self:
        if not self.tls:
            _need_loopback(self.address)
        return self


class Notify(Section):
    """Who is told. Nobody, unless somebody is named here."""

    email: Email | None = None
    mqtt: Mqtt | None = None
    webhook: Webhook | None = None

    @property
    def peers(self) -> dict[str, Email | Mqtt | Webhook]:
        """Return what is configured, by its name."""
        named = {"email": self.email, "mqtt": self.mqtt, "webhook": self.webhook}
        return {name: peer for name, peer in named.items() if peer is not None}

    @property
    def mailed_outside(self) -> Email | None:
        """Return the way by which somebody outside the house gets mail; None: nobody does."""
        return self.email if self.email and self.email.leaves_the_house else None

    @property
    def tells_outside(self) -> bool:
        """Whether somebody outside gets to know what callers said, or who they are."""
        mailed = self.mailed_outside
        return mailed is not None and mailed.content is not Content.NONE

    @property
    def addresses(self) -> tuple[str, ...]:
        """Return whom the service may reach, for the guard against leaving."""
        return tuple(sorted({peer.address for peer in self.peers.values()}))


def _need_loopback(address: str) -> None:
    if not is_loopback(address):
        raise ValueError("tls: must be on, unless the server is on this machine (127.0.0.1)")


def _need_both(user: str, password_file: object) -> None:
    if bool(user) != bool(password_file):
        raise ValueError("user and password_file belong together")

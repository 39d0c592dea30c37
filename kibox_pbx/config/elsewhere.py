"""Engines that another host of the office lends: where they are, and what if they are away."""

from typing import Annotated, Self

from pydantic import AfterValidator, Field, model_validator

from kibox_pbx.config.section import Section
from kibox_pbx.config.written import FilePath, in_the_house, is_loopback


class Elsewhere(Section):
    """A server of the office that lends an engine."""

    address: Annotated[str, AfterValidator(in_the_house)]
    """Of the server: an IP address of the house."""

    port: int = Field(ge=1, le=65535)
    """TCP."""

    tls: bool = True
    """False only for a server on this machine: what callers say never crosses a cable open."""

    server_name: str = ""
    """The name in its certificate. Default: the address itself."""

    ca_file: FilePath | None = None
    """Who vouches for the certificate, in PEM: your own authority, or the certificate itself.
    Default: those that the system trusts."""

    spare: bool = True
    """Whether the model of this machine, which must be installed, takes over while the server
    is away. False: none is loaded here; where hearing or speaking is away, people are rung."""

    @property
    def leaves_this_machine(self) -> bool:
        """Whether what callers say crosses to another host."""
        return not is_loopback(self.address)

    @model_validator(mode="after")
    def _is_encrypted_unless_on_this_machine(self) -> Self:
        if not self.tls and self.leaves_this_machine:
            raise ValueError(
                "tls: must be on, unless the server is on this machine (127.0.0.1)"
            )
        return self


class WyomingServer(Elsewhere):
    """A server that hears or speaks by the Wyoming protocol (docs/hosts.md)."""

    port: int = Field(default=10300, ge=1, le=65535)
    """TCP; servers that hear usually have 10300, those that speak 10200."""

    model: str = Field(default="", max_length=100)
    """Which of its models hears, or which of its voices speaks, by its name there. Default:
    the server's choice for the language."""


class LlamaServer(Elsewhere):
    """A llama.cpp server, by its OpenAI interface (docs/hosts.md)."""

    port: int = Field(default=8080, ge=1, le=65535)
    """TCP."""

    model: str = Field(default="", max_length=100)
    """By its name there, where it has several. Default: the server's choice."""

    api_key_file: FilePath | None = None
    """A file with nothing but the server's key. Default: it wants none."""

    at_once: int = Field(default=4, ge=1, le=64)
    """Questions it works on at once, as its ``--parallel`` says; the others wait here."""

"""The PostgreSQL in which several kibox hosts have one appointment book."""

from typing import Annotated, Self

from pydantic import AfterValidator, Field, model_validator

from kibox_pbx.config.section import Section
from kibox_pbx.config.written import FilePath, in_the_house, is_loopback


class Shared(Section):
    """One appointment book and one inbox for several hosts (``docs/hosts.md``)."""

    address: Annotated[str, AfterValidator(in_the_house)]
    """Of the PostgreSQL server, in your own network; no name is looked up."""

    port: int = Field(default=5432, ge=1, le=65535)
    """TCP."""

    server_name: str = ""
    """The name in its certificate. Default: the address itself."""

    ca_file: FilePath | None = None
    """The certificate (PEM) that the server's is signed by. Must be there unless the server is
    on this machine."""

    this_host: str = Field(default="", pattern=r"[A-Za-z0-9.-]{0,32}")
    """How this host is called where several are told of, as in ``kibox subject hosts``.
    Default: the machine's own name."""

    database: str = "kibox"
    """A database of its own, which belongs to ``user``."""

    user: str = "kibox"
    """Who signs in there."""

    password_file: FilePath
    """A file with nothing but the password, readable by the service alone."""

    key_file: FilePath
    """The key that all hosts hold and the database does not: it seals whom an appointment or a
    message is of. Made once by ``kibox key new-shared``, and copied to the other hosts."""

    other_key_file: FilePath | None = None
    """A key that opens, too, while the key is being changed."""

    @model_validator(mode="after")
    def _is_encrypted(self) -> Self:
        if self.ca_file is None and not is_loopback(self.address):
            raise ValueError(
                "ca_file: must be there, unless the server is on this machine (127.0.0.1)"
            )
        return self

"""The practice's telephone system of a rehearsal: an Asterisk of our own, on this machine only.

It includes the very dialplan and manager account that an admin includes. Number 30 is the
German line, 31 the English one; telephone 200 is the reception; a softphone may register.
"""

from contextlib import AsyncExitStack
from dataclasses import dataclass, field
from pathlib import Path
from secrets import randbelow
from types import TracebackType
from typing import Self

from kibox_pbx.admin.dialplan_settings import set_variables
from kibox_pbx.rehearsal.addresses import LOOPBACK, Ports, require_free
from kibox_pbx.rehearsal.asterisk_process import AsteriskProcess, running_asterisk
from kibox_pbx.rehearsal.run_folder import (
    Installation,
    fresh_secret,
    write_private,
    write_run_folder,
)

REPOSITORY = Path(__file__).parents[2]
GERMAN_LINE = "30"
ENGLISH_LINE = "31"
STAFF_PHONE = "200"
SOFTPHONE = "kibox-demo"
AMI_USER = "kibox"


@dataclass(frozen=True, slots=True)
class Secrets:
    """Fresh for every run; shown to nobody but whoever registers a softphone."""

    ami: str = field(default_factory=fresh_secret)
    staff_password: str = field(default_factory=fresh_secret)
    softphone_password: str = field(default_factory=fresh_secret)
    mailbox_pin: str = field(default_factory=lambda: f"{randbelow(10**8):08}")


class PrivateAsterisk:
    """The telephone system. An async context manager; leaving it ends every call."""

    def __init__(
        self,
        folder: Path,
        installation: Installation,
        ports: Ports,
        *,
        host: str = LOOPBACK,
        source: Path = REPOSITORY,
    ) -> None:
        """Say where it lives and what it listens on.

        Args:
            folder: Its own; configuration, log and mailbox go there.
            installation: The Asterisk to run.
            ports: ``fastagi`` is where the service will be asked.
            host: The address telephones reach it at; another than the loopback address
                lets telephones of the network register.
            source: The folder that has ``dialplan`` and ``agi``.
        """
        self.ports = ports
        self.host = host
        self.folder = folder
        self.secrets = Secrets()
        self._installation = installation
        self._source = source
        self._process: AsteriskProcess | None = None
        self._life = AsyncExitStack()

    @property
    def process(self) -> AsteriskProcess:
        """The running Asterisk: its command line, its death."""
        if self._process is None:
            raise RuntimeError("the private Asterisk is used outside its context")
        return self._process

    @property
    def secret_file(self) -> Path:
        """What ``telephone.ami.secret_file`` of kibox.yaml must name."""
        return self.folder / "ami-secret"

    async def __aenter__(self) -> Self:
        """Start it.

        Raises:
            ConfigError: A port is in use, or there is no such Asterisk.
            PeerError: Asterisk did not start.
        """
        require_free(self.ports, "sip", "ami", "rtp")
        configuration = self._write()
        self._process = await self._life.enter_async_context(
            running_asterisk(self._installation, configuration)
        )
        return self

    async def __aexit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        await self._life.aclose()

    def _write(self) -> Path:
        configuration = write_run_folder(
            self.folder,
            "pbx",
            self._installation,
            {
                "HOST": self.host,
                "SIP": self.ports.sip,
                "AMI": self.ports.ami,
                "CALLER_SIP": self.ports.caller_sip,
                "RTP_FIRST": self.ports.rtp,
                "STAFF_PASSWORD": self.secrets.staff_password,
                "SOFTPHONE_PASSWORD": self.secrets.softphone_password,
                "MAILBOX_PIN": self.secrets.mailbox_pin,
                "AGI": self._source / "agi",
            },
        )
        self._include_what_admins_include()
        write_private(self.secret_file, self.secrets.ami)
        return configuration

    def _include_what_admins_include(self) -> None:
        dialplan = self._source / "dialplan"
        service = f"{LOOPBACK}:{self.ports.fastagi}"
        wanted = {"KIBOX_AGI": service, "KIBOX_PEOPLE": f"PJSIP/{STAFF_PHONE}"}
        edits = {"kibox.conf": {}, "kibox-settings.conf": wanted, "manager-kibox.conf": {}}
        for name, variables in edits.items():
            text = set_variables((dialplan / name).read_text(), variables)
            write_private(self.folder / name, text.replace("CHANGE-ME", self.secrets.ami))

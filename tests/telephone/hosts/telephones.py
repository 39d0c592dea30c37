"""The telephone system of the house and the hosts' own, with TLS and SRTP between them."""

from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path

from kibox_pbx.admin.dialplan_settings import set_variables
from kibox_pbx.rehearsal.addresses import free_ports
from kibox_pbx.rehearsal.private_asterisk import REPOSITORY, PrivateAsterisk
from kibox_pbx.rehearsal.run_folder import Installation
from tests.telephone.hosts.lan import Lan

TLS = """
[tls]
type = transport
protocol = tls
bind = {address}:5061
cert_file = {certificates}/{address}.pem
priv_key_file = {certificates}/{address}.key
ca_list_file = {certificates}/all.pem
verify_server = yes
verify_client = yes
require_client_cert = yes
method = tlsv1_2
"""
PEER = """
[{name}]
type = endpoint
transport = tls
context = {context}
aors = {name}
disallow = all
allow = alaw
direct_media = no
dtmf_mode = rfc4733
media_encryption = sdes
media_address = {address}
bind_rtp_to_media_address = yes
rtp_timeout = 3

[{name}]
type = aor
contact = sip:{peer}:5061\\;transport=tls
qualify_frequency = 2
qualify_timeout = 1.5

[{name}]
type = identify
endpoint = {name}
match = {peer}
"""


class HouseAsterisk(PrivateAsterisk):
    """A private Asterisk that also speaks with others of the house."""

    def __init__(  # noqa: PLR0913 (where, what with, whom)
        self,
        folder: Path,
        installation: Installation,
        lan: Lan,
        machine: str,
        certificates: Path,
        *,
        peers: Mapping[str, str],
        context: str,
        wanted: Mapping[str, str],
    ) -> None:
        """Say where, and with whom.

        Args:
            folder: As `PrivateAsterisk`.
            installation: As `PrivateAsterisk`.
            lan: The network of the house.
            machine: The machine in it.
            certificates: The folder of all machines' certificates.
            peers: Machines, by the names of their endpoints.
            context: Where their calls come in.
            wanted: What its kibox-settings.conf says.
        """
        there = _on(installation, lan.inside(machine), folder)
        super().__init__(folder, there, free_ports())
        self._lan = lan
        self._machine = machine
        self._certificates = certificates
        self._peers = peers
        self._context = context
        self._wanted = wanted

    def _write(self) -> Path:
        configuration = super()._write()
        address = self._lan.address(self._machine)
        told = TLS.format(address=address, certificates=self._certificates)
        for name, machine in self._peers.items():
            peer = self._lan.address(machine)
            told += PEER.format(name=name, context=self._context, address=address, peer=peer)
        with (self.folder / "pjsip.conf").open("a") as pjsip:
            pjsip.write(told)
        settings = self.folder / "kibox-settings.conf"
        settings.write_text(set_variables(settings.read_text(), dict(self._wanted)))
        hosts = (REPOSITORY / "dialplan" / "kibox-hosts.conf").read_text()
        (self.folder / "kibox-hosts.conf").write_text(hosts)
        with (self.folder / "modules.conf").open("a") as modules:
            modules.write("load = res_pjsip_rfc3326.so\nload = func_shared.so\n")
        extensions = self.folder / "extensions.conf"
        written = extensions.read_text()
        if self._context == "kibox-from-hosts":
            written = written.replace("Goto(kibox-in,", "Goto(kibox-hosts,")
        include = "#include kibox.conf\n"
        extensions.write_text(written.replace(include, include + "#include kibox-hosts.conf\n"))
        return configuration


def _on(installation: Installation, inside: list[str], folder: Path) -> Installation:
    """Return an installation whose Asterisk runs on a machine of the network."""
    folder.mkdir(parents=True, exist_ok=True)
    launcher = folder / "asterisk"
    launcher.write_text(f'#!/bin/sh\nexec {" ".join(inside)} {installation.launcher} "$@"\n')
    launcher.chmod(0o700)
    return replace(installation, launcher=launcher)

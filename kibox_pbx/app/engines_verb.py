"""`kibox engines serve`: lend ears and voices of this machine to other hosts of the office."""

import argparse
import asyncio
import signal
import ssl
import sys
from pathlib import Path

from kibox_pbx.app.engines import ears_and_voices
from kibox_pbx.config.loader import load
from kibox_pbx.config.settings import Settings
from kibox_pbx.config.written import in_the_house, is_loopback
from kibox_pbx.egress.guard import SocketGuard
from kibox_pbx.engines.lending import Lending, lent
from kibox_pbx.errors import ConfigError
from kibox_pbx.log import loop_failed
from kibox_pbx.memory import allow_no_dumps

CONFIG = Path("kibox.yaml")


def add_commands(verbs: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Add `engines` to the command line."""
    engines = verbs.add_parser("engines", help="lend engines to other hosts of the office")
    kinds = engines.add_subparsers(required=True, metavar="WHAT")
    serve = kinds.add_parser(
        "serve", help="hear and speak for other hosts, by the Wyoming protocol"
    )
    serve.add_argument("--config", type=Path, default=CONFIG, help="languages and models")
    serve.add_argument("--address", default="127.0.0.1", help="of this machine; listen there")
    serve.add_argument("--port", type=int, default=10300, help="TCP")
    serve.add_argument(
        "--certificate-file", type=Path, help="PEM, the whole chain; needed for other hosts"
    )
    serve.add_argument("--private-key-file", type=Path, help="PEM, of the certificate")
    serve.set_defaults(run=run, usual_log_level="INFO")


def run(chosen: argparse.Namespace) -> int:
    """Lend them until it is stopped."""
    allow_no_dumps()
    tls = _tls(chosen.address, chosen.certificate_file, chosen.private_key_file)
    settings = load(chosen.config)
    with SocketGuard(), asyncio.Runner() as runner:
        runner.get_loop().set_exception_handler(loop_failed)
        runner.run(_lend(settings, chosen.address, chosen.port, tls))
    return 0


async def _lend(
    settings: Settings, address: str, port: int, tls: ssl.SSLContext | None
) -> None:
    stop = asyncio.Event()
    for each in (signal.SIGINT, signal.SIGTERM):
        asyncio.get_running_loop().add_signal_handler(each, stop.set)
    async with (
        ears_and_voices(settings) as (ears, voices),
        lent(Lending(ears, voices), address, port, tls) as taken,
    ):
        sys.stderr.write(f"lending {', '.join(ears)} at {address}:{taken}\n")
        await stop.wait()


def _tls(address: str, certificate: Path | None, key: Path | None) -> ssl.SSLContext | None:
    """Return what encrypts; what callers say never crosses a cable open.

    Raises:
        ConfigError: It is missing where others can connect, or cannot be used.
    """
    try:
        in_the_house(address)
    except ValueError as error:
        raise ConfigError(f"--address: {error}") from None
    if certificate is None or key is None:
        if not is_loopback(address):
            raise ConfigError(
                "--address: others can connect there; name --certificate-file and "
                "--private-key-file, or stay at 127.0.0.1"
            )
        return None
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.minimum_version = ssl.TLSVersion.TLSv1_2
    try:
        context.load_cert_chain(certificate, key)
    except (OSError, ssl.SSLError):
        raise ConfigError(
            "--certificate-file, --private-key-file: cannot be used; they must be PEM, belong "
            "together and be readable"
        ) from None
    return context

"""The pages listen where the settings say, by TLS where others could listen in."""

import ssl
from datetime import timedelta
from pathlib import Path
from socket import create_server

import httpx2
import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat
from cryptography.x509.oid import NameOID
from pydantic import ValidationError

from kibox_pbx.config.settings import Web
from kibox_pbx.dashboard.application import application
from kibox_pbx.dashboard.server import pages_served
from kibox_pbx.errors import ConfigError
from tests.dashboard.office import clock, settings_of, store_of, web_of


def a_free_port() -> int:
    with create_server(("127.0.0.1", 0)) as one:
        return int(one.getsockname()[1])


def certificate_in(folder: Path) -> dict[str, str]:
    """Write a certificate of localhost, and return the settings that name it."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "localhost")])
    made = (
        x509.CertificateBuilder(name, name, key.public_key(), x509.random_serial_number())
        .not_valid_before(clock() - timedelta(days=9999))
        .not_valid_after(clock() + timedelta(days=9999))
        .add_extension(x509.SubjectAlternativeName([x509.DNSName("localhost")]), critical=False)
        .sign(key, hashes.SHA256())
    )
    certificate, private = folder / "kibox.crt", folder / "kibox.pem"
    certificate.write_bytes(made.public_bytes(Encoding.PEM))
    private.write_bytes(key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption()))
    return {"certificate_file": str(certificate), "private_key_file": str(private)}


@pytest.mark.parametrize("host", ["0.0.0.0", "192.168.1.20", "::", "kibox.lan"])  # noqa: S104
def test_nothing_that_others_could_reach_goes_unencrypted(host: str) -> None:
    with pytest.raises(ValidationError, match="name certificate_file and private_key_file"):
        Web(host=host)
    assert Web(host=host, certificate_file=Path("a"), private_key_file=Path("b")).is_encrypted
    with pytest.raises(ValidationError, match="belong together"):
        Web(certificate_file=Path("a"))


async def test_by_tls_the_cookie_is_bound_to_this_host(tmp_path: Path) -> None:
    files = certificate_in(tmp_path)
    settings = settings_of(tmp_path, port=a_free_port(), **files)
    web = web_of(settings)
    trust = ssl.create_default_context(cafile=files["certificate_file"])
    async with (
        store_of(settings) as database,
        pages_served(application(settings, web, database, clock), web) as port,
        httpx2.AsyncClient(verify=trust) as client,
    ):
        answer = await client.get(f"https://localhost:{port}/sign-in")
        with pytest.raises(httpx2.TransportError):
            await client.get(f"http://localhost:{port}/sign-in")
    cookie = answer.headers["set-cookie"]
    assert cookie.startswith("__Host-kibox=")
    assert "Secure" in cookie
    assert "server" not in answer.headers


async def test_a_port_that_is_taken_is_told(tmp_path: Path) -> None:
    with create_server(("127.0.0.1", 0)) as taken:
        web = Web(port=taken.getsockname()[1])
        settings = settings_of(tmp_path)
        pages = application(settings, web, store_of(settings), clock)
        with pytest.raises(ConfigError, match=r"web: cannot listen on 127\.0\.0\.1 port"):
            async with pages_served(pages, web):
                pass


async def test_a_certificate_that_is_none_is_told(tmp_path: Path) -> None:
    files = certificate_in(tmp_path)
    files["certificate_file"] = files["private_key_file"]
    settings = settings_of(tmp_path, port=a_free_port(), **files)
    web = web_of(settings)
    with pytest.raises(ConfigError, match=r"web\.certificate_file"):
        async with pages_served(application(settings, web, store_of(settings), clock), web):
            pass

"""What docs/ tells an admin to write into Asterisk's files is what a real Asterisk takes."""

import re
from collections.abc import AsyncIterator
from pathlib import Path

import pytest
import pytest_asyncio

from kibox_pbx.rehearsal.addresses import free_ports
from kibox_pbx.rehearsal.asterisk_process import AsteriskProcess
from kibox_pbx.rehearsal.private_asterisk import PrivateAsterisk
from kibox_pbx.rehearsal.run_folder import Installation
from tests.notify.certificates import make_certificate
from tests.telephone.conftest import TELEPHONE

pytestmark = TELEPHONE

DOCS = Path(__file__).parents[2] / "docs"
BLOCK = re.compile(r"```ini\n; (pjsip|extensions)\.conf\n(.*?)```", re.DOTALL)
COMPLAINT = re.compile(r"(?:ERROR|WARNING)\[\d+\]\S* (.*)")
WITHOUT_A_NETWORK = re.compile(
    r"resolve|Temporary failure|register|qualify|STUN", re.IGNORECASE
)

Documented = tuple[AsteriskProcess, set[str]]
"""A running Asterisk, and what it complains of that it did not before."""


def documented(file: str, keys: Path) -> str:
    """Return all blocks of one file, on this machine only, with certificates that exist."""
    pages = sorted(DOCS.glob("*.md"))
    blocks = [found for page in pages for found in BLOCK.findall(page.read_text("utf-8"))]
    text = "\n".join(block for name, block in blocks if name == file)
    ports = free_ports()
    text = text.replace("bind = 0.0.0.0:5061", f"bind = 127.0.0.1:{ports.caller_ami}")
    text = text.replace("bind = 0.0.0.0:5063", f"bind = 127.0.0.1:{ports.caller_audiosocket}")
    text = text.replace("/etc/asterisk/keys", str(keys))
    return re.sub(
        r"bind = 0\.0\.0\.0$", f"bind = 127.0.0.1:{ports.caller_sip}", text, flags=re.M
    )


@pytest_asyncio.fixture(scope="module", loop_scope="session")
async def asterisk(
    installation: Installation, tmp_path_factory: pytest.TempPathFactory
) -> AsyncIterator[Documented]:
    """A telephone system that was told everything the pages say."""
    folder = tmp_path_factory.mktemp("documented")
    async with PrivateAsterisk(folder, installation, free_ports()) as pbx:
        await pbx.process.stop()
        before = complaints(folder)
        keys = folder / "keys"
        keys.mkdir()
        for name in ("front", "hosts"):
            make_certificate(keys, name)
        for name in ("pjsip", "extensions"):
            path = folder / f"{name}.conf"
            path.write_text(path.read_text() + "\n" + documented(name, keys))
        (folder / "log" / "asterisk.log").write_text("")
        await pbx.process.start()
        yield pbx.process, complaints(folder) - before


def complaints(folder: Path) -> set[str]:
    """Return what Asterisk warned of, but for what comes of having no network."""
    log = (folder / "log" / "asterisk.log").read_text(errors="replace")
    return {each for each in COMPLAINT.findall(log) if not WITHOUT_A_NETWORK.search(each)}


async def test_asterisk_complains_of_nothing_in_it(asterisk: Documented) -> None:
    _, new_complaints = asterisk
    assert new_complaints == set()


@pytest.mark.parametrize(
    ("endpoint", "encryption"),
    [
        ("provider", "sdes"),
        ("fritzbox", "no"),
        ("try-kibox", "no"),
        ("kibox1", "sdes"),
    ],
)
async def test_an_endpoint_is_what_the_page_promises(
    endpoint: str, encryption: str, asterisk: Documented
) -> None:
    told = await asterisk[0].command(f"pjsip show endpoint {endpoint}")
    assert re.search(rf"media_encryption\s*: {encryption}\s", told)
    assert re.search(r"direct_media\s*: false", told)
    assert re.search(r"allow\s*: \(alaw", told)


async def test_lines_are_registered_and_found_by_it(
    asterisk: Documented,
) -> None:
    told = await asterisk[0].command("pjsip show registrations")
    assert "provider/sip:sip.provider.example:5061" in told
    assert "fritzbox/sip:fritz.box" in told


async def test_numbers_lead_to_the_assistant(asterisk: Documented) -> None:
    for extension, context in (("4930123456", "from-trunk"), ("30", "try-kibox")):
        told = await asterisk[0].command(f"dialplan show {extension}@{context}")
        assert "Goto(kibox-in,${EXTEN},1)" in told
    assert "Goto(kibox-in," in await asterisk[0].command("dialplan show reception-first")

"""Few modules can reach out at all, and each has its reason."""

import ast
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
PACKAGE = ROOT / "kibox_pbx"
SOURCES = sorted([*PACKAGE.rglob("*.py"), *(ROOT / "agi").rglob("*.py")])

WAYS_OUT = {
    "aiohttp", "ftplib", "http", "httpx", "huggingface_hub", "imaplib", "multiprocessing",
    "poplib", "psycopg", "pty", "requests", "smtplib", "socket", "socketserver", "ssl",
    "subprocess", "telnetlib", "urllib", "urllib3", "webbrowser", "websockets", "xmlrpc",
}  # fmt: skip
HARMLESS = {"urllib.parse"}
"""Reads addresses, opens none."""

OPENERS = {
    "create_connection", "create_datagram_endpoint", "create_subprocess_exec",
    "create_subprocess_shell", "execv", "execve", "execvp", "fork", "from_pretrained",
    "open_connection", "open_unix_connection", "popen", "posix_spawn", "snapshot_download",
    "spawnv", "start_server",
}  # fmt: skip
"""Names of functions that open a connection, listen, or start a program."""

MAY = {
    "agi/is_kibox_up.py": "asks our own service, on the loopback interface",
    "agi/kibox_bridge.py": "connects to our own service, on the loopback interface",
    "kibox_pbx/app/watchdog.py": "systemd's own socket file",
    "kibox_pbx/asterisk/ami_link.py": "Asterisk's manager interface, on the loopback interface",
    "kibox_pbx/asterisk/loopback.py": "listens for Asterisk, on the loopback interface",
    "kibox_pbx/asterisk/service_status.py": "asks our own service, on the loopback interface",
    "kibox_pbx/bench/deaf_caller.py": "rings the measured server",
    "kibox_pbx/bench/service_process.py": "starts the measured service",
    "kibox_pbx/calendars/http.py": "calendar servers of the house, on this machine or a peer",
    "kibox_pbx/calendars/in_time.py": "reads what a calendar server answers; connects nobody",
    "kibox_pbx/dashboard/patience.py": "counts who has come in",
    "kibox_pbx/dashboard/server.py": "listens for the office's browsers",
    "kibox_pbx/demo/control.py": "a socket file, for `kibox call`",
    "kibox_pbx/demo/egress_verb.py": "starts the sealed call",
    "kibox_pbx/demo/machine.py": "runs install/asterisk.sh and callers.sh",
    "kibox_pbx/demo/sound_card.py": "arecord and aplay, for `kibox talk`",
    "kibox_pbx/egress/guard.py": "names of address families",
    "kibox_pbx/egress/sealed.py": "unshare and ip",
    "kibox_pbx/egress/watch.py": "looks at packets",
    "kibox_pbx/app/engines_verb.py": "a certificate, for `kibox engines serve`",
    "kibox_pbx/engines/lending.py": "listens for other hosts, for `kibox engines serve` alone",
    "kibox_pbx/engines/peer.py": "servers of the office that lend an engine, where configured",
    "kibox_pbx/engines/whisper_process.py": "a process of our own",
    "kibox_pbx/models/carriers.py": "pip, for `kibox models fetch` alone",
    "kibox_pbx/models/download.py": "publishers, for `kibox models fetch` alone",
    "kibox_pbx/notify/connection.py": "configured peers alone: the guard lets nobody else pass",
    "kibox_pbx/notify/mail.py": "the office's own mail server, where configured",
    "kibox_pbx/notify/mqtt.py": "the house's own broker, where configured",
    "kibox_pbx/notify/webhook.py": "a web server in the house, where configured",
    "kibox_pbx/rehearsal/addresses.py": "looks for free ports",
    "kibox_pbx/rehearsal/asterisk_process.py": "starts the rehearsal's Asterisk",
    "kibox_pbx/rehearsal/voices.py": "espeak-ng, for simulated callers",
    "kibox_pbx/storage/shared/inspection.py": "the hosts' PostgreSQL, for `kibox doctor`",
    "kibox_pbx/storage/shared/link.py": "the hosts' PostgreSQL, where configured",
    "kibox_pbx/setup/wheels.py": "pip, for `kibox bundle` alone",
    "kibox_pbx/setup/programs.py": "useradd, systemctl and asterisk, for `kibox setup`",
}
SERVING = ("app", "call", "storage", "asterisk", "engines", "dialogue", "language", "privacy")
"""Rooms at work in `kibox serve`; none may reach what fetches."""


def ways_out(source: Path) -> set[str]:
    found = set()
    for node in ast.walk(ast.parse(source.read_text())):
        match node:
            case ast.Import(names=names):
                found |= {alias.name for alias in names if _leads_out(alias.name)}
            case ast.ImportFrom(module=str(module)) if _leads_out(module):
                found.add(module)
            case ast.Attribute(value=ast.Name(id="os"), attr="system"):
                found.add("system")
            case ast.Attribute(attr=name) | ast.Name(id=name) if name in OPENERS:
                found.add(name)
            case _:
                pass
    return found


def _leads_out(module: str) -> bool:
    is_asyncios = module == "asyncio.subprocess"
    return is_asyncios or (module.partition(".")[0] in WAYS_OUT and module not in HARMLESS)


@pytest.mark.parametrize("source", SOURCES, ids=lambda each: str(each.relative_to(ROOT)))
def test_only_named_modules_can_reach_out(source: Path) -> None:
    name = str(source.relative_to(ROOT))
    assert bool(ways_out(source)) == (name in MAY), ways_out(source)


def test_every_way_would_be_found(tmp_path: Path) -> None:
    source = tmp_path / "talkative.py"
    source.write_text(
        "import urllib.request, os\nfrom requests import get\nfrom urllib.parse import quote\n"
        "from asyncio.subprocess import PIPE\nos.system('x')\nmodel.from_pretrained('x')\n"
    )
    assert ways_out(source) == {
        "urllib.request", "requests", "asyncio.subprocess", "system", "from_pretrained",
    }  # fmt: skip


def test_what_serves_never_fetches() -> None:
    fetching = {
        "kibox_pbx.models.download",
        "kibox_pbx.models.carriers",
        "kibox_pbx.models.fetch",
    }
    for room in SERVING:
        for source in (PACKAGE / room).rglob("*.py"):
            imported = {
                node.module
                for node in ast.walk(ast.parse(source.read_text()))
                if isinstance(node, ast.ImportFrom)
            }
            assert not imported & fetching, source

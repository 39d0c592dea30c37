"""Who wants to leave is refused and counted; what stays here notices nothing.

Each case runs in a Python of its own, since an audit hook is never taken away again.
"""

import json
import subprocess
import sys
from functools import cache

import pytest

UNDER_GUARD = """
import asyncio, json, os, socket, subprocess, sys, urllib.request
from kibox_pbx.egress.guard import EgressRefusedError, SocketGuard
guard = SocketGuard({peers}, any_program={any_program})
guard.__enter__()
results = []
for attempt in json.load(sys.stdin):
    before = len(guard.refused)
    try:
        exec(attempt)
    except Exception as error:
        outcome = type(error).__name__
    else:
        outcome = "passed"
    results.append([outcome, *(f"{{r.what}} {{r.whither}}" for r in guard.refused[before:])])
json.dump(results, sys.stdout)
"""


def attempted(*attempts: str, peers: str = "()", any_program: bool = False) -> list[list[str]]:
    """Return of each attempt its outcome and what was refused."""
    code = UNDER_GUARD.format(peers=peers, any_program=any_program)
    ran = subprocess.run(  # noqa: S603 (our own words)
        [sys.executable, "-c", code],
        input=json.dumps(attempts),
        capture_output=True,
        text=True,
        check=True,
        timeout=120,
    )
    results: list[list[str]] = json.loads(ran.stdout)
    return results


UDP = "socket.socket(type=socket.SOCK_DGRAM)"
LEAVING = {
    "connect": (
        "socket.socket().connect(('203.0.113.9', 443))",
        "socket.connect 203.0.113.9 port 443",
    ),
    "connect, without waiting": (
        "socket.socket().connect_ex(('203.0.113.9', 443))",
        "socket.connect 203.0.113.9 port 443",
    ),
    "connect over IPv6": (
        "socket.socket(socket.AF_INET6).connect(('2001:db8::9', 443))",
        "socket.connect 2001:db8::9 port 443",
    ),
    "IPv4 in IPv6's clothes": (
        "socket.socket(socket.AF_INET6).connect(('::ffff:203.0.113.9', 443))",
        "socket.connect ::ffff:203.0.113.9 port 443",
    ),
    "the office's network": (
        "socket.socket().connect(('192.168.1.1', 80))",
        "socket.connect 192.168.1.1 port 80",
    ),
    "a datagram": (
        f"{UDP}.sendto(b'x', ('203.0.113.9', 53))",
        "socket.sendto 203.0.113.9 port 53",
    ),
    "a message": (
        f"{UDP}.sendmsg([b'x'], [], 0, ('203.0.113.9', 53))",
        "socket.sendmsg 203.0.113.9 port 53",
    ),
    "everybody": (
        f"{UDP}.sendto(b'x', ('<broadcast>', 9))",
        "socket.sendto <broadcast> port 9",
    ),
    "a look-up": (
        "socket.getaddrinfo('example.org', 443)",
        "socket.getaddrinfo example.org",
    ),
    "an old look-up": (
        "socket.gethostbyname('example.org')",
        "socket.gethostbyname example.org",
    ),
    "whose address": (
        "socket.getnameinfo(('203.0.113.9', 443), 0)",
        "socket.getnameinfo 203.0.113.9",
    ),
    "a page": (
        "urllib.request.urlopen('http://203.0.113.9/', timeout=1)",
        "socket.connect 203.0.113.9 port 80",
    ),
    "asyncio": (
        "asyncio.run(asyncio.open_connection('203.0.113.9', 80))",
        "socket.connect 203.0.113.9 port 80",
    ),
    "another network than IP": (
        "socket.socket(socket.AF_VSOCK).connect((2, 80))",
        "socket.connect a socket of family 40",
    ),
    "a program": ("subprocess.run(['/bin/true'])", "subprocess.Popen true"),
    "a shell": ("os.system('true')", "os.system a shell"),
    "another program instead": ("os.execv('/bin/true', ['true'])", "os.exec true"),
    "a spawned program": (
        "os.posix_spawn('/bin/true', ['true'], {})",
        "os.posix_spawn true",
    ),
    "a Python that is not ours": (
        "subprocess.run([sys.executable, '-m', 'pip', 'download', 'x'])",
        "subprocess.Popen",
    ),
}


@cache
def of_leaving() -> dict[str, list[str]]:
    results = attempted(*(attempt for attempt, _ in LEAVING.values()))
    return dict(zip(LEAVING, results, strict=True))


@pytest.mark.parametrize("way", LEAVING)
def test_every_way_out_is_refused_and_counted(way: str) -> None:
    outcome, *refused = of_leaving()[way]
    assert outcome in {"EgressRefusedError", "URLError"}
    assert len(refused) == 1
    assert refused[0].startswith(LEAVING[way][1])


STAYING = {
    "loopback": (
        "server = socket.create_server(('127.0.0.1', 0))\n"
        "socket.create_connection(server.getsockname())"
    ),
    "any address of the loopback network": "socket.socket().connect_ex(('127.9.8.7', 9))",
    "loopback of IPv6": "socket.socket(socket.AF_INET6).connect_ex(('::1', 9))",
    "a datagram": f"{UDP}.sendto(b'x', ('127.0.0.1', 9))",
    "localhost by name": "socket.getaddrinfo('localhost', 80)",
    "an address is no name": "socket.getaddrinfo('203.0.113.9', 80)",
    "any address to listen on": "socket.getaddrinfo(None, 80)",
    "a file": "[each.send(b'x') for each in socket.socketpair()]",
    "a module of ours": (
        "subprocess.run([sys.executable, '-m', 'kibox_pbx.cli', '--version'], stdout=2)"
    ),
    "asyncio": "asyncio.run(asyncio.start_server(print, '127.0.0.1', 0))",
}


def test_what_stays_here_passes() -> None:
    results = attempted(*STAYING.values())
    assert dict(zip(STAYING, results, strict=True)) == {way: ["passed"] for way in STAYING}


def test_a_configured_peer_may_be_reached_and_only_it() -> None:
    there = f"{UDP}.connect_ex(('192.0.2.7', 25))"
    elsewhere = f"{UDP}.connect_ex(('192.0.2.8', 25))"
    reached, refused = attempted(there, elsewhere, peers="['192.0.2.7']")
    assert reached == ["passed"]
    assert refused[0] == "EgressRefusedError"


def test_programs_may_be_let_through_but_no_connection() -> None:
    program, connection = attempted(
        "subprocess.run(['/bin/true'])", LEAVING["connect"][0], any_program=True
    )
    assert program == ["passed"]
    assert connection[0] == "EgressRefusedError"


def test_a_guard_that_was_left_lets_everything_pass() -> None:
    left = "guard.__exit__(None, None, None); " + LEAVING["a program"][0]
    assert attempted(left) == [["passed"]]


def test_the_error_does_not_quote_whither() -> None:
    quoting = (
        "try: socket.getaddrinfo('erika.example.org', 1)\n"
        "except EgressRefusedError as error: assert 'erika' not in str(error)"
    )
    assert attempted(quoting)[0][0] == "passed"


def test_all_refusals_are_counted_though_not_all_are_remembered() -> None:
    often = (
        "for _ in range(1005):\n"
        "    try: socket.gethostbyname('office.example')\n"
        "    except EgressRefusedError: pass\n"
        "assert (len(guard.refused), guard.refused_count) == (1000, 1005)"
    )
    assert attempted(often)[0][0] == "passed"

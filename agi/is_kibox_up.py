#!/usr/bin/env python3
"""Asterisk asks this before a call goes to the assistant: is it there, and has it room?

Sets the channel variable KIBOX_UP to 1 or 0; the dialplan rings people on anything but 1.
Usage in a dialplan: ``AGI(is_kibox_up.py,127.0.0.1:4573)``. It needs nothing of the kibox
package, so it also works when that is broken; without pyst2 it writes the AGI line itself.
"""

import io
import re
import socket
import sys
import time

try:
    from asterisk import agi
except ImportError:
    agi = None

DEFAULT_ADDRESS = "127.0.0.1:4573"
PATIENCE_S = 0.5
"""For the whole question: the caller hears ringing meanwhile."""

MAX_ANSWER_BYTES = 200
QUESTION = b"agi_network: yes\nagi_network_script: status\n\n"
ANSWER = re.compile(rb'SET VARIABLE "?KIBOX_UP"? "?([01])"?')
REPLY = b"200 result=1\n"


def ask_service(address: str) -> str:
    """Return "1" if the service would take a call now; "0" if not, or if it is not there."""
    try:
        host, _, port = address.rpartition(":")
        return _converse(host, int(port), time.monotonic() + PATIENCE_S)
    except (OSError, ValueError):
        return "0"


def _converse(host: str, port: int, until: float) -> str:
    with socket.create_connection((host, port), PATIENCE_S) as service:
        service.sendall(QUESTION)
        line = b""
        while b"\n" not in line and len(line) < MAX_ANSWER_BYTES:
            service.settimeout(max(0.001, until - time.monotonic()))
            received = service.recv(MAX_ANSWER_BYTES)
            if not received:
                break
            line += received
        service.sendall(REPLY)
    answer = ANSWER.match(line)
    return answer.group(1).decode() if answer else "0"


def tell_asterisk(address: str) -> None:
    """Set KIBOX_UP through pyst2, which would log the whole call to stderr if it could."""
    channel = agi.AGI(stderr=io.StringIO())
    channel.set_variable("KIBOX_UP", ask_service(address))


def tell_asterisk_plainly(address: str) -> None:
    """Set KIBOX_UP where pyst2 is not installed."""
    while sys.stdin.readline().strip():
        pass
    sys.stdout.write(f'SET VARIABLE KIBOX_UP "{ask_service(address)}"\n')
    sys.stdout.flush()
    sys.stdin.readline()


def main() -> int:
    """Answer Asterisk's question; never fail loudly, since people are rung by default."""
    address = sys.argv[1] if len(sys.argv) > 1 else DEFAULT_ADDRESS
    if agi is None:
        tell_asterisk_plainly(address)
        return 0
    try:
        tell_asterisk(address)
    except (agi.AGIException, OSError, ValueError):
        return 0
    return 0


if __name__ == "__main__":
    sys.exit(main())

#!/usr/bin/env python3
"""Connects a call to the service where Asterisk has no AudioSocket: its EAGI starts this.

Usage in a dialplan: none. The service asks Asterisk for ``EAGI(kibox_bridge.py)`` where
``telephone.media`` is ``eagi``. Whose call it is and where the service listens stands in the
channel's variable KIBOX_LINE, since everybody on the machine can read a program's arguments.

KIBOX_CARRIED is 1 afterwards if the service has said goodbye, and the caller is still there.
Whatever else happened, it is not set, and people are rung.
"""

import os
import signal
import socket
import sys
import uuid
from pathlib import Path
from typing import BinaryIO

from asterisk import agi

from kibox_pbx.asterisk.audiosocket import Kind, Message, encode
from kibox_pbx.asterisk.bridge import Bridge, CallerHungUpError
from kibox_pbx.asterisk.reels import Play, reels
from kibox_pbx.errors import PeerError

REPLIES, COMMANDS, SOUND = 0, 1, 3
"""File descriptors that Asterisk gives to what EAGI starts."""

SERVICE_S = 2.0
"""The service must take the line, and each piece of sound, within this time."""

LINE_IS_UP = 6

EXPECTED = (agi.AGIException, PeerError, OSError, ValueError)
"""What may end a call's carrying; the channel's variable then stays unset."""


class Replies:
    """What Asterisk answers, line by line; its end is an end.

    pyst2 would read on for ever where Asterisk goes away in the middle of a usage text.
    """

    def __init__(self, file: BinaryIO) -> None:
        """Read from a file."""
        self._file = file

    def readline(self) -> bytes:
        """Return the next line.

        Raises:
            CallerHungUpError: There is none, and there will be none.
        """
        line = self._file.readline()
        if not line:
            raise CallerHungUpError("bridge: Asterisk has closed the session")
        return line


class Session:
    """The AGI session; fits `bridge.Asterisk`."""

    def __init__(self) -> None:
        """Read the facts of the call, which pyst2 would log if it could.

        Replies are read unbuffered, so that none waits where `select` does not see it.
        """
        replies = Replies(open(REPLIES, "rb", buffering=0))  # noqa: SIM115 - as long as we live
        nowhere = Path(os.devnull).open("w")  # noqa: SIM115
        self._agi = agi.AGI(stdin=replies, stderr=nowhere)

    def variable(self, name: str) -> str:
        """Return a variable of the channel, "" if it has none of that name."""
        return str(self._agi.get_variable(name))

    def say_that_it_went_well(self) -> None:
        """Tell the service, by the channel, that nothing broke on the way."""
        self._agi.set_variable("KIBOX_CARRIED", "1")

    def play(self, play: Play, keys: str) -> None:
        """Ask for a file; see `bridge.Asterisk`."""
        self._agi.send_command("STREAM FILE", play.name, f'"{keys}"', play.from_sample)

    def stopped(self) -> tuple[str, int]:
        """Read why it stopped; see `bridge.Asterisk`."""
        try:
            reply = self._agi.get_result()
        except agi.AGIException:
            if self._line_is_up():
                raise PeerError("bridge: Asterisk cannot play our files") from None
            raise CallerHungUpError("bridge: the caller has hung up") from None
        try:
            key, at_sample = int(reply["result"][0]), int(reply["endpos"][0])
            return (chr(key) if key else "", max(0, at_sample))
        except (LookupError, OverflowError, ValueError):
            raise PeerError("bridge: Asterisk's reply cannot be read") from None

    def _line_is_up(self) -> bool:
        try:
            return int(self._agi.channel_status()) == LINE_IS_UP
        except (agi.AGIException, ValueError, OSError):
            return False


def connect(line: str) -> socket.socket:
    """Connect to the service and say whose call this is: ``UUID,host:port``."""
    identifier, _, address = line.partition(",")
    host, _, port = address.rpartition(":")
    service = socket.create_connection((host, int(port)), SERVICE_S)
    service.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
    service.sendall(encode(Message(Kind.IDENTIFIER, uuid.UUID(identifier).bytes)))
    return service


def main() -> int:
    """Carry one call; whatever fails is told by what is left unsaid."""
    try:
        session = Session()
        signal.signal(signal.SIGHUP, signal.SIG_IGN)  # a hang-up is told by every reply
        with connect(session.variable("KIBOX_LINE")) as service, reels() as playing:
            Bridge(session, (REPLIES, COMMANDS, SOUND), service, playing).run()
        session.say_that_it_went_well()
    except EXPECTED:
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())

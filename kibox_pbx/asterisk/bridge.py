"""Carries one call's sound between Asterisk's EAGI and the service, which sees AudioSocket.

Asterisk gives the caller's sound on a pipe and takes sound from files only; `reels` has those.
A command that comes while a file is played stops it, and such a file gets no reply. Asterisk
does not see a second command that arrives together with the first, so each one waits until
the one before has been read. Source: ``res_agi.c`` and ``file.c`` of Asterisk 16 to 22.
"""

import fcntl
import os
import select
import termios
import time
from collections.abc import Callable
from typing import Protocol, assert_never

from kibox_pbx.asterisk.audiosocket import HANG_UP, Kind, Message, Reader, encode
from kibox_pbx.asterisk.reels import Play, Reels
from kibox_pbx.errors import PeerError

KEYS = "0123456789*#ABCD"
READ_BYTES = 3200
LOOK_AGAIN_MS = 5
"""While Asterisk has not read the command before."""

LAST_WORDS_S = 2.0
"""The last words may take so long after the service's goodbye; usually a tenth of it."""


class CallerHungUpError(PeerError):
    """The caller is gone."""


class Asterisk(Protocol):
    """What the bridge wants of the AGI session."""

    def play(self, play: Play, keys: str) -> None:
        """Ask for a file to be played; do not wait."""
        ...

    def stopped(self) -> tuple[str, int]:
        """Read why a file has stopped: which key did it, "" for none, and at which sample.

        Raises:
            CallerHungUpError: Because the caller is gone.
            PeerError: Asterisk could not play it.
        """
        ...


class Line(Protocol):
    """The connection to the service; a socket fits."""

    def fileno(self) -> int:
        """Return its file descriptor."""
        ...

    def recv(self, most_bytes: int, /) -> bytes:
        """Return what has come; empty: it is closed."""
        ...

    def sendall(self, data: bytes, /) -> None:
        """Send it all, or raise `OSError`."""
        ...


class Bridge:
    """One call. It lives while `run` runs."""

    def __init__(
        self, asterisk: Asterisk, files: tuple[int, int, int], service: Line, reels: Reels
    ) -> None:
        """Say what is bridged.

        Args:
            asterisk: The AGI session.
            files: Its replies, its commands and the caller's sound, as file descriptors.
            service: Connected, and told whose call this is.
            reels: What Asterisk plays.
        """
        self._asterisk = asterisk
        self._replies, self._commands, self._sound = files
        self._service = service
        self._reels = reels
        self._reader = Reader()
        self._goodbye = False
        self._ends_s = 0.0
        self._poll = select.poll()
        self._serve: dict[int, Callable[[], None]] = {
            self._replies: self._asterisk_stopped,
            self._sound: self._caller_spoke,
            service.fileno(): self._service_spoke,
        }

    def run(self) -> None:
        """Carry sound both ways until the service says goodbye and its last words are heard.

        Asterisk then waits for a command.

        Raises:
            CallerHungUpError: The caller has hung up; the service has been told.
            PeerError: The service is gone, or Asterisk cannot play.
        """
        self._drop_early_sound()
        for file in self._serve:
            self._poll.register(file, select.POLLIN)
        try:
            while not self._is_over:
                self._play_what_is_wanted()
                self._wait()
            while not self._has_been_read:
                time.sleep(LOOK_AGAIN_MS / 1000)
        except CallerHungUpError:
            self._service.sendall(HANG_UP)
            raise

    @property
    def _is_over(self) -> bool:
        is_heard = not self._reels.speaks or time.monotonic() > self._ends_s
        return self._goodbye and is_heard

    def _play_what_is_wanted(self) -> None:
        if self._has_been_read and (wanted := self._reels.take_wanted()):
            self._asterisk.play(wanted, KEYS)

    def _wait(self) -> None:
        looks_again = self._reels.wants or self._goodbye
        for file, _ in self._poll.poll(LOOK_AGAIN_MS if looks_again else None):
            self._serve[file]()

    @property
    def _has_been_read(self) -> bool:
        unread = bytearray(4)
        fcntl.ioctl(self._commands, termios.FIONREAD, unread)
        return not any(unread)

    def _drop_early_sound(self) -> None:
        """Forget what came while this program started: it would be late for all of the call."""
        early = select.poll()
        early.register(self._sound, select.POLLIN)
        while early.poll(0) and os.read(self._sound, READ_BYTES):
            pass

    def _caller_spoke(self) -> None:
        sound = os.read(self._sound, READ_BYTES)
        if sound:
            self._send(Message(Kind.SOUND, sound))
        else:
            self._poll.unregister(self._sound)

    def _service_spoke(self) -> None:
        data = self._service.recv(READ_BYTES)
        if not data:
            raise PeerError("bridge: the service has closed the line without a goodbye")
        for message in self._reader.feed(data):
            match message.kind:
                case Kind.SOUND:
                    self._reels.say(message.payload)
                case Kind.HANG_UP:
                    self._goodbye = True
                    self._ends_s = time.monotonic() + LAST_WORDS_S
                    self._poll.unregister(self._service.fileno())
                    return
                case Kind.IDENTIFIER | Kind.KEY | Kind.ERROR:
                    raise PeerError("bridge: the service sent what it never sends")
                case _:
                    assert_never(message.kind)

    def _asterisk_stopped(self) -> None:
        key, at_sample = self._asterisk.stopped()
        if key:
            self._send(Message(Kind.KEY, key.encode()))
            self._reels.go_on(at_sample)
        else:
            self._reels.fall_silent()

    def _send(self, message: Message) -> None:
        if not self._goodbye:
            self._service.sendall(encode(message))

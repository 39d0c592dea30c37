"""A call between EAGI and the service, with Asterisk's side played by hand."""

import os
import select
import socket
import threading
from collections.abc import Iterator
from contextlib import ExitStack
from dataclasses import dataclass, field
from io import FileIO

import pytest

from kibox_pbx.asterisk import bridge as bridge_module
from kibox_pbx.asterisk.audiosocket import (
    FRAME_BYTES,
    HANG_UP,
    SILENCE,
    Kind,
    Message,
    Reader,
    encode,
)
from kibox_pbx.asterisk.bridge import KEYS, Bridge, CallerHungUpError
from kibox_pbx.asterisk.reels import Play, reels
from kibox_pbx.errors import PeerError

LOUD = b"\x01\x10" * (FRAME_BYTES // 2)
ENDED = "ended"
HUNG_UP = "hung up"
SOON_S = 5.0


@dataclass
class Call:
    """What surrounds a bridge: Asterisk's pipes, and the service's end of the line."""

    service: socket.socket
    commands: FileIO
    """Asterisk's end: what it is asked for."""
    replies: FileIO
    caller: FileIO
    bridge: Bridge
    played: list[Play] = field(default_factory=list)
    reader: Reader = field(default_factory=Reader)
    outcome: list[BaseException | None] = field(default_factory=list)
    _thread: threading.Thread | None = None

    def begin(self) -> None:
        """Have the bridge work, in a thread of its own."""
        self._thread = threading.Thread(target=self._run)
        self._thread.start()

    def _run(self) -> None:
        try:
            self.bridge.run()
        except PeerError as error:
            self.outcome.append(error)
        else:
            self.outcome.append(None)

    def over(self) -> BaseException | None:
        """Wait until the bridge is done; return what it raised."""
        assert self._thread
        self._thread.join(SOON_S)
        assert not self._thread.is_alive()
        return self.outcome[0]

    def obey(self) -> None:
        """Read the next command, as Asterisk does."""
        assert self.commands.read(100) == b"play"

    def reply(self, why: str) -> None:
        """Say that what was played has stopped."""
        self.replies.write(f"{why}\n".encode())

    def says(self, *messages: Message) -> None:
        """Send something as the service."""
        for message in messages:
            self.service.sendall(encode(message))

    def hears(self) -> Message:
        """Return the next message that comes to the service."""
        (message,) = self.reader.feed(self._exactly(3 + self._length()))
        return message

    def _length(self) -> int:
        return int.from_bytes(self.service.recv(3, socket.MSG_PEEK)[1:], "big")

    def _exactly(self, size: int) -> bytes:
        return self.service.recv(size, socket.MSG_WAITALL)


class ByHand:
    """Asterisk's side of the AGI session, on pipes."""

    def __init__(self, replies: FileIO, commands: FileIO) -> None:
        self.replies, self.commands = replies, commands
        self.played: list[Play] = []

    def play(self, play: Play, keys: str) -> None:
        assert keys == KEYS
        self.played.append(play)
        self.commands.write(b"play")

    def stopped(self) -> tuple[str, int]:
        why = (self.replies.read(100) or b"").decode().strip()
        if why == HUNG_UP:
            raise CallerHungUpError("hung up")
        return ("" if why == ENDED else why, 800)


def pipe(life: ExitStack) -> tuple[FileIO, FileIO]:
    """Return where to read and where to write."""
    read, write = os.pipe()
    return (
        life.enter_context(FileIO(read, "rb")),
        life.enter_context(FileIO(write, "wb")),
    )


@pytest.fixture
def call() -> Iterator[Call]:
    with ExitStack() as life:
        ours, services = socket.socketpair()
        for each in (ours, services):
            each.settimeout(SOON_S)
            life.enter_context(each)
        replies, reply = pipe(life)
        command, commands = pipe(life)
        heard, caller = pipe(life)
        playing = life.enter_context(reels())
        asterisk = ByHand(replies, commands)
        files = (replies.fileno(), commands.fileno(), heard.fileno())
        bridge = Bridge(asterisk, files, ours, playing)
        call = Call(services, command, reply, caller, bridge, asterisk.played)
        yield call
        services.close()  # so that no thread outlives a test that failed
        if call._thread:
            call._thread.join(SOON_S)


def sound(pcm: bytes = LOUD) -> Message:
    return Message(Kind.SOUND, pcm)


def test_what_the_caller_says_comes_to_the_service(call: Call) -> None:
    call.begin()
    call.obey()
    call.caller.write(LOUD)
    assert call.hears() == sound()
    call.says(Message(Kind.HANG_UP))
    assert call.over() is None


def test_what_came_while_the_program_started_is_not_late_for_all_of_the_call(
    call: Call,
) -> None:
    for _ in range(20):
        call.caller.write(SILENCE)
    call.begin()
    call.obey()
    call.caller.write(LOUD)
    assert call.hears() == sound()


def test_what_the_service_says_is_played_and_its_silence_is_not(call: Call) -> None:
    call.begin()
    call.obey()
    call.says(sound(SILENCE), sound(), sound())
    call.obey()
    silent, voice = call.played
    assert silent.name != voice.name
    call.says(Message(Kind.HANG_UP))
    call.reply(ENDED)
    assert call.over() is None


def test_no_command_is_sent_before_the_one_before_has_been_read(call: Call) -> None:
    call.begin()
    assert select.select([call.commands], [], [], SOON_S)[0]
    call.says(sound())
    call.caller.write(LOUD)
    call.hears()
    call.caller.write(LOUD)
    call.hears()  # the bridge has gone round more than once
    assert len(call.played) == 1
    call.obey()
    call.obey()
    assert len(call.played) == 2


def test_a_key_comes_to_the_service_and_the_sound_goes_on(call: Call) -> None:
    call.begin()
    call.obey()
    call.reply("7")
    assert call.hears() == Message(Kind.KEY, b"7")
    call.obey()
    assert call.played[0] == call.played[1]


def test_after_a_goodbye_the_last_words_are_heard_to_their_end(call: Call) -> None:
    call.begin()
    call.obey()
    call.says(sound(), Message(Kind.HANG_UP))
    call.obey()
    call.caller.write(LOUD)
    assert not call.outcome
    call.reply(ENDED)
    assert call.over() is None


def test_last_words_that_never_end_are_not_waited_for(
    call: Call, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(bridge_module, "LAST_WORDS_S", 0.05)
    call.begin()
    call.obey()
    call.says(sound(), Message(Kind.HANG_UP))
    call.obey()
    assert call.over() is None


def test_a_caller_who_hangs_up_is_told_of_by_a_goodbye(call: Call) -> None:
    call.begin()
    call.obey()
    call.reply(HUNG_UP)
    assert isinstance(call.over(), CallerHungUpError)
    assert call.service.recv(100) == HANG_UP


def test_a_service_that_is_gone_ends_the_bridge_as_a_failure(call: Call) -> None:
    call.begin()
    call.obey()
    call.service.shutdown(socket.SHUT_RDWR)
    failure = call.over()
    assert isinstance(failure, PeerError)
    assert not isinstance(failure, CallerHungUpError)


@pytest.mark.parametrize("kind", [Kind.IDENTIFIER, Kind.KEY, Kind.ERROR])
def test_whoever_sends_anything_else_is_not_the_service(call: Call, kind: Kind) -> None:
    call.begin()
    call.obey()
    payload = {Kind.IDENTIFIER: bytes(16), Kind.KEY: b"1"}.get(kind, b"")
    call.says(Message(kind, payload))
    assert isinstance(call.over(), PeerError)


def test_when_asterisk_closes_the_callers_sound_the_rest_goes_on(call: Call) -> None:
    call.begin()
    call.obey()
    call.caller.close()
    call.says(sound())
    call.obey()
    call.reply(HUNG_UP)
    assert isinstance(call.over(), CallerHungUpError)

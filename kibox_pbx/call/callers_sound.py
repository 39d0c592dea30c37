"""What callers said, as sound, until it has been heard once more after the call.

In memory only, never on disk (§ 201 StGB: nobody agreed to a recording), and never more than
there is room for: turns beyond keep the text they were first heard with.
"""

from collections import deque
from collections.abc import AsyncGenerator, Collection, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from weakref import WeakSet

from kibox_pbx.audio import AudioFrame
from kibox_pbx.ports import Recognition, SpeechToText
from kibox_pbx.utterance import Language, Utterance

MOST_OF_A_CALL_MS = 10 * 60_000
MOST_TOGETHER_MS = 30 * 60_000
"""Of all calls, those that are going on and those that are over: 29 MB."""

BYTES_PER_MS = 16
"""Of the telephone's sound, int16 of 8 kHz."""


@dataclass(frozen=True, slots=True)
class SpokenTurn:
    """A turn of the caller. Tells nothing about itself, so that no log can hold it."""

    at_ms: int
    """When it began, as in the transcript."""

    text: str = field(repr=False)
    """As it was first heard."""

    confidence: float
    """Of the first hearing, 0 to 1; compare only within one engine."""

    language: Language
    pcm: bytes = field(repr=False)
    """Little-endian int16 of 8 kHz."""

    @property
    def duration_ms(self) -> int:
        """Length of the sound, in milliseconds."""
        return len(self.pcm) // BYTES_PER_MS


class CallersSound:
    """The turns of one caller, oldest first."""

    def __init__(self, room: "Room") -> None:
        self._room = room
        self._turns: deque[SpokenTurn] = deque()
        self._room_ms = MOST_OF_A_CALL_MS

    @property
    def kept_ms(self) -> int:
        """How much is kept, in milliseconds."""
        return sum(turn.duration_ms for turn in self._turns)

    def keep(self, turn: SpokenTurn) -> None:
        """Keep a turn, if there is room."""
        if turn.duration_ms <= min(self._room_ms, self._room.left_ms):
            self._room_ms -= turn.duration_ms
            self._turns.append(turn)

    def take(self) -> SpokenTurn | None:
        """Return the oldest turn and keep it no longer; None: there is none."""
        return self._turns.popleft() if self._turns else None

    def drop(self) -> None:
        """Keep nothing, now and from now on."""
        self._room_ms = 0
        self._turns.clear()

    def taking_from(
        self, ears: Mapping[Language, SpeechToText], languages: Collection[Language]
    ) -> dict[Language, SpeechToText]:
        """Return the same ears; what those of some languages hear is kept."""
        tapped = {each: _Tap(ears[each], each, self) for each in languages if each in ears}
        return {**ears, **tapped}


class Room:
    """Room for the sound of all calls together."""

    def __init__(self, most_ms: int = MOST_TOGETHER_MS) -> None:
        self._most_ms = most_ms
        self._sounds: WeakSet[CallersSound] = WeakSet()
        """A call that broke off without a word to us takes no room."""

    def for_call(self) -> CallersSound:
        """Return a place for one call."""
        sound = CallersSound(self)
        self._sounds.add(sound)
        return sound

    @property
    def kept_ms(self) -> int:
        """How much is kept, in milliseconds."""
        return sum(sound.kept_ms for sound in self._sounds)

    @property
    def left_ms(self) -> int:
        """How much more can be kept, in milliseconds."""
        return self._most_ms - self.kept_ms


class _Tap:
    """Hears like the ear behind it, and keeps what was understood."""

    def __init__(self, ear: SpeechToText, language: Language, sound: CallersSound) -> None:
        self._ear = ear
        self._language = language
        self._sound = sound

    @asynccontextmanager
    async def listen(self, phrases: tuple[str, ...] = ()) -> AsyncGenerator["_TappedTurn"]:
        async with self._ear.listen(phrases) as recognition:
            yield _TappedTurn(recognition, self._language, self._sound)


class _TappedTurn:
    def __init__(
        self, recognition: Recognition, language: Language, sound: CallersSound
    ) -> None:
        self._recognition = recognition
        self._language = language
        self._sound = sound
        self._pcm = bytearray()
        """`turn_taking.LONGEST_TURN_MS` bounds it."""

    async def hear(self, frame: AudioFrame) -> str:
        self._pcm += frame.pcm
        return await self._recognition.hear(frame)

    async def finish(self) -> Utterance:
        said = await self._recognition.finish()
        if said.text:
            heard = said.start_ms, said.text, said.confidence
            self._sound.keep(SpokenTurn(*heard, self._language, bytes(self._pcm)))
        return said

"""Hand-written stand-ins for the ports: they keep what happened to them."""

import asyncio
from collections import Counter
from collections.abc import AsyncGenerator, AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import replace
from datetime import datetime, timedelta

from kibox_pbx.audio import FRAME_MS, AudioFrame, RecordedPiece, cut_into_frames
from kibox_pbx.dialogue.actions import FindSlots
from kibox_pbx.errors import EngineError, StorageError
from kibox_pbx.ports import Choice, HeardAgain, KeyPress, Moved
from kibox_pbx.privacy.consent import ConsentAnswer, ConsentPurpose
from kibox_pbx.privacy.identity import Claim, proven
from kibox_pbx.records import Appointment, Call, FilledForm, Message, Outcome, Slot, Turn
from kibox_pbx.utterance import Language, Utterance

RATE_HZ = 8000
SILENCE = bytes(RATE_HZ * FRAME_MS // 1000 * 2)
VOICED = b"\x00\x10" * (RATE_HZ * FRAME_MS // 1000)


class FakeLeg:
    """A line on which the test speaks; what is played is heard at once."""

    def __init__(self) -> None:
        self.played: list[AudioFrame] = []
        self.dropped = 0
        self.queued_ms = 0
        """How much `drop_queued` finds."""
        self.finished = False
        self.line_is_free = asyncio.Event()
        """While clear, what is played stays queued, as on a real line."""
        self.line_is_free.set()
        self._sent: asyncio.Queue[AudioFrame | KeyPress | None] = asyncio.Queue()
        self._at_ms = 0

    def speak(self, duration_ms: int) -> None:
        self._send(VOICED, duration_ms)

    def say(self, pcm: bytes) -> None:
        for frame in cut_into_frames(pcm, RATE_HZ):
            self._send(frame.pcm, FRAME_MS)

    def fall_silent(self, duration_ms: int) -> None:
        self._send(SILENCE, duration_ms)

    def press(self, key: str) -> None:
        self._sent.put_nowait(KeyPress(key, self._at_ms))

    def hang_up(self) -> None:
        self._sent.put_nowait(None)

    def _send(self, pcm: bytes, duration_ms: int) -> None:
        for _ in range(duration_ms // FRAME_MS):
            self._sent.put_nowait(AudioFrame(pcm, RATE_HZ, self._at_ms))
            self._at_ms += FRAME_MS

    async def incoming(self) -> AsyncIterator[AudioFrame | KeyPress]:
        while (sent := await self._sent.get()) is not None:
            yield sent

    async def play(self, frame: AudioFrame) -> None:
        self.played.append(frame)

    async def drained(self) -> None:
        await self.line_is_free.wait()

    def drop_queued(self) -> int:
        self.dropped += 1
        return self.queued_ms

    async def finish(self) -> None:
        self.finished = True


class FakeActivity:
    """Speech is what is not silence."""

    def probability(self, frame: AudioFrame) -> float:
        return 1.0 if any(frame.pcm) else 0.0


class FakeEcho:
    """A line without echo, unless the test says that all that is heard is one."""

    def __init__(self, *, is_all: bool = False) -> None:
        self.is_all = is_all
        self.played_frames = self.heard_frames = self.drops = 0

    def played(self, frame: AudioFrame) -> None:
        self.played_frames += 1

    def dropped(self) -> None:
        self.drops += 1

    def hear(self, frame: AudioFrame) -> None:
        self.heard_frames += 1

    def is_own_voice(self) -> bool:
        return self.is_all


class FakeVoice:
    """Speaks every sentence as 100 ms of sound, or for ever, or not at all."""

    def __init__(self, *, endless: bool = False, broken: bool = False) -> None:
        self.endless, self.broken = endless, broken
        self.spoken: list[str] = []
        self.stopped = 0

    async def speak(self, text: str) -> AsyncGenerator[AudioFrame, None]:
        if self.broken:
            raise EngineError("the voice broke")
        self.spoken.append(text)
        try:
            for index in range(5):
                yield AudioFrame(VOICED, RATE_HZ, index * FRAME_MS)
            while self.endless:
                await asyncio.sleep(0.005)
                yield AudioFrame(VOICED, RATE_HZ, 0)
        finally:
            self.stopped += 1

    async def prepare(self, sentences: tuple[str, ...]) -> None:
        pass


class FakeRecogniser:
    """Understands, in order, what it was told it will hear; until a turn ends, ``guess``."""

    def __init__(self, *texts: str, guess: str | None = None) -> None:
        self.texts = list(texts)
        self.guess = guess
        self.phrases: list[tuple[str, ...]] = []
        self.heard_ms: list[int] = []

    @asynccontextmanager
    async def listen(self, phrases: tuple[str, ...] = ()) -> AsyncIterator["_FakeRecognition"]:
        self.phrases.append(phrases)
        recognition = _FakeRecognition(self.texts.pop(0) if self.texts else "", self.guess)
        yield recognition
        self.heard_ms.append(recognition.heard_ms)


class FakeSecondEar:
    """Hears, in order, what it was told; "!" breaks it. What it heard is kept."""

    def __init__(self, *texts: str, confidence: float = 0.9, is_akin: bool = False) -> None:
        self.texts, self.confidence, self.is_akin = list(texts), confidence, is_akin
        self.heard: list[bytes] = []
        self.may_answer = asyncio.Event()
        self.may_answer.set()

    async def hear_again(self, pcm: bytes) -> HeardAgain:
        self.heard.append(pcm)
        await self.may_answer.wait()
        text = self.texts.pop(0)
        if text == "!":
            raise EngineError("the second ear broke")
        return HeardAgain(text, self.confidence)


class _FakeRecognition:
    def __init__(self, text: str, guess: str | None) -> None:
        self.text = text
        self.guess = text if guess is None else guess
        self.heard_ms = 0

    async def hear(self, frame: AudioFrame) -> str:
        self.heard_ms += frame.duration_ms
        return self.guess

    async def finish(self) -> Utterance:
        if self.text == "!":
            raise EngineError("the recogniser broke")
        return Utterance(self.text, 0, self.heard_ms, 1.0)


class FakeModel:
    """Gives one label to everything; None: it is always too slow."""

    def __init__(self, label: str | None = None) -> None:
        self.label = label
        self.asked: list[tuple[str, str]] = []

    async def choose(self, task: str, text: str) -> Choice:
        self.asked.append((task, text))
        if self.label is None:
            raise EngineError("too slow")
        return Choice(self.label, 0.9)


class FakeCalendar:
    """Offers the slots it was given; each can be held by one call, and booked once."""

    def __init__(self, *slots: Slot) -> None:
        self.free = list(slots)
        self.held: dict[Slot, str] = {}
        self.booked: list[Appointment] = []
        self.failed: Counter[str | None] = Counter()
        """Proofs that failed, by call and by number."""
        self.broken = False

    async def free_slots(self, wish: FindSlots) -> tuple[Slot, ...]:
        if self.broken:
            raise StorageError("the calendar broke")
        free = (slot for slot in self.free if slot not in self.held)
        fits = (slot for slot in free if wish.first <= slot.start < wish.last)
        return tuple(fits)[: wish.limit]

    async def hold(self, slot: Slot, call_id: str) -> bool:
        return slot in self.free and self.held.setdefault(slot, call_id) == call_id

    async def release(self, slot: Slot, call_id: str) -> None:
        if self.held.get(slot) == call_id:
            del self.held[slot]

    async def book(
        self, slot: Slot, call_id: str, *, name: str, phone: str, birthdate: str | None
    ) -> Appointment | None:
        if slot not in self.free or self.held.get(slot, call_id) != call_id:
            return None
        self.free.remove(slot)
        self.held.pop(slot, None)
        self.booked.append(Appointment("1", slot, name, phone, birthdate))
        return self.booked[-1]

    async def find(
        self, *, name: str, phone: str | None, birthdate: str | None
    ) -> tuple[Appointment, ...]:
        return proven(self.booked, Claim(name, phone, birthdate))

    async def may_still_prove(self, call_id: str, phone: str | None) -> bool:
        return not {call_id, phone} & {each for each in self.failed if self.failed[each] >= 5}

    async def note_failed_proof(self, call_id: str, numbers: tuple[str, ...]) -> None:
        self.failed.update((call_id, *numbers))

    async def keeps_birthdates(self) -> bool:
        return any(each.birthdate for each in self.booked)

    async def cancel(self, appointment: Appointment, call_id: str) -> bool:
        if appointment not in self.booked:
            return False
        self.booked.remove(appointment)
        self.free.append(appointment.slot)
        return True

    async def move(self, appointment: Appointment, slot: Slot, call_id: str) -> Moved:
        if appointment not in self.booked:
            return Moved.APPOINTMENT_LOST
        if slot not in self.free or self.held.get(slot, call_id) != call_id:
            return Moved.SLOT_LOST
        await self.cancel(appointment, call_id)
        self.free.remove(slot)
        self.held.pop(slot, None)
        self.booked.append(replace(appointment, slot=slot))
        return Moved.DONE


class FakeEntries:
    """Finds the entries it was given for any question, and words them as told."""

    def __init__(self, *entries: str, worded: str | None = None) -> None:
        self.entries, self.worded = entries, worded

    async def find(self, question: str, language: Language) -> tuple[str, ...]:
        return self.entries

    async def word(self, entry: str, question: str, language: Language) -> str | None:
        return self.worded


class FakeExtensions:
    """Telephones of which some are engaged."""

    def __init__(self, *busy: str) -> None:
        self.busy = busy

    async def is_free(self, department: str) -> bool:
        return department not in self.busy


class FakeStore:
    """Keeps everything in lists; refuses everything when broken."""

    def __init__(self) -> None:
        self.calls: list[Call] = []
        self.turns: list[Turn] = []
        self.events: list[str] = []
        self.messages: list[Message] = []
        self.forms: list[FilledForm] = []
        self.questions: list[str] = []
        self.marked: list[str] = []
        self.consents: list[tuple[ConsentPurpose, ConsentAnswer, str]] = []
        self.withdrawn: list[ConsentPurpose] = []
        self.sound: list[RecordedPiece] = []
        self.outcomes: list[Outcome] = []
        self.broken = False

    async def begin(self, call: Call) -> None:
        self._refuse_when_broken()
        self.calls.append(call)

    async def add_turn(self, call_id: str, turn: Turn) -> None:
        self._refuse_when_broken()
        self.turns.append(turn)

    async def add_event(self, call_id: str, event: str) -> None:
        self._refuse_when_broken()
        self.events.append(event)

    async def take_message(self, call_id: str, message: Message) -> None:
        self._refuse_when_broken()
        self.messages.append(message)

    async def take_form(self, call_id: str, form: FilledForm) -> None:
        self._refuse_when_broken()
        self.forms.append(form)

    async def keep_question(self, call_id: str, question: str, language: Language) -> None:
        self._refuse_when_broken()
        self.questions.append(question)

    async def note_consent(
        self,
        call_id: str,
        purpose: ConsentPurpose,
        answer: ConsentAnswer,
        notice: str,
        at: datetime,
    ) -> None:
        self._refuse_when_broken()
        self.consents.append((purpose, answer, notice))

    async def withdraw_consent(
        self, call_id: str, purpose: ConsentPurpose, at: datetime
    ) -> None:
        self._refuse_when_broken()
        self.withdrawn.append(purpose)
        self.sound.clear()

    async def add_sound(self, call_id: str, piece: RecordedPiece) -> None:
        self._refuse_when_broken()
        self.sound.append(piece)

    async def mark_for_erasure(self, call_id: str) -> None:
        self._refuse_when_broken()
        self.marked.append(call_id)

    async def finish(self, call_id: str, outcome: Outcome, duration_ms: int) -> None:
        self._refuse_when_broken()
        self.outcomes.append(outcome)

    def _refuse_when_broken(self) -> None:
        if self.broken:
            raise StorageError("the store broke")


def half_hours(first: Slot, count: int) -> tuple[Slot, ...]:
    """Return ``count`` slots like the first, one every half hour."""
    step = timedelta(minutes=30)
    return tuple(
        Slot(first.service, first.start + step * i, first.end + step * i, first.person)
        for i in range(count)
    )

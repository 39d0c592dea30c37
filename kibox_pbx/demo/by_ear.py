"""Hears one answer through the microphone, with the same ears as on the telephone."""

import asyncio
from collections.abc import Callable, Mapping
from contextlib import suppress

from kibox_pbx.call.listener import Expected, HeardTurn, Listener
from kibox_pbx.call.timing import CallClock
from kibox_pbx.demo.sound_card import microphone
from kibox_pbx.dialogue.actions import Listen
from kibox_pbx.errors import EngineError
from kibox_pbx.ports import CallLeg, SpeechToText, VoiceActivity
from kibox_pbx.utterance import Language


class _OneTurn:
    """Is told what the caller does; the first turn that was understood is kept."""

    def __init__(self) -> None:
        self.began = asyncio.Event()
        self.text: asyncio.Future[str] = asyncio.get_running_loop().create_future()

    def caller_began(self) -> None:
        self.began.set()

    def caller_says(self, so_far: str) -> None:
        """Only the whole answer counts."""

    def caller_finished(self) -> None:
        """Nobody else waits for what was said."""

    def caller_spoke(self, heard: HeardTurn) -> None:
        if not self.text.done():
            self.text.set_result(heard.utterance.text)

    def caller_pressed(self, key: str) -> None:
        """A microphone has no keys."""


class Ear:
    """Listens when it is the caller's turn, and only then."""

    def __init__(
        self,
        recognisers: Mapping[Language, SpeechToText],
        activity: Callable[[], VoiceActivity],
    ) -> None:
        self._recognisers = recognisers
        self._activity = activity

    async def hear(self, listen: Listen, language: Language) -> str | None:
        """Return what was said, or None where nobody spoke for as long as is waited.

        Raises:
            EngineError: There is no sound card, or no program for it.
        """
        turn = _OneTurn()
        async with microphone() as leg, asyncio.TaskGroup() as tasks:
            listener = self._listener(leg, turn)
            listener.expect(Expected(language, listen.expect, listen.phrases))
            listening = tasks.create_task(_listen(listener), name="listen")
            try:
                with suppress(TimeoutError):
                    async with asyncio.timeout(listen.silence_ms / 1000):
                        await turn.began.wait()
                return await turn.text if turn.began.is_set() else None
            finally:
                listening.cancel()

    def _listener(self, leg: CallLeg, turn: _OneTurn) -> Listener:
        return Listener(self._recognisers, self._activity(), leg, CallClock(), turn)


async def _listen(listener: Listener) -> None:
    await listener.run()
    raise EngineError("the sound card does not listen; its own words are above")

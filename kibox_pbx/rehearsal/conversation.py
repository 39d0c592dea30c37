"""Plays a script on a call: waits for each question, and answers as people do.

What the assistant asked while the caller was speaking is dropped: the caller did not hear it.
"""

import asyncio
from contextlib import suppress
from typing import Protocol, assert_never

from kibox_pbx.errors import PeerError
from kibox_pbx.records import Act
from kibox_pbx.rehearsal.latency import Said
from kibox_pbx.rehearsal.overheard import (
    AssistantAsked,
    AssistantBegan,
    AssistantLeft,
    CallerHeard,
    Overheard,
    Overhearing,
)
from kibox_pbx.rehearsal.script import (
    CallerScript,
    Press,
    PutDown,
    Reply,
    ScriptedCaller,
    Speak,
    StaySilent,
    asked_names,
)

PAUSE_MS = 300
"""From the end of a question to the answer, as between people."""

INTO_SENTENCE_MS = 900
"""How far into a sentence a caller cuts in."""


class Talker(Protocol):
    """What a script needs of a call; `SimulatedCall` is one."""

    async def prepare(self, sentences: tuple[str, ...]) -> None:
        """Make ready to say these."""
        ...

    async def says(self, what: str | bytes) -> Said:
        """Say a sentence to its end."""
        ...

    async def presses(self, keys: str) -> None:
        """Press keys."""
        ...

    async def hang_up(self) -> None:
        """Put the receiver down."""
        ...

    async def ended(self, within_s: float) -> None:
        """Wait until the call is over."""
        ...


class Conversation:
    """One script on one call."""

    def __init__(self, call: Talker, script: CallerScript, overhearing: Overhearing) -> None:
        self.unanswered: list[str] = []
        """Acts that the script had no answer for, in order."""
        self._call = call
        self._script = script
        self._mind = ScriptedCaller(script)
        self._overhearing = overhearing
        self._said: list[Act] = []
        """Sentences that the assistant began since the caller's last turn."""
        self._pressed = False

    async def run(self, within_s: float = 300.0) -> None:
        """Talk until the call is over, or the assistant has handed the caller on.

        Raises:
            TimeoutError: It did not come to an end.
            EngineError: The caller could not speak.
        """
        await self._call.prepare(self._script.sentences())
        async with asyncio.timeout(within_s), asyncio.TaskGroup() as tasks:
            talking = tasks.create_task(self._talk(), name="simulated caller")
            over = tasks.create_task(self._call.ended(within_s), name="watch for the end")
            await asyncio.wait({talking, over}, return_when=asyncio.FIRST_COMPLETED)
            talking.cancel()
            over.cancel()

    async def _talk(self) -> None:
        with suppress(PeerError):  # the call ended while we spoke
            while await self._react(await self._overhearing.next()):
                pass

    async def _react(self, overheard: Overheard) -> bool:
        """Do what the script says; False when there is nothing more to do."""
        match overheard:
            case AssistantBegan(act):
                return await self._begun(act)
            case AssistantAsked():
                return await self._asked(overheard)
            case CallerHeard():
                return True
            case AssistantLeft():
                return False
            case _:
                assert_never(overheard)

    async def _begun(self, act: Act) -> bool:
        """Cut into a sentence, or leave at it."""
        self._said.append(act)
        self._pressed = False
        if self._mind.hangs_up(act):
            await asyncio.sleep(INTO_SENTENCE_MS / 1000)
            await self._call.hang_up()
            return False
        text = self._mind.interruption(act)
        if text is not None:
            await self._speak(text, INTO_SENTENCE_MS)
        return True

    async def _asked(self, asked: AssistantAsked) -> bool:
        """Answer a question, unless it is still the one that keys were pressed for."""
        if self._pressed:
            return True
        return await self._reply(
            asked, self._mind.asked(asked.act, asked.field, self._said[:-1])
        )

    async def _reply(self, asked: AssistantAsked, reply: Reply) -> bool:
        self._said.clear()
        match reply:
            case Speak(text):
                await self._speak(text, PAUSE_MS)
            case Press(keys):
                await asyncio.sleep(PAUSE_MS / 1000)
                self._pressed = True
                await self._call.presses(keys)
            case StaySilent(unexpected):
                if unexpected:
                    self.unanswered.append(asked_names(asked.act, asked.field)[0])
            case PutDown():
                await self._call.hang_up()
                return False
            case _:
                assert_never(reply)
        return True

    async def _speak(self, text: str, after_ms: int) -> None:
        await asyncio.sleep(after_ms / 1000)
        await self._call.says(text)
        self._said.clear()
        self._overhearing.forget()

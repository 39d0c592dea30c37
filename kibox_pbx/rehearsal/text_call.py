"""A call without a telephone: sentences are exchanged as text, and time is made up.

Everything else is as in a call: the dialogue, what it asks for, and what is written down.
"""

import asyncio
from collections import deque
from typing import assert_never

from kibox_pbx.call.errands import Errands
from kibox_pbx.call.keeper import Keeper
from kibox_pbx.dialogue.actions import (
    Action,
    EraseConversation,
    Expect,
    HangUp,
    Listen,
    NoteConsent,
    Say,
    StartRecording,
    ToMailbox,
    Transfer,
    WithdrawConsent,
)
from kibox_pbx.dialogue.events import (
    AssistantInterrupted,
    CallAnswered,
    CallerHungUp,
    CallerPressed,
    CallerSpoke,
    Event,
    SilenceTimedOut,
)
from kibox_pbx.dialogue.manager import step
from kibox_pbx.dialogue.state import Dialogue, outcome
from kibox_pbx.language.normalise import normalise
from kibox_pbx.records import Call, Speaker, Turn
from kibox_pbx.rehearsal.back_office import BackOffice
from kibox_pbx.rehearsal.played import PlayedTurn
from kibox_pbx.rehearsal.script import (
    Press,
    PutDown,
    Speak,
    StaySilent,
    asked_names,
)
from kibox_pbx.rehearsal.text_caller import TextCaller
from kibox_pbx.utterance import Language

Ending = Transfer | ToMailbox | HangUp

MS_PER_CHARACTER = 65
"""How long a sentence takes to say."""

THINKING_MS = 300
"""From the end of a question to the answer, as between people."""

KEY_MS = 400
"""From one key to the next."""

LONGEST_MS = 15 * 60 * 1000
"""Every conversation ends; one that lasts longer is told as a problem."""


class TextCall:
    """Plays a caller against the dialogue."""

    def __init__(
        self, call: Call, dialogue: Dialogue, back: BackOffice, caller: TextCaller
    ) -> None:
        self.turns: list[PlayedTurn] = []
        self.unexpected: list[str] = []
        self.problems: list[str] = []
        self.erasure_wanted = False
        self._call = call
        self._state = dialogue
        self._clock = back.clock
        self._caller = caller
        self._keeper = Keeper(call.id, back.office.store)
        self._errands = Errands(call.id, back.office, back.clock.now_ms)
        self._to_say: deque[Say] = deque()
        self._said: list[Say] = []
        """Since it was last the caller's turn."""
        self._listen = Listen(Expect.ANYTHING, 7000)
        self._ending: Ending | None = None

    @property
    def language(self) -> Language:
        """What is spoken now."""
        return self._state.language

    async def converse(self) -> Ending:
        """Talk until there is an ending; everything said and done is written by then."""
        async with asyncio.TaskGroup() as tasks:
            tasks.create_task(self._keeper.run(), name="write the call down")
            ending = await self._talk()
            self._keeper.close()
        return ending

    async def _talk(self) -> Ending:
        call = self._call
        await self._happens(CallAnswered(0, call.started_at, call.caller, call.language))
        await self._say_all()
        while self._ending is None:
            await self._callers_turn()
            await self._say_all()
        if isinstance(self._ending, HangUp):
            return HangUp(outcome(self._state))
        return self._ending

    async def _happens(self, event: Event) -> None:
        """Step through an event, and through what comes of the errands it leads to."""
        events: deque[Event] = deque([event])
        while events:
            now = events.popleft()
            self._keeper.note(now)
            self._state, actions = step(self._state, now)
            self._keeper.note_actions(actions)
            if self._ending is None:
                events.extend(await self._perform(actions))
            if isinstance(now, CallerHungUp):
                self._ending = self._ending or HangUp(outcome(self._state))

    async def _perform(self, actions: tuple[Action, ...]) -> list[Event]:
        """Do what the dialogue wants; return what came of errands."""
        came: list[Event] = []
        for action in actions:
            match action:
                case Say():
                    self._to_say.append(action)
                case Listen():
                    self._listen = action
                case Transfer() | ToMailbox() | HangUp():
                    self._ending = self._ending or action
                case NoteConsent() | StartRecording() | WithdrawConsent():
                    self._heed_consent(action)
                case EraseConversation():
                    self.erasure_wanted = True
                case _:
                    event = await self._errands.run(action)
                    came += [event] if event else []
        return came

    def _heed_consent(self, action: NoteConsent | StartRecording | WithdrawConsent) -> None:
        """Write what callers agree to; there is no sound to record."""
        if isinstance(action, NoteConsent):
            self._keeper.note_consent(action)
        elif isinstance(action, WithdrawConsent):
            self._keeper.withdraw_consent(action)

    async def _say_all(self) -> None:
        """Say what waits to be said, unless the caller cuts in or is gone."""
        while self._to_say:
            sentence = self._to_say.popleft()
            text = self._caller.interruption(sentence.act) if self._ending is None else None
            if text is not None:
                await self._cut_into(sentence, text)
            else:
                await self._spoken(sentence)
                if self._ending is None and self._caller.hangs_up(sentence.act, sentence.field):
                    self._to_say.clear()
                    await self._happens(CallerHungUp(self._clock.ms))

    async def _cut_into(self, sentence: Say, text: str) -> None:
        """Have the caller speak into a sentence; what must be heard whole is."""
        dropped = [each for each in self._to_say if each.may_interrupt]
        self._to_say = deque(each for each in self._to_say if not each.may_interrupt)
        heard_ms = await self._spoken(sentence, interrupted=sentence.may_interrupt)
        cut, heard_ms = (sentence, heard_ms) if sentence.may_interrupt else (None, 0)
        cut = cut or next(iter(dropped), None)
        if cut:
            await self._happens(
                AssistantInterrupted(self._clock.ms, cut.act, heard_ms, cut.text)
            )
        await self._hears(text, (str(sentence.act),))

    async def _spoken(self, sentence: Say, *, interrupted: bool = False) -> int:
        """Let a sentence be heard; return how long it was, in milliseconds."""
        length_ms = len(sentence.text) * MS_PER_CHARACTER // (2 if interrupted else 1)
        who = Speaker.ASSISTANT
        self._keeper.note(
            Turn(who, sentence.text, sentence.act, self._clock.ms, length_ms, interrupted)
        )
        self.turns.append(PlayedTurn(who, sentence.text, sentence.act))
        self._said.append(sentence)
        await self._caller.hears(sentence, self._state.language)
        self._clock.pass_ms(length_ms)
        return length_ms

    async def _callers_turn(self) -> None:
        if self._clock.ms > LONGEST_MS:
            self.problems.append("expected an end, got none in 15 minutes")
            return await self._happens(CallerHungUp(self._clock.ms))
        if not self._said:  # the caller has answered and waits for what comes
            return await self._silence()
        question, acts = self._said[-1], [each.act for each in self._said[:-1]]
        reply = await self._caller.replies(question, acts, self._listen, self._state.language)
        names = (*asked_names(question.act, question.field), *map(str, acts))
        match reply:
            case Speak(text):
                self._clock.pass_ms(THINKING_MS)
                return await self._hears(text, names)
            case Press(keys):
                self._clock.pass_ms(THINKING_MS)
                return await self._presses(keys, names)
            case StaySilent(unexpected):
                if unexpected:
                    self.unexpected.append(names[0])
                return await self._silence()
            case PutDown():
                return await self._happens(CallerHungUp(self._clock.ms))
            case _:
                assert_never(reply)

    async def _hears(self, text: str, answers: tuple[str, ...]) -> None:
        """Take a sentence of the caller as the recogniser would write it."""
        began_ms = self._clock.ms
        self._clock.pass_ms(len(text) * MS_PER_CHARACTER)
        understood = normalise(text, self._state.language)
        self._callers(PlayedTurn(Speaker.CALLER, text, answers=answers))
        if understood:
            length_ms = self._clock.ms - began_ms
            self._keeper.note(Turn(Speaker.CALLER, understood, None, began_ms, length_ms))
        await self._happens(CallerSpoke(self._clock.ms, understood))

    async def _presses(self, keys: str, answers: tuple[str, ...]) -> None:
        self._callers(PlayedTurn(Speaker.CALLER, f"[{keys}]", answers=answers))
        for key in keys:
            if self._ending is None:
                self._to_say.clear()
                self._keeper.note(Turn(Speaker.CALLER, f"[{key}]", None, self._clock.ms, 0))
                await self._happens(CallerPressed(self._clock.ms, key))
                self._clock.pass_ms(KEY_MS)

    async def _silence(self) -> None:
        self._said.clear()
        self._clock.pass_ms(self._listen.silence_ms)
        await self._happens(SilenceTimedOut(self._clock.ms))

    def _callers(self, turn: PlayedTurn) -> None:
        self._said.clear()
        self.turns.append(turn)

"""The calls that go on, for the pages: who rings, and what is being said. In memory alone."""

import asyncio
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, replace
from typing import Protocol

from kibox_pbx.call.live import (
    AnswerWaited,
    CallBegan,
    CallEnded,
    CallerAsked,
    CallerFellSilent,
    CallerSpeaks,
    Happening,
    Onlooker,
    SentenceBegan,
    TurnTaken,
    Written,
)
from kibox_pbx.dashboard.switchboard import LiveCall, LiveTurn
from kibox_pbx.records import Call, Speaker

MOST_TURNS = 400
"""Of one call; the longest conversations have a hundred. The oldest are dropped."""


class Conversation(Protocol):
    """A call as the session has it."""

    @property
    def erasure_wanted(self) -> bool:
        """Whether the caller asked that nothing is kept."""
        ...

    def take_over(self, telephone: str) -> bool:
        """Have the caller put through; False: the conversation is over."""
        ...


@dataclass(slots=True)
class _Watched:
    """One call, and what has been said in it so far."""

    call: LiveCall
    conversation: Conversation
    speaks: LiveTurn | None = None
    """What the assistant is saying right now."""

    def seen(self) -> LiveCall:
        """Return what may be seen of it."""
        if self.conversation.erasure_wanted:
            return replace(self.call, turns=(), says=None)
        if self.speaks is None:
            return self.call
        return replace(self.call, turns=(*self.call.turns, self.speaks))


class LiveCalls:
    """An onlooker that remembers what is said until the call ends; a `Switchboard`."""

    def __init__(self, then: Onlooker) -> None:
        """Say who else looks on."""
        self._then = then
        self._calls: dict[str, _Watched] = {}
        self._news = asyncio.Event()
        self.version = 0
        """Another one after each change."""
        self.is_closed = False
        """Nobody waits for changes any more."""

    @contextmanager
    def going_on(self, call: Call, conversation: Conversation) -> Iterator[None]:
        """Show a call while the context lasts."""
        shown = LiveCall(call.id, call.caller, call.started_at, call.language)
        self._calls[call.id] = _Watched(shown, conversation)
        self._tell()
        try:
            yield
        finally:
            del self._calls[call.id]
            self._tell()

    def calls(self) -> tuple[LiveCall, ...]:
        """Return the calls that go on; see `Switchboard`."""
        return tuple(each.seen() for each in self._calls.values())

    async def changed(self, since: int, within_s: float) -> None:
        """Wait for a change; see `Switchboard`."""
        if since == self.version and not self.is_closed:
            with suppress(TimeoutError):
                async with asyncio.timeout(within_s):
                    await self._news.wait()

    def take_over(self, call_id: str, telephone: str) -> bool:
        """Have a caller put through; see `Switchboard`."""
        watched = self._calls.get(call_id)
        if watched is None or not watched.conversation.take_over(telephone):
            return False
        watched.call = replace(watched.call, is_handed_on=True)
        self._tell()
        return True

    def close(self) -> None:
        """Let nobody wait any longer."""
        self.is_closed = True
        self._tell()

    def see(self, happening: Happening) -> None:
        """Remember what is said, and pass it on."""
        self._then.see(happening)
        match happening:
            case SentenceBegan(call_id, sentence):
                self._change(call_id, lambda each: _says(each, sentence.text))
            case TurnTaken(call_id, turn):
                said = LiveTurn(turn.speaker, turn.text)
                self._change(call_id, lambda each: _has_said(each, said))
            case CallerSpeaks(call_id, text):
                self._change(call_id, lambda each: _caller_says(each, text))
            case CallerFellSilent(call_id):
                self._change(call_id, lambda each: _caller_says(each, None))
            case CallBegan() | AnswerWaited() | CallerAsked() | Written() | CallEnded():
                pass

    def _change(self, call_id: str, change: Callable[[_Watched], None]) -> None:
        watched = self._calls.get(call_id)
        if watched is None:
            return
        if watched.conversation.erasure_wanted:
            watched.call = replace(watched.call, turns=(), says=None)
            watched.speaks = None
        else:
            change(watched)
        self._tell()

    def _tell(self) -> None:
        self.version += 1
        self._news.set()
        self._news = asyncio.Event()


def _says(watched: _Watched, text: str) -> None:
    watched.speaks = LiveTurn(Speaker.ASSISTANT, text)


def _caller_says(watched: _Watched, so_far: str | None) -> None:
    watched.call = replace(watched.call, says=so_far)


def _has_said(watched: _Watched, said: LiveTurn) -> None:
    if said.speaker is Speaker.ASSISTANT:
        watched.speaks = None
    turns = (*watched.call.turns, said)[-MOST_TURNS:]
    watched.call = replace(watched.call, turns=turns)

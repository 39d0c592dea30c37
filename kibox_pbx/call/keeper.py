"""Write down a call while it is under way, without the caller ever waiting for the disk."""

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import dataclass

from kibox_pbx.audio import RecordedPiece
from kibox_pbx.call.journal import actions_to_json, to_json
from kibox_pbx.call.waterfall import Wait, wait_to_json
from kibox_pbx.dialogue.actions import Action, NoteConsent, WithdrawConsent
from kibox_pbx.dialogue.events import Event
from kibox_pbx.errors import StorageError
from kibox_pbx.log import get_logger
from kibox_pbx.ports import CallStore
from kibox_pbx.records import Turn

MOST_WAITING = 1000
"""Entries; a call makes a few a second at most, so a full queue means a dead disk."""

_LOG = get_logger(__name__)


@dataclass(frozen=True, slots=True)
class _Entry:
    """Something to be written."""

    write: Callable[[], Awaitable[None]]
    is_duty: bool
    """A caller's decision: it is tried even where the store has refused before."""


class Keeper:
    """One call's pen: entries are queued at once and written in order."""

    def __init__(
        self, call_id: str, store: CallStore, refused: Callable[[], object] = lambda: None
    ) -> None:
        """Say of which call, and who is told, once, that it can no longer be written down."""
        self._call_id = call_id
        self._store = store
        self._refused = refused
        self._waiting: asyncio.Queue[_Entry | None] = asyncio.Queue(MOST_WAITING)
        self._stopped = False
        self._gave_up = False

    def note(self, entry: Event | Turn) -> None:
        """Queue an event for the journal, or a turn for the transcript.

        Raises:
            asyncio.QueueFull: The disk has not answered for minutes.
        """
        if isinstance(entry, Turn):
            self._put(lambda: self._store.add_turn(self._call_id, entry))
        else:
            self._journal(to_json(entry))

    def note_actions(self, actions: tuple[Action, ...]) -> None:
        """Queue what the dialogue made of the event noted before.

        Raises:
            asyncio.QueueFull: As for `note`.
        """
        self._journal(actions_to_json(actions))

    def note_wait(self, wait: Wait) -> None:
        """Queue how long the caller waited for an answer.

        Raises:
            asyncio.QueueFull: As for `note`.
        """
        self._journal(wait_to_json(wait))

    def _journal(self, line: str) -> None:
        self._put(lambda: self._store.add_event(self._call_id, line))

    def note_consent(self, asked: NoteConsent) -> None:
        """Queue an answer for the ledger, which is kept whatever becomes of the call."""
        write = self._store.note_consent
        of_call, at = (self._call_id, asked.purpose, asked.answer, asked.notice), asked.at
        self._put_duty(lambda: write(*of_call, at))

    def withdraw_consent(self, ended: WithdrawConsent) -> None:
        """Queue the end of a consent; of a recording nothing is left once it is written."""
        write, of_call = self._store.withdraw_consent, (self._call_id, ended.purpose)
        self._put_duty(lambda: write(*of_call, ended.at))

    def keep_sound(self, piece: RecordedPiece) -> None:
        """Queue a piece of a recording.

        Raises:
            asyncio.QueueFull: As for `note`.
        """
        self._put(lambda: self._store.add_sound(self._call_id, piece))

    def stop(self) -> None:
        """Write down nothing from now on but that all of it is to be erased."""
        if not self._stopped:
            self._put_duty(lambda: self._store.mark_for_erasure(self._call_id))
        self._stopped = True

    def close(self) -> None:
        """Let `run` end when everything noted so far is written."""
        self._waiting.put_nowait(None)

    def give_up(self) -> None:
        """Write nothing more but what callers decided; who is told of it is told."""
        if not self._gave_up:
            self._gave_up = True
            self._refused()

    def _put(self, write: Callable[[], Awaitable[None]]) -> None:
        if not (self._stopped or self._gave_up):
            self._waiting.put_nowait(_Entry(write, is_duty=False))

    def _put_duty(self, write: Callable[[], Awaitable[None]]) -> None:
        self._waiting.put_nowait(_Entry(write, is_duty=True))

    async def run(self) -> None:
        """Write until `close`, or give up at the first entry that the store refuses."""
        while (entry := await self._waiting.get()) is not None:
            if entry.is_duty or not self._gave_up:
                await self._write(entry)

    async def _write(self, entry: _Entry) -> None:
        try:
            await entry.write()
        except StorageError as error:
            kind = "decision" if entry.is_duty else "transcript"
            _LOG.error(
                "call cannot be written down",
                call_id=self._call_id,
                kind=kind,
                reason=error.reason,
            )
            self.give_up()

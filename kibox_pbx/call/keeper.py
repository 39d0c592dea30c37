"""Write down a call while it is under way, without the caller ever waiting for the disk."""

import asyncio
from collections.abc import Awaitable, Callable

from kibox_pbx.call.journal import actions_to_json, to_json
from kibox_pbx.dialogue.actions import Action
from kibox_pbx.dialogue.events import Event
from kibox_pbx.ports import CallStore
from kibox_pbx.records import Turn

MOST_WAITING = 1000
"""Entries; a call makes a few a second at most, so a full queue means a dead disk."""


class Keeper:
    """One call's pen: entries are queued at once and written in order."""

    def __init__(self, call_id: str, store: CallStore) -> None:
        self._call_id = call_id
        self._store = store
        self._waiting: asyncio.Queue[Callable[[], Awaitable[None]] | None] = asyncio.Queue(
            MOST_WAITING
        )
        self._stopped = False

    def note(self, entry: Event | Turn) -> None:
        """Queue an event for the journal, or a turn for the transcript.

        Raises:
            asyncio.QueueFull: The disk has not answered for minutes.
        """
        if self._stopped:
            return
        if isinstance(entry, Turn):
            self._waiting.put_nowait(lambda: self._store.add_turn(self._call_id, entry))
        else:
            self._journal(to_json(entry))

    def note_actions(self, actions: tuple[Action, ...]) -> None:
        """Queue what the dialogue made of the event noted before.

        Raises:
            asyncio.QueueFull: As for `note`.
        """
        if not self._stopped:
            self._journal(actions_to_json(actions))

    def _journal(self, line: str) -> None:
        self._waiting.put_nowait(lambda: self._store.add_event(self._call_id, line))

    def stop(self) -> None:
        """Write down nothing from now on but that all of it is to be erased."""
        if not self._stopped:
            self._waiting.put_nowait(lambda: self._store.mark_for_erasure(self._call_id))
        self._stopped = True

    def close(self) -> None:
        """Let `run` end when everything noted so far is written."""
        self._waiting.put_nowait(None)

    async def run(self) -> None:
        """Write until `close`.

        Raises:
            StorageError: The store refused an entry.
        """
        while (write := await self._waiting.get()) is not None:
            await write()

"""Brings what the service tells of a call to the caller who placed it."""

import asyncio
from collections.abc import Callable
from typing import assert_never

from kibox_pbx.bench.figures import Waterfall
from kibox_pbx.bench.telling import Asked, Began, Ended, OfCall, Waited
from kibox_pbx.records import Act, Outcome
from kibox_pbx.rehearsal.overheard import (
    AssistantAsked,
    AssistantBegan,
    AssistantLeft,
    Eavesdropper,
)


class Page:
    """What the service tells of one call."""

    def __init__(self) -> None:
        self.overheard = Eavesdropper()
        self.taken = asyncio.Event()
        """The assistant took the call."""
        self.ended = asyncio.Event()
        self.outcome: Outcome | None = None
        self.answer_began: Callable[[Waterfall], None] = lambda _: None
        """Called when an answer begins, with how long it took."""
        self.filler_began: Callable[[], None] = lambda: None
        """Called when a word begins that fills a long wait."""

    def note(self, told: OfCall) -> None:
        """Take what was told."""
        match told:
            case Began(act=act):
                self.taken.set()
                if act is Act.ONE_MOMENT:
                    self.filler_began()
                self.overheard.tell(AssistantBegan(act, ""))
            case Asked(act=act, field=field):
                self.overheard.tell(AssistantAsked(act, "", field))
            case Waited(waterfall=waterfall):
                self.answer_began(waterfall)
            case Ended(outcome=outcome):
                self.outcome = outcome
                self.ended.set()
                self.overheard.tell(AssistantLeft())
            case _:
                assert_never(told)


class Ledger:
    """A page for each call; calls are told apart by the number they come from."""

    def __init__(self) -> None:
        self._pages: dict[str, Page] = {}

    def open(self, caller: str) -> Page:
        """Return a fresh page for the next call from a number."""
        page = self._pages[caller] = Page()
        return page

    def note(self, told: OfCall) -> None:
        """Write it where it belongs; of a call that nobody measures, nowhere.

        A page whose call has ended is torn out: its caller remembers all that was heard.
        """
        page = self._pages.get(told.caller)
        if isinstance(told, Ended):
            self._pages.pop(told.caller, None)
        if page:
            page.note(told)

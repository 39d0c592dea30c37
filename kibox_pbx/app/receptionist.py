"""Takes a call that Asterisk brings, talks, and says where the caller goes next."""

import uuid
from collections.abc import Callable
from datetime import datetime
from typing import assert_never

from kibox_pbx.app.engines import Engines
from kibox_pbx.asterisk.fastagi import AgiRequest
from kibox_pbx.asterisk.reception import Ending
from kibox_pbx.call.errands import Office
from kibox_pbx.call.live import Onlooker
from kibox_pbx.call.logbook import Logbook
from kibox_pbx.call.session import Ending as SessionEnding
from kibox_pbx.call.session import Equipment, Session
from kibox_pbx.config.settings import Settings
from kibox_pbx.dialogue.actions import HangUp, ToMailbox, Transfer
from kibox_pbx.dialogue.phrases import disclosure_version
from kibox_pbx.dialogue.state import Dialogue, start
from kibox_pbx.language.phone import as_e164
from kibox_pbx.log import get_logger
from kibox_pbx.ports import CallLeg
from kibox_pbx.records import Call, Outcome
from kibox_pbx.storage.calendar import CalendarRepository
from kibox_pbx.storage.calls import CallRepository
from kibox_pbx.storage.database import Database
from kibox_pbx.utterance import Language

_LOG = get_logger(__name__)

LONGEST_EXTENSION = 5
"""Digits; as short as this rings a colleague in the house, not a number of the world."""


class Receptionist:
    """Holds conversations: everything a call needs, from the store to the voice."""

    def __init__(
        self,
        settings: Settings,
        tools: Engines,
        database: Database,
        onlooker: Onlooker,
        clock: Callable[[], datetime],
    ) -> None:
        """Say with what; the clock tells the practice's own time."""
        self.settings = settings
        self.calls = CallRepository(database)
        self.calendar = CalendarRepository(database, settings, clock)
        self._tools = tools
        self._entries = _NoEntries()
        self._extensions = _EveryExtension()
        self._onlooker = Logbook(onlooker)
        self._clock = clock
        self._fresh: Dialogue = start(settings)

    async def admit(self, request: AgiRequest) -> bool:
        """Let every number in; objections come with the subject rights."""
        return True

    async def converse(self, leg: CallLeg, request: AgiRequest) -> Ending:
        """Hold one conversation; its end is written whatever happens.

        Raises:
            Exception: Whatever went wrong; the reception rings people.
        """
        call = self._call(request)
        _LOG.info("call answered", call_id=call.id, language=call.language)
        await self.calls.begin(call)
        session = Session(call, leg, self._fresh, self._equipment(call), self._onlooker)
        outcome = Outcome.FAILED
        try:
            ending = await session.converse()
            outcome = ending.outcome
        finally:
            await self.calls.finish(call.id, outcome, session.duration_ms)
            _LOG.info(
                "call ended",
                call_id=call.id,
                outcome=outcome,
                duration_ms=session.duration_ms,
            )
        return self._for_asterisk(ending, call.id)

    def _call(self, request: AgiRequest) -> Call:
        practice = self.settings.practice
        by_number = self.settings.telephone.languages_by_number
        language = by_number.get(request.dialled, practice.languages[0])
        return Call(
            id=uuid.uuid4().hex,
            caller=_caller(request.caller_id, practice.country),
            dialled=request.dialled,
            language=language,
            started_at=self._clock(),
            disclosure=disclosure_version(self.settings, language),
        )

    def _equipment(self, call: Call) -> Equipment:
        return Equipment(
            recogniser=self._tools.recognisers[call.language],
            activity=self._tools.activity(),
            voice=self._tools.voices[call.language],
            office=Office(
                self.calendar, self.calls, self._tools.model, self._entries, self._extensions
            ),
        )

    def _for_asterisk(self, ending: SessionEnding, call_id: str) -> Ending:
        match ending:
            case Transfer(department):
                _LOG.info("caller handed on", call_id=call_id, department=department)
                there = self.settings.departments[department]
                return Ending.transfer(department, there.dial, there.ring_s)
            case ToMailbox():
                return Ending.mailbox()
            case HangUp():
                return Ending.hang_up()
            case _:
                assert_never(ending)


def _caller(shown: str | None, country: str) -> str | None:
    """Return the number that Asterisk shows as `Call.caller` wants it."""
    if shown is None or len(shown) <= LONGEST_EXTENSION:
        return shown
    return as_e164(shown, country) or shown


class _NoEntries:
    async def find(self, question: str, language: Language) -> tuple[str, ...]:
        return ()

    async def word(self, entry: str, question: str, language: Language) -> str | None:
        return None


class _EveryExtension:
    async def is_free(self, department: str) -> bool:
        return True

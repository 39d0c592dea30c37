"""Takes a call that Asterisk brings, talks, and says where the caller goes next."""

import asyncio
import uuid
from collections.abc import Callable
from datetime import datetime
from typing import assert_never

from kibox_pbx.app.afterwards import Afterwork
from kibox_pbx.app.answering import WordedEntries
from kibox_pbx.app.engines import Engines
from kibox_pbx.app.lines import Lines
from kibox_pbx.app.second_hearing import SecondHearing
from kibox_pbx.app.ticket import Ticket
from kibox_pbx.asterisk.ami import AmiClient
from kibox_pbx.asterisk.extensions import AmiExtensions
from kibox_pbx.asterisk.fastagi import AgiRequest
from kibox_pbx.asterisk.reception import Ending
from kibox_pbx.call.callers_sound import CallersSound
from kibox_pbx.call.equipment import Equipment, Returned
from kibox_pbx.call.errands import Office
from kibox_pbx.call.live import Onlooker
from kibox_pbx.call.logbook import Logbook
from kibox_pbx.call.notice import say_notice
from kibox_pbx.call.session import Ending as SessionEnding
from kibox_pbx.call.session import Session
from kibox_pbx.config.settings import Settings
from kibox_pbx.dialogue.actions import HangUp, ToMailbox, Transfer
from kibox_pbx.dialogue.no_room import TurnedAway, word_for
from kibox_pbx.dialogue.phrases import disclosure_version
from kibox_pbx.dialogue.state import Dialogue, start
from kibox_pbx.language.phone import as_e164
from kibox_pbx.log import get_logger
from kibox_pbx.ports import CallLeg
from kibox_pbx.records import Call, Outcome
from kibox_pbx.storage.calendar import CalendarRepository
from kibox_pbx.storage.calls import CallRepository
from kibox_pbx.storage.corrections import CorrectionRepository
from kibox_pbx.storage.database import Database
from kibox_pbx.storage.summaries import SummaryRepository
from kibox_pbx.utterance import Language

_LOG = get_logger(__name__)

LONGEST_EXTENSION = 5
"""Digits; as short as this rings a colleague in the house, not a number of the world."""


class Receptionist:
    """Holds conversations: everything a call needs, from the store to the voice."""

    def __init__(  # noqa: PLR0913 (everything a call needs)
        self,
        settings: Settings,
        tools: Engines,
        database: Database,
        onlooker: Onlooker,
        clock: Callable[[], datetime],
        *,
        ami: AmiClient | None = None,
    ) -> None:
        """Say with what; the clock tells the practice's own time.

        Without a manager interface every telephone counts as free.
        """
        self.settings = settings
        self.calls = CallRepository(database)
        self.calendar = CalendarRepository(database, settings, clock)
        self._tools = tools
        self._entries = WordedEntries(settings, tools.writer)
        self.afterwork = Afterwork(SummaryRepository(database), tools.writer)
        self._lines = Lines(settings.telephone.calls)
        self.second_hearing = SecondHearing(
            tools.second_ears,
            CorrectionRepository(database),
            self._lines,
            self.afterwork.call_ended,
        )
        dials = {key: there.dial for key, there in settings.departments.items()}
        self._extensions = AmiExtensions(ami, dials)
        self._onlooker = Logbook(onlooker)
        self._clock = clock
        self._fresh: Dialogue = start(settings)

    async def admit(self, request: AgiRequest) -> bool:
        """Let every number in; objections come with the subject rights."""
        return True

    async def converse(self, leg: CallLeg, request: AgiRequest) -> Ending:
        """Hold one conversation; its end is written, or all of it erased, whatever happens.

        Raises:
            Exception: Whatever went wrong; the reception rings people.
        """
        with self._lines.one_more(), self.second_hearing.sound_of_call() as sound:
            return await self._converse(leg, request, sound)

    async def _converse(self, leg: CallLeg, request: AgiRequest, sound: CallersSound) -> Ending:
        before = Ticket.read(request.query.get("ticket", ""))
        call = self._call(request, before)
        _LOG.info("call answered", call_id=call.id, language=call.language)
        back = _returned(request, before)
        equipment = self._equipment(sound)
        session = Session(call, leg, self._fresh, equipment, self._onlooker, returned=back)
        outcome = Outcome.FAILED
        async with asyncio.TaskGroup() as tasks:
            # beside the greeting, which waits for no disk; the store's line keeps the order
            begun = tasks.create_task(self.calls.begin(call), name="write that a call began")
            try:
                ending = await session.converse()
                outcome = ending.outcome
            finally:
                await begun
                await self._close(call, session, sound, outcome)
        ticket = Ticket(call.id, session.language, outcome)
        return self._for_asterisk(ending, ticket)

    async def turn_away(self, leg: CallLeg, request: AgiRequest) -> Ending:
        """Tell a caller for whom there is no room, and have people rung; nothing is kept.

        No engine is asked, and no store: the notice was synthesised at the start.

        Raises:
            Exception: Whatever went wrong; the reception rings people.
        """
        _LOG.warning(
            "no room for a call, which was told so", calls=self.settings.telephone.calls
        )
        before = Ticket.read(request.query.get("ticket", ""))
        back = _returned(request, before)
        language = self._language(request, before)
        caller = TurnedAway(language, back is not None, bool(back and back.was_emergency))
        word = word_for(caller, self.settings, self._clock())
        await say_notice(word.text, self._tools.voices[language], leg)
        return Ending.people() if word.rings_people else Ending.mailbox()

    async def _close(
        self, call: Call, session: Session, sound: CallersSound, outcome: Outcome
    ) -> None:
        if session.erasure_wanted or await self._was_erased_before(call):
            self.second_hearing.forget(await self.calls.erase(call.id))
            _LOG.info("call erased at the caller's wish", call_id=call.id)
            return
        await self.calls.finish(call.id, outcome, session.duration_ms)
        self.second_hearing.call_ended(call.id, sound)
        _LOG.info(
            "call ended", call_id=call.id, outcome=outcome, duration_ms=session.duration_ms
        )

    async def _was_erased_before(self, call: Call) -> bool:
        """Say whether the caller wanted the part of this call before now to be erased."""
        return call.continues is not None and await self.calls.was_erased(call.continues)

    def _call(self, request: AgiRequest, before: Ticket | None) -> Call:
        language = self._language(request, before)
        return Call(
            id=uuid.uuid4().hex,
            caller=_caller(request.caller_id, self.settings.practice.country),
            dialled=request.dialled,
            language=language,
            started_at=self._clock(),
            disclosure=disclosure_version(self.settings, language),
            continues=before.call_id if before else None,
        )

    def _language(self, request: AgiRequest, before: Ticket | None) -> Language:
        """Return that of the conversation before, or else of the number dialled."""
        if before and before.language in self._tools.voices:
            return before.language
        by_number = self.settings.telephone.languages_by_number
        return by_number.get(request.dialled, self.settings.practice.languages[0])

    def _equipment(self, sound: CallersSound) -> Equipment:
        ears = self._tools.recognisers
        return Equipment(
            recognisers=sound.taking_from(ears, self._tools.second_ears),
            voices=self._tools.voices,
            activity=self._tools.activity(),
            echo=self._tools.echo(),
            office=Office(
                self.calendar,
                self.calls,
                self._tools.model,
                self._entries,
                self._extensions,
                self._tools.writer,
                self.settings.models.deadline_ms,
            ),
        )

    def _for_asterisk(self, ending: SessionEnding, ticket: Ticket) -> Ending:
        match ending:
            case Transfer(department):
                _LOG.info("caller handed on", call_id=ticket.call_id, department=department)
                there = self.settings.departments[department]
                is_emergency = ending.outcome is Outcome.EMERGENCY
                comes_back = is_emergency or there.unanswered == "assistant"
                return Ending.transfer(
                    department, there.dial, there.ring_s, str(ticket) if comes_back else ""
                )
            case ToMailbox():
                return Ending.mailbox()
            case HangUp():
                return Ending.hang_up()
            case _:
                assert_never(ending)


def _returned(request: AgiRequest, before: Ticket | None) -> Returned | None:
    department = request.query.get("unanswered")
    if department is None:
        return None
    was_emergency = before is not None and before.outcome is Outcome.EMERGENCY
    return Returned(department, was_emergency)


def _caller(shown: str | None, country: str) -> str | None:
    """Return the number that Asterisk shows as `Call.caller` wants it."""
    if shown is None or len(shown) <= LONGEST_EXTENSION:
        return shown
    return as_e164(shown, country) or shown

"""Takes a call that Asterisk brings, talks, and says where the caller goes next."""

import asyncio
import uuid
from collections.abc import Callable, Iterable, Mapping
from datetime import datetime
from typing import assert_never

from kibox_pbx.app.afterwards import Afterwork
from kibox_pbx.app.answering import WordedEntries
from kibox_pbx.app.daily_retention import DailyRetention
from kibox_pbx.app.engines import Engines
from kibox_pbx.app.lines import Lines
from kibox_pbx.app.live_calls import LiveCalls
from kibox_pbx.app.objectors import Objectors
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
from kibox_pbx.config.added_entry import with_added
from kibox_pbx.config.settings import Enquiry, Settings
from kibox_pbx.config.telephones import telephones_of
from kibox_pbx.dialogue.actions import HangUp, ToMailbox, Transfer
from kibox_pbx.dialogue.lessons import Lesson, with_lessons
from kibox_pbx.dialogue.no_room import TurnedAway, word_for
from kibox_pbx.dialogue.notices import disclosure_version, notices
from kibox_pbx.dialogue.state import Dialogue, start
from kibox_pbx.errors import StorageError
from kibox_pbx.language.phone import calling_number
from kibox_pbx.log import get_logger
from kibox_pbx.ports import CallLeg
from kibox_pbx.records import Call, Outcome
from kibox_pbx.storage.calls import CallRepository
from kibox_pbx.storage.corrections import CorrectionRepository
from kibox_pbx.storage.database import Database
from kibox_pbx.storage.notices import NoticeRepository
from kibox_pbx.storage.retention_runs import RetentionRepository
from kibox_pbx.storage.shared.calendar import appointment_book
from kibox_pbx.storage.summaries import SummaryRepository
from kibox_pbx.utterance import Language

_LOG = get_logger(__name__)


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
        self.calls = CallRepository(database, clock)
        self._notices = NoticeRepository(database)
        self.calendar = appointment_book(database, settings, clock)
        self._tools = tools
        self.afterwork = Afterwork(SummaryRepository(database), tools.writer)
        self._lines = Lines(settings.telephone.calls)
        self._objectors = Objectors(database)
        self.second_hearing = SecondHearing(
            tools.second_ears,
            CorrectionRepository(database),
            self._lines,
            self.afterwork.call_ended,
        )
        self.retention = DailyRetention(
            RetentionRepository(database, settings.privacy.retention, clock), clock
        )
        dials = {key: there.dial for key, there in settings.departments.items()}
        self._extensions = AmiExtensions(ami, dials)
        self.live = LiveCalls(onlooker)
        self._onlooker = Logbook(self.live)
        self._clock = clock
        self._lessons: tuple[Lesson, ...] = ()
        self._added: Mapping[str, Enquiry] = {}
        self._know()

    def learn(self, lessons: Iterable[Lesson]) -> None:
        """Know what was learned, and nothing else that was, from the next call on."""
        self._lessons = tuple(lessons)
        self._know()

    def know_entries(self, added: Mapping[str, Enquiry]) -> None:
        """Know these entries beside those of the settings, from the next call on."""
        self._added = added
        self._know()

    def _know(self) -> None:
        known = with_lessons(with_added(self.settings, self._added), self._lessons)
        self._fresh: Dialogue = start(known)
        self._entries = WordedEntries(known, self._tools.writer)

    async def keep_notices(self) -> None:
        """Write down the texts that callers hear from now on, by their versions."""
        await self._notices.keep(notices(self.settings), self._clock())

    async def admit(self, request: AgiRequest) -> bool:
        """Let every number in but those that object (Art. 21 GDPR), which ring people at once.

        Of these nothing is heard, said, written or logged. The same holds while a server of
        another host is away that the call cannot be held without.
        """
        before = Ticket.read(request.query.get("ticket", ""))
        if not self._tools.can_talk(self._language(request, before)):
            _LOG.warning("a server that hears or speaks is away: people are rung")
            return False
        caller = self._caller(request)
        return caller is None or not await self._objectors.include(caller)

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
            beginning = self._begin(call, session)
            begun = tasks.create_task(beginning, name="write that a call began")
            try:
                with self.live.going_on(call, session):
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

    async def _begin(self, call: Call, session: Session) -> None:
        try:
            await self.calls.begin(call)
        except StorageError as error:
            _LOG.error("call cannot be written down", call_id=call.id, reason=error.reason)
            session.record_lost()

    async def _close(
        self, call: Call, session: Session, sound: CallersSound, outcome: Outcome
    ) -> None:
        """Write the end of a call; where that is refused, the caller goes on all the same."""
        try:
            await self._write_end(call, session, sound, outcome)
        except StorageError as error:
            _LOG.error("the end of a call is not written", call_id=call.id, reason=error.reason)

    async def _write_end(
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
            caller=self._caller(request),
            dialled=request.dialled,
            language=language,
            started_at=self._clock(),
            disclosure=disclosure_version(self.settings, language),
            continues=before.call_id if before else None,
        )

    def _caller(self, request: AgiRequest) -> str | None:
        shown = request.caller_id
        return shown and calling_number(shown, self.settings.practice.country)

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
                dial = telephones_of(self.settings).get(ending.telephone, there.dial)
                is_emergency = ending.outcome is Outcome.EMERGENCY
                comes_back = is_emergency or there.unanswered == "assistant"
                return Ending.transfer(
                    department, dial, there.ring_s, str(ticket) if comes_back else ""
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

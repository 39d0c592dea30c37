"""Moving an appointment: the old one stays until the new time is written in its place."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace

from kibox_pbx.dialogue.actions import MoveAppointment
from kibox_pbx.dialogue.events import AppointmentLost, AppointmentMoved, SlotLost
from kibox_pbx.dialogue.from_to import from_to
from kibox_pbx.dialogue.giving_up import agrees_to_move, gives_up
from kibox_pbx.dialogue.reply import Line, News, Reply
from kibox_pbx.dialogue.scene import Scene
from kibox_pbx.dialogue.skills import choosing, existing_words, leaving_word
from kibox_pbx.dialogue.skills.embedding import embedded
from kibox_pbx.dialogue.skills.finding_time import FindingTime
from kibox_pbx.dialogue.skills.preferring import is_weekday_alone
from kibox_pbx.dialogue.skills.shifting import how_far
from kibox_pbx.dialogue.wish import Search, fits
from kibox_pbx.language.when import Direction, When, understand_when
from kibox_pbx.records import Act, Appointment, Outcome, Slot
from kibox_pbx.utterance import Language


@dataclass(frozen=True, slots=True)
class Rescheduling:
    """Another time is looked for, confirmed or being written."""

    appointment: Appointment
    time: FindingTime
    is_confirming: bool = False
    is_writing: bool = False

    @property
    def held(self) -> Slot | None:
        """The slot that must be given back if the caller leaves now."""
        return self.time.held

    def answered(self, scene: Scene, text: str) -> Reply | None:
        """Take the caller's answer; None: not understood."""
        if self.is_writing:
            return None
        if gives_up(text, scene.language):
            return Reply(None, (self.kept(scene),))
        if self.is_confirming:
            return self._confirmed(scene, text)
        wish = understand_when(text, scene.language, scene.now)
        if not self.time.offered and (wish or how_far(text, scene.language)):
            search = _search(scene, text, wish or When(), self.appointment.slot)
            return self.look(scene, search)
        found = self.time.answered(scene, text)
        return self._embed(scene, found) if found else None

    def informed(self, scene: Scene, news: News) -> Reply | None:
        """Take the answer to a request; None: not asked for."""
        if not self.is_writing:
            found = self.time.informed(scene, news)
            return self._embed(scene, found) if found else None
        match news:
            case AppointmentMoved(appointment=moved):
                line = existing_words.said(Act.RESCHEDULED, "rescheduled", scene, moved.slot)
                return Reply(None, (line,), reached=Outcome.RESCHEDULED)
            case AppointmentLost():
                word = leaving_word.OfferingWord("", "subject_move")
                return leaving_word.offer("existing_changed", word)
            case SlotLost(slot=slot) if slot == self.time.slot:
                return self._embed(scene, self.time.lost(scene))
            case _:
                return None

    def kept(self, scene: Scene) -> Line:
        """Say that the appointment stays as it is."""
        slot = self.appointment.slot
        return existing_words.said(Act.TELL_ANSWER, "existing_kept", scene, slot)

    def _confirmed(self, scene: Scene, text: str) -> Reply | None:
        """Take yes, no, or another time ("ja, aber um drei")."""
        wish = understand_when(text, scene.language, scene.now)
        if wish and not wish.is_open and not self._repeats(wish):
            return self._embed(scene, self.time.wished(scene, text, wish))
        agreed = agrees_to_move(text, scene.language)
        if agreed is None:
            return None
        if not agreed:
            return self._embed(scene, self.time.ask_other_day())
        if self.time.is_stale(scene):
            return self._embed(scene, self.time.hold_again())
        requests = (
            (MoveAppointment(self.appointment, self.time.slot),) if self.time.slot else ()
        )
        return Reply(replace(self, is_confirming=False, is_writing=True), requests=requests)

    def _repeats(self, wish: When) -> bool:
        return fits(wish, self.time.slot)

    def look(self, scene: Scene, search: Search | None, *lines: Line) -> Reply:
        """Look for a time that fits, or ask when."""
        return self._embed(scene, replace(self.time, search=search).go_on(scene, lines))

    def _embed(self, scene: Scene, reply: Reply) -> Reply:
        def around(time: FindingTime) -> "Rescheduling":
            return Rescheduling(self.appointment, time)

        def confirm(time: FindingTime, lines: tuple[Line, ...]) -> Reply:
            new = time.slot or self.appointment.slot
            question = existing_words.confirm_move(scene, self.appointment.slot, new)
            asking = Rescheduling(self.appointment, time, is_confirming=True)
            return Reply(asking, lines, question=question)

        return embedded(reply, around, confirm)


_SAME_DAY: Mapping[Language, re.Pattern[str]] = {
    Language.GERMAN: re.compile(r"\b(?:selben|gleichen) tag\b"),
    Language.ENGLISH: re.compile(r"\b(?:same|that very) day\b"),
}


def begin(scene: Scene, appointment: Appointment, text: str) -> Reply:
    """Look for another time, as far as the caller has said when."""
    slot = appointment.slot
    service = scene.settings.services.get(slot.service)
    if service is None:
        word = leaving_word.OfferingWord(text, "subject_move")
        return leaving_word.offer("existing_not_movable", word)
    person = slot.person if slot.person in service.people else None
    time = FindingTime(slot.service, person, never=(slot.start,))
    wishes = from_to(text, scene.language, scene.now)
    is_old = wishes.is_refused or _names_slot(scene, text, wishes.old, slot)
    wish = wishes.new or (None if is_old else wishes.old)
    if _SAME_DAY[scene.language].search(text):
        wish = _that_day(wish, slot)
    search = _search(scene, text, wish, slot) if wish else None
    moving = Rescheduling(appointment, time)
    if search:
        return moving.look(scene, search)
    line = existing_words.said(Act.TELL_ANSWER, "existing_to_move", scene, slot)
    return moving.look(scene, None, line)


def _that_day(wish: When | None, slot: Slot) -> When:
    """Return a wish for another time of the appointment's own day."""
    day, start = slot.start.date(), slot.start.time()
    here = replace(wish or When(), first_day=day, last_day=day, direction=None)
    match wish.direction if wish else None:
        case Direction.LATER:
            return replace(here, from_time=start)
        case Direction.EARLIER:
            return replace(here, until_time=start)
        case _:
            return here


def _names_slot(scene: Scene, text: str, old: When | None, slot: Slot) -> bool:
    """Say whether what was said of the old time can be this appointment, in whatever week."""
    if old is None or fits(old, slot):
        return True
    near = old.first_day
    if near is None or near != old.last_day or not is_weekday_alone(text, scene.language):
        return False
    day = slot.start.date()
    is_that_weekday = near.weekday() == day.weekday()
    return is_that_weekday and fits(replace(old, first_day=day, last_day=day), slot)


def _search(scene: Scene, text: str, wish: When, old: Slot) -> Search | None:
    """Read "later" and "a week later" as seen from the old time."""
    if wish.is_open and not (wish.soonest or how_far(text, scene.language)):
        return Search(When(soonest=True))
    return choosing.searching(scene, text, wish, Search(When()), (old,))

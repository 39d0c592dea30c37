"""Finding a time: look it up, offer, let the caller choose, hold. No contact details here.

Another skill embeds this (`embedding`). A slot is only ever one that the calendar offered.
"""

from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from enum import Enum, auto

from kibox_pbx.dialogue.actions import HoldSlot
from kibox_pbx.dialogue.events import SlotHeld, SlotLost, SlotsFound
from kibox_pbx.dialogue.reply import Line, News, Reply
from kibox_pbx.dialogue.scene import Scene
from kibox_pbx.dialogue.skills import (
    about_offers,
    choosing,
    offering,
    offering_message,
    transfer,
)
from kibox_pbx.dialogue.skills.preferring import (
    Anybody,
    asks_to_propose,
    heard_preference,
    without_preference,
)
from kibox_pbx.dialogue.wish import (
    Search,
    distinct,
    is_too_far,
    only_names_days,
    query,
    wanted_start,
)
from kibox_pbx.language.when import Direction, When, understand_when
from kibox_pbx.records import Act, Slot

MOST_LOSSES = 3
"""Then people take over; the calendar is too busy for a conversation."""

MOST_REPEATS = 2
"""How often the same wish brings other offers; who insists is left to people."""

LONGEST_OPEN_WISH = 8
"""Words of "whenever you like"; a longer sentence with a "whenever" in it means something."""


class Stage(Enum):
    """What we wait for."""

    ASKING = auto()
    """For a day, or for nothing yet."""

    SEARCHING = auto()
    CHOOSING = auto()
    HOLDING = auto()
    HELD = auto()
    """Nothing: the slot is the caller's for now."""


@dataclass(frozen=True, slots=True)
class FindingTime:
    """A time in the finding."""

    service: str = ""
    """Key of the service; "" while it is not known, and then nothing is looked up."""

    person: str | None = None
    """Whom the caller wants to see; None: anybody."""

    search: Search | None = None
    never: tuple[datetime, ...] = ()
    """Starts that are not offered: the time of the appointment that is being moved."""

    stage: Stage = Stage.ASKING
    offered: tuple[Slot, ...] = ()
    turned_down: tuple[Slot, ...] = ()
    """Offered before the present search, or lost to somebody else."""

    missed: str | None = None
    """Who was wished for and has no time at all, so that others are offered by name."""

    losses: int = 0
    """How often a slot was gone when we wanted it."""

    repeats: int = 0
    """How often in a row the caller has wished for the same, though it was not to be had."""

    slot: Slot | None = None
    """What the caller took."""

    held_at: datetime | None = None
    exact: bool = False
    """The slot is just what the caller had asked for, so it was never offered."""

    @property
    def held(self) -> Slot | None:
        """The slot that must be given back if the caller leaves now."""
        return self.slot if self.stage in {Stage.HOLDING, Stage.HELD} else None

    @property
    def is_held(self) -> bool:
        """Whether the time is found, and kept for this call."""
        return self.stage is Stage.HELD

    @property
    def taken(self) -> Slot:
        """The slot that is held.

        Raises:
            ValueError: None is.
        """
        if self.slot is None:
            raise ValueError("no slot was taken")
        return self.slot

    @property
    def searched(self) -> Search:
        """What is looked for; the soonest, if nothing was said."""
        return self.search or Search(When(soonest=True))

    def go_on(self, scene: Scene, lines: tuple[Line, ...] = ()) -> Reply:
        """Ask for a day, or look up what was wished for."""
        if self.person and self.person not in scene.settings.services[self.service].people:
            line = offering.not_with(scene, self.person)
            return replace(self, person=None).go_on(scene, (*lines, line))
        if self.search is None:
            return Reply(replace(self, stage=Stage.ASKING), lines, question=offering.day())
        if is_too_far(scene, self.search.wish, self.service):
            asked = replace(self, stage=Stage.ASKING, search=None)
            too_far = Line(Act.TELL_ANSWER, "too_far")
            return Reply(asked, (*lines, too_far), question=offering.day())
        return _look(scene, self, lines)

    def answered(self, scene: Scene, text: str) -> Reply | None:
        """Take the caller's answer; None: not understood, or nothing was asked."""
        if self.stage not in {Stage.ASKING, Stage.CHOOSING}:
            return None
        about = self._told(scene, text)
        if about:
            return about
        person = heard_preference(scene, text)
        if person is not None and person != self.person:
            return self.preferred(scene, text, person)
        return self._answered(scene, text)

    def informed(self, scene: Scene, news: News) -> Reply | None:
        """Take the answer to a request; None: not asked for."""
        match news, self.stage:
            case SlotsFound(slots=slots), Stage.SEARCHING:
                return _found(scene, self, slots)
            case SlotHeld(slot=slot), Stage.HOLDING if slot == self.slot:
                return Reply(replace(self, stage=Stage.HELD, held_at=scene.now))
            case SlotLost(slot=slot), Stage.HOLDING if slot == self.slot:
                return self.lost(scene)
            case _:
                return None

    def wished(self, scene: Scene, text: str, wish: When) -> Reply:
        """Search anew for what the caller said, keeping what they did not mention."""
        searching = choosing.searching(scene, text, wish, self.search, self._shown)
        repeated = self.search is not None and searching.wish == self.search.wish
        if repeated and self.repeats == MOST_REPEATS:
            return transfer.refer(scene, "time", "")
        turned_down = self.turned_down + self.offered if repeated else ()
        again = self.without_slot(search=searching, turned_down=turned_down)
        return replace(again, repeats=self.repeats + 1 if repeated else 0).go_on(scene)

    def without_slot(
        self, search: Search | None, turned_down: tuple[Slot, ...] = ()
    ) -> "FindingTime":
        """Return the same with no slot taken, to look again; what was held is given back."""
        return replace(
            self,
            stage=Stage.ASKING,
            search=search,
            turned_down=turned_down,
            slot=None,
            held_at=None,
            exact=False,
        )

    def for_service(self, service: str) -> "FindingTime":
        """Return the same wish for another service."""
        search = replace(self.search, width=0, weeks=0) if self.search else None
        return replace(self.without_slot(search), service=service, offered=())

    def with_person(self, scene: Scene, person: str | Anybody) -> Reply:
        """Look again for the same time with another person."""
        people = scene.settings.services[self.service].people
        chosen = choosing.other_person(people, self.slot, self.offered, self.person, person)
        search = replace(self.search, width=0, weeks=0) if self.search else None
        again = replace(self.without_slot(search), person=chosen, missed=None, offered=())
        return again.go_on(scene)

    def ask_other_day(self, lines: tuple[Line, ...] = ()) -> Reply:
        """Ask when else; what was held is given back only once another time is wished."""
        return Reply(replace(self, stage=Stage.ASKING), lines, question=offering.other_day())

    def repeat(self, scene: Scene) -> Reply:
        """Put the last question about the time once more."""
        if self.stage is Stage.CHOOSING:
            return _offer(scene, self, self.offered)
        return Reply(self, question=offering.day())

    def take_other(self) -> Reply | None:
        """Take the other one of two that were offered; None: there is no such."""
        others = tuple(slot for slot in self.offered if slot != self.slot)
        return _take(self, others[0]) if len(others) == 1 else None

    def is_stale(self, scene: Scene) -> bool:
        """Say whether the hold is about to run out, so that it must be renewed."""
        lasts = timedelta(minutes=scene.settings.booking.hold_minutes)
        return self.held_at is not None and scene.now - self.held_at > lasts / 2

    def hold_again(self, lines: tuple[Line, ...] = ()) -> Reply:
        """Renew the hold; if the slot went meanwhile, the caller is told and offered others."""
        return _hold(replace(self, exact=False), lines)

    def lost(self, scene: Scene) -> Reply:
        """Say that somebody else has the slot now, and offer others; in the end, people."""
        gone = (self.slot,) if self.slot else ()
        search = replace(self.searched, width=0, weeks=0)
        again = replace(
            self.without_slot(search, self.turned_down + gone), losses=self.losses + 1
        )
        if again.losses == MOST_LOSSES:
            return transfer.refer(scene, "question", "")
        return _look(scene, again, (Line(Act.TELL_ANSWER, "slot_lost"),))

    def preferred(self, scene: Scene, text: str, person: str | Anybody) -> Reply:
        """Take a wish for a person, with or without a wish for a time."""
        wish = understand_when(without_preference(scene, text), scene.language, scene.now)
        if wish is None or wish.is_open:
            return self._whenever_with(scene, person)
        search = choosing.searching(scene, text, wish, self.search, self._shown)
        return replace(self, search=search).with_person(scene, person)

    def _told(self, scene: Scene, text: str) -> Reply | None:
        """Answer what is asked about the offer, or let the caller call again."""
        if self.stage is Stage.CHOOSING:
            lines = about_offers.told(scene, text, self.offered)
            if lines is not None:
                return _offer(scene, self, self.offered, *lines)
        if about_offers.calls_again(text, scene.language):
            return Reply(None, (Line(Act.TELL_ANSWER, "call_again"),))
        return None

    @property
    def _shown(self) -> tuple[Slot, ...]:
        """What the caller has in mind: what they took, else what was offered."""
        return (self.slot,) if self.slot else self.offered

    def _whenever_with(self, scene: Scene, person: str | Anybody) -> Reply:
        """With whom but not when: one of the offers may be just with that person."""
        theirs = tuple(slot for slot in self.offered if slot.person == person)
        if self.stage is Stage.CHOOSING and theirs:
            known = replace(self, person=theirs[0].person)
            return _take(known, theirs[0]) if len(theirs) == 1 else _offer(scene, known, theirs)
        return self.with_person(scene, person)

    def _answered(self, scene: Scene, text: str) -> Reply | None:
        if self.stage is Stage.CHOOSING:
            return self._chose(scene, text)
        wish = understand_when(text, scene.language, scene.now)
        if wish is None and asks_to_propose(text, scene.language):
            wish = When()
        if wish is None or (wish.is_open and len(text.split()) > LONGEST_OPEN_WISH):
            return None
        return self.wished(scene, text, wish)

    def _chose(self, scene: Scene, text: str) -> Reply | None:
        match choosing.understand(scene, text, self.offered):
            case Slot() as slot:
                return _take(self, slot)
            case tuple() as narrowed:
                return _offer(scene, self, narrowed)
            case When(latest=True) if self.searched.wish.latest:
                return _take(self, self.offered[-1])
            case When() as wish:
                return self.wished(scene, text, wish)
            case False:
                return self.ask_other_day()
            case _:
                return None


def _take(time: FindingTime, slot: Slot) -> Reply:
    return _hold(replace(time, slot=slot, exact=False))


def _hold(time: FindingTime, lines: tuple[Line, ...] = ()) -> Reply:
    return Reply(replace(time, stage=Stage.HOLDING), lines, (HoldSlot(time.taken),))


def _look(scene: Scene, time: FindingTime, lines: tuple[Line, ...] = ()) -> Reply:
    passed = (*time.never, *(slot.start for slot in time.turned_down))
    find = query(scene, time.searched, time.service, time.person, passed)
    return Reply(replace(time, stage=Stage.SEARCHING), lines, (find,))


def _offer(scene: Scene, time: FindingTime, offered: tuple[Slot, ...], *lines: Line) -> Reply:
    question = offering.offer(scene, offered, wished=time.person or time.missed)
    return Reply(replace(time, stage=Stage.CHOOSING, offered=offered), lines, question=question)


def _found(scene: Scene, time: FindingTime, slots: tuple[Slot, ...]) -> Reply:
    search = time.searched
    offered = distinct(slots, scene.settings.booking.offers)
    if not offered:
        return _found_nothing(scene, time)
    wanted = wanted_start(scene, search)
    if wanted == offered[0].start and not time.missed:
        return _hold(replace(time, offered=offered[:1], slot=offered[0], exact=True))
    in_order = tuple(sorted(offered, key=lambda slot: slot.start))
    if search.width == 0 and wanted is None:
        return _offer(scene, time, in_order)
    why = offering.apology(scene, search, time.service, time.person)
    return _offer(scene, time, in_order, why)


def _found_nothing(scene: Scene, time: FindingTime) -> Reply:
    search = time.searched
    if time.repeats and time.offered and only_names_days(search.wish):
        more = Line(Act.TELL_ANSWER, "nothing_more")
        return _offer(scene, replace(time, turned_down=()), time.offered, more)
    wider = search.wider()
    if wider:
        return _look(scene, replace(time, search=wider))
    if search.wish.direction is Direction.EARLIER and time.offered:
        return _offer(scene, time, time.offered, Line(Act.TELL_ANSWER, "nothing_earlier"))
    if time.person and len(scene.settings.services[time.service].people) > 1:
        line = offering.fully_booked(scene, time.person)
        again = replace(search, width=0, weeks=0)
        anybody = replace(time, person=None, missed=time.person, search=again)
        return _look(scene, anybody, (line,))
    return offering_message.offer("nothing_free", "")

"""What callers say to times that were named: offered, read back, or that of an appointment."""

from collections.abc import Iterator
from datetime import datetime
from types import ModuleType

import pytest

from kibox_pbx.dialogue.contact import Contact
from kibox_pbx.dialogue.phrases import phrase_book
from kibox_pbx.dialogue.scene import Scene
from kibox_pbx.dialogue.skills import choosing, rescheduling
from kibox_pbx.dialogue.skills.correcting import OtherTime, heard_at_the_end
from kibox_pbx.dialogue.skills.finding_time import FindingTime, Stage
from kibox_pbx.dialogue.skills.rescheduling import Rescheduling
from kibox_pbx.dialogue.wish import Search
from kibox_pbx.language.when import When
from kibox_pbx.records import Appointment, Slot
from kibox_pbx.utterance import Language
from tests.dialogue.playbook import slot
from tests.dialogue.practice import BERLIN, practice
from tests.language import heldout_again, heldout_fourth, heldout_offers, heldout_third
from tests.language.test_when import cases, shown

NOW = datetime(2026, 11, 18, 10, tzinfo=BERLIN)
SETTINGS = practice()
LOTS = (heldout_offers, heldout_again, heldout_third, heldout_fourth)
OFFERED = tuple(slot(start) for start in heldout_offers.OFFERED)
HELD, EXISTING = slot(heldout_offers.HELD), slot(heldout_offers.EXISTING)


def scene(language: Language) -> Scene:
    return Scene(SETTINGS, language, NOW, None, phrase_book(SETTINGS, language))


def to_an_offer(said: str, language: Language) -> str:
    """Write what an answer to `OFFERED` leads to as the tables do."""
    meant = choosing.understand(scene(language), said, OFFERED)
    match meant:
        case Slot():
            return str(OFFERED.index(meant) + 1)
        case tuple():
            return "".join(str(OFFERED.index(each) + 1) for each in meant) + "?"
        case When():
            soonest = Search(When(soonest=True))
            found = choosing.searching(scene(language), said, meant, soonest, OFFERED)
            return shown(found.wish)
        case _:
            return "-" if meant is None else "no"


def to_a_read_back(said: str, language: Language) -> str:
    """Write what is looked for when `HELD` is read back and this is said."""
    day = HELD.start.date()
    wished = Search(When(day, day, at=HELD.start.time()))
    time = FindingTime(
        "checkup", None, wished, stage=Stage.HELD, offered=(HELD,), slot=HELD, held_at=NOW
    )
    contact = Contact(name="Sabine Huber", phone="+4989123456")
    changed = heard_at_the_end(scene(language), said, time, contact)
    if not isinstance(changed, OtherTime) or not isinstance(changed.reply.skill, FindingTime):
        return "-"
    return shown(changed.reply.skill.searched.wish)


def to_an_appointment(said: str, language: Language) -> str:
    """Write what is looked for when `EXISTING` is to be moved."""
    appointment = Appointment("1", EXISTING, "Sabine Huber", "+4989123456")
    moving = rescheduling.begin(scene(language), appointment, said).skill
    assert isinstance(moving, Rescheduling)
    return shown(moving.time.search.wish) if moving.time.search else "-"


READ = {"OFFERED": to_an_offer, "HELD": to_a_read_back, "MOVING": to_an_appointment}


def rows(lot: ModuleType) -> Iterator[tuple[str, str, str, Language]]:
    for language, name in ((Language.GERMAN, "GERMAN"), (Language.ENGLISH, "ENGLISH")):
        for situation in READ:
            for said, meant in cases(getattr(lot, f"{name}_{situation}")):
                yield situation, said, meant, language


@pytest.mark.parametrize("lot", LOTS)
def test_most_of_what_is_said_to_times_that_were_named_is_understood(lot: ModuleType) -> None:
    right = [READ[kind](said, language) == meant for kind, said, meant, language in rows(lot)]
    assert len(right) >= 20
    assert sum(right) / len(right) >= 0.95

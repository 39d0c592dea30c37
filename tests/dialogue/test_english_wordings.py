"""English sentences as they come: a greeting first, a story, a thing that needs seeing to."""

from datetime import time

import pytest

from kibox_pbx.config.settings import Enquiry
from kibox_pbx.dialogue.aside_words import Aside, understand_aside
from kibox_pbx.dialogue.intents import Intent, understand_intent
from kibox_pbx.dialogue.matching import surest, topics
from kibox_pbx.language.when import understand_when
from kibox_pbx.utterance import Language
from tests.dialogue.playbook import Caller, at
from tests.dialogue.practice import MONDAY_MORNING

ENGLISH = Language.ENGLISH


@pytest.mark.parametrize(
    ("said", "intent"),
    [
        ("any chance of seeing doctor sommer wednesday afternoon", Intent.BOOK),
        ("i need my teeth seeing to", Intent.BOOK),
        ("is there any chance of moving my check up to monday", Intent.MOVE),
        ("i was thinking of changing my appointment", Intent.MOVE),
        ("i'd love to come in and have a chat about my pension", Intent.BOOK),
        ("i could do with a check up", Intent.BOOK),
        ("my back needs looking at", Intent.BOOK),
        ("i'd like to have my eyes tested", Intent.BOOK),
        ("can you fit my son in this week", Intent.BOOK),
        ("when do you next have a free slot", Intent.BOOK),
        ("i'm ringing to put off my appointment", Intent.MOVE),
        ("i'd like to change from tuesday to friday", Intent.MOVE),
        ("i'll have to give tomorrow a miss", Intent.CANCEL),
        ("i won't be needing my slot any more", Intent.CANCEL),
        ("please scrap my booking", Intent.CANCEL),
        ("i've got to pull out of tomorrow's appointment", Intent.CANCEL),
        ("pencil me in for thursday", Intent.BOOK),
        ("do you have a gap on friday", Intent.BOOK),
        ("any openings this week", Intent.BOOK),
        ("need to see someone about my knee", Intent.BOOK),
        ("am i still on for tomorrow", Intent.EXISTING),
        ("have you got me down for tuesday", Intent.EXISTING),
        ("two things where do i park", Intent.QUESTION),
        ("morning where can i park", Intent.QUESTION),
    ],
)
def test_a_wish_in_other_words(said: str, intent: Intent) -> None:
    assert understand_intent(said, ENGLISH) is intent


def test_where_to_leave_the_car_does_not_drop_the_matter() -> None:
    assert understand_aside("i've no idea where to leave it", ENGLISH) is None
    assert understand_aside("oh just leave it", ENGLISH) is Aside.DROP


def test_a_greeting_is_no_time_of_day() -> None:
    greeted = "morning i've been feeling rough and i'd like to see a doctor"
    assert understand_when(greeted, ENGLISH, MONDAY_MORNING) is None
    wished = understand_when("morning would be good", ENGLISH, MONDAY_MORNING)
    assert wished is not None
    assert wished.until_time == time(12)


@pytest.mark.parametrize(
    ("said", "entry"),
    [
        ("my mum is in a wheelchair will she get in alright", "access"),
        ("i've got bloods tomorrow can i have breakfast beforehand", "fasting"),
        ("we're looking for a new doctor do you still take people on", "new"),
        ("my husband and i are splitting up do you deal with that sort of thing", "family"),
    ],
)
def test_a_story_before_the_question_does_not_hide_it(said: str, entry: str) -> None:
    asked = {
        "access": "Is the surgery accessible with a wheelchair",
        "fasting": "May I eat before the blood test",
        "new": "Are you taking new patients",
        "family": "Do you do divorces",
    }
    entries = {
        key: Enquiry.model_validate(
            {"questions": {"en": [question]}, "answer": {"en": "Yes, of course."}}
        )
        for key, question in asked.items()
    }
    assert surest(said, topics(entries, ENGLISH), ENGLISH) == (entry,)


def test_an_hour_later_at_the_read_back() -> None:
    caller = Caller(ENGLISH).says("i need a check up on wednesday at two pm", "anna schmidt")
    caller.says("yes", "ah could you make it an hour later", "yes")
    assert [start for start, *_ in caller.booked] == [at("2026-11-25 15:00")]

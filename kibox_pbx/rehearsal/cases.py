"""A consenting caller's call as a scenario: what was said to each question, and the outcome.

It is kept sealed like every lesson and played in memory, so it ends with the consent; the
caller's number is not in it.
"""

from collections.abc import Sequence

import yaml

from kibox_pbx.call.journal import Step
from kibox_pbx.config.loader import validated
from kibox_pbx.config.settings import Settings
from kibox_pbx.config.yaml_lines import parse
from kibox_pbx.dialogue.events import CallAnswered, CallerPressed
from kibox_pbx.dialogue.lessons import Lesson, LessonKind
from kibox_pbx.dialogue.state import start
from kibox_pbx.records import Act, Outcome
from kibox_pbx.rehearsal.back_office import BackOffices, no_mind
from kibox_pbx.rehearsal.finding_lessons import exchanges
from kibox_pbx.rehearsal.preparing import FIELD, Prepared
from kibox_pbx.rehearsal.rehearse import Desk, Verdict, play
from kibox_pbx.rehearsal.scenario import Scenario
from kibox_pbx.utterance import Language

NAME = "case"

NUMBER = "+493023125999"
"""Shown by every such caller; of a range kept for fiction."""

SELF_CONTAINED = frozenset({Outcome.BOOKED, Outcome.ANSWERED, Outcome.MESSAGE_TAKEN})
"""Outcomes that a caller comes to in a store that knows nobody."""

OPENINGS = frozenset({Act.GREET, Act.ASK_INTENT})


def case_of(
    steps: Sequence[Step], language: Language, outcome: Outcome | None
) -> Lesson | None:
    """Return a call as a test case; None: it cannot be told again in an empty practice."""
    answered = next(
        (each.event for each in steps if isinstance(each.event, CallAnswered)), None
    )
    keyed = any(isinstance(each.event, CallerPressed) for each in steps)
    if answered is None or keyed or outcome not in SELF_CONTAINED:
        return None
    says, answers = _lines(steps)
    if not says:
        return None
    scenario = {
        "name": NAME,
        "language": language.value,
        "now": answered.now.isoformat(),
        "config": "kibox.yaml",
        "caller": NUMBER,
        "says": says,
        "answers": answers,
        "expect": {"outcome": [outcome.value]},
    }
    text = yaml.safe_dump(scenario, allow_unicode=True, sort_keys=False)
    return Lesson(LessonKind.CASE, outcome.value, language, text)


async def play_case(case: Lesson, settings: Settings, offices: BackOffices) -> Verdict:
    """Play a case in a practice.

    Raises:
        ConfigError: Another version wrote it, which this one does not read.
    """
    config = settings.store.database
    scenario = validated(parse(case.text, NAME), Scenario, config)
    desk = Desk(start(settings), await no_mind(config, settings))
    return await play(Prepared(scenario, settings), desk, offices)


def _lines(steps: Sequence[Step]) -> tuple[list[str], dict[str, list[str]]]:
    says: list[str] = []
    answers: dict[str, list[str]] = {}
    for each in exchanges(steps):
        if not each.said or each.asked is None:
            continue
        if each.asked in OPENINGS:
            says.append(each.said)
        else:
            name = f"{FIELD}{each.field}" if each.field else each.asked.value
            answers.setdefault(name, []).append(each.said)
    return says, answers

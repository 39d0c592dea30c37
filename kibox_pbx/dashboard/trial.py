"""A question that somebody tries: what was typed, and what a caller would hear."""

from collections.abc import Mapping
from dataclasses import dataclass

from starlette.concurrency import run_in_threadpool
from starlette.exceptions import HTTPException

from kibox_pbx.admin.known_settings import known_settings
from kibox_pbx.config.settings import Enquiry
from kibox_pbx.dashboard.form import one
from kibox_pbx.dashboard.page import Visit
from kibox_pbx.dialogue.trying import Tried, try_question
from kibox_pbx.storage.entries import PracticeEntries
from kibox_pbx.utterance import Language

MOST_OF_QUESTION = 300
"""Characters; nobody asks more at once."""


@dataclass(frozen=True, slots=True)
class Trial:
    """What stands in the box."""

    question: str
    language: Language
    tried: Tried | None = None
    """None: not yet."""

    entries: tuple[str, ...] = ()
    """How those that answer are asked for, in the order of `Tried.entries`."""


def typed_trial(visit: Visit) -> Trial:
    """Return the question that was sent, not tried yet.

    Raises:
        HTTPException: In a language that the office does not speak.
    """
    languages = visit.office.settings.practice.languages
    wanted = one(visit.form, "language") or languages[0].value
    language = next((each for each in languages if each.value == wanted), None)
    if language is None:
        raise HTTPException(400)
    return Trial(one(visit.form, "asked").strip()[:MOST_OF_QUESTION], language)


async def tried(visit: Visit, trial: Trial, draft: Mapping[str, Enquiry]) -> Trial:
    """Ask the dialogue itself; nothing is kept of it.

    Args:
        visit: Somebody's.
        trial: What they typed.
        draft: Entries that are not written yet, by key.
    """
    if not trial.question:
        return trial
    office, language = visit.office, trial.language
    known = await known_settings(office.settings, office.database, draft)
    entries = await run_in_threadpool(PracticeEntries, known)
    found = try_question(known, trial.question, language, office.clock(), entries.look_up)
    asked = tuple(known.enquiries[key].questions.name(language) for key in found.entries)
    return Trial(trial.question, language, found, asked)

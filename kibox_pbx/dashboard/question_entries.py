"""To which entry does a caller's question belong? It becomes one more wording of it.

The caller asked what an entry answers, in words that nobody had thought of.
"""

from collections.abc import Iterable

from starlette.responses import Response

from kibox_pbx.admin.signing_in import write_note
from kibox_pbx.config.settings import Enquiry
from kibox_pbx.dashboard.page import Page, Visit
from kibox_pbx.dashboard.questions import question_of
from kibox_pbx.language.stems import stems
from kibox_pbx.privacy.roles import Permission
from kibox_pbx.storage.added_entries import AddedEntryRepository, as_settings
from kibox_pbx.utterance import Language


async def choices(visit: Visit) -> Response:
    """Show the entries, those first that have most in common with the question."""
    office = visit.office
    asked = await question_of(visit, visit.part("question"))
    await write_note(office.database, visit.who, "show_entries")
    added = await AddedEntryRepository(office.database, office.clock).current()

    def by_likeness(entries: Iterable[tuple[str, Enquiry]]) -> list[tuple[str, Enquiry]]:
        return sorted(entries, key=lambda each: -in_common(asked.text, each[1], asked.language))

    return visit.show(
        "question_entries.html",
        asked=asked,
        added=by_likeness(as_settings(added).items()),
        of_file=by_likeness(office.settings.enquiries.items()),
    )


def in_common(question: str, entry: Enquiry, language: Language) -> int:
    """Return how many words that carry meaning stand in a question and in an entry."""
    told = (*entry.questions.words(language), *entry.answer.words(language))
    known = {stem for each in told for stem in stems(each, language)}
    return len(known.intersection(stems(question, language)))


PAGES = (Page("/questions/{question}/entries", Permission.SEE_QUESTIONS, choices),)

"""What everybody is told who asks: all entries, and a box that tries a question."""

from starlette.responses import Response

from kibox_pbx.admin.signing_in import write_note
from kibox_pbx.dashboard.page import Method, Page, Visit
from kibox_pbx.dashboard.trial import Trial, tried, typed_trial
from kibox_pbx.privacy.roles import Permission
from kibox_pbx.storage.added_entries import AddedEntryRepository


async def listed(visit: Visit) -> Response:
    """Show the office's entries, those of ``kibox.yaml`` and those added here."""
    await write_note(visit.office.database, visit.who, "show_entries")
    return await _shown(visit, Trial("", visit.office.settings.practice.languages[0]))


async def try_one(visit: Visit) -> Response:
    """Show what a caller would hear who asks this."""
    return await _shown(visit, await tried(visit, typed_trial(visit), {}))


async def _shown(visit: Visit, trial: Trial) -> Response:
    office = visit.office
    added = await AddedEntryRepository(office.database, office.clock).current()
    return visit.show(
        "entries.html",
        added=added,
        of_file=office.settings.enquiries,
        languages=office.settings.practice.languages,
        trial=trial,
    )


PAGES = (
    Page("/entries", Permission.EDIT_ENTRIES, listed),
    Page("/entries/try", Permission.EDIT_ENTRIES, try_one, Method.CHANGE),
)

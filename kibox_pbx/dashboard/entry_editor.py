"""One entry: written, tried before it is kept, changed, taken away, and how it read before."""

from dataclasses import replace

from starlette.exceptions import HTTPException
from starlette.responses import RedirectResponse, Response

from kibox_pbx.admin.signing_in import write_note
from kibox_pbx.dashboard.entry_form import EntryForm, Typed, form_of, read_entry_form
from kibox_pbx.dashboard.form import one
from kibox_pbx.dashboard.page import Method, Page, Visit
from kibox_pbx.dashboard.questions import is_question_id, question_of
from kibox_pbx.dashboard.trial import Trial, tried, typed_trial
from kibox_pbx.errors import StorageError
from kibox_pbx.privacy.roles import Permission
from kibox_pbx.storage.added_entries import (
    AddedEntry,
    AddedEntryRepository,
    ChangedMeanwhileError,
)
from kibox_pbx.storage.questions import OpenQuestion

DRAFT = "draft"
"""The key of a new entry, while it is only tried."""


async def new(visit: Visit) -> Response:
    """Show an empty form, or one that begins with what a caller asked in vain."""
    languages = visit.office.settings.practice.languages
    asked = await _asked(visit)
    form = _with_question(form_of(None, languages), asked)
    await write_note(visit.office.database, visit.who, "show_entries")
    return _shown(visit, form, (), _trial(visit, asked))


async def one_entry(visit: Visit) -> Response:
    """Show an entry in its form, as it is or as an earlier version read."""
    languages = visit.office.settings.practice.languages
    versions = await _versions(visit)
    now = versions[0]
    wanted = visit.request.query_params.get("version", str(now.version))
    shown = next((each for each in versions if str(each.version) == wanted), None)
    if shown is None or shown.entry is None:
        raise HTTPException(404)
    asked = await _asked(visit)
    form = form_of(shown.entry, languages, now.key, now.version)
    await write_note(visit.office.database, visit.who, "show_entry", now.key)
    return _shown(visit, _with_question(form, asked), versions, _trial(visit, asked))


async def write_new(visit: Visit) -> Response:
    """Try a new entry, or keep it."""
    return await _written(visit, "", ())


async def change(visit: Visit) -> Response:
    """Try an entry as it is typed, keep it so, or take it away."""
    versions = await _versions(visit)
    if one(visit.form, "do") == "remove":
        return await _removed(visit, versions)
    return await _written(visit, versions[0].key, versions)


async def _written(visit: Visit, key: str, versions: tuple[AddedEntry, ...]) -> Response:
    form = read_entry_form(visit.form, visit.office.settings.practice.languages, key)
    if form.question and not is_question_id(form.question):
        raise HTTPException(400)
    trial = typed_trial(visit)
    if form.problems:
        return _shown(visit, form, versions, trial)
    if one(visit.form, "do") == "try":
        trial = await tried(visit, trial, {key or DRAFT: form.entry()})
        return _shown(visit, form, versions, trial)
    return await _kept(visit, form, versions, trial)


async def _kept(
    visit: Visit, form: EntryForm, versions: tuple[AddedEntry, ...], trial: Trial
) -> Response:
    entries, by = _entries(visit), visit.who.name
    if form.question and not visit.may(Permission.SEE_QUESTIONS):
        raise HTTPException(403)
    try:
        if form.key:
            await entries.change(form.key, form.entry(), by, form.seen, form.question)
        else:
            await entries.add(form.entry(), by, form.question)
    except ChangedMeanwhileError:
        return _shown(visit, form, versions, trial, is_late=True)
    except StorageError:
        raise HTTPException(404) from None
    await _tell_service(visit)
    return RedirectResponse("/questions" if form.question else "/entries", 303)


async def _removed(visit: Visit, versions: tuple[AddedEntry, ...]) -> Response:
    if one(visit.form, "really") != "yes":
        raise HTTPException(400)
    key, seen = versions[0].key, versions[0].version
    try:
        await _entries(visit).change(key, None, visit.who.name, seen)
    except StorageError:
        raise HTTPException(404) from None
    await _tell_service(visit)
    return RedirectResponse("/entries", 303)


async def _tell_service(visit: Visit) -> None:
    if visit.office.service:
        await visit.office.service.entries_changed()


async def _versions(visit: Visit) -> tuple[AddedEntry, ...]:
    """Return the versions of the path's entry, latest first; it is in force."""
    versions = await _entries(visit).versions(visit.part("key"))
    if not versions or versions[0].entry is None:
        raise HTTPException(404)
    return versions


async def _asked(visit: Visit) -> OpenQuestion | None:
    """Return the question of the address, to whoever may see it."""
    question = visit.request.query_params.get("question")
    return None if question is None else await question_of(visit, question)


def _with_question(form: EntryForm, asked: OpenQuestion | None) -> EntryForm:
    """Put what a caller asked below the wordings there are."""
    if asked is None:
        return form
    there = form.typed.get(asked.language)
    if there is None:
        return replace(form, question=asked.id)
    more = Typed(tuple(dict.fromkeys((*there.questions, asked.text))), there.answer)
    return replace(form, question=asked.id, typed={**form.typed, asked.language: more})


def _trial(visit: Visit, asked: OpenQuestion | None) -> Trial:
    languages = visit.office.settings.practice.languages
    if asked and asked.language in languages:
        return Trial(asked.text, asked.language)
    return Trial("", languages[0])


def _entries(visit: Visit) -> AddedEntryRepository:
    return AddedEntryRepository(visit.office.database, visit.office.clock)


def _shown(
    visit: Visit,
    form: EntryForm,
    versions: tuple[AddedEntry, ...],
    trial: Trial,
    *,
    is_late: bool = False,
) -> Response:
    return visit.show(
        "entry.html",
        409 if is_late else 200,
        form=form,
        versions=versions,
        languages=visit.office.settings.practice.languages,
        trial=trial,
        is_late=is_late,
    )


PAGES = (
    Page("/entries/new", Permission.EDIT_ENTRIES, new),
    Page("/entries/new", Permission.EDIT_ENTRIES, write_new, Method.CHANGE),
    Page("/entries/{key}", Permission.EDIT_ENTRIES, one_entry),
    Page("/entries/{key}", Permission.EDIT_ENTRIES, change, Method.CHANGE),
)

"""Putting right what is wrong about somebody; what it said before is kept beside it."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from starlette.exceptions import HTTPException
from starlette.responses import RedirectResponse, Response

from kibox_pbx.admin.subject.desk import ids_of
from kibox_pbx.admin.subject.handling import asked_of
from kibox_pbx.admin.subject.putting_right import as_value
from kibox_pbx.dashboard.form import one
from kibox_pbx.dashboard.page import Method, Page, Visit
from kibox_pbx.dashboard.privacy_desk.desk import (
    MOST_LETTERS_OF_WHY,
    desk_of,
    handling_of,
    request_id,
    typed,
    why_not,
)
from kibox_pbx.dashboard.privacy_desk.one_request import PATH, page_of
from kibox_pbx.errors import ConfigError, StorageError
from kibox_pbx.privacy.roles import Permission
from kibox_pbx.records import FilledForm, Message
from kibox_pbx.storage.requests import Kind, Request
from kibox_pbx.storage.sqlcipher import Tables
from kibox_pbx.storage.subject_records import AppointmentRecord, CallRecord, records_of

SET = "set."
"""What the fields of the form begin with that hold a value."""

MOST_LETTERS_OF_VALUE = 2000


@dataclass(frozen=True, slots=True)
class Correctable:
    """Something of a record that can be put right."""

    where: str
    """As `Desk.rectify` takes it."""

    record: AppointmentRecord | CallRecord
    values: Mapping[str, str]
    """By field; empty: a transcript, beside whose turns a remark can stand."""

    form: str = ""
    """Which form was filled in."""


async def shown(visit: Visit) -> Response:
    """Show what can be put right."""
    return await _page(visit)


async def rectify(visit: Visit) -> Response:
    """Put one record right; more may follow, until the request is closed."""
    why = typed(visit, "why", MOST_LETTERS_OF_WHY)
    if not why:
        return await _page(visit, visit.wording.say("requests.why_missing"))
    request, found = await _found(visit)
    where = one(visit.form, "where")
    if where.startswith("turn/"):
        turns = {f"turn/{name}" for each in found for name in _turns(each)}
        if where not in turns:
            raise HTTPException(404)
        values: Mapping[str, str] = {}
    else:
        meant = next((each for each in found if each.where == where and each.values), None)
        if meant is None:
            raise HTTPException(404)
        try:
            values = _changed(visit, meant)
        except ConfigError:
            return await _page(visit, visit.wording.say("rectify.bad_value"))
        if not values:
            return await _page(visit, visit.wording.say("rectify.nothing_changed"))
    new = {**values, "why": why}
    try:
        await desk_of(visit).rectify(asked_of(request), where, new, settles=False)
    except StorageError as error:
        return await page_of(visit, why_not(visit, error))
    return RedirectResponse(f"/requests/{request.id}/rectify", 303)


async def _page(visit: Visit, problem: str = "") -> Response:
    try:
        request, found = await _found(visit)
    except StorageError as error:
        return await page_of(visit, why_not(visit, error))
    return visit.show(
        "rectify.html",
        400 if problem else 200,
        request=request,
        found=found,
        problem=problem,
    )


async def _found(visit: Visit) -> tuple[Request, tuple[Correctable, ...]]:
    """Return the request, and what is surely theirs with all it says; noted.

    Raises:
        StorageError: It is settled, or nothing is surely theirs.
    """
    desk, zone = desk_of(visit), visit.office.settings.practice.zone
    request = await handling_of(visit).ready(request_id(visit))
    if request.kind is not Kind.RECTIFICATION:
        raise HTTPException(404)
    search, envelope = asked_of(request).search, visit.office.database.envelope

    def change(tables: Tables) -> tuple[Correctable, ...]:
        sure = desk.sure_in(tables, search)
        desk.note(tables, "show_record", ids_of(sure))
        records = records_of(tables, envelope, sure, zone)
        of_calls = (part for call in records.calls for part in _of_call(call))
        return (*map(_of_appointment, records.appointments), *of_calls)

    return request, await visit.office.database.write(change)


def _of_appointment(record: AppointmentRecord) -> Correctable:
    appointment = record.appointment
    values = {
        "name": appointment.name,
        "phone": appointment.phone,
        "birthdate": appointment.birthdate or "",
    }
    return Correctable(f"appointment/{appointment.id}", record, values)


def _of_call(record: CallRecord) -> Iterator[Correctable]:
    call_id = record.stored.call.id
    for number, message in record.messages:
        yield Correctable(f"message/{call_id}-{number}", record, _of_message(message))
    for number, form in record.forms:
        yield Correctable(f"form/{call_id}-{number}", record, _of_form(form), form.form)
    if record.turns:
        yield Correctable(f"turn/{call_id}", record, {})


def _of_message(message: Message) -> Mapping[str, str]:
    name, phone = message.name or "", message.phone or ""
    return {"name": name, "phone": phone, "text": message.text}


def _of_form(form: FilledForm) -> Mapping[str, str]:
    return {"name": form.name or "", "phone": form.phone or "", **dict(form.fields)}


def _turns(each: Correctable) -> Iterator[str]:
    if isinstance(each.record, CallRecord) and not each.values:
        yield from (f"{each.record.stored.call.id}-{number}" for number, _ in each.record.turns)


def _changed(visit: Visit, meant: Correctable) -> Mapping[str, str]:
    """Return the fields that say something else now.

    Raises:
        ConfigError: One of them cannot say that.
    """
    told = {
        field: typed(visit, f"{SET}{field}", MOST_LETTERS_OF_VALUE).replace("\r\n", "\n")
        for field in meant.values
        if f"{SET}{field}" in visit.form
    }
    return {
        field: as_value(field, value, visit.office.settings)
        for field, value in told.items()
        if value != meant.values[field].strip()
    }


_PATH = f"{PATH}/rectify"
PAGES = (
    Page(_PATH, Permission.HANDLE_REQUESTS, shown),
    Page(_PATH, Permission.HANDLE_REQUESTS, rectify, Method.CHANGE),
)

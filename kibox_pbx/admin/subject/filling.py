"""Fills ``data.json`` from what the store keeps of one person."""

import json
from datetime import date

from kibox_pbx.admin.subject.content import (
    AppointmentPart,
    CallPart,
    Change,
    ConsentPart,
    FormPart,
    LessonPart,
    MessagePart,
    OfficePart,
    RemarkPart,
    TurnPart,
)
from kibox_pbx.config.settings import Settings
from kibox_pbx.records import FilledForm
from kibox_pbx.storage.lessons import KeptLesson
from kibox_pbx.storage.rectifications import Rectified
from kibox_pbx.storage.subject_records import AppointmentRecord, CallRecord, Records
from kibox_pbx.utterance import Language


def office_part(settings: Settings, language: Language) -> OfficePart:
    """Return who is responsible, from the settings."""
    who = settings.privacy.responsible
    return OfficePart(
        name=who.name or settings.practice.name.name(language),
        address=who.address,
        email=who.email,
        phone=who.phone,
        officer=settings.privacy.officer,
        authority=settings.privacy.authority,
    )


def call_parts(records: Records, recordings: dict[str, str]) -> tuple[CallPart, ...]:
    """Return the calls; ``recordings`` are names of files, by call."""
    return tuple(_call(each, recordings.get(each.stored.call.id)) for each in records.calls)


def appointment_parts(records: Records) -> tuple[AppointmentPart, ...]:
    """Return the appointments."""
    return tuple(map(_appointment, records.appointments))


def _call(record: CallRecord, recording: str | None) -> CallPart:
    stored, call = record.stored, record.stored.call
    return CallPart(
        id=call.id,
        started_at=call.started_at,
        caller=call.caller,
        dialled=call.dialled,
        language=call.language,
        outcome=stored.outcome,
        duration_ms=stored.duration_ms,
        disclosure=call.disclosure,
        continues=call.continues,
        restricted_at=record.restricted_at,
        transcript=_transcript(record),
        journal=tuple(json.loads(each) for each in stored.events),
        messages=tuple(map(MessagePart.model_validate, stored.messages)),
        forms=tuple(map(_form, stored.forms)),
        questions=stored.questions,
        rectifications=tuple(map(_change, record.rectified)),
        consents=tuple(map(ConsentPart.model_validate, record.consents)),
        lessons=tuple(map(_lesson, record.lessons)),
        recording=recording,
    )


def _transcript(record: CallRecord) -> tuple[TurnPart, ...]:
    return tuple(
        TurnPart(
            number=number,
            speaker=turn.speaker.value,
            text=turn.text,
            act=turn.act,
            at_ms=turn.at_ms,
            heard_ms=turn.heard_ms,
            interrupted=turn.interrupted,
            corrected=turn.corrected,
            remarks=tuple(
                RemarkPart.model_validate(each)
                for each in record.remarks
                if each.turn == number
            ),
        )
        for number, turn in record.turns
    )


def _appointment(record: AppointmentRecord) -> AppointmentPart:
    appointment, slot = record.appointment, record.appointment.slot
    born = appointment.birthdate
    return AppointmentPart(
        id=appointment.id,
        service=slot.service,
        person=slot.person,
        start=slot.start,
        end=slot.end,
        name=appointment.name,
        phone=appointment.phone,
        birthdate=date.fromisoformat(born) if born else None,
        call=record.call_id,
        restricted_at=record.restricted_at,
        rectifications=tuple(map(_change, record.rectified)),
    )


def _change(each: Rectified) -> Change:
    return Change(
        record=each.where,
        field=each.field,
        before=each.before,
        after=each.after,
        why=each.why,
        at=each.at,
    )


def _form(each: FilledForm) -> FormPart:
    return FormPart(form=each.form, fields=dict(each.fields), name=each.name, phone=each.phone)


def _lesson(each: KeptLesson) -> LessonPart:
    lesson = each.lesson
    return LessonPart(
        kind=lesson.kind, target=lesson.target, text=lesson.text, state=each.state
    )

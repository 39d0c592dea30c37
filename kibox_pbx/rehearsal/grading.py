"""Compares what came of a rehearsed call with what a scenario expects. Pure.

Each difference is one line: what was expected, and what there was instead.
"""

from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime

from kibox_pbx.config.settings import Settings
from kibox_pbx.language.phone import as_e164
from kibox_pbx.records import Appointment, FilledForm, Message, Speaker
from kibox_pbx.rehearsal.comparing import differs, exactly, found, holds, quoted, same_text
from kibox_pbx.rehearsal.expected import (
    AppointmentFacts,
    ConsentFacts,
    Expected,
    FormFacts,
    MessageFacts,
)
from kibox_pbx.rehearsal.played import MAILBOX, Played
from kibox_pbx.rehearsal.scenario import Scenario, person_key
from kibox_pbx.rehearsal.spoken_grading import spoken_differences
from kibox_pbx.storage.consents import Consent


def differences(scenario: Scenario, settings: Settings, played: Played) -> tuple[str, ...]:
    """Return everything that is not as it should be; empty: passed."""
    return tuple(_Grading(scenario, settings, played).all())


YES_NO = {"yes": ("yes", "true", "on", "ja"), "no": ("no", "false", "off", "nein")}
"""How a scenario may write what is stored as ``yes`` or ``no``; YAML takes some for truth."""


class _Grading:
    def __init__(self, scenario: Scenario, settings: Settings, played: Played) -> None:
        self._scenario = scenario
        self._expect: Expected = scenario.expect
        self._asked = scenario.expect.model_fields_set
        self._settings = settings
        self._played = played

    def all(self) -> Iterator[str]:
        yield from self._played.problems
        for act in dict.fromkeys(self._played.unexpected):
            yield f"{act}: expected no such question, got one that the caller has no answer to"
        yield from self._course()
        yield from self._book()
        yield from self._kept()
        yield from spoken_differences(self._scenario, self._settings, self._played)

    def _course(self) -> Iterator[str]:
        expect, played = self._expect, self._played
        if expect.outcome and played.outcome not in expect.outcome:
            yield differs("outcome", " or ".join(expect.outcome), played.outcome)
        if "transferred_to" in self._asked:
            wanted, got = expect.transferred_to, played.transferred_to
            got = None if got == MAILBOX and wanted != MAILBOX else got
            if wanted != got:
                yield differs("transferred_to", wanted or "nobody", got or "nobody")
        if expect.language_at_end and played.language is not expect.language_at_end:
            yield differs("language_at_end", expect.language_at_end, played.language)
        turns = len([turn for turn in played.turns if turn.speaker is Speaker.CALLER])
        if expect.max_turns is not None and turns > expect.max_turns:
            yield differs("max_turns", str(expect.max_turns), str(turns))

    def _book(self) -> Iterator[str]:
        before, after = self._played.before, self._played.after
        slots = {(each.id, each.slot) for each in before}
        new = [each for each in after if (each.id, each.slot) not in slots]
        left = {(each.id, each.slot) for each in after}
        gone = [each.slot.start for each in before if (each.id, each.slot) not in left]
        if "appointments" in self._asked:
            wanted = self._expect.appointments
            yield from exactly("appointments", wanted, new, self._is_booked, _appointment)
        if "gone" in self._asked and sorted(gone) != sorted(self._expect.gone):
            yield differs("gone", _starts(self._expect.gone), _starts(gone))
        lost = [start for start in self._expect.kept if not _stands(start, before, after)]
        if lost:
            yield differs("kept", _starts(lost), "changed or gone")

    def _is_booked(self, wanted: AppointmentFacts, got: Appointment) -> bool:
        person = person_key(wanted.person, self._settings) if wanted.person else None
        return all(
            (
                wanted.service in (None, got.slot.service),
                wanted.start in (None, got.slot.start),
                same_text(wanted.name, got.name),
                self._same_number(wanted.phone, got.phone),
                wanted.birthdate in (None, got.birthdate),
                wanted.person is None or person == got.slot.person,
            )
        )

    def _kept(self) -> Iterator[str]:
        expect, asked, stored = self._expect, self._asked, self._played.stored
        messages = stored.messages if stored else ()
        forms = stored.forms if stored else ()
        questions = stored.questions if stored else ()
        if "messages" in asked:
            yield from exactly(
                "messages", expect.messages, messages, self._is_message, _message
            )
        if "forms" in asked:
            yield from exactly("forms", expect.forms, forms, self._is_form, _form)
        if "unanswered" in asked:
            yield from found("unanswered", expect.unanswered, questions)
            if questions and not expect.unanswered:
                yield differs("unanswered", "none", quoted(questions))
        traces = stored and (stored.turns or stored.events or messages or forms or questions)
        if "erased" in asked and expect.erased == bool(traces):
            states = {True: "nothing of the call is left", False: "the call is kept"}
            yield differs("erased", states[expect.erased], states[not expect.erased])
        yield from self._agreed()

    def _agreed(self) -> Iterator[str]:
        expect, played = self._expect, self._played
        if "recorded" in self._asked and expect.recorded != played.is_recorded:
            states = {True: "a recording", False: "none"}
            yield differs("recorded", states[expect.recorded], states[played.is_recorded])
        if "consents" in self._asked:
            yield from exactly(
                "consents", expect.consents, played.consents, _is_consent, _consent
            )

    def _is_message(self, wanted: MessageFacts, got: Message) -> bool:
        reception = self._settings.telephone.reception
        return all(
            (
                same_text(wanted.name, got.name),
                self._same_number(wanted.phone, got.phone),
                wanted.recipient is None
                or self._recipient(wanted.recipient) == (got.recipient or reception),
                wanted.text is None or holds(wanted.text, got.text),
                wanted.urgent in (None, got.urgent),
            )
        )

    def _recipient(self, called: str) -> str:
        """Return the key of a department or person that is called by key or name."""
        for key, department in self._settings.departments.items():
            names = (key, *department.names.de, *department.names.en)
            if called.casefold() in (name.casefold() for name in names):
                return key
        return person_key(called, self._settings) or called

    def _is_form(self, wanted: FormFacts, got: FilledForm) -> bool:
        answers = dict(got.fields)
        return all(
            (
                wanted.form in (None, got.form),
                same_text(wanted.name, got.name),
                self._same_number(wanted.phone, got.phone),
                *(
                    self._is_answer(text, answers.get(key))
                    for key, text in wanted.fields.items()
                ),
            )
        )

    def _is_answer(self, wanted: str | None, got: str | None) -> bool:
        if not wanted or got is None:
            return not wanted and not got
        if got in YES_NO and wanted.casefold() in YES_NO[got]:
            return True
        return same_text(wanted, got) or self._same_number(wanted, got) or holds(wanted, got)

    def _same_number(self, wanted: str | None, got: str | None) -> bool:
        if wanted is None:
            return True
        country = self._settings.practice.country
        return got is not None and (as_e164(wanted, country) or wanted) == (
            as_e164(got, country) or got
        )


def _is_consent(wanted: ConsentFacts, got: Consent) -> bool:
    was_withdrawn = got.withdrawn_at is not None
    return (wanted.purpose, wanted.answer, wanted.withdrawn) == (
        got.purpose,
        got.answer,
        was_withdrawn,
    )


def _consent(one: Consent) -> str:
    return f"{one.purpose}: {one.answer}" + (", withdrawn" if one.withdrawn_at else "")


def _stands(
    start: datetime, before: Sequence[Appointment], after: Sequence[Appointment]
) -> bool:
    """Say whether the given appointments of a start are as they were."""
    given = [each for each in before if each.slot.start == start]
    return bool(given) and all(each in after for each in given)


def _starts(starts: Iterable[datetime]) -> str:
    return ", ".join(sorted(each.isoformat() for each in starts)) or "none"


def _appointment(one: Appointment) -> str:
    who = f"{one.name}, {one.phone}, {one.birthdate}"
    return f"{one.slot.service} {one.slot.start.isoformat()} with {one.slot.person} for {who}"


def _message(one: Message) -> str:
    urgent = ", urgent" if one.urgent else ""
    return f"{one.text!r} from {one.name}, {one.phone} for {one.recipient}{urgent}"


def _form(one: FilledForm) -> str:
    return f"{one.form} {dict(one.fields)} from {one.name}, {one.phone}"

"""Compares what came of a rehearsed call with what a scenario expects. Pure.

Each difference is one line: what was expected, and what there was instead.
"""

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import datetime
from typing import TypeVar

import phonenumbers

from kibox_pbx.config.section import Section
from kibox_pbx.config.settings import Settings
from kibox_pbx.language.digits import understand_digits
from kibox_pbx.language.phone import as_e164
from kibox_pbx.language.saying import say_phone
from kibox_pbx.records import Appointment, FilledForm, Message, Speaker
from kibox_pbx.rehearsal.expected import (
    AppointmentFacts,
    Expected,
    FormFacts,
    MessageFacts,
    as_moment,
)
from kibox_pbx.rehearsal.named_times import named_times
from kibox_pbx.rehearsal.played import MAILBOX, Played, PlayedTurn
from kibox_pbx.rehearsal.scenario import Scenario, person_key
from kibox_pbx.utterance import Language

Facts = TypeVar("Facts", bound=Section)
Kept = TypeVar("Kept")

_FEWEST_DIGITS = 3


def differences(scenario: Scenario, settings: Settings, played: Played) -> tuple[str, ...]:
    """Return everything that is not as it should be; empty: passed."""
    return tuple(_Grading(scenario, settings, played).all())


class _Grading:
    def __init__(self, scenario: Scenario, settings: Settings, played: Played) -> None:
        self._scenario = scenario
        self._expect: Expected = scenario.expect
        self._asked = scenario.expect.model_fields_set
        self._settings = settings
        self._played = played
        self._said = [turn for turn in played.turns if turn.speaker is Speaker.ASSISTANT]

    def all(self) -> Iterator[str]:
        yield from self._played.problems
        for act in dict.fromkeys(self._played.unexpected):
            yield f"{act}: expected no such question, got one that the caller has no answer to"
        yield from self._course()
        yield from self._book()
        yield from self._kept()
        yield from self._words()

    def _course(self) -> Iterator[str]:
        expect, played = self._expect, self._played
        if expect.outcome and played.outcome not in expect.outcome:
            yield _line("outcome", " or ".join(expect.outcome), played.outcome)
        if "transferred_to" in self._asked:
            wanted, got = expect.transferred_to, played.transferred_to
            got = None if got == MAILBOX and wanted != MAILBOX else got
            if wanted != got:
                yield _line("transferred_to", wanted or "nobody", got or "nobody")
        if expect.language_at_end and played.language is not expect.language_at_end:
            yield _line("language_at_end", expect.language_at_end, played.language)
        turns = len([turn for turn in played.turns if turn.speaker is Speaker.CALLER])
        if expect.max_turns is not None and turns > expect.max_turns:
            yield _line("max_turns", str(expect.max_turns), str(turns))

    def _book(self) -> Iterator[str]:
        before, after = self._played.before, self._played.after
        slots = {(each.id, each.slot) for each in before}
        new = [each for each in after if (each.id, each.slot) not in slots]
        left = {(each.id, each.slot) for each in after}
        gone = [each.slot.start for each in before if (each.id, each.slot) not in left]
        if "appointments" in self._asked:
            wanted = self._expect.appointments
            yield from _exactly("appointments", wanted, new, self._is_booked, _appointment)
        if "gone" in self._asked and sorted(gone) != sorted(self._expect.gone):
            yield _line("gone", _starts(self._expect.gone), _starts(gone))
        lost = [start for start in self._expect.kept if not _stands(start, before, after)]
        if lost:
            yield _line("kept", _starts(lost), "changed or gone")

    def _is_booked(self, wanted: AppointmentFacts, got: Appointment) -> bool:
        person = person_key(wanted.person, self._settings) if wanted.person else None
        return all(
            (
                wanted.service in (None, got.slot.service),
                wanted.start in (None, got.slot.start),
                _same_text(wanted.name, got.name),
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
            yield from _exactly(
                "messages", expect.messages, messages, self._is_message, _message
            )
        if "forms" in asked:
            yield from _exactly("forms", expect.forms, forms, self._is_form, _form)
        if "unanswered" in asked:
            yield from _found("unanswered", expect.unanswered, questions)
            if questions and not expect.unanswered:
                yield _line("unanswered", "none", _quoted(questions))
        traces = stored and (stored.turns or stored.events or messages or forms or questions)
        if "erased" in asked and expect.erased == bool(traces):
            states = {True: "nothing of the call is left", False: "the call is kept"}
            yield _line("erased", states[expect.erased], states[not expect.erased])
        if expect.recorded:
            yield _line("recorded", "a recording", "none")
        if expect.consents:
            yield _line("consents", str(len(expect.consents)), "none")

    def _is_message(self, wanted: MessageFacts, got: Message) -> bool:
        reception = self._settings.telephone.reception
        return all(
            (
                _same_text(wanted.name, got.name),
                self._same_number(wanted.phone, got.phone),
                wanted.recipient is None
                or self._recipient(wanted.recipient) == (got.recipient or reception),
                wanted.text is None or _holds(wanted.text, got.text),
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
                _same_text(wanted.name, got.name),
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
        return _same_text(wanted, got) or self._same_number(wanted, got) or _holds(wanted, got)

    def _same_number(self, wanted: str | None, got: str | None) -> bool:
        if wanted is None:
            return True
        country = self._settings.practice.country
        return got is not None and (as_e164(wanted, country) or wanted) == (
            as_e164(got, country) or got
        )

    def _words(self) -> Iterator[str]:
        yield from self._said_as_expected()
        yield from self._never_said()

    def _said_as_expected(self) -> Iterator[str]:
        expect, said = self._expect, [turn.text for turn in self._said]
        yield from _found("said", expect.said, said)
        for act, patterns in expect.said_after.items():
            yield from _found(f"said_after {act}", patterns, list(self._said_after(act)))
        for number in expect.said_number:
            if not any(self._reads_back(number, text) for text in self._assistant_turns()):
                yield _line("said_number", number, "never read back")
        for moment in expect.said_time:
            if not self._names_time(moment):
                yield _line("said_time", moment, "never named")

    def _never_said(self) -> Iterator[str]:
        expect, said = self._expect, [turn.text for turn in self._said]
        for pattern in expect.never_said:
            for text in (text for text in said if _holds(pattern, text)):
                yield _line("never_said", f"no {pattern!r}", repr(text))
        for moment in expect.never_said_time:
            if self._names_time(moment):
                yield _line("never_said_time", f"no {moment}", "named")

    def _said_after(self, act: str) -> Iterator[str]:
        """Yield what was said in answer to the caller's replies to an act."""
        answering = False
        for turn in self._played.turns:
            if turn.speaker is Speaker.CALLER:
                answering = act in turn.answers
            elif answering:
                yield turn.text

    def _assistant_turns(self) -> Iterator[str]:
        """Yield what the assistant says in one go."""
        going: list[PlayedTurn] = []
        for turn in self._played.turns:
            if turn.speaker is Speaker.ASSISTANT:
                going.append(turn)
            elif going:
                yield " ".join(each.text for each in going)
                going = []
        yield " ".join(each.text for each in going)

    def _reads_back(self, number: str, text: str) -> bool:
        country = self._settings.practice.country
        number = as_e164(number, country) or number
        plain = _letters(text)
        if any(_letters(say_phone(number, each, country)) in plain for each in Language):
            return True
        forms = [form for form in _digit_forms(number) if len(form) >= _FEWEST_DIGITS]
        spoken = [understand_digits(text, each) for each in Language]
        return any(form in heard for form in forms for heard in (*spoken, _digits(text)))

    def _names_time(self, text: str) -> bool:
        moment, zone = as_moment(text), self._settings.practice.zone
        if isinstance(moment, datetime):
            moment = moment.astimezone(zone)
        today = self._scenario.now.astimezone(zone).date()
        return any(
            named_times(said, language, today).names(moment)
            for said in self._assistant_turns()
            for language in Language
        )


def _line(what: str, wanted: str, got: str) -> str:
    return f"{what}: expected {wanted}, got {got}"


def _exactly(
    what: str,
    wanted: Sequence[Facts],
    got: Sequence[Kept],
    fits: Callable[[Facts, Kept], bool],
    shown: Callable[[Kept], str],
) -> Iterator[str]:
    """Yield what is missing, and what nobody expected."""
    left = list(got)
    for each in wanted:
        match = next((one for one in left if fits(each, one)), None)
        if match is None:
            yield _line(what, _facts(each), "; ".join(map(shown, left)) or "none")
        else:
            left.remove(match)
    if len(got) > len(wanted):
        yield _line(what, str(len(wanted)), f"{len(got)}, also {'; '.join(map(shown, left))}")


def _found(what: str, patterns: Iterable[str], texts: Sequence[str]) -> Iterator[str]:
    for pattern in patterns:
        if not any(_holds(pattern, text) for text in texts):
            yield _line(what, repr(pattern), _quoted(texts))


def _holds(pattern: str, text: str) -> bool:
    try:
        return re.search(pattern, text, re.IGNORECASE) is not None
    except re.error:
        return pattern.casefold() in text.casefold()


def _same_text(wanted: str | None, got: str | None) -> bool:
    if wanted is None:
        return True
    return got is not None and wanted.casefold().split() == got.casefold().split()


def _stands(
    start: datetime, before: Sequence[Appointment], after: Sequence[Appointment]
) -> bool:
    """Say whether the given appointments of a start are as they were."""
    given = [each for each in before if each.slot.start == start]
    return bool(given) and all(each in after for each in given)


def _starts(starts: Iterable[datetime]) -> str:
    return ", ".join(sorted(each.isoformat() for each in starts)) or "none"


def _facts(facts: Section) -> str:
    return str(facts.model_dump(mode="json", by_alias=True, exclude_unset=True))


def _appointment(one: Appointment) -> str:
    who = f"{one.name}, {one.phone}, {one.birthdate}"
    return f"{one.slot.service} {one.slot.start.isoformat()} with {one.slot.person} for {who}"


def _message(one: Message) -> str:
    urgent = ", urgent" if one.urgent else ""
    return f"{one.text!r} from {one.name}, {one.phone} for {one.recipient}{urgent}"


def _form(one: FilledForm) -> str:
    return f"{one.form} {dict(one.fields)} from {one.name}, {one.phone}"


def _quoted(texts: Sequence[str]) -> str:
    return "; ".join(map(repr, texts)) or "nothing"


def _letters(text: str) -> str:
    return " ".join(re.sub(r"[^\w\s]", " ", text.casefold()).split())


def _digits(text: str) -> str:
    return re.sub(r"\D", "", text)


def _digit_forms(number: str) -> tuple[str, ...]:
    """Return the digits of a number as they may be said: from abroad, and at home."""
    try:
        parsed = phonenumbers.parse(number)
    except phonenumbers.NumberParseException:
        return (_digits(number),)
    kind = phonenumbers.PhoneNumberFormat
    return (
        _digits(number),
        "00" + _digits(number),
        _digits(phonenumbers.format_number(parsed, kind.NATIONAL)),
    )

"""Compares what was said in a rehearsed call with what a scenario expects. Pure."""

import re
from collections.abc import Iterator
from datetime import datetime

import phonenumbers

from kibox_pbx.config.settings import Settings
from kibox_pbx.language.digits import understand_digits
from kibox_pbx.language.phone import as_e164
from kibox_pbx.language.saying import say_phone
from kibox_pbx.records import Speaker
from kibox_pbx.rehearsal.comparing import differs, found, holds
from kibox_pbx.rehearsal.expected import as_moment
from kibox_pbx.rehearsal.named_times import named_times
from kibox_pbx.rehearsal.played import Played, PlayedTurn
from kibox_pbx.rehearsal.scenario import Scenario
from kibox_pbx.utterance import Language

_FEWEST_DIGITS = 3


def spoken_differences(scenario: Scenario, settings: Settings, played: Played) -> Iterator[str]:
    """Yield what was not said, or should not have been."""
    return _Spoken(scenario, settings, played).all()


class _Spoken:
    def __init__(self, scenario: Scenario, settings: Settings, played: Played) -> None:
        self._scenario = scenario
        self._expect = scenario.expect
        self._settings = settings
        self._played = played
        self._said = [turn for turn in played.turns if turn.speaker is Speaker.ASSISTANT]

    def all(self) -> Iterator[str]:
        yield from self._said_as_expected()
        yield from self._never_said()

    def _said_as_expected(self) -> Iterator[str]:
        expect, said = self._expect, [turn.text for turn in self._said]
        yield from found("said", expect.said, said)
        for act, patterns in expect.said_after.items():
            yield from found(f"said_after {act}", patterns, list(self._said_after(act)))
        for number in expect.said_number:
            if not any(self._reads_back(number, text) for text in self._assistant_turns()):
                yield differs("said_number", number, "never read back")
        for moment in expect.said_time:
            if not self._names_time(moment):
                yield differs("said_time", moment, "never named")

    def _never_said(self) -> Iterator[str]:
        expect, said = self._expect, [turn.text for turn in self._said]
        for pattern in expect.never_said:
            for text in (text for text in said if holds(pattern, text)):
                yield differs("never_said", f"no {pattern!r}", repr(text))
        for moment in expect.never_said_time:
            if self._names_time(moment):
                yield differs("never_said_time", f"no {moment}", "named")

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

"""A scenario file: one simulated call, and what must be true afterwards.

Read like ``kibox.yaml``: every value is the text that was typed, unknown keys are refused,
and all mistakes are told at once with their lines.
"""

from typing import Annotated

from pydantic import AwareDatetime, BeforeValidator

from kibox_pbx.config.section import Section
from kibox_pbx.config.settings import Settings
from kibox_pbx.config.written import FilePath
from kibox_pbx.rehearsal.expected import AppointmentFacts, Expected, Listed
from kibox_pbx.rehearsal.script import CallerScript
from kibox_pbx.utterance import Language

ANONYMOUS = "anonymous"


def _lines(value: object) -> object:
    """Let one text, or nothing, stand for a list; nothing in a list is silence."""
    items = value if isinstance(value, list) else [value]
    return ["" if item is None else item for item in items]


def _mapping(value: object) -> object:
    return {} if value is None else value


Lines = Annotated[tuple[str, ...], BeforeValidator(_lines)]
"""One line for every time, or the first, the second, ...; an empty one is silence."""

Maybe = BeforeValidator(_mapping)


class KnownCustomer(Section):
    """Somebody who has been here before."""

    name: str
    phone: str | None = None
    birthdate: str | None = None


class Given(Section):
    """What is in the store, and outside, before the call."""

    appointments: Annotated[tuple[AppointmentFacts, ...], Listed] = ()
    customers: Annotated[tuple[KnownCustomer, ...], Listed] = ()
    busy: Annotated[tuple[str, ...], Listed] = ()
    """Departments whose telephone is engaged."""


class Scenario(Section):
    """One call."""

    name: str
    language: Language
    """What the caller speaks."""

    now: AwareDatetime
    """The clock of the call when it is answered."""

    config: FilePath
    """The practice's whole configuration; starts in the folder of this file."""

    caller: Annotated[str, BeforeValidator(lambda told: told or ANONYMOUS)] = ANONYMOUS
    """The number shown, or `ANONYMOUS`."""

    given: Annotated[Given, Maybe] = Given()
    says: Lines = ()
    """After the greeting; of several, the next one whenever ``ask_intent`` comes again."""

    answers: Annotated[dict[str, Lines], Maybe] = {}
    """By the act the assistant asks with; ``ask_field.KEY`` is one field of a form."""

    keys: Annotated[dict[str, str], Maybe] = {}
    """By act: keys that are pressed instead of speaking."""

    interrupts: Annotated[dict[str, str], Maybe] = {}
    """By act: said into the assistant's sentence."""

    silent_on: Annotated[tuple[str, ...], Listed] = ()
    hangs_up_on: str | None = None
    expect: Annotated[Expected, Maybe] = Expected()

    @property
    def number(self) -> str | None:
        """What the caller's telephone shows; None: withheld."""
        return None if self.caller == ANONYMOUS else self.caller

    @property
    def script(self) -> CallerScript:
        """What the caller will do."""
        return CallerScript(
            says=self.says,
            answers=self.answers,
            keys=self.keys,
            interrupts=self.interrupts,
            silent_on=frozenset(self.silent_on),
            hangs_up_on=self.hangs_up_on,
        )


def person_key(called: str, settings: Settings) -> str | None:
    """Return the key of a person or room that is called by key or name."""
    if called in settings.people:
        return called
    for key, person in settings.people.items():
        if called.casefold() in (name.casefold() for name in person.names.de + person.names.en):
            return key
    return None

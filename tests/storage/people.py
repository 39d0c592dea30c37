"""A store with several people in it, some of whom share a number or a name."""

import json
from dataclasses import dataclass, replace
from datetime import timedelta

from kibox_pbx.records import (
    Appointment,
    FilledForm,
    Message,
    Outcome,
    Slot,
    Speaker,
    Turn,
)
from kibox_pbx.storage.calls import CallRepository
from kibox_pbx.storage.database import Database
from kibox_pbx.storage.given import enter
from kibox_pbx.utterance import Language
from tests.storage.conftest import a_call
from tests.storage.practice import at

ERIKA, ERIKAS = "Erika Mustermann", "+4930111222"
MAX, MAXS = "Max Schulze", "+4989333444"
BORN = "1980-05-01"
PHRASE = "wegen der blutprobe von neulich"


@dataclass(frozen=True, slots=True)
class Person:
    """Who rings, from where, and what for."""

    name: str
    phone: str
    birthdate: str | None = None


async def fill(database: Database) -> None:
    """Have the people ring, and their appointments made.

    ``erika-1`` is Erika's, ``erika-2`` goes on with it; ``child`` came from her number for
    somebody else; ``max`` mentions her; ``withheld`` left her name and number.
    """
    calls = CallRepository(database)
    await ring(calls, "erika-1", ERIKAS, PHRASE)
    await calls.take_message("erika-1", Message(PHRASE, ERIKA, ERIKAS, "desk"))
    await calls.keep_question("erika-1", "haben sie ein labor", Language.GERMAN)
    await ring(calls, "erika-2", None, "noch einmal ich", continues="erika-1")
    await ring(calls, "child", ERIKAS, "hier ist jonas")
    await calls.take_form(
        "child", FilledForm("refill", (("drug", "saft"),), "Jonas Winter", ERIKAS)
    )
    await ring(calls, "max", MAXS, "erika mustermann hat sie mir empfohlen")
    await ring(calls, "withheld", None, "guten tag")
    await calls.take_form("withheld", FilledForm("refill", (("drug", "salbe"),), ERIKA, ERIKAS))
    await enter(database, APPOINTMENTS)


async def ring(
    calls: CallRepository,
    call_id: str,
    caller: str | None,
    said: str,
    continues: str | None = None,
) -> None:
    """Have a call begin, say something, and end."""
    await calls.begin(replace(a_call(call_id), caller=caller, continues=continues))
    await calls.add_turn(call_id, Turn(Speaker.CALLER, said, None, 2000, 1500))
    event = {"event": "CallerSpoke", "at_ms": 2000, "text": said}
    await calls.add_event(call_id, json.dumps(event))
    await calls.finish(call_id, Outcome.ANSWERED, 9000)


def appointment(key: str, day: int, hour: int, who: Person) -> Appointment:
    """Return half an hour with Sommer."""
    start = at(day, hour)
    slot = Slot("talk", start, start + timedelta(minutes=30), "sommer")
    return Appointment(key, slot, who.name, who.phone, who.birthdate)


APPOINTMENTS = (
    appointment("past", 20, 8, Person(ERIKA, ERIKAS, BORN)),
    appointment("next", 27, 8, Person(ERIKA, ERIKAS, BORN)),
    appointment("childs", 23, 8, Person("Jonas Winter", ERIKAS)),
    appointment("maxs", 23, 14, Person(MAX, MAXS)),
    appointment("alike", 24, 8, Person("Erica Musterman", "+49405556677")),
)

"""Calls to a receptionist with fakes that hear and speak, and what is left of them."""

import asyncio
from dataclasses import replace
from typing import Any

from kibox_pbx.app.receptionist import Receptionist
from kibox_pbx.asterisk.fastagi import AgiRequest
from kibox_pbx.asterisk.reception import Ending
from kibox_pbx.call.live import CallBegan, CallEnded, Happening, SentenceBegan
from kibox_pbx.records import Act, Call, Outcome
from kibox_pbx.storage.database import Database
from kibox_pbx.storage.sqlcipher import Tables
from kibox_pbx.utterance import Language
from tests.fakes import FakeLeg, FakeRecogniser
from tests.storage.practice import at

RECEPTION = AgiRequest("reception", caller_id="+4989123456", dialled="31")
OPEN = at(23, 8, 30)
GERMAN, ENGLISH = Language.GERMAN, Language.ENGLISH


class Kept:
    """An onlooker that remembers."""

    def __init__(self) -> None:
        self.all: list[Happening] = []

    def see(self, happening: Happening) -> None:
        self.all.append(happening)

    @property
    def call(self) -> Call:
        (began,) = (each for each in self.all if isinstance(each, CallBegan))
        return began.call

    @property
    def promised(self) -> bool:
        return any(map(_promises, self.all))

    @property
    def promise(self) -> Happening:
        return next(filter(_promises, self.all))

    @property
    def outcome(self) -> Outcome:
        (ended,) = (each for each in self.all if isinstance(each, CallEnded))
        return ended.outcome


def _promises(happening: Happening) -> bool:
    match happening:
        case SentenceBegan(sentence=said):
            return said.act is Act.TELL_PRIVACY
        case _:
            return False


async def hang_up_at_once(receptionist: Receptionist, **asked: Any) -> Ending:
    leg = FakeLeg()
    leg.hang_up()
    async with asyncio.timeout(5):
        return await receptionist.converse(leg, replace(RECEPTION, **asked))


async def stored(database: Database) -> list[dict[str, Any]]:
    return await database.read(lambda tables: list(tables.table("calls").rows))


async def ask_for_a_person(receptionist: Receptionist, request: AgiRequest) -> Ending:
    leg = FakeLeg()
    leg.press("0")
    async with asyncio.timeout(5):
        return await receptionist.converse(leg, request)


def coming_back(ending: Ending) -> AgiRequest:
    return replace(RECEPTION, query={"unanswered": "desk", "ticket": ending.ticket})


def ears_of(receptionist: Receptionist) -> FakeRecogniser:
    """Return what the German ears are told to hear."""
    ears = receptionist._tools.recognisers[GERMAN]
    assert isinstance(ears, FakeRecogniser)
    return ears


async def left(database: Database) -> dict[str, int]:
    def look(tables: Tables) -> dict[str, int]:
        of_the_store = {"ledger_head", "named_secrets"}
        counts = {name: tables.table(name).count for name in tables.table_names()}
        return {n: count for n, count in counts.items() if count and n not in of_the_store}

    return await database.read(look)

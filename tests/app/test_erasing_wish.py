"""A caller who wants the conversation erased leaves a receipt, however the call ends."""

import asyncio
from collections.abc import AsyncIterator

import pytest

from kibox_pbx.app.receptionist import Receptionist
from kibox_pbx.asterisk.reception import Ending
from kibox_pbx.audio import AudioFrame
from kibox_pbx.call.live import SentenceBegan, TurnTaken
from kibox_pbx.errors import PeerError
from kibox_pbx.ports import KeyPress
from kibox_pbx.records import Act
from kibox_pbx.storage.database import Database
from tests.app.receptionists import (
    RECEPTION,
    Kept,
    coming_back,
    ears_of,
    hang_up_at_once,
    left,
)
from tests.fakes import FakeLeg

ERASE = "löschen sie bitte das gespräch"


async def ask_for_erasure(receptionist: Receptionist, kept: Kept, *, then: str) -> Ending:
    """Say it, and hang up, ask for a person, or lose the line, once it was promised."""
    leg, ears = FakeLeg(), ears_of(receptionist)
    ears.texts.append(ERASE)
    leg.speak(400)
    leg.fall_silent(2000)
    async with asyncio.timeout(5), asyncio.TaskGroup() as tasks:
        talking = tasks.create_task(receptionist.converse(leg, RECEPTION))
        await until_promised(kept)
        leg.press("0") if then == "a person" else leg.hang_up()
    return talking.result()


async def until_promised(kept: Kept) -> None:
    while not kept.promised:  # noqa: ASYNC110 - an onlooker is told, and cannot be awaited
        await asyncio.sleep(0.01)


async def test_at_the_callers_wish_only_a_receipt_is_left(
    receptionist: Receptionist, kept: Kept, database: Database
) -> None:
    await ask_for_erasure(receptionist, kept, then="hang up")
    assert await left(database) == {"erasures": 1}


async def test_a_call_that_breaks_after_the_wish_is_erased_all_the_same(
    receptionist: Receptionist, kept: Kept, database: Database
) -> None:
    async def break_down() -> AsyncIterator[AudioFrame | KeyPress]:
        async for frame in sent():
            yield frame
        await until_promised(kept)
        raise PeerError("the line broke")

    leg, ears = FakeLeg(), ears_of(receptionist)
    sent, leg.incoming = leg.incoming, break_down  # type: ignore[method-assign]  # a fake
    ears.texts.append(ERASE)
    leg.speak(400)
    leg.fall_silent(2000)
    leg.hang_up()
    async with asyncio.timeout(5):
        with pytest.raises(ExceptionGroup):
            await receptionist.converse(leg, RECEPTION)
    assert await left(database) == {"erasures": 1}


async def test_after_the_wish_nobody_sees_what_is_said(
    receptionist: Receptionist, kept: Kept
) -> None:
    await ask_for_erasure(receptionist, kept, then="a person")
    after = kept.all[kept.all.index(kept.promise) :]
    assert [each for each in after if isinstance(each, TurnTaken)] == []
    shown = [each.sentence for each in after if isinstance(each, SentenceBegan)]
    assert {said.text for said in shown if said.act is Act.TRANSFER} == {""}


async def test_who_comes_back_after_the_wish_is_erased_again(
    receptionist: Receptionist, kept: Kept, database: Database
) -> None:
    ending = await ask_for_erasure(receptionist, kept, then="a person")
    await hang_up_at_once(receptionist, query=coming_back(ending).query)
    assert await left(database) == {"erasures": 2}

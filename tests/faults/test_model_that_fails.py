"""The language model stalls, breaks off or talks nonsense in a call: it goes on without it."""

import time
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager

import pytest

from kibox_pbx.app.engines import _tasks
from kibox_pbx.config.loader import load
from kibox_pbx.engines.openai_llm import OpenAiModel
from kibox_pbx.records import Act
from kibox_pbx.rehearsal.overheard import AssistantBegan
from tests.engines.scripted_server import listening
from tests.engines.servers import llama_peer
from tests.engines.test_openai_llm import HttpScript, told
from tests.fakes import FakeRecogniser
from tests.faults.small_office import Talk, small_office
from tests.faults.town import BOOKING, Town
from tests.telephone.conftest import TELEPHONE

pytestmark = [*TELEPHONE, pytest.mark.long, pytest.mark.timeout(900)]

UNHEARD = "that thing from the other day once more"
"""What only the model could make something of."""

WAITED_S = 8.0
"""The deadline is 1.5 s; a busy machine takes some."""

SENSE = HttpScript(told("appointment", appointment=0.9, other=0.1))
STALLED = HttpScript(told("appointment", appointment=1.0))
STALLED.may_answer.clear()
SCRIPTS = {
    "stalls": STALLED,
    "is out of order": HttpScript({}, status=500),
    "writes what is no answer": HttpScript(told("BUY NOW", buy=1.0)),
    "writes without end": HttpScript(told("appointment " * 20_000, finish="length", a=1.0)),
    "speaks another language": HttpScript(raw=b"\x16\x03\x01\x00\xff" * 1000),
    "breaks off": HttpScript(raw=b"HTTP/1.1 200 OK\r\nContent-Length: 500\r\n\r\n{"),
}
Note = Callable[[str, object], None]


async def test_what_a_model_makes_of_a_wish_is_done(place: Town) -> None:
    async with listening(SENSE.serve) as port, talking(place, port) as talk:
        await talk.asked()
        await talk.call.says(UNHEARD)
        assert await talk.asked() is Act.ASK_SERVICE
    assert SENSE.asked


@pytest.mark.parametrize("how", SCRIPTS)
async def test_a_call_goes_on_with_a_model_that(
    how: str, place: Town, record_property: Note
) -> None:
    script = SCRIPTS[how]
    async with listening(script.serve) as port, talking(place, port) as talk:
        await talk.asked()
        await talk.call.says(UNHEARD)
        said_s = time.monotonic()
        await talk.until(AssistantBegan)
        waited_s = time.monotonic() - said_s
        record_property("answered_s", round(waited_s, 1))
        assert waited_s < WAITED_S
        assert script.asked
        assert await talk.asked() is not Act.ASK_SERVICE
        await talk.call.says(str(BOOKING.says))
        assert await talk.asked() is Act.ASK_SERVICE
        script.may_answer.set()


class Ears(FakeRecogniser):
    """Understands the wish that needs a model, and then one that does not."""

    def __init__(self) -> None:
        super().__init__(UNHEARD, str(BOOKING.says))


@asynccontextmanager
async def talking(place: Town, port: int) -> AsyncIterator[Talk]:
    """Ring an assistant whose model is at a port."""
    settings = load(place.config)
    deadline_ms = settings.models.deadline_ms
    model = OpenAiModel(llama_peer(port), _tasks(settings), deadline_ms=deadline_ms)
    async with (
        small_office(place, ears=Ears(), model=model) as office,
        office.ring() as talk,
    ):
        yield talk

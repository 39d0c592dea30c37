"""A script being played on a call."""

import asyncio

import pytest

from kibox_pbx.errors import PeerError
from kibox_pbx.records import Act
from kibox_pbx.rehearsal import conversation
from kibox_pbx.rehearsal.conversation import Conversation
from kibox_pbx.rehearsal.latency import Said
from kibox_pbx.rehearsal.overheard import (
    AssistantAsked,
    AssistantBegan,
    AssistantLeft,
    Eavesdropper,
)
from kibox_pbx.rehearsal.script import CallerScript


class FakeCall:
    """A call that notes what the caller does; with ``ends_after``, it is over then."""

    def __init__(self, assistant: Eavesdropper, ends_after: int = 99) -> None:
        self.done: list[str] = []
        self._assistant = assistant
        self._ends_after = ends_after
        self._over = asyncio.Event()

    async def prepare(self, sentences: tuple[str, ...]) -> None:
        self.done.append(f"prepares {len(sentences)}")

    async def says(self, what: str | bytes) -> Said:
        if len(self.done) > self._ends_after:
            raise PeerError("the call is over")
        self.done.append(f"says {what!r}")
        self._assistant.tell(AssistantAsked(Act.STILL_THERE, "asked while the caller talked"))
        return Said(0, 1000)

    async def presses(self, keys: str) -> None:
        self.done.append(f"presses {keys}")

    async def hang_up(self) -> None:
        self.done.append("hangs up")
        self._over.set()

    async def ended(self, within_s: float) -> None:
        await self._over.wait()


@pytest.fixture(autouse=True)
def no_pauses(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(conversation, "PAUSE_MS", 0)
    monkeypatch.setattr(conversation, "INTO_SENTENCE_MS", 0)


async def play(
    script: CallerScript, *questions: Act, ends_after: int = 99
) -> tuple[FakeCall, Conversation]:
    """Ask one question after the other, each when the caller waits for it."""
    assistant = Eavesdropper()
    call = FakeCall(assistant, ends_after)
    talk = Conversation(call, script, assistant)
    async with asyncio.TaskGroup() as tasks:
        tasks.create_task(talk.run(within_s=2))
        for act in questions:
            for _ in range(10):
                await asyncio.sleep(0)
            assistant.tell(AssistantAsked(act, "?"))
        for _ in range(10):
            await asyncio.sleep(0)
        assistant.tell(AssistantLeft())
    return call, talk


async def test_each_question_gets_its_answer_and_what_was_not_heard_gets_none() -> None:
    script = CallerScript(says="an appointment", answers={"ask_day": "Monday"})
    call, talk = await play(script, Act.ASK_INTENT, Act.ASK_DAY)
    assert call.done == ["prepares 2", "says 'an appointment'", "says 'Monday'"]
    assert talk.unanswered == []


async def test_a_question_without_an_answer_is_noted() -> None:
    call, talk = await play(CallerScript(), Act.ASK_NAME)
    assert call.done == ["prepares 0"]
    assert talk.unanswered == ["ask_name"]


async def test_hanging_up_ends_the_conversation() -> None:
    call, _ = await play(CallerScript(hangs_up_on="ask_name"), Act.ASK_NAME)
    assert call.done[-1] == "hangs up"


async def test_a_call_that_ends_while_the_caller_speaks_is_no_error() -> None:
    script = CallerScript(answers={"ask_day": "Monday"})
    call, _ = await play(script, Act.ASK_DAY, Act.ASK_DAY, ends_after=1)
    assert call.done == ["prepares 1", "says 'Monday'"]


async def test_a_sentence_is_cut_into_where_the_script_says_so() -> None:
    assistant = Eavesdropper()
    call = FakeCall(assistant)
    script = CallerScript(interrupts={"offer_slots": "the first"}, keys={"ask_name": "0"})
    talk = Conversation(call, script, assistant)
    assistant.tell(AssistantBegan(Act.OFFER_SLOTS, "We have Monday at"))
    async with asyncio.TaskGroup() as tasks:
        tasks.create_task(talk.run(within_s=2))
        for _ in range(10):
            await asyncio.sleep(0)
        assistant.tell(AssistantAsked(Act.ASK_NAME, "?"))
        for _ in range(10):
            await asyncio.sleep(0)
        assistant.tell(AssistantLeft())
    assert call.done == ["prepares 1", "says 'the first'", "presses 0"]


async def test_keys_are_not_pressed_again_while_the_number_is_being_taken() -> None:
    assistant = Eavesdropper()
    call = FakeCall(assistant)
    script = CallerScript(keys={"ask_phone": "089#"}, hangs_up_on="ask_name")
    for told in (
        AssistantBegan(Act.ASK_PHONE, "your number?"),
        AssistantAsked(Act.ASK_PHONE, "your number?"),
        AssistantAsked(Act.ASK_PHONE, "your number?"),
        AssistantBegan(Act.ASK_NAME, "your name?"),
    ):
        assistant.tell(told)
    await Conversation(call, script, assistant).run(5)
    assert call.done == ["prepares 0", "presses 089#", "hangs up"]


async def test_a_caller_is_gone_at_a_sentence_that_asks_nothing() -> None:
    assistant = Eavesdropper()
    call = FakeCall(assistant)
    assistant.tell(AssistantBegan(Act.BOOKED, "it is booked"))
    await Conversation(call, CallerScript(hangs_up_on="booked"), assistant).run(5)
    assert call.done == ["prepares 0", "hangs up"]


async def test_one_field_of_a_form_is_named_when_there_is_no_answer() -> None:
    assistant = Eavesdropper()
    assistant.tell(AssistantAsked(Act.ASK_FIELD, "which one?", "medication"))
    assistant.tell(AssistantLeft())
    talk = Conversation(FakeCall(assistant), CallerScript(), assistant)
    await talk.run(5)
    assert talk.unanswered == ["ask_field.medication"]

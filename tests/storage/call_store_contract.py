"""What every `ports.CallStore` keeps: it takes a whole call, in the order of the call.

A test class inherits from `CallStoreContract` and has a fixture ``store``.
"""

from datetime import UTC, datetime

from kibox_pbx.ports import CallStore
from kibox_pbx.records import Act, Call, Message, Outcome, Speaker, Turn
from kibox_pbx.utterance import Language

A_CALL = Call(
    "3f2a",
    "+493012345678",
    "200",
    Language.GERMAN,
    datetime(2026, 11, 23, 7, 0, 1, tzinfo=UTC),
    "d1",
)
GREETING = Turn(
    Speaker.ASSISTANT, "Sie sprechen mit einer KI.", Act.GREET, 0, 1800, interrupted=True
)
ANSWER = Turn(Speaker.CALLER, "ich brauche ein rezept", None, 2100, 1500)
A_MESSAGE = Message("Rezept für Ramipril", "Erika Mustermann", "+49301", "desk", urgent=True)


class CallStoreContract:
    async def test_a_whole_call_can_be_stored(self, store: CallStore) -> None:
        await store.begin(A_CALL)
        await store.add_event(A_CALL.id, '{"event": "CallAnswered"}')
        await store.add_turn(A_CALL.id, GREETING)
        await store.add_turn(A_CALL.id, ANSWER)
        await store.take_message(A_CALL.id, A_MESSAGE)
        await store.finish(A_CALL.id, Outcome.MESSAGE_TAKEN, 31_000)

"""A call is recorded from the yes on; what was recorded is gone once it is unwanted."""

from pathlib import Path

import pytest

from kibox_pbx.admin.setup import make_practice_folder
from kibox_pbx.call.journal import read_journal
from kibox_pbx.config.loader import load
from kibox_pbx.config.settings import Privacy, Settings
from kibox_pbx.dialogue.actions import NoteConsent, StartRecording, WithdrawConsent
from kibox_pbx.privacy.consent import ConsentAnswer, ConsentPurpose
from kibox_pbx.records import Act
from tests.call.test_session import Caller, equip, session
from tests.fakes import FakeCalendar, FakeStore

RECORDING = ConsentPurpose.RECORDING
WORDS = {
    Act.ASK_RECORDING_CONSENT: "yes please",
    Act.ASK_INTENT: "what are your opening hours",
    Act.ANYTHING_ELSE: "no thank you goodbye",
}


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    """Return those of an office that records."""
    make_practice_folder(tmp_path)
    read = load(tmp_path / "kibox.yaml")
    return read.model_copy(update={"privacy": Privacy(record_calls=True)})


async def hold(settings: Settings, **said: str) -> FakeStore:
    caller = Caller(WORDS | {Act(act): text for act, text in said.items()})
    store = FakeStore()
    await session(settings, caller, equip(caller, FakeCalendar(), store)).converse()
    return store


def answers(store: FakeStore) -> list[tuple[ConsentPurpose, ConsentAnswer]]:
    return [(purpose, answer) for purpose, answer, _ in store.consents]


async def test_both_sides_are_recorded_from_the_yes_to_the_end(settings: Settings) -> None:
    store = await hold(settings)
    assert answers(store) == [(RECORDING, ConsentAnswer.YES)]
    assert any(any(piece.caller) for piece in store.sound)
    assert any(any(piece.assistant) for piece in store.sound)
    assert {len(each.caller) - len(each.assistant) for each in store.sound} == {0}


@pytest.mark.parametrize(
    "said", ["no thank you", "what are your opening hours", "mm", "yes hello i need help"]
)
async def test_without_an_explicit_yes_nothing_is_recorded(
    settings: Settings, said: str
) -> None:
    store = await hold(settings, ask_recording_consent=said)
    assert len(answers(store)) == 1
    assert (RECORDING, ConsentAnswer.YES) not in answers(store)
    assert store.sound == []


async def test_an_office_that_does_not_record_neither_asks_nor_records(
    settings: Settings,
) -> None:
    store = await hold(settings.model_copy(update={"privacy": Privacy()}))
    assert (answers(store), store.sound) == ([], [])


async def test_a_withdrawal_destroys_what_was_recorded_and_the_call_goes_on(
    settings: Settings,
) -> None:
    store = await hold(settings, ask_intent="please stop recording")
    assert store.withdrawn == [RECORDING]
    assert store.sound == []
    assert len(store.outcomes) == 0
    actions = [action for step in read_journal(store.events) for action in step.actions or ()]
    kinds = [type(action) for action in actions]
    assert kinds.count(WithdrawConsent) == 1
    assert kinds.index(NoteConsent) < kinds.index(StartRecording) < kinds.index(WithdrawConsent)
    assert any(turn.act is Act.TELL_PRIVACY for turn in store.turns)


async def test_who_wants_all_erased_leaves_no_recording(settings: Settings) -> None:
    store = await hold(settings, ask_intent="please delete this conversation")
    assert store.withdrawn == [RECORDING]
    assert store.sound == []

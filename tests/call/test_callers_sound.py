"""Sound waits in memory to be heard again, as much as there is room for and no more."""

import gc

import pytest

from kibox_pbx.audio import cut_into_frames
from kibox_pbx.call.callers_sound import (
    BYTES_PER_MS,
    MOST_OF_A_CALL_MS,
    CallersSound,
    Room,
    SpokenTurn,
)
from kibox_pbx.errors import EngineError
from kibox_pbx.ports import SpeechToText
from kibox_pbx.utterance import Language
from tests.fakes import FakeRecogniser

GERMAN, ENGLISH = Language.GERMAN, Language.ENGLISH
SECOND_MS = 1000


def a_turn(text: str = "ja", duration_ms: int = SECOND_MS) -> SpokenTurn:
    return SpokenTurn(0, text, 0.5, GERMAN, bytes(BYTES_PER_MS * duration_ms))


def texts(sound: CallersSound) -> list[str]:
    kept = []
    while turn := sound.take():
        kept.append(turn.text)
    return kept


async def say(ear: SpeechToText, pcm: bytes) -> str:
    async with ear.listen(("ja", "nein")) as turn:
        for frame in cut_into_frames(pcm, 8000):
            await turn.hear(frame)
        return (await turn.finish()).text


async def test_what_is_heard_is_kept_as_it_sounded() -> None:
    ear, sound = FakeRecogniser("guten tag", "am montag"), Room().for_call()
    ears = sound.taking_from({GERMAN: ear}, [GERMAN])
    spoken = [bytes([number]) * BYTES_PER_MS * 100 for number in (1, 2)]
    assert [await say(ears[GERMAN], pcm) for pcm in spoken] == ["guten tag", "am montag"]
    assert [sound.take(), sound.take(), sound.take()] == [
        SpokenTurn(0, "guten tag", 1.0, GERMAN, spoken[0]),
        SpokenTurn(0, "am montag", 1.0, GERMAN, spoken[1]),
        None,
    ]
    assert ear.phrases == [("ja", "nein")] * 2


async def test_only_languages_that_are_heard_again_are_kept() -> None:
    first = {GERMAN: FakeRecogniser("ja"), ENGLISH: FakeRecogniser("yes")}
    sound = Room().for_call()
    ears = sound.taking_from(first, [GERMAN])
    assert ears[ENGLISH] is first[ENGLISH]
    for ear in ears.values():
        await say(ear, bytes(BYTES_PER_MS * 100))
    assert texts(sound) == ["ja"]


async def test_what_was_not_understood_is_not_kept() -> None:
    sound = Room().for_call()
    ear = sound.taking_from({GERMAN: FakeRecogniser("", "!")}, [GERMAN])[GERMAN]
    assert await say(ear, bytes(BYTES_PER_MS * 100)) == ""
    with pytest.raises(EngineError):
        await say(ear, bytes(BYTES_PER_MS * 100))
    assert sound.kept_ms == 0


def test_of_a_long_call_the_beginning_is_kept() -> None:
    sound = Room().for_call()
    for number in range(MOST_OF_A_CALL_MS // SECOND_MS + 5):
        sound.keep(a_turn(str(number)))
    assert sound.kept_ms == MOST_OF_A_CALL_MS
    assert texts(sound)[-1] == str(MOST_OF_A_CALL_MS // SECOND_MS - 1)


def test_what_was_taken_makes_no_room_for_more_of_that_call() -> None:
    sound = Room().for_call()
    sound.keep(a_turn(duration_ms=MOST_OF_A_CALL_MS))
    assert sound.take()
    sound.keep(a_turn())
    assert sound.take() is None


def test_calls_share_what_room_there_is() -> None:
    room = Room(most_ms=3 * SECOND_MS)
    one, other = room.for_call(), room.for_call()
    for sound in (one, other, one, other):
        sound.keep(a_turn())
    assert (one.kept_ms, other.kept_ms, room.left_ms) == (2 * SECOND_MS, SECOND_MS, 0)
    one.drop()
    other.keep(a_turn())
    assert (other.kept_ms, room.left_ms) == (2 * SECOND_MS, SECOND_MS)


def test_a_call_that_is_gone_takes_no_room() -> None:
    room = Room(most_ms=SECOND_MS)
    sound = room.for_call()
    sound.keep(a_turn())
    del sound
    gc.collect()
    assert room.left_ms == SECOND_MS


def test_what_was_dropped_stays_empty() -> None:
    sound = Room().for_call()
    sound.keep(a_turn())
    sound.drop()
    sound.keep(a_turn())
    assert (sound.kept_ms, sound.take()) == (0, None)


def test_a_turn_shows_neither_words_nor_sound() -> None:
    assert repr(a_turn("ich heiße huber")) == (
        f"SpokenTurn(at_ms=0, confidence=0.5, language={GERMAN!r})"
    )

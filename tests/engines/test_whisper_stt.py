"""Needs Whisper (`kibox models fetch`) and the callers' voices (`bash install/callers.sh`)."""

import asyncio
import statistics
import time
from collections.abc import AsyncIterator
from pathlib import Path

import pytest
import pytest_asyncio

from kibox_pbx.audio import cut_into_frames
from kibox_pbx.engines.whisper_model import (
    AGAIN_AND_AGAIN,
    DOUBTFUL,
    OVER_AND_OVER,
    WhisperModel,
    load,
    said_once,
)
from kibox_pbx.engines.whisper_stt import Whisper
from kibox_pbx.errors import ModelError
from kibox_pbx.language.grammar import likely_phrases
from kibox_pbx.language.normalise import normalise
from kibox_pbx.rehearsal.voices import CallerVoice
from kibox_pbx.utterance import Language, Utterance
from tests.engines.installed import installed_model
from tests.engines.sounds import ENGLISH, GERMAN, noise, said, silence

HEARD = [
    (
        GERMAN,
        "Guten Tag, ich hätte gern einen Termin.",
        "guten tag ich hätte gern einen termin",
    ),
    (GERMAN, "Wann haben Sie geöffnet?", "wann haben sie geöffnet"),
    (ENGLISH, "I need to cancel my appointment.", "i need to cancel my appointment"),
    (ENGLISH, "What are your opening hours?", "what are your opening hours"),
]


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def whisper() -> AsyncIterator[Whisper]:
    async with Whisper(installed_model("stt-de")) as loaded:
        yield loaded


async def hear(
    whisper: Whisper, pcm: bytes, language: Language, phrases: tuple[str, ...] = ()
) -> Utterance:
    async with whisper.speech_to_text(language).listen(phrases) as turn:
        for frame in cut_into_frames(pcm, 8000, start_ms=2000):
            await turn.hear(frame)
        return await turn.finish()


@pytest.mark.engine
@pytest.mark.asyncio(loop_scope="module")
async def test_german_and_english_are_heard_with_one_model(whisper: Whisper) -> None:
    for voice, text, expected in HEARD:
        pcm = await said(text, voice)
        heard = await hear(whisper, pcm, voice.language)
        assert heard.text == expected
        assert 2000 <= heard.start_ms < heard.end_ms <= 2000 + len(pcm) // 16
        assert 0.4 < heard.confidence <= 1


@pytest.mark.engine
@pytest.mark.asyncio(loop_scope="module")
async def test_short_answers_are_heard_by_those_who_know_the_question(whisper: Whisper) -> None:
    for kind, text in (
        ("day", "am donnerstag vormittag bitte"),
        ("choice", "den ersten bitte"),
        ("yes_no", "lieber nicht"),
    ):
        phrases = likely_phrases(kind, Language.GERMAN)
        heard = await hear(whisper, await said(text, GERMAN), Language.GERMAN, phrases)
        assert heard.text == text


@pytest.mark.engine
@pytest.mark.parametrize("voice", ["mb-us2", "en-us", "en-gb"])
async def test_a_word_that_was_told_as_likely_is_not_lost_in_a_loop(voice: str) -> None:
    model = load(installed_model("stt-en"), threads=2)
    pcm = await said("more", CallerVoice(voice, Language.ENGLISH, 140))
    guess = model.hear(pcm, Language.ENGLISH, ("yes", "no", "more", "more privacy"))
    assert normalise(guess.text, Language.ENGLISH) == "more"
    assert guess.score < DOUBTFUL / 2


def test_what_fills_the_silence_is_a_loop() -> None:
    assert OVER_AND_OVER.search("More. More. More. More. More. Mo")
    assert OVER_AND_OVER.search("More please. More please. More please. More please.")
    assert not OVER_AND_OVER.search("No, no, no, more of that.")


@pytest.mark.engine
@pytest.mark.asyncio(loop_scope="module")
async def test_silence_and_noise_are_nothing_said(whisper: Whisper) -> None:
    for pcm in (silence(1000), noise(1000, 30), noise(3000, 30), noise(3000, 3000)):
        for phrases in ((), ("Termin", "absagen", "Montag", "ja", "nein")):
            assert (await hear(whisper, pcm, Language.GERMAN, phrases)).text == ""


@pytest.mark.engine
@pytest.mark.asyncio(loop_scope="module")
async def test_after_a_long_pause_the_text_is_there_at_once(whisper: Whisper) -> None:
    pcm = await said(HEARD[0][1], GERMAN, after_ms=3000)
    took_ms = []
    for _ in range(3):
        async with whisper.speech_to_text(Language.GERMAN).listen() as turn:
            for frame in cut_into_frames(pcm, 8000):
                partial = await turn.hear(frame)
                await asyncio.sleep(0.02)
            began = time.perf_counter()
            assert (await turn.finish()).text == partial == HEARD[0][2]
            took_ms.append((time.perf_counter() - began) * 1000)
    assert statistics.median(took_ms) < 100


@pytest.mark.engine
@pytest.mark.asyncio(loop_scope="module")
async def test_two_callers_at_once_hear_each_their_own(whisper: Whisper) -> None:
    async with asyncio.TaskGroup() as tasks:
        heard = [
            tasks.create_task(hear(whisper, await said(text, voice), voice.language))
            for voice, text, _ in HEARD
        ]
    assert [turn.result().text for turn in heard] == [expected for _, _, expected in HEARD]


@pytest.mark.engine
async def test_a_turn_longer_than_the_model_can_hear_is_cut_not_refused() -> None:
    voice, text, expected = HEARD[0]
    model: WhisperModel = load(installed_model("stt-de"), threads=2)
    pcm = (await said(text, voice)).ljust(31 * 16_000, b"\0")
    assert normalise(model.hear(pcm, voice.language).text, voice.language) == expected


def test_words_said_over_and_over_are_a_loop_but_a_repeated_digit_is_not() -> None:
    assert AGAIN_AND_AGAIN.search("am dritten mai am dritten mai am dritten mai")
    assert not AGAIN_AND_AGAIN.search("Null, null, null, vier, vier, vier, eins.")
    assert not AGAIN_AND_AGAIN.search("ja das passt ja das passt")


def test_a_sentence_that_fills_the_silence_again_was_said_once() -> None:
    assert said_once("Den ersten, bitte. Den ersten, bitte.") == "Den ersten, bitte"
    assert said_once("Ja, ja.") == "Ja, ja."


@pytest.mark.parametrize("files", [(), ("model.bin", "tokenizer.json")])
async def test_a_missing_or_broken_model_says_how_to_mend_it(
    tmp_path: Path, files: tuple[str, ...]
) -> None:
    for name in files:
        (tmp_path / name).write_bytes(b"not a model")
    with pytest.raises(ModelError, match="kibox models fetch"):
        async with Whisper(tmp_path):
            pass

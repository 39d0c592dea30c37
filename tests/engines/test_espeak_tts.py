import resource
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager

import numpy as np
import pytest

from kibox_pbx.engines import espeak_library
from kibox_pbx.engines.espeak_tts import EspeakSynthesiser
from kibox_pbx.errors import EngineError, ModelError

ALIKE_BYTES = 1600
"""A tenth of a second: no two sounds of a sentence are the same."""


def loaded(voice: str) -> EspeakSynthesiser:
    synthesiser = EspeakSynthesiser(voice)
    synthesiser.load()
    return synthesiser


def test_german_is_spoken_at_telephone_rate_and_loudness() -> None:
    sound = np.frombuffer(loaded("de").synthesise("Einen Moment, bitte."), "<i2") / 32768
    assert 0.8 < len(sound) / 8000 < 2.5
    assert 0.2 < abs(sound).max() <= 0.71


def test_umlauts_are_read_as_umlauts() -> None:
    assert espeak_library.phonemes("de", "schön") != espeak_library.phonemes("de", "schon")


def test_a_voice_that_is_not_there_is_told_at_start() -> None:
    with pytest.raises(ModelError, match="no voice 'xx'"):
        loaded("xx")


def test_languages_do_not_leak_into_each_other_when_calls_overlap() -> None:
    german, english = loaded("de"), loaded("en-us")
    alone = (german.synthesise("Montag und Dienstag"), english.synthesise("Monday and Tuesday"))
    with ThreadPoolExecutor(4) as threads:
        both = list(
            threads.map(
                lambda _: (
                    german.synthesise("Montag und Dienstag"),
                    english.synthesise("Monday and Tuesday"),
                ),
                range(20),
            )
        )
    lengths = {(len(left), len(right)) for left, right in both}
    assert all(
        abs(left - len(alone[0])) < ALIKE_BYTES and abs(right - len(alone[1])) < ALIKE_BYTES
        for left, right in lengths
    )


def test_text_without_a_word_makes_no_sound() -> None:
    assert loaded("de").synthesise("") == b""


@contextmanager
def without_file_handles() -> Iterator[None]:
    usual = resource.getrlimit(resource.RLIMIT_NOFILE)
    resource.setrlimit(resource.RLIMIT_NOFILE, (3, usual[1]))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_NOFILE, usual)


def test_without_file_handles_the_voice_that_speaks_goes_on() -> None:
    german = loaded("de")
    usual = german.synthesise("Guten Tag.")
    with without_file_handles():
        assert abs(len(german.synthesise("Guten Tag.")) - len(usual)) < ALIKE_BYTES


def test_without_file_handles_another_voice_fails_aloud_until_there_are_some() -> None:
    german, english = loaded("de"), loaded("en-us")
    sound = english.synthesise("Good morning.")
    sounds = espeak_library.phonemes("en-us", "morning")
    german.synthesise("Guten Tag.")
    with without_file_handles():
        with pytest.raises(EngineError, match="made nothing"):
            english.synthesise("Good morning.")
        with pytest.raises(EngineError, match="made nothing"):
            espeak_library.phonemes("en-us", "morning")
    assert abs(len(english.synthesise("Good morning.")) - len(sound)) < ALIKE_BYTES
    assert espeak_library.phonemes("en-us", "morning") == sounds

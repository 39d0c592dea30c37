"""A real person's recordings and their text, as Debian lays them out."""

import gzip
from pathlib import Path

import numpy as np
import pytest
import soundfile

from kibox_pbx.errors import EngineError
from kibox_pbx.hearing.corpus import Kind, said_in
from kibox_pbx.hearing.prompts import BETWEEN_WORDS_MS, SOUNDS, TEXTS, Prompts
from kibox_pbx.hearing.speakers import PERSON, RealPerson, find_prompts, speakers
from kibox_pbx.utterance import Language

NAMES = sorted(
    {n for each in said_in("person").values() for names in each for n in names.split()}
)


def tone(hertz: int) -> "np.ndarray[tuple[int], np.dtype[np.float64]]":
    """Half a second between two quiet parts."""
    sound = np.sin(2 * np.pi * hertz * np.arange(4000) / 8000)
    return np.pad(sound * 0.3, 2400)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    for place, name in enumerate(NAMES):
        path = tmp_path / SOUNDS / f"{name}.wav"
        path.parent.mkdir(parents=True, exist_ok=True)
        soundfile.write(path, tone(300 + place), 8000, subtype="PCM_16")
    lines = ["; Sounds", "", *(f"{name}: The {Path(name).name}. " for name in NAMES)]
    (tmp_path / TEXTS).parent.mkdir(parents=True)
    (tmp_path / TEXTS).write_bytes(gzip.compress("\n".join(lines).encode()))
    return tmp_path


def test_the_words_come_from_the_text_that_was_shipped(folder: Path) -> None:
    said = Prompts(folder).sentences()
    assert len(said) >= 50
    by_sounds = {names: sentence for sentence, names in said.items()}
    assert by_sounds["one-moment-please",].text == "The one-moment-please."
    appointment = by_sounds["digits/at", "digits/9", "digits/oclock"]
    assert (appointment.kind, appointment.text) == (Kind.TIME, "The at. The 9. The oclock.")


def test_words_are_put_together_with_a_short_pause_and_no_other_quiet(folder: Path) -> None:
    prompts = Prompts(folder)
    one, three = (prompts.sound(("digits/at",) * count) for count in (1, 3))
    assert len(one) / 16 == pytest.approx(610, abs=20)
    assert len(three) / 16 == pytest.approx(3 * len(one) / 16 + 2 * BETWEEN_WORDS_MS, abs=30)


async def test_the_person_says_each_of_her_sentences(folder: Path) -> None:
    person = RealPerson(Prompts(folder))
    sounds = {await person.say(sentence) for sentence in person.sentences}
    assert len(sounds) == len(person.sentences)


@pytest.mark.parametrize("missing", [SOUNDS, TEXTS])
def test_half_a_set_is_none_and_says_how_to_get_it(folder: Path, missing: Path) -> None:
    (folder / missing).rename(folder / "elsewhere")
    with pytest.raises(EngineError, match=r"install/prompts\.sh"):
        Prompts(folder)


def test_a_recording_without_text_or_sound_is_named(folder: Path) -> None:
    (folder / SOUNDS / "transfer.wav").write_bytes(b"no sound")
    with pytest.raises(EngineError, match="transfer cannot be read"):
        Prompts(folder).sound(("transfer",))
    (folder / TEXTS).write_bytes(gzip.compress(b"hello: Hello."))
    with pytest.raises(EngineError, match="lacks"):
        Prompts(folder).sentences()


async def test_those_who_cannot_speak_here_are_told_and_the_others_speak(
    folder: Path, tmp_path: Path
) -> None:
    cache = tmp_path / "cache"
    cache.mkdir()
    (cache / "prompts").symlink_to(folder)
    found, problems = await speakers(Language.ENGLISH, cache, tmp_path / "no models")
    assert PERSON in found
    assert any("kibox models fetch" in problem for problem in problems)
    assert find_prompts(cache).sentences().keys() == set(found[PERSON].sentences)

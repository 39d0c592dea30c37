"""Who says the sentences: simulated callers, the assistant's own voice, a real person."""

import asyncio
from collections.abc import Mapping
from pathlib import Path
from typing import Protocol

import onnxruntime

from kibox_pbx.engines.espeak_tts import EspeakSynthesiser
from kibox_pbx.engines.piper_tts import PiperSynthesiser
from kibox_pbx.engines.voice import Synthesiser
from kibox_pbx.engines.worker import Worker
from kibox_pbx.errors import EngineError, ModelError
from kibox_pbx.hearing.corpus import Sentence, sentences
from kibox_pbx.hearing.prompts import Prompts
from kibox_pbx.hearing.read_back import read_backs
from kibox_pbx.models.installed import InstalledModel, find_installed
from kibox_pbx.models.manifest import load_manifest
from kibox_pbx.rehearsal.voices import CallerVoice, VoiceBox, find_voice_box
from kibox_pbx.utterance import Language

PERSON = "person"
OWN = "own"
READ_BACK = "read-back"
SEED = 1


class Speaker(Protocol):
    """Somebody with something to say."""

    name: str
    """In the table, such as ``mb-us2``."""

    sentences: tuple[Sentence, ...]

    async def say(self, sentence: Sentence) -> bytes:
        """Return one of the sentences as int16 of 8 kHz, begin and end cut to the speech.

        Raises:
            EngineError: The voice failed.
        """
        ...


class SimulatedCaller:
    """One of espeak-ng's or mbrola's voices."""

    def __init__(self, box: VoiceBox, voice: CallerVoice) -> None:
        self.name = voice.name
        self.sentences = sentences(voice.language)
        self._box = box
        self._voice = voice

    async def say(self, sentence: Sentence) -> bytes:
        """Say it; see `Speaker`."""
        return await self._box.synthesise(sentence.text, self._voice)


class OwnVoice:
    """The voice that the assistant has in calls; says each sentence once, and repeats it.

    Piper varies its speech by lot. The lots are the same in every run that asks for the same
    sentences in the same order.
    """

    def __init__(self, name: str, said: tuple[Sentence, ...], voice: Synthesiser) -> None:
        self.name = name
        self.sentences = said
        self._voice = voice
        self._sounds: dict[Sentence, bytes] = {}

    async def say(self, sentence: Sentence) -> bytes:
        """Say it; see `Speaker`.

        Raises:
            ModelError: The voice is missing or broken.
        """
        async with Worker("voice") as worker:
            if not self._sounds:
                onnxruntime.set_seed(SEED)
                await worker.run(self._voice.load)
            if sentence not in self._sounds:
                sound = await worker.run(self._voice.synthesise, sentence.text)
                self._sounds[sentence] = sound
            return self._sounds[sentence]


class RealPerson:
    """The woman who reads Asterisk's prompts."""

    name = PERSON

    def __init__(self, prompts: Prompts) -> None:
        self._prompts = prompts
        self._recordings = prompts.sentences()
        self.sentences = tuple(self._recordings)

    async def say(self, sentence: Sentence) -> bytes:
        """Say it; see `Speaker`."""
        names = self._recordings[sentence]
        return await asyncio.get_running_loop().run_in_executor(
            None, self._prompts.sound, names
        )


async def speakers(
    language: Language, cache: Path, models: Path
) -> tuple[Mapping[str, Speaker], tuple[str, ...]]:
    """Return who can speak a language here, by name, and what keeps others from it.

    The first is the best understood caller.
    """
    found: dict[str, Speaker] = {}
    problems: list[str] = []
    try:
        box = find_voice_box(cache / "espeak" / "bin")
        for voice in await box.voices(language):
            found[voice.name] = SimulatedCaller(box, voice)
    except EngineError as error:
        problems.append(str(error))
    try:
        for speaker in _own_voices(language, models):
            found[speaker.name] = speaker
    except ModelError as error:
        problems.append(str(error))
    if language is Language.ENGLISH:
        try:
            found[PERSON] = RealPerson(find_prompts(cache))
        except EngineError as error:
            problems.append(str(error))
    return found, tuple(problems)


def find_prompts(cache: Path) -> Prompts:
    """Find the recordings in the cache, or else on the system.

    Raises:
        EngineError: There are none; says how to get them.
    """
    private = cache / "prompts"
    return Prompts(private if private.is_dir() else Path("/"))


def _own_voices(language: Language, models: Path) -> tuple[OwnVoice, OwnVoice]:
    model = find_installed(load_manifest(), f"tts-{language}", models)
    voice = _synthesiser(model, language)
    return (
        OwnVoice(OWN, sentences(language), voice),
        OwnVoice(READ_BACK, read_backs(language), voice),
    )


def _synthesiser(model: InstalledModel, language: Language) -> Synthesiser:
    if model.engine == "piper":
        return PiperSynthesiser(model.path, threads=2)
    return EspeakSynthesiser(language)

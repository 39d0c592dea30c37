"""What hears, thinks and speaks: which engine and which model, loaded before the first call.

Whatever is missing ends the start with one line that says what mends it.
"""

from collections.abc import AsyncIterator, Callable, Mapping
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass, field, replace
from functools import partial
from pathlib import Path

from kibox_pbx.config.settings import Settings, Speech
from kibox_pbx.dialogue.office_writing import office_tasks
from kibox_pbx.dialogue.said_ahead import said_ahead
from kibox_pbx.dialogue.tasks import intent_tasks
from kibox_pbx.dialogue.wish_form import wish_forms
from kibox_pbx.engines.echo import OwnVoice
from kibox_pbx.engines.espeak_tts import EspeakSynthesiser
from kibox_pbx.engines.llama_llm import LlamaModel
from kibox_pbx.engines.piper_tts import PiperSynthesiser
from kibox_pbx.engines.vad import SileroVad
from kibox_pbx.engines.voice import Voice
from kibox_pbx.engines.vosk_stt import VoskSpeechToText
from kibox_pbx.engines.whisper_again import WhisperAgain
from kibox_pbx.engines.whisper_process import AT_ONCE, IN_NO_HURRY, Manner
from kibox_pbx.engines.whisper_stt import Whisper
from kibox_pbx.errors import ModelError
from kibox_pbx.log import get_logger
from kibox_pbx.models.installed import (
    InstalledModel,
    cache_folder,
    find_installed,
    models_folder,
)
from kibox_pbx.models.manifest import load_manifest
from kibox_pbx.ports import (
    EchoGuard,
    LanguageModel,
    SecondEar,
    SpeechToText,
    TextToSpeech,
    VoiceActivity,
    WritingModel,
)
from kibox_pbx.utterance import Language

_LOG = get_logger(__name__)


@dataclass(frozen=True, slots=True)
class Engines:
    """What hears, thinks and speaks; loaded, and shared by all calls."""

    recognisers: Mapping[Language, SpeechToText]
    voices: Mapping[Language, TextToSpeech]
    activity: Callable[[], VoiceActivity]
    """Makes the ear that notices speech, a fresh one for each call."""

    echo: Callable[[], EchoGuard]
    """Makes what knows our own voice when it comes back, a fresh one for each call."""

    model: LanguageModel
    at_work: tuple[InstalledModel, ...]
    """Which models these are, for whoever asks."""

    writer: WritingModel | None = None
    """The language model as it writes; None: there is none that does."""

    second_ears: Mapping[Language, SecondEar] = field(default_factory=dict)
    """What hears callers once more after their calls, where the settings want it."""


@asynccontextmanager
async def engines(settings: Settings) -> AsyncIterator[Engines]:
    """Load every engine the settings ask for; leaving lets them go.

    Raises:
        ModelError: A model is missing or broken; the text names the command that mends it.
    """
    chosen = _choose(settings)
    async with AsyncExitStack() as life:
        recognisers = await _open_ears(life, chosen.ears, settings.models.threads)
        second_ears = await _open_second_ears(life, chosen)
        voices = await _open_mouths(life, chosen.mouths, settings)
        activity = await life.enter_async_context(SileroVad(chosen.activity.path))
        model = await life.enter_async_context(_language_model(chosen.model, settings))
        for each in chosen.all:
            _LOG.info("model at work", model=each.name, engine=each.engine)
        ears = activity.for_call, OwnVoice
        at_work = chosen.all
        yield Engines(
            recognisers, voices, *ears, model, at_work, model, second_ears=second_ears
        )


@asynccontextmanager
async def language_model(settings: Settings) -> AsyncIterator[LlamaModel]:
    """Load the language model alone, for conversations in writing.

    Raises:
        ModelError: It is missing or broken; the text names the command that mends it.
    """
    folder = settings.models.folder or models_folder()
    chosen = find_installed(load_manifest(), "llm", folder, want=settings.models.llm)
    async with _language_model(chosen, settings) as model:
        yield model


@dataclass(frozen=True, slots=True)
class _Chosen:
    """The installed models that fit the settings best."""

    ears: Mapping[Language, InstalledModel]
    mouths: Mapping[Language, InstalledModel]
    model: InstalledModel
    activity: InstalledModel
    second_ears: Mapping[Language, InstalledModel]

    @property
    def all(self) -> tuple[InstalledModel, ...]:
        return (
            *self.ears.values(),
            *self.second_ears.values(),
            *self.mouths.values(),
            self.model,
            self.activity,
        )


def _choose(settings: Settings) -> _Chosen:
    manifest, folder = load_manifest(), settings.models.folder or models_folder()
    installed = partial(find_installed, manifest, folder=folder)
    wants = {each: settings.speech.get(each, Speech()) for each in settings.practice.languages}
    return _Chosen(
        {each: installed(f"stt-{each}", want=want.stt) for each, want in wants.items()},
        {each: installed(f"tts-{each}", want=want.tts) for each, want in wants.items()},
        installed("llm", want=settings.models.llm),
        installed("vad"),
        {
            each: _for_afterwards(installed(f"stt-{each}", want=want.afterwards), each)
            for each, want in wants.items()
            if want.afterwards is not None
        },
    )


def _for_afterwards(model: InstalledModel, language: Language) -> InstalledModel:
    if model.engine != "whisper":
        raise ModelError(
            f"speech.{language}.afterwards: {model.name} hears no better afterwards; "
            "name a Whisper model"
        )
    return replace(model, role=f"afterwards-{language}")


async def _open_ears(
    life: AsyncExitStack, ears: Mapping[Language, InstalledModel], threads: int
) -> Mapping[Language, SpeechToText]:
    """Load the recognisers; languages that Whisper hears share one."""
    opened: dict[Language, SpeechToText] = {}
    whispers = _Whispers(life, threads, AT_ONCE)
    for language, model in ears.items():
        if model.engine == "vosk":
            vosk = VoskSpeechToText(model.path, language)
            opened[language] = await life.enter_async_context(vosk)
        elif model.engine == "whisper":
            opened[language] = (await whispers.of(model)).speech_to_text(language)
        else:
            raise ModelError(f"{model.name} is no recogniser; name another in speech.stt")
    return opened


async def _open_second_ears(
    life: AsyncExitStack, chosen: _Chosen
) -> Mapping[Language, SecondEar]:
    """Load what hears after the calls, in processes of its own that leave calls their time."""
    whispers = _Whispers(life, 1, IN_NO_HURRY)
    return {
        language: WhisperAgain(
            await whispers.of(model),
            language,
            is_akin=chosen.ears[language].engine == model.engine,
        )
        for language, model in chosen.second_ears.items()
    }


class _Whispers:
    """Whisper models, each loaded once for all the languages it hears."""

    def __init__(self, life: AsyncExitStack, threads: int, manner: Manner) -> None:
        self._life, self._threads, self._manner = life, threads, manner
        self._loaded: dict[Path, Whisper] = {}

    async def of(self, model: InstalledModel) -> Whisper:
        """Return a model, loaded."""
        if model.path not in self._loaded:
            whisper = Whisper(model.path, self._threads, self._manner)
            self._loaded[model.path] = await self._life.enter_async_context(whisper)
        return self._loaded[model.path]


async def _open_mouths(
    life: AsyncExitStack, mouths: Mapping[Language, InstalledModel], settings: Settings
) -> Mapping[Language, Voice]:
    """Load the voices, and have each make ahead what no call changes."""
    voices = {
        each: await life.enter_async_context(_voice(model, each, settings))
        for each, model in mouths.items()
    }
    for each, voice in voices.items():
        await voice.prepare(said_ahead(settings, each))
    return voices


def _voice(model: InstalledModel, language: Language, settings: Settings) -> Voice:
    kept = cache_folder() / "voices"
    if model.engine == "piper":
        return Voice(PiperSynthesiser(model.path, settings.models.threads), kept=kept)
    if model.engine == "espeak":
        return Voice(EspeakSynthesiser(language), kept=kept)
    raise ModelError(f"{model.name} is no voice; name another in speech.tts")


def _language_model(model: InstalledModel, settings: Settings) -> LlamaModel:
    return LlamaModel(
        model.path,
        (
            *intent_tasks(settings),
            *office_tasks(settings.practice.languages),
            *wish_forms(settings),
        ),
        threads=settings.models.threads,
        deadline_ms=settings.models.deadline_ms,
        kept=cache_folder() / "llama",
    )

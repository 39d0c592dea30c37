"""What hears, thinks and speaks: which engine and which model, loaded before the first call.

Whatever is missing ends the start with one line that says what mends it.
"""

from collections.abc import AsyncIterator, Callable, Mapping
from contextlib import AsyncExitStack, asynccontextmanager, suppress
from dataclasses import dataclass, field, replace
from functools import partial
from pathlib import Path
from typing import Any

from kibox_pbx.app.borrowing import Borrowing, Lender, there
from kibox_pbx.config.settings import Elsewhere, Settings, Speech
from kibox_pbx.dialogue.office_writing import office_tasks
from kibox_pbx.dialogue.said_ahead import said_ahead
from kibox_pbx.dialogue.tasks import ModelTask, intent_tasks
from kibox_pbx.dialogue.wish_form import wish_forms
from kibox_pbx.dialogue.writing_tasks import WritingTask
from kibox_pbx.engines.echo import OwnVoice
from kibox_pbx.engines.espeak_tts import EspeakSynthesiser
from kibox_pbx.engines.fair_queue import FairQueue
from kibox_pbx.engines.llama_llm import LlamaModel
from kibox_pbx.engines.piper_tts import PiperSynthesiser
from kibox_pbx.engines.spares import Thinker
from kibox_pbx.engines.vad import SileroVad
from kibox_pbx.engines.voice import Synthesiser, Voice
from kibox_pbx.engines.vosk_stt import VoskSpeechToText
from kibox_pbx.engines.whisper_again import WhisperAgain
from kibox_pbx.engines.whisper_process import AT_ONCE, IN_NO_HURRY, Manner
from kibox_pbx.engines.whisper_stt import Whisper
from kibox_pbx.errors import AwayError, ModelError
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

    line: FairQueue[Any, Any] | None = None
    """Who waits for the language model; None: nobody counts them."""

    lenders: tuple[Lender, ...] = ()
    """The servers of other hosts that some of these run on."""

    def can_talk(self, language: Language) -> bool:
        """Say whether a call can be held now; a server of another host may be missed."""
        missed = (each for each in self.lenders if each.is_missed)
        return all(each.language is not language for each in missed)


@asynccontextmanager
async def engines(settings: Settings) -> AsyncIterator[Engines]:
    """Load every engine the settings ask for; leaving lets them go.

    Raises:
        ModelError: A model is missing or broken; the text names the command that mends it.
    """
    chosen = _choose(settings)
    async with AsyncExitStack() as life:
        borrowing = Borrowing(life, settings)
        ears = await _open_ears(life, chosen.ears, settings.models.threads)
        second_ears = await _open_second_ears(life, chosen, settings)
        voices = await _open_mouths(life, chosen.mouths, settings, borrowing)
        activity = await life.enter_async_context(SileroVad(chosen.activity.path))
        here = await _open_model(life, chosen.model, settings)
        thinker = there(await borrowing.thinker(_tasks(settings), here))
        for each in chosen.all:
            _LOG.info("model at work", model=each.name, engine=each.engine)
        yield Engines(
            {each: there(await borrowing.ear(each, ears.get(each))) for each in voices},
            voices,
            activity.for_call,
            OwnVoice,
            thinker,
            chosen.all,
            thinker,
            second_ears=second_ears,
            line=borrowing.line or there(here).line,
            lenders=tuple(borrowing.lenders),
        )


@asynccontextmanager
async def language_model(settings: Settings) -> AsyncIterator[Thinker]:
    """Load the language model alone, for conversations in writing.

    Raises:
        ModelError: It is missing or broken; the text names the command that mends it.
    """
    folder = settings.models.folder or models_folder()
    chosen = None
    if _is_here(settings.models.at):
        chosen = find_installed(load_manifest(), "llm", folder, want=settings.models.llm)
    async with AsyncExitStack() as life:
        here = await _open_model(life, chosen, settings)
        yield there(await Borrowing(life, settings).thinker(_tasks(settings), here))


@asynccontextmanager
async def ears_and_voices(
    settings: Settings,
) -> AsyncIterator[tuple[Mapping[Language, SpeechToText], Mapping[Language, TextToSpeech]]]:
    """Load what hears and speaks alone, to lend it to other hosts.

    Raises:
        ModelError: A model is missing or broken; the text names the command that mends it.
    """
    folder = settings.models.folder or models_folder()
    installed = partial(find_installed, load_manifest(), folder=folder)
    ears, voices = {}, {}
    async with AsyncExitStack() as life:
        for each in settings.practice.languages:
            want = settings.speech.get(each, Speech())
            ears[each] = installed(f"stt-{each}", want=want.stt)
            mouth = _synthesiser(installed(f"tts-{each}", want=want.tts), each, settings)
            voices[each] = await life.enter_async_context(Voice(mouth))
        yield await _open_ears(life, ears, settings.models.threads), voices


@dataclass(frozen=True, slots=True)
class _Chosen:
    """The installed models that fit the settings best; none where another host has no spare."""

    ears: Mapping[Language, InstalledModel]
    mouths: Mapping[Language, InstalledModel]
    model: InstalledModel | None
    """None: another host's, without a spare."""

    activity: InstalledModel
    second_ears: Mapping[Language, InstalledModel]

    @property
    def all(self) -> tuple[InstalledModel, ...]:
        return (
            *self.ears.values(),
            *self.second_ears.values(),
            *self.mouths.values(),
            *((self.model,) if self.model else ()),
            self.activity,
        )


def _choose(settings: Settings) -> _Chosen:
    manifest, folder = load_manifest(), settings.models.folder or models_folder()
    installed = partial(find_installed, manifest, folder=folder)
    wants = {each: settings.speech.get(each, Speech()) for each in settings.practice.languages}
    return _Chosen(
        {
            each: installed(f"stt-{each}", want=want.stt)
            for each, want in wants.items()
            if _is_here(want.hear_at)
        },
        {
            each: installed(f"tts-{each}", want=want.tts)
            for each, want in wants.items()
            if _is_here(want.speak_at)
        },
        installed("llm", want=settings.models.llm) if _is_here(settings.models.at) else None,
        installed("vad"),
        {
            each: _for_afterwards(installed(f"stt-{each}", want=want.afterwards), each)
            for each, want in wants.items()
            if want.afterwards is not None
        },
    )


def _is_here(server: Elsewhere | None) -> bool:
    return server is None or server.spare


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
    life: AsyncExitStack, chosen: _Chosen, settings: Settings
) -> Mapping[Language, SecondEar]:
    """Load what hears after the calls, in processes of its own that leave calls their time."""
    whispers = _Whispers(life, 1, IN_NO_HURRY)
    return {
        language: WhisperAgain(
            await whispers.of(model),
            language,
            is_akin=settings.speech[language].hear_at is None
            and chosen.ears[language].engine == model.engine,
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
    life: AsyncExitStack,
    mouths: Mapping[Language, InstalledModel],
    settings: Settings,
    borrowing: Borrowing,
) -> Mapping[Language, Voice]:
    """Load the voices, and have each make ahead what no call changes."""
    voices = {}
    for each in settings.practice.languages:
        synthesiser = _synthesiser(mouths[each], each, settings) if each in mouths else None
        first = await borrowing.mouth(each)
        voice = Voice(synthesiser, first=first, kept=cache_folder() / "voices")
        voices[each] = await life.enter_async_context(voice)
    for each, voice in voices.items():
        with suppress(AwayError):  # until the server is there, calls make these as they come
            await voice.prepare(said_ahead(settings, each))
    return voices


def _synthesiser(model: InstalledModel, language: Language, settings: Settings) -> Synthesiser:
    if model.engine == "piper":
        return PiperSynthesiser(model.path, settings.models.threads)
    if model.engine == "espeak":
        return EspeakSynthesiser(language)
    raise ModelError(f"{model.name} is no voice; name another in speech.tts")


def _tasks(settings: Settings) -> tuple[ModelTask | WritingTask, ...]:
    return (
        *intent_tasks(settings),
        *office_tasks(settings.practice.languages),
        *wish_forms(settings),
    )


async def _open_model(
    life: AsyncExitStack, model: InstalledModel | None, settings: Settings
) -> LlamaModel | None:
    if model is None:
        return None
    loaded = LlamaModel(
        model.path,
        _tasks(settings),
        threads=settings.models.threads,
        deadline_ms=settings.models.deadline_ms,
        kept=cache_folder() / "llama",
    )
    return await life.enter_async_context(loaded)

"""Put the receptionist together: which class stands behind which port.

Everything is loaded before the first call is accepted; whatever is missing ends the start
with one line that says what mends it.
"""

import uuid
from collections.abc import AsyncIterator, Mapping
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import assert_never

from kibox_pbx.asterisk.ami import AmiClient
from kibox_pbx.asterisk.audiosocket_server import AudioSocketServer
from kibox_pbx.asterisk.fastagi import AgiRequest
from kibox_pbx.asterisk.fastagi_server import FastAgiServer
from kibox_pbx.asterisk.reception import Ending, Reception
from kibox_pbx.call.live import NobodyLooks, Onlooker
from kibox_pbx.call.session import Ending as SessionEnding
from kibox_pbx.call.session import Equipment, Session
from kibox_pbx.config.settings import Ami, Settings, Speech
from kibox_pbx.dialogue.actions import HangUp, ToMailbox, Transfer
from kibox_pbx.dialogue.phrases import check_phrases, disclosure_version, fixed_sentences
from kibox_pbx.dialogue.state import Dialogue, start
from kibox_pbx.dialogue.tasks import intent_tasks
from kibox_pbx.engines.espeak_tts import EspeakSynthesiser
from kibox_pbx.engines.llama_llm import LlamaModel
from kibox_pbx.engines.piper_tts import PiperSynthesiser
from kibox_pbx.engines.vad import SileroVad
from kibox_pbx.engines.voice import Voice
from kibox_pbx.engines.vosk_stt import VoskSpeechToText
from kibox_pbx.engines.whisper_stt import Whisper
from kibox_pbx.errors import ConfigError, ModelError
from kibox_pbx.language.phone import as_e164
from kibox_pbx.language.warm_up import warm_up
from kibox_pbx.log import get_logger
from kibox_pbx.models.installed import (
    InstalledModel,
    cache_folder,
    find_installed,
    models_folder,
)
from kibox_pbx.models.manifest import load_manifest
from kibox_pbx.ports import CallLeg, SpeechToText
from kibox_pbx.records import Call, Outcome
from kibox_pbx.storage.calendar import CalendarRepository
from kibox_pbx.storage.calls import CallRepository
from kibox_pbx.storage.database import Database
from kibox_pbx.storage.keys import read_key_file
from kibox_pbx.utterance import Language

_LOG = get_logger(__name__)


@dataclass(frozen=True, slots=True)
class Engines:
    """What hears, thinks and speaks; loaded, and shared by all calls."""

    recognisers: Mapping[Language, SpeechToText]
    voices: Mapping[Language, Voice]
    activity: SileroVad
    model: LlamaModel
    at_work: tuple[InstalledModel, ...]
    """Which models these are, for whoever asks."""


@asynccontextmanager
async def engines(settings: Settings) -> AsyncIterator[Engines]:
    """Load every engine the settings ask for; leaving lets them go.

    Raises:
        ModelError: A model is missing or broken; the text names the command that mends it.
    """
    at_work: list[InstalledModel] = []

    def installed(role: str, want: str = "auto") -> InstalledModel:
        folder = settings.models.folder or models_folder()
        model = find_installed(load_manifest(), role, folder, want)
        at_work.append(model)
        return model

    speech = {each: settings.speech.get(each, Speech()) for each in settings.practice.languages}
    ears = {each: installed(f"stt-{each}", wants.stt) for each, wants in speech.items()}
    mouths = {each: installed(f"tts-{each}", wants.tts) for each, wants in speech.items()}
    llm, vad = installed("llm", settings.models.llm), installed("vad")
    async with AsyncExitStack() as life:
        recognisers = await _open_ears(life, ears, settings.models.threads)
        voices = {
            each: await life.enter_async_context(_voice(model, each, settings))
            for each, model in mouths.items()
        }
        for each, voice in voices.items():
            await voice.prepare(fixed_sentences(settings, each))
        activity = await life.enter_async_context(SileroVad(vad.path))
        model = await life.enter_async_context(_language_model(llm, settings))
        for each_model in at_work:
            _LOG.info("model at work", model=each_model.name, engine=each_model.engine)
        yield Engines(recognisers, voices, activity, model, tuple(at_work))


async def _open_ears(
    life: AsyncExitStack, ears: Mapping[Language, InstalledModel], threads: int
) -> Mapping[Language, SpeechToText]:
    """Load the recognisers; languages that Whisper hears share one."""
    opened: dict[Language, SpeechToText] = {}
    whispers: dict[Path, Whisper] = {}
    for language, model in ears.items():
        if model.engine == "vosk":
            vosk = VoskSpeechToText(model.path, language)
            opened[language] = await life.enter_async_context(vosk)
        elif model.engine == "whisper":
            if model.path not in whispers:
                whisper = Whisper(model.path, threads)
                whispers[model.path] = await life.enter_async_context(whisper)
            opened[language] = whispers[model.path].speech_to_text(language)
        else:
            raise ModelError(f"{model.name} is no recogniser; name another in speech.stt")
    return opened


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
        intent_tasks(settings),
        threads=settings.models.threads,
        deadline_ms=settings.models.deadline_ms,
        kept=cache_folder() / "llama",
    )


class Receptionist:
    """Holds conversations: everything a call needs, from the store to the voice."""

    def __init__(
        self,
        settings: Settings,
        tools: Engines,
        database: Database,
        onlooker: Onlooker,
    ) -> None:
        self.settings = settings
        self.calls = CallRepository(database)
        self.calendar = CalendarRepository(
            database, settings, lambda: datetime.now(settings.practice.zone)
        )
        self._tools = tools
        self._onlooker = onlooker
        self._fresh: Dialogue = start(settings)

    async def admit(self, request: AgiRequest) -> bool:
        """Let every number in; objections come with the subject rights."""
        return True

    async def converse(self, leg: CallLeg, request: AgiRequest) -> Ending:
        """Hold one conversation; its end is written whatever happens.

        Raises:
            Exception: Whatever went wrong; the reception rings people.
        """
        call = self._call(request)
        _LOG.info("call answered", call_id=call.id, language=call.language)
        await self.calls.begin(call)
        session = Session(call, leg, self._fresh, self._equipment(call), self._onlooker)
        outcome = Outcome.FAILED
        try:
            ending = await session.converse()
            outcome = ending.outcome
        finally:
            await self.calls.finish(call.id, outcome, session.duration_ms)
            _LOG.info(
                "call ended",
                call_id=call.id,
                outcome=outcome,
                duration_ms=session.duration_ms,
            )
        return self._for_asterisk(ending)

    def _call(self, request: AgiRequest) -> Call:
        practice = self.settings.practice
        by_number = self.settings.telephone.languages_by_number
        language = by_number.get(request.dialled, practice.languages[0])
        shown = request.caller_id
        return Call(
            id=uuid.uuid4().hex,
            caller=shown and (as_e164(shown, practice.country) or shown),
            dialled=request.dialled,
            language=language,
            started_at=datetime.now(practice.zone),
            disclosure=disclosure_version(self.settings, language),
        )

    def _equipment(self, call: Call) -> Equipment:
        return Equipment(
            recogniser=self._tools.recognisers[call.language],
            activity=self._tools.activity.for_call(),
            voice=self._tools.voices[call.language],
            model=self._tools.model,
            calendar=self.calendar,
            store=self.calls,
        )

    def _for_asterisk(self, ending: SessionEnding) -> Ending:
        match ending:
            case Transfer(department):
                there = self.settings.departments[department]
                return Ending.transfer(department, there.dial, there.ring_s)
            case ToMailbox():
                return Ending.mailbox()
            case HangUp():
                return Ending.hang_up()
            case _:
                assert_never(ending)


@asynccontextmanager
async def _manager_interface(ami: Ami | None) -> AsyncIterator[AmiClient | None]:
    """Be connected to Asterisk's manager interface where the settings name it.

    A refused secret ends the start; an Asterisk that is away is waited for.
    """
    if ami is None:
        yield None
        return
    async with AmiClient(ami, ami.user, _read_secret(ami.secret_file)) as client:
        yield client


def _read_secret(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8").strip()
    except (OSError, UnicodeDecodeError):
        raise ConfigError(f"telephone.ami.secret_file: {path} cannot be read") from None


@dataclass(frozen=True, slots=True)
class Service:
    """The receptionist at work."""

    receptionist: Receptionist
    reception: Reception
    at_work: tuple[InstalledModel, ...]


@asynccontextmanager
async def service(
    settings: Settings, onlooker: Onlooker | None = None
) -> AsyncIterator[Service]:
    """Answer calls for as long as the context lasts. Enter it in the main thread.

    Raises:
        ConfigError: A sentence of the practice's own lacks what the law asks for.
        ModelError: A model is missing or broken.
        StorageError: The database does not open with this key.
    """
    problems = check_phrases(settings.phrases)
    if problems:
        raise ConfigError(*problems)
    master = read_key_file(settings.store.key_file)
    warm_up()
    async with (
        engines(settings) as tools,
        Database(settings.store.database, master) as database,
    ):
        receptionist = Receptionist(settings, tools, database, onlooker or NobodyLooks())
        async with AudioSocketServer(settings.telephone.audiosocket) as audio:
            killed_calls = await receptionist.calls.close_unfinished()
            if killed_calls:
                _LOG.warning("calls of a killed service closed", calls=killed_calls)
            reception = Reception(
                audio,
                admit=receptionist.admit,
                converse=receptionist.converse,
                calls=settings.telephone.calls,
            )
            routes = {"status": reception.status, "reception": reception.reception}
            async with (
                _manager_interface(settings.telephone.ami),
                FastAgiServer(settings.telephone.fastagi, routes),
            ):
                _LOG.info("ready for calls", calls=settings.telephone.calls)
                yield Service(receptionist, reception, tools.at_work)

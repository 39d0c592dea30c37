"""The recognisers to be measured: each installed model that hears a language."""

from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path

from kibox_pbx.engines.vosk_stt import VoskSpeechToText
from kibox_pbx.engines.whisper_stt import Whisper
from kibox_pbx.models.installed import location
from kibox_pbx.models.manifest import load_manifest
from kibox_pbx.ports import SpeechToText
from kibox_pbx.utterance import Language


@dataclass(frozen=True, slots=True)
class EarModel:
    """A model that the list of models names for a language."""

    engine: str
    name: str
    language: Language
    folder: Path | None
    """None: it is not installed."""


@dataclass(frozen=True, slots=True)
class Ear:
    """A loaded recogniser."""

    recogniser: SpeechToText
    settled: Callable[[], Awaitable[None]]
    """Wait until nothing is being computed ahead."""


def ear_models(language: Language, models: Path) -> tuple[EarModel, ...]:
    """Return what could hear a language, best first, installed or not."""
    manifest = load_manifest()
    return tuple(
        EarModel(
            manifest.models[name].engine,
            name,
            language,
            location(manifest.models[name], name, models),
        )
        for name in manifest.candidates(f"stt-{language}")
    )


@asynccontextmanager
async def opened(model: EarModel, folder: Path, threads: int = 2) -> AsyncIterator[Ear]:
    """Load a model as the service does, for as long as the context is open.

    Raises:
        ModelError: It is missing or broken.
    """
    if model.engine == "vosk":
        async with VoskSpeechToText(folder, model.language, threads=1) as vosk:
            yield Ear(vosk, _at_once)
    else:
        async with Whisper(folder, threads) as whisper:
            yield Ear(whisper.speech_to_text(model.language), whisper.settled)


async def _at_once() -> None:
    """Vosk hears while sound comes in, and never ahead."""

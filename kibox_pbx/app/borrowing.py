"""Engines that other hosts of the office lend, where the settings name them."""

from collections.abc import Sequence
from contextlib import AsyncExitStack
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar

from kibox_pbx.admin.doctor.machine_facts import LenderFacts
from kibox_pbx.config.settings import Elsewhere, Settings, Speech, WyomingServer
from kibox_pbx.dialogue.tasks import ModelTask
from kibox_pbx.dialogue.writing_tasks import WritingTask
from kibox_pbx.engines.fair_queue import FairQueue
from kibox_pbx.engines.openai_llm import OpenAiModel
from kibox_pbx.engines.peer import Peer
from kibox_pbx.engines.presence import Presence
from kibox_pbx.engines.spares import SpareEar, SpareModel, Thinker
from kibox_pbx.engines.voice import FirstAsked
from kibox_pbx.engines.wyoming_stt import WyomingSpeechToText
from kibox_pbx.engines.wyoming_tts import WyomingVoice
from kibox_pbx.errors import ConfigError
from kibox_pbx.ports import SpeechToText
from kibox_pbx.utterance import Language

T = TypeVar("T")

MOST_KEY_BYTES = 4096


@dataclass(frozen=True, slots=True)
class Lender:
    """A server that lends an engine."""

    presence: Presence
    language: Language | None
    """Which calls cannot be held without it; None: all can (the language model)."""

    spare: bool
    """The model of this machine takes over while it is away."""

    @property
    def is_missed(self) -> bool:
        """Whether calls cannot be held now for want of it."""
        return self.presence.is_away and not self.spare

    @property
    def facts(self) -> LenderFacts:
        """Return what the doctor judges, as of the last look."""
        seen = self.presence
        away = seen.why or f"{seen.setting}: the server failed a call"
        return LenderFacts(
            seen.setting,
            seen.model,
            seen.took_ms,
            away if seen.is_away else "",
            spare=self.spare,
            is_needed=self.language is not None,
        )


class Borrowing:
    """What is borrowed; all of it is watched while ``life`` lasts.

    Args:
        life: Ends the watching.
        settings: Say from where.
    """

    def __init__(self, life: AsyncExitStack, settings: Settings) -> None:
        self._life = life
        self._speech = settings.speech
        self._at = settings.models.at
        self._deadline_ms = settings.models.deadline_ms
        self.lenders: list[Lender] = []
        self.line: FairQueue[None, None] | None = None
        """Who waits for the server's language model; None: it is not borrowed."""

    async def ear(self, language: Language, here: SpeechToText | None) -> SpeechToText | None:
        """Return what hears a language: a server's with ours behind it, or ours.

        Raises:
            ConfigError: ``ca_file`` cannot be read.
        """
        server = self._speech.get(language, Speech()).hear_at
        if server is None:
            return here
        far = WyomingSpeechToText(_peer(language, "hear_at", server), language, server.model)
        presence = await self._watch(Presence(far.peer.setting, far.look), language, server)
        return SpareEar(far, presence, here)

    async def mouth(self, language: Language) -> FirstAsked | None:
        """Return the voice of a server for a language, where there is one.

        Raises:
            ConfigError: ``ca_file`` cannot be read.
        """
        server = self._speech.get(language, Speech()).speak_at
        if server is None:
            return None
        peer = _peer(language, "speak_at", server)
        far = WyomingVoice(peer, language, server.model)
        presence = await self._watch(Presence(peer.setting, far.look), language, server)
        name = f"wyoming {server.address} {server.port} {language} {server.model}"
        return FirstAsked(far, name, presence)

    async def thinker(
        self, tasks: Sequence[ModelTask | WritingTask], here: Thinker | None
    ) -> Thinker | None:
        """Return what thinks: a server's model with ours behind it, or ours.

        Raises:
            ConfigError: ``ca_file`` or ``api_key_file`` cannot be read.
        """
        if self._at is None:
            return here
        peer, at = Peer("models.at", self._at), self._at
        far = OpenAiModel(
            peer,
            tasks,
            model=at.model,
            key=_key(at.api_key_file) if at.api_key_file else "",
            seats=at.at_once,
            deadline_ms=self._deadline_ms,
        )
        self.line = far.line
        presence = await self._watch(Presence(peer.setting, far.look), None, at)
        return SpareModel(far, presence, here)

    async def _watch(
        self, presence: Presence, language: Language | None, server: Elsewhere
    ) -> Presence:
        await self._life.enter_async_context(presence)
        self.lenders.append(Lender(presence, language, server.spare))
        return presence


async def look_at_lenders(settings: Settings) -> tuple[LenderFacts, ...]:
    """Ask every server that lends an engine once, for the doctor.

    Raises:
        ConfigError: A certificate or a key cannot be read.
    """
    async with AsyncExitStack() as life:
        borrowing = Borrowing(life, settings)
        for language in settings.practice.languages:
            await borrowing.ear(language, None)
            await borrowing.mouth(language)
        await borrowing.thinker((), None)
    return tuple(lender.facts for lender in borrowing.lenders)


def there(engine: T | None) -> T:
    """Return an engine of this machine that the settings want."""
    if engine is None:
        raise RuntimeError("an engine of this machine was wanted and not loaded")
    return engine


def _peer(language: Language, use: str, server: WyomingServer) -> Peer:
    return Peer(f"speech.{language}.{use}", server)


def _key(path: Path) -> str:
    try:
        with path.open(encoding="ascii") as file:
            key = file.read(MOST_KEY_BYTES + 1).strip()
    except (OSError, UnicodeDecodeError):
        raise ConfigError(f"models.at.api_key_file: {path} cannot be read") from None
    if not (key.isprintable() and 0 < len(key) <= MOST_KEY_BYTES):
        raise ConfigError(f"models.at.api_key_file: {path} must hold the key and nothing else")
    return key

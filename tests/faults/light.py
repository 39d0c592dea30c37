"""Engines for faults that do not concern engines: a real voice, a real ear for speech, no more.

What callers say is not recognised but known: each question's answer is heard when somebody has
spoken. So a service starts in seconds, and no call fails because a machine is too busy to hear.
"""

from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager

from kibox_pbx.app.engines import Engines, _choose, _synthesiser
from kibox_pbx.call.live import CallerAsked, Happening, NobodyLooks, Onlooker
from kibox_pbx.config.settings import Settings
from kibox_pbx.dialogue.said_ahead import said_ahead
from kibox_pbx.engines.echo import OwnVoice
from kibox_pbx.engines.vad import SileroVad
from kibox_pbx.engines.voice import Voice
from kibox_pbx.models.installed import cache_folder
from kibox_pbx.ports import LanguageModel, SpeechToText
from kibox_pbx.utterance import Language
from tests.fakes import FakeModel, FakeRecogniser

ENGLISH = Language.ENGLISH


class Answers:
    """An onlooker that tells the ears what the caller is about to say."""

    def __init__(
        self, answers: Mapping[str, str] | None = None, then: Onlooker | None = None
    ) -> None:
        """Say what is answered to which act."""
        self.ears = FakeRecogniser()
        self._answers = answers or {}
        self._then = then or NobodyLooks()

    def see(self, happening: Happening) -> None:
        self._then.see(happening)
        if isinstance(happening, CallerAsked):
            self.ears.texts[:] = [self._answers.get(happening.question.act, "")]


@asynccontextmanager
async def light_engines(
    settings: Settings, ears: SpeechToText, model: LanguageModel | None = None
) -> AsyncIterator[Engines]:
    """Load the English voice and the ear for speech; every line is spoken to in English.

    Without a model, it counts as too slow.
    """
    chosen = _choose(settings)
    mouth = _synthesiser(chosen.mouths[ENGLISH], ENGLISH, settings)
    async with (
        Voice(mouth, kept=cache_folder() / "voices") as voice,
        SileroVad(chosen.activity.path) as activity,
    ):
        await voice.prepare(said_ahead(settings, ENGLISH))
        yield Engines(
            dict.fromkeys(Language, ears),
            dict.fromkeys(Language, voice),
            activity.for_call,
            OwnVoice,
            model or FakeModel(),
            (),
        )

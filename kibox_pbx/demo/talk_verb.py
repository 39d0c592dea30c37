"""``kibox talk``: a conversation at the terminal with one's own configuration.

The dialogue, the calendar's arithmetic and the model are those of a call; the store is
thrown away afterwards, so nothing is kept.
"""

import argparse
import asyncio
import sys
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from rich.console import Console

from kibox_pbx.app import Engines, engines
from kibox_pbx.app.answering import WordedEntries
from kibox_pbx.config.settings import Settings
from kibox_pbx.demo.by_ear import Ear
from kibox_pbx.demo.minds import ModelMinds
from kibox_pbx.demo.show import written_line
from kibox_pbx.demo.sound_card import play_sentence, require
from kibox_pbx.demo.typing_caller import HELP, Lines, Speaks, TypingCaller
from kibox_pbx.dialogue.state import start
from kibox_pbx.errors import ConfigError, KiboxError, ModelError
from kibox_pbx.rehearsal.back_office import BackOffices, Mind, no_mind
from kibox_pbx.rehearsal.played import Played
from kibox_pbx.rehearsal.preparing import Configurations
from kibox_pbx.rehearsal.rehearse import converse
from kibox_pbx.rehearsal.rehearsed_call import rehearsed_call
from kibox_pbx.rehearsal.scenario import Given
from kibox_pbx.rehearsal.text_call import TextCall
from kibox_pbx.rehearsal.with_store import add_with_store, as_callers_know_it
from kibox_pbx.utterance import Language

DONE, FAILED = 0, 1
CONFIG = Path("kibox.yaml")


def add_commands(verbs: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Add `talk` to the command line."""
    verb = verbs.add_parser("talk", help="talk to the assistant here, with your configuration")
    verb.add_argument("--config", type=Path, default=CONFIG, help="the settings")
    verb.add_argument(
        "--language",
        choices=[each.value for each in Language],
        help="default: the practice's first",
    )
    verb.add_argument("--caller", metavar="NUMBER", help="number shown (default: withheld)")
    verb.add_argument("--no-model", action="store_true", help="rules alone")
    verb.add_argument("--speak", action="store_true", help="say the sentences aloud (aplay)")
    verb.add_argument("--listen", action="store_true", help="hear the answers (arecord)")
    add_with_store(verb)
    verb.set_defaults(run=run_talk)


def run_talk(chosen: argparse.Namespace) -> int:
    """Talk until one of both hangs up."""
    settings = Configurations().of(chosen.config)
    language = Language(chosen.language or settings.practice.languages[0])
    if language not in settings.practice.languages:
        raise ConfigError(f"--language {language}: not among practice.languages")
    for program in ["aplay"] * chosen.speak + ["arecord"] * chosen.listen:
        require(program)
    played = _held(chosen, settings, language)
    _show_what_came_of_it(played)
    return FAILED if played.problems else DONE


def _held(chosen: argparse.Namespace, settings: Settings, language: Language) -> Played:
    """Hold the conversation.

    Raises:
        KiboxError: What went wrong first, out of the tasks it went wrong in.
    """
    try:
        return asyncio.run(_talk(chosen, settings, language))
    except BaseExceptionGroup as errors:
        ours = errors.subgroup(KiboxError)
        if ours is None:
            raise
        raise _first(ours) from None


def _first(errors: BaseExceptionGroup[KiboxError]) -> KiboxError:
    first = errors.exceptions[0]
    return _first(first) if isinstance(first, BaseExceptionGroup) else first


@dataclass(frozen=True, slots=True)
class _Faculties:
    """What the assistant has at the terminal."""

    mind: Mind
    tools: Engines | None = None


async def _talk(chosen: argparse.Namespace, settings: Settings, language: Language) -> Played:
    settings = await as_callers_know_it(settings, chosen)
    now = datetime.now(settings.practice.zone)
    async with (
        _faculties(chosen, settings) as faculties,
        BackOffices() as offices,
        offices.open(settings, Given(), now, faculties.mind) as back,
    ):
        sys.stderr.write(HELP + "\n")
        call = rehearsed_call(settings, chosen.caller, back, language)
        caller = _caller(chosen, faculties.tools)
        return await converse(call, TextCall(call, start(settings), back, caller), back)


@asynccontextmanager
async def _faculties(
    chosen: argparse.Namespace, settings: Settings
) -> AsyncIterator[_Faculties]:
    """Load what is wanted; without a model on disk the rules go alone."""
    rules = await no_mind(chosen.config, settings)
    async with AsyncExitStack() as life:
        if chosen.speak or chosen.listen:
            tools = await life.enter_async_context(engines(settings))
            mind = Mind(tools.model, WordedEntries(settings, tools.writer))
            yield _Faculties(rules if chosen.no_model else mind, tools)
        elif chosen.no_model:
            yield _Faculties(rules)
        else:
            minds = await life.enter_async_context(ModelMinds())
            yield _Faculties(await _model_or(rules, minds, chosen.config, settings))


async def _model_or(rules: Mind, minds: ModelMinds, config: Path, settings: Settings) -> Mind:
    try:
        return await minds.of(config, settings)
    except ModelError as error:
        sys.stderr.write(f"Without a language model, the rules alone: {error}\n")
        return rules


def _caller(chosen: argparse.Namespace, tools: Engines | None) -> TypingCaller:
    speaks = _speaks(tools) if tools and chosen.speak else None
    ear = Ear(tools.recognisers, tools.activity) if tools and chosen.listen else None
    return TypingCaller(Lines(sys.stdin), speaks=speaks, hears=ear.hear if ear else None)


def _speaks(tools: Engines) -> Speaks:
    async def speak(text: str, language: Language) -> None:
        await play_sentence(text, tools.voices[language])

    return speak


def _show_what_came_of_it(played: Played) -> None:
    """Print the outcome and what a call would have left in the store."""
    console = Console(highlight=False)
    console.print(f"Ended: {played.outcome.value}")
    for each in played.after:
        console.print(written_line(each))
    for message in played.stored.messages if played.stored else ():
        console.print(written_line(message))
    for problem in played.problems:
        console.print(problem)

"""``kibox hear``: how well callers are heard here, in figures."""

import argparse
import asyncio
import sys
from collections.abc import AsyncIterator, Callable, Sequence
from functools import partial

from rich.console import Console

from kibox_pbx.errors import ModelError
from kibox_pbx.hearing.codecs import Codec
from kibox_pbx.hearing.ears import Ear, EarModel, ear_models, opened
from kibox_pbx.hearing.line import Concealment
from kibox_pbx.hearing.measure import measure
from kibox_pbx.hearing.plan import Row, Wanted, usual_rows, wanted_rows
from kibox_pbx.hearing.scoring import score
from kibox_pbx.hearing.speakers import Speaker, speakers
from kibox_pbx.hearing.table import Measured, as_json, as_markdown, as_table
from kibox_pbx.models.installed import cache_folder, models_folder
from kibox_pbx.utterance import Language

DONE = 0
ENGINES = ("vosk", "whisper")
LOUDEST_NOISE_DB, FAINTEST_NOISE_DB = -20.0, 60.0
TABLE_WIDTH = 140
"""Columns of a table that goes into a file."""


def add_commands(verbs: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Add `hear` to the command line."""
    verb = verbs.add_parser("hear", help="measure how well callers are heard")
    several = partial(verb.add_argument, nargs="+", default=[])
    several("--engine", choices=ENGINES, help="default: all that are installed")
    several("--language", choices=[each.value for each in Language], help="default: all")
    several("--voice", metavar="NAME", help="mb-de7, own, read-back, person, ...")
    several("--codec", choices=[each.value for each in Codec], help="default: alaw")
    several(
        "--noise", type=_noise_db, metavar="SNR", help="white noise, speech so many dB above"
    )
    several("--babble", type=_noise_db, metavar="SNR", help="the same with people talking")
    several(
        "--loss", type=_loss_percent, metavar="PERCENT", help="packets of 20 ms that are lost"
    )
    verb.add_argument("--concealment", choices=[each.value for each in Concealment],
                      default="silence", help="what stands in for a lost packet")  # fmt: skip
    verb.add_argument("--quick", action="store_true", help="every eighth sentence")
    shape = verb.add_mutually_exclusive_group()
    shape.add_argument("--json", action="store_true", help="for machines")
    shape.add_argument("--markdown", action="store_true", help="for docs/hearing.md")
    verb.set_defaults(run=run_hear)


def run_hear(chosen: argparse.Namespace) -> int:
    """Measure, row by row, and show the table."""
    rows = asyncio.run(_measured(chosen))
    if chosen.json or chosen.markdown:
        sys.stdout.write((as_json if chosen.json else as_markdown)(rows) + "\n")
    else:
        console = Console()
        console.width = console.width if console.is_terminal else TABLE_WIDTH
        console.print(as_table(rows))
    return DONE


async def _measured(chosen: argparse.Namespace) -> list[Measured]:
    languages = [Language(each) for each in chosen.language] or list(Language)
    models = [each for language in languages for each in _ears(language, chosen.engine)]
    if not models:
        raise ModelError("no recogniser is installed; run: kibox models fetch")
    rows_of = {
        language: _rows(chosen, await _speakers(language))
        for language in {model.language for model in models}
    }
    return [row for model in models async for row in _heard_by(model, rows_of[model.language])]


def _ears(language: Language, engines: Sequence[str]) -> list[EarModel]:
    """Return the installed models that were asked for, and tell which are not there.

    Raises:
        ModelError: An engine was asked for by name and has no model for the language.
    """
    known = ear_models(language, models_folder())
    fitting = [each for each in known if not engines or each.engine in engines]
    installed = [each for each in fitting if each.folder]
    missing = [each for each in fitting if not each.folder]
    if engines and not installed:
        names = ", ".join(each.name for each in missing)
        raise ModelError(f"not installed: {names}; run: kibox models fetch stt-{language}")
    for each in missing:
        sys.stderr.write(f"{each.name} is not installed, so {each.engine} has no rows\n")
    return installed


async def _speakers(language: Language) -> dict[str, Speaker]:
    found, problems = await speakers(language, cache_folder(), models_folder())
    for problem in problems:
        sys.stderr.write(f"{problem}\n")
    if not found:
        raise ModelError(f"nobody speaks {language} here; run `bash install/callers.sh`")
    return dict(found)


def _rows(chosen: argparse.Namespace, found: dict[str, Speaker]) -> tuple[Row, ...]:
    wanted = Wanted(
        voices=tuple(chosen.voice),
        codecs=tuple(Codec(each) for each in chosen.codec),
        noise_db=tuple(chosen.noise),
        babble_db=tuple(chosen.babble),
        loss_percent=tuple(chosen.loss),
        concealment=Concealment(chosen.concealment),
    )
    if wanted.is_anything:
        return wanted_rows(found, wanted, quick=chosen.quick)
    return usual_rows(found, quick=chosen.quick)


async def _heard_by(model: EarModel, rows: Sequence[Row]) -> AsyncIterator[Measured]:
    if model.folder is None:
        raise ModelError(f"{model.name} is not installed; run: kibox models fetch")
    async with opened(model, model.folder) as ear:
        for number, row in enumerate(rows, start=1):
            measured = await _measure_row(model, ear, row)
            cells = ", ".join(measured.cells()[2:5])
            sys.stderr.write(f"{model.name} {model.language} {number}/{len(rows)}: {cells}\n")
            yield measured


async def _measure_row(model: EarModel, ear: Ear, row: Row) -> Measured:
    heard = await measure(ear, row.speaker, row.line, row.said, told=row.told)
    return Measured(
        model.engine,
        model.name,
        model.language,
        row.speaker.name,
        row.line.name,
        row.told,
        score(heard),
    )


def _within(least: float, most: float, unit: str) -> Callable[[str], float]:
    def parse(text: str) -> float:
        try:
            number = float(text)
        except ValueError:
            number = float("nan")
        if not least <= number <= most:
            raise argparse.ArgumentTypeError(
                f"{text!r} is no number of {unit} from {least:g} to {most:g}"
            )
        return number

    return parse


_noise_db = _within(LOUDEST_NOISE_DB, FAINTEST_NOISE_DB, "dB")
_loss_percent = _within(0, 90, "percent")

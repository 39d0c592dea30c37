"""The ``kibox`` command: what an admin types.

Data goes to stdout, everything else to stderr. Exit 0: done; 1: refused or failed; 2: wrong
usage.
"""

import argparse
import asyncio
import json
import signal
import sys
from collections.abc import Coroutine
from pathlib import Path
from typing import Any, TypeVar

from kibox_pbx import __version__
from kibox_pbx.admin import models, questions
from kibox_pbx.admin.setup import EXAMPLES, make_practice_folder
from kibox_pbx.app import service
from kibox_pbx.bench import verb as bench_verb
from kibox_pbx.config.loader import load
from kibox_pbx.config.schema import explain, schema
from kibox_pbx.demo import rehearse_verb, talk_verb
from kibox_pbx.demo.control import ask_for_call
from kibox_pbx.demo.run import run
from kibox_pbx.dialogue.phrases import check_phrases
from kibox_pbx.errors import ConfigError, KiboxError
from kibox_pbx.hearing import hear_verb
from kibox_pbx.log import configure, loop_failed, withhold_uncaught
from kibox_pbx.rehearsal import replay_verb
from kibox_pbx.utterance import Language

CONFIG = Path("kibox.yaml")
DEMO_FOLDER = Path("var")

Result = TypeVar("Result")


def main(arguments: list[str] | None = None) -> int:
    """Run the command line; return the exit status."""
    chosen = _parser().parse_args(arguments)
    configure(chosen.log_level or chosen.usual_log_level)
    withhold_uncaught()
    signal.signal(signal.SIGTERM, lambda *_: signal.raise_signal(signal.SIGINT))
    try:
        return int(chosen.run(chosen))
    except KiboxError as error:
        sys.stderr.write(f"{error}\n")
        return 1
    except KeyboardInterrupt:
        return 130


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="kibox", description="The receptionist on your own Asterisk."
    )
    parser.add_argument("--version", action="version", version=__version__)
    parser.add_argument("--log-level", choices=["DEBUG", "INFO", "WARNING"])
    parser.set_defaults(usual_log_level="WARNING")
    verbs = parser.add_subparsers(required=True, metavar="VERB")
    _add_practice_verbs(verbs)
    _add_demo_verbs(verbs)
    bench_verb.add_commands(verbs)
    models.add_commands(verbs)
    questions.add_commands(verbs)
    rehearse_verb.add_commands(verbs)
    replay_verb.add_commands(verbs)
    talk_verb.add_commands(verbs)
    hear_verb.add_commands(verbs)
    return parser


def _add_practice_verbs(verbs: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    serve = verbs.add_parser("serve", help="answer calls")
    serve.add_argument("--config", type=Path, default=CONFIG)
    serve.set_defaults(run=_serve, usual_log_level="INFO")

    init = verbs.add_parser("init", help="write an example kibox.yaml, a key and secrets")
    init.add_argument("folder", type=Path)
    init.add_argument("--example", choices=EXAMPLES, default=EXAMPLES[0])
    init.set_defaults(run=_init)

    config = verbs.add_parser("config", help="check or explain kibox.yaml")
    config.add_argument("what", choices=["check", "explain", "schema"])
    config.add_argument("--config", type=Path, default=CONFIG)
    config.set_defaults(run=_config)


def _add_demo_verbs(verbs: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    languages = [each.value for each in Language]
    demo = verbs.add_parser("run", help="Asterisk, the service and a simulated caller")
    demo.add_argument("--folder", type=Path, default=DEMO_FOLDER)
    demo.add_argument("--call", nargs="*", choices=languages, default=[], metavar="LANGUAGE")
    demo.add_argument("--once", action="store_true", help="end after the calls")
    demo.set_defaults(run=_run)

    call = verbs.add_parser("call", help="one more simulated call to the running demonstration")
    call.add_argument("language", nargs="?", choices=languages, default="en")
    call.add_argument("--folder", type=Path, default=DEMO_FOLDER)
    call.set_defaults(run=_call)


def _in_loop(work: Coroutine[Any, Any, Result]) -> Result:
    """Run something to its end in an event loop that quotes no caller in its complaints."""
    with asyncio.Runner() as runner:
        runner.get_loop().set_exception_handler(loop_failed)
        return runner.run(work)


def _serve(chosen: argparse.Namespace) -> int:
    _in_loop(_serve_until_stopped(chosen.config))
    return 0


async def _serve_until_stopped(config: Path) -> None:
    stop = asyncio.Event()
    loop = asyncio.get_running_loop()
    for each in (signal.SIGINT, signal.SIGTERM):
        loop.add_signal_handler(each, stop.set)
    async with service(load(config)):
        await stop.wait()


def _init(chosen: argparse.Namespace) -> int:
    made = make_practice_folder(chosen.folder, chosen.example)
    sys.stdout.write("".join(f"{path}\n" for path in made))
    return 0


def _config(chosen: argparse.Namespace) -> int:
    if chosen.what == "explain":
        sys.stdout.write(explain())
    elif chosen.what == "schema":
        sys.stdout.write(json.dumps(schema(), indent=2) + "\n")
    else:
        problems = check_phrases(load(chosen.config).phrases)
        if problems:
            raise ConfigError(*problems)
        sys.stderr.write(f"{chosen.config} is fine\n")
    return 0


def _run(chosen: argparse.Namespace) -> int:
    languages = [Language(each) for each in chosen.call]
    return _in_loop(run(chosen.folder.resolve(), languages, once=chosen.once))


def _call(chosen: argparse.Namespace) -> int:
    answer = _in_loop(ask_for_call(chosen.folder, Language(chosen.language)))
    sys.stdout.write(f"{answer}\n")
    return 1 if answer.startswith("error") else 0


if __name__ == "__main__":
    sys.exit(main())

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
from types import FrameType
from typing import Any, TypeVar

from kibox_pbx import __version__
from kibox_pbx.admin import (
    accounts,
    audit,
    backups,
    documents,
    keys,
    login,
    models,
    notifying,
    questions,
    recordings,
    retention,
)
from kibox_pbx.admin.manual import verb as manual_verb
from kibox_pbx.admin.setup import EXAMPLES, make_practice_folder
from kibox_pbx.admin.subject import verb as subject_verb
from kibox_pbx.admin.swap import swap_warning
from kibox_pbx.app import calendar_verb, doctor, engines_verb, service, status
from kibox_pbx.bench import verb as bench_verb
from kibox_pbx.config.loader import load, outdated
from kibox_pbx.config.schema import explain, schema
from kibox_pbx.config.settings import Settings
from kibox_pbx.demo import egress_verb, rehearse_verb, talk_verb
from kibox_pbx.demo.control import ask_for_call
from kibox_pbx.demo.run import run
from kibox_pbx.dialogue.phrases import check_phrases
from kibox_pbx.egress.guard import SocketGuard
from kibox_pbx.errors import ConfigError, KiboxError
from kibox_pbx.hearing import hear_verb
from kibox_pbx.log import configure, get_logger, loop_failed, withhold_uncaught
from kibox_pbx.memory import allow_no_dumps
from kibox_pbx.new_files import NOBODY_CHANGES, NOBODY_READS, keep_from_others
from kibox_pbx.rehearsal import improve_verb, replay_verb
from kibox_pbx.setup import bundle_verb
from kibox_pbx.setup import verb as setup_verb
from kibox_pbx.soak import verb as soak_verb
from kibox_pbx.utterance import Language

CONFIG = Path("kibox.yaml")
DEMO_FOLDER = Path("var")

_LOG = get_logger(__name__)

Result = TypeVar("Result")


def main(arguments: list[str] | None = None) -> int:
    """Run the command line; return the exit status."""
    chosen = _parser().parse_args(arguments)
    keep_from_others(NOBODY_CHANGES)
    configure(chosen.log_level or chosen.usual_log_level)
    withhold_uncaught()
    # what a shell starts in a script's background is told to ignore Ctrl-C, and so would we
    # ignore SIGTERM below; only Python's own handler lets asyncio end its tasks in order
    signal.signal(signal.SIGINT, signal.default_int_handler)
    signal.signal(signal.SIGTERM, _end)
    try:
        return int(chosen.run(chosen))
    except KiboxError as error:
        sys.stderr.write(f"{error}\n")
        return 1
    except KeyboardInterrupt:
        return 130


def _end(number: int, frame: FrameType | None) -> None:
    """End as by Ctrl-C."""
    del number, frame
    signal.raise_signal(signal.SIGINT)


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="kibox", description="The receptionist on your own Asterisk."
    )
    parser.add_argument("--version", action="version", version=__version__)
    parser.add_argument(
        "--log-level", choices=["DEBUG", "INFO", "WARNING"], help="before the verb"
    )
    parser.set_defaults(usual_log_level="WARNING")
    verbs = parser.add_subparsers(required=True, metavar="VERB")
    _add_practice_verbs(verbs)
    _add_demo_verbs(verbs)
    setup_verb.add_commands(verbs)
    bundle_verb.add_commands(verbs)
    doctor.add_commands(verbs)
    status.add_commands(verbs)
    engines_verb.add_commands(verbs)
    bench_verb.add_commands(verbs)
    soak_verb.add_commands(verbs)
    models.add_commands(verbs)
    questions.add_commands(verbs)
    keys.add_commands(verbs)
    backups.add_commands(verbs)
    recordings.add_commands(verbs)
    notifying.add_commands(verbs)
    calendar_verb.add_commands(verbs)
    accounts.add_commands(verbs)
    login.add_commands(verbs)
    audit.add_commands(verbs)
    documents.add_commands(verbs)
    subject_verb.add_commands(verbs)
    retention.add_commands(verbs)
    rehearse_verb.add_commands(verbs)
    replay_verb.add_commands(verbs)
    improve_verb.add_commands(verbs)
    talk_verb.add_commands(verbs)
    hear_verb.add_commands(verbs)
    egress_verb.add_commands(verbs)
    manual_verb.add_commands(verbs, parser)
    return parser


def _add_practice_verbs(verbs: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    serve = verbs.add_parser("serve", help="answer calls")
    serve.add_argument("--config", type=Path, default=CONFIG, help="the settings")
    serve.set_defaults(run=_serve, usual_log_level="INFO")

    init = verbs.add_parser("init", help="write an example kibox.yaml, a key and secrets")
    init.add_argument("folder", type=Path, help="made if it is not there")
    init.add_argument(
        "--example", choices=EXAMPLES, default=EXAMPLES[0], help="which practice to begin with"
    )
    init.set_defaults(run=_init)

    config = verbs.add_parser("config", help="check or explain kibox.yaml")
    config.add_argument(
        "what",
        choices=["check", "explain", "schema"],
        help="name every mistake; tell of every setting; write a JSON schema for editors",
    )
    config.add_argument("--config", type=Path, default=CONFIG, help="the settings")
    config.set_defaults(run=_config)


def _add_demo_verbs(verbs: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    languages = [each.value for each in Language]
    demo = verbs.add_parser("run", help="Asterisk, the service and a simulated caller")
    demo.add_argument("--folder", type=Path, default=DEMO_FOLDER, help="of the demonstration")
    demo.add_argument(
        "--call",
        nargs="*",
        choices=languages,
        default=[],
        metavar="LANGUAGE",
        help="simulated callers, one after the other: de or en",
    )
    demo.add_argument("--once", action="store_true", help="end after the calls")
    demo.set_defaults(run=_run)

    call = verbs.add_parser("call", help="one more simulated call to the running demonstration")
    call.add_argument(
        "language", nargs="?", choices=languages, default="en", help="of the caller"
    )
    call.add_argument("--folder", type=Path, default=DEMO_FOLDER, help="of the demonstration")
    call.set_defaults(run=_call)


def _in_loop(work: Coroutine[Any, Any, Result]) -> Result:
    """Run something to its end in an event loop that quotes no caller in its complaints."""
    with asyncio.Runner() as runner:
        runner.get_loop().set_exception_handler(loop_failed)
        return runner.run(work)


def _serve(chosen: argparse.Namespace) -> int:
    allow_no_dumps()
    keep_from_others(NOBODY_READS)
    if swap_warning():
        _LOG.warning("what callers say could be swapped to an open disk: see docs/keys.md")
    if former := outdated(chosen.config):
        _LOG.warning(
            "settings of an older version: kibox config check", settings_count=len(former)
        )
    settings = load(chosen.config)
    with SocketGuard(settings.reached) as guard:
        _in_loop(_serve_until_stopped(settings, guard))
    return 0


async def _serve_until_stopped(settings: Settings, guard: SocketGuard) -> None:
    stop = asyncio.Event()
    loop = asyncio.get_running_loop()
    for each in (signal.SIGINT, signal.SIGTERM):
        loop.add_signal_handler(each, stop.set)
    async with service(settings, refused=lambda: guard.refused_count):
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
        sys.stderr.write("".join(f"{each}\n" for each in outdated(chosen.config)))
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

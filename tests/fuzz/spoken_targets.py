"""What callers say and admins type: the dialogue, the parsers of language, the command line."""

import argparse
import io
from collections.abc import Iterator
from contextlib import redirect_stderr, redirect_stdout, suppress
from datetime import datetime
from functools import cache
from zoneinfo import ZoneInfo

from kibox_pbx.cli import _parser
from kibox_pbx.dialogue.events import CallAnswered, CallerPressed, CallerSpoke, SilenceTimedOut
from kibox_pbx.dialogue.manager import outcome, start, step
from kibox_pbx.language.birthdate import understand_birthdate
from kibox_pbx.language.names import understand_name
from kibox_pbx.language.normalise import normalise
from kibox_pbx.language.phone import understand_phone
from kibox_pbx.language.when import understand_when
from kibox_pbx.language.yes_no import understand_yes_no
from kibox_pbx.utterance import Language
from tests.dialogue.playbook import CALLER
from tests.dialogue.practice import MONDAY_MORNING, practice
from tests.fuzz.target import Target

NOW = datetime(2026, 11, 23, 10, tzinfo=ZoneInfo("Europe/Berlin"))
MOST_LINES = 12


def language_of(data: bytes) -> Language:
    """Return the language that an input's first byte names."""
    return tuple(Language)[data[0] % len(Language)] if data else Language.ENGLISH


def understand(data: bytes) -> None:
    """Every parser takes whatever was said."""
    language, said = language_of(data), data[1:].decode("utf-8", "replace")
    for text in (said, normalise(said, language)):
        understand_when(text, language, NOW)
        understand_name(text, language)
        understand_phone(text, language, "DE", None)
        understand_birthdate(text, language, NOW.date())
        understand_yes_no(text, language)


def conversation(data: bytes) -> None:
    """Whatever a caller says, line by line, whichever keys are pressed, the call goes on."""
    language, said = language_of(data), data[1:].decode("utf-8", "replace")
    state, _ = step(start(practice()), CallAnswered(0, MONDAY_MORNING, CALLER, language))
    for at, line in enumerate(said.split("\n")[:MOST_LINES], start=1):
        for event in _events(at * 1000, line):
            state, _ = step(state, event)
    outcome(state)


def _events(at_ms: int, line: str) -> Iterator[CallerSpoke | CallerPressed | SilenceTimedOut]:
    if line.startswith("#"):
        yield from (CallerPressed(at_ms, key) for key in line[1:20])
    elif not line:
        yield SilenceTimedOut(at_ms)
    else:
        yield CallerSpoke(at_ms, line)


def arguments(data: bytes) -> None:
    """Arguments are understood, or wrong usage is told."""
    given = data.decode("utf-8", "surrogateescape").split("\n")
    with (
        redirect_stdout(io.StringIO()),
        redirect_stderr(io.StringIO()),
        suppress(SystemExit),
    ):
        assert isinstance(_command_line().parse_args(given), argparse.Namespace)


@cache
def _command_line() -> argparse.ArgumentParser:
    return _parser()


_GERMAN = (
    "ein termin zur vorsorge am mittwoch um drei\nder erste\nsabine huber\nja\nja",
    "ich möchte eine nachricht hinterlassen\nbitte um rückruf\n\n#0891234567#\nja",
    "meinen termin am dritten mai verschieben\nden um halb vier\nnein doch nicht",
)
_ENGLISH = (
    "an appointment for a check up on monday at ten\nthe first one\njohn miller\nyes",
    "cancel my appointment\nj o h n\n#123\nthe third of may nineteen eighty five",
)
_SPOKEN = tuple(
    bytes((number,)) + text.encode()
    for number, texts in enumerate((_GERMAN, _ENGLISH))
    for text in texts
)
_WORDS = tuple(
    each.encode()
    for each in ("und ", "and ", "vierzehn ", "nine ", "am ", "oh ", "\n", "\u202e", "İ", "9")
)
_COMMANDS = (
    b"bench\n--calls\n1,2", b"soak\n--hours\n2", b"init\nfolder\n--example\nlawyer",
    b"config\ncheck\n--config\nkibox.yaml", b"subject\nfind\n--phone\n1", b"user\nadd\nname",
    b"document\nall", b"retention\nrun\n--dry-run", b"--log-level\nDEBUG\nstatus",
)  # fmt: skip

TARGETS = (
    Target("language", understand, _SPOKEN, _WORDS),
    Target("conversation", conversation, _SPOKEN, _WORDS),
    Target(
        "arguments",
        arguments,
        _COMMANDS,
        (b"\n--", b"-", b"=", b"9" * 5000, b"nan", b"\xff", b"@", b"%s"),
    ),
)
"""By who gives it."""

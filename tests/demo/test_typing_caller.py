"""A person at the terminal: what is typed, and what it stands for."""

import asyncio
import io
import threading
from collections.abc import Iterator

import pytest

from kibox_pbx.demo.typing_caller import HELP, Lines, TypingCaller, understood
from kibox_pbx.dialogue.actions import Expect, Listen, Say
from kibox_pbx.records import Act
from kibox_pbx.rehearsal.script import Press, PutDown, Reply, Speak, StaySilent
from kibox_pbx.utterance import Language

DE = Language.GERMAN
ASKED = Say(Act.ASK_DAY, "An welchem Tag?")
LISTEN = Listen(Expect.DAY, 8000)

Captured = pytest.CaptureFixture[str]


@pytest.mark.parametrize(
    ("line", "reply"),
    [
        ("am Mittwoch", Speak("am Mittwoch")),
        ("/silence", StaySilent()),
        ("/key 0", Press("0")),
        ("/key 089*#", Press("089*#")),
        ("/hangup", PutDown()),
        ("", None),
        ("/key", None),
        ("/key x", None),
        ("/shout", None),
    ],
)
def test_what_a_line_stands_for(line: str, reply: Reply | None) -> None:
    assert understood(line) == reply


async def test_lines_come_one_by_one_and_the_end_hangs_up(capsys: Captured) -> None:
    caller = TypingCaller(Lines(io.StringIO("am Mittwoch\n\n/shout\n/silence\n")))
    replies = [await caller.replies(ASKED, (), LISTEN, DE) for _ in range(3)]
    assert replies == [Speak("am Mittwoch"), StaySilent(), PutDown()]
    assert capsys.readouterr().err == f"{HELP}\n{HELP}\n"


async def test_the_first_sentence_of_an_answer_shows_how_long_it_took(capsys: Captured) -> None:
    caller = TypingCaller(Lines(io.StringIO("ja\n")))
    await caller.hears(ASKED, DE)
    await caller.replies(ASKED, (), LISTEN, DE)
    await caller.hears(Say(Act.BOOKED, "Eingetragen."), DE)
    await caller.hears(Say(Act.GOODBYE, "Tschüss."), DE)
    lines = capsys.readouterr().out.splitlines()
    assert lines[1].startswith("Eingetragen.  (")
    assert lines[1].endswith(" ms)")
    assert lines[2] == "Tschüss."


async def test_sentences_are_said_aloud_and_answers_heard_where_wanted(
    capsys: Captured,
) -> None:
    spoken: list[str] = []
    heard = iter(["am mittwoch", None])

    async def speak(text: str, language: Language) -> None:
        spoken.append(text)

    async def hear(listen: Listen, language: Language) -> str | None:
        return next(heard)

    caller = TypingCaller(Lines(io.StringIO("")), speaks=speak, hears=hear)
    await caller.hears(ASKED, DE)
    assert spoken == [ASKED.text]
    assert await caller.replies(ASKED, (), LISTEN, DE) == Speak("am mittwoch")
    assert await caller.replies(ASKED, (), LISTEN, DE) == StaySilent()
    assert "> am mittwoch\n> (silence)\n" in capsys.readouterr().out


async def test_a_person_neither_cuts_in_nor_leaves_in_a_sentence() -> None:
    caller = TypingCaller(Lines(io.StringIO("")))
    assert caller.interruption(Act.GREET) is None
    assert not caller.hangs_up(Act.GREET)


def test_lines_that_come_after_the_end_disturb_nobody() -> None:
    over, read = threading.Event(), threading.Event()

    def late() -> Iterator[str]:
        over.wait(5)
        try:
            yield "zu spät"
        finally:
            read.set()

    async def leave() -> None:
        Lines(late())

    asyncio.run(leave())
    over.set()
    assert read.wait(5)

"""A person at the terminal as the caller: reads the assistant's sentences, types answers."""

import asyncio
import sys
import threading
import time
from collections.abc import Awaitable, Callable, Iterable, Sequence

from kibox_pbx.dialogue.actions import Listen, Say
from kibox_pbx.records import Act
from kibox_pbx.rehearsal.script import Press, PutDown, Reply, Speak, StaySilent
from kibox_pbx.utterance import Language

HELP = "Type what you say, or /silence, /key 0, /hangup"
PROMPT = "> "

Speaks = Callable[[str, Language], Awaitable[None]]
Hears = Callable[[Listen, Language], Awaitable[str | None]]


class Lines:
    """Lines of a stream, awaited; its thread never keeps the program from ending."""

    def __init__(self, source: Iterable[str]) -> None:
        self._lines: asyncio.Queue[str | None] = asyncio.Queue()
        loop = asyncio.get_running_loop()

        def read() -> None:
            try:
                for line in source:
                    loop.call_soon_threadsafe(self._lines.put_nowait, line)
                loop.call_soon_threadsafe(self._lines.put_nowait, None)
            except RuntimeError:
                return  # the loop is closed: nobody waits for lines any more

        threading.Thread(target=read, name="read lines", daemon=True).start()

    async def next(self) -> str | None:
        """Return the next line, or None at the end."""
        line = await self._lines.get()
        return None if line is None else line.strip()


class TypingCaller:
    """Implements `TextCaller` for a person; keeps nothing."""

    def __init__(
        self, lines: Lines, *, speaks: Speaks | None = None, hears: Hears | None = None
    ) -> None:
        """Say where answers come from.

        Args:
            lines: What is typed.
            speaks: Says the assistant's sentences aloud as well.
            hears: Hears answers in place of what is typed.
        """
        self._lines = lines
        self._speaks = speaks
        self._hears = hears
        self._answered_s: float | None = time.monotonic()

    async def hears(self, sentence: Say, language: Language) -> None:
        """Show a sentence, and how long it was waited for."""
        waited = ""
        if self._answered_s is not None:
            waited = f"  ({(time.monotonic() - self._answered_s) * 1000:.0f} ms)"
            self._answered_s = None
        _show(f"{sentence.text}{waited}")
        if self._speaks:
            await self._speaks(sentence.text, language)

    def interruption(self, act: Act) -> str | None:
        """Let every sentence be said to its end."""
        return None

    def hangs_up(self, act: Act, field_key: str | None = None) -> bool:
        """Stay until it is one's turn."""
        return False

    async def replies(
        self, question: Say, before: Sequence[Act], listen: Listen, language: Language
    ) -> Reply:
        """Return what was said or typed."""
        reply = await (self._listen(listen, language) if self._hears else self._read())
        self._answered_s = time.monotonic()
        return reply

    async def _listen(self, listen: Listen, language: Language) -> Reply:
        text = await self._hears(listen, language) if self._hears else None
        _show(f"{PROMPT}{text or '(silence)'}")
        return Speak(text) if text else StaySilent()

    async def _read(self) -> Reply:
        while True:
            if sys.stdin.isatty():
                sys.stdout.write(PROMPT)
                sys.stdout.flush()
            line = await self._lines.next()
            if line is None:
                return PutDown()
            reply = understood(line)
            if reply:
                return reply
            sys.stderr.write(HELP + "\n")


def understood(line: str) -> Reply | None:
    """Return what a typed line stands for; None: nothing that we know."""
    if not line.startswith("/"):
        return Speak(line) if line else None
    match line.split():
        case ["/silence"]:
            return StaySilent()
        case ["/hangup"]:
            return PutDown()
        case ["/key", keys] if set(keys) <= set("0123456789*#"):
            return Press(keys)
        case _:
            return None


def _show(text: str) -> None:
    sys.stdout.write(text + "\n")
    sys.stdout.flush()

"""The language in which Asterisk asks what to do with a call (AGI). Knows no socket.

Asterisk first sends the call's facts as ``agi_name: value`` lines and a blank line; then it
answers each of our commands with one reply. Source: ``res_agi.c`` of Asterisk 22.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from urllib.parse import parse_qsl, urlsplit

from kibox_pbx.errors import PeerError

MAX_LINE_BYTES = 8 * 1024
"""Longer than any fact of a call; Asterisk's own buffer for a command is 2 KB."""

MAX_LINES = 128
"""Of the facts, or of one reply; Asterisk sends about 25."""

HANG_UP_LINE = "HANGUP"
"""Sent between replies when the caller hangs up; it answers nothing."""

UNKNOWN = {"", "unknown", "<unknown>", "anonymous"}
"""Stands for a number that is not known, or that the caller withholds (RFC 3323)."""
NUMBER = re.compile(r"[\w+*#.@()/ -]{1,80}")
"""What a caller or a line can be called: digits, or the name of an account. A SIP message can
hold anything (``%0A`` is a line break); what is not of this form counts as unknown, so that it
gets nowhere: into no table, page, terminal or notification."""

PRESENTATION_RESTRICTED = 0x20
"""In ``agi_callingpres``: the caller does not want the number to be shown."""


class CallerGoneError(PeerError):
    """The caller hung up, or Asterisk closed the session; nothing more can be done."""


@dataclass(frozen=True, slots=True)
class AgiRequest:
    """A call, as Asterisk describes it when it asks."""

    script: str
    """The route: ``reception`` of ``agi://host/reception?x=1``."""

    query: Mapping[str, str] = field(default_factory=dict)
    caller_id: str | None = None
    """As Asterisk gave it; None: withheld or unknown."""

    dialled: str = ""
    """The number or extension that was called: the script's first argument, if it has one."""

    channel: str = ""
    unique_id: str = ""
    language: str = ""
    context: str = ""
    arguments: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class AgiReply:
    """Asterisk's answer to one command."""

    code: int
    """200 done, 510 unknown command, 511 the channel is dead, 520 wrong usage."""

    result: str = ""
    """What follows ``result=``; "-1" is failure or hang-up, "" where there is none."""

    value: str | None = None
    """What stands in brackets: a variable's value, ``hangup``, ``timeout``."""


@dataclass(frozen=True, slots=True)
class HungUp:
    """Asterisk says that the caller hung up."""


_RESULT = re.compile(r"result=(-?[^\s(]*)")
_PRESENTATION = re.compile(r"[0-9]{1,3}")
_VALUE = re.compile(r"\((.*)\)", re.DOTALL)


class Reader:
    """Finds the request and then the replies in a byte stream, whatever its cuts.

    Holds at most one unfinished line and `MAX_LINES` finished ones.
    """

    def __init__(self) -> None:
        self._buffer = bytearray()
        self._lines: list[str] = []
        self._has_request = False

    def feed(self, data: bytes) -> list[AgiRequest | AgiReply | HungUp]:
        """Return what is completed by ``data``, oldest first; the request comes first.

        Raises:
            PeerError: The stream is not AGI; close it.
        """
        self._buffer += data
        *whole, rest = self._buffer.split(b"\n")
        if max(map(len, (*whole, rest))) > MAX_LINE_BYTES:
            raise PeerError("fastagi: a line is too long")
        self._buffer = rest
        found = (self._take(line.decode("utf-8", "replace").rstrip("\r")) for line in whole)
        return [item for item in found if item is not None]

    def _take(self, line: str) -> AgiRequest | AgiReply | HungUp | None:
        if not self._lines and self._has_request:
            if line == HANG_UP_LINE:
                return HungUp()
            if line.startswith("100 ") or not line:
                return None
        self._lines.append(line)
        if len(self._lines) > MAX_LINES:
            raise PeerError("fastagi: too many lines")
        if not (_ends_reply(self._lines) if self._has_request else line == ""):
            return None
        lines, self._lines = self._lines, []
        if self._has_request:
            return _read_reply(lines)
        self._has_request = True
        return _read_request(lines)


def _ends_reply(lines: list[str]) -> bool:
    """Tell whether a reply is whole: usage ends with 520, a value with its bracket."""
    if lines[0].startswith("520-"):
        return lines[-1].startswith("520 ")
    opened = "(" in lines[0]
    return not opened or ")" in lines[-1]


def _read_reply(lines: list[str]) -> AgiReply:
    code, text = lines[0][:3], "\n".join(lines)
    if not code.isascii() or not code.isdigit():
        raise PeerError("fastagi: a reply without a code")
    result, value = _RESULT.search(text), _VALUE.search(text)
    if code == "200" and result is None:
        raise PeerError("fastagi: a reply without a result")
    return AgiReply(
        int(code), result.group(1) if result else "", value.group(1) if value else None
    )


def _read_request(lines: list[str]) -> AgiRequest:
    facts = _read_facts(lines)
    if "agi_network_script" not in facts:
        raise PeerError("fastagi: a request without a script")
    try:
        address = urlsplit(facts["agi_network_script"])
    except ValueError:
        raise PeerError("fastagi: a request for a script that is none") from None
    arguments = tuple(value for name, value in facts.items() if name.startswith("agi_arg_"))
    dialled = (*arguments[:1], facts.get("agi_dnid", ""), facts.get("agi_extension", ""))
    return AgiRequest(
        script=address.path.strip("/"),
        query=dict(parse_qsl(address.query)),
        caller_id=_read_caller(facts),
        dialled=next((number for number in dialled if _is_number(number)), ""),
        channel=facts.get("agi_channel", ""),
        unique_id=facts.get("agi_uniqueid", ""),
        language=facts.get("agi_language", ""),
        context=facts.get("agi_context", ""),
        arguments=arguments,
    )


def _read_facts(lines: list[str]) -> dict[str, str]:
    """Return each fact by its name.

    Asterisk does not escape what a caller wrote: a number with a line break in it begins a
    fact of its own. It sends each once, so a second one, or a line that is none, was not its
    own.
    """
    facts: dict[str, str] = {}
    for line in filter(None, lines):
        name, is_there, value = line.partition(": ")
        if not is_there or name in facts:
            raise PeerError("fastagi: a fact that Asterisk did not write")
        facts[name] = value
    return facts


def _is_number(text: str) -> bool:
    return text.lower() not in UNKNOWN and NUMBER.fullmatch(text) is not None


def _read_caller(facts: Mapping[str, str]) -> str | None:
    presentation = facts.get("agi_callingpres", "0")
    is_number = _PRESENTATION.fullmatch(presentation) is not None
    if is_number and int(presentation) & PRESENTATION_RESTRICTED:
        return None
    caller = facts.get("agi_callerid", "").partition(";")[0]  # RFC 3966: parameters follow
    return caller if _is_number(caller) else None


def quote(argument: str) -> str:
    """Return one argument of a command, safe whatever a caller put into it.

    AGI cannot carry a line break inside an argument; it becomes a space.
    """
    one_line = re.sub(r"[\r\n\0]", " ", argument)
    return '"' + one_line.replace("\\", "\\\\").replace('"', '\\"') + '"'


def encode_command(name: str, *arguments: str) -> bytes:
    """Return the line that asks Asterisk to do something."""
    return " ".join((name, *map(quote, arguments))).encode() + b"\n"

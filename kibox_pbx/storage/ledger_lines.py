"""The lines of the ledger of erasures: how they are written, chained and checked. Pure.

A line holds random identifiers and a time, nothing of anybody. Each carries a MAC over itself
and the line before (HMAC-SHA256, under a secret of the database), so none can be changed,
left out or put in. The first line says where the others go on from.
"""

import hashlib
import hmac
import json
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Entry:
    """One line."""

    number: int
    """From 1 on, whatever was cut off at the beginning."""

    at: str
    """UTC text, see ``instant``."""

    kind: str
    what: tuple[str, ...]
    """Identifiers."""


@dataclass(frozen=True, slots=True)
class Head:
    """How far a database, or a file, has come."""

    lines: int
    mac: str
    """Of the last line; empty: there never was one."""

    bytes: int
    """Length of the file then; 0: it was not made yet."""


@dataclass(frozen=True, slots=True)
class Content:
    """A file that was read and checked."""

    after: Head
    """Where its first line goes on from."""

    entries: tuple[Entry, ...]
    macs: tuple[str, ...]
    bytes: int
    """Of whole lines; what lies beyond was being written when the power failed."""

    @property
    def end(self) -> Head:
        """Where the next line goes on from."""
        if not self.entries:
            return Head(self.after.lines, self.after.mac, self.bytes)
        return Head(self.entries[-1].number, self.macs[-1], self.bytes)

    def mac_at(self, lines: int) -> str:
        """Return the MAC after so many lines."""
        behind = lines - self.after.lines
        return self.macs[behind - 1] if behind else self.after.mac


def parsed(whole: bytes, secret: bytes) -> Content:
    """Read a file of whole lines.

    Raises:
        ValueError: One is not what was written, or not where it was written.
    """
    first, *lines = whole.decode().splitlines()
    told = json.loads(first)
    after = Head(told["after"], told["mac"], 0)
    if first_line(secret, after) != f"{first}\n":
        raise ValueError("not of this database")
    entries, macs, mac = [], [], after.mac
    for number, each in enumerate(lines, after.lines + 1):
        told = json.loads(each)
        entry = Entry(number, told["at"], told["kind"], tuple(told["what"]))
        mac = mac_of(secret, entry, mac)
        if each != line(entry, mac).rstrip("\n"):
            raise ValueError("changed")
        entries.append(entry)
        macs.append(mac)
    return Content(after, tuple(entries), tuple(macs), len(whole))


def dropped(raw: bytes, at: str) -> tuple[Head, int]:
    """Return the last line at the beginning that is older, and at which byte the next begins.

    Raises:
        ValueError: One cannot be read.
    """
    first = raw.index(b"\n") + 1
    told = json.loads(raw[:first])
    last, begin = Head(told["after"], told["mac"], 0), first
    while begin < len(raw):
        end = raw.index(b"\n", begin) + 1
        told = json.loads(raw[begin:end])
        if told["at"] >= at:
            break
        last, begin = Head(told["n"], told["mac"], 0), end
    return last, begin


def first_of(raw: bytes) -> int:
    """Return after how many lines a file begins."""
    return int(json.loads(raw[: raw.index(b"\n")])["after"])


def line(entry: Entry, mac: str) -> str:
    """Return a line as it is written, its end included."""
    return f"{json.dumps({**_told(entry), 'mac': mac}, separators=(',', ':'))}\n"


def first_line(secret: bytes, after: Head) -> str:
    """Return the line before all others: where they go on from."""
    told = {"after": after.lines, "mac": after.mac}
    seal = _hmac(secret, "first", json.dumps(told))
    return f"{json.dumps({**told, 'seal': seal}, separators=(',', ':'))}\n"


def mac_of(secret: bytes, entry: Entry, before: str) -> str:
    """Return the MAC of a line, in hex, after the one of the line before."""
    return _hmac(secret, f"after {before}", json.dumps(_told(entry)))


def _told(entry: Entry) -> dict[str, object]:
    return {"n": entry.number, "at": entry.at, "kind": entry.kind, "what": entry.what}


def _hmac(secret: bytes, role: str, text: str) -> str:
    return hmac.new(secret, f"{role}\n{text}".encode(), hashlib.sha256).hexdigest()

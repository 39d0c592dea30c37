"""A part of something long, as browsers ask for it to jump within a sound (RFC 9110, 14).

Pure but for the answer it makes.
"""

import re
from dataclasses import dataclass

from starlette.responses import Response

_ONE = re.compile(r"bytes=(\d{0,15})-(\d{0,15})", re.ASCII)
UNSATISFIABLE = 416


@dataclass(frozen=True, slots=True)
class Part:
    """Bytes of something long."""

    first: int
    last: int
    """The last one is part of it. Before ``first``: there is no such part."""


def part_wanted(header: str, length: int) -> Part | None:
    """Return what is asked for; None: the whole, as for what we do not understand.

    Several parts at once are answered by the whole, too, which the standard allows.

    Args:
        header: ``Range``; empty: there is none.
        length: Of the whole, in bytes.
    """
    found = _ONE.fullmatch(header.strip())
    if found is None or found[1] == found[2] == "":
        return None
    if not found[1]:
        return Part(max(0, length - int(found[2])), length - 1)
    first, last = int(found[1]), int(found[2] or length - 1)
    if found[2] and last < first:
        return None
    return Part(first, min(last, length - 1))


def answered(header: str, whole: bytes, media_type: str) -> Response:
    """Return the answer: the part that is asked for, or the whole."""
    part = part_wanted(header, len(whole))
    headers = {"Accept-Ranges": "bytes"}
    if part is None:
        return Response(whole, media_type=media_type, headers=headers)
    if part.last < part.first:
        headers["Content-Range"] = f"bytes */{len(whole)}"
        return Response(status_code=UNSATISFIABLE, headers=headers)
    headers["Content-Range"] = f"bytes {part.first}-{part.last}/{len(whole)}"
    content = whole[part.first : part.last + 1]
    return Response(content, 206, media_type=media_type, headers=headers)

"""Downloads one pinned file from a publisher, going on where an earlier try broke off.

What was received stays in a ``.part`` file until it is whole and its sha256 fits. An
address that is not safe is never followed, and a host that does not answer costs seconds.
"""

import http.client
import urllib.error
import urllib.request
from collections.abc import Callable
from pathlib import Path
from typing import IO
from urllib.parse import urlsplit

from kibox_pbx.errors import ModelError
from kibox_pbx.models.manifest import is_safe_address
from kibox_pbx.models.unpack import CHUNK_BYTES, sha256_of

TIMEOUT_S = 8
"""To connect, and between two pieces: a customer's firewall that swallows packets is common."""

Progress = Callable[[int, int], None]
"""Called with the bytes that are here and the bytes in all."""


class SourceUnreachableError(ModelError):
    """A source cannot be had from here, now; another one may be."""


class _SafeRedirects(urllib.request.HTTPRedirectHandler):
    def redirect_request(  # noqa: PLR0913, PLR0917 -- the signature is urllib's
        self,
        req: urllib.request.Request,
        fp: IO[bytes],
        code: int,
        msg: str,
        headers: http.client.HTTPMessage,
        newurl: str,
    ) -> urllib.request.Request | None:
        if not is_safe_address(newurl):
            raise ModelError("the publisher's host redirects to an address that is not https")
        return super().redirect_request(req, fp, code, msg, headers, newurl)


def download(url: str, to: Path, size: int, sha256: str, progress: Progress) -> None:
    """Put the file at an address where it is wanted, once it is whole and the expected one.

    Raises:
        SourceUnreachableError: Nobody answers, or the connection broke; what came is kept.
        ModelError: What came is not the expected file; it is deleted.
    """
    part = to.with_name(to.name + ".part")
    part.parent.mkdir(parents=True, exist_ok=True)
    try:
        if _size(part) != size:
            _receive(url, part, size, progress)
    except (urllib.error.URLError, http.client.HTTPException, OSError) as error:
        raise SourceUnreachableError(
            f"{urlsplit(url).hostname} cannot be reached: {error}"
        ) from error
    if _size(part) < size:
        raise SourceUnreachableError(
            f"{urlsplit(url).hostname} stopped sending; run it again to go on"
        )
    if sha256_of(part) != sha256:
        part.unlink()
        raise ModelError(f"{to.name} from {urlsplit(url).hostname} is not the expected file")
    part.replace(to)


def _receive(url: str, part: Path, size: int, progress: Progress) -> None:
    have = _size(part)
    request = urllib.request.Request(url, headers={"Range": f"bytes={have}-"} if have else {})  # noqa: S310 -- only safe addresses come here
    opener = urllib.request.build_opener(_SafeRedirects)
    with opener.open(request, timeout=TIMEOUT_S) as answer:
        if answer.status != http.HTTPStatus.PARTIAL_CONTENT:
            have = 0
        with part.open("ab" if have else "wb") as file:
            while chunk := answer.read(CHUNK_BYTES):
                have += len(chunk)
                if have > size:
                    break
                file.write(chunk)
                progress(have, size)
    if have > size:
        part.unlink()
        raise ModelError(f"{urlsplit(url).hostname} sends more than the expected file")


def _size(part: Path) -> int:
    return part.stat().st_size if part.exists() else 0

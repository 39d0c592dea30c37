"""An HTTP answer that is read within a time, or not at all.

A socket's own timeout begins anew with each byte, so who sends one now and then would be
listened to for hours. Everything here blocks.
"""

import http.client
import io
import socket
import time


class InTimeResponse(http.client.HTTPResponse):
    """Raises `TimeoutError` where head and body take too long together."""

    def __init__(self, whole_s: float, sock: socket.socket, method: str | None = None) -> None:
        """Say how long all of it may take, in seconds from now."""
        super().__init__(sock, method=method)
        self.fp = io.BufferedReader(_InTime(self.fp.detach(), sock, whole_s))


class _InTime(io.RawIOBase):
    def __init__(self, sent: io.RawIOBase, sock: socket.socket, whole_s: float) -> None:
        self._sent = sent
        self._sock = sock
        self._wait_s = sock.gettimeout() or whole_s
        self._until_s = time.monotonic() + whole_s

    def readable(self) -> bool:
        return True

    def readinto(self, into: memoryview) -> int | None:  # type: ignore[override]  # as BufferedReader calls it
        left_s = self._until_s - time.monotonic()
        if left_s <= 0:
            raise TimeoutError("too slow")
        self._sock.settimeout(min(left_s, self._wait_s))
        return self._sent.readinto(into)

    def close(self) -> None:
        self._sent.close()
        super().close()

"""What holds for every answer: what a browser may do with it, who may ask, what is noted of it.

The log has the path's template and a shortened address, so neither a caller nor a colleague
can be read from it; queries are not used and not noted.
"""

import time
from ipaddress import IPv6Address, ip_address, ip_network

from starlette.datastructures import Headers, MutableHeaders
from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from kibox_pbx.config.settings import Web
from kibox_pbx.log import get_logger

POLICY = (
    "default-src 'none'; style-src 'self'; img-src 'self'; media-src 'self'; "
    "form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
)
POLICY_WITH_SCRIPT = f"{POLICY}; script-src 'self'; connect-src 'self'"
"""For the few pages that say so: a file of ours, and nothing that stands within a page."""

HEADERS = {
    "Content-Security-Policy": POLICY,
    "Cache-Control": "no-store",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=()",
    "Referrer-Policy": "same-origin",
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
}
"""No script at all, unless the page says so. Nothing is kept by the browser; nobody may
frame a page. ``same-origin`` leaves forms their ``Origin``, by which they are known."""

SHOWN_BITS = {4: 24, 6: 48}
"""Of an address in the log, by its version: which part of the house, not which machine."""

_LOG = get_logger(__name__)


class Protected:
    """Wraps the pages; whatever they answer, an error too, passes through here."""

    def __init__(self, pages: ASGIApp, web: Web) -> None:
        self._pages = pages
        self._names = {"localhost", *(name.lower() for name in web.names)}

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request."""
        if scope["type"] != "http":
            return
        begun = time.monotonic()
        status = 500

        async def send_guarded(message: Message) -> None:
            nonlocal status
            if message["type"] == "http.response.start":
                status = message["status"]
                headers = MutableHeaders(scope=message)
                for name, value in HEADERS.items():
                    headers[name] = value
                if scope.get("has_script"):
                    headers["Content-Security-Policy"] = POLICY_WITH_SCRIPT
            await send(message)

        try:
            if self._may_ask(Headers(scope=scope).get("host", "")):
                await self._pages(scope, receive, send_guarded)
            else:
                refusal = PlainTextResponse("unknown host; see web.names", 421)
                await refusal(scope, receive, send_guarded)
        finally:
            _LOG.info(
                "page",
                page=_template(scope),
                status=str(status),
                host=shortened(scope),
                took_ms=round(1000 * (time.monotonic() - begun)),
            )

    def _may_ask(self, host: str) -> bool:
        """Say whether a browser asked for an address or a name of ours (DNS rebinding)."""
        name = _without_port(host)
        try:
            ip_address(name)
        except ValueError:
            return name.lower() in self._names
        return True


def shortened(scope: Scope) -> str:
    """Return the first part of the asking machine's address."""
    client = scope.get("client")
    try:
        address = ip_address(client[0] if client else "")
    except ValueError:
        return "unknown"
    if isinstance(address, IPv6Address) and address.ipv4_mapped:
        address = address.ipv4_mapped
    network = ip_network((address, SHOWN_BITS[address.version]), strict=False)
    return str(network.network_address)


def _without_port(host: str) -> str:
    if host.startswith("["):
        return host[1:].partition("]")[0]
    return host.rpartition(":")[0] if host.count(":") == 1 else host


def _template(scope: Scope) -> str:
    """Return ``/calls/:call_id`` for ``/calls/c0ffee``; what is no page has no name."""
    template = getattr(scope.get("route"), "path", None) or scope.get("template", "none")
    return str(template).replace("{", ":").replace("}", "")

"""Faults on demand, for the hosts that are played: what goes wrong, where, and how often.

A fault is a JSON object. `kind` says what happens; `host` (a name, or `*.suffix`) and `path` (how
it begins) narrow it down; `skip` requests pass first, `count` are hit, all when it is left out.

    answer             `status` (200), `body` and `headers`, instead of the host's own
    too_many           429, with `Retry-After` when `seconds` says it
    server_error       503
    slow               the answer takes `seconds` longer
    trickle            the answer comes a byte each `seconds`
    unreachable        the connection closes without an answer
    cut_off            the connection closes in the middle of the answer
    nonsense           what comes is no HTTP
    garbage            200, and a body of bytes that mean nothing
    endless            200, and a body that does not end
    redirect           302 to `location`; when it is left out, to the address where a cloud
                       machine keeps its credentials
    blind              everything is taken for registered
    mismatch_page      Google's refusal as a page with status 200, whoever asks
    json_400           Apple's refusal as a 400 with JSON
    login_unavailable  the login page is the 403 "Login pages unavailable"
"""

import secrets
import time
from collections.abc import Iterator
from dataclasses import dataclass
from threading import Lock
from typing import Any

from sandbox.outside.web import HTML, WebPage, WebRequest, page, redirect

ODDITIES = frozenset({"blind", "mismatch_page", "json_400", "login_unavailable"})
METADATA = "http://169.254.169.254/latest/meta-data/iam/security-credentials/"
_MEMBERS = frozenset(
    ["kind", "host", "path", "skip", "count", "status", "body", "headers", "seconds", "location"]
)
_ON_THE_WIRE = frozenset({"unreachable", "nonsense", "endless", "cut_off", "trickle"})
KINDS = (
    ODDITIES | _ON_THE_WIRE | {"answer", "too_many", "server_error", "slow", "garbage", "redirect"}
)
_PIECE = 65_536


@dataclass
class WebFault:
    """One fault and how often it may still strike."""

    described: dict[str, Any]
    skip: int
    count: int | None

    @property
    def kind(self) -> str:
        """What happens."""
        return str(self.described["kind"])

    def meant_for(self, request: WebRequest) -> bool:
        """Whether the fault's own conditions take the request in."""
        host = str(self.described.get("host", "*"))
        at_host = request.host.endswith(host[1:]) if host.startswith("*") else request.host == host
        return at_host and request.path.startswith(self.described.get("path", ""))


class WebFaults:
    """The faults in force; safe to ask from every connection's thread."""

    def __init__(self) -> None:
        self._lock = Lock()
        self._faults: list[WebFault] = []

    def add(self, described: dict[str, Any]) -> None:
        """One more fault; raises `ValueError` for one that this module's text does not describe."""
        if described.get("kind") not in KINDS or set(described) - _MEMBERS:
            raise ValueError(f"no such fault: {described}")
        with self._lock:
            self._faults.append(
                WebFault(described, described.get("skip", 0), described.get("count"))
            )

    def clear(self) -> None:
        """Ends all faults."""
        with self._lock:
            self._faults.clear()

    def as_documents(self) -> list[dict[str, Any]]:
        """The faults in force, with how many requests each may still hit."""
        with self._lock:
            return [
                {**fault.described, "skip": fault.skip, "count": fault.count}
                for fault in self._faults
            ]

    def striking(self, request: WebRequest) -> list[WebFault]:
        """The faults that hit this request; each hit counts."""
        with self._lock:
            hit = [fault for fault in self._faults if fault.meant_for(request) and _strikes(fault)]
            self._faults = [
                fault for fault in self._faults if fault.count is None or fault.count > 0
            ]
            return hit


def _strikes(fault: WebFault) -> bool:
    if fault.skip > 0:
        fault.skip -= 1
        return False
    if fault.count is not None:
        fault.count -= 1
        return fault.count >= 0
    return True


def instead(faults: list[WebFault]) -> WebPage | None:
    """The page that comes in place of the host's own."""
    for fault in faults:
        given = fault.described
        match fault.kind:
            case "answer":
                headers = dict(given.get("headers", {}))
                content_type = headers.pop("Content-Type", HTML)
                return WebPage(
                    given.get("status", 200),
                    str(given.get("body", "")).encode(),
                    content_type,
                    headers,
                )
            case "too_many":
                wait = {"Retry-After": str(given["seconds"])} if "seconds" in given else {}
                return WebPage(429, b"Too Many Requests", "text/plain", wait)
            case "server_error":
                return page(503, "Service Unavailable", "<h1>Service Unavailable</h1>")
            case "redirect":
                return redirect(given.get("location", METADATA))
            case "garbage":
                return WebPage(200, secrets.token_bytes(4096))
    return None


def on_the_wire(faults: list[WebFault], head: bytes, body: bytes) -> Iterator[bytes]:
    """The pieces that are sent where a fault disturbs the connection.

    It closes after them.
    """
    kinds = {fault.kind: fault.described for fault in faults}
    if "unreachable" in kinds:
        return
    if "nonsense" in kinds:
        yield b"\x00\xff\x1b[2J nonsense\r\n\r\n"
    elif "endless" in kinds:
        yield _without_length(head)
        while True:
            yield b"<p>on and on</p>" * (_PIECE // 16)
    elif "cut_off" in kinds:
        yield head + body[: len(body) // 2]
    elif "trickle" in kinds:
        for byte in head + body:
            yield bytes([byte])
            time.sleep(kinds["trickle"].get("seconds", 0.2))
    else:
        yield head + body


def _without_length(head: bytes) -> bytes:
    lines = [
        line for line in head.split(b"\r\n") if not line.lower().startswith(b"content-length:")
    ]
    return b"\r\n".join(lines)

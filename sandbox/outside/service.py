"""The parties outside AWS, put together.

Here stand the way of a request from bytes to a page, the faults, and the record of what was asked.
"""

import time
from collections import deque
from collections.abc import Callable, Iterator
from http.client import responses
from threading import Lock

from sandbox.outside import faults, hosts
from sandbox.outside.web import WebPage, WebRequest
from sandbox.state import Account, Document

_KEPT = 10_000
_HERE = frozenset({"127.0.0.1", "localhost", "[::1]", ""})


def host_asked(header: str) -> str:
    """The host that a `Host` header names, without its port.

    It is "" for this server itself: then AWS is meant.
    """
    name, _, port = header.strip().lower().rpartition(":")
    host = name if port.isdigit() else header.strip().lower()
    return "" if host in _HERE else host.removesuffix(".")


class Outside:
    """Every party but AWS. It shares the account, and the lock around it, with the practice AWS.

    `listen_with_tls` opens one more port, whose certificate has these names; it gives its `url` and
    the CA's `certificate`.
    """

    def __init__(
        self, account: Account, lock: Lock, listen_with_tls: Callable[[list[str]], Document]
    ) -> None:
        self.account = account
        self.faults = faults.WebFaults()
        self.lock = lock
        self.listen_with_tls = listen_with_tls
        self._asked: deque[Document] = deque(maxlen=_KEPT)

    def answer(self, request: WebRequest) -> Iterator[bytes]:
        """The pieces of an answer, after which the connection closes.

        There are none where no such host is played, or a fault lets nothing through.
        """
        striking = self.faults.striking(request)
        self._note(request)
        for fault in striking:
            if fault.kind == "slow":
                time.sleep(fault.described["seconds"])
        oddities = frozenset(fault.kind for fault in striking) & faults.ODDITIES
        page = faults.instead(striking)
        if page is None:
            asked = WebRequest(
                request.host,
                request.method,
                request.target,
                request.headers,
                request.body,
                oddities,
            )
            with self.lock:
                page = hosts.answer(self.account, asked)
        if page is not None:
            yield from faults.on_the_wire(striking, _head(page), page.body)

    def asked(self) -> list[Document]:
        """Every request so far, oldest first: `at, host, method, path, query, headers, body`."""
        return list(self._asked)

    def reset(self) -> None:
        """No faults, and nothing asked."""
        self.faults.clear()
        self._asked.clear()

    def _note(self, request: WebRequest) -> None:
        self._asked.append(
            {
                "at": time.time(),
                "host": request.host,
                "method": request.method,
                "path": request.path,
                "query": request.query,
                "headers": dict(request.headers),
                "body": request.body.decode("utf-8", "replace"),
            }
        )


def _head(page: WebPage) -> bytes:
    lines = [
        f"HTTP/1.1 {page.status} {responses.get(page.status, 'Odd')}",
        f"Content-Type: {page.content_type}",
    ]
    lines += [
        f"Content-Length: {len(page.body)}",
        "Connection: close",
        *(f"{name}: {value}" for name, value in page.headers.items()),
    ]
    return "\r\n".join([*lines, "", ""]).encode("latin-1", "replace")

"""A company's proxy: the only way out.

It leads every host to one place of the test's choosing.
"""

from __future__ import annotations

import select
import socket
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from socketserver import StreamRequestHandler, ThreadingTCPServer
from threading import Thread
from typing import cast

_PIECE = 65_536


@dataclass
class Proxy:
    """A proxy that runs.

    `asked` has each CONNECT's target and credentials. `refuses` is the status with which it says
    no.
    """

    target: tuple[str, int]
    refuses: int = 0
    port: int = 0
    asked: list[tuple[str, str]] = field(default_factory=list)

    @property
    def url(self) -> str:
        """What goes into HTTPS_PROXY."""
        return f"http://127.0.0.1:{self.port}"


class _Server(ThreadingTCPServer):
    daemon_threads = True
    proxy: Proxy


class _Connection(StreamRequestHandler):
    rbufsize = 0  # what follows the blank line belongs to the other side

    def handle(self) -> None:
        proxy = cast("_Server", self.server).proxy
        method, _, rest = self._line().partition(" ")
        headers = dict(line.split(": ", 1) for line in iter(self._line, ""))
        given = {name.lower(): value for name, value in headers.items()}
        proxy.asked.append((rest.partition(" ")[0], given.get("proxy-authorization", "")))
        if method != "CONNECT" or proxy.refuses:
            self.wfile.write(
                f"HTTP/1.1 {proxy.refuses or 405} No\r\nContent-Length: 0\r\n\r\n".encode()
            )
            return
        with socket.create_connection(proxy.target) as beyond:
            self.wfile.write(b"HTTP/1.1 200 Connection established\r\n\r\n")
            _pump(self.connection, beyond)

    def _line(self) -> str:
        return self.rfile.readline(_PIECE).decode("latin-1").strip()


def _pump(one: socket.socket, other: socket.socket) -> None:
    """Carries bytes both ways until either side ends."""
    across = {one: other, other: one}
    while True:
        for ready in select.select([one, other], [], [], 30)[0]:
            try:
                piece = ready.recv(_PIECE)
            except ConnectionError:
                piece = b""
            if not piece:
                return
            across[ready].sendall(piece)


@contextmanager
def proxy_to(host: str, port: int) -> Iterator[Proxy]:
    """A proxy on loopback, for as long as this lasts."""
    with _Server(("127.0.0.1", 0), _Connection) as server:
        server.proxy = Proxy((host, port), port=server.server_address[1])
        Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True).start()
        yield server.proxy
        server.shutdown()

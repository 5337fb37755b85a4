"""The HTTP side: one thread for each connection.

AWS's services, the control routes and all other parties on one port.

Who is meant says the `Host` header: this server itself is AWS, any other name is a party outside.
"""

import contextlib
import time
from collections.abc import Callable
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from socket import socket
from ssl import SSLContext
from threading import Thread
from typing import ClassVar

from sandbox import control
from sandbox.mangling import HttpAnswer
from sandbox.outside import hosts, tls
from sandbox.outside.service import Outside, host_asked
from sandbox.outside.web import WebRequest
from sandbox.service import Aws, Cut, HttpRequest
from sandbox.state import Document


class Server(ThreadingHTTPServer):
    """Listens on 127.0.0.1 only."""

    daemon_threads = True
    request_queue_size = 64
    allow_reuse_address = False

    def __init__(
        self,
        aws: Aws,
        port: int = 0,
        outside: Outside | None = None,
        context: SSLContext | None = None,
    ) -> None:
        self.aws = aws
        self.outside = outside or Outside(aws.account, aws.lock, self._listen_with_tls)
        self._context = context
        super().__init__(("127.0.0.1", port), _Handler)

    @property
    def check_hosts(self) -> dict[str, str]:
        """The hosts that are played, each with the address to ask instead."""
        return dict.fromkeys(hosts.played(self.aws.account), self.endpoint)

    def get_request(self) -> tuple[socket, tuple[str, int]]:
        """The next connection. Its handshake waits for the connection's own thread.

        A client that says nothing would stop all.
        """
        connection, address = super().get_request()
        if self._context is not None:
            connection = self._context.wrap_socket(
                connection, server_side=True, do_handshake_on_connect=False
            )
        return connection, address

    def _listen_with_tls(self, names: list[str]) -> Document:
        context, certificate = tls.vouched_for_by_ourselves(names)
        server = Server(self.aws, outside=self.outside, context=context)
        Thread(target=server.serve_forever, name="tls", daemon=True).start()
        return {"url": server.endpoint.replace("http:", "https:"), "certificate": certificate}

    @property
    def endpoint(self) -> str:
        """What goes into AWS_ENDPOINT_URL."""
        return f"http://127.0.0.1:{self.server_port}"

    def server_bind(self) -> None:
        """Binds without asking the name server for this machine's name, which can take seconds."""
        self.socket.bind(self.server_address)
        self.server_address = self.socket.getsockname()
        self.server_name, self.server_port = (
            str(self.server_address[0]),
            int(self.server_address[1]),
        )


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    disable_nagle_algorithm = True
    wbufsize = -1
    server: Server
    _METHODS: ClassVar = ("GET", "POST", "DELETE", "PUT")

    def setup(self) -> None:
        """A connection begins."""
        super().setup()
        self._at_the_end: list[Callable[[], None]] = []

    def _serve(self) -> None:
        length = int(self.headers.get("Content-Length") or 0)
        request = HttpRequest(
            self.command,
            self.path,
            {n.lower(): v for n, v in self.headers.items()},
            self.rfile.read(length),
        )
        host = host_asked(request.headers.get("host", ""))
        try:
            if host:
                self._send_web(
                    WebRequest(host, request.method, request.path, request.headers, request.body)
                )
            elif self.path.startswith(control.PREFIX):
                self._send(control.answer(self.server.aws, self.server.outside, request))
            else:
                self._send(self.server.aws.answer(request))
        except Cut:
            self.close_connection = True
        except ConnectionError:
            # The other side gave up waiting.
            self.close_connection = True
        except Exception as error:  # noqa: BLE001  said to whoever asked: there is nobody else to tell
            self._send(
                HttpAnswer(
                    500, "text/plain", f"A mistake of the practice AWS itself: {error!r}".encode()
                )
            )

    def _send(self, answer: HttpAnswer) -> None:
        if answer.at_the_end is not None:
            self._at_the_end.append(answer.at_the_end)
        self.send_response_only(answer.status)
        self.send_header("Date", self.date_time_string())
        self.send_header("Content-Type", answer.content_type)
        if answer.endless:
            self.close_connection = True
            self.send_header("Connection", "close")
        else:
            length = len(answer.body) if answer.promised is None else answer.promised
            self.send_header("Content-Length", str(length))
        if answer.request_id:
            self.send_header("x-amzn-RequestId", answer.request_id)
        for name, value in answer.headers.items():
            self.send_header(name, value)
        if answer.head_drips:
            self.close_connection = True
            self.flush_headers()
            self._drip(b"X-Drop: 1\r\n" * 1000, answer.drip)
            return
        self.end_headers()
        if answer.drip:
            self._drip(answer.body, answer.drip)
        else:
            for piece in answer.pieces():
                self.wfile.write(piece)
        self.wfile.flush()
        if answer.promised is not None and answer.promised != len(answer.body):
            self.close_connection = True

    def _drip(self, content: bytes, seconds: float) -> None:
        for byte in content:
            self.wfile.write(bytes([byte]))
            self.wfile.flush()
            time.sleep(seconds)

    def _send_web(self, request: WebRequest) -> None:
        self.close_connection = True
        for piece in self.server.outside.answer(request):
            self.wfile.write(piece)
            self.wfile.flush()

    def handle(self) -> None:
        """A connection from its first byte.

        One whose client does not like the certificate ends without a word.
        """
        with contextlib.suppress(OSError):
            super().handle()

    def finish(self) -> None:
        """A client that has left already is told nothing more."""
        for do in self._at_the_end:
            do()
        with contextlib.suppress(OSError):
            super().finish()

    do_GET = do_POST = do_DELETE = do_PUT = _serve  # noqa: N815  the names that http.server looks for

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002  http.server's name
        """Says nothing: the record of calls knows more."""

"""The HTTP side: connections that stay open, one thread each, AWS's services and the control routes on one port."""

from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import ClassVar

from sandbox import control
from sandbox.service import Aws, Cut, HttpAnswer, HttpRequest


class Server(ThreadingHTTPServer):
    """Listens on 127.0.0.1 only."""

    daemon_threads = True
    request_queue_size = 64
    allow_reuse_address = False

    def __init__(self, aws: Aws, port: int = 0) -> None:
        self.aws = aws
        super().__init__(("127.0.0.1", port), _Handler)

    @property
    def endpoint(self) -> str:
        """What goes into AWS_ENDPOINT_URL."""
        return f"http://127.0.0.1:{self.server_port}"

    def server_bind(self) -> None:
        """Binds without asking the name server for this machine's name, which can take seconds."""
        self.socket.bind(self.server_address)
        self.server_address = self.socket.getsockname()
        self.server_name, self.server_port = str(self.server_address[0]), int(self.server_address[1])


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    disable_nagle_algorithm = True
    wbufsize = -1
    server: Server
    _METHODS: ClassVar = ("GET", "POST", "DELETE", "PUT")

    def _serve(self) -> None:
        length = int(self.headers.get("Content-Length") or 0)
        request = HttpRequest(self.command, self.path, {n.lower(): v for n, v in self.headers.items()}, self.rfile.read(length))
        try:
            if self.path.startswith(control.PREFIX):
                self._send(control.answer(self.server.aws, request))
            else:
                self._send(self.server.aws.answer(request))
        except Cut:
            self.close_connection = True
        except ConnectionError:
            # The other side gave up waiting.
            self.close_connection = True
        except Exception as error:  # noqa: BLE001  said to whoever asked: there is nobody else to tell
            self._send(HttpAnswer(500, "text/plain", f"A mistake of the practice AWS itself: {error!r}".encode()))

    def _send(self, answer: HttpAnswer) -> None:
        self.send_response_only(answer.status)
        self.send_header("Content-Type", answer.content_type)
        self.send_header("Content-Length", str(len(answer.body)))
        if answer.request_id:
            self.send_header("x-amzn-RequestId", answer.request_id)
        self.end_headers()
        self.wfile.write(answer.body)
        self.wfile.flush()

    do_GET = do_POST = do_DELETE = do_PUT = _serve  # noqa: N815  the names that http.server looks for

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002  http.server's name
        """Says nothing: the record of calls knows more."""

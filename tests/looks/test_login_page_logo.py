"""Fetching a logo from AWS's address.

Https alone, a size limit, and a sentence for what is refused.
"""

import io
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path
from threading import Thread
from typing import Any

import pytest
import requests
from requests.adapters import HTTPAdapter
from urllib3.response import HTTPResponse

from migration.errors import BadInput, PoolwalkError
from migration.login_page_logo import LARGEST, picture_at

PICTURE = b"\xff\xd8\xff and the rest of a picture"
ADDRESS = "https://d3.cloudfront.example/logo.jpg"


class Answer:
    """What a server answers, piece by piece."""

    def __init__(self, status: int, content: bytes) -> None:
        self.status_code = status
        self.content = content
        self.given = 0
        self.raw = None

    def __enter__(self) -> "Answer":
        return self

    def __exit__(self, *_: object) -> None:
        return None

    def iter_content(self, size: int) -> Iterator[bytes]:
        for start in range(0, len(self.content), size):
            self.given += 1
            yield self.content[start : start + size]


def answering(monkeypatch: pytest.MonkeyPatch, answer: Callable[..., Any]) -> None:
    monkeypatch.setattr(requests.Session, "get", lambda _, *given, **named: answer(*given, **named))


def test_a_picture_is_fetched_without_following_anybody_elsewhere(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    asked: list[dict[str, Any]] = []

    def get(address: str, **named: Any) -> Answer:
        asked.append(named)
        return Answer(200, PICTURE)

    answering(monkeypatch, get)
    assert picture_at(ADDRESS) == PICTURE
    assert asked[0]["allow_redirects"] is False
    assert asked[0]["timeout"]


@pytest.mark.parametrize("status", [302, 403, 500])
def test_another_answer_is_a_sentence(monkeypatch: pytest.MonkeyPatch, status: int) -> None:
    answering(monkeypatch, lambda *_, **__: Answer(status, PICTURE))
    with pytest.raises(PoolwalkError, match=f"answered {status}: name a file"):
        picture_at(ADDRESS)


def test_a_line_that_fails_is_a_sentence(monkeypatch: pytest.MonkeyPatch) -> None:
    def get(*_: object, **__: object) -> Answer:
        raise requests.ConnectTimeout

    answering(monkeypatch, get)
    with pytest.raises(
        PoolwalkError, match=r"could not be fetched \(ConnectTimeout\): name a file"
    ):
        picture_at(ADDRESS)


def test_a_socks_proxy_is_named_where_a_picture_is_fetched(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HTTPS_PROXY", "socks5://127.0.0.1:1")
    with pytest.raises(PoolwalkError, match="HTTPS_PROXY names a SOCKS proxy"):
        picture_at(ADDRESS)


def test_no_proxy_is_asked_for_a_logo_that_this_machine_serves(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """As the practice AWS does: a proxy cannot reach this machine's own ports."""
    for name in ("HTTP_PROXY", "http_proxy", "HTTPS_PROXY", "https_proxy"):
        monkeypatch.setenv(name, "http://127.0.0.1:9")
    with serving(PICTURE) as base:
        assert picture_at(ADDRESS, {"d3.cloudfront.example": base}) == PICTURE


def test_a_logo_elsewhere_goes_by_the_proxy(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("HTTPS_PROXY", "https_proxy"):
        monkeypatch.setenv(name, "http://127.0.0.1:9")
    with pytest.raises(PoolwalkError, match=r"could not be fetched \(ProxyError\)"):
        picture_at(ADDRESS)


@contextmanager
def serving(content: bytes) -> Iterator[str]:
    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            self.send_response(200)
            self.end_headers()
            self.wfile.write(content)

        def log_message(self, *_: object) -> None:
            pass

    with HTTPServer(("127.0.0.1", 0), Handler) as server:
        thread = Thread(target=server.handle_request, daemon=True)
        thread.start()
        yield f"http://127.0.0.1:{server.server_port}"
        thread.join(60)


def test_no_more_is_read_than_shows_that_it_is_too_large(monkeypatch: pytest.MonkeyPatch) -> None:
    endless = Answer(200, PICTURE + b"\0" * (50 * LARGEST))
    answering(monkeypatch, lambda *_, **__: endless)
    with pytest.raises(BadInput, match="is larger than the 100 kB"):
        picture_at(ADDRESS)
    assert endless.given < 10


@pytest.mark.parametrize(
    "address",
    ["http://d3.cloudfront.example/logo.jpg", "file:///etc/passwd", "", "https://[acme/logo.jpg"],
)
def test_only_https_is_asked(address: str) -> None:
    with pytest.raises(BadInput, match="is no https address"):
        picture_at(address)


def test_no_password_of_a_netrc_is_sent_nor_a_redirects_body_read(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    (tmp_path / "netrc").write_text("default login me password hush\n")
    monkeypatch.setenv("NETRC", str(tmp_path / "netrc"))

    class Endless(io.BytesIO):
        taken = 0

        def read(self, size: int | None = -1, /) -> bytes:
            Endless.taken += max(size or 0, 1)
            assert Endless.taken < 10 * LARGEST, "read without an end"
            return b"\0" * max(size or 0, 1)

    asked: list[requests.PreparedRequest] = []

    def send(
        adapter: HTTPAdapter, request: requests.PreparedRequest, **_: Any
    ) -> requests.Response:
        asked.append(request)
        raw = HTTPResponse(
            Endless(),
            headers={"Location": "https://169.254.169.254/"},
            status=302,
            preload_content=False,
        )
        return adapter.build_response(request, raw)

    monkeypatch.setattr(HTTPAdapter, "send", send)
    with pytest.raises(PoolwalkError, match="answered 302"):
        picture_at(ADDRESS)
    (request,) = asked
    assert "Authorization" not in request.headers
    assert Endless.taken == 0

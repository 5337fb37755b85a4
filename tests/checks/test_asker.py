"""How a question is asked, over a server of our own on loopback."""

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest
import requests
from requests import PreparedRequest

from migration.checks import asker
from migration.checks.asker import Asker
from migration.checks.hosts import Hosts
from migration.checks.plain_session import PlainSession
from migration.checks.question_and_answer import Answer, NoAnswer, Probe, Trouble
from migration.web_address import is_this_machine
from tests.checks.adapter import Said, StandIn
from tests.practice_aws import HUNG

HOST = "acme.auth.us-east-1.amazoncognito.com"
Handle = Callable[[BaseHTTPRequestHandler], None]


@contextmanager
def serving(handle: Handle) -> Iterator[str]:
    """A server whose every GET is handled so; gives its base URL."""

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            handle(self)

        def log_message(self, *_: object) -> None:
            """Say nothing."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield f"http://127.0.0.1:{server.server_port}"
    finally:
        server.shutdown()
        server.server_close()


def ask(base: str, path: str = "/x?a=b") -> Answer | NoAnswer:
    return Asker(Hosts.of((HOST,), {HOST: base}), "agent", "en-US").ask(
        Probe(f"https://{HOST}{path}")
    )


def test_a_mapped_host_is_asked_at_its_base_address_with_the_same_path_and_query() -> None:
    seen: list[str] = []

    def handle(request: BaseHTTPRequestHandler) -> None:
        seen.append(request.path)
        request.send_response(200)
        request.end_headers()

    with serving(handle) as base:
        answer = ask(f"{base}/gateway")
    assert seen == ["/gateway/x?a=b"]
    assert isinstance(answer, Answer)
    assert answer.probe.host == HOST


def test_who_was_meant_goes_along_to_a_gateway_and_to_nobody_else() -> None:
    seen: list[str] = []

    def handle(request: BaseHTTPRequestHandler) -> None:
        seen.append(request.headers["Host"])
        request.send_response(200)
        request.end_headers()

    with serving(handle) as base:
        ask(base)
    assert seen == [HOST]
    network = StandIn(lambda _: Said(200))
    Asker(Hosts.of((HOST,), {}), "agent", "en-US", network).ask(Probe(f"https://{HOST}/"))
    assert "Host" not in network.asked[0].headers


@pytest.mark.parametrize(
    ("host", "asked_at"),
    [
        ("one.auth.us-east-1.amazoncognito.com", "https://exactly.example/x"),
        ("two.auth.us-east-1.amazoncognito.com", "https://closest.example/x"),
        ("two.auth.eu-west-1.amazoncognito.com", "https://wide.example/x"),
        ("amazoncognito.com", "https://amazoncognito.com/x"),
        ("evilamazoncognito.com", "https://evilamazoncognito.com/x"),
    ],
)
def test_a_hosts_own_name_wins_and_then_the_longest_suffix(host: str, asked_at: str) -> None:
    gateways = {
        "*.amazoncognito.com": "https://wide.example",
        "*.auth.us-east-1.amazoncognito.com": "https://closest.example",
        "one.auth.us-east-1.amazoncognito.com": "https://exactly.example/",
    }
    assert Hosts.of((host,), gateways).address(f"https://{host}/x") == asked_at


def test_no_redirect_is_followed() -> None:
    seen: list[str] = []

    def handle(request: BaseHTTPRequestHandler) -> None:
        seen.append(request.path)
        request.send_response(302)
        request.send_header("Location", "/elsewhere")
        request.end_headers()

    with serving(handle) as base:
        answer = ask(base)
    assert isinstance(answer, Answer)
    assert (answer.status, answer.location) == (302, f"https://{HOST}/elsewhere")
    assert seen == ["/x?a=b"]


def test_the_body_of_a_redirect_is_read_to_a_limit_too(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(asker, "LARGEST", 10_000)

    def handle(request: BaseHTTPRequestHandler) -> None:
        request.send_response(302)
        request.send_header("Location", "/elsewhere")
        request.end_headers()
        try:
            for _ in range(10_000):
                request.wfile.write(b"x" * 4_096)
            request.wfile.write(b"the end")
        except OSError:
            return

    with serving(handle) as base:
        answer = ask(base)
    assert isinstance(answer, Answer)
    assert (answer.status, len(answer.body), answer.whole) == (302, 10_000, False)


@pytest.mark.parametrize(
    "url",
    [
        "https://10.0.0.7/x",
        "https://169.254.169.254/latest/meta-data",
        "https://evil.example/",
        f"http://{HOST}/",
        f"https://{HOST}:8443/",
        f"https://{HOST}@evil.example/",
        f"https://{HOST}.evil.example/",
        f"https://someone:secret@{HOST}/",
        "file:///etc/passwd",
        "https://[",
    ],
)
def test_nobody_else_is_asked(url: str) -> None:
    with pytest.raises(ValueError, match="it leads to"):
        Asker(Hosts.of((HOST,), {}), "", "").ask(Probe(url))


def test_a_body_is_read_to_a_limit(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(asker, "LARGEST", 10_000)

    def handle(request: BaseHTTPRequestHandler) -> None:
        request.send_response(200)
        request.end_headers()
        try:
            while True:
                request.wfile.write(b"x" * 4_096)
        except OSError:
            return

    with serving(handle) as base:
        answer = ask(base)
    assert isinstance(answer, Answer)
    assert (len(answer.body), answer.whole) == (10_000, False)


def test_a_body_that_is_cut_off_is_not_whole() -> None:
    def handle(request: BaseHTTPRequestHandler) -> None:
        request.send_response(200)
        request.send_header("Content-Length", "1000")
        request.end_headers()
        request.wfile.write(b"half")

    with serving(handle) as base:
        answer = ask(base)
    assert isinstance(answer, Answer)
    assert (answer.body, answer.whole) == (b"half", False)


def test_a_body_in_drops_is_given_up(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(asker, "WHOLE_SECONDS", 0.0)
    rest = threading.Event()

    def handle(request: BaseHTTPRequestHandler) -> None:
        request.send_response(200)
        request.end_headers()
        request.wfile.write(b"a drop")
        rest.wait(HUNG)

    with serving(handle) as base:
        answer = ask(base)
        rest.set()
    assert isinstance(answer, Answer)
    assert (answer.body, answer.whole) == (b"a drop", False)


def test_a_server_that_does_not_answer_is_given_up(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(asker, "READ_SECONDS", 0.05)
    rest = threading.Event()

    def handle(_: BaseHTTPRequestHandler) -> None:
        rest.wait(HUNG)

    with serving(handle) as base:
        answer = ask(base)
        rest.set()
    assert isinstance(answer, NoAnswer)
    assert answer.trouble is Trouble.TIMEOUT


def test_a_line_that_breaks_off_is_no_answer() -> None:
    def handle(request: BaseHTTPRequestHandler) -> None:
        request.connection.close()

    with serving(handle) as base:
        answer = ask(base)
    assert isinstance(answer, NoAnswer)
    assert answer.trouble is Trouble.BROKEN


def test_nobody_listening_is_no_route() -> None:
    with serving(lambda _: None) as base:
        pass
    answer = ask(base)
    assert isinstance(answer, NoAnswer)
    assert answer.trouble is Trouble.NO_ROUTE


def test_a_name_that_does_not_resolve_is_told_apart(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NO_PROXY", "*")
    answer = Asker(Hosts.of(("nowhere.invalid",), {}), "agent", "en-US").ask(
        Probe("https://nowhere.invalid/")
    )
    assert isinstance(answer, NoAnswer)
    assert answer.trouble is Trouble.NO_NAME


def test_a_gateway_without_a_name_says_nothing_of_the_host_that_was_meant(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("NO_PROXY", "*")
    answer = ask("https://gateway.invalid")
    assert isinstance(answer, NoAnswer)
    assert answer.trouble is Trouble.NO_ROUTE


@pytest.mark.parametrize(
    ("gateways", "trouble"),
    [({HOST: "https://gateway.example"}, Trouble.GATEWAY_TLS), ({}, Trouble.TLS)],
)
def test_a_gateways_certificate_that_is_not_valid_is_told_as_the_gateways(
    gateways: dict[str, str], trouble: Trouble
) -> None:
    def broken(_: PreparedRequest) -> Said:
        raise requests.exceptions.SSLError("EOF occurred in violation of protocol")

    answer = Asker(Hosts.of((HOST,), gateways), "agent", "en-US", StandIn(broken)).ask(
        Probe(f"https://{HOST}/")
    )
    assert isinstance(answer, NoAnswer)
    assert answer.trouble is trouble


def test_a_gateways_certificate_is_not_the_hosts() -> None:
    network = StandIn(lambda _: Said(200))
    for gateways, seen in (({HOST: "https://gateway.example"}, False), ({}, True)):
        answer = Asker(Hosts.of((HOST,), gateways), "agent", "en-US", network).ask(
            Probe(f"https://{HOST}/")
        )
        assert isinstance(answer, Answer)
        assert answer.certified is seen


def test_a_proxy_of_the_environment_is_used_and_its_refusal_told_apart(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    seen: list[str] = []

    class Proxy(BaseHTTPRequestHandler):
        def do_CONNECT(self) -> None:
            seen.append(self.path)
            self.send_error(403)

        def log_message(self, *_: object) -> None:
            """Say nothing."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Proxy)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    monkeypatch.delenv("NO_PROXY", raising=False)
    monkeypatch.delenv("no_proxy", raising=False)
    monkeypatch.setenv("HTTPS_PROXY", f"http://127.0.0.1:{server.server_port}")
    try:
        answer = Asker(Hosts.of((HOST,), {}), "", "").ask(Probe(f"https://{HOST}/"))
    finally:
        server.shutdown()
        server.server_close()
    assert seen == [f"{HOST}:443"]
    assert isinstance(answer, NoAnswer)
    assert answer.trouble is Trouble.PROXY


def test_no_proxy_is_heeded(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HTTP_PROXY", "http://127.0.0.1:9")
    monkeypatch.setenv("NO_PROXY", "127.0.0.1")

    def handle(request: BaseHTTPRequestHandler) -> None:
        request.send_response(204)
        request.end_headers()

    with serving(handle) as base:
        answer = ask(base)
    assert isinstance(answer, Answer)


def test_no_password_of_a_netrc_is_sent(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    (tmp_path / "netrc").write_text("machine 127.0.0.1 login me password hush\n")
    monkeypatch.setenv("NETRC", str(tmp_path / "netrc"))
    seen: list[str | None] = []

    def handle(request: BaseHTTPRequestHandler) -> None:
        seen.append(request.headers.get("Authorization"))
        request.send_response(200)
        request.end_headers()

    with serving(handle) as base:
        ask(base)
    assert seen == [None]


def test_a_file_of_certificates_that_is_not_there_is_named_as_the_trouble(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("REQUESTS_CA_BUNDLE", "/nowhere/ca.pem")
    monkeypatch.setenv("NO_PROXY", "*")
    answer = Asker(Hosts.of((HOST,), {HOST: "https://127.0.0.1:1"}), "", "").ask(
        Probe(f"https://{HOST}/")
    )
    assert isinstance(answer, NoAnswer)
    assert answer.trouble is Trouble.CERTIFICATES


@pytest.mark.parametrize("variable", ["HTTPS_PROXY", "all_proxy"])
def test_a_socks_proxy_is_named_as_the_trouble(
    monkeypatch: pytest.MonkeyPatch, variable: str
) -> None:
    monkeypatch.setenv(variable, "socks5h://127.0.0.1:1")
    answer = Asker(Hosts.of((HOST,), {}), "", "").ask(Probe(f"https://{HOST}/"))
    assert isinstance(answer, NoAnswer)
    assert answer.trouble is Trouble.SOCKS


@pytest.mark.parametrize(
    ("host", "own"),
    [
        ("localhost", True),
        ("localhost.", True),
        ("aws.localhost", True),
        ("127.0.0.1", True),
        ("127.0.0.53", True),
        ("127.255.0.1", True),
        ("::1", True),
        ("128.0.0.1", False),
        ("127.0.0.1.example", False),
        ("localhost.example", False),
        ("notlocalhost", False),
    ],
)
def test_no_proxy_is_asked_for_this_machines_own_ports(
    monkeypatch: pytest.MonkeyPatch, host: str, own: bool
) -> None:
    monkeypatch.setenv("HTTP_PROXY", "http://proxy.example:3128")
    assert is_this_machine(host) is own
    address = f"http://{f'[{host}]' if ':' in host else host}/"
    with PlainSession() as session:
        settings = session.merge_environment_settings(address, {}, None, None, None)
    assert bool(settings["proxies"]) is not own


def test_a_head_that_comes_in_drops_ends(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(asker, "LONGEST_SECONDS", 0.3)
    left = threading.Event()

    def drip(handler: BaseHTTPRequestHandler) -> None:
        handler.send_response_only(200)
        handler.flush_headers()
        while not left.wait(0.05):
            handler.wfile.write(b"X-Drop: 1\r\n")

    with serving(drip) as base:
        reply = Asker(Hosts.of([HOST], {HOST: base}), "t", "en").ask(Probe(f"https://{HOST}/"))
        left.set()
    assert isinstance(reply, NoAnswer)
    assert reply.trouble is Trouble.TIMEOUT

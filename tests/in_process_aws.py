"""The practice AWS within the test process: a request costs what it costs to answer it.

botocore's requests reach it without a socket. It listens all the same, for the processes that tests
start and for whoever asks the parties outside; both ways lead to the same account. What a socket
alone can do (silence, a line that is cut, answers in drops or without an end) goes over it.
"""

from __future__ import annotations

import json
import secrets
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass, replace
from email.utils import formatdate
from threading import Thread
from typing import Any

import pytest
from botocore.httpsession import URLLib3Session

from migration.aws.answers import BoundedSession
from sandbox import control, sample
from sandbox.outside.consoles import known
from sandbox.outside.service import Outside
from sandbox.server import Server
from sandbox.service import Aws, HttpRequest
from sandbox.state import Account
from tests.practice_aws import ROOT, PracticeAws
from tests.same_answers import SameAnswers, asked_once
from tests.short_signatures import signed_in_short
from tests.simulation.line import answered, request_of

_ON_THE_LINE = frozenset({"latency", "hang", "cut"})
_ANSWERS_ON_THE_LINE = frozenset({"keep", "drip", "head", "endless"})


@dataclass
class InProcessAws(PracticeAws):
    """Asked without a socket, unless `over_http`."""

    server: Server | None = None
    over_http: bool = False
    in_real_time: bool = False
    ways: tuple[Any, ...] = ()  # that requests take as long as no test puts itself in between
    same: SameAnswers | None = None

    def __reduce__(self) -> tuple[type[PracticeAws], tuple[Any, ...]]:
        """What another process needs: it asks over the socket."""
        return PracticeAws, (
            self.endpoint,
            self.access_key,
            self.secret_key,
            self.region,
            self.account,
            self.check_hosts,
            self.known,
        )

    def answers(self, url: str) -> bool:
        """Whether a request to this address is answered without a socket now."""
        return (
            not self.over_http
            and url.startswith(f"{self.endpoint}/")
            and not any(map(_shows_on_the_line, self.aws.faults.as_documents()))
        )

    def answers_at_once(self, url: str) -> bool:
        """Whether it may give the answer that it gave before (`tests/same_answers.py`)."""
        return (
            not self.in_real_time
            and self.answers(url)
            and not self.aws.faults.as_documents()
            and URLLib3Session.send is self.ways[0]
            and BoundedSession.send is self.ways[1]
        )

    def answer(self, request: Any) -> Any:
        """The answer to a request that botocore is about to send."""
        answer = self.aws.answer(request_of(request))
        said_at = {"Date": formatdate(usegmt=True)}  # as the server's own answers have it
        return answered(request.url, replace(answer, headers={**said_at, **answer.headers}))

    def calls(self, operation: str | None = None, **matching: str) -> list[dict[str, Any]]:
        """As over HTTP, but for the time that it takes to write all of them down."""
        wanted = {**matching, **({"operation": operation} if operation is not None else {})}
        with self.aws.lock:
            found = [
                call
                for call in self.aws.calls
                if all(getattr(call, name) == value for name, value in wanted.items())
            ]
            documents: list[dict[str, Any]] = json.loads(json.dumps([asdict(one) for one in found]))
        return documents

    def control(
        self, method: str, route: str, body: dict[str, Any] | None = None
    ) -> dict[str, Any]:
        assert self.server is not None
        headers = {control.KEY_HEADER.lower(): self.access_key}
        asked = HttpRequest(
            method, control.PREFIX + route, headers, json.dumps(body or {}).encode()
        )
        answer = control.answer(self.server.aws, self.server.outside, asked)
        document: dict[str, Any] = json.loads(answer.body)
        assert answer.status == 200, document
        return document

    def as_it_stands(self) -> Account:
        """All that it holds now, for `stand_as`."""
        with self.aws.lock:
            return self.aws.account.copy()

    def stand_as(self, name: str, account: Account) -> None:
        """Hold what it held before, and no call; what is asked of it under this name is known."""
        assert self.same is not None
        with self.aws.lock:
            self.aws.account.take_from(account.copy())
            self.aws.calls.clear()
        self.same.made = (name,)

    @property
    def aws(self) -> Aws:
        """What answers."""
        assert self.server is not None
        return self.server.aws

    @property
    def outside(self) -> Outside:
        """All other parties."""
        assert self.server is not None
        return self.server.outside


def _shows_on_the_line(fault: dict[str, Any]) -> bool:
    return fault["kind"] in _ON_THE_LINE or bool(_ANSWERS_ON_THE_LINE & set(fault))


@contextmanager
def in_process() -> Iterator[InProcessAws]:
    """One for the whole session."""
    key, secret = f"AKIA{secrets.token_hex(8).upper()}", secrets.token_urlsafe(30)
    account = sample.load(ROOT / "assets" / "sample" / "acme.toml", key, secret)
    server = Server(Aws(account))
    Thread(target=server.serve_forever, name="practice AWS", daemon=True).start()
    practice = InProcessAws(
        server.endpoint,
        key,
        secret,
        account.region,
        account.id,
        server.check_hosts,
        known(account.consoles),
        None,
        server=server,
    )
    with _without_a_socket(practice), asked_once(practice) as practice.same:
        yield practice
    server.shutdown()
    server.server_close()


@contextmanager
def _without_a_socket(practice: InProcessAws) -> Iterator[None]:
    over_the_socket, in_a_thread = URLLib3Session.send, BoundedSession.send

    def send(session: URLLib3Session, request: Any) -> Any:
        if practice.answers(request.url):
            return practice.answer(request)
        return over_the_socket(session, request)

    def bounded(session: BoundedSession, request: Any) -> Any:
        # nothing hangs here: a thread for each request costs as much as the request
        if practice.answers(request.url):
            return session._whole(request, time.monotonic() + 60)
        return in_a_thread(session, request)

    with signed_in_short(practice.answers), pytest.MonkeyPatch.context() as patch:
        patch.setattr(URLLib3Session, "send", send)
        patch.setattr(BoundedSession, "send", bounded)
        practice.ways = (URLLib3Session.send, BoundedSession.send)
        yield

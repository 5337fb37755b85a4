"""The practice AWS within the test process: for runs in which its server would cost too much.

`PRACTICE_AWS=in-process` has every test that shares the server use this instead. Requests go the
same way up to botocore's session. What only a socket can do (answers in drops, or without an end)
is not there.
"""

from __future__ import annotations

import json
import subprocess
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from typing import Any, cast
from unittest.mock import patch

from botocore.awsrequest import AWSResponse
from botocore.exceptions import ConnectionClosedError
from botocore.httpsession import URLLib3Session

from migration.aws import connection
from sandbox import control
from sandbox.outside import hosts
from sandbox.outside.service import Outside
from sandbox.service import Aws, Cut, HttpRequest
from tests.practice_aws import PracticeAws
from tests.simulation.deployment import SECRET, at_first
from tests.simulation.line import ENDPOINT, answered, exchange_of


@dataclass
class InProcessAws(PracticeAws):
    """Asked without a socket."""

    aws: Aws | None = None
    outside: Outside | None = None

    def control(
        self, method: str, route: str, body: dict[str, Any] | None = None
    ) -> dict[str, Any]:
        assert self.aws is not None
        assert self.outside is not None
        headers = {control.KEY_HEADER.lower(): self.access_key}
        asked = HttpRequest(
            method, control.PREFIX + route, headers, json.dumps(body or {}).encode()
        )
        answer = control.answer(self.aws, self.outside, asked)
        document: dict[str, Any] = json.loads(answer.body)
        assert answer.status == 200, document
        return document


@cache
def _connected(key: str) -> connection.Connection:
    """Kept for the process: making it takes longer than most tests."""
    return _connect(region="us-east-1", endpoint_url=ENDPOINT, credentials=(key, SECRET))


_connect = connection.connect


def in_process() -> Iterator[PracticeAws]:
    """One for the whole session."""
    account = at_first().copy()
    key = account.caller.access_key
    aws = Aws(account)

    def send(_session: object, request: Any) -> AWSResponse:
        try:
            return answered(request.url, aws.answer(exchange_of(request).request))
        except Cut:
            raise ConnectionClosedError(endpoint_url=request.url) from None

    def connect(**asked: Any) -> connection.Connection:
        ours = asked.get("credentials") == (key, SECRET) and not asked.get("log_file")
        return _connected(key) if ours else _connect(**asked)

    with (
        patch.object(URLLib3Session, "send", send),
        patch.object(connection, "connect", connect),
        patch.object(connection.Connection, "close", lambda _: None),
    ):
        yield InProcessAws(
            ENDPOINT,
            key,
            SECRET,
            account.region,
            account.id,
            dict.fromkeys(hosts.played(account), ENDPOINT),
            {},
            cast("subprocess.Popen[str]", None),
            aws=aws,
            outside=Outside(account, aws.lock, lambda _: {}),
        )

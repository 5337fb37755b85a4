"""A practice AWS within this process: a request costs what it costs to answer it, and no socket.

So that a rehearsal, which asks some hundred times, can be run for every case.
"""

from __future__ import annotations

import tomllib
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import cache
from typing import Any
from unittest.mock import patch

from botocore.awsrequest import AWSResponse
from botocore.exceptions import ConnectionClosedError
from botocore.httpsession import URLLib3Session

from migration.aws import answers
from sandbox import changes, sample
from sandbox.service import Aws, Cut
from tests.practice_aws import ROOT
from tests.short_signatures import signed_in_short
from tests.simulation.line import ENDPOINT, answered, is_on_the_line, request_of

KEY, SECRET = "AKIAREHEARSAL0000001", "a-secret-of-the-practice-aws-alone-000000"


@cache
def _description() -> dict[str, Any]:
    return tomllib.loads((ROOT / "assets" / "sample" / "acme.toml").read_text(encoding="utf-8"))


@dataclass
class InProcess:
    """The AWS and its line. `passing` is called before each request leaves, and after it came."""

    aws: Aws
    passing: Callable[[str], None] = lambda _operation: None
    endpoint: str = ENDPOINT
    access_key: str = KEY
    secret_key: str = SECRET
    region: str = "us-east-1"
    sent: list[str] = field(default_factory=list)

    def send(self, request: Any) -> AWSResponse:
        """In the place of `URLLib3Session.send`."""
        asked = request_of(request)
        operation = asked.headers.get("x-amz-target", "").rpartition(".")[2]
        self.passing(operation)
        self.sent.append(operation)
        try:
            answer = self.aws.answer(asked)
        except Cut:
            raise ConnectionClosedError(endpoint_url=request.url) from None
        finally:
            self.passing(operation)
        return answered(request.url, answer)

    @property
    def writes(self) -> list[str]:
        """The operations that were sent and do more than read."""
        reads = ("Describe", "List", "Get")
        return [name for name in self.sent if name and not name.startswith(reads)]

    @property
    def pools(self) -> Mapping[str, Any]:
        """The user pools, by id."""
        return self.aws.account.pools

    @property
    def names(self) -> dict[str, str]:
        """The user pools' ids by their names."""
        return {pool.document["Name"]: id_ for id_, pool in self.pools.items()}

    def change(self, **change: Any) -> None:
        """Make somebody else's change (`sandbox/changes.py`)."""
        changes.make(self.aws.account, change)

    def fault(self, **described: Any) -> None:
        """Let something go wrong (`sandbox/faults.py`)."""
        self.aws.faults.add(described)

    def calls(self, operation: str) -> list[dict[str, Any]]:
        """The calls of an operation so far."""
        return [call for call in self.aws.calls.as_documents() if call["operation"] == operation]


@contextmanager
def in_process(description: dict[str, Any] | None = None) -> Iterator[InProcess]:
    """The sample deployment, or another one, for as long as the block lasts."""
    account = sample.build(description or _description(), KEY, SECRET)
    account.settings.domain_seconds = 0
    account.settings.stack_seconds = account.settings.change_set_seconds = 0
    practice = InProcess(Aws(account))
    with (
        signed_in_short(is_on_the_line),
        patch.object(URLLib3Session, "send", lambda _session, request: practice.send(request)),
        # Nothing hangs here: a thread for each request costs more than the request.
        patch.object(answers, "within", lambda _seconds, call: call()),
    ):
        yield practice

"""An AWS in which nothing was written gives the same answer to the same question: asked once.

Most tests begin with a reading of the sample deployment, some sixty requests to an AWS that was
just set back, or changed by the test in a way that says all. Signing, checking, answering, writing
and parsing one takes ten times as long as handing out the answer that it had in an earlier test of
the same process.

Only reads are kept, of an AWS without faults in which nothing was written since it was set back,
and for its own key alone. Each is noted in AWS's record of calls as if it had been sent, and a
reading that was stopped still stops.
"""

from __future__ import annotations

import json
import pickle
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from threading import local
from typing import TYPE_CHECKING, Any

import pytest
from botocore.client import BaseClient
from botocore.exceptions import ClientError
from botocore.response import StreamingBody

from migration.aws import pacing
from migration.aws.call_log import CallLog
from migration.errors import Cancelled
from sandbox import control
from sandbox.outside.service import Outside
from sandbox.service import Aws

if TYPE_CHECKING:
    from tests.in_process_aws import InProcessAws

READS = ("Describe", "Get", "List", "Simulate")
# of whose answer the date is looked at as well
ALWAYS_ASKED = frozenset({"GetCallerIdentity"})


@dataclass(frozen=True)
class Kept:
    """An answer as botocore gave it, and how AWS noted its question."""

    parsed: bytes
    noted: tuple[Any, ...]
    refused: str  # the error's code; "" it was answered


@dataclass
class SameAnswers:
    """What is known of an AWS just set back, by what a test made of it since."""

    practice: InProcessAws
    made: tuple[str, ...] | None = None  # None: what only AWS itself knows was changed
    kept: dict[tuple[Any, ...], Kept] = field(default_factory=dict)
    asked: local = field(default_factory=local)

    def set_back(self) -> None:
        """Nothing was changed so far."""
        self.made = ()

    def changed(self) -> None:
        """From now on every question is asked."""
        self.made = None

    def told(self, route: str, given: dict[str, Any]) -> None:
        """A test changes it by a control route."""
        if self.made is not None and _says_all(route, given):
            self.made = (*self.made, f"{route} {json.dumps(given, sort_keys=True, default=str)}")
        elif route != "faults" or given.get("kind") == "change":
            self.changed()

    def key_of(self, client: Any, operation: str, parameters: dict[str, Any]) -> Any:
        """What the answer depends on; None where it has to be asked."""
        signer = client._request_signer
        credentials = signer._credentials
        if (
            self.made is None
            or not operation.startswith(READS)
            or operation in ALWAYS_ASKED
            or not self.practice.answers_at_once(f"{client.meta.endpoint_url}/")
            or credentials is None
            or credentials.token
            or (credentials.access_key, credentials.secret_key)
            != (self.practice.access_key, self.practice.secret_key)
            or _is_logged(client)
        ):
            return None
        return (
            self.made,
            client.meta.region_name,
            client.meta.service_model.service_name,
            operation,
            json.dumps(parameters, sort_keys=True, default=str),
        )

    def again(self, client: Any, key: Any) -> Any:
        """The answer of before. Raises `Cancelled` as a call that is sent does."""
        cancelled = pacing._cancellation.get()
        if cancelled is not None and cancelled.is_set():
            raise Cancelled("Stopped.")
        kept, aws = self.kept[key], self.practice.aws
        with aws.lock:
            call = aws.calls.add(*kept.noted)
            call.error, call.ended = kept.refused, time.time()
        parsed = pickle.loads(kept.parsed)
        if kept.refused:
            raise client.exceptions.from_code(kept.refused)(parsed, key[3])
        return parsed

    def keep(self, key: Any, still: Any, parsed: Any, refused: str = "") -> None:
        """Keep an answer if nothing was changed while it was given."""
        noted = getattr(self.asked, "noted", None)
        if still == key and noted and noted[1] == key[3]:
            self.kept[key] = Kept(pickle.dumps(parsed), noted, refused)


def _says_all(route: str, given: dict[str, Any]) -> bool:
    """Whether AWS is the same each time it was changed so, but for the dates of the changes."""
    match route:
        case "settings":  # nothing is in the making
            return not any(value for name, value in given.items() if name.endswith("_seconds"))
        case "change":  # secrets and the ids of events are drawn by lot
            return "stack" not in given and not given.get("create")
        case "outside/consoles":
            return True
    return False


def _is_logged(client: Any) -> bool:
    """Whether somebody wants a line for each call (`migration/aws/call_log.py`)."""
    known: dict[str, bool] = vars(client)
    if "is_logged" not in known:
        name = f"before-call.{client.meta.service_model.service_id.hyphenize()}"
        handlers = client.meta.events._emitter._handlers.prefix_search(name)
        known["is_logged"] = any(isinstance(_owner(one), CallLog) for one in handlers)
    return known["is_logged"]


def _owner(handler: Any) -> Any:
    return getattr(handler, "__self__", None)


@contextmanager
def asked_once(practice: InProcessAws) -> Iterator[SameAnswers]:
    """In this block the practice AWS answers again what it answered before."""
    same = SameAnswers(practice)
    client: Any = BaseClient  # whose stubs know no private name
    make_call, carry_out = client._make_api_call, Aws._carry_out
    route, outside = control._route, Outside.answer

    def called(client: Any, operation: str, parameters: dict[str, Any]) -> Any:
        key = same.key_of(client, operation, parameters)
        if key is None:
            return make_call(client, operation, parameters)
        if key in same.kept:
            return same.again(client, key)
        same.asked.noted = None
        try:
            parsed = make_call(client, operation, parameters)
        except ClientError as error:
            still = same.key_of(client, operation, parameters)
            same.keep(key, still, error.response, str(error.response["Error"]["Code"]))
            raise
        if not any(isinstance(value, StreamingBody) for value in parsed.values()):
            same.keep(key, same.key_of(client, operation, parameters), parsed)
        return parsed

    def carried_out(
        aws: Aws, service: str, scope: Any, caller: Any, operation: str, parameters: Any
    ) -> Any:
        if aws is practice.aws:
            if not operation.startswith(READS):
                same.changed()
            same.asked.noted = (
                service,
                operation,
                scope.region,
                scope.access_key,
                parameters,
            )
        return carry_out(aws, service, scope, caller, operation, parameters)

    def routed(aws: Aws, outsiders: Any, method: str, name: str, given: Any) -> Any:
        if aws is practice.aws and method != "GET" and name not in {"calls", "calls/wait"}:
            same.told(name, given)
        found = route(aws, outsiders, method, name, given)
        if aws is practice.aws and (method, name) == ("POST", "reset"):
            same.set_back()
        return found

    def answered(outsiders: Outside, request: Any) -> Any:
        if outsiders is practice.outside and request.method != "GET":
            same.changed()  # what people do in the consoles
        return outside(outsiders, request)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(client, "_make_api_call", called)
        patch.setattr(Aws, "_carry_out", carried_out)
        patch.setattr(control, "_route", routed)
        patch.setattr(Outside, "answer", answered)
        yield same

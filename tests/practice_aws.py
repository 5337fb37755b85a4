"""The practice AWS as a fixture, for every folder of tests.

`practice_aws` has the sample deployment just as it stands in `assets/sample/acme.toml`: one for the
whole session, within the test process (`tests/in_process_aws.py`), set back before each test. A
test marked `over_http` asks it over its socket. `practice_aws_process` starts one with options of
its own.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import cached_property
from http.client import HTTPConnection
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from tests.forked.process import popen

if TYPE_CHECKING:
    from tests.in_process_aws import InProcessAws

ROOT = Path(__file__).parent.parent
# Who waits for a domain or a stack says so.
AT_ONCE = {"domain_seconds": 0, "change_set_seconds": 0, "stack_seconds": 0}

# Seconds, far longer than the slowest machine takes: whatever is not there by then hangs.
HUNG = 120

OLD_POOL = "us-east-1_OldPool01"
NEW_POOL = "us-east-1_NewPool02"
SKILLS_STACK = "serverlessrepo-ESP-RainMaker-3p-CognitoClients"


@dataclass
class PracticeAws:
    """A practice AWS that runs.

    It knows its address, its keys, and its control routes (`sandbox/README.md`).
    """

    endpoint: str
    access_key: str
    secret_key: str
    region: str
    account: str
    check_hosts: dict[str, str]
    known: dict[str, str]
    process: subprocess.Popen[str] | None = None
    _clients: dict[str, Any] = field(default_factory=dict)

    def __getstate__(self) -> dict[str, Any]:
        """Where it is: its process and clients stay with whoever started it."""
        return {**vars(self), "process": None, "_clients": {}}

    @cached_property
    def environment(self) -> dict[str, str]:
        """What a program needs in its environment so that its AWS is this one.

        No file of the user's is read.
        """
        return {
            "AWS_ENDPOINT_URL": self.endpoint,
            "AWS_ACCESS_KEY_ID": self.access_key,
            "AWS_SECRET_ACCESS_KEY": self.secret_key,
            "AWS_DEFAULT_REGION": self.region,
            "AWS_REGION": self.region,
            "AWS_CONFIG_FILE": os.devnull,
            "AWS_SHARED_CREDENTIALS_FILE": os.devnull,
            "AWS_EC2_METADATA_DISABLED": "true",
        }

    def client(self, service: str, region: str | None = None, **config: Any) -> Any:
        """A boto3 client of this AWS, which sends nothing again unless `config` says so.

        `config` goes into botocore's Config. It is the same client each time for the same question:
        making one takes longer than most tests.
        """
        import boto3
        from botocore.config import Config

        key = f"{service} {region} {config}"
        if key not in self._clients:
            self._clients[key] = boto3.session.Session().client(
                service,  # type: ignore[call-overload]
                endpoint_url=self.endpoint,
                region_name=region or self.region,
                aws_access_key_id=self.access_key,
                aws_secret_access_key=self.secret_key,
                config=Config(**{"retries": {"total_max_attempts": 1}, **config}),
            )
        return self._clients[key]

    def faults(self, *faults: dict[str, Any]) -> None:
        """Add faults (`sandbox/faults.py`): `faults({"kind": "latency", "seconds": 0.1})`.

        Called without any, it clears all.
        """
        if not faults:
            self.control("DELETE", "faults")
        for fault in faults:
            self.control("POST", "faults", fault)

    def calls(self, operation: str | None = None, **matching: str) -> list[dict[str, Any]]:
        """The calls so far, oldest first.

        They can be limited to an operation, and to members: `calls(pool=NEW_POOL)`.
        """
        found = self.control("GET", "calls")["calls"]
        if operation is not None:
            matching["operation"] = operation
        return [
            call for call in found if all(call[name] == value for name, value in matching.items())
        ]

    def wait_for_call(
        self, operation: str, *, ended: bool = False, **matching: str | int
    ) -> dict[str, Any]:
        """The first call of an operation, waited for: AWS has it when this returns.

        A fault that meets it has met it by then, and what the fault holds is held until the faults
        end. What a program prints before it sends is no proof of that. With `ended`, AWS has also
        done with it.
        """
        wanted = {"operation": operation, "seconds": HUNG, "ended": ended, **matching}
        call = self.control("POST", "calls/wait", wanted)["call"]
        assert call is not None, f"nobody sent {operation}"
        found: dict[str, Any] = call
        return found

    def forget_calls(self) -> None:
        """Begins the record of calls anew."""
        self.control("DELETE", "calls")

    def change(self, **change: Any) -> dict[str, Any]:
        """Make somebody else's change (`sandbox/changes.py`).

        `change(pool="new", client="acme-installer-app", set={...})`. `old` and `new` stand for the
        sample's pools.
        """
        if "pool" in change:
            change["pool"] = {"old": OLD_POOL, "new": NEW_POOL}.get(change["pool"], change["pool"])
        changed: dict[str, Any] = self.control("POST", "change", change)["now"]
        return changed

    def settings(self, **settings: Any) -> None:
        """How this AWS behaves (`sandbox/state.py`, Settings): `settings(stack_seconds=0)`."""
        self.control("POST", "settings", settings)

    def populate(self, pool: str, clients: int, like: str | None = None) -> list[str]:
        """Gives a pool many more clients; returns their ids."""
        made: list[str] = self.control(
            "POST", "populate", {"pool": pool, "clients": clients, "like": like}
        )["clients"]
        return made

    def state(self) -> dict[str, Any]:
        """All that this AWS holds."""
        return self.control("GET", "state")

    def reset(self) -> None:
        """Everything as it was at the start."""
        self.control("POST", "reset")

    def control(
        self, method: str, route: str, body: dict[str, Any] | None = None
    ) -> dict[str, Any]:
        """One of the control routes (`sandbox/README.md`)."""
        host = self.endpoint.removeprefix("http://")
        connection = HTTPConnection(host, timeout=2 * HUNG)
        try:
            connection.request(
                method,
                f"/_sandbox/{route}",
                json.dumps(body or {}),
                {"X-Sandbox-Key": self.access_key},
            )
            answer = connection.getresponse()
            document: dict[str, Any] = json.loads(answer.read())
        finally:
            connection.close()
        assert answer.status == 200, document
        return document


@contextmanager
def running(
    *options: str, popen: Callable[..., subprocess.Popen[str]] = subprocess.Popen
) -> Iterator[PracticeAws]:
    """A practice AWS of one's own, with these options of `python -m sandbox`."""
    with popen(
        [sys.executable, "-m", "sandbox", *options],
        cwd=ROOT,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    ) as process:
        try:
            assert process.stdout is not None
            yield PracticeAws(**json.loads(process.stdout.readline()), process=process)
        finally:
            assert process.stdin is not None
            process.stdin.close()
            process.wait(HUNG)


@pytest.fixture(scope="session")
def practice_aws_server() -> Iterator[InProcessAws]:
    from tests.in_process_aws import in_process

    with in_process() as aws:
        yield aws


@pytest.fixture
def practice_aws(
    request: pytest.FixtureRequest, practice_aws_server: InProcessAws
) -> Iterator[PracticeAws]:
    """The sample deployment as it stands in the file."""
    practice_aws_server.reset()
    practice_aws_server.settings(**AT_ONCE)
    marked = request.node.get_closest_marker
    practice_aws_server.over_http = marked("over_http") is not None
    practice_aws_server.in_real_time = marked("in_real_time") is not None
    yield practice_aws_server
    practice_aws_server.over_http = practice_aws_server.in_real_time = False


@pytest.fixture
def practice_aws_process() -> Iterator[Callable[..., PracticeAws]]:
    """Starts practice AWSes with options of their own: `practice_aws_process("--sample", path)`."""
    from contextlib import ExitStack

    with ExitStack() as stack:
        yield lambda *options: stack.enter_context(running(*map(str, options), popen=popen))

"""A walkthrough in a child process that is killed at a given point.

A point is before or after an AWS call or a journal write.

The children are copies of a small process that has opened a walkthrough of the same AWS before: a
copy of the test process, with all that its tests left behind in memory, takes ten times as long.
What the first opening was answered, all others are: AWS is as it was then, as long as nothing goes
wrong there by intent. From the change itself on each question is sent.
"""

import gc
import os
import pickle
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from tempfile import TemporaryDirectory
from threading import active_count
from typing import Any

from migration.aws.java_patterns import matches
from tests.changes.change_kinds import KINDS
from tests.pace import without_waiting
from tests.practice_aws import ROOT, PracticeAws
from tests.service_models import read_once
from tests.walkthroughs import walk

_READING = ("Action=Describe", "Action=List", "Service.Describe", "Service.List")


@dataclass(frozen=True)
class Run:
    """A change in a process of its own, which ends at the fatal point; at 0 it only counts them."""

    aws: PracticeAws
    folder: Path
    kind: str
    fatal: int = 0


class Origin:
    """The process whose copies are killed."""

    def __init__(self, process: "subprocess.Popen[bytes]") -> None:
        self._process = process

    def run(self, run: Run) -> int:
        """How many points were passed, or -1 when it was killed."""
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        pickle.dump(run, self._process.stdin)
        self._process.stdin.flush()
        status, passed = pickle.load(self._process.stdout)
        if os.WIFSIGNALED(status):
            assert os.WTERMSIG(status) == signal.SIGKILL
            return -1
        assert status == 0
        return int(passed)


@contextmanager
def origin() -> Iterator[Origin]:
    with subprocess.Popen(
        [sys.executable, "-c", f"from {__name__} import serve; serve()"],
        cwd=ROOT,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
    ) as process:
        yield Origin(process)
        assert process.stdin is not None
        process.stdin.close()


def serve() -> None:
    """Run what comes in, each in a copy of this process, until nothing comes any more."""
    warm: set[str] = set()
    with read_once(), without_waiting(), from_memory() as opening:
        while True:
            try:
                run: Run = pickle.load(sys.stdin.buffer)
            except EOFError:
                return
            there = repr(KINDS[run.kind].there)
            opening.begin(there)
            if there not in warm:
                _warm_up(run)
                warm.add(there)
            pickle.dump(_in_a_copy(run, opening), sys.stdout.buffer)
            sys.stdout.buffer.flush()


def _warm_up(run: Run) -> None:
    """Load what every run needs, find out what it asks, and let no copy touch it again.

    Whether locks hold is asked of each file system; pydantic compiles patterns of AWS's.
    """
    with TemporaryDirectory(dir=run.folder.parent) as folder:
        walked = walk(run.aws, Path(folder))
        walked.pages.to_apply()
        walked.close()
    matches(r"\p{L}", "a")
    assert active_count() == 1, "a copy has the thread that forks alone"
    gc.collect()
    gc.freeze()


def _in_a_copy(run: Run, opening: "Opening") -> tuple[int, str]:
    reader, writer = os.pipe()
    child = os.fork()
    if child == 0:
        status = 1
        try:
            os.write(writer, str(_points(run, opening)).encode())
            status = 0
        finally:
            os._exit(status)
    os.close(writer)
    with os.fdopen(reader) as answer:
        passed = answer.read()
    _, status = os.waitpid(child, 0)
    return status, passed


def _points(run: Run, opening: "Opening") -> int:
    kind = KINDS[run.kind]
    walked = walk(run.aws, run.folder)
    opening.is_over()
    kind.prepare(walked)
    countdown = Countdown(run.fatal)
    _watch(countdown, reads=not kind.of_stack)
    kind.act(walked)
    return countdown.passed


@dataclass
class Opening:
    """What AWS answered while a walkthrough was opened, by what it held beside the sample."""

    there: str = ""  # "": everything is sent
    answers: dict[tuple[str, ...], bytes] = field(default_factory=dict)

    def begin(self, there: str) -> None:
        """A walkthrough is opened."""
        self.there = there

    def is_over(self) -> None:
        """It is open: from now on AWS may change."""
        self.there = ""


@contextmanager
def from_memory() -> Iterator[Opening]:
    """In this block a question of an opening is sent the first time alone."""
    opening, client = Opening(), _any_client()
    make_call = client._make_api_call

    def call(client: Any, operation: str, parameters: dict[str, Any]) -> Any:
        asked = repr(sorted(parameters.items()))
        key = (opening.there, client.meta.region_name, operation, asked)
        if key in opening.answers:
            return pickle.loads(opening.answers[key])
        answer = make_call(client, operation, parameters)
        if opening.there:
            opening.answers[key] = pickle.dumps(answer)
        return answer

    client._make_api_call = call
    yield opening
    client._make_api_call = make_call


def _any_client() -> Any:
    from botocore.client import BaseClient

    return BaseClient


@dataclass
class Countdown:
    """Counts the points that are passed and kills the process at one of them; 0 only counts."""

    fatal: int
    passed: int = 0

    def point(self) -> None:
        self.passed += 1
        if self.passed == self.fatal:
            os.kill(os.getpid(), signal.SIGKILL)


def _watch(countdown: Countdown, *, reads: bool) -> None:
    from botocore.httpsession import URLLib3Session

    from migration.journal.sqlite import SqliteJournal

    for owner, name in ((URLLib3Session, "send"), (SqliteJournal, "record")):
        setattr(owner, name, _watched(getattr(owner, name), countdown, reads=reads))


def _is_read(sent: Any) -> bool:
    """Whether this is a request that changes nothing.

    CloudFormation's form names its action; for Cognito a header does.
    """
    text = f"{getattr(sent, 'headers', '')} {getattr(sent, 'body', '')}"
    return any(word in text for word in _READING)


def _watched(
    method: Callable[..., Any], countdown: Countdown, *, reads: bool
) -> Callable[..., Any]:
    def between(*arguments: Any, **named: Any) -> Any:
        if not reads and _is_read(arguments[-1]):
            return method(*arguments, **named)
        countdown.point()
        answer = method(*arguments, **named)
        countdown.point()
        return answer

    return between

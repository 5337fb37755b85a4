"""A walkthrough in a child process that is killed at a given point.

A point is before or after an AWS call or a journal write.
"""

import os
import signal
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from migration.walkthrough import Walkthrough
from tests.practice_aws import PracticeAws
from tests.walkthroughs import walk

_READING = ("Action=Describe", "Action=List", "Service.Describe", "Service.List")


@dataclass
class Countdown:
    """Counts the points that are passed and kills the process at one of them; 0 only counts."""

    fatal: int
    passed: int = 0

    def point(self) -> None:
        self.passed += 1
        if self.passed == self.fatal:
            os.kill(os.getpid(), signal.SIGKILL)


def run_until(
    fatal: int,
    aws: PracticeAws,
    folder: Path,
    prepare: Callable[[Walkthrough], None],
    act: Callable[[Walkthrough], None],
    *,
    reads: bool = True,
) -> int:
    """Open a walkthrough in a child, prepare, then act until the fatal point.

    Returns how many points were passed, or -1 when it was killed. Without `reads` only writes, to
    AWS or to the journal, have points.
    """
    reader, writer = os.pipe()
    child = os.fork()
    if child == 0:
        try:
            os.close(reader)
            walked = walk(aws, folder)
            prepare(walked)
            countdown = Countdown(fatal)
            _watch(countdown, reads=reads)
            act(walked)
            os.write(writer, str(countdown.passed).encode())
        finally:
            os._exit(0)
    os.close(writer)
    with os.fdopen(reader) as answer:
        passed = answer.read()
    _, status = os.waitpid(child, 0)
    if os.WIFSIGNALED(status):
        assert os.WTERMSIG(status) == signal.SIGKILL
        return -1
    return int(passed)


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

"""The last look before a write leaves: after every wait inside the client, it still may or not.

A call to AWS can stand for long before anything goes out: the pacer holds it back, credentials are
renewed by SSO, a role or a program of the person's.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Any

from migration.errors import AwsNotReached, AwsUnreachable

_may_leave: ContextVar[Callable[[], None] | None] = ContextVar("may_leave", default=None)
_left: ContextVar[list[bool] | None] = ContextVar("left", default=None)


@contextmanager
def fenced(may_leave: Callable[[], None]) -> Iterator[None]:
    """A block of this thread in which `may_leave` raises where a write must not leave any more."""
    token = _may_leave.set(may_leave)
    try:
        yield
    finally:
        _may_leave.reset(token)


@contextmanager
def seen_to_leave() -> Iterator[None]:
    """A block around one write: what fails in it before the write leaves is `AwsNotReached`.

    Whoever is asked on the way for credentials, or whose they are, can stay silent too.
    """
    left: list[bool] = []
    token = _left.set(left)
    try:
        yield
    except AwsUnreachable as error:
        if left or isinstance(error, AwsNotReached):
            raise
        raise AwsNotReached(str(error)) from None
    finally:
        _left.reset(token)


def look(**_: Any) -> None:
    """Raise what `may_leave` raises; it handles botocore's `before-send`, the last of all."""
    if (may_leave := _may_leave.get()) is not None:
        may_leave()
    if (left := _left.get()) is not None:
        left.append(True)

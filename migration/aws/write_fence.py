"""The last look before a write leaves: after every wait inside the client, it still may or not.

A call to AWS can stand for long before anything goes out: the pacer holds it back, credentials are
renewed by SSO, a role or a program of the person's.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Any

_may_leave: ContextVar[Callable[[], None] | None] = ContextVar("may_leave", default=None)


@contextmanager
def fenced(may_leave: Callable[[], None]) -> Iterator[None]:
    """A block of this thread in which `may_leave` raises where a write must not leave any more."""
    token = _may_leave.set(may_leave)
    try:
        yield
    finally:
        _may_leave.reset(token)


def look(**_: Any) -> None:
    """Raise what the fence raises; it handles botocore's `before-send`, the last of all."""
    if (may_leave := _may_leave.get()) is not None:
        may_leave()

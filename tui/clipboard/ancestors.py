"""The programs that this one runs under: some of them leave no other trace."""

import os
from collections.abc import Iterator
from pathlib import Path

_PROC = Path("/proc")


def ancestors(pid: int | None = None) -> tuple[str, ...]:
    """The names of the programs above a process (this one by default), the nearest first.

    There are none where /proc does not tell.
    """
    return tuple(name for name, _ in _above(os.getpid() if pid is None else pid))


def numbers_above() -> tuple[int, ...]:
    """The ids of the same processes above this one."""
    return tuple(number for _, number in _above(os.getpid()))


def _above(pid: int) -> Iterator[tuple[str, int]]:
    number = _parent(pid)[1]
    while number > 1:
        name, above = _parent(number)
        if not name:
            return
        yield name, number
        number = above


def _parent(pid: int) -> tuple[str, int]:
    try:
        stat = (_PROC / str(pid) / "stat").read_text(encoding="utf-8", errors="replace")
    except OSError:
        return "", 0
    # The name stands in parentheses and may hold some itself: the last one closes it.
    head, _, rest = stat.rpartition(")")
    return head.partition("(")[2], int(rest.split()[1])

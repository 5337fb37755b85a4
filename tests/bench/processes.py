"""Whether a program has something to do: what its processes do at this moment.

That a program says nothing for a while proves nothing where it waits for the processor all that
time. The kernel knows (proc_pid_stat(5), and Documentation/scheduler/sched-stats).
"""

from __future__ import annotations

import threading
import time
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

from tests.forked.server import BEHIND

PROC = Path("/proc")
NANOSECONDS = 1e9
_BUSY = frozenset("RD")  # it runs or waits for the processor; it waits for a disk


class Rest:
    """Of the threads that `find` finds: how long they had nothing to do, look by look."""

    def __init__(self, find: Callable[[], list[Path]]) -> None:
        self._find = find
        self._asked = self._used = 0.0

    def so_far(self) -> float:
        """For how many seconds all rested since the last look; 0 if one is at work now."""
        now, busy, used = time.monotonic(), False, 0.0
        for thread in self._find():
            with suppress(OSError, IndexError):  # it has ended meanwhile
                busy |= _fields(thread)[0] in _BUSY
                ran, waited, _ = (thread / "schedstat").read_text().split()
                used += (int(ran) + int(waited)) / NANOSECONDS
        passed, self._asked = now - self._asked, now
        worked, self._used = max(0.0, used - self._used), used
        return 0.0 if busy else max(0.0, passed - worked)


class Processes:
    """A program, all that it started, and all that has `mark` in its environment."""

    def __init__(self, pid: int, mark: str = "") -> None:
        self._pid = pid
        self._mark = mark.encode()
        self._found: list[Path] = []
        self._rest = Rest(lambda: [one for process in self._found for one in _threads(process)])

    def look(self) -> None:
        """From now on it counts how long they rest."""
        self._found = self._alive()
        self._rest.so_far()

    def rested(self) -> float:
        """For how many seconds they did nothing since the last look; 0 if one is at work now."""
        return self._rest.so_far()

    def _alive(self) -> list[Path]:
        """The folders of all of them."""
        found: list[Path] = []
        children: dict[int, list[Path]] = {}
        for process in _numbered(PROC):
            with suppress(OSError, IndexError, ValueError):
                children.setdefault(_parent(process), []).append(process)
                if int(process.name) == self._pid or self._is_marked(process):
                    found.append(process)
        for process in found:  # which grows meanwhile
            found += [one for one in children.get(int(process.name), ()) if one not in found]
        return found

    def _is_marked(self, process: Path) -> bool:
        return bool(self._mark) and self._mark in (process / "environ").read_bytes()


def _parent(process: Path) -> int:
    name = (process / "comm").read_text()
    return int(name.removeprefix(BEHIND) if name.startswith(BEHIND) else _fields(process)[1])


def other_threads() -> list[Path]:
    """The folders of all threads of this process but the one that asks."""
    own = str(threading.get_native_id())
    return [thread for thread in _threads(PROC / "self") if thread.name != own]


def _threads(process: Path) -> list[Path]:
    return _numbered(process / "task")


def _numbered(folder: Path) -> list[Path]:
    try:
        return [one for one in folder.iterdir() if one.name.isdigit()]
    except OSError:
        return []


def _fields(task: Path) -> list[str]:
    """Of its `stat`, from the state on; the name before it may hold anything."""
    return (task / "stat").read_text().rpartition(")")[2].split()

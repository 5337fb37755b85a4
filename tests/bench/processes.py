"""Whether a program has something to do: what its processes do at this moment.

That a program says nothing for a while proves nothing where it waits for the processor all that
time. The kernel knows (proc_pid_stat(5), and Documentation/scheduler/sched-stats).
"""

from __future__ import annotations

import time
from contextlib import suppress
from pathlib import Path

from tests.forked.server import BEHIND

PROC = Path("/proc")
NANOSECONDS = 1e9
_BUSY = frozenset("RD")  # it runs or waits for the processor; it waits for a disk


class Processes:
    """A program, all that it started, and all that has `mark` in its environment."""

    def __init__(self, pid: int, mark: str = "") -> None:
        self._pid = pid
        self._mark = mark.encode()
        self._found: list[Path] = []
        self._asked = self._used = 0.0

    def look(self) -> None:
        """From now on it counts how long they rest."""
        self._found = self._alive()
        self.rested()

    def rested(self) -> float:
        """For how many seconds they did nothing since the last look; 0 if they are at work now."""
        now, busy, used = time.monotonic(), False, 0.0
        for process in self._found:
            for task in _entries(process / "task"):
                with suppress(OSError, IndexError):  # it has ended meanwhile
                    busy |= _fields(task)[0] in _BUSY
                    ran, waited, _ = (task / "schedstat").read_text().split()
                    used += (int(ran) + int(waited)) / NANOSECONDS
        passed, self._asked = now - self._asked, now
        worked, self._used = max(0.0, used - self._used), used
        return 0.0 if busy else max(0.0, passed - worked)

    def _alive(self) -> list[Path]:
        """The folders of all of them."""
        found: list[Path] = []
        children: dict[int, list[Path]] = {}
        for process in _entries(PROC):
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


def _entries(folder: Path) -> list[Path]:
    try:
        return [one for one in folder.iterdir() if one.name.isdigit()]
    except OSError:
        return []


def _fields(task: Path) -> list[str]:
    """Of its `stat`, from the state on; the name before it may hold anything."""
    return (task / "stat").read_text().rpartition(")")[2].split()

"""Which process wrote an intent: one that still runs will record the outcome itself."""

import os
import platform
from collections.abc import Mapping
from pathlib import Path


def this_process() -> dict[str, str | int]:
    """The process that runs, as an intent names it."""
    return {"host": platform.node(), "pid": os.getpid(), "started": started(os.getpid())}


def started(pid: int) -> str:
    """When a process began, in the system's own terms; empty where it does not tell.

    A process id alone can have gone to another process by now.
    """
    try:
        stat = Path(f"/proc/{pid}/stat").read_text(encoding="utf-8", errors="replace")
    except OSError:
        return ""
    return stat.rpartition(")")[2].split()[19]


def still_runs(process: Mapping[str, object]) -> bool:
    """Whether the process that wrote the intent is another one of this machine and still alive.

    False where it cannot be known.
    """
    pid = process.get("pid")
    if process.get("host") != platform.node() or not isinstance(pid, int) or pid == os.getpid():
        return False
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        return True
    return process.get("started") in {"", None, started(pid)}

"""Which process wrote an intent: one that still runs will record the outcome itself."""

import os
import platform
from collections.abc import Mapping


def this_process() -> dict[str, str | int]:
    """The process that runs, as an intent names it."""
    return {"host": platform.node(), "pid": os.getpid()}


def still_runs(process: Mapping[str, object]) -> bool:
    """Whether another process of this machine, the one that wrote the intent, is still alive. False where it cannot be known."""
    pid = process.get("pid")
    if process.get("host") != platform.node() or not isinstance(pid, int) or pid == os.getpid():
        return False
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        return True
    return True

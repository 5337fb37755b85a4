"""The time since this machine began: a clock that nobody sets, and that goes on while it sleeps."""

import time
from collections.abc import Mapping
from pathlib import Path


def this_moment() -> dict[str, str | float]:
    """Now in terms of this boot: no clock that somebody sets. See `seconds_since`."""
    return {"boot": boot_id(), "uptime": uptime()}


def seconds_since(moment: object) -> float | None:
    """How long ago `this_moment` was; None where it was in another boot, or was not kept."""
    if not isinstance(moment, Mapping) or not boot_id() or moment.get("boot") != boot_id():
        return None
    then = moment.get("uptime")
    return uptime() - then if isinstance(then, int | float) else None


def uptime() -> float:
    """Seconds since the machine began, those that it slept included where the system counts them.

    Nobody can set it.
    """
    # macOS's and BSD's CLOCK_MONOTONIC goes on in sleep, Linux's does not.
    which = getattr(time, "CLOCK_BOOTTIME", getattr(time, "CLOCK_MONOTONIC", None))
    return time.monotonic() if which is None else time.clock_gettime(which)


def boot_id() -> str:
    """Which boot of the machine it is; empty where the system does not tell."""
    try:
        return Path("/proc/sys/kernel/random/boot_id").read_text(encoding="ascii").strip()
    except OSError:
        return ""

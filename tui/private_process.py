"""What the process holds in its memory stays there. Runs before anything else is loaded."""

import os
import sys
from contextlib import suppress

# Variables by which libraries write elsewhere what passes through them: Textual's log and its list
# of keys, the keys of TLS connections, asyncio's notes about what ran. Textual's own that only say
# how something looks stay.
_TEXTUAL = "TEXTUAL"
_HARMLESS = frozenset(
    {
        "TEXTUAL_ANIMATIONS",
        "TEXTUAL_COLOR_SYSTEM",
        "TEXTUAL_DIM_FACTOR",
        "TEXTUAL_DISABLE_KITTY_KEY",
        "TEXTUAL_FPS",
        "TEXTUAL_SMOOTH_SCROLL",
        "TEXTUAL_THEME",
    }
)
_TELLING = frozenset({"SSLKEYLOGFILE", "PYTHONASYNCIODEBUG", "PYTHONINSPECT"})
_SET_DUMPABLE = 4  # of prctl(2): no core, and no other process of this user looks into the memory
_NOBODY_ELSE = 0o077


def keep_to_itself() -> None:
    """No core dump, no file that others can read, and no library that writes down what it sees.

    And nothing kept in the folder that it happens to be started in.
    """
    os.umask(_NOBODY_ELSE)
    no_core_dump()
    # Empty or relative, it would put the record into whatever folder this was started in: without
    # it, the system knows where home is.
    if not os.path.isabs(os.environ.get("HOME", "/")):
        del os.environ["HOME"]
    for name in list(os.environ):
        upper = name.upper()
        if upper in _TELLING or (upper.startswith(_TEXTUAL) and upper not in _HARMLESS):
            del os.environ[name]


def no_core_dump() -> None:
    """Let a crash, or SIGQUIT, write no picture of the memory."""
    with suppress(ImportError, OSError, ValueError):
        import resource

        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    if sys.platform == "linux":
        # The limit does not hold for a core that goes to a program.
        with suppress(ImportError, OSError, AttributeError):
            import ctypes

            ctypes.CDLL(None).prctl(_SET_DUMPABLE, 0, 0, 0, 0)

"""The environment of the programs that Poolwalk starts: what they need to run, and nothing else.

A clipboard program, tmux and the practice AWS have no use for AWS keys or for anybody's tokens.
"""

from collections.abc import Mapping

_NEEDED = frozenset(
    {
        # where programs, their libraries and the person's files are
        "HOME", "LD_LIBRARY_PATH", "LOGNAME", "PATH", "SHELL", "TMPDIR", "USER",
        "PYTHONDONTWRITEBYTECODE", "PYTHONHOME", "PYTHONPATH", "PYTHONUTF8", "VIRTUAL_ENV",
        "APPDATA", "COMSPEC", "PATHEXT", "SYSTEMROOT", "TEMP", "TMP", "USERPROFILE", "WINDIR",
        # the language, and the terminal
        "COLORTERM", "LANG", "LANGUAGE", "TERM", "TZ",
        # the desktop and its clipboard
        "DBUS_SESSION_BUS_ADDRESS", "DISPLAY", "WAYLAND_DISPLAY", "XAUTHORITY", "XDG_RUNTIME_DIR",
        "XDG_SESSION_TYPE", "WSLENV", "WSL_DISTRO_NAME", "WSL_INTEROP",
        # the multiplexer around us
        "SCREENDIR", "STY", "TMUX", "TMUX_PANE", "TMUX_TMPDIR",
    }
)  # fmt: skip


def for_a_child(environment: Mapping[str, str]) -> dict[str, str]:
    """The part of an environment that a child gets."""
    return {
        name: value
        for name, value in environment.items()
        if name.upper() in _NEEDED or name.startswith("LC_")
    }

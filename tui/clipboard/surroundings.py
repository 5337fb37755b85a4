"""What stands between the program and the person.

A multiplexer, SSH, mosh, a terminal, a desktop.
"""

import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from tui.clipboard import tmux
from tui.clipboard.ancestors import ancestors
from tui.clipboard.tmux import Tmux

_HOLDS_A_DESKTOP = ("darwin", "win32", "cygwin")


@dataclass(frozen=True)
class Around:
    """The facts that decide about the road. `tmux` is None where it does not answer."""

    multiplexer: Literal["", "tmux", "screen"] = ""
    tmux: Tmux | None = None
    ssh: bool = False
    mosh: bool = False
    # a display to ask for a clipboard; whether it answers is another question
    desktop: bool = False
    term: str = ""
    program: str = ""  # the terminal's own name, where it says one
    host: str = ""  # where the person comes from, over SSH


def look(environment: Mapping[str, str], above: Sequence[str] | None = None) -> Around:
    """Find out what stands between the program and the person.

    Asks tmux, which may take a few seconds where it hangs. `above` are the programs above this one
    (see `ancestors`).
    """
    has = environment.get
    above = ancestors() if above is None else above
    multiplexer = _multiplexer(environment, above)
    asked = tmux.ask(environment) if multiplexer == "tmux" else None
    # tmux's server is nobody's child: what its client runs under is what counts.
    around_terminal = ancestors(asked.pid) if asked is not None and asked.pid else above
    ssh = bool(has("SSH_CONNECTION") or has("SSH_TTY")) or any(
        name.startswith("sshd") for name in (*above, *around_terminal)
    )
    return Around(
        multiplexer=multiplexer,
        tmux=asked,
        ssh=ssh,
        mosh="mosh-server" in around_terminal,
        desktop=sys.platform in _HOLDS_A_DESKTOP
        or bool(has("DISPLAY") or has("WAYLAND_DISPLAY") or has("WSL_DISTRO_NAME")),
        term=has("TERM", ""),
        program=has("LC_TERMINAL", "") or has("TERM_PROGRAM", ""),
        host=(has("SSH_CONNECTION") or has("SSH_CLIENT") or "").partition(" ")[0],
    )


def _multiplexer(
    environment: Mapping[str, str], above: Sequence[str]
) -> Literal["", "tmux", "screen"]:
    """The innermost one: one of them inside the other inherits the other's variable."""
    in_tmux, in_screen = bool(environment.get("TMUX")), bool(environment.get("STY"))
    if in_tmux and in_screen:
        nearest = next(
            (name for name in above if name.startswith(("tmux", "screen", "SCREEN"))), "tmux"
        )
        return "tmux" if nearest.startswith("tmux") else "screen"
    return "tmux" if in_tmux else "screen" if in_screen else ""

"""tmux or screen around us: its version, and the settings that decide about the clipboard."""

import subprocess
from collections.abc import Mapping
from dataclasses import dataclass
from shutil import which

from tui.child_environment import for_a_child
from tui.clipboard.surroundings import Around

SECONDS = 2.0  # for one command


@dataclass(frozen=True)
class Multiplexer:
    """What the multiplexer says of itself; "" for what it does not tell.

    `terminal` is the name of the terminal that shows it.
    """

    version: str = ""
    terminal: str = ""
    set_clipboard: str = ""


def ask_the_multiplexer(around: Around, environment: Mapping[str, str]) -> Multiplexer:
    """Ask the one around us; takes a few seconds at most where it hangs."""
    if around.multiplexer == "tmux":
        said = _said(
            environment,
            "tmux",
            "display-message",
            "-p",
            "#{version}|#{client_termtype}",
        )
        version, terminal = (*said.split("|"), "", "")[:2]
        return Multiplexer(
            version,
            terminal,
            _said(environment, "tmux", "show-options", "-sv", "set-clipboard"),
        )
    if around.multiplexer == "screen":
        words = _said(environment, "screen", "-v").split()
        return Multiplexer(words[2] if len(words) > 2 else "")
    return Multiplexer()


def _said(environment: Mapping[str, str], program: str, *arguments: str) -> str:
    found = which(program, path=environment.get("PATH"))
    if found is None:
        return ""
    try:
        ended = subprocess.run(  # noqa: S603 a multiplexer itself, and arguments of our own
            [found, *arguments],
            capture_output=True,
            timeout=SECONDS,
            check=False,
            env=for_a_child(environment),
            stdin=subprocess.DEVNULL,
        )
    except (OSError, subprocess.SubprocessError):
        return ""
    return ended.stdout.decode("utf-8", "replace").strip()

"""tmux: what it knows of the terminal that shows it, and how it sends a value to that terminal.

A value goes through a buffer, of which nothing stays. tmux answers success also where nothing was
sent. Whether it can send stands in its description of the terminal (`Ms`); whether it did, in its
counters: while a terminal lags, tmux discards what it would have written, a clipboard's content
too.
"""

import os
import re
import subprocess
import time
from collections.abc import Mapping
from dataclasses import dataclass
from enum import Enum, auto
from shutil import which

from tui.child_environment import for_a_child
from tui.clipboard.sequences import encoded

SECONDS = 2.0  # for one command of tmux, and for its terminal to take what was sent
_TRIES = 3
_PAUSE = 0.05
_FORMAT = "|".join(
    f"#{{{name}}}"
    for name in (
        "client_tty",
        "client_pid",
        "client_termname",
        "allow-passthrough",
        "client_written",
        "client_discarded",
    )
)
_PASSES_NOTHING = {"0", "off"}  # before 3.3 there is no such option, and everything passes


@dataclass(frozen=True)
class Tmux:
    """The client of tmux that shows this program.

    `client` is its terminal device, empty where nobody is attached.
    """

    client: str = ""
    pid: int = 0
    terminal: str = ""  # the TERM of the terminal that it runs in
    has_clipboard: bool = False  # it knows a sequence for that terminal's clipboard
    passes_through: bool = False  # `allow-passthrough` is on


class Fate(Enum):
    """What became of a buffer that was to be sent on."""

    PASSED_ON = auto()  # written to the terminal
    WAITING = auto()  # not all written yet: the terminal lags
    DISCARDED = auto()  # thrown away, again and again: the terminal lags
    REFUSED = auto()  # no answer, or an error


def ask(environment: Mapping[str, str]) -> Tmux | None:
    """What the tmux around us says; None where it does not answer. Takes a few seconds at most."""
    try:
        fields = _client(environment)
        if fields is None:
            return None
        client, pid, terminal, passthrough = fields[:4]
        if not client:
            return Tmux()
        known = _run(environment, "show-messages", "-T").decode("utf-8", "replace")
    except (OSError, subprocess.SubprocessError):
        return None
    return Tmux(
        client,
        int(pid or 0),
        terminal,
        _has_clipboard(known, client),
        passthrough not in _PASSES_NOTHING,
    )


def load(environment: Mapping[str, str], client: str, text: str) -> Fate:
    """Give a client's terminal a text through a buffer, which is deleted at once.

    The text travels on standard input alone.
    """
    try:
        fate = _load_once(environment, client, text)
        for _ in range(_TRIES - 1):
            if fate is not Fate.DISCARDED:
                break
            _wait_for_calm(environment, client)
            fate = _load_once(environment, client, text)
    except (OSError, ValueError, subprocess.SubprocessError):
        return Fate.REFUSED
    return fate


def _load_once(environment: Mapping[str, str], client: str, text: str) -> Fate:
    name = f"poolwalk-{os.getpid()}"
    written, discarded = _counters(environment, client)
    # One command for tmux: whatever becomes of us, nothing stays in it.
    load_and_delete = (
        "load-buffer",
        "-w",
        "-t",
        client,
        "-b",
        name,
        "-",
        ";",
        "delete-buffer",
        "-b",
        name,
    )
    _run(environment, *load_and_delete, given=text.encode("utf-8", "surrogatepass"))
    size = len(encoded(text))
    until = time.monotonic() + SECONDS
    while True:
        try:
            now_written, now_discarded = _counters(environment, client)
        except (OSError, ValueError, subprocess.SubprocessError):
            return Fate.WAITING  # it took the text: what became of it is not known
        if now_discarded - discarded >= size:
            return Fate.DISCARDED
        if now_written - written >= size:
            return Fate.PASSED_ON
        if time.monotonic() > until:
            return Fate.WAITING
        time.sleep(_PAUSE)


def _wait_for_calm(environment: Mapping[str, str], client: str) -> None:
    """Wait until nothing more is thrown away, for a while."""
    until = time.monotonic() + SECONDS
    before = -1
    while (discarded := _counters(environment, client)[1]) != before and time.monotonic() < until:
        before = discarded
        time.sleep(4 * _PAUSE)


def _client(environment: Mapping[str, str]) -> list[str] | None:
    fields = (
        _run(environment, "display-message", "-p", _FORMAT)
        .decode("utf-8", "replace")
        .rstrip("\n")
        .split("|")
    )
    return fields if len(fields) == _FORMAT.count("|") + 1 else None


def _counters(environment: Mapping[str, str], client: str) -> tuple[int, int]:
    said = _run(
        environment, "display-message", "-p", "-c", client, "#{client_written}|#{client_discarded}"
    ).decode()
    written, _, discarded = said.strip().partition("|")
    return int(written or 0), int(discarded or 0)


def _has_clipboard(known: str, client: str) -> bool:
    """Whether the client's terminal has an `Ms` in tmux's list of terminals, a block for each."""
    for block in re.split(r"^(?=Terminal \d+: )", known, flags=re.MULTILINE):
        head, _, rest = block.partition("\n")
        if re.search(rf"\bfor {re.escape(client)},", head):
            return re.search(r"^\s*\d+: Ms: \(string\)", rest, re.MULTILINE) is not None
    return False


def _run(environment: Mapping[str, str], *arguments: str, given: bytes = b"") -> bytes:
    program = which("tmux", path=environment.get("PATH"))
    if program is None:
        message = "tmux"
        raise FileNotFoundError(message)
    return subprocess.run(  # noqa: S603 tmux itself, and arguments of our own
        [program, *arguments],
        input=given,
        capture_output=True,
        timeout=SECONDS,
        check=True,
        env=for_a_child(environment),
    ).stdout

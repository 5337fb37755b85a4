"""The clipboard of the desktop that the program runs on, by a process that can be given up."""

import json
import os
import signal
import subprocess
import sys
from contextlib import suppress
from threading import Thread

from tui.child_environment import for_a_child

SECONDS = 3.0  # for the desktop to take a text, and to give it back
PROGRAM = ("-P", "-m", "tui.clipboard.desktop")


class Desktop:
    """Puts texts on the desktop's clipboard; holds the process that takes the last secret back."""

    def __init__(self) -> None:
        self._holder: subprocess.Popen[bytes] | None = None

    def copy(self, text: str, *, take_back: bool) -> bool:
        """Give the desktop a text; returns whether it took it.

        With `take_back` the text is gone after `clear`, and when this process ends.
        """
        self.clear()
        try:
            child = subprocess.Popen(  # noqa: S603 nothing of it comes from outside
                [sys.executable, *PROGRAM],
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=subprocess.DEVNULL,
                start_new_session=True,
                env=for_a_child(os.environ),
            )
        except OSError:
            return False
        took = _ask(child, {"text": text, "take_back": take_back})
        if not took:
            _give_up(child)
        elif take_back:
            self._holder = child
        else:
            _let_go(child)
        return took

    def clear(self) -> bool:
        """Take back what was copied, unless somebody copied something else since.

        False where the desktop did not answer.
        """
        child, self._holder = self._holder, None
        return child is None or _let_go(child)


def _ask(child: subprocess.Popen[bytes], asked: dict[str, object]) -> bool:
    if child.stdin is None or child.stdout is None:
        return False
    said: list[bytes] = []
    answers = child.stdout
    # In a thread, since a pipe cannot be read with a time limit on every system.
    reader = Thread(
        target=lambda: said.append(answers.readline()), daemon=True, name="poolwalk-desktop"
    )
    try:
        child.stdin.write(json.dumps(asked).encode() + b"\n")
        child.stdin.flush()
    except OSError:
        return False
    reader.start()
    reader.join(SECONDS)
    try:
        return bool(said) and json.loads(said[0])["took"] is True
    except (ValueError, KeyError, TypeError):
        return False


def _let_go(child: subprocess.Popen[bytes]) -> bool:
    """Its standard input ends; a text to take back is taken back then."""
    with suppress(OSError):
        if child.stdin is not None:
            child.stdin.close()
    try:
        child.wait(SECONDS)
    except subprocess.TimeoutExpired:
        _give_up(child)
        return False
    return True


def _give_up(child: subprocess.Popen[bytes]) -> None:
    """End it, with the clipboard programs that it started."""
    with suppress(OSError):
        if hasattr(os, "killpg"):
            os.killpg(child.pid, signal.SIGKILL)
        else:
            child.kill()
    child.wait()

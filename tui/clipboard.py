"""Puts text on the clipboard of the person, who mostly sits at another machine; and says no more than it can know.

Nothing ever confirms that an escape sequence reached a clipboard, so the sentence says "sent". Which road: inside tmux its own
buffer command (raw sequences are swallowed there by default); inside screen, wrapped in chunks; over SSH the terminal's
sequence; on this machine the clipboard program, and the sequence where that fails.
"""

import base64
import os
import subprocess
from collections.abc import Callable, Mapping
from shutil import which
from threading import Thread

_SECONDS = 2.0
_SCREEN_CHUNK = 256  # bytes that GNU screen takes in one go

SENT = "Sent to your terminal (OSC 52)"
SENT_TMUX = "Sent to your terminal through tmux"
HERE = "Now on this machine's clipboard"


class Clipboard:
    """Knows the roads to the person's clipboard. `write` puts control sequences on the terminal; any thread may call `send`."""

    def __init__(self, write: Callable[[str], None], environment: Mapping[str, str] | None = None) -> None:
        self._write = write
        self._environment = os.environ if environment is None else environment

    def send(self, text: str) -> str:
        """Send it, and say in words what was done. Blocks for a few seconds at most."""
        has = self._environment.get
        if has("TMUX"):
            if self._through_tmux(text):
                return SENT_TMUX
            sequence = osc52(text)
            self._write(sequence + tmux_wrapped(sequence))
            return SENT
        if has("STY"):
            self._write(screen_wrapped(osc52(text)))
            return f"{SENT} through screen"
        if not has("SSH_CONNECTION") and not has("SSH_TTY") and self._on_this_machine(text):
            return HERE
        self._write(osc52(text))
        return SENT

    def _through_tmux(self, text: str) -> bool:
        """A buffer of tmux, sent on to the terminal and deleted; False where tmux says that its terminal takes none."""
        program = which("tmux")
        if program is None:
            return False
        name = f"poolwalk-{os.getpid()}"

        def tmux(*arguments: str, given: bytes = b"") -> bytes:
            return subprocess.run(  # noqa: S603 - tmux itself, and arguments of our own
                [program, *arguments], input=given, capture_output=True, timeout=_SECONDS, check=True
            ).stdout

        try:
            if b"clipboard" not in tmux("display-message", "-p", "#{client_termfeatures}"):
                return False
            try:
                tmux("load-buffer", "-w", "-b", name, "-", given=text.encode("utf-8", "surrogatepass"))
            finally:
                tmux("delete-buffer", "-b", name)
        except (OSError, subprocess.SubprocessError):
            return False
        return True

    def _on_this_machine(self, text: str) -> bool:
        """The desktop's own clipboard. In a thread, since a display server that hangs would block for good."""
        done: list[bool] = []

        def copy() -> None:
            import pyperclip  # type: ignore[import-untyped]

            try:
                # `is_available` is wrong both ways; the second function is falsy where there is no program to paste with.
                copy_with, paste_with = pyperclip.determine_clipboard()
                if paste_with:
                    copy_with(text)
                    done.append(True)
            except (pyperclip.PyperclipException, OSError):
                return

        thread = Thread(target=copy, daemon=True, name="poolwalk-clipboard")
        thread.start()
        thread.join(_SECONDS)
        return bool(done)


def osc52(text: str) -> str:
    """The terminal's own sequence for its clipboard."""
    return f"\x1b]52;c;{base64.b64encode(text.encode('utf-8', 'surrogatepass')).decode('ascii')}\a"


def tmux_wrapped(sequence: str) -> str:
    """For a tmux that passes things through (`allow-passthrough on`)."""
    return "\x1bPtmux;" + sequence.replace("\x1b", "\x1b\x1b") + "\x1b\\"


def screen_wrapped(sequence: str) -> str:
    """For GNU screen, which passes device control strings of a few hundred bytes."""
    chunks = [sequence[at : at + _SCREEN_CHUNK] for at in range(0, len(sequence), _SCREEN_CHUNK)]
    return "".join(f"\x1bP{chunk}\x1b\\" for chunk in chunks)

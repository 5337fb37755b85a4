"""Stands in a terminal and sends what a socket tells it to, by the program's own road.

It answers with what the program would say.
"""

import json
import os
import socket
import sys
import termios
import tty
from collections.abc import Callable
from pathlib import Path

from tui.clipboard import native, tmux
from tui.clipboard.clipboard import Clipboard

PATIENT = 120.0  # seconds: what comes at all comes within them, however many use the machine


def main(path: str, folder: str) -> None:
    """A line of JSON in for each text, and one out."""

    def write(sequence: str) -> None:
        data = sequence.encode()
        while data:
            data = data[os.write(1, data) :]

    native.SECONDS = tmux.SECONDS = PATIENT
    ways: dict[str, Clipboard] = {}
    with socket.socket(socket.AF_UNIX) as connection:
        connection.connect(path)
        with connection.makefile("rw", encoding="utf-8") as lines:
            for line in lines:
                asked = json.loads(line)
                way = ways.setdefault(
                    asked["setting"],
                    Clipboard(write, setting=asked["setting"], folder=Path(folder)),
                )
                if asked["flood"]:
                    write("all of a long list\r\n" * asked["flood"])
                if asked["clear"]:
                    way.clear()
                    said: dict[str, object] = {}
                else:
                    sent = way.send(asked["text"], secret=asked["secret"])
                    said = {"road": sent.road.value, "sentence": sent.sentence, "sent": sent.sent}
                said["process"] = os.getpid()
                if asked["settled"]:
                    settle(write)
                print(json.dumps(said), file=lines, flush=True)


def settle(write: Callable[[str], None]) -> None:
    """Ask the terminal where its cursor is: it answers in order, after what was written before."""
    before = termios.tcgetattr(0)
    tty.setcbreak(0)
    try:
        write("\x1b[6n")
        answer = b""
        while not answer.endswith(b"R"):
            answer += os.read(0, 1)
    finally:
        termios.tcsetattr(0, termios.TCSANOW, before)


if __name__ == "__main__":
    main(*sys.argv[1:])

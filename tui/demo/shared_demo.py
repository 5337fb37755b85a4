"""A demo that several terminals share: the one that began it says in a file where it is.

The file lies in the person's own state folder, readable by them alone: address, control key and
what else the practice AWS said of itself. Whoever joins gets an identity and keys of their own, and
keeps them for as long as they hold the line on which they got them.
"""

import json
import os
import secrets
import threading
from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING, Any

from migration.bounded_json import bounded_json
from migration.errors import PoolwalkError
from migration.journal.state_folder import state_folder
from migration.private_file import open_private, prepare_folder

if TYPE_CHECKING:
    from http.client import HTTPConnection

ENDED = "The demo has ended, with the terminal that began it: the same command begins a new one."
_ANSWER_SECONDS = 5.0
_LARGEST = 100_000  # bytes of the file


@dataclass(frozen=True)
class Place:
    """Where a shared demo is: the first line of its practice AWS, without the secret key.

    `folder` is the demo's own, in which everybody has one of theirs.
    """

    said: Mapping[str, Any]
    folder: Path


class Membership:
    """Somebody who joined: who they are, and the line that is open as long as the demo is."""

    def __init__(self, place: Place, line: "HTTPConnection", given: Mapping[str, Any]) -> None:
        self._line = line
        self.place = place
        self.name = str(given["name"])
        self.credentials = (str(given["access_key"]), str(given["secret_key"]))
        self._left = False
        self.ended = False

    @property
    def folder(self) -> Path:
        """Their own state folder: kept until the demo ends, whoever is them by then."""
        return self.place.folder / self.name

    def watch(self, over: Callable[[], None]) -> None:
        """Do something as soon as the demo ends, in a thread."""
        threading.Thread(
            target=self._wait, args=(over,), daemon=True, name="poolwalk-shared-demo"
        ).start()

    def leave(self) -> None:
        """Hang up: keys and name are free."""
        self._left = True
        self._line.close()

    def _wait(self, over: Callable[[], None]) -> None:
        line = self._line.sock
        with suppress(OSError):
            while line.recv(1024):
                pass
        if not self._left:
            self.ended = True
            over()


def file_of(table: str) -> Path:
    """Where a demo with a table of that name says where it is."""
    digest = sha256(table.encode("utf-8", "surrogatepass")).hexdigest()[:12]
    return state_folder() / f"shared-demo-{digest}.json"


def join(table: str) -> Membership | None:
    """Join the demo with that table; *blocking*. None where none runs."""
    # Not above: the first paint is before it.
    from http.client import HTTPConnection, HTTPException

    place = _place_in(file_of(table))
    if place is None:
        return None
    line = HTTPConnection(str(place.said["endpoint"]).partition("://")[2], timeout=_ANSWER_SECONDS)
    try:
        line.request(
            "POST",
            "/_sandbox/colleagues",
            "{}",
            {"X-Sandbox-Key": str(place.said["access_key"])},
        )
        answer = line.getresponse()
        given = bounded_json(answer.read(_LARGEST).decode("utf-8"))
        if answer.status != 200:
            raise ValueError(given)
        line.sock.settimeout(None)
        return Membership(place, line, given)
    except (OSError, HTTPException, ValueError, KeyError, TypeError):
        line.close()  # it ended without a chance to take its file away
        return None


def invite(table: str, said: Mapping[str, Any], folder: Path) -> Path | None:
    """Say where the demo is, in the file that this gives; None where that cannot be kept."""
    file = file_of(table)
    told = {name: value for name, value in said.items() if name != "secret_key"}
    document = json.dumps({**told, "folder": str(folder)})
    unfinished = file.with_name(f".{file.name}.{secrets.token_hex(8)}")
    try:
        prepare_folder(file.parent)
        descriptor = open_private(unfinished, os.O_CREAT | os.O_EXCL | os.O_WRONLY)
        with os.fdopen(descriptor, "w", encoding="ascii") as opened:
            opened.write(document + "\n")
        unfinished.replace(file)
        return file
    except (OSError, PoolwalkError):
        with suppress(OSError):
            unfinished.unlink(missing_ok=True)
        return None


def withdraw(file: Path, said: Mapping[str, Any]) -> None:
    """Take the file away, unless it tells of another demo by now."""
    place = _place_in(file)
    if place is not None and place.said.get("access_key") == said.get("access_key"):
        file.unlink(missing_ok=True)


def _place_in(file: Path) -> Place | None:
    try:
        descriptor = open_private(file, os.O_RDONLY)
        with os.fdopen(descriptor, "rb") as opened:
            said = bounded_json(opened.read(_LARGEST).decode("utf-8"))
        if not str(said["endpoint"]).startswith("http://127.0.0.1:"):
            return None
        return Place(said, Path(str(said["folder"])))
    except (OSError, ValueError, KeyError, TypeError, AttributeError):
        return None

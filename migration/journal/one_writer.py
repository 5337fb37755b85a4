"""One writer at a time: of all processes of this machine, one alone writes to a deployment.

Whoever writes lays a file of its own beside the journal, and goes on once no other one lies there.
No lock of the file system is used, since some file systems say yes to every lock: of two files,
whoever came second sees the first. Processes with another state folder, of other users too, meet at
an abstract socket, where the system has them. Another user can take that on purpose: writes then
wait and end unsent, and the sentence names that user and the process.
"""

import json
import os
import secrets
import socket
import struct
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager, nullcontext, suppress
from dataclasses import asdict, dataclass
from datetime import datetime
from hashlib import sha256
from pathlib import Path

from migration.errors import StateUnusable, WrittenByAnother
from migration.journal.writing_process import Place, Running, place_in, running, this_place
from migration.ordinary_file import quoted
from migration.private_file import FILE_MODE, open_private

Wait = Callable[[float], None]
Progress = Callable[[str], None]
# A turn to write, waited for with a way to wait and a way to tell of it.
Turn = Callable[[Wait, Progress], AbstractContextManager[None]]

POLL = 0.2  # seconds between two looks
PATIENCE = 120.0  # seconds until another's turn is no longer waited for
LARGEST = 4096  # bytes of a file that says who writes

# The files of this process's own turns, by which another of its threads is told from a dead one.
_OWN: set[str] = set()


def alone(_wait: Wait, _progress: Progress) -> AbstractContextManager[None]:
    """The turn of a writer that nobody can be in the way of."""
    return nullcontext()


@dataclass(frozen=True)
class Holder:
    """Who writes: the ARN, the process, and since when (ISO 8601, UTC)."""

    who: str
    since: str
    place: Place

    @property
    def words(self) -> str:
        """Who holds the turn, for a person."""
        where = "" if self.place.host == this_place().host else f" on {self.place.host}"
        return f"{self.who} (process {self.place.pid}{where}, since {self.since[:19]} UTC)"


@dataclass(frozen=True)
class OneWriter:
    """Turns to write to one deployment.

    `journal` is its file; `key` tells the deployment from every other on this machine. `clock`
    gives the time of day, `monotonic` seconds.
    """

    journal: Path
    key: str
    who: str
    clock: Callable[[], datetime]
    monotonic: Callable[[], float] = time.monotonic

    @contextmanager
    def turn(self, wait: Wait, progress: Progress) -> Iterator[None]:
        """A block in which nobody else writes.

        Raises `WrittenByAnother` where another one did not end within `PATIENCE`, `StateUnusable`
        where no file can be laid, and what `wait` raises.
        """
        mine = self.journal.with_name(f"{self._prefix}{secrets.token_hex(8)}")
        holder = Holder(self.who, self.clock().isoformat(), this_place())
        deadline = self.monotonic() + PATIENCE
        meeting: socket.socket | None = None
        told = words = ""
        _OWN.add(mine.name)
        try:
            while True:
                if not mine.exists():
                    _lay(mine, holder)
                others = self._others(mine)
                if not others and (meeting := _met(self.key)):
                    break
                if any(name < mine.name for name in others):
                    mine.unlink(missing_ok=True)  # the other came first
                words = next(iter(others.values()), "") or words or _met_by(self.key)
                if self.monotonic() > deadline:
                    raise WrittenByAnother(
                        f"Nothing was sent: another Poolwalk of this machine writes, {words}. Try"
                        " again once it has ended."
                    )
                if words != told:
                    progress(f"Another Poolwalk writes at this moment: {words}. Waiting for it")
                told = words
                wait(POLL)
            yield
        finally:
            if meeting is not None:
                meeting.close()
            with suppress(OSError):
                mine.unlink(missing_ok=True)
            _OWN.discard(mine.name)

    @property
    def _prefix(self) -> str:
        return f".{self.journal.name}.writing-"

    def _others(self, mine: Path) -> dict[str, str]:
        """The other turns by the names of their files; what a dead process left is taken away."""
        found: dict[str, str] = {}
        for file in sorted(self.journal.parent.glob(f"{self._prefix}*")):
            if file == mine:
                continue
            holder = _holder_in(file)
            if holder is None:
                if file.exists():
                    found[file.name] = f"or one that ended half-way: remove {file} if none runs"
                continue
            state = running(holder.place)
            ended = state is Running.NO or (state is Running.ITSELF and file.name not in _OWN)
            if ended:
                file.unlink(missing_ok=True)
            elif state is Running.UNKNOWN:
                found[file.name] = f"{holder.words}; if that one has ended, remove {file}"
            else:
                found[file.name] = holder.words
        return found


def _lay(mine: Path, holder: Holder) -> None:
    """Lay the file whole: whoever sees it can read it."""
    unfinished = mine.with_name(mine.name.replace(".writing-", ".laying-"))
    flags = os.O_CREAT | os.O_EXCL | os.O_WRONLY | getattr(os, "O_NOFOLLOW", 0)
    try:
        with os.fdopen(os.open(unfinished, flags, FILE_MODE), "w", encoding="utf-8") as opened:
            json.dump(asdict(holder), opened)
        unfinished.rename(mine)
    except OSError as error:
        with suppress(OSError):
            unfinished.unlink(missing_ok=True)
        message = (
            f"{mine.parent} takes no file that says who writes: {error.strerror}. Free or repair"
            " the disk, or name another --state-folder."
        )
        raise StateUnusable(message) from error


def _holder_in(file: Path) -> Holder | None:
    try:
        with os.fdopen(open_private(file, os.O_RDONLY), "rb") as opened:
            given = json.loads(opened.read(LARGEST))
        return Holder(str(given["who"]), str(given["since"]), place_in(given["place"]))
    except (OSError, ValueError, TypeError, KeyError, RecursionError):
        return None


# --- where processes with other state folders meet ------------------------------------------------


def _address(key: str) -> str:
    return f"\0poolwalk-{sha256(key.encode()).hexdigest()}"


def _met(key: str) -> socket.socket | None:
    """The meeting place, taken; None while somebody else has it. The kernel frees a dead one's."""
    meeting = socket.socket(socket.AF_UNIX)
    if sys.platform != "linux":
        return meeting  # there is none: only the files count
    try:
        meeting.bind(_address(key))
        meeting.listen()
    except OSError:
        meeting.close()
        return None
    return meeting


def _met_by(key: str) -> str:
    """Who has the meeting place, as the kernel says."""
    with socket.socket(socket.AF_UNIX) as asking:
        asking.settimeout(1)
        try:
            asking.connect(_address(key))
            found = asking.getsockopt(socket.SOL_SOCKET, socket.SO_PEERCRED, 12)
        except (OSError, AttributeError):
            return "which is just ending"
    pid, user, _ = struct.unpack("3i", found)
    return (
        f"process {pid} of {_name(user)}, with a state folder of its own (if that is no Poolwalk,"
        " somebody holds you up: have it ended)"
    )


def _name(user: int) -> str:
    try:
        import pwd

        return f"the user {quoted(pwd.getpwuid(user).pw_name)}"
    except (ImportError, KeyError):
        return f"the user with the number {user}"

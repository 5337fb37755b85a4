"""Which process wrote something: one that still runs will record the outcome itself."""

import os
import platform
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from enum import Enum, auto
from pathlib import Path

from migration.journal import boot_clock
from migration.journal.this_machine import machine_id


@dataclass(frozen=True)
class Place:
    """One process, told from every other that ever ran.

    `boot` and `namespace` are empty where the system does not tell: between two boots, and in two
    containers, one number is two processes. `started` is in the system's own terms. `machine` tells
    two of one host name apart; empty in what was recorded without it.
    """

    host: str
    pid: int
    started: str = ""
    boot: str = ""
    namespace: str = ""
    machine: str = ""


_WORDS = ("started", "boot", "namespace", "machine")


def place_in(given: Mapping[str, object]) -> Place:
    """A process as a file has it. Raises `ValueError` for what is none."""
    pid = given.get("pid")
    if not isinstance(pid, int) or pid <= 0:
        message = f"no process: {pid}"
        raise ValueError(message)
    words = (str(given.get(name) or "") for name in _WORDS)
    return Place(str(given.get("host") or ""), pid, *words)


class Running(Enum):
    """What can be said of a process from here."""

    ITSELF = auto()  # this one
    YES = auto()
    NO = auto()
    UNKNOWN = auto()  # another machine's, or another container's


def this_place() -> Place:
    """The process that runs."""
    pid = os.getpid()
    return Place(
        platform.node(), pid, started(pid), boot_clock.boot_id(), _namespace(pid), machine_id()
    )


def running(place: Place, *, on_any_machine: bool = False) -> Running:
    """Whether a process runs, as far as that can be seen from this one.

    `on_any_machine`: it is named in a record that several machines share, and a host name tells
    nothing there; only what is known to be of this machine is looked up here. A copy of a machine
    has its id too, so that there another boot can be another machine.
    """
    here = this_place()
    if place == here:
        return Running.ITSELF
    if place.host != here.host:
        return Running.UNKNOWN
    if on_any_machine and (not place.machine or place.machine != here.machine):
        return Running.UNKNOWN
    if place.boot != here.boot:
        told = place.boot and here.boot and not on_any_machine
        return Running.NO if told else Running.UNKNOWN
    if place.namespace != here.namespace:
        return Running.UNKNOWN
    try:
        os.kill(place.pid, 0)
    except (ProcessLookupError, OverflowError):
        return Running.NO
    except PermissionError:
        pass
    return Running.YES if started(place.pid) in {"", place.started} else Running.NO


def this_process() -> dict[str, str | int]:
    """The process that runs, as an intent names it."""
    return asdict(this_place())


def still_runs(process: Mapping[str, object]) -> bool:
    """Whether the process that wrote the intent is another one and still alive, as far as is known.

    False where it cannot be known: another machine's is told by its turn to write alone.
    """
    try:
        return running(place_in(process)) is Running.YES
    except ValueError:
        return False


def started(pid: int) -> str:
    """When a process began; empty where the system does not tell. A pid can be another's by now."""
    try:
        stat = Path(f"/proc/{pid}/stat").read_text(encoding="utf-8", errors="replace")
    except OSError:
        return ""
    return stat.rpartition(")")[2].split()[19]


def _namespace(pid: int) -> str:
    try:
        return os.readlink(f"/proc/{pid}/ns/pid")
    except OSError:
        return ""

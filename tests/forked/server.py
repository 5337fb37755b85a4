"""The process that forks: what it loads, how it waits, and what a fork becomes."""

from __future__ import annotations

import gc
import importlib
import io
import json
import os
import select
import signal
import socket
import sys
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path
from shutil import rmtree
from typing import Any

ROOT = Path(__file__).parents[2]
_PACKAGES = ("migration", "tui", "screens", "widgets", "sandbox")
READ_BY_PYTHON = ("LANG", "LC_", "PYTHON")  # at its start; a name, or how it begins
ASKS, WANTS = b"?", b" "  # how a connection begins: for what was looked at, or for a process
SILENT_SECONDS = 10.0  # for which it waits for the rest of a request
BEHIND = "behind "  # how a process is named that is a child of another by right
_BEGINNINGS = ("tui.main", "sandbox.__main__")  # loaded by each process itself, as `__main__`
_FOR_GOOD = ExitStack()  # what is entered holds as long as somebody has it


@dataclass(frozen=True)
class Wanted:
    """What a process is to be: `python [-P] -m module arguments…`."""

    module: str
    arguments: list[str]
    environment: dict[str, str]
    folder: str
    own_session: bool
    no_folder_in_path: bool = False  # `-P`
    stood_for_by: int = 0  # the process that waits for it where its parent should be


@dataclass
class Server:
    """Waits for requests, and for the ends of what it forked."""

    listening: socket.socket
    ends: socket.socket  # a byte for each signal that a process ended
    path: list[str]
    found: dict[str, str | None]  # what was looked at in the environment
    of: dict[int, socket.socket] = field(default_factory=dict)  # by process, who asked for it

    def wait(self) -> Wanted:
        """Serve; answers in a fork alone, with what that is to become."""
        while True:
            sockets = (self.ends, self.listening, *self.of.values())
            ready = dict(_ready(0, *(one.fileno() for one in sockets)))
            if 0 in ready:
                self._end()
            if self.ends.fileno() in ready:
                self.ends.recv(4096)
                self._reap()
            for process, connection in [*self.of.items()]:
                if connection.fileno() in ready:
                    self._left(process)
            if self.listening.fileno() in ready and (wanted := self._accept()):
                return wanted

    def _accept(self) -> Wanted | None:
        connection, _ = self.listening.accept()
        connection.settimeout(SILENT_SECONDS)
        streams: list[int] = []
        try:
            first, streams, _, _ = socket.recv_fds(connection, 1, 3)
            if first == ASKS:
                connection.sendall(json.dumps(self.found).encode() + b"\n")
                connection.close()
                return None
            with connection.makefile("rb") as rest:
                wanted = Wanted(**json.loads(rest.readline()))
        except (OSError, ValueError):  # whoever asked ended before it had said what it wants
            for stream in streams:
                os.close(stream)
            connection.close()
            return None
        connection.settimeout(None)
        process = os.fork()
        if process:
            for stream in streams:
                os.close(stream)
            self.of[process] = connection
            with suppress(OSError):  # whoever asked is gone: `wait` sees it
                connection.sendall(b"%d\n" % process)
            return None
        for ours in (connection, self.listening, self.ends, *self.of.values()):
            ours.detach()
        become(wanted, streams, self.path)
        return wanted

    def _reap(self) -> None:
        for process, connection in [*self.of.items()]:
            ended, status = os.waitpid(process, os.WNOHANG)
            if ended:
                with suppress(OSError):
                    connection.sendall(b"%d\n" % status)
                connection.close()
                del self.of[process]

    def _left(self, process: int) -> None:
        """Nobody waits for it any more."""
        os.kill(process, signal.SIGKILL)
        os.waitpid(process, 0)
        self.of.pop(process).close()

    def _end(self) -> None:
        for process in [*self.of]:
            self._left(process)
        rmtree(Path(self.listening.getsockname()).parent, ignore_errors=True)
        os._exit(0)


def become(wanted: Wanted, streams: list[int], path: list[str]) -> None:
    """What `python -m` finds when it begins, with these descriptors as its first three."""
    if wanted.own_session:
        os.setsid()
    signal.set_wakeup_fd(-1)
    signal.signal(signal.SIGCHLD, signal.SIG_DFL)
    for number, stream in enumerate(streams):
        os.dup2(stream, number)
    os.closerange(3, os.sysconf("SC_OPEN_MAX"))
    if wanted.stood_for_by:
        with suppress(OSError):  # Linux alone has it
            Path("/proc/self/comm").write_text(f"{BEHIND}{wanted.stood_for_by}")
    os.chdir(wanted.folder)
    os.environ.clear()
    os.environ.update(wanted.environment)
    time.tzset()
    own = wanted.environment.get("PYTHONPATH", "")
    first = [] if wanted.no_folder_in_path else [wanted.folder]
    sys.path[:] = [*first, *filter(None, own.split(os.pathsep)), *path]
    flags = ["-P"] if wanted.no_folder_in_path else []
    sys.argv[:] = ["-m", *wanted.arguments]
    sys.orig_argv[:] = [sys.executable, *flags, "-m", wanted.module, *wanted.arguments]
    _open_streams()


def _open_streams() -> None:
    """As Python opened its own at the start, in the same language."""
    for number, name in enumerate(("stdin", "stdout", "stderr")):
        before: io.TextIOWrapper = getattr(sys, name)
        raw: Any = io.FileIO(number, "wb" if number else "rb", closefd=False)
        if not number:
            raw = io.BufferedReader(raw)
        elif not before.write_through:  # PYTHONUNBUFFERED
            raw = io.BufferedWriter(raw)
        stream = io.TextIOWrapper(
            raw,
            encoding=before.encoding,
            errors=before.errors,
            line_buffering=os.isatty(number) or name == "stderr",
            write_through=before.write_through,
        )
        setattr(sys, name, stream)
        setattr(sys, f"__{name}__", stream)


@contextmanager
def variables_looked_at() -> Iterator[set[str]]:
    """The names of all variables of the environment that anybody reads in this block."""
    names: set[str] = set()
    kind: Any = type(os.environ)
    read, read_all = kind.__getitem__, kind.__iter__

    def noted(environment: Any, name: str) -> Any:
        names.add(name)
        return read(environment, name)

    def all_noted(environment: Any) -> Any:
        names.update(environment._data and map(environment.decodekey, environment._data))
        return read_all(environment)

    kind.__getitem__, kind.__iter__ = noted, all_noted
    try:
        yield names
    finally:
        kind.__getitem__, kind.__iter__ = read, read_all


def load() -> None:
    """All modules of ours, and what they need of others at any time."""
    crt: Any = importlib.import_module("migration.aws.crt")
    crt.load_botocore(with_crt=False)
    for package in _PACKAGES:
        for file in sorted((ROOT / package).rglob("*.py")):
            name = ".".join(file.relative_to(ROOT).with_suffix("").parts)
            if name not in _BEGINNINGS:
                importlib.import_module(name.removesuffix(".__init__"))
    for name in ("boto3", "botocore.client", "botocore.httpsession", "markdown_it"):
        importlib.import_module(name)


def read_models() -> None:
    """What botocore reads of its own files, for both sides of a connection."""
    from boto3.session import Session

    from sandbox.models import SERVICES, service_model
    from tests.service_models import read_once

    _FOR_GOOD.enter_context(read_once())
    for service in SERVICES:
        service_model(service)
        client: Any = Session("nobody", "nothing").client  # whose stubs know a few services
        client(service, region_name="us-east-1")


def serve() -> str:
    """Fork for each request; answers in a fork alone, with the module that it begins with.

    Nothing is loaded before somebody asks: a run without a process pays nothing.
    """
    path, place = sys.path[1:], sys.argv[1]
    listening = socket.socket(socket.AF_UNIX)
    listening.bind(place)
    listening.listen(64)
    sys.stdout.write("listening\n")
    sys.stdout.flush()
    if 0 in dict(_ready(0, listening.fileno())):
        rmtree(Path(place).parent, ignore_errors=True)
        os._exit(0)
    with variables_looked_at() as names:
        load()
    read_models()
    demo: Any = importlib.import_module("tui.demo.practice_aws")
    demo.PRACTICE_AWS = stand_in(place)
    ends, told = socket.socketpair()
    for one in (ends, told):
        one.setblocking(False)
    signal.set_wakeup_fd(told.fileno())
    signal.signal(signal.SIGCHLD, lambda *_: None)
    gc.collect()
    gc.freeze()
    names |= {name for name in os.environ if name.startswith(READ_BY_PYTHON)}
    found = {name: os.environ.get(name) for name in names}
    wanted = Server(listening, ends, path, found).wait()
    told.detach()
    return wanted.module


def stand_in(place: str) -> tuple[str, ...]:
    """What Python is given instead of `-P -m sandbox`, so that the server there forks it."""
    return "-I", "-S", str(Path(__file__).with_name("stand_in.py")), place


def _ready(*numbers: int) -> list[tuple[int, int]]:
    poll = select.poll()  # which has no descriptor of its own
    for number in numbers:
        poll.register(number, select.POLLIN)
    return poll.poll()

"""Starts the program as a fork, where that is the same as a start from nothing."""

from __future__ import annotations

import atexit
import json
import os
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from functools import cached_property
from select import select
from typing import Any

import pytest

from tests.forked.server import ASKS, READ_BY_PYTHON, ROOT, WANTS, stand_in

MODULES = ("tui.main", "sandbox")
_GIVEN_TO_WORKERS = "forked"
# Botocore and Python make names of folders in it, for logins that no such test has.
_ELSEWHERE = frozenset({"HOME", "PYTHONPATH"})
# What somebody may have set for the whole session, and no test looks at.
_NOT_OURS = ("AWS_", "BOTO_", "POOLWALK", "TEXTUAL", "XDG_", "LC_")

# What `Popen` hands to the function that starts the process, and what of it a fork takes.
_PIPES = ("p2cread", "p2cwrite", "c2pread", "c2pwrite", "errread", "errwrite")
_GIVEN = (
    *("executable", "preexec_fn", "close_fds", "pass_fds", "cwd", "env", "startupinfo"),
    *("creationflags", "shell", *_PIPES, "restore_signals", "gid", "gids", "uid", "umask"),
    *("start_new_session", "process_group"),
)
_UNDERSTOOD = frozenset(
    {"stdin", "stdout", "stderr", "text", "encoding", "errors", "bufsize", "universal_newlines"}
    | {"cwd", "env", "start_new_session"}
)


@dataclass(frozen=True)
class Server:
    """A server that listens, and what its modules look at while they are loaded."""

    place: str

    @cached_property
    def found(self) -> dict[str, str | None]:
        """What Python and all modules found in its environment, by the variable's name."""
        with socket.socket(socket.AF_UNIX) as asking:
            asking.connect(self.place)
            asking.sendall(ASKS)
            with asking.makefile() as answer:
                found: dict[str, str | None] = json.loads(answer.readline())
        return found

    def would_load_the_same(self, environment: Mapping[str, str]) -> bool:
        """Whether Python and all modules would find the same in this environment."""
        read = {name for name in environment if name.startswith(READ_BY_PYTHON)}
        return all(
            environment.get(name) == self.found.get(name)
            for name in (read | self.found.keys()) - _ELSEWHERE
        )


def begun() -> Server:
    """A server that ends with this process."""
    folder = tempfile.mkdtemp(prefix="forked-")
    environment = {
        name: value
        for name, value in os.environ.items()
        if not name.startswith(_NOT_OURS) and name != "PYTHONPATH"
    } | {"LANG": "C.UTF-8", "HOME": folder}
    place = f"{folder}/socket"
    process = subprocess.Popen(
        [sys.executable, "-m", "tests.forked", place],
        cwd=ROOT,
        env=environment,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
        start_new_session=True,  # Ctrl-C is for pytest, at whose end it takes its folder away
    )
    assert process.stdout is not None
    assert process.stdout.readline()
    atexit.register(process.communicate)  # which closes its standard input
    return Server(place)


_SERVERS: list[Server] = []


def server() -> Server:
    """The one server of a run: all workers of pytest-xdist share it."""
    if not _SERVERS:
        _SERVERS.append(begun())
    return _SERVERS[0]


def pytest_configure(config: pytest.Config) -> None:
    """A worker takes the server that whoever started it has."""
    if given := getattr(config, "workerinput", {}).get(_GIVEN_TO_WORKERS):
        _SERVERS[:] = [Server(given)]


@pytest.hookimpl(optionalhook=True)
def pytest_configure_node(node: Any) -> None:
    """Each worker is told where the server is."""
    node.workerinput[_GIVEN_TO_WORKERS] = server().place


@pytest.fixture(autouse=True)
def _from_nothing(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """In a test whose subject is the start, nothing is forked."""
    if request.node.get_closest_marker("from_nothing") is not None:
        monkeypatch.setattr(sys.modules[__name__], "Forked", subprocess.Popen)


@pytest.fixture
def forked_practice_aws(monkeypatch: pytest.MonkeyPatch) -> None:
    """A demo of this process has its practice AWS forked too."""
    monkeypatch.setattr("tui.demo.practice_aws.PRACTICE_AWS", stand_in(server().place))


class Forked(subprocess.Popen[Any]):
    """A process that a server forks, and waits for; it can do all that `Popen` can."""

    _server: socket.socket | None = None
    _said = b""

    def _execute_child(self, command: Sequence[str], *given: Any) -> None:
        """Called by `Popen`, which has made the pipes; sets the process's number."""
        named = dict(zip(_GIVEN, given, strict=True))
        wanted = {
            "module": command[2],
            "arguments": list(command[3:]),
            "environment": dict(os.environ if named["env"] is None else named["env"]),
            "folder": os.fspath(named["cwd"] or os.getcwd()),
            "own_session": named["start_new_session"],
        }
        streams = [named[pipe] for pipe in ("p2cread", "c2pwrite", "errwrite")]
        kept = [number if pipe == -1 else pipe for number, pipe in enumerate(streams)]
        self._server = socket.socket(socket.AF_UNIX)
        self._server.connect(server().place)
        socket.send_fds(self._server, [WANTS], kept)
        self._server.sendall(json.dumps(wanted).encode() + b"\n")
        self.pid = int(self._line(None))
        self._child_created = True
        close: Any = getattr(self, "_close_pipe_fds")  # noqa: B009 which no stub knows
        close(*(named[pipe] for pipe in _PIPES))

    def _internal_poll(self, *_: Any, **__: Any) -> int | None:
        if self.returncode is None and self._server is not None:
            with suppress(subprocess.TimeoutExpired):
                self._wait(0)
        return self.returncode

    def _wait(self, timeout: float | None) -> int:
        if self.returncode is None:
            self.returncode = os.waitstatus_to_exitcode(int(self._line(timeout)))
            assert self._server is not None
            self._server.close()
        return self.returncode

    def _line(self, timeout: float | None) -> bytes:
        """What the server says next; of its two lines the first comes at once."""
        assert self._server is not None
        until = None if timeout is None else time.monotonic() + timeout
        while b"\n" not in self._said:
            left = None if until is None else max(until - time.monotonic(), 0)
            if not select([self._server], [], [], left)[0]:
                assert timeout is not None
                raise subprocess.TimeoutExpired(self.args, timeout)
            said = self._server.recv(64)
            assert said, "the server that forks is gone"
            self._said += said
        line, _, self._said = self._said.partition(b"\n")
        return line


def popen(command: Sequence[str], **options: Any) -> subprocess.Popen[Any]:
    """Start a program: as a fork where that is the same, and from nothing elsewhere.

    The options are those of `Popen`.
    """
    return (Forked if _can_be_forked(command, options) else subprocess.Popen)(command, **options)


def _can_be_forked(command: Sequence[str], options: Mapping[str, Any]) -> bool:
    return (
        list(command[:2]) == [sys.executable, "-m"]
        and command[2] in MODULES
        and options.keys() <= _UNDERSTOOD
        and server().would_load_the_same(options.get("env") or os.environ)
    )

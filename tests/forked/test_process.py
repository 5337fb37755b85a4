"""A fork has to itself what a process that is started from nothing has, and nothing else."""

from __future__ import annotations

import gc
import json
import os
import signal
import socket
import subprocess
import sys
from collections.abc import Iterator, Mapping
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import Any

import pytest
from botocore import session

from tests.bench.processes import Processes
from tests.forked.process import Forked, popen, server
from tests.forked.server import WANTS, read_models, stand_in
from tests.practice_aws import HUNG

pytestmark = [
    pytest.mark.process,
    pytest.mark.skipif(sys.platform != "linux", reason="looks at Linux's /proc"),
]
APP = [sys.executable, "-m", "tui.main"]
PLAIN = {"PATH": os.environ["PATH"], "LANG": "C.UTF-8"} | {
    name: value for name, value in os.environ.items() if name.startswith("PYTHON")
}
PIPES: dict[str, Any] = {
    "stdin": subprocess.PIPE,
    "stdout": subprocess.PIPE,
    "stderr": subprocess.PIPE,
}
# A process of Python's that has another thread, and does nothing else.
IDLE = "import threading; threading.Thread(target=input).start(); print(flush=True)"
BARE = [sys.executable, "-I", "-S", "-c", IDLE]


@contextmanager
def practice_aws(**options: Any) -> Iterator[subprocess.Popen[bytes]]:
    """One that said where it is, and runs."""
    with popen([sys.executable, "-m", "sandbox"], **{**PIPES, "env": PLAIN, **options}) as process:
        assert process.stdout is not None
        assert json.loads(process.stdout.readline())["endpoint"]
        yield process


def said(*words: str, environment: Mapping[str, str] = PLAIN) -> tuple[int, str, str]:
    process = popen([*APP, *words], env=environment, text=True, **PIPES)
    assert isinstance(process, Forked)
    out, err = process.communicate()
    return process.returncode, out, err


def status_of(process: int) -> dict[str, str]:
    lines = Path(f"/proc/{process}/status").read_text().splitlines()
    return {name: value.strip() for name, _, value in (line.partition(":") for line in lines)}


def test_it_has_its_own_arguments_environment_and_exit_code(tmp_path: Path) -> None:
    environment = {**PLAIN, "XDG_CONFIG_HOME": str(tmp_path)}
    assert said("config", "path", environment=environment) == (
        0,
        f"{tmp_path}/poolwalk/config.toml\n",
        "",
    )
    code, out, err = said("plna")
    assert (code, out, err.startswith("poolwalk: There is no command “plna”.")) == (1, "", True)


def test_it_has_its_own_folder_session_and_no_open_file(tmp_path: Path) -> None:
    with practice_aws(cwd=tmp_path, start_new_session=True) as process:
        assert isinstance(process, Forked)
        assert os.readlink(f"/proc/{process.pid}/cwd") == str(tmp_path)
        assert os.getsid(process.pid) == process.pid
        opened = {link.readlink() for link in Path(f"/proc/{process.pid}/fd").iterdir()}
        ours = {Path(f"/proc/self/fd/{n.fileno()}").readlink() for n in streams(process)}
        assert {link for link in opened if link.name.startswith("pipe:")} == ours


def test_what_is_read_of_botocores_files_is_there_for_all_forks(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    with ExitStack() as for_good:
        monkeypatch.setattr("tests.forked.server._FOR_GOOD", for_good)
        of_each_session = session.create_loader
        read_models()
        gc.collect()
        assert session.create_loader is not of_each_session
        assert session.create_loader() is session.create_loader()


def streams(process: subprocess.Popen[bytes]) -> list[Any]:
    return [process.stdin, process.stdout, process.stderr]


def test_it_hears_the_signals_that_any_python_hears() -> None:
    with practice_aws() as forked, subprocess.Popen(BARE, **PIPES) as bare:
        assert bare.stdout is not None
        bare.stdout.readline()
        heard = [
            {name: status_of(one.pid)[name] for name in ("SigBlk", "SigIgn", "SigCgt")}
            for one in (forked, bare)
        ]
        assert heard[0] == heard[1]
        bare.kill()


@pytest.mark.parametrize("number", [signal.SIGKILL, signal.SIGTERM])
def test_what_ends_it_is_told_as_of_any_process(number: signal.Signals) -> None:
    with practice_aws() as process:
        assert process.poll() is None
        with pytest.raises(subprocess.TimeoutExpired):
            process.wait(0)
        process.send_signal(number)
        assert process.wait(10) == -number
        assert not Path(f"/proc/{process.pid}").exists()


@pytest.mark.parametrize(
    "more", [{"LC_ALL": "C"}, {"PYTHONIOENCODING": "ascii"}, {"TEXTUAL_THEME": "nord"}]
)
def test_where_loading_would_have_found_something_else_it_is_started_from_nothing(
    more: dict[str, str],
) -> None:
    assert server().would_load_the_same(PLAIN)
    assert not server().would_load_the_same({**PLAIN, **more})


@pytest.mark.from_nothing
def test_where_the_start_is_the_subject_it_is_started_from_nothing() -> None:
    with popen([*APP, "--version"], env=PLAIN, **PIPES) as process:
        assert type(process) is subprocess.Popen


def test_what_stands_behind_another_counts_as_its_child() -> None:
    command = [sys.executable, *stand_in(server().place)]
    with subprocess.Popen(command, env=PLAIN, **PIPES) as process:
        assert process.stdout is not None
        assert json.loads(process.stdout.readline())["endpoint"]
        found = Processes(process.pid)
        found.look()
        assert len(found._found) == 2
        assert process.stdin is not None
        process.stdin.close()
        assert process.wait(HUNG) == 0
        found.look()
        assert found._found == []


def test_two_forks_draw_different_lots() -> None:
    drawn = []
    for _ in range(2):
        with popen([sys.executable, "-m", "sandbox"], env=PLAIN, **PIPES) as process:
            assert process.stdout is not None
            drawn.append(json.loads(process.stdout.readline())["secret_key"])
    assert drawn[0] != drawn[1]


@pytest.mark.parametrize("begun", [b"", WANTS, WANTS + b'{"module": '])
def test_who_ends_before_it_said_what_it_wants_takes_nobody_along(begun: bytes) -> None:
    with socket.socket(socket.AF_UNIX) as asking:
        asking.connect(server().place)
        if begun:
            socket.send_fds(asking, [begun[:1]], [0, 1, 2])
            asking.sendall(begun[1:])
    assert said("config", "path")[0] == 0

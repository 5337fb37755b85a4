"""The demo: its own deployment, its own record, and nothing left behind."""

from __future__ import annotations

import json
import os
import select
import signal
import stat
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from typing import Any

import pytest

from migration.deployment_request import Request
from migration.errors import Cancelled, PoolwalkError
from tests.bench.measures import FIRST_VALUE
from tests.bench.terminal import Terminal
from tests.command_line.conftest import Run
from tests.practice_aws import HUNG, ROOT, PracticeAws
from tests.walkthroughs import walk
from tui.demo import practice_aws as demo_module
from tui.demo.practice_aws import Demo
from tui.demo.practice_environment import turn_to, without_aws

# Starts the demo, tells where everything is, and waits for its standard input to end.
HOLDER = """
import json, signal, sys
signal.signal(signal.SIGHUP, signal.SIG_DFL)  # under nohup it is ignored, and that is inherited
from tui.demo.practice_aws import Demo
from migration.deployment_request import Request
demo = Demo()
demo.start()
request = demo.request(Request(profile="production", state_folder=None))
child = demo._child.pid
folder, endpoint = str(request.state_folder), request.endpoint_url
print(json.dumps({"child": child, "folder": folder, "endpoint": endpoint}), flush=True)
sys.stdin.read()
demo.close()
"""


@pytest.fixture(autouse=True)
def temporary_folder(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """What a killed demo leaves goes with the test."""
    monkeypatch.setenv("TMPDIR", str(tmp_path))
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))


@pytest.fixture
def demo() -> Iterator[Demo]:
    started = Demo()
    yield started
    started.close()


@pytest.fixture
def holder() -> Iterator[subprocess.Popen[str]]:
    with subprocess.Popen(
        [sys.executable, "-c", HOLDER],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
        cwd=ROOT,
        env=dict(os.environ),
    ) as process:
        yield process
        process.kill()


def said_by(holder: subprocess.Popen[str]) -> dict[str, Any]:
    assert holder.stdout is not None
    said: dict[str, Any] = json.loads(holder.stdout.readline())
    return said


def is_gone(pidfd: int, seconds: float = HUNG) -> bool:
    """Whether the process ends within that time.

    A pidfd can be waited for, whichever process the parent is.
    """
    return bool(select.select([pidfd], [], [], seconds)[0])


@pytest.mark.parametrize("how", [signal.SIGKILL, signal.SIGTERM, signal.SIGHUP])
def test_the_practice_aws_dies_with_the_program_however_that_ends(
    holder: subprocess.Popen[str], how: signal.Signals
) -> None:
    pidfd = os.pidfd_open(said_by(holder)["child"])
    try:
        assert not is_gone(pidfd, 0)
        holder.send_signal(how)
        assert is_gone(pidfd)
    finally:
        os.close(pidfd)


@pytest.fixture
def app() -> Iterator[Terminal]:
    """The whole app in a pty, with its first values on the screen."""
    with Terminal(
        [sys.executable, "-m", "tui.main", "--demo"], {**os.environ, "PYTHONPATH": str(ROOT)}
    ) as terminal:
        terminal.until(lambda text: FIRST_VALUE in text)
        yield terminal


def child_of(process: int) -> int:
    children: set[str] = set()
    for task in Path(f"/proc/{process}/task").iterdir():
        with suppress(FileNotFoundError, ProcessLookupError):  # a thread that ended meanwhile
            children |= set((task / "children").read_text().split())
    (child,) = children
    return int(child)


def test_the_practice_aws_dies_with_a_killed_app(app: Terminal) -> None:
    pidfd = os.pidfd_open(child_of(app.pid))

    os.kill(app.pid, signal.SIGKILL)

    assert is_gone(pidfd)
    os.close(pidfd)


def test_leaving_the_app_leaves_nothing_behind(app: Terminal, tmp_path: Path) -> None:
    child = child_of(app.pid)
    pidfd = os.pidfd_open(child)
    folder = Path(os.readlink(f"/proc/{child}/fd/2")).parent
    assert folder.name.startswith("poolwalk-demo-")

    app.send("q")

    assert app.ended() == 0
    assert is_gone(pidfd)
    os.close(pidfd)
    assert not folder.exists()


def test_at_the_end_neither_the_practice_aws_nor_its_record_is_left(
    holder: subprocess.Popen[str],
) -> None:
    said = said_by(holder)
    folder, pidfd = Path(said["folder"]), os.pidfd_open(said["child"])
    assert stat.S_IMODE(folder.stat().st_mode) == 0o700

    assert holder.stdin is not None
    holder.stdin.close()

    assert is_gone(pidfd)
    os.close(pidfd)
    assert holder.wait(HUNG) == 0
    assert not folder.exists()


def test_no_key_of_the_practice_aws_stands_in_the_process_list(demo: Demo) -> None:
    demo.start()
    request = demo.request(Request())

    assert request.credentials is not None
    assert demo._child is not None
    command = Path(f"/proc/{demo._child.pid}/cmdline").read_text()
    assert not [secret for secret in request.credentials if secret in command]


def test_the_request_goes_to_the_practice_aws_alone(demo: Demo) -> None:
    demo.start()
    request = demo.request(
        Request(profile="production", region="eu-west-1", endpoint_url="https://aws.example.com")
    )

    assert request.endpoint_url.startswith("http://127.0.0.1:")
    assert (request.profile, request.region) == ("", "us-east-1")
    assert os.environ["AWS_ENDPOINT_URL"] == request.endpoint_url


def test_nothing_of_the_persons_aws_configuration_is_left(monkeypatch: pytest.MonkeyPatch) -> None:
    theirs = {
        "AWS_PROFILE": "production",
        "AWS_ACCESS_KEY_ID": "AKIAREAL",
        "AWS_SESSION_TOKEN": "token",
        "AWS_ENDPOINT_URL_COGNITO_IDP": "https://real.example.com",
        "AWS_CONFIG_FILE": "/home/me/.aws/config",
        "PATH": "/usr/bin",
        "NO_PROXY": "intranet",
    }
    turn_to("http://127.0.0.1:1", theirs)

    assert not {"AWS_PROFILE", "AWS_SESSION_TOKEN", "AWS_ENDPOINT_URL_COGNITO_IDP"} & set(theirs)
    assert "AKIAREAL" not in theirs.values()
    assert theirs["AWS_CONFIG_FILE"] == os.devnull
    assert theirs["AWS_ENDPOINT_URL"] == "http://127.0.0.1:1"
    assert theirs["PATH"] == "/usr/bin"
    assert theirs["NO_PROXY"] == "intranet,127.0.0.1,localhost"


def test_the_child_sees_no_aws_configuration_either() -> None:
    assert "AWS_PROFILE" not in without_aws({"AWS_PROFILE": "production", "HOME": "/home/me"})


def test_a_folder_named_sandbox_where_one_stands_is_not_started(
    demo: Demo, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "sandbox").mkdir()
    (tmp_path / "sandbox" / "__main__.py").write_text("raise SystemExit('not ours')")
    monkeypatch.chdir(tmp_path)

    demo.start()

    assert demo.request(Request()).region == "us-east-1"


def test_without_the_extra_the_demo_says_what_to_install(
    run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(demo_module, "missing_package", lambda: "regex")

    answer = run("--demo", "plan")

    assert answer.code == 1
    assert (
        answer.sentence
        == "The demo needs the package regex, which is not installed: run pip install"
        " 'poolwalk[demo]', or uv tool install 'poolwalk[demo]'."
    )


def test_whether_the_extra_is_there_is_seen_without_loading_it() -> None:
    program = (
        "import sys; from tui.demo.practice_aws import missing_package;"
        " print(missing_package() == '', 'regex' in sys.modules)"
    )
    ended = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, check=True, cwd=ROOT
    )
    assert ended.stdout == "True False\n"


@pytest.mark.parametrize(
    ("program", "sentence"),
    [
        (
            "import sys; print('first', file=sys.stderr); sys.exit('OSError: no port is free')",
            "The demo's practice AWS did not start: it ended with “OSError: no port is free”.",
        ),
        ("pass", "The demo's practice AWS did not start: it ended without a word."),
        ("print('hello')", "The demo's practice AWS did not start: it said “hello”."),
    ],
)
def test_a_practice_aws_that_does_not_start_is_one_sentence_with_what_it_said(
    program: str, sentence: str, demo: Demo, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(demo_module, "PRACTICE_AWS", ("-c", program))
    demo.start()

    with pytest.raises(PoolwalkError) as refused:
        demo.request(Request())
    assert str(refused.value) == sentence


def test_a_practice_aws_that_says_nothing_is_given_up(
    demo: Demo, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(demo_module, "PRACTICE_AWS", ("-c", "import sys; sys.stdin.read()"))
    monkeypatch.setattr(demo_module, "START_SECONDS", 0.1)
    demo.start()

    with pytest.raises(PoolwalkError, match="did not start: it said nothing for"):
        demo.request(Request())


def test_opening_it_again_is_the_same_deployment(demo: Demo) -> None:
    demo.start()
    first = demo.request(Request())
    demo.start()

    assert demo.request(Request()) == first


def test_a_demo_that_was_closed_starts_nothing(demo: Demo) -> None:
    demo.close()

    with pytest.raises(Cancelled):
        demo.start()


@pytest.mark.process
@pytest.mark.usefixtures("forked_practice_aws")
@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        (("record",), "the demo begins anew with each command: there is nothing written in it yet"),
        (("undo", "--yes"), "the demo begins anew with each command"),
        (("snapshot",), "this file is gone by now: it went with the demo, as its pools did"),
    ],
)
def test_what_a_demo_of_its_own_cannot_show_is_said(
    run: Run, words: tuple[str, ...], sentence: str
) -> None:
    assert sentence in run("--demo", *words).err


@pytest.mark.process
@pytest.mark.usefixtures("forked_practice_aws")
def test_what_the_demo_compares_with_a_snapshot_was_made_a_moment_ago(
    run: Run, practice_aws: PracticeAws, tmp_path: Path
) -> None:
    walkthrough = walk(practice_aws, tmp_path / "state", attached=False)
    file = walkthrough.snapshots.take()
    walkthrough.close()

    answer = run("--demo", "diff", str(file))

    assert "this compares with pools that the demo made anew a moment ago." in answer.err
    assert answer.code in {0, 2}


def test_an_unknown_check_to_skip_is_named_and_nothing_else_suggested(run: Run) -> None:
    answer = run("doctor", "--skip", "foo")
    assert answer.code == 1
    assert answer.sentence == "There is no check “foo”. “poolwalk doctor --json” names all."

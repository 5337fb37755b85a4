"""Whatever a run of Poolwalk leaves behind is searched for every secret that it handled.

None may be found.
"""

from __future__ import annotations

import json
import os
import re
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tests.by_night import NIGHT
from tests.forked.process import popen
from tests.practice_aws import HUNG, ROOT, PracticeAws
from tests.secrets.planted import (
    PIECE,
    POSITION,
    SAMPLE,
    Canaries,
    below,
    files_under,
    plant,
    processes,
)
from tests.terminal.conftest import RawTerminal, to_the_domain
from tui.terminal.keyboard import REST_SECONDS
from tui.terminal.question_keys import READ_SECONDS, RUNS_ON_SECONDS

ESCAPES = re.compile(
    rb"\x1b(?:\[[0-9;?<>=]*["
    rb" -/]*[@-~]|\][^\x07\x1b]*(?:\x07|\x1b\\)|[PX^_][^\x1b]*\x1b\\|[@-Z\\-_])"
)
PAIR = ("--pair", "rainmaker-user-pool-client:rainmaker-new-pool-client")
DRIVEN = [sys.executable, "-m", "tests.secrets.driver"]

pytestmark = pytest.mark.skipif(
    not Path("/proc/self/cmdline").exists(), reason="looks at processes through /proc"
)


@pytest.fixture
def canaries(tmp_path: Path) -> Canaries:
    return plant(tmp_path / "planted")


@pytest.fixture
def aws(practice_aws_process: Callable[..., PracticeAws], canaries: Canaries) -> PracticeAws:
    return practice_aws_process("--sample", canaries.sample)


@pytest.fixture
def left(tmp_path: Path) -> Path:
    """The folder under which everything lies that a program of these tests may write to.

    Home, state, configuration, temporary files.
    """
    folder = tmp_path / "left"
    for name in ("home", "tmp", "state", "config"):
        (folder / name).mkdir(parents=True)
    return folder


@pytest.fixture
def environment(aws: PracticeAws, left: Path) -> dict[str, str]:
    kept = {
        name: value
        for name, value in os.environ.items()
        if name in {"PATH", "LANG", "LD_LIBRARY_PATH"}
    }
    return {
        **kept,
        **aws.environment,
        "HOME": str(left / "home"),
        "TMPDIR": str(left / "tmp"),
        "XDG_STATE_HOME": str(left / "state"),
        "XDG_CONFIG_HOME": str(left / "config"),
        "PYTHONPATH": str(ROOT),
        "PYTHONDONTWRITEBYTECODE": "1",
        "POOLWALK_LOG_FILE": str(left / "calls.log"),
        "SSH_CONNECTION": "192.0.2.1 50000 192.0.2.2 22",
        "DRIVER_PICTURE": str(left / "picture.svg"),
    }


@pytest.fixture
def app(environment: dict[str, str]) -> Iterator[RawTerminal]:
    """The app on the planted deployment, in a real terminal."""
    terminal = RawTerminal([*DRIVEN, *PAIR], environment)
    with terminal:
        to_the_domain(terminal)
        yield terminal


def shows(terminal: RawTerminal, text: str) -> None:
    terminal.until(lambda screen: text in screen)


def agrees(terminal: RawTerminal, question: str, then: str) -> None:
    """Say yes once the question could be read, and wait for what comes of it."""
    shows(terminal, question)
    terminal.listen(2 * READ_SECONDS)
    terminal.send("y")
    shows(terminal, then)
    terminal.listen(2 * RUNS_ON_SECONDS)  # what follows sooner is the rest of a word


def go_to(terminal: RawTerminal, step: str, presses: str) -> None:
    terminal.send(presses)
    shown = re.compile(rf"[▸▹] [✓◐○⊘?…] {step}")
    terminal.until(lambda screen: bool(shown.search(screen)))
    terminal.quiet()


def found_in_files(canaries: Canaries, folder: Path) -> dict[str, set[str]]:
    found = {
        str(path.relative_to(folder)): canaries.found_in(path.read_bytes())
        for path in files_under(folder)
    }
    return {path: positions for path, positions in found.items() if positions}


def found_in_terminal(canaries: Canaries, terminal: RawTerminal) -> set[str]:
    written = terminal.written
    return (
        canaries.found_in(written)
        | canaries.found_in(ESCAPES.sub(b"", written))
        | canaries.found_in(terminal.text.encode())
    )


def found_in_processes(canaries: Canaries, program: int) -> set[str]:
    known = list(processes())
    assert program in {number for number, _, _ in known}
    found: set[str] = set()
    for _, _, arguments in known:
        found |= canaries.found_in(arguments)
    for child in below(program, known):
        found |= canaries.found_in(Path(f"/proc/{child}/environ").read_bytes())
    return found


def wait_for(path: Path) -> None:
    until = time.monotonic() + HUNG
    while not path.exists():
        assert time.monotonic() < until, path
        time.sleep(0.05)


def test_every_secret_of_the_sample_is_planted(canaries: Canaries) -> None:
    sample = SAMPLE.read_text(encoding="utf-8")
    planted = {position for position in canaries.pieces.values() if "number" in position}
    assert len(planted) == len(POSITION.findall(sample))
    assert (
        len(planted) == sample.count("\nclient_secret = ") + sample.count("\nClientSecret = ") + 2
    )
    assert (
        sum(position.startswith("client_secret") for position in planted) == 3
    )  # of Google's, GitHub's, and in Google's console
    assert sum(position.startswith("tokens") for position in planted) == 1
    assert sum("DeploymentToken" in position for position in planted) == 1


def to_a_secret(app: RawTerminal) -> None:
    """To Google's client secret, by the keys."""
    go_to(app, "3a", "\x1b[D\x1b[B")
    app.send("l")
    for _ in range(12):
        settings = (row.rpartition("▕")[2] for row in app.text.splitlines())
        if any("▸" in row and "client" in row and "••••••••" in row for row in settings):
            break
        app.press("j")


def test_the_search_finds_a_secret_that_somebody_reveals(
    app: RawTerminal, canaries: Canaries, left: Path
) -> None:
    to_a_secret(app)
    app.send("m")
    app.quiet()
    assert {position.partition(" ")[0] for position in found_in_terminal(canaries, app)} == {
        "client_secret"
    }
    os.kill(app.pid, signal.SIGUSR1)
    wait_for(left / "picture.svg")
    assert set(found_in_files(canaries, left)) == {"picture.svg"}


@pytest.mark.long
def test_a_run_of_the_app_leaves_no_secret_behind(
    app: RawTerminal, canaries: Canaries, left: Path
) -> None:
    # Google is made in the new pool, then Apple with its key.
    go_to(app, "3a", "\x1b[D\x1b[B")
    app.send("A")
    agrees(app, "y apply", "checked by reading it again")
    go_to(app, "3b", "\x1b[B")
    app.send("le")
    shows(app, "Path of the .p8 file")
    app.send(f"{canaries.apple_key}\r")
    shows(app, "is held in memory")
    app.send("A")
    agrees(app, "y apply", "Applied SignInWithApple (3b)")
    assert not found_in_processes(canaries, app.pid)
    # The record, one change whole, and a picture of it.
    app.send("U")
    shows(app, "times are UTC")
    app.send("\r")
    shows(app, "CANARY1234")
    app.press("\x1b")
    app.send("j\r")
    shows(app, "••••")
    os.kill(app.pid, signal.SIGUSR1)
    wait_for(left / "picture.svg")
    app.press("\x1b")
    # Back to where it began, and a mistake with secrets in hand.
    app.send("t")
    agrees(app, "y undo them", "they are as before")
    app.press("q")
    os.kill(app.pid, signal.SIGUSR2)
    assert app.ended() == 1
    # In what was written: the terminal here has no other screen to go back to, and writes on where
    # the cursor stood.
    assert b"a mistake in Poolwalk itself: RuntimeError" in app.written
    names = {path.suffix for path in files_under(left)}
    assert {".sqlite3", ".svg", ".log", ".json"} <= names
    assert found_in_files(canaries, left) == {}
    assert found_in_terminal(canaries, app) == set()


def copy_a_secret(app: RawTerminal) -> None:
    """Google's client secret, by the way that the environment names."""
    to_the_domain(app)
    to_a_secret(app)
    app.send("c")
    shows(app, "secret copied,")


DESKTOP = """
class PyperclipException(RuntimeError): pass
held = []
def determine_clipboard(): return held.append, lambda: held[-1]
"""


def test_a_secret_on_the_desktops_clipboard_is_in_no_process_list_and_no_file(
    environment: dict[str, str], canaries: Canaries, left: Path, tmp_path: Path
) -> None:
    (tmp_path / "pyperclip.py").write_text(DESKTOP)
    environment |= {"PYTHONPATH": f"{tmp_path}:{ROOT}", "POOLWALK_CLIPBOARD": "native"}
    app = RawTerminal([*DRIVEN, *PAIR], environment)
    with app:
        copy_a_secret(app)
        holder = [
            number for number, _, arguments in processes() if b"tui.clipboard.desktop" in arguments
        ]
        assert set(holder) & set(below(app.pid, processes()))
        assert not found_in_processes(canaries, app.pid)
        app.send("q")
        assert app.ended() == 0
        assert not found_in_terminal(canaries, app)
    assert found_in_files(canaries, left) == {}


def test_a_secret_in_a_file_lies_there_alone_and_goes_with_the_program(
    environment: dict[str, str], canaries: Canaries, left: Path
) -> None:
    environment |= {"POOLWALK_CLIPBOARD": "file"}
    app = RawTerminal([*DRIVEN, *PAIR], environment)
    with app:
        copy_a_secret(app)
        (lies,) = found_in_files(canaries, left)
        assert lies.startswith("state/poolwalk/copied-secret-")
        assert not found_in_processes(canaries, app.pid)
        app.quiet()  # a path this long has a dialog of its own, which opens by itself
        app.listen(REST_SECONDS)
        app.press("\x1b")
        app.send("q")
        assert app.ended() == 0
        assert not found_in_terminal(canaries, app)
    assert found_in_files(canaries, left) == {}


def run(
    environment: dict[str, str], canaries: Canaries, *words: str, itself: bool = False
) -> tuple[int, bytes]:
    """Run a command, and look at all processes' arguments as long as it runs.

    `itself` starts it as a person does: a fork has the arguments of the server that forks.
    Returns its exit code, and all that it said.
    """
    of_python = {name: value for name, value in os.environ.items() if name.startswith("PYTHON")}
    own = {name: value for name, value in environment.items() if not name.startswith("PYTHON")}
    with tempfile.TemporaryFile() as said:
        process = (subprocess.Popen if itself else popen)(
            [sys.executable, "-m", "tui.main", *words],
            env=environment
            if itself
            else {**own, **of_python, "LANG": "C.UTF-8", "PYTHONPATH": str(ROOT)},
            stdin=subprocess.DEVNULL,
            stdout=said,
            stderr=subprocess.STDOUT,
            cwd="/",
        )
        while process.poll() is None:
            for _, _, arguments in processes():
                assert not canaries.found_in(arguments)
            time.sleep(0.2)
        said.seek(0)
        return process.returncode, said.read()


@pytest.mark.long
def test_no_command_says_or_keeps_a_secret(
    environment: dict[str, str], aws: PracticeAws, canaries: Canaries, left: Path
) -> None:
    key = ("--apple-key", str(canaries.apple_key))
    kept = str(left / "home" / "reviewed.plan")
    whole_round = (
        (("plan", *PAIR), 2),
        (("plan", "--json", *PAIR), 2),
        (("apply", "--yes", "--json", "--domain", "acme-users", *key, *PAIR), 0),
        (("undo", "--since", "2020-01-01", "--yes", "--json", *key), 0),
        (("doctor",), 0),
        (("record",), 0),
    )
    for words, code in (
        *(whole_round if NIGHT else ()),
        (("plan", "--out", kept, "--json", "--domain", "acme-users", *key, *PAIR), 2),
        (("approve", kept, "--yes"), 1),  # by its maker
        (("apply", kept, "--yes", "--json", *key, *PAIR), 0),
        (("doctor", "--json"), 0),
        (("record", "--json"), 0),
        (("report", "--format", "html"), 0),  # the form that shows most
        (("snapshot", "--json"), 0),
        (("undo", "--step", "3a", "--yes"), 1),
        (("undo", "--since", "2020-01-01", "--yes", "--json", *key), 0),
        (("apply", "--step", "3a", "--yes", *PAIR), 0),
    ):
        ended, said = run(environment, canaries, *words, itself=words[:2] == ("apply", kept))
        assert (words, canaries.found_in(said)) == (words, set())
        assert (words, ended) == (words, code), said.decode()
    aws.change(
        pool="new",
        provider="Google",
        set={"ProviderDetails.client_secret": canaries_value(canaries)},
    )
    snapshot = next(path for path in files_under(left) if path.suffix == ".json")
    ended, said = run(environment, canaries, "diff", str(snapshot), "--json")
    assert ended == 2
    assert json.loads(said)["schema"] == 1
    assert not canaries.found_in(said)
    assert found_in_files(canaries, left) == {}


def test_a_refusal_that_repeats_a_secret_is_not_repeated(
    environment: dict[str, str], aws: PracticeAws, canaries: Canaries, left: Path
) -> None:
    secret = next(
        piece for piece, position in canaries.pieces.items() if position.startswith("client_secret")
    )
    refusal = {
        "kind": "error",
        "code": "InvalidParameterException",
        "message": f"{secret * 4} is no secret",
        "status": 400,
    }
    aws.faults({**refusal, "operation": "CreateIdentityProvider"})
    ended, said = run(environment, canaries, "apply", "--step", "3a", "--yes", "--json")
    assert ended == 1
    assert b"is no secret" in said
    assert not canaries.found_in(said)
    assert found_in_files(canaries, left) == {}


def canaries_value(canaries: Canaries) -> str:
    """Another one of the planted secrets."""
    return next(
        piece for piece, position in canaries.pieces.items() if position.startswith("ClientSecret")
    ) * (48 // PIECE)

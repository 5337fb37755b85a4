"""What starting loads, and where the full-screen app cannot run."""

import os
import pty
import re
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

import pytest

from tests.command_line.conftest import Run, poolwalk, read_terminal_until
from tests.practice_aws import HUNG, ROOT
from tui import start

pytestmark = pytest.mark.from_nothing
HEAVY = ("textual", "boto3", "botocore", "pydantic", "pydantic_settings", "cryptography")


def loaded_by(words: Sequence[str]) -> set[str]:
    program = f"""
import sys
from tui.main import main
main({list(words)!r})
print(*(name for name in {HEAVY!r} if name in sys.modules), file=sys.stderr)
"""
    ended = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, check=True
    )
    return set(ended.stderr.splitlines()[-1].split())


@pytest.mark.parametrize(
    "words",
    [
        ["--version"],
        ["--help"],
        ["apply", "--help"],
        ["help", "plan", "--all"],
        ["completion", "bash"],
        ["completion", "profiles"],
        ["config", "path"],
        ["plna"],
        ["plan", "--regoin", "x"],
        ["plan", "--step", "10"],
    ],
)
def test_an_answer_or_a_refusal_that_needs_no_aws_loads_nothing_heavy(words: list[str]) -> None:
    assert loaded_by(words) == set()


def test_what_the_first_paint_needs_loads_neither_aws_nor_the_settings() -> None:
    program = f"""
import sys
from tui.app import PoolwalkApp
from tui.command_line.parser import parse
from tui.demo.practice_aws import Demo
from tui.settings.sources import first_look, gather
from migration.guide.step_files import load_steps
first_look(gather(parse(["--demo"]).options))
PoolwalkApp(steps=load_steps(), open_walkthrough=lambda: None, demo=True)
print(*(name for name in {HEAVY!r} if name in sys.modules))
"""
    ended = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, check=True
    )
    assert ended.stdout.split() == ["textual"]


def test_without_a_terminal_the_app_says_which_command_needs_none() -> None:
    process = poolwalk()
    out, err = process.communicate(timeout=HUNG)

    assert (process.returncode, out) == (1, "")
    assert (
        err
        == "poolwalk: The walkthrough fills a terminal, and standard input, output and error are"
        " not all one here. For a plan without the screen run “poolwalk plan”.\n"
    )


@pytest.mark.parametrize("term", ["dumb", ""])
def test_a_terminal_that_cannot_place_its_cursor_is_refused_in_words(term: str) -> None:
    ours, theirs = pty.openpty()
    process = poolwalk(stdin=theirs, stdout=theirs, stderr=theirs, env={**os.environ, "TERM": term})
    os.close(theirs)
    assert process.wait(HUNG) == 1
    said = read_terminal_until(ours)
    os.close(ours)

    assert "\x1b" not in said
    assert (
        said.strip()
        == "poolwalk: The walkthrough needs a terminal that can place its cursor, and TERM is"
        f" “{term}”. For a plan without the screen run “poolwalk plan”."
    )


def test_an_older_python_is_refused_in_words(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys, "version_info", (3, 10, 2))
    monkeypatch.setattr(sys, "version", "3.10.2 (main)")

    assert start.main() == 1
    assert capsys.readouterr().err == (
        "poolwalk: Poolwalk needs Python 3.11 or newer, and this is 3.10.2: install it with a"
        " newer one.\n"
    )


def test_nothing_is_loaded_before_that_is_known() -> None:
    text = Path(start.__file__).read_text("utf-8")
    assert re.findall(r"(?m)^(?:from|import) .*", text) == ["import sys"]


def test_a_mistake_of_ours_is_one_sentence_without_its_values(
    run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_: object) -> int:
        raise RuntimeError("GOCSPX-secret")

    monkeypatch.setattr("tui.command_line.plan.plan", fail)

    answer = run("plan")

    assert answer.code == 1
    assert answer.sentence.startswith(
        "a mistake in Poolwalk itself: RuntimeError in tui/main.py, line "
    )
    assert "GOCSPX-secret" not in answer.err
    assert "Traceback" not in answer.err


def test_a_reader_that_goes_away_ends_nothing(run: Run) -> None:
    reading, writing = os.pipe()
    os.close(reading)
    process = poolwalk("--help", stdout=writing)
    os.close(writing)
    _, err = process.communicate(timeout=HUNG)

    assert (process.returncode, err) == (0, "")


def test_an_answer_that_does_not_fit_on_the_disk_is_an_error() -> None:
    with open("/dev/full", "w") as full:
        process = poolwalk("--help", stdout=full)
        _, err = process.communicate(timeout=HUNG)

    assert (process.returncode, err) == (
        1,
        "poolwalk: The answer could not be written: No space left on device.\n",
    )


@pytest.mark.parametrize("words", [("--help",), ("apply", "--yes"), ("record",)])
def test_nothing_is_done_where_nobody_would_see_the_answer(words: tuple[str, ...]) -> None:
    process = poolwalk(*words, stdout=None, preexec_fn=lambda: os.close(1))
    _, err = process.communicate(timeout=HUNG)

    assert (process.returncode, err) == (
        1,
        "poolwalk: Standard output is closed, and nobody would see what became of it: nothing was"
        " done. To do without the answer send it to /dev/null.\n",
    )


def test_a_closed_input_and_a_closed_error_are_nobody_and_nowhere() -> None:
    def close() -> None:
        os.close(0)
        os.close(2)

    process = poolwalk("config", "path", stdin=None, stderr=None, preexec_fn=close)
    out, _ = process.communicate(timeout=HUNG)
    assert (process.returncode, out.count("config.toml")) == (0, 1)

    process = poolwalk("apply", stdin=None, preexec_fn=lambda: os.close(0))
    _, err = process.communicate(timeout=HUNG)
    assert (process.returncode, err.startswith("poolwalk: Nobody is there to ask")) == (1, True)


def test_what_is_closed_takes_nobody_elses_number() -> None:
    """A file that is opened next must not get what somebody prints."""
    code = (
        "import os; from tui.standard_streams import fill_closed_streams;"
        "answers = fill_closed_streams(); opened = os.open('/dev/null', os.O_RDONLY);"
        "print('lost'); assert not answers and opened > 2"
    )
    ended = subprocess.run(
        [sys.executable, "-c", code],
        cwd=ROOT,
        stderr=subprocess.PIPE,
        text=True,
        timeout=HUNG,
        check=False,
        preexec_fn=lambda: os.closerange(0, 2),
    )
    assert (ended.returncode, ended.stderr) == (0, "")


@pytest.mark.parametrize("words", [("plan", "--out", "-"), ("doctor", "--bundle", "-")])
def test_a_dash_is_no_name_of_a_new_file(run: Run, words: tuple[str, ...]) -> None:
    answer = run(*words)
    assert (answer.code, answer.sentence) == (
        1,
        f"{words[1]} wants the name of a new file, and “-” is none.",
    )


def test_a_terminal_without_utf_8_gets_plain_ascii() -> None:
    process = poolwalk("plna", env={**os.environ, "PYTHONIOENCODING": "ascii"})
    _, err = process.communicate(timeout=HUNG)

    assert err == 'poolwalk: There is no command "plna". Did you mean plan?\n'

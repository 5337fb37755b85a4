"""The line drops, the program is killed politely, stopped, or squeezed to nothing.

Its state is kept, and nothing is left behind.
"""

import os
import select
import signal
import sys
import time
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

import pytest

from screens.walkthrough.leaving import WRITE_SECONDS
from tests.by_night import every
from tests.practice_aws import HUNG, PracticeAws
from tests.terminal.conftest import DEMO, RawTerminal, Start, settled, to_the_domain

APP = [sys.executable, "-m", "tui.main"]
DEAF = ["sh", "-c", 'trap "" HUP; exec "$@"', "sh"]  # as under nohup
SOON = 5  # seconds at rest: as long as it may wait for anything but the processor


def children(pid: int) -> list[int]:
    """The processes that a process has started."""
    return [
        int(child)
        for task in Path(f"/proc/{pid}/task").iterdir()
        for child in (task / "children").read_text().split()
    ]


def runs(pid: int) -> bool:
    return Path(f"/proc/{pid}").exists()


Ends = Callable[[RawTerminal], None]


def hears_of_it(terminal: RawTerminal) -> None:
    terminal.drop()
    os.kill(terminal.pid, signal.SIGHUP)


def sees_it(terminal: RawTerminal) -> None:
    terminal.drop()


def is_told_twice(terminal: RawTerminal) -> None:
    for _ in range(2):
        os.kill(terminal.pid, signal.SIGHUP)


def is_terminated(terminal: RawTerminal) -> None:
    os.kill(terminal.pid, signal.SIGTERM)


def is_interrupted(terminal: RawTerminal) -> None:
    os.kill(terminal.pid, signal.SIGINT)


WAYS: list[Ends] = [hears_of_it, sees_it, is_told_twice, is_terminated, is_interrupted]


@pytest.mark.parametrize(
    ("ends", "deaf"),
    [*((ends, []) for ends in WAYS), *((ends, DEAF) for ends in every(4, WAYS))],
    ids=lambda one: "nohup" if one == DEAF else getattr(one, "__name__", "heard"),
)
def test_it_ends_soon_and_leaves_neither_child_nor_folder(
    start: Start, temporary: Path, ends: Ends, deaf: list[str]
) -> None:
    terminal = start(command=[*deaf, *DEMO])
    terminal.until(settled)
    (child,) = children(terminal.pid)
    assert list(temporary.iterdir())
    ends(terminal)
    assert terminal.gone() < SOON
    assert not runs(child)
    assert list(temporary.iterdir()) == []


@pytest.fixture
def shell(start: Start) -> RawTerminal:
    """A shell in which the demo has run until everything was read."""
    terminal = start(command=["bash", "-i"], PS1="$ ")
    terminal.send(" ".join(DEMO) + "\n")
    terminal.until(settled)
    terminal.quiet()
    return terminal


@pytest.mark.parametrize("suspended", [False, True], ids=["in front", "suspended"])
def test_a_line_that_drops_takes_the_shells_job_with_it(
    shell: RawTerminal, temporary: Path, suspended: bool
) -> None:
    (job,) = children(shell.pid)
    (child,) = children(job)
    if suspended:
        shell.send("\x1a")
        shell.until(lambda text: "Stopped" in text)
    shell.drop()
    wait_until_gone(job, child)
    assert list(temporary.iterdir()) == []


def wait_until_gone(*processes: int) -> None:
    """A pidfd can be waited for, whoever the parent is, and also where it has ended already."""
    for process in processes:
        with suppress(ProcessLookupError):
            ended = os.pidfd_open(process)
            assert select.select([ended], [], [], HUNG)[0], process
            os.close(ended)


def test_a_line_that_was_stuck_and_drops_holds_nothing(start: Start) -> None:
    terminal = start()
    terminal.until(settled)
    terminal.fill()
    terminal.drop()
    assert terminal.gone() < SOON


def test_stopped_by_others_and_continued_it_has_the_terminal_once(start: Start) -> None:
    terminal = start()
    to_the_domain(terminal)
    terminal.quiet()
    before, threads = terminal.text, len(list(Path(f"/proc/{terminal.pid}/task").iterdir()))
    terminal.forget_screen()
    os.kill(terminal.pid, signal.SIGSTOP)
    os.kill(terminal.pid, signal.SIGCONT)
    terminal.until(lambda text: "▸ ⊘ domain" in text)
    terminal.quiet()
    assert terminal.text == before
    assert len(list(Path(f"/proc/{terminal.pid}/task").iterdir())) == threads
    terminal.send("q")
    assert terminal.ended() == 0
    assert terminal.modes() == terminal.modes_before
    assert b"the same command begins a" in terminal.written


@pytest.mark.parametrize("size", every(2, [(1, 1), (0, 0), (59, 15), (3, 200)]))
def test_squeezed_to_nothing_and_back_everything_stands_there_again(
    start: Start, size: tuple[int, int]
) -> None:
    terminal = start()
    to_the_domain(terminal)
    terminal.quiet()
    before = terminal.text
    terminal.resize(*size)
    terminal.quiet()
    terminal.press("j\x1b[A\t\t\t")
    terminal.resize(80, 24)
    terminal.until(lambda text: "▸ ⊘ domain" in text)
    terminal.quiet()
    assert terminal.text == before


# --- what it keeps --------------------------------------------------------------------------------
def on_aws(start: Start, aws: PracticeAws) -> RawTerminal:
    """The app on the practice AWS that the test holds: its record outlives it."""
    environment = {
        name: value for name, value in aws.environment.items() if name != "AWS_ENDPOINT_URL"
    }
    return start(command=[*APP, "--endpoint-url", aws.endpoint], **environment)


@pytest.mark.parametrize(
    "ends", [hears_of_it, sees_it, is_terminated], ids=lambda how: how.__name__
)
def test_the_next_start_is_at_the_same_step_and_row(
    start: Start, practice_aws: PracticeAws, ends: Ends
) -> None:
    terminal = on_aws(start, practice_aws)
    to_the_domain(terminal)
    terminal.press("")
    step = shown_step(terminal)
    assert "domain" in step
    ends(terminal)
    terminal.gone()
    again = on_aws(start, practice_aws)
    again.until(lambda text: " steps · " in text and "reading…" not in text)
    again.quiet()
    assert shown_step(again) == step


def shown_step(terminal: RawTerminal) -> str:
    """The title above the settings, and the row that the cursor is on."""
    return " / ".join(
        line[line.index("▸") :].strip() for line in terminal.text.splitlines() if "▸" in line
    )


def test_an_aws_that_does_not_answer_holds_nobody(start: Start, practice_aws: PracticeAws) -> None:
    practice_aws.faults({"kind": "hang", "operation": "DescribeUserPool"})
    terminal = on_aws(start, practice_aws)
    terminal.until(lambda text: "reading…" in text)
    os.kill(terminal.pid, signal.SIGHUP)
    assert terminal.gone() < SOON


SUBJECT = "5/-/EmailSubject"
BEGUN = "A write of"


def writes(terminal: RawTerminal, aws: PracticeAws) -> None:
    """Write the e-mail's subject, up to the moment when AWS has it."""
    while "▸ + subject" not in terminal.text:
        terminal.press("n")
    terminal.send("a")
    aws.wait_for_call("UpdateUserPool")


def is_written(start: Start, aws: PracticeAws) -> None:
    """The next start knows how the write ended, and says nothing of it."""
    assert len(aws.calls("UpdateUserPool")) == 1
    again = on_aws(start, aws)
    again.until(lambda text: "of 15 steps" in text and "reading…" not in text)
    again.quiet()
    assert BEGUN not in again.text
    again.send("U")
    again.until(lambda text: "✓ subject" in text)


@pytest.mark.long
def test_a_write_under_way_is_finished_and_recorded(
    start: Start, practice_aws: PracticeAws
) -> None:
    terminal = on_aws(start, practice_aws)
    terminal.until(settled)
    practice_aws.faults({"kind": "latency", "operation": "UpdateUserPool"})
    writes(terminal, practice_aws)
    hears_of_it(terminal)
    practice_aws.faults()  # the answer comes
    terminal.gone()
    is_written(start, practice_aws)


@pytest.mark.long
def test_a_write_that_aws_never_answered_is_told_at_the_next_start(
    start: Start, practice_aws: PracticeAws
) -> None:
    terminal = on_aws(start, practice_aws)
    terminal.until(settled)
    practice_aws.faults({"kind": "hang", "operation": "UpdateUserPool"})
    writes(terminal, practice_aws)
    began = time.monotonic()
    hears_of_it(terminal)
    terminal.gone()
    assert time.monotonic() - began > WRITE_SECONDS - 1
    practice_aws.faults()
    again = on_aws(start, practice_aws)
    again.until(lambda text: BEGUN in text)
    said = " ".join(again.text.split())
    assert "it is looked at again in" in said  # AWS may still work on a write this young
    assert "▸ + subject" in again.text

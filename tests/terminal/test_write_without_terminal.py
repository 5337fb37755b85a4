"""In the middle of a write nobody reads the terminal, the program is stopped, or the line drops.

What AWS answered is in the record, and the next start says what is known.
"""

import os
import shlex
import signal

import pytest

from screens.walkthrough.leaving import WRITE_SECONDS
from tests.practice_aws import PracticeAws
from tests.terminal.conftest import RawTerminal, Start, settled
from tests.terminal.test_ending import (
    APP,
    BEGUN,
    Ends,
    children,
    hears_of_it,
    is_terminated,
    is_written,
    on_aws,
    sees_it,
    wait_until_gone,
    writes,
)
from tui.terminal.ending import THREADS_SECONDS

LATEST = WRITE_SECONDS + 2 * THREADS_SECONDS  # from a signal until the process is gone


@pytest.fixture
def held(start: Start, practice_aws: PracticeAws) -> RawTerminal:
    """A program whose write AWS has, and has not answered yet."""
    terminal = on_aws(start, practice_aws)
    terminal.until(settled)
    practice_aws.faults({"kind": "latency", "operation": "UpdateUserPool"})
    writes(terminal, practice_aws)
    return terminal


@pytest.mark.long
def test_a_write_is_recorded_though_nobody_reads_the_terminal(
    start: Start, practice_aws: PracticeAws, held: RawTerminal
) -> None:
    held.fill()
    practice_aws.faults()  # the answer comes
    held.rest()
    os.kill(held.pid, signal.SIGKILL)  # nothing but the record is left
    held.gone()
    is_written(start, practice_aws)


@pytest.mark.long
@pytest.mark.parametrize(
    "ends", [hears_of_it, sees_it, is_terminated], ids=lambda how: how.__name__
)
def test_a_line_that_takes_nothing_holds_neither_the_record_nor_the_end(
    start: Start, practice_aws: PracticeAws, held: RawTerminal, ends: Ends
) -> None:
    held.fill()
    ends(held)
    practice_aws.faults()
    assert held.gone() < LATEST
    is_written(start, practice_aws)


@pytest.mark.long
def test_a_program_that_is_stopped_in_the_middle_of_a_write_records_it_once_it_goes_on(
    start: Start, practice_aws: PracticeAws, held: RawTerminal
) -> None:
    os.kill(held.pid, signal.SIGSTOP)
    practice_aws.faults()
    os.kill(held.pid, signal.SIGCONT)
    held.until(lambda text: "checked by reading it again" in text)
    held.send("q")
    held.ended()
    is_written(start, practice_aws)


@pytest.mark.long
def test_a_program_that_never_goes_on_leaves_its_intent_to_the_next_start(
    start: Start, practice_aws: PracticeAws, held: RawTerminal
) -> None:
    os.kill(held.pid, signal.SIGSTOP)
    practice_aws.faults()
    os.kill(held.pid, signal.SIGKILL)
    held.gone()
    again = on_aws(start, practice_aws)
    again.until(lambda text: BEGUN in text)


@pytest.mark.long
def test_suspended_in_the_middle_of_a_write_the_shells_job_goes_on_with_it(
    start: Start, practice_aws: PracticeAws
) -> None:
    environment = {
        name: value
        for name, value in practice_aws.environment.items()
        if name != "AWS_ENDPOINT_URL"
    }
    shell = start(command=["bash", "-i"], PS1="$ ", **environment)
    shell.send(shlex.join([*APP, "--endpoint-url", practice_aws.endpoint]) + "\n")
    shell.until(settled)
    practice_aws.faults({"kind": "latency", "operation": "UpdateUserPool"})
    writes(shell, practice_aws)
    shell.send("\x1a")
    shell.until(lambda text: "Stopped" in text)
    practice_aws.faults()
    shell.send("fg\n")
    shell.until(lambda text: "checked by reading it again" in text)
    (job,) = children(shell.pid)
    shell.drop()
    wait_until_gone(job)
    is_written(start, practice_aws)

"""A process that a test leaves behind is found by the folder that it was started in."""

import subprocess
import sys
from pathlib import Path

import pytest

from tests.left_processes import PROCESSES, begun_in, still_there

pytestmark = pytest.mark.skipif(not PROCESSES.exists(), reason="there is no list of processes")


def waiting(file: str) -> "subprocess.Popen[bytes]":
    """A process that names a file, and waits; its words are there once it said something."""
    command = [sys.executable, "-c", "print(flush=True); input()", file]
    process = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE)
    assert process.stdout is not None
    process.stdout.readline()
    return process


def test_a_process_is_found_as_long_as_it_is_there(tmp_path: Path) -> None:
    with waiting(f"{tmp_path}/written") as process:
        assert [line for line in begun_in(tmp_path) if line.endswith("/written")]
        assert still_there(tmp_path, seconds=0.0)
        assert process.stdin is not None
        process.stdin.close()
    assert begun_in(tmp_path) == []


def test_of_another_folder_with_the_same_beginning_nothing_is_said(tmp_path: Path) -> None:
    with waiting(f"{tmp_path}-other/written"):
        assert begun_in(tmp_path) == []

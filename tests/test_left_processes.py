"""A process that a test leaves behind is found by the folder that it was started in."""

import subprocess
import sys
from pathlib import Path

import pytest

from tests.left_processes import PROCESSES, begun_in, still_there

pytestmark = pytest.mark.skipif(not PROCESSES.exists(), reason="there is no list of processes")


def test_a_process_is_found_as_long_as_it_is_there(tmp_path: Path) -> None:
    waits = [sys.executable, "-c", "input()", f"{tmp_path}/written"]
    with subprocess.Popen(waits, stdin=subprocess.PIPE) as process:
        assert [line for line in begun_in(tmp_path) if line.endswith("/written")]
        assert still_there(tmp_path, seconds=0.0)
        assert process.stdin is not None
        process.stdin.close()
    assert begun_in(tmp_path) == []


def test_of_another_folder_with_the_same_beginning_nothing_is_said(tmp_path: Path) -> None:
    waits = [sys.executable, "-c", "input()", f"{tmp_path}-other/written"]
    with subprocess.Popen(waits, stdin=subprocess.PIPE):
        assert begun_in(tmp_path) == []

"""Threads of the app share one heap."""

import ctypes
import subprocess
import sys

import pytest

from tests.practice_aws import ROOT

# Prints glibc's own account of its heaps after threads have used memory side by side.
THREADS = """
import ctypes, os, threading
from tui.malloc_arena import share_one_heap
{begin}
together = threading.Barrier(8)
def work():
    together.wait()
    held = [bytes(2000) for _ in range(200)]
    together.wait()
threads = [threading.Thread(target=work) for _ in range(8)]
[thread.start() for thread in threads]
[thread.join() for thread in threads]
libc = ctypes.CDLL(None)
libc.fdopen.restype = ctypes.c_void_p
libc.malloc_info(0, ctypes.c_void_p(libc.fdopen(os.dup(1), b"w")))
libc.fflush(None)
"""


def heaps(begin: str) -> int:
    said = subprocess.run(
        [sys.executable, "-c", THREADS.format(begin=begin)],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=True,
    ).stdout
    return said.count("<heap nr=")


@pytest.mark.process
@pytest.mark.skipif(not hasattr(ctypes.CDLL(None), "malloc_info"), reason="no glibc here")
def test_threads_get_no_heap_of_their_own() -> None:
    assert heaps("pass") > 1
    assert heaps("share_one_heap()") == 1

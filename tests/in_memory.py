"""Tests' folders stand in memory where there is room for them: no record waits for a disk.

Poolwalk has each entry on the disk before it goes on, and thousands of tests keep a record: a tenth
of their processor time was the file system's, and they waited for the disk besides. What they leave
goes at once, but for tests that fail (`tmp_path_retention_policy`).
"""

import os
from pathlib import Path

MEMORY = Path("/dev/shm")
ROOM = 2_000_000_000  # bytes: the wheel's environment and what all workers have at once, many times
ROOT = "PYTEST_DEBUG_TEMPROOT"  # where pytest makes its folders


def has_room(memory: Path) -> bool:
    """Whether tests can put their folders there, and start programs from them."""
    if not os.access(memory, os.W_OK | os.X_OK):
        return False
    there = os.statvfs(memory)
    return there.f_bavail * there.f_frsize >= ROOM and not there.f_flag & os.ST_NOEXEC


def pytest_configure() -> None:
    """Workers and the processes that tests start inherit it."""
    if ROOT not in os.environ and has_room(MEMORY):
        os.environ[ROOT] = str(MEMORY)

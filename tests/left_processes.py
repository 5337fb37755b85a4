"""No test leaves a process behind: it would wait for good on the machine of whoever ran them."""

import time
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

import pytest

PROCESSES = Path("/proc")  # of Linux; elsewhere nothing is looked for


@pytest.hookimpl(wrapper=True, tryfirst=True)
def pytest_sessionfinish(session: pytest.Session) -> Iterator[None]:
    """Fail the run that leaves some, once every worker has ended."""
    yield
    made = getattr(session.config, "_tmp_path_factory", None)
    if hasattr(session.config, "workerinput") or made is None or made._basetemp is None:
        return
    if left := still_there(made._basetemp):
        session.exitstatus = pytest.ExitCode.TESTS_FAILED
        terminal = session.config.get_terminal_writer()
        for words in left:
            terminal.line(f"Left behind by a test: {words[:300]}", red=True)


def still_there(folder: Path, seconds: float = 10.0) -> list[str]:
    """The same after so many seconds: what a test's last program started ends soon after it."""
    latest = time.monotonic() + seconds
    while (found := begun_in(folder)) and time.monotonic() < latest:
        time.sleep(0.1)
    return found


def begun_in(folder: Path) -> list[str]:
    """The command lines of processes that name something in a folder."""
    found = []
    for file in PROCESSES.glob("[0-9]*/cmdline"):
        with suppress(OSError):  # it has just ended
            words = file.read_bytes().replace(b"\0", b" ").decode(errors="replace").strip()
            if f"{folder}/" in words:
                found.append(words)
    return found

"""The asserts of all test files are rewritten once, before the workers begin.

pytest does so while it imports a file, and keeps beside it what came of it. In a fresh clone all
workers begin at once, find nothing kept, and each would rewrite five hundred files: eight seconds
of processor time, as often as there are workers.
"""

import os
import sys
from collections.abc import Sequence
from functools import partial
from multiprocessing import get_context
from pathlib import Path

import pytest
from _pytest.assertion import rewrite

TESTS = Path(__file__).parent


@pytest.hookimpl(trylast=True)
def pytest_configure(config: pytest.Config) -> None:
    """Do it where several workers are about to begin, and what is rewritten may be kept.

    Where the run is measured each does it: slipcover takes a fork that ends for the end of the run,
    and away with it what the workers are to write.
    """
    workers = config.getoption("numprocesses", None)
    measured = "slipcover" in sys.modules
    if not workers or hasattr(config, "workerinput") or sys.dont_write_bytecode or measured:
        return
    if missing := [file for file in files() if not is_kept(file)]:
        cores = os.cpu_count() or 1
        # forks: they have what pytest read of its settings, and no thread has begun yet
        begin = partial(get_context("fork").Process, target=_keep_all)
        running = [begin(args=(missing[core::cores], config)) for core in range(cores)]
        for process in running:
            process.start()
        for process in running:
            process.join()


def files() -> list[Path]:
    """All files of which pytest rewrites the asserts by their name."""
    return [*TESTS.rglob("test_*.py"), *TESTS.rglob("conftest.py")]


def is_kept(file: Path) -> bool:
    """Whether pytest would find it rewritten as it stands now."""
    return rewrite._read_pyc(file, _kept(file)) is not None


def keep(file: Path, config: pytest.Config) -> None:
    """Rewrite its asserts; a file that is no Python is left to pytest, which says so."""
    try:
        of_source, code = rewrite._rewrite_test(file, config)
    except SyntaxError:
        return
    if rewrite.try_makedirs(rewrite.get_cache_dir(file)):
        state = config.stash[rewrite.assertstate_key]
        rewrite._write_pyc(state, code, of_source, _kept(file))


def _keep_all(those: Sequence[Path], config: pytest.Config) -> None:
    for file in those:
        keep(file, config)


def _kept(file: Path) -> Path:
    return rewrite.get_cache_dir(file) / (file.stem + rewrite.PYC_TAIL)

"""The commands that a person waits for, from the shell's prompt back to it."""

import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

from migration.rehearsal.copies.made_up_secrets import made_up_apple_key
from tests.bench.measures import LATENCY, Measured, at_home, number
from tests.practice_aws import ROOT, running

PLAN, APPLY, REHEARSE = 2.5, 6.0, 60.0  # seconds


def waited_for() -> Iterator[Measured]:
    """`plan` on a slow line, and `apply` and `rehearse` of the whole demo."""
    with running() as aws, at_home() as environment:
        aws.faults({"kind": "latency", "seconds": LATENCY})
        took = _timed(["plan"], environment | aws.environment)
    yield number(f"plan, with {LATENCY * 1000:.0f} ms a call", took, "s", PLAN)
    with at_home() as environment, tempfile.TemporaryDirectory() as folder:
        key = Path(folder) / "AuthKey_PRACTICE01.p8"
        key.write_text(made_up_apple_key(), encoding="ascii")
        words = ["apply", "--demo", "--yes", "--domain", "acme-signin", "--apple-key", str(key)]
        took = _timed(words, environment)
    yield number("apply of the whole demo", took, "s", APPLY)
    with at_home() as environment:
        took = _timed(["rehearse", "--demo", "--yes"], environment)
    # Most of it is waited: AWS is asked four times a second for each operation and pool.
    yield number("rehearsal of the whole demo", took, "s", REHEARSE)


def _timed(words: list[str], environment: dict[str, str]) -> float:
    began = time.monotonic()
    subprocess.run(
        [sys.executable, "-m", "tui.main", *words],
        cwd=ROOT,
        env={**environment, "PATH": os.environ["PATH"]},
        stdin=subprocess.DEVNULL,
        capture_output=True,
        check=False,
    )
    return time.monotonic() - began

"""A rehearsal on a practice AWS within the test's own process."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any
from unittest.mock import patch

import pytest

from migration.aws import pacing
from migration.checks import host_pace
from migration.rehearsal.left_copies import clean
from migration.rehearsal.options import Options
from migration.rehearsal.rehearsal import Rehearsal
from migration.rehearsal.result import Result, Told
from migration.walkthrough import Walkthrough
from tests.rehearsal.in_process import InProcess, in_process
from tests.walkthroughs import walk

NOW = datetime(2026, 11, 26, 10, 0, tzinfo=UTC)


@dataclass
class Rehearsing:
    """A deployment that is open, and what its rehearsals told."""

    practice: InProcess
    walkthrough: Walkthrough
    folder: Path
    told: list[Told] = field(default_factory=list)
    clock: Callable[[], datetime] = lambda: NOW

    def rehearsal(self, **options: bool) -> Rehearsal:
        return Rehearsal(self.walkthrough, self.clock, Options(**options), self.told.append)

    def run(self, **options: bool) -> Result:
        return self.rehearsal(**options).run()

    def clean(self) -> tuple[str, ...]:
        return clean(self.walkthrough, self.clock)


@contextmanager
def sample_deployment() -> Iterator[Rehearsing]:
    """The sample deployment, read, with a state folder in memory where there is such a place."""
    memory = "/dev/shm" if Path("/dev/shm").is_dir() else None
    with in_process() as practice, TemporaryDirectory(dir=memory) as folder:
        walkthrough = opened(practice, Path(folder) / "state")
        yield Rehearsing(practice, walkthrough, Path(folder) / "state")
        walkthrough.close()


@pytest.fixture
def deployment() -> Iterator[Rehearsing]:
    with sample_deployment() as rehearsing:
        yield rehearsing


def opened(practice: InProcess, folder: Path) -> Walkthrough:
    aws: Any = practice
    return walk(aws, folder, clock=lambda: NOW)


@contextmanager
def nothing_paced() -> Iterator[None]:
    """What `tests/pace.py` does for a test, for a fixture that several tests share."""
    with patch.object(pacing, "WINDOW", 0.0), patch.object(host_pace, "APART", 0.0):
        yield

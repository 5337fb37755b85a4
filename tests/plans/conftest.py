"""A deployment of which plans are kept: read, within this process, by people of different names."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from migration.walkthrough import Walkthrough
from tests.rehearsal.in_process import InProcess, in_process
from tests.walkthroughs import walk

NOW = datetime(2026, 11, 26, 10, 0, tzinfo=UTC)
MAKER = "arn:aws:iam::123456789012:user/ada"
REVIEWER = "arn:aws:iam::123456789012:user/bob"


@dataclass
class Office:
    """One practice AWS and one folder; each `walk` is a run of its own."""

    practice: InProcess
    folder: Path
    opened: list[Walkthrough]

    def walk(self, who: str = MAKER, state: str = "state", **request: Any) -> Walkthrough:
        """A walkthrough by somebody; another `state` folder is another machine."""
        aws: Any = self.practice
        walked = walk(aws, self.folder / state, attached=False, clock=lambda: NOW, **request)
        walked.store.change(lambda now: replace(now, deployment=replace(now.online(), who=who)))
        self.opened.append(walked)
        return walked

    @property
    def file(self) -> str:
        """Where the plan is kept."""
        return str(self.folder / "plan.json")


@contextmanager
def office_in(folder: Path) -> Iterator[Office]:
    """An office with a practice AWS of its own; what it opened is closed behind it."""
    with in_process() as practice:
        office = Office(practice, folder, [])
        yield office
        for walked in office.opened:
            walked.close()


@pytest.fixture
def office(tmp_path: Path) -> Iterator[Office]:
    with office_in(tmp_path) as office:
        yield office


@pytest.fixture
def kept(office: Office) -> Callable[..., Walkthrough]:
    """Keeps a plan of some settings, or of all that can be applied, and gives who made it."""

    def keep(*ids: str, **request: Any) -> Walkthrough:
        walked = office.walk(**request)
        walked.plans.keep(office.file, ids or walked.pages.to_apply())
        return walked

    return keep

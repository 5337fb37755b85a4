"""No test waits for the clock, unless the time that passes is its subject.

Poolwalk asks AWS and the parties outside no faster than they can feel, it gives AWS a few seconds
until a write shows, and botocore waits between two tries. A test about that brings a clock of its
own or is marked `in_real_time`; every other one would wait a second for each fifth call, and prove
nothing by it.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from types import SimpleNamespace

import pytest

from migration.aws import pacing
from migration.changes import delivery, reads_around_write
from migration.checks import host_pace
from migration.rehearsal import removal
from migration.rehearsal.copies import sender
from migration.rehearsal.probes import probed_copies


@contextmanager
def without_waiting() -> Iterator[None]:
    """Calls, questions and further tries begin at once; the code that spaces them still runs."""
    with pytest.MonkeyPatch.context() as patch:
        _take_pauses_out(patch)
        yield


def _take_pauses_out(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(pacing, "WINDOW", 0.0)
    patch.setattr(host_pace, "APART", 0.0)
    patch.setattr(reads_around_write, "SETTLING", (0.0,) * len(reads_around_write.SETTLING))
    patch.setattr(delivery, "PROVIDER_SETTLES", 0.0)
    for paused in (delivery, removal, sender, probed_copies):
        patch.setattr(paused, "PAUSES", (0.0,) * len(paused.PAUSES))
    patch.setattr("botocore.endpoint.time", SimpleNamespace(sleep=lambda _seconds: None))


@pytest.fixture(autouse=True)
def nothing_waits(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """So it is in every test that does not say otherwise.

    By the test's own monkeypatch: one that was made before it would put a pause of nothing back
    for good, where a test changes the same pause.
    """
    if not request.node.get_closest_marker("in_real_time"):
        _take_pauses_out(monkeypatch)

"""No test waits for the clock, unless the time that passes is its subject.

Poolwalk asks AWS and the parties outside no faster than they can feel, and botocore waits between
two tries. A test about that brings a clock of its own or is marked `in_real_time`; every other one
would wait a second for each fifth call, and prove nothing by it.
"""

from types import SimpleNamespace

import pytest

from migration.aws import pacing
from migration.checks import queues


@pytest.fixture(autouse=True)
def nothing_waits(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """Calls, questions and further tries begin at once; the code that spaces them still runs."""
    if request.node.get_closest_marker("in_real_time"):
        return
    monkeypatch.setattr(pacing, "WINDOW", 0.0)
    monkeypatch.setattr(queues, "APART", 0.0)
    monkeypatch.setattr("botocore.endpoint.time", SimpleNamespace(sleep=lambda _seconds: None))

"""A walkthrough of the sample deployment, read and ready, for tests of what it writes."""

import itertools
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from migration.checks.host_pace import HostPace
from migration.deployment_request import Request
from migration.guide.step import Step
from migration.guide.step_files import load_steps
from migration.journal import boot_clock
from migration.usage.time_passed import MONTH, TimePassed
from migration.walkthrough import Walkthrough
from tests.practice_aws import PracticeAws

NOW = datetime(2026, 11, 22, 2, 0, tzinfo=UTC)
MAIN, NEW_MAIN = "rainmaker-user-pool-client", "rainmaker-new-pool-client"


@cache
def own_steps() -> tuple[Step, ...]:
    """The guide's steps, which nothing changes."""
    return load_steps()


def walk(
    aws: PracticeAws,
    state_folder: Path,
    *,
    attached: bool = True,
    clock: Callable[[], datetime] = lambda: NOW,
    host_pace: HostPace | None = None,
    **request: object,
) -> Walkthrough:
    """A walkthrough of the practice AWS.

    Both pools are read, and the main client's pair is confirmed. The machine runs for as long as
    the clock says.
    """
    boot_clock.uptime = lambda: clock().timestamp()
    asked = {"pairs": ((MAIN, NEW_MAIN),), **request}
    walkthrough = Walkthrough(
        Request(
            region=aws.region,
            endpoint_url=aws.endpoint,
            credentials=(aws.access_key, aws.secret_key),
            state_folder=state_folder,
            **asked,  # type: ignore[arg-type]
        ),
        own_steps(),
        clock,
        host_pace,
    )
    walkthrough.connect()
    walkthrough.reader.read(attached=attached)
    return walkthrough


def a_minute_behind() -> datetime:
    """The App Store's dates are whole seconds: a release has to be later than the first write."""
    return datetime.now(UTC) - timedelta(minutes=1)


def at_any_pace() -> HostPace:
    """Every host may be asked at once, as if ten seconds passed between two questions."""
    return HostPace(itertools.count(0, 10).__next__)


def all_given(aws: PracticeAws, folder: Path) -> dict[str, Any]:
    """What the sample can be asked with: an app, and a skill with its token in a file there."""
    token = folder / "token"
    token.touch(0o600)
    token.write_text(aws.known["alexa_token"], encoding="ascii")
    return {
        "check_hosts": aws.check_hosts,
        "ios_bundle": aws.known["ios_bundle"],
        "alexa_skill": aws.known["alexa_skill"],
        "alexa_token_file": token,
    }


def let_a_month_pass(walkthrough: Walkthrough) -> None:
    """Take what was recorded until now as a month older, as the demo does where its key says so."""
    newest = max(entry.at for entry in walkthrough.logbook.entries)
    passed = (*walkthrough.state.passed, TimePassed(newest, MONTH))
    assert walkthrough.usage.agree_on_time(passed)


@pytest.fixture(autouse=True)
def _uptime_of_the_machine(monkeypatch: pytest.MonkeyPatch) -> None:
    """After a test, the machine's own again."""
    monkeypatch.setattr(boot_clock, "uptime", boot_clock.uptime)


@pytest.fixture
def walkthrough(practice_aws: PracticeAws, tmp_path: Path) -> Iterator[Walkthrough]:
    """The sample deployment, read, with a journal of its own."""
    walked = walk(practice_aws, tmp_path / "state")
    yield walked
    walked.close()

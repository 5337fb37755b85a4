"""Waiting after a change in a console.

Checks are repeated, told when they pass, stopped by Escape, and remembered.
"""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from migration.checks import host_pace
from migration.checks.check_verdict import CheckVerdict
from migration.checks.propagation import PAUSES, pause
from migration.journal.entries import EntryKind
from migration.walkthrough import Walkthrough
from screens.walkthrough import repeated_checks
from tests.practice_aws import NEW_POOL, PracticeAws
from tests.screens.conftest import Run, Running
from tests.walkthroughs import walk


@pytest.fixture(autouse=True)
def _in_no_hurry(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(host_pace, "APART", 0.0)


@pytest.fixture
def applied(practice_aws: PracticeAws, tmp_path: Path) -> Callable[[], Walkthrough]:
    """Domain, Google and the app clients are done in the new pool; nobody was in a console."""

    def opened() -> Walkthrough:
        walked = walk(
            practice_aws, tmp_path / "state", attached=False, check_hosts=practice_aws.check_hosts
        )
        if not walked.state.reading.new.domain:
            walked.entered.choose_prefix("acme-signin")
        for step in ("2", "3a", "4"):
            walked.applier.apply(walked.pages.to_apply(step))
        return walked

    return opened


def work_in_google(aws: PracticeAws) -> dict[str, Any]:
    return aws.control("POST", "outside/work", {"console": "google", "pool": NEW_POOL})


async def checked(now: Running, *keys: str) -> None:
    await now.press(*keys)
    await now.until(lambda: not now.view.checking)


async def test_what_is_refused_is_asked_again_by_itself_and_told_when_it_came_through(
    applied: Callable[[], Walkthrough],
    practice_aws: PracticeAws,
    run: Run,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(repeated_checks, "pause", lambda _: 0.05)
    async with run(applied) as now:
        now.show_step("3a")
        await checked(now, "v")
        assert "Asked again by itself since" in now.text
        work_in_google(practice_aws)
        await now.until(lambda: now.said.startswith("It came through."))
        assert now.walkthrough.checks.waits() == {}
        assert now.page is not None
        assert now.page.tick is None


async def test_asking_again_records_only_what_is_found_otherwise(
    applied: Callable[[], Walkthrough], run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(repeated_checks, "pause", lambda _: 0.02)
    async with run(applied) as now:
        now.show_step("3a")
        await checked(now, "v")
        await now.until(lambda: now.main.handlers.waiting._asked.get("3a", 0) > 3)
        entries = now.walkthrough.logbook.journal.entries()
        assert len([entry for entry in entries if entry.kind is EntryKind.CHECKED]) == 3


async def test_a_wait_is_gone_on_with_after_a_restart(
    applied: Callable[[], Walkthrough],
    practice_aws: PracticeAws,
    run: Run,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    first = applied()
    first.checks.run("3a")
    assert first.checks.begin_wait("3a") is not None
    first.close()
    monkeypatch.setattr(repeated_checks, "pause", lambda _: 0.05)
    work_in_google(practice_aws)
    async with run(applied) as now:
        await now.until(lambda: now.view.placed)
        await now.until(lambda: now.walkthrough.checks.waits() == {})
        found = [one for one in now.walkthrough.state.findings.values() if one.step == "3a"]
        assert found
        assert {one.verdict for one in found} == {CheckVerdict.PASSED}


async def test_without_a_way_out_nothing_is_waited_for(
    practice_aws: PracticeAws, tmp_path: Path, applied: Callable[[], Walkthrough]
) -> None:
    applied().close()
    nowhere = dict.fromkeys(practice_aws.check_hosts, "http://127.0.0.1:9")
    walked = walk(practice_aws, tmp_path / "state", attached=False, check_hosts=nowhere)
    walked.checks.run("3a")
    assert walked.checks.begin_wait("3a") is None
    walked.close()


def test_pauses_grow_and_then_stay() -> None:
    assert list(PAUSES) == sorted(PAUSES)
    assert [pause(number) for number in (0, 1, 99)] == [PAUSES[0], PAUSES[1], PAUSES[-1]]

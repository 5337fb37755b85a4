"""A finding is as old as its question: what was written since is not in the answer."""

import threading
from collections.abc import Callable
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from migration.checks.asker import Asker
from migration.checks.check_run import CheckRun, Kept
from migration.checks.check_verdict import CheckVerdict
from migration.checks.facts import Given
from migration.checks.finding import Evidence, Finding
from migration.checks.host_pace import HostPace
from migration.checks.markers import known_markers
from migration.checks.plan import of_step, planned
from migration.checks.question_and_answer import NoAnswer, Probe, Reply, Trouble
from migration.guide.proof import unasked
from migration.guide.verdict_grounds import NOT_KNOWN
from migration.journal.record import Record
from tests.checks.deployments import NOW, YESTERDAY, facts
from tests.checks.test_check_run import Outside, Time
from tests.practice_aws import PracticeAws
from tests.walkthroughs import walk

KNOWN = facts(given=Given(ios_bundle="com.acme.home"), began=YESTERDAY)
PROVIDER = "provider/rainmaker-user-pool-client/Google"


class Moments:
    """A run at each moment, with the answers of the runs before; each check is `Outside`'s."""

    def __init__(self) -> None:
        self.now = NOW
        self.last = 1  # entry of the record
        self.outside = Outside()
        self.while_asked: Callable[[], None] = lambda: None
        self._time = Time()
        self._kept = Kept(self._time)

    def ask(self, probe: Probe) -> Reply:
        answer = self.outside.ask(probe)
        self.while_asked()
        return answer

    def clock(self) -> datetime:
        return self.now

    def run(self, step: str, *anew: str) -> dict[str, Finding]:
        found: list[Finding] = []
        pace = HostPace(self._time, self._time.wait)
        known = lambda: self.last  # noqa: E731
        stop = threading.Event()
        run = CheckRun(self, pace, self._kept, self.clock, stop, anew, known=known)
        run.run(of_step(planned(KNOWN, known_markers()), step), found.append)
        return {one.check: one for one in found}


def test_an_answer_that_was_kept_is_as_old_as_it_is() -> None:
    moments = Moments()
    moments.run("3a")
    moments.now += timedelta(minutes=5)
    found = moments.run("3a", "google-secret")
    assert found[PROVIDER].at == NOW
    assert found["google-console"].at == NOW, "it was asked where the kept answer led"
    assert found["google-secret"].at == NOW + timedelta(minutes=5)


def test_what_leads_to_a_check_is_asked_anew_with_it() -> None:
    moments = Moments()
    moments.run("3a")
    moments.now += timedelta(minutes=5)
    found = moments.run("3a", "google-console")
    assert found["google-console"].at == NOW + timedelta(minutes=5)
    assert found[PROVIDER].at == NOW + timedelta(minutes=5)
    assert found["google-secret"].at == NOW


def test_what_is_written_while_a_question_is_under_way_is_not_in_its_answer() -> None:
    moments = Moments()

    def a_minute_goes_by() -> None:
        moments.now += timedelta(minutes=1)

    moments.while_asked = a_minute_goes_by
    assert moments.run("8b")["ios-release"].at == NOW
    assert moments.now > NOW


def test_an_answer_tells_the_last_entry_that_was_known_when_it_was_asked_for() -> None:
    moments = Moments()

    def another_writes() -> None:
        moments.last = 2

    moments.while_asked = another_writes
    assert moments.run("8b")["ios-release"].after == 1
    assert moments.run("8b")["ios-release"].after == 1, "it was kept"
    assert moments.run("8b", "ios-release")["ios-release"].after == 2


def test_a_walk_records_with_each_answer_the_last_entry_that_was_known_before(
    practice_aws: PracticeAws, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    walked = walk(practice_aws, tmp_path / "state", attached=False, clock=Clock())
    walked.entered.choose_prefix("acme-signin")
    known = set[int]()

    def ask(_: Asker, probe: Probe) -> Reply:
        known.add(walked.state.record.last)
        walked.checklist.tick("1")  # what comes meanwhile
        return NoAnswer(probe, Trouble.BROKEN)

    monkeypatch.setattr(Asker, "ask", ask)
    walked.checks.run("2")
    walked.logbook.fold()
    recorded = walked.state.record.checked.findings.values()
    assert {one.after for one in recorded if not one.not_asked} == known
    walked.close()


@pytest.mark.parametrize(("unread", "known"), [("", 0), ("The table does not answer.", None)])
def test_an_empty_record_has_a_last_entry_and_one_that_is_unread_has_none(
    practice_aws: PracticeAws, tmp_path: Path, unread: str, known: int | None
) -> None:
    walked = walk(practice_aws, tmp_path / "state", attached=False)
    walked.store.change(lambda state: replace(state, record_unread=unread, record=Record.of(())))
    assert walked.checks.last_entry == known
    walked.checks.take(Finding("c", "2", "", CheckVerdict.PASSED, "", Evidence(), NOW))
    assert walked.state.asked["c"].number == (NOT_KNOWN if known is None else known)
    walked.close()


class Clock:
    """A walk's, which a test lets go on."""

    def __init__(self) -> None:
        self.now = NOW

    def __call__(self) -> datetime:
        return self.now


def test_what_is_pasted_may_be_from_before_a_write_that_came_since_its_line_was_given(
    practice_aws: PracticeAws, tmp_path: Path
) -> None:
    clock = Clock()
    walked = walk(practice_aws, tmp_path / "state", attached=False, clock=clock)
    walked.entered.choose_prefix("acme-signin")
    assert walked.applier.apply(["2/-/Domain"]).applied
    check = next(one.id for one in walked.checks.planned("4") if one.id.startswith("login-page"))

    def answered(minutes: int) -> Finding:
        clock.now += timedelta(minutes=1)
        last, errand = walked.state.record.last, walked.curl_checks.next_for(check)
        clock.now += timedelta(minutes=minutes)
        if minutes:
            left = walked.pages.to_apply("4")
            assert walked.applier.apply(left[:1]).applied
        clock.now += timedelta(minutes=1)
        found = walked.curl_checks.take_pasted(errand, "HTTP/2 200 \r\n\r\n<html><form></html>")
        assert found is not None
        assert found.verdict is CheckVerdict.PASSED
        assert found.after == errand.after == last
        return found

    def is_old(found: Finding) -> bool:
        _, old = unasked(walked.pages.now().grounds)
        return found.title in old.get("4", ())

    assert is_old(answered(5))
    assert not is_old(answered(0))
    walked.close()

"""What had no answer can still arrive: the next write to its resource waits for that."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from migration.changes.delivery import AGAIN_WITHIN, Delivered
from migration.errors import AwsBusy, AwsFailed, AwsUnreachable
from migration.journal.entries import EntryKind
from migration.journal.writing_process import this_process
from migration.walk.unfinished_writes import YOUNG, UnfinishedWrites
from migration.walkthrough import Walkthrough
from tests.changes.test_unfinished_writes import (
    AFTER,
    GOOGLE,
    MESSAGE,
    SUBJECT,
    before_it_is_sent,
    kill_a_run,
)
from tests.practice_aws import PracticeAws
from tests.walkthroughs import NOW, walk

CUT = {"kind": "cut", "operation": "UpdateUserPool"}


class Hours:
    """A clock that only waiting moves, and what was said meanwhile."""

    def __init__(self) -> None:
        self.now = NOW
        self.said: list[str] = []

    def __call__(self) -> datetime:
        return self.now

    def wait(self, seconds: float) -> None:
        self.now += timedelta(seconds=seconds)


@pytest.fixture
def hours(monkeypatch: pytest.MonkeyPatch) -> Hours:
    monkeypatch.setattr("migration.changes.delivery.PAUSES", (0, 0))
    monkeypatch.setattr("migration.changes.reads_around_write.SETTLING", (0,))
    return Hours()


@pytest.fixture
def walked(
    practice_aws: PracticeAws, tmp_path: Path, hours: Hours, monkeypatch: pytest.MonkeyPatch
) -> Walkthrough:
    opened = walk(practice_aws, tmp_path / "state", clock=hours)
    monkeypatch.setattr(opened.applier, "_wait", hours.wait)
    return opened


def test_a_send_that_was_lost_before_one_that_landed_is_waited_for(
    practice_aws: PracticeAws, walked: Walkthrough, hours: Hours
) -> None:
    practice_aws.faults({**CUT, "count": 1})
    assert walked.applier.apply([SUBJECT], hours.said.append).applied
    landed = hours.now
    assert walked.applier.apply([GOOGLE], hours.said.append).applied
    assert hours.now < landed + timedelta(seconds=1), "another resource waits for nothing"
    assert walked.applier.apply([MESSAGE], hours.said.append).applied
    assert hours.now >= landed + timedelta(seconds=YOUNG)
    assert [words for words in hours.said if "may still arrive" in words]
    walked.close()


def test_another_run_with_the_same_record_waits_for_it_too(
    practice_aws: PracticeAws,
    tmp_path: Path,
    walked: Walkthrough,
    hours: Hours,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    other = walk(practice_aws, tmp_path / "state", clock=hours)
    monkeypatch.setattr(other.applier, "_wait", hours.wait)
    practice_aws.faults({**CUT, "count": 1})
    assert walked.applier.apply([SUBJECT]).applied
    landed = hours.now
    assert other.applier.apply([MESSAGE]).applied
    assert hours.now >= landed + timedelta(seconds=YOUNG)
    walked.close()
    other.close()


def test_what_another_run_that_lives_does_not_know_the_end_of_is_waited_for(
    practice_aws: PracticeAws,
    tmp_path: Path,
    walked: Walkthrough,
    hours: Hours,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    practice_aws.faults(CUT)
    (failed,) = walked.applier.apply([SUBJECT]).failed
    assert failed.unknown
    practice_aws.faults()
    elsewhere = {**this_process(), "pid": 1, "started": ""}  # as if it were another process
    monkeypatch.setattr("migration.journal.writing_process.this_process", lambda: elsewhere)
    monkeypatch.setattr(
        "migration.walk.unfinished_writes.still_runs", lambda process: process["pid"] != 0
    )
    other = walk(practice_aws, tmp_path / "state", clock=hours)
    monkeypatch.setattr(other.applier, "_wait", hours.wait)
    began = hours.now
    assert other.applier.apply([MESSAGE]).applied
    assert hours.now >= began + timedelta(seconds=YOUNG - 1)
    walked.close()
    other.close()


def test_one_send_that_landed_without_an_answer_leaves_nothing_under_way(
    practice_aws: PracticeAws, walked: Walkthrough, hours: Hours
) -> None:
    practice_aws.faults({**CUT, "after": True, "count": 1})
    assert walked.applier.apply([SUBJECT]).applied
    assert walked.applier.apply([MESSAGE], hours.said.append).applied
    assert hours.said, "what is done is told"
    assert not [words for words in hours.said if "may still arrive" in words]
    assert hours.now == NOW, "and nothing was waited for"
    walked.close()


@pytest.mark.parametrize(
    ("sent", "may_arrive"),
    [
        (Delivered(None), False),
        (Delivered(None, unanswered=1, lost=1), True),
        (Delivered(None, unanswered=1, lost=0), False),
        (Delivered(None, AwsUnreachable(), unanswered=1, lost=1), False),
        (Delivered(None, AwsUnreachable(), unanswered=2, lost=2), True),
        (Delivered(None, AwsFailed(), unanswered=2, lost=1), True),
        (Delivered(None, AwsFailed(), unanswered=2, lost=0), False),
        (Delivered(None, AwsBusy(), unanswered=1, lost=1), False),
    ],
)
def test_a_send_without_an_answer_that_did_not_land_can_still(
    sent: Delivered, may_arrive: bool
) -> None:
    assert sent.may_arrive is may_arrive


def test_it_is_sent_again_for_half_a_minute_and_no_longer(
    monkeypatch: pytest.MonkeyPatch, walked: Walkthrough
) -> None:
    seconds = [0.0]
    monkeypatch.setattr("migration.changes.delivery.time.monotonic", lambda: seconds[0])
    sends = []

    def busy(*_: object) -> None:
        sends.append(seconds[0])
        seconds[0] += AGAIN_WITHIN * 0.6
        message = "later"
        raise AwsBusy(message)

    from migration.changes.resources import Resources

    monkeypatch.setattr(Resources, "send", busy)
    (failed,) = walked.applier.apply([SUBJECT]).failed
    assert "later" in failed.reason
    assert len(sends) == 2
    walked.close()


# --- one account of each write --------------------------------------------------------------------
def test_two_runs_do_not_account_for_one_write_at_once(
    practice_aws: PracticeAws, tmp_path: Path, hours: Hours, monkeypatch: pytest.MonkeyPatch
) -> None:
    kill_a_run(practice_aws, tmp_path / "state", monkeypatch, SUBJECT, AFTER)
    hours.now += timedelta(minutes=5)
    monkeypatch.setattr("migration.walk.unfinished_writes.TURN_SECONDS", 0.0)
    holds = walk(practice_aws, tmp_path / "state", clock=hours, read_only=True)
    assert [entry.kind for entry in holds.logbook.journal.entries()].count(EntryKind.OUTCOME) == 1
    kill_a_run(practice_aws, tmp_path / "state", monkeypatch, MESSAGE, AFTER)
    with holds.logbook.turn(hours.wait, lambda _: None):
        reads = walk(practice_aws, tmp_path / "state", clock=hours)
        assert reads.state.record.unfinished, "whoever writes comes first"
        reads.close()
    reads = walk(practice_aws, tmp_path / "state", clock=hours)
    assert reads.state.record.unfinished == ()
    reads.close()
    holds.close()


def test_without_an_open_write_reading_waits_for_no_turn(
    practice_aws: PracticeAws,
    tmp_path: Path,
    walked: Walkthrough,
    hours: Hours,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def never(_: float) -> None:
        raise AssertionError

    monkeypatch.setattr(UnfinishedWrites, "_short_wait", lambda _: pytest.fail("asks for a turn"))
    with walked.logbook.turn(never, lambda _: None):
        walk(practice_aws, tmp_path / "state", clock=hours).close()
    assert not list((tmp_path / "state").glob(".*.writing-*"))
    walked.close()


# --- in words -------------------------------------------------------------------------------------
@pytest.mark.parametrize(
    ("end", "words"),
    [
        (lambda aws: None, "it is as it was before: apply it again"),
        (
            lambda aws: aws.change(
                pool="new", set={"VerificationMessageTemplate.EmailSubject": "other"}
            ),
            "look at it",
        ),
    ],
    ids=["as before", "neither"],
)
def test_a_write_of_this_run_is_not_said_to_be_one_of_a_run_that_ended(
    practice_aws: PracticeAws,
    walked: Walkthrough,
    hours: Hours,
    end: Callable[[PracticeAws], None],
    words: str,
) -> None:
    practice_aws.faults(CUT)
    assert walked.applier.apply([SUBJECT]).failed
    practice_aws.faults()
    walked.reader.read()
    (young,) = walked.state.recovered
    assert young.sentence.startswith("Whether a write of 2026-11-22")
    assert "may still arrive" in young.sentence
    end(practice_aws)
    hours.now += timedelta(seconds=YOUNG)
    walked.reader.read()
    said = walked.state.recovered[-1].sentence
    assert "was not known (step 5: " in said
    assert words in said or "neither what it held" in said
    walked.close()


def test_a_write_of_a_run_that_ended_is_said_to_be_that(
    practice_aws: PracticeAws, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    kill_a_run(practice_aws, tmp_path / "state", monkeypatch, SUBJECT, before_it_is_sent())
    intent = {**this_process(), "pid": 2**22 + 1}
    monkeypatch.setattr("migration.walk.unfinished_writes.this_process", lambda: intent)
    walked = walk(practice_aws, tmp_path / "state")
    (found,) = walked.state.recovered
    assert "was under way when the program ended" in found.sentence
    walked.close()

"""A walkthrough whose record goes, is full, or is held, and whose last run was killed."""

from __future__ import annotations

import shutil
import sqlite3
import time
from collections.abc import Callable, Iterator
from contextlib import suppress
from datetime import datetime, timedelta
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from migration.changes.write_journal import WriteJournal
from migration.errors import ReadOnly, StateBusy, StateUnusable
from migration.journal.entries import EntryKind
from migration.journal.sqlite import SqliteJournal
from migration.journal.state_folder import journal_file
from migration.pools.documents import Pool
from migration.walk.unfinished_writes import YOUNG
from migration.walkthrough import Walkthrough
from tests.journal.test_a_record_that_goes import full_disk
from tests.practice_aws import HUNG, PracticeAws
from tests.walkthroughs import NOW, walk

SUBJECT, MESSAGE, GOOGLE = "5/-/EmailSubject", "5/-/EmailMessage", "3a/-/Google"


class Killed(BaseException):
    """The program is gone."""


def killed(*_: object, **__: object) -> None:
    raise Killed


def kill_a_run(
    aws: PracticeAws,
    folder: Path,
    monkeypatch: pytest.MonkeyPatch,
    setting: str,
    point: tuple[type, str],
) -> None:
    """A run that ends at a point of a change: its intent has no outcome."""
    walked = walk(aws, folder)
    with monkeypatch.context() as patched:
        patched.setattr(*point, killed)
        with pytest.raises(Killed):
            walked.applier.apply([setting])
    walked.close()
    aws.forget_calls()


def before_it_is_sent() -> tuple[type, str]:
    from migration.changes.resources import Resources

    return Resources, "send"


AFTER = (WriteJournal, "outcome")


# --- the record goes while it runs ----------------------------------------------------------------
@pytest.fixture
def written(practice_aws: PracticeAws, tmp_path: Path) -> Iterator[Walkthrough]:
    """A walkthrough that has written once, so that its record is there."""
    walked = walk(practice_aws, tmp_path / "state")
    assert walked.applier.apply([SUBJECT]).applied
    practice_aws.forget_calls()
    yield walked
    walked.close()


def test_between_two_writes_of_one_run_it_is_looked_at_too(
    practice_aws: PracticeAws, tmp_path: Path, written: Walkthrough
) -> None:
    def progress(words: str) -> None:
        if words == "Writing message" and (tmp_path / "state").exists():
            (tmp_path / "state").rename(tmp_path / "elsewhere")

    report = written.applier.apply([GOOGLE, MESSAGE], progress)
    assert [result.id for result in report.applied] == [GOOGLE]
    assert [result.id for result in report.failed] == [MESSAGE]
    assert "nothing was sent" in report.failed[0].reason
    assert not practice_aws.calls("UpdateUserPool")
    assert written.state.read_only


@pytest.mark.parametrize("gone", ["removed", "moved"])
def test_nothing_is_sent_and_the_run_becomes_read_only(
    practice_aws: PracticeAws, tmp_path: Path, written: Walkthrough, gone: str
) -> None:
    if gone == "removed":
        shutil.rmtree(tmp_path / "state")
    else:
        (tmp_path / "state").rename(tmp_path / "elsewhere")
    with pytest.raises(StateUnusable, match="not the one any more"):
        written.applier.apply([MESSAGE, GOOGLE])
    assert not practice_aws.calls("UpdateUserPool")
    assert not practice_aws.calls("CreateIdentityProvider")
    assert "Nothing more is written" in written.state.read_only_reason
    with pytest.raises(ReadOnly, match="not the one any more"):
        written.applier.apply([MESSAGE])
    written.reader.read()  # reading goes on


def test_a_disk_that_is_full_by_now_makes_the_run_read_only(
    written: Walkthrough,
) -> None:
    with full_disk(0):
        (failed,) = written.applier.apply([MESSAGE]).failed
        assert "nothing was sent" in failed.reason
        assert written.state.read_only
        written.reader.read()
    assert written.past_changes.undoables()


def test_an_unfinished_write_and_a_full_disk_leave_reading_alone(
    practice_aws: PracticeAws, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    kill_a_run(practice_aws, tmp_path / "state", monkeypatch, SUBJECT, AFTER)
    with full_disk(0):
        walked = walk(practice_aws, tmp_path / "state")
        assert "Nothing is written, since nothing can be recorded" in walked.state.read_only_reason
        assert not walked.state.record_unread
        assert [found.landed for found in walked.state.recovered] == [(SUBJECT,)]
        assert walked.past_changes.history()
        walked.close()
    walked = walk(practice_aws, tmp_path / "state")
    assert not walked.state.read_only
    assert walked.state.record.unfinished == ()
    walked.close()


# --- a young intent -------------------------------------------------------------------------------
@pytest.fixture
def unsent(practice_aws: PracticeAws, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Where the record is of a run that was killed before its write was sent."""
    kill_a_run(practice_aws, tmp_path / "state", monkeypatch, SUBJECT, before_it_is_sent())
    return tmp_path / "state"


def test_a_write_that_lands_late_is_found_and_can_be_undone(
    practice_aws: PracticeAws, unsent: Path
) -> None:
    before = subject(practice_aws)
    walked = walk(practice_aws, unsent, clock=lambda: NOW + timedelta(seconds=1))
    (found,) = walked.state.recovered
    assert "may still arrive: it is looked at again in" in found.sentence
    assert walked.state.record.unfinished
    wanted = next(s.wanted for s in walked.pages.settings() if s.id == SUBJECT)
    practice_aws.change(
        pool="new", set={"VerificationMessageTemplate.EmailSubject": str(wanted)}
    )  # AWS was at it
    walked.reader.read()
    assert walked.state.record.unfinished == ()
    assert "it landed" in walked.state.recovered[-1].sentence
    outcome, pool = walked.logbook.entries[-1], walked.state.reading.new.pool
    assert isinstance(pool, Pool)
    assert outcome.body == {
        "intent": found.intent.number,
        "applied": [SUBJECT],
        "failed": {},
        "recovered": True,
        "changed_at": pool.document["LastModifiedDate"].isoformat(),
    }
    undoable = walked.past_changes.undoable()
    assert undoable is not None
    assert walked.applier.undo([undoable]).applied
    assert subject(practice_aws) == before
    walked.close()


def subject(aws: PracticeAws) -> object:
    pool = aws.client("cognito-idp").describe_user_pool(UserPoolId="us-east-1_NewPool02")
    return pool["UserPool"].get("VerificationMessageTemplate", {}).get("EmailSubject")


def test_after_a_minute_what_did_not_land_is_not_written(
    practice_aws: PracticeAws, unsent: Path
) -> None:
    now = [NOW + timedelta(seconds=YOUNG - 1)]
    walked = walk(practice_aws, unsent, clock=lambda: now[0])
    assert walked.state.record.unfinished
    now[0] += timedelta(seconds=1)
    walked.reader.read()
    assert walked.state.record.unfinished == ()
    assert len(walked.state.recovered) == 2
    walked.close()


@pytest.mark.parametrize("boot", ["this boot", "another boot", ""])
def test_a_clock_that_was_set_forward_does_not_make_it_old(
    practice_aws: PracticeAws, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, boot: str
) -> None:
    monkeypatch.setattr("migration.journal.boot_clock.boot_id", lambda: "this boot")
    kill_a_run(practice_aws, tmp_path / "state", monkeypatch, SUBJECT, before_it_is_sent())
    # The machine has run for a second since, whatever its clock says.
    machine = SimpleNamespace(uptime=None)
    monkeypatch.setattr("tests.walkthroughs.boot_clock", machine)
    monkeypatch.setattr("migration.journal.boot_clock.uptime", lambda: NOW.timestamp() + 1)
    monkeypatch.setattr("migration.journal.boot_clock.boot_id", lambda: boot)
    walked = walk(practice_aws, tmp_path / "state", clock=lambda: NOW + timedelta(hours=10))
    assert walked.state.record.unfinished
    assert "may still arrive" in walked.state.recovered[0].sentence
    walked.close()


def test_what_another_run_guessed_late_does_not_overrule_the_writer(
    practice_aws: PracticeAws, tmp_path: Path
) -> None:
    walked = walk(practice_aws, tmp_path / "state")
    assert walked.applier.apply([SUBJECT]).applied
    (intent,) = [e for e in walked.logbook.journal.entries() if e.kind is EntryKind.INTENT]
    guess = {"intent": intent.number, "applied": [], "failed": {SUBJECT: "no"}, "recovered": True}
    walked.logbook.record(EntryKind.OUTCOME, NOW, "5", guess)
    walked.logbook.fold()
    assert walked.past_changes.undoable() is not None
    walked.close()


def test_a_clock_that_was_set_back_does_not_keep_it_young_for_ever(
    practice_aws: PracticeAws, unsent: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    walked = walk(practice_aws, unsent, clock=lambda: NOW - timedelta(hours=1))
    assert walked.state.record.unfinished
    began = time.monotonic()
    monkeypatch.setattr("migration.walk.unfinished_writes.time.monotonic", lambda: began + YOUNG)
    walked.reader.read()
    assert walked.state.record.unfinished == ()
    walked.close()


def opened_while_it_is_young(
    aws: PracticeAws, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> tuple[Walkthrough, Callable[[], datetime]]:
    """A walkthrough that begins 50 s after the kill, and its clock: that goes on while it waits."""
    now = [NOW + timedelta(seconds=50)]
    walked = walk(aws, folder, clock=lambda: now[0])

    def wait(seconds: float) -> None:
        now[0] += timedelta(seconds=seconds)

    monkeypatch.setattr(walked.applier, "_wait", wait)
    return walked, lambda: now[0]


def test_a_write_to_the_same_resource_waits_for_it_visibly(
    practice_aws: PracticeAws, unsent: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    walked, now = opened_while_it_is_young(practice_aws, unsent, monkeypatch)
    said: list[str] = []
    assert walked.applier.apply([GOOGLE], said.append).applied  # another resource waits for nothing
    assert not [words for words in said if "may still arrive" in words]
    assert walked.applier.apply([MESSAGE], said.append).applied
    assert [words for words in said if "may still arrive: it is looked at again" in words]
    assert now() >= NOW + timedelta(seconds=YOUNG)
    assert walked.state.record.unfinished == ()
    walked.close()


def test_whoever_takes_something_back_is_told_what_is_waited_for(
    practice_aws: PracticeAws, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = walk(practice_aws, tmp_path / "state")
    assert before.applier.apply([MESSAGE]).applied
    before.close()
    kill_a_run(practice_aws, tmp_path / "state", monkeypatch, SUBJECT, before_it_is_sent())
    walked, _ = opened_while_it_is_young(practice_aws, tmp_path / "state", monkeypatch)
    said: list[str] = []
    assert walked.applier.undo(walked.past_changes.undoables(), said.append).applied
    assert "may still arrive: it is looked at again" in said[0]
    walked.close()


def test_a_refusal_that_aws_answered_is_failed_at_once(
    practice_aws: PracticeAws, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    walked = walk(practice_aws, tmp_path / "state")
    practice_aws.faults(
        {
            "kind": "error",
            "operation": "UpdateUserPool",
            "code": "InvalidParameterException",
            "message": "no",
            "status": 400,
        }
    )
    (failed,) = walked.applier.apply([SUBJECT]).failed
    assert not failed.unknown
    assert walked.state.record.unfinished == ()
    practice_aws.faults()
    monkeypatch.setattr(walked.applier, "_wait", lambda _: pytest.fail("waits for what is over"))
    assert walked.applier.apply([MESSAGE]).applied
    walked.close()


# --- what was made, after a kill ------------------------------------------------------------------
@pytest.mark.parametrize("added", ["before the next start", "after it"])
@pytest.mark.parametrize(
    "change",
    [
        {"ProviderDetails.prompt": "consent"},
        {"AttributeMapping.name": "name"},
        {"IdpIdentifiers": ["acme.example"]},
    ],
    ids=["a detail", "a mapping", "an identifier"],
)
def test_a_provider_with_what_others_added_stays_after_a_kill_too(
    practice_aws: PracticeAws,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    added: str,
    change: dict[str, Any],
) -> None:
    kill_a_run(practice_aws, tmp_path / "state", monkeypatch, GOOGLE, AFTER)
    if added == "before the next start":
        practice_aws.change(pool="new", provider="Google", set=change)
    walked = walk(practice_aws, tmp_path / "state")
    if added == "after it":
        practice_aws.change(pool="new", provider="Google", set=change)
    undoable = walked.past_changes.undoable()
    assert undoable is not None
    (stale,) = walked.applier.undo([undoable]).stale
    assert "Changed by somebody since it was made" in stale.reason
    assert not practice_aws.calls("DeleteIdentityProvider")
    walked.close()


def test_a_provider_that_nobody_touched_goes_after_a_kill_too(
    practice_aws: PracticeAws, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    kill_a_run(practice_aws, tmp_path / "state", monkeypatch, GOOGLE, AFTER)
    walked = walk(practice_aws, tmp_path / "state")
    undoable = walked.past_changes.undoable()
    assert undoable is not None
    assert walked.applier.undo([undoable]).applied
    assert len(practice_aws.calls("DeleteIdentityProvider")) == 1
    walked.close()


# --- order and clocks -----------------------------------------------------------------------------
def test_since_goes_by_the_record_where_the_clock_was_set_back(
    practice_aws: PracticeAws, tmp_path: Path
) -> None:
    now = [NOW]
    walked = walk(practice_aws, tmp_path / "state", clock=lambda: now[0])
    assert walked.applier.apply([SUBJECT]).applied
    now[0] -= timedelta(hours=1)
    assert walked.applier.apply([MESSAGE]).applied
    chosen = walked.past_changes.undoables(since=NOW - timedelta(minutes=5))
    assert [undoable.ids for undoable in chosen] == [(MESSAGE,), (SUBJECT,)]
    assert walked.past_changes.undoables(since=NOW + timedelta(minutes=5)) == ()
    walked.close()


# --- held by another program ----------------------------------------------------------------------
@pytest.mark.parametrize(
    "use",
    [
        lambda walked: walked.checklist.tick("1a"),
        lambda walked: walked.entered.choose_prefix("acme-users"),
        lambda walked: walked.place.remember("4", "4/app/CallbackURLs"),
        lambda walked: walked.place.start(),
        lambda walked: walked.pages.settings(),
        lambda walked: walked.past_changes.history(),
        lambda walked: walked.past_changes.undoables(),
        lambda walked: walked.checks.begin_wait("2"),
    ],
    ids=[
        *("a tick", "a prefix", "where one is", "where one was", "a page"),
        *("the record", "what can be undone", "a wait"),
    ],
)
def test_what_the_screens_thread_asks_for_never_waits(
    practice_aws: PracticeAws,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    use: Callable[[Walkthrough], object],
) -> None:
    # Whoever may wait waits longer than any machine takes for the rest.
    monkeypatch.setattr("migration.journal.sqlite.PATIENT", 4.0 * HUNG)
    walked = walk(practice_aws, tmp_path / "state")
    file = journal_file(tmp_path / "state", walked.state.online())
    with sqlite3.connect(file, isolation_level=None) as other:
        other.execute("BEGIN EXCLUSIVE")
        began = time.monotonic()
        with suppress(StateBusy):
            use(walked)
        assert time.monotonic() - began < HUNG
        other.execute("ROLLBACK")
    assert isinstance(walked.logbook.journal, SqliteJournal)
    with walked.logbook.journal._lock:  # a thread of ours that waits for another program
        began = time.monotonic()
        with suppress(StateBusy):
            use(walked)
        assert time.monotonic() - began < HUNG
    assert not walked.state.read_only
    walked.close()


def test_where_one_is_is_kept_behind_the_screen(practice_aws: PracticeAws, tmp_path: Path) -> None:
    walked = walk(practice_aws, tmp_path / "state")
    for row in ("a", "b", "4/app/CallbackURLs"):
        walked.place.remember("4", row)
    walked.close()
    again = walk(practice_aws, tmp_path / "state")
    assert again.place.start() == ("4", "4/app/CallbackURLs")
    again.close()


def test_of_two_threads_that_record_the_later_ones_state_stands(
    practice_aws: PracticeAws, tmp_path: Path
) -> None:
    walked = walk(practice_aws, tmp_path / "state")
    file = journal_file(tmp_path / "state", walked.state.online())
    other = SqliteJournal(file)
    walked.logbook.note(EntryKind.PREFIX_CHOSEN, "2", {"prefix": "first"})
    older = walked.logbook.journal.entries()
    other.close()
    walked.logbook.note(EntryKind.PREFIX_CHOSEN, "2", {"prefix": "second"})
    walked.logbook.journal.entries = lambda *, patient=True: older  # type: ignore[method-assign]
    walked.logbook.fold()
    assert walked.state.record.prefix == "second"
    walked.close()

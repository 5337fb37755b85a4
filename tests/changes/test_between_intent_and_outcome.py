"""What goes wrong once a write is sent and before its end is recorded: the next start knows it."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import ExitStack
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from migration.changes.resources import Resources
from migration.journal import boot_clock
from migration.walkthrough import Walkthrough
from tests.journal.test_a_record_that_goes import full_disk
from tests.practice_aws import PracticeAws
from tests.walkthroughs import NOW, walk

SUBJECT, GOOGLE = "5/-/EmailSubject", "3a/-/Google"
WRITES = {SUBJECT: "UpdateUserPool", GOOGLE: "CreateIdentityProvider"}
HOUR = timedelta(hours=1)


def once_it_is_sent(monkeypatch: pytest.MonkeyPatch, happens: Callable[[], object]) -> None:
    """Let something happen when AWS has answered a write, and never again."""
    send, left = Resources.send, [happens]

    def sent(self: Resources, prepared: Any) -> None:
        send(self, prepared)
        if left:
            left.pop()()

    monkeypatch.setattr(Resources, "send", sent)


def full(_: Walkthrough, until: ExitStack) -> None:
    until.enter_context(full_disk(0))


def to_be_read_only(walked: Walkthrough, until: ExitStack) -> None:
    """As a file system is that was mounted anew after an error: root's own test cannot lock it."""
    database = walked.logbook.journal._database  # type: ignore[attr-defined]
    database.execute("PRAGMA query_only = ON")
    until.callback(database.execute, "PRAGMA query_only = OFF")


@pytest.mark.parametrize("setting", WRITES)
@pytest.mark.parametrize("becomes", [full, to_be_read_only])
def test_a_disk_that_takes_nothing_any_more_loses_no_write(
    practice_aws: PracticeAws,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    becomes: Callable[[Walkthrough, ExitStack], None],
    setting: str,
) -> None:
    walked = walk(practice_aws, tmp_path)
    with ExitStack() as until:
        once_it_is_sent(monkeypatch, lambda: becomes(walked, until))
        report = walked.applier.apply([setting, "4/acme-installer-app/DefaultRedirectURI"])
        assert [result.id for result in report.applied] == [setting], "AWS shows it"
        assert "The record could not be finished" in report.applied[0].reason
        assert walked.state.read_only, "nothing more is written"
    walked.close()
    _is_known_at_the_next_start(practice_aws, tmp_path, setting, NOW + 2 * HOUR)


@pytest.mark.parametrize("setting", WRITES)
@pytest.mark.parametrize("jump", [HOUR, -HOUR], ids=["forward", "back"])
@pytest.mark.parametrize("ends", [False, True], ids=["goes on", "is killed"])
def test_a_clock_that_is_set_in_between_loses_no_write(
    practice_aws: PracticeAws,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    jump: timedelta,
    setting: str,
    ends: bool,
) -> None:
    now = [NOW]
    walked = walk(practice_aws, tmp_path, clock=lambda: now[0])
    boot_clock.uptime = lambda: 1000.0  # which nobody sets

    def is_set() -> None:
        now[0] += jump
        if ends:
            raise Killed

    once_it_is_sent(monkeypatch, is_set)
    if ends:
        with pytest.raises(Killed):
            walked.applier.apply([setting])
    else:
        assert walked.applier.apply([setting]).applied
        assert walked.past_changes.undoable()
    walked.close()
    _is_known_at_the_next_start(practice_aws, tmp_path, setting, now[0] + timedelta(minutes=2))


class Killed(BaseException):
    """The program is gone."""


def _is_known_at_the_next_start(
    aws: PracticeAws, folder: Path, setting: str, now: datetime
) -> None:
    """As applied once, and it can be taken back."""
    again = walk(aws, folder, clock=lambda: now)
    assert again.state.record.unfinished == ()
    assert not again.state.read_only
    assert len(aws.calls(WRITES[setting])) == 1
    assert setting not in again.pages.to_apply()
    undoable = again.past_changes.undoable()
    assert undoable is not None
    assert undoable.ids == (setting,)
    assert again.applier.undo([undoable]).applied
    again.close()

"""What can take long is done behind the screen: a disk, a file, another program's hold."""

from __future__ import annotations

import sqlite3
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from migration.checks.check_verdict import CheckVerdict
from migration.checks.finding import Evidence, Finding
from migration.guide.step import Step
from migration.journal.state_folder import journal_file
from screens.dialogs.evidence import EvidenceDialog
from screens.record.screen import RecordScreen
from tests.practice_aws import HUNG, PracticeAws
from tests.screens.fake_stage import Play
from tests.walkthroughs import NOW, walk


def test_the_record_opens_at_once_and_takes_in_what_others_wrote_behind_it(
    practice_aws: PracticeAws,
    steps: tuple[Step, ...],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    # Whoever may wait waits longer than any machine takes for the rest.
    monkeypatch.setattr("migration.journal.sqlite.PATIENT", 4.0 * HUNG)
    walked = walk(practice_aws, tmp_path / "state")
    now = Play(lambda: walked, steps).begin()
    now.stage.holds.add("reading the record")
    with sqlite3.connect(
        journal_file(tmp_path / "state", walked.state.online()), isolation_level=None
    ) as other:
        other.execute("BEGIN EXCLUSIVE")
        began = time.monotonic()
        now.press("show-record")
        assert time.monotonic() - began < HUNG
        assert isinstance(now.stage.dialog, RecordScreen)
        other.execute("ROLLBACK")
    again = walk(practice_aws, tmp_path / "state")
    assert again.applier.apply(["5/-/EmailSubject"]).applied
    again.close()
    assert walked.past_changes.history() == ()
    now.stage.release()
    assert len(walked.past_changes.history()) == 1
    walked.close()


def test_what_a_check_would_ask_from_elsewhere_is_made_behind_the_screen_and_once(
    play: Callable[..., Play],
) -> None:
    now = play()
    finding = Finding("gone", "2", "a check", CheckVerdict.PASSED, "it is so", Evidence(), NOW)
    now.stage.holds.add("reading the evidence")
    for _ in range(2):
        now.handlers.details._show_evidence(finding)
    assert not now.stage.dialogs
    now.stage.release()
    assert [type(dialog) for dialog, _ in now.stage.dialogs] == [EvidenceDialog]

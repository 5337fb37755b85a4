"""Nothing is written to a deployment before there is a picture of how it was."""

import json
from pathlib import Path

import pytest

import migration.walk.snapshots
from migration.errors import StateUnusable
from migration.walkthrough import Walkthrough
from tests.practice_aws import PracticeAws
from tests.walkthroughs import walk

SUBJECT, REPLY = "5/-/EmailSubject", "5/-/ReplyToEmailAddress"


def snapshots(folder: Path) -> list[Path]:
    return sorted(folder.glob("snapshot-*.json"))


def test_the_first_write_waits_for_a_picture_of_how_it_was(
    walkthrough: Walkthrough, tmp_path: Path
) -> None:
    assert snapshots(tmp_path / "state") == []
    report = walkthrough.applier.apply([SUBJECT])
    assert [result.id for result in report.applied] == [SUBJECT]
    (file,) = snapshots(tmp_path / "state")
    template = json.loads(file.read_text())["new"]["pool"]["VerificationMessageTemplate"]
    assert "EmailSubject" not in template
    (changed,) = [
        change
        for change in walkthrough.snapshots.changes_since(file).changes
        if change.path.endswith("Template/EmailSubject")
    ]
    assert changed.now == "Your Acme Home verification code"


def test_only_the_first_one_does_also_in_the_next_run(
    walkthrough: Walkthrough, practice_aws: PracticeAws, tmp_path: Path
) -> None:
    walkthrough.applier.apply([SUBJECT])
    walkthrough.applier.apply([REPLY])
    undoable = walkthrough.past_changes.undoable()
    assert undoable is not None
    walkthrough.applier.undo([undoable])
    walkthrough.close()
    again = walk(practice_aws, tmp_path / "state")
    again.applier.apply([REPLY])
    again.close()
    assert len(snapshots(tmp_path / "state")) == 1


def test_where_nothing_is_written_no_picture_is_taken(
    walkthrough: Walkthrough, tmp_path: Path
) -> None:
    walkthrough.applier.apply(["5/-/DefaultEmailOption"])
    assert snapshots(tmp_path / "state") == []


def test_a_picture_that_cannot_be_kept_keeps_the_write_from_being_sent(
    walkthrough: Walkthrough, practice_aws: PracticeAws, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: object) -> Path:
        message = "The snapshot cannot be written: No space left on device."
        raise StateUnusable(message)

    monkeypatch.setattr(migration.walk.snapshots, "write_snapshot", full)
    practice_aws.forget_calls()
    with pytest.raises(StateUnusable, match=r"No space left on device\. Nothing was sent"):
        walkthrough.applier.apply([SUBJECT])
    assert practice_aws.calls() == []
    assert walkthrough.past_changes.history() == ()


def test_what_was_not_read_yet_is_read_for_the_picture_and_said(
    practice_aws: PracticeAws, tmp_path: Path
) -> None:
    walkthrough = walk(practice_aws, tmp_path / "state", attached=False)
    said: list[str] = []
    walkthrough.applier.apply([SUBJECT], said.append)
    assert said[0] == "Taking a picture of both pools before the first write"
    (file,) = snapshots(tmp_path / "state")
    assert list(json.loads(file.read_text())["old"]["groups"]) == ["installers"]
    walkthrough.close()


def test_stopping_while_the_picture_is_taken_sends_nothing(
    practice_aws: PracticeAws, tmp_path: Path
) -> None:
    walkthrough = walk(practice_aws, tmp_path / "state", attached=False)
    report = walkthrough.applier.apply([SUBJECT, REPLY], lambda _: walkthrough.cancel())
    assert [(result.id, result.reason) for result in report.skipped] == [
        (SUBJECT, "not tried: stopped"),
        (REPLY, "not tried: stopped"),
    ]
    assert practice_aws.calls("UpdateUserPool") == []
    walkthrough.close()

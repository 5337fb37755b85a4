"""A login that is renewed in the middle of a run, while STS does not say whose it is now."""

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from migration.deployment_request import Request
from migration.guide.step_files import load_steps
from migration.journal.entries import Entry, EntryKind
from migration.journal.sqlite import SqliteJournal
from migration.walkthrough import Walkthrough
from tests.aws.test_held_identity import ALICE, Source, source
from tests.walkthroughs import MAIN, NEW_MAIN, NOW

__all__ = ["source"]
SUBJECT, GOOGLE = "5/-/EmailSubject", "3a/-/Google"
LOGOUT = f"4/{MAIN}/LogoutURLs/com.acme.home%3A%2F%2Fsignout"
WRITES = {"UpdateUserPool", "CreateIdentityProvider", "UpdateUserPoolClient"}


@pytest.fixture
def walked(source: Source, tmp_path: Path) -> Iterator[Walkthrough]:
    opened = opened_by(source, tmp_path)
    yield opened
    opened.close()


def opened_by(source: Source, folder: Path) -> Walkthrough:
    aws = source.aws
    opened = Walkthrough(
        Request(
            profile="acme",
            region=aws.region,
            endpoint_url=aws.endpoint,
            state_folder=folder / "state",
            pairs=((MAIN, NEW_MAIN),),
        ),
        load_steps(),
        lambda: NOW + timedelta(minutes=2),
    )
    opened.connect()
    opened.reader.read(attached=False)
    return opened


def renewed_at(
    source: Source, monkeypatch: pytest.MonkeyPatch, kind: EntryKind, nth: int, fault: str
) -> None:
    """Give other keys of the same person once the n-th entry of a kind was recorded."""
    record, left = SqliteJournal.record, [nth]

    def recorded(self: SqliteJournal, entry: Entry, **more: Any) -> int:
        number = record(self, entry, **more)
        left[0] -= entry.kind is kind
        if entry.kind is kind and not left[0]:
            source.becomes(ALICE)
            source.aws.faults({"kind": fault, "operation": "GetCallerIdentity"})
        return number

    monkeypatch.setattr(SqliteJournal, "record", recorded)


@pytest.mark.parametrize("fault", ["cut", "access_denied"])
@pytest.mark.parametrize(
    ("kind", "done"), [(EntryKind.OUTCOME, 1), (EntryKind.INTENT, 1), (EntryKind.INTENT, 0)]
)
def test_what_was_not_sent_has_failed_and_goes_on_once_sts_answers(
    source: Source,
    walked: Walkthrough,
    monkeypatch: pytest.MonkeyPatch,
    tmp_path: Path,
    fault: str,
    kind: EntryKind,
    done: int,
) -> None:
    """By then `done` of three writes were made."""
    renewed_at(source, monkeypatch, kind, done + (kind is EntryKind.INTENT), fault)
    report = walked.applier.apply([SUBJECT, GOOGLE, LOGOUT])
    made = {result.id for result in report.applied}
    sent = [call for call in source.aws.calls() if call["operation"] in WRITES]
    assert (len(made), len(sent)) == (done, done)
    assert len(report.failed) == 3 - done
    assert not any(result.unknown for result in report.failed)
    assert walked.state.record.unfinished == ()
    source.aws.faults()
    again = walked.applier.apply([SUBJECT, GOOGLE, LOGOUT])
    assert len({result.id for result in again.applied} | made) == 3
    back = walked.applier.undo(walked.past_changes.undoables())
    assert {result.id for result in back.applied} == {SUBJECT, GOOGLE, LOGOUT}

"""A reading that is older than the last write is not sent back: it would take that write away."""

from copy import deepcopy
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from migration.changes import reads_around_write
from migration.changes.edit_words import OLDER
from migration.changes.read_back import is_older
from migration.changes.resources import Resources
from migration.compare.setting import Target
from migration.errors import AwsBusy
from migration.walk import unfinished_writes
from migration.walk.applier import Applier
from migration.walk.new_pool_resources import resources_of
from migration.walkthrough import Walkthrough
from tests.changes.test_writing import CALLBACK, LOGOUT, client
from tests.practice_aws import NEW_POOL, PracticeAws
from tests.walkthroughs import NEW_MAIN, walk

ADDRESS = "acmehome://com.acme.home/success"
SIGN_OUT = "com.acme.home://signout"
NOON = datetime(2026, 11, 27, 12, tzinfo=UTC)


def written_then_read_from_a_copy(
    walkthrough: Walkthrough, monkeypatch: pytest.MonkeyPatch, times: int, *, first_busy: bool
) -> Any:
    """Apply one setting, then another while so many readings show what was before the first."""
    old: dict[Target, Any] = {}
    read, send, left = Resources.read, Resources.send, [times]

    def kept(self: Resources, target: Target) -> Any:
        found = read(self, target)
        old.setdefault(target, deepcopy(found))
        return found

    def behind(self: Resources, target: Target) -> Any:
        if not busy and left[0]:
            left[0] -= 1
            return deepcopy(old[target])
        return read(self, target)

    def sent(self: Resources, prepared: Any) -> None:
        if busy:
            raise busy.pop()
        send(self, prepared)

    busy = [AwsBusy("Later.")] if first_busy else []
    monkeypatch.setattr(Resources, "read", kept)
    assert walkthrough.applier.apply([CALLBACK]).applied
    monkeypatch.setattr(Resources, "read", behind)
    monkeypatch.setattr(Resources, "send", sent)
    return walkthrough.applier.apply([LOGOUT])


@pytest.mark.parametrize("times", [1, len(reads_around_write.SETTLING)])
def test_it_is_read_again_until_it_shows_what_was_written_before(
    practice_aws: PracticeAws,
    walkthrough: Walkthrough,
    monkeypatch: pytest.MonkeyPatch,
    times: int,
) -> None:
    report = written_then_read_from_a_copy(walkthrough, monkeypatch, times, first_busy=False)
    assert [result.id for result in report.applied] == [LOGOUT]
    after = client(practice_aws, NEW_MAIN)
    assert ADDRESS in after["CallbackURLs"]
    assert SIGN_OUT in after["LogoutURLs"]


@pytest.mark.parametrize(("first_busy", "reason"), [(False, OLDER), (True, f"Later. {OLDER}")])
def test_where_it_stays_older_nothing_is_sent(
    practice_aws: PracticeAws,
    walkthrough: Walkthrough,
    monkeypatch: pytest.MonkeyPatch,
    first_busy: bool,
    reason: str,
) -> None:
    report = written_then_read_from_a_copy(walkthrough, monkeypatch, 99, first_busy=first_busy)
    assert not report.applied
    assert ADDRESS in client(practice_aws, NEW_MAIN)["CallbackURLs"], "the first write stands"
    assert [result.reason for result in report.failed] == [reason]
    again = walkthrough.applier.apply([LOGOUT])
    assert [result.reason for result in again.failed] == [OLDER], "nor by whatever comes next"
    assert ADDRESS in client(practice_aws, NEW_MAIN)["CallbackURLs"]


def test_a_reading_back_that_is_older_is_not_what_the_next_write_begins_with(
    practice_aws: PracticeAws, walkthrough: Walkthrough, monkeypatch: pytest.MonkeyPatch
) -> None:
    old: dict[Target, Any] = {}
    read, send, behind = Resources.read, Resources.send, [False]

    def from_a_copy(self: Resources, target: Target) -> Any:
        found = read(self, target)
        old.setdefault(target, deepcopy(found))
        return deepcopy(old[target]) if behind[0] else found

    def sent(self: Resources, prepared: Any) -> None:
        send(self, prepared)
        behind[0] = bool(walkthrough.state.landed)

    monkeypatch.setattr(Resources, "read", from_a_copy)
    monkeypatch.setattr(Resources, "send", sent)
    assert walkthrough.applier.apply([CALLBACK]).applied
    assert not walkthrough.applier.apply([LOGOUT]).applied, "it was accepted and does not show"
    monkeypatch.setattr(unfinished_writes, "YOUNG", 0.0)  # as if it could arrive no more
    (failed,) = walkthrough.applier.apply([LOGOUT]).failed
    assert failed.reason == OLDER
    after = client(practice_aws, NEW_MAIN)
    assert ADDRESS in after["CallbackURLs"]
    assert SIGN_OUT in after["LogoutURLs"]


@pytest.mark.parametrize(
    ("found", "known", "older"),
    [
        (NOON, NOON + timedelta(seconds=1), True),
        (NOON, NOON, False),
        (NOON + timedelta(seconds=1), NOON, False),
        (None, NOON, False),
        (NOON, None, False),
        ("2026", NOON, False),
    ],
)
def test_which_is_older_says_awss_own_date(found: Any, known: Any, older: bool) -> None:
    assert is_older({"LastModifiedDate": found}, {"LastModifiedDate": known}) is older


def test_what_is_not_there_has_no_age() -> None:
    assert not is_older(None, {"LastModifiedDate": NOON})
    assert not is_older({"LastModifiedDate": NOON}, None)


@pytest.mark.parametrize("times", [1, len(reads_around_write.SETTLING)])
def test_what_another_program_with_this_record_wrote_is_not_taken_away_either(
    practice_aws: PracticeAws, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, times: int
) -> None:
    told: list[str] = []
    assert written_beside_a_colleague(practice_aws, tmp_path, monkeypatch, times, told).applied
    after = client(practice_aws, NEW_MAIN)
    assert ADDRESS in after["CallbackURLs"]
    assert SIGN_OUT in after["LogoutURLs"]
    assert "AWS shows what was there before the last write: reading again" in told


def test_where_the_others_write_never_shows_nothing_is_sent(
    practice_aws: PracticeAws, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    of_an_account = Applier._writer
    monkeypatch.setattr(
        Applier, "_writer", lambda *given: replace(of_an_account(*given), can_be_put_back=False)
    )
    report = written_beside_a_colleague(practice_aws, tmp_path, monkeypatch, 99, [])
    assert [result.reason for result in report.failed] == [OLDER]
    after = client(practice_aws, NEW_MAIN)
    assert ADDRESS in after["CallbackURLs"]
    assert SIGN_OUT not in after["LogoutURLs"]


def written_beside_a_colleague(
    practice_aws: PracticeAws,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    times: int,
    told: list[str],
) -> Any:
    """Apply a setting after another program did, while so many readings do not show its write."""
    one, other = (walk(practice_aws, tmp_path, attached=False) for _ in range(2))
    (target,) = {change.target for change in one.applier.preview([LOGOUT]).changes}
    before, left = resources_of(one.login.online(), one.state).read(target), [times]
    assert other.applier.apply([CALLBACK]).applied
    read = Resources.read

    def behind(self: Resources, asked: Target) -> Any:
        if asked == target and left[0]:
            left[0] -= 1
            return deepcopy(before)
        return read(self, asked)

    monkeypatch.setattr(Resources, "read", behind)
    report = one.applier.apply([LOGOUT], told.append)
    one.close()
    other.close()
    return report


def test_a_practice_aws_that_was_put_back_bars_no_write_for_good(
    practice_aws: PracticeAws, tmp_path: Path
) -> None:
    first = walk(practice_aws, tmp_path, attached=False)
    assert first.applier.apply([CALLBACK]).applied
    first.close()
    practice_aws.reset()
    held = practice_aws.aws.account.pools[NEW_POOL].clients  # type: ignore[attr-defined]
    for one in held.values():
        one["LastModifiedDate"] = (NOON - timedelta(days=365)).timestamp()
    again = walk(practice_aws, tmp_path, attached=False)
    assert again.applier.apply([LOGOUT]).applied
    again.close()

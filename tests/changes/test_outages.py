"""Throttling, expiring credentials and lost lines in the middle of a run.

Nothing is lost, and the report says exactly what happened.
"""

from pathlib import Path

import pytest

from migration.walkthrough import Walkthrough
from tests.changes.test_writing import CALLBACK, INSTALLER, LOGOUT
from tests.practice_aws import PracticeAws
from tests.walkthroughs import walk


@pytest.mark.in_real_time
def test_a_server_that_takes_five_calls_a_second_refuses_none_of_ours(
    practice_aws: PracticeAws, tmp_path: Path
) -> None:
    # walk() hurries the stacks
    practice_aws.faults({"kind": "throttling", "rate": 5, "service": "cognito-idp"})
    walked = walk(practice_aws, tmp_path)
    walked.entered.choose_prefix("acme-users")
    report = walked.applier.apply(walked.pages.to_apply())
    assert (report.failed, report.stale, report.skipped) == ((), (), ())
    refused = {"TooManyRequestsException", "Throttling"}
    assert [call for call in practice_aws.calls() if call["error"] in refused] == []


def test_credentials_that_expire_in_a_run_stop_it_cleanly_and_a_new_login_goes_on(
    practice_aws: PracticeAws, tmp_path: Path
) -> None:
    first = walk(practice_aws, tmp_path)
    ids = first.pages.to_apply("4")
    practice_aws.faults({"kind": "expired_token", "skip": 3})
    report = first.applier.apply([CALLBACK, LOGOUT, INSTALLER])
    assert {result.id for result in report.applied} == {CALLBACK, LOGOUT}
    assert [result.id for result in report.failed] == [INSTALLER]
    assert "expired" in report.failed[0].reason
    first.close()
    practice_aws.faults()
    second = walk(practice_aws, tmp_path)
    again = second.applier.apply(ids)
    assert {result.id for result in again.applied} >= {INSTALLER}
    assert second.pages.to_apply("4") == ()


def test_a_limit_that_is_reached_is_not_taken_for_throttling(
    practice_aws: PracticeAws, walkthrough: Walkthrough
) -> None:
    limit = {
        "code": "LimitExceededException",
        "message": "Too many identity providers.",
        "status": 400,
    }
    practice_aws.faults({"kind": "error", "operation": "CreateIdentityProvider", **limit})
    (failed,) = walkthrough.applier.apply(["3a/-/Google"]).failed
    assert "quota" in failed.reason
    assert len(practice_aws.calls("CreateIdentityProvider")) == 1


def test_a_line_that_drops_before_the_write_arrives_is_told_as_not_done(
    practice_aws: PracticeAws, walkthrough: Walkthrough, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("migration.changes.reads_around_write.SETTLING", ())
    practice_aws.faults({"kind": "cut", "operation": "UpdateUserPoolClient"})
    report = walkthrough.applier.apply([CALLBACK])
    assert [result.id for result in report.failed] == [CALLBACK]
    assert CALLBACK in walkthrough.pages.to_apply()


def test_a_pool_that_was_deleted_meanwhile_fails_every_setting_with_one_reason(
    practice_aws: PracticeAws, walkthrough: Walkthrough
) -> None:
    practice_aws.faults(
        {
            "kind": "error",
            "code": "ResourceNotFoundException",
            "message": "User pool does not exist.",
            "status": 400,
        }
    )
    report = walkthrough.applier.apply(["5/-/EmailSubject", "5/-/EmailMessage"])
    assert len(report.failed) == 2
    assert len({result.reason for result in report.failed}) == 1


def test_stopping_a_run_leaves_the_rest_untried_and_says_so(walkthrough: Walkthrough) -> None:
    def stop_after_the_first(_: str) -> None:
        walkthrough.cancel()

    report = walkthrough.applier.apply(
        [CALLBACK, INSTALLER, "5/-/EmailSubject"], stop_after_the_first
    )
    assert [result.id for result in report.applied] == [CALLBACK]
    assert {result.id: result.reason for result in report.skipped} == {
        INSTALLER: "not tried: stopped",
        "5/-/EmailSubject": "not tried: stopped",
    }

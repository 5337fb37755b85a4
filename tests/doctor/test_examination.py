"""Whatever fails, every other check is made, and nothing is written."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path
from threading import Event

import pytest

from migration.deployment_request import Request
from migration.doctor import team_permissions
from migration.doctor.check import DoctorVerdict
from migration.doctor.examination import SUBJECTS, examine
from migration.errors import Cancelled
from tests.doctor.conftest import Examine
from tests.practice_aws import NEW_POOL, SKILLS_STACK, PracticeAws

PASSED, FAILED, UNKNOWN = DoctorVerdict.PASSED, DoctorVerdict.FAILED, DoctorVerdict.UNKNOWN


def test_a_deployment_where_all_is_well_passes_every_check(on_aws: Examine) -> None:
    checks = on_aws()
    assert list(checks) == [
        subject.name for subject in SUBJECTS if subject not in team_permissions.SUBJECTS
    ]
    assert {check.verdict for check in checks.values()} == {PASSED}


def test_an_examination_writes_nothing(
    on_aws: Examine, practice_aws: PracticeAws, tmp_path: Path
) -> None:
    before = practice_aws.state()
    on_aws()
    assert practice_aws.state() == before
    assert not (tmp_path / "state").exists()


def test_an_examination_reads_no_secret(on_aws: Examine, practice_aws: PracticeAws) -> None:
    on_aws()
    for operation in ("DescribeUserPoolClient", "DescribeIdentityProvider"):
        asked = practice_aws.calls(operation)
        assert asked
        assert {call["error"] for call in asked} == {"ResourceNotFoundException"}


def test_without_a_login_and_a_region_both_are_told_and_the_rest_is_not_known(
    tmp_path: Path,
) -> None:
    checks = {check.name: check for check in examine(Request(state_folder=tmp_path))}
    assert [name for name, check in checks.items() if check.verdict is FAILED] == [
        "region",
        "credentials",
    ]
    assert [name for name, check in checks.items() if check.verdict is PASSED] == [
        "state-folder",
        "disk-space",
    ]
    assert "aws sso login" in checks["credentials"].evidence
    assert len(checks) == len(SUBJECTS) - len(team_permissions.SUBJECTS)


def test_china_is_refused_in_a_sentence(on_aws: Examine) -> None:
    region = on_aws(region="cn-north-1")["region"]
    assert (region.verdict, region.fails) == (FAILED, True)
    assert "there is nothing to migrate" in region.evidence


def test_a_region_that_nobody_knows_is_not_called_wrong(
    on_aws: Examine, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("migration.aws.connection.is_awss_own", lambda *_: True)
    assert (
        on_aws(region="xx-nowhere-9", skip=["permissions", "messages", "deployment"])[
            "region"
        ].verdict
        is UNKNOWN
    )
    gov = on_aws(region="us-gov-west-1", skip=["permissions", "messages", "deployment"])["region"]
    assert (gov.verdict, "auth-fips" in gov.advice) == (PASSED, True)


def test_a_key_that_aws_does_not_know_fails_alone(on_aws: Examine) -> None:
    checks = on_aws(credentials=("AKIASTRANGER", "secret-of-a-stranger"))
    assert [name for name, check in checks.items() if check.fails] == ["credentials"]
    assert checks["clock"].verdict is PASSED
    assert checks["pools"].verdict is UNKNOWN
    assert not any("secret-of-a-stranger" in repr(check) for check in checks.values())


@pytest.mark.parametrize(
    ("aside", "verdict", "advised"),
    [(0, PASSED, False), (120, PASSED, True), (301, FAILED, True), (-301, FAILED, True)],
)
def test_clocks_that_differ_are_told_before_aws_refuses_them(
    on_aws: Examine, aside: int, verdict: DoctorVerdict, advised: bool
) -> None:
    clock = on_aws(
        now=lambda: datetime.now(UTC) + timedelta(seconds=aside),
        skip=["deployment", "permissions", "messages"],
    )["clock"]
    assert (clock.verdict, bool(clock.advice)) == (verdict, advised)


def test_an_examination_can_be_stopped(
    request_of_aws: Callable[..., Request], practice_aws: PracticeAws
) -> None:
    practice_aws.faults({"kind": "hang", "operation": "ListUserPools"})
    stop = Event()
    try:
        with pytest.raises(Cancelled):
            examine(
                request_of_aws(),
                cancelled=stop,
                told=lambda check: stop.set() if check.name == "credentials" else None,
            )
    finally:
        practice_aws.faults()


def test_a_pool_that_is_not_there_fails_and_what_needs_none_is_still_checked(
    on_aws: Examine,
) -> None:
    checks = on_aws(new_pool="nobodys-pool")
    assert checks["pools"].verdict is FAILED
    assert checks["domains"].verdict is UNKNOWN
    assert checks["record"].verdict is UNKNOWN
    assert checks["may-list-user-pools"].verdict is PASSED
    assert checks["may-describe-user-pool"].verdict is UNKNOWN
    assert checks["stacks"].verdict is PASSED
    assert checks["sns-sandbox"].verdict is PASSED


@pytest.mark.parametrize(
    ("status", "fails"),
    [
        ("UPDATE_IN_PROGRESS", True),
        ("UPDATE_ROLLBACK_FAILED", True),
        ("ROLLBACK_COMPLETE", True),
        ("CREATE_FAILED", True),
        ("UPDATE_ROLLBACK_COMPLETE", False),
        ("UPDATE_FAILED", False),
        ("IMPORT_COMPLETE", False),
    ],
)
def test_a_stack_that_takes_no_update_fails(
    on_aws: Examine, practice_aws: PracticeAws, status: str, fails: bool
) -> None:
    practice_aws.change(stack=SKILLS_STACK, set={"StackStatus": status})
    stacks = on_aws(skip=["permissions", "messages"])["stacks"]
    assert (stacks.fails, SKILLS_STACK in stacks.evidence) == (fails, True)


def test_nested_stacks_are_counted_apart_as_no_page_lists_them(on_aws: Examine) -> None:
    evidence = on_aws(skip=["permissions", "messages"])["stacks"].evidence
    assert evidence.startswith("4 stacks, and 1 nested in them. The skills stack is ")


def test_stacks_that_may_not_be_listed_are_not_known(
    on_aws: Examine, practice_aws: PracticeAws
) -> None:
    practice_aws.faults({"kind": "access_denied", "operation": "ListStacks"})
    stacks = on_aws(skip=["permissions", "messages"])["stacks"]
    assert (stacks.verdict, "cloudformation:ListStacks" in stacks.reason) == (UNKNOWN, True)


def test_what_is_skipped_is_not_asked(on_aws: Examine, practice_aws: PracticeAws) -> None:
    checks = on_aws(skip=["permissions", "ses-sandbox", "state-folder"])
    assert not {"ses-sandbox", "state-folder", "may-list-groups"} & set(checks)
    assert "sns-sandbox" in checks
    assert not practice_aws.calls("GetAccount")
    assert not practice_aws.calls("ListGroups")
    assert not practice_aws.calls("SimulatePrincipalPolicy")


def test_mail_in_its_sandbox_fails_where_the_new_pool_sends_by_it(
    on_aws: Examine, practice_aws: PracticeAws
) -> None:
    practice_aws.settings(mail_sandbox=True, sms_sandbox=True, sms_spend_limit="")
    checks = on_aws(skip=["permissions"])
    assert [name for name, check in checks.items() if check.fails] == ["ses-sandbox", "sns-sandbox"]
    assert (checks["sms-spend-limit"].verdict, checks["sms-spend-limit"].advisory) == (FAILED, True)

    practice_aws.change(
        pool="new",
        set={"EmailConfiguration": {"EmailSendingAccount": "COGNITO_DEFAULT"}},
        unset=["SmsConfiguration"],
    )
    checks = on_aws(skip=["permissions"])
    assert not any(check.fails for check in checks.values())
    assert "does not send by it" in checks["ses-sandbox"].evidence
    assert (checks["sns-sandbox"].verdict, checks["sns-sandbox"].advisory) == (FAILED, True)


def test_sending_that_aws_switched_off_fails(on_aws: Examine, practice_aws: PracticeAws) -> None:
    practice_aws.settings(mail_enabled=False)
    assert on_aws(skip=["permissions"])["ses-sandbox"].fails


def test_a_look_that_is_refused_is_not_known(on_aws: Examine, practice_aws: PracticeAws) -> None:
    practice_aws.faults(
        {
            "kind": "access_denied",
            "operation": ["GetAccount", "GetSMSSandboxAccountStatus", "GetSMSAttributes"],
        }
    )
    checks = on_aws(skip=["permissions"])
    for name, action in (
        ("ses-sandbox", "ses:GetAccount"),
        ("sns-sandbox", "sns:GetSMSSandboxAccountStatus"),
        ("sms-spend-limit", "sns:GetSMSAttributes"),
    ):
        assert checks[name].verdict is UNKNOWN
        assert action in checks[name].reason


def test_a_domain_that_is_not_ready_fails(on_aws: Examine, practice_aws: PracticeAws) -> None:
    only = ["permissions", "messages", "stacks"]
    assert "none yet, step 2 makes it" in on_aws(skip=only)["domains"].evidence
    practice_aws.faults(
        {
            "kind": "error",
            "operation": "DescribeUserPoolDomain",
            "code": "ResourceNotFoundException",
        }
    )
    domains = on_aws(skip=only)["domains"]
    assert (domains.verdict, "acme-login, not seen" in domains.evidence) == (FAILED, True)


def test_the_new_pool_in_question_is_the_one_that_was_asked_for(on_aws: Examine) -> None:
    assert NEW_POOL in on_aws(skip=["permissions", "messages"])["pools"].evidence


TOKEN = "IQoJb3JpZ2luX2VjEH4aCXVzLWVhc3QtMSJHMEUCIQ"


def test_a_token_with_a_line_end_is_named_and_nowhere_repeated(
    on_aws: Examine, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("AWS_ACCESS_KEY_ID", "AKIAEXAMPLE")
    monkeypatch.setenv("AWS_SECRET_ACCESS_KEY", "wJalrXUtnFEMI/K7MDENG+bPxRfiCY")
    monkeypatch.setenv("AWS_SESSION_TOKEN", f"{TOKEN}\n")
    checks = on_aws(credentials=None)
    assert checks["credentials"].verdict is FAILED
    assert "session token from the environment" in checks["credentials"].evidence
    assert "a line end" in checks["credentials"].evidence
    assert TOKEN[:12] not in repr(checks)


@pytest.mark.parametrize(
    ("command", "named"),
    [
        ("echo Please log in first", "credential_process"),
        ("/nowhere/vault --give", "/nowhere/vault"),
    ],
)
def test_a_credential_process_that_gives_nothing_is_named(
    on_aws: Examine, tmp_path: Path, command: str, named: str
) -> None:
    (tmp_path / "config").write_text(f"[profile acme]\ncredential_process = {command}\n")
    checks = on_aws(credentials=None, profile="acme")
    assert checks["credentials"].verdict is FAILED
    assert named in checks["credentials"].evidence
    assert "mistake in Poolwalk" not in repr(checks)

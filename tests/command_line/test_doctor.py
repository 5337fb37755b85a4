"""`poolwalk doctor`: every check in words and in JSON, and how the command ends."""

from __future__ import annotations

import pytest

from tests.command_line.conftest import Run
from tests.practice_aws import PracticeAws


def test_where_all_is_well_it_says_so_and_ends_with_0(run: Run, aws: PracticeAws) -> None:
    answer = run("doctor")
    assert answer.code == 0
    for heading in ("Machine", "Login to AWS", "Deployment", "Permissions", "Messages to users"):
        assert f"{heading}\n" in answer.out
    assert "0 failed" in answer.out
    assert aws.secret_key not in answer.out + answer.err


def test_every_failure_is_told_at_once_and_it_ends_with_1(run: Run, aws: PracticeAws) -> None:
    aws.settings(mail_sandbox=True)
    aws.faults({"kind": "access_denied", "operation": "ListGroups"})
    answer = run("doctor")
    assert answer.code == 1
    assert answer.out.rstrip().endswith("Failed: may-list-groups, ses-sandbox.")
    assert "cognito-idp:ListGroups" in answer.out


def test_advice_alone_ends_with_0(run: Run, aws: PracticeAws) -> None:
    aws.settings(denied_actions=["cognito-idp:UpdateUserPool"])
    answer = run("doctor")
    assert (answer.code, "Advice: may-update-user-pool, may-rehearse." in answer.out) == (0, True)


def test_json_stands_alone_and_names_every_check(run: Run, aws: PracticeAws) -> None:
    aws.settings(denied_actions=["cognito-idp:UpdateUserPool", "sns:GetSMSAttributes"])
    answer = run("doctor", "--json", "--skip", "machine", "--skip", "clock")
    assert answer.err == ""
    assert answer.json["schema"] == 1
    assert answer.json["skipped"] == ["machine", "clock"]
    checks = {check["name"]: check for check in answer.json["checks"]}
    assert "clock" not in checks
    assert set(checks["region"]) == {
        "name",
        "group",
        "verdict",
        "advisory",
        "about",
        "evidence",
        "reason",
        "advice",
    }
    told = {name: (check["verdict"], check["advisory"]) for name, check in checks.items()}
    assert told["credentials"] == ("passed", False)
    assert told["may-update-user-pool"] == ("failed", True)
    assert told["sms-spend-limit"] == ("unknown", True)
    assert checks["sms-spend-limit"]["reason"]


def test_without_a_login_it_still_tells_all_it_can(run: Run) -> None:
    answer = run("doctor", "--json")
    verdicts = {check["name"]: check["verdict"] for check in answer.json["checks"]}
    assert answer.code == 1
    assert (verdicts["region"], verdicts["credentials"], verdicts["state-folder"]) == (
        "failed",
        "failed",
        "passed",
    )
    assert verdicts["may-list-groups"] == "unknown"


@pytest.mark.process
@pytest.mark.usefixtures("forked_practice_aws")
def test_the_demo_is_well(run: Run) -> None:
    answer = run("doctor", "--demo", "--skip", "permissions")
    assert (answer.code, "poolwalk-demo-" in answer.out) == (0, True)


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        (("doctor", "--skip", "clok"), "There is no check “clok”. Did you mean clock?"),
        (
            ("plan", "--skip", "clock"),
            (
                "--skip belongs to “poolwalk doctor”, not to “poolwalk plan”: see “poolwalk plan"
                " --help”."
            ),
        ),
    ],
)
def test_a_name_that_is_no_check_is_refused_in_a_sentence(
    run: Run, words: tuple[str, ...], sentence: str
) -> None:
    answer = run(*words)
    assert (answer.code, answer.sentence) == (1, sentence)

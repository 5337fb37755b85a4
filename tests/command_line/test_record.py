"""`poolwalk record`: every change, for a person and for a script."""

from __future__ import annotations

from datetime import datetime, timedelta

from tests.command_line.conftest import Run
from tests.practice_aws import NEW_POOL, PracticeAws

SUBJECT, REPLY_TO = "5/-/EmailSubject", "5/-/ReplyToEmailAddress"


def test_an_empty_record_says_so(aws: PracticeAws, run: Run) -> None:
    answer = run("record")
    assert (answer.code, answer.out.splitlines()[-1]) == (0, "Nothing was written yet.")
    assert run("record", "--json").json["changes"] == []


def test_each_change_tells_when_who_where_before_after_and_what_became_of_it(
    aws: PracticeAws, run: Run
) -> None:
    assert run("apply", "--setting", SUBJECT, "--yes").code == 0
    assert run("undo", "--yes").code == 0
    undo, change = run("record", "--json").json["changes"]
    assert datetime.fromisoformat(change["at"]).utcoffset() == timedelta(0)
    assert (change["who"], change["step"]) == ("arn:aws:iam::123456789012:user/admin", "5")
    assert change["fields"] == [
        {
            "id": SUBJECT,
            "name": "VerificationMessageTemplate.EmailSubject",
            "before": "—",
            "after": "Your Acme Home verification code",
            "state": "undone",
            "reason": "",
        }
    ]
    assert (undo["undoes"], undo["fields"][0]["state"], change["undoes"]) == (
        change["number"],
        "applied",
        None,
    )


def test_the_text_is_newest_first_and_names_the_deployment(aws: PracticeAws, run: Run) -> None:
    assert run("apply", "--setting", SUBJECT, "--yes").code == 0
    aws.faults({"kind": "access_denied", "operation": "UpdateUserPool"})
    assert run("apply", "--setting", REPLY_TO, "--yes").code == 1
    lines = run("record").out.splitlines()
    assert any(NEW_POOL in line for line in lines[:3])
    assert lines.index("  ✗ reply to: — → support@acme-home.example (failed)") < lines.index(
        "  ✓ subject: — → Your Acme Home verification code (applied)"
    )
    assert any("cognito-idp:UpdateUserPool" in line for line in lines)
    assert lines[-1] == "2 changes."


def test_one_step_shows_its_changes_alone(aws: PracticeAws, run: Run) -> None:
    assert run("apply", "--yes").code == 0
    assert {
        change["step"] for change in run("record", "--step", "3a", "--json").json["changes"]
    } == {"3a"}


def test_secrets_are_dots(aws: PracticeAws, run: Run) -> None:
    assert run("apply", "--step", "3a", "--yes").code == 0
    answer = run("record", "--json")
    assert "client_secret ••••••••" in answer.json["changes"][0]["fields"][0]["after"]
    assert "GOCSPX" not in answer.out + run("record").out


def test_it_writes_nothing(aws: PracticeAws, run: Run) -> None:
    aws.forget_calls()
    run("record", "--read-only")
    assert not [
        call
        for call in aws.calls()
        if not call["operation"].startswith(("Get", "Describe", "List"))
    ]

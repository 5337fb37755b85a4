"""`poolwalk record`: every change, for a person and for a script."""

from __future__ import annotations

from datetime import datetime, timedelta
from pathlib import Path

import pytest

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
            "declined": False,
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


@pytest.mark.parametrize(
    ("words", "answers"),
    [
        (("record",), False),
        (("record", "--json"), False),
        (("undo", "--yes"), False),
        (("apply", "--yes"), False),
        (("plan",), True),
        (("plan", "--json"), True),
        (("verify", "--step", "8b"), True),
    ],
)
def test_a_record_that_cannot_be_read_is_an_error_of_every_command_that_rests_on_it(
    run: Run, aws: PracticeAws, home: Path, words: tuple[str, ...], answers: bool
) -> None:
    run("record")
    (file,) = (home / ".local/state/poolwalk").glob("*.sqlite3")
    file.write_bytes(b"no database at all" * 300)
    answer = run(*words)
    assert answer.code == 1
    assert "poolwalk record --set-aside" in answer.err
    assert bool(answer.out) is answers
    assert "Nothing was written yet" not in answer.out + answer.err


def test_a_damaged_record_is_set_aside_and_a_new_one_begins(
    run: Run, aws: PracticeAws, home: Path
) -> None:
    folder = home / ".local/state/poolwalk"
    assert run("apply", "--step", "3a", "--yes").code == 0
    (file,) = folder.glob("*.sqlite3")
    file.write_bytes(b"no database at all" * 300)
    answer = run("record", "--set-aside")
    assert answer.code == 0
    (aside,) = folder.glob("*-set-aside-*.sqlite3")
    assert str(aside) in answer.out
    assert aside.read_bytes() == b"no database at all" * 300
    assert run("record").code == 0
    whole = run("record", "--set-aside", "--json").json
    assert whole["set_aside"].endswith(".sqlite3")
    assert Path(whole["set_aside"]).exists()

"""Ctrl-C, SIGTERM, a dropped line and a question on a terminal.

What was done is reported, and nothing hangs.
"""

from __future__ import annotations

import json
import os
import pty
import signal
import subprocess
import termios
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from tests.command_line.conftest import poolwalk, read_terminal_until
from tests.practice_aws import HUNG, NEW_POOL, PracticeAws

STOPPING = "Stopping after the write under way; once more leaves at once."
SUBJECT = "5/-/EmailSubject"


def read_until(process: subprocess.Popen[str], words: str) -> None:
    """Read its standard error up to a line that begins with these words."""
    assert process.stderr is not None
    while not (line := process.stderr.readline()).startswith(words):
        assert line, "it ended before"


def test_ctrl_c_between_two_writes_tells_what_was_done(aws: PracticeAws) -> None:
    aws.faults({"kind": "hang", "operation": "UpdateUserPoolClient", "count": 1})
    process = poolwalk("apply", "--yes", "--json")
    aws.wait_for_call("UpdateUserPoolClient")

    process.send_signal(signal.SIGINT)
    read_until(process, STOPPING)
    aws.faults()  # the call that hung is cut off
    out, err = process.communicate(timeout=HUNG)

    report = json.loads(out)
    applied = [result["id"] for result in report["applied"]]
    skipped = {result["id"]: result["reason"] for result in report["skipped"]}
    assert process.returncode == 130
    assert {"3a/-/Google", "3c/-/GitHub"} <= set(applied)
    assert skipped[SUBJECT] == "stopped before its turn"
    assert aws.calls("UpdateUserPool") == []
    assert err.endswith(
        "poolwalk: stopped. What was sent until then is in the report, and recorded.\n"
    )
    told = [
        result["id"]
        for name in ("applied", "failed", "stale", "skipped")
        for result in report[name]
    ]
    assert len(told) == len(set(told))


def test_a_second_ctrl_c_leaves_at_once_and_says_what_is_not_known(aws: PracticeAws) -> None:
    aws.faults({"kind": "hang", "operation": "UpdateUserPool"})
    process = poolwalk("apply", "--yes", "--json", "--step", "5")
    aws.wait_for_call("UpdateUserPool")

    process.send_signal(signal.SIGINT)
    read_until(process, STOPPING)
    process.send_signal(signal.SIGINT)
    out, _ = process.communicate(timeout=HUNG)

    report = json.loads(out)
    assert process.returncode == 130
    assert {result["id"] for result in report["failed"]} == {
        "5/-/EmailSubject",
        "5/-/EmailMessage",
        "5/-/ReplyToEmailAddress",
    }
    assert (
        report["failed"][0]["reason"]
        == "stopped before AWS answered: “poolwalk plan” shows whether it was written"
    )


@contextmanager
def on_a_terminal(*words: str) -> Iterator[tuple[subprocess.Popen[str], int]]:
    ours, theirs = pty.openpty()
    # A session of its own: whatever asks on /dev/tty must not find the terminal of whoever runs the
    # tests.
    process = poolwalk(*words, stdin=theirs, stderr=theirs, start_new_session=True)
    os.close(theirs)
    try:
        yield process, ours
    finally:
        os.close(ours)
        process.kill()
        process.wait()


def test_a_login_that_hangs_does_not_hold_a_plan(aws: PracticeAws) -> None:
    aws.faults({"kind": "hang", "operation": "GetCallerIdentity"})
    with on_a_terminal("plan") as (process, terminal):
        read_terminal_until(terminal, "Connecting ")
        process.send_signal(signal.SIGINT)
        read_terminal_until(terminal, "stopped.")
        assert process.wait(HUNG) == 130


@pytest.mark.parametrize("how", [signal.SIGINT, signal.SIGTERM, signal.SIGHUP])
def test_a_call_that_hangs_does_not_hold_a_plan(how: signal.Signals, aws: PracticeAws) -> None:
    aws.faults({"kind": "hang", "operation": "DescribeUserPool"})
    with on_a_terminal("plan", "--json") as (process, terminal):
        read_terminal_until(terminal, "Reading ")
        process.send_signal(how)
        said = read_terminal_until(terminal, "stopped.")
        out, _ = process.communicate(timeout=HUNG)

    assert (process.returncode, out) == (130, "")
    assert said.splitlines()[-1] == "poolwalk: stopped."


def test_on_a_terminal_it_shows_the_plan_and_asks(aws: PracticeAws) -> None:
    with on_a_terminal("apply", "--step", "5", "--json") as (process, terminal):
        said = read_terminal_until(terminal, "y/N")
        assert "subject: Your Acme Home verification code" in said
        os.write(terminal, b"y\n")
        out, _ = process.communicate(timeout=HUNG)

    assert process.returncode == 0
    assert SUBJECT in [result["id"] for result in json.loads(out)["applied"]]


@pytest.mark.parametrize("answer", [b"n\n", b"\n", b"\x04"])
def test_anything_but_yes_applies_nothing(answer: bytes, aws: PracticeAws) -> None:
    aws.forget_calls()
    with on_a_terminal("apply", "--setting", SUBJECT) as (process, terminal):
        read_terminal_until(terminal, "y/N")
        os.write(terminal, answer)
        assert read_terminal_until(terminal, "poolwalk: Nothing was applied.")
        assert process.wait(HUNG) == 1

    assert aws.calls("UpdateUserPool") == []


def test_the_question_is_about_what_was_selected_alone(aws: PracticeAws) -> None:
    with on_a_terminal("apply", "--setting", SUBJECT) as (_, terminal):
        said = read_terminal_until(terminal, "y/N")

    assert "1 to do, 1 can be applied now" in said
    assert "message" not in said


def test_with_nothing_to_apply_nobody_is_asked(aws: PracticeAws) -> None:
    with on_a_terminal("apply", "--step", "2") as (process, _):
        out, _ = process.communicate(timeout=HUNG)

    assert process.returncode == 0
    assert "0 applied, 0 failed, 0 stale, 1 skipped." in out


def test_a_closed_pipe_ends_no_run_half_way(aws: PracticeAws) -> None:
    reading, writing = os.pipe()
    os.close(reading)
    process = poolwalk("apply", "--yes", stdout=writing, stderr=writing)
    os.close(writing)

    assert process.wait(HUNG) == 0
    template = aws.client("cognito-idp").describe_user_pool(UserPoolId=NEW_POOL)["UserPool"][
        "VerificationMessageTemplate"
    ]
    assert template["EmailSubject"] == "Your Acme Home verification code"


@pytest.fixture
def mfa_role(aws: PracticeAws, home: Path, monkeypatch: pytest.MonkeyPatch) -> tuple[str, str]:
    """The options of a person whose role wants an MFA code."""
    config = home / "aws.config"
    config.write_text(
        "[profile acme]\nregion = us-east-1\nrole_arn ="
        " arn:aws:iam::123456789012:role/acme-administrator\nmfa_serial ="
        " arn:aws:iam::123456789012:mfa/admin\ncredential_source = Environment\n"
    )
    monkeypatch.setenv("AWS_CONFIG_FILE", str(config))
    return ("--profile", "acme")


def echoes(terminal: int) -> bool:
    return bool(termios.tcgetattr(terminal)[3] & termios.ECHO)


def test_a_role_that_wants_an_mfa_code_asks_for_it_unseen(mfa_role: tuple[str, str]) -> None:
    with on_a_terminal("plan", "--json", *mfa_role) as (process, terminal):
        read_terminal_until(terminal, "MFA code of arn:aws:iam::123456789012:mfa/admin: ")
        assert not echoes(terminal)
        os.write(terminal, b"123456\n")
        out, _ = process.communicate(timeout=HUNG)
        said = read_terminal_until(terminal, "Reading ")

    assert process.returncode == 2
    assert json.loads(out)["to_apply"]
    assert "123456" not in said.replace("123456789012", "")


def test_leaving_the_question_for_a_code_leaves_the_terminal_as_it_was(
    mfa_role: tuple[str, str],
) -> None:
    with on_a_terminal("plan", *mfa_role) as (process, terminal):
        read_terminal_until(terminal, "MFA code of ")
        process.send_signal(signal.SIGINT)
        read_terminal_until(terminal, "stopped.")
        assert process.wait(HUNG) == 130
        assert echoes(terminal)

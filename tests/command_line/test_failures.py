"""What goes wrong ends in one sentence with the next thing to do, and exit code 1.

Nothing is written.
"""

from __future__ import annotations

import os
import shutil
import socket
import sqlite3
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.command_line.conftest import Run, poolwalk
from tests.practice_aws import HUNG, NEW_POOL, PracticeAws

ALL_READS = [
    "DescribeUserPool",
    "ListUserPoolClients",
    "ListIdentityProviders",
    "GetUserPoolMfaConfig",
    "DescribeUserPoolDomain",
]


@pytest.fixture
def unused_port() -> int:
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        port: int = listener.getsockname()[1]
        return port


def state_file(home: Path) -> Path:
    (found,) = (home / ".local" / "state" / "poolwalk").glob("*.sqlite3")
    return found


def assert_one_sentence(run: Run, words: tuple[str, ...], *says: str) -> None:
    answer = run(*words)
    assert (answer.code, answer.out) == (1, "")
    for part in says:
        assert part in answer.sentence
    assert "Traceback" not in answer.err


def test_no_credentials(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("AWS_REGION", "us-east-1")
    assert_one_sentence(run, ("plan",), "credentials", "--profile")


def test_an_unknown_profile(run: Run) -> None:
    assert_one_sentence(run, ("plan", "--profile", "acme", "--region", "us-east-1"), "acme")


def test_no_region(aws: PracticeAws, run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("AWS_REGION")
    monkeypatch.delenv("AWS_DEFAULT_REGION")
    assert_one_sentence(run, ("plan",), "--region")


def test_a_region_in_china(aws: PracticeAws, run: Run) -> None:
    assert_one_sentence(
        run, ("plan", "--region", "cn-north-1"), "cn-north-1", "no Cognito user pools"
    )


def test_an_endpoint_that_is_down(aws: PracticeAws, run: Run, unused_port: int) -> None:
    assert_one_sentence(
        run,
        ("plan", "--endpoint-url", f"http://127.0.0.1:{unused_port}"),
        f"127.0.0.1:{unused_port}",
    )


def test_an_sso_login_that_is_missing(run: Run, home: Path) -> None:
    (home / ".aws").mkdir()
    (home / ".aws" / "config").write_text(
        "[profile acme]\nregion = us-east-1\nsso_session = acme\nsso_account_id ="
        " 123456789012\nsso_role_name = admin\n[sso-session acme]\nsso_region ="
        " us-east-1\nsso_start_url = https://acme.awsapps.com/start\n"
    )
    assert_one_sentence(run, ("plan", "--profile", "acme"), "aws sso login --profile acme")


def test_a_login_that_has_expired(aws: PracticeAws, run: Run) -> None:
    aws.faults({"kind": "expired_token"})
    assert_one_sentence(run, ("plan",), "expired")


def test_a_role_that_wants_an_mfa_code_with_nobody_to_ask(
    aws: PracticeAws, home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (home / ".aws").mkdir()
    (home / ".aws" / "config").write_text(
        "[profile acme]\nregion = us-east-1\nrole_arn ="
        " arn:aws:iam::123456789012:role/acme-administrator\nmfa_serial ="
        " arn:aws:iam::123456789012:mfa/admin\ncredential_source = Environment\n"
    )
    monkeypatch.setenv("AWS_CONFIG_FILE", str(home / ".aws" / "config"))
    process = poolwalk("plan", "--profile", "acme")
    _, err = process.communicate(timeout=HUNG)

    assert process.returncode == 1
    assert err.startswith(
        "poolwalk: The role wants an MFA code of arn:aws:iam::123456789012:mfa/admin, and there is"
        " no terminal"
    )


@pytest.mark.parametrize("option", ["--old-pool", "--new-pool"])
def test_a_pool_that_is_not_there_lists_those_that_are(
    option: str, aws: PracticeAws, run: Run
) -> None:
    assert_one_sentence(
        run,
        ("plan", option, "rainmaker-user-pol"),
        "rainmaker-user-pol",
        option,
        "rainmaker-user-pool",
    )


def test_a_name_in_a_sentence_is_text(aws: PracticeAws, run: Run) -> None:
    aws.change(pool="old", set={"Name": "rainmaker\x1b[31m\u202e"})

    answer = run("plan")

    assert answer.code == 1
    assert "[31m" in answer.sentence
    assert answer.sentence.isprintable()


def test_a_write_that_the_last_run_did_not_live_to_see_is_told(aws: PracticeAws, run: Run) -> None:
    aws.faults({"kind": "hang", "operation": "UpdateUserPool", "count": 1})
    process = poolwalk("apply", "--setting", "5/-/EmailSubject", "--yes")
    aws.wait_for_call("UpdateUserPool")
    process.kill()
    process.wait()
    aws.faults()

    answer = run("plan", "--step", "5")

    assert "was under way when the program ended" in answer.sentence


def test_everything_refused(aws: PracticeAws, run: Run) -> None:
    aws.faults({"kind": "access_denied"})
    assert_one_sentence(run, ("apply", "--yes"), "not allow")


def test_every_read_refused_offers_nothing(aws: PracticeAws, run: Run) -> None:
    aws.faults({"kind": "access_denied", "operation": ALL_READS})
    aws.forget_calls()

    plan, apply = run("plan", "--json"), run("apply", "--yes", "--json")

    assert plan.json["to_apply"] == []
    assert {part["operation"] for part in plan.json["unread"]} >= set(ALL_READS) - {
        "DescribeUserPoolDomain"
    }
    assert [apply.json[name] for name in ("applied", "failed")] == [[], []]


def test_one_call_refused_leaves_the_other_steps_as_they_are(aws: PracticeAws, run: Run) -> None:
    whole = run("plan", "--json").json["to_apply"]
    aws.faults({"kind": "access_denied", "operation": "ListIdentityProviders", "pool": NEW_POOL})

    answer = run("plan", "--json")

    assert [id_ for id_ in whole if id_.startswith("5/")] == [
        id_ for id_ in answer.json["to_apply"] if id_.startswith("5/")
    ]
    assert not [id_ for id_ in answer.json["to_apply"] if id_.startswith("3")]
    assert answer.code == 2


@pytest.mark.in_real_time
def test_a_throttled_account_is_waited_for(aws: PracticeAws, run: Run) -> None:
    aws.faults({"kind": "throttling", "rate": 5})

    plan, apply = run("plan", "--json"), run("apply", "--yes", "--json")

    assert plan.json["unread"] == []
    assert (apply.code, apply.json["failed"]) == (0, [])


def test_a_damaged_record_is_an_error_though_plan_says_what_aws_shows(
    aws: PracticeAws, run: Run, home: Path
) -> None:
    run("plan")
    state_file(home).write_bytes(b"this is no database" * 400)
    for leftover in state_file(home).parent.glob("*-*al*"):
        leftover.unlink()

    plan = run("plan", "--json")
    assert plan.code == 1
    assert plan.json["to_apply"]
    assert str(state_file(home)) in plan.sentence
    aws.forget_calls()
    assert_one_sentence(run, ("apply", "--yes"), str(state_file(home)))
    assert aws.calls("UpdateUserPoolClient") == []


@pytest.mark.parametrize(
    "command", [("usage",), ("snapshot",), ("diff",), ("mobile",), ("verify", "--step", "2")]
)
def test_whatever_rests_on_the_record_says_that_it_is_damaged_and_fails(
    aws: PracticeAws, run: Run, home: Path, tmp_path: Path, command: tuple[str, ...]
) -> None:
    files = {"diff": run("snapshot").out.strip(), "mobile": str(tmp_path / "local.properties")}
    Path(files["mobile"]).write_text("userPool=2\n")
    state_file(home).write_bytes(b"this is no database" * 400)

    answer = run(*command, *(files[name] for name in command if name in files))

    assert answer.code == 1
    assert "The record cannot be read." in answer.err
    assert str(state_file(home)) in answer.err
    assert answer.out, "what AWS shows is told all the same"


def test_a_record_of_a_newer_version_is_left_alone(aws: PracticeAws, run: Run, home: Path) -> None:
    run("plan")
    with sqlite3.connect(state_file(home)) as database:
        database.execute("PRAGMA user_version = 999")
    before = state_file(home).read_bytes()

    assert run("plan").code == 1
    assert_one_sentence(run, ("apply", "--yes"), "newer")
    assert state_file(home).read_bytes() == before


def test_a_state_folder_that_cannot_be(aws: PracticeAws, run: Run, tmp_path: Path) -> None:
    in_the_way = tmp_path / "file"
    in_the_way.write_text("")

    plan = run("plan", "--state-folder", str(in_the_way / "state"))
    assert plan.code == 2
    assert "--state-folder" in plan.sentence
    assert_one_sentence(
        run, ("apply", "--yes", "--state-folder", str(in_the_way / "state")), "--state-folder"
    )


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """A file system of 64 kB; only root can make one."""
    if os.geteuid() or not shutil.which("mount"):
        pytest.skip("making a small disk needs root")
    disk = tmp_path / "disk"
    disk.mkdir()
    if subprocess.run(
        ["mount", "-t", "tmpfs", "-o", "size=64k", "poolwalk", disk],
        check=False,
        capture_output=True,
    ).returncode:
        pytest.skip("no file system can be mounted here")
    yield disk
    subprocess.run(["umount", disk], check=True)


def fill(disk: Path) -> None:
    with (disk / "ballast").open("wb", buffering=0) as file:
        try:
            while True:
                file.write(b"\0" * 4096)
        except OSError:
            return


def test_a_full_disk_writes_nothing_to_aws(aws: PracticeAws, run: Run, small_disk: Path) -> None:
    fill(small_disk)

    plan = run("plan", "--json", "--state-folder", str(small_disk / "state"))
    assert plan.code == 2
    assert plan.json["to_apply"]
    aws.forget_calls()
    assert_one_sentence(
        run, ("apply", "--yes", "--state-folder", str(small_disk / "state")), str(small_disk)
    )
    assert aws.calls("UpdateUserPoolClient") == []


def test_a_disk_that_fills_up_on_the_way_sends_nothing_that_it_cannot_record(
    aws: PracticeAws, run: Run, small_disk: Path
) -> None:
    here = ("--state-folder", str(small_disk / "state"))
    run("plan", *here)
    fill(small_disk)
    aws.forget_calls()

    answer = run("apply", "--yes", "--json", *here)

    assert answer.code == 1
    assert not [
        call
        for call in aws.calls()
        if not call["operation"].startswith(("Get", "Describe", "List"))
    ]
    if answer.out:
        assert answer.json["applied"] == []

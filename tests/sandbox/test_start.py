"""The process: how it starts, what it says, and when it ends."""

import importlib
import json
import os
import pkgutil
import re
import select
import signal
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import sandbox
from sandbox.beliefs import BELIEFS
from sandbox.beliefs.belief import Known
from tests.practice_aws import HUNG, ROOT, PracticeAws, running


def test_the_caller_is_the_samples_administrator(practice_aws: PracticeAws) -> None:
    identity = practice_aws.client("sts").get_caller_identity()

    assert identity["Account"] == practice_aws.account == "123456789012"
    assert identity["Arn"].endswith(":user/admin")


def test_the_secrets_stand_in_no_argument_list_and_are_new_each_time() -> None:
    with running() as one, running() as other:
        assert one.process is not None
        arguments = Path(f"/proc/{one.process.pid}/cmdline").read_text(encoding="utf-8")

        assert one.secret_key not in arguments
        assert one.access_key not in arguments
        assert other.access_key != one.access_key
        assert other.secret_key != one.secret_key
        assert other.endpoint != one.endpoint


def test_it_ends_with_its_standard_input() -> None:
    with running() as aws:
        assert aws.process is not None
        assert aws.process.stdin is not None
        aws.process.stdin.close()

        assert aws.process.wait(HUNG) == 0


def test_it_ends_with_its_parent_even_when_that_is_killed() -> None:
    parent = (
        "import subprocess, sys;p = subprocess.Popen([sys.executable, '-m', 'sandbox'],"
        " stdin=subprocess.PIPE, stdout=subprocess.PIPE);p.stdout.readline(); print(p.pid,"
        " flush=True); p.wait()"
    )
    with subprocess.Popen(
        [sys.executable, "-c", parent], cwd=ROOT, stdout=subprocess.PIPE, text=True
    ) as process:
        assert process.stdout is not None
        child = os.pidfd_open(int(process.stdout.readline()))
        process.send_signal(signal.SIGKILL)

    assert select.select([child], [], [], HUNG)[0]
    os.close(child)


def test_it_plays_another_deployment(
    practice_aws_process: Callable[..., PracticeAws], tmp_path: Path
) -> None:
    sample = tmp_path / "tiny.toml"
    sample.write_text(
        """
        account = "210987654321"
        region = "eu-west-1"
        caller = { Arn = "arn:aws:iam::210987654321:user/me", UserId = "AIDAME" }
        pools = [{ Id = "eu-west-1_Tiny00001", Name = "tiny" }]
        """,
        encoding="utf-8",
    )
    aws = practice_aws_process("--sample", sample)

    assert (aws.account, aws.region) == ("210987654321", "eu-west-1")
    assert [
        pool["Name"]
        for pool in aws.client("cognito-idp").list_user_pools(MaxResults=5)["UserPools"]
    ] == ["tiny"]


def test_it_imports_nothing_of_ours_and_no_boto3() -> None:
    modules = [
        module.name
        for module in pkgutil.walk_packages(sandbox.__path__, "sandbox.")
        if "__main__" not in module.name
    ]
    code = (
        f"import sys, importlib; [importlib.import_module(m) for m in {modules!r}]; print('"
        " '.join(sys.modules))"
    )
    loaded = subprocess.run(
        [sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True
    ).stdout.split()

    assert not {name.split(".")[0] for name in loaded} & {
        "boto3",
        "migration",
        "tui",
        "screens",
        "widgets",
        "textual",
    }


def test_each_belief_stands_where_it_says(practice_aws: PracticeAws) -> None:
    assert len({belief.id for belief in BELIEFS}) == len(BELIEFS)
    for belief in BELIEFS:
        assert (ROOT / belief.where).is_file()
        importlib.import_module(belief.where.removesuffix(".py").replace("/", "."))


def test_each_belief_says_how_it_is_known_and_by_what() -> None:
    for belief in BELIEFS:
        assert bool(belief.source) is (belief.known is not Known.BELIEVED), belief.id
        listed = belief.source.partition("tests/recordings: ")[2].partition(";")[0]
        for name in filter(None, re.sub(r"\(.*?\)", "", listed).split(",")):
            assert (ROOT / "tests" / "recordings" / f"{name.strip()}.json").is_file(), belief.id


def test_the_environment_is_enough_for_another_program(practice_aws: PracticeAws) -> None:
    code = (
        "import boto3, json;"
        " print(json.dumps(boto3.client('sts').get_caller_identity()['Account']))"
    )
    environment = {"PATH": os.environ["PATH"], **practice_aws.environment}
    found = subprocess.run(
        [sys.executable, "-c", code], env=environment, capture_output=True, text=True, check=True
    )

    assert json.loads(found.stdout) == "123456789012"

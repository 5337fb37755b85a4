"""Amazon's library awscrt takes time and memory: a profile of `aws login` alone loads it."""

import json
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from migration.aws.crt import logs_in_by_aws_login
from tests.practice_aws import ROOT

Configure = Callable[[str], None]
LOGIN = "[profile acme]\nregion = us-east-1\nlogin_session = arn:aws:iam::123456789012:user/ana\n"
KEYS = "aws_access_key_id = AKIAEXAMPLE\naws_secret_access_key = secret\n"


def test_a_profile_of_aws_login_is_known(configuration: Configure) -> None:
    configuration(f"{LOGIN}[profile keys]\n{KEYS}")
    assert logs_in_by_aws_login("acme")
    assert not logs_in_by_aws_login("keys")
    assert not logs_in_by_aws_login("of nobody")


def test_so_is_a_role_that_is_taken_with_such_a_profile(configuration: Configure) -> None:
    role = "role_arn = arn:aws:iam::123456789012:role/admin\n"
    configuration(
        f'{LOGIN}[profile "in between"]\nsource_profile = acme\n{role}'
        f"[profile role]\nsource_profile = in between\n{role}"
        f"[profile circle]\nsource_profile = circle\n{role}"
    )
    assert logs_in_by_aws_login("role")
    assert not logs_in_by_aws_login("circle")


def test_the_profile_that_awss_rules_choose_counts(
    configuration: Configure, monkeypatch: pytest.MonkeyPatch
) -> None:
    configuration(f"{LOGIN}[default]\nlogin_session = arn:aws:iam::123456789012:root\n")
    assert logs_in_by_aws_login("")
    configuration(LOGIN)
    assert not logs_in_by_aws_login("")
    monkeypatch.setenv("AWS_PROFILE", "acme")
    assert logs_in_by_aws_login("")


@pytest.mark.parametrize("text", ["nonsense", "[profile acme]\nlogin_session", "\udcff"])
def test_a_file_that_cannot_be_read_is_left_to_botocores_sentence(
    configuration: Configure, text: str, tmp_path: Path
) -> None:
    (tmp_path / "config").write_bytes(text.encode("utf-8", "surrogateescape"))
    assert not logs_in_by_aws_login("acme")


@pytest.mark.process
@pytest.mark.parametrize(("profile", "loaded"), [("keys", False), ("acme", True)])
def test_it_is_loaded_for_that_profile_alone(
    configuration: Configure, tmp_path: Path, profile: str, loaded: bool
) -> None:
    configuration(f"{LOGIN}[profile keys]\nregion = us-east-1\n{KEYS}")
    program = f"""
import json, sys
from migration.aws.connection import connect
from migration.errors import NoCredentials
try:
    connect(profile={profile!r}); said = ""
except NoCredentials as error:
    said = str(error)
print(json.dumps(["awscrt" in sys.modules, said]))
"""
    environment = {**os.environ, "HOME": str(tmp_path), "PYTHONPATH": str(ROOT)}
    answer = subprocess.run(
        [sys.executable, "-c", program], env=environment, capture_output=True, text=True, check=True
    )
    found, said = json.loads(answer.stdout)
    assert found is loaded
    # Nobody logged in here: botocore came as far as looking for the login's token.
    assert ("aws login" in said) is loaded

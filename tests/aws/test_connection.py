"""Which region, which endpoint, which retries, and who asks for an MFA code."""

from __future__ import annotations

import os
import socket
import threading
from collections.abc import Callable
from importlib.metadata import version
from pathlib import Path
from typing import Any, cast

import pytest

from migration.aws import reads
from migration.aws.connection import Connection, connect
from migration.aws.identity import caller_identity
from migration.aws.region import is_awss_own
from migration.errors import (
    AwsRefused,
    AwsUnreachable,
    BadInput,
    Cancelled,
    NoCredentials,
    NoRegion,
)
from tests.practice_aws import NEW_POOL, PracticeAws

KEYS = ("AKIAEXAMPLE", "secret")
STATIC = "aws_access_key_id = AKIAEXAMPLE\naws_secret_access_key = secret\n"
Configure = Callable[[str], None]


def test_a_table_elsewhere_is_reached_by_the_proxy_though_the_pools_stand_here(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    for name in ("AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY"):
        monkeypatch.setenv(name, "example")
    monkeypatch.setenv("AWS_ENDPOINT_URL_DYNAMODB", "http://tables.example:8000")
    aws = connect(region="us-east-1", endpoint_url="http://127.0.0.1:9")
    table = cast("Any", aws.client("dynamodb").meta.config)
    assert table.proxies is None
    assert cast("Any", aws.cognito.meta.config).proxies == {}


def test_aws_is_told_which_version_asks() -> None:
    ours = cast("Any", connect(region="us-east-1", credentials=KEYS).cognito.meta.config)
    assert ours.user_agent_extra == f"poolwalk/{version('poolwalk')}"


def test_the_region_given_wins_over_the_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("AWS_DEFAULT_REGION", "eu-west-1")
    assert connect(region="us-east-1", credentials=KEYS).region == "us-east-1"
    assert connect(credentials=KEYS).region == "eu-west-1"
    monkeypatch.setenv("AWS_REGION", "ap-south-1")
    assert connect(credentials=KEYS).region == "ap-south-1"


def test_the_profiles_region_is_taken(configuration: Configure) -> None:
    configuration(f"[profile acme]\nregion = ap-south-1\n{STATIC}")
    assert connect(profile="acme").region == "ap-south-1"


def test_without_a_region_the_sentence_says_how_to_name_one() -> None:
    with pytest.raises(NoRegion, match="--region REGION"):
        connect(credentials=KEYS)


@pytest.mark.parametrize("mode", ["auto", "mobile", "no such mode"])
@pytest.mark.parametrize("named", ["AWS_DEFAULTS_MODE", "profile"])
def test_a_mode_of_awss_libraries_asks_no_metadata_service_and_changes_no_bound(
    monkeypatch: pytest.MonkeyPatch, configuration: Configure, mode: str, named: str
) -> None:
    asked: list[object] = []

    def ask(fetcher: object) -> None:
        asked.append(fetcher)

    monkeypatch.setattr("botocore.utils.InstanceMetadataRegionFetcher.retrieve_region", ask)
    monkeypatch.delenv("AWS_EC2_METADATA_DISABLED", raising=False)
    configuration(f"[profile acme]\n{STATIC}defaults_mode = {mode if named == 'profile' else ''}\n")
    if named != "profile":
        monkeypatch.setenv(named, mode)
    aws = connect(region="us-east-1", profile="acme")
    config = cast("Any", aws.cognito.meta.config)
    assert config.connect_timeout == cast("Any", aws.sts.meta.config).connect_timeout
    assert asked == []


def test_china_has_no_user_pools() -> None:
    with pytest.raises(NoRegion, match="cn-north-1 has no Cognito user pools"):
        connect(region="cn-north-1", credentials=KEYS)


def test_a_region_that_is_none_is_refused_before_any_call() -> None:
    with pytest.raises(NoRegion, match="no AWS region"):
        connect(region="us east 1", credentials=KEYS)


@pytest.mark.parametrize(
    ("region", "shown"), [("us-east-1\n", "us-east-1␊"), (" ", " "), ("us-east-1 ", "us-east-1 ")]
)
def test_a_region_is_shown_with_what_cannot_be_seen_in_it(
    region: str, shown: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("AWS_REGION", region)
    with pytest.raises(NoRegion) as refused:
        connect(credentials=KEYS)
    assert str(refused.value).startswith(
        f"“{shown}” (from the variable AWS_REGION) is no AWS region: give one such as us-east-1."
    )


@pytest.mark.parametrize(
    ("variable", "value"),
    [("AWS_STS_REGIONAL_ENDPOINTS", "bogus"), ("AWS_METADATA_SERVICE_TIMEOUT", "soon")],
)
def test_a_variable_that_awss_libraries_cannot_use_is_a_fault_of_the_configuration(
    variable: str, value: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(variable, value)
    monkeypatch.setenv("AWS_ACCESS_KEY_ID", KEYS[0])
    monkeypatch.setenv("AWS_SECRET_ACCESS_KEY", KEYS[1])
    with pytest.raises(NoCredentials, match=r"a variable AWS_….*" + value):
        connect(region="us-east-1")


def test_an_endpoint_that_python_cannot_take_apart_is_no_endpoint() -> None:
    with pytest.raises(BadInput, match="is no endpoint URL"):
        connect(region="us-east-1", credentials=KEYS, endpoint_url="http://[::1")


def test_awss_own_endpoint_is_not_shown() -> None:
    assert connect(region="us-east-1", credentials=KEYS).endpoint == ""


@pytest.mark.parametrize(
    "variable", ["AWS_CONFIG_FILE", "AWS_SHARED_CREDENTIALS_FILE", "AWS_WEB_IDENTITY_TOKEN_FILE"]
)
@pytest.mark.parametrize("kind", ["a pipe", "a device", "a folder", "far too large"])
def test_a_file_of_awss_that_is_none_is_not_waited_for(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, variable: str, kind: str
) -> None:
    path = tmp_path / "file"
    if kind == "a pipe":
        os.mkfifo(path)
    elif kind == "a folder":
        path.mkdir()
    elif kind == "far too large":
        with path.open("wb") as file:
            file.truncate(2_000_000)
    monkeypatch.setenv(variable, "/dev/zero" if kind == "a device" else str(path))
    with pytest.raises(NoCredentials, match=variable):
        connect(region="us-east-1")


@pytest.mark.parametrize("name", ["AWS_ENDPOINT_URL", "AWS_ENDPOINT_URL_COGNITO_IDENTITY_PROVIDER"])
def test_an_endpoint_of_the_environment_is_shown(
    monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    monkeypatch.setenv(name, "http://localhost:4566")
    assert connect(region="us-east-1", credentials=KEYS).endpoint == "http://localhost:4566"


def test_an_endpoint_of_a_profiles_services_section_is_shown(configuration: Configure) -> None:
    configuration(
        f"[profile acme]\nregion = us-east-1\n{STATIC}services = local\n"
        "[services local]\ncognito_identity_provider =\n  endpoint_url = http://localhost:9229\n"
    )
    assert connect(profile="acme").endpoint == "http://localhost:9229"


@pytest.mark.parametrize(
    ("url", "own"),
    [
        ("https://cognito-idp.eu-west-1.amazonaws.com", True),
        ("https://cognito-idp-fips.eu-west-1.amazonaws.com", True),
        ("https://cognito-idp.eu-west-1.api.aws", True),
        ("https://cognito-idp.us-east-1.amazonaws.com", False),  # another region's
        ("http://cognito-idp.eu-west-1.amazonaws.com", False),
        ("https://cognito-idp.eu-west-1.amazonaws.com.example.org", False),
        ("http://localhost:5000", False),
    ],
)
def test_only_the_regions_own_endpoint_counts_as_awss(url: str, own: bool) -> None:
    assert is_awss_own(url, "eu-west-1") is own


def test_fips_endpoints_are_awss_own(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("AWS_USE_FIPS_ENDPOINT", "true")
    monkeypatch.setenv("AWS_ACCESS_KEY_ID", "AKIAEXAMPLE")
    monkeypatch.setenv("AWS_SECRET_ACCESS_KEY", "secret")
    connection = connect(region="us-east-1")
    assert (
        connection.cognito.meta.endpoint_url == "https://cognito-idp-fips.us-east-1.amazonaws.com"
    )
    assert connection.endpoint == ""


def test_an_endpoint_that_is_no_url_is_bad_input() -> None:
    with pytest.raises(BadInput, match=r"“nonsense” is no endpoint URL"):
        connect(region="us-east-1", endpoint_url="nonsense", credentials=KEYS)


def test_a_persons_legacy_retries_do_not_count(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("AWS_RETRY_MODE", "legacy")
    monkeypatch.setenv("AWS_MAX_ATTEMPTS", "1")
    config: Any = connect(region="us-east-1", credentials=KEYS).cognito.meta.config
    assert config.retries == {"mode": "standard", "total_max_attempts": 6}


def test_threads_get_the_same_client() -> None:
    connection = connect(region="us-east-1", credentials=KEYS)
    made: list[object] = []
    threads = [
        threading.Thread(target=lambda: made.append(connection.cloudformation("us-east-1")))
        for _ in range(8)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(made) == 8
    assert len({id(client) for client in made}) == 1


def test_the_practice_aws_is_reached_whatever_the_persons_own_configuration_is_like(
    practice_aws: PracticeAws, configuration: Configure, monkeypatch: pytest.MonkeyPatch
) -> None:
    configuration("[this is no configuration\n")
    own = {
        "AWS_PROFILE": "gone",
        "AWS_USE_FIPS_ENDPOINT": "true",
        "AWS_ENDPOINT_URL": "http://localhost:1",
    }
    for name, value in {
        **own,
        "HTTP_PROXY": "http://127.0.0.1:9",
        "http_proxy": "http://127.0.0.1:9",
        "no_proxy": "",
    }.items():
        monkeypatch.setenv(name, value)
    connection = connect(
        region=practice_aws.region,
        endpoint_url=practice_aws.endpoint,
        credentials=(practice_aws.access_key, practice_aws.secret_key),
    )
    assert caller_identity(connection).account == practice_aws.account


def test_who_asks_comes_from_sts(connection: Connection) -> None:
    assert caller_identity(connection) == ("123456789012", "arn:aws:iam::123456789012:user/admin")


# --- logging in -----------------------------------------------------------------------------------


def test_no_credentials_names_both_ways_to_log_in() -> None:
    with pytest.raises(
        NoCredentials, match=r"`aws sso login` or `aws configure`.*--profile PROFILE"
    ):
        connect(region="us-east-1")


def test_an_unknown_profile_is_named() -> None:
    with pytest.raises(NoCredentials, match="no AWS profile “acme-prod”"):
        connect(profile="acme-prod", region="us-east-1")


def test_a_profile_of_the_environment_that_is_not_there_is_named(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("AWS_PROFILE", "gone")
    with pytest.raises(NoCredentials, match="no AWS profile “gone”"):
        connect(region="us-east-1")


def test_half_a_key_is_incomplete(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("AWS_ACCESS_KEY_ID", "AKIAEXAMPLE")
    with pytest.raises(NoCredentials, match="incomplete"):
        connect(region="us-east-1")


def test_a_missing_sso_login_names_the_command_and_the_profile(configuration: Configure) -> None:
    configuration(
        "[profile acme]\nregion = us-east-1\nsso_session = corp\nsso_account_id ="
        " 123456789012\nsso_role_name = admin\n[sso-session corp]\nsso_region ="
        " us-east-1\nsso_start_url = https://corp.awsapps.com/start\n"
    )
    with pytest.raises(NoCredentials, match=r"run `aws sso login --profile acme`"):
        connect(profile="acme")


def test_a_configuration_that_cannot_be_parsed_is_named(configuration: Configure) -> None:
    configuration("[profile acme\nregion\n")
    with pytest.raises(NoCredentials, match="configuration does not hold up"):
        connect(region="us-east-1")


def test_a_credential_process_that_fails_is_named(configuration: Configure) -> None:
    configuration("[profile acme]\nregion = us-east-1\ncredential_process = false\n")
    with pytest.raises(NoCredentials, match="credential_process of the AWS profile “acme” failed"):
        connect(profile="acme")


def test_a_role_whose_source_is_itself_missing_is_named(configuration: Configure) -> None:
    configuration(
        "[profile acme]\nregion = us-east-1\nrole_arn = arn:aws:iam::1:role/a\nsource_profile ="
        " gone\n"
    )
    with pytest.raises(NoCredentials, match="does not hold up"):
        connect(profile="acme")


@pytest.mark.usefixtures("mfa_role")
def test_the_mfa_code_is_asked_once_and_not_on_the_bare_terminal(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("getpass.getpass", lambda *_: pytest.fail("asked on the bare terminal"))
    asked: list[str] = []

    def code_of(device: str) -> str:
        asked.append(device)
        return " 123456 "

    connection = connect(profile="admin", ask_mfa_code=code_of)
    assert caller_identity(connection).arn.startswith(
        "arn:aws:sts::123456789012:assumed-role/acme-administrator/"
    )
    reads.describe_pool(connection, NEW_POOL)
    assert asked == ["arn:aws:iam::123456789012:mfa/admin"]


@pytest.mark.usefixtures("mfa_role")
def test_a_wrong_mfa_code_says_to_wait_for_the_next() -> None:
    with pytest.raises(NoCredentials, match=r"did not accept the MFA code.*next one"):
        connect(profile="admin", ask_mfa_code=lambda _device: "000000")


@pytest.mark.usefixtures("mfa_role")
def test_a_code_that_is_too_short_says_how_long_they_are() -> None:
    with pytest.raises(NoCredentials, match="six digits"):
        connect(profile="admin", ask_mfa_code=lambda _device: "12")


@pytest.mark.usefixtures("mfa_role")
def test_without_anybody_to_ask_the_role_says_so() -> None:
    with pytest.raises(
        NoCredentials,
        match=r"wants an MFA code of arn:aws:iam::123456789012:mfa/admin.*nobody to ask",
    ):
        connect(profile="admin")


@pytest.mark.usefixtures("mfa_role")
def test_the_dialog_can_be_closed() -> None:
    def close(_device: str) -> str:
        raise Cancelled("Stopped.")

    with pytest.raises(Cancelled):
        connect(profile="admin", ask_mfa_code=close)


def test_botocore_still_asks_through_the_attribute_that_we_replace() -> None:
    from botocore.session import Session

    provider = Session().get_component("credential_provider").get_provider("assume-role")
    assert callable(provider._prompter)


# --- the line -------------------------------------------------------------------------------------


def test_an_endpoint_that_is_down_is_named_after_two_attempts(no_pauses: list[float]) -> None:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    connection = connect(
        region="us-east-1", endpoint_url=f"http://127.0.0.1:{port}", credentials=KEYS
    )
    with pytest.raises(
        AwsUnreachable, match=rf"No answer from http://127.0.0.1:{port} to DescribeUserPool"
    ):
        reads.describe_pool(connection, NEW_POOL)
    assert len(no_pauses) == 1


def test_a_line_that_drops_once_is_not_noticed(
    practice_aws: PracticeAws, connection: Connection
) -> None:
    practice_aws.faults({"kind": "cut", "operation": "DescribeUserPool", "count": 1})
    assert reads.describe_pool(connection, NEW_POOL)["Id"] == NEW_POOL


def test_a_line_that_stays_cut_is_unreachable(
    practice_aws: PracticeAws, connection: Connection
) -> None:
    practice_aws.faults({"kind": "cut", "operation": "DescribeUserPool"})
    with pytest.raises(AwsUnreachable, match="closed"):
        reads.describe_pool(connection, NEW_POOL)


def test_a_server_that_hangs_is_unreachable(
    practice_aws: PracticeAws, monkeypatch: pytest.MonkeyPatch, no_pauses: list[float]
) -> None:
    monkeypatch.setattr("migration.aws.client.READ_TIMEOUT", 0.2)
    connection = connect(
        region=practice_aws.region,
        endpoint_url=practice_aws.endpoint,
        credentials=(practice_aws.access_key, practice_aws.secret_key),
    )
    practice_aws.faults({"kind": "hang", "operation": "DescribeUserPool"})
    with pytest.raises(AwsUnreachable, match="Read timeout"):
        reads.describe_pool(connection, NEW_POOL)
    practice_aws.faults()
    assert len(no_pauses) == 1


def test_a_failing_server_is_asked_again_until_it_answers(
    practice_aws: PracticeAws, connection: Connection
) -> None:
    practice_aws.faults({"kind": "server_error", "operation": "DescribeUserPool", "count": 3})
    assert reads.describe_pool(connection, NEW_POOL)["Id"] == NEW_POOL


def test_a_server_that_keeps_failing_is_unreachable(
    practice_aws: PracticeAws, connection: Connection
) -> None:
    practice_aws.faults({"kind": "server_error", "operation": "DescribeUserPool"})
    with pytest.raises(AwsUnreachable, match=r"failed at DescribeUserPool .*try again in a minute"):
        reads.describe_pool(connection, NEW_POOL)
    assert len(practice_aws.calls("DescribeUserPool")) == 6


def test_a_quota_that_is_used_up_is_not_tried_again(
    practice_aws: PracticeAws, connection: Connection
) -> None:
    practice_aws.faults(
        {
            "kind": "error",
            "operation": "DescribeUserPool",
            "code": "LimitExceededException",
            "message": "m",
            "status": 400,
        }
    )
    with pytest.raises(AwsRefused, match="quota of this account is used up"):
        reads.describe_pool(connection, NEW_POOL)
    assert len(practice_aws.calls("DescribeUserPool")) == 1


def test_expired_credentials_in_the_middle_of_work_name_the_command(
    practice_aws: PracticeAws, connection: Connection
) -> None:
    practice_aws.faults({"kind": "expired_token"})
    with pytest.raises(NoCredentials, match=r"expired.*`aws sso login`"):
        reads.describe_pool(connection, NEW_POOL)

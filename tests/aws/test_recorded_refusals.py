"""What the real AWS refused, in its own words: each ends in the next thing to do."""

from __future__ import annotations

import socket
from pathlib import Path
from typing import Any, NoReturn, cast

import pytest
from botocore.exceptions import ClientError

from migration.aws.call_description import CallDescription
from migration.aws.connection import connect
from migration.aws.error_sentences import aws_in_words
from migration.errors import (
    AccessRefused,
    AwsBusy,
    AwsRefused,
    AwsUnreachable,
    NoCredentials,
    NoRegion,
    PoolwalkError,
    ResourceGone,
)
from tests.recordings import errors

PROFILE = "acme"


def said(operation: str, code: str, message: str, status: int = 400) -> PoolwalkError:
    answer: Any = {
        "Error": {"Code": code, "Message": message},
        "ResponseMetadata": {"HTTPStatusCode": status},
    }
    asked = CallDescription("ListUserPools", "us-east-1", profile=PROFILE, region="us-east-1")
    with pytest.raises(PoolwalkError) as caught, aws_in_words(asked):
        raise ClientError(answer, operation)
    return caught.value


@pytest.mark.parametrize(
    "entry", errors(), ids=lambda entry: f"{entry['code']}-{entry['operation']}"
)
def test_every_recorded_refusal_names_the_next_thing_to_do(entry: dict[str, Any]) -> None:
    sentence = str(said(entry["operation"], entry["code"], entry["message"], entry["status"]))
    # What a person can do is an order, with a key or a place to do it at.
    orders = (
        *("read again", "Read again", "try again", "Try again", "Ask ", "ask ", "`aws ", "with -"),
        *(
            "Enter another",
            "first",
            "console",
            "apply the step",
            "in IAM",
            "Set mfa_serial",
            "step 2",
        ),
    )
    assert any(order in sentence for order in orders), sentence


@pytest.mark.parametrize(
    ("operation", "code", "message", "kind", "says"),
    [
        (
            "ListUserPools",
            "UnrecognizedClientException",
            "The security token included in the request is invalid.",
            NoCredentials,
            "the region us-east-1 is not switched on for this account",
        ),
        (
            "GetCallerIdentity",
            "InvalidClientTokenId",
            "The security token included in the request is invalid",
            NoCredentials,
            "is not switched on for this account",
        ),
        (
            "GetRoleCredentials",
            "ForbiddenException",
            "No access",
            AccessRefused,
            "is not assigned the account and the role",
        ),
        (
            "AssumeRole",
            "AccessDenied",
            "MultiFactorAuthentication failed, unable to validate MFA code.  Please verify your MFA"
            " serial number is valid and associated with this user.",
            NoCredentials,
            "Set mfa_serial",
        ),
        (
            "AssumeRole",
            "AccessDenied",
            "MultiFactorAuthentication failed with invalid MFA one time pass code.",
            NoCredentials,
            "Each code works once",
        ),
        (
            "ListUserPools",
            "SignatureDoesNotMatch",
            "Credential should be scoped to a valid region.",
            NoCredentials,
            "with --region",
        ),
        (
            "AssumeRole",
            "RegionDisabledException",
            "STS is not activated in this region for account:123456789012.",
            AwsRefused,
            "Have STS switched on",
        ),
    ],
)
def test_a_sentence_sends_the_person_the_right_way(
    operation: str, code: str, message: str, kind: type[PoolwalkError], says: str
) -> None:
    failure = said(operation, code, message, 403)
    assert type(failure) is kind
    assert says in str(failure)
    assert "sso:GetRoleCredentials" not in str(failure)


USER = (
    "User: arn:aws:iam::123456789012:user/ann is not authorized to perform:"
    " cognito-idp:UpdateUserPoolClient on resource:"
    " arn:aws:cognito-idp:us-east-1:123456789012:userpool/us-east-1_A"
)


@pytest.mark.parametrize(
    ("rest", "kind", "who"),
    [
        (
            "with an explicit deny in a service control policy",
            "service control policy",
            "Organization",
        ),
        (
            "with an explicit deny in a resource control policy",
            "resource control policy",
            "Organization",
        ),
        (
            "with an explicit deny in a permissions boundary",
            "permissions boundary",
            "set the permissions boundary",
        ),
        ("with an explicit deny in a session policy", "session policy", "log in without it"),
        (
            "with an explicit deny in a VPC endpoint policy",
            "VPC endpoint policy",
            "manages the VPC endpoint",
        ),
        (
            "with an explicit deny in a Service Control Policy",
            "a service control policy denies",
            "Organization",
        ),
        (
            "because no role trust policy allows the sts:AssumeRole action",
            "that role",
            "name this user or role in its trust policy",
        ),
        (
            "because no resource-based policy allows the cognito-idp:UpdateUserPoolClient action",
            "what is asked for",
            "let this user or role in there",
        ),
        (
            "with an explicit deny in an identity-based policy",
            "identity-based policy",
            "account's policies",
        ),
        ("with an explicit deny", "a policy denies", "account's policies"),
        (
            "because no permissions boundary allows the cognito-idp:UpdateUserPoolClient action",
            "the permissions boundary leaves",
            "set the permissions boundary",
        ),
        (
            "because no service control policy allows the cognito-idp:UpdateUserPoolClient action",
            "the service control policy leaves",
            "Organization",
        ),
        (
            "because no session policy allows the cognito-idp:UpdateUserPoolClient action",
            "the session policy leaves",
            "log in without it",
        ),
    ],
)
def test_where_a_grant_does_not_help_it_says_who_can(rest: str, kind: str, who: str) -> None:
    failure = said("UpdateUserPoolClient", "AccessDeniedException", f"{USER} {rest}")
    assert isinstance(failure, AccessRefused)
    assert kind in str(failure)
    assert who in str(failure)
    assert "for the IAM action" not in str(failure)


@pytest.mark.parametrize(
    ("code", "message", "says"),
    [
        ("AccessDeniedException", "Account is suspended", "no policy is named"),
        ("AccessDenied", "Roles may not be assumed by root accounts.", "no policy is named"),
        ("NotAuthorizedException", "Access Token has been revoked", "no policy is named"),
        (
            "AccessDenied",
            "You are not authorized to perform this operation. Encoded authorization failure"
            " message: 4GIOHlTkIaWHQD0Q0m6XSnuU",
            "`aws sts decode-authorization-message` reads it",
        ),
    ],
)
def test_no_grant_is_asked_for_where_no_policy_is_said_to_lack_it(
    code: str, message: str, says: str
) -> None:
    sentence = str(said("UpdateUserPool", code, message, 403))
    assert says in sentence
    assert "for the IAM action" not in sentence
    assert message in sentence


@pytest.mark.parametrize(
    ("code", "message", "says"),
    [
        ("SignatureDoesNotMatch", "Date in Credential scope does not match YYYYMMDD", "clock"),
        ("RequestExpired", "Request has expired.", "this machine's clock (`timedatectl`)"),
        ("RequestExpired", "Request has expired.", "`aws sso login --profile acme`"),
        ("TokenRefreshRequired", "The provided token must be refreshed.", "have expired"),
        ("InvalidToken", "The provided token is malformed.", "session token is damaged"),
        ("AuthFailure", "AWS was not able to validate the credentials", "this access key"),
        ("InvalidSignatureException", "The security token is invalid.", "this access key"),
        ("IncompleteSignature", "'x' not a valid key=value pair", "could not read the request's"),
        ("MissingAuthenticationToken", "Missing Authentication Token", "such as a proxy"),
        (
            "InvalidSignatureException",
            "The request signature we calculated does not match the signature you provided.",
            "The secret access key does not belong",
        ),
        ("InvalidSignatureException", "", "The secret access key does not belong"),
    ],
)
def test_a_login_that_is_not_taken_is_told_by_its_own_reason(
    code: str, message: str, says: str
) -> None:
    failure = said("ListUserPools", code, message, 403)
    assert type(failure) is NoCredentials
    assert says in str(failure)
    assert ("secret access key" in says) is ("secret access key" in str(failure))


def test_a_role_that_wants_a_second_factor_is_not_told_as_an_unknown_device() -> None:
    message = (
        "MultiFactorAuthentication failed, must provide both MFA serial number and one time pass"
        " code."
    )
    sentence = str(said("AssumeRole", "AccessDenied", message, 403))
    assert "none was sent: set mfa_serial" in sentence
    assert "does not know the MFA device" not in sentence


@pytest.mark.parametrize(
    ("code", "kind"),
    [
        ("RequestThrottledException", AwsBusy),
        ("OperationInProgressException", AwsBusy),
        ("TransactionInProgressException", AwsBusy),
    ],
)
def test_what_passes_by_itself_is_told_as_that(code: str, kind: type[PoolwalkError]) -> None:
    assert type(said("CreateChangeSet", code, "")) is kind


@pytest.mark.parametrize("code", ["OptInRequired", "SubscriptionRequiredException"])
def test_an_account_without_the_service_is_told_what_it_lacks(code: str) -> None:
    told = str(said("ListUserPools", code, "The AWS Access Key Id needs a subscription", 403))
    assert "finish its sign-up" in told


def test_a_templates_own_mistake_is_no_stack_that_is_gone() -> None:
    message = "Template format error: the parameter /acme/key does not exist"
    assert type(said("CreateChangeSet", "ValidationError", message)) is AwsRefused
    for gone in ("Stack with id acme does not exist", "ChangeSet [acme] does not exist"):
        assert type(said("CreateChangeSet", "ValidationError", gone)) is ResourceGone


def test_where_a_grant_helps_it_asks_for_that() -> None:
    rest = "because no identity-based policy allows the cognito-idp:UpdateUserPoolClient action"
    sentence = str(said("UpdateUserPoolClient", "AccessDeniedException", f"{USER} {rest}"))
    assert "ask whoever manages this account for the IAM action cognito-idp:Up" in sentence


def test_awss_own_words_are_quoted_to_their_end() -> None:
    long = f"{USER} {'x' * 900} with an explicit deny in a service control policy"
    assert str(said("UpdateUserPoolClient", "AccessDeniedException", long)).endswith(long[-60:])


# --- the login and its files ----------------------------------------------------------------------


@pytest.fixture
def configuration(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    file = tmp_path / "config"
    for name in ("AWS_PROFILE", "AWS_DEFAULT_PROFILE", "AWS_REGION", "AWS_DEFAULT_REGION"):
        monkeypatch.delenv(name, raising=False)
    for name in ("AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY", "AWS_SESSION_TOKEN"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("AWS_CONFIG_FILE", str(file))
    monkeypatch.setenv("AWS_SHARED_CREDENTIALS_FILE", "/dev/null")
    monkeypatch.setenv("AWS_EC2_METADATA_DISABLED", "true")
    return file


@pytest.mark.parametrize(
    ("process", "says"),
    [
        ("echo Please log in first", "it said “Please log in first”"),
        ("no-such-vault --json", "“no-such-vault” cannot be run: No such file or directory"),
        ("false", "it ended with an error"),
        ("/dev", "“/dev” cannot be run: Permission denied"),
    ],
)
def test_a_credential_process_that_fails_is_named_with_what_it_said(
    configuration: Path, process: str, says: str
) -> None:
    configuration.write_text(
        f"[profile {PROFILE}]\nregion = us-east-1\ncredential_process = {process}\n"
    )
    with pytest.raises(NoCredentials) as caught:
        connect(profile=PROFILE)
    assert f"The credential_process of the AWS profile “{PROFILE}” failed" in str(caught.value)
    assert says in str(caught.value)


def test_what_could_be_a_credential_is_not_quoted(configuration: Path) -> None:
    secret = "wJalrXUtnFEMIK7MDENGbPxRfiCYEXAMPLEKEY"
    configuration.write_text(
        f"[default]\nregion = us-east-1\ncredential_process = echo key {secret}\n"
    )
    with pytest.raises(NoCredentials) as caught:
        connect()
    assert secret not in str(caught.value)
    assert "is no credentials in JSON" in str(caught.value)


def test_a_profile_variable_that_is_set_and_empty_is_named(
    configuration: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    configuration.write_text(f"[profile {PROFILE}]\nregion = us-east-1\n")
    monkeypatch.setenv("AWS_DEFAULT_PROFILE", "")
    monkeypatch.setenv("AWS_PROFILE", PROFILE)
    with pytest.raises(NoCredentials, match=r"AWS_DEFAULT_PROFILE is set and empty.*unset"):
        connect()


@pytest.mark.parametrize(
    ("file", "variables", "says"),
    [
        (
            "us-east-1  # main",
            {},
            "“us-east-1 # main” (from region of the profile “default” in AWS's configuration)",
        ),
        ("us-east-1", {"AWS_REGION": "us east 1"}, "“us east 1” (from the variable AWS_REGION)"),
        ("us-east-1", {"AWS_DEFAULT_REGION": "-"}, "“-” (from the variable AWS_DEFAULT_REGION)"),
    ],
)
def test_a_region_that_is_none_is_quoted_with_where_it_stands(
    configuration: Path,
    monkeypatch: pytest.MonkeyPatch,
    file: str,
    variables: dict[str, str],
    says: str,
) -> None:
    configuration.write_text(
        f"[default]\nregion = {file}\naws_access_key_id = A\naws_secret_access_key = b\n"
    )
    for name, value in variables.items():
        monkeypatch.setenv(name, value)
    with pytest.raises(NoRegion) as caught:
        connect()
    assert says in str(caught.value)


@pytest.mark.parametrize(
    ("kind", "says"),
    [
        ("gone", "is not there"),
        ("folder", "is a folder"),
        ("empty", "holds no certificate in PEM"),
        ("der", "holds no certificate in PEM"),
        ("closed", "may not be read by you"),
    ],
)
def test_a_file_of_certificates_that_cannot_be_used_is_named(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, kind: str, says: str
) -> None:
    from botocore.exceptions import SSLError

    path = tmp_path / kind
    if kind == "folder":
        path.mkdir()
    elif kind != "gone":
        path.write_bytes(b"\x30\x82\x03\x55" if kind == "der" else b"")
    if kind == "closed":
        monkeypatch.setattr(Path, "open", lambda *_: _raise(PermissionError(13, "closed")))
    monkeypatch.setenv("AWS_CA_BUNDLE", str(path))
    asked = CallDescription("ListUserPools", region="us-east-1")
    with pytest.raises(AwsUnreachable) as caught, aws_in_words(asked):
        raise SSLError(endpoint_url="https://x", error=FileNotFoundError(2, "gone"))
    assert f"AWS_CA_BUNDLE names {path}, which {says}" in str(caught.value)


def test_a_request_that_reached_another_services_server_is_told_so() -> None:
    told = said(
        "ListUserPools",
        "InvalidSignatureException",
        "Credential should be scoped to correct service: 'cloudformation'.",
    )
    assert "another service's than cognito-idp: look at the endpoint" in str(told)


@pytest.mark.parametrize("endpoint", ["", "nonsense"])
def test_a_credential_process_with_a_quotation_mark_that_nothing_closes_is_told_so(
    configuration: Path, endpoint: str
) -> None:
    configuration.write_text("[default]\nregion = us-east-1\ncredential_process = sh -c 'echo\n")
    with pytest.raises(NoCredentials, match="has a quotation mark or a backslash that nothing"):
        connect(endpoint_url=endpoint)


def _raise(error: Exception) -> NoReturn:
    raise error


def test_of_several_files_of_certificates_the_one_is_blamed_that_counts(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from botocore.exceptions import SSLError

    good, configuration = tmp_path / "ca.pem", tmp_path / "config"
    good.write_text("-----BEGIN CERTIFICATE-----\n")
    configuration.write_text("[default]\nca_bundle = /nowhere.pem\n")
    monkeypatch.setenv("AWS_CONFIG_FILE", str(configuration))
    monkeypatch.setenv("REQUESTS_CA_BUNDLE", "/gone.pem")

    def told() -> str:
        asked = CallDescription("ListUserPools", region="us-east-1")
        with pytest.raises(AwsUnreachable) as caught, aws_in_words(asked):
            raise SSLError(endpoint_url="https://x", error=OSError("self-signed"))
        return str(caught.value)

    assert "ca_bundle in AWS's configuration names /nowhere.pem, which is not there" in told()
    monkeypatch.setenv("AWS_CA_BUNDLE", str(good))
    assert f"could not be verified with {good}, which AWS_CA_BUNDLE names" in told()
    monkeypatch.delenv("AWS_CA_BUNDLE")
    configuration.write_text("")
    assert "REQUESTS_CA_BUNDLE names /gone.pem, which is not there" in told()


def _called(port: int) -> None:
    connection = connect(
        region="us-east-1",
        endpoint_url=f"https://127.0.0.1:{port}",
        credentials=("AKIDEXAMPLE", "hush"),
    )
    with connection.asking("GetCallerIdentity"):
        connection.sts.get_caller_identity()


@pytest.mark.parametrize("variable", ["AWS_CA_BUNDLE", "REQUESTS_CA_BUNDLE"])
@pytest.mark.parametrize(
    ("value", "says"), [("", "is set and empty"), ("/nowhere.pem", "which is not there")]
)
def test_a_call_by_certificates_that_are_none_names_the_variable(
    monkeypatch: pytest.MonkeyPatch, variable: str, value: str, says: str
) -> None:
    monkeypatch.setenv("AWS_CONFIG_FILE", "/dev/null")
    monkeypatch.setenv(variable, value)
    with socket.create_server(("127.0.0.1", 0)) as server, pytest.raises(PoolwalkError) as caught:
        _called(server.getsockname()[1])
    assert variable in str(caught.value)
    assert says in str(caught.value)
    assert f"unset {variable}" in str(caught.value)


@pytest.mark.parametrize("variable", ["AWS_CA_BUNDLE", "REQUESTS_CA_BUNDLE"])
@pytest.mark.parametrize(("kind", "says"), [("folder", "is a folder"), ("der", "in PEM")])
def test_a_call_by_a_folder_or_another_form_of_certificates_says_what_it_is(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, variable: str, kind: str, says: str
) -> None:
    path = tmp_path / kind
    if kind == "folder":
        path.mkdir()
    else:
        path.write_bytes(b"\x30\x82\x03\x55")
    monkeypatch.setenv("AWS_CONFIG_FILE", "/dev/null")
    monkeypatch.setenv(variable, str(path))
    with socket.create_server(("127.0.0.1", 0)) as server, pytest.raises(PoolwalkError) as caught:
        _called(server.getsockname()[1])
    assert f"{variable} names {path}, which" in str(caught.value)
    assert says in str(caught.value)


@pytest.mark.parametrize("variable", ["HTTPS_PROXY", "ALL_PROXY"])
def test_a_socks_proxy_is_said_not_to_be_spoken(
    monkeypatch: pytest.MonkeyPatch, variable: str
) -> None:
    from botocore.exceptions import ProxyConnectionError

    monkeypatch.setenv(variable, "socks5h://127.0.0.1:1080")
    asked = CallDescription("ListUserPools", region="us-east-1")
    says = f"{variable} names a SOCKS proxy"
    with pytest.raises(AwsUnreachable, match=says), aws_in_words(asked):
        raise ProxyConnectionError(proxy_url="socks5h://127.0.0.1:1080")


def test_a_login_that_botocore_lacks_a_part_for_is_told_to_install_it() -> None:
    from botocore.exceptions import MissingDependencyException

    asked = CallDescription("AssumeRole", service="sts", profile=PROFILE)
    with pytest.raises(NoCredentials) as caught, aws_in_words(asked):
        raise MissingDependencyException(
            msg="Using the login credential provider requires an additional dependency."
        )
    assert "`pip install 'boto3[crt]'`, then run `aws login --profile acme`" in str(
        caught.value
    ).replace("(", "").replace(")", "")


def test_no_proxy_is_asked_for_an_endpoint_of_this_machine_however_it_is_named(
    configuration: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    configuration.write_text(
        "[default]\nregion = us-east-1\naws_access_key_id = A\naws_secret_access_key = b\n"
    )
    monkeypatch.setenv("AWS_ENDPOINT_URL", "http://127.0.0.1:9")
    monkeypatch.setenv("HTTP_PROXY", "http://proxy.example:3128")
    connection = connect()
    assert cast("Any", connection.cognito.meta.config).proxies == {}
    connection.close()

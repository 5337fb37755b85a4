"""Every failure of botocore and AWS as one sentence: what is wrong, where, what to do next."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import botocore.exceptions as botocore
import pytest
from botocore.parsers import ResponseParserError
from hypothesis import given
from hypothesis import strategies as st

from migration.aws.call_description import CallDescription
from migration.aws.error_sentences import aws_in_words
from migration.aws.safe_text import MAX_LENGTH, clean
from migration.errors import (
    AccessRefused,
    AwsBusy,
    AwsFailed,
    AwsNotReached,
    AwsRefused,
    AwsUnreachable,
    NoCredentials,
    NoRegion,
    NotImplementedByServer,
    PoolwalkError,
    QuotaUsedUp,
    ResourceGone,
)
from migration.secret import MASK

ASKED = CallDescription(
    "UpdateIdentityProvider", "Google of us-east-1_New", profile="acme prod", region="us-east-1"
)


def words(error: Exception, call: CallDescription = ASKED) -> PoolwalkError:
    with pytest.raises(PoolwalkError) as caught, aws_in_words(call):
        raise error
    return caught.value


def lost(kind: Callable[..., Exception], why: str = "e") -> Exception:
    """botocore's error of a call that got no answer."""
    return kind(endpoint_url="https://x", request=None, error=OSError(why))


def refused(
    code: str, message: str = "", status: int = 400, operation: str = "UpdateIdentityProvider"
) -> botocore.ClientError:
    answer: Any = {
        "Error": {"Code": code, "Message": message},
        "ResponseMetadata": {"HTTPStatusCode": status},
    }
    return botocore.ClientError(answer, operation)


@pytest.mark.parametrize(
    ("code", "message", "status", "kind", "says"),
    [
        ("ExpiredTokenException", "", 400, NoCredentials, "`aws sso login --profile 'acme prod'`"),
        ("ExpiredToken", "", 403, NoCredentials, "expired"),
        ("UnrecognizedClientException", "", 400, NoCredentials, "does not know this access key"),
        ("InvalidClientTokenId", "", 403, NoCredentials, "does not know this access key"),
        (
            "InvalidSignatureException",
            "Signature expired: 1 is now earlier than 2",
            400,
            NoCredentials,
            "clock",
        ),
        ("RequestTimeTooSkewed", "", 403, NoCredentials, "clock"),
        ("SignatureDoesNotMatch", "does not match", 403, NoCredentials, "secret access key"),
        (
            "AccessDeniedException",
            "",
            400,
            AccessRefused,
            "IAM action cognito-idp:UpdateIdentityProvider",
        ),
        (
            "AccessDeniedException",
            (
                "User: arn:aws:iam::1:user/a is not authorized to perform: iam:PassRole on"
                " resource: arn:aws:iam::1:role/sns"
            ),
            400,
            AccessRefused,
            "IAM action iam:PassRole",
        ),
        (
            "NotAuthorizedException",
            "no",
            400,
            AccessRefused,
            "does not allow UpdateIdentityProvider (Google of us-east-1_New)",
        ),
        ("TooManyRequestsException", "", 400, AwsBusy, "try again in a minute"),
        ("TooManyRequestsException", "Too many requests", 400, AwsBusy, "try again in a minute"),
        ("TooManyRequestsException", "Rate exceeded", 400, AwsBusy, "try again in a minute"),
        ("Throttling", "Rate exceeded", 400, AwsBusy, "slow down"),
        ("429", "", 429, AwsBusy, "slow down"),
        ("LimitExceededException", "too many", 400, QuotaUsedUp, "Service Quotas"),
        ("ResourceNotFoundException", "gone", 400, ResourceGone, "Read again"),
        (
            "ValidationError",
            "Stack with id x does not exist",
            400,
            ResourceGone,
            "not there any more",
        ),
        (
            "UnknownOperationException",
            "",
            400,
            NotImplementedByServer,
            "AWS in us-east-1 does not know UpdateIdentityProvider",
        ),
        ("InternalErrorException", "", 500, AwsFailed, "status 500"),
        ("503", "Service Unavailable", 503, AwsFailed, "status 503"),
        (
            "InvalidParameterException",
            "Scopes are wrong.",
            400,
            AwsRefused,
            "InvalidParameterException. AWS says: Scopes are wrong.",
        ),
        ("SomethingNew", "", 418, AwsRefused, "SomethingNew"),
    ],
)
def test_a_refusal_is_told_by_its_code(
    code: str, message: str, status: int, kind: type, says: str
) -> None:
    failure = words(refused(code, message, status))
    assert type(failure) is kind
    assert says in str(failure)


@pytest.mark.parametrize(
    ("error", "kind", "says"),
    [
        (botocore.NoCredentialsError(), NoCredentials, "`aws sso login --profile 'acme prod'`"),
        (
            botocore.PartialCredentialsError(provider="env", cred_var="aws_secret_access_key"),
            NoCredentials,
            "incomplete",
        ),
        (
            botocore.ProfileNotFound(profile="acme prod"),
            NoCredentials,
            "no AWS profile “acme prod”",
        ),
        (
            botocore.SSOTokenLoadError(error_msg="m", profile_name="p"),
            NoCredentials,
            "`aws sso login --profile 'acme prod'`",
        ),
        (
            botocore.UnauthorizedSSOTokenError(),
            NoCredentials,
            "`aws sso login --profile 'acme prod'`",
        ),
        (
            botocore.TokenRetrievalError(provider="sso", error_msg="m"),
            NoCredentials,
            "`aws sso login",
        ),
        (botocore.LoginRefreshRequired(), NoCredentials, "`aws login --profile 'acme prod'`"),
        (botocore.RefreshWithMFAUnsupportedError(), NoCredentials, "enter a new code"),
        (
            botocore.CredentialRetrievalError(provider="custom-process", error_msg="m"),
            NoCredentials,
            "credential_process of the AWS profile “acme prod” failed",
        ),
        (
            botocore.ConfigParseError(path="/home/a/.aws/config"),
            NoCredentials,
            "/home/a/.aws/config",
        ),
        (
            botocore.InfiniteLoopConfigError(source_profile="a", visited_profiles=["a"]),
            NoCredentials,
            "configuration",
        ),
        (botocore.NoRegionError(), NoRegion, "--region REGION"),
        (
            botocore.InvalidRegionError(region_name="us-east-1"),
            NoRegion,
            "“us-east-1” (given with --region) is no AWS region",
        ),
        (
            botocore.UnknownRegionError(region_name="mars-1", error_msg="No such."),
            NoRegion,
            "“mars-1” (from the AWS profile “acme prod” in AWS's configuration) is no AWS region",
        ),
        (
            botocore.UnknownEndpointError(service_name="sso", region_name="mars-1"),
            NoRegion,
            "“mars-1” (from the AWS profile “acme prod”",
        ),
        (lost(botocore.EndpointConnectionError), AwsNotReached, "No answer from AWS in us-east-1"),
        (lost(botocore.ConnectTimeoutError), AwsNotReached, "check the network"),
        (lost(botocore.ReadTimeoutError), AwsUnreachable, "No answer"),
        (lost(botocore.ConnectionClosedError), AwsUnreachable, "No answer"),
        (lost(botocore.SSLError), AwsUnreachable, "AWS_CA_BUNDLE"),
        (lost(botocore.SSLError, "CERTIFICATE_VERIFY_FAILED"), AwsNotReached, "AWS_CA_BUNDLE"),
        (
            lost(botocore.HTTPClientError, "Missing dependencies for SOCKS"),
            AwsNotReached,
            "No answer",
        ),
        (
            botocore.CredentialRetrievalError(
                provider="custom-process", error_msg="CERTIFICATE_VERIFY_FAILED"
            ),
            NoCredentials,
            "The credential_process of the AWS profile “acme prod” failed",
        ),
        (
            botocore.TokenRetrievalError(
                provider="sso", error_msg="Missing dependencies for SOCKS"
            ),
            NoCredentials,
            "The SSO login is missing or over",
        ),
        (
            botocore.ProxyConnectionError(proxy_url="http://p", error="e"),
            AwsNotReached,
            "HTTPS_PROXY",
        ),
        (botocore.ParamValidationError(report="Missing Domain"), AwsRefused, "was not sent"),
        (botocore.PaginationError(message="same token twice"), AwsRefused, "same token twice"),
    ],
)
def test_what_fails_before_an_answer_is_told_by_its_kind(
    monkeypatch: pytest.MonkeyPatch, error: Exception, kind: type, says: str
) -> None:
    for name in ("AWS_CA_BUNDLE", "REQUESTS_CA_BUNDLE"):
        monkeypatch.delenv(name, raising=False)
    failure = words(error)
    assert type(failure) is kind
    assert says in str(failure)


@pytest.mark.parametrize(
    ("name", "source"),
    [
        ("us-east-1  # main", "sso_region of the SSO session “acme”"),
        ("eu-central-1 # ours", "region of the profile “base”"),
        ("us_west_2", "the variable AWS_DEFAULT_REGION"),
        ("eu-west-1", "given with --region"),
    ],
)
def test_a_region_that_is_none_is_told_with_the_place_that_names_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str, source: str
) -> None:
    configuration = tmp_path / "config"
    configuration.write_text(
        "[profile 'acme prod']\nsso_session = acme\nsource_profile = base\nregion = eu-west-1\n"
        "[sso-session acme]\nsso_region = us-east-1  # main\n"
        "[profile base]\nregion = eu-central-1 # ours\nsource_profile = acme prod\n"
    )
    monkeypatch.setenv("AWS_CONFIG_FILE", str(configuration))
    monkeypatch.setenv("AWS_DEFAULT_REGION", "us_west_2")
    asked = replace(ASKED, region="eu-west-1")
    sentence = str(words(botocore.InvalidRegionError(region_name=name), asked))
    assert f"“{' '.join(name.split())}” (" in sentence
    assert source in sentence
    assert ("A comment takes a line of its own there." in sentence) is ("#" in name)


@pytest.mark.parametrize("code", ["500", "501", "404", "InternalFailure", "NotYetImplemented"])
def test_an_emulator_that_lacks_an_operation_is_told_apart_from_one_that_fails(code: str) -> None:
    emulator = CallDescription("GetUICustomization", endpoint="http://localhost:4566")
    status = {"500": 500, "InternalFailure": 501}.get(code, 501)
    assert isinstance(
        words(refused(code, "Internal Server Error", status, "GetUICustomization"), emulator),
        NotImplementedByServer,
    )
    assert isinstance(
        words(refused("InternalErrorException", "", 500, "GetUICustomization"), emulator),
        AwsUnreachable,
    )


def test_a_server_that_is_not_aws_is_not_called_aws() -> None:
    emulator = CallDescription("UpdateUserPool", "p", endpoint="http://localhost:4566")
    sentence = str(
        words(refused("InvalidParameterException", "no", 400, "UpdateUserPool"), emulator)
    )
    assert sentence.startswith("The server at http://localhost:4566 refused UpdateUserPool (p)")


def test_a_role_that_may_not_be_taken_is_told_from_a_wrong_mfa_code() -> None:
    call = CallDescription("DescribeUserPool", "p")
    denied = words(
        refused(
            "AccessDenied", "not authorized to perform: sts:AssumeRole on r", 403, "AssumeRole"
        ),
        call,
    )
    assert isinstance(denied, AccessRefused)
    assert "sts:AssumeRole" in str(denied)
    assert isinstance(
        words(refused("AccessDenied", "MultiFactorAuthentication failed", 403, "AssumeRole"), call),
        NoCredentials,
    )


def test_an_sso_role_that_was_taken_away_is_named_as_sso() -> None:
    denied = words(
        refused("ForbiddenException", "No access", 403, "GetRoleCredentials"),
        CallDescription("DescribeUserPool", "p"),
    )
    assert isinstance(denied, AccessRefused)
    assert "is not assigned the account and the role" in str(denied)
    assert "sso:GetRoleCredentials" not in str(denied)


def test_other_failures_pass_through_as_they_are() -> None:
    with pytest.raises(ZeroDivisionError), aws_in_words(ASKED):
        raise ZeroDivisionError


@given(st.text(min_size=4), st.text(), st.text())
def test_no_secret_that_was_sent_is_ever_shown(secret: str, before: str, after: str) -> None:
    call = CallDescription("UpdateIdentityProvider", "Google", secrets=(secret,))
    shown = clean(f"{before}{secret}{after}", call.secrets)
    assert MASK in shown or len(shown) == MAX_LENGTH
    if (
        secret == clean(secret)
        and secret not in clean(before + after)
        and not set(secret) & set(MASK)
    ):
        assert secret not in shown.replace(MASK, "\0")


def test_a_code_that_is_none_of_awss_is_text_as_its_message_is() -> None:
    told = str(words(refused("Odd\x1b[31m\u202eException GOCSPX-hunter2hunter2", "no")))
    assert "Odd [31m Exception" in told
    assert told.isprintable()
    secret = replace(ASKED, secrets=("GOCSPX-hunter2hunter2",))
    assert "hunter2" not in str(words(refused("Odd GOCSPX-hunter2hunter2", "no"), secret))


def test_a_refusal_that_echoes_a_secret_shows_dots_and_has_no_cause() -> None:
    call = CallDescription("UpdateIdentityProvider", "Google", secrets=("GOCSPX-very-secret",))
    failure = words(
        refused(
            "InvalidParameterException", "Value 'GOCSPX-very-secret' at 'client_secret' is wrong"
        ),
        call,
    )
    assert str(failure).endswith(
        f"Value '{MASK}' at 'client_secret' is wrong. Mend what it names, then read again (r)."
    )
    assert failure.__cause__ is None
    assert failure.__suppress_context__


@given(st.text(max_size=2000))
def test_what_aws_says_is_one_line_without_control_characters(message: str) -> None:
    shown = clean(message)
    assert len(shown) <= MAX_LENGTH
    assert (
        shown == ""
        or shown.isprintable()
        or not any(
            ord(character) < 32 or character in "\x7f\u202e\u2066\u2028" for character in shown
        )
    )
    assert "\n" not in shown
    assert "\x1b" not in shown


def test_an_answer_that_is_no_answer_of_awss_is_not_quoted() -> None:
    said = words(ResponseParserError("<html>the page of a proxy, hunter2</html>"))
    assert isinstance(said, AwsUnreachable)
    assert "cannot be read" in str(said)
    assert "hunter2" not in str(said)

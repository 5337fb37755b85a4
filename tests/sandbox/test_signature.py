"""Only whoever has the keys is answered, and refusals look like AWS's."""

import json
from http.client import HTTPConnection
from typing import Any

import boto3
import pytest
from botocore.exceptions import ClientError

from tests.practice_aws import PracticeAws
from tests.sandbox import raw_requests

POOLS = b'{"MaxResults": 1}'


def with_keys(
    aws: PracticeAws, service: str, access_key: str, secret_key: str, token: str | None = None
) -> Any:
    return boto3.session.Session().client(
        service,  # type: ignore[call-overload]
        endpoint_url=aws.endpoint,
        region_name=aws.region,
        aws_access_key_id=access_key,
        aws_secret_access_key=secret_key,
        aws_session_token=token,
    )


def code(refused: pytest.ExceptionInfo[ClientError]) -> str:
    return str(refused.value.response["Error"]["Code"])


def test_an_unknown_key_is_refused_in_cognitos_words(practice_aws: PracticeAws) -> None:
    stranger = with_keys(practice_aws, "cognito-idp", "AKIASTRANGER", practice_aws.secret_key)

    with pytest.raises(
        ClientError, match="The security token included in the request is invalid"
    ) as refused:
        stranger.list_user_pools(MaxResults=1)
    assert code(refused) == "UnrecognizedClientException"


def test_an_unknown_key_is_refused_in_cloudformations_words(practice_aws: PracticeAws) -> None:
    with pytest.raises(ClientError) as refused:
        with_keys(
            practice_aws, "cloudformation", "AKIASTRANGER", practice_aws.secret_key
        ).list_stacks()
    assert code(refused) == "InvalidClientTokenId"


@pytest.mark.parametrize(
    ("service", "call", "expected"),
    [
        (
            "cognito-idp",
            lambda client: client.list_user_pools(MaxResults=1),
            "InvalidSignatureException",
        ),
        ("cloudformation", lambda client: client.list_stacks(), "SignatureDoesNotMatch"),
    ],
)
def test_a_wrong_secret_is_refused(
    practice_aws: PracticeAws, service: str, call: Any, expected: str
) -> None:
    with pytest.raises(ClientError) as refused:
        call(with_keys(practice_aws, service, practice_aws.access_key, "not the secret"))
    assert code(refused) == expected


def test_a_body_changed_on_its_way_is_refused(practice_aws: PracticeAws) -> None:
    answer = raw_requests.send(
        practice_aws,
        "cognito-idp",
        POOLS,
        raw_requests.in_json("ListUserPools"),
        body_sent=b'{"MaxResults": 2}',
    )

    assert json.loads(answer.body)["__type"] == "InvalidSignatureException"


def test_an_unsigned_request_is_refused(practice_aws: PracticeAws) -> None:
    answer = raw_requests.post(practice_aws, POOLS, raw_requests.in_json("ListUserPools"))

    assert (answer.status, json.loads(answer.body)["__type"]) == (
        403,
        "MissingAuthenticationTokenException",
    )


def test_refused_requests_are_no_calls(practice_aws: PracticeAws) -> None:
    raw_requests.post(practice_aws, POOLS, raw_requests.in_json("ListUserPools"))

    assert practice_aws.calls() == []


def test_the_control_routes_want_the_key_too(practice_aws: PracticeAws) -> None:
    connection = HTTPConnection(practice_aws.endpoint.removeprefix("http://"), timeout=60)
    connection.request("GET", "/_sandbox/state", headers={"X-Sandbox-Key": "AKIASTRANGER"})

    assert connection.getresponse().status == 403
    connection.close()


def test_an_mfa_role_wants_a_code(practice_aws: PracticeAws) -> None:
    sts = practice_aws.client("sts")
    role = {"RoleArn": "arn:aws:iam::123456789012:role/acme-administrator", "RoleSessionName": "me"}
    device = {"SerialNumber": "arn:aws:iam::123456789012:mfa/admin"}

    for given in ({}, {**device, "TokenCode": "000000"}):
        with pytest.raises(ClientError) as refused:
            sts.assume_role(**role, **given)
        assert code(refused) == "AccessDenied"

    keys = sts.assume_role(**role, **device, TokenCode="123456")["Credentials"]
    as_role = with_keys(
        practice_aws, "sts", keys["AccessKeyId"], keys["SecretAccessKey"], keys["SessionToken"]
    )
    assert (
        as_role.get_caller_identity()["Arn"]
        == "arn:aws:sts::123456789012:assumed-role/acme-administrator/me"
    )

    without_token = with_keys(practice_aws, "sts", keys["AccessKeyId"], keys["SecretAccessKey"])
    with pytest.raises(ClientError) as refused:
        without_token.get_caller_identity()
    assert code(refused) == "InvalidClientTokenId"

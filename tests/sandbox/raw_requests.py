"""Requests that boto3 would not send: signed by hand, with whatever inside."""

from dataclasses import dataclass
from http.client import HTTPConnection
from urllib.parse import urlencode

from botocore.auth import SigV4Auth
from botocore.awsrequest import AWSRequest
from botocore.credentials import Credentials

from tests.practice_aws import PracticeAws


@dataclass(frozen=True)
class Answer:
    status: int
    body: str


def send(
    aws: PracticeAws,
    service: str,
    body: bytes,
    headers: dict[str, str],
    *,
    keys: tuple[str, str] | None = None,
    body_sent: bytes | None = None,
) -> Answer:
    """Signs and sends; `body_sent` goes over the wire instead of what was signed."""
    access_key, secret_key = keys or (aws.access_key, aws.secret_key)
    request = AWSRequest(method="POST", url=aws.endpoint + "/", headers=headers, data=body)
    SigV4Auth(Credentials(access_key, secret_key), service, aws.region).add_auth(request)
    return post(aws, body if body_sent is None else body_sent, dict(request.headers.items()))


def post(aws: PracticeAws, body: bytes, headers: dict[str, str]) -> Answer:
    """Sends as it is, unsigned."""
    connection = HTTPConnection(aws.endpoint.removeprefix("http://"), timeout=60)
    try:
        connection.request("POST", "/", body, headers)
        answer = connection.getresponse()
        return Answer(answer.status, answer.read().decode())
    finally:
        connection.close()


def in_json(operation: str) -> dict[str, str]:
    return {
        "X-Amz-Target": f"AWSCognitoIdentityProviderService.{operation}",
        "Content-Type": "application/x-amz-json-1.1",
    }


def in_query(aws: PracticeAws, service: str, action: str, **fields: str) -> Answer:
    body = urlencode({"Action": action, "Version": "2010-05-15", **fields}).encode()
    return send(aws, service, body, {"Content-Type": "application/x-www-form-urlencoded"})

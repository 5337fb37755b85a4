"""Who asks: the access key in the request's signature, and whether it is really theirs.

The check recomputes Signature Version 4 with botocore's own signer over the request as it arrived,
so that what boto3 sends is judged by the rules that it was signed with.
"""

import hmac
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime

from botocore.auth import SigV4Auth
from botocore.awsrequest import AWSRequest
from botocore.compat import HTTPHeaders
from botocore.credentials import Credentials

from sandbox.errors import AwsError

_CLOCK_SKEW_SECONDS = 300


@dataclass(frozen=True)
class Credential:
    """A key pair that this AWS knows.

    Those that AssumeRole gives have a `token` and stand for `arn`.
    """

    access_key: str
    secret_key: str
    arn: str
    user_id: str
    token: str = ""


@dataclass(frozen=True)
class Scope:
    """What a request's signature says: whose it is, and for which service in which region."""

    access_key: str
    region: str
    service: str
    signed_headers: tuple[str, ...]
    signature: str


def read_scope(authorization: str) -> Scope:
    """Read the scope from the `Authorization` header.

    Raises `AwsError` when there is none or it is not Signature Version 4.
    """
    if not authorization.startswith("AWS4-HMAC-SHA256"):
        raise AwsError("MissingAuthenticationTokenException", "Missing Authentication Token", 403)
    fields = dict(
        part.strip().split("=", 1) for part in authorization[16:].split(",") if "=" in part
    )
    credential = fields.get("Credential", "").split("/")
    if len(credential) != 5 or "Signature" not in fields:
        raise AwsError(
            "IncompleteSignatureException",
            "Authorization header requires 'Credential' and 'Signature' parameters.",
        )
    access_key, _, region, service, _ = credential
    return Scope(
        access_key,
        region,
        service,
        tuple(fields.get("SignedHeaders", "").split(";")),
        fields["Signature"],
    )


def verify(
    scope: Scope,
    credential: Credential | None,
    method: str,
    path: str,
    headers: Mapping[str, str],
    body: bytes,
) -> None:
    """Raise AWS's error for an unknown key, a wrong token or signature, or a clock that is off.

    The codes are Cognito's; the query protocol spells them in its own way (`refusal_in_query`).
    """
    if credential is None or headers.get("x-amz-security-token", "") != credential.token:
        raise AwsError(
            "UnrecognizedClientException", "The security token included in the request is invalid."
        )
    signed_at = headers.get("x-amz-date", "")
    if not hmac.compare_digest(
        _recomputed(scope, credential, method, path, headers, body), scope.signature
    ):
        raise AwsError(
            "InvalidSignatureException",
            "The request signature we calculated does not match the signature you provided. Check"
            " your AWS Secret Access Key and signing method."
            " Consult the service documentation for details.",
        )
    moment = datetime.fromisoformat(signed_at)
    if abs((datetime.now(UTC) - moment).total_seconds()) > _CLOCK_SKEW_SECONDS:
        raise AwsError(
            "InvalidSignatureException",
            f"Signature expired: {signed_at} is not within 5 min. of the server's time.",
        )


_IN_QUERY = {
    "UnrecognizedClientException": ("InvalidClientTokenId", 403),
    "InvalidSignatureException": ("SignatureDoesNotMatch", 403),
    "MissingAuthenticationTokenException": ("MissingAuthenticationToken", 403),
    "IncompleteSignatureException": ("IncompleteSignature", 400),
    "ExpiredTokenException": ("ExpiredToken", 403),
    "AccessDeniedException": ("AccessDenied", 403),
}


def refusal_in_query(error: AwsError, service: str) -> AwsError:
    """The same refusal as CloudFormation, STS, IAM and SNS spell it.

    SNS has a word of its own for a missing permission.
    """
    if error.code not in _IN_QUERY:
        return error
    code, status = _IN_QUERY[error.code]
    if service == "sns" and code == "AccessDenied":
        code = "AuthorizationError"
    return AwsError(code, error.message, status)


class _AsReceived(SigV4Auth):
    """botocore's signer, over exactly the headers that the sender says were signed."""

    def headers_to_sign(self, request: AWSRequest) -> HTTPHeaders:
        return request.headers


def _recomputed(
    scope: Scope,
    credential: Credential,
    method: str,
    path: str,
    headers: Mapping[str, str],
    body: bytes,
) -> str:
    signer = _AsReceived(
        Credentials(credential.access_key, credential.secret_key), scope.service, scope.region
    )
    signed = {name: headers.get(name, "") for name in scope.signed_headers}
    request = AWSRequest(
        method=method, url=f"http://{headers.get('Host', '')}{path}", headers=signed, data=body
    )
    request.context["timestamp"] = headers.get("x-amz-date", "")
    return str(
        signer.signature(signer.string_to_sign(request, signer.canonical_request(request)), request)
    )

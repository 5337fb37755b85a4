"""AWS answered, and the answer is no: each error code as a `PoolwalkError`."""

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from migration.aws.call_description import CallDescription
from migration.aws.denials import denial
from migration.aws.outages import unreadable
from migration.aws.refusal_remedies import remedy
from migration.aws.retries import is_not_implemented
from migration.aws.safe_text import clean
from migration.errors import (
    AccessRefused,
    AwsBusy,
    AwsFailed,
    AwsRefused,
    DomainNeeded,
    NoCredentials,
    NotImplementedByServer,
    PoolwalkError,
    QuotaUsedUp,
    ResourceGone,
)

if TYPE_CHECKING:
    from botocore.exceptions import ClientError

EXPIRED = frozenset({"ExpiredToken", "ExpiredTokenException", "TokenRefreshRequired"})
UNKNOWN_KEY = frozenset(
    {"UnrecognizedClientException", "InvalidClientTokenId", "InvalidAccessKeyId", "AuthFailure"}
)
BAD_SIGNATURE = frozenset(
    {
        "InvalidSignatureException",
        "SignatureDoesNotMatch",
        "IncompleteSignature",
        "IncompleteSignatureException",
        "MissingAuthenticationToken",
        "MissingAuthenticationTokenException",
        "RequestTimeTooSkewed",
    }
)
# How AWS says that the secret access key is another one's.
_SKEWED = ("Signature expired", "not yet current", "Date in Credential scope does not match")
_ANOTHER_SECRET = ("does not match", "AWS Secret Access Key")
DENIED = frozenset(
    {
        "AccessDenied",
        "AccessDeniedException",
        "AuthorizationError",  # SNS
        "UnauthorizedOperation",
        "NotAuthorizedException",
        "ForbiddenException",
    }
)
THROTTLED = frozenset(
    {
        "TooManyRequestsException",
        "Throttling",
        "ThrottlingException",
        "ThrottledException",
        "RequestLimitExceeded",
        "ProvisionedThroughputExceededException",  # DynamoDB
        "SlowDown",
        "RequestThrottled",
        "RequestThrottledException",
        "EC2ThrottledException",
        "BandwidthLimitExceeded",
        "429",
    }
)
# Cognito carries out one update of an app client or of a pool at a time.
AT_ANOTHER = frozenset(
    {
        "ConcurrentModificationException",
        "OperationInProgressException",  # CloudFormation
        "PriorRequestNotComplete",
        "TransactionInProgressException",  # DynamoDB
    }
)
USED_UP = frozenset({"LimitExceededException", "LimitExceeded"})
GONE = frozenset(
    {"ResourceNotFoundException", "NoSuchEntity", "ChangeSetNotFound", "ChangeSetNotFoundException"}
    | {"NotFoundException"}  # API Gateway
)
# CloudFormation has one code for all refusals, and a template's mistakes are among them.
NOT_THERE = re.compile(
    r"^(?:Stack|Change ?Set)\b.{0,2000} does not exist|is not imported by any stack",
    re.IGNORECASE | re.DOTALL,
)
UNKNOWN_OPERATION = frozenset(
    {
        "UnknownOperationException",
        "InvalidAction",
        "UnsupportedOperation",
        "OperationNotSupportedException",
    }
)

_LONGEST_CODE = 200  # characters; a server that is not AWS's can answer anything
_LONGEST_MESSAGE = 16_000


def refusal(error: "ClientError", call: CallDescription) -> PoolwalkError:
    """A `ClientError` as the exception to raise, its sentence included."""
    details = error.response.get("Error", {})
    code = clean(str(details.get("Code", "")), call.secrets, _LONGEST_CODE)
    message = str(details.get("Message", ""))[:_LONGEST_MESSAGE]
    status = int(error.response.get("ResponseMetadata", {}).get("HTTPStatusCode", 0))
    if error.operation_name != call.operation:
        # botocore asks for temporary credentials on the way: the call is then that one.
        service = "sso" if error.operation_name == "GetRoleCredentials" else "sts"
        call = replace(call, operation=error.operation_name, subject="", service=service)
    login = _login(code, message, call) or _sso(code, message, call)
    if login:
        return login
    if code in DENIED:
        return AccessRefused(denial(message, call))
    if "existing domain associated with this user pool" in message:
        return DomainNeeded(
            f"{call.server} answers {call.about} only once the pool has a login domain:"
            f" make it in step 2.{call.quoted(message)}"
        )
    if code in USED_UP:
        return QuotaUsedUp(
            f"{call.server} refused {call.about}: a quota of this account is used up. Ask"
            " for more under Service Quotas in AWS's console, or free what is not"
            f" needed.{call.quoted(message)}"
        )
    if code in THROTTLED or status == 429:
        return AwsBusy(
            f"{call.server} asked to slow down, and still did after every retry of"
            f" {call.about}: try again in a minute."
        )
    if code in AT_ANOTHER:
        return AwsBusy(
            f"{call.server} was at another change of the same thing, and did nothing for"
            f" {call.about}: try again in a minute.{call.quoted(message)}"
        )
    if code in GONE or (code == "ValidationError" and NOT_THERE.search(message)):
        return ResourceGone(
            f"What {call.about} asked for is not there any more, or never was. Read again to"
            f" see what is there now.{call.quoted(message)}"
        )
    if code in UNKNOWN_OPERATION or (call.endpoint and is_not_implemented(code, status)):
        where = call.endpoint or f"AWS in {call.region}"
        return NotImplementedByServer(
            f"The server at {where} does not know {call.operation}: what it would tell cannot"
            " be had there."
        )
    if status >= 500 or code.startswith(("InternalError", "InternalFailure", "ServiceUnavailable")):
        return AwsFailed(
            f"{call.server} failed at {call.about} (status {status or 'unknown'}): "
            f"try again in a minute.{call.quoted(message)}"
        )
    if not code or code.isdecimal():
        # every refusal of AWS's has a code: this is somebody else's page
        return unreadable(call, f"its status is {status or 'unknown'}, and no code of AWS's")
    return AwsRefused(
        f"{call.server} refused {call.about}: {code}."
        f"{_ended(call.quoted(message))} {remedy(code, message)}"
    )


def _ended(sentence: str) -> str:
    """A sentence with a full stop, which AWS's own often lack."""
    return sentence if not sentence or sentence.endswith((".", "!", "?", "…")) else f"{sentence}."


def _region_off(call: CallDescription) -> str:
    region = f"the region {call.region}" if call.region else "the region"
    return f"{region} is not switched on for this account (AWS console, Account, AWS Regions)"


def _sso(code: str, message: str, call: CallDescription) -> AccessRefused | None:
    """What IAM Identity Center says when it gives no credentials for an account and a role."""
    if call.operation != "GetRoleCredentials" or code not in {
        "ForbiddenException",
        "ResourceNotFoundException",
    }:
        return None
    return AccessRefused(
        "This SSO user is not assigned the account and the role that the profile names"
        " (sso_account_id, sso_role_name): ask whoever manages IAM Identity Center for that"
        f" assignment, or name another profile with --profile.{call.quoted(message)}"
    )


def _login(code: str, message: str, call: CallDescription) -> NoCredentials | None:
    """What is wrong with who asks, if that is what AWS complains of."""
    if code in EXPIRED:
        return NoCredentials(
            f"The AWS credentials have expired: get new ones, with {call.command('sso login')}"
            " where you log in by SSO, and try again."
        )
    if code == "RequestExpired":
        return NoCredentials(
            "The request was too old when it came, or the AWS credentials have expired: look at"
            " this machine's clock (`timedatectl`), then get new credentials, with"
            f" {call.command('sso login')} where you log in by SSO."
            f"{call.quoted(message)}"
        )
    if code == "InvalidToken":
        return NoCredentials(
            "The session token is damaged, or is not this access key's: get new credentials, with"
            f" {call.command('sso login')} where you log in by SSO."
            f"{call.quoted(message)}"
        )
    if code in UNKNOWN_KEY or (code in BAD_SIGNATURE and "security token" in message):
        return NoCredentials(
            f"{call.server} does not know this access key: it was deleted, belongs to another"
            f" endpoint, or {_region_off(call)}. Look at {call.command('configure list')},"
            " or name another profile with --profile."
        )
    skewed = code == "RequestTimeTooSkewed" or any(words in message for words in _SKEWED)
    if code in BAD_SIGNATURE and skewed:
        return NoCredentials(
            "This machine's clock differs from AWS's by minutes: set it right (`timedatectl`), "
            f"and try again.{call.quoted(message)}"
        )
    if code in BAD_SIGNATURE and "scoped to a valid region" in message:
        return NoCredentials(
            f"The request was signed for {call.region or 'a region'}, which is not the region"
            " of the server that was asked: name the right one with --region, or look at the"
            f" endpoint.{call.quoted(message)}"
        )
    if code in BAD_SIGNATURE and "scoped to correct service" in message:
        return NoCredentials(
            f"The server that was asked is another service's than {call.service}: look at the"
            f" endpoint (--endpoint-url, AWS_ENDPOINT_URL).{call.quoted(message)}"
        )
    if code in BAD_SIGNATURE and message and not any(word in message for word in _ANOTHER_SECRET):
        return NoCredentials(
            f"{call.server} could not read the request's signature: look whether the access key"
            " is whole, whether something on the way, such as a proxy, changes requests, and"
            " whether the endpoint is AWS's."
            f"{call.quoted(message)}"
        )
    if code in BAD_SIGNATURE:
        return NoCredentials(
            "The secret access key does not belong to the access key: enter both again with"
            f" {call.command('configure')}."
        )
    if call.operation == "AssumeRole" and "must provide both" in message:
        return NoCredentials(
            "The role wants a second factor, and none was sent: set mfa_serial in the profile to"
            " your device's ARN, which the IAM console shows under Security credentials."
            f"{call.quoted(message)}"
        )
    unknown_device = "serial number" in message or "serialNumber" in message
    if call.operation == "AssumeRole" and unknown_device:
        return NoCredentials(
            "AWS does not know the MFA device: the serial number is not one of this user's. Set"
            " mfa_serial in the profile to the device's ARN, which the IAM console shows under"
            f" Security credentials.{call.quoted(message)}"
        )
    wrong_code = "MultiFactorAuthentication" in message or "tokenCode" in message
    if call.operation == "AssumeRole" and wrong_code:
        return NoCredentials(
            "AWS did not accept the MFA code. Each code works once: wait for the next one, "
            f"and try again.{call.quoted(message)}"
        )
    return None

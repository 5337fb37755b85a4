"""The Security Token Service: who am I, and a role's short-lived keys."""

import secrets
from collections.abc import Callable

from sandbox.errors import AwsError
from sandbox.signature import Credential
from sandbox.state import Asked, Document

_WRONG_CODE = "000000"


def get_caller_identity(asked: Asked) -> Document:
    """The caller, whatever IAM allows it."""
    arn = asked.caller.arn
    return {"UserId": asked.caller.user_id, "Account": arn.split(":")[4], "Arn": arn}


def assume_role(asked: Asked) -> Document:
    """Keys for a role of the account.

    Raises `AccessDenied` for a role that is not there, or that wants an MFA code. Any six digits
    are taken for a code, except `000000`.
    """
    arn, given = asked.parameters["RoleArn"], asked.parameters
    role = asked.account.roles.get(arn)
    denied = (
        f"User: {asked.caller.arn} is not authorized to perform: sts:AssumeRole on resource: {arn}"
    )
    if role is None or (role.get("MfaSerial") and given.get("SerialNumber") != role["MfaSerial"]):
        raise AwsError("AccessDenied", denied, 403)
    if role.get("MfaSerial") and given.get("TokenCode", _WRONG_CODE) == _WRONG_CODE:
        raise AwsError(
            "AccessDenied",
            "MultiFactorAuthentication failed with invalid MFA one time pass code. ",
            403,
        )
    role_id, session = role["RoleId"], given["RoleSessionName"]
    assumed = f"arn:aws:sts::{asked.account.id}:assumed-role/{arn.rpartition('/')[2]}/{session}"
    credential = Credential(
        access_key=f"ASIA{secrets.token_hex(8).upper()}",
        secret_key=secrets.token_urlsafe(30),
        arn=assumed,
        user_id=f"{role_id}:{session}",
        token=secrets.token_urlsafe(96),
    )
    asked.account.sessions[credential.access_key] = credential
    return {
        "Credentials": {
            "AccessKeyId": credential.access_key,
            "SecretAccessKey": credential.secret_key,
            "SessionToken": credential.token,
            "Expiration": asked.now() + given.get("DurationSeconds", 3600),
        },
        "AssumedRoleUser": {"AssumedRoleId": credential.user_id, "Arn": assumed},
    }


OPERATIONS: dict[str, Callable[[Asked], Document]] = {
    "GetCallerIdentity": get_caller_identity,
    "AssumeRole": assume_role,
}

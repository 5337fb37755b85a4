"""Every write to AWS that Poolwalk can make, and no other.

A test holds that AWS's writes are called nowhere else. The requests to Cognito are whole ones:
UpdateUserPool and UpdateUserPoolClient reset every attribute that a request leaves out
(`migration.aws.update_requests.update_request` makes them whole). After `AwsUnreachable` nobody
knows whether the write was done, and only reading again tells; after `AwsNotReached` it was not.
"""

from collections.abc import Mapping
from typing import Any

from migration.aws.check_before_send import seen_to_leave
from migration.aws.connection import Connection
from migration.aws.secret_members import secrets_in_request

# Each operation's method, and the member that names the resource beside the pool.
_WRITES: Mapping[str, tuple[str, str]] = {
    "UpdateUserPool": ("update_user_pool", ""),
    "UpdateUserPoolClient": ("update_user_pool_client", "ClientId"),
    "CreateIdentityProvider": ("create_identity_provider", "ProviderName"),
    "UpdateIdentityProvider": ("update_identity_provider", "ProviderName"),
    "DeleteIdentityProvider": ("delete_identity_provider", "ProviderName"),
    "CreateUserPoolDomain": ("create_user_pool_domain", "Domain"),
    "UpdateUserPoolDomain": ("update_user_pool_domain", "Domain"),
    "DeleteUserPoolDomain": ("delete_user_pool_domain", "Domain"),
    "SetUICustomization": ("set_ui_customization", "ClientId"),
}


# Those to CloudFormation, all of them about a change set of one stack: nothing happens to the stack
# but by executing it.
_CHANGE_SET_WRITES: Mapping[str, str] = {
    "CreateChangeSet": "create_change_set",
    "ExecuteChangeSet": "execute_change_set",
    "DeleteChangeSet": "delete_change_set",
}


def send_about_change_set(
    connection: Connection, region: str, operation: str, request: Mapping[str, Any]
) -> Mapping[str, Any]:
    """Send one of the writes about a change set, which the request names together with its stack.

    Raises a `PoolwalkError`.
    """
    about = f"{request['ChangeSetName']} of {request['StackName']}"
    with seen_to_leave(), connection.asking(operation, about, "cloudformation"):
        client = connection.writing("cloudformation", region)
        answer: Mapping[str, Any] = getattr(client, _CHANGE_SET_WRITES[operation])(**request)
    return answer


def is_write(operation: str) -> bool:
    """Whether `send` sends it."""
    return operation in _WRITES


def send(connection: Connection, operation: str, request: Mapping[str, Any]) -> None:
    """Send one of the writes above, whole.

    Sent once. Raises a `PoolwalkError` that holds no secret of the request. UpdateUserPool needs
    iam:PassRole where the pool has an `SmsConfiguration`, which is sent again with everything else.
    """
    method, member = _WRITES[operation]
    pool_id = str(request["UserPoolId"])
    subject = f"{request[member]} of {pool_id}" if member else pool_id
    secrets = tuple(secrets_in_request(request))
    with seen_to_leave(), connection.asking(operation, subject, secrets=secrets):
        getattr(connection.writing("cognito-idp"), method)(**request)

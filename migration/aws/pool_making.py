"""The writes that make a whole pool and take one away, for throw-away copies alone.

The migration itself sends none of them: its own stand in `writes.py`. Who sends these holds a
connection that refuses every pool but the copies (`Connection.within`).
"""

from collections.abc import Mapping
from typing import Any

from migration.aws.connection import Connection
from migration.aws.secret_members import secrets_in_request
from migration.errors import AwsUnreachable

# Each operation's method, and the member that names what it is about.
_MAKING: Mapping[str, tuple[str, str]] = {
    "CreateUserPool": ("create_user_pool", "PoolName"),
    "SetUserPoolMfaConfig": ("set_user_pool_mfa_config", "UserPoolId"),
    "CreateResourceServer": ("create_resource_server", "Identifier"),
    "CreateGroup": ("create_group", "GroupName"),
    "SetRiskConfiguration": ("set_risk_configuration", "UserPoolId"),
    "CreateUserPoolClient": ("create_user_pool_client", "ClientName"),
    "CreateManagedLoginBranding": ("create_managed_login_branding", "ClientId"),
    "DeleteUserPool": ("delete_user_pool", "UserPoolId"),
}


def send_about_copy(
    connection: Connection, operation: str, request: Mapping[str, Any]
) -> dict[str, Any]:
    """Send one of the writes above, once, and return what AWS answered.

    Raises a `PoolwalkError` that holds no secret of the request.
    """
    method, member = _MAKING[operation]
    with connection.asking(
        operation, str(request[member]), secrets=tuple(secrets_in_request(request))
    ):
        return dict(getattr(connection.writing("cognito-idp"), method)(**request))


def has_users(connection: Connection, pool_id: str) -> bool:
    """Whether anybody is in a pool; nothing of whoever it is is asked for. ListUsers.

    Raises a `PoolwalkError`, also where the answer does not say.
    """
    with connection.asking("ListUsers", pool_id):
        answer = connection.cognito.list_users(UserPoolId=pool_id, Limit=1, AttributesToGet=["sub"])
    if "Users" not in answer:
        message = f"The answer about the users of {pool_id} does not say whether there are any."
        raise AwsUnreachable(message)
    return bool(answer["Users"] or answer.get("PaginationToken"))

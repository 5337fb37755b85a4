"""Every write to Cognito that Poolwalk can make, and no other: a test holds that none is called anywhere else.

The requests are whole ones (`migration.aws.shapes.update_request` makes them): UpdateUserPool and UpdateUserPoolClient reset
every attribute that a request leaves out. Frozen documents are taken as well: a `Secret` is revealed here, for AWS alone.
After `AwsUnreachable` nobody knows whether the write was done: only reading again tells.
"""

from collections.abc import Callable, Iterator, Mapping
from typing import Any

from migration.aws.connection import Connection
from migration.pools.documents import SECRET_MEMBERS
from migration.secret import Secret


def update_pool(connection: Connection, request: Mapping[str, Any]) -> None:
    """Set the pool to what the request says, whole. UpdateUserPool; re-sending `SmsConfiguration` needs iam:PassRole."""
    _send(connection, connection.cognito.update_user_pool, "UpdateUserPool", str(request["UserPoolId"]), request)


def update_client(connection: Connection, request: Mapping[str, Any]) -> None:
    """Set an app client to what the request says, whole. UpdateUserPoolClient."""
    _send(
        connection,
        connection.cognito.update_user_pool_client,
        "UpdateUserPoolClient",
        f"{request['ClientId']} of {request['UserPoolId']}",
        request,
    )


def create_provider(connection: Connection, request: Mapping[str, Any]) -> None:
    """Add an identity provider to a pool. CreateIdentityProvider."""
    _send(
        connection,
        connection.cognito.create_identity_provider,
        "CreateIdentityProvider",
        f"{request['ProviderName']} of {request['UserPoolId']}",
        request,
    )


def update_provider(connection: Connection, request: Mapping[str, Any]) -> None:
    """Change an identity provider. UpdateIdentityProvider."""
    _send(
        connection,
        connection.cognito.update_identity_provider,
        "UpdateIdentityProvider",
        f"{request['ProviderName']} of {request['UserPoolId']}",
        request,
    )


def delete_provider(connection: Connection, pool_id: str, name: str) -> None:
    """Take an identity provider away from a pool. DeleteIdentityProvider."""
    _send(
        connection,
        connection.cognito.delete_identity_provider,
        "DeleteIdentityProvider",
        f"{name} of {pool_id}",
        {"UserPoolId": pool_id, "ProviderName": name},
    )


def create_domain(connection: Connection, request: Mapping[str, Any]) -> None:
    """Give a pool its domain: a prefix that nobody in the region has. CreateUserPoolDomain."""
    _send(
        connection,
        connection.cognito.create_user_pool_domain,
        "CreateUserPoolDomain",
        f"{request['Domain']} of {request['UserPoolId']}",
        request,
    )


def update_domain(connection: Connection, request: Mapping[str, Any]) -> None:
    """Change a domain's login version. UpdateUserPoolDomain; a domain cannot be renamed."""
    _send(
        connection,
        connection.cognito.update_user_pool_domain,
        "UpdateUserPoolDomain",
        f"{request['Domain']} of {request['UserPoolId']}",
        request,
    )


def delete_domain(connection: Connection, pool_id: str, domain: str) -> None:
    """Take a domain away from a pool; somebody else can have the prefix from then on. DeleteUserPoolDomain."""
    _send(
        connection,
        connection.cognito.delete_user_pool_domain,
        "DeleteUserPoolDomain",
        f"{domain} of {pool_id}",
        {"UserPoolId": pool_id, "Domain": domain},
    )


def _send(connection: Connection, call: Callable[..., Any], operation: str, subject: str, request: Mapping[str, Any]) -> None:
    plain = _thawed(request)
    with connection.asking(operation, subject, secrets=tuple(_secrets(plain))):
        call(**plain)


def _thawed(value: Any) -> Any:
    """The request as botocore wants it: dictionaries, lists, and secrets revealed."""
    if isinstance(value, Secret):
        return value.reveal()
    if isinstance(value, Mapping):
        return {name: _thawed(item) for name, item in value.items()}
    if isinstance(value, list | tuple):
        return [_thawed(item) for item in value]
    return value


def _secrets(value: Any) -> Iterator[str]:
    """Every secret in a request, which AWS could echo in a refusal."""
    if isinstance(value, Mapping):
        for name, item in value.items():
            if name in SECRET_MEMBERS and isinstance(item, str):
                yield item
                # A key of many lines could come back with its line ends written otherwise.
                yield from (line for line in item.splitlines() if len(line) > 8)
            else:
                yield from _secrets(item)
    elif isinstance(value, list):
        for item in value:
            yield from _secrets(item)

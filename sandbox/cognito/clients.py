"""App clients. An update resets what it leaves out: the trap that this AWS is here for."""

import secrets
import string

from sandbox import paging
from sandbox.cognito import client_rules
from sandbox.duplicate import duplicate
from sandbox.errors import AwsError
from sandbox.state import Asked, Document, UserPool

DEFAULTS: Document = {
    "RefreshTokenValidity": 30,
    "TokenValidityUnits": {},
    "AllowedOAuthFlowsUserPoolClient": False,
    "EnableTokenRevocation": True,
    "EnablePropagateAdditionalUserContextData": False,
    "AuthSessionValidity": 3,
}
"""What a client has for members that were never named (`beliefs.CLIENT_DEFAULTS`)."""

_LASTING = ("UserPoolId", "ClientId", "ClientName", "ClientSecret", "CreationDate", "ClientType")
"""What no update resets: a client cannot be without the name, and nothing can set the others."""

_NOT_KEPT = {"UserPoolId", "ClientId", "GenerateSecret"}
_ALPHABET = string.ascii_lowercase + string.digits


def list_user_pool_clients(asked: Asked) -> Document:
    """Id and name of every client of the pool."""
    listed = [
        {member: client[member] for member in ("ClientId", "UserPoolId", "ClientName")}
        for client in asked.pool.clients.values()
    ]
    return paging.cognitos(asked, "UserPoolClients", listed)


def describe_user_pool_client(asked: Asked) -> Document:
    """The whole client, its secret included."""
    return {"UserPoolClient": asked.pool.client(asked.parameters["ClientId"])}


def create_user_pool_client(asked: Asked) -> Document:
    """A new client; with `GenerateSecret` it has a secret, for good."""
    pool = asked.pool
    given = duplicate(asked.parameters)
    if len(pool.clients) >= asked.account.settings.client_quota:
        raise AwsError(
            "LimitExceededException",
            f"User pool {pool.id} has reached its maximum number of clients.",
        )
    client_rules.check(
        pool, given, has_secret=bool(given.get("GenerateSecret") or given.get("ClientSecret"))
    )
    if given.get("GenerateSecret"):
        given["ClientSecret"] = new_secret()
    client_id = "".join(secrets.choice(_ALPHABET) for _ in range(26))
    client = new_client(
        pool,
        client_id,
        {name: value for name, value in given.items() if name not in _NOT_KEPT},
        asked.now(),
    )
    pool.clients[client_id] = client
    return {"UserPoolClient": client}


def new_secret() -> str:
    """A secret as Cognito makes them.

    It has lower-case letters and digits, within the model's pattern and length.
    """
    return "".join(secrets.choice(_ALPHABET) for _ in range(51))


def new_client(pool: UserPool, client_id: str, members: Document, moment: float) -> Document:
    """A client's document made whole."""
    client = {**duplicate(DEFAULTS), "UserPoolId": pool.id, "ClientId": client_id, **members}
    _take_a_role(pool, client)
    client.setdefault("CreationDate", moment)
    client.setdefault("LastModifiedDate", moment)
    return client


def update_user_pool_client(asked: Asked) -> Document:
    """Set every member that an update can set.

    What the request leaves out gets its default.
    """
    pool = asked.pool
    client = pool.client(asked.parameters["ClientId"])
    given = duplicate(
        {name: value for name, value in asked.parameters.items() if name not in _NOT_KEPT}
    )
    client_rules.check(pool, given, has_secret="ClientSecret" in client, doing="updating")
    updated = {name: client[name] for name in _LASTING if name in client}
    updated = {**duplicate(DEFAULTS), **updated, **given, "LastModifiedDate": asked.now()}
    if updated["RefreshTokenValidity"] == 0:
        updated["RefreshTokenValidity"] = DEFAULTS["RefreshTokenValidity"]
    _take_a_role(pool, updated)
    pool.clients[client["ClientId"]] = updated
    return {"UserPoolClient": updated}


def _take_a_role(pool: UserPool, client: Document) -> None:
    """Of who gives Pinpoint's ARN alone, Cognito takes its own service's role, and shows it."""
    analytics = client.get("AnalyticsConfiguration", {})
    if "ApplicationArn" in analytics:
        account = str(pool.document.get("Arn", ":::::")).split(":")[4]
        role = "aws-service-role/cognito-idp.amazonaws.com/AWSServiceRoleForAmazonCognitoIdp"
        client["AnalyticsConfiguration"] = {
            **analytics,
            "RoleArn": f"arn:aws:iam::{account}:role/{role}",
        }


def delete_user_pool_client(asked: Asked) -> Document:
    """Deletes the client and its look."""
    pool = asked.pool
    client_id = pool.client(asked.parameters["ClientId"])["ClientId"]
    del pool.clients[client_id]
    pool.customization.pop(client_id, None)
    pool.branding.pop(client_id, None)
    return {}

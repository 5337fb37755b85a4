"""Managed login's branding: without a style, a client has no login page under a domain of version 2."""

from copy import deepcopy
from uuid import uuid4

from sandbox.errors import AwsError, not_found
from sandbox.state import Asked, Document


def describe_managed_login_branding_by_client(asked: Asked) -> Document:
    """The client's style; raises `ResourceNotFoundException` when it has none."""
    pool = asked.pool
    client_id = pool.client(asked.parameters["ClientId"])["ClientId"]
    if client_id not in pool.branding:
        raise not_found(f"Managed login branding style does not exist for client {client_id}.")
    return {"ManagedLoginBranding": pool.branding[client_id]}


def create_managed_login_branding(asked: Asked) -> Document:
    """Gives the client a style; raises `ManagedLoginBrandingExistsException` when it has one."""
    pool, given = asked.pool, deepcopy(asked.parameters)
    client_id = pool.client(given.pop("ClientId"))["ClientId"]
    if client_id in pool.branding:
        raise AwsError("ManagedLoginBrandingExistsException", "Managed login branding already exists for this client.")
    moment = asked.now()
    style = {
        "ManagedLoginBrandingId": str(uuid4()),
        "UseCognitoProvidedValues": "Settings" not in given and "Assets" not in given,
        **given,
        "CreationDate": moment,
        "LastModifiedDate": moment,
    }
    pool.branding[client_id] = style
    return {"ManagedLoginBranding": style}

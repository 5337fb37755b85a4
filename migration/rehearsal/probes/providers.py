"""Beliefs about sign-in providers, asked on the old copy, which has production's."""

from collections.abc import Mapping
from typing import Any

from migration.aws import reads
from migration.aws.update_requests import update_request
from migration.pools.reading import Role
from migration.rehearsal.probes.ground import Answer, Ground, decided, refused_with, undecided

_NONE = "The old copy has no provider that this can be asked of."


def username_mapping(ground: Ground) -> Answer:
    """A provider without a mapping gets the user's name from `sub`."""
    details = {"client_id": "poolwalk", "client_secret": "made-up", "authorize_scopes": "openid"}
    there = {item["ProviderName"] for item in reads.list_providers(ground.connection, ground.new)}
    if "Google" in there:
        return undecided("The new copy has Google already, as production's new pool has.")
    ground.send(
        "CreateIdentityProvider",
        {
            "UserPoolId": ground.new,
            "ProviderName": "Google",
            "ProviderType": "Google",
            "ProviderDetails": details,
        },
    )
    made = reads.describe_provider(ground.connection, ground.new, "Google") or {}
    ground.send("DeleteIdentityProvider", {"UserPoolId": ground.new, "ProviderName": "Google"})
    mapping = dict(made.get("AttributeMapping") or {})
    return decided(mapping == {"username": "sub"}, f"The mapping is {mapping}.")


def provider_wordings(ground: Ground) -> Answer:
    """The answers for a provider that is there already, and for one that is not."""
    provider = ground.provider()
    if provider is None:
        return undecided(_NONE)
    request = ground.provider_request("CreateIdentityProvider", provider)
    again = ground.refusal("CreateIdentityProvider", request)
    lacking = ground.refusal(
        "UpdateIdentityProvider", {"UserPoolId": ground.old, "ProviderName": "PoolwalkNobodys"}
    )
    holds = "already exists" in again and "does not exist" in lacking
    return decided(holds, f"{again or 'AWS took it again.'} {lacking}".strip())


def mapping_target(ground: Ground) -> Answer:
    """A mapping onto an attribute that the pool lacks is refused."""
    provider = ground.provider()
    if provider is None:
        return undecided(_NONE)
    mapping = {**(provider.get("AttributeMapping") or {}), "custom:poolwalk_none": "sub"}
    request = ground.provider_request("UpdateIdentityProvider", provider)
    said = ground.refusal("UpdateIdentityProvider", {**request, "AttributeMapping": mapping})
    return refused_with(said, "invalid mapping", "AttributeMapping")


def provider_update(ground: Ground) -> Answer:
    """An update of a provider keeps what it leaves out."""
    provider = ground.provider()
    if provider is None or not provider.get("AttributeMapping"):
        return undecided(_NONE)
    request = ground.provider_request("UpdateIdentityProvider", provider)
    request.pop("AttributeMapping", None)
    ground.send("UpdateIdentityProvider", request)
    name = str(provider["ProviderName"])
    now = reads.describe_provider(ground.connection, ground.old, name) or {}
    holds = now.get("AttributeMapping") == provider["AttributeMapping"]
    return decided(holds, "The mapping stayed." if holds else "The mapping did not stay.")


def provider_in_use(ground: Ground) -> Answer:
    """A provider that clients name is deleted, and after that none of them can be updated."""
    provider = ground.provider()
    client = _naming(ground, provider) if provider else None
    if provider is None or client is None:
        return undecided("The old copy has no client that names such a provider.")
    name = str(provider["ProviderName"])
    said = ground.refusal(
        "DeleteIdentityProvider", {"UserPoolId": ground.old, "ProviderName": name}
    )
    if said:
        return decided(False, said)
    model = ground.connection.cognito.meta.service_model
    request = update_request(model, "UpdateUserPoolClient", client)
    after = ground.refusal("UpdateUserPoolClient", {**request, "UserPoolId": ground.old})
    return refused_with(after, f"The provider {name} does not exist")


def _naming(ground: Ground, provider: Mapping[str, Any]) -> dict[str, Any] | None:
    for listed in reads.list_clients(ground.connection, ground.old):
        client = reads.describe_client(ground.connection, ground.old, str(listed["ClientId"]))
        if provider["ProviderName"] in (client.get("SupportedIdentityProviders") or ()):
            return client
    return None


def identities(ground: Ground) -> Answer:
    """Cognito adds the attribute `identities` by itself."""
    names = {item.get("Name") for item in ground.pool(Role.NEW).get("SchemaAttributes") or ()}
    return decided("identities" in names, f"It is {'' if 'identities' in names else 'not '}there.")

"""Beliefs about sign-in providers, asked on the old copy, which has production's."""

from collections.abc import Mapping
from typing import Any

from migration.aws import reads
from migration.aws.update_requests import update_request
from migration.pools.reading import Role
from migration.rehearsal.probes.probed_copies import (
    Answer,
    ProbedCopies,
    decided,
    refused_with,
    undecided,
)

_NONE = "The old copy has no provider that this can be asked of."


def username_mapping(copies: ProbedCopies) -> Answer:
    """A provider without a mapping gets the user's name from `sub`."""
    details = {"client_id": "poolwalk", "client_secret": "made-up", "authorize_scopes": "openid"}
    there = {item["ProviderName"] for item in reads.list_providers(copies.connection, copies.new)}
    if "Google" in there:
        return undecided("The new copy has Google already, as production's new pool has.")
    copies.send(
        "CreateIdentityProvider",
        {
            "UserPoolId": copies.new,
            "ProviderName": "Google",
            "ProviderType": "Google",
            "ProviderDetails": details,
        },
    )
    made = reads.describe_provider(copies.connection, copies.new, "Google") or {}
    copies.send("DeleteIdentityProvider", {"UserPoolId": copies.new, "ProviderName": "Google"})
    mapping = dict(made.get("AttributeMapping") or {})
    return decided(mapping == {"username": "sub"}, f"The mapping is {mapping}.")


def provider_wordings(copies: ProbedCopies) -> Answer:
    """The answers for a provider that is there already, and for one that is not."""
    provider = copies.provider()
    if provider is None:
        return undecided(_NONE)
    request = copies.provider_request("CreateIdentityProvider", provider)
    again = copies.refusal("CreateIdentityProvider", request)
    lacking = copies.refusal(
        "UpdateIdentityProvider", {"UserPoolId": copies.old, "ProviderName": "PoolwalkNobodys"}
    )
    holds = "already exists" in again and "does not exist" in lacking
    return decided(holds, f"{again or 'AWS took it again.'} {lacking}".strip())


def mapping_target(copies: ProbedCopies) -> Answer:
    """A mapping onto an attribute that the pool lacks is refused."""
    provider = copies.provider()
    if provider is None:
        return undecided(_NONE)
    mapping = {**(provider.get("AttributeMapping") or {}), "custom:poolwalk_none": "sub"}
    request = copies.provider_request("UpdateIdentityProvider", provider)
    said = copies.refusal("UpdateIdentityProvider", {**request, "AttributeMapping": mapping})
    return refused_with(said, "invalid mapping", "AttributeMapping")


def provider_update(copies: ProbedCopies) -> Answer:
    """An update of a provider keeps what it leaves out."""
    provider = copies.provider()
    if provider is None or not provider.get("AttributeMapping"):
        return undecided(_NONE)
    request = copies.provider_request("UpdateIdentityProvider", provider)
    request.pop("AttributeMapping", None)
    copies.send("UpdateIdentityProvider", request)
    name = str(provider["ProviderName"])
    now = reads.describe_provider(copies.connection, copies.old, name) or {}
    holds = now.get("AttributeMapping") == provider["AttributeMapping"]
    return decided(holds, "The mapping stayed." if holds else "The mapping did not stay.")


def provider_in_use(copies: ProbedCopies) -> Answer:
    """A provider that clients name is deleted, and after that none of them can be updated."""
    provider = copies.provider()
    client = _naming(copies, provider) if provider else None
    if provider is None or client is None:
        return undecided("The old copy has no client that names such a provider.")
    name = str(provider["ProviderName"])
    said = copies.refusal(
        "DeleteIdentityProvider", {"UserPoolId": copies.old, "ProviderName": name}
    )
    if said:
        return decided(False, said)
    model = copies.connection.cognito.meta.service_model
    request = update_request(model, "UpdateUserPoolClient", client)
    after = copies.refusal("UpdateUserPoolClient", {**request, "UserPoolId": copies.old})
    return refused_with(after, f"The provider {name} does not exist")


def _naming(copies: ProbedCopies, provider: Mapping[str, Any]) -> dict[str, Any] | None:
    for listed in reads.list_clients(copies.connection, copies.old):
        client = reads.describe_client(copies.connection, copies.old, str(listed["ClientId"]))
        if provider["ProviderName"] in (client.get("SupportedIdentityProviders") or ()):
            return client
    return None


def identities(copies: ProbedCopies) -> Answer:
    """Cognito adds the attribute `identities` by itself."""
    names = {item.get("Name") for item in copies.pool(Role.NEW).get("SchemaAttributes") or ()}
    return decided("identities" in names, f"It is {'' if 'identities' in names else 'not '}there.")

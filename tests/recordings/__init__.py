"""What the real AWS answered, as data: `README.md` names the source of each document."""

import json
from pathlib import Path
from typing import Any

FOLDER = Path(__file__).parent

POOLS = (
    "describe-user-pool.everything",
    "describe-user-pool.2017-mobile-hub",
    "describe-user-pool.2017-plain",
    "live-model.user-pool.cfn-made",
    "live-model.user-pool.plain-2026-07",
)
CLIENTS = (
    "describe-user-pool-client.2025",
    "describe-user-pool-client.analytics-2024",
    "live-model.client.bare",
    "live-model.client.oauth",
)
PROVIDERS = (
    "describe-identity-provider.facebook",
    "identity-provider.oidc",
    "identity-provider.saml-file",
    "live-model.provider.google",
    "live-model.provider.saml",
)
LOOKS = (
    "get-ui-customization.client",
    "get-ui-customization.after-removal",
    "live-model.look.client",
)

# Cloud Control's names, where they are not those of Cognito's own API.
_RENAMED = {"Schema": "SchemaAttributes", "UserPoolName": "Name"}
_CLOUD_CONTROLS = frozenset({"ProviderName", "ProviderURL", "EnabledMfas", "GenerateSecret"})


def recorded(name: str) -> Any:
    """A document as AWS answered it."""
    return json.loads((FOLDER / f"{name}.json").read_text(encoding="utf-8"))


def described(name: str) -> dict[str, Any]:
    """One resource as Describe answers it: without the member around it, with the API's names."""
    document: dict[str, Any] = recorded(name)
    if not name.startswith("live-model"):
        return dict(next(iter(document.values())))
    if ".user-pool." in name:
        renamed = {_RENAMED.get(member, member): value for member, value in document.items()}
        renamed["Id"] = document["UserPoolId"]
        return {
            member: value
            for member, value in renamed.items()
            if member not in {*_CLOUD_CONTROLS, "UserPoolId"}
        }
    if ".client." in name:
        return {
            member: value
            for member, value in document.items()
            if member not in {"Name", "GenerateSecret"}
        }
    return document


def errors() -> list[dict[str, Any]]:
    """Refusals: service, operation, code, message, status and source of each."""
    found: list[dict[str, Any]] = recorded("errors")
    return found

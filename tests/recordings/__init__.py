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
DOMAINS = (
    "describe-user-pool-domain",
    "describe-user-pool-domain.unknown",
    "live-model.domain.prefix",
)
FACTORS = ("get-user-pool-mfa-config",)
RISKS = ("describe-risk-configuration", "live-model.risk.client")
LOGS = ("get-log-delivery-configuration", "get-log-delivery-configuration.none")
GROUPS = ("list-groups.auto-generated", "live-model.group")
SERVERS = ("list-resource-servers",)
STYLES = ("managed-login-branding.cognitos-own",)
LISTS = ("list-identity-providers", "list-user-pool-clients", "list-user-pools.paged")
STACKS = tuple(
    f"cfn.describe-stacks.{name}"
    for name in (
        "no-capabilities",
        "noecho",
        "test_cfn_add_tag_w_params",
        "test_cfn_query",
        "test_cfn_template_filter",
    )
)
CHANGE_SETS = tuple(
    f"cfn.describe-change-set.{name}"
    for name in ("executed", "modify", "no-changes", "noecho", "replacement")
)
OF_STACKS = (
    "cfn.describe-stack-events",
    "cfn.list-exports",
    "cfn.list-stack-resources",
    "cfn.list-stacks",
)
PERMISSIONS, SPENDING = "iam.simulate-principal-policy", "sns.get-sms-attributes.untouched"
NEVER_ASKED = ("cfn.get-template-summary",)  # by the program; the practice AWS answers it
REFUSALS = "errors"
EVERY = (
    *(*POOLS, *CLIENTS, *PROVIDERS, *LOOKS, *DOMAINS, *FACTORS, *RISKS, *LOGS, *GROUPS),
    *(*SERVERS, *STYLES, *LISTS, *STACKS, *CHANGE_SETS, *OF_STACKS, *NEVER_ASKED),
    *(PERMISSIONS, SPENDING, REFUSALS),
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


def listed(name: str) -> list[dict[str, Any]]:
    """What a list holds; a live model is one of it."""
    if name.startswith("live-model"):
        return [described(name)]
    found: list[dict[str, Any]] = next(
        value for value in recorded(name).values() if isinstance(value, list)
    )
    return found


def logs(name: str) -> list[dict[str, Any]]:
    """Where a pool's logs go."""
    found: list[dict[str, Any]] = described(name)["LogConfigurations"]
    return found


def errors() -> list[dict[str, Any]]:
    """Refusals: service, operation, code, message, status and source of each."""
    found: list[dict[str, Any]] = recorded("errors")
    return found

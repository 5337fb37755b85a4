"""The requests that make a copy, computed from what Describe gave and what Create's model takes.

Nothing here asks anybody. What is left out is said, with the reason.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from migration.aws.update_requests import update_request
from migration.changes.change import Document
from migration.compare.provider_steps import APPLE_TYPE
from migration.pools.documents import AppClient, IdentityProvider, Pool
from migration.pools.reading import Role
from migration.rehearsal.copies.counterparts import Counterparts
from migration.rehearsal.copies.made_up_secrets import MadeUp
from migration.rehearsal.copies.schema import schema_request
from migration.rehearsal.copy_names import TAG
from migration.rehearsal.result import NotRehearsed

# `model` below is botocore's service model of Cognito (`connection.cognito.meta.service_model`).

PHONE, SMS = "phone_number", "SmsConfiguration"
APPLES_KEY = "private_key"  # in a provider's details; AWS never gives it back
_MOST_TAGS = 50
# What a copy never has of its pool: nothing of production's is to run, and nobody is to sign up.
_NEVER = ("LambdaConfig", "DeletionProtection")
# Optional members of a pool, and the words by which AWS's refusal can mean each. Without the member
# a copy still shows what the writes of the walk do.
_OPTIONAL: Mapping[str, tuple[str, ...]] = {
    SMS: ("sms", "sns", "role"),
    "EmailConfiguration": ("email", "ses", "source arn", "identity"),
    "UserPoolAddOns": ("addons", "add-ons", "advanced security", "threat", "tier", "pricing"),
    "AutoVerifiedAttributes": ("verifi",),
    "AccountRecoverySetting": ("recovery",),
    "KeyConfiguration": ("kms", "key"),
    "IssuerConfiguration": ("issuer",),
    "DcrConfiguration": ("dcr", "dynamic"),
    "AcrConfiguration": ("acr",),
    "UserPoolTags": ("tag",),
    "UserPoolTier": ("tier", "pricing"),
}


@dataclass(frozen=True)
class Blueprint:
    """A request, and what of its original is not in it."""

    request: Document
    left_out: tuple[NotRehearsed, ...] = ()

    def without(self, refusal: str) -> "Blueprint | None":
        """The request without the member that AWS's refusal means; None where it means none."""
        words = refusal.lower()
        for member, known in _OPTIONAL.items():
            kept = {name: value for name, value in self.request.items() if name != member}
            if member == "UserPoolTags":  # the tag of the rehearsal never goes
                own = self.request.get(member, {})
                kept[member] = {TAG: own[TAG]}
            if kept != self.request and (
                member.lower() in words or any(word in words for word in known)
            ):
                told = NotRehearsed(f"the pool's {member}", refusal, operation="CreateUserPool")
                return Blueprint(kept, (*self.left_out, told))
        return None


def pool_blueprint(
    model: Any, pool: Pool, role: Role, name: str, id_: str, *, with_sms: bool
) -> Blueprint:
    """CreateUserPool for the copy of a pool, tagged with the rehearsal's id."""
    left: list[NotRehearsed] = []
    document: Document = {
        member: value for member, value in pool.document.items() if member not in _NEVER
    }
    document |= {"Name": name, "SchemaAttributes": schema_request(pool.document)}
    # MFA is on from the start only with SMS; SetUserPoolMfaConfig brings it.
    document.pop("MfaConfiguration", None)
    if document.get(SMS) and not with_sms:
        document.pop(SMS)
        document["AutoVerifiedAttributes"] = _without(document, "AutoVerifiedAttributes", PHONE)
        left.append(
            NotRehearsed(
                f"text messages of the {role} pool ({SMS})",
                "its role is production's: --with-sms uses it in the copy too",
                needed=role is Role.NEW,
                operation="CreateUserPool",
            )
        )
    users = dict(document.get("AdminCreateUserConfig") or {})
    document["AdminCreateUserConfig"] = {**users, "AllowAdminCreateUserOnly": True}
    request = update_request(model, "CreateUserPool", MadeUp().within(document))
    tags = list(request.get("UserPoolTags", {}).items())[: _MOST_TAGS - 1]
    request |= {
        "UserPoolTags": {**dict(tags), TAG: id_},
        "DeletionProtection": "INACTIVE",
    }
    return Blueprint(request, tuple(left))


def _without(document: Mapping[str, Any], member: str, item: str) -> list[str]:
    return [value for value in document.get(member) or () if value != item]


def mfa_blueprint(
    model: Any, mfa: Mapping[str, Any], role: Role, *, with_sms: bool
) -> Blueprint | None:
    """SetUserPoolMfaConfig, without the pool's id; None where there is nothing to set."""
    request = update_request(model, "SetUserPoolMfaConfig", MadeUp().within(mfa))
    left: list[NotRehearsed] = []
    if not with_sms and request.pop("SmsMfaConfiguration", None):
        left.append(
            NotRehearsed(
                f"the second factor by text message of the {role} pool",
                "it needs the SMS role: --with-sms uses it in the copy too",
                needed=role is Role.NEW,
                operation="SetUserPoolMfaConfig",
            )
        )
        factors = ("SoftwareTokenMfaConfiguration", "EmailMfaConfiguration")
        if not any(request.get(factor) for factor in factors):
            request["MfaConfiguration"] = "OFF"
    worth = request != {"MfaConfiguration": "OFF"} and bool(request)
    return Blueprint(request, tuple(left)) if worth or left else None


def server_request(model: Any, server: Mapping[str, Any]) -> Document:
    """CreateResourceServer, without the pool's id."""
    return _own(update_request(model, "CreateResourceServer", MadeUp().within(server)))


def group_request(model: Any, group: Mapping[str, Any]) -> Document:
    """CreateGroup, without the pool's id and without a role, which is production's."""
    request = _own(update_request(model, "CreateGroup", MadeUp().within(group)))
    return {name: value for name, value in request.items() if name != "RoleArn"}


def risk_request(model: Any, risk: Mapping[str, Any]) -> Document:
    """SetRiskConfiguration, without the pool's id; empty where nothing is set."""
    return _own(update_request(model, "SetRiskConfiguration", MadeUp().within(risk)))


def provider_request(
    model: Any, provider: IdentityProvider, made_up: MadeUp, apple_key: str
) -> Document:
    """CreateIdentityProvider, without the pool's id; its secrets are made up, Apple's key too."""
    request = _own(
        update_request(model, "CreateIdentityProvider", made_up.within(provider.document))
    )
    if provider.type == APPLE_TYPE:
        request["ProviderDetails"] = {**request["ProviderDetails"], APPLES_KEY: apple_key}
    return {name: value for name, value in request.items() if value}


def client_request(
    model: Any,
    client: AppClient,
    counterparts: Counterparts,
    lacking: frozenset[str],
) -> Document:
    """CreateUserPoolClient, without the pool's id; `lacking` are providers that the copy has not.

    Its secret is AWS's to make.
    """
    document = counterparts.client(client.document)
    has_secret = bool(document.pop("ClientSecret", None))
    providers = "SupportedIdentityProviders"
    document[providers] = [name for name in document.get(providers) or () if name not in lacking]
    request = _own(update_request(model, "CreateUserPoolClient", MadeUp().within(document)))
    return {**request, **({"GenerateSecret": True} if has_secret else {})}


def branding_request(model: Any, style: Mapping[str, Any]) -> Document:
    """CreateManagedLoginBranding, without the ids of pool and client."""
    request = _own(update_request(model, "CreateManagedLoginBranding", MadeUp().within(style)))
    if request.get("UseCognitoProvidedValues"):
        return {"UseCognitoProvidedValues": True}
    return {name: value for name, value in request.items() if name != "UseCognitoProvidedValues"}


def _own(request: Document) -> Document:
    return {
        name: value for name, value in request.items() if name not in {"UserPoolId", "ClientId"}
    }

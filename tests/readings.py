"""Readings made by hand, for tests that need no AWS.

The two pools differ only in what a test says.
"""

from dataclasses import replace
from typing import Any

from migration.deployment.dependents import Dependents
from migration.deployment.whole_reading import Reading
from migration.pools.documents import AppClient, Domain, IdentityProvider, Pool, SkillsStack
from migration.pools.reading import Deployment, PoolReading, PoolRef, UICustomization, Unread
from migration.stacks.stack import Stacks

REGION = "us-east-1"
DEPLOYMENT = Deployment(
    account="123456789012",
    region=REGION,
    endpoint="",
    who="arn:aws:iam::123456789012:user/admin",
    old_pool=PoolRef("us-east-1_Old", "rainmaker-user-pool"),
    new_pool=PoolRef("us-east-1_New", "rainmaker-user-email-mobile-pool"),
)


def client(name: str, id_: str = "", **members: Any) -> AppClient:
    """An app client that allows OAuth, unless told otherwise."""
    document = {"AllowedOAuthFlowsUserPoolClient": True, **members}
    return AppClient.from_describe(
        {"ClientId": id_ or f"id-of-{name}", "ClientName": name, **document}
    )


def google(**details: str) -> IdentityProvider:
    held = {
        "client_id": "acme.apps",
        "client_secret": "a secret",
        "authorize_scopes": "profile email openid",
        **details,
    }
    return provider("Google", "Google", held, {"email": "email"})


def apple(**details: str) -> IdentityProvider:
    held = {
        "client_id": "com.acme.signin",
        "team_id": "TEAM123456",
        "key_id": "OLDKEY1234",
        "authorize_scopes": "email name",
        **details,
    }
    return provider("SignInWithApple", "SignInWithApple", held, {"email": "email"})


def github() -> IdentityProvider:
    return provider(
        "GitHub",
        "OIDC",
        {"client_id": "gh", "client_secret": "s", "oidc_issuer": "https://gh.example"},
        {},
    )


def provider(
    name: str, type_: str, details: dict[str, str], mapping: dict[str, str]
) -> IdentityProvider:
    document = {
        "ProviderName": name,
        "ProviderType": type_,
        "ProviderDetails": details,
        "AttributeMapping": mapping,
    }
    return IdentityProvider.from_describe(document)


def pool(name: str = "pool", **members: Any) -> Pool:
    return Pool.from_describe({"Id": f"us-east-1_{name}", "Name": name, **members})


def domain(name: str = "acme-login", version: int = 1) -> Domain:
    return Domain.from_describe(
        {"Domain": name, "ManagedLoginVersion": version, "Status": "ACTIVE"}, REGION
    )


def pool_reading(**parts: Any) -> PoolReading:
    """A pool of which everything was read, and which has nothing but what is given."""
    whole = PoolReading(
        pool=pool(),
        mfa={},
        domain=None,
        providers=(),
        clients=(),
        ui_customization=UICustomization(),
        resource_scopes=frozenset(),
        resource_servers=(),
        groups=(),
        risk={},
        log_delivery=(),
        client_looks={},
        client_styles=None,
    )
    return replace(whole, **parts)


def reading(
    old: PoolReading, new: PoolReading, skills_stack: SkillsStack | Unread | None = None
) -> Reading:
    return Reading(
        old,
        new,
        skills_stack,
        stacks=Stacks(),
        exports={},
        dependents=Dependents("us-east-1_Old", "us-east-1_New"),
    )

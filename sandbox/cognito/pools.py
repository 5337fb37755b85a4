"""User pools: list, describe, create, update, delete.

The second factor (MFA) has operations of its own.
"""

import secrets
import string
from typing import cast

from botocore.model import StructureShape

from sandbox import paging
from sandbox.cognito import pool_rules
from sandbox.duplicate import duplicate
from sandbox.errors import invalid_parameter
from sandbox.models import COGNITO, request_shape
from sandbox.state import Account, Asked, Document, UserPool

_ALPHABET = string.ascii_letters + string.digits

DEFAULTS: Document = {
    "Policies": {
        "PasswordPolicy": {
            "MinimumLength": 8,
            "RequireUppercase": True,
            "RequireLowercase": True,
            "RequireNumbers": True,
            "RequireSymbols": True,
            "TemporaryPasswordValidityDays": 7,
        },
        "SignInPolicy": {"AllowedFirstAuthFactors": ["PASSWORD"]},
    },
    "DeletionProtection": "INACTIVE",
    "LambdaConfig": {},
    "VerificationMessageTemplate": {"DefaultEmailOption": "CONFIRM_WITH_CODE"},
    "UserAttributeUpdateSettings": {"AttributesRequireVerificationBeforeUpdate": []},
    "MfaConfiguration": "OFF",
    "EmailConfiguration": {"EmailSendingAccount": "COGNITO_DEFAULT"},
    "UserPoolTags": {},
    "AdminCreateUserConfig": {"AllowAdminCreateUserOnly": False, "UnusedAccountValidityDays": 7},
    "UserPoolTier": "ESSENTIALS",
}
"""What a pool has for members that were never named (`beliefs.POOL_DEFAULTS`)."""

_KEPT = frozenset({"DcrConfiguration", "MfaConfiguration", "PoolName"})
"""Not reset by an update that leaves it out: AWS says so of the first, the second was measured,
the third must be. Of `Policies` each member is kept (measured)."""


def list_user_pools(asked: Asked) -> Document:
    """Id, name and dates of every pool of the region."""
    pools = asked.account.pools.values() if asked.region == asked.account.region else ()
    members = ("Id", "Name", "LambdaConfig", "LastModifiedDate", "CreationDate")
    listed = [
        {member: pool.document[member] for member in members if member in pool.document}
        for pool in pools
    ]
    return paging.cognitos(asked, "UserPools", listed)


def describe_user_pool(asked: Asked) -> Document:
    """The whole document."""
    return {"UserPool": described(asked.pool)}


def described(pool: UserPool) -> Document:
    """A pool's document with what AWS adds to it.

    That is its domains, and the template's members under their former names too.
    """
    document = duplicate(pool.document)
    if pool.domain is not None:
        document["Domain"] = pool.domain["Domain"]
    if pool.custom_domain is not None:
        document["CustomDomain"] = pool.custom_domain["Domain"]
    template = document.get("VerificationMessageTemplate", {})
    for former, member in pool_rules.FORMER_NAMES.items():
        if member in template:
            document[former] = template[member]
    config = document.get("AdminCreateUserConfig", {})
    policy = document.get("Policies", {}).get("PasswordPolicy", {})
    # AWS answers with the older of the two members as well, which it then refuses to take beside
    # the newer one.
    config["UnusedAccountValidityDays"] = policy.get(
        "TemporaryPasswordValidityDays", config.get("UnusedAccountValidityDays", 7)
    )
    return document


def create_user_pool(asked: Asked) -> Document:
    """Make a pool with an id of AWS's form.

    Raises `InvalidParameterException` for what `pool_rules` refuses.
    """
    given = duplicate(asked.parameters)
    standard = frozenset(attribute["Name"] for attribute in STANDARD_ATTRIBUTES)
    pool_rules.check_new(asked.account, given, standard)
    pool_id = f"{asked.region}_{''.join(secrets.choice(_ALPHABET) for _ in range(9))}"
    members = {
        **_settable(given),
        "Name": given["PoolName"],
        "SchemaAttributes": _schema(given.get("Schema", [])),
    }
    pool = new_pool(asked.account, pool_id, members, asked.now())
    asked.account.pools[pool_id] = pool
    return {"UserPool": described(pool)}


def new_pool(account: Account, pool_id: str, members: Document, moment: float) -> UserPool:
    """A pool's whole document: defaults, ARN, dates.

    It has the standard attributes where the request gives none.
    """
    document = {**with_defaults(members), "Id": pool_id}
    document.setdefault("CreationDate", moment)
    document.setdefault("LastModifiedDate", moment)
    document.setdefault("EstimatedNumberOfUsers", 0)
    document.setdefault("SchemaAttributes", duplicate(STANDARD_ATTRIBUTES))
    document["Arn"] = f"arn:aws:cognito-idp:{account.region}:{account.id}:userpool/{pool_id}"
    return UserPool(document=document)


def with_defaults(members: Document) -> Document:
    """The members, and the default of each one that is missing.

    The three structures in them are completed too.
    """
    document = {**duplicate(DEFAULTS), **members}
    for name in ("Policies", "EmailConfiguration", "AdminCreateUserConfig"):
        document[name] = {**duplicate(DEFAULTS[name]), **document[name]}
    return document


def update_user_pool(asked: Asked) -> Document:
    """Set every member that an update can set.

    What the request leaves out gets its default.
    """
    given = duplicate(asked.parameters)
    pool = asked.pool
    pool_rules.check(given)
    document = {
        name: value
        for name, value in pool.document.items()
        if name not in _settable_members() - _KEPT
    }
    settable = _settable(given)
    settable["Policies"] = {**pool.document.get("Policies", {}), **settable.get("Policies", {})}
    document |= with_defaults(settable) | _kept(pool.document, given)
    document["UserPoolTags"] = _awss_tags(pool.document) | document["UserPoolTags"]
    if "PoolName" in given:
        document["Name"] = given["PoolName"]
    document["LastModifiedDate"] = asked.now()
    pool.document = document
    return {}


def _kept(before: Document, given: Document) -> Document:
    return {name: before[name] for name in _KEPT if name in before and name not in given}


def _awss_tags(document: Document) -> Document:
    """CloudFormation's own tags, which nobody else sets or removes."""
    tags = document.get("UserPoolTags", {})
    return {name: value for name, value in tags.items() if name.startswith("aws:")}


def delete_user_pool(asked: Asked) -> Document:
    """Delete the pool.

    Raises `InvalidParameterException` while it is protected or has a domain.
    """
    pool = asked.pool
    if pool.document.get("DeletionProtection") == "ACTIVE":
        raise invalid_parameter(
            "The user pool cannot be deleted because deletion protection is activated. "
            "Deletion protection must be inactivated first."
        )
    if any(pool.domains):
        raise invalid_parameter(
            "User pool cannot be deleted. It has a domain configured that should be deleted first."
        )
    del asked.account.pools[pool.id]
    return {}


def get_user_pool_mfa_config(asked: Asked) -> Document:
    """What SetUserPoolMfaConfig set, and the pool's own `MfaConfiguration`."""
    pool = asked.pool
    return {**pool.mfa, "MfaConfiguration": pool.document.get("MfaConfiguration", "OFF")}


def set_user_pool_mfa_config(asked: Asked) -> Document:
    """Sets all of it: what is left out is no longer configured."""
    pool = asked.pool
    given = duplicate(
        {name: value for name, value in asked.parameters.items() if name != "UserPoolId"}
    )
    pool_rules.check_mfa(given)
    pool.document["MfaConfiguration"] = given.pop("MfaConfiguration", "OFF")
    pool.document["LastModifiedDate"] = asked.now()
    pool.mfa = given
    return get_user_pool_mfa_config(asked)


def _settable_members() -> frozenset[str]:
    shape = cast("StructureShape", request_shape(COGNITO, "UpdateUserPool"))
    return frozenset(shape.members) - {"UserPoolId"}


def _settable(given: Document) -> Document:
    """The request's members as the pool keeps them."""
    members = {
        name: value
        for name, value in given.items()
        if name not in {"UserPoolId", "PoolName", "Schema"}
    }
    template = members.setdefault("VerificationMessageTemplate", {})
    for former, member in pool_rules.FORMER_NAMES.items():
        if former in members:
            template.setdefault(member, members.pop(former))
    template.setdefault("DefaultEmailOption", "CONFIRM_WITH_CODE")
    return members


def _schema(given: list[Document]) -> list[Document]:
    """The standard attributes as the request changes them, and the request's custom ones.

    Custom names get AWS's prefix, `custom:`.
    """
    standard = {attribute["Name"]: attribute for attribute in duplicate(STANDARD_ATTRIBUTES)}
    own = []
    for attribute in given:
        if attribute["Name"] in standard:
            standard[attribute["Name"]] |= attribute
        else:
            own.append(
                {
                    "DeveloperOnlyAttribute": False,
                    "Mutable": True,
                    "Required": False,
                    **attribute,
                    "Name": f"custom:{attribute['Name']}",
                }
            )
    return [*standard.values(), *own]


_TEXTS = [
    "name",
    "given_name",
    "family_name",
    "middle_name",
    "nickname",
    "preferred_username",
    "profile",
    "picture",
    "website",
    "email",
    "gender",
    "zoneinfo",
    "locale",
    "phone_number",
    "address",
]


def _attribute(name: str, kind: str, least: str = "0", most: str = "2048") -> Document:
    document: Document = {
        "Name": name,
        "AttributeDataType": kind,
        "DeveloperOnlyAttribute": False,
        "Mutable": name != "sub",
        "Required": name == "sub",
    }
    if kind == "String":
        document["StringAttributeConstraints"] = {"MinLength": least, "MaxLength": most}
    if kind == "Number":
        document["NumberAttributeConstraints"] = {"MinValue": "0"}
    return document


STANDARD_ATTRIBUTES: list[Document] = [
    _attribute("sub", "String", least="1"),
    *(_attribute(name, "String") for name in _TEXTS),
    _attribute("birthdate", "String", least="10", most="10"),
    _attribute("email_verified", "Boolean"),
    _attribute("phone_number_verified", "Boolean"),
    _attribute("updated_at", "Number"),
    _attribute("identities", "String"),
]
"""The attributes that every pool has: OpenID Connect's, and one that Cognito adds by itself."""

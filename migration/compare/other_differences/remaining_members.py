"""What the step "Also differs" compares of each document.

It leaves out the names and dates that AWS gives, and what steps 2 to 5 show.
"""

import json
from collections.abc import Iterable, Mapping, Set
from functools import lru_cache
from typing import Any

from migration.aws.update_requests import FORMER
from migration.compare.members import bare
from migration.compare.other_differences.rules import (
    ATTACHED_FACTS,
    CLIENT_COVERED,
    CLIENT_FACTS,
    COGNITOS_OWN_ATTRIBUTES,
    DOMAIN_COVERED,
    DOMAIN_FACTS,
    POOL_COVERED,
    POOL_FACTS,
    PROVIDER_COVERED,
)
from migration.pools.documents import AppClient, Domain, IdentityProvider, Pool

Document = Mapping[str, Any]

_CLIENT_HIDDEN = CLIENT_FACTS | CLIENT_COVERED
# Members of a client that stand for every attribute when they are empty.
_ALL_WHEN_EMPTY = ("ReadAttributes", "WriteAttributes")
EVERY_ATTRIBUTE = "every standard attribute (nothing is set)"

_SECONDS = {"seconds": 1, "minutes": 60, "hours": 3600, "days": 86400}
# Each lifetime with the unit and the value that AWS takes where none is set (UserPoolClientType).
_LIFETIMES = (
    ("RefreshTokenValidity", "RefreshToken", "days", 30),
    ("AccessTokenValidity", "AccessToken", "hours", 1),
    ("IdTokenValidity", "IdToken", "hours", 1),
)


def of_pool(pool: Pool) -> Document:
    """A pool without what the guide's steps show.

    A member that AWS gives under an older name too stands there once.
    """
    document = _without(pool.document, POOL_FACTS | FORMER.keys())
    template = {
        member: pool.document[former]
        for former, member in FORMER.items()
        if pool.document.get(former)
    }
    document["VerificationMessageTemplate"] = {
        **template,
        **(document.get("VerificationMessageTemplate") or {}),
    }
    if ((document.get("Policies") or {}).get("PasswordPolicy") or {}).get(
        "TemporaryPasswordValidityDays"
    ) is not None:
        # The older of two members for the same thing.
        users = document.get("AdminCreateUserConfig") or {}
        document["AdminCreateUserConfig"] = _without(users, {"UnusedAccountValidityDays"})
    if document.get("SchemaAttributes"):
        document["SchemaAttributes"] = [
            attribute
            for attribute in document["SchemaAttributes"]
            if attribute.get("Name") not in COGNITOS_OWN_ATTRIBUTES
        ]
    for covered in POOL_COVERED:
        structure, _, member = covered.partition(".")
        if structure in document:
            document[structure] = _without(document[structure], {member})
    return document


def of_clients(old: AppClient, new: AppClient) -> tuple[Document, Document]:
    """The documents of a pair of clients, made comparable.

    Lifetimes get their units. Where only one client names its attributes, the other's default set
    is put into words.
    """
    olds, news = _of_client(old.document), _of_client(new.document)
    for member in _ALL_WHEN_EMPTY:
        for document, other in ((olds, news), (news, olds)):
            if other.get(member) and not document.get(member):
                document[member] = EVERY_ATTRIBUTE
    return olds, news


def _of_client(document: Document) -> dict[str, Any]:
    members = {name: value for name, value in document.items() if name not in _CLIENT_HIDDEN}
    units = dict(members.pop("TokenValidityUnits", None) or {})
    for member, token, unit, default in _LIFETIMES:
        members[member] = lifetime(document.get(member) or default, units.pop(token, None) or unit)
    if units:
        members["TokenValidityUnits"] = units
    return members


def access_token_seconds(client: AppClient) -> int | None:
    """How long an access token of the client lives; None in a unit that is not known."""
    _, token, unit, default = next(entry for entry in _LIFETIMES if entry[1] == "AccessToken")
    units = client.document.get("TokenValidityUnits") or {}
    value, seconds = (
        client.document.get("AccessTokenValidity") or default,
        _SECONDS.get(units.get(token) or unit),
    )
    return value * seconds if seconds is not None and isinstance(value, int) else None


@lru_cache(maxsize=256)
def lifetime(value: int, unit: str) -> str:
    """A token's lifetime in the largest unit that it fills: 60 minutes and 1 hour are the same."""
    if unit not in _SECONDS or not isinstance(value, int):
        return f"{value} {unit}"
    seconds = value * _SECONDS[unit]
    for name, length in sorted(_SECONDS.items(), key=lambda unit_and_length: -unit_and_length[1]):
        if seconds % length == 0:
            count = seconds // length
            return f"{count} {name if count != 1 else name.removesuffix('s')}"
    return f"{value} {unit}"


def lifetime_seconds(text: str) -> int | None:
    """How long a lifetime in words is; None where it is none."""
    count, _, unit = text.partition(" ")
    length = _SECONDS.get(unit if unit.endswith("s") else f"{unit}s")
    return int(count) * length if length is not None and count.isdigit() else None


def of_domain(domain: Domain | None) -> Document:
    """A domain's certificate, routing and whatever AWS adds."""
    return {
        "UserPoolDomain": _without(domain.document, DOMAIN_FACTS | DOMAIN_COVERED) if domain else {}
    }


def of_provider(provider: IdentityProvider) -> Document:
    """A provider without what steps 3a to 3c show."""
    return _without(provider.document, PROVIDER_COVERED | ATTACHED_FACTS)


def attached(name: str, documents: Iterable[Document]) -> Document:
    """A list that hangs on a pool (groups, resource servers, logs), under the name of its own."""
    return {name: [attached_members(document) for document in documents]}


def is_cognitos_own_group(group: Document) -> bool:
    """Whether Cognito made this group: `<pool id>_<provider>`, for who signs in by the provider.

    One that somebody gave a role or a rank means more than that, and counts as any other.
    """
    own = f"{group.get('UserPoolId')}_"
    name = str(group.get("GroupName", ""))
    named = name.startswith(own) and name != own
    return named and not group.get("RoleArn") and group.get("Precedence") is None


def item_named(names: Iterable[str], label: str) -> str:
    """The longest name that a label `<name>/<what is within>` begins with; a name can hold `/`."""
    found = (name for name in names if f"{label}/".startswith(f"{name}/"))
    return max(found, key=len, default="")


def attached_members(document: Document) -> Document:
    """A document that hangs on a pool, without names and dates."""
    return _without(document, ATTACHED_FACTS)


def of_look(look: Document | None) -> Document:
    """A classic hosted page's look."""
    return {"UICustomization": _without(look or {}, ATTACHED_FACTS)}


def of_style(style: Document | None) -> Document:
    """A managed login style: its settings are one text of JSON, each picture is its fingerprint."""
    members = _without(style or {}, ATTACHED_FACTS)
    if members.get("Settings"):
        members["Settings"] = json.dumps(bare(members["Settings"]), indent=2, sort_keys=True)
    pictures = members.pop("Assets", None) or ()
    members["Assets"] = {
        " ".join(str(asset.get(part) or "") for part in ("Category", "ColorMode")): asset.get(
            "Bytes"
        )
        for asset in pictures
    }
    return {"ManagedLoginBranding": members}


def _without(document: Document, names: Set[str]) -> dict[str, Any]:
    return {name: value for name, value in document.items() if name not in names}

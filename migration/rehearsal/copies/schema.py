"""A pool's attributes as CreateUserPool takes them.

Describe shows every attribute; Create makes the standard ones by itself, and takes of them what
differs from the standard. A custom one gets its prefix from AWS: `custom:x` sent becomes
`custom:custom:x` (awsdocs/aws-cloudformation-user-guide#932).
"""

from collections.abc import Mapping, Sequence
from typing import Any

# OpenID Connect's, as Cognito has them in every pool: the length that each is made with.
_STANDARD: Mapping[str, tuple[str, str] | None] = {
    **dict.fromkeys(
        (
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
        ),
        ("0", "2048"),
    ),
    "birthdate": ("10", "10"),
    "updated_at": None,
    "email_verified": None,
    "phone_number_verified": None,
}
_COGNITOS = frozenset({"sub", "identities"})  # nobody but Cognito sets these
_PREFIXES = ("dev:", "custom:")


def schema_request(pool: Mapping[str, Any]) -> list[dict[str, Any]]:
    """`Schema` of CreateUserPool, from DescribeUserPool's `SchemaAttributes`."""
    attributes: Sequence[Mapping[str, Any]] = pool.get("SchemaAttributes") or ()
    found: list[dict[str, Any]] = []
    for attribute in attributes:
        name = str(attribute.get("Name", ""))
        if name in _COGNITOS or (name in _STANDARD and _is_standard(attribute)):
            continue
        found.append({**_plain(attribute), "Name": _bare(name)})
    return found


def _is_standard(attribute: Mapping[str, Any]) -> bool:
    constraints = attribute.get("StringAttributeConstraints") or {}
    lengths = (str(constraints.get("MinLength", "")), str(constraints.get("MaxLength", "")))
    usual = _STANDARD[str(attribute["Name"])]
    return (
        not attribute.get("Required")
        and attribute.get("Mutable", True) is not False
        and (not constraints or lengths == usual)
    )


def _bare(name: str) -> str:
    for prefix in _PREFIXES:
        name = name.removeprefix(prefix)
    return name


def _plain(attribute: Mapping[str, Any]) -> dict[str, Any]:
    return {
        name: dict(value) if isinstance(value, Mapping) else value
        for name, value in attribute.items()
    }

"""A question that somebody signed as a JWT."""

from typing import Any

import jwt


def claims_of(signed: str, public_key: str, algorithm: str, audience: str = "") -> dict[str, Any]:
    """What it claims, where the key signed it and it holds now; empty else."""
    try:
        found: dict[str, Any] = jwt.decode(
            signed,
            public_key,
            algorithms=[algorithm],
            audience=audience or None,
            options={"verify_aud": bool(audience)},
        )
    except jwt.PyJWTError:
        return {}
    return found


def key_id_of(signed: str) -> str:
    """The key that its head names; empty where it has none."""
    try:
        return str(jwt.get_unverified_header(signed).get("kid", ""))
    except jwt.PyJWTError:
        return ""

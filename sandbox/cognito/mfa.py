"""The second factor: TOTP, e-mail and passkeys live in these two operations only, not in UpdateUserPool."""

from copy import deepcopy

from sandbox.state import Asked, Document


def get_user_pool_mfa_config(asked: Asked) -> Document:
    """What SetUserPoolMfaConfig set, and the pool's own `MfaConfiguration`."""
    pool = asked.pool
    return {**pool.mfa, "MfaConfiguration": pool.document.get("MfaConfiguration", "OFF")}


def set_user_pool_mfa_config(asked: Asked) -> Document:
    """Sets all of it: what is left out is no longer configured."""
    pool = asked.pool
    given = deepcopy({name: value for name, value in asked.parameters.items() if name != "UserPoolId"})
    pool.document["MfaConfiguration"] = given.pop("MfaConfiguration", "OFF")
    pool.document["LastModifiedDate"] = asked.now()
    pool.mfa = given
    return get_user_pool_mfa_config(asked)

"""The deployment that every history begins with: the sample's, loaded once."""

from functools import cache

from sandbox import sample
from sandbox.state import Account
from tests.practice_aws import ROOT

SECRET = "the-simulations-own-secret"
PREFIX = "acme-users"  # of the new pool's domain, as its administrators choose it

_SECRET = frozenset({"client_secret", "private_key"})  # of a provider's details


@cache
def at_first() -> Account:
    """As it stands in the file; never changed."""
    return sample.load(ROOT / "assets" / "sample" / "acme.toml", "AKIASIMULATION0", SECRET)


def secrets_of(account: Account, *others: str) -> tuple[str, ...]:
    """What no record may hold in the clear: the providers' secrets, and others.

    Of a key each line: the end of one stands in JSON as something else.
    """
    values = [
        value
        for pool in account.pools.values()
        for provider in pool.providers.values()
        for name, value in provider["ProviderDetails"].items()
        if name in _SECRET
    ]
    lines = (line for value in (*values, *others) for line in value.splitlines())
    return tuple({line for line in lines if line and not line.startswith("-----")})

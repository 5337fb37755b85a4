"""The deployment that every history begins with: the sample's, loaded once."""

from functools import cache

from sandbox import sample
from sandbox.state import Account
from tests.practice_aws import ROOT

SECRET = "the-simulations-own-secret"
PREFIX = "acme-users"  # of the new pool's domain, as its administrators choose it


@cache
def at_first() -> Account:
    """As it stands in the file; never changed."""
    return sample.load(ROOT / "assets" / "sample" / "acme.toml", "AKIASIMULATION0", SECRET)


def secrets_of(account: Account) -> tuple[str, ...]:
    """What no record may hold in the clear: the providers' secrets."""
    details = [
        provider["ProviderDetails"]
        for pool in account.pools.values()
        for provider in pool.providers.values()
    ]
    return tuple({one["client_secret"] for one in details if "client_secret" in one})

"""How long comparing two large pools takes."""

import time
from collections.abc import Callable, Iterator

from migration.compare.choices import Choices
from migration.compare.compared_parts import ComparedParts
from migration.compare.comparison import compare
from migration.deployment.whole_reading import Reading
from migration.pools.documents import AppClient
from migration.pools.reading import PoolReading
from tests.bench.measures import Measured, number
from tests.readings import REGION, client, google, pool_reading, reading

CLIENTS = 1000


def comparing(rounds: int) -> Iterator[Measured]:
    """The time that comparing two pools of a thousand clients each takes.

    It is the best of the rounds, since a busy machine can only add to it.
    """
    pools = two_pools()
    compared = ComparedParts()
    settings = compare(pools, Choices(), REGION, compared)
    yield Measured("settings of two pools of 1,000 clients", str(len(settings)))
    yield number(
        "  compared", _best(rounds, lambda: compare(pools, Choices(), REGION)), "ms", 100, 0
    )
    yield number(
        "  compared again",
        _best(rounds, lambda: compare(pools, Choices(), REGION, compared)),
        "ms",
        None,
        0,
    )


def two_pools() -> Reading:
    """Pools that are alike but for a lifetime here and a callback there."""
    return reading(_pool("old"), _pool("new"))


def _pool(name: str) -> PoolReading:
    clients = tuple(_client(name, at) for at in range(CLIENTS))
    return pool_reading(
        clients=clients,
        providers=(google(),),
        client_looks=dict.fromkeys(client.id for client in clients),
    )


def _client(pool: str, at: int) -> AppClient:
    return client(
        f"app-{at:04d}",
        f"{pool}{at:023d}",
        UserPoolId=pool,
        RefreshTokenValidity=30 if at % 10 or pool == "old" else 10,
        AccessTokenValidity=60,
        IdTokenValidity=60,
        TokenValidityUnits={"AccessToken": "minutes", "IdToken": "minutes", "RefreshToken": "days"},
        ExplicitAuthFlows=["ALLOW_USER_SRP_AUTH", "ALLOW_REFRESH_TOKEN_AUTH"],
        ReadAttributes=["email", "name"],
        WriteAttributes=["email"],
        SupportedIdentityProviders=["COGNITO", "Google"],
        CallbackURLs=[
            f"https://app{at}.example/callback",
            *([f"app{at}://success"] if at % 10 or pool == "old" else []),
        ],
        LogoutURLs=[f"https://app{at}.example/out"],
        AllowedOAuthFlows=["code"],
        AllowedOAuthScopes=["openid", "email"],
        PreventUserExistenceErrors="ENABLED",
        EnableTokenRevocation=True,
        EnablePropagateAdditionalUserContextData=False,
        AuthSessionValidity=3,
    )


def _best(rounds: int, work: Callable[[], object]) -> float:
    took = []
    for _ in range(rounds):
        began = time.perf_counter()
        work()
        took.append(1000 * (time.perf_counter() - began))
    return min(took)

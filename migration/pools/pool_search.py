"""Which two pools: found by exact name over all pages, or by id."""

import re
from collections.abc import Callable, Sequence
from difflib import get_close_matches
from functools import partial
from threading import Event
from typing import Any

from migration.aws.connection import Connection
from migration.aws.parallel import in_parallel
from migration.aws.reads import describe_pool, list_pools
from migration.aws.safe_text import clean
from migration.defaults import NEW_POOL, OLD_POOL
from migration.errors import AccessRefused, BadInput, PoolNotFound, ResourceGone
from migration.pools.reading import PoolRef, Role

SHOWN = 8  # candidates in one sentence

_ID = re.compile(r"([a-z]{2}(?:-[a-z]+)+-\d+)_[0-9A-Za-z]+")


def find_pools(
    connection: Connection, old_pool: str, new_pool: str, cancelled: Event | None = None
) -> tuple[PoolRef, PoolRef]:
    """The old and the new pool, each given by name or by id, in the time of one listing. Blocking.

    Raises `PoolNotFound`, `BadInput`, and whatever `migration.errors` has for a failed call.
    """
    wanted = {Role.OLD: old_pool, Role.NEW: new_pool}
    ids = {role: pool for role, pool in wanted.items() if _ID.fullmatch(pool)}
    for pool_id in ids.values():
        _check_region(connection, pool_id)

    def listing() -> list[PoolRef]:
        return _list(connection) if len(ids) < len(wanted) else []

    def described() -> dict[Role, PoolRef]:
        return dict(
            zip(
                ids,
                in_parallel(
                    [partial(_by_id, connection, *given) for given in ids.items()], cancelled
                ),
                strict=True,
            )
        )

    def warm() -> None:
        # takes half a call's time to make: while AWS answers it costs nothing
        connection.cloudformation(connection.region)

    calls: tuple[Callable[[], Any], ...] = (listing, described, warm)
    pools, by_id, _ = in_parallel(calls, cancelled)
    old, new = (
        by_id.get(role) or _by_name(pools, role, name, connection.region)
        for role, name in wanted.items()
    )
    if old.id == new.id:
        raise BadInput(
            f"The old and the new pool are the same one, {_named(old)}: name two different pools"
            " with --old-pool and --new-pool."
        )
    if old.name == NEW_POOL or new.name == OLD_POOL:
        raise BadInput(
            f"The pools are the wrong way round: RainMaker's old pool is called {OLD_POOL}, and its"
            f" new one {NEW_POOL}. Asked for were {_named(old)} as the old one and {_named(new)} as"
            " the new one."
        )
    return old, new


def _option(role: Role) -> str:
    return f"--{role}-pool"


def _check_region(connection: Connection, pool_id: str) -> None:
    region = pool_id.rpartition("_")[0]
    if region != connection.region:
        raise BadInput(
            f"The pool {pool_id} is in {region}, and we are in {connection.region}:"
            f" give --region {region}."
        )


def _by_id(connection: Connection, role: Role, pool_id: str) -> PoolRef:
    try:
        pool = describe_pool(connection, pool_id)
    except ResourceGone:
        raise PoolNotFound(
            f"There is no user pool {pool_id} in this account: give {_option(role)} the name or id"
            " of one."
        ) from None
    return PoolRef(pool_id, str(pool.get("Name", "")))


def _list(connection: Connection) -> list[PoolRef]:
    try:
        return [
            PoolRef(str(pool["Id"]), str(pool.get("Name", ""))) for pool in list_pools(connection)
        ]
    except AccessRefused as error:
        raise AccessRefused(
            f"{error} Without it, give both pools by their ids, with --old-pool ID and"
            " --new-pool ID."
        ) from None


def _by_name(pools: Sequence[PoolRef], role: Role, wanted: str, region: str) -> PoolRef:
    """The one pool of that name; emulators' ids look like names, so an id is taken as well."""
    found = [pool for pool in pools if wanted in (pool.name, pool.id)]
    if len(found) == 1:
        return found[0]
    if found:
        raise PoolNotFound(
            f"{len(found)} pools in {region} are named “{clean(wanted)}”: say which is the {role}"
            f" one with {_option(role)} ID. They are {_candidates(found)}."
        )
    if not pools:
        raise PoolNotFound(
            f"There is no user pool in {region}: name the deployment's region with --region REGION,"
            " or its account with --profile PROFILE."
        )
    # The nearest names first: the list can be long, and is cut.
    near = get_close_matches(wanted, [pool.name for pool in pools], n=SHOWN, cutoff=0.5)
    ordered = sorted(
        pools, key=lambda pool: (near.index(pool.name) if pool.name in near else SHOWN, pool.name)
    )
    spaces = ", with a space before or behind it" if wanted != wanted.strip() else ""
    raise PoolNotFound(
        f"No pool in {region} is named “{clean(wanted)}”{spaces}, as the {role} one should be: name"
        f" one with {_option(role)} NAME or {_option(role)} ID, or another region with --region."
        f" There are {_candidates(ordered)}."
    )


def _candidates(pools: Sequence[PoolRef]) -> str:
    shown = ", ".join(_named(pool) for pool in pools[:SHOWN])
    return shown if len(pools) <= SHOWN else f"{shown} and {len(pools) - SHOWN} more"


def _named(pool: PoolRef) -> str:
    return f"{clean(pool.name)} ({pool.id})"

"""Production's two pools, as the copies are made from them."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import partial
from threading import Event
from typing import Any

from migration.aws import reads
from migration.aws.connection import Connection
from migration.aws.pacing import CALLS_PER_WINDOW
from migration.aws.parallel import in_parallel
from migration.errors import AccessRefused, AwsRefused, NotImplementedByServer, ResourceGone
from migration.pools.reading import PoolReading, Role
from migration.walk.state import State


@dataclass(frozen=True)
class Original:
    """One of production's pools: what was read of it, and the styles of its managed login."""

    reading: PoolReading
    styles: Mapping[str, Mapping[str, Any]]  # by client id


def originals_of(
    state: State,
    connection: Connection,
    stopped: Event,
    unread: Callable[[Role, str], None],
) -> dict[Role, Original]:
    """Both pools as they were read, and their styles, which are asked for here; *blocking*.

    `unread` is told whose styles AWS lets nobody read, and why. Raises a `PoolwalkError`.
    """
    deployment = state.online()
    ids = {Role.OLD: deployment.old_pool.id, Role.NEW: deployment.new_pool.id}
    found: dict[Role, Original] = {}
    for role in Role:
        reading = state.reading.of(role)
        try:
            styles = _styles(reading, ids[role], connection, stopped)
        except (AccessRefused, AwsRefused) as error:
            unread(role, str(error))
            styles = {}
        found[role] = Original(reading, styles)
    return found


def _styles(
    reading: PoolReading, pool_id: str, connection: Connection, stopped: Event
) -> dict[str, dict[str, Any]]:
    """Managed login's styles of a pool, by client id: they can be there before its domain is."""
    clients = reading.clients
    ids = [client.id for client in clients if client.id] if isinstance(clients, tuple) else []
    calls = [partial(_style, connection, pool_id, client) for client in ids]
    found = in_parallel(calls, stopped, CALLS_PER_WINDOW)
    return {client: style for client, style in zip(ids, found, strict=True) if style}


def _style(connection: Connection, pool_id: str, client: str) -> dict[str, Any]:
    try:
        return reads.describe_branding(connection, pool_id, client) or {}
    except (NotImplementedByServer, ResourceGone):
        return {}

"""Both pools, read part by part and all at the same time.

A part that fails is unread, with the reason; the others are read all the same.
"""

from collections.abc import Callable
from functools import partial
from threading import Event

from migration.aws.connection import Connection
from migration.aws.parallel import in_parallel
from migration.deployment.branding import Branding
from migration.deployment.pool_parts import PoolParts
from migration.pools.part_delivery import Arrived, PartDelivery, value_or_unread
from migration.pools.reading import Deployment, Role
from migration.pools.skills_stack import find_skills_stack


def read_deployment(
    connection: Connection, deployment: Deployment, arrived: Arrived, cancelled: Event
) -> None:
    """Read every part of both pools and tell each as it comes. Blocking.

    `arrived(role, field of PoolReading, value)` is called from other threads, but never by two at a
    time and never after this returned. The skills stack comes as `arrived(None, "skills_stack",
    value)`. A list comes whole; while the items of a long one are described, `Pending` comes with
    the count, which is to be ignored where an earlier reading has the list. A refused item stands
    in its list as `Unread`. Raises `Cancelled` alone.
    """
    delivery = PartDelivery(arrived)
    branding = Branding(connection, deployment.new_pool.id, delivery, cancelled)
    parts: list[Callable[[], None]] = [partial(_read_skills_stack, connection, delivery, cancelled)]
    for role, pool in ((Role.OLD, deployment.old_pool), (Role.NEW, deployment.new_pool)):
        reader = PoolParts(connection, role, pool.id, delivery, branding, cancelled)
        if role is Role.NEW:
            parts.append(reader.read_resource_scopes)
        parts += [
            reader.read_clients,
            reader.read_providers,
            reader.read_pool_and_domain,
            reader.read_mfa,
            reader.read_ui,
        ]
    try:
        in_parallel(parts, cancelled)
    finally:
        delivery.close()


def read_after_stack(
    connection: Connection, deployment: Deployment, arrived: Arrived, cancelled: Event
) -> None:
    """Read again what an update of the skills stack can have changed. Blocking.

    That is the stack, and the new pool's clients.
    """
    delivery = PartDelivery(arrived)
    branding = Branding(connection, deployment.new_pool.id, delivery, cancelled)
    reader = PoolParts(connection, Role.NEW, deployment.new_pool.id, delivery, branding, cancelled)
    parts: list[Callable[[], None]] = [
        partial(_read_skills_stack, connection, delivery, cancelled),
        reader.read_clients,
    ]
    try:
        in_parallel(parts, cancelled)
    finally:
        delivery.close()


def _read_skills_stack(connection: Connection, delivery: PartDelivery, cancelled: Event) -> None:
    stack = value_or_unread(
        "ListStackResources", partial(find_skills_stack, connection, cancelled), None
    )
    delivery.hand_in(None, "skills_stack", stack)

"""Both pools, read part by part and all at the same time.

A part that fails is unread, with the reason; the others are read all the same.
"""

from collections.abc import Callable, Sequence
from functools import partial
from threading import Event

from migration.aws.connection import Connection
from migration.aws.parallel import in_parallel
from migration.deployment.branding import Branding
from migration.deployment.pool_parts import PoolParts
from migration.deployment.whole_reading import Reading
from migration.pools.documents import AppClient, SkillsStack
from migration.pools.part_delivery import Arrived, PartDelivery, value_or_unread
from migration.pools.reading import Deployment, Pending, PoolReading, Role, Unread
from migration.pools.skills_stack_search import find_skills_stack


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
    parts: list[Callable[[], object]] = [
        partial(_read_skills_stack, connection, delivery, cancelled)
    ]
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
    connection: Connection,
    deployment: Deployment,
    reading: Reading,
    arrived: Arrived,
    cancelled: Event,
) -> None:
    """Read again what an update of the skills stack can have changed. Blocking.

    That is the stack, the new pool's clients that it made, and those that were not there in
    `reading`.
    """
    delivery = PartDelivery(arrived)
    branding = Branding(connection, deployment.new_pool.id, delivery, cancelled)
    reader = PoolParts(connection, Role.NEW, deployment.new_pool.id, delivery, branding, cancelled)
    try:
        stack = _read_skills_stack(connection, delivery, cancelled)
        reader.read_clients(_out_of_reach(stack, reading))
    finally:
        delivery.close()


def _out_of_reach(stack: SkillsStack | Unread | None, reading: Reading) -> Sequence[AppClient]:
    """The new pool's clients, as they were read, that the stack did not make.

    None where the stack has parts that are no client of either pool: what those do is not known.
    """
    if not isinstance(stack, SkillsStack):
        return ()
    old, new = _clients_read(reading.old), _clients_read(reading.new)
    if stack.client_ids - {client.id for client in (*old, *new)}:
        return ()
    return [client for client in new if client.id not in stack.client_ids]


def _clients_read(pool: PoolReading) -> Sequence[AppClient]:
    listed = () if isinstance(pool.clients, Unread | Pending) else pool.clients
    return [client for client in listed if isinstance(client, AppClient)]


def _read_skills_stack(
    connection: Connection, delivery: PartDelivery, cancelled: Event
) -> SkillsStack | Unread | None:
    stack = value_or_unread(
        "ListStackResources", partial(find_skills_stack, connection, cancelled), None
    )
    delivery.hand_in(None, "skills_stack", stack)
    return stack

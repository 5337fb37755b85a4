"""What else is attached to the pools.

It is read after everything that the guide's steps need, so that nobody waits for it.
"""

from collections.abc import Callable, Mapping, Sequence
from functools import partial
from threading import Event
from typing import Any, TypeVar

from migration.aws import reads
from migration.aws.connection import Connection
from migration.aws.parallel import in_parallel
from migration.deployment.dependents import read_dependents
from migration.deployment.long_lists import each
from migration.deployment.whole_reading import Reading
from migration.pools.documents import Domain, masked
from migration.pools.part_delivery import Arrived, PartDelivery, value_or_unread
from migration.pools.reading import Deployment, Pending, Role, Unread
from migration.stacks.listing import read_exports, read_stacks

T = TypeVar("T")
Document = Mapping[str, Any]
# ids of an old client and of the new one that takes its settings
ClientPairs = Sequence[tuple[str, str]]

MANAGED_LOGIN = 2


def read_attached(
    connection: Connection,
    deployment: Deployment,
    reading: Reading,
    pairs: ClientPairs,
    arrived: Arrived,
    cancelled: Event,
) -> None:
    """Read what `read_deployment` leaves of both pools, and the deployment's stacks. Blocking.

    Each part is told by `arrived` as it comes, as `read_deployment` does. Looks and styles are read
    of the clients in `pairs`; `reading` says whether any page can have one. A refused part is
    `Unread`, and so is what was refused of one client. Raises `Cancelled` alone.
    """
    delivery = PartDelivery(arrived)
    parts: list[Callable[[], None]] = [
        lambda: delivery.hand_in(None, "stacks", read_stacks(connection, cancelled)),
        partial(_read_exports, connection, deployment, reading, delivery, cancelled),
    ]
    for role, pool, ids in (
        (Role.OLD, deployment.old_pool, [old for old, _ in pairs]),
        (Role.NEW, deployment.new_pool, [new for _, new in pairs]),
    ):
        reader = _AttachedReader(connection, role, pool.id, delivery, cancelled)
        parts += [partial(reader.read_part, name) for name in _POOL_PARTS]
        parts += [
            partial(reader.read_looks, reading, ids),
            partial(reader.read_styles, reading, ids),
        ]
    try:
        in_parallel(parts, cancelled)
    finally:
        delivery.close()


def _read_exports(
    connection: Connection,
    deployment: Deployment,
    reading: Reading,
    delivery: PartDelivery,
    cancelled: Event,
) -> None:
    """What stacks export, and then who else rests on what they export of the old pool."""
    exports = read_exports(connection)
    delivery.hand_in(None, "exports", exports)
    clients = reading.old.clients
    listed = () if isinstance(clients, Unread | Pending) else clients
    ids = [client.id for client in listed]
    found = read_dependents(connection, deployment, ids, exports, cancelled)
    delivery.hand_in(None, "dependents", found)


def _documents(listed: Sequence[Document]) -> tuple[Document, ...]:
    return tuple(masked(document) for document in listed)


_POOL_PARTS: Mapping[str, tuple[str, Callable[[Connection, str], object]]] = {
    "resource_servers": (
        "ListResourceServers",
        lambda at, pool: _documents(reads.list_resource_servers(at, pool)),
    ),
    "groups": ("ListGroups", lambda at, pool: _documents(reads.list_groups(at, pool))),
    "risk": (
        "DescribeRiskConfiguration",
        lambda at, pool: masked(reads.describe_risk_configuration(at, pool)),
    ),
    "log_delivery": (
        "GetLogDeliveryConfiguration",
        lambda at, pool: _documents(reads.get_log_configurations(at, pool)),
    ),
}


class _AttachedReader:
    """The attached parts of one pool."""

    def __init__(
        self,
        connection: Connection,
        role: Role,
        pool_id: str,
        delivery: PartDelivery,
        cancelled: Event,
    ) -> None:
        self._connection = connection
        self._role = role
        self._id = pool_id
        self._hand_in = partial(delivery.hand_in, role)
        self._cancelled = cancelled

    def read_part(self, name: str) -> None:
        """One part that takes one operation."""
        operation, read = _POOL_PARTS[name]
        self._hand_in(name, self._attempt(operation, lambda: read(self._connection, self._id)))

    def read_looks(self, reading: Reading, clients: Sequence[str]) -> None:
        """The classic page's look of each client that has one of its own."""
        of_all = reading.of(self._role).ui_customization
        if isinstance(of_all, Unread):  # what is refused for all is not asked again for each
            self._hand_in("client_looks", of_all)
            return
        self._read_of_clients("client_looks", "GetUICustomization", clients, self._look)

    def _look(self, client: str) -> Document | None:
        look = reads.get_ui_customization(self._connection, self._id, client)
        # A client without one is answered with the pool's, whose client is called ALL.
        return masked(look) if look.get("ClientId") == client else None

    def read_styles(self, reading: Reading, clients: Sequence[str]) -> None:
        """Read the managed login style of each client, where both pools run managed login.

        Otherwise there is nothing to compare.
        """
        domains = (reading.old.domain, reading.new.domain)
        if not all(
            isinstance(domain, Domain) and domain.managed_login_version == MANAGED_LOGIN
            for domain in domains
        ):
            self._hand_in("client_styles", None)
            return
        self._read_of_clients(
            "client_styles", "DescribeManagedLoginBrandingByClient", clients, self._style
        )

    def _style(self, client: str) -> Document | None:
        style = reads.describe_branding(self._connection, self._id, client)
        return None if style is None else masked(style)

    def _read_of_clients(
        self,
        part: str,
        operation: str,
        clients: Sequence[str],
        read: Callable[[str], Document | None],
    ) -> None:
        calls = [
            partial(self._attempt, operation, partial(read, client), client) for client in clients
        ]
        answers = each(operation, calls, partial(self._hand_in, part), self._cancelled)
        self._hand_in(part, dict(zip(clients, answers, strict=True)))

    def _attempt(self, operation: str, call: Callable[[], T], client: str = "") -> T | Unread:
        return value_or_unread(operation, call, self._role, id_=client)

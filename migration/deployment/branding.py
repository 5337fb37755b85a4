"""Which clients of the new pool have a managed login style."""

from functools import partial
from threading import Event, Lock
from typing import Any

from migration.aws import reads
from migration.aws.connection import Connection
from migration.aws.parallel import in_parallel
from migration.deployment.long_lists import AT_ONCE
from migration.pools.documents import AppClient, Domain
from migration.pools.part_delivery import PartDelivery, value_or_unread
from migration.pools.reading import Role, Unread


class Branding:
    """Which of the new pool's clients have a managed login style.

    They are read once it is known that a domain runs managed login. The new domain takes the old
    one's login version, so either of the two is reason enough.
    """

    OPERATION = "DescribeManagedLoginBrandingByClient"
    NEEDED = frozenset({f"{Role.OLD} domain", f"{Role.NEW} domain", f"{Role.NEW} clients"})

    def __init__(
        self, connection: Connection, pool_id: str, delivery: PartDelivery, cancelled: Event
    ) -> None:
        self._connection = connection
        self._pool_id = pool_id
        self._delivery = delivery
        self._cancelled = cancelled
        self._known: dict[str, Any] = {}
        self._lock = Lock()

    def know(self, what: str, value: object) -> None:
        """Take note of a part; the thread that brings the last one needed reads on."""
        if what not in self.NEEDED:
            return
        with self._lock:
            self._known[what] = value
            complete = len(self._known) == len(self.NEEDED)
        if complete:
            self._delivery.hand_in(Role.NEW, "branding", self._read())

    def _read(self) -> dict[str, bool] | Unread | None:
        domains = [value for value in self._known.values() if isinstance(value, Domain)]
        clients = self._known[f"{Role.NEW} clients"]
        if not any(domain.managed_login_version == 2 for domain in domains):
            return None
        if isinstance(clients, Unread):
            return Unread(
                self.OPERATION, f"The app clients could not be read. {clients.reason}", Role.NEW
            )
        ids = [client.id for client in clients if isinstance(client, AppClient)]
        styles = in_parallel(
            [partial(self._has_style, client_id) for client_id in ids], self._cancelled, AT_ONCE
        )
        refused = [style for style in styles if isinstance(style, Unread)]
        if refused:  # half a list would pass for "has none" somewhere
            return refused[0]
        return {client_id: bool(style) for client_id, style in zip(ids, styles, strict=True)}

    def _has_style(self, client_id: str) -> bool | Unread:
        call = partial(reads.has_branding, self._connection, self._pool_id, client_id)
        return value_or_unread(self.OPERATION, call, Role.NEW, "", client_id)

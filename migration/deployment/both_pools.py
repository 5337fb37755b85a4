"""Both pools, read part by part and all at the same time.

A part that fails is unread, with the reason; the others are read all the same.
"""

from collections.abc import Callable, Sequence
from functools import partial
from threading import Event, Lock
from typing import Any, TypeVar

from migration.aws import reads
from migration.aws.connection import Connection
from migration.aws.pacing import CALLS_PER_WINDOW
from migration.aws.parallel import in_parallel
from migration.aws.question import clean
from migration.pools.documents import AppClient, Domain, IdentityProvider, Pool, masked
from migration.pools.part_delivery import Arrived, PartDelivery, value_or_unread
from migration.pools.reading import Deployment, Pending, Role, UICustomization, Unread
from migration.pools.skills_stack import find_skills_stack
from migration.web_address import is_host

T = TypeVar("T")

# As many as pacing lets begin in two seconds: slower answers than that would slow down a long list,
# more threads would not help.
AT_ONCE = 2 * CALLS_PER_WINDOW
LONG = 5 * CALLS_PER_WINDOW  # a list of more items than this tells how far it is


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
    branding = _Branding(connection, deployment.new_pool.id, delivery, cancelled)
    parts: list[Callable[[], None]] = [partial(_read_skills_stack, connection, delivery, cancelled)]
    for role, pool in ((Role.OLD, deployment.old_pool), (Role.NEW, deployment.new_pool)):
        reader = _PoolReader(connection, role, pool.id, delivery, branding, cancelled)
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
    branding = _Branding(connection, deployment.new_pool.id, delivery, cancelled)
    reader = _PoolReader(
        connection, Role.NEW, deployment.new_pool.id, delivery, branding, cancelled
    )
    parts: list[Callable[[], None]] = [
        partial(_read_skills_stack, connection, delivery, cancelled),
        reader.read_clients,
    ]
    try:
        in_parallel(parts, cancelled)
    finally:
        delivery.close()


class _PoolReader:
    """The parts of one pool."""

    def __init__(
        self,
        connection: Connection,
        role: Role,
        pool_id: str,
        delivery: PartDelivery,
        branding: "_Branding",
        cancelled: Event,
    ) -> None:
        self._connection = connection
        self._role = role
        self._id = pool_id
        self._delivery = delivery
        self._branding = branding
        self._cancelled = cancelled

    def read_pool_and_domain(self) -> None:
        """One after the other: the pool names its domain."""
        pool = self._attempt(
            "DescribeUserPool",
            lambda: Pool.from_describe(reads.describe_pool(self._connection, self._id)),
        )
        self._hand_in("pool", pool)
        domain: Domain | Unread | None
        if isinstance(pool, Unread):
            domain = self._unread(
                "DescribeUserPoolDomain",
                f"The pool, which names its domain, could not be read. {pool.reason}",
            )
        elif not pool.prefix:
            domain = None
        else:
            prefix = pool.prefix
            domain = self._attempt("DescribeUserPoolDomain", lambda: self._describe_domain(prefix))
        self._hand_in("domain", domain)
        self._branding.know(f"{self._role} domain", domain)

    def _describe_domain(self, prefix: str) -> Domain | Unread:
        description = reads.describe_domain(self._connection, prefix)
        if description is None:
            reason = (
                f"The pool names {prefix}, which AWS does not describe: it is being made or"
                " removed. Read again in a minute."
            )
            return self._unread("DescribeUserPoolDomain", reason)
        domain = Domain.from_describe(description, self._connection.region)
        if not is_host(domain.host):
            reason = (
                f"AWS names the domain “{clean(domain.name)}”, which can be no host: look at it in"
                " the Cognito console."
            )
            return self._unread("DescribeUserPoolDomain", reason)
        return domain

    def read_mfa(self) -> None:
        """What UpdateUserPool does not carry of MFA."""
        self._hand_in(
            "mfa",
            self._attempt(
                "GetUserPoolMfaConfig",
                lambda: masked(reads.get_mfa_config(self._connection, self._id)),
            ),
        )

    def read_resource_scopes(self) -> None:
        """The scopes that clients of this pool can name beside Cognito's own."""

        def scopes() -> frozenset[str]:
            servers = reads.list_resource_servers(self._connection, self._id)
            return frozenset(
                f"{server['Identifier']}/{scope['ScopeName']}"
                for server in servers
                for scope in server.get("Scopes") or ()
            )

        self._hand_in("resource_scopes", self._attempt("ListResourceServers", scopes))

    def read_ui(self) -> None:
        """The classic hosted page's look."""

        def get() -> UICustomization:
            return UICustomization(masked(reads.get_ui_customization(self._connection, self._id)))

        self._hand_in("ui_customization", self._attempt("GetUICustomization", get))

    def read_providers(self) -> None:
        """The names first, then each provider."""
        listed = self._attempt(
            "ListIdentityProviders", lambda: reads.list_providers(self._connection, self._id)
        )
        if isinstance(listed, Unread):
            self._hand_in("providers", listed)
            return
        names = [str(item["ProviderName"]) for item in listed]
        described = [partial(self._describe_provider, name) for name in names]
        self._hand_in("providers", self._each("providers", "DescribeIdentityProvider", described))

    def _describe_provider(self, name: str) -> IdentityProvider | Unread:
        operation = "DescribeIdentityProvider"

        def describe() -> IdentityProvider | Unread:
            answer = reads.describe_provider(self._connection, self._id, name)
            if answer is None:
                return self._unread(
                    operation,
                    "It was removed since it was listed. Read again to see what is there now.",
                    name,
                )
            return IdentityProvider.from_describe(answer)

        return self._attempt(operation, describe, name)

    def read_clients(self) -> None:
        """The ids first, then each client."""
        clients: tuple[AppClient | Unread, ...] | Unread
        listed = self._attempt(
            "ListUserPoolClients", lambda: reads.list_clients(self._connection, self._id)
        )
        if isinstance(listed, Unread):
            clients = listed
        else:
            described = [
                partial(
                    self._describe_client, str(item["ClientId"]), str(item.get("ClientName", ""))
                )
                for item in listed
            ]
            clients = self._each("clients", "DescribeUserPoolClient", described)
        self._hand_in("clients", clients)
        self._branding.know(f"{self._role} clients", clients)

    def _describe_client(self, client_id: str, name: str) -> AppClient | Unread:
        return self._attempt(
            "DescribeUserPoolClient",
            lambda: AppClient.from_describe(
                reads.describe_client(self._connection, self._id, client_id)
            ),
            name,
            client_id,
        )

    def _each(self, part: str, operation: str, calls: Sequence[Callable[[], T]]) -> tuple[T, ...]:
        """What the calls return; for a list that takes more than a moment, the count on the way."""
        done = _Counter()

        def counted(call: Callable[[], T]) -> T:
            answer = call()
            if len(calls) > LONG and done.up() % CALLS_PER_WINDOW == 0:
                self._hand_in(part, Pending(f"{operation}, {done.count} of {len(calls)}"))
            return answer

        return tuple(
            in_parallel([partial(counted, call) for call in calls], self._cancelled, AT_ONCE)
        )

    def _attempt(
        self, operation: str, call: Callable[[], T], name: str = "", id_: str = ""
    ) -> T | Unread:
        return value_or_unread(operation, call, self._role, name, id_)

    def _unread(self, operation: str, reason: str, name: str = "") -> Unread:
        return Unread(operation, reason, self._role, name)

    def _hand_in(self, part: str, value: object) -> None:
        self._delivery.hand_in(self._role, part, value)


class _Branding:
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


class _Counter:
    """Counts across threads."""

    def __init__(self) -> None:
        self.count = 0
        self._lock = Lock()

    def up(self) -> int:
        with self._lock:
            self.count += 1
            return self.count


def _read_skills_stack(connection: Connection, delivery: PartDelivery, cancelled: Event) -> None:
    stack = value_or_unread(
        "ListStackResources", partial(find_skills_stack, connection, cancelled), None
    )
    delivery.hand_in(None, "skills_stack", stack)

"""The parts of one pool, each read by a method of its own."""

from collections.abc import Callable, Sequence
from functools import partial
from threading import Event
from typing import TypeVar

from migration.aws import reads
from migration.aws.connection import Connection
from migration.aws.safe_text import clean
from migration.deployment.branding import Branding
from migration.deployment.long_lists import each
from migration.pools.documents import AppClient, Domain, IdentityProvider, Pool, masked
from migration.pools.part_delivery import PartDelivery, value_or_unread
from migration.pools.reading import Role, UICustomization, Unread
from migration.web_address import is_host

T = TypeVar("T")


class PoolParts:
    """The parts of one pool."""

    def __init__(
        self,
        connection: Connection,
        role: Role,
        pool_id: str,
        delivery: PartDelivery,
        branding: Branding,
        cancelled: Event,
    ) -> None:
        self._connection = connection
        self._role = role
        self._id = pool_id
        self._hand_in = partial(delivery.hand_in, role)
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
        owner = str(description.get("UserPoolId") or self._id)
        if owner != self._id:
            reason = (
                f"The pool names {prefix}, which AWS calls the domain of another pool,"
                f" {clean(owner)}. Read again, and look at both in the Cognito console."
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
        told = partial(self._hand_in, "providers")
        providers = each("DescribeIdentityProvider", described, told, self._cancelled)
        self._hand_in("providers", tuple(providers))

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

    def read_clients(self, unchanged: Sequence[AppClient] = ()) -> None:
        """The ids first, then each client but those that are known to be as they were."""
        known = {client.id: client for client in unchanged}
        clients: tuple[AppClient | Unread, ...] | Unread
        listed = self._attempt(
            "ListUserPoolClients", lambda: reads.list_clients(self._connection, self._id)
        )
        if isinstance(listed, Unread):
            clients = listed
        else:
            ids = [str(item["ClientId"]) for item in listed]
            described = {
                id_: partial(self._describe_client, id_, str(item.get("ClientName", "")))
                for id_, item in zip(ids, listed, strict=True)
                if id_ not in known
            }
            answers = each(
                "DescribeUserPoolClient",
                list(described.values()),
                partial(self._hand_in, "clients"),
                self._cancelled,
            )
            now = {**known, **dict(zip(described, answers, strict=True))}
            clients = tuple(now[id_] for id_ in ids)
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

    def _attempt(
        self, operation: str, call: Callable[[], T], name: str = "", id_: str = ""
    ) -> T | Unread:
        return value_or_unread(operation, call, self._role, name, id_)

    def _unread(self, operation: str, reason: str, name: str = "") -> Unread:
        return Unread(operation, reason, self._role, name)

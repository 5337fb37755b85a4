"""Everything that was read of a pool, part by part.

Each part is there, still awaited, or unread with the reason.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from enum import StrEnum
from typing import Any

from migration.pools.documents import AppClient, Domain, IdentityProvider, Pool, prefix_host


class Role(StrEnum):
    """Which of the two pools: values are written only to the new one."""

    OLD = "old"
    NEW = "new"


@dataclass(frozen=True)
class PoolRef:
    """A pool as it was found.

    `id` is AWS's (`us-east-1_abc`), `name` is as typed in the console.
    """

    id: str
    name: str


@dataclass(frozen=True)
class Deployment:
    """Where we are and who we are; always on screen."""

    account: str
    region: str
    endpoint: str  # empty when it is AWS's own
    who: str  # the ARN that STS gave
    old_pool: PoolRef
    new_pool: PoolRef

    @property
    def document(self) -> dict[str, Any]:
        """Which one it is, as JSON has it: whoever is logged in is no part of that."""
        return {
            "account": self.account,
            "region": self.region,
            "endpoint": self.endpoint,
            "old_pool": vars(self.old_pool).copy(),
            "new_pool": vars(self.new_pool).copy(),
        }


@dataclass(frozen=True)
class Pending:
    """Not read yet; `waiting_for` names the AWS operation that will bring it."""

    waiting_for: str


@dataclass(frozen=True)
class Unread:
    """Something that could not be read, and why.

    `pool` is empty for what does not belong to a pool. `name` tells one item of a list.
    """

    operation: str
    reason: str
    pool: Role | None = None
    name: str = ""
    id: str = ""


@dataclass(frozen=True)
class UICustomization:
    """The classic hosted page's look for all clients, as GetUICustomization answered.

    Empty where there is none.
    """

    document: Mapping[str, Any] = field(default_factory=dict, repr=False)


_DOMAINS = ("Domain", "CustomDomain")  # as DescribeUserPool names them

Documents = tuple[Mapping[str, Any], ...]
OfClients = Mapping[str, Mapping[str, Any] | None | Unread]


@dataclass(frozen=True)
class PoolReading:
    """One pool, part by part.

    Lists keep AWS's order; an item that was refused stands in its list as `Unread`.
    """

    pool: Pool | Unread | Pending = field(default_factory=lambda: Pending("DescribeUserPool"))
    mfa: Mapping[str, Any] | Unread | Pending = field(
        default_factory=lambda: Pending("GetUserPoolMfaConfig")
    )
    # None: the pool has no domain.
    domain: Domain | None | Unread | Pending = field(
        default_factory=lambda: Pending("DescribeUserPoolDomain")
    )
    providers: tuple[IdentityProvider | Unread, ...] | Unread | Pending = field(
        default_factory=lambda: Pending("ListIdentityProviders")
    )
    clients: tuple[AppClient | Unread, ...] | Unread | Pending = field(
        default_factory=lambda: Pending("ListUserPoolClients")
    )
    ui_customization: UICustomization | Unread | Pending = field(
        default_factory=lambda: Pending("GetUICustomization")
    )
    # Every scope of the pool's resource servers, as a client names it (`<identifier>/<scope>`):
    # asked of the new pool alone.
    resource_scopes: frozenset[str] | Unread | Pending = field(
        default_factory=lambda: Pending("ListResourceServers")
    )
    # Which of the new pool's clients have a managed login style, by client id; read only where the
    # domain runs managed login.
    branding: Mapping[str, bool] | Unread | None = None
    # What else is attached, read last by `migration.deployment.attached`: as AWS lists it.
    resource_servers: Documents | Unread | Pending = field(
        default_factory=lambda: Pending("ListResourceServers")
    )
    groups: Documents | Unread | Pending = field(default_factory=lambda: Pending("ListGroups"))
    risk: Mapping[str, Any] | Unread | Pending = field(
        default_factory=lambda: Pending("DescribeRiskConfiguration")
    )
    log_delivery: Documents | Unread | Pending = field(
        default_factory=lambda: Pending("GetLogDeliveryConfiguration")
    )
    # Of each client of a pair, by client id: the classic page's look of its own, and its managed
    # login style; None: it has none.
    client_looks: OfClients | Unread | Pending = field(
        default_factory=lambda: Pending("GetUICustomization")
    )
    # None: the pool's domain does not run managed login.
    client_styles: OfClients | None | Unread | Pending = field(
        default_factory=lambda: Pending("DescribeManagedLoginBrandingByClient")
    )

    @property
    def hosts(self) -> frozenset[str]:
        """The hosts of all its login pages, in small letters: a prefix domain and a custom one.

        Cognito lets a pool have both; `domain` is the prefix domain then.
        """
        pool, domain = self.pool, self.domain
        hosts = {domain.host} if isinstance(domain, Domain) else set()
        if isinstance(pool, Pool):
            prefix, custom = (str(pool.document.get(name) or "") for name in _DOMAINS)
            region = pool.id.partition("_")[0]
            whole = not prefix or "." in prefix
            hosts |= {prefix if whole else prefix_host(prefix, region), custom}
        return frozenset(host.lower() for host in hosts if host)

    def with_part(self, name: str, value: object) -> "PoolReading":
        """A copy in which one part is replaced; `name` is a field's name."""
        return replace(self, **{name: value})  # type: ignore[arg-type]

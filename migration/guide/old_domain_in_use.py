"""What of the new pool still leads to the old one's domain, which goes with the old pool."""

from collections.abc import Iterator

from migration.compare.client_addresses import addresses_of
from migration.compare.client_members import STEP as CLIENTS
from migration.compare.moved_addresses import named_host, old_in
from migration.deployment.whole_reading import Reading
from migration.guide.left_in_old_pool import READ
from migration.guide.verdict import Reason
from migration.pools.documents import AppClient, IdentityProvider
from migration.pools.reading import Pending, Unread
from migration.web_address import host_of

OTHER_PROVIDERS = "3c"


def old_domain_in_clients(reading: Reading) -> Iterator[Reason]:
    """Clients of the new pool that send people back to the old pool's login pages.

    By a domain of the old pool's, or by the id of one of its app clients.
    """
    hosts, clients, olds = reading.old.hosts, reading.new.clients, reading.old.clients
    read = () if isinstance(olds, Unread | Pending) else olds
    ids = frozenset(client.id for client in read)
    if isinstance(clients, Unread | Pending):
        return
    for client in clients:
        for url in addresses_of(client) if isinstance(client, AppClient) else ():
            if found := old_in(url, hosts, ids):
                whither = (
                    f"the old domain: {url}" if host_of(url) in hosts else f"{url}, and {found}"
                )
                name = client.name or client.id
                yield Reason(CLIENTS, f"the new pool's {name} sends people to {whither}", READ)


def old_domain_in_providers(reading: Reading) -> Iterator[Reason]:
    """Providers of the new pool whose addresses lead to the old domain.

    RainMaker's wrapper for GitHub can be one.
    """
    hosts, providers = reading.old.hosts, reading.new.providers
    if isinstance(providers, Unread | Pending):
        return
    for provider in providers:
        if isinstance(provider, IdentityProvider):
            named = [
                key
                for key, value in provider.details.items()
                if isinstance(value, str) and named_host(value, hosts)
            ]
            if named:
                where = ", ".join(named)
                yield Reason(
                    OTHER_PROVIDERS,
                    f"the new pool's provider {provider.name} names the old domain in {where}",
                    READ,
                )

"""The app clients that the guide speaks of: one by its name, and the main one."""

from migration.compare.choices import Choices
from migration.compare.clients import pairs_of
from migration.compare.pairing import is_main
from migration.deployment.whole_reading import Reading
from migration.pools.documents import AppClient
from migration.pools.reading import Pending, PoolReading, Unread


def client_named(pool: PoolReading, name: str) -> AppClient | None:
    """The pool's only client of this name, if it was read."""
    clients = pool.clients
    found = (
        []
        if isinstance(clients, Unread | Pending)
        else [client for client in clients if client.name == name]
    )
    return found[0] if len(found) == 1 and isinstance(found[0], AppClient) else None


def main_clients(reading: Reading, choices: Choices) -> tuple[AppClient | None, AppClient | None]:
    """The main client of the old pool and the new one it is paired with.

    A pair that is only suggested has no new one yet.
    """
    for pair in pairs_of(reading, choices):
        if is_main(pair):
            new = pair.new if pair.confirmed else None
            return (
                pair.old if isinstance(pair.old, AppClient) else None,
                new if isinstance(new, AppClient) else None,
            )
    return None, None

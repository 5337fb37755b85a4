"""Espressif's newer Home app (React Native), as far as app clients show that there is one."""

from collections.abc import Iterator

from migration.compare.client_addresses import addresses_of
from migration.deployment.whole_reading import Reading
from migration.pools.documents import AppClient
from migration.pools.reading import PoolReading
from migration.web_address import parts_of

# `THIRD_PARTY_AUTH_REDIRECT_URL` of its public sources; a company's own build has its own host.
CALLBACK = "rainmaker://com.espressif.novahome/success"
_HOST = "novahome"


def home_app_callbacks(reading: Reading) -> tuple[str, ...]:
    """The addresses of either pool's app clients that lead into a Home app, the new pool's first.

    They are told by `novahome` in their host: what has another name is not seen.
    """
    found = (url for pool in (reading.new, reading.old) for url in _addresses(pool))
    return tuple(dict.fromkeys(url for url in found if _HOST in parts_of(url).netloc.lower()))


def _addresses(pool: PoolReading) -> Iterator[str]:
    for client in pool.clients if isinstance(pool.clients, tuple) else ():
        if isinstance(client, AppClient):
            yield from addresses_of(client)

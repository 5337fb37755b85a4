"""Fills a pool with clients, for measuring how large deployments behave."""

from copy import deepcopy

from sandbox.cognito import clients
from sandbox.state import Account, Document


def fill(account: Account, given: Document) -> Document:
    """`{"pool": id, "clients": n, "like": client name}`: n more like that one; returns their ids.

    They are called `<prefix>-0001` and so on. Without `like` they have the defaults alone. Raises `KeyError` for an unknown pool.
    """
    pool = account.pools[given["pool"]]
    like = next((client for client in pool.clients.values() if client["ClientName"] == given.get("like")), {})
    moment = account.clock.now()
    made = []
    for number in range(1, int(given["clients"]) + 1):
        client_id = f"{given.get('prefix', 'app')}{number:022d}"[:26]
        members = deepcopy({name: value for name, value in like.items() if name not in {"ClientId", "ClientSecret"}})
        members["ClientName"] = f"{given.get('prefix', 'app')}-{number:04d}"
        pool.clients[client_id] = clients.new_client(pool, client_id, {**members, "ClientId": client_id}, moment)
        made.append(client_id)
    return {"clients": made}

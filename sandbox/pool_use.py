"""Which clients the customers use: what CloudWatch counts, and how time goes by.

A client of the new pool is used from the moment on when it can be: its pool has a domain, and it
has a callback. Time itself cannot be turned here, since whoever asks has a clock of their own:
`let_pass` lets the past have been longer instead.
"""

from sandbox.customers import DAY, FAILED, SIGN_IN, Count, count, moved_in_all
from sandbox.state import Account, Document, UserPool

# Of the accounts that a pool knows: nobody signs in with them any more, so that they never move.
IDLE = 0.1


def let_pass(account: Account, days: float) -> Document:
    """Let days have gone by; returns what part of the customers has moved by now.

    Customers are those who use an app; `idle` is what part of all accounts nobody uses.
    """
    held = account.customers
    notice(account)
    before = moved_in_all(held, account.clock.now() + held.ahead)
    held.ahead += days * DAY
    held.passed.append({"at": account.clock.now(), "days": days})
    after = moved_in_all(held, account.clock.now() + held.ahead)
    _register(account, after - before)
    return {
        "days": held.ahead / DAY,
        "moved": round(after, 4),
        "before": round(before, 4),
        "idle": IDLE,
    }


def notice(account: Account) -> None:
    """Note which clients of the new pool can be signed in to, the first time that it is so."""
    held, now = account.customers, account.clock.now()
    for movement in held.movements:
        if movement.new in held.began:
            continue
        found = _client(account, movement.new)
        if found is not None and _usable(*found):
            # What was the last thing that it lacked is not known, only that it lacked something at
            # the last look.
            changed = float(found[1]["LastModifiedDate"])
            held.began[movement.new] = max(changed, held.looked or now) + held.ahead
    held.looked = now


def counted(
    account: Account, client_id: str, metric: str, provider: str, start: float, end: float
) -> Count:
    """What happened at a client from one moment to another, of the clock on the wall."""
    held = account.customers
    start, end = start + held.ahead, end + held.ahead
    successes = attempts = 0
    for movement in held.movements:
        part = movement.providers.get(provider, 0.0) if provider else 1.0
        if client_id == movement.old:
            made = count(held, movement, metric, start, end, new=False)
        elif client_id == movement.new and movement.new in held.began:
            made = count(held, movement, metric, start, end, new=True)
        else:
            continue
        made = int(made * part)
        # A login that fails at a provider is counted there alone.
        elsewhere = sum(movement.providers.values()) if metric == SIGN_IN and not provider else 0.0
        failed = round(made * FAILED[metric] * max(0.0, 1.0 - elsewhere))
        attempts += made + failed
        successes += 0 if _broken_at(account, client_id, end) else made
    return Count(successes, attempts)


def _client(account: Account, client_id: str) -> tuple[UserPool, Document] | None:
    for pool in account.pools.values():
        if client_id in pool.clients:
            return pool, pool.clients[client_id]
    return None


def _usable(pool: UserPool, client: Document) -> bool:
    return next(pool.domains, None) is not None and bool(client.get("CallbackURLs"))


def _broken_at(account: Account, client_id: str, moment: float) -> bool:
    """Whether a client that could be signed in to cannot be any more, since its last change."""
    found = _client(account, client_id)
    if found is None or client_id not in account.customers.began or _usable(*found):
        return False
    return moment > float(found[1]["LastModifiedDate"]) + account.customers.ahead


def _register(account: Account, moved: float) -> None:
    """The new pool knows those who moved; the old one forgets nobody."""
    for movement in account.customers.movements[:1]:
        old, new = _client(account, movement.old), _client(account, movement.new)
        if old is not None and new is not None:
            known = int(old[0].document.get("EstimatedNumberOfUsers") or 0)
            document = new[0].document
            document["EstimatedNumberOfUsers"] = int(
                document.get("EstimatedNumberOfUsers") or 0
            ) + int((1 - IDLE) * known * moved)

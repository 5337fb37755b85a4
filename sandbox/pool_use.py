"""Which clients the customers use: what CloudWatch counts, and how time goes by.

A client of the new pool is used from the moment on when it can be: its pool has a domain, and it
has a callback. Time itself cannot be turned here, since whoever asks has a clock of their own:
`let_pass` lets the past have been longer instead.
"""

from collections.abc import Iterator
from functools import lru_cache
from math import ceil, inf
from typing import NamedTuple

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
    account: Account,
    client_id: str,
    metric: str,
    provider: str,
    start: float,
    end: float,
    period: float,
) -> Iterator[tuple[float, Count]]:
    """What happened at a client, by period, of the clock on the wall; no period without anything.

    `start` is where a period begins, and the one in which `end` is counts as far as it has gone.
    """
    uses = tuple(_uses(account, client_id, metric, provider))
    if not uses or end <= start:
        return
    ahead, broken = account.customers.ahead, _broken_since(account, client_id)
    last = start + (ceil((end - start) / period) - 1) * period
    yield from _in_whole_periods(uses, metric, ahead, broken, start, last, period)
    so_far = min(last + period, account.clock.now())
    begun = _made(uses, metric, ahead, broken, last, so_far)
    if begun.attempts:
        yield last, begun


class _Use(NamedTuple):
    """How a client is used by the customers of one movement."""

    old: str
    users: int
    began: float | None
    new: bool
    part: float
    """Of all logins, those that are asked for."""
    failing: float
    """What part of the failing ones is counted here."""


def _uses(account: Account, client_id: str, metric: str, provider: str) -> Iterator[_Use]:
    for movement in account.customers.movements:
        began = account.customers.began.get(movement.new)
        new = client_id != movement.old
        if new and (client_id != movement.new or began is None):
            continue
        part = movement.providers.get(provider, 0.0) if provider else 1.0
        # A login that fails at a provider is counted there alone.
        elsewhere = sum(movement.providers.values()) if metric == SIGN_IN and not provider else 0.0
        yield _Use(movement.old, movement.users, began, new, part, max(0.0, 1.0 - elsewhere))


# What is over is asked for by each reading again.
@lru_cache(maxsize=512)
def _in_whole_periods(
    uses: tuple[_Use, ...],
    metric: str,
    ahead: float,
    broken: float,
    start: float,
    end: float,
    period: float,
) -> tuple[tuple[float, Count], ...]:
    found = []
    while start < end:
        made = _made(uses, metric, ahead, broken, start, start + period)
        if made.attempts:
            found.append((start, made))
        start += period
    return tuple(found)


def _made(
    uses: tuple[_Use, ...], metric: str, ahead: float, broken: float, start: float, end: float
) -> Count:
    """What happened from one moment to another; nothing succeeds once `broken`."""
    start, end = start + ahead, end + ahead
    successes = attempts = 0
    for use in uses:
        of_all = count(use.old, use.users, use.began, metric, start, end, use.new)
        made = int(of_all * use.part)
        attempts += made + round(made * FAILED[metric] * use.failing)
        successes += 0 if end > broken else made
    return Count(successes, attempts)


def _client(account: Account, client_id: str) -> tuple[UserPool, Document] | None:
    for pool in account.pools.values():
        if client_id in pool.clients:
            return pool, pool.clients[client_id]
    return None


def _usable(pool: UserPool, client: Document) -> bool:
    return next(pool.domains, None) is not None and bool(client.get("CallbackURLs"))


def _broken_since(account: Account, client_id: str) -> float:
    """From when on a client that could be signed in to cannot be any more: since its last change.

    Infinite where it can.
    """
    found = _client(account, client_id)
    if found is None or client_id not in account.customers.began or _usable(*found):
        return inf
    return float(found[1]["LastModifiedDate"]) + account.customers.ahead


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

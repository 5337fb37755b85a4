"""Who uses which pool: sums and days of each client, as CloudWatch counted them."""

from collections.abc import Sequence

from migration.pools.reading import Pending, Unread
from migration.report.report import ClientUse, Usage
from migration.usage.client_usage import ClientUsage, Series, UsagePair, UsageReading, total
from migration.usage.standing import not_told, standing


def usage_of(
    usage: UsageReading | Unread | Pending, pairs: Sequence[UsagePair], quiet_days: int
) -> Usage:
    """Every client of both pools, each old one before its new one."""
    if not isinstance(usage, UsageReading):
        return Usage(not_told(usage), quiet_days=quiet_days)
    clients = [client for pair in pairs for client in (pair.old, pair.new) if client is not None]
    longest = max((client.days.refreshes for client in clients), key=len, default=())
    return Usage(
        at=usage.at,
        quiet_days=quiet_days,
        days=tuple(count.at.date() for count in longest),
        clients=tuple(_use(client, usage, quiet_days) for client in clients),
    )


def _use(client: ClientUsage, usage: UsageReading, quiet_days: int) -> ClientUse:
    use, words = standing(client, usage, quiet_days)
    sign_ins, refreshes = (
        total(usage.at, series) for series in (client.days.sign_ins, client.days.refreshes)
    )
    return ClientUse(
        client.pool,
        client.id,
        client.name or client.id,
        use,
        words,
        sign_ins.successes,
        refreshes.successes,
        sign_ins.failures + refreshes.failures,
        _by_day(client.days.sign_ins, client.days.refreshes),
    )


def _by_day(*kinds: Series) -> tuple[int, ...]:
    return tuple(sum(count.attempts for count in day) for day in zip(*kinds, strict=False))

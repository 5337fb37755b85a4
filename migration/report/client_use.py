"""Who uses which pool: sums and days of each client, as CloudWatch counted them."""

from collections.abc import Sequence

from migration.pools.reading import Pending, Unread
from migration.report.report import ClientUse, Usage
from migration.usage.client_usage import ClientUsage, UsagePair, UsageReading, attempts_of, total_of
from migration.usage.used_or_quiet import not_told, used_or_quiet


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
    use, words = used_or_quiet(client, usage, quiet_days)
    days = client.days
    return ClientUse(
        client.pool,
        client.id,
        client.name or client.id,
        use,
        words,
        total_of(days.sign_ins).successes,
        total_of(days.refreshes).successes,
        days.failures,
        tuple(attempts for _, attempts in attempts_of(days)),
        days.refused,
    )

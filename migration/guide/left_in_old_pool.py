"""Who is left at the old pool: what its app clients still see, and whom it still knows."""

from collections.abc import Iterator, Mapping

from migration.deployment.whole_reading import Reading
from migration.guide.step import EFFECTS
from migration.guide.verdict import Reason
from migration.guide.verdict_grounds import Grounds
from migration.pools.documents import Pool
from migration.pools.reading import Pending, Role, Unread
from migration.usage.client_usage import UsageReading, seen_at

SHOW, SETTLE, READ = "show-usage", "not-applicable", "read-again"


def in_use(grounds: Grounds) -> Iterator[Reason]:
    """The old pool's clients that somebody was seen at."""
    usage = grounds.usage
    if not isinstance(usage, UsageReading):
        return
    for client in usage.of(Role.OLD):
        if client.quiet(usage, grounds.quiet_days) is False:
            last = client.last_seen
            seen = f"; last seen {seen_at(last, usage)}" if last else ""
            yield Reason(
                EFFECTS,
                f"{client.name or client.id} of the old pool was used within"
                f" {grounds.quiet_days} days{seen}",
                SHOW,
            )


def use_not_known(grounds: Grounds) -> Iterator[Reason]:
    """What CloudWatch did not tell."""
    usage = grounds.usage
    if isinstance(usage, Unread):
        yield Reason(EFFECTS, f"who uses the old pool could not be read: {usage.reason}", READ)
    elif isinstance(usage, Pending):
        yield Reason(EFFECTS, f"who uses the old pool is not read yet ({usage.waiting_for})", READ)
    else:
        for client in usage.of(Role.OLD):
            if client.quiet(usage, grounds.quiet_days) is None:
                why = client.unread or f"only {usage.days} days were asked for"
                yield Reason(
                    EFFECTS,
                    f"whether {client.name or client.id} of the old pool is quiet is not known:"
                    f" {why}",
                    READ,
                )
        if not usage.of(Role.OLD) and not _has_no_clients(grounds):
            yield Reason(EFFECTS, "the old pool's app clients were not asked about", READ)


def _has_no_clients(grounds: Grounds) -> bool:
    return grounds.reading.old.clients == ()


def left(grounds: Grounds) -> Iterator[Reason]:
    """People that the old pool still knows, unless a person settled it for as many."""
    users = known_users(grounds.reading.old.pool)
    if not users or _is_settled(grounds, users):
        return
    before = grounds.settled
    grown = f", and {before.users:,} when that was settled" if before else ""
    alone = in_it_alone(grounds.reading)
    who = (
        f"at least {alone:,} of them are in it alone"
        if alone
        else "those who have not signed in to the new pool are in it alone"
    )
    yield Reason(
        EFFECTS,
        f"the old pool knows about {users:,} users{grown}, whoever has moved among them: {who}, and"
        " may never come",
        SETTLE,
        "users",
    )


def in_it_alone(reading: Reading) -> int:
    """How many at least are in the old pool and not in the new one; 0 where that is not known.

    Whoever moves stays in the old pool too; of those whom the new one knows, some may never have
    been in it.
    """
    users, new = known_users(reading.old.pool) or 0, known_users(reading.new.pool)
    return max(users - new, 0) if new else 0


def left_not_known(grounds: Grounds) -> Iterator[Reason]:
    """Where it is not known how many there are."""
    pool = grounds.reading.old.pool
    if isinstance(pool, Unread):
        why = f"how many users the old pool knows could not be read: {pool.reason}"
        yield Reason(EFFECTS, why, READ)
    elif isinstance(pool, Pending):
        why = f"how many users the old pool knows is not read yet ({pool.waiting_for})"
        yield Reason(EFFECTS, why, READ)
    elif known_users(pool) is None:
        yield Reason(EFFECTS, "AWS does not say how many users the old pool knows", READ)


def _is_settled(grounds: Grounds, users: int) -> bool:
    return grounds.settled is not None and users <= grounds.settled.users


def who_stays(reading: Reading) -> str:
    """Who is left behind where the old pool is deleted, at the beginning of a sentence."""
    users, alone = known_users(reading.old.pool) or 0, in_it_alone(reading)
    if alone:
        return f"At least {alone:,} of the old pool's {users:,} users are in it alone"
    return f"The old pool still has {users:,} users"


def known_users(pool: Pool | Unread | Pending) -> int | None:
    """About how many users a pool knows; None where AWS does not say."""
    document: Mapping[str, object] = pool.document if isinstance(pool, Pool) else {}
    count = document.get("EstimatedNumberOfUsers")
    return count if isinstance(count, int) else None

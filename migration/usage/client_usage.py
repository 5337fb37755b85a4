"""What was counted of each app client: sign-ins, renewed tokens, and those that failed."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta

from migration.pools.reading import Role

# The farthest that CloudWatch remembers.
LONGEST = 455


@dataclass(frozen=True)
class Count:
    """What happened in one period, which began at `at`."""

    at: datetime
    successes: int = 0
    attempts: int = 0

    @property
    def failures(self) -> int:
        """Attempts that did not succeed."""
        return max(0, self.attempts - self.successes)


Series = tuple[Count, ...]


@dataclass(frozen=True)
class Activity:
    """One client's periods on end, oldest first, also those in which nothing happened.

    `federated` are the sign-ins by one provider each. Those that succeed count among `sign_ins` as
    well; those that fail do so before Cognito counts a sign-in.
    """

    sign_ins: Series = ()
    refreshes: Series = ()
    federated: Mapping[str, Series] = field(default_factory=dict)

    @property
    def by_providers(self) -> Series:
        """The sign-ins by all providers together."""
        return together(self.federated.values())

    @property
    def refused(self) -> int:
        """How often somebody could not sign in."""
        return refused(self.sign_ins, *self.federated.values())

    @property
    def failures(self) -> int:
        """How often anything failed: a sign-in, or a token that was not renewed."""
        return self.refused + total_of(self.refreshes).failures

    def all(self) -> Iterator[Count]:
        """Every count of every kind."""
        yield from self.sign_ins
        yield from self.refreshes
        for series in self.federated.values():
            yield from series


@dataclass(frozen=True)
class ClientUsage:
    """One client of one pool.

    `unread` is why CloudWatch did not tell of it; then nothing here says that it is quiet.
    """

    pool: Role
    id: str
    name: str
    days: Activity = Activity()
    hours: Activity = Activity()  # of the last two days
    unread: str = ""

    @property
    def last_seen(self) -> datetime | None:
        """When the last period began in which anybody tried; an hour if it was lately, else a day.

        None: nobody was seen in all the time that was asked for.
        """
        seen = [count.at for count in self.hours.all() if count.attempts]
        seen = seen or [count.at for count in self.days.all() if count.attempts]
        return max(seen, default=None)

    def quiet(self, usage: "UsageReading", days: int) -> bool | None:
        """Whether nobody tried anything for so many days; None where that is not known.

        A failed attempt is somebody too: an old app whose login is refused is still in use.
        """
        if self.unread or usage.days < days:
            return None
        since = usage.at - timedelta(days=days)
        # A day that began before `since` may have been busy after it.
        return not any(
            count.attempts and count.at + timedelta(days=1) > since for count in self.days.all()
        )


@dataclass(frozen=True)
class UsageReading:
    """Every client of both pools, asked at `at` for the `days` before that day, and that day.

    Days are those of UTC, as CloudWatch counts them.
    """

    at: datetime
    days: int
    clients: tuple[ClientUsage, ...] = ()

    def of(self, role: Role) -> tuple[ClientUsage, ...]:
        """The clients of one pool."""
        return tuple(client for client in self.clients if client.pool is role)

    def client(self, id_: str) -> ClientUsage | None:
        """One client, by its id."""
        return next((client for client in self.clients if client.id == id_), None)


def seen_at(moment: datetime, usage: UsageReading) -> str:
    """When somebody was last seen: the hour of what is new, else the day."""
    if usage.at - moment < timedelta(days=2):
        return f"{moment.astimezone(UTC):%Y-%m-%d %H:00} UTC"
    return f"{moment.astimezone(UTC):%Y-%m-%d}"


@dataclass(frozen=True)
class SinceApply:
    """What happened at one client since a moment, in sums.

    `federated` are the sign-ins by a provider, all providers together.
    """

    id: str
    sign_ins: Count
    refreshes: Count
    federated: Count


@dataclass(frozen=True)
class Watched:
    """What happened at the new pool's clients since they were changed.

    `step` is the id of the step that changed them last; empty where it is not known.
    """

    since: datetime
    clients: tuple[SinceApply, ...] = ()
    step: str = ""

    @property
    def sign_ins(self) -> Count:
        """The sign-ins at all of them."""
        return total(self.since, (client.sign_ins for client in self.clients))

    @property
    def federated(self) -> Count:
        """Those by a provider, which fail before Cognito counts a sign-in."""
        return total(self.since, (client.federated for client in self.clients))

    @property
    def failures(self) -> int:
        """How often somebody could not sign in."""
        return refused((self.sign_ins,), (self.federated,))


def total(at: datetime, counts: Iterable[Count]) -> Count:
    """Counts added up to one."""
    counts = tuple(counts)
    return Count(
        at, sum(count.successes for count in counts), sum(count.attempts for count in counts)
    )


def total_of(series: Series) -> Count:
    """A series added up to one count, of the time when it began."""
    return total(series[0].at if series else datetime.min.replace(tzinfo=UTC), series)


def together(kinds: Iterable[Series]) -> Series:
    """Several series of the same periods added up, period by period."""
    return tuple(total(period[0].at, period) for period in zip(*kinds, strict=True))


def refused(sign_ins: Iterable[Count], *federated: Iterable[Count]) -> int:
    """How often somebody could not sign in, by password or by a provider.

    A login that fails at a provider is counted there alone.
    """
    return sum(count.failures for counts in (sign_ins, *federated) for count in counts)


def attempts_of(activity: Activity) -> Iterator[tuple[datetime, int]]:
    """Every attempt once, by period: of logins by a provider those that count as no sign-in."""
    attempts: dict[datetime, int] = {}
    for count in (*activity.sign_ins, *activity.refreshes):
        attempts[count.at] = attempts.get(count.at, 0) + count.attempts
    for count in activity.by_providers:
        attempts[count.at] = attempts.get(count.at, 0) + count.failures
    yield from sorted(attempts.items())


@dataclass(frozen=True)
class UsagePair:
    """A client of the old pool beside the one of the new pool that its customers move to."""

    old: ClientUsage | None = None
    new: ClientUsage | None = None


def side_by_side(usage: UsageReading, pairs: Iterable[tuple[str, str]]) -> tuple[UsagePair, ...]:
    """Every old client with its new one, by pairs of ids; then the new ones that are nobody's."""
    partners = dict(pairs)
    found = tuple(
        UsagePair(old, usage.client(partners.get(old.id, ""))) for old in usage.of(Role.OLD)
    )
    taken = {pair.new.id for pair in found if pair.new is not None}
    return (
        *found,
        *(UsagePair(None, new) for new in usage.of(Role.NEW) if new.id not in taken),
    )

"""What was counted at one app client since a moment, by periods that began after it."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from migration.usage.client_usage import ClientUsage, Count, Series, refused, total


@dataclass(frozen=True)
class SinceMoment:
    """Sums since `began`, when the first period began that counts; None: none has begun yet.

    `federated` are the sign-ins by each provider, which fail before Cognito counts a sign-in.
    """

    began: datetime | None
    sign_ins: Count
    federated: Mapping[str, Count]

    @property
    def by_password(self) -> Count:
        """The sign-ins that came through no provider: those by one count as sign-ins too."""
        came = sum(count.successes for count in self.federated.values())
        if came > self.sign_ins.successes:
            return Count(self.sign_ins.at)
        successes, attempts = self.sign_ins.successes - came, self.sign_ins.attempts - came
        return Count(self.sign_ins.at, successes, attempts)

    @property
    def attempts(self) -> int:
        """How often anybody tried to sign in."""
        return self.sign_ins.successes + self.failures

    @property
    def failures(self) -> int:
        """How often somebody could not."""
        return refused((self.sign_ins,), self.federated.values())


def since_moment(client: ClientUsage, moment: datetime) -> SinceMoment:
    """Counted by the hour where the hours reach back to the moment, else by the day.

    A period that began before the moment does not count: what it holds can be from before.
    """
    days, hours = client.days, client.hours
    counted = _after(days.sign_ins, hours.sign_ins, moment)
    return SinceMoment(
        counted[0].at if counted else None,
        total(moment, counted),
        {
            provider: total(moment, _after(series, hours.federated.get(provider, ()), moment))
            for provider, series in days.federated.items()
        },
    )


def _after(days: Series, hours: Series, moment: datetime) -> Series:
    """The whole days after a moment, and before the first of them the hours of its own day."""
    whole = tuple(day for day in days if day.at >= moment)
    return (
        *(hour for hour in hours if hour.at >= moment and not (whole and hour.at >= whole[0].at)),
        *whole,
    )

"""Asks CloudWatch what it counted of each app client.

By pool and client, never by a list of metrics: one that is silent for two weeks leaves the lists,
and is still there. A value is 1 for a success and 0 for a failure, so that the sum is the successes
and the number of samples the attempts (AWS, "Metrics for Cognito user pools").
"""

from bisect import bisect_right
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from hashlib import sha256
from math import isfinite
from typing import Any

from migration.aws.connection import Connection
from migration.aws.metrics import GOES_ON, get_metric_data
from migration.errors import AwsUnreachable
from migration.pools.documents import AppClient
from migration.pools.part_delivery import value_or_unread
from migration.pools.reading import Deployment, PoolReading, Role, Unread
from migration.usage.client_usage import (
    Activity,
    ClientUsage,
    Count,
    Series,
    SinceApply,
    UsageReading,
    Watched,
    total,
)

OPERATION = "GetMetricData"
SIGN_INS, REFRESHES, FEDERATED = "SignInSuccesses", "TokenRefreshSuccesses", "FederationSuccesses"
MINUTE, HOUR, DAY = timedelta(minutes=1), timedelta(hours=1), timedelta(days=1)
HOURS_OF_DAYS = 2
_COMPLETE = "Complete"
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


@dataclass(frozen=True)
class ClientRef:
    """A client to ask about, and the providers that people can sign in by there."""

    role: Role
    pool: str
    id: str
    name: str
    providers: tuple[str, ...] = ()


@dataclass(frozen=True)
class _Metric:
    client: ClientRef
    name: str
    provider: str = ""

    def queries(self, ids: Sequence[str], period: timedelta) -> list[dict[str, Any]]:
        named = {"UserPool": self.client.pool, "UserPoolClient": self.client.id}
        if self.provider:
            named["IdentityProvider"] = self.provider
        metric = {
            "Namespace": "AWS/Cognito",
            "MetricName": self.name,
            "Dimensions": [{"Name": name, "Value": value} for name, value in named.items()],
        }
        return [
            {
                "Id": id_,
                "MetricStat": {
                    "Metric": metric,
                    "Period": int(period.total_seconds()),
                    "Stat": stat,
                },
            }
            for id_, stat in zip(ids, _STATS, strict=True)
        ]


# What Cognito names in a client's place where a server signs people in by credentials of AWS.
ADMIN = "Admin"
_ADMIN_NAME = "Admin (requests of a server)"
_STATS = ("Sum", "SampleCount")


def clients_of(deployment: Deployment, role: Role, pool: PoolReading) -> list[ClientRef] | Unread:
    """The clients of a pool as they were read; why not, where the list was refused."""
    if isinstance(pool.clients, Unread):
        return pool.clients
    if not isinstance(pool.clients, tuple):
        return Unread("ListUserPoolClients", "The app clients are not read yet.", role)
    id_ = (deployment.old_pool if role is Role.OLD else deployment.new_pool).id
    return [
        ClientRef(
            role,
            id_,
            client.id,
            client.name,
            tuple(
                name
                for name in (
                    client.members("SupportedIdentityProviders")
                    if isinstance(client, AppClient)
                    else ()
                )
                if name != "COGNITO"
            ),
        )
        for client in pool.clients
    ]


def servers_of(deployment: Deployment, role: Role) -> ClientRef:
    """One entry for all servers that sign people in, such as RainMaker's own."""
    id_ = (deployment.old_pool if role is Role.OLD else deployment.new_pool).id
    return ClientRef(role, id_, ADMIN, _ADMIN_NAME)


def read_usage(
    connection: Connection, clients: Sequence[ClientRef], days: int, now: datetime
) -> UsageReading | Unread:
    """What was counted by day, and by hour for the last two days.

    A pool that no server is known to sign people in at has no `ADMIN`.
    *Blocking.* Raises `Cancelled`.
    """
    metrics = [metric for client in clients for metric in _metrics(client)]
    midnight, hour, end = _floor(now, DAY), _floor(now, HOUR), _minutes_end(now)

    def read() -> UsageReading:
        by_day = _values(connection, metrics, midnight - days * DAY, end, DAY)
        by_hour = _values(connection, metrics, hour - HOURS_OF_DAYS * DAY, end, HOUR)
        found = (_client(client, by_day, by_hour) for client in clients)
        return UsageReading(
            now,
            days,
            tuple(one for one in found if one.id != ADMIN or one.unread or one.last_seen),
        )

    return value_or_unread(OPERATION, read, None)


def read_since(
    connection: Connection, clients: Sequence[ClientRef], since: datetime, now: datetime
) -> Watched | Unread:
    """What was counted since a moment of the last hours, by minute.

    The minute of that moment counts as a whole. *Blocking.* Raises `Cancelled`.
    """
    metrics = [metric for client in clients for metric in _metrics(client)]

    def read() -> Watched | Unread:
        found = _values(connection, metrics, _floor(since, MINUTE), _minutes_end(now), MINUTE)
        sums: dict[_Metric, Count] = {}
        for metric, series in found.items():
            if isinstance(series, str):  # half an answer would pass for "nobody failed"
                return Unread(OPERATION, series, metric.client.role, metric.client.name)
            sums[metric] = total(since, series)
        return Watched(
            since,
            tuple(
                SinceApply(
                    client.id,
                    sums[_Metric(client, SIGN_INS)],
                    sums[_Metric(client, REFRESHES)],
                    total(since, (sums[metric] for metric in _metrics(client)[2:])),
                )
                for client in clients
            ),
        )

    return value_or_unread(OPERATION, read, None)


def _metrics(client: ClientRef) -> list[_Metric]:
    return [
        _Metric(client, SIGN_INS),
        _Metric(client, REFRESHES),
        *(_Metric(client, FEDERATED, provider) for provider in client.providers),
    ]


_Found = Mapping[_Metric, Series | str]  # a text says why CloudWatch did not tell


def _client(client: ClientRef, by_day: _Found, by_hour: _Found) -> ClientUsage:
    metrics = _metrics(client)
    unread = [
        why
        for found in (by_day, by_hour)
        for why in map(found.get, metrics)
        if isinstance(why, str)
    ]
    if unread:
        return ClientUsage(client.role, client.id, client.name, unread=unread[0])
    return ClientUsage(
        client.role, client.id, client.name, _activity(metrics, by_day), _activity(metrics, by_hour)
    )


def _activity(metrics: Sequence[_Metric], found: _Found) -> Activity:
    def series(metric: _Metric) -> Series:
        values = found[metric]
        return () if isinstance(values, str) else values

    return Activity(
        series(metrics[0]),
        series(metrics[1]),
        {metric.provider: series(metric) for metric in metrics[2:]},
    )


def _values(
    connection: Connection,
    metrics: Sequence[_Metric],
    start: datetime,
    end: datetime,
    period: timedelta,
) -> _Found:
    # Of this question alone: what answers in AWS's place with another's is not taken for it.
    question = sha256(repr((start, end, period, metrics)).encode()).hexdigest()[:8]
    ids_of = [[f"{stat.lower()}{n}_{question}" for stat in _STATS] for n in range(len(metrics))]
    queries = [
        query
        for metric, ids in zip(metrics, ids_of, strict=True)
        for query in metric.queries(ids, period)
    ]
    values: dict[str, dict[datetime, int]] = {}
    refused: dict[str, str] = {}
    unfinished: dict[str, str] = {}
    periods = _periods(start, end, period)
    for result in get_metric_data(connection, queries, start, end):
        id_, status = str(result.get("Id", "")), str(result.get("StatusCode", ""))
        if status == _COMPLETE:
            unfinished.pop(id_, None)
        elif status == GOES_ON:
            unfinished[id_] = status
        else:
            refused[id_] = status or "nothing of how it ended"
        moments, counted = result.get("Timestamps") or (), result.get("Values") or ()
        if len(moments) != len(counted) or not all(map(isfinite, counted)):
            raise AwsUnreachable(
                "CloudWatch's answer holds counts that are no numbers, or not one for each moment:"
                " look whether something on the way, such as a proxy, answers in AWS's place."
            )
        held = values.setdefault(id_, {})
        for moment, value in zip(moments, counted, strict=True):
            # What does not begin with one of the periods still happened in it.
            if number := bisect_right(periods, moment.astimezone(UTC)):
                began = periods[number - 1]
                held[began] = held.get(began, 0) + round(value)
    refused |= unfinished
    found: dict[_Metric, Series | str] = {}
    nothing = tuple(map(Count, periods))  # most metrics count nothing: one series is all of theirs
    for metric, ids in zip(metrics, ids_of, strict=True):
        why = next((_why(id_, refused, values) for id_ in ids if _why(id_, refused, values)), "")
        counted = [values.get(id_, {}) for id_ in ids]
        found[metric] = why or (_series(periods, *counted) if any(counted) else nothing)
    return found


def _series(
    periods: Sequence[datetime], successes: Mapping[datetime, int], attempts: Mapping[datetime, int]
) -> Series:
    held_at = ((at, successes.get(at, 0)) for at in periods)
    return tuple(Count(at, held, max(held, attempts.get(at, 0))) for at, held in held_at)


def _why(id_: str, refused: Mapping[str, str], values: Mapping[str, object]) -> str:
    if id_ in refused:
        return f"CloudWatch says {refused[id_]}."
    return "" if id_ in values else "CloudWatch left it out of its answer."


def _periods(start: datetime, end: datetime, period: timedelta) -> list[datetime]:
    found = []
    while start < end:
        found.append(start)
        start += period
    return found


def _floor(moment: datetime, period: timedelta) -> datetime:
    moment = moment.astimezone(UTC)
    return moment - (moment - _EPOCH) % period


def _minutes_end(moment: datetime) -> datetime:
    """The end of this minute: CloudWatch answers faster where a question ends with a whole one."""
    return _floor(moment + MINUTE - timedelta.resolution, MINUTE)

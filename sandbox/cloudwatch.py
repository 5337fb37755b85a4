"""Amazon CloudWatch, as far as it tells who uses a user pool: GetMetricData of `AWS/Cognito`.

A metric that nobody ever fed has no values, and no error: so says AWS of a pool or a client that is
not there.
"""

from collections.abc import Callable, Iterator

from sandbox import pool_use
from sandbox.customers import REFRESH, SIGN_IN, Count
from sandbox.errors import validation_error
from sandbox.state import Asked, Document

NAMESPACE = "AWS/Cognito"
AT_ONCE = 500
MOST_VALUES = 100_800
_DAY = 86_400.0
# What is kept for how long, by the shortest period that is still told.
_KEPT = ((300, 15 * _DAY), (3600, 63 * _DAY), (86_401, 455 * _DAY))
_METRICS = {
    SIGN_IN: SIGN_IN,
    REFRESH: REFRESH,
    "FederationSuccesses": SIGN_IN,
}
_STATISTICS: dict[str, Callable[[Count], int]] = {
    "Sum": lambda count: count.successes,
    "SampleCount": lambda count: count.attempts,
}


def get_metric_data(asked: Asked) -> Document:
    """The values of up to 500 metrics, in pages of at most 100,800 values."""
    given = asked.parameters
    queries = given["MetricDataQueries"]
    if len(queries) > AT_ONCE:
        raise validation_error(
            f"The collection MetricDataQueries must not have a size greater than {AT_ONCE}."
        )
    ids = [query["Id"] for query in queries]
    if len(set(ids)) < len(ids):
        raise validation_error("The values for parameter id in MetricDataQueries are not unique.")
    if given["StartTime"] >= given["EndTime"]:
        raise validation_error("The parameter StartTime must be less than the parameter EndTime.")
    pool_use.notice(asked.account)
    descending = given.get("ScanBy", "TimestampDescending") == "TimestampDescending"
    # Who asks for a metric's successes asks for its attempts too.
    counted: dict[str, list[tuple[float, Count]]] = {}
    found = []
    for query in queries:
        stat = query["MetricStat"]
        metric = repr((stat["Metric"], stat["Period"]))
        if metric not in counted:
            counted[metric] = sorted(_counts(asked, stat), key=_moment, reverse=descending)
        found.append((query, _values(counted[metric], stat["Stat"])))
    return _page(found, int(given.get("NextToken") or 0), given.get("MaxDatapoints", MOST_VALUES))


def _page(
    found: list[tuple[Document, list[tuple[float, float]]]], first: int, most: int
) -> Document:
    results, passed = [], 0
    for query, values in found:
        shown = values[max(0, first - passed) : max(0, first + most - passed)]
        unfinished = passed + len(values) > first + most
        if shown or (not values and first == 0):
            results.append(
                {
                    "Id": query["Id"],
                    "Label": query.get("Label", query["MetricStat"]["Metric"]["MetricName"]),
                    "Timestamps": [moment for moment, _ in shown],
                    "Values": [value for _, value in shown],
                    "StatusCode": "PartialData" if unfinished else "Complete",
                }
            )
        passed += len(values)
    more = {"NextToken": str(first + most)} if passed > first + most else {}
    return {"MetricDataResults": results, "Messages": [], **more}


def _moment(counted: tuple[float, Count]) -> float:
    return counted[0]


def _values(counted: list[tuple[float, Count]], statistic: str) -> list[tuple[float, float]]:
    read = _STATISTICS.get(statistic)
    return [(moment, float(read(count))) for moment, count in counted] if read else []


def _counts(asked: Asked, stat: Document) -> Iterator[tuple[float, Count]]:
    """Each period with what happened in it; one in which nothing did is left out."""
    metric, period = stat["Metric"], stat["Period"]
    if period % 60:
        raise validation_error(f"The value {period} for parameter Period is not valid.")
    named = {entry["Name"]: entry["Value"] for entry in metric.get("Dimensions", ())}
    kind = _METRICS.get(metric["MetricName"])
    wanted = {"UserPool", "UserPoolClient"}
    if metric["MetricName"] == "FederationSuccesses":
        wanted |= {"IdentityProvider"}
    pool = asked.account.pools.get(named.get("UserPool", ""))
    if (
        metric["Namespace"] != NAMESPACE
        or kind is None
        or set(named) != wanted
        or pool is None
        or asked.region != asked.account.region
        or named["UserPoolClient"] not in pool.clients
    ):
        return
    now = asked.account.clock.now()
    kept = next((age for shortest, age in _KEPT if period < shortest), 0.0)
    start = max(asked.parameters["StartTime"], now - kept) // period * period
    end = min(asked.parameters["EndTime"], now)
    client, provider = named["UserPoolClient"], named.get("IdentityProvider", "")
    yield from pool_use.counted(asked.account, client, kind, provider, start, end, period)


OPERATIONS: dict[str, Callable[[Asked], Document]] = {"GetMetricData": get_metric_data}

"""Amazon CloudWatch's metrics, asked by name: one function, as in `migration.aws.reads`."""

from collections.abc import Sequence
from datetime import datetime

from migration.aws.connection import Connection
from migration.aws.plain_documents import Document, all_pages

SERVICE = "cloudwatch"
GOES_ON = "PartialData"  # the rest is on a later page
AT_ONCE = 500  # metrics that one call takes


def get_metric_data(
    connection: Connection, queries: Sequence[Document], start: datetime, end: datetime
) -> list[Document]:
    """The values of metrics, oldest first: `Id`, `Timestamps`, `Values`, `StatusCode`.

    A metric whose values fill several pages comes in as many parts; any number of queries is taken.
    GetMetricData, all pages.
    """
    found: list[Document] = []
    with connection.asking("GetMetricData", "AWS/Cognito", SERVICE):
        pages = connection.client(SERVICE).get_paginator("get_metric_data")
        for first in range(0, len(queries), AT_ONCE):
            asked = pages.paginate(
                MetricDataQueries=list(queries[first : first + AT_ONCE]),
                StartTime=start,
                EndTime=end,
                ScanBy="TimestampAscending",
            )
            found += all_pages(asked, "MetricDataResults", _tells)
    return found


def _tells(result: Document) -> bool:
    """Whether a result says more than that its values come on a later page.

    While CloudWatch looks, pages of these alike are ordinary; without that page it is unfinished.
    """
    return bool(result.get("Values")) or result.get("StatusCode") != GOES_ON

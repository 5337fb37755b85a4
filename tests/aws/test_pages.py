"""A list comes whole, page by page, or it is unread: no page takes another one's place."""

import json
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime
from typing import Any
from unittest.mock import MagicMock

import pytest

from migration.aws import reads
from migration.aws.connection import Connection
from migration.aws.metrics import get_metric_data
from migration.aws.plain_documents import all_pages
from migration.errors import AwsUnreachable
from tests.practice_aws import OLD_POOL, PracticeAws

LIST = "ListUserPoolClients"


def first_page(aws: PracticeAws) -> dict[str, Any]:
    asked = aws.client("cognito-idp").list_user_pool_clients(UserPoolId=OLD_POOL, MaxResults=60)
    assert asked["NextToken"]
    return {name: value for name, value in asked.items() if name != "ResponseMetadata"}


@pytest.mark.parametrize(
    ("then", "said"),
    [
        ({}, "came twice"),
        ({"NextToken": "another"}, "came twice"),
        ({"NextToken": None}, "came twice"),
        ({"UserPoolClients": []}, "led to one of them twice"),
    ],
    ids=["with its token", "with another token", "as the last one", "its token alone"],
)
def test_a_page_that_a_cache_gives_again_is_not_taken_for_the_next(
    practice_aws: PracticeAws, connection: Connection, then: dict[str, Any], said: str
) -> None:
    practice_aws.populate(OLD_POOL, 70)
    page = {**first_page(practice_aws), **then}
    whole = reads.list_clients(connection, OLD_POOL)
    again = {"kind": "answer", "operation": LIST, "skip": 1, "body": json.dumps(page)}
    practice_aws.faults(again)
    with pytest.raises(AwsUnreachable, match=said):
        reads.list_clients(connection, OLD_POOL)
    practice_aws.faults()
    assert reads.list_clients(connection, OLD_POOL) == whole


def pages(*of: Sequence[int]) -> Iterator[dict[str, Any]]:
    return ({"Items": [{"Id": number} for number in items]} for items in of)


def test_a_loop_of_pages_ends_at_the_first_that_comes_again() -> None:
    with pytest.raises(AwsUnreachable, match="The same page of Items came twice"):
        all_pages(pages([1], [2], [3], [1], [2]), "Items")


def test_pages_without_an_item_may_be_as_many_as_aws_gives() -> None:
    assert all_pages(pages([], [1], [], [2], []), "Items") == [{"Id": 1}, {"Id": 2}]


def counts(*pages: str) -> Iterator[dict[str, Any]]:
    """Pages of CloudWatch's, each of one metric: how it stands there, and how many values."""
    for page in pages:
        status, _, values = page.partition(" ")
        result = {"Id": "sum0", "StatusCode": status, "Values": [1.0] * int(values or 0)}
        yield {"MetricDataResults": [result]}


def ask_for_metrics(*pages: str) -> list[dict[str, Any]]:
    connection = MagicMock()
    paginator = connection.client.return_value.get_paginator.return_value
    paginator.paginate.return_value = counts(*pages)
    now = datetime(2026, 11, 27, tzinfo=UTC)
    return get_metric_data(connection, [{"Id": "sum0"}], now, now)


def test_while_cloudwatch_looks_it_may_say_so_on_any_number_of_pages() -> None:
    """Nothing is lost by one in another's place: until a page completes it, it is unfinished."""
    looking = ["PartialData"] * 3
    found = ask_for_metrics(*looking, "PartialData 2", *looking, "Complete 1")
    assert [len(one["Values"]) for one in found if one["Values"]] == [2, 1]


@pytest.mark.parametrize("page", ["PartialData 2", "Complete 2", "Complete", "InternalError"])
def test_what_cloudwatch_tells_comes_once(page: str) -> None:
    with pytest.raises(AwsUnreachable, match="The same page of MetricDataResults came twice"):
        ask_for_metrics(page, "PartialData", page)

"""A list comes whole, page by page, or it is unread: no page takes another one's place."""

import json
from collections.abc import Iterator, Sequence
from typing import Any

import pytest

from migration.aws import reads
from migration.aws.connection import Connection
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

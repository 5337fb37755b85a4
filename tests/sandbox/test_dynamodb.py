"""The practice AWS's DynamoDB: tables, puts on condition, pages, and what it refuses."""

from __future__ import annotations

from typing import Any

import pytest
from botocore.exceptions import ClientError

from tests.practice_aws import PracticeAws

KEYS = [
    {"AttributeName": "deployment", "KeyType": "HASH"},
    {"AttributeName": "sequence", "KeyType": "RANGE"},
]
DEFINED = [
    {"AttributeName": "deployment", "AttributeType": "S"},
    {"AttributeName": "sequence", "AttributeType": "N"},
]


@pytest.fixture
def table(practice_aws: PracticeAws) -> Any:
    practice_aws.settings(table_seconds=0)
    dynamodb = practice_aws.client("dynamodb")
    make(dynamodb)
    return dynamodb


def make(dynamodb: Any, **more: Any) -> Any:
    asked = {
        "TableName": "record",
        "KeySchema": KEYS,
        "AttributeDefinitions": DEFINED,
        "BillingMode": "PAY_PER_REQUEST",
        **more,
    }
    return dynamodb.create_table(**asked)["TableDescription"]


def put(dynamodb: Any, number: int, deployment: str = "one", **more: Any) -> None:
    item = {"deployment": {"S": deployment}, "sequence": {"N": str(number)}, **more.pop("item", {})}
    dynamodb.put_item(TableName="record", Item=item, **more)


def numbers(dynamodb: Any, deployment: str = "one", **more: Any) -> list[int]:
    pages = dynamodb.get_paginator("query").paginate(
        TableName="record",
        KeyConditionExpression="#p = :p AND #s > :s",
        ExpressionAttributeNames={"#p": "deployment", "#s": "sequence"},
        ExpressionAttributeValues={":p": {"S": deployment}, ":s": {"N": "0"}},
        **more,
    )
    return [int(item["sequence"]["N"]) for page in pages for item in page["Items"]]


def refused(call: Any) -> tuple[str, str]:
    with pytest.raises(ClientError) as refusal:
        call()
    error = refusal.value.response["Error"]
    return error["Code"], error["Message"]


def test_a_table_is_made_and_takes_items_once_it_is_active(practice_aws: PracticeAws) -> None:
    practice_aws.settings(table_seconds=60)
    dynamodb = practice_aws.client("dynamodb")
    assert make(dynamodb, DeletionProtectionEnabled=True)["TableStatus"] == "CREATING"
    assert refused(lambda: put(dynamodb, 1))[0] == "ResourceNotFoundException"
    backups = {"PointInTimeRecoveryEnabled": True}
    switch = {"TableName": "record", "PointInTimeRecoverySpecification": backups}
    code, _ = refused(lambda: dynamodb.update_continuous_backups(**switch))
    assert code == "ContinuousBackupsUnavailableException"
    practice_aws.settings(table_seconds=0)
    put(dynamodb, 1)
    described = dynamodb.update_continuous_backups(**switch)["ContinuousBackupsDescription"]
    recovery = described["PointInTimeRecoveryDescription"]["PointInTimeRecoveryStatus"]
    assert (numbers(dynamodb), recovery) == ([1], "ENABLED")
    assert refused(lambda: make(dynamodb))[0] == "ResourceInUseException"
    protected = refused(lambda: dynamodb.delete_table(TableName="record"))
    assert "protected against deletion" in protected[1]
    assert dynamodb.list_tables()["TableNames"] == ["record"]


def test_of_two_puts_under_one_key_the_second_is_refused(table: Any) -> None:
    condition: dict[str, Any] = {
        "ConditionExpression": "attribute_not_exists(#s)",
        "ExpressionAttributeNames": {"#s": "sequence"},
    }
    put(table, 1, **condition, item={"id": {"S": "first"}})
    code, _ = refused(lambda: put(table, 1, **condition, item={"id": {"S": "second"}}))
    assert code == "ConditionalCheckFailedException"
    put(table, 1, "another", **condition)
    assert numbers(table, "another") == [1]


def test_a_query_gives_one_partition_by_number_in_pages(
    practice_aws: PracticeAws, table: Any
) -> None:
    for number in (10, 9, 2, 1):
        put(table, number, item={"body": {"S": "x" * 50}})
    put(table, 3, "another")
    assert numbers(table) == [1, 2, 9, 10]
    assert numbers(table, ScanIndexForward=False) == [10, 9, 2, 1]
    practice_aws.settings(table_page_bytes=150)
    practice_aws.forget_calls()
    assert numbers(table) == [1, 2, 9, 10]
    assert len(practice_aws.calls("Query")) > 1


@pytest.mark.parametrize(
    ("asked", "said"),
    [
        ({"Item": {"deployment": {"S": "one"}}}, "Missing the key sequence"),
        ({"Item": {"deployment": {"S": "one"}, "sequence": {"S": "1"}}}, "Type mismatch for key"),
        ({"Item": {"deployment": {"S": ""}, "sequence": {"N": "1"}}}, "empty string value"),
        ({"Item": {"deployment": {"S": "one"}, "sequence": {"N": "one"}}}, "numeric value"),
        (
            {"Item": {"deployment": {"S": "one"}, "sequence": {"N": "1"}, "body": {}}},
            "exactly one of the supported datatypes",
        ),
        ({"ConditionExpression": "attribute_not_exists(hash)"}, "reserved keyword: hash"),
        ({"ConditionExpression": "attribute_not_exists(#x"}, "#x"),
        ({"ExpressionAttributeNames": {"#x": "body"}}, "unused in expressions"),
    ],
)
def test_what_breaks_a_rule_is_refused_in_awss_words(
    table: Any, asked: dict[str, Any], said: str
) -> None:
    item = {"deployment": {"S": "one"}, "sequence": {"N": "1"}}
    request = {"TableName": "record", "Item": item, **asked}
    code, message = refused(lambda: table.put_item(**request))
    assert code == "ValidationException"
    assert said in message
    assert numbers(table) == []


def test_an_item_has_at_most_400_kb(table: Any) -> None:
    large = {"body": {"S": "x" * 410_000}}
    assert "maximum allowed size" in refused(lambda: put(table, 1, item=large))[1]


def test_faults_speak_dynamodbs_words(practice_aws: PracticeAws, table: Any) -> None:
    practice_aws.faults({"kind": "throttling", "operation": "PutItem", "count": 1})
    assert refused(lambda: put(table, 1))[0] == "ThrottlingException"
    practice_aws.faults({"kind": "cut", "operation": "PutItem", "after": True, "count": 1})
    with pytest.raises(Exception, match="Connection was closed"):
        put(table, 1)
    assert numbers(table) == [1]
    practice_aws.faults()

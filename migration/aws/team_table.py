"""The team's table at DynamoDB: an item put where none is, a deployment's items in order.

No item is ever changed or taken away. Making the table stands in `team_table_making.py`.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from migration.aws.connection import Connection
from migration.aws.plain_documents import Document, all_pages, plain

SERVICE = "dynamodb"
PARTITION, SORT = "deployment", "sequence"
KEYS = {PARTITION: "HASH", SORT: "RANGE"}

# An item as DynamoDB has it: {"deployment": {"S": "…"}, "sequence": {"N": "1"}, …}
Item = Mapping[str, Mapping[str, Any]]


@dataclass(frozen=True)
class TeamTable:
    """One table, by its name, as far as a record needs it. Safe to share between threads."""

    connection: Connection
    name: str

    @property
    def client(self) -> Any:
        """The client of DynamoDB. What it sends may be sent again: each put is on condition."""
        return self.connection.client(SERVICE)

    def put_if_new(self, item: Item) -> bool:
        """Put an item; False where one with its key is there, whosever it is. PutItem.

        Raises a `PoolwalkError`; after `AwsUnreachable` the item may be there all the same.
        """
        from botocore.exceptions import ClientError

        with self.connection.asking("PutItem", self.name, SERVICE):
            try:
                self.client.put_item(
                    TableName=self.name,
                    Item=item,
                    ConditionExpression="attribute_not_exists(#sequence)",
                    ExpressionAttributeNames={"#sequence": SORT},
                )
            except ClientError as error:
                if error.response["Error"]["Code"] != "ConditionalCheckFailedException":
                    raise
                return False
        return True

    def items_from(self, deployment: str, number: int) -> list[Item]:
        """A deployment's items from a number on, as the table has them now. Query, all pages."""
        with self.connection.asking("Query", self.name, SERVICE):
            pages = self.client.get_paginator("query").paginate(
                TableName=self.name,
                ConsistentRead=True,
                KeyConditionExpression="#deployment = :deployment AND #sequence >= :number",
                ExpressionAttributeNames={"#deployment": PARTITION, "#sequence": SORT},
                ExpressionAttributeValues={
                    ":deployment": {"S": deployment},
                    ":number": {"N": str(number)},
                },
            )
            return list(all_pages(pages, "Items"))

    def described(self) -> Document:
        """What the table is: `TableStatus`, `KeySchema`, … Raises `ResourceGone`. DescribeTable."""
        with self.connection.asking("DescribeTable", self.name, SERVICE):
            answer = plain(self.client.describe_table(TableName=self.name))
        return dict(answer["Table"])


def why_no_record(described: Mapping[str, Any]) -> str:
    """Why a table can hold no record of Poolwalk's, in words; empty where it can."""
    keys = {part["AttributeName"]: part["KeyType"] for part in described["KeySchema"]}
    kinds = {
        one["AttributeName"]: one["AttributeType"] for one in described["AttributeDefinitions"]
    }
    if keys != KEYS or (kinds.get(PARTITION), kinds.get(SORT)) != ("S", "N"):
        return f"its key is not {PARTITION} (a text) and {SORT} (a number)"
    if described["TableStatus"] not in {"ACTIVE", "UPDATING"}:
        return f"AWS says that it is {described['TableStatus']}"
    return ""

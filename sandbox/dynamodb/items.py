"""Items: put on condition, and asked for by their key, in pages."""

import json
from collections.abc import Mapping
from typing import Any

from sandbox.duplicate import duplicate
from sandbox.dynamodb.expressions import Expression, hold_used
from sandbox.dynamodb.tables import active_table
from sandbox.errors import AwsError
from sandbox.state import Asked, Document
from sandbox.table import Key, Table, hold_value, validation_exception

LARGEST_ITEM = 400 * 1024


def put_item(asked: Asked) -> Document:
    """Puts an item; raises `ConditionalCheckFailedException` where its condition does not hold."""
    given, table = asked.parameters, active_table(asked)
    item = given["Item"]
    for value in item.values():
        hold_value(value)
    partition, key = table.key_of(item)
    if _size(item) > LARGEST_ITEM:
        raise validation_exception("Item size has exceeded the maximum allowed size")
    held = table.items.get(partition, {}).get(key)
    condition = given.get("ConditionExpression")
    names = given.get("ExpressionAttributeNames", {})
    values = given.get("ExpressionAttributeValues", {})
    expressions = [] if condition is None else [Expression(condition, names, values)]
    holds = all(expression.holds(held) for expression in expressions)
    hold_used(expressions, names, values)
    if not holds:
        raise AwsError("ConditionalCheckFailedException", "The conditional request failed")
    table.items.setdefault(partition, {})[key] = duplicate(item)
    if given.get("ReturnValues") == "ALL_OLD" and held is not None:
        return {"Attributes": held}
    return {}


def query(asked: Asked) -> Document:
    """The items of one partition in their order, so many bytes or items at once."""
    given, table = asked.parameters, active_table(asked)
    if "KeyConditionExpression" not in given:
        raise validation_exception(
            "Either the KeyConditions or KeyConditionExpression parameter must be specified in the"
            " request."
        )
    names = given.get("ExpressionAttributeNames", {})
    values = given.get("ExpressionAttributeValues", {})
    text = given["KeyConditionExpression"]
    ordered = _ordered(table, forward=given.get("ScanIndexForward", True))
    expressions = []
    fulfilling = []
    for key, item in [*ordered, ((), None)]:
        expression = Expression(text, names, values, "KeyConditionExpression")
        expressions.append(expression)
        key_of_item = {name: item[name] for name in table.key_names} if item else None
        if expression.holds(key_of_item) and item is not None:
            fulfilling.append((key, item))
    hold_used(expressions, names, values)
    if table.key_names[0] not in {names.get(word, word) for word in text.replace("(", " ").split()}:
        raise validation_exception(
            "Query condition missed key schema element: " + table.key_names[0]
        )
    return _page(asked, table, fulfilling)


def _ordered(table: Table, *, forward: bool) -> list[tuple[Key, Document]]:
    found = []
    for partition in table.items.values():
        found += sorted(partition.items(), key=lambda one: one[0], reverse=not forward)
    return found


def _page(asked: Asked, table: Table, found: list[tuple[Key, Document]]) -> Document:
    given = asked.parameters
    if start := given.get("ExclusiveStartKey"):
        _, after = table.key_of(start)
        forward = given.get("ScanIndexForward", True)
        found = [one for one in found if (one[0] > after if forward else one[0] < after)]
    most, size = given.get("Limit", len(found) + 1), 0
    page: list[Document] = []
    for _, item in found:
        page.append(item)
        size += _size(item)
        if len(page) >= most or size >= asked.account.settings.table_page_bytes:
            last = {name: item[name] for name in table.key_names}
            return _answer(given, page, len(found), last)
    return _answer(given, page, len(found), None)


def _answer(
    given: Mapping[str, Any], page: list[Document], found: int, last: Document | None
) -> Document:
    answer: Document = {"Count": len(page), "ScannedCount": len(page)}
    if given.get("Select") != "COUNT":
        answer["Items"] = page
    # Where a page ends by its limit, AWS gives the key even if nothing is behind it.
    if last is not None and (len(page) < found or "Limit" in given):
        answer["LastEvaluatedKey"] = last
    return answer


def _size(item: Mapping[str, Any]) -> int:
    """About what AWS counts: names and values in UTF-8."""
    return sum(
        len(name.encode()) + len(json.dumps(list(value.values()), ensure_ascii=False).encode()) - 4
        for name, value in item.items()
    )

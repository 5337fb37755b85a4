"""Amazon DynamoDB: tables of items, put on condition and asked for in order.

No item is changed or taken away: who keeps a record on it must not need that.
"""

from collections.abc import Callable

from sandbox.dynamodb import backups, items, tables
from sandbox.state import Asked, Document

OPERATIONS: dict[str, Callable[[Asked], Document]] = {
    "CreateTable": tables.create_table,
    "DescribeTable": tables.describe_table,
    "ListTables": tables.list_tables,
    "DeleteTable": tables.delete_table,
    "UpdateContinuousBackups": backups.update_continuous_backups,
    "DescribeContinuousBackups": backups.describe_continuous_backups,
    "PutItem": items.put_item,
    "Query": items.query,
}

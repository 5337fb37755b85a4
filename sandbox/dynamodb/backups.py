"""Continuous backups: whether a table can be recovered to any point in time."""

from sandbox.dynamodb.tables import status_of
from sandbox.errors import AwsError
from sandbox.state import Asked, Document
from sandbox.table import Table

_DAYS = 35


def update_continuous_backups(asked: Asked) -> Document:
    """Switches them on or off; raises `ContinuousBackupsUnavailableException` while it is made."""
    table = _table(asked)
    if status_of(asked.account, table) != "ACTIVE":
        raise AwsError(
            "ContinuousBackupsUnavailableException",
            f"Backups are being enabled for the table: {table.name}. Please retry later",
        )
    wanted = asked.parameters["PointInTimeRecoverySpecification"]
    table.recovers = bool(wanted["PointInTimeRecoveryEnabled"])
    return _described(table)


def describe_continuous_backups(asked: Asked) -> Document:
    """Whether they are on; raises `TableNotFoundException`."""
    return _described(_table(asked))


def _table(asked: Asked) -> Table:
    name = asked.parameters["TableName"]
    table = asked.account.tables.get((asked.region, name))
    if table is None:
        raise AwsError("TableNotFoundException", f"Table not found: {name}")
    return table


def _described(table: Table) -> Document:
    recovery: Document = {"PointInTimeRecoveryStatus": "DISABLED"}
    if table.recovers:
        recovery = {"PointInTimeRecoveryStatus": "ENABLED", "RecoveryPeriodInDays": _DAYS}
    return {
        "ContinuousBackupsDescription": {
            "ContinuousBackupsStatus": "ENABLED",
            "PointInTimeRecoveryDescription": recovery,
        }
    }

"""The team's table, made once: on demand, encrypted, kept for any point in time, and protected.

The record itself needs none of this: who makes the table has a policy apart.
"""

from collections.abc import Callable

from migration.aws.connection import Connection
from migration.aws.team_table import KEYS, PARTITION, SERVICE, SORT, TeamTable, why_no_record
from migration.errors import AwsBusy, AwsRefused, BadInput, PoolwalkError, ResourceGone

LOOKS, PAUSE = 60, 2.0  # at most, and seconds between two, until AWS has made it


def make_table(
    connection: Connection,
    name: str,
    wait: Callable[[float], None],
    progress: Callable[[str], None] = lambda _: None,
) -> bool:
    """Make the table, or finish one that was begun; *blocking*. Whether it was not there before.

    Raises `BadInput` for a table of another kind, and a `PoolwalkError`. CreateTable,
    UpdateContinuousBackups.
    """
    table = TeamTable(connection, name)
    try:
        table.described()
        made = False
    except ResourceGone:
        progress(f"Making the table {name}")
        _create(connection, name)
        made = True
    _until_active(table, wait, progress)
    _keep_for_any_point_in_time(connection, name, wait)
    return made


def _create(connection: Connection, name: str) -> None:
    with connection.asking("CreateTable", name, SERVICE):
        connection.writing(SERVICE).create_table(
            TableName=name,
            KeySchema=[{"AttributeName": key, "KeyType": kind} for key, kind in KEYS.items()],
            AttributeDefinitions=[
                {"AttributeName": PARTITION, "AttributeType": "S"},
                {"AttributeName": SORT, "AttributeType": "N"},
            ],
            BillingMode="PAY_PER_REQUEST",
            SSESpecification={"Enabled": True, "SSEType": "KMS"},
            DeletionProtectionEnabled=True,
        )


def _until_active(
    table: TeamTable, wait: Callable[[float], None], progress: Callable[[str], None]
) -> None:
    for _ in range(LOOKS):
        described = table.described()
        why = why_no_record(described)
        if not why:
            return
        if described["TableStatus"] != "CREATING":
            raise BadInput(f"The table {table.name} cannot hold a record: {why}.")
        progress("AWS is making the table")
        wait(PAUSE)
    raise PoolwalkError(
        f"AWS has not made the table {table.name} after {LOOKS * PAUSE:.0f} seconds: run the same"
        " command again."
    )


def _keep_for_any_point_in_time(
    connection: Connection, name: str, wait: Callable[[float], None]
) -> None:
    """AWS takes that only a moment after the table is there."""
    for left in reversed(range(LOOKS)):
        try:
            with connection.asking("UpdateContinuousBackups", name, SERVICE):
                connection.writing(SERVICE).update_continuous_backups(
                    TableName=name,
                    PointInTimeRecoverySpecification={"PointInTimeRecoveryEnabled": True},
                )
            return
        except AwsBusy:
            if not left:
                raise
        except AwsRefused as error:
            if not left or "ContinuousBackupsUnavailable" not in str(error):
                raise
        wait(PAUSE)

"""The record of another deployment of config.toml: a file on this machine, or its team's table."""

from pathlib import Path

from migration.deployment_request import OtherDeployment, Request
from migration.errors import BadInput
from migration.journal.deployment_overview import LastReading, last_reading
from migration.journal.entries import Entry
from migration.journal.record import Record
from migration.journal.sqlite import SqliteJournal
from migration.journal.state_folder import state_folder


def record_of(name: str, request: Request) -> Record:
    """What was recorded for the deployment of that name; *blocking*.

    AWS is asked only where a team shares it: as the profile that config.toml names for it. Raises
    `BadInput` for one that is not known or was never opened here, and a `PoolwalkError`.
    """
    if name not in request.others:
        known = ", ".join(request.others)
        there = f"there are {known}" if known else "it has no other deployment"
        raise BadInput(f"config.toml has no other deployment “{name}”: {there}.")
    other = request.others[name]
    folder = state_folder(other.state_folder)
    reading = last_reading(folder, name)
    if reading is not None and reading.table:
        return Record.of(_shared(name, other, reading, request.credentials))
    if reading is None or not (folder / reading.record).exists():
        raise BadInput(f"{name} was never opened on this machine, so that nothing is known of it.")
    journal = SqliteJournal(folder / reading.record, only_read=True)
    try:
        return Record.of(journal.entries())
    finally:
        journal.close()


def _shared(
    name: str, other: OtherDeployment, reading: LastReading, practice: tuple[str, str] | None
) -> tuple[Entry, ...]:
    from migration.aws.connection import connect
    from migration.aws.team_table import TeamTable
    from migration.journal.dynamodb import DynamoDbJournal

    connection = connect(
        profile=other.profile,
        region=reading.region,
        endpoint_url=reading.endpoint,
        credentials=practice,
    )
    try:
        table = TeamTable(connection, reading.table)
        entries = DynamoDbJournal(table, Path(reading.record).stem, reading.who).entries()
    finally:
        connection.close()
    if not entries:
        raise BadInput(f"The team's table {reading.table} holds nothing of {name}.")
    return entries

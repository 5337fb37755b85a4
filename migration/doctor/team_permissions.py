"""What a team's record needs: the table is looked at, adding to it is simulated by IAM.

From `assets/policies/team.json`. Asked only where a table is named.
"""

from threading import Event

from migration.aws.account import simulate
from migration.aws.connection import Connection
from migration.aws.held_identity import Identity
from migration.aws.parallel import in_parallel
from migration.aws.team_table import TeamTable, why_no_record
from migration.doctor.check import Check, Group, Subject
from migration.doctor.collected_checks import CollectedChecks
from migration.doctor.permissions import ALLOWED, partition_of, principal
from migration.errors import PoolwalkError, ResourceGone

TABLE = Subject("team-table", Group.PERMISSIONS, "The table of the team's record is there")
RECORDING = Subject(
    "may-record", Group.PERMISSIONS, "All that the team's record needs", advisory=True
)
SUBJECTS = (TABLE, RECORDING)
ACTIONS = ("dynamodb:PutItem", "dynamodb:Query")
_POLICY = "assets/policies/team.json allows all that the record needs."


def look_at_the_team(
    connection: Connection,
    identity: Identity,
    table: str,
    checks: CollectedChecks,
    cancelled: Event,
) -> None:
    """Look at the table, and let IAM simulate adding to it. Raises `Cancelled`."""
    looks = {
        TABLE: lambda: _looked_at(connection, table),
        RECORDING: lambda: _simulated(connection, identity, table),
    }
    wanted = [look for subject, look in looks.items() if checks.wants(subject)]
    for check in in_parallel(wanted, cancelled):
        checks.take(check)


def _looked_at(connection: Connection, table: str) -> Check:
    try:
        why = why_no_record(TeamTable(connection, table).described())
    except ResourceGone:
        why = "there is no such table in this region"
    except PoolwalkError as error:
        return TABLE.failed(str(error), _POLICY)
    if why:
        return TABLE.failed(
            f"The table {table} cannot hold the record: {why}",
            "“poolwalk team create” makes one; until then nothing is written.",
        )
    return TABLE.passed(f"{table} is there, and takes a record")


def _simulated(connection: Connection, identity: Identity, table: str) -> Check:
    place = f"{connection.region}:{identity.account}"
    resource = f"arn:{partition_of(identity)}:dynamodb:{place}:table/{table}"
    keys = {"dynamodb:LeadingKeys": f"{identity.account}-{connection.region}-0"}
    try:
        who = principal(connection, identity)
        decided = simulate(connection, who, ACTIONS, resource, keys)
    except PoolwalkError as error:
        return RECORDING.unknown(f"Nothing is recorded to find out, and IAM did not say. {error}")
    denied = [one for one in ACTIONS if one not in decided or decided[one].word != ALLOWED]
    if denied:
        return RECORDING.failed(f"IAM's simulation says no to {', '.join(denied)}", _POLICY)
    return RECORDING.passed(f"Allowed on {table} for this account's deployments, says IAM")

"""All checks but the terminal's, in one go: whatever fails, the others are made."""

from collections.abc import Callable, Collection, Sequence
from datetime import UTC, datetime
from functools import partial
from threading import Event
from typing import TYPE_CHECKING

from migration.aws.parallel import in_parallel
from migration.deployment_request import Request
from migration.doctor import (
    deployment,
    login,
    machine,
    messages,
    permissions,
    rehearsal_permissions,
    team_permissions,
)
from migration.doctor.check import Check, Subject
from migration.doctor.collected_checks import CollectedChecks
from migration.errors import Cancelled
from migration.pools.reading import Deployment

if TYPE_CHECKING:
    from migration.aws.connection import Connection

AT_AWS = (
    machine.RECORD,
    *deployment.SUBJECTS,
    *permissions.SUBJECTS,
    rehearsal_permissions.SUBJECT,
    *messages.SUBJECTS,
)
SUBJECTS: tuple[Subject, ...] = (
    *machine.SUBJECTS,
    *login.SUBJECTS,
    *deployment.SUBJECTS,
    *permissions.SUBJECTS,
    rehearsal_permissions.SUBJECT,
    *team_permissions.SUBJECTS,
    *messages.SUBJECTS,
)


def examine(
    request: Request,
    connection: "Connection | None" = None,
    *,
    ask_mfa_code: Callable[[str], str] | None = None,
    skip: Collection[str] = (),
    told: Callable[[Check], None] = lambda _: None,
    cancelled: Event | None = None,
    now: Callable[[], datetime] = lambda: datetime.now(UTC),
) -> tuple[Check, ...]:
    """Make every check that is not skipped; *blocking*.

    `told` gets each one as it comes in, from any thread. It uses `connection` where there is one,
    and else logs in. Nothing is written anywhere. Raises `Cancelled` alone.
    """
    stop = cancelled or Event()
    checks = CollectedChecks(skip, told)
    at_aws = (*AT_AWS, *(team_permissions.SUBJECTS if request.team_table else ()))
    machine.look_at_the_machine(checks, request.state_folder)
    if any(checks.wants(subject) for subject in (*login.SUBJECTS, *at_aws)):
        own = connection is None
        connection = connection or login.log_in(request, ask_mfa_code, checks)
        if connection is None:
            checks.all_unknown(at_aws, "Nobody is logged in to the deployment's region.")
        else:
            try:
                _ask_aws(connection, request, at_aws, checks, stop, now)
            finally:
                if own:
                    connection.close()
    return checks.in_order(SUBJECTS)


def _ask_aws(
    connection: "Connection",
    request: Request,
    at_aws: Sequence[Subject],
    checks: CollectedChecks,
    stop: Event,
    now: Callable[[], datetime],
) -> None:
    identity = in_parallel([partial(login.look_at_the_login, connection, checks, now)], stop)[0]
    if identity is None:
        checks.all_unknown(at_aws, "AWS does not know who asks.")
        return
    if not any(checks.wants(subject) for subject in at_aws):
        return
    pools = deployment.look_for_the_pools(connection, request, checks, stop)
    _go_on(stop)
    looks: list[Callable[[], None]] = [
        partial(permissions.look_at_the_reads, connection, pools, checks, stop),
        partial(permissions.look_at_the_writes, connection, identity, pools, checks, stop),
        partial(rehearsal_permissions.look_at_rehearsing, connection, identity, checks, stop),
        partial(messages.look_at_the_messages, connection, pools, checks),
        partial(deployment.look_at_the_stacks, connection, checks, stop),
    ]
    if request.team_table:
        looks.append(
            partial(
                team_permissions.look_at_the_team,
                connection,
                identity,
                request.team_table,
                checks,
                stop,
            )
        )
    if pools is None:
        checks.all_unknown((machine.RECORD, deployment.DOMAINS), "The pools were not found.")
    else:
        here = Deployment(
            identity.account,
            connection.region,
            connection.endpoint,
            identity.arn,
            pools.old,
            pools.new,
        )
        looks.append(partial(machine.look_at_the_record, checks, request.state_folder, here))
        looks.append(partial(deployment.look_at_the_domains, connection, pools, checks))
    in_parallel(looks, stop)
    _go_on(stop)


def _go_on(stop: Event) -> None:
    # A stop ends calls as a failure would, and those become verdicts on their way here.
    if stop.is_set():
        raise Cancelled("Stopped.")

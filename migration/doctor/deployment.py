"""The deployment: both pools, their domains, and RainMaker's stacks."""

from dataclasses import dataclass, field
from threading import Event
from typing import Any

from migration.aws.connection import Connection
from migration.aws.reads import describe_domain, describe_pool
from migration.deployment_request import Request
from migration.doctor.check import Check, Group, Subject
from migration.doctor.collected_checks import CollectedChecks
from migration.errors import BadInput, PoolNotFound, PoolwalkError
from migration.number_words import number_of
from migration.pools.pool_search import find_pools
from migration.pools.reading import PoolRef, Unread
from migration.pools.skills_stack_search import NAMES, regions
from migration.stacks.listing import read_stacks
from migration.stacks.stack import Stacks

POOLS = Subject("pools", Group.DEPLOYMENT, "Both user pools are there")
DOMAINS = Subject("domains", Group.DEPLOYMENT, "The pools' login domains answer")
STACKS = Subject("stacks", Group.DEPLOYMENT, "The deployment's stacks are at rest")
SUBJECTS = (POOLS, DOMAINS, STACKS)

# A stack whose last update failed before anything was rolled back still takes the next one.
UPDATABLE = frozenset({"UPDATE_FAILED"})


@dataclass(frozen=True)
class Pools:
    """Both pools as they were found, and what AWS describes of each.

    The document is empty where that was refused.
    """

    old: PoolRef
    new: PoolRef
    old_document: dict[str, Any] = field(default_factory=dict, repr=False)
    new_document: dict[str, Any] = field(default_factory=dict, repr=False)


def look_for_the_pools(
    connection: Connection, request: Request, checks: CollectedChecks, cancelled: Event
) -> Pools | None:
    """Find both pools; None where one is not there, or could not be looked for."""
    try:
        old, new = find_pools(connection, request.old_pool, request.new_pool, cancelled)
    except (PoolNotFound, BadInput) as error:
        checks.take(POOLS.failed(str(error)))
        return None
    except PoolwalkError as error:
        checks.take(POOLS.unknown(str(error)))
        return None
    checks.take(POOLS.passed(f"{old.name} ({old.id}) and {new.name} ({new.id})"))
    return Pools(old, new, _described(connection, old), _described(connection, new))


def _described(connection: Connection, pool: PoolRef) -> dict[str, Any]:
    try:
        return describe_pool(connection, pool.id)
    except PoolwalkError:
        return {}  # the permissions tell of it


def look_at_the_domains(connection: Connection, pools: Pools, checks: CollectedChecks) -> None:
    """Whether each pool's domain is ready to be asked."""
    if not checks.wants(DOMAINS):
        return
    try:
        checks.take(_domains(connection, pools))
    except PoolwalkError as error:
        checks.take(DOMAINS.unknown(str(error)))


def _domains(connection: Connection, pools: Pools) -> Check:
    said, wrong = [], False
    for pool, document in ((pools.old, pools.old_document), (pools.new, pools.new_document)):
        if not document:
            return DOMAINS.unknown(f"{pool.name} ({pool.id}) could not be described.")
        names = [
            str(document[member]) for member in ("Domain", "CustomDomain") if document.get(member)
        ]
        if not names:
            said.append(
                f"{pool.name}: none yet, step 2 makes it"
                if pool is pools.new
                else f"{pool.name}: none"
            )
        for name in names:
            description = describe_domain(connection, name) or {}
            status = str(description.get("Status") or "not seen")
            wrong = wrong or status != "ACTIVE"
            said.append(f"{pool.name}: {name}, {status}")
    evidence = "; ".join(said)
    if wrong:
        return DOMAINS.failed(
            evidence,
            "A domain can take minutes to become ACTIVE; one that FAILED is made anew (step 2).",
        )
    return DOMAINS.passed(evidence)


def look_at_the_stacks(connection: Connection, checks: CollectedChecks, cancelled: Event) -> None:
    """Check whether CloudFormation would take an update of each of the deployment's stacks now.

    Raises `Cancelled`.
    """
    if checks.wants(STACKS):
        stacks = read_stacks(connection, cancelled)
        checks.take(
            STACKS.unknown(stacks.reason)
            if isinstance(stacks, Unread)
            else _stacks(stacks, connection.region)
        )


def _stacks(stacks: Stacks, region: str) -> Check:
    stuck = [stack for stack in stacks.found if is_stuck(stack.status)]
    if stuck:
        evidence = "; ".join(f"{stack.name} in {stack.region}: {stack.status}" for stack in stuck)
        advice = (
            "CloudFormation takes no update in this state: wait until it ends, or mend the stack in"
            " its console first."
        )
        return STACKS.failed(evidence, advice)
    if stacks.unread:
        return STACKS.unknown(stacks.unread[0].reason)
    if not stacks.found:
        where = " and ".join(regions(region))
        return STACKS.unknown(
            f"No stack in {where} has a name of RainMaker's: it was deployed otherwise,"
            " or elsewhere."
        )
    skills = [f"{stack.name} in {stack.region}" for stack in stacks.found if stack.name in NAMES]
    nested = sum(stack.nested for stack in stacks.found)
    within = f", and {nested} nested in them" if nested else ""
    counted = f"{number_of(len(stacks.found) - nested, 'stack')}{within}"
    return STACKS.passed(
        f"{counted}. The skills stack is {skills[0]}" if skills else f"{counted}; no skills stack"
    )


def is_stuck(status: str) -> bool:
    """Whether a stack takes no update while it has this status."""
    return status not in UPDATABLE and (
        status.endswith(("_IN_PROGRESS", "_FAILED")) or status == "ROLLBACK_COMPLETE"
    )

"""The deployment: both pools, their domains, and the stack of the voice assistants' app clients."""

from dataclasses import dataclass, field
from threading import Event
from typing import Any

from migration.aws.connection import Connection
from migration.aws.reads import describe_domain, describe_pool
from migration.doctor.check import Check, Group, Subject
from migration.doctor.ledger import Ledger
from migration.errors import BadInput, PoolNotFound, PoolwalkError
from migration.pools.find import find_pools
from migration.pools.reading import PoolRef
from migration.pools.skills_stack import find_skills_stack, regions
from migration.request import Request

POOLS = Subject("pools", Group.DEPLOYMENT, "Both user pools are there")
DOMAINS = Subject("domains", Group.DEPLOYMENT, "The pools' login domains answer")
SKILLS_STACK = Subject("skills-stack", Group.DEPLOYMENT, "The skills stack is at rest")
SUBJECTS = (POOLS, DOMAINS, SKILLS_STACK)

# Where a stack stays after something went wrong, or while something is under way: no update can begin then.
STUCK = ("_IN_PROGRESS", "ROLLBACK_FAILED", "CREATE_FAILED", "DELETE_FAILED", "ROLLBACK_COMPLETE")
UPDATABLE = ("UPDATE_ROLLBACK_COMPLETE", "IMPORT_ROLLBACK_COMPLETE")


@dataclass(frozen=True)
class Pools:
    """Both pools as they were found, and what AWS describes of each; an empty document where that was refused."""

    old: PoolRef
    new: PoolRef
    old_document: dict[str, Any] = field(default_factory=dict, repr=False)
    new_document: dict[str, Any] = field(default_factory=dict, repr=False)


def look_for_the_pools(connection: Connection, request: Request, ledger: Ledger, cancelled: Event) -> Pools | None:
    """Find both pools; None where one is not there, or could not be looked for."""
    try:
        old, new = find_pools(connection, request.old_pool, request.new_pool, cancelled)
    except (PoolNotFound, BadInput) as error:
        ledger.take(POOLS.failed(str(error)))
        return None
    except PoolwalkError as error:
        ledger.take(POOLS.unknown(str(error)))
        return None
    ledger.take(POOLS.passed(f"{old.name} ({old.id}) and {new.name} ({new.id})"))
    return Pools(old, new, _described(connection, old), _described(connection, new))


def _described(connection: Connection, pool: PoolRef) -> dict[str, Any]:
    try:
        return describe_pool(connection, pool.id)
    except PoolwalkError:
        return {}  # the permissions tell of it


def look_at_the_domains(connection: Connection, pools: Pools, ledger: Ledger) -> None:
    """Whether each pool's domain is ready to be asked."""
    if not ledger.wants(DOMAINS):
        return
    try:
        ledger.take(_domains(connection, pools))
    except PoolwalkError as error:
        ledger.take(DOMAINS.unknown(str(error)))


def _domains(connection: Connection, pools: Pools) -> Check:
    said, wrong = [], False
    for pool, document in ((pools.old, pools.old_document), (pools.new, pools.new_document)):
        if not document:
            return DOMAINS.unknown(f"{pool.name} ({pool.id}) could not be described.")
        names = [str(document[member]) for member in ("Domain", "CustomDomain") if document.get(member)]
        if not names:
            said.append(f"{pool.name}: none yet, step 2 makes it" if pool is pools.new else f"{pool.name}: none")
        for name in names:
            description = describe_domain(connection, name) or {}
            status = str(description.get("Status") or "not seen")
            wrong = wrong or status != "ACTIVE"
            said.append(f"{pool.name}: {name}, {status}")
    evidence = "; ".join(said)
    if wrong:
        return DOMAINS.failed(evidence, "A domain can take minutes to become ACTIVE; one that FAILED is made anew (step 2).")
    return DOMAINS.passed(evidence)


def look_at_the_skills_stack(connection: Connection, ledger: Ledger, cancelled: Event) -> None:
    """Whether step 6 could update it now."""
    if not ledger.wants(SKILLS_STACK):
        return
    try:
        stack = find_skills_stack(connection, cancelled)
    except PoolwalkError as error:
        ledger.take(SKILLS_STACK.unknown(str(error)))
        return
    if stack is None:
        places = " nor ".join(regions(connection.region))
        ledger.take(SKILLS_STACK.passed(f"There is none, neither in {places}: without voice assistants there need not be one."))
        return
    evidence = f"{stack.name} in {stack.region}: {stack.status}"
    if any(part in stack.status for part in STUCK) and stack.status not in UPDATABLE:
        advice = "CloudFormation takes no update in this state: wait until it ends, or mend the stack in its console first."
        ledger.take(SKILLS_STACK.failed(evidence, advice))
    else:
        ledger.take(SKILLS_STACK.passed(evidence))

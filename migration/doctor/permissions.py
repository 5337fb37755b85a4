"""Each action that Poolwalk needs to be allowed.

Reads are tried, harmlessly. Writes are simulated by IAM, and never tried.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from itertools import groupby
from threading import Event
from typing import Any

from migration.aws.account import Decision, role_arn, simulate, try_to_read
from migration.aws.connection import Connection
from migration.aws.held_identity import Identity
from migration.aws.parallel import in_parallel
from migration.doctor.check import Check
from migration.doctor.collected_checks import CollectedChecks
from migration.doctor.deployment import Pools
from migration.doctor.policy import Need, needs
from migration.errors import AccessRefused, DomainNeeded, PoolwalkError, ResourceGone
from migration.pools.skills_stack_search import regions

SUBJECTS = tuple(need.subject for need in needs())

# Names that nothing has: whether AWS would tell of it is all that is asked, and no secret is read
# on the way.
NOBODYS: Mapping[str, Any] = {
    "ClientId": "poolwalkdoctor",
    "ProviderName": "poolwalk-doctor",
    "Domain": "poolwalk-doctor",
    "ChangeSetName": "poolwalk-doctor",
    "ExportName": "poolwalk-doctor",
    "restApiId": "poolwalkdr",
    "ApiId": "poolwalkdr",
    "MetricDataQueries": [
        {
            "Id": "doctor",
            "MetricStat": {
                "Metric": {"Namespace": "AWS/Cognito", "MetricName": "PoolwalkDoctor"},
                "Period": 3600,
                "Stat": "Sum",
            },
        }
    ],
    # any two moments: a metric that nobody has holds nothing at all of them
    "StartTime": 0,
    "EndTime": 3600,
}
AT_ONCE = 12
_NO_POOLS = "The pools that it is needed on were not found."
ALLOWED = "allowed"


@dataclass(frozen=True)
class Place:
    """Where a read is tried.

    `region`, and the members of the request that name what it is about.
    """

    region: str
    given: Mapping[str, str]


def look_at_the_reads(
    connection: Connection, pools: Pools | None, checks: CollectedChecks, cancelled: Event
) -> None:
    """Try each read, on both pools where it is about a pool. Raises `Cancelled`."""
    wanted = [need for need in needs() if need.is_read and checks.wants(need.subject)]

    def look(need: Need) -> None:
        checks.take(_tried(connection, need, pools))

    in_parallel([partial(look, need) for need in wanted], cancelled, AT_ONCE)


def _tried(connection: Connection, need: Need, pools: Pools | None) -> Check:
    places = _places(need, connection.region, pools)
    if not places:
        return need.subject.unknown(_NO_POOLS)
    refused, unknown = [], []
    for place in places:
        try:
            try_to_read(
                connection, need.service, need.operation, place.region, {**NOBODYS, **place.given}
            )
        except (ResourceGone, DomainNeeded):
            continue  # AWS says so only to those who may ask
        except AccessRefused as error:
            refused.append(str(error))
        except PoolwalkError as error:
            unknown.append(str(error))
    if refused:
        return need.subject.failed(
            refused[0], "assets/policies/read-only.json allows all that Poolwalk reads."
        )
    if unknown:
        return need.subject.unknown(unknown[0])
    return need.subject.passed("Allowed: AWS answered")


def _places(need: Need, region: str, pools: Pools | None) -> list[Place]:
    places: list[Place] = []
    for resource in need.statement.resources:
        kind, _, rest = resource.partition(":userpool/")
        if rest:
            pool = {"OLD_POOL_ID": pools.old, "NEW_POOL_ID": pools.new}.get(rest) if pools else None
            places += [Place(region, {"UserPoolId": pool.id})] if pool else []
        elif ":stack/" in resource:
            name = resource.partition(":stack/")[2].partition("/")[0].replace("*", "PoolwalkDoctor")
            everywhere = kind.split(":")[3] == "*"
            places += [
                Place(place, {"StackName": name})
                for place in (regions(region) if everywhere else (region,))
            ]
        elif not places:  # the same question for each resource of the kind
            places.append(Place(region, {}))
    return places


def look_at_the_writes(
    connection: Connection,
    identity: Identity,
    pools: Pools | None,
    checks: CollectedChecks,
    cancelled: Event,
) -> None:
    """Let IAM simulate each write, a call for each statement of the policy. Raises `Cancelled`."""
    wanted = [need for need in needs() if not need.is_read and checks.wants(need.subject)]
    if not wanted:
        return
    if pools is None:
        checks.all_unknown((need.subject for need in wanted), _NO_POOLS)
        return
    try:
        who = principal(connection, identity)
    except PoolwalkError as error:
        checks.all_unknown((need.subject for need in wanted), str(error))
        return
    statements = [tuple(group) for _, group in groupby(wanted, key=lambda need: id(need.statement))]
    calls: list[Callable[[], None]] = [
        partial(_simulated, connection, identity, who, group, pools, checks) for group in statements
    ]
    in_parallel(calls, cancelled)


def principal(connection: Connection, identity: Identity) -> str:
    """The ARN that IAM can simulate: of a session, its role's.

    Raises `PoolwalkError` for a caller that is neither a user nor a role.
    """
    resource = identity.arn.split(":", 5)[-1]
    kind, _, rest = resource.partition("/")
    if kind == "user":
        return identity.arn
    if kind != "assumed-role":
        who = "The root user" if kind == "root" else identity.arn
        raise PoolwalkError(
            f"{who} cannot be simulated by IAM, and nothing is written to find out."
        )
    role = rest.partition("/")[0]
    try:
        return role_arn(connection, role)
    except PoolwalkError:
        # Without iam:GetRole the role's path is not known; most roles have none.
        return f"arn:{partition_of(identity)}:iam::{identity.account}:role/{role}"


def _simulated(
    connection: Connection,
    identity: Identity,
    who: str,
    group: Sequence[Need],
    pools: Pools,
    checks: CollectedChecks,
) -> None:
    sms_role = str(pools.new_document.get("SmsConfiguration", {}).get("SnsCallerArn") or "")
    words = {
        "arn:aws:": f"arn:{partition_of(identity)}:",
        "REGION": connection.region,
        ":*:": f":{connection.region}:",
        "ACCOUNT": identity.account,
        "OLD_POOL_ID": pools.old.id,
        "NEW_POOL_ID": pools.new.id,
        "SMS_ROLE_ARN": sms_role,
    }
    statement = group[0].statement
    resources = [
        arn for arn in (_filled(resource, words) for resource in statement.resources) if arn
    ]
    if not resources:
        for need in group:
            checks.take(
                need.subject.passed("Not needed: the new pool has no SMS role to send along.")
            )
        return
    try:
        actions = [need.action for need in group]
        decided = {
            resource: simulate(connection, who, actions, resource, statement.context)
            for resource in resources
        }
    except PoolwalkError as error:
        reason = f"Nothing is written to find out, and IAM did not simulate it. {error}"
        checks.all_unknown((need.subject for need in group), reason)
        return
    for need in group:
        checks.take(
            _decided(
                need,
                {resource: decisions.get(need.action) for resource, decisions in decided.items()},
            )
        )


def _decided(need: Need, found: Mapping[str, Decision | None]) -> Check:
    denied = {
        resource: decision
        for resource, decision in found.items()
        if decision is None or decision.word != ALLOWED
    }
    if not denied:
        return need.subject.passed("Allowed, says IAM's simulation")
    if None in denied.values():
        return need.subject.unknown("IAM's simulation did not answer for it.")
    missing = sorted({key for decision in denied.values() if decision for key in decision.missing})
    if missing:
        return need.subject.unknown(
            f"It depends on {', '.join(missing)}, which IAM's simulation is not told: of this login"
            " only AWS itself knows it."
        )
    said = " and ".join(
        f"{resource} ({decision.word})" for resource, decision in denied.items() if decision
    )
    return need.subject.failed(
        f"IAM's simulation says no for {said}",
        f"Ask whoever manages this account for {need.action}; assets/policies/migrate.json has all"
        " that Poolwalk writes.",
    )


def _filled(resource: str, words: Mapping[str, str]) -> str:
    for word, value in words.items():
        resource = resource.replace(word, value)
    return resource


def partition_of(identity: Identity) -> str:
    """The partition that the caller is in, such as `aws` or `aws-us-gov`."""
    return identity.arn.split(":")[1]

"""What a rehearsal needs to be allowed: simulated by IAM, and never tried. Advice alone.

From `assets/policies/rehearse.json`, whose conditions are about the tag that the copies bear.
"""

import json
from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from threading import Event
from typing import Any

from migration.aws.account import simulate
from migration.aws.connection import Connection
from migration.aws.held_identity import Identity
from migration.aws.parallel import in_parallel
from migration.doctor.check import Check, Group, Subject
from migration.doctor.collected_checks import CollectedChecks
from migration.doctor.permissions import ALLOWED, partition_of, principal
from migration.errors import PoolwalkError

SUBJECT = Subject(
    "may-rehearse", Group.PERMISSIONS, "All that a rehearsal on copies needs", advisory=True
)
_OPTIONAL = "Optional"
_ID = "0123456789"  # stands for a rehearsal's id


@cache
def _statements() -> tuple[Mapping[str, Any], ...]:
    policy = files("assets") / "policies" / "rehearse.json"
    document = json.loads(policy.read_text(encoding="utf-8"))
    return tuple(
        statement
        for statement in document["Statement"]
        if not statement["Sid"].startswith(_OPTIONAL)
    )


def look_at_rehearsing(
    connection: Connection, identity: Identity, checks: CollectedChecks, cancelled: Event
) -> None:
    """Let IAM simulate it, a call for each statement. Raises `Cancelled`."""
    if checks.wants(SUBJECT):
        (check,) = in_parallel([lambda: _simulated(connection, identity)], cancelled)
        checks.take(check)


def _simulated(connection: Connection, identity: Identity) -> Check:
    denied: list[str] = []
    try:
        who = principal(connection, identity)
        for statement in _statements():
            actions = statement["Action"]
            asked = [actions] if isinstance(actions, str) else actions
            resource = _filled(statement["Resource"], connection, identity)
            context = dict.fromkeys(statement["Condition"]["StringLike"], _ID)
            decided = simulate(connection, who, asked, resource, context)
            denied += [
                action
                for action in asked
                if action not in decided or decided[action].word != ALLOWED
            ]
    except PoolwalkError as error:
        return SUBJECT.unknown(f"Nothing is written to find out, and IAM did not say. {error}")
    if denied:
        return SUBJECT.failed(
            f"IAM's simulation says no to {', '.join(denied)}",
            "assets/policies/rehearse.json, beside read-only.json, allows all that “poolwalk"
            " rehearse” does; without it everything else goes on.",
        )
    return SUBJECT.passed("Allowed on what bears a rehearsal's tag, says IAM's simulation")


def _filled(resource: str, connection: Connection, identity: Identity) -> str:
    words = {
        "arn:aws:": f"arn:{partition_of(identity)}:",
        "REGION": connection.region,
        "ACCOUNT": identity.account,
    }
    for word, value in words.items():
        resource = resource.replace(word, value)
    return resource

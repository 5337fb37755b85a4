"""What Poolwalk needs to be allowed, from the policies under `assets/policies/`.

A test holds them to the calls that it makes.
"""

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from importlib.resources import files
from typing import Any

from migration.aws.account import READING
from migration.doctor.check import Group, Subject

# What API Gateway's actions are named by is the method alone: the reads, by botocore's services.
OPERATIONS = {
    "apigateway:GET": (
        ("apigateway", "GetRestApis"),
        ("apigateway", "GetAuthorizers"),
        ("apigatewayv2", "GetApis"),
        ("apigatewayv2", "GetAuthorizers"),
    )
}
# How the statements begin that allow what the doctor alone asks.
OPTIONAL = "OptionalForTheDoctor"


@dataclass(frozen=True)
class PolicyStatement:
    """One statement of the policy.

    `resources` have the policy's words in capitals, which a person fills in. `context` are the keys
    of its conditions.
    """

    actions: tuple[str, ...]
    resources: tuple[str, ...]
    context: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Need:
    """One action, such as `cognito-idp:DescribeUserPool`, and what it is needed on and for."""

    action: str
    statement: PolicyStatement
    operation: str  # as AWS names it
    service: str  # as botocore names it

    @property
    def is_read(self) -> bool:
        """Whether it can be tried: it reads, and nothing else."""
        return self.operation.startswith(READING)

    @property
    def subject(self) -> Subject:
        """The name of the check that tells whether it is allowed.

        A simulation is advice, for it does not know everything that can forbid an action.
        """
        beside = "" if self.action.startswith(f"{self.service}:") else f"-{self.service}"
        return Subject(
            f"may-{_kebab(self.operation)}{beside}",
            Group.PERMISSIONS,
            self.action,
            advisory=not self.is_read,
        )


@cache
def needs() -> tuple[Need, ...]:
    """Every action that the policy to migrate allows, in its order, without what is optional."""
    document = json.loads(
        (files("assets") / "policies" / "migrate.json").read_text(encoding="utf-8")
    )
    return tuple(
        Need(action, statement, operation, service)
        for described in document["Statement"]
        if not described.get("Sid", "").startswith(OPTIONAL)
        for statement in [_statement(described)]
        for action in statement.actions
        for service, operation in OPERATIONS.get(action, (_operation(action),))
    )


def _statement(described: Mapping[str, Any]) -> PolicyStatement:
    conditions = described.get("Condition", {}).get("StringEquals", {})
    context = {name: value for name, value in conditions.items() if isinstance(value, str)}
    return PolicyStatement(_listed(described["Action"]), _listed(described["Resource"]), context)


def _operation(action: str) -> tuple[str, str]:
    service, _, operation = action.partition(":")
    return service, operation


def _listed(value: str | list[str]) -> tuple[str, ...]:
    return (value,) if isinstance(value, str) else tuple(value)


def _kebab(name: str) -> str:
    return re.sub(r"(?<=[a-z0-9])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])", "-", name).lower()

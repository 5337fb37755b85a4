"""What executing a change set would do, as CloudFormation says before anything is done."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

_CLIENT = "AWS::Cognito::UserPoolClient"


@dataclass(frozen=True)
class Effect:
    """What becomes of one resource.

    `replacement` is CloudFormation's: True, False, Conditional, or "" where it does not say.
    """

    action: str  # Add, Modify, Remove, Import, Dynamic
    logical_id: str
    kind: str  # such as AWS::Cognito::UserPoolClient
    replacement: str = ""
    properties: tuple[str, ...] = ()  # those that change, where it says

    @property
    def alarm(self) -> str:
        """What to know before agreeing: a resource is made anew or taken away.

        Empty: it stays what it is.
        """
        if self.action == "Remove":
            return "would be REMOVED"
        if self.replacement not in {"True", "Conditional"}:
            return ""
        becomes = "would be REPLACED" if self.replacement == "True" else "could be REPLACED"
        if self.kind == _CLIENT:
            return (
                f"{becomes}: a new client id and secret, and every console and app that has the old"
                " ones stops working"
            )
        return f"{becomes} by a new one"

    @property
    def line(self) -> str:
        """All of it on a line."""
        of = f" ({', '.join(self.properties)})" if self.properties else ""
        return f"{self.action} {self.logical_id}, {self.kind.removeprefix('AWS::')}{of}"


@dataclass(frozen=True)
class Effects:
    """What executing a change set would do, and to which stack."""

    stack: str
    region: str
    change_set: str
    parameters: Mapping[str, str]  # what is sent; every other parameter stays as it is
    changes: tuple[Effect, ...]

    @property
    def alarms(self) -> tuple[str, ...]:
        """Every resource that does not stay what it is."""
        return tuple(
            f"{change.logical_id} {change.alarm}." for change in self.changes if change.alarm
        )

    @property
    def lines(self) -> tuple[str, ...]:
        """For a person to read before agreeing, the alarms first."""
        sent = [f"{name}: {value}" for name, value in self.parameters.items()]
        return (
            *(f"!! {alarm}" for alarm in self.alarms),
            *sent,
            "Every other parameter stays as it is.",
            *(change.line for change in self.changes),
        )


def effects_of(
    change_set: Mapping[str, Any], region: str, parameters: Mapping[str, str]
) -> Effects:
    """From DescribeChangeSet's answer."""
    changes = [
        change["ResourceChange"]
        for change in change_set.get("Changes") or ()
        if change.get("ResourceChange")
    ]
    return Effects(
        stack=str(change_set.get("StackName", "")),
        region=region,
        change_set=str(change_set.get("ChangeSetName", "")),
        parameters=parameters,
        changes=tuple(
            Effect(
                action=str(change.get("Action", "")),
                logical_id=str(change.get("LogicalResourceId", "")),
                kind=str(change.get("ResourceType", "")),
                replacement=str(change.get("Replacement", "")),
                properties=_properties(change),
            )
            for change in changes
        ),
    )


def _properties(change: Mapping[str, Any]) -> tuple[str, ...]:
    named = [detail.get("Target", {}).get("Name") for detail in change.get("Details") or ()]
    return tuple(dict.fromkeys(str(name) for name in named if name))

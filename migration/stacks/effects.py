"""What executing a change set would do, as CloudFormation says before anything is done."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from migration.aws.plain_documents import METADATA

CLIENT = "AWS::Cognito::UserPoolClient"
STACK = "AWS::CloudFormation::Stack"
# A client in another region is made by a resource of the template's own.
CUSTOM = ("AWS::CloudFormation::CustomResource", "Custom::")
# What CloudFormation says of a resource without any of it making the change another one.
_KNOWN = frozenset(
    {
        "PolicyAction",
        "Action",
        "LogicalResourceId",
        "PhysicalResourceId",
        "ResourceType",
        "Replacement",
        "Scope",
        "Details",
        "ChangeSetId",
        "ModuleInfo",
        "BeforeContext",
        "AfterContext",
        "ResourceDriftStatus",
        "ResourceDriftIgnoredAttributes",
        "PreviousDeploymentContext",
    }
)
_KNOWN_BESIDE = frozenset({"Type", "ResourceChange", "HookInvocationCount"})
# What CloudFormation says of a whole change set, all of which is held to what was asked or shown.
_KNOWN_OF_ALL = frozenset(
    {
        *("ChangeSetId", "ChangeSetName", "StackId", "StackName", "Description", "Parameters"),
        *("CreationTime", "ExecutionStatus", "Status", "StatusReason", "StackDriftStatus"),
        *("NotificationARNs", "RollbackConfiguration", "Capabilities", "Tags", "Changes"),
        *("NextToken", "IncludeNestedStacks", "ParentChangeSetId", "RootChangeSetId"),
        *("OnStackFailure", "ImportExistingResources", "DeploymentMode", METADATA),
    }
)
DEEPEST = 5  # stacks within stacks

Document = Mapping[str, Any]
# A nested stack's change set by its ARN; None: it cannot be read.
Nested = Callable[[str], Document | None]


@dataclass(frozen=True)
class Effect:
    """What becomes of one resource.

    `replacement` is CloudFormation's: True, False, Conditional, or "" where it does not say.
    `within` are the nested stacks that hold it, outermost first. `surprises` are what no change of
    ours has, in words.
    """

    action: str  # Add, Modify, Remove, Import, Dynamic, SyncWithActual
    logical_id: str
    kind: str  # such as AWS::Cognito::UserPoolClient
    replacement: str = ""
    properties: tuple[str, ...] = ()  # those that change, where it says
    within: tuple[str, ...] = ()
    surprises: tuple[str, ...] = ()

    @property
    def alarm(self) -> str:
        """What to know before agreeing. Empty: an app client, or what stands for one, is modified.

        Everything else is an alarm, whatever it is.
        """
        found = [self._of_action, self._of_replacement, self._of_kind, *self.surprises]
        return "; ".join(filter(None, found))

    @property
    def _of_action(self) -> str:
        if self.action == "Remove":
            return "would be REMOVED"
        if self.action == "Add":
            return f"would be ADDED ({self.kind})"
        return "" if self.action == "Modify" else f"{self.action or 'something'} would happen to it"

    @property
    def _of_replacement(self) -> str:
        if self.action != "Modify" or self.replacement == "False":
            return ""
        becomes = {"True": "would be REPLACED", "Conditional": "could be REPLACED"}.get(
            self.replacement, "could be REPLACED, since CloudFormation does not say"
        )
        if self.kind == CLIENT:
            return (
                f"{becomes}: a new client id and secret, and every console and app that has the old"
                " ones stops working"
            )
        return f"{becomes} by a new one"

    @property
    def _of_kind(self) -> str:
        ours = self.kind in {CLIENT, STACK} or self.kind.startswith(CUSTOM)
        return "" if ours or self.action != "Modify" else f"is no app client but {self.kind}"

    @property
    def name(self) -> str:
        """The resource, with the stacks that hold it."""
        return " › ".join((*self.within, self.logical_id))

    @property
    def line(self) -> str:
        """The effect, on a line."""
        of = f" ({', '.join(self.properties)})" if self.properties else ""
        return f"{self.action} {self.name}, {self.kind.removeprefix('AWS::')}{of}"


_NOTHING_SHOWN = "CloudFormation shows no change of any resource, and would execute something."


@dataclass(frozen=True)
class Effects:
    """What executing a change set would do, and to which stack."""

    stack: str
    region: str
    change_set: str
    parameters: Mapping[str, str]  # what is sent; every other parameter stays as it is
    changes: tuple[Effect, ...]
    unknown: tuple[str, ...] = ()  # members of the whole change set

    @property
    def alarms(self) -> tuple[str, ...]:
        """Everything but an app client that is modified."""
        told = [f"{change.name} {change.alarm}." for change in self.changes if change.alarm]
        if self.unknown:
            told.append(f"It has what Poolwalk does not know: {', '.join(self.unknown)}.")
        return tuple(told) or (() if self.changes else (_NOTHING_SHOWN,))

    @property
    def lines(self) -> tuple[str, ...]:
        """What a person reads before agreeing, the alarms first."""
        sent = [f"{name}: {value}" for name, value in self.parameters.items()]
        return (
            *(f"!! {alarm}" for alarm in self.alarms),
            *sent,
            "Every other parameter stays as it is.",
            *(change.line for change in self.changes),
        )


def effects_of(
    change_set: Document, region: str, parameters: Mapping[str, str], nested: Nested
) -> Effects:
    """From DescribeChangeSet's answer, and those of its nested stacks."""
    return Effects(
        stack=str(change_set.get("StackName", "")),
        region=region,
        change_set=str(change_set.get("ChangeSetName", "")),
        parameters=parameters,
        changes=tuple(_effects(change_set, nested, ())),
        unknown=_unknown(change_set),
    )


def _unknown(change_set: Document) -> tuple[str, ...]:
    """Members that change something and that no rule here holds to what was asked."""
    return tuple(sorted(name for name in {*change_set} - _KNOWN_OF_ALL if change_set[name]))


def _effects(change_set: Document, nested: Nested, within: tuple[str, ...]) -> list[Effect]:
    found: list[Effect] = []
    for change in change_set.get("Changes") or ():
        resource = change.get("ResourceChange") or {}
        name = str(resource.get("LogicalResourceId", "")) or "something"
        kind = str(resource.get("ResourceType", ""))
        inner: Document | None = None
        if kind == STACK and resource.get("ChangeSetId") and len(within) < DEEPEST:
            inner = nested(str(resource["ChangeSetId"]))
        found.append(
            Effect(
                action=str(resource.get("Action", "")),
                logical_id=name,
                kind=kind,
                replacement=str(resource.get("Replacement", "")),
                properties=_properties(resource),
                within=within,
                surprises=tuple(_surprises(change, resource, inner)),
            )
        )
        if inner is not None:
            found += _effects(inner, nested, (*within, name))
    return found


def _surprises(change: Document, resource: Document, inner: Document | None) -> list[str]:
    found: list[str] = []
    if change.get("Type") != "Resource" or not resource:
        found.append(f"is a change of a kind not known here, {change.get('Type') or 'nameless'}")
    if resource.get("PolicyAction"):
        found.append(f"comes with the policy {resource['PolicyAction']}")
    remade = any(
        detail.get("Target", {}).get("RequiresRecreation") == "Always"
        for detail in resource.get("Details") or ()
    )
    if remade and resource.get("Replacement") == "False":
        found.append("changes what cannot change without a replacement")
    unknown = sorted({*change} - _KNOWN_BESIDE | {*resource} - _KNOWN)
    if unknown:
        found.append(f"has what Poolwalk does not know: {', '.join(unknown)}")
    if resource.get("ResourceType") == STACK:
        if inner is None:
            found.append("is a stack whose own changes are not shown")
        elif inner.get("Status") != "CREATE_COMPLETE":
            found.append("is a stack whose own changes are not worked out")
        elif not inner.get("Changes"):
            found.append("is a stack of whose own changes none is shown")
        if inner is not None and (more := _unknown(inner)):
            found.append(f"is a stack whose changes have what is not known: {', '.join(more)}")
    return found


def _properties(change: Document) -> tuple[str, ...]:
    named = [detail.get("Target", {}).get("Name") for detail in change.get("Details") or ()]
    return tuple(dict.fromkeys(str(name) for name in named if name))

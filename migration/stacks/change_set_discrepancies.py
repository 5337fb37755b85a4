"""What was asked of a change set, held against what CloudFormation says that it is.

No change set is taken for ours by its name: somebody else can have made it, or changed it since.
"""

from collections.abc import Iterator, Mapping
from typing import Any

from migration.aws.safe_text import clean
from migration.pools.documents import HIDDEN

Document = Mapping[str, Any]

# What DescribeChangeSet can say beyond what a request of ours asks for; unset or false in ours.
_NEVER_ASKED = ("OnStackFailure", "ImportExistingResources", "DeploymentMode", "ParentChangeSetId")


def discrepancies(
    request: Document, change_set_id: str, stack: Document, made: Document
) -> list[str]:
    """Where a change set is not what was asked, each in a few words; empty where it is.

    `request` is CreateChangeSet's, `change_set_id` the ARN that it answered with, `stack` and
    `made` are what DescribeStacks and DescribeChangeSet say now.
    """
    return list(_discrepancies(request, change_set_id, stack, made))


def _discrepancies(
    request: Document, change_set_id: str, stack: Document, made: Document
) -> Iterator[str]:
    same = (
        ("ChangeSetId", change_set_id),
        ("ChangeSetName", request["ChangeSetName"]),
        ("StackId", request["StackName"]),
        ("StackName", stack.get("StackName")),
        ("Description", request["Description"]),
        ("ExecutionStatus", "AVAILABLE"),
        ("Status", "CREATE_COMPLETE"),
    )
    for name, asked in same:
        if made.get(name) != asked:
            yield f"its {name} is {_shown(made.get(name))}, not {_shown(asked)}"
    if not made.get("IncludeNestedStacks"):
        yield "it does not show what nested stacks would do"
    for name in _NEVER_ASKED:
        if made.get(name):
            yield f"it has {name} {_shown(made[name])}"
    if {**(made.get("RollbackConfiguration") or {})} != {
        **(stack.get("RollbackConfiguration") or {})
    }:
        yield "its RollbackConfiguration is another one"
    for name, asked in (
        ("Capabilities", request["Capabilities"]),
        ("NotificationARNs", stack.get("NotificationARNs")),
    ):
        if sorted(map(str, made.get(name) or ())) != sorted(map(str, asked or ())):
            yield f"its {name} are {_shown(made.get(name))}, not {_shown(asked)}"
    if _tags(made) != _tags(stack):
        yield "its tags are not the stack's"
    yield from _parameters(request, stack, made)


def _parameters(request: Document, stack: Document, made: Document) -> Iterator[str]:
    held, found = _values(stack), _values(made)
    asked = {str(item["ParameterKey"]): item for item in request["Parameters"]}
    for key in sorted({*held, *found, *asked}):
        item = asked.get(key)
        if item is None or key not in held or key not in found:
            yield f"its parameters have {clean(key)}" if key in found else f"it lacks {clean(key)}"
            continue
        wanted = held[key] if item.get("UsePreviousValue") else str(item["ParameterValue"])
        # what NoEcho hides reads as stars, of the stack and of the change set
        if found[key] != wanted and not (held[key] == HIDDEN == found[key]):
            yield f"its parameter {clean(key)} is {_shown(found[key])}, not {_shown(wanted)}"
    # The name of a value in Systems Manager, which CloudFormation looks up anew.
    before, now = _values(stack, "ResolvedValue"), _values(made, "ResolvedValue")
    for key in sorted({*before, *now}):
        if before.get(key) != now.get(key):
            was, becomes = _shown(before.get(key)), _shown(now.get(key))
            yield f"its parameter {clean(key)} would stand for {becomes}, not {was}"
    for name, member in (("Parameters", "ParameterKey"), ("Tags", "Key")):
        names = [str(item.get(member)) for item in made.get(name) or ()]
        if len(set(names)) < len(names):
            yield f"its {name} name one twice"


def _values(document: Document, member: str = "ParameterValue") -> dict[str, str]:
    return {
        str(item.get("ParameterKey")): str(item.get(member, ""))
        for item in document.get("Parameters") or ()
        if member in item or member == "ParameterValue"
    }


def _tags(document: Document) -> dict[str, str]:
    """Without those that AWS sets itself."""
    tags = {str(tag.get("Key")): str(tag.get("Value")) for tag in document.get("Tags") or ()}
    return {key: value for key, value in tags.items() if not key.startswith("aws:")}


def _shown(value: object) -> str:
    text = ", ".join(map(str, value)) if isinstance(value, list | tuple) else str(value or "")
    return f"“{clean(text)[:120]}”" if text else "nothing"

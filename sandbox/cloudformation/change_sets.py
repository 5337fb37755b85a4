"""Change sets: made, looked at, executed; one that would change nothing ends FAILED."""

from uuid import uuid4

from sandbox import paging
from sandbox.cloudformation import parameters, stacks, templates, updates
from sandbox.duplicate import duplicate
from sandbox.errors import AwsError, validation_error
from sandbox.state import Asked, Document, Stack

_BUSY = ("_IN_PROGRESS",)


def create_change_set(asked: Asked) -> Document:
    """A change set of an existing stack over its own template.

    Raises `ValidationError` for what AWS refuses at once.
    """
    given = duplicate(asked.parameters)
    name = given["StackName"]
    stack = stacks.named(asked, f"Stack [{name}] does not exist")
    if given.get("ChangeSetType", "UPDATE") != "UPDATE" or not given.get("UsePreviousTemplate"):
        raise validation_error(
            "This practice AWS makes change sets of type UPDATE with UsePreviousTemplate only."
        )
    status = stack.document["StackStatus"]
    if status.endswith((*_BUSY, "ROLLBACK_FAILED")) or status == "DELETE_COMPLETE":
        raise validation_error(f"Stack:{stack.id} is in {status} state and can not be updated.")
    if given["ChangeSetName"] in stack.change_sets:
        raise AwsError(
            "AlreadyExistsException", f"ChangeSet {given['ChangeSetName']} already exists"
        )
    missing = [
        capability
        for capability in stack.template.get("Capabilities", ())
        if capability not in given.get("Capabilities", ())
    ]
    if missing:
        raise AwsError(
            "InsufficientCapabilitiesException", f"Requires capabilities : [{', '.join(missing)}]"
        )
    values = parameters.resolved(stack, given.get("Parameters", []))
    change_set = _new(asked, stack, given, values)
    stack.change_sets[given["ChangeSetName"]] = change_set
    return {"Id": change_set["ChangeSetId"], "StackId": stack.id}


def _new(asked: Asked, stack: Stack, given: Document, values: dict[str, str]) -> Document:
    moment = asked.now()
    changes = changes_between(stack, templates.parameter_values(stack), values)
    tags = given.get("Tags", stack.document.get("Tags", []))
    place = f"{stack.region}:{asked.account.id}"
    arn = f"arn:aws:cloudformation:{place}:changeSet/{given['ChangeSetName']}/{uuid4()}"
    return {
        "ChangeSetName": given["ChangeSetName"],
        "ChangeSetId": arn,
        "StackId": stack.id,
        "StackName": stack.name,
        **({"Description": given["Description"]} if "Description" in given else {}),
        "Parameters": [
            {"ParameterKey": key, "ParameterValue": value} for key, value in values.items()
        ],
        "CreationTime": moment,
        "ExecutionStatus": "UNAVAILABLE",
        "Status": "CREATE_IN_PROGRESS",
        "Capabilities": given.get("Capabilities", []),
        "Tags": tags,
        "Changes": changes,
        "IncludeNestedStacks": given.get("IncludeNestedStacks", False),
        # Not members of DescribeChangeSet: when it will be made, and whether there is anything in
        # it.
        "_ready_at": moment + asked.account.settings.change_set_seconds,
        "_empty": not changes and tags == stack.document.get("Tags", []),
    }


def changes_between(stack: Stack, before: dict[str, str], after: dict[str, str]) -> list[Document]:
    """The resources whose properties would differ, as DescribeChangeSet lists them."""
    changes: list[Document] = []
    for resource in stack.resources:
        properties = stack.template.get("Properties", {}).get(resource["LogicalResourceId"], {})
        old, new = templates.resolved(properties, before), templates.resolved(properties, after)
        differing = [name for name in properties if old[name] != new[name]]
        if not differing:
            continue
        details = [
            {
                "Target": {"Attribute": "Properties", "Name": name, "RequiresRecreation": "Never"},
                "Evaluation": "Static",
                "ChangeSource": "ParameterReference",
                "CausingEntity": key,
            }
            for name in differing
            for key in sorted(templates.used_parameters(properties[name]))
            if before[key] != after[key]
        ]
        change = {
            "Action": "Modify",
            "LogicalResourceId": resource["LogicalResourceId"],
            "PhysicalResourceId": resource.get("PhysicalResourceId"),
            "ResourceType": resource["ResourceType"],
            "Replacement": "False",
            "Scope": ["Properties"],
            "Details": details,
        }
        changes.append({"Type": "Resource", "ResourceChange": change})
    return changes


def describe_change_set(asked: Asked) -> Document:
    """The change set as it is by now, its changes and its parameters, NoEcho's hidden."""
    stack, change_set = _named(asked)
    shown = {name: value for name, value in change_set.items() if not name.startswith("_")}
    changes = paging.cloudformations(asked, "Changes", shown["Changes"])
    return {**shown, "Parameters": stacks.masked(stack, shown["Parameters"]), **changes}


def execute_change_set(asked: Asked) -> Document:
    """Starts the update.

    Raises `InvalidChangeSetStatusException` for a change set that cannot be executed.
    """
    stack, change_set = _named(asked)
    if change_set["ExecutionStatus"] != "AVAILABLE":
        state = (
            change_set["Status"]
            if change_set["Status"] != "CREATE_COMPLETE"
            else change_set["ExecutionStatus"]
        )
        raise AwsError(
            "InvalidChangeSetStatusException",
            f"ChangeSet [{change_set['ChangeSetId']}] cannot be executed in its current status of"
            f" [{state}]",
        )
    if stack.document["StackStatus"].endswith(_BUSY):
        raise validation_error(
            f"Stack:{stack.id} is in {stack.document['StackStatus']} state and can not be updated."
        )
    # AWS throws away the stack's other change sets: they were made for the stack as it was.
    stack.change_sets = {change_set["ChangeSetName"]: change_set}
    updates.start(asked.account, stack, change_set, asked.now())
    return {}


def delete_change_set(asked: Asked) -> Document:
    """Deletes it; one that is not there any more is no error, one that is being executed is."""
    try:
        stack, change_set = _named(asked)
    except AwsError as error:
        if error.code == "ChangeSetNotFoundException":
            return {}
        raise
    if (
        change_set["ExecutionStatus"] == "EXECUTE_IN_PROGRESS"
        or change_set["Status"] == "CREATE_IN_PROGRESS"
    ):
        raise AwsError(
            "InvalidChangeSetStatusException",
            f"ChangeSet [{change_set['ChangeSetId']}] cannot be deleted in status"
            f" {change_set['Status']}",
        )
    del stack.change_sets[change_set["ChangeSetName"]]
    return {}


def _named(asked: Asked) -> tuple[Stack, Document]:
    name = asked.parameters["ChangeSetName"]
    if name.startswith("arn:"):
        candidates = stacks.in_region(asked)
    elif "StackName" in asked.parameters:
        candidates = [
            stacks.named(asked, f"Stack [{asked.parameters['StackName']}] does not exist")
        ]
    else:
        raise validation_error(
            "StackName must be specified if ChangeSetName is not specified as an ARN."
        )
    for stack in candidates:
        for change_set in stack.change_sets.values():
            if name in {change_set["ChangeSetName"], change_set["ChangeSetId"]}:
                return stack, change_set
    raise AwsError("ChangeSetNotFoundException", f"ChangeSet [{name}] does not exist", 404)

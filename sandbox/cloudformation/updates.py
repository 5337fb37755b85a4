"""An update on its way: what a stack does between UPDATE_IN_PROGRESS and its end.

Nothing runs in the background: before each request, `advance` lets everything happen that should
have happened by then.
"""

from sandbox.cloudformation import events, templates
from sandbox.cognito import clients
from sandbox.errors import AwsError
from sandbox.state import Account, Asked, Document, Stack

_CLIENT = "AWS::Cognito::UserPoolClient"
_CREATE_ONLY = frozenset({"GenerateSecret", "UserPoolId"})


def start(account: Account, stack: Stack, change_set: Document, moment: float) -> None:
    """Begin an update of the stack.

    After half of the time its resources are done, after all of it the stack is.
    """
    change_set["ExecutionStatus"] = "EXECUTE_IN_PROGRESS"
    stack.document |= {"ChangeSetId": change_set["ChangeSetId"], "LastUpdatedTime": moment}
    events.set_stack_status(stack, "UPDATE_IN_PROGRESS", moment, "User Initiated")
    changed = [change["ResourceChange"]["LogicalResourceId"] for change in change_set["Changes"]]
    for resource in stack.resources:
        if resource["LogicalResourceId"] in changed:
            events.set_resource_status(stack, resource, "UPDATE_IN_PROGRESS", moment)
    stack.pending.append(
        {
            "at": moment + account.settings.stack_seconds / 2,
            "change_set": change_set,
            "changed": changed,
        }
    )


def advance(account: Account, moment: float) -> None:
    """Makes due change sets ready and lets due updates go on."""
    for stack in account.stacks:
        for change_set in stack.change_sets.values():
            if change_set["Status"] == "CREATE_IN_PROGRESS" and change_set["_ready_at"] <= moment:
                _make_ready(account, change_set)
        while stack.pending and stack.pending[0]["at"] <= moment:
            step = stack.pending.pop(0)
            if "then" in step:
                _finish(stack, step)
            else:
                _apply(account, stack, step)


def _make_ready(account: Account, change_set: Document) -> None:
    if change_set["_empty"]:
        change_set |= {"Status": "FAILED", "StatusReason": account.settings.no_changes}
    else:
        change_set |= {"Status": "CREATE_COMPLETE", "ExecutionStatus": "AVAILABLE"}


def _apply(account: Account, stack: Stack, step: Document) -> None:
    """Update the resources.

    When AWS refuses one, those before it are put back, and the stack rolls back.
    """
    change_set, at = step["change_set"], step["at"]
    values = {
        parameter["ParameterKey"]: parameter["ParameterValue"]
        for parameter in change_set["Parameters"]
    }
    ends = at + account.settings.stack_seconds / 2
    done: list[Document] = []
    for resource in stack.resources:
        if resource["LogicalResourceId"] not in step["changed"]:
            continue
        try:
            if account.settings.stack_failure:
                raise AwsError("GeneralServiceException", account.settings.stack_failure)
            _update(account, stack, resource, values)
        except AwsError as error:
            events.set_resource_status(stack, resource, "UPDATE_FAILED", at, _handler_said(error))
            end = _roll_back(account, stack, [*done, resource], at, resource["LogicalResourceId"])
            stack.pending.append({"at": ends, "change_set": change_set, "then": end})
            return
        events.set_resource_status(stack, resource, "UPDATE_COMPLETE", at)
        done.append(resource)
    stack.document["Parameters"] = change_set["Parameters"]
    stack.document["Tags"] = change_set["Tags"]
    events.set_stack_status(stack, "UPDATE_COMPLETE_CLEANUP_IN_PROGRESS", at)
    stack.pending.append({"at": ends, "change_set": change_set, "then": "UPDATE_COMPLETE"})


def _roll_back(
    account: Account, stack: Stack, resources: list[Document], at: float, failed: str
) -> str:
    """Writes the former values again; says how that ends."""
    reason = f"The following resource(s) failed to update: [{failed}]. "
    events.set_stack_status(stack, "UPDATE_ROLLBACK_IN_PROGRESS", at, reason)
    before = templates.parameter_values(stack)
    for resource in resources:
        try:
            _update(account, stack, resource, before)
        except AwsError as error:
            events.set_resource_status(stack, resource, "UPDATE_FAILED", at, _handler_said(error))
            return "UPDATE_ROLLBACK_FAILED"
        events.set_resource_status(stack, resource, "UPDATE_COMPLETE", at)
    return account.settings.rollback_ends


def _handler_said(error: AwsError) -> str:
    return (
        f'Resource handler returned message: "{error.message}" (HandlerErrorCode: InvalidRequest)'
    )


def _finish(stack: Stack, step: Document) -> None:
    succeeded = step["then"] == "UPDATE_COMPLETE"
    step["change_set"]["ExecutionStatus"] = "EXECUTE_COMPLETE" if succeeded else "EXECUTE_FAILED"
    events.set_stack_status(stack, step["then"], step["at"])


def _update(account: Account, stack: Stack, resource: Document, values: dict[str, str]) -> None:
    properties = stack.template.get("Properties", {}).get(resource["LogicalResourceId"], {})
    if resource["ResourceType"] == _CLIENT:
        _update_client(
            account, resource["PhysicalResourceId"], templates.resolved(properties, values)
        )


def _update_client(account: Account, client_id: str, properties: Document) -> None:
    """Send UpdateUserPoolClient with the template's properties.

    That undoes what was changed in the client since, as we believe AWS to do
    (`beliefs.STACK_TAKES_BACK`). Raises what Cognito raises.
    """
    members = {name: value for name, value in properties.items() if name not in _CREATE_ONLY}
    request = {**members, "UserPoolId": properties["UserPoolId"], "ClientId": client_id}
    clients.update_user_pool_client(Asked(account, account.region, request, account.caller))

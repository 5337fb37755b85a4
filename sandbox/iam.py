"""IAM: what the caller's policies would decide.

They allow everything but what the setting `denied_actions` names.
"""

from collections.abc import Callable

from sandbox.errors import AwsError
from sandbox.state import Asked, Document

_MADE = 1577836800.0


def get_role(asked: Asked) -> Document:
    """A role of the account; raises `NoSuchEntity`."""
    name = asked.parameters["RoleName"]
    for arn, role in asked.account.roles.items():
        if arn.rpartition("/")[2] == name:
            path = arn.partition(":role")[2].removesuffix(name)
            return {
                "Role": {
                    "Path": path,
                    "RoleName": name,
                    "RoleId": role["RoleId"],
                    "Arn": arn,
                    "CreateDate": _MADE,
                }
            }
    raise AwsError("NoSuchEntity", f"The role with name {name} cannot be found.", 404)


def simulate_principal_policy(asked: Asked) -> Document:
    """The decision for each action on each resource.

    Raises `InvalidInput` for an ARN that is neither a user nor a role of the account.
    """
    given = asked.parameters
    source = given["PolicySourceArn"]
    if (
        not source.startswith(f"arn:aws:iam::{asked.account.id}:user/")
        and source not in asked.account.roles
    ):
        raise AwsError(
            "InvalidInput",
            f"Invalid Entity Arn: {source} does not clearly define entity type and name.",
        )
    denied = asked.account.settings.denied_actions
    results = [
        {
            "EvalActionName": action,
            "EvalResourceName": resource,
            "EvalDecision": "implicitDeny" if action in denied else "allowed",
            "MatchedStatements": [],
            "MissingContextValues": (
                asked.account.settings.missing_context if action in denied else []
            ),
        }
        for action in given["ActionNames"]
        for resource in given.get("ResourceArns", ["*"])
    ]
    return {"EvaluationResults": results, "IsTruncated": False}


OPERATIONS: dict[str, Callable[[Asked], Document]] = {
    "GetRole": get_role,
    "SimulatePrincipalPolicy": simulate_principal_policy,
}

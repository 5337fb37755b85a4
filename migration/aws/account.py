"""What `poolwalk doctor` asks of the account: e-mail, text messages, IAM, the clock.

One function for each question. They return plain documents and raise `PoolwalkError` alone.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from email.utils import parsedate_to_datetime
from typing import Any

from migration.aws.connection import Connection
from migration.aws.plain_documents import all_pages
from migration.errors import PoolwalkError

READING = ("Describe", "Get", "List")


def get_mail_account(connection: Connection, region: str) -> dict[str, Any]:
    """How Amazon SES lets the account send in a region. AWS's operation: GetAccount.

    The members that matter are `ProductionAccessEnabled`, `SendingEnabled` and `SendQuota`.
    """
    with connection.asking("GetAccount", region, "ses"):
        return dict(connection.client("sesv2", region).get_account())


def is_in_sms_sandbox(connection: Connection, region: str) -> bool:
    """Whether Amazon SNS sends text messages to verified numbers alone.

    AWS's operation: GetSMSSandboxAccountStatus.
    """
    with connection.asking("GetSMSSandboxAccountStatus", region, "sns"):
        return bool(
            connection.client("sns", region).get_sms_sandbox_account_status()["IsInSandbox"]
        )


def sms_spend_limit(connection: Connection, region: str) -> str:
    """US dollars a month that text messages may cost, as AWS wrote it; "" where nobody ever set it.

    AWS's operation: GetSMSAttributes.
    """
    with connection.asking("GetSMSAttributes", region, "sns"):
        answer = connection.client("sns", region).get_sms_attributes(
            attributes=["MonthlySpendLimit"]
        )
    return str(answer.get("attributes", {}).get("MonthlySpendLimit", ""))


def role_arn(connection: Connection, name: str) -> str:
    """A role's own ARN, with the path that the ARN of its sessions leaves out. GetRole."""
    with connection.asking("GetRole", name, "iam"):
        return str(connection.client("iam").get_role(RoleName=name)["Role"]["Arn"])


@dataclass(frozen=True)
class Decision:
    """What IAM would decide: `allowed`, `explicitDeny` or `implicitDeny`.

    `missing` are the conditions that the simulation was told no values for.
    """

    word: str
    missing: tuple[str, ...] = ()


def simulate(
    connection: Connection,
    who: str,
    actions: Sequence[str],
    resource: str,
    context: Mapping[str, str],
) -> dict[str, Decision]:
    """What IAM would decide of each action on one resource. SimulatePrincipalPolicy.

    `who` is the ARN of a user or a role; `context` are keys of conditions with a text each. Nothing
    is carried out.
    """
    # One resource a call: of several, the documentation leaves open which result tells of which.
    asked: dict[str, Any] = {
        "PolicySourceArn": who,
        "ActionNames": list(actions),
        "ResourceArns": [resource],
    }
    if context:
        asked["ContextEntries"] = [
            {"ContextKeyName": name, "ContextKeyValues": [value], "ContextKeyType": "string"}
            for name, value in context.items()
        ]
    with connection.asking("SimulatePrincipalPolicy", who, "iam"):
        pages = connection.client("iam").get_paginator("simulate_principal_policy")
        found = all_pages(pages.paginate(**asked), "EvaluationResults")
    return {
        str(result["EvalActionName"]): Decision(
            str(result["EvalDecision"]), tuple(result.get("MissingContextValues") or ())
        )
        for result in found
    }


def try_to_read(
    connection: Connection, service: str, operation: str, region: str, given: Mapping[str, Any]
) -> None:
    """Send a read with as little as it takes, to see whether AWS lets it through.

    The answer is dropped. `given` are values for members of the request, used where the operation
    has them. Raises the `PoolwalkError` of a refusal, and `ResourceGone` too: what was asked for
    need not exist, and AWS says so only to those who may know.
    """
    from botocore import xform_name

    if not operation.startswith(READING):
        message = f"{operation} is not a read"
        raise ValueError(message)
    client = connection.client(service, region)
    shape = client.meta.service_model.operation_model(operation).input_shape
    request: dict[str, Any] = {
        name: value for name, value in given.items() if shape and name in shape.members
    }
    if shape and "MaxResults" in shape.required_members:
        request["MaxResults"] = 1
    with connection.asking(
        operation, given.get("UserPoolId") or given.get("StackName", ""), service
    ):
        getattr(client, xform_name(operation))(**request)


def time_at_aws(connection: Connection) -> datetime | None:
    """What AWS's clock says; None where there was no answer.

    It stands in the head of each answer to GetCallerIdentity, of a refusal too.
    """
    heard: list[str] = []

    def listen(http_response: Any, **_: Any) -> None:
        heard.append(str(http_response.headers.get("Date") or ""))

    event = "after-call.sts.GetCallerIdentity"
    connection.sts.meta.events.register(event, listen)
    try:
        with connection.asking("GetCallerIdentity", service="sts"):
            connection.sts.get_caller_identity()
    except PoolwalkError:
        pass
    finally:
        connection.sts.meta.events.unregister(event, listen)
    try:
        return parsedate_to_datetime(heard[-1]) if heard else None
    except ValueError:
        return None

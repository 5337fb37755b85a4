"""The IAM policies that we hand out allow what the program calls, and nothing else."""

import ast
import json
from functools import cache
from importlib.resources import files
from itertools import chain
from pathlib import Path
from typing import Any

import pytest
from botocore.session import Session

import migration.aws.account
import migration.aws.dependent_reads
import migration.aws.metrics
import migration.aws.pool_making
import migration.aws.reads
import migration.aws.stack_reads
import migration.aws.team_table
import migration.aws.team_table_making
import migration.aws.writes

WALKED = ("cognito-idp", "cloudformation")
COUNTED = ("cloudwatch",)
BESIDE = ("cloudformation", "apigateway", "apigatewayv2")
ASKED_BY_THE_DOCTOR = ("ses", "sns", "iam")
MODELS = {"ses": "sesv2"}  # where the model has another name than IAM


@cache
def operations(service: str) -> frozenset[str]:
    return frozenset(Session().get_service_model(MODELS.get(service, service)).operation_names)


def called(module: Any, services: tuple[str, ...] = WALKED) -> set[str]:
    """The IAM actions of the operations that a module names.

    STS's GetCallerIdentity needs no permission.
    """
    names = {
        node.value
        for node in ast.walk(ast.parse(Path(module.__file__).read_text()))
        if isinstance(node, ast.Constant)
    }
    found = {f"{service}:{name}" for service in services for name in operations(service) & names}
    # IAM names API Gateway's actions by the method alone.
    gateway = ("apigateway:Get", "apigatewayv2:Get")
    return {"apigateway:GET" if name.startswith(gateway) else name for name in found}


def optional(policy: str) -> set[str]:
    """What a policy allows for the doctor's sake alone."""
    chosen = (
        statement
        for statement in statements(policy)
        if statement["Sid"].startswith("OptionalForTheDoctor")
    )
    return set(chain.from_iterable(statement["Action"] for statement in chosen))


def statements(policy: str) -> list[dict[str, Any]]:
    document = json.loads((files("assets") / "policies" / f"{policy}.json").read_text())
    assert document["Version"] == "2012-10-17"
    return list(document["Statement"])


def actions(policy: str) -> set[str]:
    allowed = (statement["Action"] for statement in statements(policy))
    return set(chain.from_iterable([one] if isinstance(one, str) else one for one in allowed))


READS = called(migration.aws.reads) | called(migration.aws.stack_reads)
# Asked of a change set that was made, and of its execution, alone.
WHILE_WRITING = {"cloudformation:DescribeChangeSet", "cloudformation:DescribeStackEvents"}
SKILLS_STACKS = [
    "arn:aws:cloudformation:*:ACCOUNT:stack/ESP-RainMaker-3p-CognitoClients/*",
    "arn:aws:cloudformation:*:ACCOUNT:stack/serverlessrepo-ESP-RainMaker-3p-CognitoClients/*",
]


def test_the_read_only_policy_allows_every_read_and_nothing_else() -> None:
    reads = READS - WHILE_WRITING
    counts = called(migration.aws.metrics, COUNTED)
    others = called(migration.aws.dependent_reads, BESIDE)
    assert actions("read-only") == reads | counts | others | optional("read-only")


def test_the_policy_to_migrate_allows_every_read_and_write_and_nothing_else() -> None:
    # UpdateUserPool sends the pool's own SMS role along, which IAM counts as passing it.
    calls = READS | called(migration.aws.writes) | {"iam:PassRole"}
    calls |= called(migration.aws.metrics, COUNTED)
    calls |= called(migration.aws.dependent_reads, BESIDE)
    assert actions("migrate") == calls | optional("migrate")


def test_what_the_doctor_asks_beside_is_optional_and_reads() -> None:
    asked = called(migration.aws.account, ASKED_BY_THE_DOCTOR)
    assert optional("migrate") == asked
    # Without writing there is nothing to simulate.
    assert optional("read-only") == {action for action in asked if not action.startswith("iam:")}


def test_writes_are_allowed_on_the_new_pool_and_the_skills_stack_alone() -> None:
    writes = called(migration.aws.writes)
    allowed = {
        "cognito-idp": "arn:aws:cognito-idp:REGION:ACCOUNT:userpool/NEW_POOL_ID",
        # A change set of a template that SAM made expands SAM's macro.
        "cloudformation": [
            *SKILLS_STACKS,
            "arn:aws:cloudformation:*:aws:transform/Serverless-2016-10-31",
        ],
    }
    for statement in statements("migrate"):
        if writing := writes & set(statement["Action"]):
            (service,) = {action.partition(":")[0] for action in writing}
            assert statement["Resource"] == allowed[service]


@pytest.mark.parametrize("policy", ["read-only", "migrate"])
def test_only_what_aws_cannot_bind_to_a_pool_or_a_stack_is_allowed_everywhere(policy: str) -> None:
    everywhere = [
        action
        for statement in statements(policy)
        if statement["Resource"] == "*"
        for action in statement["Action"]
    ]
    assert everywhere == [
        "cloudformation:ListExports",
        "cloudformation:ListImports",
        "cloudformation:ListStacks",
        "cloudwatch:GetMetricData",
        "cognito-idp:DescribeUserPoolDomain",
        "cognito-idp:ListUserPools",
        "ses:GetAccount",
        "sns:GetSMSAttributes",
        "sns:GetSMSSandboxAccountStatus",
    ]


OF_THE_DEPLOYMENT = {  # what read-only.json allows already, and no pool is named by it
    "cognito-idp:DescribeUserPoolDomain",
    "cognito-idp:ListUserPools",
}
TAG = "poolwalk:rehearsal"


def test_the_policy_to_rehearse_allows_what_it_does_to_copies_and_nothing_else() -> None:
    cognitos = ("cognito-idp",)
    reads = called(migration.aws.reads, cognitos) - OF_THE_DEPLOYMENT
    writes = called(migration.aws.writes, cognitos)
    making = called(migration.aws.pool_making, cognitos)
    stack = {f"cloudformation:{verb}ChangeSet" for verb in ("Create", "Delete", "Describe")}
    assert actions("rehearse") == reads | writes | making | stack | {"iam:PassRole"}


def test_a_rehearsal_makes_and_changes_only_what_bears_its_tag() -> None:
    for statement in statements("rehearse"):
        if statement["Sid"].startswith("Optional"):
            continue
        (key,) = statement["Condition"]["StringLike"]
        named = (
            "RequestTag" if statement["Action"] == "cognito-idp:CreateUserPool" else "ResourceTag"
        )
        assert key == f"aws:{named}/{TAG}"


def test_the_policy_of_a_team_adds_and_reads_items_of_the_accounts_deployments_alone() -> None:
    assert actions("team") == called(migration.aws.team_table, ("dynamodb",))
    (items,) = [one for one in statements("team") if one["Sid"] == "AddToTheRecordAndReadIt"]
    keys = "dynamodb:LeadingKeys"
    assert items["Condition"]["ForAllValues:StringLike"] == {keys: ["ACCOUNT-REGION-*"]}
    assert items["Condition"]["Null"] == {keys: "false"}  # no request without a key passes
    assert not [one for one in actions("team") if "Update" in one or "Delete" in one]
    tables = {statement["Resource"] for statement in statements("team")}
    assert tables == {"arn:aws:dynamodb:REGION:ACCOUNT:table/TEAM_TABLE"}


def test_making_the_teams_table_is_allowed_apart() -> None:
    making = called(migration.aws.team_table_making, ("dynamodb",))
    assert actions("team-create") == making | {"dynamodb:DescribeTable"}


def test_no_policy_lets_anybody_tag_a_pool() -> None:
    """Whoever may set the tag on any pool could delete any pool."""
    for policy in ("read-only", "migrate", "rehearse", "team", "team-create"):
        assert not [action for action in actions(policy) if "Tag" in action]

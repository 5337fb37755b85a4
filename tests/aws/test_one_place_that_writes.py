"""Writes to AWS stand in `migration/aws/writes.py`, those to throw-away copies beside it.

Who reads both files has read all that Poolwalk can change.
"""

from __future__ import annotations

import ast
from pathlib import Path

import pytest
from botocore import xform_name
from botocore.session import Session

from migration.aws import writes
from migration.aws.connection import connect
from migration.errors import PoolwalkError
from migration.secret import MASK
from tests.practice_aws import NEW_POOL, PracticeAws

ROOT = Path(__file__).parents[2]
READING = ("Describe", "Get", "List", "Estimate", "Validate", "Detect")


def writing_methods() -> set[str]:
    """The names of the methods of Cognito's and CloudFormation's clients that do more than read."""
    names: set[str] = set()
    for service in ("cognito-idp", "cloudformation"):
        operations = Session().get_service_model(service).operation_names
        names |= {xform_name(name) for name in operations if not name.startswith(READING)}
    return names


def named_in(file: Path) -> set[str]:
    """Every attribute and every text in a file.

    A method can be called as `client.name` and by `getattr(client, "name")`.
    """
    nodes = list(ast.walk(ast.parse(file.read_text())))
    attributes = {node.attr for node in nodes if isinstance(node, ast.Attribute)}
    return attributes | {
        node.value
        for node in nodes
        if isinstance(node, ast.Constant) and isinstance(node.value, str)
    }


def test_no_write_is_called_anywhere_else() -> None:
    methods = writing_methods()
    folder = ROOT / "migration" / "aws"
    allowed, of_copies = folder / "writes.py", folder / "pool_making.py"
    assert named_in(of_copies) & methods == {
        "create_user_pool",
        "set_user_pool_mfa_config",
        "create_resource_server",
        "create_group",
        "set_risk_configuration",
        "create_user_pool_client",
        "create_managed_login_branding",
        "delete_user_pool",
    }
    assert named_in(allowed) & methods == {
        "update_user_pool",
        "update_user_pool_client",
        "create_identity_provider",
        "update_identity_provider",
        "delete_identity_provider",
        "create_user_pool_domain",
        "update_user_pool_domain",
        "delete_user_pool_domain",
        "create_change_set",
        "execute_change_set",
        "delete_change_set",
        "set_ui_customization",
    }
    for package in ("migration", "tui", "screens", "widgets"):
        for file in (ROOT / package).rglob("*.py"):
            if file not in {allowed, of_copies}:
                assert named_in(file) & methods == set(), file


def test_a_refused_write_does_not_show_the_secret_that_it_sent(practice_aws: PracticeAws) -> None:
    connection = connect(
        region=practice_aws.region,
        endpoint_url=practice_aws.endpoint,
        credentials=(practice_aws.access_key, practice_aws.secret_key),
    )
    key = (
        "-----BEGIN PRIVATE KEY-----\nMIGTAgEAMBMGByqGSM49\nAgEGCCqGSM49AwEHBHkw\n-----END PRIVATE"
        " KEY-----"
    )
    details = {"client_secret": "GOCSPX-secret", "private_key": key}
    echo = {
        "kind": "error",
        "operation": "UpdateIdentityProvider",
        "code": "InvalidParameterException",
        "status": 400,
    }
    practice_aws.faults(
        {**echo, "message": f"Value 'GOCSPX-secret' or '{key}' or {key!r} is wrong"}
    )
    with pytest.raises(PoolwalkError) as refused:
        writes.send(
            connection,
            "UpdateIdentityProvider",
            {"UserPoolId": NEW_POOL, "ProviderName": "Google", "ProviderDetails": details},
        )
    assert MASK in str(refused.value)
    assert not {part for part in ("GOCSPX", "MIGTAgEA", "AgEGCCqG") if part in str(refused.value)}

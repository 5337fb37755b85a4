"""Of every recorded answer of AWS's a copy can be asked for: Create's model refuses nothing."""

from __future__ import annotations

from functools import cache
from typing import Any

import pytest
from botocore.session import Session
from botocore.validate import ParamValidator

from migration.pools.documents import AppClient, IdentityProvider, Pool
from migration.pools.reading import Role
from migration.rehearsal.copies.counterparts import Counterparts
from migration.rehearsal.copies.made_up_secrets import MadeUp
from migration.rehearsal.copies.requests import (
    Blueprint,
    client_request,
    group_request,
    mfa_blueprint,
    pool_blueprint,
    provider_request,
    risk_request,
    server_request,
)
from migration.rehearsal.copy_names import TAG, copy_name
from tests.recordings import CLIENTS, POOLS, PROVIDERS, described, recorded

ID = "0123456789"
WHERE = {"UserPoolId": "us-east-1_Copy00000"}


@cache
def model() -> Any:
    return Session().get_service_model("cognito-idp")


def problems(operation: str, request: dict[str, Any]) -> str:
    """What Create's model refuses of a request; empty: nothing."""
    shape = model().operation_model(operation).input_shape
    report = ParamValidator().validate(request, shape)
    return str(report.generate_report())


def texts(value: Any) -> list[Any]:
    if isinstance(value, dict):
        return [one for item in value.values() for one in texts(item)]
    return [one for item in value for one in texts(item)] if isinstance(value, list) else [value]


def blueprint(name: str, *, with_sms: bool) -> Blueprint:
    pool = Pool.from_describe(described(name))
    return pool_blueprint(model(), pool, Role.NEW, copy_name(ID, Role.NEW), ID, with_sms=with_sms)


@pytest.mark.parametrize("name", POOLS)
@pytest.mark.parametrize("with_sms", [False, True])
def test_a_pool_of_any_year_can_be_asked_for_again(name: str, with_sms: bool) -> None:
    request = blueprint(name, with_sms=with_sms).request
    assert problems("CreateUserPool", request) == ""
    assert "" not in texts(request)
    assert request["PoolName"] == copy_name(ID, Role.NEW)
    assert request["UserPoolTags"][TAG] == ID
    assert request["DeletionProtection"] == "INACTIVE"
    assert request["AdminCreateUserConfig"]["AllowAdminCreateUserOnly"] is True
    assert "LambdaConfig" not in request
    assert ("SmsConfiguration" in request) <= with_sms
    original = described(name)
    assert not {"Id", "Arn", "CreationDate", "LastModifiedDate", "Status"} & set(request)
    assert (request.get("Policies") or None) == (original.get("Policies") or None)


@pytest.mark.parametrize("name", CLIENTS)
def test_a_client_of_any_year_can_be_asked_for_again(name: str) -> None:
    client = AppClient.from_describe(described(name))
    request = client_request(model(), client, Counterparts({}), frozenset())
    assert problems("CreateUserPoolClient", {**request, **WHERE}) == ""
    assert "ClientSecret" not in request
    assert request.get("GenerateSecret", False) is bool(client.secret)


@pytest.mark.parametrize("name", PROVIDERS)
def test_a_provider_can_be_asked_for_again_with_made_up_secrets(name: str) -> None:
    document = described(name)
    provider = IdentityProvider.from_describe(document)
    request = provider_request(model(), provider, MadeUp(), "a key")
    assert problems("CreateIdentityProvider", {**request, **WHERE}) == ""
    secret = document["ProviderDetails"].get("client_secret")
    assert not secret or request["ProviderDetails"]["client_secret"] != secret


def test_what_else_hangs_on_a_pool_can_be_asked_for_again() -> None:
    mfa = mfa_blueprint(model(), recorded("get-user-pool-mfa-config"), Role.NEW, with_sms=True)
    (server, *_) = recorded("list-resource-servers")["ResourceServers"]
    (group, *_) = recorded("list-groups.auto-generated")["Groups"]
    risk = recorded("describe-risk-configuration")["RiskConfiguration"]
    requests = {
        "SetUserPoolMfaConfig": mfa.request if mfa else {},
        "CreateResourceServer": server_request(model(), server),
        "CreateGroup": group_request(model(), group),
        "SetRiskConfiguration": risk_request(model(), risk),
    }
    assert {name: problems(name, {**given, **WHERE}) for name, given in requests.items()} == (
        dict.fromkeys(requests, "")
    )
    assert "RoleArn" not in requests["CreateGroup"]
    assert requests["SetRiskConfiguration"].keys() >= {"AccountTakeoverRiskConfiguration"}

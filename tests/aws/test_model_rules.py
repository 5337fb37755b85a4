"""AWS's own rules, held before AWS sees a request."""

from functools import cache
from typing import Any

import pytest
import regex  # type: ignore[import-untyped]
from botocore.model import ServiceModel
from botocore.session import Session
from hypothesis import given
from hypothesis import strategies as st

from migration.aws.java_patterns import matches
from migration.aws.model_rules import broken_rules
from migration.changes.change import Edit
from migration.changes.resources import altered
from sandbox.patterns import as_python

CLIENT = {"UserPoolId": "us-east-1_NewPool02", "ClientId": "8newinstallerapp9acme0home"}


@cache
def model(service: str = "cognito-idp") -> ServiceModel:
    return Session().get_service_model(service)


@cache
def patterns() -> list[str]:
    shapes = [
        (model(service), name)
        for service in ("cognito-idp", "cloudformation", "sts")
        for name in model(service).shape_names
    ]
    found = {
        service_model.shape_for(name).metadata.get("pattern") for service_model, name in shapes
    }
    return sorted(pattern for pattern in found if pattern)


def broken(**members: Any) -> list[str]:
    return [
        str(rule) for rule in broken_rules(model(), "UpdateUserPoolClient", {**CLIENT, **members})
    ]


def test_every_pattern_of_the_services_in_use_compiles() -> None:
    assert len(patterns()) > 80
    for pattern in patterns():
        matches(pattern, "x")


@given(
    st.deferred(lambda: st.sampled_from(patterns())),
    st.text(max_size=40) | st.from_regex(r"[a-z0-9_:/.-]{1,30}", fullmatch=True),
)
def test_a_second_engine_agrees_on_every_pattern(pattern: str, value: str) -> None:
    assert matches(pattern, value) == (regex.fullmatch(as_python(pattern), value) is not None)


@pytest.mark.parametrize(
    ("members", "said"),
    [
        (
            {"CallbackURLs": ["https://a", "with space"]},
            "CallbackURLs.1 holds “with space”, in which AWS takes no space",
        ),
        (
            {"CallbackURLs": ["a:" + "x" * 1023]},
            "CallbackURLs.0 has 1,025 characters, where AWS takes at most 1,024",
        ),
        (
            {"CallbackURLs": [f"a:{n}" for n in range(101)]},
            "CallbackURLs has 101 items, where AWS takes at most 100",
        ),
        (
            {"RefreshTokenValidity": 315_360_001},
            "RefreshTokenValidity is 315,360,001, where AWS takes at most 315,360,000",
        ),
        (
            {"PreventUserExistenceErrors": "MAYBE"},
            "PreventUserExistenceErrors cannot be “MAYBE”: AWS knows LEGACY, ENABLED",
        ),
        (
            {"TokenValidityUnits": {"IdToken": "weeks"}},
            "TokenValidityUnits.IdToken cannot be “weeks”",
        ),
        ({"NoSuchMember": 1}, "NoSuchMember is not known to AWS"),
    ],
)
def test_a_broken_rule_is_told_in_words(members: dict[str, Any], said: str) -> None:
    assert said in broken(**members)[0]


def test_a_sound_request_breaks_none() -> None:
    assert (
        broken(CallbackURLs=["https://a.example/cb", "com.acme://x"], RefreshTokenValidity=30) == []
    )


def test_a_missing_member_is_named() -> None:
    assert [
        str(rule)
        for rule in broken_rules(model(), "UpdateUserPoolClient", {"UserPoolId": "us-east-1_x"})
    ] == ["ClientId is missing"]


def test_a_secret_that_breaks_a_rule_is_not_quoted() -> None:
    request = {
        "UserPoolId": "us-east-1_x",
        "ProviderName": "G",
        "ProviderDetails": {"client_secret": "s" * 200_000},
    }
    assert not any(
        "sss" in str(rule) for rule in broken_rules(model(), "UpdateIdentityProvider", request)
    )


def test_only_what_a_change_alters_stops_it() -> None:
    request = {**CLIENT, "CallbackURLs": ["with space", "https://new"], "LogoutURLs": ["also bad"]}
    first, second = broken_rules(model(), "UpdateUserPoolClient", request)
    adds_new = Edit("id", ("CallbackURLs",), False, True, "https://new")
    adds_bad = Edit("id", ("CallbackURLs",), False, True, "with space")
    assert not altered(first, [adds_new], request)
    assert altered(first, [adds_bad], request)
    assert not altered(second, [adds_new, adds_bad], request)

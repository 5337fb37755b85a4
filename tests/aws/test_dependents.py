"""What else rests on the old pool, as AWS tells it: read only, and told where it is refused."""

from pathlib import Path
from threading import Event
from typing import Any

import pytest

from migration.compare.dependent_settings import SUPPORT
from migration.compare.setting_state import SettingState
from migration.deployment.dependents import Dependents, ImportingStack, read_dependents
from migration.errors import BadInput
from migration.guide.step import StepState
from migration.pools.reading import Unread
from migration.walkthrough import Walkthrough
from tests.practice_aws import NEW_POOL, OLD_POOL, PracticeAws
from tests.walkthroughs import walk

PORTAL = "9/-/Imports/esp-CognitoUserPool%2Facme-installer-portal"
INSTALLERS = "9/-/providerARNs/p0rt4l6f7g%2F1nst4l"


def found(walkthrough: Walkthrough) -> Dependents:
    dependents = walkthrough.state.reading.dependents
    assert isinstance(dependents, Dependents)
    return dependents


def test_the_samples_stacks_and_authorizers_are_found(walkthrough: Walkthrough) -> None:
    dependents = found(walkthrough)
    assert (dependents.old_pool, dependents.new_pool) == (OLD_POOL, NEW_POOL)
    assert dependents.stacks == (
        ImportingStack("ESP-RainMaker-Skills", "esp-CognitoUserPool"),
        ImportingStack("acme-installer-portal", "esp-CognitoUserPool"),
        ImportingStack("ESP-RainMaker-Skills", "esp-CognitoUserPoolClient"),
    )
    assert [(one.api_name, one.name, one.pools) for one in dependents.authorizers] == [
        ("esp-RainmakerApi", "esp-RainmakerAuthorizer", (OLD_POOL, NEW_POOL)),
        ("acme-installer-portal", "installers", (OLD_POOL,)),
    ]


def states(walkthrough: Walkthrough) -> dict[str, SettingState]:
    return {one.id: one.state for one in walkthrough.pages.settings() if one.step == "9"}


def test_what_names_the_old_pool_alone_is_to_change_or_to_accept(walkthrough: Walkthrough) -> None:
    assert {
        id_: state for id_, state in states(walkthrough).items() if state is SettingState.MISSING
    } == {
        PORTAL: SettingState.MISSING,
        INSTALLERS: SettingState.MISSING,
    }
    assert walkthrough.pages.to_apply("9") == ()
    for id_ in (PORTAL, INSTALLERS):
        walkthrough.reasons.accept(id_, "it is switched off in March")
    assert states(walkthrough)[PORTAL] is SettingState.EXPECTED
    walkthrough.checklist.tick("9")
    (summary,) = [one for one in walkthrough.pages.summaries() if one.step.id == "9"]
    assert summary.state is StepState.DONE
    walkthrough.reasons.withdraw(PORTAL)
    assert states(walkthrough)[PORTAL] is SettingState.MISSING


def test_rainmakers_own_stack_is_espressifs_to_change_and_the_verdict_says_whom_to_ask(
    walkthrough: Walkthrough, practice_aws: PracticeAws
) -> None:
    own = "9/-/Imports/esp-CognitoUserPool%2FESP-RainMaker-Skills"
    (row,) = (one for one in walkthrough.pages.settings() if one.id == own)
    assert row.state is SettingState.EXPECTED
    assert row.asks_a_person
    assert "before you delete the old pool, send its name to" in row.reason
    assert SUPPORT in row.reason
    stacks = [
        one for one in walkthrough.pages.retirement_verdict().weigh if one.startswith("Stacks: ")
    ]
    assert len(stacks) == 1
    assert f"first send their names to {SUPPORT}" in stacks[0]
    practice_aws.change(stack="ESP-RainMaker-Skills", template={"Imports": []})
    walkthrough.reader.read()
    assert not [
        one for one in walkthrough.pages.retirement_verdict().weigh if one.startswith("Stacks: ")
    ]


def test_what_is_right_needs_no_reason(walkthrough: Walkthrough) -> None:
    right = next(id_ for id_, state in states(walkthrough).items() if state is SettingState.SAME)
    with pytest.raises(BadInput, match="does not write can be accepted"):
        walkthrough.reasons.accept(right, "so it is")


def jwt(name: str, pool: str, number: str, **members: Any) -> dict[str, Any]:
    issuer = f"https://cognito-idp.us-east-1.amazonaws.com/{pool}"
    return {
        "AuthorizerId": number,
        "Name": name,
        "AuthorizerType": "JWT",
        "IdentitySource": ["$request.header.Authorization"],
        "JwtConfiguration": {"Audience": ["1olduserpoolclient2acme3ho"], "Issuer": issuer},
        **members,
    }


def http_api(*authorizers: dict[str, Any], name: str = "acme-warranty") -> dict[str, Any]:
    return {
        "ApiId": "w4rr4nty",
        "Name": name,
        "ProtocolType": "HTTP",
        "RouteSelectionExpression": "$request.method $request.path",
        "authorizers": list(authorizers),
    }


def test_an_http_api_that_takes_the_old_pools_tokens_is_to_change_or_to_accept(
    practice_aws: PracticeAws, tmp_path: Path
) -> None:
    lambdas = {"AuthorizerId": "l4mbd4", "Name": "own", "AuthorizerType": "REQUEST"}
    practice_aws.change(
        http_api=http_api(
            jwt("customers", OLD_POOL, "0ld"),
            jwt("slash", f"{OLD_POOL}/", "sl4sh"),
            jwt("moved", NEW_POOL, "n3w"),
            jwt("somebody-else", "default", "3ls3"),
            lambdas,
        )
    )
    practice_aws.change(http_api={**http_api(lambdas), "ProtocolType": "WEBSOCKET"})
    walkthrough = walk(practice_aws, tmp_path / "state")
    try:
        rows = {
            one.id: one for one in walkthrough.pages.settings() if one.member == "jwtConfiguration"
        }
        assert {id_: row.state for id_, row in rows.items()} == {
            "9/-/jwtConfiguration/w4rr4nty%2F0ld": SettingState.MISSING,
            "9/-/jwtConfiguration/w4rr4nty%2Fsl4sh": SettingState.MISSING,
        }
        row = rows["9/-/jwtConfiguration/w4rr4nty%2F0ld"]
        assert (row.label, "as the audience" in row.blocked) == ("acme-warranty: customers", True)
        titles = {
            group.title: [one.label for one in group.rows]
            for group in walkthrough.pages.page("9").groups
        }
        (authorizers,) = (labels for title, labels in titles.items() if "authorizers" in title)
        assert "acme-warranty: customers" in authorizers
        assert [call["service"] for call in practice_aws.calls("GetApis")] == ["apigatewayv2"]
        walkthrough.reasons.accept(row.id, "it ends with the old pool")
        assert states(walkthrough)[row.id] is SettingState.EXPECTED
    finally:
        walkthrough.close()


def test_http_apis_are_read_page_by_page_and_one_that_went_away_is_none(
    practice_aws: PracticeAws, walkthrough: Walkthrough
) -> None:
    for number in range(27):
        practice_aws.change(http_api={**http_api(), "ApiId": f"api{number}"})
    practice_aws.change(http_api=http_api(jwt("customers", OLD_POOL, "0ld")))
    assert [one.by_issuer for one in again(walkthrough).authorizers] == [False, False, True]
    assert len(practice_aws.calls("GetApis")) == 3  # one of them before
    practice_aws.faults(
        {
            "kind": "error",
            "service": "apigatewayv2",
            "operation": "GetAuthorizers",
            "code": "NotFoundException",
            "message": "Invalid API identifier specified w4rr4nty",
        }
    )
    found_again = again(walkthrough)
    assert (len(found_again.authorizers), found_again.unread) == (2, ())


def test_two_apis_of_one_name_that_are_refused_are_two_rows(
    practice_aws: PracticeAws, tmp_path: Path
) -> None:
    practice_aws.change(http_api=http_api(name="esp-RainmakerApi"))
    practice_aws.faults({"kind": "access_denied", "operation": "GetAuthorizers"})
    walkthrough = walk(practice_aws, tmp_path / "state")
    try:
        ids = [one.id for one in walkthrough.pages.settings() if one.member == "GetAuthorizers"]
        assert (len(ids), len(set(ids))) == (3, 3)
    finally:
        walkthrough.close()


@pytest.mark.parametrize(
    ("operation", "service"),
    [
        ("ListImports", "cloudformation"),
        ("GetRestApis", "apigateway"),
        ("GetAuthorizers", "apigateway"),
        ("GetApis", "apigatewayv2"),
        ("GetAuthorizers", "apigatewayv2"),
    ],
)
def test_what_is_refused_is_unread_and_keeps_the_step_and_the_verdict_open(
    practice_aws: PracticeAws, tmp_path: Path, operation: str, service: str
) -> None:
    practice_aws.change(http_api=http_api())
    practice_aws.faults({"kind": "access_denied", "operation": operation, "service": service})
    walkthrough = walk(practice_aws, tmp_path / "state")
    try:
        assert operation in {part.operation for part in found(walkthrough).unread}
        assert SettingState.UNREAD in states(walkthrough).values()
        assert operation in {part.operation for step, part in walkthrough.pages.unread("9")}
        told = [
            one.text for one in walkthrough.pages.retirement_verdict().unknown if one.step == "9"
        ]
        assert any(text.startswith(operation) for text in told)
        for id_, state in states(walkthrough).items():
            if state is SettingState.MISSING:
                walkthrough.reasons.accept(id_, "meant so")
        walkthrough.checklist.tick("9")
        (summary,) = [one for one in walkthrough.pages.summaries() if one.step.id == "9"]
        assert summary.state is StepState.UNREAD
    finally:
        walkthrough.close()


def test_many_apis_are_read_page_by_page_and_one_that_went_away_is_none(
    practice_aws: PracticeAws, walkthrough: Walkthrough
) -> None:
    practice_aws.faults(
        {
            "kind": "error",
            "operation": "GetAuthorizers",
            "count": 1,
            "code": "NotFoundException",
            "message": "Invalid API identifier specified 123456789012:a1b2c3d4e5",
        }
    )
    left = again(walkthrough).authorizers
    assert len(left) == 1
    client = practice_aws.client("apigateway")
    pages = client.get_paginator("get_rest_apis").paginate(limit=1)
    assert [item["name"] for page in pages for item in page["items"]] == [
        "esp-RainmakerApi",
        "acme-installer-portal",
    ]


NAMELESS = '{"items":[{"name":"a","protocolType":"HTTP","routeSelectionExpression":"$request"}]}'


def test_an_answer_without_ids_is_no_answer(
    practice_aws: PracticeAws, walkthrough: Walkthrough
) -> None:
    practice_aws.faults(
        {"kind": "answer", "operation": "GetRestApis", "body": '{"item":[{"name":"a"}]}'},
        {"kind": "answer", "operation": "GetApis", "body": NAMELESS},
    )
    rest, http = again(walkthrough).unread
    assert "without an id" in rest.reason
    assert "without an id" in http.reason


def again(walkthrough: Walkthrough, exports: Any = None) -> Dependents:
    read = walkthrough.state.reading
    return read_dependents(
        walkthrough.login.online(),
        walkthrough.state.online(),
        [],
        read.exports if exports is None else exports,
        Event(),
    )


def test_without_the_list_of_exports_rainmakers_own_are_asked_about(
    walkthrough: Walkthrough,
) -> None:
    refused = Unread("ListExports", "not allowed")
    assert len(again(walkthrough, refused).stacks) == 3


def test_an_export_under_any_name_that_holds_the_pool_or_its_arn_is_asked_about(
    walkthrough: Walkthrough, practice_aws: PracticeAws
) -> None:
    practice_aws.forget_calls()
    arn = f"arn:aws:cognito-idp:us-east-1:123456789012:userpool/{OLD_POOL}"
    again(walkthrough, {"ours": arn, "other": "us-east-1_NewPool02", "plain": OLD_POOL})
    asked = [call["parameters"]["ExportName"] for call in practice_aws.calls("ListImports")]
    assert sorted(asked) == ["ours", "plain"]

"""A wrong belief is found by the rehearsal, and named: the member, what was predicted, what is."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

import pytest

from migration.changes import reads_around_write
from migration.rehearsal.result import Result
from sandbox.cognito import OPERATIONS
from sandbox.state import WHOLE_POOL, Asked, Document
from tests.rehearsal.conftest import Rehearsing


@contextmanager
def otherwise(operation: str, beside: Callable[[Asked, Document], None]) -> Iterator[None]:
    """An AWS that does something beside what it was asked for, to copies and all else."""
    before = OPERATIONS[operation]

    def operate(asked: Asked) -> Document:
        answer = before(asked)
        beside(asked, answer)
        return answer

    OPERATIONS[operation] = operate
    try:
        yield
    finally:
        OPERATIONS[operation] = before


def named(result: Result) -> set[tuple[str, str]]:
    """Step and member of whatever came out otherwise."""
    return {(write.step, other.member) for write in result.writes for other in write.deviations} | {
        ("", other.member) for standing in result.standing for other in standing.deviations
    }


def members(result: Result) -> set[str]:
    """The members that came out otherwise, wherever."""
    return {member for _, member in named(result)}


def reset(member: str) -> Callable[[Asked, Document], None]:
    def do(asked: Asked, _answer: Document) -> None:
        asked.pool.clients[asked.parameters["ClientId"]].pop(member, None)

    return do


def test_a_member_that_an_update_resets(deployment: Rehearsing) -> None:
    with otherwise("UpdateUserPoolClient", reset("PreventUserExistenceErrors")):
        result = deployment.run()
    assert ("4", "PreventUserExistenceErrors") in named(result)
    assert result.otherwise
    (told, *_) = [
        other
        for write in result.writes
        for other in write.deviations
        if other.member == "PreventUserExistenceErrors"
    ]
    assert (told.was, told.now) == ("ENABLED", None)
    rehearsed = deployment.walkthrough.state.record.rehearsed
    assert rehearsed is not None
    assert rehearsed.otherwise
    assert any(
        line.startswith("4 rainmaker-new-pool-client, changed: PreventUserExistenceErrors")
        for line in rehearsed.deviating
    ), rehearsed.deviating


def test_a_member_of_the_pool_that_an_update_resets(deployment: Rehearsing) -> None:
    def beside(asked: Asked, _answer: Document) -> None:
        asked.pool.document["Policies"]["PasswordPolicy"]["MinimumLength"] = 6

    with otherwise("UpdateUserPool", beside):
        result = deployment.run()
    assert ("5", "Policies.PasswordPolicy.MinimumLength") in named(result)


def test_a_provider_that_comes_out_with_more_than_was_sent(deployment: Rehearsing) -> None:
    def beside(asked: Asked, _answer: Document) -> None:
        name = asked.parameters["ProviderName"]
        asked.pool.providers[name]["AttributeMapping"]["nickname"] = "name"

    with otherwise("CreateIdentityProvider", beside):
        result = deployment.run()
    assert "AttributeMapping.nickname" in members(result)


def test_a_domain_of_another_login_version(deployment: Rehearsing) -> None:
    def beside(asked: Asked, _answer: Document) -> None:
        for domain in asked.pool.domains:
            domain["ManagedLoginVersion"] = 2

    with otherwise("CreateUserPoolDomain", beside):
        result = deployment.run()
    assert "ManagedLoginVersion" in members(result)


def test_a_write_that_changes_another_resource(deployment: Rehearsing) -> None:
    """No comparison of one resource shows it: the whole is compared at the end."""

    def beside(asked: Asked, _answer: Document) -> None:
        for client in asked.pool.clients.values():
            client["AuthSessionValidity"] = 15

    with otherwise("UpdateUserPool", beside):
        result = deployment.run()
    assert ("", "AuthSessionValidity") in named(result)
    labels = {standing.label for standing in result.standing}
    assert "acme-installer-app" in labels, "a client is named as people know it"


def test_what_does_not_come_back_is_named_after_the_undo(deployment: Rehearsing) -> None:
    def beside(asked: Asked, _answer: Document) -> None:
        asked.pool.mfa["SoftwareTokenMfaConfiguration"] = {"Enabled": True}

    with otherwise("DeleteIdentityProvider", beside):
        result = deployment.run()
    back = [standing for standing in result.standing if standing.back]
    assert [standing.kind for standing in back] == ["second factor"]


def test_a_write_that_aws_refuses_is_told_in_its_words(deployment: Rehearsing) -> None:
    deployment.practice.fault(
        kind="error",
        operation="UpdateUserPool",
        count=1,
        code="InvalidParameterException",
        message="Not on a Thursday.",
    )
    result = deployment.run()
    (refused,) = [write for write in result.writes if write.refused]
    assert "Not on a Thursday" in refused.refused
    assert not refused.as_predicted
    assert result.otherwise


def test_a_lost_write_is_no_write_as_predicted(
    deployment: Rehearsing, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(reads_around_write, "SETTLING", ())
    deployment.practice.fault(kind="lost_write", operation="UpdateUserPool", count=1)
    result = deployment.run()
    (lost,) = [write for write in result.writes if not write.as_predicted]
    assert (lost.step, lost.refused) == ("5", "")
    assert "EmailConfiguration.ReplyToEmailAddress" in {other.member for other in lost.deviations}


def test_deviations_never_show_a_secret(deployment: Rehearsing) -> None:
    def beside(asked: Asked, _answer: Document) -> None:
        provider: Any = asked.pool.providers[asked.parameters["ProviderName"]]
        if "client_secret" in provider["ProviderDetails"]:
            provider["ProviderDetails"]["client_secret"] = "another-secret-of-aws"

    with otherwise("CreateIdentityProvider", beside):
        result = deployment.run()
    assert "ProviderDetails.client_secret" in members(result)
    assert "another-secret-of-aws" not in repr(result)


def plant(part: str) -> Callable[[Asked, Document], None]:
    """Something of the pool that no write of the walk is about."""

    def style(asked: Asked, _answer: Document) -> None:
        client = next(iter(asked.pool.clients))
        asked.pool.branding[client] = {"ManagedLoginBrandingId": "made-by-aws"}

    def look_of_all(asked: Asked, _answer: Document) -> None:
        asked.pool.customization[WHOLE_POOL] = {"ClientId": WHOLE_POOL, "CSS": ".banner {}"}

    def logs(asked: Asked, _answer: Document) -> None:
        asked.pool.log_delivery.append({"EventSource": "userNotification", "LogLevel": "ERROR"})

    def risk(asked: Asked, _answer: Document) -> None:
        client = next(iter(asked.pool.clients))
        asked.pool.risk[client] = {"ClientId": client, "RiskExceptionConfiguration": {}}

    return {
        "managed login style": style,
        "look of all clients": look_of_all,
        "log delivery": logs,
        "threat protection": risk,
    }[part]


@pytest.mark.parametrize(
    "part", ["managed login style", "look of all clients", "log delivery", "threat protection"]
)
def test_a_write_that_makes_something_that_nothing_writes(
    deployment: Rehearsing, part: str
) -> None:
    with otherwise("UpdateUserPool", plant(part)):
        result = deployment.run()
    assert {standing.kind for standing in result.standing} == {part}
    assert result.otherwise

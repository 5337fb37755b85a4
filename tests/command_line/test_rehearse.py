"""`poolwalk rehearse` as a person or a script meets it."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from migration.changes.change import Beside
from migration.compare.setting import Kind
from migration.rehearsal.copy_names import STEM, TAG
from migration.rehearsal.result import (
    Action,
    Belief,
    NotRehearsed,
    ProbeAnswer,
    Result,
    WriteVerdict,
)
from sandbox.cognito import OPERATIONS
from tests.command_line.conftest import PAIR, Run
from tests.rehearsal.in_process import InProcess, in_process
from tests.rehearsal.test_interruption import nobody_waits
from tests.rehearsal.test_prediction import otherwise
from tui.command_line.rehearse import _exit_code

pytestmark = pytest.mark.broken_requests  # a probe asks what AWS refuses

RIGHT = WriteVerdict("4", Kind.CLIENT, Action.CHANGED, "main", ("CallbackURLs",))
WRONG = WriteVerdict("5", Kind.POOL, Action.CHANGED, "it", ("A",), (Beside("A", 8, None),))


def believed(belief: Belief) -> ProbeAnswer:
    return ProbeAnswer("ANALYTICS", belief, "It is taken.")


@pytest.fixture
def practice(monkeypatch: pytest.MonkeyPatch) -> Iterator[InProcess]:
    """The sample deployment, to which the person is logged in by environment variables."""
    nobody_waits(monkeypatch)
    with in_process() as aws:
        environment = {
            "AWS_ENDPOINT_URL": aws.endpoint,
            "AWS_ACCESS_KEY_ID": aws.access_key,
            "AWS_SECRET_ACCESS_KEY": aws.secret_key,
            "AWS_REGION": aws.region,
        }
        for name, value in environment.items():
            monkeypatch.setenv(name, value)
        yield aws


def copies(practice: InProcess) -> list[str]:
    return [name for name in practice.names if name.startswith(STEM)]


def test_nothing_is_made_where_nobody_can_say_yes(practice: InProcess, run: Run) -> None:
    answer = run("rehearse")
    assert answer.code == 1
    assert "--yes" in answer.sentence
    assert practice.sent == []


def test_read_only_makes_nothing(practice: InProcess, run: Run) -> None:
    answer = run("rehearse", "--yes", "--read-only")
    assert answer.code == 1
    assert "Read-only was asked for" in answer.err
    assert practice.writes == []


def test_what_production_needs_and_was_not_rehearsed_is_exit_4(
    practice: InProcess, run: Run
) -> None:
    answer = run("rehearse", "--yes", *PAIR)
    assert answer.code == 4
    assert "--with-sms" in answer.err
    assert "Both copies are gone" in answer.out
    assert copies(practice) == []
    plan = run("plan", "--json", *PAIR).json
    assert plan["rehearsal"]["as_predicted"] == plan["rehearsal"]["writes"] > 0
    assert "? The walk was rehearsed on" in run("plan").out


def test_something_otherwise_is_exit_3_and_named(practice: InProcess, run: Run) -> None:
    def beside(asked: Any, _answer: Any) -> None:
        asked.pool.clients[asked.parameters["ClientId"]].pop("PreventUserExistenceErrors", None)

    with otherwise("UpdateUserPoolClient", beside):
        answer = run("rehearse", "--yes", *PAIR)
    assert answer.code == 3
    assert "PreventUserExistenceErrors: predicted ENABLED, found nothing" in answer.err
    plan = run("plan", *PAIR).out
    assert "✗ The walk was rehearsed on" in plan
    assert "names what was not as predicted" in plan


def test_an_error_is_exit_1_with_one_sentence(practice: InProcess, run: Run) -> None:
    practice.aws.account.settings.pool_quota = 4
    answer = run("rehearse", "--yes", *PAIR)
    assert answer.code == 1
    said = [line for line in answer.err.splitlines() if line.startswith("poolwalk: ")]
    assert len(said) == 1
    assert "quota" in said[0]
    assert copies(practice) == []


@pytest.mark.parametrize(
    ("result", "kept", "code"),
    [
        (Result("r", (RIGHT,)), False, 0),
        (Result("r", (RIGHT,), left=("they are kept",)), True, 0),
        (Result("r", (RIGHT,), left=("they still stand",)), False, 1),
        (Result("r", (WRONG,)), False, 3),
        (Result("r", (WRONG,), not_rehearsed=(NotRehearsed("SMS", "no role"),)), False, 3),
        (Result("r", (RIGHT,), not_rehearsed=(NotRehearsed("SMS", "no role"),)), False, 4),
        (Result("r", (RIGHT,), not_rehearsed=(NotRehearsed("logs", "-", needed=False),)), False, 0),
        (Result("r", (WRONG,), stopped=True), False, 130),
        (Result("r", (RIGHT,), probes=(believed(Belief.AS_BELIEVED),)), False, 0),
        (Result("r", (RIGHT,), probes=(believed(Belief.OTHERWISE),)), False, 3),
        (Result("r", (RIGHT,), probes=(believed(Belief.NOT_DECIDED),)), False, 0),
        (Result("r", (), probes=(believed(Belief.OTHERWISE),)), False, 3),
    ],
)
def test_the_exit_code_says_what_a_rehearsal_comes_to(
    result: Result, kept: bool, code: int
) -> None:
    assert _exit_code(result, kept=kept) == code


def test_kept_copies_are_told_at_each_start_until_they_are_cleaned(
    practice: InProcess, run: Run
) -> None:
    answer = run("rehearse", "--yes", "--keep", *PAIR)
    assert "should go by" in answer.out
    assert len(copies(practice)) == 2
    assert "rehearse --clean" in run("plan").err
    cleaned = run("rehearse", "--clean", "--json")
    assert (cleaned.code, cleaned.json["gone"], cleaned.json["left"]) == (0, True, [])
    assert copies(practice) == []
    assert run("plan").err == ""


def test_cleaning_names_what_it_leaves_alone(practice: InProcess, run: Run) -> None:
    run("rehearse", "--yes", "--keep", *PAIR)
    name = copies(practice)[0]
    practice.change(pool=practice.names[name], set={"UserPoolTags": {TAG: "0123456789"}})
    cleaned = run("rehearse", "--clean")
    assert cleaned.code == 1
    assert name in cleaned.out
    assert copies(practice) == [name]


@pytest.mark.parametrize("flag", ["--keep", "--probe", "--with-sms", "--with-stack"])
def test_cleaning_takes_no_other_option(practice: InProcess, run: Run, flag: str) -> None:
    answer = run("rehearse", "--clean", flag)
    assert answer.code == 1
    assert flag in answer.sentence
    assert practice.sent == []


def test_the_json_can_be_sent_to_people_who_do_not_know_the_deployment(
    practice: InProcess, run: Run, home: Path
) -> None:
    """No id, name, address, secret or account: of all that the account and the record hold."""
    planted = everything(practice)
    names_in_refusals = {
        "kind": "error",
        "operation": "SetUICustomization",
        "code": "InvalidParameterException",
        "count": 1,
        "message": "Somebody@acme-home.example of 123456789012 at https://acme.example/x says no.",
    }
    practice.fault(**names_in_refusals)
    before = OPERATIONS["UpdateUserPoolClient"]

    def beside(asked: Any, _answer: Any) -> None:
        client = asked.pool.clients[asked.parameters["ClientId"]]
        client["LogoutURLs"] = ["https://planted.acme-home.example/out"]
        client["AccessTokenValidity"] = 7

    with otherwise("UpdateUserPoolClient", beside):
        answer = run("rehearse", "--yes", "--json", "--probe", *PAIR)
    assert OPERATIONS["UpdateUserPoolClient"] is before
    document = answer.json
    assert answer.code == 3
    assert document["schema"] == 1
    found_otherwise = [other for write in document["writes"] for other in write["otherwise"]]
    assert {"member": "LogoutURLs", "predicted": None, "found": "a list of 1"} in found_otherwise
    said = json.dumps(document)
    made = [name for name in practice.sent if name]
    assert made
    found = sorted(
        value
        for value in planted | everything(practice) | {"planted.acme", "Somebody", str(home)}
        if value in said
    )
    assert found == []


# Words that stand in the account and are AWS's, the guide's or this program's as well.
EVERYBODYS = frozenset({"Google", "SignInWithApple", "COGNITO", "ALL"})


def everything(practice: InProcess) -> set[str]:
    """Every text of the account that tells it from another one."""
    account = practice.aws.account
    found: set[str] = {account.id, account.caller.access_key, account.caller.arn}
    for pool in account.pools.values():
        found |= {pool.id, pool.document["Name"]}
        for value in (pool.clients, pool.providers, pool.document.get("EmailConfiguration", {})):
            found |= set(texts(value))
        found |= {domain["Domain"] for domain in pool.domains}
    model = {"ENABLED", "DEVELOPER", "code", "Google", "OIDC", "GET", "true"}
    return {
        value
        for value in found - EVERYBODYS - model
        if len(value) > 5
        and any(mark in value for mark in ("acme", "0123", "_", "-", "/", "GitHub", "@"))
        and not value.startswith(("ALLOW_", "aws."))
        and value not in {"email_verified", "phone_number"}
    }


def texts(value: Any) -> Iterator[str]:
    if isinstance(value, dict):
        for key, item in value.items():
            yield str(key)
            yield from texts(item)
    elif isinstance(value, list):
        for item in value:
            yield from texts(item)
    elif isinstance(value, str):
        yield value

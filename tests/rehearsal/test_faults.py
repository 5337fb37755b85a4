"""Whatever AWS does wrong: the rehearsal ends with a word, and nothing is left that is not said."""

from copy import deepcopy
from typing import Any

import pytest

from migration.changes import delivery, reads_around_write
from migration.errors import PoolwalkError
from migration.rehearsal.copy_names import STEM
from migration.walk import unfinished_writes
from tests.by_night import NIGHT, every
from tests.rehearsal.conftest import Rehearsing
from tests.rehearsal.test_interruption import nobody_waits

WRITES = (
    "CreateUserPool",
    "CreateUserPoolDomain",
    "CreateUserPoolClient",
    "CreateIdentityProvider",
    "SetUICustomization",
    "UpdateUserPool",
    "UpdateUserPoolClient",
    "DeleteIdentityProvider",
    "DeleteUserPoolDomain",
    "DeleteUserPool",
)
# What AWS is asked again after, so that it changes nothing in the end.
PASSING: dict[str, dict[str, Any]] = {
    "throttling": {"kind": "throttling", "count": 1},
    "a failure of its own": {"kind": "server_error", "count": 1},
    "a line cut before": {"kind": "cut", "count": 1},
    "a line cut after": {"kind": "cut", "after": True, "count": 1},
    "an answer that comes late": {"kind": "latency", "seconds": 0.01, "count": 1},
    "silence, and a line that closes": {"kind": "hang", "seconds": 0.01, "count": 1},
    "an answer that breaks off": {"kind": "answer", "keep": 5, "count": 1},
    "another update under way": {
        "kind": "error",
        "code": "ConcurrentModificationException",
        "message": "Only one request at a time.",
        "count": 1,
    },
}
REFUSING: dict[str, dict[str, Any]] = {
    "no permission": {"kind": "access_denied"},
    "a login that is over": {"kind": "expired_token"},
    "a refusal": {"kind": "error", "code": "InvalidParameterException", "message": "No."},
    "a failure that stays": {"kind": "server_error"},
    "silence that stays": {"kind": "hang", "seconds": 0.01},
    "answers that break off": {"kind": "answer", "keep": 5},
    "an answer without its members": {"kind": "answer", "body": "{}"},
    "an answer that is none": {"kind": "answer", "body": "<html>", "content_type": "text/html"},
}


@pytest.fixture(autouse=True)
def _nobody_waits(monkeypatch: pytest.MonkeyPatch) -> None:
    nobody_waits(monkeypatch)
    monkeypatch.setattr(reads_around_write, "SETTLING", ())
    monkeypatch.setattr(delivery, "PAUSES", (0.0,) * 4)
    monkeypatch.setattr(delivery, "PROVIDER_SETTLES", 0.0)
    # for which a write waits after one of which nobody knows whether it can still arrive
    monkeypatch.setattr(unfinished_writes, "YOUNG", 0.0)


def left_of(deployment: Rehearsing) -> list[str]:
    return [name for name in deployment.practice.names if name.startswith(STEM)]


def mixed(first: int) -> list[str]:
    """Names of what passes, one for each write: all of them, beginning with another each time."""
    names = list(PASSING)
    return [names[(first + place) % len(names)] for place in range(len(WRITES))]


# By night each at every write; by day all of them in each rehearsal, at one or two writes each.
DAYS = {f"each at another write, {first}": mixed(first) for first in (0, 3)}
NIGHTS = {name: [name] * len(WRITES) for name in PASSING}


@pytest.mark.parametrize(
    "names",
    [*DAYS.values(), *(NIGHTS.values() if NIGHT else ())],
    ids=[*DAYS, *(NIGHTS if NIGHT else ())],
)
def test_what_passes_costs_nothing_but_time(deployment: Rehearsing, names: list[str]) -> None:
    production = deepcopy(dict(deployment.practice.pools))
    for operation, name in zip(WRITES, names, strict=True):
        deployment.practice.fault(operation=operation, **PASSING[name])
    result = deployment.run()
    assert [write for write in result.writes if not write.as_predicted] == []
    assert result.left == ()
    assert dict(deployment.practice.pools) == production


# By day each refusal at one of them, and each of them with two refusals. That a copy may not be
# taken away is among them: nothing else leaves something to tell.
REFUSED = ("CreateUserPool", "CreateUserPoolClient", "UpdateUserPoolClient", "DeleteUserPool")
REFUSALS = [
    (operation, name)
    for place, name in enumerate(REFUSING)
    for operation in every(len(REFUSED), REFUSED, place + 3)
]


@pytest.mark.parametrize(("operation", "name"), REFUSALS)
def test_what_stays_is_said_and_goes_by_cleaning(
    deployment: Rehearsing, name: str, operation: str
) -> None:
    production = deepcopy(dict(deployment.practice.pools))
    deployment.practice.fault(operation=operation, **REFUSING[name])
    said = ""
    try:
        result = deployment.run()
        said = " ".join(result.left)
        assert result.left or result.otherwise or result.incomplete
    except PoolwalkError as error:
        said = str(error)
        assert "\n" not in said
    if left_of(deployment):
        assert "left alone" in said or "--clean" in said
        deployment.practice.aws.faults.clear()
        assert deployment.clean() == ()
    assert dict(deployment.practice.pools) == production


def test_somebody_who_changes_a_copy_while_it_is_walked_is_no_mistake(
    deployment: Rehearsing,
) -> None:
    """It comes out as something otherwise than predicted, or as a stale write: never as lost."""
    practice = deployment.practice

    def meddle(operation: str) -> None:
        if operation == "UpdateUserPool":
            for name, id_ in practice.names.items():
                if name.startswith(STEM) and name.endswith("-new"):
                    practice.change(pool=id_, set={"EmailConfiguration.From": "Somebody"})

    practice.passing = meddle
    result = deployment.run()
    assert result.otherwise
    assert result.left == ()


@pytest.mark.parametrize("kind", ["access_denied", "expired_token"])
@pytest.mark.parametrize("skip", [0, 1])
def test_a_write_of_the_walk_that_whoever_is_logged_in_may_not_make_ends_it(
    deployment: Rehearsing, kind: str, skip: int
) -> None:
    """It is no way in which AWS does otherwise than predicted; forward and on the way back."""
    production = deepcopy(dict(deployment.practice.pools))
    deployment.practice.fault(kind=kind, operation="UpdateUserPool", skip=skip)
    with pytest.raises(PoolwalkError) as ended:
        deployment.run()
    said = str(ended.value)
    assert "\n" not in said
    assert "Everything that the rehearsal made was taken away" in said
    assert dict(deployment.practice.pools) == production
    assert deployment.walkthrough.state.record.rehearsed is None

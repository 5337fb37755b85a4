"""What the connection of a rehearsal may send, and what makes a pool a copy, without AWS."""

from datetime import UTC, datetime
from types import SimpleNamespace
from typing import Any

import pytest

from migration.errors import AccessRefused, AwsRefused, NotImplementedByServer, OutOfBounds
from migration.rehearsal import guard
from migration.rehearsal.copy_names import TAG
from migration.rehearsal.guard import FRESH, Bounds, Guard
from migration.rehearsal.register import Registered

COGNITO = "cognito-idp"
ID = "0123456789"
COPY, OLD, NEW = "r_Copy", "r_Old", "r_New"
NAME = f"poolwalk-rehearsal-{ID}-old"
NOW = datetime(2026, 11, 22, tzinfo=UTC)


class Clock:
    seconds = 100.0

    def uptime(self) -> float:
        """Those included that the machine slept."""
        return self.seconds


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> Clock:
    made = Clock()
    monkeypatch.setattr(guard, "boot_clock", made)
    return made


@pytest.fixture
def bounds(clock: Clock) -> Bounds:
    made = Bounds(frozenset({OLD, NEW}))
    made.allow(COPY)
    return made


def may(bounds: Bounds, pool: str, operation: str = "UpdateUserPool", of: str = COGNITO) -> bool:
    return bounds(of, operation, {"UserPoolId": pool}) == ""


def test_only_a_pool_that_was_allowed_is_written_to(bounds: Bounds) -> None:
    assert may(bounds, COPY)
    assert may(bounds, COPY, "DeleteUserPool")
    assert not may(bounds, OLD)
    assert not may(bounds, "r_Other")
    assert not may(bounds, COPY, of="cloudformation")
    assert bounds(COGNITO, "UpdateUserPool", {}) != ""
    said = bounds(COGNITO, "UpdateUserPool", {"UserPoolId": OLD})
    assert said.startswith(
        "UpdateUserPool was not sent: a rehearsal writes to its own copies alone"
    )


def test_production_is_never_allowed_and_others_stay_allowed_beside(bounds: Bounds) -> None:
    bounds.allow(NEW)
    bounds.allow("r_Second")
    assert (may(bounds, NEW), may(bounds, COPY), may(bounds, "r_Second")) == (False, True, True)
    bounds.forbid("r_Second")
    bounds.forbid("r_Never")
    assert (may(bounds, COPY), may(bounds, "r_Second")) == (True, False)


def test_only_pools_of_expected_names_are_made(bounds: Bounds) -> None:
    def made(name: str, service: str = COGNITO) -> bool:
        return bounds(service, "CreateUserPool", {"PoolName": name}) == ""

    assert not made("a")
    bounds.expect(frozenset({"a"}))
    bounds.expect(frozenset({"b"}))
    assert (made("a"), made("b"), made("c")) == (True, True, False)
    assert not made("a", "cloudformation")
    assert bounds(COGNITO, "CreateUserPool", {"UserPoolId": COPY}) != ""
    assert bounds(COGNITO, "UpdateUserPool", {"PoolName": "a"}) != ""


def test_what_was_seen_of_a_pool_holds_for_two_seconds(bounds: Bounds, clock: Clock) -> None:
    looks: list[str] = []

    def look(pool: str) -> str:
        looks.append(pool)
        return ""

    bounds.look = look
    assert may(bounds, COPY)
    clock.seconds += FRESH - 0.01
    assert may(bounds, COPY)
    assert looks == [COPY]
    clock.seconds += 0.01
    assert may(bounds, COPY)
    assert looks == [COPY, COPY], "at just two seconds it is looked at again"
    bounds.forbid(COPY)
    bounds.allow(COPY)
    assert may(bounds, COPY)
    assert len(looks) == 3, "and again once it was forbidden"


def test_it_is_looked_at_however_little_the_machines_clock_has_run(
    bounds: Bounds, clock: Clock
) -> None:
    clock.seconds = 0.0
    bounds.look = lambda _: "somebody is in it"
    assert bounds(COGNITO, "UpdateUserPool", {"UserPoolId": COPY}) == (
        f"The copy {COPY} is written to no longer, and left as it is: somebody is in it."
    )
    bounds.look = lambda _: ""
    assert may(bounds, COPY), "a refusal is not kept"


# --- what is a copy -------------------------------------------------------------------------------
REGISTERED = Registered(ID, "1", "us-east-1", "", "r_WasOld", "r_WasNew", NOW)


class Asked:
    """A guard whose pool, register and users are as the test says."""

    def __init__(self, patch: pytest.MonkeyPatch) -> None:
        self.pool: dict[str, Any] = {"Name": NAME, "UserPoolTags": {TAG: ID}}
        self.registered = {ID: REGISTERED}
        self.users: bool | Exception = False
        self.here = SimpleNamespace(
            account="1",
            region="us-east-1",
            endpoint="",
            old_pool=SimpleNamespace(id=OLD),
            new_pool=SimpleNamespace(id=NEW),
        )
        self.connection = object()
        patch.setattr("migration.aws.reads.describe_pool", self.described)
        patch.setattr(guard, "has_users", self.has_users)

    def described(self, connection: object, pool_id: str) -> dict[str, Any]:
        assert connection is self.connection
        assert pool_id.startswith("r_")
        return self.pool

    def has_users(self, connection: object, pool_id: str) -> bool:
        assert connection is self.connection
        assert pool_id == COPY
        if isinstance(self.users, Exception):
            raise self.users
        return self.users

    @property
    def guard(self) -> Guard:
        register = SimpleNamespace(find=self.registered.get)
        return Guard(self.connection, register, self.here)  # type: ignore[arg-type]

    def why_not(self, pool_id: str = COPY, *, users: bool = True) -> str:
        return self.guard.why_not(pool_id, users=users)


@pytest.fixture
def asked(monkeypatch: pytest.MonkeyPatch) -> Asked:
    return Asked(monkeypatch)


def test_a_copy_is_one_by_its_tag_its_name_and_its_rehearsal(asked: Asked) -> None:
    assert asked.why_not() == ""
    asked.pool["Name"] = f"poolwalk-rehearsal-{ID}-new"
    assert asked.why_not() == ""


@pytest.mark.parametrize("pool_id", [OLD, NEW, "r_WasOld", "r_WasNew"])
def test_a_pool_of_production_is_none_whatever_it_is_called(asked: Asked, pool_id: str) -> None:
    assert asked.why_not(pool_id) == "it is one of the deployment's own pools"


@pytest.mark.parametrize("tags", [None, {}, {TAG: ""}, {"other": ID}])
def test_without_the_tag_it_is_none(asked: Asked, tags: dict[str, str] | None) -> None:
    asked.registered[""] = REGISTERED
    asked.pool["UserPoolTags"] = tags
    assert asked.why_not() == f"it lacks the tag {TAG}"


def test_one_of_no_rehearsal_that_is_known_here_is_none(asked: Asked) -> None:
    asked.registered.clear()
    assert asked.why_not() == f"its tag {TAG} names no rehearsal that this machine knows"


@pytest.mark.parametrize("member", ["account", "region", "endpoint"])
def test_one_of_a_rehearsal_elsewhere_is_none(asked: Asked, member: str) -> None:
    setattr(asked.here, member, "other")
    said = f"its tag {TAG} names a rehearsal of another account, region or endpoint"
    assert asked.why_not() == said


@pytest.mark.parametrize("name", ["", "mine", f"{NAME}er", None])
def test_one_with_another_name_is_none(asked: Asked, name: str | None) -> None:
    asked.pool["Name"] = name
    if name is None:
        del asked.pool["Name"]
    assert asked.why_not() == "its name is not the rehearsal's"


def test_whoever_is_in_it_keeps_it(asked: Asked) -> None:
    asked.users = True
    assert asked.why_not() == "there are users in it"
    assert asked.why_not(users=False) == ""
    asked.users = False
    asked.pool["EstimatedNumberOfUsers"] = 1
    assert asked.why_not(users=False) == "there are users in it"


def test_where_users_cannot_be_listed_aws_s_count_of_none_is_enough(asked: Asked) -> None:
    asked.users = NotImplementedByServer("It does not know ListUsers.")
    unknown = "it is not known whether there are users in it. It does not know ListUsers"
    assert asked.why_not() == unknown
    asked.pool["EstimatedNumberOfUsers"] = 0
    assert asked.why_not() == ""


@pytest.mark.parametrize("kind", [AccessRefused, AwsRefused])
def test_where_users_may_not_be_listed_no_count_is_enough(
    asked: Asked, kind: type[Exception]
) -> None:
    asked.users = kind("No.")
    asked.pool["EstimatedNumberOfUsers"] = 0
    assert asked.why_not() == "it is not known whether there are users in it. No"


def test_before_a_change_it_must_be_a_copy_and_nobody_is_looked_for(asked: Asked) -> None:
    asked.users = AssertionError("not asked")
    asked.guard.must_be_a_copy(COPY)
    asked.registered.clear()
    with pytest.raises(
        OutOfBounds, match=f"The copy {COPY} is written to no longer.*machine knows"
    ):
        asked.guard.must_be_a_copy(COPY)

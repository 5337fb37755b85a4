"""Only what is a rehearsal's own is ever changed or deleted; all else is left alone, and named."""

from collections.abc import Callable, Mapping
from copy import deepcopy
from dataclasses import replace
from typing import Any

import pytest

from migration.errors import OutOfBounds, PoolwalkError
from migration.pools.reading import Role
from migration.rehearsal import guard
from migration.rehearsal.copy_names import STEM, TAG, copy_name
from migration.rehearsal.register import Register, Registered
from sandbox.cognito.pools import new_pool
from tests.practice_aws import NEW_POOL, OLD_POOL
from tests.rehearsal.conftest import NOW, Rehearsing

OTHER = "0123456789"


@pytest.fixture
def kept(deployment: Rehearsing) -> Registered:
    """A rehearsal whose copies still stand."""
    register = Register(deployment.folder)
    rehearsal = register.begin(deployment.walkthrough.state.online(), NOW)
    for role in Role:
        pool_id = f"us-east-1_Copy{role}"
        add_pool(deployment, named(copy_name(rehearsal.id, role), {TAG: rehearsal.id}), pool_id)
        rehearsal = register.made(register.ask_for(rehearsal, role, NOW), role, pool_id)
    return register.keep_until(rehearsal, NOW)


def named(name: str, tags: dict[str, str], **members: Any) -> dict[str, Any]:
    return {"Name": name, "UserPoolTags": tags, **members}


def add_pool(deployment: Rehearsing, document: dict[str, Any], pool_id: str) -> None:
    """A pool that somebody else made."""
    account = deployment.practice.aws.account
    account.pools[pool_id] = new_pool(account, pool_id, document, 0.0)


Make = Callable[[str], dict[str, Any]]
STRANGERS: Mapping[str, tuple[Make, str]] = {
    "the name alone": (lambda id_: named(copy_name(id_, Role.OLD), {}), "lacks the tag"),
    "a name of no rehearsal's": (lambda _: named(f"{STEM}mine", {}), "lacks the tag"),
    "a tag of another id": (
        lambda id_: named(copy_name(id_, Role.OLD), {TAG: OTHER}),
        "names no rehearsal",
    ),
    "the tag, and another's name": (
        lambda id_: named(f"{STEM}of-somebody", {TAG: id_}),
        "its name is not the rehearsal's",
    ),
    "all of it, and users": (
        lambda id_: named(copy_name(id_, Role.OLD), {TAG: id_}, EstimatedNumberOfUsers=3),
        "there are users in it",
    ),
}


@pytest.mark.parametrize("case", STRANGERS)
def test_a_pool_that_is_not_wholly_the_rehearsals_is_left_alone_and_named(
    deployment: Rehearsing, kept: Registered, case: str
) -> None:
    make, why = STRANGERS[case]
    add_pool(deployment, make(kept.id), "us-east-1_Stranger9")
    before = deployment.practice.pools["us-east-1_Stranger9"].document.copy()
    left = deployment.clean()
    assert deployment.practice.pools["us-east-1_Stranger9"].document == before
    (said,) = [sentence for sentence in left if "us-east-1_Stranger9" in sentence]
    assert why in said
    assert not [
        call
        for call in deployment.practice.aws.calls.as_documents()
        if call["pool"] == "us-east-1_Stranger9"
        and call["operation"].startswith(("Delete", "Update", "Set", "Create"))
    ]
    stayed = set(deployment.practice.names.values()) - {"us-east-1_Stranger9"}
    assert not stayed & {copy.pool_id for copy in kept.copies.values()}


def copy_of(deployment: Rehearsing, kept: Registered) -> str:
    return kept.copies[Role.OLD].pool_id


def test_a_copy_whose_tag_was_taken_off_is_left_alone(
    deployment: Rehearsing, kept: Registered
) -> None:
    copy = copy_of(deployment, kept)
    deployment.practice.change(pool=copy, set={"UserPoolTags": {}})
    (said,) = deployment.clean()
    assert copy in said
    assert "lacks the tag" in said
    assert copy in deployment.practice.pools
    assert Register(deployment.folder).left() == (kept,)


def test_a_copy_in_which_somebody_signed_up_is_left_alone(
    deployment: Rehearsing, kept: Registered
) -> None:
    copy = copy_of(deployment, kept)
    deployment.practice.change(pool=copy, user="somebody")
    (said,) = deployment.clean()
    assert "there are users in it" in said
    assert copy in deployment.practice.pools


def test_a_copy_that_was_protected_is_left_alone_in_awss_words(
    deployment: Rehearsing, kept: Registered
) -> None:
    copy = copy_of(deployment, kept)
    deployment.practice.change(pool=copy, set={"DeletionProtection": "ACTIVE"})
    (said,) = deployment.clean()
    assert "deletion protection" in said
    assert copy in deployment.practice.pools


@pytest.mark.parametrize("pool", [OLD_POOL, NEW_POOL])
def test_a_configured_pool_is_left_alone_whatever_it_bears(
    deployment: Rehearsing, kept: Registered, pool: str
) -> None:
    """Even with the name, the tag, nobody in it, and its id in the record."""
    register = Register(deployment.folder)
    register.made(register.ask_for(kept, Role.OLD, NOW), Role.OLD, pool)
    name = copy_name(kept.id, Role.OLD)
    deployment.practice.change(
        pool=pool,
        set={
            "Name": name,
            "UserPoolTags": {TAG: kept.id},
            "EstimatedNumberOfUsers": 0,
            "DeletionProtection": "INACTIVE",
        },
    )
    left = deployment.clean()
    assert pool in deployment.practice.pools
    assert any("the deployment's own pools" in sentence for sentence in left)
    assert not [
        call
        for call in deployment.practice.aws.calls.as_documents()
        if call["pool"] == pool and call["operation"].startswith(("Delete", "Update"))
    ]


def test_a_tag_that_goes_while_it_runs_ends_it(deployment: Rehearsing) -> None:
    """Nothing more is written, and the copy is left to whoever took the tag off."""
    practice = deployment.practice

    def take_off(operation: str) -> None:
        if operation == "CreateIdentityProvider" and len(practice.calls(operation)) > 3:
            for name, id_ in practice.names.items():
                if name.startswith(STEM) and name.endswith("-new"):
                    practice.change(pool=id_, set={"UserPoolTags": {}})

    practice.passing = take_off
    with pytest.raises(OutOfBounds, match="lacks the tag") as ended:
        deployment.run()
    assert "left alone" in str(ended.value)
    assert [name for name in practice.names if name.startswith(STEM) and name.endswith("-new")]
    assert not [name for name in practice.names if name.endswith("-old") and name.startswith(STEM)]


def test_a_rehearsal_of_another_account_is_cleaned_from_there(
    deployment: Rehearsing, kept: Registered
) -> None:
    practice = deployment.practice
    register = Register(deployment.folder)
    register.keep_until(replace(kept, account="999999999999"), NOW)
    (said, *_) = deployment.clean()
    assert "999999999999" in said
    assert copy_of(deployment, kept) in practice.pools


def test_a_record_that_cannot_be_read_lets_nothing_be_deleted(
    deployment: Rehearsing, kept: Registered
) -> None:
    file = Register(deployment.folder).folder_of(kept.id) / "rehearsal.json"
    file.write_text("{")
    left = deployment.clean()
    assert len(left) == 2
    assert all("names no rehearsal" in sentence for sentence in left)
    assert copy_of(deployment, kept) in deployment.practice.pools


@pytest.mark.parametrize(
    "fault",
    [
        {"kind": "access_denied"},
        {"kind": "error", "code": "InvalidParameterException", "message": "No."},
    ],
    ids=["no permission", "a refusal"],
)
def test_a_copy_whose_users_nobody_may_count_is_left_alone_and_named(
    deployment: Rehearsing, kept: Registered, fault: dict[str, Any]
) -> None:
    deployment.practice.fault(operation="ListUsers", **fault)
    left = deployment.clean()
    assert len(left) == 2
    for copy in kept.copies.values():
        (said,) = [sentence for sentence in left if copy.pool_id in sentence]
        assert "not known whether there are users" in said
        assert copy.pool_id in deployment.practice.pools
    assert Register(deployment.folder).left() == (kept,)


@pytest.mark.parametrize(
    "fault",
    [
        {"operation": "ListUsers", "body": "{}"},
        {"operation": "DescribeUserPool", "set": {"UserPool.Id": "us-east-1_Another1"}},
    ],
    ids=["users that the answer does not tell", "an answer about another pool"],
)
def test_an_answer_that_does_not_tell_of_the_copy_lets_nothing_be_deleted(
    deployment: Rehearsing, kept: Registered, fault: dict[str, Any]
) -> None:
    deployment.practice.fault(kind="answer", **fault)
    with pytest.raises(PoolwalkError, match=copy_of(deployment, kept)):
        deployment.clean()
    assert {copy.pool_id for copy in kept.copies.values()} <= set(deployment.practice.pools)
    assert not deployment.practice.calls("DeleteUserPool")


def test_a_pool_that_aws_names_in_place_of_the_copy_is_never_written_to(
    deployment: Rehearsing,
) -> None:
    foreign = "us-east-1_Foreign01"
    add_pool(deployment, named("somebody-elses", {}), foreign)
    before = deepcopy(deployment.practice.pools[foreign])
    answer = {"UserPool.Id": foreign}
    deployment.practice.fault(kind="answer", operation="CreateUserPool", set=answer, count=1)
    with pytest.raises(OutOfBounds, match="lacks the tag") as ended:
        deployment.run()
    assert foreign in str(ended.value)
    assert deployment.practice.pools[foreign] == before
    assert not [name for name in deployment.practice.names if name.startswith(STEM)]


@pytest.mark.broken_requests
@pytest.mark.parametrize("operation", ["CreateUserPoolClient", "CreateManagedLoginBranding"])
def test_a_tag_that_goes_while_it_is_made_or_asked_ends_it_too(
    deployment: Rehearsing, operation: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The first is sent while the copies are made, the second when beliefs are asked for."""
    monkeypatch.setattr(guard, "FRESH", 0.0)
    practice = deployment.practice
    untagged: list[str] = []

    def take_off(sent: str) -> None:
        if sent == operation and not untagged:
            for name, id_ in practice.names.items():
                if name.startswith(STEM):
                    practice.change(pool=id_, set={"UserPoolTags": {}})
                    untagged.append(id_)

    practice.passing = take_off
    with pytest.raises(OutOfBounds, match="lacks the tag"):
        deployment.run(probe=True)
    assert untagged
    assert set(untagged) <= set(practice.pools), "they are left to whoever took the tag off"
    (last, *_) = [
        call["operation"]
        for call in reversed(practice.aws.calls.as_documents())
        if call["operation"].startswith(("Create", "Update", "Set", "Delete"))
    ]
    assert last == operation

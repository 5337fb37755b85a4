"""What differs between a snapshot and now.

Exact paths, no secret, and no difference that is none.
"""

import json
from copy import deepcopy
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from migration.errors import BadInput
from migration.snapshot.difference import DifferenceKind, compare_snapshots
from migration.snapshot.document import SECRET
from migration.walkthrough import Walkthrough
from tests.practice_aws import PracticeAws
from tests.walkthroughs import NEW_MAIN

names = st.sampled_from(["pool", "Policies", "CallbackURLs", "x/y"])
values = st.recursive(
    st.one_of(st.booleans(), st.integers(-2, 2), st.text(min_size=1, max_size=3), st.just(SECRET)),
    lambda inner: st.one_of(
        st.lists(st.text(min_size=1, max_size=2), unique=True, max_size=3),
        st.dictionaries(names, inner, max_size=3),
    ),
    max_leaves=6,
)
pools = st.dictionaries(names, values, max_size=4)


def snapshot(old: dict[str, Any], new: dict[str, Any] | None = None) -> dict[str, Any]:
    return {"made_at": "then", "old": old, "new": new or {}}


@given(pools, pools)
def test_a_snapshot_does_not_differ_from_itself(old: dict[str, Any], new: dict[str, Any]) -> None:
    assert (
        compare_snapshots(snapshot(old, new), json.loads(json.dumps(snapshot(old, new)))).changes
        == ()
    )


@given(pools, names, st.integers(100, 200))
def test_one_member_more_is_one_change_at_its_path(
    pool: dict[str, Any], name: str, value: int
) -> None:
    changed = deepcopy(pool)
    changed["Added next year"] = {name: value}
    (change,) = compare_snapshots(snapshot({}, pool), snapshot({}, changed)).changes
    assert (change.kind, change.was, change.now) == (DifferenceKind.ADDED, None, value)
    assert change.path == f"new/Added%20next%20year/{name.replace('/', '%2F')}"
    (back,) = compare_snapshots(snapshot({}, changed), snapshot({}, pool)).changes
    assert (back.kind, back.path) == (DifferenceKind.REMOVED, change.path)


def test_what_differs_in_an_addresss_query_is_told_without_it() -> None:
    was, now = (
        {"provider": {"ProviderDetails": {"token_url": f"https://gh.example/token?key={key}"}}}
        for key in ("first-s3cr3t", "second-s3cr3t")
    )
    (change,) = compare_snapshots(snapshot(was), snapshot(now)).changes
    assert change.path == "old/provider/ProviderDetails/token_url"
    shown = "https://gh.example/token?…"
    assert (change.was, change.now) == (shown, f"{shown} (another where … stands)")


def test_dates_of_change_and_numbers_of_users_are_no_difference() -> None:
    then = snapshot({"pool": {"EstimatedNumberOfUsers": 1, "LastModifiedDate": "a", "Name": "n"}})
    now = snapshot({"pool": {"EstimatedNumberOfUsers": 2, "LastModifiedDate": "b", "Name": "n"}})
    assert compare_snapshots(then, now).changes == ()


def test_a_secret_is_not_compared_and_one_that_came_is_told() -> None:
    then = snapshot({"a": {"ClientSecret": SECRET}, "b": {}})
    now = snapshot({"a": {"ClientSecret": SECRET}, "b": {"ClientSecret": SECRET}})
    found = compare_snapshots(then, now)
    assert [(member.path, member.reason) for member in found.not_compared] == [
        ("old/a/ClientSecret", "a secret, which snapshots leave out")
    ]
    assert [(change.path, change.kind) for change in found.changes] == [
        ("old/b/ClientSecret", DifferenceKind.ADDED)
    ]


@pytest.mark.parametrize("turned", [False, True])
def test_what_was_not_read_is_not_compared_and_says_when_and_why(*, turned: bool) -> None:
    unread, there = (
        snapshot({"groups": {"unread": {"operation": "x", "reason": "refused"}}}),
        snapshot({"groups": {"a": {"b": 1}}}),
    )
    found = compare_snapshots(there, unread) if turned else compare_snapshots(unread, there)
    assert found.changes == ()
    assert [member.reason for member in found.not_compared] == [
        f"not read {'now' if turned else 'in the snapshot'}: refused"
    ]


def test_each_change_of_both_pools_is_found_by_its_path(
    walkthrough: Walkthrough, practice_aws: PracticeAws
) -> None:
    file = walkthrough.snapshots.take()
    practice_aws.change(
        pool="new",
        client=NEW_MAIN,
        set={"CallbackURLs": ["rainmaker://com.espressif.rainmaker/success", "a://b"]},
    )
    practice_aws.change(
        pool="old", set={"Policies.PasswordPolicy.MinimumLength": 12}, unset=["UserPoolTags.stage"]
    )
    walkthrough.reader.read()
    found = walkthrough.snapshots.changes_since(file)
    assert {(change.path, change.kind, change.was, change.now) for change in found.changes} == {
        ("old/pool/UserPoolTags/stage", DifferenceKind.REMOVED, "production", None),
        ("old/pool/Policies/PasswordPolicy/MinimumLength", DifferenceKind.CHANGED, 8, 12),
        (
            "new/app_clients/5newuserpoolclient6acme7ho/CallbackURLs/acmehome-beta%3A%2F%2Fcom.acme.home.beta%2Fsuccess",
            DifferenceKind.REMOVED,
            "acmehome-beta://com.acme.home.beta/success",
            None,
        ),
        (
            "new/app_clients/5newuserpoolclient6acme7ho/CallbackURLs/a%3A%2F%2Fb",
            DifferenceKind.ADDED,
            None,
            "a://b",
        ),
    }
    assert {member.path.rpartition("/")[2] for member in found.not_compared} == {
        "ClientSecret",
        "client_secret",
    }


def test_a_snapshot_of_other_pools_is_refused(walkthrough: Walkthrough) -> None:
    file: Path = walkthrough.snapshots.take()
    document = json.loads(file.read_text())
    document["deployment"]["new_pool"]["id"] = "us-east-1_Other"
    file.write_text(json.dumps(document))
    with pytest.raises(BadInput, match="its new pool is us-east-1_Other"):
        walkthrough.snapshots.changes_since(file)

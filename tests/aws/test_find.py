"""Which two pools: by exact name over all pages, or by id."""

from __future__ import annotations

import pytest

from migration.aws.connection import Connection
from migration.errors import AccessRefused, BadInput, PoolNotFound
from migration.pools.pool_search import find_pools
from migration.pools.reading import PoolRef
from tests.practice_aws import NEW_POOL, OLD_POOL, PracticeAws

OLD_NAME, NEW_NAME = "rainmaker-user-pool", "rainmaker-user-email-mobile-pool"
BOTH = (PoolRef(OLD_POOL, OLD_NAME), PoolRef(NEW_POOL, NEW_NAME))


def make_pool(practice_aws: PracticeAws, *names: str) -> list[str]:
    client = practice_aws.client("cognito-idp")
    return [client.create_user_pool(PoolName=name)["UserPool"]["Id"] for name in names]


def test_both_names_are_looked_up_in_one_listing(
    practice_aws: PracticeAws, connection: Connection
) -> None:
    assert find_pools(connection, OLD_NAME, NEW_NAME) == BOTH
    assert [call["operation"] for call in practice_aws.calls()] == ["ListUserPools"]


def test_ids_need_no_listing(practice_aws: PracticeAws, connection: Connection) -> None:
    practice_aws.faults({"kind": "access_denied", "operation": "ListUserPools"})
    assert find_pools(connection, OLD_POOL, NEW_POOL) == BOTH
    assert practice_aws.calls("ListUserPools") == []


def test_a_name_and_an_id_go_together(connection: Connection) -> None:
    assert find_pools(connection, OLD_POOL, NEW_NAME) == BOTH
    assert find_pools(connection, OLD_NAME, NEW_POOL) == BOTH


def test_a_pool_on_a_later_page_is_found(practice_aws: PracticeAws, connection: Connection) -> None:
    make_pool(practice_aws, *(f"other-{number:03}" for number in range(65)))
    (last,) = make_pool(practice_aws, "zzz-the-last")
    assert find_pools(connection, OLD_NAME, "zzz-the-last")[1] == PoolRef(last, "zzz-the-last")
    assert len(practice_aws.calls("ListUserPools")) > 1


def test_a_name_that_no_pool_has_lists_the_nearest_first(connection: Connection) -> None:
    with pytest.raises(PoolNotFound) as missing:
        find_pools(connection, "rainmaker-user-pol", NEW_NAME)
    sentence = str(missing.value)
    assert "No pool in us-east-1 is named “rainmaker-user-pol”, as" in sentence
    assert "--old-pool ID" in sentence
    assert f"There are {OLD_NAME} ({OLD_POOL})" in sentence


def test_a_name_with_a_space_at_its_end_is_not_said_to_be_none(connection: Connection) -> None:
    with pytest.raises(PoolNotFound, match="with a space before or behind it"):
        find_pools(connection, f"{OLD_NAME} ", NEW_NAME)


def test_the_candidates_are_bounded(practice_aws: PracticeAws, connection: Connection) -> None:
    make_pool(practice_aws, *(f"other-{number:02}" for number in range(20)))
    with pytest.raises(PoolNotFound, match=r"and 16 more\.$"):
        find_pools(connection, OLD_NAME, "nothing-like-it")


def test_two_pools_of_one_name_are_listed_with_their_ids(
    practice_aws: PracticeAws, connection: Connection
) -> None:
    (twin,) = make_pool(practice_aws, NEW_NAME)
    with pytest.raises(PoolNotFound) as ambiguous:
        find_pools(connection, OLD_NAME, NEW_NAME)
    assert "--new-pool ID" in str(ambiguous.value)
    assert NEW_POOL in str(ambiguous.value)
    assert twin in str(ambiguous.value)


def test_a_name_is_exact(connection: Connection) -> None:
    with pytest.raises(PoolNotFound):
        find_pools(connection, "RainMaker-User-Pool", NEW_NAME)


def test_one_pool_cannot_be_both(connection: Connection) -> None:
    with pytest.raises(BadInput, match="are the same one"):
        find_pools(connection, OLD_NAME, OLD_POOL)


def test_an_id_that_is_not_there_is_not_found(connection: Connection) -> None:
    with pytest.raises(PoolNotFound, match="no user pool us-east-1_Nothing"):
        find_pools(connection, OLD_NAME, "us-east-1_Nothing")


def test_an_id_of_another_region_names_the_region(connection: Connection) -> None:
    with pytest.raises(BadInput, match="--region eu-west-1"):
        find_pools(connection, "eu-west-1_abcDEF123", NEW_NAME)


def test_an_account_without_pools_asks_for_another_region(
    practice_aws: PracticeAws, connection: Connection
) -> None:
    client = practice_aws.client("cognito-idp")
    for pool in client.list_user_pools(MaxResults=60)["UserPools"]:
        client.update_user_pool(UserPoolId=pool["Id"], DeletionProtection="INACTIVE")
        domain = client.describe_user_pool(UserPoolId=pool["Id"])["UserPool"].get("Domain")
        if domain:
            client.delete_user_pool_domain(UserPoolId=pool["Id"], Domain=domain)
        client.delete_user_pool(UserPoolId=pool["Id"])
    with pytest.raises(PoolNotFound, match=r"no user pool in us-east-1: .*--region REGION"):
        find_pools(connection, OLD_NAME, NEW_NAME)


def test_who_may_not_list_can_give_ids(practice_aws: PracticeAws, connection: Connection) -> None:
    practice_aws.faults({"kind": "access_denied", "operation": "ListUserPools"})
    with pytest.raises(AccessRefused, match=r"cognito-idp:ListUserPools.*--old-pool ID"):
        find_pools(connection, OLD_NAME, NEW_NAME)


def test_a_hostile_pool_name_is_text(practice_aws: PracticeAws, connection: Connection) -> None:
    with pytest.raises(PoolNotFound) as missing:
        find_pools(connection, "evil\x1b]0;title\x07\u202ename", NEW_NAME)
    assert "\x1b" not in str(missing.value)
    assert "\u202e" not in str(missing.value)


@pytest.mark.parametrize(
    ("old", "new"),
    [
        (NEW_NAME, OLD_NAME),
        (NEW_POOL, OLD_POOL),
        (NEW_NAME, "acme-web-shop"),
        ("acme-web-shop", OLD_POOL),
    ],
)
def test_pools_the_wrong_way_round_are_refused(connection: Connection, old: str, new: str) -> None:
    """Everybody's sign-in would be written over by what the new pool does not have yet."""
    with pytest.raises(
        BadInput, match=f"wrong way round: RainMaker's old pool is called {OLD_NAME}"
    ):
        find_pools(connection, old, new)

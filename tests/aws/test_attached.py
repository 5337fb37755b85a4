"""What else is attached to the pools is read after everything else, each part failing alone."""

import threading
from typing import Any

import pytest

from migration.aws.connection import Connection
from migration.deployment.attached import read_attached
from migration.deployment.both_pools import read_deployment
from migration.deployment.whole_reading import Reading
from migration.errors import Cancelled
from migration.guide.carried_settings import READ_LAST
from migration.pools.reading import Deployment, Pending, PoolRef, Role, Unread
from tests.practice_aws import NEW_POOL, OLD_POOL, PracticeAws

PARTS = {"resource_servers", "groups", "risk", "log_delivery", "client_looks", "client_styles"}
OLD_ACTION, NEW_ACTION = "3oldgoogleaction4acme5home", "7newgoogleaction8acme9home"
PAIRS = [("1olduserpoolclient2acme3ho", "5newuserpoolclient6acme7ho"), (OLD_ACTION, NEW_ACTION)]


def read(
    connection: Connection, pairs: list[tuple[str, str]] | None = None
) -> tuple[Reading, list[tuple[Role, str, Any]]]:
    """The main reading first, then what is attached, which alone is told."""
    deployment = Deployment(
        "1", connection.region, "", "arn", PoolRef(OLD_POOL, "old"), PoolRef(NEW_POOL, "new")
    )
    reading, arrivals = Reading(), []

    def arrived(role: Role | None, part: str, value: object) -> None:
        nonlocal reading
        if role:
            reading = reading.with_part(role, part, value)
            arrivals.append((role, part, value))

    read_deployment(connection, deployment, arrived, threading.Event())
    arrivals.clear()
    read_attached(
        connection,
        deployment,
        reading,
        PAIRS if pairs is None else pairs,
        arrived,
        threading.Event(),
    )
    return reading, arrivals


def test_every_attached_part_of_both_pools_arrives_once(connection: Connection) -> None:
    reading, arrivals = read(connection)
    assert sorted((role, part) for role, part, _ in arrivals) == sorted(
        (role, part) for role in Role for part in PARTS
    )
    assert not [value for _, _, value in arrivals if isinstance(value, Unread | Pending)]
    assert isinstance(reading.old.groups, tuple)
    assert [group["GroupName"] for group in reading.old.groups] == ["installers"]
    assert reading.old.client_styles is None


def test_what_the_steps_know_to_be_read_last_is_what_arrives(connection: Connection) -> None:
    """The skill's linking comes from Amazon, behind all of these."""
    came: set[str] = set()
    read_attached(
        connection,
        Deployment(
            "1", connection.region, "", "arn", PoolRef(OLD_POOL, "old"), PoolRef(NEW_POOL, "new")
        ),
        Reading(),
        PAIRS,
        lambda _role, part, _value: came.add(part),
        threading.Event(),
    )
    assert came | {"alexa_linking"} == READ_LAST


def test_a_look_is_a_clients_only_where_it_is_its_own(connection: Connection) -> None:
    reading, _ = read(connection)
    assert isinstance(reading.old.client_looks, dict)
    look = reading.old.client_looks[OLD_ACTION]
    assert look is not None
    assert not isinstance(look, Unread)
    assert look["ImageUrl"].endswith("authorise-google.jpg")
    assert reading.old.client_looks[PAIRS[0][0]] is None  # answered with the look for all
    assert reading.new.client_looks == {NEW_ACTION: None, PAIRS[0][1]: None}


def test_only_paired_clients_are_asked_for(
    practice_aws: PracticeAws, connection: Connection
) -> None:
    practice_aws.forget_calls()
    read(connection, [(OLD_ACTION, NEW_ACTION)])
    asked = [
        call["parameters"].get("ClientId")
        for call in practice_aws.calls("GetUICustomization", pool=OLD_POOL)
    ]
    assert asked == [None, OLD_ACTION]


def test_it_begins_when_the_main_reading_has_ended(
    practice_aws: PracticeAws, connection: Connection
) -> None:
    practice_aws.forget_calls()
    read(connection)
    last_main = max(call["ended"] for call in practice_aws.calls("DescribeUserPoolClient"))
    assert all(call["began"] >= last_main for call in practice_aws.calls("ListGroups"))


@pytest.mark.parametrize(
    ("operation", "part"),
    [
        ("ListGroups", "groups"),
        ("DescribeRiskConfiguration", "risk"),
        ("GetLogDeliveryConfiguration", "log_delivery"),
    ],
)
def test_a_refused_part_is_unread_and_takes_no_other_with_it(
    practice_aws: PracticeAws, connection: Connection, operation: str, part: str
) -> None:
    practice_aws.faults({"kind": "access_denied", "operation": operation, "pool": NEW_POOL})
    _, arrivals = read(connection)
    (refused,) = [
        (role, name, value) for role, name, value in arrivals if isinstance(value, Unread)
    ]
    assert refused[:2] == (Role.NEW, part)
    assert (refused[2].operation, refused[2].pool) == (operation, Role.NEW)


def test_no_risk_configuration_is_nothing_there(
    practice_aws: PracticeAws, connection: Connection
) -> None:
    missing = {
        "kind": "error",
        "operation": "DescribeRiskConfiguration",
        "status": 400,
        "message": "none",
    }
    practice_aws.faults({**missing, "code": "ResourceNotFoundException"})
    assert read(connection)[0].old.risk == {}


def test_a_look_that_is_refused_for_all_is_not_asked_for_again(
    practice_aws: PracticeAws, connection: Connection
) -> None:
    practice_aws.faults(
        {"kind": "access_denied", "operation": "GetUICustomization", "pool": OLD_POOL}
    )
    practice_aws.forget_calls()
    reading, _ = read(connection)
    assert isinstance(reading.old.client_looks, Unread)
    assert len(practice_aws.calls("GetUICustomization", pool=OLD_POOL)) == 1


def test_styles_are_read_where_both_pools_run_managed_login(
    practice_aws: PracticeAws, connection: Connection
) -> None:
    cognito = practice_aws.client("cognito-idp")
    practice_aws.change(pool="old", domain={"prefix": "acme-login", "ManagedLoginVersion": 2})
    practice_aws.change(pool="new", domain={"prefix": "acme-new", "ManagedLoginVersion": 2})
    cognito.create_managed_login_branding(
        UserPoolId=OLD_POOL, ClientId=OLD_ACTION, UseCognitoProvidedValues=True
    )
    reading, _ = read(connection)
    assert isinstance(reading.old.client_styles, dict)
    style = reading.old.client_styles[OLD_ACTION]
    assert style is not None
    assert not isinstance(style, Unread)
    assert style["UseCognitoProvidedValues"] is True
    assert reading.new.client_styles == {NEW_ACTION: None, PAIRS[0][1]: None}


def test_stopping_ends_it(practice_aws: PracticeAws, connection: Connection) -> None:
    cancelled = threading.Event()
    cancelled.set()
    deployment = Deployment(
        "1", connection.region, "", "arn", PoolRef(OLD_POOL, "old"), PoolRef(NEW_POOL, "new")
    )
    with pytest.raises(Cancelled):
        read_attached(connection, deployment, Reading(), PAIRS, lambda *_: None, cancelled)

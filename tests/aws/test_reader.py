"""Both pools, part by part, each failing alone."""

from __future__ import annotations

import threading
import time
from collections.abc import Iterator
from typing import Any

import pytest

from migration.aws.connection import Connection, connect
from migration.aws.pacing import CALLS_PER_WINDOW
from migration.deployment.both_pools import read_deployment
from migration.deployment.whole_reading import Reading
from migration.errors import AccessRefused, AwsUnreachable, Cancelled
from migration.pools.documents import AppClient, Domain, IdentityProvider, Pool, SkillsStack
from migration.pools.reading import Deployment, Pending, PoolRef, Role, UICustomization, Unread
from migration.pools.skills_stack_search import find_skills_stack, regions
from migration.secret import Secret
from tests.practice_aws import NEW_POOL, OLD_POOL, SKILLS_STACK, PracticeAws

PARTS = {"pool", "mfa", "domain", "providers", "clients", "ui_customization"}


def deployment(connection: Connection, old: str = OLD_POOL, new: str = NEW_POOL) -> Deployment:
    return Deployment(
        "123456789012",
        connection.region,
        connection.endpoint,
        "arn",
        PoolRef(old, "old"),
        PoolRef(new, "new"),
    )


def read(
    connection: Connection, **pools: str
) -> tuple[Reading, list[tuple[Role | None, str, object]]]:
    arrivals: list[tuple[Role | None, str, object]] = []
    read_deployment(
        connection,
        deployment(connection, **pools),
        lambda *arrival: arrivals.append(arrival),
        threading.Event(),
    )
    reading = Reading()
    for role, part, value in arrivals:
        reading = reading.with_part(role, part, value)
    return reading, arrivals


def test_every_part_of_both_pools_arrives_once(connection: Connection) -> None:
    reading, arrivals = read(connection)
    expected: set[tuple[Role | None, str]] = {(role, part) for role in Role for part in PARTS}
    expected |= {(None, "skills_stack"), (Role.NEW, "branding"), (Role.NEW, "resource_scopes")}
    assert {(role, part) for role, part, _ in arrivals} == expected
    assert len(arrivals) == len(expected)
    assert not [value for _, _, value in arrivals if isinstance(value, Unread | Pending)]
    assert isinstance(reading.old.pool, Pool)
    assert isinstance(reading.old.domain, Domain)
    assert reading.new.domain is None
    assert isinstance(reading.old.ui_customization, UICustomization)
    assert reading.old.ui_customization.document["CSS"].startswith(".banner")


def test_clients_and_providers_keep_their_order_and_their_secrets_masked(
    practice_aws: PracticeAws, connection: Connection
) -> None:
    reading, _ = read(connection)
    listed = practice_aws.client("cognito-idp").list_user_pool_clients(
        UserPoolId=OLD_POOL, MaxResults=60
    )["UserPoolClients"]
    assert isinstance(reading.old.clients, tuple)
    assert [client.id for client in reading.old.clients] == [item["ClientId"] for item in listed]
    assert isinstance(reading.old.providers, tuple)
    google = next(provider for provider in reading.old.providers if provider.name == "Google")
    assert isinstance(google, IdentityProvider)
    assert isinstance(google.details["client_secret"], Secret)
    assert "GOCSPX" not in repr(reading)


def test_the_stack_that_owns_the_voice_assistants_clients_is_found(connection: Connection) -> None:
    stack = read(connection)[0].skills_stack
    assert isinstance(stack, SkillsStack)
    assert (stack.name, stack.region) == (SKILLS_STACK, "us-east-1")
    reading, _ = read(connection)
    assert isinstance(reading.new.clients, tuple)
    owned = {
        client.name
        for client in reading.new.clients
        if isinstance(client, AppClient) and client.id in stack.client_ids
    }
    assert owned == {"esp-rainmaker-alexa-skill", "esp-rainmaker-google-action"}


FIRST_CALLS = {
    "DescribeUserPool": "pool",
    "GetUserPoolMfaConfig": "mfa",
    "ListIdentityProviders": "providers",
    "ListUserPoolClients": "clients",
    "GetUICustomization": "ui_customization",
    "ListResourceServers": "resource_scopes",
}


@pytest.mark.parametrize(("operation", "part"), FIRST_CALLS.items())
def test_a_refused_call_is_unread_and_takes_no_other_part_with_it(
    practice_aws: PracticeAws, connection: Connection, operation: str, part: str
) -> None:
    practice_aws.faults({"kind": "access_denied", "operation": operation, "pool": NEW_POOL})
    reading, arrivals = read(connection)
    unread = getattr(reading.new, part)
    assert isinstance(unread, Unread)
    assert (unread.operation, unread.pool) == (operation, Role.NEW)
    assert f"cognito-idp:{operation}" in unread.reason
    lost = {(Role.NEW, part)} | ({(Role.NEW, "domain")} if part == "pool" else set())
    assert {(role, name) for role, name, value in arrivals if isinstance(value, Unread)} == lost


def test_one_refused_client_stands_in_its_place_as_unread(
    practice_aws: PracticeAws, connection: Connection
) -> None:
    practice_aws.faults(
        {
            "kind": "access_denied",
            "operation": "DescribeUserPoolClient",
            "pool": OLD_POOL,
            "count": 1,
        }
    )
    clients = read(connection)[0].old.clients
    assert isinstance(clients, tuple)
    (unread,) = [client for client in clients if isinstance(client, Unread)]
    assert unread.operation == "DescribeUserPoolClient"
    assert unread.name
    assert unread.id
    assert len(clients) == 4


def test_when_everything_is_refused_every_part_says_so(
    practice_aws: PracticeAws, connection: Connection
) -> None:
    practice_aws.faults({"kind": "access_denied"})
    _, arrivals = read(connection)
    values = {(role, part): value for role, part, value in arrivals}
    # nothing is known of a domain that would need it
    assert values.pop((Role.NEW, "branding")) is None
    assert all(isinstance(value, Unread) for value in values.values())
    assert len(values) == 2 * len(PARTS) + 2


def test_a_provider_that_was_removed_after_the_listing_is_unread(
    practice_aws: PracticeAws, connection: Connection
) -> None:
    gone = {
        "kind": "error",
        "operation": "DescribeIdentityProvider",
        "count": 1,
        "status": 400,
        "message": "no",
    }
    practice_aws.faults({**gone, "code": "ResourceNotFoundException"})
    providers = read(connection)[0].old.providers
    assert isinstance(providers, tuple)
    (unread,) = [provider for provider in providers if isinstance(provider, Unread)]
    assert "removed since" in unread.reason


def test_a_pool_that_was_deleted_while_the_app_is_open_is_unread(connection: Connection) -> None:
    reading, _ = read(connection, new="us-east-1_Deleted00")
    assert isinstance(reading.new.pool, Unread)
    assert "not there any more" in reading.new.pool.reason
    assert isinstance(reading.new.clients, Unread)
    assert isinstance(reading.old.pool, Pool)


def test_throttling_by_others_is_waited_out(
    practice_aws: PracticeAws, connection: Connection
) -> None:
    practice_aws.faults({"kind": "throttling", "operation": "DescribeUserPoolClient", "count": 5})
    _, arrivals = read(connection)
    assert not [value for _, _, value in arrivals if isinstance(value, Unread)]


def test_a_domain_that_is_said_to_be_another_pools_is_not_this_ones(
    monkeypatch: pytest.MonkeyPatch, connection: Connection
) -> None:
    named = {"Domain": "acme-login", "UserPoolId": "us-east-1_Other01", "Status": "ACTIVE"}
    monkeypatch.setattr("migration.aws.reads.describe_domain", lambda *_: named)
    domain = read(connection)[0].old.domain
    assert isinstance(domain, Unread)
    assert "another pool, us-east-1_Other01" in domain.reason


def test_branding_is_asked_for_only_where_a_domain_runs_managed_login(
    practice_aws: PracticeAws, connection: Connection
) -> None:
    assert read(connection)[0].new.branding is None
    assert practice_aws.calls("DescribeManagedLoginBrandingByClient") == []
    client = practice_aws.client("cognito-idp")
    client.create_user_pool_domain(
        UserPoolId=NEW_POOL, Domain="acme-new-login", ManagedLoginVersion=2
    )
    reading, _ = read(connection)
    assert isinstance(reading.new.clients, tuple)
    assert reading.new.branding == dict.fromkeys(
        [client.id for client in reading.new.clients], False
    )


def test_branding_that_is_refused_for_one_client_is_unread(
    practice_aws: PracticeAws, connection: Connection
) -> None:
    client = practice_aws.client("cognito-idp")
    client.create_user_pool_domain(
        UserPoolId=NEW_POOL, Domain="acme-new-login", ManagedLoginVersion=2
    )
    practice_aws.faults(
        {"kind": "access_denied", "operation": "DescribeManagedLoginBrandingByClient", "count": 1}
    )
    assert isinstance(read(connection)[0].new.branding, Unread)


def test_a_long_list_tells_how_far_it_is_and_comes_whole(
    practice_aws: PracticeAws, connection: Connection
) -> None:
    practice_aws.populate(OLD_POOL, 96)
    _, arrivals = read(connection)
    told = [value for role, part, value in arrivals if (role, part) == (Role.OLD, "clients")]
    assert [type(value) for value in told] == [Pending] * 25 + [tuple]
    assert Pending("DescribeUserPoolClient, 40 of 100") in told
    assert isinstance(told[-1], tuple)
    assert len(told[-1]) == 100
    assert len(practice_aws.calls("ListUserPoolClients", pool=OLD_POOL)) == 2


@pytest.mark.in_real_time
def test_reading_keeps_the_pace(practice_aws: PracticeAws, no_pauses: list[float]) -> None:
    connection = real_time(practice_aws)
    practice_aws.populate(NEW_POOL, 5)
    practice_aws.faults({"kind": "throttling", "rate": 5})
    # Counted where calls begin: how long each then takes to reach the server is the machine's
    # affair.
    began: list[float] = []

    def note(request: Any, event_name: str, **_: Any) -> None:
        if event_name.endswith("DescribeUserPoolClient") and NEW_POOL.encode() in request.body:
            began.append(time.monotonic())

    connection.cognito.meta.events.register_last("before-send", note)
    _, arrivals = read(connection)
    assert not [value for _, _, value in arrivals if isinstance(value, Unread)]
    assert no_pauses == []  # nothing was refused, so nothing was tried again
    assert len(began) == 9
    assert all(
        later - earlier > 1 for earlier, later in zip(began, began[CALLS_PER_WINDOW:], strict=False)
    )


def real_time(practice_aws: PracticeAws) -> Connection:
    return connect(
        region=practice_aws.region,
        endpoint_url=practice_aws.endpoint,
        credentials=(practice_aws.access_key, practice_aws.secret_key),
    )


def test_stopping_does_not_wait_for_a_server_that_hangs(practice_aws: PracticeAws) -> None:
    practice_aws.faults({"kind": "hang", "operation": "DescribeUserPoolClient"})
    connection = real_time(practice_aws)
    cancelled = threading.Event()
    arrivals: list[str] = []

    def stop() -> None:
        practice_aws.wait_for_call("DescribeUserPoolClient")
        cancelled.set()

    stopping = threading.Thread(target=stop)
    stopping.start()
    with pytest.raises(Cancelled):
        read_deployment(
            connection,
            deployment(connection),
            lambda _role, part, _value: arrivals.append(part),
            cancelled,
        )
    stopping.join()
    hung = practice_aws.calls("DescribeUserPoolClient")
    assert not any(call["ended"] for call in hung)
    before = list(arrivals)
    practice_aws.faults()  # lets the hung calls go: what they bring is not handed in any more
    for thread in [thread for thread in threading.enumerate() if thread.name == "aws"]:
        thread.join(60)
    assert arrivals == before


def test_a_mistake_in_whoever_listens_is_not_swallowed(connection: Connection) -> None:
    def arrived(*_: object) -> None:
        raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        read_deployment(connection, deployment(connection), arrived, threading.Event())


# --- the skills stack -----------------------------------------------------------------------------


def test_without_such_a_stack_there_is_none(
    practice_aws: PracticeAws, connection: Connection
) -> None:
    practice_aws.faults(
        {
            "kind": "error",
            "operation": "DescribeStacks",
            "code": "ValidationError",
            "message": "Stack with id x does not exist",
            "status": 400,
        }
    )
    assert find_skills_stack(connection, threading.Event()) is None


def test_a_stack_that_may_not_be_looked_for_is_unread(
    practice_aws: PracticeAws, connection: Connection
) -> None:
    practice_aws.faults({"kind": "access_denied", "service": "cloudformation"})
    stack = read(connection)[0].skills_stack
    assert isinstance(stack, Unread)
    assert "cloudformation:DescribeStacks" in stack.reason


def test_the_stack_is_looked_for_where_the_guide_opens_it_and_where_the_deployment_is() -> None:
    assert regions("us-east-1") == ("us-east-1",)
    assert regions("eu-west-1") == ("us-east-1", "eu-west-1")
    # another partition cannot reach us-east-1
    assert regions("us-gov-west-1") == ("us-gov-west-1",)


def resource(kind: str, id_: str, status: str = "CREATE_COMPLETE") -> dict[str, str]:
    return {"ResourceType": kind, "PhysicalResourceId": id_, "ResourceStatus": status}


def test_clients_of_nested_stacks_and_custom_resources_are_owned_too(
    monkeypatch: pytest.MonkeyPatch, connection: Connection
) -> None:
    made = {
        SKILLS_STACK: [
            resource("AWS::Cognito::UserPoolClient", "client"),
            resource("AWS::Cognito::UserPoolClient", "removed", "DELETE_COMPLETE"),
            resource("AWS::Lambda::Function", "function"),
            resource("Custom::UserPoolClient", "custom"),
            resource("AWS::CloudFormation::Stack", "nested"),
        ],
        "nested": [resource("AWS::Cognito::UserPoolClient", "inner")],
    }
    monkeypatch.setattr(
        "migration.pools.skills_stack_search.list_stack_resources",
        lambda _connection, _region, name: made[name],
    )
    stack = find_skills_stack(connection, threading.Event())
    assert stack is not None
    assert stack.client_ids == {"client", "custom", "inner"}


def test_a_parameter_that_names_one_of_systems_manager_is_read_as_both(
    monkeypatch: pytest.MonkeyPatch, connection: Connection
) -> None:
    held = {"ParameterKey": "Names", "ParameterValue": "/acme/names", "ResolvedValue": "COGNITO"}
    plain = {"ParameterKey": "Plain", "ParameterValue": "a"}
    monkeypatch.setattr(
        "migration.pools.skills_stack_search.describe_stack",
        lambda *_: {"Parameters": [held, plain]},
    )
    monkeypatch.setattr("migration.pools.skills_stack_search.list_stack_resources", lambda *_: [])
    stack = find_skills_stack(connection, threading.Event())
    assert stack is not None
    assert stack.parameters == {"Names": "/acme/names", "Plain": "a"}
    assert stack.resolved == {"Names": "COGNITO"}


def test_of_two_such_stacks_the_one_that_owns_clients_is_named(
    monkeypatch: pytest.MonkeyPatch, connection: Connection
) -> None:
    made = {
        "ESP-RainMaker-3p-CognitoClients": [resource("AWS::Cognito::UserPoolClient", "client")],
        SKILLS_STACK: [],
    }
    monkeypatch.setattr(
        "migration.pools.skills_stack_search.describe_stack",
        lambda *_: {"StackStatus": "CREATE_COMPLETE"},
    )
    monkeypatch.setattr(
        "migration.pools.skills_stack_search.list_stack_resources",
        lambda _connection, _region, name: made[name],
    )
    stack = find_skills_stack(connection, threading.Event())
    assert stack is not None
    assert (stack.name, stack.region) == ("ESP-RainMaker-3p-CognitoClients", "us-east-1")
    assert stack.client_ids == {"client"}
    assert stack.others == (f"{SKILLS_STACK} in us-east-1",)


def test_stacks_that_hold_each_other_end(
    monkeypatch: pytest.MonkeyPatch, connection: Connection
) -> None:
    monkeypatch.setattr(
        "migration.pools.skills_stack_search.list_stack_resources",
        lambda *_: [resource("AWS::CloudFormation::Stack", "itself")],
    )
    with pytest.raises(AwsUnreachable, match="without an end"):
        find_skills_stack(connection, threading.Event())


def test_a_place_that_was_refused_is_not_forgotten_for_a_stack_that_was_seen(
    monkeypatch: pytest.MonkeyPatch, connection: Connection
) -> None:
    def look(_connection: Connection, _region: str, name: str) -> dict[str, str] | None:
        if name == SKILLS_STACK:
            return {"StackStatus": "CREATE_COMPLETE", "StackId": "arn"}
        raise AccessRefused("not allowed there")

    monkeypatch.setattr("migration.pools.skills_stack_search.describe_stack", look)
    monkeypatch.setattr("migration.pools.skills_stack_search.list_stack_resources", lambda *_: [])
    stack = find_skills_stack(connection, threading.Event())
    assert stack is not None
    assert stack.refused == "not allowed there"


# --- a server by other people ---------------------------------------------------------------------


@pytest.fixture(scope="module")
def moto() -> Iterator[Any]:
    """moto's server, which shares none of our beliefs about AWS."""
    from moto.server import ThreadedMotoServer

    server = ThreadedMotoServer("127.0.0.1", port=0, verbose=False)
    server.start()
    host, port = server.get_host_and_port()
    connection = connect(
        region="eu-west-1", endpoint_url=f"http://{host}:{port}", credentials=("testing", "testing")
    )
    yield connection
    server.stop()


@pytest.mark.process
def test_against_motos_server_what_it_lacks_is_unread_and_all_else_is_read(
    moto: Connection, no_pauses: list[float]
) -> None:
    ids = [
        moto.cognito.create_user_pool(PoolName=name)["UserPool"]["Id"] for name in ("old", "new")
    ]
    moto.cognito.create_user_pool_client(UserPoolId=ids[0], ClientName="main", GenerateSecret=True)
    moto.cognito.create_user_pool_domain(UserPoolId=ids[0], Domain="acme-login")
    reading, arrivals = read(moto, old=ids[0], new=ids[1])
    assert {
        (part, value.operation) for _, part, value in arrivals if isinstance(value, Unread)
    } == {("ui_customization", "GetUICustomization")}
    assert isinstance(reading.new.ui_customization, Unread)
    assert "does not know GetUICustomization" in reading.new.ui_customization.reason
    assert isinstance(reading.old.domain, Domain)
    assert reading.skills_stack is None
    assert isinstance(reading.old.clients, tuple)
    assert no_pauses == []  # asking again would not have helped

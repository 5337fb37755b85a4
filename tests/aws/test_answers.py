"""Empty is not unread: an answer that is none of the service's is told as that, by every call."""

from __future__ import annotations

import ast
import gzip
import tracemalloc
from collections.abc import Callable
from datetime import UTC, datetime
from io import BytesIO
from itertools import repeat
from pathlib import Path
from secrets import token_hex
from threading import Event
from types import SimpleNamespace
from typing import Any

import pytest
from botocore.parsers import ResponseParser
from botocore.session import Session
from urllib3.response import HTTPResponse

from migration.aws import account, identity, reads, stack_reads, writes
from migration.aws.answer_form import mistake_in
from migration.aws.answers import LARGEST, BoundedSession, UnfinishedAnswer
from migration.aws.connection import Connection, connect
from migration.aws.metrics import get_metric_data
from migration.checks.hosts import Hosts
from migration.deployment.both_pools import read_deployment
from migration.errors import AwsUnreachable, PoolwalkError
from migration.pools.documents import Domain
from migration.pools.pool_search import find_pools
from migration.pools.reading import Deployment, PoolRef, Role, Unread
from migration.stacks.listing import read_exports
from tests.practice_aws import NEW_POOL, OLD_POOL, SKILLS_STACK, PracticeAws
from tests.recordings import FOLDER

REGION = "us-east-1"
NOW = datetime(2026, 11, 26, tzinfo=UTC)


def a_client(at: Connection) -> object:
    return reads.describe_client(at, OLD_POOL, reads.list_clients(at, OLD_POOL)[0]["ClientId"])


IN_JSON: dict[str, Callable[[Connection], object]] = {
    "ListUserPools": reads.list_pools,
    "DescribeUserPool": lambda at: reads.describe_pool(at, OLD_POOL),
    "GetUserPoolMfaConfig": lambda at: reads.get_mfa_config(at, OLD_POOL),
    "DescribeUserPoolDomain": lambda at: reads.describe_domain(at, "acme-home"),
    "ListIdentityProviders": lambda at: reads.list_providers(at, OLD_POOL),
    "DescribeIdentityProvider": lambda at: reads.describe_provider(at, OLD_POOL, "Google"),
    "ListUserPoolClients": lambda at: reads.list_clients(at, OLD_POOL),
    "DescribeUserPoolClient": a_client,
    "ListResourceServers": lambda at: reads.list_resource_servers(at, OLD_POOL),
    "ListGroups": lambda at: reads.list_groups(at, OLD_POOL),
    "DescribeRiskConfiguration": lambda at: reads.describe_risk_configuration(at, OLD_POOL),
    "GetLogDeliveryConfiguration": lambda at: reads.get_log_configurations(at, OLD_POOL),
    "GetUICustomization": lambda at: reads.get_ui_customization(at, OLD_POOL),
    "GetAccount": lambda at: account.get_mail_account(at, REGION),
}
IN_XML: dict[str, Callable[[Connection], object]] = {
    "DescribeStacks": lambda at: stack_reads.describe_stack(at, REGION, SKILLS_STACK),
    "ListStacks": lambda at: stack_reads.list_stacks(at, REGION),
    "ListExports": lambda at: stack_reads.list_exports(at, REGION),
    "ListStackResources": lambda at: stack_reads.list_stack_resources(at, REGION, SKILLS_STACK),
    "GetCallerIdentity": identity.caller_identity,
    "GetSMSSandboxAccountStatus": lambda at: account.is_in_sms_sandbox(at, REGION),
    "GetSMSAttributes": lambda at: account.sms_spend_limit(at, REGION),
    "GetRole": lambda at: account.role_arn(at, "acme-administrator"),
}
PAGE = "<!DOCTYPE html><html><body>Please log in to the hotel's network</body></html>"
FORMS: dict[str, dict[str, Any]] = {
    "a page": {"body": PAGE, "content_type": "text/html"},
    "a page that says it is JSON": {"body": PAGE, "content_type": "application/x-amz-json-1.1"},
    "a page that says it is XML": {"body": PAGE, "content_type": "text/xml"},
    "nothing": {"body": ""},
    "spaces": {"body": "  \n"},
    "null": {"body": "null"},
    "a list": {"body": "[]"},
    "a list of objects": {"body": '[{"UserPools": []}]'},
    "a text": {"body": '"ok"'},
    "a number": {"body": "1"},
    "true": {"body": "true"},
    "an empty object": {"body": "{}"},
    "an object of others": {"body": '{"status": "ok"}'},
    "half an object": {"body": '{"UserPools": [{"Id": '},
    "nested deep": {"body": "[" * 100_000},
    "objects nested deep": {"body": '{"a":' * 100_000},
    "two objects": {"body": "{}{}"},
    "not a number": {"body": '{"a": NaN}'},
    "bytes of another encoding": {"body": "\udcff\udcfe\udc80"},
    "an empty element": {"body": "<a/>"},
    "an error where a yes is": {"body": "<ErrorResponse><Error/></ErrorResponse>"},
    "entities": {"body": '<!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>'},
    "cut in the middle": {"keep": 20},
    "nothing of what was promised": {"keep": 0},
    "all but the last byte": {"keep": -1},
}


def strike(aws: PracticeAws, operation: str, **fault: Any) -> None:
    aws.faults({"kind": "answer", "operation": operation, **fault})


def unread(read: Callable[[Connection], object], connection: Connection) -> str:
    """Why it could not be read; or what it was read as, where it was."""
    try:
        return f"read as {read(connection)!r}"
    except AwsUnreachable as error:
        return str(error)
    except PoolwalkError as error:
        return f"{type(error)}"


@pytest.mark.parametrize("operation", [*IN_JSON, *IN_XML])
def test_no_form_of_a_foreign_answer_passes_for_empty_or_for_a_mistake(
    practice_aws: PracticeAws, connection: Connection, operation: str
) -> None:
    read = {**IN_JSON, **IN_XML}[operation]
    read(connection)  # as AWS answers it, it is read
    for name, fault in FORMS.items():
        strike(practice_aws, operation, **fault)
        assert operation in unread(read, connection), name
        practice_aws.faults()


@pytest.mark.parametrize("operation", ["DescribeUserPool", "DescribeStacks"])
def test_an_answer_is_read_once(
    practice_aws: PracticeAws,
    connection: Connection,
    monkeypatch: pytest.MonkeyPatch,
    operation: str,
) -> None:
    # which makes an answer that nobody has looked at before
    practice_aws.change(pool="old", set={"EmailVerificationSubject": token_hex(8)})
    came: list[object] = []
    parse = ResponseParser.parse

    def counted(self: Any, *given: Any) -> Any:
        came.append(given)
        return parse(self, *given)

    monkeypatch.setattr(ResponseParser, "parse", counted)
    {**IN_JSON, **IN_XML}[operation](connection)
    assert len(came) == len(practice_aws.calls(operation)) == 1


NESTED: dict[str, Any] = {}
for _ in range(600):
    NESTED = {"a": NESTED}
RARER = {
    "cognito-idp": (
        "CreateUserPool",
        "CreateUserPoolClient",
        "DescribeManagedLoginBrandingByClient",
        "ListUsers",
    ),
    "cloudformation": ("DescribeChangeSet", "DescribeStackEvents", "CreateChangeSet"),
    "cloudwatch": ("GetMetricData",),
    "dynamodb": ("CreateTable", "DescribeTable", "Query", "UpdateContinuousBackups"),
    "iam": ("SimulatePrincipalPolicy",),
}


def said_of(service: str, operation: str, form: dict[str, Any]) -> str:
    """What is found wrong with an answer of this form, without a server."""
    model = Session().get_service_model(service).operation_model(operation)
    headers = {"Content-Type": form["content_type"]} if "content_type" in form else {}
    body = form["body"].encode("utf-8", "surrogateescape")
    return mistake_in(model, {"status_code": 200, "headers": headers, "body": body})


@pytest.mark.parametrize(
    ("service", "operation"),
    [(service, name) for service, names in RARER.items() for name in names],
)
def test_the_rarer_operations_take_no_foreign_answer_either(service: str, operation: str) -> None:
    for name, form in FORMS.items():
        if "body" in form:
            assert said_of(service, operation, form), name


# API Gateway may leave its list out, CloudFormation's XML has the operation's name on top, and to
# PutItem an empty object is DynamoDB's own yes.
EMPTY_WHERE_LEFT_OUT = frozenset(
    {"PutItem", "GetApis", "GetAuthorizers", "GetRestApis", "ListImports"}
)


def test_every_question_to_aws_is_held_against_foreign_answers() -> None:
    held = {
        *IN_JSON,
        *IN_XML,
        *EMPTY_WHERE_LEFT_OUT,
        *(of for all_of in RARER.values() for of in all_of),
    }
    asked = {
        str(node.args[0].value)
        for file in Path(reads.__file__).parents[1].rglob("*.py")
        for node in ast.walk(ast.parse(file.read_text()))
        if isinstance(node, ast.Call)
        and isinstance(node.func, ast.Attribute)
        and node.func.attr == "asking"
        and isinstance(node.args[0], ast.Constant)
    }
    assert asked
    assert asked <= held


# What has no member that must be there cannot be told from an object of others.
ANY_OBJECT = frozenset({"nothing", "spaces", "an empty object", "an object of others"})


@pytest.mark.parametrize("operation", sorted(writes._WRITES))
def test_no_foreign_answer_to_a_write_is_a_yes(operation: str) -> None:
    for name, form in FORMS.items():
        if "body" in form and name not in ANY_OBJECT:
            assert said_of("cognito-idp", operation, form), name


OF_ANOTHER = {"UserPoolId": NEW_POOL}
WRONG: list[tuple[str, dict[str, Any]]] = [
    ("ListUserPools", {"unset": ["UserPools"]}),
    ("ListUserPools", {"set": {"UserPools": None}}),
    ("ListUserPools", {"set": {"UserPools": {}}}),
    ("ListUserPools", {"set": {"UserPools": "none"}}),
    ("ListUserPools", {"set": {"UserPools": [None]}}),
    ("ListUserPools", {"unset": ["UserPools.0.Id"]}),
    ("ListUserPools", {"set": {"UserPools.0.Id": ""}}),
    ("ListUserPools", {"set": {"UserPools.0.Id": 5}}),
    ("ListUserPools", {"set": {"NextToken": ["a"]}}),
    ("DescribeUserPool", {"unset": ["UserPool.Id"]}),
    ("DescribeUserPool", {"set": {"UserPool.Id": NEW_POOL}}),
    ("DescribeUserPool", {"set": {"UserPool.CreationDate": "never"}}),
    ("DescribeUserPool", {"set": {"UserPool.CreationDate": 1e300}}),
    ("DescribeUserPool", {"set": {"UserPool.Policies": []}}),
    ("DescribeUserPool", {"set": {"UserPool.SchemaAttributes": {}}}),
    ("DescribeUserPool", {"set": {"UserPool.UserPoolTags": ["a"]}}),
    ("DescribeUserPool", {"set": {"UserPool.UserPoolTags": {"a": {"b": 1}}}}),
    ("DescribeUserPool", {"set": {"UserPool.EstimatedNumberOfUsers": "many"}}),
    ("DescribeUserPool", {"set": {"UserPool.AdminCreateUserConfig.AllowAdminCreateUserOnly": "n"}}),
    ("GetUserPoolMfaConfig", {"unset": ["MfaConfiguration"]}),
    ("DescribeUserPoolDomain", {"set": {"DomainDescription": None}}),
    ("DescribeUserPoolDomain", {"set": {"DomainDescription.Domain": "another"}}),
    ("ListIdentityProviders", {"unset": ["Providers"]}),
    ("ListIdentityProviders", {"set": {"Providers.0": {}}}),
    ("DescribeIdentityProvider", {"set": {"IdentityProvider.ProviderDetails": ["a"]}}),
    ("DescribeIdentityProvider", {"set": {"IdentityProvider.ProviderName": "Other"}}),
    ("ListUserPoolClients", {"unset": ["UserPoolClients"]}),
    ("DescribeUserPoolClient", {"unset": ["UserPoolClient.ClientId"]}),
    ("DescribeUserPoolClient", {"set": {"UserPoolClient.CallbackURLs": "https://a.example"}}),
    ("DescribeUserPoolClient", {"set": {"UserPoolClient.RefreshTokenValidity": True}}),
    ("ListResourceServers", {"unset": ["ResourceServers"]}),
    # a gateway's copy of what the same question about the other pool was answered with
    ("DescribeIdentityProvider", {"set": {"IdentityProvider.UserPoolId": NEW_POOL}}),
    ("ListUserPoolClients", {"set": {"UserPoolClients.0.UserPoolId": NEW_POOL}}),
    ("DescribeUserPoolClient", {"set": {"UserPoolClient.UserPoolId": NEW_POOL}}),
    ("ListResourceServers", {"set": {"ResourceServers": [OF_ANOTHER | {"Identifier": "a"}]}}),
    ("ListGroups", {"set": {"Groups": [OF_ANOTHER | {"GroupName": "a"}]}}),
    ("GetLogDeliveryConfiguration", {"set": {"LogDeliveryConfiguration.UserPoolId": NEW_POOL}}),
    ("GetUICustomization", {"set": {"UICustomization.UserPoolId": NEW_POOL}}),
    ("GetLogDeliveryConfiguration", {"unset": ["LogDeliveryConfiguration.LogConfigurations"]}),
    ("GetLogDeliveryConfiguration", {"unset": ["LogDeliveryConfiguration.UserPoolId"]}),
    ("DescribeUserPoolClient", {"set": {"UserPoolClient.RefreshTokenValidity": 1e999}}),
    ("DescribeUserPoolClient", {"set": {"UserPoolClient.AnalyticsConfiguration": NESTED}}),
    ("DescribeUserPool", {"set": {"UserPool.Novel": NESTED}}),
    ("DescribeStacks", {"replace": {"<StackId>arn:": "<StackId>x", "/": "_"}}),
    ("DescribeStacks", {"replace": {"StackName>ESP": "StackName>Other", SKILLS_STACK: "Other"}}),
    ("GetUICustomization", {"unset": ["UICustomization"]}),
    ("GetAccount", {"unset": ["SendingEnabled"]}),
    ("DescribeStacks", {"replace": {"StackStatus>": "Status>"}}),
    ("DescribeStacks", {"replace": {"<CreationTime>": "<CreationTime>never "}}),
    ("DescribeStacks", {"replace": {"Stacks>": "Heaps>"}}),
    ("DescribeStacks", {"replace": {"DescribeStacksResult>": "Result>"}}),
    ("ListStacks", {"replace": {"StackSummaries>": "Summaries>"}}),
    ("ListExports", {"replace": {"<Name>": "<Nom>", "</Name>": "</Nom>"}}),
    ("GetCallerIdentity", {"replace": {"Arn>": "Name>"}}),
    ("GetCallerIdentity", {"replace": {"Account>": "A>"}}),
    ("GetRole", {"replace": {"Arn>": "Name>"}}),
]


@pytest.mark.parametrize(("operation", "fault"), WRONG, ids=lambda value: str(value)[:70])
def test_members_that_lack_or_are_of_another_type_are_unread(
    practice_aws: PracticeAws, connection: Connection, operation: str, fault: dict[str, Any]
) -> None:
    strike(practice_aws, operation, **fault)
    with pytest.raises(AwsUnreachable):
        {**IN_JSON, **IN_XML}[operation](connection)


@pytest.mark.parametrize(
    "body",
    [
        b'{"UserPools": [{"Id": "a"}], "UserPools": []}',
        b'{"UserPools": [{"Id": "a", "Id": "b"}]}',
        b'{"UserPools": [{"Id": "a"}], "Novel": [{"a": 1e999}]}',
        b'{"UserPools": [{"Id": "a"}], "Novel": -1e999}',
    ],
)
def test_what_json_leaves_open_is_no_answer(body: bytes) -> None:
    form = {"body": body.decode()}
    assert said_of("cognito-idp", "ListUserPools", form) == "it is no JSON"


@pytest.mark.parametrize("value", [5, "x", [], {"HTTPStatusCode": 500}, {"RetryAttempts": "x"}])
def test_what_botocore_puts_beside_an_answer_comes_from_nobody_else(
    practice_aws: PracticeAws, connection: Connection, value: object
) -> None:
    before = reads.describe_pool(connection, OLD_POOL)
    strike(practice_aws, "DescribeUserPool", set={"ResponseMetadata": value})
    assert reads.describe_pool(connection, OLD_POOL) == before


def test_the_look_of_another_client_is_not_taken_for_none(
    practice_aws: PracticeAws, connection: Connection
) -> None:
    strike(practice_aws, "GetUICustomization", set={"UICustomization.ClientId": "another"})
    with pytest.raises(AwsUnreachable):
        reads.get_ui_customization(connection, OLD_POOL, "1olduserpoolclient2acme3ho")


def test_a_page_is_quoted_without_what_could_harm(
    practice_aws: PracticeAws, connection: Connection
) -> None:
    strike(practice_aws, "ListUserPools", body=f"\x1b]0;x\x07{PAGE}", content_type="text/html")
    with pytest.raises(AwsUnreachable) as found:
        reads.list_pools(connection)
    assert "\x1b" not in str(found.value)
    strike(practice_aws, "ListUserPools", body=PAGE)
    with pytest.raises(AwsUnreachable, match="Please log in"):
        reads.list_pools(connection)


def test_no_pool_of_a_half_answer_is_called_not_there(
    practice_aws: PracticeAws, connection: Connection
) -> None:
    strike(practice_aws, "ListUserPools", body="{}")
    with pytest.raises(AwsUnreachable):
        find_pools(connection, "old", "new")


def test_a_part_of_a_half_answer_is_unread(
    practice_aws: PracticeAws, connection: Connection
) -> None:
    strike(practice_aws, "ListExports", keep=30)
    assert "cannot be read" in getattr(read_exports(connection), "reason", "")


@pytest.mark.parametrize("status", [301, 302, 403, 404, 407, 413, 418, 502, 503, 504])
@pytest.mark.parametrize("operation", ["DescribeUserPool", "DescribeStacks"])
def test_a_gateways_own_page_is_no_refusal_of_aws(
    practice_aws: PracticeAws, connection: Connection, operation: str, status: int
) -> None:
    if status in {404} and operation == "DescribeUserPool":
        pytest.skip("an emulator says by it that it lacks the operation")
    strike(practice_aws, operation, body=PAGE, content_type="text/html", status=status)
    with pytest.raises(AwsUnreachable):
        {**IN_JSON, **IN_XML}[operation](connection)


@pytest.mark.parametrize(
    "body",
    ["null", "[]", '"no"', '{"__type": 5}', '{"__type": ["a"]}', '{"message": {"a": 1}}', "{}"],
)
def test_a_refusal_that_is_none_ends_in_a_sentence(
    practice_aws: PracticeAws, connection: Connection, body: str
) -> None:
    strike(practice_aws, "DescribeUserPool", body=body, status=400)
    with pytest.raises(AwsUnreachable):
        reads.describe_pool(connection, OLD_POOL)


def test_a_read_that_broke_off_once_is_asked_again(
    practice_aws: PracticeAws, connection: Connection
) -> None:
    strike(practice_aws, "DescribeUserPool", keep=20, count=1)
    assert reads.describe_pool(connection, OLD_POOL)["Id"] == OLD_POOL


def test_an_endless_answer_ends(
    practice_aws: PracticeAws, connection: Connection, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("migration.aws.answers.LARGEST", 1_000_000)
    strike(practice_aws, "DescribeUserPool", endless=True)
    with pytest.raises(AwsUnreachable, match="more than 1,000,000 bytes"):
        reads.describe_pool(connection, OLD_POOL)


@pytest.mark.parametrize("layers", [1, 2])
def test_a_small_answer_that_unpacks_to_far_too_much_ends(layers: int) -> None:
    packed, much = bytes(4 * LARGEST), 3 * LARGEST
    for _ in range(layers):
        packed = gzip.compress(packed, 1)
    headers = {"Content-Encoding": ", ".join(["gzip"] * layers)}
    raw = HTTPResponse(BytesIO(packed), headers=headers, preload_content=False)
    answer = SimpleNamespace(raw=raw, headers=raw.headers)
    session = SimpleNamespace(send=lambda _: answer)
    tracemalloc.start()
    try:
        with pytest.raises(UnfinishedAnswer, match=f"more than {LARGEST:,} bytes"):
            BoundedSession(session).send(SimpleNamespace(url="https://elsewhere.example/"))
        assert tracemalloc.get_traced_memory()[1] < much
    finally:
        tracemalloc.stop()


def test_pages_that_are_too_much_together_end(
    practice_aws: PracticeAws, connection: Connection, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("migration.aws.plain_documents.LARGEST_LIST", 100)
    for operation in ("ListUserPoolClients", "ListStackResources"):
        with pytest.raises(AwsUnreachable, match="more than 100 bytes"):
            {**IN_JSON, **IN_XML}[operation](connection)


@pytest.mark.parametrize("read", ["metrics", "permissions"])
def test_every_list_that_never_ends_ends(
    practice_aws: PracticeAws,
    connection: Connection,
    monkeypatch: pytest.MonkeyPatch,
    read: str,
) -> None:
    monkeypatch.setattr("migration.aws.plain_documents.PAGES", 3)
    member = {"metrics": "MetricDataResults", "permissions": "EvaluationResults"}[read]
    pages = SimpleNamespace(paginate=lambda **_: repeat({member: []}))
    client = SimpleNamespace(get_paginator=lambda _: pages)
    monkeypatch.setattr(Connection, "client", lambda *_: client)
    asked: dict[str, Callable[[], object]] = {
        "metrics": lambda: get_metric_data(connection, [{}], NOW, NOW),
        "permissions": lambda: account.simulate(connection, "arn", ["a"], "*", {}),
    }
    with pytest.raises(AwsUnreachable, match="no end"):
        asked[read]()


def test_what_stands_beside_a_look_is_kept(
    practice_aws: PracticeAws, connection: Connection
) -> None:
    strike(practice_aws, "GetUICustomization", set={"Novel": {"a": 1}})
    assert reads.get_ui_customization(connection, OLD_POOL)["Novel"] == {"a": 1}


@pytest.mark.parametrize("head", [False, True])
def test_an_answer_in_drops_ends(
    practice_aws: PracticeAws,
    connection: Connection,
    monkeypatch: pytest.MonkeyPatch,
    head: bool,
) -> None:
    monkeypatch.setattr("migration.aws.answers.WHOLE_SECONDS", 0.4)
    strike(practice_aws, "DescribeUserPool", drip=0.05, head=head)
    with pytest.raises(AwsUnreachable, match="did not end within"):
        reads.describe_pool(connection, OLD_POOL)


def test_pages_without_end_end(
    practice_aws: PracticeAws, connection: Connection, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("migration.aws.plain_documents.PAGES", 1)
    practice_aws.settings(stack_page=1)
    with pytest.raises(AwsUnreachable, match="no end"):
        stack_reads.list_stacks(connection, REGION)


@pytest.mark.parametrize(
    "fault", [{"body": PAGE}, {"keep": 0}, {"body": "null"}, {"body": "[]"}, {"body": "{"}]
)
def test_a_write_whose_answer_is_none_is_unknown_and_was_sent_once(
    practice_aws: PracticeAws, connection: Connection, fault: dict[str, Any]
) -> None:
    strike(practice_aws, "UpdateUserPool", **fault)
    with pytest.raises(AwsUnreachable):
        writes.send(connection, "UpdateUserPool", {"UserPoolId": NEW_POOL})
    assert len(practice_aws.calls("UpdateUserPool")) == 1


@pytest.mark.usefixtures("mfa_role")
def test_the_clients_that_the_library_makes_for_itself_are_looked_at_too(
    practice_aws: PracticeAws,
) -> None:
    for fault in ({"body": PAGE}, {"replace": {"SessionToken>": "Token>"}}, {"body": "<a/>"}):
        strike(practice_aws, "AssumeRole", **fault)
        with pytest.raises(PoolwalkError, match="AssumeRole"):
            connect(profile="admin", ask_mfa_code=lambda _: "123456")
        practice_aws.faults()


@pytest.mark.broken_requests
@pytest.mark.parametrize(
    "name",
    [
        "auth.acme.example:8443",
        "ann@auth.acme.example",
        "auth.acme.example#",
        "auth.acme.example/login",
        "auth.acme.example?x",
        "auth acme.example",
        "-auth.acme.example",
        "auth..acme.example",
        "a" * 64 + ".example",
        "acme#login",
        "acme\u0430.example",
    ],
)
def test_a_domain_that_can_be_no_host_is_unread_and_shown(
    practice_aws: PracticeAws, connection: Connection, name: str
) -> None:
    strike(practice_aws, "DescribeUserPool", set={"UserPool.Domain": name})
    strike(practice_aws, "DescribeUserPoolDomain", set={"DomainDescription": {"Domain": name}})
    part = domain_of(connection)
    assert isinstance(part, Unread)
    assert name in part.reason


def test_a_custom_domain_in_capital_letters_is_the_same_host(
    practice_aws: PracticeAws, connection: Connection
) -> None:
    name = "Auth.Acme-Home.Example"
    strike(practice_aws, "DescribeUserPool", set={"UserPool.Domain": name})
    strike(practice_aws, "DescribeUserPoolDomain", set={"DomainDescription": {"Domain": name}})
    part = domain_of(connection)
    assert isinstance(part, Domain)
    assert (part.name, part.host) == (name, "auth.acme-home.example")
    own = Hosts.of([part.host], {})
    assert own.address(f"https://{part.host}/login") == f"https://{part.host}/login"


def domain_of(connection: Connection) -> object:
    """The old pool's domain, as it is read for the pages."""
    parts: dict[tuple[object, str], object] = {}
    deployment = Deployment(
        "123456789012", REGION, "", "ann", PoolRef(OLD_POOL, "old"), PoolRef(NEW_POOL, "new")
    )

    def arrived(role: Role | None, part: str, value: object) -> None:
        parts[role, part] = value

    read_deployment(connection, deployment, arrived, Event())
    return parts[Role.OLD, "domain"]


RECORDED = {
    "describe-user-pool": "DescribeUserPool",
    "describe-user-pool-client": "DescribeUserPoolClient",
    "describe-user-pool-domain": "DescribeUserPoolDomain",
    "describe-identity-provider": "DescribeIdentityProvider",
    "describe-risk-configuration": "DescribeRiskConfiguration",
    "get-log-delivery-configuration": "GetLogDeliveryConfiguration",
    "get-ui-customization": "GetUICustomization",
    "get-user-pool-mfa-config": "GetUserPoolMfaConfig",
    "list-groups": "ListGroups",
    "list-identity-providers": "ListIdentityProviders",
    "list-resource-servers": "ListResourceServers",
    "list-user-pool-clients": "ListUserPoolClients",
    "list-user-pools": "ListUserPools",
}


def test_what_the_real_aws_answered_is_taken_for_its_answer() -> None:
    model = Session().get_service_model("cognito-idp")
    read = 0
    for file in sorted(FOLDER.glob("*.json")):
        operation = RECORDED.get(file.name.split(".")[0])
        if operation:
            answer = {"status_code": 200, "headers": {}, "body": file.read_bytes()}
            assert mistake_in(model.operation_model(operation), answer) == "", file.name
            read += 1
    assert read >= len(RECORDED)

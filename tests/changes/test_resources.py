"""The request for each kind of resource, member by member, and how each is read; without AWS."""

from __future__ import annotations

from base64 import b64encode
from functools import cache
from types import SimpleNamespace
from typing import Any

import pytest
from botocore.session import Session

from migration.aws.model_rules import BrokenRule
from migration.changes.change import Edit
from migration.changes.resources import Prepared, Resources, altered
from migration.compare.login_page_look import LOGO
from migration.compare.setting import Kind, Target
from migration.errors import BadInput
from migration.secret import Secret

POOL = "us-east-1_NewPool02"
STACK = "arn:aws:cloudformation:eu-west-1:123456789012:stack/skills/1"
NOTHING: dict[str, Secret] = {}


@cache
def model(service: str) -> Any:
    return Session().get_service_model(service)


def client(service: str) -> Any:
    return SimpleNamespace(meta=SimpleNamespace(service_model=model(service)))


class Console:
    """An Alexa skill that notes what it is asked for."""

    def __init__(self) -> None:
        self.asked: list[Any] = []

    def read(self, skill: str) -> dict[str, Any]:
        self.asked.append(skill)
        return {"clientId": "x"}

    def write(self, **request: Any) -> None:
        self.asked.append(request)

    def submit(self, **request: Any) -> None:
        self.asked.append(request)

    def certification(self, skill: str) -> Any:
        self.asked.append(skill)
        return SimpleNamespace(id="review-2")


class Connection:
    """One whose models are botocore's; the regions that CloudFormation is asked in are noted."""

    def __init__(self) -> None:
        self.cognito = client("cognito-idp")
        self.regions: list[str] = []

    def cloudformation(self, region: str) -> Any:
        self.regions.append(region)
        return client("cloudformation")


@pytest.fixture
def console() -> Console:
    return Console()


@pytest.fixture
def held(console: Console) -> Resources:
    return Resources(
        Connection(),  # type: ignore[arg-type]
        POOL,
        picture_at=lambda address: f"picture at {address}".encode(),
        skill=lambda: console,  # type: ignore[arg-type,return-value]
    )


def made(prepared: Prepared) -> tuple[str, dict[str, Any]]:
    return prepared.operation, prepared.request


def prepare(
    held: Resources,
    kind: Kind,
    name: str = "",
    before: Any = None,
    after: Any = None,
    hidden: dict[str, Secret] = NOTHING,
) -> tuple[str, dict[str, Any]]:
    return made(held.prepare(Target(kind, name), before, after, hidden))


def test_a_pool_and_a_client_are_updated_whole_with_the_pools_id(held: Resources) -> None:
    operation, request = prepare(held, Kind.POOL, after={"MfaConfiguration": "OFF"})
    assert operation == "UpdateUserPool"
    assert (request["UserPoolId"], request["MfaConfiguration"]) == (POOL, "OFF")
    after = {"ClientId": "7", "ClientName": "app", "CallbackURLs": ["x://y"], "UserPoolId": "z"}
    operation, request = prepare(held, Kind.CLIENT, "7", after=after)
    assert operation == "UpdateUserPoolClient"
    assert {
        "UserPoolId": POOL,
        **{k: v for k, v in after.items() if k != "UserPoolId"},
    }.items() <= (request.items())


GOOGLE = {
    "ProviderName": "Google",
    "ProviderType": "Google",
    "ProviderDetails": {"client_id": "x", "authorize_scopes": "openid"},
    "AttributeMapping": {},
    "IdpIdentifiers": [],
}
HIDDEN = {"client_secret": Secret("the secret")}
DETAILS = {"client_id": "x", "authorize_scopes": "openid", "client_secret": "the secret"}


def test_a_provider_is_made_with_its_hidden_details_and_nothing_empty(held: Resources) -> None:
    assert prepare(held, Kind.PROVIDER, "Google", None, GOOGLE, HIDDEN) == (
        "CreateIdentityProvider",
        {
            "UserPoolId": POOL,
            "ProviderName": "Google",
            "ProviderType": "Google",
            "ProviderDetails": DETAILS,
        },
    )


def test_a_provider_is_updated_with_what_is_empty_too(held: Resources) -> None:
    operation, request = prepare(held, Kind.PROVIDER, "Google", GOOGLE, GOOGLE, HIDDEN)
    assert operation == "UpdateIdentityProvider"
    assert request == {
        "UserPoolId": POOL,
        "ProviderName": "Google",
        "ProviderDetails": DETAILS,
        "AttributeMapping": {},
        "IdpIdentifiers": [],
    }
    bare = {"ProviderName": "Google", "ProviderType": "Google"}
    _, request = prepare(held, Kind.PROVIDER, "Google", bare, bare, HIDDEN)
    assert request["ProviderDetails"] == {"client_secret": "the secret"}


def test_a_provider_is_taken_away_by_its_name(held: Resources) -> None:
    assert prepare(held, Kind.PROVIDER, "Google", GOOGLE, None) == (
        "DeleteIdentityProvider",
        {"UserPoolId": POOL, "ProviderName": "Google"},
    )


@pytest.mark.parametrize(
    ("before", "after", "operation", "version"),
    [
        (None, {}, "CreateUserPoolDomain", 1),
        (None, {"ManagedLoginVersion": 2}, "CreateUserPoolDomain", 2),
        ({"ManagedLoginVersion": 2}, {"ManagedLoginVersion": 1}, "UpdateUserPoolDomain", 1),
        ({"ManagedLoginVersion": 1}, {"ManagedLoginVersion": 2}, "UpdateUserPoolDomain", 2),
        ({}, {"ManagedLoginVersion": None}, "UpdateUserPoolDomain", 1),
    ],
)
def test_a_domain_is_made_or_changed_with_its_login_version(
    held: Resources, before: Any, after: Any, operation: str, version: int
) -> None:
    assert prepare(held, Kind.DOMAIN, "acme", before, after) == (
        operation,
        {"Domain": "acme", "UserPoolId": POOL, "ManagedLoginVersion": version},
    )


def test_a_domain_keeps_its_certificate_and_is_taken_away_by_its_name(held: Resources) -> None:
    whole = {"CustomDomainConfig": {"CertificateArn": "arn:c"}, "ManagedLoginVersion": 2}
    _, request = prepare(held, Kind.DOMAIN, "login.acme.example", whole, whole)
    assert request["CustomDomainConfig"] == {"CertificateArn": "arn:c"}
    assert prepare(held, Kind.DOMAIN, "acme", whole, None) == (
        "DeleteUserPoolDomain",
        {"Domain": "acme", "UserPoolId": POOL},
    )


def test_a_stack_gets_a_change_set(held: Resources) -> None:
    before = {"Parameters": {"P": ""}, "Capabilities": []}
    operation, request = prepare(held, Kind.STACK, STACK, before, {"Parameters": {"P": "Google"}})
    assert operation == "CreateChangeSet"
    assert request["StackName"] == STACK
    assert request["Parameters"] == [{"ParameterKey": "P", "ParameterValue": "Google"}]


PICTURE = {"ImageFile": Secret(b64encode(b"a new logo").decode())}
THEIRS = b"picture at https://a/logo"


@pytest.mark.parametrize(
    ("before", "after", "hidden", "sent"),
    [
        (None, {"CSS": ".a {}"}, NOTHING, {"CSS": ".a {}"}),
        ({"CSS": ".b {}"}, {}, NOTHING, {"CSS": ""}),
        ({"CSS": ".b {}"}, None, NOTHING, {"CSS": ""}),
        ({"CSS": ""}, {}, NOTHING, {}),
        (None, None, NOTHING, {}),
        (None, {}, PICTURE, {"ImageFile": b"a new logo"}),
        ({"ImageUrl": "https://a/logo"}, {}, PICTURE, {"ImageFile": b"a new logo"}),
        ({"ImageUrl": "https://a/logo"}, {"CSS": "x"}, NOTHING, {"CSS": "x", "ImageFile": THEIRS}),
        ({"ImageUrl": ""}, {"CSS": "x"}, NOTHING, {"CSS": "x"}),
    ],
)
def test_a_look_is_sent_as_style_sheet_and_logo_together(
    held: Resources, before: Any, after: Any, hidden: dict[str, Secret], sent: dict[str, Any]
) -> None:
    assert prepare(held, Kind.LOOK, "7", before, after, hidden) == (
        "SetUICustomization",
        {"UserPoolId": POOL, "ClientId": "7", **sent},
    )


def test_a_logo_that_nobody_fetches_is_told_with_its_address() -> None:
    alone = Resources(Connection(), POOL)  # type: ignore[arg-type]
    with pytest.raises(BadInput, match="https://a/logo"):
        prepare(alone, Kind.LOOK, "7", {"ImageUrl": "https://a/logo"}, {"CSS": "x"})
    with pytest.raises(BadInput, match="only with --alexa-skill and --alexa-token-file"):
        alone.read(Target(Kind.SKILL, "skill"))


def test_the_skill_is_written_by_its_own_console(held: Resources, console: Console) -> None:
    document = {"clientId": "x"}
    prepared = held.prepare(Target(Kind.SKILL, "skill"), None, document, HIDDEN)
    held.send(prepared)
    bare = held.prepare(Target(Kind.SKILL, "skill"), None, None, NOTHING)
    held.send(bare)
    submitted = held.prepare(Target(Kind.CERTIFICATION, "a%2Fb/r1"), None, None, NOTHING)
    held.send(submitted)
    assert console.asked == [
        {"skill": "skill", "document": document, "hidden": HIDDEN},
        {"skill": "skill", "document": {}, "hidden": NOTHING},
        {"skill": "a/b"},
    ]
    for at_amazon in (prepared, submitted):
        assert held.broken(at_amazon) == ()
        assert held.unknown(at_amazon, {"Novel": 1}, {"Novel": 2}) == ()
    assert repr(prepared) == f"Prepared({prepared.operation})"


def test_the_skill_is_read_and_its_review_counts_once_there_is_a_newer_one(
    held: Resources, console: Console
) -> None:
    assert held.read(Target(Kind.SKILL, "skill")) == {"clientId": "x"}
    assert held.read(Target(Kind.CERTIFICATION, "a%2Fb/review-1")) == {"submitted": True}
    assert held.read(Target(Kind.CERTIFICATION, "a%2Fb/review-2")) == {}
    assert console.asked == ["skill", "a/b", "a/b"]


def test_each_kind_is_read_by_its_own_question(
    held: Resources, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[Any] = []

    def answers(name: str, answer: Any) -> None:
        def read(*given: Any) -> Any:
            assert given[0] is held.connection
            asked.append((name, *given[1:]))
            return answer

        room = "stack_reads" if name == "describe_stack" else "reads"
        monkeypatch.setattr(f"migration.aws.{room}.{name}", read)

    answers("describe_pool", {"Id": POOL})
    answers("describe_client", {"ClientId": "7"})
    answers("describe_provider", None)
    assert held.read(Target(Kind.POOL)) == {"Id": POOL}
    assert held.read(Target(Kind.CLIENT, "7")) == {"ClientId": "7"}
    assert held.read(Target(Kind.PROVIDER, "Google")) is None
    for domain, there in (
        ({"UserPoolId": POOL, "Status": "ACTIVE"}, True),
        ({"UserPoolId": POOL, "Status": "DELETING"}, False),
        ({"UserPoolId": "us-east-1_Other", "Status": "ACTIVE"}, False),
        (None, False),
    ):
        answers("describe_domain", domain)
        assert held.read(Target(Kind.DOMAIN, "acme")) == (domain if there else None)
    answers("describe_stack", {"StackStatus": "UPDATE_COMPLETE"})
    stack = held.read(Target(Kind.STACK, STACK))
    assert stack is not None
    assert (stack["StackStatus"], stack["Parameters"]) == ("UPDATE_COMPLETE", {})
    answers("describe_stack", None)
    assert held.read(Target(Kind.STACK, STACK)) is None
    answers("get_ui_customization", {"ClientId": "7", "CSS": ".a {}"})
    look = held.read(Target(Kind.LOOK, "7"))
    assert look is not None
    assert look["CSS"] == ".a {}"
    assert held.read(Target(Kind.LOOK, "8")) is None, "it is the pool's own"
    assert asked == [
        ("describe_pool", POOL),
        ("describe_client", POOL, "7"),
        ("describe_provider", POOL, "Google"),
        *[("describe_domain", "acme")] * 4,
        *[("describe_stack", "eu-west-1", STACK)] * 2,
        ("get_ui_customization", POOL, "7"),
        ("get_ui_customization", POOL, "8"),
    ]


def test_what_botocore_does_not_know_of_what_stands_there_and_of_what_is_made_is_named_once(
    held: Resources,
) -> None:
    update = Prepared("UpdateUserPoolClient", {})
    before = {"ClientName": "a", "Novel": 1, "Other": 2}
    assert held.unknown(update, before, {"ClientName": "a", "Novel": 3, "More": 1}) == (
        "Novel",
        "Other",
        "More",
    )
    assert held.unknown(update, {"ClientName": "a"}, {"ClientName": "b"}) == ()
    look = Prepared("SetUICustomization", {})
    assert held.unknown(look, {"CSS": "", LOGO: True}, None) == ()


def test_a_rule_of_aws_is_held_in_the_model_of_its_service(held: Resources) -> None:
    long = Prepared(
        "UpdateUserPoolClient", {"UserPoolId": POOL, "ClientId": "7!", "ClientName": "a"}
    )
    assert [rule.path for rule in held.broken(long)] == [("ClientId",)]
    stack = Prepared("CreateChangeSet", {"StackName": STACK, "ChangeSetName": "no name of theirs!"})
    assert [rule.path for rule in held.broken(stack)] == [("ChangeSetName",)]
    assert held.connection.regions == ["eu-west-1"]  # type: ignore[attr-defined]


NAME = Edit("a", ("Template", "Subject"), None, "x")
URL = Edit("b", ("Urls",), False, True, "https://a")
WHOLE = Edit("c", (), None, {})
REQUEST = {"Urls": ["https://b", "https://a"], "Deep": {"Urls": ["https://a"]}}


@pytest.mark.parametrize(
    ("path", "edits", "ours"),
    [
        (("Template", "Subject"), [NAME], True),
        (("Template",), [NAME], True),  # the structure around it
        (("Template", "Subject", "0"), [NAME], True),
        (("Template", "Message"), [NAME], False),
        (("Other",), [NAME], False),
        (("Other",), [NAME, WHOLE], True),
        (("Urls",), [URL], True),  # too many
        (("Urls", "1"), [URL], True),
        (("Urls", "0"), [URL], False),  # somebody else's
        (("Urls", "0"), [Edit("d", ("Urls",), None, ("x",))], True),
        (("Urls", "0"), [Edit("e", ("Urls",), False, True, "https://b"), NAME], True),
        (("Template", "Subject"), [URL, NAME], True),
        (("Urls", "1", "x"), [URL], False),
        (("Deep", "Urls", "0"), [Edit("f", ("Deep", "Urls"), 0, 1, "https://a")], True),
        ((), [], False),
    ],
)
def test_a_broken_rule_is_ours_where_it_is_about_what_we_change(
    path: tuple[str, ...], edits: list[Edit], ours: bool
) -> None:
    assert altered(BrokenRule(path, "is wrong"), edits, REQUEST) is ours

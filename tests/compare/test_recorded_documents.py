"""What the real AWS answered, read as the old and as the new pool, planned, and sent back whole."""

from collections.abc import Mapping
from functools import cache
from itertools import product
from typing import Any, cast

import pytest
from botocore.model import ServiceModel
from botocore.session import Session
from botocore.validate import ParamValidator

from migration.aws.model_rules import broken_rules
from migration.aws.update_requests import update_request
from migration.changes.change import merged, plain
from migration.changes.planned_changes import planned
from migration.compare.choices import Choices
from migration.compare.comparison import compare, in_one_go
from migration.compare.login_page_look import look_document
from migration.compare.setting import Kind, Setting
from migration.compare.setting_state import SettingState
from migration.deployment.whole_reading import Reading
from migration.pools.documents import AppClient, Domain, IdentityProvider, Pool, masked
from sandbox.cognito import client_rules, pool_rules
from sandbox.state import UserPool
from tests.readings import REGION, pool_reading, reading
from tests.recordings import CLIENTS, LOOKS, POOLS, PROVIDERS, described, recorded


@cache
def model() -> ServiceModel:
    session = Session()
    loaded = session.get_component("data_loader").load_service_model("cognito-idp", "service-2")
    return ServiceModel(cast("Mapping[str, Any]", loaded), "cognito-idp")


def held(operation: str, request: dict[str, Any]) -> None:
    """The request breaks no rule of the model, botocore's and what botocore does not look at."""
    shape = model().operation_model(operation).input_shape
    assert shape is not None
    assert ParamValidator().validate(request, shape).generate_report() == ""
    assert broken_rules(model(), operation, request) == ()


def whole(operation: str, document: dict[str, Any]) -> dict[str, Any]:
    return {**update_request(model(), operation, document), "UserPoolId": "us-east-1_EXAMPLE01"}


def settings_of(found: Reading) -> dict[str, Setting]:
    return {setting.id: setting for setting in compare(found, Choices(), REGION)}


def pools(old: str, new: str) -> Reading:
    one, other = (Pool.from_describe(described(name)) for name in (old, new))
    return reading(pool_reading(pool=one), pool_reading(pool=other))


@pytest.mark.parametrize("name", POOLS)
def test_a_pool_goes_back_whole_and_breaks_no_rule(name: str) -> None:
    document = described(name)
    request = whole("UpdateUserPool", document)
    held("UpdateUserPool", request)
    pool_rules.check(request)
    taken = model().operation_model("UpdateUserPool").input_shape.members  # type: ignore[union-attr]
    # Nothing that an update would reset is left out, but what AWS keeps by itself.
    for member in set(document) & set(taken) - {"UserPoolTags"}:
        empty = document[member] in ({}, [], "")
        mirrored = member.endswith(("VerificationMessage", "VerificationSubject"))
        assert empty or mirrored or member in request


@pytest.mark.parametrize("name", CLIENTS)
def test_a_client_goes_back_whole_and_breaks_no_rule(name: str) -> None:
    document = described(name)
    request = whole("UpdateUserPoolClient", document)
    held("UpdateUserPoolClient", request)
    names = document.get("SupportedIdentityProviders") or ()
    scopes = [{"ScopeName": "asteroids.add"}]
    attributes = described("describe-user-pool.everything")["SchemaAttributes"]
    pool = UserPool(
        {"Id": "us-east-1_EXAMPLE01", "SchemaAttributes": attributes},
        providers={name: {} for name in names},
        resource_servers={
            "solar-system-data": {"Identifier": "solar-system-data", "Scopes": scopes}
        },
    )
    client_rules.check(pool, request, has_secret="ClientSecret" in document)


@pytest.mark.parametrize("name", PROVIDERS)
def test_a_provider_goes_back_and_is_made_without_what_aws_derives(name: str) -> None:
    document = described(name)
    held("UpdateIdentityProvider", whole("UpdateIdentityProvider", document))
    new = pool_reading(pool=Pool.from_describe(described("describe-user-pool.everything")))
    old = pool_reading(providers=(IdentityProvider.from_describe(document),))
    found = reading(old, new)
    settings = compare(found, Choices(), REGION)
    missing = [
        setting for setting in settings if setting.target and setting.target.kind is Kind.PROVIDER
    ]
    (change,) = planned(missing, found, Choices(), None)
    made = cast("Mapping[str, Any]", change.edits[0].wanted)
    derived = {"attributes_url_add_attributes", "SSORedirectBindingURI", "token_request_method"}
    assert derived.isdisjoint(made["ProviderDetails"])
    held("CreateIdentityProvider", {**plain(made), "UserPoolId": "us-east-1_EXAMPLE01"})


@pytest.mark.parametrize(("old", "new"), [*product(POOLS, POOLS)])
def test_two_pools_are_compared_and_what_can_be_applied_breaks_no_rule(old: str, new: str) -> None:
    found = pools(old, new)
    settings = compare(found, Choices(), REGION)
    known = {setting.id: setting for setting in settings}
    chosen = [known[id_] for id_ in in_one_go(settings)]
    for change in planned(chosen, found, Choices(), None):
        assert change.target.kind is Kind.POOL
        after = merged(plain(described(new)), change.edits) or {}
        request = whole("UpdateUserPool", after)
        held("UpdateUserPool", request)
        pool_rules.check(request)
    if old == new:
        assert not [setting.id for setting in settings if setting.to_do and setting.step != "2"]


@pytest.mark.parametrize(("old", "new"), [*product(CLIENTS, CLIENTS)])
def test_two_clients_are_compared_and_what_can_be_applied_breaks_no_rule(
    old: str, new: str
) -> None:
    one, other = (
        pool_reading(
            clients=(AppClient.from_describe({**described(name), "ClientName": "app"}),),
            resource_scopes=frozenset({"solar-system-data/asteroids.add"}),
            providers=tuple(
                IdentityProvider.from_describe({"ProviderName": name, "ProviderType": "OIDC"})
                for name in ("Google", "MySAML", "MyOIDC", "Facebook")
            ),
        )
        for name in (old, new)
    )
    found = reading(one, other)
    settings = compare(found, Choices(), REGION)
    known = {setting.id: setting for setting in settings}
    for change in planned([known[id_] for id_ in in_one_go(settings)], found, Choices(), None):
        after = merged(plain(described(new)), change.edits) or {}
        request = whole("UpdateUserPoolClient", after)
        held("UpdateUserPoolClient", request)
        assert request.get("DefaultRedirectURI", "") in {"", *request.get("CallbackURLs", ())}
    if old == new:
        assert not [setting.id for setting in settings if setting.to_do and setting.step != "2"]


@pytest.mark.parametrize("name", LOOKS)
def test_a_look_is_read(name: str) -> None:
    look = look_document(masked(described(name))) or {}
    assert bool(look.get("CSS")) == ("CSS" in described(name))


def test_a_domain_that_tells_no_status_stands_and_a_recorded_one_is_active() -> None:
    for name in ("describe-user-pool-domain", "live-model.domain.prefix"):
        assert Domain.from_describe(described(name), REGION).stands
    assert described("describe-user-pool-domain.unknown") == {}


class TestOldPools:
    """A pool of 2017 answers `{}` for its e-mail, and has no `TemporaryPasswordValidityDays`."""

    def test_its_validity_of_unused_accounts_goes_back_as_it_is(self) -> None:
        request = whole("UpdateUserPool", described("describe-user-pool.2017-plain"))
        assert request["AdminCreateUserConfig"]["UnusedAccountValidityDays"] == 7
        assert "EmailConfiguration" not in request

    def test_its_mail_goes_through_cognito(self) -> None:
        found = settings_of(pools("describe-user-pool.2017-plain", "describe-user-pool.everything"))
        assert found["5/-/EmailSendingAccount"].state is SettingState.EXPECTED


class TestCognitosOwn:
    def test_the_attribute_identities_is_nobodys_difference(self) -> None:
        found = settings_of(
            pools("describe-user-pool.2017-plain", "live-model.user-pool.plain-2026-07")
        )
        assert not [id_ for id_ in found if "identities" in id_]

    def test_a_group_of_a_provider_is_expected_in_either_pool_and_any_other_is_not(self) -> None:
        groups = tuple(masked(group) for group in recorded("list-groups.auto-generated")["Groups"])
        for old, new in ((groups, ()), ((), groups)):
            found = settings_of(reading(pool_reading(groups=old), pool_reading(groups=new)))
            assert found["also/-/Groups/us-west-2_EXAMPLE_Facebook"].state is SettingState.EXPECTED
            assert found["also/-/Groups/testgroup"].state is not SettingState.EXPECTED

    @pytest.mark.parametrize(
        ("provider", "expected"),
        [("a/b", True), ("a/b c", True), ("Ünï Cøde", True), ("%2F", True), ("", False)],
    )
    def test_a_group_is_cognitos_own_whatever_its_provider_is_called(
        self, provider: str, expected: bool
    ) -> None:
        name = f"us-east-1_A_{provider}"
        group = {"GroupName": name, "UserPoolId": "us-east-1_A"}
        others = {"GroupName": "us-east-1_A_a", "UserPoolId": "us-east-1_A", "Precedence": 1}
        found = settings_of(
            reading(pool_reading(groups=(masked(group), masked(others))), pool_reading())
        )
        states = {setting.label: setting.state for setting in found.values()}
        assert (states[name] is SettingState.EXPECTED) is expected
        assert states["us-east-1_A_a"] is SettingState.MISSING

    def test_a_group_of_a_provider_that_somebody_gave_a_role_counts(self) -> None:
        group = {
            **recorded("list-groups.auto-generated")["Groups"][1],
            "RoleArn": "arn:aws:iam::1:role/x",
        }
        found = settings_of(reading(pool_reading(groups=(masked(group),)), pool_reading()))
        assert found["also/-/Groups/us-west-2_EXAMPLE_Facebook"].state is SettingState.MISSING

    def test_tags_of_cloudformation_are_not_sent(self) -> None:
        document = described("live-model.user-pool.cfn-made")
        assert "UserPoolTags" not in whole("UpdateUserPool", document)
        own = {**document["UserPoolTags"], "project": "rainmaker"}
        request = whole("UpdateUserPool", {**document, "UserPoolTags": own})
        assert request["UserPoolTags"] == {"project": "rainmaker"}

    def test_the_role_that_cognito_took_for_pinpoint_is_not_sent_beside_the_arn(self) -> None:
        document = described("describe-user-pool-client.analytics-2024")
        request = whole("UpdateUserPoolClient", document)
        assert set(request["AnalyticsConfiguration"]) == {"ApplicationArn", "UserDataShared"}

    def test_the_managed_login_style_that_cognito_provides_is_compared(self) -> None:
        style = masked(described("managed-login-branding.cognitos-own"))
        one, other = (
            pool_reading(
                clients=(AppClient.from_describe({"ClientId": id_, "ClientName": "app"}),),
                client_styles={id_: style},
            )
            for id_ in ("one", "two")
        )
        found = settings_of(reading(one, other))
        assert not [id_ for id_ in found if "ManagedLoginBranding" in id_ and found[id_].to_do]


@pytest.mark.parametrize(("old", "new"), [*product(PROVIDERS, PROVIDERS)])
def test_a_provider_that_stands_is_compared_and_what_can_be_applied_breaks_no_rule(
    old: str, new: str
) -> None:
    one, other = (
        IdentityProvider.from_describe({**described(name), "ProviderName": "It"})
        for name in (old, new)
    )
    everything = Pool.from_describe(described("describe-user-pool.everything"))
    found = reading(
        pool_reading(pool=everything, providers=(one,)),
        pool_reading(pool=everything, providers=(other,)),
    )
    settings = compare(found, Choices(), REGION)
    of_it = [one for one in settings if one.target and one.target.kind is Kind.PROVIDER]
    for change in planned([one for one in of_it if one.to_write], found, Choices(), None):
        after = merged(plain(dict(other.document)), change.edits) or {}
        held("UpdateIdentityProvider", whole("UpdateIdentityProvider", after))
    if old == new:
        assert not [setting.id for setting in of_it if setting.to_do]

"""The step "Also differs": everything attached to the pools is compared once, and never written."""

from typing import Any

import pytest

from migration.compare.choices import Choices
from migration.compare.compared_parts import ComparedParts
from migration.compare.comparison import compare, in_one_go
from migration.compare.other_differences.remaining_members import EVERY_ATTRIBUTE, lifetime
from migration.compare.setting import Setting, setting_parts
from migration.compare.setting_state import SettingState
from migration.pools.reading import Pending, PoolReading, UICustomization, Unread
from tests.readings import REGION, client, domain, google, pool, pool_reading, provider, reading


def also(old: PoolReading, new: PoolReading, choices: Choices | None = None) -> dict[str, Setting]:
    settings = compare(reading(old, new), choices or Choices(), REGION)
    return {setting.id: setting for setting in settings if setting.step == "also"}


def of_pools(old: dict[str, Any], new: dict[str, Any]) -> dict[str, Setting]:
    return also(pool_reading(pool=pool("old", **old)), pool_reading(pool=pool("new", **new)))


class TestPool:
    def test_each_member_of_a_policy_is_a_setting(self) -> None:
        found = of_pools(
            {"Policies": {"PasswordPolicy": {"MinimumLength": 12, "RequireSymbols": True}}},
            {"Policies": {"PasswordPolicy": {"MinimumLength": 8, "RequireSymbols": True}}},
        )
        length = found["also/-/Policies.PasswordPolicy.MinimumLength"]
        assert (length.old, length.new, length.state, length.label) == (
            12,
            8,
            SettingState.DIFFERS,
            "minimum length",
        )
        assert found["also/-/Policies.PasswordPolicy.RequireSymbols"].state is SettingState.SAME

    def test_a_member_deep_inside_says_what_it_belongs_to(self) -> None:
        found = of_pools(
            {"AdminCreateUserConfig": {"InviteMessageTemplate": {"EmailSubject": "Hello"}}}, {}
        )
        (invite,) = [setting for setting in found.values() if setting.to_do]
        assert invite.label == "subject, invite message template"

    def test_a_member_that_aws_adds_next_year_is_compared_as_well(self) -> None:
        found = of_pools({"QuantumConfiguration": {"Entangled": True}}, {})
        assert found["also/-/QuantumConfiguration.Entangled"].state is SettingState.MISSING

    def test_names_and_dates_that_aws_gives_are_no_settings(self) -> None:
        facts = {
            "Arn": "arn:1",
            "Status": "Enabled",
            "EstimatedNumberOfUsers": 7,
            "CreationDate": "x",
            "Domain": "a",
        }
        assert [
            setting_parts(id_)[2] for id_ in of_pools(facts, {"EstimatedNumberOfUsers": 9})
        ] == ["Name"]

    def test_what_step_5_shows_does_not_appear_twice(self) -> None:
        old = {
            "VerificationMessageTemplate": {
                "DefaultEmailOption": "CONFIRM_WITH_CODE",
                "EmailSubject": "a",
                "SmsMessage": "{####}",
            },
            "EmailConfiguration": {
                "EmailSendingAccount": "DEVELOPER",
                "SourceArn": "arn:ses",
                "Next": "year",
            },
            "EmailVerificationSubject": "a",
        }
        found = of_pools(old, {})
        assert set(found) == {
            "also/-/Name",
            "also/-/VerificationMessageTemplate.SmsMessage",
            "also/-/EmailConfiguration.Next",
        }

    def test_an_older_name_of_the_same_member_is_not_a_second_difference(self) -> None:
        policy = {"Policies": {"PasswordPolicy": {"TemporaryPasswordValidityDays": 7}}}
        found = of_pools(
            {**policy, "AdminCreateUserConfig": {"UnusedAccountValidityDays": 7}}, policy
        )
        assert not any("UnusedAccount" in id_ for id_ in found)
        assert (
            of_pools({"SmsVerificationMessage": "{####}"}, {})[
                "also/-/VerificationMessageTemplate.SmsMessage"
            ].old
            == "{####}"
        )

    @pytest.mark.parametrize(
        ("old", "new", "id_"),
        [
            (
                {},
                {"AutoVerifiedAttributes": ["phone_number"]},
                "also/-/AutoVerifiedAttributes/phone_number",
            ),
            (
                {},
                {"SmsConfiguration": {"SnsCallerArn": "arn"}},
                "also/-/SmsConfiguration.SnsCallerArn",
            ),
            (
                {"UserPoolTags": {"aws:cloudformation:stack-name": "a"}},
                {},
                "also/-/UserPoolTags.aws%3Acloudformation%3Astack-name",
            ),
            (
                {"LambdaConfig": {"PostConfirmation": "arn:aws:lambda:x:1:function:esp-A"}},
                {"LambdaConfig": {"PostConfirmation": "arn:aws:lambda:x:1:function:esp-B"}},
                "also/-/LambdaConfig.PostConfirmation",
            ),
        ],
    )
    def test_what_differs_on_purpose_says_why(
        self, old: dict[str, Any], new: dict[str, Any], id_: str
    ) -> None:
        setting = of_pools(old, new)[id_]
        assert setting.state is SettingState.EXPECTED
        assert setting.reason

    def test_a_trigger_of_ones_own_is_a_difference(self) -> None:
        own, rainmakers = (
            "arn:aws:lambda:x:1:function:acme-mail",
            "arn:aws:lambda:x:1:function:esp-B",
        )
        lost = of_pools({"LambdaConfig": {"CustomMessage": own}}, {})[
            "also/-/LambdaConfig.CustomMessage"
        ]
        replaced = of_pools(
            {"LambdaConfig": {"PreSignUp": own}}, {"LambdaConfig": {"PreSignUp": rainmakers}}
        )
        assert lost.state is SettingState.MISSING
        assert replaced["also/-/LambdaConfig.PreSignUp"].state is SettingState.DIFFERS

    def test_what_is_fixed_at_creation_is_locked(self) -> None:
        custom = {"Name": "custom:house", "AttributeDataType": "String"}
        found = of_pools(
            {
                "AliasAttributes": ["email"],
                "SchemaAttributes": [{"Name": "email", "Required": True}, custom],
            },
            {
                "UsernameConfiguration": {"CaseSensitive": False},
                "SchemaAttributes": [{"Name": "email", "Required": False}],
            },
        )
        assert found["also/-/AliasAttributes/email"].state is SettingState.LOCKED
        assert found["also/-/UsernameConfiguration.CaseSensitive"].state is SettingState.LOCKED
        assert found["also/-/SchemaAttributes.Required/email"].state is SettingState.LOCKED
        # An attribute of one's own can be added later.
        assert found["also/-/SchemaAttributes/custom%3Ahouse"].state is SettingState.MISSING

    def test_what_only_the_new_pool_has_stays(self) -> None:
        found = of_pools({}, {"UserPoolTags": {"acme.CostCenter": "home"}})
        tag = found["also/-/UserPoolTags.acme.CostCenter"]
        assert (tag.state, tag.label) == (SettingState.EXTRA, "acme.CostCenter")


class TestClients:
    @pytest.mark.parametrize(
        ("value", "unit", "text"),
        [
            (60, "minutes", "1 hour"),
            (24, "hours", "1 day"),
            (90, "minutes", "90 minutes"),
            (3650, "days", "3650 days"),
        ],
    )
    def test_a_lifetime_stands_in_the_largest_unit_that_it_fills(
        self, value: int, unit: str, text: str
    ) -> None:
        assert lifetime(value, unit) == text

    def test_the_same_lifetime_in_other_units_is_no_difference(self) -> None:
        old = client(
            "app",
            AccessTokenValidity=60,
            TokenValidityUnits={"AccessToken": "minutes"},
            RefreshTokenValidity=30,
        )
        new = client("app", RefreshTokenValidity=10)
        found = also(pool_reading(clients=(old,)), pool_reading(clients=(new,)))
        assert found["also/app/AccessTokenValidity"].state is SettingState.SAME
        assert not any("TokenValidityUnits" in id_ for id_ in found)
        refresh = found["also/app/RefreshTokenValidity"]
        assert (refresh.old, refresh.new, refresh.state) == (
            "30 days",
            "10 days",
            SettingState.DIFFERS,
        )

    def test_what_step_4_shows_does_not_appear_twice(self) -> None:
        old = client(
            "app",
            CallbackURLs=["a://b"],
            AllowedOAuthScopes=["openid"],
            ClientSecret="s",
            DefaultRedirectURI="a://b",
        )
        found = also(pool_reading(clients=(old,)), pool_reading(clients=(client("app"),)))
        assert not any(setting.to_do for setting in found.values())

    def test_the_default_set_of_attributes_is_said_in_words(self) -> None:
        old = client("app", ReadAttributes=["email", "name"])
        setting = also(pool_reading(clients=(old,)), pool_reading(clients=(client("app"),)))[
            "also/app/ReadAttributes"
        ]
        assert (setting.old, setting.new, setting.state) == (
            ("email", "name"),
            EVERY_ATTRIBUTE,
            SettingState.DIFFERS,
        )

    def test_clients_without_a_pair_and_unread_ones_are_left_to_step_4(self) -> None:
        unread = Unread("DescribeUserPoolClient", "refused", name="app", id="x")
        found = also(
            pool_reading(clients=(client("odd"), unread)), pool_reading(clients=(client("app"),))
        )
        assert not any(setting.client for setting in found.values())

    def test_a_clients_own_look_is_compared(self) -> None:
        old = pool_reading(
            clients=(client("app"),),
            client_looks={"id-of-app": {"ClientId": "id-of-app", "CSS": ".a {}"}},
        )
        new = pool_reading(clients=(client("app"),), client_looks={"id-of-app": None})
        setting = also(old, new)["also/app/UICustomization.CSS"]
        assert (setting.old, setting.state) == (".a {}", SettingState.MISSING)

    def test_a_pair_that_was_chosen_after_reading_says_so(self) -> None:
        old = pool_reading(clients=(client("app"),), client_looks={"id-of-app": None})
        setting = also(old, pool_reading(clients=(client("app"),)))["also/app/GetUICustomization"]
        assert setting.state is SettingState.UNREAD
        assert "read again" in setting.reason

    def test_a_managed_login_style_is_compared_whole_and_its_pictures_by_fingerprint(self) -> None:
        def styled(colour: str, picture: bytes) -> PoolReading:
            style = {
                "ManagedLoginBrandingId": colour,
                "Settings": {"components": {"colour": colour}},
                "Assets": [{"Category": "FORM_LOGO", "ColorMode": "LIGHT", "Bytes": picture}],
            }
            return pool_reading(
                clients=(client("app"),),
                client_looks={"id-of-app": None},
                client_styles={"id-of-app": style},
            )

        found = also(styled("red", b"1"), styled("blue", b"2"))
        assert "red" in str(found["also/app/ManagedLoginBranding.Settings"].old)
        logo = found["also/app/ManagedLoginBranding.Assets.FORM_LOGO%20LIGHT"]
        assert logo.state is SettingState.DIFFERS
        assert "SHA-256" in str(logo.old)
        assert not any("BrandingId" in id_ for id_ in found)


class TestAttached:
    def test_groups_resource_servers_risk_and_logs_are_compared(self) -> None:
        old = pool_reading(
            groups=({"GroupName": "installers", "UserPoolId": "old", "Precedence": 1},),
            resource_servers=(
                {
                    "Identifier": "acme",
                    "Name": "Acme",
                    "Scopes": ({"ScopeName": "read", "ScopeDescription": "r"},),
                },
            ),
            risk={
                "UserPoolId": "old",
                "RiskExceptionConfiguration": {"BlockedIPRangeList": ("10.0.0.0/8",)},
            },
            log_delivery=({"EventSource": "userNotification", "LogLevel": "ERROR"},),
            mfa={"MfaConfiguration": "OFF", "SoftwareTokenMfaConfiguration": {"Enabled": True}},
            ui_customization=UICustomization(
                {"CSS": ".a {}", "ClientId": "ALL", "CSSVersion": "1"}
            ),
        )
        new = pool_reading(resource_servers=({"Identifier": "acme", "Name": "Acme"},))
        found = {id_ for id_, setting in also(old, new).items() if setting.to_do}
        assert found == {
            "also/-/Groups/installers",
            "also/-/ResourceServers.Scopes/acme%2Fread",
            "also/-/RiskConfiguration.RiskExceptionConfiguration.BlockedIPRangeList/10.0.0.0%2F8",
            "also/-/LogConfigurations/userNotification",
            "also/-/SoftwareTokenMfaConfiguration.Enabled",
            "also/-/UICustomization.CSS",
        }

    def test_an_unread_part_says_why_and_an_awaited_one_says_nothing(self) -> None:
        found = also(
            pool_reading(groups=Unread("ListGroups", "refused"), risk=Pending("x")), pool_reading()
        )
        assert found["also/-/ListGroups"].state is SettingState.UNREAD
        assert found["also/-/ListGroups"].reason == "in the old pool: refused"
        assert not any("Risk" in id_ for id_ in found)

    def test_providers_and_domains_show_only_what_their_steps_do_not(self) -> None:
        old = pool_reading(
            domain=domain(), providers=(google(), provider("House", "OIDC", {"client_id": "a"}, {}))
        )
        new = pool_reading(
            domain=domain("other", 2),
            providers=(google(client_id="b"), provider("House", "SAML", {}, {})),
        )
        found = {
            id_: setting.state
            for id_, setting in also(old, new).items()
            if setting.state is not SettingState.SAME
        }
        assert found == {"also/-/IdentityProviders.ProviderType/House": SettingState.LOCKED}


def test_nothing_of_it_is_ever_applied_and_each_difference_says_where_it_is_changed() -> None:
    old = pool_reading(
        pool=pool("old", DeviceConfiguration={"ChallengeRequiredOnNewDevice": True}),
        clients=(client("app", AuthSessionValidity=5),),
    )
    found = also(
        old, pool_reading(pool=pool("new"), clients=(client("app", AuthSessionValidity=3),))
    )
    to_do = [setting for setting in found.values() if setting.to_do]
    assert len(to_do) == 2
    assert all(setting.target is None and not setting.applicable for setting in to_do)
    assert all(
        setting.blocked.startswith("Poolwalk does not write this: Cognito console, ")
        for setting in to_do
    )
    assert in_one_go(tuple(found.values())) == ()


def test_ids_are_unique_and_decode_to_their_parts() -> None:
    old = pool_reading(
        pool=pool("o", UserPoolTags={"a/b": "1", "a": "2"}),
        groups=({"GroupName": "a/b"}, {"GroupName": "c"}),
    )
    settings = compare(reading(old, pool_reading()), Choices(), REGION)
    ids = [setting.id for setting in settings]
    assert len(ids) == len(set(ids))
    assert setting_parts("also/-/Groups/a%2Fb") == ["also", "-", "Groups", "a/b"]
    assert "also/-/Groups/a%2Fb" in ids


def test_what_did_not_change_since_the_last_comparison_is_not_compared_again() -> None:
    compared = ComparedParts()
    old, new = (
        pool_reading(clients=(client("a"), client("b"))),
        pool_reading(clients=(client("a"), client("b"))),
    )
    first = {
        setting.id: setting for setting in compare(reading(old, new), Choices(), REGION, compared)
    }
    changed = pool_reading(clients=(new.clients[0], client("b", AuthSessionValidity=9)))  # type: ignore[index]
    second = {
        setting.id: setting
        for setting in compare(reading(old, changed), Choices(), REGION, compared)
    }
    assert second["also/a/RefreshTokenValidity"] is first["also/a/RefreshTokenValidity"]
    assert second["also/b/AuthSessionValidity"].new == 9
    assert compare(reading(old, changed), Choices(), REGION) == tuple(second.values())

"""What each step's comparison says of two pools."""

from typing import ClassVar

import pytest

from migration.compare.choices import Choices
from migration.compare.comparison import compare, in_one_go
from migration.compare.setting import Setting
from migration.compare.setting_state import SettingState
from migration.deployment.whole_reading import Reading
from migration.pools.documents import Domain, SkillsStack
from migration.pools.reading import PoolReading, Unread
from tests.readings import (
    REGION,
    apple,
    client,
    domain,
    github,
    google,
    pool,
    pool_reading,
    provider,
    reading,
)


def settings_of(
    old: PoolReading,
    new: PoolReading,
    choices: Choices | None = None,
    stack: SkillsStack | Unread | None = None,
) -> dict[str, Setting]:
    return {
        setting.id: setting
        for setting in compare(reading(old, new, stack), choices or Choices(), REGION)
    }


def test_nothing_is_said_before_anything_is_read() -> None:
    assert compare(Reading(), Choices(), REGION) == ()


class TestDomain:
    def test_without_a_prefix_the_domain_asks_for_one_and_cannot_be_applied(self) -> None:
        setting = settings_of(pool_reading(domain=domain()), pool_reading())["2/-/Domain"]
        assert (setting.state, setting.asks, setting.applicable) == (
            SettingState.MISSING,
            "domain",
            False,
        )

    def test_an_entered_prefix_can_be_applied_and_names_the_login_version_it_takes(self) -> None:
        setting = settings_of(
            pool_reading(domain=domain(version=2)), pool_reading(), Choices(prefix="acme-users")
        )["2/-/Domain"]
        assert setting.applicable
        assert (
            "acme-users.auth.us-east-1.amazoncognito.com; its login pages: managed login, version 2"
            in setting.reason
        )

    @pytest.mark.parametrize(
        ("tier", "version", "blocked"),
        [("LITE", 2, True), ("LITE", 1, False), ("PLUS", 2, False), ("FUTURE", 2, False)],
    )
    def test_managed_login_is_not_offered_to_a_tier_that_has_none(
        self, tier: str, version: int, *, blocked: bool
    ) -> None:
        new = pool_reading(pool=pool("New", UserPoolTier=tier))
        one = settings_of(
            pool_reading(domain=domain(version=version)), new, Choices(prefix="acme-users")
        )["2/-/Domain"]
        assert one.applicable is not blocked
        assert ("the new pool's tier LITE" in one.blocked) is blocked

    def test_a_login_version_that_is_not_known_here_is_said_to_be_that(self) -> None:
        one = settings_of(pool_reading(domain=domain(version=3)), pool_reading())["2/-/Domain"]
        assert "its login pages: of a kind unknown here, version 3" in one.reason

    def test_a_domain_that_is_there_differs_on_purpose(self) -> None:
        found = settings_of(
            pool_reading(domain=domain()), pool_reading(domain=domain("acme-users"))
        )
        assert found["2/-/Domain"].state is SettingState.EXPECTED
        assert found["2/-/ManagedLoginVersion"].state is SettingState.SAME

    def test_under_managed_login_each_client_without_a_style_is_shown(self) -> None:
        new = pool_reading(
            domain=domain("new", 2),
            clients=(client("a"), client("b")),
            branding={"id-of-a": True, "id-of-b": False},
        )
        found = settings_of(pool_reading(domain=domain(version=2)), new)
        assert found["2/a/ManagedLoginBranding"].state is SettingState.SAME
        assert found["2/b/ManagedLoginBranding"].state is SettingState.MISSING
        assert not found["2/b/ManagedLoginBranding"].applicable

    def test_an_unread_domain_offers_nothing(self) -> None:
        new = pool_reading(domain=Unread("DescribeUserPoolDomain", "refused"))
        setting = settings_of(pool_reading(domain=domain()), new, Choices(prefix="acme-users"))[
            "2/-/Domain"
        ]
        assert (setting.state, setting.applicable) == (SettingState.UNREAD, False)


class TestProviders:
    def test_a_missing_google_is_one_setting(self) -> None:
        found = settings_of(pool_reading(providers=(google(),)), pool_reading())
        assert found["3a/-/Google"].applicable
        assert [id_ for id_ in found if id_.startswith("3a")] == ["3a/-/Google"]

    def test_what_aws_derives_is_no_difference(self) -> None:
        new = google(
            attributes_url="https://people.googleapis.com",
            token_url="https://oauth2",
            oidc_issuer="https://accounts.google.com",
        )
        found = settings_of(pool_reading(providers=(google(),)), pool_reading(providers=(new,)))
        states = [setting.state for id_, setting in found.items() if id_.startswith("3a")]
        assert states
        assert set(states) == {SettingState.SAME}

    def test_apple_waits_for_its_key_and_the_key_counts_as_done_once_the_provider_exists(
        self,
    ) -> None:
        old = pool_reading(providers=(apple(),))
        assert settings_of(old, pool_reading())["3b/-/SignInWithApple"].asks == "apple-key"
        assert settings_of(old, pool_reading(), Choices(apple_key_id="NEWKEY1234"))[
            "3b/-/SignInWithApple"
        ].applicable
        found = settings_of(old, pool_reading(providers=(apple(key_id="NEWKEY1234"),)))
        assert found["3b/-/SignInWithApple/private_key"].state is SettingState.HIDDEN
        assert found["3b/-/SignInWithApple/key_id"].state is SettingState.EXPECTED

    def test_scopes_that_only_the_new_provider_has_stay(self) -> None:
        new = google(authorize_scopes="openid phone")
        setting = settings_of(pool_reading(providers=(google(),)), pool_reading(providers=(new,)))[
            "3a/-/Google/authorize_scopes"
        ]
        assert setting.state is SettingState.DIFFERS
        assert setting.wanted == "openid phone profile email"

    def test_other_providers_are_step_3c(self) -> None:
        found = settings_of(pool_reading(providers=(github(),)), pool_reading())
        assert found["3c/-/GitHub"].state is SettingState.MISSING

    def test_a_secret_shows_as_dots_wherever_it_is_printed(self) -> None:
        new = google(client_secret="other secret")
        setting = settings_of(pool_reading(providers=(google(),)), pool_reading(providers=(new,)))[
            "3a/-/Google/client_secret"
        ]
        assert setting.state is SettingState.DIFFERS
        assert setting.secret
        assert "a secret" not in repr(setting)
        assert "other secret" not in str(setting)


class TestClients:
    def test_missing_and_extra_callbacks(self) -> None:
        old = client("app", CallbackURLs=["rainmaker://a", "com.acme://b"])
        new = client("app", CallbackURLs=["com.acme://b", "https://extra"])
        found = settings_of(pool_reading(clients=(old,)), pool_reading(clients=(new,)))
        states = {
            setting.item: setting.state
            for setting in found.values()
            if setting.member == "CallbackURLs"
        }
        assert states == {
            "rainmaker://a": SettingState.MISSING,
            "com.acme://b": SettingState.SAME,
            "https://extra": SettingState.EXTRA,
        }

    def test_a_provider_that_the_new_pool_lacks_comes_free_in_the_run_that_makes_it(self) -> None:
        old = pool_reading(
            providers=(google(),),
            clients=(client("app", SupportedIdentityProviders=["COGNITO", "Google"]),),
        )
        new = pool_reading(clients=(client("app", SupportedIdentityProviders=["COGNITO"]),))
        found = settings_of(old, new)
        setting = found["4/app/SupportedIdentityProviders/Google"]
        assert setting.blocked == "needs Google (step 3a) first"
        assert in_one_go(tuple(found.values())) == ("3a/-/Google", setting.id)
        assert in_one_go(tuple(found.values()), [setting.id]) == ()

    def test_a_provider_that_cannot_be_made_keeps_its_clients_out_of_the_run(self) -> None:
        old = pool_reading(
            providers=(apple(),),
            clients=(client("app", SupportedIdentityProviders=["SignInWithApple"]),),
        )
        found = settings_of(old, pool_reading(clients=(client("app"),)))
        assert in_one_go(tuple(found.values())) == ()

    def test_a_suggested_pair_is_shown_and_cannot_be_applied(self) -> None:
        old = client("rainmaker-user-pool-client", CallbackURLs=["rainmaker://a"])
        found = settings_of(
            pool_reading(clients=(old,)), pool_reading(clients=(client("new-main"),))
        )
        setting = found["4/rainmaker-user-pool-client/CallbackURLs/rainmaker%3A%2F%2Fa"]
        assert "confirm" in setting.blocked
        choices = Choices(pairs={"rainmaker-user-pool-client": "new-main"})
        assert settings_of(
            pool_reading(clients=(old,)), pool_reading(clients=(client("new-main"),)), choices
        )[setting.id].applicable

    def test_of_a_client_of_the_skills_stacks_step_6_brings_the_providers_alone(self) -> None:
        name = "esp-rainmaker-alexa-skill"
        old = pool_reading(
            clients=(
                client(name, SupportedIdentityProviders=["COGNITO"], LogoutURLs=["https://a"]),
            )
        )
        stack = SkillsStack(
            "3p-CognitoClients", "us-east-1", "CREATE_COMPLETE", frozenset({f"id-of-{name}"})
        )
        found = settings_of(old, pool_reading(clients=(client(name),)), stack=stack)
        brought = found[f"4/{name}/SupportedIdentityProviders/COGNITO"]
        assert (brought.left_to, brought.waits_for) == ("6", "")
        assert "step 6 brings its sign-in providers" in brought.blocked

    @pytest.mark.parametrize(
        ("resolved", "state"),
        [
            ("COGNITO", SettingState.DIFFERS),
            ("", SettingState.DIFFERS),
            ("GitHub,COGNITO", SettingState.SAME),
        ],
    )
    def test_a_name_in_systems_manager_is_never_overwritten_with_providers(
        self, resolved: str, state: SettingState
    ) -> None:
        parameter = "SkillIdentityProvidersNewUserPool"
        stack = SkillsStack(
            "3p-CognitoClients",
            "us-east-1",
            "CREATE_COMPLETE",
            frozenset({"id-of-app"}),
            id="arn:aws:cloudformation:us-east-1:1:stack/3p/a",
            document={"Parameters": {parameter: "/acme/providers"}},
            resolved={parameter: resolved},
        )
        new = pool_reading(providers=(github(),), clients=(client("app"),))
        found = settings_of(pool_reading(providers=(github(),)), new, stack=stack)
        one = found[f"6/-/{parameter}"]
        assert (one.state, one.new, one.applicable) == (state, resolved, False)
        assert ("/acme/providers of Systems Manager" in one.blocked) is (
            state is SettingState.DIFFERS
        )

    def test_what_else_a_client_of_the_skills_stacks_lacks_waits_for_step_6(self) -> None:
        name = "esp-rainmaker-alexa-skill"
        old, new = (
            pool_reading(clients=(client(name, LogoutURLs=["https://a"]),)),
            pool_reading(clients=(client(name),)),
        )
        stack = SkillsStack(
            "3p-CognitoClients", "us-east-1", "CREATE_COMPLETE", frozenset({f"id-of-{name}"})
        )
        id_ = f"4/{name}/LogoutURLs/https%3A%2F%2Fa"
        before = settings_of(old, new, stack=stack)[id_]
        assert (before.waits_for, before.left_to, before.applicable) == ("6", "", False)
        assert before.blocked.startswith("waits for 6: the stack 3p-CognitoClients made this")
        after = settings_of(old, new, Choices(finished=frozenset({"6"})), stack)[id_]
        assert after.applicable
        assert "may take this back" in after.reason

    def test_where_the_stack_could_not_be_read_the_voice_clients_are_left_alone(self) -> None:
        old = pool_reading(
            clients=(
                client("esp-rainmaker-google-action", LogoutURLs=["https://a"]),
                client("app", LogoutURLs=["https://a"]),
            )
        )
        new = pool_reading(clients=(client("esp-rainmaker-google-action"), client("app")))
        found = settings_of(old, new, stack=Unread("ListStackResources", "refused"))
        assert not found["4/esp-rainmaker-google-action/LogoutURLs/https%3A%2F%2Fa"].applicable
        assert found["4/app/LogoutURLs/https%3A%2F%2Fa"].applicable

    @pytest.mark.parametrize("left_out", [frozenset(), frozenset({"3a"})])
    def test_no_client_waits_for_a_provider_whose_step_is_left_out(
        self, left_out: frozenset[str]
    ) -> None:
        old = pool_reading(
            providers=(google(),),
            clients=(client("app", SupportedIdentityProviders=["COGNITO", "Google"]),),
        )
        new = pool_reading(clients=(client("app", SupportedIdentityProviders=["COGNITO"]),))
        found = settings_of(old, new, Choices(left_out=left_out))
        setting = found["4/app/SupportedIdentityProviders/Google"]
        assert setting.to_do is not bool(left_out)
        assert ("step 3a" in setting.reason) is bool(left_out)

    def test_a_callback_on_the_old_domain_moves_to_the_new_one(self) -> None:
        url = "https://acme-login.auth.us-east-1.amazoncognito.com/done?x=1"
        old = pool_reading(
            domain=domain("acme-login"), clients=(client("app", CallbackURLs=[url]),)
        )
        waiting = settings_of(old, pool_reading(clients=(client("app"),)))
        (setting,) = [setting for setting in waiting.values() if setting.member == "CallbackURLs"]
        assert "waits for the new domain" in setting.blocked
        assert setting.frees_itself  # so that it is counted as to do from the start
        found = settings_of(
            old, pool_reading(domain=domain("acme-users"), clients=(client("app"),))
        )
        (moved,) = [setting for setting in found.values() if setting.member == "CallbackURLs"]
        assert moved.wanted == "https://acme-users.auth.us-east-1.amazoncognito.com/done?x=1"
        assert moved.applicable

    def test_a_scope_without_its_resource_server_is_held_back_with_the_reason(self) -> None:
        old = pool_reading(clients=(client("app", AllowedOAuthScopes=["openid", "acme/read"]),))
        found = settings_of(old, pool_reading(clients=(client("app"),)))
        assert found["4/app/AllowedOAuthScopes/openid"].applicable
        assert "resource server" in found["4/app/AllowedOAuthScopes/acme%2Fread"].blocked

    def test_a_client_that_does_not_allow_oauth_yet_gets_it_in_the_same_write(self) -> None:
        old = pool_reading(
            clients=(client("app", CallbackURLs=["a://b"], AllowedOAuthFlows=["code"]),)
        )
        found = settings_of(
            old, pool_reading(clients=(client("app", AllowedOAuthFlowsUserPoolClient=False),))
        )
        callback, oauth = "4/app/CallbackURLs/a%3A%2F%2Fb", "4/app/AllowedOAuthFlowsUserPoolClient"
        assert (
            found[callback].blocked
            == "needs “OAuth allowed” in the same write: apply the whole step"
        )
        assert set(in_one_go(tuple(found.values()))) == {
            callback,
            oauth,
            "4/app/AllowedOAuthFlows/code",
        }

    def test_whether_a_client_has_a_secret_is_locked(self) -> None:
        old = pool_reading(clients=(client("app", ClientSecret="hush"),))
        found = settings_of(old, pool_reading(clients=(client("app"),)))["4/app/ClientSecret"]
        assert found.state is SettingState.LOCKED
        assert found.asks_a_person  # another client is to be made, or its secret done without

    def test_an_unread_client_offers_nothing_and_hides_no_other(self) -> None:
        new = (Unread("DescribeUserPoolClient", "refused", name="app", id="x"), client("other"))
        found = settings_of(
            pool_reading(clients=(client("app"), client("other", LogoutURLs=["https://a"]))),
            pool_reading(clients=new),
        )
        assert found["4/app/DescribeUserPoolClient"].state is SettingState.UNREAD
        assert found["4/other/LogoutURLs/https%3A%2F%2Fa"].applicable

    def test_a_mapping_onto_an_attribute_that_the_new_pool_lacks_is_blocked(self) -> None:
        mapped = provider("Google", "Google", {"client_id": "a"}, {"custom:tenant": "hd"})
        has = [{"Name": "email"}, {"Name": "custom:tenant"}]
        for schema, blocked in (([{"Name": "email"}], True), (has, False)):
            new = pool_reading(pool=pool("New", SchemaAttributes=schema))
            made = settings_of(pool_reading(providers=(mapped,)), new)["3a/-/Google"]
            assert made.applicable is not blocked
            assert ("custom:tenant" in made.blocked) is blocked
        bare = provider("Google", "Google", {"client_id": "a"}, {})
        new = pool_reading(
            pool=pool("New", SchemaAttributes=[{"Name": "email"}]), providers=(bare,)
        )
        found = settings_of(pool_reading(providers=(mapped,)), new)
        one = found["3a/-/Google/AttributeMapping.custom%3Atenant"]
        assert "custom:tenant, which the new pool lacks" in one.blocked

    @pytest.mark.parametrize("attribute", ["cognito:user_status", "custom:", "custom:a b", "hd"])
    def test_an_attribute_that_nobody_can_add_is_not_asked_for(self, attribute: str) -> None:
        mapped = provider("Google", "Google", {"client_id": "a"}, {attribute: "hd"})
        new = pool_reading(pool=pool("New", SchemaAttributes=[{"Name": "email"}]))
        made = settings_of(pool_reading(providers=(mapped,)), new)["3a/-/Google"]
        assert "nobody can add: take it off the old pool's provider" in made.blocked
        assert "add that attribute" not in made.blocked

    def test_a_provider_that_no_pool_has_is_nothing_to_wait_for(self) -> None:
        old, new = client("app", SupportedIdentityProviders=["COGNITO", "Google"]), client("app")
        id_ = "4/app/SupportedIdentityProviders/Google"
        for olds, state in (((), SettingState.EXPECTED), ((google(),), SettingState.MISSING)):
            found = settings_of(
                pool_reading(clients=(old,), providers=olds), pool_reading(clients=(new,))
            )
            assert found[id_].state is state
            assert ("neither pool has this provider" in found[id_].reason) is (not olds)
            assert bool(found[id_].blocked) is bool(olds)

    def test_a_provider_is_not_called_nobodys_where_the_old_pools_are_unread(self) -> None:
        old, new = client("app", SupportedIdentityProviders=["Google"]), client("app")
        found = settings_of(
            pool_reading(clients=(old,), providers=Unread("ListIdentityProviders", "No.")),
            pool_reading(clients=(new,)),
        )
        one = found["4/app/SupportedIdentityProviders/Google"]
        assert one.state is SettingState.MISSING
        assert "are unread" in one.blocked

    def test_what_nobody_has_is_needed_by_its_name_and_by_no_setting_id(self) -> None:
        old, new = client("app", DefaultRedirectURI="https://a.example/"), client("app")
        one = settings_of(pool_reading(clients=(old,)), pool_reading(clients=(new,)))[
            "4/app/DefaultRedirectURI"
        ]
        assert one.blocked == "needs https://a.example/, which neither pool has, first"

    def test_an_old_client_without_a_pair_says_what_to_do(self) -> None:
        found = settings_of(
            pool_reading(clients=(client("odd"), client("odder"))), pool_reading(clients=())
        )
        assert "pair it" in found["4/odd/ClientName"].blocked


class TestDomainThatIsNotThereYet:
    @pytest.mark.parametrize(
        ("status", "says"),
        [
            ("CREATING", "still making it"),
            ("FAILED", "could not make it"),
            ("DELETING", "taking it away"),
        ],
    )
    def test_step_2_is_not_done_and_nothing_rests_on_it(self, status: str, says: str) -> None:
        url = "https://acme-login.auth.us-east-1.amazoncognito.com/done"
        old = pool_reading(
            domain=domain("acme-login"), clients=(client("app", CallbackURLs=[url]),)
        )
        being_made = Domain.from_describe({"Domain": "acme-users", "Status": status}, REGION)
        found = settings_of(old, pool_reading(domain=being_made, clients=(client("app"),)))
        made = found["2/-/Domain"]
        assert made.to_do
        assert not made.to_write
        assert says in made.blocked
        (callback,) = [setting for setting in found.values() if setting.member == "CallbackURLs"]
        assert "waits for the new domain" in callback.blocked

    @pytest.mark.parametrize("status", ["ACTIVE", "UPDATING", ""])
    def test_one_that_answers_is_there(self, status: str) -> None:
        there = Domain.from_describe({"Domain": "acme-users", "Status": status}, REGION)
        found = settings_of(pool_reading(domain=domain()), pool_reading(domain=there))
        assert not found["2/-/Domain"].to_do


class TestEmail:
    TEMPLATE: ClassVar = {
        "DefaultEmailOption": "CONFIRM_WITH_CODE",
        "EmailSubject": "Welcome",
        "EmailMessage": "Code {####}",
    }
    SES: ClassVar = {
        "EmailSendingAccount": "DEVELOPER",
        "SourceArn": "arn:aws:ses:us-east-1:1:identity/acme.example",
    }

    def test_a_text_goes_without_ses_too_and_a_sender_of_ones_own_takes_ses_along(self) -> None:
        old = pool_reading(
            pool=pool(VerificationMessageTemplate=self.TEMPLATE, EmailConfiguration=self.SES)
        )
        found = settings_of(old, pool_reading(pool=pool()))
        assert found["5/-/EmailSubject"].applicable
        assert found["5/-/EmailMessage"].applicable
        expected = {
            "5/-/EmailSubject",
            "5/-/EmailMessage",
            "5/-/EmailSendingAccount",
            "5/-/SourceArn",
        }
        assert set(in_one_go(tuple(found.values()))) == expected

    def test_what_the_old_pool_never_set_is_not_asked_of_the_new_one(self) -> None:
        found = settings_of(
            pool_reading(), pool_reading(pool=pool(VerificationMessageTemplate=self.TEMPLATE))
        )
        assert not any(setting.to_do for id_, setting in found.items() if id_.startswith("5/"))

    def test_the_members_that_the_template_replaced_are_read_where_it_is_missing(self) -> None:
        old = pool(EmailVerificationSubject="Hello", EmailVerificationMessage="{####}")
        assert (
            settings_of(pool_reading(pool=old), pool_reading(pool=pool()))[
                "5/-/EmailSubject"
            ].wanted
            == "Hello"
        )

    def test_a_new_pool_that_sends_through_ses_already_goes_on_doing_so(self) -> None:
        found = settings_of(pool_reading(), pool_reading(pool=pool(EmailConfiguration=self.SES)))
        assert found["5/-/EmailSendingAccount"].state is SettingState.EXPECTED

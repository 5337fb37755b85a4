"""A provider is not trusted by its name: another kind under it is sent no secret, by no road."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest

from migration.changes.resources import Resources
from migration.compare.choices import Choices
from migration.compare.comparison import compare, in_one_go
from migration.compare.provider_identity import why_another
from migration.compare.setting_state import SettingState
from migration.pools.documents import IdentityProvider, SkillsStack
from migration.walkthrough import Walkthrough
from tests.changes.change_kinds import P8
from tests.practice_aws import NEW_POOL, PracticeAws
from tests.readings import REGION, apple, client, github, google, pool_reading, provider, reading
from tests.walkthroughs import walk

EVIL = "https://evil.example"


def oidc(name: str, **details: str) -> IdentityProvider:
    return provider(name, "OIDC", {"client_id": "x", "client_secret": "y", **details}, {})


PLANTED = [
    pytest.param(google(), oidc("Google", oidc_issuer=EVIL), id="Google, of type OIDC"),
    pytest.param(google(), provider("Google", "SAML", {}, {}), id="Google, of type SAML"),
    pytest.param(google(), provider("Google", "", {}, {}), id="Google, of no type"),
    pytest.param(google(), google(oidc_issuer=EVIL), id="Google, with another issuer"),
    pytest.param(apple(), oidc("SignInWithApple", oidc_issuer=EVIL), id="Apple, of type OIDC"),
    pytest.param(apple(), apple(oidc_issuer=EVIL), id="Apple, with another issuer"),
    pytest.param(github(), oidc("GitHub", oidc_issuer=EVIL), id="OIDC, with another issuer"),
    pytest.param(
        github(),
        oidc("GitHub", oidc_issuer="https://gh.example/other"),
        id="OIDC, with another tenant of the issuer",
    ),
    pytest.param(
        github(),
        oidc("GitHub", oidc_issuer="https://gh.example", token_url=f"{EVIL}/token"),
        id="OIDC, with tokens got elsewhere",
    ),
    pytest.param(
        github(),
        oidc("GitHub", oidc_issuer="https://gh.example", token_url="http://gh.example/token"),
        id="OIDC, with tokens got unencrypted",
    ),
    pytest.param(github(), google(), id="OIDC, of type Google"),
]


def offered(old: IdentityProvider, new: IdentityProvider) -> Mapping[str, Any]:
    given = reading(pool_reading(providers=(old,)), pool_reading(providers=(new,)))
    settings = compare(given, Choices(apple_key_id="NEWKEY1234"), REGION)
    return {
        setting.id: setting
        for setting in settings
        if setting.step in {"3a", "3b", "3c"} and setting.id.split("/")[2].startswith(old.name)
    }


@pytest.mark.parametrize(("old", "new"), PLANTED[:-1])
def test_another_kind_under_the_name_is_one_blocked_row(
    old: IdentityProvider, new: IdentityProvider
) -> None:
    (row,) = offered(old, new).values()
    assert row.state is SettingState.DIFFERS
    assert "another kind of provider stands under this name" in row.blocked
    assert not in_one_go([row])


@pytest.mark.parametrize(("old", "new"), PLANTED)
def test_it_says_why(old: IdentityProvider, new: IdentityProvider) -> None:
    assert why_another(old, new)


@pytest.mark.parametrize(
    ("old", "new"),
    [
        (google(), google()),
        (google(oidc_issuer="https://accounts.google.com"), google()),
        (google(), google(oidc_issuer="https://accounts.google.com/", token_url="https://a.b/c")),
        (apple(), apple(key_id="NEWKEY1234", oidc_issuer="https://appleid.apple.com")),
        (github(), oidc("GitHub", oidc_issuer="https://gh.example/")),
        (
            github(),
            oidc("GitHub", oidc_issuer="https://gh.example", jwks_uri="https://gh.example/keys"),
        ),
        (provider("House", "SAML", {"MetadataURL": "a"}, {}), provider("House", "SAML", {}, {})),
    ],
)
def test_the_same_one_is_compared_as_before(old: IdentityProvider, new: IdentityProvider) -> None:
    assert not why_another(old, new)


WRAPPER = {
    "oidc_issuer": "https://gh.example",
    "authorize_url": "https://gh.example/prod/authorize",
    "token_url": "https://gh.example/prod/token",
    "attributes_url": "https://gh.example/prod/user",
    "jwks_uri": "https://gh.example/keys",
}


def test_a_wrapper_that_shares_an_endpoint_with_the_first_is_another_one() -> None:
    other = {name: at.replace("/prod/", "/prod2/") for name, at in WRAPPER.items()}
    why = why_another(oidc("GitHub", **WRAPPER), oidc("GitHub", **other))
    assert why == "its authorize_url is https://gh.example/prod2/authorize"
    slip = WRAPPER | {"token_url": "https://gh.example/prod/tokens"}
    assert not why_another(oidc("GitHub", **WRAPPER), oidc("GitHub", **slip))


@pytest.mark.parametrize(
    ("details", "told"),
    [
        (
            {"client_id": "z", "token_url": "https://gh.example/prod/token?key=s3cr3t"},
            "its token_url is https://gh.example/prod/token?…",
        ),
        (
            {"authorize_url": "https://me:s3cr3t@gh.example/prod/authorize"},
            "its authorize_url is at https://…@gh.example",
        ),
        ({"token_url": "me:s3cr3t@gh.example#s3cr3t"}, "its token_url is at …@gh.example#…"),
        (
            {"oidc_issuer": "https://gh.example/other?key=s3cr3t"},
            "its issuer is https://gh.example/other?…, not https://gh.example",
        ),
    ],
)
def test_the_reason_holds_no_user_and_no_query_which_may_be_secret(
    details: dict[str, str], told: str
) -> None:
    old, new = oidc("GitHub", **WRAPPER), oidc("GitHub", **WRAPPER | details)
    assert why_another(old, new) == told
    (row,) = (one for one in offered(old, new).values() if one.blocked)
    assert "s3cr3t" not in row.blocked + "".join(row.shown or ())


def test_no_client_and_no_stack_is_told_to_lead_there() -> None:
    old = pool_reading(
        providers=(google(),), clients=(client("app", SupportedIdentityProviders=["Google"]),)
    )
    new = pool_reading(
        providers=(oidc("Google", oidc_issuer=EVIL),), clients=(client("app", "new-app"),)
    )
    stack = SkillsStack(
        "skills",
        REGION,
        "CREATE_COMPLETE",
        frozenset({"new-app"}),
        "arn",
        "",
        {"Parameters": {"SkillIdentityProvidersNewUserPool": "COGNITO"}},
    )
    settings = compare(reading(old, new, stack), Choices(pairs={"app": "app"}), REGION)
    found = {setting.id: setting for setting in settings}
    for id_ in ("4/app/SupportedIdentityProviders/Google", "6/-/SkillIdentityProvidersNewUserPool"):
        assert "3a/-/Google" in found[id_].needs
        assert found[id_].blocked
        assert id_ not in in_one_go(settings)


# --- put there after it was shown -----------------------------------------------------------------
SECRET, KEY_ID = "3a/-/Google/client_secret", "3b/-/SignInWithApple/key_id"


def plant(aws: PracticeAws, name: str, **details: str) -> None:
    """Somebody's own provider takes the place of the new pool's."""
    aws.client("cognito-idp").delete_identity_provider(UserPoolId=NEW_POOL, ProviderName=name)
    document = {
        "ProviderType": "OIDC",
        "ProviderDetails": {
            "client_id": "x.apps.googleusercontent.com",
            "client_secret": "a former secret",
            "authorize_scopes": "openid",
            "attributes_request_method": "GET",
            "oidc_issuer": EVIL,
            **details,
        },
        "AttributeMapping": {"username": "sub"},
    }
    aws.change(pool="new", provider=name, create=True, set=document)


def there(aws: PracticeAws, name: str, kind: str, **details: str) -> None:
    held = {"client_id": "x.apps.googleusercontent.com", "authorize_scopes": "openid", **details}
    document = {"ProviderType": kind, "ProviderDetails": held}
    aws.change(pool="new", provider=name, create=True, set=document)


@pytest.fixture
def with_google(practice_aws: PracticeAws, tmp_path: Path) -> Walkthrough:
    there(practice_aws, "Google", "Google", client_secret="a former secret")
    return walk(practice_aws, tmp_path / "state")


def test_a_provider_planted_after_the_reading_gets_nothing(
    with_google: Walkthrough, practice_aws: PracticeAws
) -> None:
    plant(practice_aws, "Google")
    report = with_google.applier.apply([SECRET])
    assert [result.id for result in report.stale] == [SECRET]
    assert "another kind of provider" in report.stale[0].reason
    assert not practice_aws.calls("UpdateIdentityProvider")
    with_google.close()


def test_one_planted_between_two_tries_gets_nothing(
    with_google: Walkthrough, practice_aws: PracticeAws, monkeypatch: pytest.MonkeyPatch
) -> None:
    practice_aws.faults({"kind": "throttling", "operation": "UpdateIdentityProvider", "count": 1})
    send = Resources.send

    def sent(self: Resources, prepared: Any) -> None:
        try:
            send(self, prepared)
        finally:
            if not planted:
                planted.append(True)
                plant(practice_aws, "Google")

    planted: list[bool] = []
    monkeypatch.setattr(Resources, "send", sent)
    report = with_google.applier.apply([SECRET])
    assert "another kind of provider" in (*report.failed, *report.stale)[0].reason
    assert len(practice_aws.calls("UpdateIdentityProvider")) == 1
    with_google.close()


def test_undo_puts_no_former_secret_into_it(
    with_google: Walkthrough, practice_aws: PracticeAws
) -> None:
    assert with_google.applier.apply([SECRET]).applied
    undoable = with_google.past_changes.undoable()
    assert undoable is not None
    plant(practice_aws, "Google")
    practice_aws.forget_calls()
    report = with_google.applier.undo([undoable])
    assert "another kind of provider" in report.stale[0].reason
    assert not practice_aws.calls("UpdateIdentityProvider")
    with_google.close()


def test_apples_key_goes_to_apples_own_provider_alone(
    practice_aws: PracticeAws, tmp_path: Path
) -> None:
    there(
        practice_aws,
        "SignInWithApple",
        "SignInWithApple",
        team_id="TEAM123456",
        key_id="OLDKEY1234",
    )
    walked = walk(practice_aws, tmp_path / "state")
    walked.entered.supply_apple_key(P8, "NEWKEY1234")
    assert walked.applier.apply([KEY_ID]).applied
    walked.entered.supply_apple_key(P8, "OLDKEY1234")
    undoable = walked.past_changes.undoable()
    assert undoable is not None
    plant(practice_aws, "SignInWithApple", key_id="NEWKEY1234")
    practice_aws.forget_calls()
    report = walked.applier.undo([undoable])
    assert report.applied == ()
    assert not practice_aws.calls("UpdateIdentityProvider")
    walked.reader.read()
    assert walked.applier.undo([undoable]).applied == ()
    assert not practice_aws.calls("UpdateIdentityProvider")
    walked.close()

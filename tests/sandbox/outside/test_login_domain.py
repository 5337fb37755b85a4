"""The login domain of a pool, and its discovery document.

What they say follows from what the pool holds.
"""

import json
from http.client import RemoteDisconnected

import pytest

from tests.practice_aws import NEW_POOL, OLD_POOL, PracticeAws
from tests.sandbox.outside.asking import (
    NEW_CLIENT,
    NEW_HOST,
    OLD_CLIENT,
    OLD_HOST,
    ask,
    authorize,
    give_domain,
)

CALLBACK = "com.acme.home://success"


def discovery(aws: PracticeAws, pool: str) -> dict[str, object]:
    seen = ask(
        aws, f"https://cognito-idp.us-east-1.amazonaws.com/{pool}/.well-known/openid-configuration"
    )
    assert seen.status == 200
    found: dict[str, object] = json.loads(seen.body)
    return found


def test_a_registered_callback_leads_to_the_login_page(practice_aws: PracticeAws) -> None:
    seen = ask(practice_aws, authorize(OLD_HOST, OLD_CLIENT, CALLBACK))

    assert (seen.status, seen.to) == (302, f"https://{OLD_HOST}/login")
    assert seen.query["redirect_uri"] == CALLBACK


def test_a_callback_that_is_not_registered_is_a_mismatch(practice_aws: PracticeAws) -> None:
    seen = ask(practice_aws, authorize(OLD_HOST, OLD_CLIENT, CALLBACK + "/"))

    assert (seen.status, seen.to) == (302, f"https://{OLD_HOST}/error")
    assert seen.query == {"error": "redirect_mismatch", "client_id": OLD_CLIENT}
    assert "redirect_mismatch" in ask(practice_aws, seen.location).body


def test_a_callback_counts_from_the_moment_of_the_write(practice_aws: PracticeAws) -> None:
    give_domain(practice_aws)
    address = authorize(NEW_HOST, NEW_CLIENT, CALLBACK)
    assert ask(practice_aws, address).query["error"] == "redirect_mismatch"

    practice_aws.change(pool="new", client=NEW_CLIENT, set={"CallbackURLs": [CALLBACK]})

    assert ask(practice_aws, address).to == f"https://{NEW_HOST}/login"


@pytest.mark.parametrize(
    ("provider", "leads_to", "client_id"),
    [
        (
            "Google",
            "https://accounts.google.com/o/oauth2/v2/auth",
            "402190218822-acmehome0123456789abcdefghijklmn.apps.googleusercontent.com",
        ),
        ("SignInWithApple", "https://appleid.apple.com/auth/authorize", "com.acme.home.signin"),
        (
            "GitHub",
            "https://gh9x1y2z3a.execute-api.us-east-1.amazonaws.com/oauth2/authorize",
            "Iv1.acmehome01234567",
        ),
    ],
)
def test_a_provider_leads_to_its_page_with_the_pools_own_parameters(
    practice_aws: PracticeAws, provider: str, leads_to: str, client_id: str
) -> None:
    seen = ask(practice_aws, authorize(OLD_HOST, OLD_CLIENT, CALLBACK, identity_provider=provider))

    assert (seen.status, seen.to) == (302, leads_to)
    assert seen.query["client_id"] == client_id
    assert seen.query["redirect_uri"] == f"https://{OLD_HOST}/oauth2/idpresponse"
    assert seen.query["response_type"] == "code"
    assert seen.query["state"]


def test_a_provider_that_the_client_has_not_switched_on_is_an_error(
    practice_aws: PracticeAws,
) -> None:
    practice_aws.change(
        pool="old", client=OLD_CLIENT, set={"SupportedIdentityProviders": ["COGNITO", "Google"]}
    )
    seen = ask(
        practice_aws, authorize(OLD_HOST, OLD_CLIENT, CALLBACK, identity_provider="SignInWithApple")
    )

    assert (seen.to, seen.query["error"]) == (f"https://{OLD_HOST}/error", "unauthorized_client")


def test_a_provider_that_the_pool_has_not_got_leads_to_the_login_page(
    practice_aws: PracticeAws,
) -> None:
    seen = ask(
        practice_aws, authorize(OLD_HOST, OLD_CLIENT, CALLBACK, identity_provider="Facebook")
    )

    assert seen.to == f"https://{OLD_HOST}/login"


def test_the_only_provider_of_a_client_needs_no_name(practice_aws: PracticeAws) -> None:
    practice_aws.change(
        pool="old", client=OLD_CLIENT, set={"SupportedIdentityProviders": ["Google"]}
    )

    assert (
        ask(practice_aws, authorize(OLD_HOST, OLD_CLIENT, CALLBACK)).to
        == "https://accounts.google.com/o/oauth2/v2/auth"
    )


@pytest.mark.parametrize(
    ("changed", "error"),
    [
        ({"response_type": "token"}, "unauthorized_client"),
        ({"scope": "openid phone"}, "invalid_request"),
    ],
)
def test_a_flow_or_scope_that_is_not_allowed_goes_back_to_the_app(
    practice_aws: PracticeAws, changed: dict[str, str], error: str
) -> None:
    seen = ask(practice_aws, authorize(OLD_HOST, OLD_CLIENT, CALLBACK, **changed))

    assert seen.to.startswith(CALLBACK)
    assert seen.query["error"] == error


def test_an_unknown_client_is_an_error(practice_aws: PracticeAws) -> None:
    assert (
        ask(practice_aws, authorize(OLD_HOST, NEW_CLIENT, CALLBACK)).query["error"]
        == "invalid_request"
    )


def test_the_login_page_has_a_form(practice_aws: PracticeAws) -> None:
    seen = ask(
        practice_aws,
        authorize(OLD_HOST, OLD_CLIENT, CALLBACK).replace("/oauth2/authorize", "/login"),
    )

    assert seen.status == 200
    assert "<form" in seen.body


def test_managed_login_without_a_style_has_no_login_page(practice_aws: PracticeAws) -> None:
    give_domain(practice_aws, version=2)
    practice_aws.change(pool="new", client=NEW_CLIENT, set={"CallbackURLs": [CALLBACK]})
    address = authorize(NEW_HOST, NEW_CLIENT, CALLBACK)
    assert ask(practice_aws, address).to == f"https://{NEW_HOST}/login"
    page = address.replace("/oauth2/authorize", "/login")

    seen = ask(practice_aws, page)
    assert (seen.status, "Login pages unavailable" in seen.body) == (403, True)

    practice_aws.client("cognito-idp").create_managed_login_branding(
        UserPoolId=NEW_POOL, ClientId=NEW_CLIENT, UseCognitoProvidedValues=True
    )
    assert ask(practice_aws, page).status == 200


def test_a_domain_that_nobody_has_does_not_answer(practice_aws: PracticeAws) -> None:
    with pytest.raises(RemoteDisconnected):
        ask(practice_aws, f"https://{NEW_HOST}/login")


def test_the_discovery_document_names_the_pools_own_domain(practice_aws: PracticeAws) -> None:
    found = discovery(practice_aws, OLD_POOL)

    assert str(found["issuer"]).endswith(OLD_POOL)
    assert found["authorization_endpoint"] == f"https://{OLD_HOST}/oauth2/authorize"


def test_the_discovery_document_of_a_pool_without_a_domain_names_none(
    practice_aws: PracticeAws,
) -> None:
    assert "authorization_endpoint" not in discovery(practice_aws, NEW_POOL)

    give_domain(practice_aws)

    assert (
        discovery(practice_aws, NEW_POOL)["authorization_endpoint"]
        == f"https://{NEW_HOST}/oauth2/authorize"
    )


def test_an_unknown_pool_has_no_discovery_document(practice_aws: PracticeAws) -> None:
    seen = ask(
        practice_aws,
        "https://cognito-idp.us-east-1.amazonaws.com/us-east-1_Nothing00/.well-known/openid-configuration",
    )

    assert seen.status == 400


def test_a_domain_of_ones_own_answers_under_its_name(practice_aws: PracticeAws) -> None:
    practice_aws.client("cognito-idp").create_user_pool_domain(
        UserPoolId=OLD_POOL,
        Domain="login.acme-home.example",
        CustomDomainConfig={
            "CertificateArn": (
                "arn:aws:acm:us-east-1:123456789012:certificate/0123abcd-0123-0123-0123-0123456789ab"
            )
        },
    )

    assert (
        ask(practice_aws, authorize("login.acme-home.example", OLD_CLIENT, CALLBACK)).status == 302
    )


def test_every_request_is_recorded_with_the_host_that_was_meant(practice_aws: PracticeAws) -> None:
    ask(practice_aws, authorize(OLD_HOST, OLD_CLIENT, CALLBACK))

    recorded = practice_aws.control("GET", "outside/requests")["requests"]
    assert [(one["host"], one["method"], one["path"]) for one in recorded] == [
        (OLD_HOST, "GET", "/oauth2/authorize")
    ]
    assert recorded[0]["query"]["client_id"] == OLD_CLIENT
    practice_aws.reset()
    assert practice_aws.control("GET", "outside/requests")["requests"] == []

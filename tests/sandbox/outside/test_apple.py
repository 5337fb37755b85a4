"""Apple: its page says no with status 200, and its token endpoint believes a signature alone."""

import json
import time
from typing import Any

import jwt
import pytest
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import ec

from tests.practice_aws import PracticeAws
from tests.sandbox.outside.asking import NEW_HOST, OLD_HOST, Seen, ask, give_domain, outside

SERVICES_ID = "com.acme.home.signin"
TEAM = "A1B2C3D4E5"
KEY = ec.generate_private_key(ec.SECP256R1())


def page(
    aws: PracticeAws, host: str, client_id: str = SERVICES_ID, mode: str = "form_post"
) -> Seen:
    back = f"https%3A%2F%2F{host}%2Foauth2%2Fidpresponse"
    asked = f"client_id={client_id}&redirect_uri={back}&scope=email+name&response_type=code"
    return ask(aws, f"https://appleid.apple.com/auth/authorize?{asked}&response_mode={mode}")


def secret(key: ec.EllipticCurvePrivateKey = KEY, kid: str = "REGISTERED", **changed: Any) -> str:
    now = int(time.time())
    claims = {
        "iss": TEAM,
        "sub": SERVICES_ID,
        "aud": "https://appleid.apple.com",
        "iat": now,
        "exp": now + 300,
    }
    return jwt.encode(claims | changed, key, "ES256", {"kid": kid})


def token(aws: PracticeAws, client_secret: str, client_id: str = SERVICES_ID) -> str:
    form = {
        "grant_type": "authorization_code",
        "code": "none",
        "client_id": client_id,
        "client_secret": client_secret,
    }
    seen = ask(aws, "https://appleid.apple.com/auth/token", form)
    assert seen.status == 400
    return str(json.loads(seen.body)["error"])


@pytest.fixture
def registered(practice_aws: PracticeAws) -> PracticeAws:
    public = KEY.public_key().public_bytes(
        serialization.Encoding.PEM, serialization.PublicFormat.SubjectPublicKeyInfo
    )
    outside(
        practice_aws,
        "POST",
        "consoles",
        apple_keys={"REGISTERED": {"team_id": TEAM, "public_key": public.decode()}},
    )
    return practice_aws


def test_what_the_services_id_holds_gets_a_page_without_an_error(practice_aws: PracticeAws) -> None:
    seen = page(practice_aws, OLD_HOST)

    assert seen.status == 200
    assert "errorCode" not in seen.body


def test_a_return_url_that_was_not_saved_is_refused_with_status_200(
    practice_aws: PracticeAws,
) -> None:
    seen = page(practice_aws, NEW_HOST)

    assert seen.status == 200
    assert '"errorCode":"invalid_request","errorMessage":"Invalid web redirect url."' in seen.body


def test_the_return_url_alone_is_not_enough_without_its_domain(practice_aws: PracticeAws) -> None:
    address = f"https://{NEW_HOST}/oauth2/idpresponse"
    service = {"team_id": TEAM, "domains": [OLD_HOST], "return_urls": [address]}
    outside(practice_aws, "POST", "consoles", apple_services={SERVICES_ID: service})
    assert "errorCode" in page(practice_aws, NEW_HOST).body

    outside(
        practice_aws,
        "POST",
        "consoles",
        apple_services={SERVICES_ID: service | {"domains": [NEW_HOST]}},
    )
    assert "errorCode" not in page(practice_aws, NEW_HOST).body


def test_an_unknown_services_id_is_an_invalid_client(practice_aws: PracticeAws) -> None:
    assert '"errorCode":"invalid_client"' in page(practice_aws, OLD_HOST, "com.acme.gone").body


def test_a_scope_wants_the_answer_as_a_form(practice_aws: PracticeAws) -> None:
    assert "response_mode must be form_post" in page(practice_aws, OLD_HOST, mode="query").body


def test_the_work_in_the_console_lets_the_new_domain_in_beside_the_old(
    practice_aws: PracticeAws,
) -> None:
    give_domain(practice_aws)
    outside(practice_aws, "POST", "work", console="apple", pool="rainmaker-user-email-mobile-pool")

    assert "errorCode" not in page(practice_aws, NEW_HOST).body
    assert "errorCode" not in page(practice_aws, OLD_HOST).body


def test_a_key_that_belongs_is_told_from_a_code_that_is_none(registered: PracticeAws) -> None:
    assert token(registered, secret()) == "invalid_grant"


@pytest.mark.parametrize(
    "client_secret",
    [
        pytest.param(lambda: secret(key=ec.generate_private_key(ec.SECP256R1())), id="another key"),
        pytest.param(lambda: secret(kid="UNKNOWN000"), id="an unknown key id"),
        pytest.param(lambda: secret(iss="Z9Z9Z9Z9Z9"), id="another team"),
        pytest.param(lambda: secret(sub="com.acme.other"), id="another Services ID"),
        pytest.param(lambda: secret(aud="https://apple.com"), id="another audience"),
        pytest.param(lambda: secret(exp=int(time.time()) - 120), id="out of date"),
        pytest.param(
            lambda: secret(exp=int(time.time()) + 16_000_000), id="longer than six months"
        ),
        pytest.param(lambda: secret().rpartition(".")[0] + ".", id="no signature"),
        pytest.param(lambda: "not a token", id="no JWT"),
    ],
)
def test_a_client_secret_that_does_not_hold_up_is_an_invalid_client(
    registered: PracticeAws, client_secret: Any
) -> None:
    assert token(registered, client_secret()) == "invalid_client"


@pytest.mark.parametrize("kid", ["K6L7M8N9P0", "PRACTICE01"])
def test_a_key_to_practise_with_may_be_any_but_must_say_whose_it_is(
    practice_aws: PracticeAws, kid: str
) -> None:
    assert token(practice_aws, secret(kid=kid)) == "invalid_grant"
    assert token(practice_aws, secret(kid=kid, sub="com.acme.other")) == "invalid_client"
    assert token(practice_aws, secret(kid=kid, exp=int(time.time()) - 120)) == "invalid_client"

"""Google: it lets people back only to what its console holds, and says no in two forms."""

import json
from base64 import urlsafe_b64decode

import pytest

from sandbox.outside.google import auth_error
from tests.practice_aws import PracticeAws
from tests.sandbox.outside.asking import NEW_HOST, OLD_HOST, Seen, ask, give_domain, outside

CLIENT = "402190218822-acmehome0123456789abcdefghijklmn.apps.googleusercontent.com"
SECRET = "GOCSPX-acme-home-practice-secret"


def page(aws: PracticeAws, host: str, client_id: str = CLIENT, agent: str = "Mozilla/5.0") -> Seen:
    back = f"https%3A%2F%2F{host}%2Foauth2%2Fidpresponse"
    asked = f"client_id={client_id}&redirect_uri={back}&response_type=code&scope=openid"
    return ask(aws, f"https://accounts.google.com/o/oauth2/v2/auth?{asked}", agent=agent)


def code(seen: Seen) -> str:
    """Field 1 of the protobuf in `authError`."""
    message = urlsafe_b64decode(seen.query["authError"])
    assert message[0] == 0x0A
    return message[2 : 2 + message[1]].decode()


def token(
    aws: PracticeAws, host: str = OLD_HOST, client_id: str = CLIENT, secret: str = SECRET
) -> tuple[int, str]:
    form = {
        "grant_type": "authorization_code",
        "code": "none",
        "client_id": client_id,
        "client_secret": secret,
    }
    seen = ask(
        aws,
        "https://oauth2.googleapis.com/token",
        form | {"redirect_uri": f"https://{host}/oauth2/idpresponse"},
    )
    return seen.status, str(json.loads(seen.body)["error"])


def test_a_redirect_uri_of_the_console_leads_to_the_sign_in(practice_aws: PracticeAws) -> None:
    seen = page(practice_aws, OLD_HOST)
    assert (seen.status, seen.to) == (302, "https://accounts.google.com/v3/signin/identifier")

    assert 'id="identifierId"' in ask(practice_aws, seen.location).body


@pytest.mark.parametrize(
    ("host", "client_id", "says"),
    [(NEW_HOST, CLIENT, "redirect_uri_mismatch"), (OLD_HOST, "gone", "invalid_client")],
)
def test_anything_else_leads_to_an_error_that_only_a_protobuf_names(
    practice_aws: PracticeAws, host: str, client_id: str, says: str
) -> None:
    seen = page(practice_aws, host, client_id)

    assert (seen.status, seen.to) == (302, "https://accounts.google.com/signin/oauth/error")
    assert code(seen) == says


def test_who_is_no_browser_gets_the_refusal_as_a_page_with_status_200(
    practice_aws: PracticeAws,
) -> None:
    seen = page(practice_aws, NEW_HOST, agent="python-requests/2.32")

    assert seen.status == 200
    assert 'data-error-code="redirect_uri_mismatch"' in seen.body


def test_a_good_page_links_the_error_page_as_well(practice_aws: PracticeAws) -> None:
    seen = page(practice_aws, OLD_HOST, agent="python-requests/2.32")

    assert (seen.status, "identifierId" in seen.body, "/signin/oauth/error" in seen.body) == (
        200,
        True,
        True,
    )


def test_a_mistake_in_the_console_is_refused_until_it_is_mended(practice_aws: PracticeAws) -> None:
    give_domain(practice_aws)
    outside(practice_aws, "POST", "work", console="google", pool="rainmaker-user-email-mobile-pool")

    assert page(practice_aws, NEW_HOST).to.endswith("/v3/signin/identifier")
    assert page(practice_aws, OLD_HOST).to.endswith("/v3/signin/identifier")
    assert code(page(practice_aws, NEW_HOST + ":443")) == "redirect_uri_mismatch"


def test_id_and_secret_are_told_from_a_code_that_is_none(practice_aws: PracticeAws) -> None:
    assert token(practice_aws) == (400, "invalid_grant")
    assert token(practice_aws, host=NEW_HOST) == (400, "redirect_uri_mismatch")
    assert token(practice_aws, secret="GOCSPX-another") == (401, "invalid_client")
    assert token(practice_aws, client_id="gone") == (401, "invalid_client")


def test_a_long_code_still_is_field_one() -> None:
    message = urlsafe_b64decode(auth_error("x" * 300))

    assert message[:3] == b"\x0a\xac\x02"  # field 1, and 300 as a varint
    assert message[3:303] == b"x" * 300

"""What can go wrong at the hosts that are played, asked with the library the checks use."""

import time
from http.client import BadStatusLine, HTTPConnection, IncompleteRead, RemoteDisconnected
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest
import requests

from tests.practice_aws import HUNG, PracticeAws
from tests.sandbox.outside.asking import NEW_HOST, OLD_CLIENT, OLD_HOST, ask, authorize, outside

GOOGLE = "accounts.google.com"
CALLBACK = "com.acme.home://success"
SIGN_IN = f"https://{GOOGLE}/v3/signin/identifier"
CLIENT = "402190218822-acmehome0123456789abcdefghijklmn.apps.googleusercontent.com"


def fault(aws: PracticeAws, kind: str, **described: Any) -> None:
    outside(aws, "POST", "faults", kind=kind, **described)


def asked_for(
    host: str, redirect_host: str, path: str = "/o/oauth2/v2/auth", client_id: str = CLIENT
) -> str:
    back = f"https%3A%2F%2F{redirect_host}%2Foauth2%2Fidpresponse"
    return f"https://{host}{path}?client_id={client_id}&redirect_uri={back}&response_type=code"


def apple(host: str) -> str:
    return asked_for("appleid.apple.com", host, "/auth/authorize", "com.acme.home.signin")


@pytest.mark.parametrize(
    ("described", "status"),
    [
        ({"kind": "too_many", "seconds": 30}, 429),
        ({"kind": "server_error"}, 503),
        (
            {"kind": "answer", "status": 418, "body": "[red]\x1b[2J", "headers": {"X-Odd": "yes"}},
            418,
        ),
    ],
)
def test_an_answer_can_be_replaced(
    practice_aws: PracticeAws, described: dict[str, Any], status: int
) -> None:
    outside(practice_aws, "POST", "faults", **described)
    seen = ask(practice_aws, SIGN_IN)

    assert seen.status == status
    if "seconds" in described:
        assert seen.headers["Retry-After"] == "30"
    if "body" in described:
        assert (seen.body, seen.headers["X-Odd"]) == (described["body"], "yes")


def test_a_fault_keeps_to_its_host_its_path_and_its_count(practice_aws: PracticeAws) -> None:
    fault(
        practice_aws, "server_error", host="*.amazoncognito.com", path="/oauth2/", skip=1, count=1
    )
    address = authorize(OLD_HOST, OLD_CLIENT, CALLBACK)

    assert ask(practice_aws, SIGN_IN).status == 200
    assert ask(practice_aws, address.replace("/oauth2/authorize", "/login")).status == 200
    assert [ask(practice_aws, address).status for _ in range(3)] == [302, 503, 302]
    assert outside(practice_aws, "GET", "faults") == {"faults": []}


def test_a_fault_that_there_is_not_is_refused(practice_aws: PracticeAws) -> None:
    with pytest.raises(AssertionError, match="no such fault"):
        fault(practice_aws, "earthquake")
    with pytest.raises(AssertionError, match="no such fault"):
        fault(practice_aws, "slow", minutes=3)


def test_faults_end(practice_aws: PracticeAws) -> None:
    fault(practice_aws, "server_error")
    outside(practice_aws, "DELETE", "faults")
    assert ask(practice_aws, SIGN_IN).status == 200

    fault(practice_aws, "server_error")
    practice_aws.reset()
    assert ask(practice_aws, SIGN_IN).status == 200


def test_amazons_own_api_is_not_hit(practice_aws: PracticeAws) -> None:
    fault(practice_aws, "unreachable")

    assert practice_aws.client("sts").get_caller_identity()["Account"] == practice_aws.account


def test_a_slow_answer_still_comes(practice_aws: PracticeAws) -> None:
    fault(practice_aws, "slow", seconds=0.1)
    began = time.monotonic()

    assert ask(practice_aws, SIGN_IN).status == 200
    assert time.monotonic() - began >= 0.1


@pytest.mark.parametrize(
    ("kind", "seen"),
    [("unreachable", RemoteDisconnected), ("cut_off", IncompleteRead), ("nonsense", BadStatusLine)],
)
def test_a_broken_connection_is_broken(
    practice_aws: PracticeAws, kind: str, seen: type[Exception]
) -> None:
    fault(practice_aws, kind)

    with pytest.raises(seen):
        ask(practice_aws, SIGN_IN)


def test_bytes_that_mean_nothing(practice_aws: PracticeAws) -> None:
    fault(practice_aws, "garbage")
    seen = ask(practice_aws, SIGN_IN)

    assert seen.status == 200
    assert "identifierId" not in seen.body


def test_a_body_without_an_end_goes_on_as_long_as_somebody_reads(practice_aws: PracticeAws) -> None:
    fault(practice_aws, "endless")
    connection = HTTPConnection(urlsplit(practice_aws.endpoint).netloc, timeout=HUNG)
    connection.request("GET", "/v3/signin/identifier", headers={"Host": GOOGLE})
    answer = connection.getresponse()

    assert answer.getheader("Content-Length") is None
    assert len(answer.read(4_000_000)) == 4_000_000
    connection.close()
    # Whoever stops reading stops it alone.
    outside(practice_aws, "DELETE", "faults")
    assert ask(practice_aws, SIGN_IN).status == 200


def test_a_trickle_takes_its_time_over_every_byte(practice_aws: PracticeAws) -> None:
    fault(practice_aws, "trickle", seconds=0.05)

    with pytest.raises(requests.exceptions.RequestException):
        requests.get(
            practice_aws.endpoint + "/v3/signin/identifier", headers={"Host": GOOGLE}, timeout=0.01
        )


@pytest.mark.parametrize(
    "location",
    ["http://169.254.169.254/latest/meta-data/iam/security-credentials/", "http://10.0.0.1/"],
)
def test_a_redirect_can_lead_to_where_nobody_should_follow(
    practice_aws: PracticeAws, location: str
) -> None:
    if "169.254" in location:
        fault(practice_aws, "redirect", path="/oauth2/authorize")
    else:
        fault(practice_aws, "redirect", path="/oauth2/authorize", location=location)

    seen = ask(practice_aws, authorize(OLD_HOST, OLD_CLIENT, CALLBACK))
    assert (seen.status, seen.location) == (302, location)


def test_a_blind_party_takes_everything_for_registered(practice_aws: PracticeAws) -> None:
    fault(practice_aws, "blind")

    assert ask(practice_aws, asked_for(GOOGLE, "wrong.invalid")).to == SIGN_IN
    assert "errorCode" not in ask(practice_aws, apple("wrong.invalid")).body
    assert (
        ask(practice_aws, authorize(OLD_HOST, OLD_CLIENT, "https://wrong.invalid/")).to
        == f"https://{OLD_HOST}/login"
    )


def test_googles_refusal_as_a_page_for_a_browser_too(practice_aws: PracticeAws) -> None:
    fault(practice_aws, "mismatch_page", host=GOOGLE)
    seen = ask(practice_aws, asked_for(GOOGLE, NEW_HOST))

    assert seen.status == 200
    assert 'data-error-code="redirect_uri_mismatch"' in seen.body
    assert ask(practice_aws, asked_for(GOOGLE, OLD_HOST)).to == SIGN_IN


def test_apples_refusal_as_a_400(practice_aws: PracticeAws) -> None:
    fault(practice_aws, "json_400")
    seen = ask(practice_aws, apple(NEW_HOST))

    assert (seen.status, seen.headers["Content-Type"].partition(";")[0]) == (
        400,
        "application/json",
    )
    assert '"errorCode": "invalid_request"' in seen.body
    assert ask(practice_aws, apple(OLD_HOST)).status == 200


def test_login_pages_can_be_unavailable(practice_aws: PracticeAws) -> None:
    fault(practice_aws, "login_unavailable")
    seen = ask(
        practice_aws,
        authorize(OLD_HOST, OLD_CLIENT, CALLBACK).replace("/oauth2/authorize", "/login"),
    )

    assert (seen.status, "Login pages unavailable" in seen.body) == (403, True)


def test_a_certificate_that_is_not_theirs_is_not_believed(
    practice_aws: PracticeAws, tmp_path: Path
) -> None:
    opened = outside(practice_aws, "POST", "tls")
    (tmp_path / "ca.pem").write_text(opened["certificate"])

    with pytest.raises(requests.exceptions.SSLError, match="CERTIFICATE_VERIFY_FAILED"):
        requests.get(opened["url"], timeout=HUNG)
    with pytest.raises(requests.exceptions.SSLError, match=r"127\.0\.0\.1"):
        requests.get(opened["url"], timeout=HUNG, verify=str(tmp_path / "ca.pem"))


def test_a_certificate_for_the_right_name_is_believed_by_who_trusts_it(
    practice_aws: PracticeAws, tmp_path: Path
) -> None:
    opened = outside(practice_aws, "POST", "tls", names=["127.0.0.1"])
    (tmp_path / "ca.pem").write_text(opened["certificate"])

    seen = requests.get(
        opened["url"] + "/v3/signin/identifier",
        headers={"Host": GOOGLE},
        timeout=HUNG,
        verify=str(tmp_path / "ca.pem"),
    )
    assert (seen.status_code, "identifierId" in seen.text) == (200, True)


def test_who_never_greets_keeps_nobody_waiting(practice_aws: PracticeAws) -> None:
    opened = outside(practice_aws, "POST", "tls", names=["127.0.0.1"])
    silent = HTTPConnection(urlsplit(opened["url"]).netloc)
    silent.connect()  # without TLS, and without a word

    with pytest.raises(requests.exceptions.SSLError):
        requests.get(opened["url"], timeout=HUNG)
    silent.close()

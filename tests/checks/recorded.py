"""Every answer that is known, as recorded, with the verdict that it has to get.

`docs/checks.md` is made from it.
"""

import base64
import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime

import requests

from migration.checks.alexa import Linking, linking_is, linking_probe
from migration.checks.app_store import lookup_probe, released_since
from migration.checks.app_store_connect import app_store_released
from migration.checks.check import Judge
from migration.checks.check_verdict import CheckVerdict
from migration.checks.client_secret_probes import google_secret_probe
from migration.checks.cognito import (
    authorize_probe,
    by_table,
    discovery_probe,
    domain_answers,
    domain_of_pool,
    leads_to_provider,
    login_probe,
)
from migration.checks.hosts import APP_STORE_CONNECT, APPLE, GOOGLE, PLAY
from migration.checks.kind import CheckKind
from migration.checks.markers import known_markers
from migration.checks.play_store import play_released
from migration.checks.question_and_answer import Probe
from migration.pools.reading import Role
from migration.secret import Secret
from tests.checks.adapter import Said

DOMAIN, POOL, CLIENT, CALLBACK = (
    "acme.auth.us-east-1.amazoncognito.com",
    "us-east-1_New",
    "5newclient",
    "com.acme://success",
)
GOOGLE_ID, APPLE_ID, SKILL = (
    "402-acme.apps.googleusercontent.com",
    "com.acme.signin",
    "amzn1.ask.skill.1",
)
IDP = f"https%3A%2F%2F{DOMAIN}%2Foauth2%2Fidpresponse"
TO_GOOGLE = f"https://{GOOGLE}/o/oauth2/v2/auth?client_id={GOOGLE_ID}&redirect_uri={IDP}&response_type=code&state=secret-state"
TO_APPLE = f"https://{APPLE}/auth/authorize?client_id={APPLE_ID}&redirect_uri={IDP}&response_mode=form_post&state=secret-state"
BEGAN = datetime(2026, 11, 1, tzinfo=UTC)
PASSED, REFUSED, INCONCLUSIVE = CheckVerdict


def auth_error(code: str) -> str:
    """Google's `authError`: base64url of a protobuf message.

    Its field 1 is the code, and field 2 a sentence.
    """
    words = b"You can't sign in because Acme sent an invalid request."
    message = b"\x0a" + bytes([len(code)]) + code.encode() + b"\x12" + bytes([len(words)]) + words
    return base64.urlsafe_b64encode(message).decode().rstrip("=")


PROBES: Mapping[CheckKind, Probe] = {
    CheckKind.POOL_DOMAIN: discovery_probe("us-east-1", POOL),
    CheckKind.DOMAIN_LIVE: Probe(f"https://{DOMAIN}/"),
    CheckKind.CALLBACK: authorize_probe(DOMAIN, CLIENT, CALLBACK),
    CheckKind.PROVIDER: authorize_probe(DOMAIN, CLIENT, CALLBACK, "Google"),
    CheckKind.LOGIN_PAGE: login_probe(DOMAIN, CLIENT, CALLBACK),
    CheckKind.GOOGLE_CONSOLE: Probe(TO_GOOGLE),
    CheckKind.APPLE_CONSOLE: Probe(TO_APPLE),
    CheckKind.GOOGLE_SECRET: google_secret_probe(GOOGLE_ID, Secret("GOCSPX-practice"), DOMAIN),
    CheckKind.APPLE_KEY: Probe(
        f"https://{APPLE}/auth/token",
        {"client_id": APPLE_ID, "client_secret": Secret("a.jwt.token")},
    ),
    CheckKind.ALEXA_CONSOLE: linking_probe(SKILL, "live", Secret("Atza|token")),
    CheckKind.IOS_RELEASE: lookup_probe("com.acme.home"),
    CheckKind.PLAY_RELEASE: Probe(
        f"https://{PLAY}/androidpublisher/v3/applications/com.acme.home/tracks/production/releases"
    ),
    CheckKind.APP_STORE_RELEASE: Probe(f"https://{APP_STORE_CONNECT}/v1/apps/1/appStoreVersions"),
}
JUDGES: Mapping[CheckKind, Judge] = {
    CheckKind.POOL_DOMAIN: domain_of_pool(POOL, DOMAIN),
    CheckKind.DOMAIN_LIVE: domain_answers,
    CheckKind.PROVIDER: leads_to_provider(
        known_markers(), DOMAIN, "Google", GOOGLE, GOOGLE_ID, Role.OLD
    ),
    CheckKind.ALEXA_CONSOLE: linking_is(Linking(DOMAIN, CLIENT), "live"),
    CheckKind.IOS_RELEASE: released_since(BEGAN),
    CheckKind.PLAY_RELEASE: play_released("3.3.0"),
    CheckKind.APP_STORE_RELEASE: app_store_released("3.3.0"),
}


def judge_of(kind: CheckKind) -> Judge:
    """How a check's answers are judged."""
    return JUDGES.get(kind) or by_table(kind.value, known_markers(), DOMAIN)


@dataclass(frozen=True)
class Recorded:
    """One answer to one check, what it is called, and its verdict."""

    kind: CheckKind
    what: str
    said: Said | Exception
    verdict: CheckVerdict
    code: str = ""
    sentence: str = ""  # what it has to be told as; empty: whatever the table says


def _discovery(issuer: str = POOL, host: str = DOMAIN) -> Said:
    endpoint = {"authorization_endpoint": f"https://{host}/oauth2/authorize"} if host else {}
    return Said(
        200,
        json.dumps({"issuer": f"https://cognito-idp.us-east-1.amazonaws.com/{issuer}", **endpoint}),
    )


def _linking(client: str = CLIENT, domain: str = DOMAIN) -> dict[str, str]:
    return {
        "authorizationUrl": f"https://{domain}/oauth2/authorize",
        "accessTokenUrl": f"https://{domain}/oauth2/token",
        "clientId": client,
    }


def _app(released: str) -> Said:
    return Said(
        200, json.dumps({"resultCount": 1, "results": [{"currentVersionReleaseDate": released}]})
    )


def _oauth_error(code: str, status: int = 400) -> Said:
    return Said(status, json.dumps({"error": code}), headers={"Content-Type": "application/json"})


def _apple(code: str) -> str:
    return (
        '<html><script type="application/json"'
        f' id="boot_args">{{"direct":{{"errorCode":"{code}"}}}}</script></html>'
    )


_ERROR_LINK = f'<html><a href="https://{GOOGLE}/signin/oauth/error?authError=x">More</a></html>'
_SIGN_IN = '<html><form><input type="email" id="identifierId"></form></html>'

GOOGLES_REFUSALS = {
    "redirect_uri_mismatch": ("Google does not know the redirect URI: add it in Google's console"),
    "invalid_client": "Google does not know the client id",
    "deleted_client": "the client id was deleted in Google's console",
    "disabled_client": (
        "the client id is switched off in Google's console: switch it on, or take another"
    ),
}


def _play(*releases: tuple[str, str]) -> Said:
    held = [
        {
            "releaseName": name,
            "track": "production",
            "releaseLifecycleState": f"RELEASE_LIFECYCLE_STATE_{state}",
            "activeArtifacts": [{"versionCode": 330}],
        }
        for name, state in releases
    ]
    return Said(200, json.dumps({"releases": held}))


def _versions(*held: tuple[str, str]) -> Said:
    data = [
        {
            "type": "appStoreVersions",
            "attributes": {"platform": "IOS", "versionString": name, "appVersionState": state},
        }
        for name, state in held
    ]
    return Said(200, json.dumps({"data": data}))


_DRAFT = (("3.2.0", "PUBLISHED"), ("3.3.0", "DRAFT"))
OF_EACH: tuple[Recorded, ...] = (
    Recorded(CheckKind.POOL_DOMAIN, "the pool names the new domain", _discovery(), PASSED),
    Recorded(
        CheckKind.POOL_DOMAIN,
        "the pool names another host",
        _discovery(host="else.example"),
        REFUSED,
        "other_host",
    ),
    Recorded(
        CheckKind.POOL_DOMAIN,
        "the pool names no endpoint",
        _discovery(host=""),
        REFUSED,
        "no_endpoint",
    ),
    Recorded(
        CheckKind.POOL_DOMAIN,
        "another pool's document",
        _discovery(issuer="us-east-1_Other"),
        INCONCLUSIVE,
    ),
    Recorded(CheckKind.DOMAIN_LIVE, "any answer over valid TLS", Said(404, "Not found"), PASSED),
    Recorded(
        CheckKind.DOMAIN_LIVE,
        "a certificate that is not theirs",
        requests.exceptions.SSLError("mismatch"),
        REFUSED,
        "tls",
    ),
    Recorded(
        CheckKind.CALLBACK,
        "302 to /login",
        Said(302, location="/login?client_id=x&state=secret-state"),
        PASSED,
    ),
    Recorded(
        CheckKind.CALLBACK,
        "302 to /error, redirect_mismatch",
        Said(302, location=f"https://{DOMAIN}/error?error=redirect_mismatch&client_id=x"),
        REFUSED,
        "redirect_mismatch",
    ),
    Recorded(
        CheckKind.CALLBACK,
        "302 to /error, another error",
        Said(302, location=f"https://{DOMAIN}/error?error=invalid_request"),
        INCONCLUSIVE,
        "invalid_request",
    ),
    Recorded(
        CheckKind.CALLBACK,
        "302 to another host's /login",
        Said(302, location="https://10.0.0.7/login"),
        INCONCLUSIVE,
    ),
    Recorded(
        CheckKind.CALLBACK,
        "a login page by a proxy, 200",
        Said(200, "<form>/login</form>"),
        INCONCLUSIVE,
    ),
    Recorded(
        CheckKind.PROVIDER,
        "302 to Google, ids as the old pool's",
        Said(302, location=TO_GOOGLE),
        PASSED,
    ),
    Recorded(
        CheckKind.PROVIDER,
        "302 to Google, another client id",
        Said(302, location=TO_GOOGLE.replace(GOOGLE_ID, "other")),
        REFUSED,
        "other_client_id",
    ),
    Recorded(
        CheckKind.PROVIDER,
        "302 to Google, another redirect URI",
        Said(302, location=TO_GOOGLE.replace(DOMAIN, "old.example")),
        REFUSED,
        "other_redirect_uri",
    ),
    Recorded(
        CheckKind.PROVIDER,
        "302 to a private address",
        Said(302, location="https://10.0.0.7/o/auth"),
        REFUSED,
        "other_host",
    ),
    Recorded(
        CheckKind.PROVIDER,
        "302 to Google without TLS",
        Said(302, location=TO_GOOGLE.replace("https:", "http:", 1)),
        REFUSED,
        "other_host",
    ),
    Recorded(
        CheckKind.PROVIDER,
        "302 to a host that only begins like Google's",
        Said(302, location=TO_GOOGLE.replace(GOOGLE, f"{GOOGLE}.evil.example")),
        REFUSED,
        "other_host",
    ),
    Recorded(CheckKind.PROVIDER, "302 to /login", Said(302, location="/login?x=1"), REFUSED),
    Recorded(
        CheckKind.PROVIDER,
        "302 to /error",
        Said(302, location="/error?error=unauthorized_client"),
        REFUSED,
        "unauthorized_client",
    ),
    Recorded(
        CheckKind.PROVIDER,
        "302 to /error, redirect_mismatch",
        Said(302, location="/error?error=redirect_mismatch"),
        INCONCLUSIVE,
        "redirect_mismatch",
    ),
    Recorded(
        CheckKind.LOGIN_PAGE,
        "200 with a form",
        Said(200, "<html><form method=post></form></html>"),
        PASSED,
    ),
    Recorded(
        CheckKind.LOGIN_PAGE,
        "403, Login pages unavailable",
        Said(403, "<h1>Login pages unavailable</h1>"),
        REFUSED,
    ),
    Recorded(CheckKind.LOGIN_PAGE, "403, anything else", Said(403, "Forbidden"), INCONCLUSIVE),
    Recorded(CheckKind.LOGIN_PAGE, "200 without a form", Said(200, "<html></html>"), INCONCLUSIVE),
    Recorded(
        CheckKind.GOOGLE_CONSOLE,
        "302 to the sign-in",
        Said(302, location="/v3/signin/identifier?continue=secret-state"),
        PASSED,
    ),
    Recorded(CheckKind.GOOGLE_CONSOLE, "200, a sign-in page", Said(200, _SIGN_IN), PASSED),
    *(
        Recorded(
            CheckKind.GOOGLE_CONSOLE,
            f"302 to the error page, authError {code}",
            Said(302, location=f"/signin/oauth/error?authError={auth_error(code)}&client_id=x"),
            REFUSED,
            code,
            sentence,
        )
        for code, sentence in GOOGLES_REFUSALS.items()
    ),
    *(
        Recorded(
            CheckKind.GOOGLE_CONSOLE,
            f"401, a page with {code}",
            Said(401, f'<div data-error-code="{code}"></div>'),
            REFUSED,
            code,
            sentence,
        )
        for code, sentence in GOOGLES_REFUSALS.items()
        if code != "redirect_uri_mismatch"
    ),
    Recorded(
        CheckKind.GOOGLE_CONSOLE,
        "302 to a page below the error page, authError redirect_uri_mismatch",
        Said(
            302,
            location=(
                "/signin/oauth/error/v2?authError="
                f"{auth_error('redirect_uri_mismatch')}&flowName=GeneralOAuthFlow"
            ),
        ),
        REFUSED,
        "redirect_uri_mismatch",
    ),
    Recorded(
        CheckKind.GOOGLE_CONSOLE,
        "302 to a page whose name only begins so",
        Said(
            302,
            location=f"/signin/oauth/errors?authError={auth_error('redirect_uri_mismatch')}",
        ),
        INCONCLUSIVE,
        "redirect_uri_mismatch",
    ),
    Recorded(
        CheckKind.GOOGLE_CONSOLE,
        "302 to the error page, a code that is not known",
        Said(302, location=f"/signin/oauth/error?authError={auth_error('org_internal')}"),
        INCONCLUSIVE,
        "org_internal",
    ),
    Recorded(
        CheckKind.GOOGLE_CONSOLE,
        "302 to the error page, authError is nonsense",
        Said(302, location="/signin/oauth/error?authError=%F0%28%8C"),
        INCONCLUSIVE,
    ),
    *(
        Recorded(
            CheckKind.GOOGLE_CONSOLE,
            f"a mismatch page with status {status}",
            Said(status, '<div data-error-code="redirect_uri_mismatch"></div>' + _ERROR_LINK),
            REFUSED,
            "redirect_uri_mismatch",
        )
        for status in (200, 400)
    ),
    Recorded(
        CheckKind.GOOGLE_CONSOLE,
        "200, a page that only links the error page",
        Said(200, _ERROR_LINK),
        INCONCLUSIVE,
    ),
    Recorded(
        CheckKind.GOOGLE_CONSOLE,
        "302 to another host's sign-in",
        Said(302, location="https://10.0.0.7/v3/signin/identifier"),
        INCONCLUSIVE,
    ),
    Recorded(
        CheckKind.APPLE_CONSOLE,
        "200 without errorCode",
        Said(200, "<html>Sign in with Apple</html>"),
        PASSED,
    ),
    Recorded(
        CheckKind.APPLE_CONSOLE,
        "200 with invalid_request",
        Said(200, _apple("invalid_request")),
        REFUSED,
        "invalid_request",
    ),
    Recorded(
        CheckKind.APPLE_CONSOLE,
        "200 with invalid_request, quotes escaped",
        Said(200, _apple("invalid_request").replace('"', '\\"')),
        REFUSED,
        "invalid_request",
    ),
    Recorded(
        CheckKind.APPLE_CONSOLE,
        "200 with invalid_client",
        Said(200, _apple("invalid_client")),
        REFUSED,
        "invalid_client",
    ),
    Recorded(
        CheckKind.APPLE_CONSOLE,
        "400 with JSON, errorCode",
        Said(400, '{"errorCode":"invalid_request","errorMessage":"Invalid web redirect url."}'),
        REFUSED,
        "invalid_request",
    ),
    Recorded(
        CheckKind.APPLE_CONSOLE,
        "400 with JSON, error",
        _oauth_error("invalid_client"),
        REFUSED,
        "invalid_client",
    ),
    Recorded(
        CheckKind.APPLE_CONSOLE,
        "200 with an errorCode that is not known",
        Said(200, _apple("maintenance")),
        INCONCLUSIVE,
        "maintenance",
    ),
    Recorded(CheckKind.APPLE_CONSOLE, "200 with an empty body", Said(200), INCONCLUSIVE),
    Recorded(
        CheckKind.GOOGLE_SECRET,
        "invalid_grant",
        _oauth_error("invalid_grant"),
        PASSED,
        "invalid_grant",
    ),
    Recorded(
        CheckKind.GOOGLE_SECRET,
        "redirect_uri_mismatch",
        _oauth_error("redirect_uri_mismatch"),
        PASSED,
        "redirect_uri_mismatch",
    ),
    Recorded(
        CheckKind.GOOGLE_SECRET,
        "invalid_client",
        _oauth_error("invalid_client", 401),
        REFUSED,
        "invalid_client",
    ),
    Recorded(
        CheckKind.GOOGLE_SECRET,
        "unauthorized_client",
        _oauth_error("unauthorized_client", 401),
        REFUSED,
        "unauthorized_client",
    ),
    *(
        Recorded(
            CheckKind.GOOGLE_SECRET,
            code,
            _oauth_error(code, 401),
            REFUSED,
            code,
            GOOGLES_REFUSALS[code],
        )
        for code in ("deleted_client", "disabled_client")
    ),
    Recorded(
        CheckKind.GOOGLE_SECRET,
        "another error",
        _oauth_error("invalid_request"),
        INCONCLUSIVE,
        "invalid_request",
    ),
    Recorded(
        CheckKind.APPLE_KEY, "invalid_grant", _oauth_error("invalid_grant"), PASSED, "invalid_grant"
    ),
    Recorded(
        CheckKind.APPLE_KEY,
        "invalid_client",
        _oauth_error("invalid_client"),
        REFUSED,
        "invalid_client",
    ),
    Recorded(CheckKind.ALEXA_CONSOLE, "the new values", Said(200, json.dumps(_linking())), PASSED),
    Recorded(
        CheckKind.ALEXA_CONSOLE,
        "the new values, in an envelope",
        Said(200, json.dumps({"accountLinkingResponse": _linking()})),
        PASSED,
    ),
    Recorded(
        CheckKind.ALEXA_CONSOLE,
        "the old values",
        Said(200, json.dumps(_linking("3old", "old.example"))),
        REFUSED,
        "differs",
    ),
    Recorded(
        CheckKind.ALEXA_CONSOLE, "a token that is not taken", Said(401, "{}"), INCONCLUSIVE, "token"
    ),
    Recorded(CheckKind.ALEXA_CONSOLE, "no such stage", Said(404, "{}"), INCONCLUSIVE),
    Recorded(
        CheckKind.IOS_RELEASE,
        "released after the migration began",
        _app("2026-11-20T08:00:00Z"),
        PASSED,
    ),
    Recorded(
        CheckKind.IOS_RELEASE, "released before", _app("2026-10-20T08:00:00Z"), REFUSED, "earlier"
    ),
    Recorded(
        CheckKind.IOS_RELEASE,
        "no such app",
        Said(200, '{"resultCount":0,"results":[]}'),
        INCONCLUSIVE,
        "no_app",
    ),
    *(
        Recorded(CheckKind.PLAY_RELEASE, what, _play(*releases), verdict, code)
        for what, releases, verdict, code in (
            ("released to production", (("3.3.0", "PUBLISHED"),), PASSED, ""),
            ("a later one is released", (("3.10", "PUBLISHED"),), PASSED, ""),
            ("in review", (("3.3.0", "IN_REVIEW"),), INCONCLUSIVE, "in_review"),
            ("a draft beside an older one", _DRAFT, INCONCLUSIVE, "draft"),
            ("not approved", (("3.3.0", "NOT_APPROVED"),), REFUSED, "rejected"),
            ("an older one alone", (("3.2.0", "PUBLISHED"),), REFUSED, "earlier"),
            ("a state that is not known", (("3.3.0", "ARCHIVED"),), INCONCLUSIVE, "unknown"),
        )
    ),
    Recorded(CheckKind.PLAY_RELEASE, "not allowed", Said(403, "{}"), INCONCLUSIVE, "denied"),
    Recorded(CheckKind.PLAY_RELEASE, "no such app", Said(404, "{}"), INCONCLUSIVE, "no_app"),
    *(
        Recorded(CheckKind.APP_STORE_RELEASE, what, _versions((name, state)), verdict, code)
        for what, name, state, verdict, code in (
            ("released", "3.3.0", "READY_FOR_DISTRIBUTION", PASSED, ""),
            ("replaced by a later one", "3.3", "REPLACED_WITH_NEW_VERSION", PASSED, ""),
            ("in review", "3.3.0", "IN_REVIEW", INCONCLUSIVE, "in_review"),
            ("rejected", "3.3.0", "REJECTED", REFUSED, "rejected"),
            ("an older one alone", "3.2.9", "READY_FOR_DISTRIBUTION", REFUSED, "earlier"),
            ("a state that is not known", "3.3.0", "BETA", INCONCLUSIVE, "unknown"),
        )
    ),
)
# What every check can meet.
_ANY: tuple[tuple[str, Said | Exception, str], ...] = (
    ("429", Said(429, "slow down"), ""),
    ("503", Said(503, "<form>"), ""),
    ("no answer in time", requests.exceptions.ReadTimeout(), "timeout"),
    ("no route", requests.exceptions.ConnectTimeout(), "no_route"),
    ("a proxy that refuses", requests.exceptions.ProxyError(), "proxy"),
)
_NONSENSE = (("nonsense", Said(200, b"\xff\x00\x9b31m[[{"), ""), ("418", Said(418, "teapot"), ""))
OF_ANY: tuple[Recorded, ...] = tuple(
    Recorded(kind, what, said, INCONCLUSIVE, code)
    for kind in CheckKind
    for what, said, code in (*_ANY, *_NONSENSE)
    # Any answer over valid TLS proves the domain; and Apple's page has no mark of its own where all
    # is well: the guard watches.
    if not (kind is CheckKind.DOMAIN_LIVE and (what, said, code) in _NONSENSE)
    and not (kind is CheckKind.APPLE_CONSOLE and what == "nonsense")
)
RECORDED = OF_EACH + OF_ANY
# Whose answers count only after they refused a deliberately wrong address.
GUARDED = frozenset({CheckKind.CALLBACK, CheckKind.GOOGLE_CONSOLE, CheckKind.APPLE_CONSOLE})

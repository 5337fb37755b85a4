"""Which checks a deployment has, and what they ask."""

import json
from dataclasses import replace
from typing import Any
from urllib.parse import parse_qs, urlsplit

import jwt
import pytest
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat

from migration.apple_key import AppleKey, apple_key
from migration.checks.check_run import title_of
from migration.checks.check_verdict import CheckVerdict
from migration.checks.facts import Facts, Given
from migration.checks.finding import Evidence, Finding, Judgement, settled
from migration.checks.kind import CheckKind
from migration.checks.markers import known_markers
from migration.checks.plan import of_step, planned
from migration.checks.question_and_answer import Answer
from migration.deployment.alexa_linking import AlexaLinking, linking_document
from migration.secret import Secret
from tests.checks.deployments import (
    CALLBACKS,
    HOST,
    MAIN,
    NEW_MAIN,
    NOW,
    YESTERDAY,
    deployment,
    facts,
)
from tests.checks.recorded import GUARDED
from tests.readings import client, provider


def ids(known: Facts, step: str = "") -> list[str]:
    return [check.id for check in of_step(planned(known, known_markers()), step)]


def test_each_callback_of_each_client_is_asked_for_by_itself() -> None:
    asked = {
        parse_qs(urlsplit(check.probe.url).query)["redirect_uri"][0]
        for check in planned(facts(), known_markers())
        if check.kind is CheckKind.CALLBACK and check.probe
    }
    assert asked == {*CALLBACKS, "https://layla.amazon.com/api/skill/link/M1"}


def test_a_check_of_a_login_is_named_after_the_client_that_is_asked() -> None:
    checks = planned(facts(), known_markers())
    asked = [one for one in checks if one.id.split("/")[1:2] == [MAIN]]
    kinds = {CheckKind.CALLBACK, CheckKind.LOGIN_PAGE, CheckKind.PROVIDER}
    assert {one.kind for one in asked} >= kinds
    told = [text for one in asked if one.kind in kinds for text in (one.title, one.denied)]
    assert all(text.startswith(f"{NEW_MAIN}: ") for text in told)


def test_every_provider_of_a_client_is_checked_whatever_its_type() -> None:
    page = "https://gh.example/authorize"
    details = {"client_id": "gh", "client_secret": "s", "authorize_url": page}
    found = deployment()
    providers = found.old.providers
    assert isinstance(providers, tuple)
    found = replace(
        found,
        old=replace(found.old, providers=(*providers[:2], provider("GitHub", "OIDC", details, {}))),
    )
    known = ids(facts(found))
    checked = {check.rpartition("/")[2] for check in known if check.startswith("provider/")}
    assert checked == {"Google", "SignInWithApple", "GitHub"}


def test_a_callback_that_the_new_client_alone_has_is_asked_for_too() -> None:
    found = deployment()
    clients = found.new.clients
    assert isinstance(clients, tuple)
    beta = client(NEW_MAIN, "new-main-id", CallbackURLs=["com.acme.beta://success"])
    found = replace(found, new=replace(found.new, clients=(beta, *clients[1:])))
    callbacks = [check for check in ids(facts(found), "4") if check.startswith(f"callback/{MAIN}/")]
    assert len(callbacks) == len(CALLBACKS) + 1
    assert f"callback/{MAIN}/com.acme.beta%3A%2F%2Fsuccess" in callbacks


def test_the_alexa_clients_redirect_urls_are_checked_in_the_alexa_step() -> None:
    assert ids(facts(), "7a") == [
        "callback/esp-rainmaker-alexa-skill/https%3A%2F%2Flayla.amazon.com%2Fapi%2Fskill%2Flink%2FM1",
        "login-page/esp-rainmaker-alexa-skill",
    ]


def test_a_steps_checks_bring_the_check_whose_answer_they_follow() -> None:
    assert ids(facts(), "3a") == [f"provider/{MAIN}/Google", "google-console", "google-secret"]


def test_a_provider_behind_a_wrapper_of_ones_own_proves_the_step_of_the_others() -> None:
    assert ids(facts(), "3c") == []  # its provider names no address to log in at


def test_without_a_domain_nothing_is_asked_and_each_check_says_what_comes_first() -> None:
    for check in planned(facts(deployment(new_domain="")), known_markers()):
        assert check.probe is None
        assert "step 2" in check.lacks


def test_what_nobody_gave_the_means_for_is_left_out() -> None:
    kinds = {check.kind for check in planned(facts(), known_markers())}
    assert not kinds & {CheckKind.APPLE_KEY, CheckKind.ALEXA_CONSOLE, CheckKind.IOS_RELEASE}


def test_a_bundle_id_and_a_token_bring_their_checks() -> None:
    given = Given(
        ios_bundle="com.acme.home", alexa_skill="amzn1.ask.skill.1", alexa_token=Secret("Atza|x")
    )
    kinds = [check.kind for check in planned(facts(given=given, began=YESTERDAY), known_markers())]
    assert kinds.count(CheckKind.ALEXA_CONSOLE) == 2
    assert kinds.count(CheckKind.IOS_RELEASE) == 1


ANY: dict[str, Any] = {
    "redirectUrls": ["https://links.acme.example/alexa"],
    "scopes": ["openid", "email"],
    "domains": ["acme.example"],
    "authorizationUrlsByPlatform": [
        {"platformType": "iOS", "platformAuthorizationUrl": "https://acme.example/ios"}
    ],
}


def live_against(development: dict[str, Any], live: dict[str, Any]) -> Judgement:
    """What the check of the live stage says, where both link to the new pool."""
    given = Given(alexa_skill="amzn1.ask.skill.1", alexa_token=Secret("Atza|x"))
    linking = AlexaLinking("amzn1.ask.skill.1", linking_document(development, "1"))
    known = facts(replace(deployment(), alexa_linking=linking), given=given)
    check = next(
        check for check in planned(known, known_markers()) if check.id == "alexa-console/live"
    )
    moved = {
        "authorizationUrl": f"https://{HOST}/oauth2/authorize",
        "accessTokenUrl": f"https://{HOST}/oauth2/token",
        "clientId": "newalexa",
    }
    assert check.probe is not None
    return check.judge(Answer(check.probe, 200, {}, json.dumps(moved | live).encode()))


@pytest.mark.parametrize("name", ANY)
def test_what_development_leaves_out_is_held_against_live_as_nothing(name: str) -> None:
    others = {key: value for key, value in ANY.items() if key != name}
    assert live_against(ANY, ANY).verdict is CheckVerdict.PASSED
    nothings: list[dict[str, Any]] = [{}, {name: []}, {name: None}]
    for nothing in nothings:
        told = live_against(others | nothing, ANY)
        assert (told.verdict, told.code) == (CheckVerdict.REFUSED, "differs")
        assert f"other values of {name} (development has none): once" in told.sentence
        told = live_against(ANY, others | nothing)
        assert f"other values of {name} (live has none): once" in told.sentence
        assert live_against(others | nothing, others).verdict is CheckVerdict.PASSED


def test_no_order_of_items_nor_of_their_members_is_a_difference() -> None:
    turned = {
        "scopes": ["email", "openid"],
        "authorizationUrlsByPlatform": [
            dict(reversed(item.items())) for item in ANY["authorizationUrlsByPlatform"]
        ],
    }
    assert live_against(ANY, ANY | turned).verdict is CheckVerdict.PASSED


def test_apples_key_is_asked_about_with_a_token_that_it_signed() -> None:
    private = ec.generate_private_key(ec.SECP256R1())
    pem = private.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption()).decode()
    known = facts(apple_key=apple_key(pem, "NEWKEY1234"))
    (check,) = [
        check for check in planned(known, known_markers()) if check.kind is CheckKind.APPLE_KEY
    ]
    assert check.probe is not None
    assert check.probe.form is not None
    token = check.probe.form["client_secret"]
    assert isinstance(token, Secret)
    claims = jwt.decode(
        token.reveal(),
        private.public_key(),
        ["ES256"],
        audience="https://appleid.apple.com",
        options={"verify_exp": False},
    )
    assert (claims["iss"], claims["sub"]) == ("TEAM123456", "com.acme.signin")
    assert claims["iat"] == int(NOW.timestamp())
    assert jwt.get_unverified_header(token.reveal()) == {
        "alg": "ES256",
        "kid": "NEWKEY1234",
        "typ": "JWT",
    }


def test_what_a_party_alone_knows_is_guarded_by_a_deliberately_wrong_address() -> None:
    assert {check.kind for check in planned(facts(), known_markers()) if check.guarded} == GUARDED


def test_ids_of_checks_are_unique() -> None:
    found = ids(facts())
    assert len(found) == len(set(found))


@pytest.mark.parametrize(
    "kind", [CheckKind.CALLBACK, CheckKind.PROVIDER, CheckKind.LOGIN_PAGE, CheckKind.DOMAIN_LIVE]
)
def test_what_concerns_the_domain_is_asked_of_the_new_domain(kind: CheckKind) -> None:
    hosts = {
        check.probe.host
        for check in planned(facts(), known_markers())
        if check.kind is kind and check.probe
    }
    assert hosts == {HOST}


def test_a_key_is_never_in_what_a_check_shows_of_itself() -> None:
    key = AppleKey("NEWKEY1234", Secret("hush"))
    assert "hush" not in repr(facts(apple_key=key))


def test_every_check_is_called_otherwise_where_it_is_refused() -> None:
    """“Google's console holds the redirect URI: Google does not know it” says two things."""
    for check in planned(facts(), known_markers()):
        assert check.denied
        assert check.denied != check.title
        assert title_of(check, CheckVerdict.PASSED) == check.title
        unknown = title_of(check, CheckVerdict.INCONCLUSIVE)
        assert "whether " in unknown
        assert unknown.endswith(f"{check.title.rpartition(': ')[2]} is not known")
        assert title_of(check, CheckVerdict.REFUSED) == check.denied


def test_a_tick_is_settled_only_by_the_checks_that_look_at_what_it_says() -> None:
    def found(kind: str, verdict: CheckVerdict) -> Finding:
        return Finding(f"{kind}/x", "7b", "", verdict, "", Evidence(), NOW)

    console = frozenset({"google-console"})
    assert settled([found("google-console", CheckVerdict.PASSED)], console)
    assert not settled([found("callback", CheckVerdict.PASSED)], console)
    assert not settled([found("google-console", CheckVerdict.REFUSED)], console)
    assert not settled([found("callback", CheckVerdict.PASSED)], frozenset())


def test_another_steps_check_that_cannot_be_asked_is_not_brought_along() -> None:
    known = facts(deployment(new_domain=""))
    own = {check.id for check in planned(known, known_markers()) if check.step == "3a"}
    assert {check.id for check in of_step(planned(known, known_markers()), "3a")} == own

"""The checks of other people's consoles: Google's, Apple's, Amazon's, and the App Store."""

from collections.abc import Iterator, Mapping
from typing import Any

from migration.checks.alexa import BESIDE, STAGES, Linking, linking_is, linking_probe
from migration.checks.app_store import lookup_probe, released_since
from migration.checks.check import Check, check_id
from migration.checks.client_secret_probes import apple_key_probe, google_secret_probe
from migration.checks.cognito import (
    by_table,
    provider_page_probe,
)
from migration.checks.console_dependencies import ON_DOMAIN, console_dependencies
from migration.checks.facts import Facts, new_id
from migration.checks.hosts import ALEXA, APP_STORE, APPLE, GOOGLE, GOOGLE_TOKENS
from migration.checks.kind import CheckKind
from migration.checks.markers import Markers
from migration.compare.clients import ALEXA_CLIENT
from migration.compare.pairing import Pair
from migration.compare.setting import Kind, Target
from migration.deployment.alexa_linking import AlexaLinking
from migration.pools.documents import IdentityProvider
from migration.pools.reading import Role
from migration.secret import Secret

CONSOLES = {
    "Google": (CheckKind.GOOGLE_CONSOLE, "3a", GOOGLE, "Google's console holds the redirect URI"),
    "SignInWithApple": (
        CheckKind.APPLE_CONSOLE,
        "3b",
        APPLE,
        "Apple's Services ID holds domain and return URL",
    ),
}
# What Describe gives as `authorize_url` of these two.
_PAGES = {
    "Google": f"https://{GOOGLE}/o/oauth2/v2/auth",
    "SignInWithApple": f"https://{APPLE}/auth/authorize",
}


def of_consoles(facts: Facts, markers: Markers) -> Iterator[Check]:
    """Each console once: all clients lead there with the same client id and redirect URI."""
    for name, (kind, step, host, title) in CONSOLES.items():
        old = facts.provider(Role.OLD, name)
        if old is None:
            continue
        leading = (
            pair for pair in facts.pairs if name in facts.wanted(pair, "SupportedIdentityProviders")
        )
        first = next((pair for pair in leading if facts.wanted(pair, "CallbackURLs")), None)
        client_id, scopes = (
            str(old.details.get(member, "")) for member in ("client_id", "authorize_scopes")
        )
        yield Check(
            check_id(kind),
            kind,
            step,
            title,
            host,
            by_table(kind.value, markers),
            (
                None
                if facts.lacks_domain
                else provider_page_probe(_PAGES[name], client_id, scopes, facts.host)
            ),
            after=check_id(CheckKind.PROVIDER, first.key, name) if first else "",
            guarded=True,
            lacks=facts.lacks_domain,
            denied=f"{'Google' if host == GOOGLE else 'Apple'} refuses the login",
            rests_on=console_dependencies(kind.value),
            about=(client_id, facts.host),
        )


def of_secrets(facts: Facts, markers: Markers) -> Iterator[Check]:
    """The secrets that the new pool signs in with: Google's, and Apple's key."""
    google = facts.provider(Role.NEW, "Google") or facts.provider(Role.OLD, "Google")
    if google is not None:
        secret = google.details.get("client_secret")
        usable = isinstance(secret, Secret) and bool(secret)
        lacks = facts.lacks_domain or ("" if usable else "Google's client secret was not read")
        yield Check(
            check_id(CheckKind.GOOGLE_SECRET),
            CheckKind.GOOGLE_SECRET,
            "3a",
            "Google's client id and secret belong together",
            GOOGLE_TOKENS,
            by_table(CheckKind.GOOGLE_SECRET.value, markers),
            (
                google_secret_probe(str(google.details.get("client_id", "")), secret, facts.host)
                if isinstance(secret, Secret) and not lacks
                else None
            ),
            lacks=lacks,
            denied="Google's client id and secret do not belong together",
            rests_on=(*ON_DOMAIN, Target(Kind.PROVIDER, "Google")),
            about=(str(google.details.get("client_id", "")),),
        )
    apple = facts.provider(Role.OLD, "SignInWithApple")
    if apple is not None and facts.apple_key is not None:
        yield apple_key_check(facts, markers, apple)


def apple_key_check(facts: Facts, markers: Markers, apple: IdentityProvider) -> Check:
    """apple-key: asked with the key that was supplied, before anything is written."""
    assert facts.apple_key is not None
    details, lacks = apple.details, facts.lacks_domain
    team, services_id = str(details.get("team_id", "")), str(details.get("client_id", ""))
    return Check(
        check_id(CheckKind.APPLE_KEY),
        CheckKind.APPLE_KEY,
        "3b",
        "Apple's key, key id, team id and Services ID belong together",
        APPLE,
        by_table(CheckKind.APPLE_KEY.value, markers),
        (
            None
            if lacks
            else apple_key_probe(facts.apple_key, team, services_id, facts.host, facts.now)
        ),
        lacks=lacks,
        denied="Apple's key, key id, team id and Services ID do not belong together",
        rests_on=(*ON_DOMAIN, Target(Kind.PROVIDER, "SignInWithApple")),
        about=(services_id, team, facts.apple_key.key_id),
    )


def of_alexa(facts: Facts) -> Iterator[Check]:
    """What the stages of the Alexa skill hold (7a)."""
    skill, token = facts.given.alexa_skill, facts.given.alexa_token
    pair = _alexas(facts)
    if not skill or pair is None or (token is None and not facts.given.no_token):
        return
    lacks = facts.lacks_client(pair) or facts.given.no_token
    for stage in STAGES:
        yield Check(
            check_id(CheckKind.ALEXA_CONSOLE, stage),
            CheckKind.ALEXA_CONSOLE,
            "7a",
            f"the Alexa console's {stage} stage holds the new values",
            ALEXA,
            linking_is(Linking(facts.host, new_id(pair), _beside(facts, stage)), stage),
            None if lacks or token is None else linking_probe(skill, stage, token),
            lacks=lacks,
            denied=f"the Alexa console's {stage} stage does not hold the new values",
            rests_on=console_dependencies(CheckKind.ALEXA_CONSOLE.value),
            about=skill_console(facts),
        )


def skill_console(facts: Facts) -> tuple[str, ...]:
    """The skill that Amazon is asked about, and what it should hold, as far as they are known."""
    pair = _alexas(facts)
    return facts.given.alexa_skill, facts.host, new_id(pair) if pair is not None else ""


def _alexas(facts: Facts) -> Pair | None:
    return next((pair for pair in facts.pairs if pair.old.name == ALEXA_CLIENT), None)


def _beside(facts: Facts, stage: str) -> Mapping[str, Any]:
    """What the live stage should hold as well: what development holds, where that was read.

    A certification takes what development leaves out from live too.
    """
    linking = facts.reading.alexa_linking
    if stage != "live" or not isinstance(linking, AlexaLinking) or linking.document is None:
        return {}
    return {name: linking.document.get(name) for name in BESIDE}


def of_ios(facts: Facts) -> Iterator[Check]:
    """Whether the iOS app had a release (8b)."""
    if not facts.given.ios_bundle:
        return
    began = facts.began
    yield Check(
        check_id(CheckKind.IOS_RELEASE),
        CheckKind.IOS_RELEASE,
        "8b",
        "the iOS app had a release since the migration began",
        APP_STORE,
        released_since(began or facts.now),
        lookup_probe(facts.given.ios_bundle) if began else None,
        denied="the iOS app had no release since the migration began",
        lacks="" if began else "the migration has not begun: Poolwalk has written nothing yet",
        about=(facts.given.ios_bundle,),
    )

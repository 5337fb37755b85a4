"""Every check of a deployment, in the order of the walk.

First the way of a login, then the checks beside it.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import timedelta
from urllib.parse import quote

from migration.checks.alexa import STAGES, Linking, linking_is, linking_probe
from migration.checks.app_store import lookup_probe, released_since
from migration.checks.check import CUSTOM_DOMAIN_SPREADS, SPREADS, YOUNG, Check, CheckKind
from migration.checks.cognito import (
    authorize_probe,
    by_table,
    discovery_probe,
    domain_answers,
    domain_of_pool,
    leads_to_provider,
    login_probe,
    provider_page_probe,
)
from migration.checks.exchange import Probe, Reply
from migration.checks.facts import Facts
from migration.checks.hosts import ALEXA, APP_STORE, APPLE, GOOGLE, GOOGLE_TOKENS, Hosts, pools_host
from migration.checks.markers import Markers
from migration.checks.order import place_of
from migration.checks.tokens import apple_key_probe, google_secret_probe
from migration.checks.verdict import Judgement, Verdict
from migration.compare.clients import ALEXA_CLIENT, GOOGLE_ACTION_CLIENT
from migration.compare.pairing import Pair
from migration.compare.setting import Kind, Target
from migration.pools.documents import AppClient, IdentityProvider, SkillsStack
from migration.pools.reading import Role
from migration.secret import Secret
from migration.web_address import host_of

_SKILL_STEPS = {ALEXA_CLIENT: "7a", GOOGLE_ACTION_CLIENT: "7b"}
_CONSOLES = {
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


_DOMAIN = (Target(Kind.DOMAIN),)
# What a check lacks whose token nobody has looked for: it is found out when the check is asked.
NOT_LOOKED = "the token is read when it is asked"
# The steps that something outside can prove.
CHECKED_STEPS = frozenset({"2", "3a", "3b", "3c", "4", "6", "7a", "7b", "8b"})


def check_id(kind: CheckKind, *parts: str) -> str:
    """The id of a check: its kind, then what tells it from others of the kind, percent-encoded."""
    return "/".join((kind.value, *(quote(part, safe="", errors="surrogatepass") for part in parts)))


def planned(facts: Facts, markers: Markers) -> tuple[Check, ...]:
    """All checks, also those that cannot be asked yet: these say what they lack.

    Left out are those that nobody gave the means for: Apple's key, a token of Amazon's, a bundle
    id.
    """
    found = (
        *_domain(facts),
        *_providers(facts, markers),
        *_consoles(facts, markers),
        *_secrets(facts, markers),
        *_callbacks(facts, markers),
        *_login_pages(facts, markers),
        *_alexa(facts),
        *_ios(facts),
    )
    place = place_of([pair.key for pair in facts.pairs])
    return tuple(sorted(found, key=lambda check: place(check.id)))


def hosts_of(facts: Facts, gateways: Mapping[str, str]) -> Hosts:
    """The hosts that this deployment's checks may ask."""
    return Hosts.of((pools_host(facts.deployment.region), facts.host, facts.old_host), gateways)


def of_step(checks: Sequence[Check], step: str) -> tuple[Check, ...]:
    """A step's own checks ("" all), and before them those whose answers they follow."""
    own = [check for check in checks if not step or check.step == step]
    needed = {check.id for check in own} | {check.after for check in own}
    return tuple(check for check in checks if check.id in needed)


def _domain(facts: Facts) -> Iterator[Check]:
    pools, host, lacks = pools_host(facts.deployment.region), facts.host, facts.lacks_domain
    yield Check(
        check_id(CheckKind.POOL_DOMAIN),
        CheckKind.POOL_DOMAIN,
        "2",
        "the domain belongs to the new pool",
        pools,
        domain_of_pool(facts.deployment.new_pool.id, host),
        None if lacks else discovery_probe(facts.deployment.region, facts.deployment.new_pool.id),
        lacks=lacks,
        denied="the domain does not belong to the new pool",
        rests_on=_DOMAIN,
    )
    yield Check(
        check_id(CheckKind.DOMAIN_LIVE),
        CheckKind.DOMAIN_LIVE,
        "2",
        "the domain answers, with a valid certificate",
        host,
        _patient(facts),
        None if lacks else Probe(f"https://{host}/"),
        lacks=lacks,
        control=Probe(f"https://{facts.old_host or pools}/"),
        denied="the domain does not answer with a valid certificate",
        rests_on=_DOMAIN,
    )


def _patient(facts: Facts) -> Callable[[Reply], Judgement]:
    """A domain that was just made may not be found for a while.

    Only after that time it counts as missing.
    """
    wait = domain_spreads(facts)
    young = facts.domain_made is not None and facts.now - facts.domain_made < wait

    def judge(reply: Reply) -> Judgement:
        found = domain_answers(reply)
        if young and found.verdict is Verdict.REFUSED:
            return Judgement(
                Verdict.INCONCLUSIVE,
                f"{found.sentence}; a new domain can take {in_minutes(wait)}",
                YOUNG,
            )
        return found

    return judge


def domain_spreads(facts: Facts) -> timedelta:
    """How long a new domain can take until it answers."""
    return (
        CUSTOM_DOMAIN_SPREADS
        if facts.domain and facts.domain.custom
        else SPREADS[CheckKind.DOMAIN_LIVE]
    )


def in_minutes(time: timedelta) -> str:
    """A length of time as a person says it."""
    minutes = max(1, round(time.total_seconds() / 60))
    if minutes >= 60 and minutes % 60 == 0:
        return f"{minutes // 60} hour{'' if minutes == 60 else 's'}"
    return f"{minutes} minute{'' if minutes == 1 else 's'}"


def _providers(facts: Facts, markers: Markers) -> Iterator[Check]:
    for pair in facts.pairs:
        for name in facts.wanted(pair, "SupportedIdentityProviders"):
            old = facts.named_provider(Role.OLD, name)
            host = _provider_host(old) if old else ""
            callbacks = facts.wanted(pair, "CallbackURLs")
            if old is None or not host or not callbacks:
                continue
            client_id = str(old.details.get("client_id", ""))
            lacks = facts.lacks_client(pair)
            yield Check(
                check_id(CheckKind.PROVIDER, pair.key, name),
                CheckKind.PROVIDER,
                _provider_step(pair, old, first=pair is facts.pairs[0]),
                f"{pair.old.name or pair.key}: the login leads to {name}",
                facts.host,
                leads_to_provider(markers, facts.host, name, host, client_id),
                None if lacks else authorize_probe(facts.host, _new_id(pair), callbacks[0], name),
                lacks=lacks,
                denied=f"{pair.old.name or pair.key}: the login does not lead to {name}",
                rests_on=(*_client(facts, pair), Target(Kind.PROVIDER, name)),
            )


def _provider_host(provider: IdentityProvider) -> str:
    """The host where a login by this provider begins.

    Empty where it is not known, and for SAML, which asks in another way.
    """
    if provider.type in _CONSOLES:
        return _CONSOLES[provider.type][2]
    return (
        host_of(str(provider.details.get("authorize_url", ""))) if provider.type == "OIDC" else ""
    )


def _provider_step(pair: Pair, provider: IdentityProvider, *, first: bool) -> str:
    if pair.old.name in _SKILL_STEPS:
        return "6"
    return "3c" if first and provider.name not in _CONSOLES else "4"


def _consoles(facts: Facts, markers: Markers) -> Iterator[Check]:
    """Each console once: all clients lead there with the same client id and redirect URI."""
    for name, (kind, step, host, title) in _CONSOLES.items():
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
            rests_on=(*_DOMAIN, Target(Kind.PROVIDER, name)),
        )


def _secrets(facts: Facts, markers: Markers) -> Iterator[Check]:
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
            rests_on=(*_DOMAIN, Target(Kind.PROVIDER, "Google")),
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
        rests_on=(*_DOMAIN, Target(Kind.PROVIDER, "SignInWithApple")),
    )


def _callbacks(facts: Facts, markers: Markers) -> Iterator[Check]:
    for pair in facts.pairs:
        lacks = facts.lacks_client(pair)
        for url in facts.callbacks(pair):
            yield Check(
                check_id(CheckKind.CALLBACK, pair.key, url),
                CheckKind.CALLBACK,
                _SKILL_STEPS.get(pair.old.name, "4"),
                f"{pair.old.name or pair.key}: {url} is registered",
                facts.host,
                by_table(CheckKind.CALLBACK.value, markers, facts.host),
                None if lacks else authorize_probe(facts.host, _new_id(pair), url),
                guarded=True,
                lacks=lacks,
                denied=f"{pair.old.name or pair.key}: {url} is not registered",
                rests_on=_client(facts, pair),
            )


def _login_pages(facts: Facts, markers: Markers) -> Iterator[Check]:
    for pair in facts.pairs:
        callbacks, lacks = facts.wanted(pair, "CallbackURLs"), facts.lacks_client(pair)
        if not callbacks:
            continue
        yield Check(
            check_id(CheckKind.LOGIN_PAGE, pair.key),
            CheckKind.LOGIN_PAGE,
            _SKILL_STEPS.get(pair.old.name, "4"),
            f"{pair.old.name or pair.key}: the login page opens",
            facts.host,
            by_table(CheckKind.LOGIN_PAGE.value, markers, facts.host),
            None if lacks else login_probe(facts.host, _new_id(pair), callbacks[0]),
            lacks=lacks,
            denied=f"{pair.old.name or pair.key}: the login page does not open",
            rests_on=(*_client(facts, pair), Target(Kind.LOOK, _new_id(pair))),
        )


def _client(facts: Facts, pair: Pair) -> tuple[Target, ...]:
    """What a login at the pair's new client follows from."""
    stack = facts.reading.skills_stack
    owned = isinstance(stack, SkillsStack) and _new_id(pair) in stack.client_ids
    own = Target(Kind.CLIENT, _new_id(pair))
    return (*_DOMAIN, own, Target(Kind.STACK)) if owned else (*_DOMAIN, own)


def _new_id(pair: Pair) -> str:
    return pair.new.id if isinstance(pair.new, AppClient) else ""


def _alexa(facts: Facts) -> Iterator[Check]:
    skill, token = facts.given.alexa_skill, facts.given.alexa_token
    pair = next((pair for pair in facts.pairs if pair.old.name == ALEXA_CLIENT), None)
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
            linking_is(Linking(facts.host, _new_id(pair)), stage),
            None if lacks or token is None else linking_probe(skill, stage, token),
            lacks=lacks,
            denied=f"the Alexa console's {stage} stage does not hold the new values",
            rests_on=_DOMAIN,
        )


def _ios(facts: Facts) -> Iterator[Check]:
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
    )

"""The checks of a login's way: the client's callbacks, its page, and on to a provider."""

from collections.abc import Iterator

from migration.checks.check import Check, check_id
from migration.checks.cognito import (
    authorize_probe,
    by_table,
    leads_to_provider,
    login_probe,
)
from migration.checks.console_checks import CONSOLES
from migration.checks.console_dependencies import ON_DOMAIN
from migration.checks.facts import Facts, new_id
from migration.checks.kind import CheckKind
from migration.checks.markers import Markers
from migration.compare.clients import SKILL_STEPS
from migration.compare.pairing import Pair
from migration.compare.setting import Kind, Target
from migration.pools.documents import IdentityProvider, SkillsStack
from migration.pools.reading import Role
from migration.web_address import host_of


def of_providers(facts: Facts, markers: Markers) -> Iterator[Check]:
    """Where a login by each provider leads."""
    for pair in facts.pairs:
        for name in facts.wanted(pair, "SupportedIdentityProviders"):
            provider = facts.named_provider(facts.pool_behind(name), name)
            pool = facts.pool_of_app(name)
            app = facts.named_provider(pool, name)
            host = _provider_host(provider) if provider else ""
            callbacks = facts.wanted(pair, "CallbackURLs")
            if provider is None or app is None or not host or not callbacks:
                continue
            client_id = str(app.details.get("client_id", ""))
            lacks = facts.lacks_client(pair)
            yield Check(
                check_id(CheckKind.PROVIDER, pair.key, name),
                CheckKind.PROVIDER,
                _provider_step(pair, provider, first=pair is facts.pairs[0]),
                f"{_clients_name(pair)}: the login leads to {name}",
                facts.host,
                leads_to_provider(markers, facts.host, name, host, client_id, pool),
                None if lacks else authorize_probe(facts.host, new_id(pair), callbacks[0], name),
                lacks=lacks,
                denied=f"{_clients_name(pair)}: the login does not lead to {name}",
                rests_on=(*_client(facts, pair), Target(Kind.PROVIDER, name)),
                about=(*_domain_and_client(facts, pair), *_leads_to(facts, name, host, client_id)),
            )


def _provider_host(provider: IdentityProvider) -> str:
    """The host where a login by this provider begins.

    Empty where it is not known, and for SAML, which asks in another way.
    """
    if provider.type in CONSOLES:
        return CONSOLES[provider.type][2]
    return (
        host_of(str(provider.details.get("authorize_url", ""))) if provider.type == "OIDC" else ""
    )


def _provider_step(pair: Pair, provider: IdentityProvider, *, first: bool) -> str:
    if pair.old.name in SKILL_STEPS:
        return "6"
    return "3c" if first and provider.name not in CONSOLES else "4"


def of_callbacks(facts: Facts, markers: Markers) -> Iterator[Check]:
    """Whether each callback is registered with its app client."""
    for pair in facts.pairs:
        lacks = facts.lacks_client(pair)
        for url in facts.callbacks(pair):
            yield Check(
                check_id(CheckKind.CALLBACK, pair.key, url),
                CheckKind.CALLBACK,
                SKILL_STEPS.get(pair.old.name, "4"),
                f"{_clients_name(pair)}: {url} is registered",
                facts.host,
                by_table(CheckKind.CALLBACK.value, markers, facts.host),
                None if lacks else authorize_probe(facts.host, new_id(pair), url),
                guarded=True,
                lacks=lacks,
                denied=f"{_clients_name(pair)}: {url} is not registered",
                rests_on=_client(facts, pair),
                about=_domain_and_client(facts, pair),
            )


def of_login_pages(facts: Facts, markers: Markers) -> Iterator[Check]:
    """Whether each app client's login page opens."""
    for pair in facts.pairs:
        callbacks, lacks = facts.wanted(pair, "CallbackURLs"), facts.lacks_client(pair)
        if not callbacks:
            continue
        yield Check(
            check_id(CheckKind.LOGIN_PAGE, pair.key),
            CheckKind.LOGIN_PAGE,
            SKILL_STEPS.get(pair.old.name, "4"),
            f"{_clients_name(pair)}: the login page opens",
            facts.host,
            by_table(CheckKind.LOGIN_PAGE.value, markers, facts.host),
            None if lacks else login_probe(facts.host, new_id(pair), callbacks[0]),
            lacks=lacks,
            denied=f"{_clients_name(pair)}: the login page does not open",
            rests_on=(*_client(facts, pair), Target(Kind.LOOK, new_id(pair))),
            about=_domain_and_client(facts, pair),
        )


def _domain_and_client(facts: Facts, pair: Pair) -> tuple[str, ...]:
    """The domain and the new client that a login begins at, as far as they are known."""
    return facts.host, new_id(pair)


def _leads_to(facts: Facts, name: str, host: str, client_id: str) -> tuple[str, ...]:
    """Where a login should lead, and by which app.

    Whether a second one was accepted is not known before the new pool's provider is read.
    """
    known = facts.named_provider(Role.NEW, name) is not None
    return (host, client_id) if known else ()


def _clients_name(pair: Pair) -> str:
    """The client that is asked, the new pool's; the old one's name where there is none yet."""
    new = pair.new.name if pair.new is not None else ""
    return new or pair.old.name or pair.key


def _client(facts: Facts, pair: Pair) -> tuple[Target, ...]:
    """What a login at the pair's new client follows from."""
    stack = facts.reading.skills_stack
    owned = isinstance(stack, SkillsStack) and new_id(pair) in stack.client_ids
    own = Target(Kind.CLIENT, new_id(pair))
    return (*ON_DOMAIN, own, Target(Kind.STACK)) if owned else (*ON_DOMAIN, own)

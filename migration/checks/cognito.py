"""The checks that ask the new pool's own hosts.

Whether the domain is this pool's, whether it answers, and which addresses each app client takes.
"""

from collections.abc import Callable
from urllib.parse import urlencode

from migration.bounded_json import bounded_json
from migration.checks.check_verdict import CheckVerdict
from migration.checks.finding import Judgement
from migration.checks.hosts import APPLE, pools_host
from migration.checks.judgement import answered, by_markers, unanswered, unknown
from migration.checks.markers import Markers
from migration.checks.question_and_answer import Answer, NoAnswer, Probe, Reply, Trouble
from migration.pools.reading import Role
from migration.web_address import host_of, parameter, parts_of

DISCOVERY = "/.well-known/openid-configuration"


def idp_response(domain: str) -> str:
    """Where a provider sends people back to: Cognito's own address on the pool's domain."""
    return f"https://{domain}/oauth2/idpresponse"


def discovery_probe(region: str, pool_id: str) -> Probe:
    """Asks which domain belongs to a pool."""
    return Probe(f"https://{pools_host(region)}/{pool_id}{DISCOVERY}")


def authorize_probe(domain: str, client_id: str, redirect_uri: str, provider: str = "") -> Probe:
    """The request that begins a login at the domain, as a person's browser would.

    With a provider it skips the page on which one is chosen.
    """
    query = {
        "response_type": "code",
        "client_id": client_id,
        "redirect_uri": redirect_uri,
        "scope": "openid",
        "state": "x",
    }
    if provider:
        query["identity_provider"] = provider
    return Probe(f"https://{domain}/oauth2/authorize?{urlencode(query)}")


def provider_page_probe(authorize_url: str, client_id: str, scopes: str, domain: str) -> Probe:
    """The request that opens the provider's page as Cognito would send people there.

    So a console can be checked before the pool has the provider.
    """
    query = {
        "client_id": client_id,
        "redirect_uri": idp_response(domain),
        "scope": scopes,
        "response_type": "code",
        "state": "x",
    }
    if host_of(authorize_url) == APPLE:
        query["response_mode"] = "form_post"  # Apple wants it where a scope is asked for
    return Probe(f"{authorize_url}?{urlencode(query)}")


def login_probe(domain: str, client_id: str, redirect_uri: str) -> Probe:
    """Opens a client's login page."""
    query = urlencode(
        {"client_id": client_id, "response_type": "code", "redirect_uri": redirect_uri}
    )
    return Probe(f"https://{domain}/login?{query}")


def domain_of_pool(pool_id: str, domain: str) -> Callable[[Reply], Judgement]:
    """pool-domain: the pool says that this domain is its own."""

    @answered
    def judge(reply: Answer) -> Judgement:
        try:
            document = bounded_json(reply.text)
        except ValueError:
            document = None
        if (
            reply.status != 200
            or not isinstance(document, dict)
            or not str(document.get("issuer", "")).endswith(f"/{pool_id}")
        ):
            return unknown(reply)
        endpoint = document.get("authorization_endpoint")
        if not endpoint:
            return Judgement(
                CheckVerdict.REFUSED, "the new pool names no login domain", "no_endpoint"
            )
        if not host_of(str(endpoint)):
            return unknown(reply)
        if host_of(str(endpoint)) != domain:
            return Judgement(
                CheckVerdict.REFUSED, "the new pool names another login domain", "other_host"
            )
        return Judgement(CheckVerdict.PASSED, "the new pool names this domain as its own")

    return judge


def domain_answers(reply: Reply) -> Judgement:
    """The check domain-live: the name resolves and the certificate is valid.

    Any answer proves both.
    """
    if isinstance(reply, NoAnswer) and reply.trouble is Trouble.NO_NAME:
        return Judgement(CheckVerdict.REFUSED, "there is no such name yet", "no_name")
    if isinstance(reply, NoAnswer) and reply.trouble is Trouble.TLS:
        return Judgement(CheckVerdict.REFUSED, "its certificate is not valid", "tls")
    if isinstance(reply, Answer) and not reply.certified:
        said = "the domain's gateway answers; the domain's own certificate was not seen"
        return unanswered(reply) or Judgement(CheckVerdict.PASSED, said)
    return unanswered(reply) or Judgement(
        CheckVerdict.PASSED, "the domain answers, and its certificate is valid"
    )


def by_table(check: str, markers: Markers, domain: str = "") -> Callable[[Reply], Judgement]:
    """A check that the table of markers judges alone."""
    return lambda reply: by_markers(check, reply, markers, domain)


def leads_to_provider(
    markers: Markers, domain: str, provider: str, host: str, client_id: str, pool: Role
) -> Callable[[Reply], Judgement]:
    """The check provider: the login leads to `host`, with the client id there that `pool` has.

    It also has to name an address on this domain to come back to.
    """

    def judge(reply: Reply) -> Judgement:
        if (
            isinstance(reply, Answer)
            and reply.status == 302
            and host_of(reply.location) not in {"", domain}
        ):
            return _held(reply.location, provider, host, client_id, domain, pool)
        return by_markers("provider", reply, markers, domain)

    return judge


def _held(
    location: str, provider: str, host: str, client_id: str, domain: str, pool: Role
) -> Judgement:
    if parts_of(location).scheme != "https" or host_of(location) != host:
        return Judgement(
            CheckVerdict.REFUSED, f"{provider} leads to another host than {host}", "other_host"
        )
    if parameter(location, "client_id") != client_id:
        return Judgement(
            CheckVerdict.REFUSED,
            f"{provider}'s client id is not the {pool} pool's",
            "other_client_id",
        )
    if parameter(location, "redirect_uri") != idp_response(domain):
        return Judgement(
            CheckVerdict.REFUSED,
            f"{provider} would send people back to another address",
            "other_redirect_uri",
        )
    return Judgement(
        CheckVerdict.PASSED,
        f"the login leads to {provider}, with the same client id there as the {pool} pool has",
    )

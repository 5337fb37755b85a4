"""Every check of the sample, asked over HTTP of the parties that the practice AWS plays."""

from __future__ import annotations

import itertools
import socket
import time
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path
from threading import Event, get_ident
from typing import Any
from urllib.parse import urlsplit

import pytest
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat

from migration.checks import asker
from migration.checks.check_verdict import CheckVerdict
from migration.checks.finding import Finding
from migration.checks.host_pace import HostPace
from migration.walkthrough import Walkthrough
from tests.by_night import every
from tests.checks.proxy import Proxy, proxy_to
from tests.practice_aws import HUNG, NEW_POOL, OLD_POOL, PracticeAws
from tests.walkthroughs import MAIN, NEW_MAIN, a_minute_behind, all_given, at_any_pace, walk

# Every test goes through servers, TLS and proxies.
pytestmark = pytest.mark.process

PASSED, REFUSED, INCONCLUSIVE = CheckVerdict
GOOGLE, APPLE, AMAZON, STORE = (
    "accounts.google.com",
    "appleid.apple.com",
    "api.amazonalexa.com",
    "itunes.apple.com",
)
HOST = "acme-signin.auth.us-east-1.amazoncognito.com"
OWN = {HOST, "cognito-idp.us-east-1.amazonaws.com"}
SKILL = "amzn1.ask.skill.0ac3e1f2-5b6d-4c7e-8f90-acme0home0001"
TOKEN = "Atza|acme-home-practice-token"
SECRETS = ("GOCSPX-acme-home-practice-secret", TOKEN, "client_secret", "BEGIN PRIVATE KEY")

Open = Callable[..., Walkthrough]


@pytest.fixture
def opened(practice_aws: PracticeAws, tmp_path: Path) -> Iterator[Open]:
    """Opens the sample deployment with everything in AWS done, and nothing in anybody's console.

    Its checks do not wait for their turn: that they do is measured in the test that does without
    this.
    """
    made: list[Walkthrough] = []
    given = all_given(practice_aws, tmp_path)

    def walkthrough(**asked: Any) -> Walkthrough:
        opened = walk(
            practice_aws,
            tmp_path / "state",
            **{
                "clock": a_minute_behind,
                "host_pace": at_any_pace(),
                "attached": False,
                **given,
                **asked,
            },
        )
        made.append(opened)
        opened.entered.choose_prefix("acme-signin")
        opened.entered.supply_apple_key(_key(), "PRACTICE01")
        assert opened.applier.apply(opened.pages.to_apply("2")).applied
        _do_the_rest_in_aws(practice_aws)
        opened.reader.read(attached=False)
        return opened

    yield walkthrough
    for walked in made:
        walked.close()


def _key() -> str:
    made = ec.generate_private_key(ec.SECP256R1())
    return made.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption()).decode()


def _do_the_rest_in_aws(aws: PracticeAws) -> None:
    """Make providers and clients as steps 3, 4 and 6 leave them.

    This is done directly, since other tests cover the way there.
    """
    old, new = (aws.state()["pools"][pool] for pool in (OLD_POOL, NEW_POOL))
    for name, provider in old["providers"].items():
        kept = {
            member: provider[member]
            for member in ("ProviderType", "ProviderDetails", "AttributeMapping")
        }
        aws.change(pool="new", provider=name, create=True, set=kept)
    clients = {client["ClientName"]: client for client in new["clients"].values()}
    for client in old["clients"].values():
        name = NEW_MAIN if client["ClientName"] == MAIN else client["ClientName"]
        more = {
            member: [*clients[name][member], *client[member]]
            for member in ("CallbackURLs", "SupportedIdentityProviders")
        }
        aws.change(
            pool="new",
            client=name,
            set={member: list(dict.fromkeys(values)) for member, values in more.items()},
        )


def work(aws: PracticeAws, *consoles: str) -> None:
    for console in consoles:
        aws.control(
            "POST",
            "outside/work",
            {"console": console, "pool": NEW_POOL, "client": "esp-rainmaker-alexa-skill"},
        )


def fault(aws: PracticeAws, kind: str, **described: Any) -> None:
    aws.control("POST", "outside/faults", {"kind": kind, **described})


def asked(aws: PracticeAws) -> list[dict[str, Any]]:
    """What the checks asked; the skill's linking and reviews were read with the pools before."""
    found: list[dict[str, Any]] = aws.control("GET", "outside/requests")["requests"]
    with_the_pools = ("/stages/development/accountLinkingClient", "/certifications")
    return list(
        itertools.dropwhile(
            lambda request: request["path"].partition("?")[0].endswith(with_the_pools), found
        )
    )


def verdicts(findings: tuple[Finding, ...]) -> dict[str, CheckVerdict]:
    return {finding.check: finding.verdict for finding in findings}


def refused(findings: tuple[Finding, ...]) -> set[str]:
    return {finding.check for finding in findings if finding.verdict is REFUSED}


def test_what_is_done_passes_and_each_console_is_refused_until_it_was_changed(
    opened: Open, practice_aws: PracticeAws
) -> None:
    walkthrough = opened()

    before = walkthrough.checks.run("")
    consoles = {
        "google-console",
        "apple-console",
        "alexa-console/development",
        "alexa-console/live",
        "ios-release",
    }
    assert refused(before) == consoles
    assert {finding.verdict for finding in before if finding.check not in consoles} == {PASSED}
    # domain, 10 providers, 2 secrets, 14 callbacks, 4 login pages
    assert len(before) == len(consoles) + 2 + 10 + 2 + 14 + 4

    work(practice_aws, "google", "apple", "alexa")
    assert refused(walkthrough.checks.run("")) == {"alexa-console/live", "ios-release"}
    work(practice_aws, "alexa", "app-store")
    assert set(verdicts(walkthrough.checks.run("")).values()) == {PASSED}


def test_a_gateway_without_tls_is_not_said_to_have_shown_a_certificate(opened: Open) -> None:
    said = {finding.check: finding.sentence for finding in opened().checks.run("2")}

    assert (
        said["domain-live"]
        == "the domain's gateway answers; the domain's own certificate was not seen"
    )


def test_before_anything_was_written_no_check_passes_for_want_of_an_answer(
    practice_aws: PracticeAws, tmp_path: Path
) -> None:
    walkthrough = walk(practice_aws, tmp_path, attached=False, check_hosts=practice_aws.check_hosts)
    found = walkthrough.checks.run("")
    walkthrough.close()

    assert {finding.verdict for finding in found} == {INCONCLUSIVE}
    assert asked(practice_aws) == []


def test_a_client_without_its_addresses_says_nothing_of_its_providers(
    opened: Open, practice_aws: PracticeAws
) -> None:
    walkthrough = opened()
    practice_aws.change(
        pool="new", client=NEW_MAIN, set={"CallbackURLs": ["https://another.example/"]}
    )

    found = {
        check: verdict
        for check, verdict in verdicts(walkthrough.checks.run("4")).items()
        if f"/{MAIN}" in check
    }
    assert {verdict for check, verdict in found.items() if check.startswith("callback/")} == {
        REFUSED
    }
    assert {verdict for check, verdict in found.items() if check.startswith("provider/")} == {
        INCONCLUSIVE
    }


def test_a_client_that_lost_a_provider_is_refused_there_alone(
    opened: Open, practice_aws: PracticeAws
) -> None:
    walkthrough = opened()
    practice_aws.change(
        pool="new",
        client=NEW_MAIN,
        set={"SupportedIdentityProviders": ["COGNITO", "Google", "GitHub"]},
    )

    assert refused(walkthrough.checks.run("4")) == {f"provider/{MAIN}/SignInWithApple"}


CONSOLES = {"3a": (GOOGLE, "google-console"), "3b": (APPLE, "apple-console")}


ANYWHERE = ["too_many", "server_error", "unreachable", "nonsense", "garbage", "redirect", "blind"]
IN_A_PAGE = ["cut_off", "endless"]  # Google answers with a redirect, which has no page


@pytest.mark.parametrize(
    ("step", "kind"),
    every(2, [*itertools.product(CONSOLES, ANYWHERE), *itertools.product(["3b"], IN_A_PAGE)]),
)
def test_an_answer_that_says_nothing_certain_is_inconclusive(
    opened: Open, practice_aws: PracticeAws, step: str, kind: str
) -> None:
    walkthrough = opened()
    work(practice_aws, "google", "apple")
    host, check = CONSOLES[step]
    fault(practice_aws, kind, host=host)

    assert verdicts(walkthrough.checks.run(step))[check] is INCONCLUSIVE
    assert {request["host"] for request in asked(practice_aws)} <= {
        HOST,
        host,
        "oauth2.googleapis.com",
    }


@pytest.mark.parametrize("step", CONSOLES)
@pytest.mark.parametrize(
    "fault_of", [{"kind": "slow", "seconds": 0.6}, {"kind": "trickle", "seconds": 0.2}]
)
def test_who_takes_too_long_is_inconclusive(
    opened: Open,
    practice_aws: PracticeAws,
    monkeypatch: pytest.MonkeyPatch,
    step: str,
    fault_of: dict[str, Any],
) -> None:
    walkthrough = opened()
    work(practice_aws, "google", "apple")
    monkeypatch.setattr(asker, "READ_SECONDS", 0.1)
    host, check = CONSOLES[step]
    fault(practice_aws, host=host, **fault_of)

    assert verdicts(walkthrough.checks.run(step))[check] is INCONCLUSIVE


@pytest.mark.parametrize(("step", "kind"), [("3a", "mismatch_page"), ("3b", "json_400")])
def test_a_refusal_in_its_other_form_is_a_refusal(
    opened: Open, practice_aws: PracticeAws, step: str, kind: str
) -> None:
    walkthrough = opened()
    fault(practice_aws, kind)
    assert verdicts(walkthrough.checks.run(step))[CONSOLES[step][1]] is REFUSED

    work(practice_aws, "google", "apple")
    assert verdicts(walkthrough.checks.run(step))[CONSOLES[step][1]] is PASSED


def test_a_secret_that_was_made_anew_in_googles_console_is_refused(
    opened: Open, practice_aws: PracticeAws
) -> None:
    walkthrough = opened()
    google = practice_aws.state()["consoles"]["google"]
    other = {name: {**entry, "client_secret": "GOCSPX-a-new-one"} for name, entry in google.items()}
    practice_aws.control("POST", "outside/consoles", {"google": other})

    assert verdicts(walkthrough.checks.run("3a"))["google-secret"] is REFUSED


def test_login_pages_that_are_unavailable_are_refused(
    opened: Open, practice_aws: PracticeAws
) -> None:
    walkthrough = opened()
    fault(practice_aws, "login_unavailable")

    assert {check.partition("/")[0] for check in refused(walkthrough.checks.run("4"))} == {
        "login-page"
    }


@pytest.mark.parametrize(
    "location",
    [
        "http://169.254.169.254/latest/meta-data/",
        "https://10.0.0.1/",
        f"https://{GOOGLE}@10.0.0.1/",
    ],
)
def test_where_a_login_domain_leads_elsewhere_nobody_follows(
    opened: Open, practice_aws: PracticeAws, location: str
) -> None:
    walkthrough = opened()
    fault(practice_aws, "redirect", host=HOST, path="/oauth2/authorize", location=location)

    found = verdicts(walkthrough.checks.run("3a"))
    assert found["google-console"] is REFUSED  # asked by itself
    assert PASSED not in {
        verdict for check, verdict in found.items() if check.startswith("provider/")
    }
    assert {request["host"] for request in asked(practice_aws)} <= {
        HOST,
        GOOGLE,
        "oauth2.googleapis.com",
    }


def test_a_console_can_be_checked_before_the_pool_has_the_provider(
    practice_aws: PracticeAws, tmp_path: Path
) -> None:
    walkthrough = walk(
        practice_aws,
        tmp_path,
        attached=False,
        host_pace=at_any_pace(),
        check_hosts=practice_aws.check_hosts,
        pairs=(),
    )
    walkthrough.entered.choose_prefix("acme-signin")
    walkthrough.applier.apply(walkthrough.pages.to_apply("2"))

    for step, (_, check) in CONSOLES.items():
        assert verdicts(walkthrough.checks.run(step))[check] is REFUSED
    work(practice_aws, "google", "apple")
    for step, (_, check) in CONSOLES.items():
        assert verdicts(walkthrough.checks.run(step))[check] is PASSED
    walkthrough.close()


def test_no_secret_stands_in_an_address_and_everybody_is_told_which_host_was_meant(
    opened: Open, practice_aws: PracticeAws
) -> None:
    walkthrough = opened()
    walkthrough.checks.run("")

    requests = asked(practice_aws)
    for request in requests:
        address = f"{request['path']} {request['query']}"
        assert not [secret for secret in SECRETS if secret in address]
        assert request["headers"]["user-agent"].startswith("Mozilla/")
        assert request["headers"]["accept-language"] == "en-US"
    parties = {
        GOOGLE,
        "oauth2.googleapis.com",
        APPLE,
        AMAZON,
        STORE,
        "cognito-idp.us-east-1.amazonaws.com",
    }
    assert {request["host"] for request in requests} == parties | {HOST}


@pytest.mark.in_real_time
def test_hosts_are_asked_side_by_side(opened: Open, practice_aws: PracticeAws) -> None:
    faster = 20.0
    waiting: set[int] = set()
    side_by_side = Event()

    def wait(seconds: float, cancelled: Event) -> None:
        waiting.add(get_ident())
        if len(waiting) > 1:
            side_by_side.set()
        assert side_by_side.wait(HUNG), "one host after the other"
        cancelled.wait(seconds / faster)

    walkthrough = opened(host_pace=HostPace(lambda: time.monotonic() * faster, wait))
    walkthrough.checks.run("")

    assert side_by_side.is_set()
    hosts = Counter(request["host"] for request in asked(practice_aws))
    assert hosts.most_common(1)[0][0] in OWN


@pytest.fixture
def company(
    practice_aws: PracticeAws, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> Iterator[Proxy]:
    """A machine whose only way out is a proxy; behind it a gateway signs with its own CA."""
    names = [
        f"*.{HOST.partition('.')[2]}",
        *(host for host in practice_aws.check_hosts if not host.startswith("*")),
    ]
    inside = practice_aws.control("POST", "outside/tls", {"names": names})
    (tmp_path / "ca.pem").write_text(inside["certificate"], encoding="ascii")
    no_way_out(monkeypatch)
    monkeypatch.setenv("REQUESTS_CA_BUNDLE", str(tmp_path / "ca.pem"))
    with proxy_to("127.0.0.1", urlsplit(inside["url"]).port or 0) as proxy:
        monkeypatch.setenv("HTTPS_PROXY", proxy.url)
        for name in (
            "https_proxy",
            "NO_PROXY",
            "no_proxy",
            "ALL_PROXY",
            "all_proxy",
            "CURL_CA_BUNDLE",
        ):
            monkeypatch.delenv(name, raising=False)
        yield proxy


def no_way_out(monkeypatch: pytest.MonkeyPatch) -> None:
    """No name resolves but this machine's own."""
    resolve = socket.getaddrinfo

    def only_here(host: Any, *given: Any, **named: Any) -> Any:
        if host in {"127.0.0.1", "localhost"}:
            return resolve(host, *given, **named)
        raise socket.gaierror(socket.EAI_NONAME, "Name or service not known")

    monkeypatch.setattr(socket, "getaddrinfo", only_here)


def test_a_proxy_and_a_private_ca_are_enough(
    opened: Open, practice_aws: PracticeAws, company: Proxy
) -> None:
    walkthrough = opened(check_hosts={})
    work(practice_aws, "google", "apple", "alexa", "alexa", "app-store")

    assert set(verdicts(walkthrough.checks.run("")).values()) == {PASSED}
    assert {target for target, _ in company.asked} == {
        f"{request['host']}:443" for request in asked(practice_aws)
    }


def test_a_proxy_that_wants_a_password_gets_it(
    opened: Open, company: Proxy, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("HTTPS_PROXY", company.url.replace("//", "//me:hunter2@"))
    walkthrough = opened(check_hosts={})

    assert verdicts(walkthrough.checks.run("2"))["domain-live"] is PASSED
    assert {credentials for _, credentials in company.asked} == {"Basic bWU6aHVudGVyMg=="}


def test_a_host_that_needs_no_proxy_is_not_asked_through_it(
    opened: Open, practice_aws: PracticeAws, company: Proxy, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("NO_PROXY", f"127.0.0.1,{GOOGLE}")
    walkthrough = opened(check_hosts={})
    work(practice_aws, "google")

    found = verdicts(walkthrough.checks.run("3a"))
    assert found["google-console"] is INCONCLUSIVE
    assert found["google-secret"] is PASSED
    assert f"{GOOGLE}:443" not in {target for target, _ in company.asked}


@pytest.mark.parametrize("status", [403, 407, 502])
def test_a_proxy_that_says_no_leaves_everything_open(
    opened: Open, company: Proxy, status: int
) -> None:
    company.refuses = status
    found = opened(check_hosts={}).checks.run("")

    assert {finding.verdict for finding in found} == {INCONCLUSIVE}


def test_a_ca_that_is_not_trusted_leaves_everything_open(
    opened: Open, company: Proxy, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("REQUESTS_CA_BUNDLE")
    found = opened(check_hosts={}).checks.run("")

    assert {finding.verdict for finding in found} == {INCONCLUSIVE}
    assert company.asked


def test_a_certificate_for_another_name_leaves_everything_open(
    opened: Open, practice_aws: PracticeAws, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    other = practice_aws.control("POST", "outside/tls", {"names": ["not-theirs.example"]})
    (tmp_path / "ca.pem").write_text(other["certificate"], encoding="ascii")
    monkeypatch.setenv("REQUESTS_CA_BUNDLE", str(tmp_path / "ca.pem"))
    found = opened(check_hosts=dict.fromkeys(practice_aws.check_hosts, other["url"])).checks.run("")

    assert {finding.verdict for finding in found} == {INCONCLUSIVE}
    assert asked(practice_aws) == []


def test_a_bastion_without_a_way_out_knows_nothing(
    opened: Open, practice_aws: PracticeAws, monkeypatch: pytest.MonkeyPatch
) -> None:
    walkthrough = opened(check_hosts={})
    no_way_out(monkeypatch)
    for name in ("HTTPS_PROXY", "https_proxy"):
        monkeypatch.delenv(name, raising=False)

    assert {finding.verdict for finding in walkthrough.checks.run("")} == {INCONCLUSIVE}
    assert asked(practice_aws) == []

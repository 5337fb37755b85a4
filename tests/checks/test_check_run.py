"""Runs of checks.

Which hosts are asked, in which order, how fast, what is kept, and what a machine offline says.
"""

import threading
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from itertools import pairwise

import pytest

from migration.checks.check import Check
from migration.checks.check_run import CheckRun, Kept, unreachable
from migration.checks.check_verdict import CheckVerdict
from migration.checks.facts import Facts
from migration.checks.finding import Finding
from migration.checks.host_pace import OWN_A_SECOND, HostPace
from migration.checks.hosts import Hosts
from migration.checks.kind import CheckKind
from migration.checks.markers import known_markers
from migration.checks.plan import of_step, planned
from migration.checks.question_and_answer import WRONG_PATH, Answer, NoAnswer, Probe, Reply, Trouble
from migration.errors import Cancelled
from tests.checks.deployments import HOST, NOW, facts
from tests.checks.recorded import auth_error

pytestmark = pytest.mark.in_real_time

GOOGLE, APPLE = "accounts.google.com", "appleid.apple.com"
Asked = Callable[[Probe], Answer | Trouble]


class Time:
    """Seconds that pass when somebody waits, and no other."""

    def __init__(self) -> None:
        self.now = 0.0
        self._lock = threading.Lock()

    def __call__(self) -> float:
        return self.now

    def wait(self, seconds: float, _: threading.Event) -> None:
        with self._lock:
            self.now += seconds


class Outside:
    """Everybody who is asked, as far as a test needs them.

    Everything is done there, unless a host is told to say otherwise.
    """

    def __init__(self, **of_host: Asked) -> None:
        self.asked: list[Probe] = []
        self.of_host = {host.replace("_", "."): said for host, said in of_host.items()}

    def ask(self, probe: Probe) -> Reply:
        self.asked.append(probe)
        said = (self.of_host.get(probe.host) or self._done)(probe)
        return NoAnswer(probe, said) if isinstance(said, Trouble) else said

    def _done(self, probe: Probe) -> Answer:
        wrong = WRONG_PATH in probe.parameter("redirect_uri")
        if probe.host == GOOGLE:
            where = (
                f"/signin/oauth/error?authError={auth_error('redirect_uri_mismatch')}"
                if wrong
                else "/v3/signin/identifier"
            )
            return moved(probe, where)
        if probe.host == APPLE and probe.form is None:
            return Answer(
                probe,
                200,
                {},
                b'{"errorCode":"invalid_request"}' if wrong else b"<html>Apple</html>",
            )
        if probe.host.startswith("cognito-idp"):
            host = f'"https://{HOST}/oauth2/authorize"'
            return Answer(
                probe,
                200,
                {},
                f'{{"issuer":"https://x/us-east-1_New","authorization_endpoint":{host}}}'.encode(),
            )
        if probe.form is not None:
            return Answer(probe, 400, {}, b'{"error":"invalid_grant"}')
        if "/login" in probe.url:
            return Answer(probe, 200, {}, b"<form>")
        ids = {"Google": (GOOGLE, "acme.apps"), "SignInWithApple": (APPLE, "com.acme.signin")}
        if (provider := probe.parameter("identity_provider")) in ids:
            host, client = ids[provider]
            back = f"https%3A%2F%2F{HOST}%2Foauth2%2Fidpresponse"
            return moved(
                probe, f"https://{host}/auth?client_id={client}&redirect_uri={back}&state=s"
            )
        return moved(probe, "/error?error=redirect_mismatch" if wrong else "/login?x=1")


def moved(probe: Probe, where: str) -> Answer:
    return Answer(probe, 302, {"location": where})


def run(
    outside: Outside,
    checks: Sequence[Check] | None = None,
    known: Facts | None = None,
    kept: Kept | None = None,
    anew: Sequence[str] = (),
    time: Time | None = None,
    own: Collection[str] = (),
    before: Mapping[str, Finding] | None = None,
) -> dict[str, Finding]:
    time = time or Time()
    found: dict[str, Finding] = {}
    checks = planned(known or facts(), known_markers()) if checks is None else checks

    def arrived(finding: Finding) -> None:
        found[finding.check] = finding

    clock: Callable[[], datetime] = lambda: NOW  # noqa: E731
    host_pace, stopped = HostPace(time, time.wait), threading.Event()
    CheckRun(outside, host_pace, kept or Kept(time), clock, stopped, anew, own, before).run(
        checks, arrived
    )
    return found


def test_where_all_is_done_every_check_passes() -> None:
    found = run(Outside())
    assert {
        check: finding.sentence
        for check, finding in found.items()
        if finding.verdict is not CheckVerdict.PASSED
    } == {}
    assert {finding.check.partition("/")[0] for finding in found.values()} >= {
        *("pool-domain", "domain-live", "callback", "provider"),
        *("google-console", "apple-console", "google-secret", "login-page"),
    }


@pytest.mark.parametrize(
    ("host", "blind_kind"),
    [
        (GOOGLE, CheckKind.GOOGLE_CONSOLE),
        (APPLE, CheckKind.APPLE_CONSOLE),
        (HOST, CheckKind.CALLBACK),
    ],
)
def test_a_check_that_does_not_refuse_a_deliberately_wrong_address_is_blind(
    host: str, blind_kind: CheckKind
) -> None:
    whole = Outside()

    def takes_anything(probe: Probe) -> Answer:
        right = Probe(probe.url.replace(WRONG_PATH.replace("/", "%2F"), "%2Foauth2%2Fidpresponse"))
        answer = whole.ask(right)
        assert isinstance(answer, Answer)
        return Answer(probe, answer.status, answer.headers, answer.body)

    found = run(Outside(**{host.replace(".", "_"): takes_anything}))
    of_kind = [
        finding for finding in found.values() if finding.check.partition("/")[0] == blind_kind.value
    ]
    assert of_kind
    assert {finding.verdict for finding in of_kind} == {CheckVerdict.INCONCLUSIVE}
    assert all("blind" in finding.sentence for finding in of_kind)


def test_a_refused_guard_does_not_stop_the_check_itself_from_being_refused() -> None:
    def refuses_all(probe: Probe) -> Answer:
        return Answer(probe, 200, {}, b'{"errorCode":"invalid_request"}')

    found = run(Outside(appleid_apple_com=refuses_all))
    assert found["apple-console"].verdict is CheckVerdict.REFUSED
    assert found["google-console"].verdict is CheckVerdict.PASSED


def test_a_console_is_asked_by_itself_where_the_login_does_not_come_that_far() -> None:
    def no_provider(probe: Probe) -> Answer:
        return moved(probe, "/login?x=1")

    outside = Outside(**{HOST.replace(".", "_"): no_provider})
    found = run(outside)
    assert found["google-console"].verdict is CheckVerdict.PASSED
    probe = next(
        probe
        for probe in outside.asked
        if probe.host == GOOGLE and WRONG_PATH not in probe.parameter("redirect_uri")
    )
    assert (probe.parameter("client_id"), probe.parameter("redirect_uri")) == (
        "acme.apps",
        f"https://{HOST}/oauth2/idpresponse",
    )
    assert probe.parameter("response_mode") == ""
    assert {probe.parameter("response_mode") for probe in outside.asked if probe.host == APPLE} == {
        "form_post"
    }


def test_where_the_login_comes_that_far_a_console_is_asked_what_the_login_asks() -> None:
    outside = Outside()
    run(outside)
    asked = [probe.parameter("state") for probe in outside.asked if probe.host == GOOGLE]
    assert set(asked) == {"s"}  # Cognito's own


@pytest.mark.parametrize("authority", [f"{GOOGLE}:444", f"somebody@{GOOGLE}"])
def test_a_login_that_leads_to_another_port_is_not_followed_and_ends_no_run(authority: str) -> None:
    def leads(probe: Probe) -> Answer:
        said = Outside()._done(probe)
        where = said.headers.get("location", "").replace(
            f"https://{GOOGLE}/", f"https://{authority}/"
        )
        return Answer(probe, said.status, {**said.headers, "location": where}, said.body)

    outside = Outside(**{HOST.replace(".", "_"): leads})
    hosts = Hosts.of(
        {
            probe.host
            for probe in (check.probe for check in planned(facts(), known_markers()))
            if probe
        },
        {},
    )
    run(outside)
    assert [probe.url for probe in outside.asked if hosts.refuse(probe.url)] == []


def test_each_host_is_asked_in_its_turn_and_hosts_do_not_wait_for_each_other() -> None:
    begun: dict[str, list[float]] = {}
    own = threading.local()

    def passed() -> Time:
        own.time = getattr(own, "time", None) or Time()
        assert isinstance(own.time, Time)
        return own.time

    class OwnTime(Outside):
        def ask(self, probe: Probe) -> Reply:
            begun.setdefault(probe.host, []).append(passed().now)
            return super().ask(probe)

    class Shared(Time):
        """Time that each host's thread counts for itself.

        What a thread waited is how long its host was left in peace.
        """

        def __call__(self) -> float:
            return passed().now

        def wait(self, seconds: float, cancelled: threading.Event) -> None:
            passed().wait(seconds, cancelled)

    run(OwnTime(), time=Shared(), own={HOST})
    assert set(begun) > {HOST, GOOGLE, APPLE}
    for host, moments in begun.items():
        apart = 1 / OWN_A_SECOND if host == HOST else 1
        gaps = [later - earlier for earlier, later in pairwise(moments)]
        assert gaps == pytest.approx([apart] * len(gaps)), f"{host}: no sooner, and no later"


def test_of_one_host_what_did_not_pass_last_time_is_asked_first() -> None:
    first = Outside()
    found = run(first)
    of_host = [probe.url for probe in first.asked if probe.host == HOST]
    last = next(check for check in planned(facts(), known_markers()) if check.kind == "login-page")
    assert last.probe is not None
    assert of_host.index(last.probe.url) > 2
    again = Outside()
    run(again, before={last.id: replace(found[last.id], verdict=CheckVerdict.REFUSED)})
    assert next(probe.url for probe in again.asked if probe.host == HOST) == last.probe.url


def test_an_answer_is_kept_ten_minutes_unless_asked_anew() -> None:
    outside, time = Outside(), Time()
    kept = Kept(time)
    checks = of_step(planned(facts(), known_markers()), "3a")
    run(outside, checks, kept=kept, time=time)
    first = len(outside.asked)
    run(outside, checks, kept=kept, time=time)
    assert len(outside.asked) == first
    run(outside, checks, kept=kept, time=time, anew=["google-secret"])
    assert len(outside.asked) == first + 1
    time.now += 601
    run(outside, checks, kept=kept, time=time)
    assert len(outside.asked) == 2 * first + 1


def test_what_says_later_is_not_kept() -> None:
    def busy(probe: Probe) -> Answer:
        return Answer(probe, 429, {})

    outside, kept = Outside(oauth2_googleapis_com=busy), Kept(Time())
    checks = [
        check
        for check in planned(facts(), known_markers())
        if check.kind is CheckKind.GOOGLE_SECRET
    ]
    assert run(outside, checks, kept=kept)["google-secret"].verdict is CheckVerdict.INCONCLUSIVE
    run(outside, checks, kept=kept)
    assert len(outside.asked) == 2


@pytest.mark.parametrize(
    "trouble", [Trouble.NO_ROUTE, Trouble.NO_NAME, Trouble.PROXY, Trouble.TLS, Trouble.GATEWAY_TLS]
)
def test_without_a_way_out_every_check_is_inconclusive_and_each_host_is_tried_once(
    trouble: Trouble,
) -> None:
    outside = Outside()
    outside.of_host = {
        host: lambda _: trouble for host in (HOST, GOOGLE, APPLE, "oauth2.googleapis.com")
    }
    outside.of_host |= {
        host: lambda _: trouble for host in ("cognito-idp.us-east-1.amazonaws.com", OLD_HOST)
    }
    found = run(outside)
    assert {finding.verdict for finding in found.values()} == {CheckVerdict.INCONCLUSIVE}
    assert unreachable(found)
    hosts = [probe.host for probe in outside.asked]
    assert len(hosts) == len(set(hosts))


OLD_HOST = "acme-login.auth.us-east-1.amazoncognito.com"


@pytest.mark.parametrize("trouble", [Trouble.NO_NAME, Trouble.TLS])
def test_a_new_domain_that_is_not_there_is_refused_where_the_old_one_is(trouble: Trouble) -> None:
    found = run(Outside(**{HOST.replace(".", "_"): lambda _: trouble}))
    assert found["domain-live"].verdict is CheckVerdict.REFUSED


def test_a_new_domain_may_take_its_time() -> None:
    found = run(
        Outside(**{HOST.replace(".", "_"): lambda _: Trouble.NO_NAME}), known=facts(domain_made=NOW)
    )
    assert found["domain-live"].verdict is CheckVerdict.INCONCLUSIVE
    assert "1 minute" in found["domain-live"].sentence


def test_two_timeouts_of_a_host_are_enough_to_know() -> None:
    outside = Outside(**{HOST.replace(".", "_"): lambda _: Trouble.TIMEOUT})
    found = run(outside)
    assert len([probe for probe in outside.asked if probe.host == HOST]) == 2
    assert found["domain-live"].verdict is CheckVerdict.INCONCLUSIVE


def test_a_stop_is_heeded_while_a_host_is_waited_for() -> None:
    stopped = threading.Event()

    class Hangs(Outside):
        def ask(self, probe: Probe) -> Reply:
            stopped.set()
            threading.Event().wait(30)
            return super().ask(probe)

    time = Time()
    with pytest.raises(Cancelled):
        CheckRun(Hangs(), HostPace(time, time.wait), Kept(time), lambda: NOW, stopped).run(
            planned(facts(), known_markers()), lambda _: None
        )

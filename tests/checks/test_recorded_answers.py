"""Each check against each recorded answer."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from requests import PreparedRequest

from migration.checks.asker import Asker
from migration.checks.check_run import blindness
from migration.checks.check_verdict import CheckVerdict
from migration.checks.hosts import Hosts
from migration.checks.judgement import evidence_of
from migration.checks.kind import CheckKind
from migration.checks.markers import known_markers
from migration.checks.protobuf import first_text
from migration.checks.question_and_answer import Answer, Reply
from tests.checks.adapter import Said, StandIn
from tests.checks.recorded import DOMAIN, GUARDED, PROBES, RECORDED, Recorded, auth_error, judge_of
from tests.checks.table import FILE, PROVES, table

HOSTS = Hosts.of(("cognito-idp.us-east-1.amazonaws.com", DOMAIN), {})


def replied(kind: CheckKind, said: Said | Exception) -> Reply:
    def answer(_: PreparedRequest) -> Said:
        if isinstance(said, Exception):
            raise said
        return said

    markers = known_markers()
    return Asker(HOSTS, markers.user_agent, markers.accept_language, StandIn(answer)).ask(
        PROBES[kind]
    )


@pytest.mark.parametrize("recorded", RECORDED, ids=lambda row: f"{row.kind}: {row.what}")
def test_a_recorded_answer_gets_its_verdict(recorded: Recorded) -> None:
    reply = replied(recorded.kind, recorded.said)
    judgement = judge_of(recorded.kind)(reply)
    assert (judgement.verdict, judgement.code) == (recorded.verdict, recorded.code)
    assert recorded.sentence in ("", judgement.sentence)
    assert judgement.sentence


@pytest.mark.parametrize("recorded", RECORDED, ids=lambda row: f"{row.kind}: {row.what}")
def test_evidence_holds_no_query_and_no_secret(recorded: Recorded) -> None:
    kept = repr(evidence_of(replied(recorded.kind, recorded.said), recorded.code))
    for never in ("secret-state", "GOCSPX", "a.jwt.token", "Atza", "?", "authError"):
        assert never not in kept


@pytest.mark.parametrize(
    "recorded",
    [row for row in RECORDED if row.kind in GUARDED],
    ids=lambda row: f"{row.kind}: {row.what}",
)
def test_where_a_deliberately_wrong_address_is_not_refused_no_answer_counts(
    recorded: Recorded,
) -> None:
    blind = blindness("its host", judge_of(recorded.kind)(replied(recorded.kind, recorded.said)))
    assert (blind is None) is (recorded.verdict is CheckVerdict.REFUSED)
    assert blind is None or (blind.verdict, bool(blind.sentence)) == (
        CheckVerdict.INCONCLUSIVE,
        True,
    )


def test_every_kind_of_check_was_seen_to_pass_to_be_refused_and_to_be_inconclusive() -> None:
    seen = {(row.kind, row.verdict) for row in RECORDED}
    assert seen == {(kind, verdict) for kind in CheckKind for verdict in CheckVerdict}


def test_the_documentation_has_this_very_table() -> None:
    assert set(PROVES) == set(CheckKind)
    assert FILE.read_text(encoding="utf-8") == table(), "run: python -m tests.checks.table"


@given(code=st.from_regex(r"[a-z_]{1,60}", fullmatch=True))
def test_an_auth_error_gives_its_code(code: str) -> None:
    assert first_text(auth_error(code)) == code


@given(st.text(max_size=400) | st.binary(max_size=200).map(lambda raw: raw.hex()))
def test_whatever_else_stands_for_an_auth_error_is_no_mistake_of_ours(text: str) -> None:
    assert isinstance(first_text(text), str)


@given(
    kind=st.sampled_from(
        [kind for kind in CheckKind if kind not in {CheckKind.DOMAIN_LIVE, CheckKind.APPLE_CONSOLE}]
    ),
    status=st.integers(200, 599),
    location=st.text(max_size=80),
    body=st.binary(max_size=300),
    whole=st.booleans(),
)
def test_nonsense_is_never_passed(
    kind: CheckKind, status: int, location: str, body: bytes, whole: bool
) -> None:
    answer = Answer(PROBES[kind], status, {"location": location}, body, whole)
    assert judge_of(kind)(answer).verdict is not CheckVerdict.PASSED


@pytest.mark.parametrize("kind", [CheckKind.APPLE_CONSOLE, CheckKind.GOOGLE_CONSOLE])
def test_half_a_page_does_not_prove_what_it_lacks(kind: CheckKind) -> None:
    page = b'<input id="identifierId">'
    assert (
        judge_of(kind)(Answer(PROBES[kind], 200, {}, page, whole=False)).verdict
        is CheckVerdict.INCONCLUSIVE
    )
    assert (
        judge_of(kind)(Answer(PROBES[kind], 200, {}, page, whole=True)).verdict
        is CheckVerdict.PASSED
    )


def test_who_asks_looks_like_a_browser_and_speaks_english() -> None:
    stand_in = StandIn(lambda _: Said(200))
    markers = known_markers()
    Asker(HOSTS, markers.user_agent, markers.accept_language, stand_in).ask(
        PROBES[CheckKind.GOOGLE_CONSOLE]
    )
    (asked,) = stand_in.asked
    assert asked.headers["User-Agent"].startswith("Mozilla/5.0")
    assert asked.headers["Accept-Language"] == "en-US"


@pytest.mark.parametrize(
    "kind", [CheckKind.GOOGLE_SECRET, CheckKind.APPLE_KEY, CheckKind.ALEXA_CONSOLE]
)
def test_a_secret_is_never_in_an_address(kind: CheckKind) -> None:
    stand_in = StandIn(lambda _: Said(400))
    Asker(HOSTS, "", "", stand_in).ask(PROBES[kind])
    (asked,) = stand_in.asked
    assert asked.url is not None
    assert not any(secret in asked.url for secret in ("GOCSPX", "jwt", "Atza"))
    assert any(secret in f"{asked.body!r}{asked.headers}" for secret in ("GOCSPX", "jwt", "Atza"))

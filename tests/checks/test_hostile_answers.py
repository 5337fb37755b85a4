"""Whatever a server says, a check ends with a verdict, and random answers never pass."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from migration.checks.check_verdict import CheckVerdict
from migration.checks.judgement import evidence_of
from migration.checks.kind import CheckKind
from migration.checks.question_and_answer import Answer
from tests.checks.recorded import PROBES, judge_of

# What a judge looks for, so that chance comes near it.
NAMES = [
    "issuer",
    "authorization_endpoint",
    "results",
    "currentVersionReleaseDate",
    "accountLinkingResponse",
    "error",
    "errorCode",
]
TEXTS = st.one_of(
    st.text(max_size=30),
    st.sampled_from(
        [
            "https://[::1",
            "https://x:99999/",
            "0001-01-01T00:00:00+14:00",
            "2026-13-45",
            "\x1b[2J",
            "[red]",
            "\ud800",
        ]
    ),
)
DOCUMENTS = st.recursive(
    st.none() | st.booleans() | st.floats() | st.integers() | TEXTS,
    lambda inside: (
        st.lists(inside, max_size=3) | st.dictionaries(st.sampled_from(NAMES), inside, max_size=4)
    ),
    max_leaves=12,
)
BODIES = st.one_of(st.binary(max_size=200), DOCUMENTS.map(lambda made: json.dumps(made).encode()))
LOCATIONS = st.one_of(
    st.just(""),
    TEXTS,
    st.sampled_from(
        [
            "javascript:alert(1)",
            "//169.254.169.254/",
            "https://accounts.google.com@10.0.0.1/",
            "https://[",
            "?error=%00",
        ]
    ),
    TEXTS.map(lambda made: f"https://accounts.google.com/signin/oauth/error?authError={made}"),
    TEXTS.map(lambda made: f"/error?error={made}"),
)
STATUSES = st.sampled_from([200, 204, 301, 302, 303, 400, 401, 403, 404, 418])


@pytest.mark.parametrize("kind", CheckKind)
@given(status=STATUSES, location=LOCATIONS, body=BODIES, whole=st.booleans())
def test_every_answer_gets_a_verdict_and_chance_never_passes(
    kind: CheckKind, status: int, location: str, body: bytes, whole: bool
) -> None:
    answer = Answer(PROBES[kind], status, {"location": location} if location else {}, body, whole)
    found = judge_of(kind)(answer)
    evidence = evidence_of(answer, found.code)

    assert found.sentence
    assert "?" not in evidence.location
    # A page of Apple's that carries no error passes, whatever it says: that is what the
    # deliberately wrong address is asked for. Any answer at all shows that a domain is there.
    if kind not in {CheckKind.APPLE_CONSOLE, CheckKind.DOMAIN_LIVE}:
        assert found.verdict is not CheckVerdict.PASSED


@pytest.mark.parametrize("depth", [100, 900, 5_000, 200_000])
@pytest.mark.parametrize("kind", CheckKind)
@pytest.mark.parametrize("name", NAMES)
def test_an_answer_that_is_nested_deep_says_nothing(name: str, kind: CheckKind, depth: int) -> None:
    body = f'{{"{name}": {"[" * depth}{"]" * depth}}}'.encode()
    found = judge_of(kind)(Answer(PROBES[kind], 400, {}, body))
    assert found.sentence
    if kind not in {CheckKind.APPLE_CONSOLE, CheckKind.DOMAIN_LIVE}:
        assert found.verdict is not CheckVerdict.PASSED


@pytest.mark.parametrize("released", ["0001-01-01T00:00:00+14:00", "9999-12-31T23:59:59-14:00"])
def test_a_date_beyond_all_calendars_is_no_date(released: str) -> None:
    body = json.dumps({"results": [{"currentVersionReleaseDate": released}]}).encode()
    found = judge_of(CheckKind.IOS_RELEASE)(Answer(PROBES[CheckKind.IOS_RELEASE], 200, {}, body))

    assert found.verdict is CheckVerdict.INCONCLUSIVE


@pytest.mark.parametrize("endpoint", ["https://[::1", {"a": 1}, 5, "no address"])
def test_an_endpoint_that_is_no_address_says_nothing(endpoint: object) -> None:
    body = json.dumps(
        {
            "issuer": "https://cognito-idp.us-east-1.amazonaws.com/us-east-1_New",
            "authorization_endpoint": endpoint,
        }
    )
    found = judge_of(CheckKind.POOL_DOMAIN)(
        Answer(PROBES[CheckKind.POOL_DOMAIN], 200, {}, body.encode())
    )

    assert found.verdict is CheckVerdict.INCONCLUSIVE


@pytest.mark.parametrize(
    ("location", "kept"),
    [
        ("https://evil.example/login/eyJhbGciOi.JIUzI1NiJ9", "evil.example/login/…"),
        ("https://evil.example/reset/0123456789abcdef/login", "evil.example/…"),
        ("https://evil.example/oauth2;jsessionid=0123456789/authorize", "evil.example/…"),
        (
            "https://accounts.google.com/v3/signin/identifier",
            "accounts.google.com/v3/signin/identifier",
        ),
        ("https://a.example/signin/oauth/error?authError=x", "a.example/signin/oauth/error"),
        ("https://a.example/login/", "a.example/login/"),
        ("https://a.example", "a.example"),
    ],
)
def test_of_a_path_only_the_known_parts_are_kept(location: str, kept: str) -> None:
    probe = next(iter(PROBES.values()))
    answer = Answer(probe, 302, {"location": location}, b"", whole=True)
    assert evidence_of(answer).location == kept

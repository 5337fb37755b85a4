"""What a check found counts for what it was asked about: no other version, client or app."""

from base64 import b64encode
from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from cryptography.hazmat.primitives.asymmetric.ec import SECP256R1, generate_private_key
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat

from migration.apple_key import AppleKey
from migration.checks.check import Check
from migration.checks.check_run import finding_of
from migration.checks.check_verdict import CheckVerdict
from migration.checks.facts import Facts, Given
from migration.checks.finding import Evidence, Finding, Judgement
from migration.checks.first_seen import first_seen, with_first_seen
from migration.checks.markers import known_markers
from migration.checks.plan import asked_about, planned
from migration.errors import BadInput
from migration.secret import Secret
from migration.walkthrough import Walkthrough
from tests.checks.deployments import MAIN, YESTERDAY, deployment, facts
from tests.practice_aws import PracticeAws
from tests.walkthroughs import NEW_MAIN, NOW, walk

GIVEN = Given(
    ios_bundle="com.acme.home",
    alexa_skill="amzn1.ask.skill.1",
    alexa_token=Secret("a token"),
    no_play="the file is not there",
    android_package="com.acme.home",
    android_version="1.14.0",
    ios_version="3.3.0",
    no_app_store="the file is not there",
)
_MADE = generate_private_key(SECP256R1())
_DER = _MADE.private_bytes(Encoding.DER, PrivateFormat.PKCS8, NoEncryption())
A_KEY = Secret(b64encode(_DER).decode())
ALEXA = "esp-rainmaker-alexa-skill"
ANDROID, ANOTHER = ("com.acme.home", "1.14.0"), ("com.acme.home", "1.15.0")


def every_check(known: Facts) -> tuple[Check, ...]:
    return planned(known, known_markers())


def all_facts(**given: Any) -> Facts:
    key = AppleKey("2X9R4HXF34", A_KEY)
    return facts(given=replace(GIVEN, **given), apple_key=key, began=YESTERDAY)


def answered(check: Check) -> Finding:
    passed = Judgement(CheckVerdict.PASSED, "it is so")
    return finding_of(check, passed, Evidence(check.host, 200), NOW)


def stale(then: Facts, now: Facts) -> set[str]:
    """The checks whose answers do not count any more once this is asked."""
    about = asked_about(now, every_check(now))
    found = map(answered, every_check(then))
    return {one.check.partition("/")[0] for one in found if not one.is_about(about[one.check])}


def test_every_check_says_what_it_is_about_and_its_finding_keeps_that() -> None:
    for check in every_check(all_facts()):
        assert any(check.about), check.id
        found = answered(check)
        kept = Finding.from_body(found.step, found.at, found.body)
        assert kept.is_about(check.about)
        assert not kept.is_about(tuple(f"{part}0" for part in check.about))


@pytest.mark.parametrize(
    ("name", "checks"),
    [
        ("android_version", {"play-release"}),
        ("android_package", {"play-release"}),
        ("ios_version", {"app-store-release"}),
        ("ios_bundle", {"app-store-release", "ios-release"}),
        ("alexa_skill", {"alexa-console"}),
    ],
)
def test_another_value_of_an_option_wants_another_answer(name: str, checks: set[str]) -> None:
    assert stale(all_facts(), all_facts(**{name: "another"})) == checks


def test_an_answer_counts_on_while_nobody_names_the_value_and_for_no_other_without_a_key() -> None:
    then, nothing = all_facts(), facts(given=Given())
    assert not stale(then, all_facts())
    about = asked_about(nothing, every_check(nothing))
    assert all(one.is_about(about.get(one.check, ())) for one in map(answered, every_check(then)))
    keyless = facts(given=Given(android_package="com.acme.home", android_version="1.15.0"))
    about = asked_about(keyless, every_check(keyless))
    (play,) = (answered(one) for one in every_check(then) if one.id == "play-release")
    assert not play.is_about(about["play-release"])


def test_another_domain_client_or_key_of_apples_wants_another_answer() -> None:
    then = all_facts()
    moved = facts(deployment(new_domain="acme-other"), given=GIVEN, apple_key=then.apple_key)
    about_a_host = {"domain-live", "pool-domain", "google-console", "apple-console"}
    at_a_client = {"provider", "callback", "login-page", "alexa-console"}
    assert stale(then, moved) == about_a_host | at_a_client
    other = replace(then, apple_key=AppleKey("ANOTHER", A_KEY))
    assert stale(then, other) == {"apple-key"}
    choices = replace(then.choices, pairs={MAIN: ALEXA})
    assert stale(then, replace(then, choices=choices)) >= {"provider", "callback", "login-page"}


def test_a_release_is_first_seen_on_its_day_whichever_version_was_asked_for() -> None:
    def seen(day: int, about: tuple[str, ...]) -> Finding:
        at, verdict = NOW + timedelta(days=day), CheckVerdict.PASSED
        said = "1.15.0 is released to production"
        return Finding("play-release", "8a", "", verdict, said, Evidence(), at, about=about)

    def first(*found: Finding) -> Any:
        return with_first_seen(found[-1], first_seen(found)).first

    assert first(seen(0, ANDROID), seen(3, ANOTHER)) == NOW
    assert first(seen(0, ANDROID), seen(3, ("com.acme.other", "1.15.0"))) == NOW + timedelta(days=3)


# --- of a walk that goes on from its record -------------------------------------------------


class Runs:
    """Runs of Poolwalk on one record, each with its options."""

    def __init__(self, aws: PracticeAws, folder: Path) -> None:
        self._aws, self._folder = aws, folder
        self._last: Walkthrough | None = None

    def begin(self, **options: Any) -> Walkthrough:
        self.end()
        self._last = walk(self._aws, self._folder, attached=False, **options)
        return self._last

    def end(self) -> None:
        if self._last is not None:
            self._last.close()


@pytest.fixture
def runs(practice_aws: PracticeAws, tmp_path: Path) -> Iterator[Runs]:
    made = Runs(practice_aws, tmp_path / "state")
    yield made
    made.end()


def released(about: tuple[str, ...]) -> Finding:
    said, verdict = "1.14.0 is released to production", CheckVerdict.PASSED
    return Finding("play-release", "8a", "it is", verdict, said, Evidence(), NOW, about=about)


def is_live(walked: Walkthrough) -> bool:
    summaries = {one.step.id: one for one in walked.pages.summaries()}
    return any(one.part.id == "released" and one.tick for one in summaries["8a"].parts)


@pytest.mark.parametrize(
    ("about", "named", "counts"),
    [
        pytest.param(ANDROID, ANDROID, True, id="of-this-version"),
        pytest.param(ANDROID, ANOTHER, False, id="of-an-earlier-one"),
        pytest.param(ANDROID, ("com.acme.other", "1.14.0"), False, id="of-another-app"),
        pytest.param(ANDROID, ("", ""), True, id="nothing-is-named"),
        pytest.param((), ANOTHER, True, id="recorded-without-it"),
    ],
)
def test_what_a_store_answered_ticks_the_version_that_is_named_now(
    runs: Runs, about: tuple[str, ...], named: tuple[str, str], counts: bool
) -> None:
    """Also where the answer was recorded, and the key to ask anew is not given."""
    first = runs.begin()
    first.checklist.tick_parts("8a", ["keys", "login", "submitted"], day="2026-11-20")
    first.checks.take(released(about))
    again = runs.begin(android_package=named[0], android_version=named[1])
    assert is_live(again) is counts
    assert ("play-release" in again.pages.now().found) is counts
    assert again.pages.now().hour.has_begun is counts


def test_a_check_of_another_client_was_never_made_of_this_one(runs: Runs) -> None:
    walked = runs.begin()
    walked.entered.choose_prefix("acme-signin")
    assert walked.applier.apply(["2/-/Domain"]).applied
    for check in walked.checks.planned():
        if not check.lacks:
            walked.checks.take(answered(check))
    assert not asks(walked, "4")
    walked.entered.pair(ALEXA, "")
    walked.entered.pair(MAIN, ALEXA)
    assert asks(walked, "4")
    walked.entered.pair(MAIN, NEW_MAIN)
    assert not asks(walked, "4"), "what was found of this one stands"


def asks(walked: Walkthrough, step: str) -> bool:
    return any(
        one.step == step and "never made" in one.text
        for one in walked.pages.retirement_verdict().against
    )


def test_a_reason_for_what_was_found_of_one_client_is_none_for_another(runs: Runs) -> None:
    walked = runs.begin()
    refused = CheckVerdict.REFUSED, "it is not registered"
    check = "login-page/a-client-that-is-no-pair"

    def finds(client: str) -> Finding:
        found = Finding(check, "4", "", *refused, Evidence(), NOW, about=("", client))
        walked.checks.take(found)
        return found

    one = finds("one")
    walked.reasons.explain_check(check, "The page is opened from inside alone")
    assert walked.pages.now().grounds.explanation(one)
    assert not walked.pages.now().grounds.explanation(finds("another"))


def test_what_was_found_of_another_version_is_not_explained(runs: Runs) -> None:
    walked = runs.begin(android_package=ANOTHER[0], android_version=ANOTHER[1])
    walked.checks.take(replace(released(ANDROID), verdict=CheckVerdict.REFUSED))
    with pytest.raises(BadInput, match="was made"):
        walked.reasons.explain_check("play-release", "It is out")


def test_the_same_answer_about_another_is_recorded_by_a_run_of_its_own(runs: Runs) -> None:
    walked = runs.begin()
    walked.checks.take(released(ANDROID))
    walked.logbook.fold()
    entries = len(walked.logbook.entries)
    walked.checks.take(released(ANDROID), again=True)
    walked.checks.take(released(ANOTHER), again=True)
    walked.logbook.fold()
    assert len(walked.logbook.entries) == entries + 1

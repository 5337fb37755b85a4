"""The plan of the cut-over on Effects, and what a page warns of before it."""

from dataclasses import replace
from typing import Any

import pytest

from migration.compare.choices import Choices
from migration.compare.comparison import compare
from migration.guide.cut_over import cut_over
from migration.guide.page_making import page_of
from migration.guide.placeholder_values import Known
from migration.guide.progress import summarize
from migration.guide.step import StepKind, StepState, When
from migration.guide.step_files import load_steps
from migration.guide.ticks import Tick
from tests.guide.test_progress import NOW
from tests.readings import (
    DEPLOYMENT,
    REGION,
    apple,
    client,
    domain,
    google,
    pool,
    pool_reading,
    reading,
)
from widgets.text.cut_over import cut_over_lines

STEPS = load_steps()
MAIN = "rainmaker-user-pool-client"
PAIRED = Choices(pairs={MAIN: MAIN})


def both(**new: Any) -> Known:
    olds = (client(MAIN), client("esp-rainmaker-alexa-skill"))
    old = pool_reading(domain=domain(), clients=olds, providers=(google(),))
    news = (client(MAIN, **new), client("esp-rainmaker-alexa-skill"))
    held = pool_reading(domain=domain("acme-new"), clients=news, providers=(google(),))
    return Known(reading(old, held), PAIRED, DEPLOYMENT)


def plan(*ticked: str) -> dict[When, list[str]]:
    read = both().reading
    ticks = {step: Tick(step, StepState.DONE, "admin", NOW) for step in ticked}
    summaries = summarize(STEPS, compare(read, PAIRED, REGION), ticks, read)
    return {found.when: [one.step.id for one in found.steps] for found in cut_over(summaries)}


def test_every_step_that_applies_stands_in_one_stretch_and_what_does_not_in_none() -> None:
    assert plan() == {
        When.ANY_DAY: ["1a", "1b", "2", "3a", "4", "5", "9", "also"],
        When.ONE_HOUR: ["7a", "8a", "8b"],
    }


def test_apps_and_voice_consoles_belong_into_one_hour_and_say_what_is_noticed() -> None:
    together = [step for step in STEPS if step.when is When.ONE_HOUR]
    assert [step.id for step in together] == ["7a", "7b", "8a", "8b", "8c"]
    assert all(step.notice and step.trial for step in together)
    assert not any(step.notice for step in STEPS if step.kind is StepKind.READING)


def test_every_step_says_what_to_try_before_all_customers_have_it() -> None:
    assert [step.id for step in STEPS if not step.trial] == ["effects"]


@pytest.mark.parametrize("width", [38, 60, 100])
def test_the_plan_fits_and_names_what_to_try_before_what_is_not_done_yet(width: int) -> None:
    read = both().reading
    ticks = {"7a": Tick("7a", StepState.DONE, "admin", NOW, day="2026-11-20")}
    summaries = summarize(STEPS, compare(read, PAIRED, REGION), ticks, read)
    lines = [line.text for line in cut_over_lines(cut_over(summaries), width)]
    assert max(map(len, lines)) <= width
    text = " ".join(" ".join(lines).split())
    assert "Together, within one hour ✓ 7a Alexa: linking from app to app fails" in text
    assert "Try: on the stage development" not in text
    assert "Try: one account each by password, Google and Apple" in text


def test_in_words_each_step_says_how_far_it_is() -> None:
    read = both().reading
    summaries = summarize(STEPS, compare(read, PAIRED, REGION), {}, read)
    lines = [line.text for line in cut_over_lines(cut_over(summaries), 100, words=True)]
    assert "○ 1a Backend (to do)" in lines


@pytest.mark.parametrize("step", ["8a", "8b", "8c"])
def test_a_main_client_with_a_secret_is_warned_of_where_apps_are_told_its_id(step: str) -> None:
    for held, warned in (({"ClientSecret": "s3cret"}, True), ({}, False)):
        known = both(**held)
        settings = compare(known.reading, PAIRED, REGION)
        applies = {step: Tick(step, StepState.TODO, "admin", NOW)}
        summaries = summarize(STEPS, settings, applies, known.reading)
        (summary,) = [one for one in summaries if one.step.id == step]
        warnings = page_of(summary, known, None).warnings
        assert any("unable to verify secret hash" in text for text in warnings) is warned
        assert "s3cret" not in "".join(warnings)


@pytest.mark.parametrize(
    ("sender", "named"),
    [
        ({"From": "Acme <no-reply@acme.example>"}, "Acme <no-reply@acme.example>"),
        ({"SourceArn": "arn:aws:ses:us-east-1:1:identity/a@acme.example"}, "a@acme.example"),
        ({}, "this pool's sender, no-reply@verificationemail.com (Cognito's own),"),
        (
            {"EmailSendingAccount": "COGNITO_DEFAULT"},
            "this pool's sender, no-reply@verificationemail.com (Cognito's own),",
        ),
        ({"EmailSendingAccount": "DEVELOPER"}, "this pool's sender stands"),
    ],
)
def test_the_email_step_says_what_apples_hidden_addresses_need(
    sender: dict[str, str], named: str
) -> None:
    step = next(one for one in STEPS if one.id == "5")
    for providers, told in (((google(), apple()), True), ((google(),), False)):
        new = pool_reading(pool=pool(EmailConfiguration=sender))
        read = reading(pool_reading(providers=providers), new)
        (summary,) = summarize((step,), (), {}, read)
        warnings = page_of(summary, Known(read, PAIRED, DEPLOYMENT), None).warnings
        found = [text for text in warnings if "@privaterelay.appleid.com" in text]
        assert bool(found) is told
        assert all(named in text for text in found)


def test_where_the_email_is_left_out_apples_own_page_names_the_sender() -> None:
    step = next(one for one in STEPS if one.id == "3b")
    new = pool_reading(pool=pool(EmailConfiguration={"From": "a@acme.example"}))
    read = reading(pool_reading(providers=(google(), apple())), new)
    (summary,) = summarize((step,), (), {}, read)
    for left_out, told in ((frozenset({"5"}), True), (frozenset[str](), False)):
        known = Known(read, replace(PAIRED, left_out=left_out), DEPLOYMENT)
        warnings = page_of(summary, known, None).warnings
        assert any("this pool's sender, a@acme.example," in text for text in warnings) is told


def test_a_step_that_is_left_out_asks_for_nothing() -> None:
    known = both(ClientSecret="s3cret")
    settings = compare(known.reading, PAIRED, REGION)
    left_out = {"8b": Tick("8b", StepState.NOT_APPLICABLE, "admin", NOW, "no such app")}
    summaries = summarize(STEPS, settings, left_out, known.reading)
    for summary in summaries:
        if summary.step.id in {"8b", "8c"}:
            assert page_of(summary, known, None).warnings == ()

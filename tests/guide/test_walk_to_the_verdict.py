"""The sample deployment walked to its end.

The verdict on the old pool changes with the last thing that is done.
"""

import json
from collections.abc import Iterable, Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from migration.checks.check_verdict import CheckVerdict as Found
from migration.compare.clients import GOOGLE_ACTION_CLIENT
from migration.errors import BadInput
from migration.guide.step import StepKind, StepState
from migration.guide.verdict import Answer, Reason
from migration.pools.reading import Role
from migration.rehearsal.copies.made_up_secrets import made_up_apple_key
from migration.report.forms import Form, report_text
from migration.usage.client_usage import UsageReading
from migration.walkthrough import Walkthrough
from tests.practice_aws import NEW_POOL, PracticeAws
from tests.walkthroughs import (
    NEW_MAIN,
    a_minute_behind,
    all_given,
    at_any_pace,
    let_a_month_pass,
    walk,
)
from tui.command_line.answer_json import verify_json
from tui.command_line.plan import plan_answer
from widgets.text.plain_text import plain
from widgets.text.verdict_lines import verdict_lines

P8 = made_up_apple_key()


def apply_everything(walkthrough: Walkthrough) -> None:
    """Step by step, since each makes others possible; the stack's change is agreed to unseen."""
    for step in walkthrough.state.steps:
        left = walkthrough.pages.to_apply(step.id)
        while left:
            assert walkthrough.applier.apply(left, agree=lambda _: True).failed == ()
            walkthrough.reader.read()
            left = tuple(id_ for id_ in walkthrough.pages.to_apply(step.id) if id_ not in left)


def accept_what_else_differs(walkthrough: Walkthrough) -> None:
    for setting in walkthrough.pages.settings():
        if walkthrough.reasons.can_accept(setting):
            walkthrough.reasons.accept(setting.id, "meant so")


@pytest.fixture
def earnest(practice_aws: PracticeAws, tmp_path: Path) -> Iterator[Walkthrough]:
    """The sample deployment with all that can be given, at a clock that goes on."""
    practice_aws.settings(change_set_seconds=0, stack_seconds=0)
    walked = walk(
        practice_aws,
        tmp_path / "state",
        clock=a_minute_behind,
        host_pace=at_any_pace(),
        **all_given(practice_aws, tmp_path),
    )
    yield walked
    walked.close()


def enter_everything(walkthrough: Walkthrough) -> None:
    walkthrough.entered.choose_prefix("acme-signin")
    walkthrough.entered.supply_apple_key(P8, "PRACTICE01")
    walkthrough.entered.supply_logo("7b")


def work_in_the_consoles(aws: PracticeAws) -> None:
    for console in ("google", "apple", "alexa", "app-store"):
        aws.control(
            "POST",
            "outside/work",
            {"console": console, "pool": NEW_POOL, "client": "esp-rainmaker-alexa-skill"},
        )


def a_month_goes_by(walkthrough: Walkthrough, aws: PracticeAws) -> None:
    aws.control("POST", "days", {"days": 30})
    let_a_month_pass(walkthrough)
    walkthrough.usage.read()


def steps_of(reasons: Iterable[Reason]) -> set[str]:
    return {reason.step for reason in reasons}


def test_yes_is_earned_by_everything_that_it_rests_on_and_by_nothing_less(
    earnest: Walkthrough, practice_aws: PracticeAws
) -> None:
    walkthrough = earnest
    verdict = walkthrough.pages.retirement_verdict
    enter_everything(walkthrough)
    apply_everything(walkthrough)
    apply_everything(walkthrough)  # what the stack left to step 4
    accept_what_else_differs(walkthrough)
    for step in walkthrough.state.steps:
        if step.id == "8c":  # there is no Home app
            continue
        if step.kind in {StepKind.CONSOLE, StepKind.BOTH}:
            assert step.id in steps_of(verdict().against)
            walkthrough.checklist.tick(step.id, day="2026-11-20")
    assert walkthrough.pages.tally().done == walkthrough.pages.tally().steps == 15
    # Everything is ticked, as at the time when that was enough.
    assert verdict().answer is Answer.NO
    never = [reason for reason in verdict().against if "never made" in reason.text]
    assert steps_of(never) == {"2", "3a", "3b", "3c", "4", "6", "7a", "7b", "8b"}
    assert {reason.command for reason in never} == {"check-step"}

    work_in_the_consoles(practice_aws)
    walkthrough.checks.run("")
    assert steps_of(verdict().against) == {"effects"}
    assert len(verdict().unknown) == 4  # what was moved just now
    assert all("cannot be said yet" in reason.text for reason in verdict().unknown)
    used = [reason for reason in verdict().against if reason.command == "show-usage"]
    assert len([reason for reason in used if "was used within 30 days" in reason.text]) == 4

    a_month_goes_by(walkthrough, practice_aws)
    assert any("was used within" in reason.text for reason in verdict().against)
    a_month_goes_by(walkthrough, practice_aws)
    (people,) = verdict().against
    assert "about 18,432 users" in people.text
    assert walkthrough.reasons.settle_users("told three times; the last date is over") == 18432
    assert (verdict().answer, verdict().against, verdict().unknown) == (Answer.YES, (), ())
    assert len(verdict().rests_on) == 5 + 4 + 2  # two rest on the old pool, each with its reason
    seen = [line for line in verdict().rests_on if line.startswith("Seen to work: ")]
    assert [line.split(": ")[1].split(" of ")[0] for line in seen] == [
        NEW_MAIN,
        "acme-installer-app",
        "esp-rainmaker-alexa-skill",
        "esp-rainmaker-google-action",
    ]
    assert verdict().since is not None

    walkthrough.checks.run("")  # to ask again takes no yes away
    practice_aws.faults({"kind": "access_denied", "operation": "GetMetricData"})
    walkthrough.usage.read()
    assert verdict().answer is Answer.UNKNOWN
    assert [reason.text for reason in verdict().unknown if "GetMetricData" in reason.text]
    practice_aws.faults()
    walkthrough.usage.read()
    assert (verdict().answer, verdict().against, verdict().unknown) == (Answer.YES, (), ())

    walkthrough.checklist.tick("7a")  # without the day that two of its sub-points need
    assert {(reason.step, reason.command) for reason in verdict().against} == {("7a", "tick")}
    assert "without the day" in verdict().against[0].text
    walkthrough.checklist.untick("7a")
    assert steps_of(verdict().against) == {"7a"}
    walkthrough.reasons.unsettle_users()
    assert steps_of(verdict().against) == {"7a", "effects"}


def test_who_signed_in_at_the_new_clients_before_they_were_moved_to_earns_no_yes(
    earnest: Walkthrough, practice_aws: PracticeAws
) -> None:
    """As with a fork of the apps that has used the new pool for years."""
    practice_aws.change(pool="new", domain={"prefix": "acme-signin"})
    for _ in range(2):
        practice_aws.control("POST", "days", {"days": 30})
    walkthrough = earnest
    walkthrough.reader.read()
    usage = walkthrough.state.usage
    assert isinstance(usage, UsageReading)
    main = next(one for one in usage.of(Role.NEW) if one.name == NEW_MAIN)
    assert sum(count.successes for count in main.days.sign_ins) > 1000
    walkthrough.entered.supply_apple_key(P8, "PRACTICE01")
    apply_everything(walkthrough)
    apply_everything(walkthrough)
    for step in ("7a", "7b"):
        walkthrough.checklist.tick(step, day=f"{a_minute_behind():%Y-%m-%d}")
    walkthrough.usage.read()
    moved = {one.id: one.name for one in walkthrough.pages.moved()}
    unknown = [
        one.text for one in walkthrough.pages.retirement_verdict().unknown if one.step == "effects"
    ]
    assert len(moved) == len(unknown) == 4
    for name, text in zip(moved.values(), unknown, strict=True):
        assert text.startswith(f"whether {name} of the new pool works cannot be said yet")
    verdict = walkthrough.pages.retirement_verdict()
    shown = " ".join(" ".join(line.text for line in verdict_lines(verdict, 10_000)).split())
    reported = report_text(walkthrough, Form.JSON, datetime.now(UTC))
    for told in (
        shown,
        plan_answer(walkthrough, "", as_json=False),
        plan_answer(walkthrough, "", as_json=True),
        verify_json([], verdict),
        reported,
    ):
        assert [text for text in unknown if text not in told] == []

    assert {one.name for one in walkthrough.pages.unused()} == {*moved.values()}
    walkthrough.reasons.settle_client(GOOGLE_ACTION_CLIENT, "nobody links it any more")
    said = walkthrough.pages.retirement_verdict().unknown
    assert not [one.text for one in said if GOOGLE_ACTION_CLIENT in one.text]
    with pytest.raises(BadInput, match="Say why nobody uses"):
        walkthrough.reasons.settle_client(GOOGLE_ACTION_CLIENT, " ")
    with pytest.raises(BadInput, match="Nobody was moved"):
        walkthrough.reasons.settle_client("some-other", "why not")
    assert walkthrough.reasons.unsettle_client(GOOGLE_ACTION_CLIENT) == GOOGLE_ACTION_CLIENT
    with pytest.raises(BadInput, match="No reason was given"):
        walkthrough.reasons.unsettle_client(GOOGLE_ACTION_CLIENT)
    again = walkthrough.pages.retirement_verdict().unknown
    assert [one.text for one in again if GOOGLE_ACTION_CLIENT in one.text]


def test_a_write_makes_the_checks_old_that_rest_on_it(
    earnest: Walkthrough, practice_aws: PracticeAws
) -> None:
    walkthrough = earnest
    walkthrough.entered.choose_prefix("acme-signin")
    walkthrough.entered.supply_apple_key(P8, "NEWKEY1234")
    apply_everything(walkthrough)
    walkthrough.checks.run("")
    before = [reason.text for reason in walkthrough.pages.retirement_verdict().against]
    assert not any("last change" in text for text in before)
    last = walkthrough.past_changes.undoable()
    assert last is not None
    assert walkthrough.applier.undo((last,)).applied
    after = [reason.text for reason in walkthrough.pages.retirement_verdict().against]
    assert any("made before the last change" in text for text in after)


@pytest.mark.parametrize("reason", ["", "  "])
def test_what_a_person_settles_wants_a_reason(walkthrough: Walkthrough, reason: str) -> None:
    with pytest.raises(BadInput, match="Say why these users"):
        walkthrough.reasons.settle_users(reason)


def test_only_a_check_that_did_not_pass_is_explained(earnest: Walkthrough) -> None:
    with pytest.raises(BadInput, match="No check “domain-live” was made"):
        earnest.reasons.explain_check("domain-live", "why not")
    with pytest.raises(BadInput, match="No reason was given"):
        earnest.reasons.withdraw_explanation("domain-live")


def test_an_explained_check_is_remembered_and_can_be_taken_back(earnest: Walkthrough) -> None:
    earnest.entered.choose_prefix("acme-signin")
    assert earnest.applier.apply(earnest.pages.to_apply("2"), agree=lambda _: True).applied
    earnest.checks.run("3a")
    console = "google-console"
    assert earnest.state.findings[console].verdict is not Found.PASSED
    with pytest.raises(BadInput, match="Say why this is not in the way"):
        earnest.reasons.explain_check(console, " ")

    def about_the_console() -> list[str]:
        verdict = earnest.pages.retirement_verdict()
        title = earnest.state.findings[console].title
        return [
            reason.text
            for reason in (*verdict.against, *verdict.unknown)
            if f", “{title}”: " in reason.text
        ]

    assert about_the_console()
    earnest.reasons.explain_check(console, "that client is not ours")
    assert about_the_console() == []
    earnest.reasons.withdraw_explanation(console)
    assert about_the_console()


def test_clients_left_to_a_step_that_a_person_leaves_out_are_step_fours_again(
    walkthrough: Walkthrough,
) -> None:
    def left_to_the_stack() -> list[str]:
        return [setting.id for setting in walkthrough.pages.settings() if setting.left_to]

    assert left_to_the_stack()
    walkthrough.checklist.not_applicable("6", "the stack stays as it is")
    assert left_to_the_stack() == []
    assert (
        next(summary for summary in walkthrough.pages.summaries() if summary.step.id == "4").state
        is not StepState.DONE
    )


def test_screen_plan_and_verify_give_the_same_answer_with_the_same_reasons(
    practice_aws: PracticeAws, tmp_path: Path
) -> None:
    practice_aws.faults(
        {"kind": "access_denied", "operation": "GetMetricData"},
        {"kind": "access_denied", "operation": "ListGroups"},
    )
    walkthrough = walk(practice_aws, tmp_path / "state")
    verdict = walkthrough.pages.page("effects").verdict
    assert verdict is not None
    reasons = [(one.step, one.text) for one in (*verdict.against, *verdict.unknown)]
    assert {"1a", "2", "9", "also", "effects"} <= {step for step, _ in reasons}
    shown = " ".join(" ".join(line.text for line in verdict_lines(verdict, 10_000)).split())
    planned = plan_answer(walkthrough, "", as_json=False)
    for step, text in reasons:
        assert f"{step}: {plain(text)}" in shown
        assert f"{step}: {plain(text)}" in planned
    for answer in (
        plan_answer(walkthrough, "", as_json=True),
        verify_json([], walkthrough.pages.retirement_verdict()),
    ):
        told = json.loads(answer)["retirement"]
        assert told["answer"] == verdict.answer
        assert [(one["step"], one["text"]) for one in told["against"] + told["unknown"]] == reasons
    walkthrough.close()

"""A rule leaves a step out with its reason.

A person who knows better says why, and can withdraw that.
"""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from migration.deployment.whole_reading import Reading
from migration.deployment_request import Request
from migration.errors import BadInput
from migration.guide.step import StepState
from migration.guide.step_files import load_steps
from migration.guide.step_summary import StepSummary
from migration.walkthrough import Walkthrough
from tests.readings import DEPLOYMENT, domain, pool_reading, reading

WHY = "neither pool has an app client esp-rainmaker-alexa-skill, so there is no Alexa skill"
Open = Callable[[], Walkthrough]


@pytest.fixture
def opened(tmp_path: Path) -> Open:
    """Opens a walkthrough of two nearly empty pools; each time it is opened, the same journal."""

    def walkthrough(made: Reading | None = None) -> Walkthrough:
        walked = Walkthrough(Request(state_folder=tmp_path), load_steps())
        walked.logbook.open(DEPLOYMENT)
        found = made or reading(
            pool_reading(domain=domain()), pool_reading(domain=domain("acme-new"))
        )
        walked.store.change(lambda state: replace(state, reading=found))
        return walked

    return walkthrough


def step(walkthrough: Walkthrough, step_id: str) -> StepSummary:
    return walkthrough.pages.page(step_id).summary


def test_a_step_that_a_rule_leaves_out_says_why(opened: Open) -> None:
    walkthrough = opened()
    assert (step(walkthrough, "7a").state, step(walkthrough, "7a").reason) == (
        StepState.NOT_APPLICABLE,
        WHY,
    )
    assert walkthrough.pages.page("7a").left_out == WHY


def test_a_person_who_knows_better_says_why_and_the_step_applies(opened: Open) -> None:
    opened().checklist.applies("7a", " our skill has a client of another name ")
    walkthrough = opened()
    tick = walkthrough.pages.page("7a").tick
    assert tick is not None
    assert (tick.verdict, tick.note) == (StepState.TODO, "our skill has a client of another name")
    assert step(walkthrough, "7a").state is StepState.TODO
    assert "alexaRMClientId" in [value.field for value in walkthrough.pages.page("8a").values]


def test_an_overruling_can_be_taken_back(opened: Open) -> None:
    walkthrough = opened()
    walkthrough.checklist.applies("7a", "it does")
    walkthrough.checklist.untick("7a")
    assert walkthrough.pages.page("7a").left_out == WHY


def test_an_overruled_step_can_be_ticked(opened: Open) -> None:
    walkthrough = opened()
    walkthrough.checklist.applies("7a", "it does")
    walkthrough.checklist.tick("7a", day="2026-11-20")
    assert step(walkthrough, "7a").state is StepState.DONE


def test_a_step_that_is_left_out_is_not_ticked_by_mistake(opened: Open) -> None:
    with pytest.raises(BadInput, match=r"Step 7a does not apply: neither pool .* say why \(x\)"):
        opened().checklist.tick("7a")


@pytest.mark.parametrize(
    ("step_id", "reason", "said"),
    [("7a", "  ", "Say why this step applies"), ("1a", "why not", "is not left out")],
)
def test_an_overruling_needs_a_reason_and_a_rule(
    opened: Open, step_id: str, reason: str, said: str
) -> None:
    with pytest.raises(BadInput, match=said):
        opened().checklist.applies(step_id, reason)


def test_saying_that_alexa_does_not_apply_takes_its_key_out_of_the_apps(opened: Open) -> None:
    walkthrough = opened()
    walkthrough.checklist.applies("7a", "it does")
    walkthrough.checklist.not_applicable("7a", "given up")
    assert step(walkthrough, "7a").reason == "given up"
    assert "alexaRMClientId" not in [value.field for value in walkthrough.pages.page("8a").values]


def test_what_is_not_read_yet_leaves_nothing_out(opened: Callable[..., Walkthrough]) -> None:
    walkthrough = opened(Reading())
    assert [
        summary.step.id
        for summary in walkthrough.pages.summaries()
        if summary.state is StepState.NOT_APPLICABLE
    ] == []

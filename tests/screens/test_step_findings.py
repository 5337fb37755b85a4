"""What was found of a step, as its page shows it."""

import re
from dataclasses import replace
from datetime import UTC, datetime

import pytest

from migration.checks.check_verdict import CheckVerdict
from migration.checks.finding import Evidence, Finding
from migration.checks.kind import CheckKind
from migration.guide.page import Page
from migration.guide.step import Part, StepState
from migration.guide.step_summary import StepSummary
from migration.guide.ticks import PagePart, Tick
from tests.screens.test_settings_rows import STEP
from widgets.text.step_findings import checked_lines

NOW = datetime(2026, 11, 22, tzinfo=UTC)
LIVE = f"{CheckKind.ALEXA_CONSOLE.value}/live"
REFUSED = Finding(
    LIVE,
    "7a",
    "the live skill",
    CheckVerdict.REFUSED,
    "it has the old addresses",
    Evidence("a.example", 200),
    NOW,
)
SAVED = PagePart(Part("saved", "Saved"))
TICKED = replace(SAVED, tick=Tick("7a", StepState.DONE, "ada", NOW))
CERTIFIED = PagePart(Part("live", "Certified", by="Amazon", proved_by=LIVE))


def shown(*parts: PagePart, found: Finding = REFUSED) -> str:
    summary = StepSummary(STEP, StepState.PARTLY, "", 0, parts=parts)
    return checked_lines(Page(summary, checks=(found,)), 200, "")[0].text


def test_what_amazon_has_not_done_yet_is_waited_for_and_not_wrong() -> None:
    assert shown(TICKED, CERTIFIED).startswith("◷ the live skill · waits for Amazon ")


def test_before_it_is_their_turn_nothing_is_wrong_either() -> None:
    assert shown(SAVED, CERTIFIED).startswith("◷ the live skill · waits for Amazon ")


def test_what_amazon_rejected_is_not_waited_for() -> None:
    rejected = replace(REFUSED, evidence=Evidence("a.example", 200, code="rejected"))
    assert shown(TICKED, CERTIFIED, found=rejected).startswith("✗ the live skill · refused ")


@pytest.mark.parametrize("width", range(30, 60))
def test_a_verdict_is_not_told_from_its_day_nor_a_day_from_its_hour(width: int) -> None:
    summary = StepSummary(STEP, StepState.PARTLY, "", 0, parts=(SAVED,))
    passed = replace(REFUSED, verdict=CheckVerdict.PASSED)
    lines = [line.text for line in checked_lines(Page(summary, checks=(passed,)), width, "")]
    assert any(re.search(r"· passed 2026-11-2\d \d\d:\d\d$", text) for text in lines), lines

"""What the list of steps says of a step's checks: the worst of what was found of it last."""

from datetime import UTC, datetime
from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

from migration.checks.check_verdict import CheckVerdict
from migration.checks.finding import Evidence, Finding, worst_first
from migration.guide.step_summary import StepSummary
from migration.walkthrough import Walkthrough
from tests.practice_aws import PracticeAws
from tests.walkthroughs import walk

PASSED, REFUSED, INCONCLUSIVE = CheckVerdict
AT = datetime(2026, 11, 22, 2, 0, tzinfo=UTC)


def found(verdict: CheckVerdict, check: str = "google-console", step: str = "3a") -> Finding:
    return Finding(check, step, "Google's console", verdict, "a sentence", Evidence(), AT)


@given(st.lists(st.sampled_from(CheckVerdict)))
def test_a_refusal_comes_before_what_is_not_known_and_that_before_what_passed(
    verdicts: list[CheckVerdict],
) -> None:
    ordered = [finding.verdict for finding in worst_first(map(found, verdicts))]
    assert ordered == [
        verdict
        for verdict in (REFUSED, INCONCLUSIVE, PASSED)
        for each in verdicts
        if each is verdict
    ]


def arrived(walked: Walkthrough, *findings: Finding) -> None:
    for finding in findings:
        walked.checks.take(finding)


def summary(walked: Walkthrough, step: str) -> StepSummary:
    return next(summary for summary in walked.pages.summaries() if summary.step.id == step)


def test_a_step_shows_the_worst_of_its_own_checks_and_nothing_before_one_was_asked(
    practice_aws: PracticeAws, tmp_path: Path
) -> None:
    walked = walk(practice_aws, tmp_path / "state", attached=False)
    assert all(summary.checked is None for summary in walked.pages.summaries())
    for verdict, worst in (
        (PASSED, PASSED),
        (INCONCLUSIVE, INCONCLUSIVE),
        (REFUSED, REFUSED),
        (PASSED, PASSED),
    ):
        arrived(walked, found(verdict), found(PASSED, "google-secret"))
        now = summary(walked, "3a").checked
        assert now is not None
        assert now.verdict is worst
    assert summary(walked, "3b").checked is None
    arrived(walked, found(REFUSED, "apple-console", "3b"))
    assert {each.step.id for each in walked.pages.summaries() if each.checked is not None} == {
        "3a",
        "3b",
    }
    walked.close()


def test_it_is_known_after_a_restart_and_gone_where_the_step_does_not_apply(
    practice_aws: PracticeAws, tmp_path: Path
) -> None:
    first = walk(practice_aws, tmp_path / "state", attached=False)
    arrived(first, found(REFUSED))
    first.close()
    again = walk(practice_aws, tmp_path / "state", attached=False)
    assert summary(again, "3a").checked == found(REFUSED)
    again.checklist.not_applicable("3a", "nobody signs in by Google any more")
    assert summary(again, "3a").checked is None
    again.close()

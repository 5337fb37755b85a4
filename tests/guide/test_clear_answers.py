"""A bad line takes back neither a proof nor a refusal; what is clear, or written since, does."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from migration.checks.check_verdict import CheckVerdict
from migration.checks.finding import NOT_ASKED, Evidence, Finding
from migration.guide.step_summary import StepSummary
from migration.walk.next_things.waiting import waiting
from migration.walkthrough import Walkthrough
from tests.practice_aws import PracticeAws
from tests.walkthroughs import walk

PASSED, REFUSED, UNCLEAR = CheckVerdict.PASSED, CheckVerdict.REFUSED, CheckVerdict.INCONCLUSIVE
GOOGLE = "google-console"
PROVED = {"redirect", "save"}  # sub-points of 3a


class Night:
    """A walk, a minute for each thing that happens."""

    def __init__(self, walked: Walkthrough, clock: list[datetime]) -> None:
        self.walked = walked
        self._clock = clock

    def finds(
        self,
        *verdicts: CheckVerdict,
        check: str = GOOGLE,
        step: str = "3a",
        again: bool = False,
        said: str = "",
        about: tuple[str, ...] = (),
        code: str = "",
    ) -> None:
        for verdict in verdicts:
            self.goes_on()
            told, evidence = said or f"Google said {verdict.value}", Evidence(code=code)
            found = Finding(
                check, step, "the console", verdict, told, evidence, self._clock[0], about=about
            )
            self.walked.checks.take(found, again=again)

    def goes_on(self) -> None:
        self._clock[0] += timedelta(minutes=1)

    def writes(self, *settings: str) -> None:
        self.goes_on()
        assert self.walked.applier.apply(settings).applied

    def seen(self, step: str = "3a") -> set[str]:
        """The sub-points that nobody had to tick."""
        return {one.part.id for one in self._summary(step).parts if one.tick and one.tick.seen}

    def contradicted(self, step: str = "3a") -> bool:
        return self._summary(step).contradicted is not None

    def explains(self, reason: str, check: str = GOOGLE) -> str:
        """Give a reason for a check, and return what it is kept for."""
        self.goes_on()
        self.walked.reasons.explain_check(check, reason)
        return self.walked.state.record.settled.explained[check].sentence

    def open(self, step: str = "3a") -> list[str]:
        """What the verdict still says of unclear answers."""
        verdict = self.walked.pages.retirement_verdict()
        return [
            one.text
            for one in verdict.unknown
            if one.step == step and "left it unclear" in one.text
        ]

    def _summary(self, step: str) -> StepSummary:
        return next(one for one in self.walked.pages.summaries() if one.step.id == step)


@pytest.fixture
def night(practice_aws: PracticeAws, tmp_path: Path) -> Iterator[Night]:
    clock = [datetime(2026, 11, 22, 2, 0, tzinfo=UTC)]
    walked = walk(practice_aws, tmp_path / "state", attached=False, clock=lambda: clock[0])
    walked.entered.choose_prefix("acme-signin")
    yield Night(walked, clock)
    walked.close()


def test_a_proof_stays_while_the_line_is_bad_and_the_verdict_says_what_is_not_known(
    night: Night,
) -> None:
    night.writes("2/-/Domain", "3a/-/Google")
    night.finds(PASSED)
    proved = night.seen()
    assert proved == PROVED
    night.finds(UNCLEAR, UNCLEAR)
    assert night.seen() == proved
    assert not night.contradicted()
    verdict = night.walked.pages.retirement_verdict()
    assert [one.step for one in verdict.unknown if "left it unclear" in one.text] == ["3a"]


@pytest.mark.parametrize(
    ("found", "stays"),
    [
        pytest.param((PASSED, REFUSED, UNCLEAR), False, id="refused-since"),
        pytest.param((REFUSED, PASSED, UNCLEAR), True, id="passed-since"),
        pytest.param((UNCLEAR,), False, id="never-clear"),
        pytest.param((PASSED, UNCLEAR, REFUSED), False, id="refused-at-last"),
    ],
)
def test_the_last_clear_answer_stands(
    night: Night, found: tuple[CheckVerdict, ...], stays: bool
) -> None:
    night.finds(*found)
    assert (night.seen() == PROVED) is stays
    night.walked.logbook.fold()
    assert (night.seen() == PROVED) is stays, "also as the record has it"


def test_a_proof_from_before_a_write_that_it_rests_on_is_none_after_a_bad_line(
    night: Night,
) -> None:
    night.finds(PASSED)
    night.writes("2/-/Domain")
    night.finds(UNCLEAR)
    assert night.seen() == set()


def test_what_was_found_again_since_the_write_stands_though_it_is_recorded_once(
    night: Night,
) -> None:
    night.finds(PASSED)
    night.writes("2/-/Domain")
    night.finds(PASSED, again=True)
    night.finds(UNCLEAR, again=True)
    assert night.seen() == PROVED


def test_a_refusal_contradicts_a_tick_on_while_the_line_is_bad(night: Night) -> None:
    night.walked.checklist.tick("3a")
    night.finds(REFUSED)
    assert night.contradicted()
    night.finds(UNCLEAR)
    assert night.contradicted()
    assert night.walked.pages.page("3a").contradicted is not None
    night.walked.reasons.explain_check(GOOGLE, "Google cannot be reached from here")
    assert not night.contradicted()
    night.finds(PASSED, UNCLEAR)
    assert not night.contradicted()


def test_a_bad_line_explains_no_refusal(night: Night) -> None:
    night.writes("2/-/Domain", "3a/-/Google")
    night.walked.checklist.tick("3a")
    night.finds(UNCLEAR)
    assert night.explains("The line was bad") == "Google said inconclusive"
    assert not night.open()
    night.finds(REFUSED)
    assert night.contradicted()
    night.finds(UNCLEAR)
    assert night.contradicted()
    (told,) = night.open()
    assert told.endswith("inconclusive; before that it was refused: Google said refused")


def test_a_reason_for_an_unclear_answer_over_a_refusal_is_for_the_refusal(night: Night) -> None:
    night.writes("2/-/Domain", "3a/-/Google")
    night.walked.checklist.tick("3a")
    night.finds(REFUSED, UNCLEAR)
    assert night.explains("Google answers so to everybody") == "Google said refused"
    assert not night.open()
    night.finds(UNCLEAR, said="Google timed out")
    assert not night.open(), "the same refusal stands"
    night.finds(REFUSED, said="Google said no")
    night.finds(UNCLEAR, said="Google timed out")
    assert night.contradicted(), "another refusal"
    assert night.open()


def test_a_proof_from_before_leaves_an_unclear_answer_its_own_reason(night: Night) -> None:
    night.writes("2/-/Domain", "3a/-/Google")
    night.finds(PASSED, UNCLEAR)
    assert night.open()
    assert night.explains("The line was bad") == "Google said inconclusive"
    assert not night.open()


UNREAD = f"{NOT_ASKED}the new pool's domain could not be read"


def test_what_was_not_asked_takes_nothing_back_once_it_could_be(night: Night) -> None:
    night.writes("2/-/Domain", "3a/-/Google")
    night.finds(PASSED)
    night.finds(UNCLEAR, said=UNREAD)
    assert GOOGLE not in night.walked.pages.now().found, "the domain is there"
    assert night.seen() == PROVED
    night.walked.checklist.tick("3a")
    night.finds(REFUSED)
    night.finds(UNCLEAR, said=UNREAD)
    assert night.contradicted()
    night.finds(PASSED)
    assert not night.contradicted()
    night.finds(REFUSED)
    night.finds(UNCLEAR, said=UNREAD)
    night.walked.logbook.fold()
    assert night.contradicted(), "also as the record has it"


def test_what_was_unclear_of_another_client_takes_nothing_back(night: Night) -> None:
    night.writes("2/-/Domain", "3a/-/Google")
    now, *rest = next(one.about for one in night.walked.checks.planned("3a") if one.id == GOOGLE)
    night.walked.checklist.tick("3a")
    night.finds(REFUSED, about=(now, *rest))
    night.finds(UNCLEAR, about=("another", *rest))
    assert night.contradicted()


def test_what_was_clear_of_another_client_stands_no_more(night: Night) -> None:
    night.writes("2/-/Domain", "3a/-/Google")
    night.walked.checklist.tick("3a")
    night.finds(REFUSED, about=("another",))
    night.finds(UNCLEAR, said=UNREAD)
    assert not night.contradicted()


def test_the_hour_knows_what_a_store_said_while_the_line_is_bad(night: Night) -> None:
    parts = [part.id for part in night.walked.state.step("8a").parts if part.id != "released"]
    night.walked.checklist.tick_parts("8a", parts, day="2026-11-20")

    def hears(verdict: CheckVerdict, code: str = "") -> str:
        night.finds(verdict, check="play-release", step="8a", code=code)
        lacks = night.walked.pages.now().hour.lacks
        return next((one.what for one in lacks if one.step == "8a"), "")

    in_review = "was in review when it was last asked"
    assert hears(REFUSED, "rejected") == "was rejected"
    assert hears(UNCLEAR) == "was rejected"
    assert hears(UNCLEAR, "in_review") == in_review
    assert hears(UNCLEAR) == in_review, "the rejection came before"
    night.walked.logbook.fold()
    assert hears(UNCLEAR) == in_review, "also as the record has it"
    assert not hears(UNCLEAR, "approved_not_published")


def test_a_refusal_from_before_a_write_that_it_rests_on_contradicts_no_more(night: Night) -> None:
    night.walked.checklist.tick("3a")
    night.finds(REFUSED)
    night.writes("2/-/Domain")
    night.finds(UNCLEAR)
    assert not night.contradicted()
    night.finds(UNCLEAR, said=UNREAD)
    assert not night.contradicted()


def test_what_a_person_is_asked_of_a_release_stays_while_the_line_is_bad(night: Night) -> None:
    parts = [part.id for part in night.walked.state.step("8b").parts if part.id != "released"]
    night.walked.checklist.tick_parts("8b", parts, day="2026-11-20")

    def asked() -> str:
        things = waiting(night.walked.pages.now())
        return next(one.text for one in things if one.step == "8b")

    night.finds(PASSED, check="ios-release", step="8b")
    assert "is your build" in asked()
    night.finds(UNCLEAR, check="ios-release", step="8b")
    assert "is your build" in asked()
    night.finds(REFUSED, UNCLEAR, check="ios-release", step="8b")
    assert "is your build" not in asked()

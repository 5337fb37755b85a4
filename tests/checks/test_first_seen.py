"""When something was first seen to be so."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from migration.checks.check_verdict import CheckVerdict
from migration.checks.finding import Evidence, Finding
from migration.checks.first_seen import RELEASES, first_seen, with_first_seen

BEGAN = datetime(2026, 11, 20, 9, tzinfo=UTC)
PASSED, REFUSED, UNCLEAR = CheckVerdict.PASSED, CheckVerdict.REFUSED, CheckVerdict.INCONCLUSIVE


def finding(
    day: int, verdict: CheckVerdict = PASSED, version: str = "1.14.0", check: str = "play-release"
) -> Finding:
    sentence = f"{version} is released to production"
    at = BEGAN + timedelta(days=day)
    return Finding(check, "8a", "released", verdict, sentence, Evidence(), at)


def day_of(*recorded: Finding) -> str:
    return with_first_seen(recorded[-1], first_seen(recorded)).sentence.rpartition(" ")[2]


@pytest.mark.parametrize("check", sorted(RELEASES))
def test_a_release_says_since_when_it_is_known(check: str) -> None:
    told = with_first_seen(finding(3, check=check), first_seen([finding(1, check=check)]))
    assert told.sentence == "1.14.0 is released to production, first seen there on 2026-11-21"


def test_it_is_the_first_day_however_often_it_was_asked() -> None:
    assert day_of(finding(1), finding(2), finding(9)) == "2026-11-21"


def test_what_could_not_be_asked_meanwhile_takes_nothing_back() -> None:
    assert day_of(finding(1), finding(2, UNCLEAR), finding(3)) == "2026-11-21"


def test_after_it_was_taken_down_it_begins_anew() -> None:
    assert day_of(finding(1), finding(2, REFUSED), finding(3)) == "2026-11-23"


def test_a_later_version_has_a_day_of_its_own() -> None:
    assert day_of(finding(1), finding(4, version="1.15.0")) == "2026-11-24"


def test_what_is_not_recorded_yet_is_of_its_own_day() -> None:
    assert with_first_seen(finding(5), {}).sentence.endswith(", first seen there on 2026-11-25")


@pytest.mark.parametrize("verdict", [REFUSED, UNCLEAR])
def test_what_is_not_out_has_no_day(verdict: CheckVerdict) -> None:
    assert with_first_seen(finding(5, verdict), {}) == finding(5, verdict)


def test_what_else_passes_says_as_before_what_it_found_and_knows_since_when() -> None:
    first, again = (finding(day, check="alexa-console/live") for day in (1, 5))
    told = with_first_seen(again, first_seen([first, again]))
    assert (told.sentence, told.at, told.first) == (again.sentence, again.at, first.at)


def test_what_an_older_record_left_out_ties_no_two_that_differ() -> None:
    def first(*about: tuple[str, ...]) -> datetime | None:
        found = [
            replace(finding(5 * number, check="alexa-console/live"), about=one)
            for number, one in enumerate(about)
        ]
        return with_first_seen(found[-1], first_seen(found)).first

    one, other = ("skill", "host", "client"), ("skill", "host", "another client")
    assert first((), one) == BEGAN
    assert first((), one, other) == BEGAN + timedelta(days=10)
    assert first((), one, (), other) == BEGAN + timedelta(days=15)
    assert first(("skill", "", ""), one, other) == BEGAN + timedelta(days=10)

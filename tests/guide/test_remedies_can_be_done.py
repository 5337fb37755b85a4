"""What the verdict names as its remedy can be done, wherever a person went."""

import random

import pytest

from migration.guide.verdict import Reason
from migration.walkthrough import Walkthrough
from tests.by_night import NIGHT
from tests.compare.test_second_apps import ID, REASON, SECOND, in_cognitos_console, walked
from tests.guide.remedies import not_to_be_done
from tests.guide.test_next_thing import follower, wander
from tests.guide.who_follows_next import DAY, Follower
from tests.practice_aws import PracticeAws

__all__ = ["follower", "walked"]  # fixtures
EXAMPLES = 200 if NIGHT else 2


def test_on_the_way_to_the_verdict_each_remedy_can_be_done(follower: Follower) -> None:
    wrong = not_to_be_done(follower.walkthrough)
    follower.told = lambda thing: wrong.extend(
        f"after “{thing.sentence}”: {one}" for one in not_to_be_done(follower.walkthrough)
    )
    follower.to_the_verdict()
    assert wrong == []


@pytest.mark.parametrize("seed", range(EXAMPLES))
def test_wherever_a_person_went_each_remedy_can_be_done(follower: Follower, seed: int) -> None:
    chance = random.Random(seed)
    for _ in range(chance.randrange(4, 16)):
        wander(follower, chance)
        assert not_to_be_done(follower.walkthrough) == []
        follower.walkthrough.reader.read()
        assert not_to_be_done(follower.walkthrough) == []


def reason_of(walkthrough: Walkthrough, step: str) -> Reason:
    verdict = walkthrough.pages.retirement_verdict()
    (found,) = (one for one in verdict.against if one.step == step and "check" not in one.text)
    return found


def test_where_blocked_rows_alone_are_left_nothing_is_ticked_but_read_again(
    walked: Walkthrough, practice_aws: PracticeAws
) -> None:
    """Space would take the console's part back."""
    in_cognitos_console(practice_aws, walked, {"client_id": SECOND["client_id"]})
    walked.reasons.accept(ID, REASON)
    assert reason_of(walked, "3c").command == "tick"
    walked.checklist.tick("3c", day=DAY)
    left = reason_of(walked, "3c")
    assert (left.command, left.about) == ("read-again", "")
    assert "1 blocked" in left.text
    assert not_to_be_done(walked) == []


def test_what_waits_for_another_step_names_no_remedy_of_its_own(follower: Follower) -> None:
    """The step that it waits for has one."""
    walkthrough = follower.walkthrough
    assert reason_of(walkthrough, "6").command == ""
    assert "needs 3a" in reason_of(walkthrough, "6").text
    assert reason_of(walkthrough, "8a").command == ""
    assert reason_of(walkthrough, "2").command == "enter-value"
    walkthrough.checklist.tick("7a", day=DAY)
    assert "1 setting to do" in reason_of(walkthrough, "7a").text
    assert reason_of(walkthrough, "7a").command == "", "Space would take the ticks back"
    assert not_to_be_done(walkthrough) == []

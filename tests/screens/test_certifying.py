"""`S` on step 7a: asked twice, submitted once, and watched, on a stage that is no screen."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from migration.compare.alexa_linking import SETTING
from migration.guide.next_thing import NextKind, NextThing
from migration.guide.step import StepState
from screens.dialogs.confirm import ConfirmDialog
from screens.walkthrough.certifying import EVERY
from tests.changes.test_alexa_certification import posts, put_skill
from tests.changes.test_alexa_linking import opened, skill_of
from tests.practice_aws import NEW_POOL, PracticeAws
from tests.screens.fake_stage import Play


@pytest.fixture
def played(practice_aws: PracticeAws, tmp_path: Path) -> Iterator[Play]:
    practice_aws.change(pool=NEW_POOL, domain={"prefix": "acme-signin"})
    walkthrough = opened(practice_aws, tmp_path)
    found = Play(lambda: walkthrough, walkthrough.state.steps).begin()
    found.stand_on("7a")
    yield found
    walkthrough.close()


def link(played: Play) -> None:
    assert played.walkthrough.applier.apply([SETTING]).applied


def state_of(played: Play) -> StepState:
    return next(each.state for each in played.walkthrough.pages.summaries() if each.step.id == "7a")


def asked_again(played: Play) -> list[float]:
    return [timer.seconds for timer in played.stage.timers if timer.seconds == EVERY]


def test_two_yes_submit_and_the_step_waits_for_amazon(
    played: Play, practice_aws: PracticeAws
) -> None:
    link(played)
    assert played.handlers.shown.situation().can_submit
    played.press("submit-skill")
    assert isinstance(played.stage.dialog, ConfirmDialog)
    assert played.stage.title() == "Submit the Alexa skill for certification"
    played.stage.answer(True)
    assert posts(practice_aws) == []
    assert played.stage.title() == "Submit it now?"
    played.stage.answer(True)
    assert len(posts(practice_aws)) == 1
    assert played.said.startswith("Asked for the skill's certification (7a)")
    assert state_of(played) is StepState.OTHERS
    assert asked_again(played) == [EVERY]


@pytest.mark.parametrize("answers", [(None,), (False,), (True, None), (True, False)])
def test_one_no_submits_nothing(
    played: Play, practice_aws: PracticeAws, answers: tuple[bool | None, ...]
) -> None:
    link(played)
    played.press("submit-skill")
    for answer in answers:
        played.stage.answer(answer)
    assert played.said == "Nothing was submitted."
    assert posts(practice_aws) == []
    assert played.stage.dialogs == []


def test_before_the_linking_is_written_the_key_says_what_comes_first(
    played: Play, practice_aws: PracticeAws
) -> None:
    assert not played.handlers.shown.situation().can_submit
    played.press("submit-skill")
    assert "apply the account linking (a) first" in played.said
    assert played.stage.dialogs == []
    assert posts(practice_aws) == []


def test_apply_step_writes_the_linking_and_submits_nothing(
    played: Play, practice_aws: PracticeAws
) -> None:
    played.press("apply-step")
    while played.stage.dialogs:
        played.stage.answer(True)
    assert not played.walkthrough.pages.to_apply("7a")
    assert posts(practice_aws) == []


@pytest.mark.parametrize(
    ("status", "words"), [("SUCCEEDED", "once you publish it"), ("FAILED", "did not certify")]
)
def test_it_is_asked_again_by_itself_until_the_review_ended(
    played: Play, practice_aws: PracticeAws, status: str, words: str
) -> None:
    link(played)
    played.press("submit-skill")
    played.stage.answer(True)
    played.stage.answer(True)
    played.stage.pass_time()
    assert asked_again(played) == [EVERY]
    (review,) = skill_of(practice_aws)["certifications"]
    put_skill(practice_aws, certifications=[{**review, "status": status}])
    played.stage.pass_time()
    assert words in played.said
    assert played.stage.bells == 1
    assert asked_again(played) == []
    assert state_of(played) is not StepState.OTHERS


def test_an_answer_that_does_not_come_leaves_what_was_known(
    played: Play, practice_aws: PracticeAws
) -> None:
    link(played)
    played.press("submit-skill")
    played.stage.answer(True)
    played.stage.answer(True)
    practice_aws.control("POST", "outside/consoles", {"alexa_tokens": []})
    played.stage.pass_time()
    assert "is not known" in played.stage.passing[-1]
    assert state_of(played) is StepState.OTHERS


def test_next_does_what_the_key_does_wherever_the_cursor_stands(
    played: Play, practice_aws: PracticeAws
) -> None:
    link(played)
    thing = NextThing(NextKind.SUBMIT, "7a", "submit", "submit-skill", parts=("submitted",))
    assert played.handlers.doing_next.is_here(thing)
    played.handlers.doing_next._act(thing)
    assert played.stage.title() == "Submit the Alexa skill for certification"
    assert posts(practice_aws) == []

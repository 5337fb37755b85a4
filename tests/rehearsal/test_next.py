"""Before the first write, Next says that the walk can be rehearsed: one line, and never insists."""

from dataclasses import replace

from migration.guide.step import EFFECTS
from migration.walk.next_things.order import next_thing
from migration.walkthrough import State
from tests.rehearsal.conftest import Rehearsing

FIRST = "or rehearse first (R)"


def on_a_real_account(state: State) -> State:
    """Neither the demo nor a test: nobody gave it the keys of a practice AWS."""
    return replace(state, request=replace(state.request, credentials=None))


def said(deployment: Rehearsing) -> str:
    walkthrough = deployment.walkthrough
    deployment.walkthrough.entered.choose_prefix("acme-users")
    for step in ("1a", "1b"):
        walkthrough.checklist.not_applicable(step, "as it is")
    walkthrough.checklist.tick(EFFECTS, "")
    return next_thing(walkthrough.pages.now()).sentence


def test_a_deployment_that_was_never_rehearsed_is_told(deployment: Rehearsing) -> None:
    deployment.walkthrough.store.change(on_a_real_account)
    assert FIRST in said(deployment)


def test_the_demo_is_not(deployment: Rehearsing) -> None:
    assert FIRST not in said(deployment)


def test_once_rehearsed_nothing_is_said(deployment: Rehearsing) -> None:
    deployment.run()
    deployment.walkthrough.store.change(on_a_real_account)
    assert FIRST not in said(deployment)


def test_after_the_first_write_nothing_is_said(deployment: Rehearsing) -> None:
    said(deployment)
    assert deployment.walkthrough.applier.apply(["2/-/Domain"]).applied
    deployment.walkthrough.store.change(on_a_real_account)
    assert FIRST not in said(deployment)

"""A plan is handed out again as long as nothing changed that it follows from."""

from dataclasses import fields, replace
from datetime import timedelta
from typing import Any

import pytest

from migration.apple_key import AppleKey
from migration.checks.check import Check
from migration.checks.facts import Facts, Given
from migration.checks.markers import known_markers
from migration.checks.plan import planned
from migration.secret import Secret
from migration.walk.last_plan import LastPlan
from tests.checks.deployments import NOW, YESTERDAY, deployment, facts

CHANGED: dict[str, Any] = {
    "deployment": replace(facts().deployment, region="eu-west-1"),
    "reading": deployment(),
    "choices": replace(facts().choices, prefix="acme"),
    "settings": facts().settings[:-1],
    "apple_key": AppleKey("ABCDEFGHIJ", Secret("a key of Apple's, made up")),
    "began": YESTERDAY,
    "domain_made": YESTERDAY,
    "given": Given(ios_bundle="com.acme.home"),
}
KNOWN = facts()


def told(checks: tuple[Check, ...]) -> list[tuple[object, ...]]:
    """What is told of a plan without asking."""
    return [
        (one.id, one.step, one.title, one.lacks, one.about, one.rests_on, one.after, one.denied)
        for one in checks
    ]


@pytest.fixture
def plan() -> LastPlan:
    made = LastPlan()
    made.checks(KNOWN, known_markers())
    return made


def test_a_later_moment_has_the_same_plan(plan: LastPlan) -> None:
    later = replace(KNOWN, now=NOW + timedelta(days=40))
    again = plan.checks(later, known_markers())
    assert again is plan.checks(KNOWN, known_markers())
    assert told(again) == told(planned(later, known_markers()))


def test_each_fact_but_the_time_is_tried() -> None:
    assert {one.name for one in fields(Facts)} - {"now"} == CHANGED.keys()


@pytest.mark.parametrize("name", CHANGED)
def test_another_fact_makes_another_plan(plan: LastPlan, name: str) -> None:
    before = plan.checks(KNOWN, known_markers())
    changed = replace(KNOWN, **{name: CHANGED[name]})
    anew = plan.checks(changed, known_markers())
    assert anew is not before
    assert told(anew) == told(planned(changed, known_markers()))


def test_other_markers_make_another_plan(plan: LastPlan) -> None:
    others = replace(known_markers())
    assert plan.checks(KNOWN, others) is not plan.checks(KNOWN, known_markers())

"""What was shown and what would be written now, setting by setting, without AWS."""

from __future__ import annotations

from dataclasses import replace

import pytest

from migration.changes.change import Edit
from migration.compare.setting import Kind, Target
from migration.secret import Secret
from migration.walk.write_gates.decisions_since import _Intended, _moved, _Plan

ID = "4/app/Urls"
EDIT = Edit(ID, ("Urls",), "old", "new", "")
HERE = Target(Kind.CLIENT, "7")
NO_KEY: dict[str, Secret] = {}
INTENDED = _Intended(HERE, EDIT, NO_KEY)


def plan(*intended: _Intended, left_out: str = "") -> _Plan:
    return _Plan({one.edit.setting: one for one in intended}, frozenset(filter(None, [left_out])))


def moved(then: _Plan, now: _Plan) -> str:
    return _moved("4", ID, then, now)


DIFFERENT = {
    "another resource": _Intended(Target(Kind.CLIENT, "8"), EDIT, NO_KEY),
    "another member": _Intended(HERE, replace(EDIT, path=("Other",)), NO_KEY),
    "another item": _Intended(HERE, replace(EDIT, item="x"), NO_KEY),
    "another value": _Intended(HERE, replace(EDIT, wanted="other"), NO_KEY),
    "another key": _Intended(HERE, EDIT, {"private_key": Secret("another key")}),
}


@pytest.mark.parametrize("name", DIFFERENT)
def test_what_goes_elsewhere_or_otherwise_is_not_the_same(name: str) -> None:
    assert not INTENDED.is_the_same(DIFFERENT[name])
    assert not DIFFERENT[name].is_the_same(INTENDED)
    assert moved(plan(INTENDED), plan(DIFFERENT[name]))


def test_what_it_was_seen_as_alone_makes_no_difference() -> None:
    again = _Intended(Target(Kind.CLIENT, "7"), replace(EDIT, seen="theirs"), {})
    assert INTENDED.is_the_same(again)
    assert moved(plan(INTENDED), plan(again)) == ""


def test_another_resource_is_named() -> None:
    other = _Intended(Target(Kind.PROVIDER, "Google"), EDIT, NO_KEY)
    assert moved(plan(INTENDED), plan(other)) == "It would go to provider Google now."


def test_another_value_is_told_with_both() -> None:
    said = moved(plan(INTENDED), plan(DIFFERENT["another value"]))
    assert "new" in said
    assert "other" in said


def test_what_would_not_be_written_any_more_is_told() -> None:
    assert moved(plan(INTENDED), plan()) == "It would not be written now."


def test_what_was_not_shown_and_would_be_written_now_is_told() -> None:
    said = "It would be written otherwise now: look at it again."
    assert moved(plan(), plan(INTENDED)) == said
    assert moved(plan(), plan()) == ""


def test_a_step_that_was_left_out_meanwhile_is_told_and_one_from_before_is_not() -> None:
    gone = plan(INTENDED, left_out="4")
    assert moved(plan(INTENDED), gone) == "Its step is left out by now."
    assert moved(gone, gone) == ""
    assert moved(gone, plan(INTENDED)) == ""
    assert moved(plan(INTENDED), plan(INTENDED, left_out="5")) == ""

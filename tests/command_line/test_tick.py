"""`poolwalk tick`, `untick` and `leave-out`: the keys' words, for scripts."""

from __future__ import annotations

from typing import Any

import pytest

from migration.checks.check_verdict import CheckVerdict
from migration.checks.finding import Evidence, Finding
from migration.errors import BadInput
from migration.guide.going_live import GOING_BACK
from migration.walk.state import State
from tests.command_line.conftest import PAIR, Run
from tests.practice_aws import PracticeAws
from tests.walkthroughs import NOW
from tui.command_line.parser import parse


def _parts(run: Run, step: str) -> dict[str, Any]:
    found = run("plan", "--json", "--step", step, *PAIR).json["steps"][0]["parts"]
    return {part["id"]: part for part in found}


def test_a_sub_point_is_ticked_with_day_and_note_and_taken_back(aws: PracticeAws, run: Run) -> None:
    words = ("7a/submitted", "--day", "2026-11-20", "--note", "version 12")
    answer = run("tick", *words, "--json", *PAIR)
    assert (answer.code, answer.json["said"], answer.json["part"]) == (0, "done", "submitted")
    assert "submitted" not in answer.json["open"]
    part = _parts(run, "7a")["submitted"]
    assert (part["done"], part["day"], part["note"]) == (True, "2026-11-20", "version 12")
    assert run("untick", "7a/submitted", *PAIR).code == 0
    assert not _parts(run, "7a")["submitted"]["done"]
    again = run("untick", "7a/submitted", *PAIR)
    assert (again.code, "Nothing was said of 7a/submitted" in again.err) == (1, True)


def test_a_whole_step_is_ticked_once_its_day_is_named(aws: PracticeAws, run: Run) -> None:
    refused = run("tick", "7a", *PAIR)
    assert (refused.code, "name it with --day" in refused.err) == (1, True)
    answer = run("tick", "7a", "--day", "today", "--json", *PAIR)
    assert (answer.code, answer.json["open"]) == (0, [])


def test_a_tick_that_makes_a_step_live_says_how_far_the_hour_of_the_cut_over_is(
    aws: PracticeAws, run: Run
) -> None:
    before = run("tick", "7a/save", *PAIR)
    live = run("tick", "7a/live", "--day", "today", *PAIR)
    assert (live.code, live.out.startswith("7a/live is done, you say.")) == (0, True)
    assert "The hour of the cut-over has not come: 1a, 2, " in live.err
    assert GOING_BACK in live.err
    assert "hour of the cut-over" not in before.err


def test_what_a_check_has_shown_is_not_among_what_is_left_to_tick(
    aws: PracticeAws, run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    seen = Finding("google-console", "3a", "", CheckVerdict.PASSED, "it is so", Evidence(), NOW)
    monkeypatch.setattr(State, "findings", property(lambda _: {seen.check: seen}))
    answer = run("tick", "3a/origin", *PAIR)
    assert answer.out.strip() == "3a/origin is done, you say."


def test_a_step_is_left_out_with_a_reason_and_taken_back(aws: PracticeAws, run: Run) -> None:
    answer = run("leave-out", "7b", "--reason", "no such skill", *PAIR)
    assert (answer.code, answer.out.strip()) == (
        0,
        "Step 7b does not apply, you say: no such skill.",
    )
    (step,) = run("plan", "--json", "--step", "7b", *PAIR).json["steps"]
    assert step["state"] == "not-applicable"
    assert run("untick", "7b", *PAIR).code == 0


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("tick", "12"), "The guide has no step “12”"),
        (("tick", "7a/nonsense"), "Step 7a has no sub-point “nonsense”"),
        (("untick", "7a/nonsense"), "Step 7a has no sub-point “nonsense”"),
        (("tick", "5"), "Step 5 shows in AWS by itself"),
        (("tick", "7a/submitted", "--day", "soon"), "“soon” is none"),
        (("leave-out", "7a/uris", "--reason", "why"), "A step is left out whole"),
        (("leave-out", "also", "--reason", "why"), "needs a reason row by row"),
        (("leave-out", "effects", "--reason", "why"), "needs a reason row by row"),
        (("tick", "7a/"), "Name a step"),
    ],
)
def test_what_cannot_be_said_is_refused_in_a_sentence(
    aws: PracticeAws, run: Run, words: tuple[str, ...], said: str
) -> None:
    answer = run(*words, *PAIR)
    assert (answer.code, said in answer.err) == (1, True)


@pytest.mark.parametrize(
    "given",
    [["tick"], ["leave-out", "7b"], ["leave-out", "7b", "--reason", " "], ["untick", "7a", "7b"]],
)
def test_a_command_line_that_says_too_little_or_too_much_is_refused(given: list[str]) -> None:
    with pytest.raises(BadInput):
        parse(given)

"""Runs of checks without a screen: what is said, what is waited for, and what Esc stops."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from datetime import UTC, datetime
from threading import Event
from types import SimpleNamespace
from typing import Any

import pytest

from migration.checks.check_verdict import CheckVerdict
from migration.checks.finding import NOT_ASKED, Evidence, Finding
from migration.checks.kind import CheckKind
from migration.checks.propagation import pause
from migration.errors import Cancelled, StateUnusable
from migration.walkthrough import Walkthrough
from screens.dialogs.check_results import CheckResultsDialog
from screens.dialogs.tick import TickDialog
from tests.screens.fake_stage import Play
from tests.screens.test_pictures import pools

Start = Callable[..., Play]
CONSOLE = CheckKind.GOOGLE_CONSOLE.value
NOW = datetime(2026, 11, 22, tzinfo=UTC)


def found(verdict: CheckVerdict, step: str = "3a", sentence: str = "so it is") -> Finding:
    return Finding(CONSOLE, step, "the console", verdict, sentence, Evidence("a.example", 200), NOW)


class Outside:
    """Stands in for everybody who is asked: answers as told, and keeps who was asked."""

    def __init__(self, walkthrough: Walkthrough, monkeypatch: pytest.MonkeyPatch) -> None:
        self.answers: Sequence[Finding] = (found(CheckVerdict.REFUSED),)
        self.runs: list[tuple[str, bool]] = []
        self.waiting: dict[str, object] = {}
        self.store = walkthrough.store
        self.unusable = ""
        for name in ("planned", "run", "waits", "begin_wait", "end_wait"):
            monkeypatch.setattr(walkthrough.checks, name, getattr(self, name))

    def planned(self, step: str = "") -> tuple[object, ...]:
        return (SimpleNamespace(step=step), SimpleNamespace(step=step))

    def run(
        self,
        step: str,
        arrived: Callable[[Finding], None],
        *,
        again: bool,
        stopped: Event,
    ) -> Sequence[Finding]:
        self.runs.append((step, again))
        if stopped.is_set():
            raise Cancelled("x")
        for answer in self.answers:
            arrived(answer)
        kept = {answer.check: answer for answer in self.answers}
        self.store.change(lambda now: replace(now, found={**now.found, **kept}))
        return self.answers

    def waits(self) -> Mapping[str, Any]:
        return self.waiting

    def begin_wait(self, step: str) -> object:
        if self.unusable:
            raise StateUnusable(self.unusable)
        return self.waiting.setdefault(step, object())

    def end_wait(self, step: str) -> None:
        self.waiting.pop(step, None)


@pytest.fixture
def played(play: Start) -> Play:
    started = play(pools())  # with Google
    started.stand_on("3a")
    return started


@pytest.fixture
def outside(played: Play, monkeypatch: pytest.MonkeyPatch) -> Outside:
    return Outside(played.walkthrough, monkeypatch)


def test_a_refusal_is_said_and_asked_again_by_itself(played: Play, outside: Outside) -> None:
    played.press("check-step")
    assert played.stage.passing[-1] == "Asked 1 of 2; Esc stops. Refused (step 3a): the console."
    assert "1 check refused" in played.said
    assert "“the console”: so it is." in played.said
    assert played.stage.look == "warning"
    assert [timer.seconds for timer in played.stage.timers] == [pause(0)]
    played.stage.pass_time()
    assert outside.runs == [("3a", False), ("3a", True)]
    assert [timer.seconds for timer in played.stage.timers] == [pause(1)]


def test_it_is_told_with_a_bell_when_it_came_through(played: Play, outside: Outside) -> None:
    played.press("check-step")
    outside.answers = (found(CheckVerdict.PASSED),)
    said = len(played.stage.passing)
    played.stage.pass_time()
    assert played.said.startswith("It came through. Step 3a: 1 check passed")
    assert played.stage.bells == 1
    assert outside.waiting == {}
    assert played.stage.timers == []
    assert len(played.stage.passing) == said  # nobody asked: not a word on the way


@pytest.mark.parametrize(
    ("step", "kind"),
    [
        ("7a", CheckKind.CALLBACK),
        ("7a", CheckKind.LOGIN_PAGE),
        ("3a", CheckKind.GOOGLE_SECRET),
        ("8b", CheckKind.IOS_RELEASE),
    ],
)
def test_no_tick_is_offered_by_checks_that_do_not_look_at_what_it_says(
    played: Play, outside: Outside, step: str, kind: CheckKind
) -> None:
    played.views.show(replace(played.view, step=step))
    outside.answers = (replace(found(CheckVerdict.PASSED, step), check=f"{kind.value}/x"),)
    played.press("check-step")
    assert played.said == f"Step {step}: 1 check passed."


def test_what_passes_offers_the_tick_and_ticks_nothing(played: Play, outside: Outside) -> None:
    outside.answers = (found(CheckVerdict.PASSED),)
    played.press("check-step")
    assert played.said == (
        "Step 3a: 1 check passed. Proved: 2 of 3 sub-points. Look at Google Auth Platform:"
        " “The JavaScript origin is added”; then Space."
    )
    assert played.stage.bells == 0
    played.walkthrough.checklist.tick("3a")
    played.press("check-step")
    assert played.said.endswith("1 check passed.")


def test_where_every_part_is_proved_or_ticked_no_tick_is_asked_for(
    played: Play, outside: Outside
) -> None:
    played.walkthrough.checklist.tick("3a", part="origin")
    outside.answers = (found(CheckVerdict.PASSED),)
    played.press("check-step")
    assert played.said == "Step 3a: 1 check passed. Nothing is left to tick here."


def test_while_something_is_under_way_the_wait_gives_way(played: Play, outside: Outside) -> None:
    played.press("check-step")
    played.stage.holds.add("writing")
    played.handlers.writing.begin("applying 5", lambda _, __: None, lambda _: None)  # type: ignore[arg-type,return-value]
    played.stage.pass_time()
    assert len(outside.runs) == 1
    assert len(played.stage.timers) == 1


def test_a_wait_that_ended_meanwhile_asks_nobody(played: Play, outside: Outside) -> None:
    played.press("check-step")
    outside.waiting.clear()
    played.stage.pass_time()
    assert len(outside.runs) == 1
    assert played.stage.timers == []


def test_esc_ends_the_wait_of_the_step_that_is_shown(played: Play, outside: Outside) -> None:
    played.press("check-step")
    played.press("clear")
    assert played.said == "It is not asked again by itself any more: v asks."
    assert outside.waiting == {}
    played.stage.pass_time()
    assert len(outside.runs) == 1


def test_waits_are_gone_on_with_once_everything_was_read(played: Play, outside: Outside) -> None:
    outside.waiting["3a"] = object()
    played.press("read-again")
    played.press("read-again")
    assert len(played.stage.timers) == 1
    played.stage.pass_time()
    assert outside.runs == [("3a", True)]


def tick(played: Play) -> None:
    """Say that 3a is done, though it needs the domain: that is asked about."""
    played.press("tick")
    dialog = played.stage.dialog
    assert isinstance(dialog, TickDialog)
    played.stage.answer(dialog._keep("", ""))


def test_a_tick_begins_to_wait_for_what_a_check_did_not_show(
    played: Play, outside: Outside
) -> None:
    tick(played)
    assert played.said == "Step 3a is done, you say. Space takes it back."
    assert "3a" in outside.waiting


def test_a_wait_that_cannot_be_recorded_is_said(played: Play, outside: Outside) -> None:
    outside.unusable = "The record cannot be written."
    tick(played)
    assert played.stage.sentences[-1] == ("The record cannot be written.", "warning")


def test_esc_counts_though_the_run_has_not_begun_to_ask(played: Play, outside: Outside) -> None:
    played.stage.holds.add("checking")
    played.press("check-step")
    played.press("check-all")
    assert played.said == "Still asking: Esc stops it."
    played.press("clear")
    played.stage.release()
    assert played.stage.sentences[-1] == (
        "Stopped: what was answered until then is kept.",
        "warning",
    )
    assert not played.view.checking
    assert outside.waiting == {}


def test_every_check_at_once_is_shown_in_a_dialog(played: Play, outside: Outside) -> None:
    outside.planned = lambda step="": ()  # type: ignore[method-assign]
    played.walkthrough.checks.planned = outside.planned  # type: ignore[method-assign]
    played.press("check-all")
    assert outside.runs == [("", False)]
    assert isinstance(played.stage.dialog, CheckResultsDialog)
    assert outside.waiting == {}


def test_a_mistake_of_its_own_is_a_sentence(played: Play, outside: Outside) -> None:
    def broken(*_: object, **__: object) -> None:
        raise KeyError("hunter2")

    played.walkthrough.checks.run = broken  # type: ignore[method-assign,assignment]
    played.press("check-step")
    assert played.said.startswith("A mistake in Poolwalk itself while checking (KeyError)")
    assert not played.view.checking
    assert outside.runs == []


def test_what_could_not_be_asked_is_told_until_what_it_lacked_is_there(played: Play) -> None:
    derived = played.handlers.shown.derived()
    assert derived is not None
    check = next(one for one in derived.grounds.checks if one.step == "3a" and one.lacks)

    def told(why: str) -> tuple[Finding, ...]:
        one = replace(
            found(CheckVerdict.INCONCLUSIVE), check=check.id, sentence=f"{NOT_ASKED}{why}"
        )
        played.walkthrough.store.change(lambda state: replace(state, found={check.id: one}))
        return played.walkthrough.pages.page("3a").checks

    assert len(told(check.lacks)) == 1
    assert told("confirm first which new app client this is: step 4 (p)") == ()

"""In the demo, and only there, a key does the work in a step's console."""

from __future__ import annotations

from collections.abc import Callable, Collection
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from pathlib import Path

import pytest

from migration.checks.check_verdict import CheckVerdict
from migration.checks.finding import Evidence, Finding
from migration.errors import PoolwalkError
from migration.guide.going_live import Hour
from migration.guide.left_in_old_pool import known_users
from migration.guide.next_thing import NextKind, NextThing
from migration.guide.step import Step
from migration.usage.time_passed import TimePassed
from screens.walkthrough.practice_consoles import Practice
from tests.practice_aws import PracticeAws
from tests.screens.conftest import NEW_POOL, ByHand, Run
from tests.screens.fake_stage import Play
from tests.screens.test_whole_walk import AtHand
from tests.walkthroughs import walk
from tui.demo.consoles import PracticeConsoles

Make = Callable[..., ByHand]
Start = Callable[..., Play]


@dataclass
class MadeUp:
    """Consoles that note what they were told."""

    problem: str = ""
    warns: str = ""
    worked: list[tuple[str, str]] = field(default_factory=list)
    passed: list[TimePassed] = field(default_factory=list)
    welcome: str = ""
    is_ones_own: bool = True

    def serves(self, step: str) -> bool:
        return step == "3a"

    def offer(self, thing: NextThing) -> str:
        return "enter it there" if thing.step == "3a" and not self.worked else ""

    def hint(self, step: str, ticked: Collection[str]) -> str:
        return "demo: take it back" if self.worked else "demo: enter it"

    def warning(self, step: str) -> str:
        said, self.warns = self.warns, ""
        return said

    def work(self, step: str, new_pool: str) -> str:
        if self.problem:
            raise PoolwalkError(self.problem)
        self.worked.append((step, new_pool))
        return "The console has the addresses [now]."

    def time_passed(self) -> list[TimePassed]:
        return self.passed


def test_the_key_works_in_the_console_of_the_step_that_is_shown(play: Start) -> None:
    consoles = MadeUp()
    played = play(consoles=consoles)
    played.stand_on("3a")
    assert played.handlers.shown.situation().practice_console
    played.press("work-in-console")
    assert played.stage.sentences[-1] == ("The console has the addresses [now].", "ok")
    assert consoles.worked == [("3a", NEW_POOL.id)]
    assert played.handlers.shown.situation().console_hint == "demo: take it back"


def test_a_demo_of_ones_own_in_which_something_was_done_is_left_only_after_a_yes(
    play: Start,
) -> None:
    played = play(consoles=(consoles := MadeUp()))
    assert not played.handlers.shown.is_begun()
    played.walkthrough.checklist.tick("1b")
    played.press("quit")
    assert played.stage.title() == "Quit the demo?"
    played.stage.answer(None)
    assert played.terminal.codes == []
    consoles.is_ones_own = False  # it goes on in another terminal
    played.press("quit")
    assert played.terminal.codes == [0]


def test_a_step_that_nobody_saw_is_shown_before_anything_is_done_there(play: Start) -> None:
    consoles = MadeUp()
    played = play(consoles=consoles)
    work = NextThing(NextKind.TICK, "3a", "enter it there", "work-in-console")
    played.handlers.shown.next_thing = lambda: work  # type: ignore[method-assign]

    def press_from(step: str) -> str:
        played.stand_on(step)
        played.stage.pass_time()
        played.press("do-next")
        return played.said

    assert press_from("2").startswith("Read this first: . then does ")
    assert (played.view.step, consoles.worked) == ("3a", [])
    assert press_from("3a") == "The console has the addresses [now]."
    consoles.worked.clear()
    assert press_from("2") == "The console has the addresses [now]."
    assert played.view.step == "3a"


def test_the_hour_is_read_before_it_is_begun_though_its_step_was_seen(
    play: Start, monkeypatch: pytest.MonkeyPatch
) -> None:
    consoles = MadeUp()
    played = play(consoles=consoles)
    monkeypatch.setattr(Hour, "begins_with", lambda _, step: step == "3a")
    waits = NextThing(NextKind.WAIT, "3a", "wait", "work-in-console")
    derived = played.handlers.shown.derived()
    assert derived is not None
    early = played.handlers.practice.instead(waits, derived)
    assert early.text == "enter it there", "the page says that the hour has not come"
    monkeypatch.setattr(Hour, "lacks", ())
    work = played.handlers.practice.instead(waits, derived)
    assert work.text == "the hour: enter it there"
    played.handlers.shown.next_thing = lambda: work  # type: ignore[method-assign]
    played.stand_on("3a")
    played.stand_on("2")
    for said in ("Read this first: ", "The console has "):
        played.stage.pass_time()
        played.press("do-next")
        assert played.said.startswith(said)
    assert len(consoles.worked) == 1


def test_while_a_console_works_the_view_says_so_and_what_is_next_is_to_wait(play: Start) -> None:
    played = play(consoles=MadeUp())
    played.stand_on("3a")
    played.stage.holds.add("practising")
    played.press("work-in-console")
    thing = played.handlers.shown.next_thing()
    assert thing is not None
    assert (played.view.in_console, thing.text) == (True, "wait for the made-up console")
    played.stage.release()
    thing = played.handlers.shown.next_thing()
    assert thing is not None
    assert (played.view.in_console, thing.kind is NextKind.WAIT) == (False, False)


def test_while_a_console_works_the_key_is_refused_in_every_step(play: Start) -> None:
    consoles = MadeUp()
    played = play(consoles=consoles)
    played.stand_on("3a")
    played.stage.holds.add("practising")
    played.press("work-in-console")
    consoles.warns = "This would take it back."
    for step in ("3a", "4"):
        played.stand_on(step)
        played.press("work-in-console")
        assert played.said.startswith("The made-up console is still at work")
    assert consoles.warns, "what would be said before it is taken back stays for the next time"
    played.stage.release()
    assert consoles.worked == [("3a", NEW_POOL.id)]


def test_what_the_console_did_not_take_is_said(play: Start) -> None:
    played = play(consoles=MadeUp("Step 2 comes first."))
    played.stand_on("3a")
    played.press("work-in-console")
    assert played.stage.sentences[-1] == ("Step 2 comes first.", "warning")


def test_the_key_is_offered_where_the_demo_has_the_console_and_nowhere_else(play: Start) -> None:
    consoles = MadeUp()
    played = play(consoles=consoles)
    for step in played.walkthrough.state.steps:
        played.stand_on(step.id)
        assert played.handlers.shown.situation().practice_console == (step.id == "3a")
    played.stand_on("3c")
    played.press("work-in-console")
    nothing = "In the demo nothing is done elsewhere for this step"
    assert played.said == f"{nothing}: tick it once you have read it (Space)."
    played.stand_on("4")
    played.press("work-in-console")
    assert played.said == f"{nothing}."
    assert consoles.worked == []


def test_outside_the_demo_nothing_is_practised(play: Start) -> None:
    played = play()
    played.stand_on("3a")
    played.press("work-in-console")
    assert played.said.startswith("Only the demo has consoles to practise in")
    assert not played.handlers.shown.situation().practice_console


def test_what_is_next_in_the_demo_is_to_work_there_and_then_to_check_again(play: Start) -> None:
    consoles = MadeUp()
    played = play(consoles=consoles)
    practice, derived = Practice(consoles), played.handlers.shown.derived()
    assert derived is not None
    tick = NextThing(NextKind.TICK, "3a", "finish it", "tick", parts=("save",))
    offered = practice.instead(tick, derived)
    assert (offered.text, offered.command, offered.parts) == (
        "enter it there",
        "work-in-console",
        (),
    )
    assert Practice(None).instead(tick, derived) is tick
    consoles.worked.append(("3a", ""))
    assert practice.instead(tick, derived) is tick

    evidence = Evidence()
    refused = Finding("a", "3a", "no", CheckVerdict.REFUSED, "", evidence, datetime.now(UTC))
    played.walkthrough.store.change(lambda state: replace(state, found={"a": refused}))
    derived = played.handlers.shown.derived()
    assert derived is not None
    look = NextThing(NextKind.LOOK, "3a", "look at it", "show-whole", check="a")
    assert practice.instead(look, derived) is look
    practice.worked("3a", [refused])
    assert practice.instead(look, derived).command == "check-step"


def test_a_tick_that_waits_for_others_is_named_where_nobody_is_waited_for(play: Start) -> None:
    played = play(consoles=(consoles := MadeUp()))
    derived = played.handlers.shown.derived()
    assert derived is not None
    wait = NextThing(NextKind.WAIT, "8a", "wait", "tick", parts=("released",))
    told = Practice(consoles).instead(wait, derived)
    assert told.text == "tick “Released on the Play Store”: in this demo it happens at once"
    assert told.brief == "tick “Released on the Play Store” (made up)"


def test_before_it_takes_back_what_is_done_it_says_so_and_does_nothing_yet(play: Start) -> None:
    consoles = MadeUp(warns="All of it is done there.")
    played = play(consoles=consoles)
    played.stand_on("3a")
    played.press("work-in-console")
    assert (played.said, consoles.worked) == ("All of it is done there.", [])
    played.press("work-in-console")
    assert consoles.worked == [("3a", NEW_POOL.id)]
    assert played.stage.passing == ["Working in the made-up console …"]


async def test_in_the_demo_the_key_works_on_the_screen_too(run: Run, by_hand: Make) -> None:
    consoles = MadeUp()
    async with run(by_hand, (200, 40), demo=True, consoles=consoles) as running:
        running.show_step("3a")
        assert "! demo: enter it" in running.lines[-1]
        await running.press("exclamation_mark")
        await running.until(lambda: running.said == "The console has the addresses [now].")


def test_a_month_moves_the_users_too_and_says_what_another_is_for(
    practice_aws: PracticeAws, tmp_path: Path, steps: tuple[Step, ...]
) -> None:
    practice_aws.change(pool="new", domain={"prefix": "acme-signin"})
    walked = walk(practice_aws, tmp_path, clock=lambda: datetime.now(UTC))
    played = Play(lambda: walked, steps, PracticeConsoles(AtHand(practice_aws))).begin()
    played.stand_on("effects")
    before = known_users(walked.state.reading.new.pool) or 0
    played.press("work-in-console")
    assert "within 30 days: press ! again." in played.said
    assert (known_users(walked.state.reading.new.pool) or 0) > before + 1000
    played.press("work-in-console")
    assert played.said.endswith("The old pool's app clients are quiet.")
    walked.close()


def test_what_the_demos_console_took_is_not_next_to_copy_but_to_check(
    practice_aws: PracticeAws, tmp_path: Path, steps: tuple[Step, ...]
) -> None:
    practice_aws.change(pool="new", domain={"prefix": "acme-signin"})
    walked = walk(practice_aws, tmp_path)
    played = Play(lambda: walked, steps, PracticeConsoles(AtHand(practice_aws))).begin()

    def next_of_google() -> set[NextKind]:
        shown, practice = played.handlers.shown, played.handlers.practice
        derived = shown.derived()
        assert derived is not None
        things = [one for one in shown.next_things() if one.step == "3a"]
        return {practice.instead(one, derived).kind for one in things}

    assert NextKind.COPY in next_of_google()
    played.stand_on("3a")
    played.press("work-in-console")
    assert NextKind.COPY not in next_of_google()
    assert NextKind.CHECK in next_of_google()
    walked.close()

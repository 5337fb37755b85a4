"""What a person says of a step: done, not applicable, applicable after all."""

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta

import pytest
from textual.widgets import Input

from migration.checks.check_verdict import CheckVerdict
from migration.checks.finding import Evidence, Finding, Seen
from migration.errors import BadInput
from migration.guide.step import StepState
from migration.guide.verdict import Answer, Reason
from migration.guide.verdict import Verdict as Retirement
from migration.guide.verdict_grounds import Grounds
from migration.pools.documents import Pool
from migration.pools.reading import Role
from migration.usage.client_usage import Activity, ClientUsage, Count, UsageReading
from migration.walk.next_things.in_consoles import to_tick
from migration.walk.state import State
from screens.dialogs.confirm import ConfirmDialog
from screens.dialogs.text_question import TextQuestion
from screens.dialogs.tick import TickDialog
from screens.walkthrough.accepting import KEPT
from tests.readings import client, domain
from tests.screens.conftest import ByHand, Run, Running
from tests.screens.fake_stage import Play
from tests.walkthroughs import NOW
from widgets.commands.situation import Pane
from widgets.commands.step_commands import STEP_COMMANDS
from widgets.panes.sentence import Sentence

Make = Callable[..., ByHand]
Start = Callable[..., Play]


def state(of: Play | Running, step: str) -> StepState:
    return of.walkthrough.pages.page(step).summary.state


def ticked(of: Play | Running, step: str) -> list[str]:
    return [part.part.id for part in of.walkthrough.pages.page(step).summary.parts if part.tick]


def hint(played: Play) -> str:
    dialog = played.stage.dialog
    assert isinstance(dialog, TextQuestion)
    return dialog._hint


def lacks_its_domain(played: Play) -> None:
    """The old pool has a domain, and the new one none."""
    played.walkthrough.store.change(
        lambda state: replace(
            state,
            reading=state.reading.with_part(Role.OLD, "domain", domain()).with_part(
                Role.NEW, "domain", None
            ),
        )
    )


# --- not applicable, and applicable after all -----------------------------------------------------
async def test_a_step_that_a_rule_leaves_out_says_why_and_which_key_overrules(
    run: Run, by_hand: Make
) -> None:
    async with run(by_hand) as running:
        running.show_step("7a")
        await running.rest()
        assert (
            "– Does not apply: neither pool has an app client esp-rainmaker-alexa-skill"
            in running.text
        )
        assert "If it does, say so (x)." in running.text
        running.walkthrough.checklist.applies("7a", "its client has another name")
        await running.rest()
        assert "○ Applies after all: " in running.text
        assert "says Admins/alice: its client has another name" in running.text


def test_x_on_a_step_that_is_left_out_asks_why_it_does_apply(play: Start) -> None:
    played = play()
    played.stand_on("7a")
    played.press("not-applicable")
    assert played.stage.title() == "Why does step 7a, Alexa, apply here after all?"
    played.stage.answer("its client has another name")
    assert played.said == "Step 7a applies: its client has another name. Space takes it back."
    assert state(played, "7a") is not StepState.NOT_APPLICABLE


def test_x_elsewhere_asks_why_it_does_not(play: Start) -> None:
    played = play()
    played.stand_on("1a")
    played.press("not-applicable")
    assert played.stage.title() == "Why does step 1a, Backend, not apply here?"
    assert hint(played) == KEPT
    played.stage.answer("no backend ")
    assert played.said == "Step 1a does not apply: no backend. Space takes it back."
    assert state(played, "1a") is StepState.NOT_APPLICABLE
    played.press("tick")
    assert played.walkthrough.pages.page("1a").tick is None


def test_x_on_a_step_that_others_need_says_who_and_what_then_will_not_work(play: Start) -> None:
    played = play()
    lacks_its_domain(played)
    played.stand_on("2")
    played.press("not-applicable")
    assert "8a, 8b need this step and cannot be done without it" in hint(played)
    played.stage.answer("we have one")
    assert state(played, "2") is StepState.NOT_APPLICABLE
    assert played.walkthrough.pages.page("8a").summary.reason == "needs 2"


def test_who_leaves_the_question_says_nothing(play: Start) -> None:
    played = play()
    played.stand_on("1a")
    played.press("not-applicable")
    played.stage.answer(None)
    assert played.walkthrough.pages.page("1a").tick is None


def test_a_reason_that_is_refused_is_said(play: Start) -> None:
    played = play()
    played.stand_on("1a")
    played.press("not-applicable")
    played.stage.answer(" ")
    assert played.stage.refused == [
        "Say why this step does not apply: the next person will want to know."
    ]


def test_space_takes_an_overruling_back(play: Start) -> None:
    played = play()
    played.walkthrough.checklist.applies("7a", "its client has another name")
    played.stand_on("7a")
    played.press("tick")
    assert state(played, "7a") is StepState.NOT_APPLICABLE


def test_space_on_a_step_that_is_left_out_ticks_nothing(play: Start) -> None:
    played = play()
    played.stand_on("7b")
    played.press("tick")
    assert "Step 7b does not apply" in played.said
    assert played.walkthrough.pages.page("7b").tick is None


# --- done -----------------------------------------------------------------------------------------
async def test_a_sub_point_is_ticked_on_the_screen_and_the_cursor_goes_on(
    run: Run, by_hand: Make
) -> None:
    async with run(by_hand) as running:
        running.show_step("1a")
        running.look(pane=Pane.GUIDE, guide_row="part:notes")
        await running.press("space")
        assert running.panes.guide.cursor == "part:complete"
        assert "✓ The release notes of all newer versions are read" in running.text


def test_space_on_a_sub_point_ticks_it_and_goes_on_to_the_next(play: Start) -> None:
    played = play()
    played.stand_on_guide("1a", "part:notes")
    played.press("tick")
    assert ticked(played, "1a") == ["notes"]
    assert played.stage.sentences[-1] == (
        "“The release notes of all newer versions are read” is done, you say. Space on its line"
        " takes it back.",
        "ok",
    )
    assert played.view.guide_row == "part:complete"
    played.press("tick")
    assert state(played, "1a") is StepState.DONE


def test_what_is_ticked_in_part_says_that_its_lines_take_it_back(play: Start) -> None:
    """Elsewhere in the step the same key asks for the rest."""
    played = play()
    played.stand_on("8b")
    played.press("tick")
    dialog = played.stage.dialog
    assert isinstance(dialog, TickDialog)
    played.stage.answer(dialog._keep("", "2026-11-20"))
    said = "4 sub-points of step 8b are done, you say. Space on its line takes one back."
    assert played.said == said
    played.press("tick")
    assert "Done? Step 8b" in played.stage.title()
    assert len(ticked(played, "8b")) == 4


def test_before_something_goes_live_the_dialog_says_what_is_to_be_known_of_the_hour(
    play: Start,
) -> None:
    played = play()
    checklist = played.walkthrough.checklist
    parts = {step.id: [part.id for part in step.parts] for step in played.walkthrough.state.steps}

    def told() -> tuple[str, ...]:
        played.press("tick")
        dialog = played.stage.dialog
        assert isinstance(dialog, TickDialog)
        played.stage.answer(None)
        return dialog._hour

    played.stand_on("8b")
    assert told() == ()
    checklist.tick_parts("8b", parts["8b"][:4], day="2026-11-20")
    sentence, notices, back = told()
    assert "The hour of the cut-over has not come: " in sentence
    assert "8a and 8b go live in this order, within one hour." in sentence
    assert notices.startswith("Customers notice: ")
    assert back.startswith("Going back: the old pool stays as it is")
    played.stand_on_guide("8b", "part:released")
    assert told() == (sentence, notices, back)


def test_space_on_a_ticked_sub_point_takes_it_back(play: Start) -> None:
    played = play()
    played.walkthrough.checklist.tick("1a")
    played.stand_on_guide("1a", "part:complete")
    played.press("tick")
    assert ticked(played, "1a") == ["notes"]
    assert state(played, "1a") is StepState.PARTLY


def test_what_a_check_has_seen_is_neither_ticked_nor_taken_back(play: Start) -> None:
    played = play()
    played.walkthrough.checklist.applies("3a", "it has one")
    seen = Finding("google-console", "3a", "", CheckVerdict.PASSED, "it is so", Evidence(), NOW)
    played.walkthrough.store.change(lambda now: replace(now, found={seen.check: seen}))
    assert ticked(played, "3a") == ["redirect", "save"]
    played.stand_on_guide("3a", "part:redirect")
    at = played.handlers.shown.situation()
    assert (at.ticked, at.was_seen, at.tick_hint) == (False, True, "")
    for command in ("tick", "tick-with-note"):
        played.stage.say("")
        played.press(command)
        assert played.said == "This was seen to be so: there is nothing to tick, or to take back."
        assert not played.stage.dialogs
    (with_note,) = (one for one in STEP_COMMANDS if one.id == "tick-with-note")
    assert not with_note.applies(at)
    played.stand_on_guide("3a", "part:origin")
    assert not played.handlers.shown.situation().was_seen


def test_a_persons_word_on_the_step_is_taken_back_though_all_of_it_was_seen(play: Start) -> None:
    played = play()
    played.walkthrough.checklist.applies("3b", "it has one")
    seen = Finding("apple-console", "3b", "", CheckVerdict.PASSED, "it is so", Evidence(), NOW)
    played.walkthrough.store.change(lambda now: replace(now, found={seen.check: seen}))
    played.stand_on("3b")
    assert played.walkthrough.pages.page("3b").tick is not None  # it does apply, somebody says
    assert played.handlers.shown.situation().ticked
    played.walkthrough.checklist.tick("3b")
    played.press("tick")
    assert "3b" not in played.walkthrough.state.record.ticks


def test_space_on_a_step_that_was_ticked_without_its_days_asks_for_them(play: Start) -> None:
    played = play()
    played.walkthrough.checklist.tick("8a")
    played.stand_on("8a")
    played.press("tick")
    dialog = played.stage.dialog
    assert isinstance(dialog, TickDialog)
    assert dialog._today
    played.stage.answer(dialog._keep("", "2026-11-20"))
    assert state(played, "8a") is not StepState.DONE  # Google's turn has a day of its own
    played.press("tick")
    dialog = played.stage.dialog
    assert isinstance(dialog, TickDialog)
    assert [text for text, _ in dialog._parts] == ["Released on the Play Store"]
    played.stage.answer(dialog._keep("", "2026-11-24"))
    assert state(played, "8a") is StepState.DONE
    played.press("tick")
    played.stage.answer(True)
    assert ticked(played, "8a") == ["submitted", "released"]  # the word on the whole goes


def test_space_elsewhere_ticks_what_a_person_can_have_done_by_now_and_takes_it_back(
    play: Start,
) -> None:
    played = play()
    played.stand_on("8a")
    all_of_it = ["keys", "login", "updated", "submitted", "released", "told"]
    for so_far in (4, 5, 6):  # what is Google's turn, and what comes after it, is asked by itself
        played.press("tick")
        dialog = played.stage.dialog
        assert isinstance(dialog, TickDialog)
        played.stage.answer(dialog._keep("", "2026-01-31"))
        assert ticked(played, "8a") == all_of_it[:so_far]
    played.press("tick")
    assert isinstance(played.stage.dialog, ConfirmDialog)  # the days would have to be typed again
    assert any("2026-01-31" in line for line in played.stage.dialog._shown)
    played.stage.answer(None)
    assert len(ticked(played, "8a")) == 6
    played.press("tick")
    played.stage.answer(True)
    assert ticked(played, "8a") == []


def test_what_space_would_tick_of_a_whole_step_is_listed_and_what_it_lacks(play: Start) -> None:
    played = play()
    played.walkthrough.checklist.tick("8a", part="keys")
    lacks_its_domain(played)
    played.stand_on("8a")
    played.press("tick")
    dialog = played.stage.dialog
    assert isinstance(dialog, TickDialog)
    parts = played.walkthrough.pages.page("8a").summary.parts
    open_ = [(one.part.text, "") for one in parts][1:4]  # then it is Google's turn
    assert list(dialog._parts) == open_
    assert dialog._warning.startswith("It needs step 2, which is not done")


@pytest.mark.parametrize("step", ["8a", "8b"])
def test_who_would_tick_a_submission_reads_which_step_is_tried_in_the_build_before_it(
    play: Start, step: str
) -> None:
    played = play()
    checklist = played.walkthrough.checklist

    def warned() -> str:
        played.press("tick")
        dialog = played.stage.dialog
        assert isinstance(dialog, TickDialog)
        played.stage.answer(None)
        return dialog._warning

    sentence = "Step 3c waits for this one: before anything is submitted, see to “A login at"
    played.stand_on(step)
    assert sentence not in warned()
    checklist.applies("3c", "they log in by GitHub")
    assert sentence in warned()
    played.stand_on_guide(step, "part:submitted")
    assert sentence in warned()
    played.handlers.ticking.ask(["keys", "login"])
    dialog = played.stage.dialog
    assert isinstance(dialog, TickDialog)
    assert sentence not in dialog._warning, "nothing of it is submitted"
    played.stage.answer(None)
    checklist.tick("3c", part="login")
    assert sentence not in warned()


@pytest.mark.parametrize("step", ["1a", "7a", "7b", "8a", "8b", "8c", "9"])
def test_space_asks_of_a_step_what_next_asks_and_ticks_nothing_unasked(
    play: Start, step: str
) -> None:
    played = play()
    played.walkthrough.store.change(
        lambda state: replace(
            state, steps=tuple(replace(one, applies_when="") for one in state.steps)
        )
    )
    for part in ("", *(one.id for one in played.walkthrough.state.step(step).parts)):
        if part:
            played.walkthrough.checklist.tick(step, part=part, day="2026-01-31")
        derived = played.handlers.shown.derived()
        assert derived is not None
        summary = derived.page(step).summary
        (*_, offered) = ((), *(thing.parts for thing in to_tick(derived, summary)))
        before = ticked(played, step)
        if len(before) == len(summary.parts):
            break
        for command in ("tick", "tick-with-note"):
            played.stand_on(step)
            played.press(command)
            dialog = played.stage.dialog
            assert isinstance(dialog, TickDialog)
            texts = {one.part.id: one.part.text for one in summary.parts}
            asked = [text for text, _ in dialog._parts]
            turn = [one.part.text for one in summary.parts if one.tick is None][:1]
            assert asked == ([texts[one] for one in offered] or turn)
            assert ticked(played, step) == before
            played.stage.answer(None)


def test_a_sub_point_of_a_step_that_needs_another_is_ticked_after_a_question(play: Start) -> None:
    played = play()
    lacks_its_domain(played)
    played.stand_on_guide("8a", "part:keys")
    played.press("tick")
    dialog = played.stage.dialog
    assert isinstance(dialog, TickDialog)
    assert dialog._warning
    assert ticked(played, "8a") == []


def test_a_day_that_is_refused_leaves_nothing_ticked(play: Start) -> None:
    played = play()
    played.stand_on("8a")
    played.handlers.ticking.ask(["keys", "login", "submitted"])
    dialog = played.stage.dialog
    assert isinstance(dialog, TickDialog)
    with pytest.raises(BadInput, match="A day is written as"):
        dialog._keep("", ".")
    assert ticked(played, "8a") == []
    dialog._keep("", "2026-01-31")
    assert ticked(played, "8a") == ["keys", "login", "submitted"]


def test_a_sub_point_with_its_day_is_taken_back_after_a_yes_and_one_without_at_once(
    play: Start,
) -> None:
    played = play()
    played.walkthrough.checklist.tick("8a", part="keys")
    played.walkthrough.checklist.tick("8a", part="submitted", day="2026-01-31")
    played.stand_on_guide("8a", "part:keys")
    played.press("tick")
    assert ticked(played, "8a") == ["submitted"]
    played.stand_on_guide("8a", "part:submitted")
    played.press("tick")
    assert ticked(played, "8a") == ["submitted"]
    played.stage.answer(True)
    assert ticked(played, "8a") == []


def test_x_on_effects_settles_who_is_left_and_space_takes_that_back(play: Start) -> None:
    played = play()
    old = Pool.from_describe({"Id": "old", "Name": "old", "EstimatedNumberOfUsers": 18432})
    played.walkthrough.store.change(
        lambda state: replace(state, reading=state.reading.with_part(Role.OLD, "pool", old))
    )
    played.stand_on("effects")
    assert played.handlers.shown.situation().reason_for == "accept who is left"
    played.press("not-applicable")
    assert played.stage.title() == "Why may the old pool be deleted though it still has users?"
    assert hint(played).startswith("The old pool still has 18,432 users. ")
    asked = played.stage.dialog
    assert isinstance(asked, TextQuestion)
    labels = [one for one in asked.content() if "dialog-label" in one.classes]
    assert [one.text for one in labels if isinstance(one, Sentence)] == ["Your reason"]
    played.stage.answer("told three times")
    assert played.said.startswith(
        "The old pool still has 18,432 users: it may be deleted, you say."
    )
    settled = played.walkthrough.state.record.settled.users
    assert settled is not None
    assert (settled.users, settled.note) == (18432, "told three times")
    assert played.handlers.shown.situation().reason_for == "", "nobody is left to accept"
    played.press("tick")
    assert played.walkthrough.state.record.settled.users is None


async def test_an_answer_that_a_reason_gives_or_takes_is_in_view_and_said_first(
    run: Run, by_hand: Make, monkeypatch: pytest.MonkeyPatch
) -> None:
    people = Reason("effects", "18,432 users are left", "not-applicable")

    def retirement_verdict(grounds: Grounds) -> Retirement:
        yes = grounds.settled is not None
        return Retirement(Answer.YES) if yes else Retirement(Answer.NO, against=(people,))

    monkeypatch.setattr("migration.walk.derived_state.retirement_verdict", retirement_verdict)
    old = Pool.from_describe({"Id": "old", "Name": "old", "EstimatedNumberOfUsers": 18432})
    async with run(by_hand, (80, 24)) as running:
        running.walkthrough.store.change(
            lambda state: replace(state, reading=state.reading.with_part(Role.OLD, "pool", old))
        )
        running.walkthrough.checklist.tick("effects")  # its text is read
        running.show_step("effects")
        await running.rest()
        while "Can the old pool be retired?" in running.text:
            await running.press("pagedown")
        await running.press("x")
        running.app.screen.query_one(Input).value = "told three times"
        await running.press("enter")
        assert "✓ Can the old pool be retired? Yes" in running.text
        assert running.said.startswith("The verdict is yes now: ")
        assert running.view.pane is Pane.GUIDE
        await running.press("pagedown", "pagedown", "space")
        assert "✗ Can the old pool be retired? No" in running.text
        assert running.said.startswith("The verdict is no now: ")


def test_x_on_effects_settles_a_new_client_that_nobody_uses_once_the_users_are(play: Start) -> None:
    played = play()
    quiet = tuple(Count(NOW - timedelta(days=number)) for number in range(30, -1, -1))
    kiosk = client("kiosk", "new-kiosk", LastModifiedDate=NOW - timedelta(days=5))
    silent = ClientUsage(Role.NEW, "new-kiosk", "kiosk", Activity(quiet), Activity())

    def with_kiosk(state: State) -> State:
        made = state.reading.with_part(Role.NEW, "clients", (kiosk,))
        made = made.with_part(Role.OLD, "clients", (client("kiosk"),))
        return replace(state, reading=made, usage=UsageReading(NOW, 30, (silent,)))

    played.walkthrough.store.change(with_kiosk)
    played.stand_on("effects")
    played.press("not-applicable")
    assert played.stage.title() == "Why does nobody use kiosk of the new pool?"
    played.stage.answer("the kiosk was closed")
    assert played.said.startswith("Nobody uses kiosk, you say. This holds until somebody tries to.")
    (settled,) = played.walkthrough.state.record.settled.unused.values()
    assert (settled.client, settled.note) == ("new-kiosk", "the kiosk was closed")
    assert played.walkthrough.pages.unused() == ()
    played.press("tick")
    assert played.said == "Why nobody uses kiosk is taken back."
    assert played.walkthrough.state.record.settled.unused == {}


def test_a_settlement_without_a_reason_is_refused(play: Start) -> None:
    played = play()
    played.stand_on("effects")
    played.press("not-applicable")
    played.stage.answer("nobody")
    assert played.stage.refused == [
        "There is nothing to settle: the old pool is not known to hold any users."
    ]


def test_space_takes_a_step_back_whose_sub_points_were_ticked_one_by_one(play: Start) -> None:
    played = play()
    for part in ("notes", "complete"):
        played.walkthrough.checklist.tick("1a", part=part)
    played.stand_on("1a")
    played.press("tick")
    assert ticked(played, "1a") == []


def test_what_aws_shows_by_itself_is_not_ticked(play: Start) -> None:
    played = play()
    played.stand_on("5")
    played.press("tick")
    assert "nothing to tick" in played.said


def test_before_anything_is_known_nothing_is_ticked(play: Start) -> None:
    played = play()
    played.opened.walkthrough = None
    for command in ("tick", "tick-with-note", "not-applicable"):
        played.press(command)
        assert played.said == "Nothing is known of the deployment yet."


async def test_what_happens_on_a_day_asks_for_the_day_and_offers_today(
    run: Run, by_hand: Make
) -> None:
    async with run(by_hand) as running:
        running.show_step("8b")
        running.look(pane=Pane.GUIDE, guide_row="part:submitted")
        await running.press("space")
        dialog = running.app.screen
        assert isinstance(dialog, TickDialog)
        day = dialog.query_one("#day", Input)
        today = running.walkthrough.checklist.today()
        assert day.value == ""
        assert day.placeholder.strip() == f"t for today, or e.g. {today}"
        await running.press("enter")
        needed = f"Type the day, or t for today ({today})."
        assert running.lines_of_dialog("#dialog-said").strip() == needed
        assert "once typed, Enter ticks it" in running.lines_of_dialog("#dialog-keys")
        await running.press("enter")
        assert f"{needed} (said 2 times)" in running.text
        day.value = "2027-13-01"
        await running.press("enter")
        assert "“2027-13-01” is none" in running.text
        assert "Enter ticks it" in running.lines_of_dialog("#dialog-keys")
        day.value = "2026-01-31"
        dialog.query_one("#note", Input).value = "build 41"
        await running.press("enter")
        assert ticked(running, "8b") == ["submitted"]
        assert "2026-01-31, says Admins/alice: build 41" in running.text


def test_the_day_on_which_a_check_saw_the_release_stands_in_the_empty_field(
    play: Start, monkeypatch: pytest.MonkeyPatch
) -> None:
    played = play()
    seen = Seen("version 5.11", "version 5.11 came out", "2026-11-20")
    monkeypatch.setattr("screens.walkthrough.ticking.seen_of", lambda *_: seen)
    played.stand_on("8b")
    played.stand_on_guide("8b", "part:released")
    played.press("tick")
    dialog = played.stage.dialog
    assert isinstance(dialog, TickDialog)
    (field,) = (one for one in dialog.content() if one.id == "day")
    assert isinstance(field, Input)
    assert field.value == ""
    assert field.placeholder.strip().startswith("a check saw 2026-11-20; t for today")


async def test_t_ticks_with_a_note(run: Run, by_hand: Make) -> None:
    async with run(by_hand) as running:
        running.show_step("1b")
        await running.press("t")
        dialog = running.app.screen
        assert isinstance(dialog, TickDialog)
        dialog.query_one("#note", Input).value = "by the operator"
        await running.press("enter")
        tick = running.walkthrough.pages.page("1b").tick
        assert tick is not None
        assert tick.note == "by the operator"
        assert "says Admins/alice: by the operator" in running.text


def test_t_where_nothing_is_ticked_says_so(play: Start) -> None:
    played = play()
    played.stand_on("4")
    played.press("tick-with-note")
    assert played.said == "There is nothing to tick here."


async def test_the_last_page_says_whether_the_old_pool_can_be_retired(
    run: Run, by_hand: Make
) -> None:
    async with run(by_hand) as running:
        running.show_step("effects")
        await running.rest()
        assert "✗ Can the old pool be retired? No, not yet." in running.text
        assert "Ask AWS now" in running.text  # it is read first
        running.walkthrough.checklist.tick("effects")
        await running.rest()
        assert "✗ Can the old pool be retired? No, not yet." in running.text
        assert "✗ 8a: no Android app is released that logs in at the new pool" in running.text
        running.walkthrough.checklist.tick("8a", day="2026-01-31")
        running.main.draw()
        await running.rest()
        assert "✗ 8a" not in running.text


async def test_the_header_counts_what_is_done_waits_and_does_not_apply(
    run: Run, by_hand: Make
) -> None:
    async with run(by_hand, (160, 40)) as running:
        for part in ("keys", "login", "updated"):
            running.walkthrough.checklist.tick("8b", part=part)
        running.walkthrough.checklist.tick("8b", part="submitted", day="2026-01-31")
        running.main.draw()
        await running.rest()
        assert (
            "of 9 steps done · 2 settings to do · 1 waits for others · 7 do not apply"
            in running.lines[1]
        )


async def test_a_narrow_header_says_the_beginning_of_the_same(run: Run, by_hand: Make) -> None:
    async with run(by_hand, (80, 24)) as running:
        for part in ("keys", "login", "updated"):
            running.walkthrough.checklist.tick("8b", part=part)
        running.walkthrough.checklist.tick("8b", part="submitted", day="2026-01-31")
        running.main.draw()
        await running.rest()
        assert "1 of 9 steps · 2 settings to do" in running.lines[1]


async def test_a_step_that_does_not_apply_is_not_on_the_way_of_n(run: Run, by_hand: Make) -> None:
    async with run(by_hand) as running:
        assert "4" in {step for step, _ in running.differences()}
        running.walkthrough.checklist.not_applicable("4", "nobody signs in")
        running.main.draw()
        assert "4" not in {step for step, _ in running.differences()}
        (row,) = [line.text for line in running.panes.sidebar.lines if line.row == "4"]
        assert row.rstrip().endswith("App clients")


@pytest.mark.parametrize(("number", "called"), [(1, "it"), (2, "both"), (3, "all 3")])
def test_the_question_of_several_says_how_many_as_one_says_it(number: int, called: str) -> None:
    dialog = TickDialog("Done?", lambda _, __: "", parts=[("a part", "")] * number)
    assert f"Enter ticks {called}" in dialog.offered()
    labels = {one.text for one in dialog.content() if isinstance(one, Sentence)}
    said = "this is" if number == 1 else f"{called} of these are"
    assert f"Say that {said} done:" in labels

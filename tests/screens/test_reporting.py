"""A run that did not come through whole: the three values of what is stale, and the ways on."""

from collections.abc import Callable

import pytest

from migration.compare.setting_state import SettingState
from migration.walkthrough import Walkthrough
from screens.dialogs.undo_list import UndoListDialog
from screens.dialogs.write_report import NextStep, WriteReportDialog
from tests.practice_aws import PracticeAws
from tests.screens.conftest import Run, Running
from widgets.panes.text_pane import TextPane

Make = Callable[..., Walkthrough]
PAIRS = (("rainmaker-user-pool-client", "rainmaker-new-pool-client"),)
SUBJECT, MESSAGE = "5/-/EmailSubject", "5/-/EmailMessage"
THEIRS = {
    "DefaultEmailOption": "CONFIRM_WITH_CODE",
    "EmailSubject": "Theirs",
    "EmailMessage": "Code {####}",
}


@pytest.fixture
def paired(on_aws: Make) -> Make:
    """Makes a walkthrough whose main client's pair is confirmed."""
    return lambda **asked: on_aws(pairs=PAIRS, **asked)


def state(running: Running, setting: str) -> SettingState:
    return next(
        known.state for known in running.walkthrough.pages.settings() if known.id == setting
    )


def words(running: Running) -> str:
    """The dialog's text on one line, without what stands beside it."""
    panes = running.app.screen.query(TextPane)
    return " ".join(" ".join(line.text for pane in panes for line in pane.lines).split())


def dialog(running: Running) -> WriteReportDialog:
    assert isinstance(running.app.screen, WriteReportDialog)
    return running.app.screen


async def half_a_run(running: Running, practice_aws: PracticeAws) -> None:
    """`A` in step 4, whose second client AWS refuses."""
    running.show_step("4")
    practice_aws.faults({"kind": "access_denied", "operation": "UpdateUserPoolClient", "skip": 1})
    await running.press("A", "y")
    practice_aws.faults()


@pytest.mark.parametrize(
    ("size", "shown"),
    [
        ((120, 36), "seen now intended nothing Theirs Your Acme Home verificati"),
        ((80, 24), "seen nothing now Theirs intended Your Acme Home verification code"),
    ],
    ids=["side by side", "stacked"],
)
async def test_what_is_stale_shows_seen_now_and_intended(
    run: Run, on_aws: Make, practice_aws: PracticeAws, size: tuple[int, int], shown: str
) -> None:
    async with run(on_aws, size) as running:
        running.show_step("5", SUBJECT)
        running.command("move-right")
        practice_aws.change(pool="new", set={"VerificationMessageTemplate": THEIRS})
        await running.press("a")
        await running.until(lambda: shown in words(running))
        assert "r takes the new state; what you intend stays" in words(running)


async def test_r_takes_the_new_state_and_the_intention_stays(
    run: Run, on_aws: Make, practice_aws: PracticeAws
) -> None:
    async with run(on_aws) as running:
        running.show_step("5", SUBJECT)
        running.command("move-right")
        practice_aws.change(pool="new", set={"VerificationMessageTemplate": THEIRS})
        await running.press("a", "r")
        setting = next(
            known for known in running.walkthrough.pages.settings() if known.id == SUBJECT
        )
        assert (setting.new, setting.wanted) == ("Theirs", "Your Acme Home verification code")
        assert running.panes.settings.cursor == SUBJECT
        await running.press("a")
        assert state(running, SUBJECT) is SettingState.SAME


async def test_what_did_not_stick_shows_what_was_sent_and_what_is_held(
    run: Run, on_aws: Make, practice_aws: PracticeAws, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("migration.changes.reads_around_write.SETTLING", (0,))
    async with run(on_aws, (80, 24)) as running:
        running.show_step("5", SUBJECT)
        running.command("move-right")
        practice_aws.faults({"kind": "lost_write", "operation": "UpdateUserPool"})
        await running.press("a")
        await running.until(
            lambda: (
                "before nothing now nothing sent Your Acme Home verification code" in words(running)
            )
        )
        assert not dialog(running)._ways


async def test_c_goes_on_with_what_is_left(
    run: Run, paired: Make, practice_aws: PracticeAws
) -> None:
    async with run(paired) as running:
        await half_a_run(running, practice_aws)
        assert dialog(running)._ways == (NextStep.CONTINUE, NextStep.ROLL_BACK)
        assert "c applies what is left again" in words(running)
        await running.press("c")
        assert running.walkthrough.pages.to_apply("4") == ()


async def test_b_lists_what_the_run_applied_and_undoes_it_after_y(
    run: Run, paired: Make, practice_aws: PracticeAws
) -> None:
    async with run(paired) as running:
        running.walkthrough.applier.apply([SUBJECT])
        all_of_step = set(running.walkthrough.pages.to_apply("4"))
        await half_a_run(running, practice_aws)
        applied = [result.id for result in dialog(running)._report.applied]
        await running.pilot.press("b")
        await running.until(lambda: isinstance(running.app.screen, UndoListDialog))
        assert f"Undo what this run applied: 1 change, {len(applied)} settings" in running.text
        await running.press("y")
        assert set(running.walkthrough.pages.to_apply("4")) == all_of_step
        assert state(running, SUBJECT) is SettingState.SAME
        assert running.said == f"Undone {len(applied)} settings: they are as before."


async def test_a_run_that_is_stopped_tells_what_was_not_tried_apart_and_offers_it(
    run: Run, paired: Make, practice_aws: PracticeAws
) -> None:
    async with run(paired) as running:
        running.walkthrough.applier.apply([SUBJECT])
        running.show_step("4")
        practice_aws.faults({"kind": "latency", "operation": "UpdateUserPoolClient"})
        await running.pilot.press("A", "y")
        await running.until(lambda: bool(practice_aws.calls("UpdateUserPoolClient")))
        await running.pilot.press("escape")
        practice_aws.faults()  # the answer comes
        await running.rest()
        untried = [result for result in dialog(running)._report.skipped if result.untried]
        assert untried
        assert f"Not tried: {len(untried)}" in running.text
        await running.press("c")
        assert running.walkthrough.pages.to_apply("4") == ()


@pytest.mark.in_real_time
async def test_the_wait_for_aws_to_show_a_write_is_visible_and_bounded(
    run: Run, on_aws: Make, practice_aws: PracticeAws
) -> None:
    async with run(on_aws, (80, 24)) as running:
        running.show_step("5", SUBJECT)
        running.command("move-right")
        practice_aws.faults({"kind": "lost_write", "operation": "UpdateUserPool"})
        await running.pilot.press("a")
        await running.until(lambda: "AWS accepted it and does not show it yet" in running.text)
        await running.rest()
        assert len(practice_aws.calls("DescribeUserPool", pool="us-east-1_NewPool02")) < 10
        assert "AWS accepted it but does not show it" in running.said

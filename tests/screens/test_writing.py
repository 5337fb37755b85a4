"""Applying, undoing and what is said of it, on the practice AWS."""

from collections.abc import Callable

import pytest
from textual.widgets import Input, TextArea

from migration.compare.setting import setting_parts
from migration.compare.setting_state import SettingState
from migration.walkthrough import Walkthrough
from screens.dialogs.apple_key import AppleKeyDialog
from screens.dialogs.confirm import ConfirmDialog
from screens.dialogs.details import DetailsDialog
from screens.dialogs.pair import PairDialog
from screens.dialogs.prefix import PrefixDialog
from screens.dialogs.write_report import WriteReportDialog
from tests.practice_aws import PracticeAws
from tests.screens.conftest import Run, Running

Make = Callable[..., Walkthrough]
MAIN = "rainmaker-user-pool-client"


def state(running: Running, address: str) -> SettingState:
    return next(
        setting.state for setting in running.walkthrough.pages.settings() if setting.id == address
    )


def first_to_apply(running: Running, step: str) -> str:
    return running.walkthrough.pages.to_apply(step)[0]


async def stand_on(running: Running, step: str, row: str) -> None:
    running.show_step(step, row)
    running.command("move-right")
    await running.rest()
    assert running.panes.settings.cursor == row


async def test_a_writes_one_setting_says_so_and_moves_to_the_next_difference(
    run: Run, on_aws: Make, practice_aws: PracticeAws
) -> None:
    async with run(on_aws) as running:
        subject = next(
            s.id for s in running.walkthrough.pages.settings() if s.member == "EmailSubject"
        )
        await stand_on(running, "5", subject)
        practice_aws.forget_calls()
        await running.press("a")
        assert state(running, subject) is SettingState.SAME
        assert len(practice_aws.calls("UpdateUserPool")) == 1
        assert running.said == "Applied subject (5): checked by reading it again."
        assert running.panes.settings.cursor != subject
        assert (running.view.step, running.panes.settings.cursor) in running.differences()


async def test_the_details_name_the_command_line_for_what_can_be_written_and_for_nothing_else(
    run: Run, on_aws: Make
) -> None:
    async with run(on_aws) as running:
        settings = running.walkthrough.pages.settings()
        open_one = first_to_apply(running, "5")
        same = next(s.id for s in settings if s.step == "4" and s.state is SettingState.SAME)
        never = next(s.id for s in settings if s.step == "also" and s.to_do)
        for address, named in ((open_one, True), (same, False), (never, False)):
            await stand_on(running, setting_parts(address)[0], address)
            await running.press("enter")
            assert isinstance(running.app.screen, DetailsDialog)
            assert ("poolwalk apply --setting" in running.text) is named
            await running.press("escape")


async def test_u_puts_the_former_value_back(
    run: Run, on_aws: Make, practice_aws: PracticeAws
) -> None:
    async with run(on_aws) as running:
        before = practice_aws.state()
        subject = next(
            s for s in running.walkthrough.pages.settings() if s.member == "EmailSubject"
        )
        await stand_on(running, "5", subject.id)
        await running.press("a", "u")
        after = next(s for s in running.walkthrough.pages.settings() if s.id == subject.id)
        assert (after.state, after.new) == (subject.state, subject.new)
        assert "Undone subject (5)" in running.said
        assert before != {}


async def test_a_domain_is_entered_shown_and_made_only_after_y(
    run: Run, on_aws: Make, practice_aws: PracticeAws
) -> None:
    async with run(on_aws) as running:
        await stand_on(running, "2", "2/-/Domain")
        await running.press("a")
        await running.until(lambda: isinstance(running.app.screen, PrefixDialog))
        assert running.app.screen.query_one(Input).value
        running.app.screen.query_one(Input).value = "acme-amazon"
        await running.until(lambda: "amazon" in running.lines_of_dialog("#dialog-said"))
        await running.pilot.press("enter")
        assert isinstance(running.app.screen, PrefixDialog)
        running.app.screen.query_one(Input).value = "acme-walked"
        await running.until(lambda: "nobody who has it" in running.lines_of_dialog("#dialog-said"))
        await running.pilot.press("enter")
        await running.until(lambda: running.app.screen is running.main)
        await running.pilot.press("a")
        await running.until(lambda: isinstance(running.app.screen, ConfirmDialog))
        assert "acme-walked" in running.text
        await running.pilot.press("enter", "n")
        assert not practice_aws.calls("CreateUserPoolDomain")
        assert running.said == "Nothing was written."
        await running.pilot.press("a")
        await running.until(lambda: isinstance(running.app.screen, ConfirmDialog))
        await running.press("y")
        assert state(running, "2/-/Domain") is SettingState.EXPECTED
        assert len(practice_aws.calls("CreateUserPoolDomain")) == 1
        await running.pilot.press("u")
        await running.until(lambda: isinstance(running.app.screen, ConfirmDialog))
        await running.press("n")
        assert not practice_aws.calls("DeleteUserPoolDomain")


async def test_a_prefix_that_is_in_use_is_said_while_typing(run: Run, on_aws: Make) -> None:
    async with run(on_aws) as running:
        await stand_on(running, "2", "2/-/Domain")
        await running.pilot.press("e")
        await running.until(lambda: isinstance(running.app.screen, PrefixDialog))
        running.app.screen.query_one(Input).value = "acme-login"
        await running.until(lambda: "in use already" in running.lines_of_dialog("#dialog-said"))


async def test_apples_key_is_asked_for_and_refused_in_place(run: Run, on_aws: Make) -> None:
    async with run(on_aws) as running:
        await stand_on(running, "3b", "3b/-/SignInWithApple")
        await running.pilot.press("e")
        await running.until(lambda: isinstance(running.app.screen, AppleKeyDialog))
        await running.pilot.press("enter")
        assert "Name the .p8 file" in running.lines_of_dialog("#dialog-said")
        await running.pilot.press(*"/nowhere.p8", "enter")
        await running.until(lambda: "/nowhere.p8" in running.lines_of_dialog("#dialog-said"))
        assert isinstance(running.app.screen, AppleKeyDialog)


@pytest.mark.parametrize("field", ["#apple-text", "#apple-path"])
async def test_a_pasted_key_shows_as_dots(run: Run, on_aws: Make, field: str) -> None:
    key = "-----BEGIN PRIVATE KEY-----\nMIGTAgEAMBMGByqGSM49AgEGCCqGSM49AwEHBHkwdwIBAQQgCANARY"
    async with run(on_aws) as running:
        await stand_on(running, "3b", "3b/-/SignInWithApple")
        await running.pilot.press("e")
        await running.until(lambda: isinstance(running.app.screen, AppleKeyDialog))
        pasted = key if field == "#apple-text" else key.replace("\n", "")
        where = running.app.screen.query_one(field)
        if isinstance(where, Input):
            where.value = pasted
        else:
            assert isinstance(where, TextArea)
            where.insert(pasted)
        await running.until(lambda: "••••••••••" in running.text)
        assert "MIGTAgEA" not in running.text
        assert "PRIVATE KEY" not in running.text.replace("private key", "")


async def test_a_pair_is_confirmed_with_p(run: Run, on_aws: Make) -> None:
    async with run(on_aws) as running:
        running.show_step("4")
        await running.rest()
        assert "suggested" in running.text
        await running.pilot.press("p")
        await running.until(lambda: isinstance(running.app.screen, PairDialog))
        await running.press("enter")
        assert "is paired with rainmaker-new-pool-client" in running.said
        assert "confirm it (p)" not in running.text


async def test_leaving_a_client_out_is_a_choice(run: Run, on_aws: Make) -> None:
    async with run(on_aws) as running:
        running.show_step("4")
        await running.press("p", *["down"] * 9, "enter")
        assert running.said == f"{MAIN} is left out."
        assert not [
            s for s in running.walkthrough.pages.settings() if s.client == MAIN and s.applicable
        ]


async def test_A_applies_what_can_be_and_nothing_a_second_time(run: Run, on_aws: Make) -> None:  # noqa: N802
    async with run(on_aws) as running:
        running.show_step("5")
        ids = running.walkthrough.pages.to_apply("5")
        assert len(ids) > 1
        await running.press("A")
        assert isinstance(running.app.screen, ConfirmDialog)
        assert len(running.app.screen._shown) == len(ids)
        await running.press("y")
        assert running.said == f"Applied {len(ids)} settings: checked by reading them again."
        await running.press("A")
        assert running.said == "Nothing in this step can be applied now."


async def test_a_partial_failure_is_reported_with_exact_counts(
    run: Run, on_aws: Make, practice_aws: PracticeAws
) -> None:
    async with run(lambda: on_aws(pairs=((MAIN, "rainmaker-new-pool-client"),))) as running:
        running.show_step("4")
        ids = running.walkthrough.pages.to_apply("4")
        practice_aws.faults(
            {"kind": "access_denied", "operation": "UpdateUserPoolClient", "skip": 1}
        )
        await running.press("A", "y")
        assert isinstance(running.app.screen, WriteReportDialog)
        report = running.app.screen._report
        assert report.applied
        assert report.failed
        assert len(report.applied) + len(report.failed) + len(report.stale) + len(
            report.skipped
        ) == len(ids)
        assert f"Failed: {len(report.failed)}" in running.text
        assert running.said == f"{len(report.applied)} applied, {len(report.failed)} failed."
        await running.press("enter")
        assert set(running.walkthrough.pages.to_apply("4")) == {
            result.id for result in report.failed
        }


async def test_what_somebody_else_changed_meanwhile_is_left_alone_and_said(
    run: Run, on_aws: Make, practice_aws: PracticeAws
) -> None:
    async with run(on_aws) as running:
        subject = next(
            s.id for s in running.walkthrough.pages.settings() if s.member == "EmailSubject"
        )
        await stand_on(running, "5", subject)
        practice_aws.change(
            pool="new",
            set={
                "VerificationMessageTemplate": {
                    "DefaultEmailOption": "CONFIRM_WITH_CODE",
                    "EmailSubject": "Theirs",
                    "EmailMessage": "Code {####}",
                }
            },
        )
        await running.press("a")
        assert running.said.startswith("Not applied: subject (5)")
        assert running.panes.settings.cursor == subject


async def test_the_app_answers_while_a_write_is_under_way_and_begins_no_second_one(
    run: Run, on_aws: Make, practice_aws: PracticeAws
) -> None:
    async with run(on_aws) as running:
        await stand_on(running, "5", first_to_apply(running, "5"))
        practice_aws.faults({"kind": "latency", "operation": "UpdateUserPool"})
        await running.pilot.press("a")
        await running.until(lambda: bool(running.view.writing))
        await running.pilot.press("h", "h", "down")
        assert running.view.step != "5"
        assert "writing…" in running.lines[1]
        await running.pilot.press("A")
        assert "one write at a time" in running.said
        practice_aws.faults()  # the answer comes
        await running.rest()
        assert len(practice_aws.calls("UpdateUserPool")) == 1


async def test_quitting_waits_until_the_write_is_recorded(
    run: Run, on_aws: Make, practice_aws: PracticeAws, steps: tuple[object, ...]
) -> None:
    async with run(on_aws) as running:
        subject = first_to_apply(running, "5")
        await stand_on(running, "5", subject)
        practice_aws.faults({"kind": "latency", "operation": "UpdateUserPool"})
        await running.pilot.press("a")
        await running.until(lambda: bool(running.view.writing))
        await running.pilot.press("q")
        assert not running.app._exit
        practice_aws.faults()  # the answer comes
        await running.until(lambda: running.app._exit)
    async with run(on_aws) as running:
        assert state(running, subject) is SettingState.SAME
        undoable = running.walkthrough.past_changes.undoable()
        assert undoable is not None
        assert undoable.ids == (subject,)


@pytest.mark.parametrize("key", ["space", "x"])
async def test_a_step_is_ticked_or_said_not_to_apply_and_it_can_be_taken_back(
    run: Run, on_aws: Make, key: str
) -> None:
    async with run(on_aws) as running:
        running.show_step("1a")
        await running.pilot.press(key)
        if key == "x":
            await running.pilot.press("enter")
            assert "This may not stay empty" in running.lines_of_dialog("#dialog-said")
            assert "once typed, Enter answers" in running.lines_of_dialog("#dialog-keys")
            await running.pilot.press(*"no", "space", *"backend", "enter")
        else:
            await running.press("enter")  # its two sub-points are listed first
        await running.rest()
        expected = "no backend" if key == "x" else "admin"
        assert expected in running.text
        ticks = running.walkthrough.state.record.ticks
        assert set(ticks) == ({"1a"} if key == "x" else {"1a/notes", "1a/complete"})
        await running.press("space")
        page = running.walkthrough.pages.page("1a")
        assert (page.tick, [part.tick for part in page.summary.parts]) == (None, [None, None])


async def test_escape_stops_a_run_between_two_writes_and_the_rest_is_accounted_for(
    run: Run, on_aws: Make, practice_aws: PracticeAws
) -> None:
    async with run(lambda: on_aws(pairs=((MAIN, "rainmaker-new-pool-client"),))) as running:
        running.show_step("4")
        ids = running.walkthrough.pages.to_apply("4")
        practice_aws.faults({"kind": "latency", "operation": "UpdateUserPoolClient"})
        await running.pilot.press("A", "y")
        await running.until(lambda: bool(practice_aws.calls("UpdateUserPoolClient")))
        await running.pilot.press("escape")
        practice_aws.faults()  # the answer comes
        await running.rest()
        assert isinstance(running.app.screen, WriteReportDialog)
        report = running.app.screen._report
        assert len(practice_aws.calls("UpdateUserPoolClient")) == 1
        assert report.applied
        assert len(report.applied) + len(report.skipped) + len(report.failed) == len(ids)

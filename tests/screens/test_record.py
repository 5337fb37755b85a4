"""The record on its own screen.

What it shows, and how a field, a step, or everything since a moment is undone.
"""

import re
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from migration.changes.write_report import FieldChange, RecordedChange
from migration.compare.login_page_look import LOGO_MEMBER
from migration.compare.setting_state import SettingState
from migration.deployment_request import Request
from migration.errors import StateUnusable
from migration.walk.state import asked_for
from migration.walkthrough import Walkthrough
from screens.dialogs.confirm import ConfirmDialog
from screens.dialogs.keys import KeysDialog
from screens.dialogs.recorded_field import RecordedFieldDialog
from screens.dialogs.undo_list import UndoListDialog
from screens.dialogs.write_report import WriteReportDialog
from screens.record.screen import RecordScreen
from tests.practice_aws import PracticeAws
from tests.screens.conftest import Run, Running
from tests.walkthroughs import NOW
from widgets.commands.record_page import RECORD, record_bindings
from widgets.panes.record_pane import RecordPane

Make = Callable[..., Walkthrough]
MAIN, NEW_MAIN = "rainmaker-user-pool-client", "rainmaker-new-pool-client"
SUBJECT, REPLY_TO = "5/-/EmailSubject", "5/-/ReplyToEmailAddress"
CALLBACK = f"4/{MAIN}/CallbackURLs/acmehome%3A%2F%2Fcom.acme.home%2Fsuccess"


@pytest.fixture
def paired(on_aws: Make) -> Make:
    """Makes a walkthrough whose main client's pair is confirmed."""
    return lambda **asked: on_aws(pairs=((MAIN, NEW_MAIN),), **asked)


async def write(running: Running, *batches: list[str]) -> None:
    """Write each batch as a change of its own, and open the record."""
    for batch in batches:
        assert len(running.walkthrough.applier.apply(batch).applied) == len(batch)
    running.main.draw()
    await running.pilot.press("U")
    await running.until(lambda: isinstance(running.app.screen, RecordScreen))
    await running.pilot.pause()


def record(running: Running) -> RecordScreen:
    return next(page for page in running.app.screen_stack if isinstance(page, RecordScreen))


def stand_on(running: Running, setting: str) -> None:
    screen = record(running)
    row = next(row for row in screen.pane.rows if row.endswith(f":{setting}"))
    screen.pane.move_to(row)
    screen.draw()


def said(running: Running) -> str:
    return record(running).stage.said


def state(running: Running, setting: str) -> SettingState:
    return next(
        known.state for known in running.walkthrough.pages.settings() if known.id == setting
    )


async def test_before_anything_was_written_the_record_is_not_offered_and_says_that_it_is_empty(
    run: Run, on_aws: Make
) -> None:
    async with run(on_aws) as running:
        assert "U record" not in running.lines[-1]
        await write(running)
        assert "0 changes" in running.text
        assert "Nothing was written yet. Each change that Poolwalk makes" in running.text
        for key in ("u", "s", "t", "enter"):
            await running.press(key)
            assert said(running) == "The record is empty: nothing was written yet."


@pytest.mark.parametrize("width", [80, 100])
def test_a_setting_is_named_whole_where_its_values_leave_room(width: int) -> None:
    name = "SkillIdentityProvidersNewUserPool"
    short = FieldChange(f"4/{MAIN}/{name}", name, "—", "GitHub", "applied")
    long = replace(short, id=f"3a/-/{name}", before="before " * 20, after="after " * 20)
    pane = RecordPane()
    pane.show([RecordedChange(1, NOW, "admin", "4", (short, long))], {"4": "App clients"})
    whole, cut = (line.text for line in pane.build(width)[-2:])
    assert whole.startswith(f"✓ {name} ")
    assert "— → GitHub" in whole
    assert not cut.startswith(f"✓ {name} ")
    assert len(whole.rstrip()) <= width


def test_of_values_that_are_cut_that_part_is_seen_by_which_they_differ() -> None:
    callback = "rainmaker://com.espressif.rainmaker.of.acme.home/{}/and/what/follows/in/all/of/them"
    fields = tuple(
        FieldChange(f"4/{MAIN}/CallbackURLs/{end}", end, "—", callback.format(end), "applied")
        for end in ("success", "signout")
    )
    pane = RecordPane()
    pane.show([RecordedChange(1, NOW, "admin", "4", fields)], {"4": "App clients"})
    first, second = (line.text.partition("→ ")[2] for line in pane.build(80)[-2:])
    assert "success" in first
    assert "signout" in second


async def test_at_80_columns_the_key_that_shows_a_value_whole_is_named(
    run: Run, paired: Make
) -> None:
    async with run(paired, (80, 24)) as running:
        await write(running, [CALLBACK])
        assert "Enter details" in running.lines[-1]


async def test_every_change_shows_newest_first_with_when_who_where_before_and_after(
    run: Run, paired: Make
) -> None:
    async with run(paired) as running:
        await write(running, [SUBJECT, REPLY_TO], [CALLBACK])
        client, mail = (
            next(y for y, text in enumerate(running.lines) if name in text)
            for name in (MAIN, "E-mail template")
        )
        assert client < mail
        first = running.walkthrough.past_changes.history()[-1]
        assert f"{first.at:%Y-%m-%d %H:%M:%S}  user/admin  5 E-mail template" in running.text
        assert "✓ subject                    — → Your Acme Home verification code" in running.text
        assert "2 changes · times are UTC" in running.text


async def test_u_undoes_the_one_field_under_the_cursor_and_shows_it_as_undone(
    run: Run, paired: Make
) -> None:
    async with run(paired) as running:
        await write(running, [SUBJECT, REPLY_TO])
        stand_on(running, SUBJECT)
        await running.press("u")
        assert (state(running, SUBJECT), state(running, REPLY_TO)) == (
            SettingState.MISSING,
            SettingState.SAME,
        )
        assert said(running) == "Undone subject (5): it is as before."
        assert "undo of " in running.text
        assert {field.id: field.state for field in record(running).changes[-1].fields} == {
            SUBJECT: "undone",
            REPLY_TO: "applied",
        }
        await running.press("u")
        assert "it is undone already" in said(running)


async def test_a_record_that_became_unreadable_is_not_called_empty(run: Run, paired: Make) -> None:
    async with run(paired) as running:
        await write(running, [SUBJECT])

        def gone() -> tuple[RecordedChange, ...]:
            raise StateUnusable("The record’s file was moved.")

        record(running)._history = gone
        record(running).draw()
        for key in ("u", "s", "enter"):
            await running.press(key)
            assert said(running) == "The record’s file was moved."
        assert "0 changes" not in running.text
        assert "Nothing was written" not in running.text


async def test_u_on_what_no_call_takes_back_says_so_and_ends_nothing(
    run: Run, on_aws: Make, tmp_path: Path
) -> None:
    picture = tmp_path / "logo.png"
    picture.write_bytes(b"\x89PNG\r\n\x1a\n and more")
    async with run(on_aws) as running:
        running.walkthrough.entered.choose_prefix("acme-signin")
        running.walkthrough.applier.apply(running.walkthrough.pages.to_apply("2"))
        logo = next(
            one.id for one in running.walkthrough.pages.settings() if one.member == LOGO_MEMBER
        )
        running.walkthrough.entered.supply_logo("7b", str(picture))
        await write(running, [logo])
        stand_on(running, logo)
        await running.press("u")
        assert said(running) == (
            "There is nothing to take back here: AWS has no call that takes it away again."
        )


async def test_an_undo_cannot_be_undone_and_says_what_to_do_instead(run: Run, paired: Make) -> None:
    async with run(paired) as running:
        await write(running, [SUBJECT])
        await running.press("u", "g", "u")
        assert (
            said(running)
            == "This is an undo itself: to have the value again, apply the setting again."
        )


async def test_what_removes_something_asks_first_as_on_the_main_screen(
    run: Run, paired: Make, practice_aws: PracticeAws
) -> None:
    async with run(paired) as running:
        await write(running, ["3a/-/Google"])
        await running.pilot.press("u")
        await running.until(lambda: isinstance(running.app.screen, ConfirmDialog))
        assert "Nobody can sign in with this provider" in running.text
        await running.press("n")
        assert said(running) == "Nothing was undone."
        assert not practice_aws.calls("DeleteIdentityProvider")


async def test_a_field_that_somebody_touched_since_stays_and_shows_its_three_values(
    run: Run, paired: Make, practice_aws: PracticeAws
) -> None:
    async with run(paired) as running:
        await write(running, [SUBJECT])
        practice_aws.change(pool="new", set={"VerificationMessageTemplate.EmailSubject": "Theirs"})
        await running.press("u")
        assert isinstance(running.app.screen, WriteReportDialog)
        rows = " ".join(running.text.split())
        assert "seen now intended" in rows
        assert "Your Acme Home verification Theirs nothing" in rows
        assert "r takes" not in running.text
        await running.press("enter")
        assert said(running).startswith("Not undone: subject (5): Changed by somebody")


async def test_s_shows_the_steps_changes_first_and_undoes_them_after_y(
    run: Run, paired: Make, practice_aws: PracticeAws
) -> None:
    async with run(paired) as running:
        await write(running, [SUBJECT], [CALLBACK], [REPLY_TO])
        await running.pilot.press("s")
        await running.until(lambda: isinstance(running.app.screen, UndoListDialog))
        assert "Put step 5 back: 2 changes, 2 settings" in running.text
        assert running.text.index("ReplyToEmailAddress") < running.text.index("EmailSubject")
        assert not practice_aws.calls("UpdateUserPool")[2:]
        await running.press("y")
        assert said(running) == "Undone 2 settings: they are as before."
        assert [state(running, id_) for id_ in (SUBJECT, REPLY_TO, CALLBACK)] == [
            SettingState.MISSING,
            SettingState.MISSING,
            SettingState.SAME,
        ]


async def test_t_goes_back_to_before_the_change_under_the_cursor_and_marks_what_removes_something(
    run: Run, paired: Make
) -> None:
    async with run(paired) as running:
        await write(running, [SUBJECT], ["3a/-/Google"], [CALLBACK])
        stand_on(running, "3a/-/Google")
        await running.pilot.press("t")
        await running.until(lambda: isinstance(running.app.screen, UndoListDialog))
        assert "2 changes, 2 settings" in running.text
        assert "! 20" in running.text
        assert "The change marked ! removes what was made" in " ".join(
            running.text.replace("│", " ").split()
        )
        await running.press("y")
        assert [state(running, id_) for id_ in (SUBJECT, CALLBACK)] == [
            SettingState.SAME,
            SettingState.MISSING,
        ]
        assert state(running, "3a/-/Google") is SettingState.MISSING


async def test_going_back_says_that_what_was_undone_since_stays_undone(
    run: Run, paired: Make
) -> None:
    async with run(paired) as running:
        await write(running, [SUBJECT], [CALLBACK])
        stand_on(running, SUBJECT)
        await running.press("u")
        stand_on(running, CALLBACK)
        await running.pilot.press("t")
        await running.until(lambda: isinstance(running.app.screen, UndoListDialog))
        assert "1 older change undone since then stays undone." in running.text


async def test_a_way_back_that_fails_in_between_is_told_with_exact_counts(
    run: Run, paired: Make, practice_aws: PracticeAws
) -> None:
    async with run(paired) as running:
        await write(running, [SUBJECT], [CALLBACK], [REPLY_TO])
        practice_aws.faults({"kind": "access_denied", "operation": "UpdateUserPoolClient"})
        stand_on(running, SUBJECT)
        await running.pilot.press("t")
        await running.press("y")
        assert isinstance(running.app.screen, WriteReportDialog)
        assert "Failed: 1" in running.text
        assert "Undone: 2" in running.text
        assert "continues" not in running.text
        await running.press("enter")
        assert said(running) == "2 undone, 1 failed."


async def test_esc_stops_a_way_back_and_tells_what_was_not_tried(
    run: Run, paired: Make, practice_aws: PracticeAws
) -> None:
    async with run(paired) as running:
        await write(running, [SUBJECT], [CALLBACK], [REPLY_TO])
        practice_aws.faults({"kind": "latency", "operation": "UpdateUserPool"})
        practice_aws.forget_calls()
        stand_on(running, SUBJECT)
        await running.pilot.press("t")
        await running.pilot.press("y")
        await running.until(lambda: bool(practice_aws.calls("UpdateUserPool")))
        assert "1 of 3" in said(running)
        await running.pilot.press("escape")
        practice_aws.faults()  # the answer comes
        await running.rest()
        assert isinstance(running.app.screen, WriteReportDialog)
        assert "Not tried: 2" in running.text
        assert "Undone: 1" in running.text


async def test_read_only_refuses_in_one_sentence(
    run: Run, paired: Make, practice_aws: PracticeAws
) -> None:
    async with run(paired) as running:
        running.walkthrough.applier.apply([SUBJECT])
        reason = asked_for(Request(read_only=True))
        running.walkthrough.store.change(lambda state: replace(state, read_only_reason=reason))
        await write(running)
        practice_aws.forget_calls()
        for key in ("u", "s", "t"):
            record(running).say("")
            await running.press(key)
            assert said(running) == "Read-only was asked for: start without --read-only to write."
        assert practice_aws.calls() == []


async def test_enter_shows_both_values_whole_with_who_and_what_became_of_it(
    run: Run, paired: Make
) -> None:
    async with run(paired, (80, 24)) as running:
        await write(running, ["5/-/EmailMessage"])
        assert "…" in running.text
        await running.press("enter")
        assert isinstance(running.app.screen, RecordedFieldDialog)
        assert "arn:aws:iam::123456789012:user/admin" in running.text
        assert "✓ applied" in running.text
        await running.press("G")
        assert "</html>" in running.text


async def test_a_secret_is_dots_in_the_record(run: Run, paired: Make) -> None:
    async with run(paired) as running:
        await write(running, ["3a/-/Google"])
        assert "GOCSPX" not in running.text
        await running.press("enter")
        assert "client_secret ••••••••" in " ".join(re.sub("[│▏]", " ", running.text).split())
        assert "GOCSPX" not in running.text


async def test_the_hints_are_there_from_the_first_moment_and_follow_the_cursor(
    run: Run, paired: Make
) -> None:
    async with run(paired, (200, 40)) as running:
        await write(running, [SUBJECT])
        screen = record(running)
        for command in RECORD:
            assert f"{command.shown_keys[0]} {command.hint}" in running.lines[-1]
        assert screen.situation().can_undo
        await running.press("u")
        assert not screen.situation().can_undo


async def test_closing_comes_back_to_the_steps_with_what_was_said(run: Run, paired: Make) -> None:
    async with run(paired) as running:
        await write(running, [SUBJECT])
        await running.press("u", "q")
        assert running.app.screen is running.main
        assert running.said == "Undone subject (5): it is as before."


async def test_ctrl_c_leaves_the_program_from_the_record(run: Run, paired: Make) -> None:
    async with run(paired) as running:
        await write(running, [SUBJECT])
        await running.pilot.press("ctrl+c")
        await running.until(lambda: running.app._exit)


async def test_the_page_of_keys_opens_over_the_record(run: Run, paired: Make) -> None:
    async with run(paired) as running:
        await write(running, [SUBJECT])
        await running.press("question_mark")
        await running.until(lambda: isinstance(running.app.screen, KeysDialog))
        await running.press("G")
        await running.press("escape")
        assert running.app.screen is record(running)


def test_no_key_means_two_things_in_the_record() -> None:
    keys = [key for binding in record_bindings() for key in binding.key.split(",")]
    assert len(keys) == len(set(keys))


async def test_every_command_of_the_record_has_a_handler(run: Run, paired: Make) -> None:
    async with run(paired) as running:
        await write(running)
        bound = {binding.action for binding in record_bindings()}
        assert bound == {f"command('{command}')" for command in record(running).of_command}


@pytest.mark.parametrize("size", [(80, 24), (120, 36)], ids=lambda size: f"{size[0]}x{size[1]}")
async def test_the_deployment_and_both_pools_stay_on_screen(
    run: Run, paired: Make, size: tuple[int, int]
) -> None:
    async with run(paired, size) as running:
        await write(running, [SUBJECT])
        top = "\n".join(running.lines[:3])
        assert all(
            name in top for name in ("123456789012", "us-east-1_OldPool01", "us-east-1_NewPool02")
        )
        assert all(len(text) <= size[0] for text in running.lines)

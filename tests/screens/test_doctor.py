"""The doctor's page: checks as they come in, and a self-test in a dialog; nothing waits for AWS."""

from __future__ import annotations

import base64
import json
import os
from collections.abc import Callable
from pathlib import Path

import pytest
from textual.widgets import Input

from migration.errors import BadInput
from migration.walkthrough import Walkthrough
from screens.dialogs.self_test import SelfTestDialog
from screens.doctor.screen import DoctorScreen
from tests.practice_aws import PracticeAws
from tests.screens.conftest import ByHand, Run, Running
from widgets.commands.doctor_page import doctor_bindings

Make = Callable[..., Walkthrough]


@pytest.fixture(autouse=True)
def _nobody_is_logged_in(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let the doctor's own login fail.

    A walkthrough that was made by hand has no connection, so that the doctor logs in for itself.
    """
    for name in [name for name in os.environ if name.startswith("AWS_")]:
        monkeypatch.delenv(name)
    monkeypatch.setenv("AWS_EC2_METADATA_DISABLED", "true")
    monkeypatch.setenv("AWS_CONFIG_FILE", os.devnull)
    monkeypatch.setenv("AWS_SHARED_CREDENTIALS_FILE", os.devnull)


async def opened(running: Running) -> DoctorScreen:
    """The page, once every check was made."""
    await running.pilot.press("D")
    await running.until(lambda: isinstance(running.app.screen, DoctorScreen))
    page = running.app.screen
    assert isinstance(page, DoctorScreen)
    await running.until(lambda: bool(page.examination.checks) and not page.examination.busy)
    return page


async def at_the_dialog(running: Running) -> SelfTestDialog:
    """The self-test, once a word was sent."""
    await running.pilot.press("s")
    await running.until(
        lambda: isinstance(running.app.screen, SelfTestDialog) and "Paste it here" in running.text
    )
    dialog = running.app.screen
    assert isinstance(dialog, SelfTestDialog)
    return dialog


def word_sent(running: Running) -> str:
    """What the terminal would have put on the clipboard."""
    return base64.b64decode(
        running.app.sequences[-1].partition(";c;")[2].rstrip("\x07\x1b\\")
    ).decode()


async def test_every_command_of_the_page_has_a_handler(run: Run, on_aws: Make) -> None:
    async with run(on_aws) as running:
        page = await opened(running)
        bound = {binding.action for binding in doctor_bindings()}
        assert bound == {f"command('{command}')" for command in page.of_command}


@pytest.mark.parametrize("size", [(80, 24), (120, 36), (60, 20)])
async def test_the_page_shows_every_check_and_goes_back(
    run: Run, on_aws: Make, size: tuple[int, int]
) -> None:
    async with run(on_aws, size) as running:
        page = await opened(running)
        assert {check.group.key for check in page.examination.checks} == {
            "terminal",
            "machine",
            "login",
            "deployment",
            "permissions",
            "messages",
        }
        assert all(len(line) <= size[0] for line in running.lines)
        await running.pilot.press("G")
        await running.until(lambda: "passed, 0 failed" in running.text)
        await running.pilot.press("escape")
        assert running.app.screen is running.main


async def test_a_failure_shows_in_words_and_in_the_sum(
    run: Run, on_aws: Make, practice_aws: PracticeAws
) -> None:
    practice_aws.settings(sms_sandbox=True)
    async with run(on_aws, (120, 60)) as running:
        await opened(running)
        assert "1 failed" in running.text
        assert isinstance(running.app.screen, DoctorScreen)
        heading, failed, *_ = (line.text for line in running.app.screen.pane.lines)
        assert heading == "Failed"
        assert "sns-sandbox" in failed
        assert "Failed: sns-sandbox." in running.text
        practice_aws.settings(sms_sandbox=False)
        await running.pilot.press("r")
        await running.until(lambda: "nothing failed" in running.text)


async def test_an_answer_that_hangs_keeps_nobody_on_the_page(
    run: Run, on_aws: Make, practice_aws: PracticeAws
) -> None:
    async with run(on_aws) as running:
        practice_aws.faults({"kind": "hang", "operation": "GetSMSSandboxAccountStatus"})
        await running.pilot.press("D")
        await running.until(
            lambda: isinstance(running.app.screen, DoctorScreen) and "credentials" in running.text
        )
        page = running.app.screen
        assert isinstance(page, DoctorScreen)
        assert page.examination.busy
        await running.pilot.press("escape")
        assert running.app.screen is running.main
        practice_aws.faults()


async def test_where_the_login_failed_the_doctor_says_all_that_is_wrong(
    run: Run, tmp_path: Path
) -> None:
    def refused() -> Walkthrough:
        message = "AWS's configuration does not hold up."
        raise BadInput(message)

    async with run(refused, settled=False) as running:
        await running.until(lambda: "have everything checked (D)" in " ".join(running.text.split()))
        await running.pilot.press("D")
        await running.until(
            lambda: (
                "does not hold up" in running.text and isinstance(running.app.screen, DoctorScreen)
            )
        )
        assert "utf-8" in running.text
        assert "the rest could not be made" in running.text
        assert "nothing failed" not in running.text
        await running.pilot.press("s")
        await running.until(
            lambda: (
                isinstance(running.app.screen, SelfTestDialog) and "Paste it here" in running.text
            )
        )
        await running.pilot.press("enter")
        await running.until(
            lambda: (
                isinstance(running.app.screen, DoctorScreen)
                and not running.app.screen.examination.busy
            )
        )
        assert "the rest could not be made" in running.text


async def test_before_the_login_has_ended_no_second_one_is_begun(
    run: Run, on_aws: Make, practice_aws: PracticeAws
) -> None:
    practice_aws.faults({"kind": "hang", "operation": "ListUserPools"})
    async with run(on_aws, settled=False) as running:
        await running.until(lambda: running.view.reading)
        await running.pilot.press("D")
        assert running.app.screen is running.main
        assert "Still logging in" in running.text
        practice_aws.faults()
        await running.until(
            lambda: running.main.opened.walkthrough is not None and not running.view.reading
        )


async def test_a_word_that_is_pasted_back_is_remembered_for_this_terminal(
    run: Run, by_hand: Callable[..., ByHand], tmp_path: Path
) -> None:
    async with run(by_hand, state_folder=tmp_path) as running:
        page = await opened(running)
        dialog = await at_the_dialog(running)
        word = word_sent(running)
        assert word not in running.text
        dialog.query_one(Input).value = word
        await running.pilot.press("enter")
        await running.until(lambda: running.app.screen is page and not page.examination.busy)
        assert "The word arrived" in running.text
        assert "the word of the self-test arrived by it in this terminal" in " ".join(
            running.text.split()
        )
    kept = json.loads((tmp_path / "terminals.json").read_text())["terminals"]
    assert [answer["osc52"]["arrived"] for answer in kept.values()] == [True]


async def test_a_word_that_does_not_arrive_changes_the_way(
    run: Run, by_hand: Callable[..., ByHand], tmp_path: Path
) -> None:
    async with run(by_hand, state_folder=tmp_path) as running:
        page = await opened(running)
        await at_the_dialog(running)
        await running.pilot.press("enter")
        await running.until(lambda: running.app.screen is page and not page.examination.busy)
        assert "No way to your clipboard is left" in " ".join(running.text.split())
        assert "did not arrive by it" in " ".join(running.text.split())


async def test_a_self_test_that_is_left_decides_nothing(
    run: Run, by_hand: Callable[..., ByHand], tmp_path: Path
) -> None:
    async with run(by_hand, state_folder=tmp_path) as running:
        page = await opened(running)
        await at_the_dialog(running)
        await running.pilot.press("escape")
        await running.until(lambda: running.app.screen is page)
        assert "without an answer" in running.text
    assert not (tmp_path / "terminals.json").exists()

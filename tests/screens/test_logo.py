"""The logo of a login page: asked for on its row, taken from a file, and sent only after a yes."""

from collections.abc import Callable
from pathlib import Path

from textual.widgets import Input

from migration.compare.login_page_look import LOGO_MEMBER
from migration.compare.setting_state import SettingState
from migration.walkthrough import Walkthrough
from screens.dialogs.confirm import ConfirmDialog
from screens.dialogs.logo import LogoDialog
from tests.practice_aws import PracticeAws
from tests.screens.conftest import Run


async def test_e_on_the_logos_row_takes_a_picture_and_a_asks_before_it_sends(
    run: Run, on_aws: Callable[..., Walkthrough], practice_aws: PracticeAws, tmp_path: Path
) -> None:
    file = tmp_path / "authorise.png"
    file.write_bytes(b"\x89PNG\r\n\x1a\n and more")
    async with run(on_aws) as running:
        running.walkthrough.entered.choose_prefix("acme-signin")
        running.walkthrough.applier.apply(running.walkthrough.pages.to_apply("2"))
        logo = next(
            one.id for one in running.walkthrough.pages.settings() if one.member == LOGO_MEMBER
        )
        running.show_step("7b", logo)
        running.command("move-right")
        await running.press("e")
        assert isinstance(running.app.screen, LogoDialog)
        running.app.screen.query_one(Input).value = str(tmp_path / "gone")
        await running.press("enter")
        await running.until(lambda: "cannot be read" in running.lines_of_dialog("#dialog-said"))
        running.app.screen.query_one(Input).value = str(file)
        await running.press("enter")
        await running.until(lambda: not isinstance(running.app.screen, LogoDialog))
        assert "a sends it" in running.said
        await running.press("a")
        assert isinstance(running.app.screen, ConfirmDialog)
        assert "This cannot be taken back without harm" in running.text
        assert practice_aws.calls("SetUICustomization") == []
        await running.press("y")
        await running.until(lambda: bool(practice_aws.calls("SetUICustomization")))
        await running.rest()
        assert (
            next(one.state for one in running.walkthrough.pages.settings() if one.id == logo)
            is SettingState.EXPECTED
        )

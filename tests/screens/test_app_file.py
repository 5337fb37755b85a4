"""Checking an app's own file from its step: asked for by path, shown key by key."""

from collections.abc import Callable
from pathlib import Path

from migration.walkthrough import Walkthrough
from screens.dialogs.app_file import AppComparisonDialog, AppFileDialog
from tests.screens.conftest import MAIN, Run

PAIRS = ((MAIN, "rainmaker-new-pool-client"),)


async def test_e_in_a_mobile_step_shows_the_file_key_by_key(
    run: Run, on_aws: Callable[..., Walkthrough], tmp_path: Path
) -> None:
    file = tmp_path / "local.properties"
    file.write_text("userPool=1\nclientId=5newuserpoolclient6acme7ho\n")
    async with run(lambda: on_aws(pairs=PAIRS)) as running:
        running.show_step("8a")
        await running.press("e")
        assert isinstance(running.app.screen, AppFileDialog)
        running.app.screen.query_one("Input").value = str(tmp_path / "gone")  # type: ignore[attr-defined]
        await running.press("enter")
        assert "cannot be read" in running.lines_of_dialog("#dialog-said")
        running.app.screen.query_one("Input").value = str(file)  # type: ignore[attr-defined]
        await running.press("enter")
        assert isinstance(running.app.screen, AppComparisonDialog)
        assert "2 to change, 1 cannot be judged yet." in running.text
        assert "should hold  2" in running.text
        assert "needs step 2" in running.text
        await running.press("enter", "e")
        assert running.app.screen.query_one("Input").value == str(file)


async def test_control_codes_in_a_file_are_shown_and_not_obeyed(
    run: Run, on_aws: Callable[..., Walkthrough], tmp_path: Path
) -> None:
    file = tmp_path / "local.properties"
    file.write_bytes(b"userPool=\x1b]52;c;ZXZpbA==\x07[bold]2\n")
    async with run(lambda: on_aws(pairs=PAIRS)) as running:
        running.show_step("8a")
        await running.press("e")
        running.app.screen.query_one("Input").value = str(file)  # type: ignore[attr-defined]
        await running.press("enter")
        assert "[bold]2" in running.text
        assert all(character.isprintable() for line in running.lines for character in line)

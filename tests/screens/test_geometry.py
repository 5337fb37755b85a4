"""Every page and every dialog at three sizes: nothing is cut, overlaps, or is drawn outside.

One app a size walks them all; by day the smallest. Dialogs at the least size too, by night.
"""

from collections.abc import Callable

import pytest
from textual.widgets import TextArea

from migration.compare.setting import Setting
from migration.walkthrough import Walkthrough
from screens.dialogs.search import SearchDialog
from tests.by_night import every
from tests.practice_aws import PracticeAws
from tests.screens.conftest import Run, Running
from tests.screens.every_screen import (
    DIALOGS,
    NOT_OPENED,
    PAGES,
    opened_dialog,
    opened_page,
    screens_of_ours,
)
from tests.screens.geometry import CUT, faults
from tests.walkthroughs import MAIN, NEW_MAIN
from widgets.commands.situation import Pane
from widgets.text import plain_text
from widgets.text.row_values import columns_of
from widgets.text.shown_values import in_a_row


@pytest.fixture(autouse=True)
def _what_is_cut_is_seen(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(plain_text, "ELLIPSIS", CUT)


def values_of(running: Running) -> set[str]:
    """Everything of AWS that the step shows, as a row shows it."""
    page = running.page
    assert page is not None
    rows = [row for group in page.groups for row in group.rows]
    values = [value for row in rows for value in columns_of(row)]
    values += [row.wanted for row in rows if isinstance(row, Setting)]
    values += [value.value for value in page.values]
    if isinstance(running.app.screen, SearchDialog):
        return {row.value for row in running.app.screen._rows}
    for change in running.walkthrough.past_changes.history():
        values += [text for field in change.fields for text in (field.before, field.after)]
    return {in_a_row(value) for value in values}


def test_no_screen_is_forgotten() -> None:
    assert screens_of_ours() == {*DIALOGS, *PAGES, *NOT_OPENED}


@pytest.mark.parametrize("size", every(2, [(60, 16)], first=1))
async def test_at_the_least_size_every_dialog_shows_title_and_keys_and_the_rest_scrolls(
    run: Run, on_aws: Callable[..., Walkthrough], practice_aws: PracticeAws, size: tuple[int, int]
) -> None:
    async with run(lambda: on_aws(pairs=((MAIN, NEW_MAIN),)), size) as running:
        running.walkthrough.entered.choose_prefix("acme-login-users")
        running.walkthrough.applier.apply(running.walkthrough.pages.to_apply("2"))
        running.show_step("4")
        for made in DIALOGS.values():
            async with opened_dialog(running, made) as dialog:
                assert faults(running.app, values_of(running)) == []
                for area in dialog.query(TextArea):
                    area.text = "a line of what was pasted\n" * 12
                    await running.rest()
                    assert faults(running.app, values_of(running)) == []


@pytest.mark.long
@pytest.mark.parametrize(
    "size", every(3, [(80, 24), (100, 30), (120, 36)]), ids=lambda size: f"{size[0]}x{size[1]}"
)
async def test_on_every_page_and_dialog_all_text_is_whole_and_where_it_belongs(
    run: Run, on_aws: Callable[..., Walkthrough], practice_aws: PracticeAws, size: tuple[int, int]
) -> None:
    wrong: dict[str, list[str]] = {}

    async with run(lambda: on_aws(pairs=((MAIN, NEW_MAIN),)), size) as running:

        def look(name: str) -> None:
            if found := faults(running.app, values_of(running)):
                wrong[name] = [*found, running.text]

        async def look_at_steps(when: str, *steps: str) -> None:
            for step in steps:
                running.show_step(step)
                await running.rest()
                look(f"{step} {when}")

        await look_at_steps("at first", *(step.id for step in running.main.steps))
        running.walkthrough.entered.choose_prefix("acme-login-users")
        for step in ("2", "3a", "3c", "4", "5"):
            running.walkthrough.applier.apply(running.walkthrough.pages.to_apply(step))
        running.look(pane=Pane.GUIDE)
        await look_at_steps("half-way", "3a", "4", "5", "6", "effects")
        running.show_step("4")
        for made in DIALOGS.values():
            async with opened_dialog(running, made) as dialog:
                look(type(dialog).__name__)
                offered = dialog._keys.split(" · ")
                if dialog._keys.startswith(("n ", "y ")) or "Esc leaves" in offered:
                    assert offered[0].startswith(("n ", "Esc leaves")), "the safe answer is first"
        for page in PAGES:
            async with opened_page(running, page):
                look(page.__name__)
                await running.pilot.press("end")
                await running.pilot.pause()
                look(f"{page.__name__} at its end")
    told = [f"{name}:\n" + "\n".join(found) for name, found in wrong.items()]
    assert not wrong, "\n\n".join(told)

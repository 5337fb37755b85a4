"""No key is without an answer: it changes the picture, or a few words say why it did nothing."""

from collections.abc import Callable
from typing import Any

import pytest
from textual.screen import Screen
from textual.widgets import Input

from migration.walkthrough import Walkthrough
from screens.dialogs.confirm import ConfirmDialog
from screens.dialogs.dialog import NOTHING_SCROLLS, Dialog, ReadingDialog
from screens.dialogs.notice import NoticeDialog
from screens.dialogs.prefix import PrefixDialog
from screens.dialogs.single_value import SingleValueScreen
from screens.dialogs.tick import TickDialog
from screens.palette import QuietPalette
from tests.by_night import every
from tests.practice_aws import PracticeAws
from tests.screens.conftest import Run, Running
from tests.screens.every_screen import DIALOGS, PAGES, opened_dialog, opened_page, ten_differences
from tests.screens.terminal import Terminal, time_of
from tests.walkthroughs import MAIN, NEW_MAIN
from tui.terminal.keyboard import REST_SECONDS
from widgets.panes.message_line import MessageLine

KEYS = {
    **{"End": "\x1b[F", "End again": "\x1b[F", "Home": "\x1b[H", "Home again": "\x1b[H"},
    **{"PgUp": "\x1b[5~", "PgDn": "\x1b[6~", "Up": "\x1b[A", "Down": "\x1b[B"},
    **{"Left": "\x1b[D", "Right": "\x1b[C", "Tab": "\t", "Shift-Tab": "\x1b[Z"},
    **{"F1": "\x1bOP", "z": "z", "Z": "Z", "1": "1", "Space": " "},
}


def picture(running: Running) -> list[Any]:
    """What stands on the screen, with its looks."""
    return [list(strip) for strip in running.app.screen._compositor.render_strips()]


def words(screen: Screen[Any]) -> str:
    """What is said on it of a key: what stands there anyway answers none."""
    if isinstance(screen, PrefixDialog):
        return screen._remarked
    if isinstance(screen, Dialog):
        return screen._said
    return "".join(line.text for line in screen.query(MessageLine))


async def dead(running: Running, terminal: Terminal) -> list[str]:
    """The keys that changed nothing where nothing is said either."""
    found, screen = [], running.app.screen
    for name, read in KEYS.items():
        if running.app.screen is not screen:
            break
        if isinstance(screen, Dialog):
            screen.drop_remark()  # of the key before
            await running.pilot.pause()
        before = picture(running)
        await terminal.send(read)
        told = running.app.screen is not screen or words(screen)
        if not told and picture(running) == before:
            found.append(name)
    return found


@pytest.mark.long
@pytest.mark.parametrize("size", every(2, [(80, 24), (120, 36)], first=1), ids=str)
async def test_in_every_dialog_and_on_every_page_each_key_does_something_or_is_answered(
    run: Run,
    on_aws: Callable[..., Walkthrough],
    practice_aws: PracticeAws,
    monkeypatch: pytest.MonkeyPatch,
    size: tuple[int, int],
) -> None:
    wrong: dict[str, list[str]] = {}
    async with run(lambda: on_aws(pairs=((MAIN, NEW_MAIN),)), size) as running:
        terminal, passes = Terminal(running), time_of(running, monkeypatch)
        running.walkthrough.entered.choose_prefix("acme-login-users")
        running.walkthrough.applier.apply(running.walkthrough.pages.to_apply("2"))
        running.show_step("4")
        for kind, made in DIALOGS.items():
            async with opened_dialog(running, made):
                passes(REST_SECONDS)
                wrong[kind.__name__] = await dead(running, terminal)
        for page in PAGES:
            async with opened_page(running, page):
                passes(REST_SECONDS)
                wrong[page.__name__] = await dead(running, terminal)
    assert {name: keys for name, keys in wrong.items() if keys} == {}


async def test_what_scrolls_says_its_ends_once_and_nothing_more_of_it_once_it_moves(
    run: Run, by_hand: Callable[..., Walkthrough], monkeypatch: pytest.MonkeyPatch
) -> None:
    async with run(by_hand, (80, 24)) as running:
        dialog = NoticeDialog("Somebody else changed the setting. " * 60)
        running.app.push_screen(dialog)
        await running.rest()
        terminal, passes = Terminal(running), time_of(running, monkeypatch)
        passes(REST_SECONDS)
        await terminal.send(KEYS["Up"])
        assert "This is the top of it." in running.text
        held = picture(running)
        await terminal.send(KEYS["Up"], KEYS["Up"])
        assert picture(running) == held
        await terminal.send(KEYS["Down"])
        assert "This is the top" not in running.text
        await terminal.send(KEYS["End"], KEYS["Down"])
        assert "This is the end of it." in running.text


READ = sorted((one for one in DIALOGS if issubclass(one, ReadingDialog)), key=str)


@pytest.mark.parametrize("kind", READ, ids=lambda kind: kind.__name__)
def test_in_every_dialog_that_is_read_space_pages(kind: type[ReadingDialog[Any]]) -> None:
    found = kind._merge_bindings().get_bindings_for_key("space")
    assert [binding.action for binding in found] == ["scroll_page(1)"]


async def test_space_at_the_end_of_what_is_read_says_so_and_closes_nothing(
    run: Run, by_hand: Callable[..., Walkthrough], monkeypatch: pytest.MonkeyPatch
) -> None:
    async with run(by_hand, (80, 24)) as running:
        terminal, passes = Terminal(running), time_of(running, monkeypatch)
        for text, says in (("A sentence. " * 200, "the end of it."), ("Short.", NOTHING_SCROLLS)):
            dialog = NoticeDialog(text)
            running.app.push_screen(dialog)
            await running.rest()
            passes(REST_SECONDS)
            for _ in range(4):
                await terminal.send(" ")
            assert running.app.screen is dialog
            assert says in running.text
            await terminal.send("\r")


async def test_a_key_that_nothing_takes_names_where_keys_are_told(
    run: Run, by_hand: Callable[..., Walkthrough], monkeypatch: pytest.MonkeyPatch
) -> None:
    async with run(by_hand, (80, 24)) as running:
        terminal, passes = Terminal(running), time_of(running, monkeypatch)
        await terminal.send("y")
        assert running.said == "“y” does nothing here: ? lists all keys."
        await terminal.send(KEYS["F1"])
        assert running.said == "“F1” does nothing here: ? lists all keys."
        running.app.push_screen(ConfirmDialog("Write it?", ["a line"]))
        await running.rest()
        passes(REST_SECONDS)
        await terminal.send("z")
        assert "“z” does nothing here: the last line names the keys." in running.text


async def test_what_is_said_of_such_a_key_in_the_palette_is_read_behind_it(
    run: Run, by_hand: Callable[..., Walkthrough]
) -> None:
    async with run(by_hand, (80, 24)) as running, opened_page(running, QuietPalette):
        terminal = Terminal(running)
        await terminal.send(KEYS["Tab"])
        assert "“Tab” does nothing here: the last line names the keys." in running.text


async def test_a_result_and_an_error_stay_before_what_is_said_of_such_a_key(
    run: Run, by_hand: Callable[..., Walkthrough]
) -> None:
    async with run(by_hand, (80, 24)) as running:
        terminal = Terminal(running)
        running.main.say("It is refused.", "error")
        for _ in range(3):
            await terminal.send("y")
            assert running.said == "It is refused. “y” does nothing here: ? lists all keys."
        await terminal.send("f")
        assert running.said == "It is refused. “f” does nothing here: ? lists all keys."


async def test_two_quick_presses_of_what_is_next_leave_no_point_in_a_reason(
    run: Run, by_hand: Callable[..., Walkthrough], monkeypatch: pytest.MonkeyPatch
) -> None:
    async with run(by_hand, (80, 24)) as running:
        dialog = TickDialog("Done?", lambda *_: "kept")
        running.app.push_screen(dialog)
        await running.rest()
        terminal, passes = Terminal(running), time_of(running, monkeypatch)
        for _ in range(3):
            passes(REST_SECONDS)
            await terminal.send(".")
        assert dialog.query_one(Input).value == ""
        assert "“.” answers nothing here, and was not taken" in running.text
        await terminal.send("v1.")
        assert dialog.query_one(Input).value == "v1."
        assert "was not taken" not in running.text


POINTS = [
    ([".env was moved"], ".env was moved"),
    (["...as before", " it was"], "...as before it was"),
    (["....."], ""),  # the key was held
    ([".....\x1b[C"], ""),
    ([".", "env was moved"], "env was moved"),
]


async def test_a_point_that_other_text_of_a_paste_follows_is_kept(
    run: Run, by_hand: Callable[..., Walkthrough], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Of one without brackets, whose characters come as keys."""
    async with run(by_hand, (80, 24)) as running:
        terminal, passes = Terminal(running), time_of(running, monkeypatch)
        for reads, held in POINTS:
            dialog = TickDialog("Done?", lambda *_: "kept")
            running.app.push_screen(dialog)
            await running.rest()
            passes(REST_SECONDS)
            await terminal.send(*reads)
            assert dialog.query_one(Input).value == held, reads
            assert not held or "was not taken" not in running.text
            dialog.dismiss(None)
            await running.rest()


async def test_in_a_field_home_and_end_move_first_and_then_scroll_what_is_read_above_it(
    run: Run, by_hand: Callable[..., Walkthrough], monkeypatch: pytest.MonkeyPatch
) -> None:
    async with run(by_hand, (80, 24)) as running:
        dialog = ten_differences()
        running.app.push_screen(dialog)
        await running.rest()
        terminal, passes = Terminal(running), time_of(running, monkeypatch)
        passes(REST_SECONDS)
        field, parts = dialog.query_one(Input), dialog._scrolling_parts()

        def scrolled() -> bool:
            return any(part.scroll_offset.y for part in parts)

        await terminal.send("why", KEYS["Home"])
        assert (field.cursor_position, scrolled()) == (0, False)
        await terminal.send(KEYS["End"])
        assert (field.cursor_position, scrolled()) == (3, False)
        await terminal.send(KEYS["End"])
        assert scrolled()


async def test_a_value_alone_answers_in_its_last_line(
    run: Run, by_hand: Callable[..., Walkthrough], monkeypatch: pytest.MonkeyPatch
) -> None:
    painted: list[str] = []
    async with run(by_hand, (80, 24)) as running:
        running.app.push_screen(SingleValueScreen("acme", "the name", painted.append))
        await running.rest()
        terminal, passes = Terminal(running), time_of(running, monkeypatch)
        passes(REST_SECONDS)
        for key, said in (("Home", "All of it is here"), ("Tab", "“Tab” does nothing here")):
            await terminal.send(KEYS[key])
            assert f"Enter or . back | {said}" in painted[-1]


async def test_a_value_of_several_parts_says_which_is_its_first_and_its_last(
    run: Run, by_hand: Callable[..., Walkthrough], monkeypatch: pytest.MonkeyPatch
) -> None:
    painted: list[str] = []
    async with run(by_hand, (80, 24)) as running:
        running.app.push_screen(SingleValueScreen("acme " * 600, "names", painted.append))
        await running.rest()
        terminal, passes = Terminal(running), time_of(running, monkeypatch)
        passes(REST_SECONDS)
        for key, said in (
            ("Home", "Enter or . back | part 1 of 3 (PgDn, PgUp) | This is the first part"),
            ("End", "Enter or . back | part 3 of 3"),
            ("Down", "Enter or . back | part 3 of 3 (PgDn, PgUp) | This is the last part"),
        ):
            await terminal.send(KEYS[key])
            assert said in painted[-1]

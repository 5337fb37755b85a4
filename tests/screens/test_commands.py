"""One table of commands makes bindings, palette, hint line, the page of keys and remapping."""

from collections import Counter
from collections.abc import Callable
from threading import Event
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from textual.binding import Binding
from textual.command import CommandPalette, Hit
from textual.fuzzy import Matcher

from migration.changes.write_report import WriteReport
from migration.walkthrough import Walkthrough
from screens.dialogs.keys import KeysDialog, keys_lines
from screens.dialogs.tick import TickDialog
from screens.palette import CommandTable, Destinations, _score
from tests.by_night import NIGHT
from tests.practice_aws import HUNG
from tests.screens.conftest import NEW_POOL, OLD_POOL, ByHand, Run, Running
from tests.walkthroughs import MAIN, NEW_MAIN
from widgets.commands.command import Section, bindings
from widgets.commands.situation import Pane, Situation
from widgets.commands.table import ALL, COMMANDS
from widgets.panes.terminal_cursor import cursor_place
from widgets.text.legend import LEGEND

Make = Callable[..., ByHand]
# What leaves the app or stops its process is tested by itself.
STAYS = [
    key
    for command in ALL
    for key in command.keys.split(",")
    if command.id not in {"quit", "suspend"}
]
TYPED = ["a", "1", "minus", "enter", "escape", "tab", "y", "n", "down", "backspace"]


def test_every_command_has_an_id_and_a_key_of_its_own() -> None:
    keys = [key for command in ALL for key in command.keys.split(",")]
    assert [key for key, count in Counter(keys).items() if count > 1] == []
    assert len({command.id for command in ALL}) == len(ALL)


async def test_every_command_of_the_table_has_a_handler(run: Run, by_hand: Make) -> None:
    async with run(by_hand) as running:
        assert set(running.main.of_command) == {command.id for command in ALL}


def test_every_binding_can_be_remapped_by_its_id() -> None:
    assert [binding.id for binding in bindings(ALL)] == [command.id for command in ALL]
    assert all(isinstance(binding, Binding) and binding.tooltip for binding in bindings(ALL))


def test_the_page_of_keys_holds_every_command() -> None:
    page = "\n".join(line.text for line in keys_lines(100))
    for command in ALL:
        assert command.shown_keys[0] in page
        assert " ".join(command.tooltip.split()[:4]) in page
    assert all(section in page for section in Section)


@pytest.mark.parametrize("plain", [False, True])
def test_the_page_of_keys_explains_every_mark_and_says_so_at_its_top(plain: bool) -> None:
    first, *page = [" ".join(line.text.split()) for line in keys_lines(100, plain=plain)]
    assert "What the marks mean" in first
    for marked in (one for marks in LEGEND.values() for one in marks):
        shown = marked.word if plain else marked.mark
        assert f"{shown} {marked.meaning}".strip() in page
    assert any("how many settings are to do in it" in told for told in page)


async def test_the_hint_line_shows_what_applies_and_nothing_else(
    run: Run, on_aws: Callable[..., Walkthrough]
) -> None:
    async with run(on_aws, (200, 40)) as running:
        for step in running.main.steps:
            running.show_step(step.id)
            await running.rest()
            situation = running.main.situation()
            hints = running.lines[-1]
            for command in COMMANDS:
                if command.hint and command.hint_in(situation):
                    shown = (
                        f"{command.shown_keys[0]} {command.hint_in(situation)}  " in f"{hints}  "
                    )
                    assert shown == command.applies(situation), command.id


def offers(running: Running) -> set[str]:
    """The writing commands that the hint line shows."""
    words = running.lines[-1].split()
    return {
        command.id
        for command in COMMANDS
        if command.id in {"apply", "apply-step", "undo"}
        and any(
            words[at : at + 1 + len(command.hint.split())]
            == [command.shown_keys[0], *command.hint.split()]
            for at in range(len(words))
        )
    }


async def test_the_hint_line_is_true_during_a_write_after_it_and_after_a_jump(
    run: Run, on_aws: Callable[..., Walkthrough], monkeypatch: pytest.MonkeyPatch
) -> None:
    async with run(on_aws, (200, 40)) as running:
        applier, goes_on = running.walkthrough.applier, Event()
        apply = applier.apply

        def slow(*given: Any, **named: Any) -> WriteReport:
            goes_on.wait(HUNG)
            return apply(*given, **named)

        monkeypatch.setattr(applier, "apply", slow)
        rows = {row.id: row for row in running.walkthrough.pages.settings() if row.step == "5"}
        running.show_step("5", next(id_ for id_, row in rows.items() if row.to_write))
        running.command("move-right")
        await running.rest()
        assert offers(running) == {"apply", "apply-step"}
        place = running.lines[-1].index("r read again")

        await running.pilot.press("a")
        await running.until(lambda: bool(running.view.writing))
        assert offers(running) == set()
        assert running.lines[-1].index("r read again") == place, "nothing shifts"
        await running.pilot.press("j")
        assert offers(running) == set()
        goes_on.set()
        await running.rest()

        assert offers(running) >= {"undo"}
        assert ("apply" in offers(running)) == at_work(running)
        for jump in ("n", "n", "G", "g", "N"):
            await running.press(jump)
            assert ("apply" in offers(running)) == at_work(running), jump


def at_work(running: Running) -> bool:
    """Whether the row under the cursor can be written now."""
    setting = running.main.situation().setting
    return setting is not None and setting.applicable


def test_before_anything_is_known_only_what_needs_nothing_is_offered() -> None:
    offered = {command.id for command in COMMANDS if command.applies(Situation())}
    assert offered == {
        "read-again",
        "show-doctor",
        "clear",
        "show-keys",
        "redraw",
        "mouse",
        "suspend",
        "unfold-message",
        "quit",
    }


async def test_a_user_can_remap_a_command_by_its_id(run: Run, by_hand: Make) -> None:
    async with run(by_hand) as running:
        running.app.set_keymap({"only-differences": "f5"})
        await running.press("f5")
        assert running.view.only_differences


async def test_the_palette_offers_the_commands_and_runs_them(run: Run, by_hand: Make) -> None:
    async with run(by_hand) as running:
        await running.pilot.press("ctrl+p")
        await running.until(lambda: isinstance(running.app.screen, CommandPalette))
        await running.pilot.press(*"only", "space", *"differences")
        await running.until(lambda: "Only differences (d)" in running.text)
        await running.pilot.press("enter", "enter")
        await running.until(lambda: running.view.only_differences)


async def test_the_palette_finds_steps_settings_and_consoles(run: Run, on_aws: Make) -> None:
    async with run(on_aws) as running:
        names = {found.name: found for found in running.main.destinations()}
        assert "2  Domain" in names
        assert any("console" in names[name].about and name.endswith("(3a)") for name in names)
        names["subject (5)"].go()
        await running.pilot.pause()
        assert (running.view.step, running.view.pane) == ("5", "settings")


FOUND = {
    "usage": "Who uses which pool (w)",
    "help": "All keys (?)",
    "retire": "Effects",
    "clipboard": "The doctor (D)",
    "rehearsal": "Rehearse (R)",
    "verdict": "Effects",
    "team": "A team",
    "snapshot": "Snapshot of both pools",
    "export": "Write a report (E)",
    "read-only": "Read-only",
}


async def test_what_has_the_word_that_was_typed_is_found_before_what_has_its_letters(
    run: Run, on_aws: Make
) -> None:
    async with run(on_aws) as running:
        for typed, found in FOUND.items():
            hits = [
                hit
                for provider in (CommandTable(running.main), Destinations(running.main))
                async for hit in provider.search(typed)
                if isinstance(hit, Hit)
            ]
            named = {str(hit.text) for hit in hits if hit.score >= 10}
            assert found in named, typed
            assert min(hit.score for hit in hits if str(hit.text) in named) > max(
                (hit.score for hit in hits if str(hit.text) not in named), default=0
            ), typed


@pytest.mark.parametrize(
    ("typed", "fits", "does_not"),
    [
        ("report", "Write a report (E)", "rainmaker-user-pool-client: refresh token (also)"),
        ("report", "Write a report (E)", "https://oauth-redirect.googleusercontent.com/r/a (4)"),
        ("dmain", "2  Domain", "dark mode in main"),
        ("ac", "App clients", "the domain"),
        ("usr clnt", "rainmaker-user-pool-client (4)", "users only"),
    ],
)
def test_letters_that_are_strewn_over_several_words_find_nothing(
    typed: str, fits: str, does_not: str
) -> None:
    assert _score(Matcher(typed), fits, "") > 0
    assert _score(Matcher(typed), does_not, "") == 0


async def test_ctrl_p_dom_goes_to_the_domain(run: Run, by_hand: Make) -> None:
    async with run(by_hand) as running:
        running.show_step("8b")
        await running.pilot.press("ctrl+p")
        await running.until(lambda: isinstance(running.app.screen, CommandPalette))
        await running.pilot.press(*"dom")
        await running.until(lambda: "2  Domain" in running.text)
        await running.pilot.press("enter", "enter")
        await running.until(lambda: running.view.step == "2")


async def test_a_ticked_step_offers_to_take_the_tick_back(run: Run, by_hand: Make) -> None:
    async with run(by_hand) as running:
        running.show_step("1b")
        running.look(pane="steps")
        await running.pilot.pause()
        assert "Space done" in running.lines[-1]
        await running.press("space")
        assert "Space take back" in running.lines[-1]
        assert "Take the tick back" in {command.title for command in running.main.offered()}


async def test_effects_is_ticked_at_the_end_of_its_text_and_says_so(
    run: Run, on_aws: Callable[..., Walkthrough]
) -> None:
    async with run(on_aws, (80, 24)) as running:
        await running.stand_in(Pane.GUIDE, "effects")
        assert any(line.startswith("▹ ≡ Effects") for line in running.lines)
        await running.press("space")  # nothing of its end is seen yet
        assert any(line.startswith("▹ ≡ Effects") for line in running.lines)
        await running.press("end")
        assert "○ Read as far as here?" in running.text
        assert "Space read" in running.lines[-1]
        await running.press("space")
        assert any(line.startswith("▹ ✓ Effects") for line in running.lines)
        assert "“Effects” is read as far as its mark, and ticked." in running.text
        assert "Can the old pool be retired?" in running.text  # what the page is for from now on
        await running.press("end")
        assert "✓ Read to its end: " in running.text
        await running.press("space")  # takes it back
        assert any(line.startswith("▹ ≡ Effects") for line in running.lines)
        assert "Read to its end" not in running.text


async def test_a_click_on_a_key_of_the_hint_line_presses_it(run: Run, by_hand: Make) -> None:
    async with run(by_hand) as running:
        at = running.lines[-1].index("? keys")
        await running.pilot.click("#hints", offset=(at, 0))
        await running.until(lambda: isinstance(running.app.screen, KeysDialog))


async def test_a_click_on_what_is_next_does_it(run: Run, by_hand: Make) -> None:
    async with run(by_hand, at_next=True) as running:
        await running.until(lambda: not running.main.handlers.doing_next.dead)
        await running.pilot.click("#next", offset=(3, 0))
        await running.until(lambda: isinstance(running.app.screen, TickDialog))


async def test_a_page_scrolls_what_to_do_by_its_height(run: Run, on_aws: Make) -> None:
    async with run(on_aws, (80, 24)) as running:
        running.show_step("1a")
        running.look(pane="guide")
        await running.pilot.pause()
        running.panes.guide.scroll_to(y=0, animate=False)
        height = running.panes.guide.scrollable_content_region.height
        await running.press("pagedown")
        assert running.panes.guide.scroll_offset.y == height - 1
        await running.press("pageup")
        assert running.panes.guide.scroll_offset.y == 0


async def test_the_page_of_keys_opens_and_closes(run: Run, by_hand: Make) -> None:
    async with run(by_hand, (80, 24)) as running:
        await running.press("question_mark")
        assert "The row above" in running.text
        await running.press("pagedown")
        assert "Put the value under the cursor on your clipboard" in running.text
        await running.press("G")
        assert "nothing was asked yet" in running.text
        await running.press("escape")
        assert running.app.screen is running.main


async def test_a_check_that_arrives_while_a_page_opens_is_said_where_there_is_a_line(
    run: Run, by_hand: Make
) -> None:
    async with run(by_hand) as running:
        running.command("show-doctor")  # it is on the stack, and has no widgets yet
        running.main.stage.say_in_passing("Asked 1 of 2.")
        assert running.said == "Asked 1 of 2."
        await running.pilot.pause()
        running.main.stage.say("It came through.", "ok")
        assert "It came through." in running.text
        running.main.stage.say_in_passing("CloudWatch is some minutes behind. " * 5)
        await running.pilot.pause()
        assert "z unfolds it" in running.text
        assert running.said.count("behind") == 5  # all of it is there to be unfolded


def check(running: Running) -> None:
    """What holds whatever was pressed."""
    header = "".join(line.text for line in running.panes.header._lines)
    assert OLD_POOL.id in header
    assert NEW_POOL.id in header
    assert "123456789012" in header
    assert running.view.step in {step.id for step in running.main.steps}
    assert running.panes.of_pane[running.view.pane].display
    assert all(len(line) <= running.app.size.width for line in running.lines)
    settings = running.panes.settings
    if settings.display and settings.rows:
        assert settings.cursor in settings.rows
    assert running.view.row == settings.cursor
    assert running.view.guide_row == running.panes.guide.cursor
    assert running.view.step == running.panes.sidebar.cursor
    pane = running.panes.of_pane[running.view.pane]
    if pane.cursor and running.app.screen is running.main:
        assert cursor_place(pane) is not None, f"{pane.cursor} is not seen"


async def test_after_every_jump_every_hiding_and_every_search_the_cursor_is_seen(
    run: Run, on_aws: Callable[..., Walkthrough]
) -> None:
    async with run(on_aws, (80, 24), at_next=True) as running:
        for key in ("n",) * 12 + ("N",) * 3:
            await running.press(key)
            check(running)
            for _ in range(2):
                await running.press("d")
                check(running)
        for word in ("callback", "region"):
            await running.press("/", *word, "down", "enter")
            assert running.app.screen is running.main
            check(running)


async def test_tab_goes_from_steps_to_settings_to_what_to_do_and_round_on_every_page(
    run: Run, by_hand: Make
) -> None:
    async with run(by_hand, (80, 24)) as running:
        for step in running.main.steps:
            running.show_step(step.id)
            running.look(pane=Pane.STEPS)
            await running.pilot.pause()
            there = [pane for pane in Pane if running.panes.of_pane[pane].display]
            assert there[0] is Pane.STEPS
            assert there[-1] is Pane.GUIDE
            for key, order in (("tab", [*there[1:], there[0]]), ("shift+tab", there[::-1])):
                seen = []
                for _ in there:
                    await running.pilot.press(key)
                    seen.append(running.view.pane)
                    check(running)
                assert seen == order, step.id


async def test_a_page_of_settings_behind_one_without_has_its_first_row_under_the_keys(
    run: Run, on_aws: Callable[..., Walkthrough]
) -> None:
    async with run(on_aws, (80, 24)) as running:
        await running.rest()
        # by way of Effects, which hides the pane; the first End goes to that of the text
        for key in ("left", "left", "end", "end", "up"):
            await running.press(key)
        assert running.view.step == "also"
        assert running.view.row == running.panes.settings.cursor != ""


@settings(
    max_examples=100 if NIGHT else 4,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(st.lists(st.one_of(st.sampled_from(STAYS), st.sampled_from(TYPED)), max_size=40))
async def test_no_keys_whatever_bring_it_down(
    run: Run, on_aws: Callable[..., Walkthrough], keys: list[str]
) -> None:
    async with run(on_aws, (80, 24)) as running:
        for key in keys:
            await running.pilot.press(key)
            await running.pilot.pause()  # what threads brought meanwhile is on the screen
            check(running)
        await running.rest()
        check(running)


async def test_on_80_columns_every_row_says_how_its_value_is_shown_whole(
    run: Run, on_aws: Callable[..., Walkthrough]
) -> None:
    async with run(lambda: on_aws(pairs=((MAIN, NEW_MAIN),)), (80, 24)) as running:
        tried = 0
        for step in running.main.steps:
            await running.stand_in(Pane.SETTINGS, step.id)
            for row in running.panes.settings.rows if running.panes.settings.display else ():
                running.show_step(step.id, row)
                await running.pilot.pause()
                situation = running.main.situation()
                assert "Enter details" in running.lines[-1]
                assert ("m reveal" in running.lines[-1]) == situation.hides_secret
                tried += 1
        assert tried > 0, "no row was there"


@pytest.mark.parametrize(("plain", "sign"), [(False, "▸"), (True, ">")])
async def test_the_chosen_line_of_the_palette_bears_a_sign_and_no_other(
    run: Run, by_hand: Make, plain: bool, sign: str
) -> None:
    async with run(by_hand, plain=plain) as running:
        await running.pilot.press("ctrl+p")
        await running.pilot.pause()
        await running.pilot.pause()

        def chosen() -> list[str]:
            found = [line.strip() for line in running.lines]
            return [line.removeprefix(sign).strip() for line in found if line.startswith(sign)]

        (first,) = chosen()
        await running.pilot.press("down")
        await running.pilot.pause()
        (second,) = chosen()
        await running.pilot.press("up")
        await running.pilot.pause()
        assert chosen() == [first] != [second]

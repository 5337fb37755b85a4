"""What is said to a dialog is read, whenever it is said."""

import re
from collections.abc import Callable
from dataclasses import replace

import pytest
from textual.color import Color
from textual.widgets import Input

from migration.checks.check_verdict import CheckVerdict
from migration.checks.finding import NOT_ASKED
from migration.errors import BadInput
from screens.dialogs.accept import AcceptDialog, Reasoned, Scope
from screens.dialogs.confirm import ConfirmDialog
from screens.dialogs.dialog import POINT_IS_TEXT
from screens.dialogs.evidence import EvidenceDialog, Way
from screens.dialogs.frame import Frame
from screens.dialogs.logo import LogoDialog
from screens.dialogs.skill_fields import SkillFieldsDialog
from screens.dialogs.text_question import TextQuestion
from screens.dialogs.tick import TickDialog
from tests.screens.conftest import ByHand, Run
from tests.screens.every_screen import FINDING, ten_differences
from widgets.commands.situation import Pane
from widgets.panes.message_line import MessageLine
from widgets.text.contrast import TEXT, contrast


async def test_what_is_said_before_a_dialog_is_there_stands_in_it(
    run: Run, by_hand: Callable[..., ByHand]
) -> None:
    async with run(by_hand) as running:
        dialog = TextQuestion("A question")
        dialog.say("Not sent: there is no way to your clipboard.", "warning")
        running.app.push_screen(dialog)
        await running.rest()
        assert "Not sent: there is no way to your clipboard." in running.text


async def test_the_key_of_what_is_next_is_text_in_a_paths_field_and_that_is_said(
    run: Run, by_hand: Callable[..., ByHand]
) -> None:
    async with run(by_hand) as running:
        dialog = LogoDialog(running.walkthrough, "7b")
        running.app.push_screen(dialog)
        await running.rest()
        await running.press("full_stop")
        assert dialog.query_one(Input).value == "."
        assert POINT_IS_TEXT in " ".join(running.text.replace("│", " ").split())
        await running.press("x")
        assert "is taken as text here" not in running.text


async def test_where_there_is_no_field_it_says_where_the_keys_are_and_answers_nothing(
    run: Run, by_hand: Callable[..., ByHand]
) -> None:
    answers: list[bool | None] = []
    async with run(by_hand) as running:
        running.app.push_screen(ConfirmDialog("Write it?", ["a line"], yes="Write"), answers.append)
        await running.rest()
        await running.press("full_stop")
        assert "the last line names its keys" in running.text
        assert answers == []


async def test_while_a_dialog_asks_the_lines_below_offer_no_key_of_the_page(
    run: Run, by_hand: Callable[..., ByHand]
) -> None:
    async with run(by_hand, (80, 24), at_next=True) as running:
        assert ". does it" in running.lines[-2]
        await running.press("space")
        await running.until(lambda: isinstance(running.app.screen, TickDialog))
        await running.rest()
        assert "Next: the box above comes first" in running.lines[-2]
        assert not running.lines[-1].strip()
        await running.press("escape")
        await running.until(lambda: running.app.screen is running.main)
        await running.rest()
        assert ". does it" in running.lines[-2]
        assert "? keys" in running.lines[-1]


async def test_the_palette_says_its_keys_and_offers_none_of_the_page(
    run: Run, by_hand: Callable[..., ByHand]
) -> None:
    async with run(by_hand, (80, 24), settled=True) as running:
        await running.press("ctrl+p")
        assert "Next: choose above" in running.lines[-2]
        assert "does it" not in running.lines[-2]
        assert running.lines[-1].strip() == "↑ ↓ choose · Enter does it · Esc leaves"


@pytest.mark.parametrize("size", [(80, 24), (120, 36)], ids=["80", "120"])
async def test_what_is_next_is_free_and_beside_a_dialog_stands_no_half_line(
    run: Run, by_hand: Callable[..., ByHand], size: tuple[int, int]
) -> None:
    async with run(by_hand, size, settled=True) as running:
        running.app.theme = "poolwalk-dark"
        dialog = ten_differences()
        running.app.push_screen(dialog)
        await running.rest()
        assert "Next: the box above comes first" in running.lines[-2]
        x, y, width, height = dialog.query_one(Frame).region
        for line in running.lines[y : y + height]:
            assert not (line[:x] + line[x + width :]).strip()
        strip = dialog._compositor.render_strips()[size[1] - 2]
        style = next(part.style for part in strip if "comes first" in part.text)
        assert style is not None
        assert style.color is not None
        assert style.bgcolor is not None
        of, on = Color.from_rich_color(style.color), Color.from_rich_color(style.bgcolor)
        assert contrast(of, on) >= TEXT


async def test_the_end_of_a_page_whose_text_is_to_be_read_stays_the_end(
    run: Run, by_hand: Callable[..., ByHand]
) -> None:
    async with run(by_hand, (80, 24), settled=True) as running:
        running.look(step="effects", pane=Pane.GUIDE)
        await running.rest()
        pane, places = running.panes.guide, []
        for _ in range(3):
            await running.press("end")
            places.append(pane.scroll_offset.y)
        assert 0 < places[0] < places[1] == places[2] == pane.max_scroll_y


def refused(_: Reasoned | str) -> str:
    raise BadInput("A reason has at most 500 characters: shorten it.")


@pytest.mark.parametrize(
    "dialog",
    [
        TextQuestion("Why?", keep=refused),
        AcceptDialog("Why?", [Scope("this", ("9",), ("name",))], "", refused),
    ],
    ids=["one line", "why it differs"],
)
async def test_an_answer_that_is_refused_stays_in_its_dialog_which_says_why(
    run: Run, by_hand: Callable[..., ByHand], dialog: TextQuestion | AcceptDialog
) -> None:
    async with run(by_hand, settled=True) as running:
        answers: list[object] = []
        running.app.push_screen(dialog, answers.append)
        await running.rest()
        await running.press("n", "o", "enter")
        assert "A reason has at most 500 characters" in running.text
        assert dialog.query_one(Input).value == "no"
        await running.press("escape")
        assert answers == [None]


async def test_a_reason_says_which_of_its_choices_it_is_for(
    run: Run, by_hand: Callable[..., ByHand]
) -> None:
    scopes = (Scope("all 2", ("a", "b"), ("a", "b")), Scope("this alone", ("a",), ("a",)))
    async with run(by_hand) as running:
        running.app.push_screen(AcceptDialog("Why?", scopes, "A hint.", lambda _: "kept"))
        await running.rest()
        assert "For (choice 1 of 2): all 2" in running.text
        await running.press("tab")
        assert "For (choice 2 of 2): this alone" in running.text


async def test_a_list_of_ticks_that_goes_on_says_how_many_lines_stand_below(
    run: Run, by_hand: Callable[..., ByHand]
) -> None:
    async with run(by_hand, (80, 24)) as running:
        parts = [(f"sub-point {number}", "") for number in range(12)]
        dialog = TickDialog("Done?", lambda *_: "", parts=parts, today="2026-11-22")
        running.app.push_screen(dialog)
        await running.until(lambda: " more below" in running.text)
        await running.rest()
        hidden = [number for number in range(12) if f"sub-point {number}" not in running.text]
        (below,) = re.findall(r"↑ ↓ scroll, (\d+) more below", running.text)
        assert int(below) > len(hidden), "and how one ticks one of them alone"
        await running.press("end")
        await running.until(lambda: " more below" not in running.text)
        assert "sub-point 11" in running.text
        assert "↑ ↓ scroll" in running.text


@pytest.mark.parametrize(("number", "today"), [(5, "2026-11-22"), (6, "")])
async def test_what_is_ticked_stands_in_view_on_a_small_terminal_before_what_is_said_of_it(
    run: Run, by_hand: Callable[..., ByHand], number: int, today: str
) -> None:
    async with run(by_hand, (80, 24)) as running:
        parts = [(f"sub-point {at}", "") for at in range(number)]
        asked = TickDialog(
            "Done?",
            lambda *_: "",
            parts=parts,
            today=today,
            warning="It needs step 2, which is not done: hardly any of this can be done yet.",
            practice="In this made-up company nobody can look, so that it is said to be done.",
            hour=["The hour begins with it. " * 6],
        )
        running.app.push_screen(asked)
        await running.until(lambda: f"Say that all {number} of these" in running.text)
        await running.rest()
        assert all(part in running.text for part, _ in parts)


@pytest.mark.parametrize("passed_by", [False, True])
async def test_enter_ticks_nothing_of_a_list_whose_end_nobody_has_seen(
    run: Run, by_hand: Callable[..., ByHand], passed_by: bool
) -> None:
    kept: list[str] = []

    def keep(note: str, day: str) -> str:
        kept.append(day)
        return "kept"

    async with run(by_hand, (80, 24)) as running:
        parts = [(f"sub-point {at}", "") for at in range(24)]
        dialog = TickDialog(
            "Done?", keep, parts=parts, day="2026-11-20", today="2026-11-22", warning="So. " * 200
        )
        running.app.push_screen(dialog)
        await running.until(lambda: " more below" in running.text)
        if passed_by:
            await running.press("end")
        seen = set[str]()
        for _ in range(20):
            await running.rest()
            seen |= {part for part, _ in parts if f"· {part} " in running.text}
            if "sub-point 23" in running.text:
                break
            await running.press("enter")
            assert kept == []
            assert "Nothing is ticked yet" in running.text
        else:
            pytest.fail("the end of the list never came")
        assert kept == []
        assert len(seen) == 24, "no line of it is leapt over"
        await running.press("home", "enter")
        assert kept == ["2026-11-20"], "it was seen once"


async def test_a_tick_of_several_says_how_to_tick_only_some(
    run: Run, by_hand: Callable[..., ByHand]
) -> None:
    async with run(by_hand) as running:
        parts = [("one", ""), ("two", "")]
        running.app.push_screen(TickDialog("Done?", lambda *_: "", parts=parts))
        await running.rest()
        assert "For one of them alone: Esc, then Space on its own line" in running.text


async def test_what_cannot_be_asked_yet_is_not_offered_to_be_asked_again(
    run: Run, by_hand: Callable[..., ByHand]
) -> None:
    lacks = "the new pool has no domain yet: step 2"
    finding = replace(FINDING, verdict=CheckVerdict.INCONCLUSIVE, sentence=f"{NOT_ASKED}{lacks}")
    answers: list[Way | None] = []
    async with run(by_hand) as running:
        dialog = EvidenceDialog(finding, f"Nothing can be asked yet: {lacks}.", lambda *_: None)
        running.app.push_screen(dialog, answers.append)
        await running.rest()
        assert "v asks again" not in running.text
        await running.press("v")
        assert answers == []
        again = EvidenceDialog(
            replace(finding, sentence="no answer"), "It is asked twice.", lambda *_: None
        )
        running.app.push_screen(again, answers.append)
        await running.rest()
        assert "v asks again" in running.text
        await running.press("v")
        assert answers == [Way.AGAIN]


@pytest.mark.parametrize("size", [(80, 24), (120, 36)], ids=["80", "120"])
async def test_where_hidden_fields_are_entered_it_says_where_to_look_for_them(
    run: Run, by_hand: Callable[..., ByHand], size: tuple[int, int]
) -> None:
    async with run(by_hand, size) as running:
        walkthrough = running.main.opened.walkthrough
        assert walkthrough is not None
        running.app.push_screen(SkillFieldsDialog(walkthrough))
        await running.rest()
        told = " ".join(running.text.replace("│", " ").split())
        assert "Where to look: in the files and scripts" in told
        assert "skipOnEnablement: true or false" in told


async def test_the_key_of_what_is_next_takes_no_line_of_what_is_asked(
    run: Run, by_hand: Callable[..., ByHand]
) -> None:
    async with run(by_hand, (80, 24)) as running:
        lines = [f"line {number}" for number in range(9)]
        dialog = ConfirmDialog("Write it?", lines, yes="Write")
        running.app.push_screen(dialog)
        await running.rest()
        seen = [part.region for part in dialog.query("ScrollingPart")]
        frame = dialog.query_one(Frame).region
        await running.press("full_stop")
        assert "the last line names its keys" in running.text
        assert [part.region for part in dialog.query("ScrollingPart")] == seen
        assert dialog.query_one(Frame).region == frame


@pytest.mark.parametrize("size", [(80, 24), (100, 30)], ids=["80", "100"])
async def test_below_a_dialog_stands_no_rest_of_a_message_that_begins_behind_it(
    run: Run, by_hand: Callable[..., ByHand], size: tuple[int, int]
) -> None:
    async with run(by_hand, size, settled=True) as running:
        running.main.say("It began. " * 12 + "Esc hides this.", "warning")
        await running.rest()
        said, begun = running.main.query_one(MessageLine).region, 0
        for lines in range(4, 20):
            dialog = ConfirmDialog("Write it?", ["a line"] * lines)
            running.app.push_screen(dialog)
            await running.rest()
            bottom = dialog.query_one(Frame).region.bottom
            begun += said.y < bottom < said.bottom
            seen = "Esc hides this." in " ".join(running.lines[bottom : size[1] - 2])
            assert seen == (bottom <= said.y)
            dialog.dismiss(None)
            await running.rest()
        assert begun


@pytest.mark.parametrize("passed_by", [False, True])
async def test_yes_answers_nothing_before_the_end_of_the_text_was_in_view(
    run: Run, by_hand: Callable[..., ByHand], passed_by: bool
) -> None:
    answers: list[bool | None] = []
    async with run(by_hand, (80, 24)) as running:
        lines = [f"Member {at}: a value" for at in range(40)]
        dialog = ConfirmDialog("Send it?", lines, "It cannot be taken back.")
        running.app.push_screen(dialog, answers.append)
        await running.until(lambda: " more below" in running.text)
        if passed_by:
            await running.press("end", "home")
        else:
            while "It cannot be taken back." not in running.text:
                await running.press("y")
                assert answers == []
                assert "Nothing is done yet, the text goes on" in running.text
        await running.press("y")
        assert answers == [True]


async def test_yes_answers_at_once_what_is_in_view_whole(
    run: Run, by_hand: Callable[..., ByHand]
) -> None:
    answers: list[bool | None] = []
    async with run(by_hand, (80, 24)) as running:
        running.app.push_screen(ConfirmDialog("Send it?", ["Member: a value"]), answers.append)
        await running.rest()
        await running.press("y")
        assert answers == [True]


async def test_which_choice_it_is_stands_in_view_at_each_on_a_small_terminal(
    run: Run, by_hand: Callable[..., ByHand]
) -> None:
    scopes = [Scope(f"{at} rows. " + "So. " * 30, ("a",), ("a name",) * 9) for at in range(4)]
    async with run(by_hand, (80, 24)) as running:
        running.app.push_screen(AcceptDialog("Why?", scopes, "A reason. " * 40, lambda _: ""))
        await running.until(lambda: " more below" in running.text)
        for at in range(1, 5):
            assert f"(choice {at} of 4)" in running.text
            await running.press("pagedown", "tab")
            await running.rest()


async def test_on_a_small_terminal_a_box_gives_its_blank_lines_to_what_is_read(
    run: Run, by_hand: Callable[..., ByHand]
) -> None:
    async with run(by_hand, (80, 24)) as running:
        parts = [(f"sub-point {at}", "") for at in range(7)]
        asked = TickDialog(
            "Done?",
            lambda *_: "",
            parts=parts,
            today="2026-11-22",
            happened="Submitted for certification, once all else is approved: the hour begins",
            hour=["The hour begins with it. " * 30],
        )
        running.app.push_screen(asked)
        await running.until(lambda: " more below" in running.text)
        await running.rest()
        assert "sub-point 6" in running.text
        assert "The day of “Submitted for certification”: it is needed" in running.text
        title, first = (
            next(at for at, shown in enumerate(running.lines) if words in shown)
            for words in ("Done?", "Say that all 7")
        )
        assert first == title + 1

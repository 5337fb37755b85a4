"""What a person types reaches what it was typed for; what a terminal says reaches nothing."""

import asyncio
import itertools
from collections.abc import AsyncIterator, Callable
from typing import Any, cast

import pytest
from hypothesis import given
from hypothesis import strategies as st
from textual import events
from textual.app import App
from textual.screen import Screen
from textual.widgets import Input, TextArea

from migration.changes.write_report import WriteReport
from migration.walkthrough import Walkthrough
from screens.dialogs.apple_key import AppleKeyDialog
from screens.dialogs.confirm import ConfirmDialog
from screens.dialogs.line_input import LONGEST_LINE, TOO_LONG
from screens.dialogs.notice import NoticeDialog
from screens.dialogs.search import SearchDialog
from screens.dialogs.single_value import SingleValueScreen
from screens.dialogs.text_question import TextQuestion
from screens.dialogs.tick import TickDialog
from screens.dialogs.undo_list import UndoListDialog
from screens.dialogs.write_report import NextStep, WriteReportDialog
from screens.key_origin import clicked_key
from screens.palette import CommandTable, QuietPalette
from screens.rehearsal.screen import RehearsalScreen
from tests.screens.conftest import Run, Running
from tests.screens.terminal import Terminal, ran, time_of
from tui.terminal.bursts import ASKING_FOR_TEXT, MOVING, NOT_TAKEN
from tui.terminal.keyboard import REST_SECONDS, Keyboard
from tui.terminal.question_keys import (
    READ_SECONDS,
    RUNS_ON_AT_MOST,
    RUNS_ON_SECONDS,
    SPELLS_SECONDS,
    TOO_EARLY,
    QuestionKeys,
)
from widgets.commands.table import ALL
from widgets.panes.text_pane import TextPane

Make = Callable[..., Walkthrough]
KEY = (
    "-----BEGIN PRIVATE KEY-----\nMIGTAgEAMBMGByqGSM49AgEGCCqGSM49AwEHBHkwdwIBAQQg\nq\nA\n"
    "-----END PRIVATE KEY-----\n"
)


async def test_the_second_enter_of_one_read_has_nobody_to_go_to(run: Run, by_hand: Make) -> None:
    async with run(by_hand, settled=True) as running:
        terminal = Terminal(running)
        await terminal.send("/")
        assert isinstance(running.app.screen, SearchDialog)
        await terminal.send("b.example\r\r")
        assert running.app.screen_stack == [running.main]
        assert "b.example" in running.view.row


async def test_what_came_behind_the_key_that_closed_a_dialog_reaches_nothing_and_later_keys_count(
    run: Run, by_hand: Make, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with run(by_hand, settled=True) as running:
        terminal = Terminal(running)
        await terminal.send("/")
        names = ran(running, monkeypatch)
        await terminal.send("Callback\rqaA", "d")
        assert names == ["only-differences"]


OVER_ALL: dict[str, Callable[[Walkthrough], Screen[Any]]] = {
    "field": lambda _: TextQuestion("Why?"),
    "question": lambda _: ConfirmDialog("Create the domain?", ["Domain: acme-users"]),
    "text to paste": AppleKeyDialog,
    "palette": lambda _: QuietPalette(lambda _: None),
    "value alone": lambda _: SingleValueScreen("acme", "the name", lambda _: None),
}


@pytest.mark.parametrize("name", OVER_ALL)
async def test_over_every_dialog_ctrl_z_suspends_ctrl_l_draws_and_ctrl_c_leaves_it(
    run: Run, by_hand: Make, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    async with run(by_hand, settled=True) as running:
        done: list[str] = []
        keys = {key: lambda key=key: done.append(key) for key in ("ctrl+z", "ctrl+l")}
        monkeypatch.setattr(running.app._keyboard, "_everywhere", keys)
        in_front = OVER_ALL[name](running.walkthrough)
        running.app.push_screen(in_front)
        await running.pilot.pause()
        terminal = Terminal(running)
        time_of(running, monkeypatch)(REST_SECONDS)
        await terminal.send("\x1a", "\x0c")
        assert (done, running.app.screen) == (["ctrl+z", "ctrl+l"], in_front)
        await terminal.send("\x03")
        assert running.app.screen_stack == [running.main]


async def test_keys_that_follow_the_one_that_opens_a_dialog_are_typed_into_it(
    run: Run, by_hand: Make
) -> None:
    async with run(by_hand, settled=True) as running:
        await Terminal(running).send("/url")
        assert running.app.screen.query_one(Input).value == "url"


async def test_a_yes_in_the_read_that_opened_the_question_agrees_to_nothing(
    run: Run, by_hand: Make, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with run(by_hand, settled=True) as running:
        question = ConfirmDialog("Create the domain?", ["Domain: acme-users"])
        answers: list[bool | None] = []
        ask = {"apply": lambda: running.app.push_screen(question, answers.append)}
        monkeypatch.setattr(running.main, "of_command", ask)
        passes = time_of(running, monkeypatch)
        terminal = Terminal(running)
        await terminal.send("ay")
        assert (running.app.screen, answers) == (question, [])
        passes(READ_SECONDS)
        await terminal.send("y")
        assert (running.app.screen, answers) == (running.main, [True])


QUESTIONS: dict[str, tuple[Callable[[], Screen[Any]], str]] = {
    "confirm": (lambda: ConfirmDialog("Create the domain?", ["Domain: acme-users"]), "y"),
    "undo list": (lambda: UndoListDialog("Undo", [], {}, {}), "y"),
    "tick": (lambda: TickDialog("Done?", lambda note, day: "kept"), "\r"),
    "write report": (
        lambda: WriteReportDialog(WriteReport(), ways=[NextStep.CONTINUE, NextStep.ROLL_BACK]),
        "c",
    ),
}


@pytest.mark.parametrize("name", QUESTIONS)
async def test_no_question_is_agreed_to_before_it_could_be_read(
    run: Run, by_hand: Make, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    make, yes = QUESTIONS[name]
    async with run(by_hand, settled=True) as running:
        question, answers = make(), list[object]()
        ask = {"apply": lambda: running.app.push_screen(question, answers.append)}
        monkeypatch.setattr(running.main, "of_command", ask)
        passes = time_of(running, monkeypatch)
        terminal = Terminal(running)
        await terminal.send("a")
        for _ in range(3):
            passes(READ_SECONDS / 5)
            await terminal.send(yes)
            assert (running.app.screen, answers) == (question, [])
        assert TOO_EARLY in " ".join(running.lines_of_dialog("#dialog-said").split())
        passes(READ_SECONDS)
        await terminal.send(yes)
        assert running.app.screen is running.main
        assert len(answers) == 1


async def test_a_rehearsal_begins_by_no_key_that_came_before_its_page_could_be_read(
    run: Run, by_hand: Make, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with run(by_hand, settled=True) as running:
        passes = time_of(running, monkeypatch)
        terminal = Terminal(running)
        await terminal.send("R")
        page = running.app.screen
        assert isinstance(page, RehearsalScreen)
        begun: list[str] = []
        page.of_command = {"begin-rehearsal": lambda: begun.append("begun")}
        passes(0.1)
        await terminal.send("y")
        assert begun == []
        assert TOO_EARLY.split(",")[0] in running.text
        passes(READ_SECONDS)
        await terminal.send("y")
        assert begun == ["begun"]


async def test_an_early_no_is_a_no(
    run: Run, by_hand: Make, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with run(by_hand, settled=True) as running:
        question = ConfirmDialog("Create the domain?", ["Domain: acme-users"])
        ask = {"apply": lambda: running.app.push_screen(question)}
        monkeypatch.setattr(running.main, "of_command", ask)
        time_of(running, monkeypatch)
        await Terminal(running).send("a", "n")
        assert running.app.screen is running.main


async def once_read(
    question: Screen[Any], running: Running, monkeypatch: pytest.MonkeyPatch
) -> tuple[Terminal, list[str], Callable[[float], None]]:
    """A question that was read: who types, which commands run then, and what lets time pass."""
    running.app.push_screen(question)
    await running.pilot.pause()
    names = ran(running, monkeypatch)
    passes = time_of(running, monkeypatch)
    passes(READ_SECONDS + REST_SECONDS)
    return Terminal(running), names, passes


@pytest.mark.parametrize("pause", [0.2, 0.7, 1.9])
@pytest.mark.parametrize("word", ["yes\r", "no\r"])
async def test_the_rest_of_a_word_that_answers_a_question_runs_no_command(
    run: Run, by_hand: Make, monkeypatch: pytest.MonkeyPatch, word: str, pause: float
) -> None:
    async with run(by_hand, settled=True) as running:
        question = ConfirmDialog("Create the domain?", ["Domain: acme-users"])
        terminal, names, passes = await once_read(question, running, monkeypatch)
        for letter in word:
            await terminal.send(letter)
            passes(pause)
        assert (running.app.screen, names) == (running.main, [])
        passes(RUNS_ON_SECONDS)
        await terminal.send("d")
        assert names == ["only-differences"]


async def test_the_rest_of_a_way_that_a_report_names_runs_no_command(
    run: Run, by_hand: Make, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with run(by_hand, settled=True) as running:
        told = WriteReportDialog(WriteReport(), ways=[NextStep.CONTINUE])
        terminal, names, passes = await once_read(told, running, monkeypatch)
        for letter in "continue\r":
            await terminal.send(letter)
            passes(1.0)
        assert (running.app.screen, names) == (running.main, [])


async def test_a_key_that_is_not_the_words_next_letter_is_a_command_soon_after_an_answer(
    run: Run, by_hand: Make, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with run(by_hand, settled=True) as running:
        names, terminal = ran(running, monkeypatch), Terminal(running)
        passes = time_of(running, monkeypatch)
        for key in "jndaAu.":
            names.clear()
            running.app.push_screen(ConfirmDialog("Create the domain?", ["Domain: acme-users"]))
            await running.pilot.pause()
            passes(READ_SECONDS + REST_SECONDS)
            await terminal.send("y")
            passes(RUNS_ON_SECONDS)
            await terminal.send(key)
            assert len(names) == 1, key
            await terminal.send("e")
            assert len(names) == 2, key


async def test_the_rest_of_a_word_is_text_in_a_field(
    run: Run, by_hand: Make, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with run(by_hand, settled=True) as running:
        field, question = SearchDialog([]), ConfirmDialog("Create the domain?", [])
        for screen in (field, question):
            running.app.push_screen(screen)
            await running.pilot.pause()
        passes = time_of(running, monkeypatch)
        passes(READ_SECONDS + REST_SECONDS)
        terminal = Terminal(running)
        await terminal.send("y")
        for letter in "espressif":
            passes(0.5)
            await terminal.send(letter)
        assert field.query_one(Input).value == "espressif"


WORDS = frozenset({"es", "elds", "o"})
keys = st.sampled_from([*"esoldxaA\r"])
gaps = st.one_of(st.floats(0.0, 0.5), st.floats(0.0, 5.0))


def answered() -> QuestionKeys:
    question_keys = QuestionKeys()
    question_keys.answered(WORDS, cast("Screen[Any]", object()), [], 100.0)
    return question_keys


def pressed(key: str) -> events.Key:
    return events.Key("enter" if key == "\r" else key, key)


@given(
    st.sampled_from(sorted(WORDS)),
    st.lists(st.floats(0.0, SPELLS_SECONDS, exclude_max=True), min_size=5, max_size=5),
)
def test_however_slowly_a_word_is_spelled_no_letter_of_it_is_a_command(
    rest: str, pauses: list[float]
) -> None:
    question_keys, now = answered(), 100.0
    for key, pause in zip(rest + "\r", pauses, strict=False):
        now += pause * 0.99
        assert question_keys.runs_on(pressed(key), now, types=False), key


@given(st.lists(st.tuples(keys, gaps), max_size=8))
def test_what_is_held_for_the_rest_of_a_word_is_its_next_letter_or_came_at_once(
    typed: list[tuple[str, float]],
) -> None:
    question_keys, now, last = answered(), 100.0, 100.0
    lost, broken = "", False
    for key, pause in typed:
        now += pause
        ends = bool(lost) and key == "\r"
        goes_on = ends or any(rest.startswith(lost + key) for rest in WORDS)
        spells, in_time = goes_on and not broken, now - last < SPELLS_SECONDS
        soon = now - last < RUNS_ON_SECONDS and now - 100.0 < RUNS_ON_AT_MOST
        held = question_keys.runs_on(pressed(key), now, types=False)
        assert held == (soon or (spells and in_time))
        broken = broken or ends or not (spells and in_time)
        lost += key
        last = now if held else last


async def test_a_key_held_down_behind_an_answer_counts_again_after_a_while(
    run: Run, by_hand: Make, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with run(by_hand, settled=True) as running:
        question = ConfirmDialog("Create the domain?", ["Domain: acme-users"])
        terminal, names, passes = await once_read(question, running, monkeypatch)
        await terminal.send("y")
        for _ in range(10):
            passes(RUNS_ON_AT_MOST / 9)
            await terminal.send("j")
        assert names == ["move-down"] * 2


async def test_a_question_stands_whole_on_its_first_paint(run: Run, by_hand: Make) -> None:
    async with run(by_hand, settled=True) as running:
        dialog = ConfirmDialog("Create the domain?", ["Domain: acme-users"])
        whole: list[bool] = []
        painted = running.app._keyboard.painted

        def look(screen: Screen[Any]) -> None:
            if screen is dialog and dialog.query(TextPane):
                whole.append("acme-users" in running.text)
            painted(screen)

        running.app._keyboard.painted = look  # type: ignore[method-assign]
        running.app.push_screen(dialog)
        await running.pilot.pause()
        assert whole
        assert all(whole)


async def test_a_dialog_that_nobody_asked_for_takes_no_key_before_typing_rests(
    run: Run, by_hand: Make, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with run(by_hand, settled=True) as running:
        now = [1000.0]
        monkeypatch.setattr(running.app._keyboard, "_clock", lambda: now[0])
        terminal = Terminal(running)
        await terminal.send("j")
        running.main.stage.ask(NoticeDialog("Something ended by itself."))
        await running.pilot.pause()
        for seconds in (0.1, 0.3, 0.3, 0.4):
            now[0] += seconds
            await terminal.send("\r")
            assert isinstance(running.app.screen, NoticeDialog)
        now[0] += REST_SECONDS
        await terminal.send("\r")
        assert running.app.screen_stack == [running.main]


async def test_of_two_dialogs_that_nobody_asked_for_the_lower_one_waits_for_rest_too(
    run: Run, by_hand: Make, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with run(by_hand, settled=True) as running:
        now = [1000.0]
        monkeypatch.setattr(running.app._keyboard, "_clock", lambda: now[0])
        terminal = Terminal(running)
        below, above = NoticeDialog("One ended."), NoticeDialog("Another one ended.")
        for dialog in (below, above):
            running.main.stage.ask(dialog)
            await running.pilot.pause()
        now[0] += REST_SECONDS
        await terminal.send("\r")
        assert running.app.screen_stack[-1] == below
        now[0] += 0.1
        await terminal.send("\r")
        assert running.app.screen_stack[-1] == below
        now[0] += REST_SECONDS
        await terminal.send("\r")
        assert running.app.screen_stack == [running.main]


async def test_of_several_lines_the_palette_takes_the_first_and_says_so(
    run: Run, by_hand: Make, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with run(by_hand, settled=True) as running:
        names = ran(running, monkeypatch)
        monkeypatch.setattr(running.app._keyboard, "_clock", itertools.count().__next__)
        running.app.action_command_palette()
        await running.pilot.pause()
        await Terminal(running).send("", "\x1b[200~differences\nq\n\x1b[201~")
        assert running.app.screen.query_one(Input).value == "differences"
        assert running.said == "Only one line goes in here: one more line was left out."
        assert names == []


async def test_the_palette_runs_what_was_found_by_all_that_was_typed(
    run: Run, by_hand: Make, monkeypatch: pytest.MonkeyPatch
) -> None:
    open_, search = asyncio.Event(), CommandTable.search

    async def slow(table: CommandTable, query: str) -> AsyncIterator[Any]:
        await open_.wait()
        async for hit in search(table, query):
            yield hit

    monkeypatch.setattr(CommandTable, "search", slow)
    async with run(by_hand, settled=True) as running:
        names = ran(running, monkeypatch)
        terminal = Terminal(running)
        monkeypatch.setattr(running.app._keyboard, "_clock", itertools.count().__next__)
        running.app.action_command_palette()
        await running.pilot.pause()
        open_.set()
        await terminal.send("o")
        open_.clear()
        await terminal.send(*"nly")
        terminal.post("\r")
        for _ in range(50):
            await asyncio.sleep(0)
        assert names == []
        open_.set()
        await running.pilot.pause()
        await terminal.send("")
        assert names == ["only-differences"]


@pytest.mark.parametrize("bracketed", [True, False])
@pytest.mark.parametrize("field", ["#apple-path", "#apple-key-id"])
async def test_a_key_that_is_pasted_is_taken_whole_wherever_it_is_pasted(
    run: Run, by_hand: Make, bracketed: bool, field: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with run(by_hand, settled=True) as running:
        names = ran(running, monkeypatch)
        monkeypatch.setattr(running.app._keyboard, "_clock", itertools.count().__next__)
        running.app.push_screen(AppleKeyDialog(running.walkthrough))
        await running.pilot.pause()
        running.app.screen.query_one(field).focus()
        text = f"\x1b[200~{KEY}\x1b[201~" if bracketed else KEY.replace("\n", "\r")
        await Terminal(running).send("", text)
        taken = running.app.screen.query_one(TextArea).text
        assert taken.split() == KEY.split()
        assert [one.value for one in running.app.screen.query(Input)] == ["", ""]
        assert names == []


async def test_two_short_lines_that_are_pasted_into_a_note_tick_nothing(
    run: Run, by_hand: Make, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with run(by_hand, settled=True) as running:
        passes = time_of(running, monkeypatch)
        question = TickDialog("Done?", lambda note, day: "kept")
        running.app.push_screen(question)
        await running.pilot.pause()
        passes(READ_SECONDS + REST_SECONDS)
        await Terminal(running).send("build 41\rsecond\r")
        assert running.app.screen is question
        assert question.query_one("#note", Input).value == "build 41"
        assert "one more line was left out" in running.text


async def test_of_several_lines_a_field_for_one_takes_the_first_and_says_so(
    run: Run, by_hand: Make, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with run(by_hand, settled=True) as running:
        terminal = Terminal(running)
        await terminal.send("/")
        names = ran(running, monkeypatch)
        await terminal.send("\x1b[200~first\nq\nA\n\x1b[201~")
        assert running.app.screen.query_one(Input).value == "first"
        assert "Only one line goes in here: 2 more lines were left out." in running.text
        assert names == []


@pytest.mark.parametrize("opens", ["/", "\x10"], ids=["field", "palette"])
async def test_a_line_that_no_value_is_as_long_as_is_left_out_whole_and_told(
    run: Run, by_hand: Make, opens: str
) -> None:
    async with run(by_hand, settled=True) as running:
        terminal = Terminal(running)
        await terminal.send(opens, "Goo")
        for paste in ("A" * LONGEST_LINE, "A" * LONGEST_LINE + "\nq"):
            await terminal.send(f"\x1b[200~{paste}\x1b[201~")
            assert running.app.screen.query_one(Input).value == "Goo"
            assert TOO_LONG in " ".join(running.text.split())
        room = "A" * (LONGEST_LINE - len("Goo"))
        await terminal.send(f"\x1b[200~{room}\x1b[201~")
        assert running.app.screen.query_one(Input).value == f"Goo{room}"


async def test_a_paste_among_the_panes_is_no_command(
    run: Run, by_hand: Make, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with run(by_hand, settled=True) as running:
        names = ran(running, monkeypatch)
        await Terminal(running).send(f"\x1b[200~{KEY}\x1b[201~", KEY.replace("\n", "\r"))
        assert names == []


PASTED = (
    "AuthKey_ABC123DEFG.p8",
    "AuthKey_ABC123DEFG.p8\r",
    "arn:aws:cognito-idp:us-east-1:123456789012:userpool/x",
    "us-east-1_NewPool02\r\n",
    "jja!Avx",
    "/a\raA",
    "Vvnn\r",
)


@pytest.mark.parametrize("text", PASTED)
async def test_a_short_paste_without_brackets_is_no_command_and_is_told(
    run: Run, by_hand: Make, monkeypatch: pytest.MonkeyPatch, text: str
) -> None:
    async with run(by_hand, settled=True) as running:
        running.show_step("4")
        names = [] if "/" in text[:1] else ran(running, monkeypatch)
        await Terminal(running).send(text)
        assert set(names) <= MOVING
        assert running.app.screen is running.main
        assert NOT_TAKEN in " ".join(running.text.split()) or text.startswith("/")
        assert running.walkthrough.past_changes.history() == ()


async def test_what_was_said_of_keys_that_were_not_taken_goes_with_one_that_is(
    run: Run, by_hand: Make, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with run(by_hand, settled=True) as running:
        passes = time_of(running, monkeypatch)
        terminal = Terminal(running)
        await terminal.send("R")
        passes(READ_SECONDS)
        await terminal.send("AuthKey_ABC123DEFG.p8")
        assert NOT_TAKEN in " ".join(running.text.split())
        await terminal.send("b")
        assert "Many characters" not in running.text
        assert "Many characters" not in running.said


async def test_the_second_half_of_a_short_paste_is_no_command(
    run: Run, by_hand: Make, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with run(by_hand, settled=True) as running:
        names = ran(running, monkeypatch)
        terminal = Terminal(running)
        terminal.post("AuthK", at=1.0)
        terminal.post("a", at=1.02)
        await terminal.send()
        assert names == []
        await terminal.send("d")
        assert names == ["only-differences"]


async def test_a_short_paste_answers_no_dialog(run: Run, by_hand: Make) -> None:
    async with run(by_hand, settled=True) as running:
        answers: list[bool | None] = []
        question = ConfirmDialog("Create the domain?", ["Domain: acme-users"])
        running.app.push_screen(question, answers.append)
        await running.pilot.pause()
        await Terminal(running).send("", "many-yes\r")
        assert (running.app.screen, answers) == (question, [])


async def test_what_a_slow_line_held_back_of_typing_is_typed(
    run: Run, by_hand: Make, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with run(by_hand, settled=True) as running:
        names, terminal = ran(running, monkeypatch), Terminal(running)
        for typed in ("jjj", "gg", "jjjjjjjj", "kjkjGg", "dd", "nnnn"):
            names.clear()
            await terminal.send(typed)
            assert len(names) == len(typed), typed


async def test_e_a_prefix_and_enter_in_one_read_are_typed(run: Run, on_aws: Make) -> None:
    async with run(on_aws) as running:
        running.show_step("2")
        await Terminal(running).send("jke" + "\x05\x15acme-new\r")
        await running.until(lambda: running.walkthrough.state.record.prefix == "acme-new")


async def test_the_path_of_a_plan_in_one_read_with_its_key_is_typed(
    run: Run, by_hand: Make
) -> None:
    async with run(by_hand, settled=True) as running:
        await Terminal(running).send("Fplan.json\r")
        await running.until(lambda: "plan.json cannot be read" in " ".join(running.text.split()))
        assert running.app.screen.query_one(Input).value == "plan.json"


async def test_text_behind_a_key_that_opened_no_field_is_no_command(
    run: Run, by_hand: Make, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with run(by_hand, settled=True) as running:
        names = ran(running, monkeypatch)
        await Terminal(running).send("eacme-login\r")
        assert names == ["enter-value"]


def test_the_keys_that_a_burst_may_hold_are_commands() -> None:
    assert {command.id for command in ALL} >= MOVING | ASKING_FOR_TEXT


async def test_the_key_that_does_what_is_next_is_not_typed_into_what_it_opened(
    run: Run, by_hand: Make, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with run(by_hand, at_next=True) as running:
        passes = time_of(running, monkeypatch)
        terminal = Terminal(running)
        await running.until(lambda: not running.main.handlers.doing_next.dead)
        terminal.post(".", 1.0)
        await running.until(lambda: isinstance(running.app.screen, TickDialog))
        terminal.post(".", 1.1)
        await running.pilot.pause()
        note = running.app.screen.query_one("#note", Input)
        assert note.value == ""
        passes(REST_SECONDS)
        await terminal.send("build 41")
        assert note.value == "build 41"


async def test_a_key_that_comes_once_the_app_has_no_screen_left_reaches_nothing() -> None:
    given: list[events.Event] = []

    async def forward(event: events.Event) -> None:
        given.append(event)

    keyboard = Keyboard(App[None](), forward, lambda _: None, lambda _: None)
    keyboard.take(clicked_key("a"))
    assert keyboard._task is not None
    await keyboard._task
    assert given == []


def test_a_palette_that_is_not_composed_yet_is_asked_for_its_keys_without_an_error() -> None:
    assert QuietPalette(lambda _: None).check_action("command_list", ("first",))

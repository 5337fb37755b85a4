"""A message goes when it is no longer true, and one that is too long unfolds on a key."""

from collections.abc import Callable
from dataclasses import replace

import pytest

from migration.pools.reading import Role, Unread
from migration.walkthrough import Walkthrough
from screens.dialogs.notice import NoticeDialog
from screens.record.screen import RecordScreen
from tests.screens.conftest import ByHand, Run, reading
from tests.screens.fake_stage import Play
from tests.screens.terminal import Terminal
from widgets.commands.situation import Pane
from widgets.panes.message_line import LINES, MessageLine

Start = Callable[..., Play]
LONG = " ".join(f"word{number}" for number in range(120)) + " end."


@pytest.mark.parametrize(
    ("look", "in_the_step", "in_another"),
    [("", "", ""), ("ok", "Said.", ""), ("warning", "Said.", "Said."), ("error", "Said.", "Said.")],
)
def test_a_remark_goes_with_the_row_a_result_with_the_step_an_error_stays(
    play: Start, look: str, in_the_step: str, in_another: str
) -> None:
    played = play()
    played.stand_on("4")
    first, second = played.handlers.shown.rows()[:2]
    played.stand_on("4", first)
    played.stage.say("Said.", look)
    played.stand_on("4", second)
    assert played.said == in_the_step
    played.stage.say("Said.", look)
    played.stand_on("5")
    assert played.said == in_another


def test_what_was_said_before_the_cursor_was_put_where_it_starts_stays(play: Start) -> None:
    played = play()
    played.views.show(replace(played.view.at_step("1a"), placed=False))
    played.stage.say("It came through.", "ok")
    played.views.show(replace(played.view.at_step("5"), placed=True))
    assert played.said == "It came through."


def test_what_is_under_way_keeps_its_sentence(play: Start) -> None:
    played = play()
    played.views.show(replace(played.view, writing="applying 3 settings"))
    played.stage.say("Applying 3 settings …")
    played.stand_on("5")
    assert played.said == "Applying 3 settings …"


def test_that_something_is_still_read_is_said_for_as_long_as_it_is(play: Start) -> None:
    played = play()
    played.stage.holds.add("reading")
    played.press("read-again", "read-again")
    assert played.said == "Still reading."
    played.stage.release()
    assert played.said == "Both pools were read again: nothing changed."


def test_what_could_not_be_read_is_said_until_it_is_read_again(play: Start) -> None:
    made = reading()
    refused = Unread("ListIdentityProviders", "not allowed", pool=Role.OLD)
    played = play(replace(made, old=replace(made.old, providers=refused)))
    assert "Could not be read" in played.said
    played.stand_on("5")
    assert "Could not be read" in played.said
    played.walkthrough.made = made  # type: ignore[attr-defined]
    played.press("read-again")
    assert played.said.startswith("Both pools were read again: “identity providers” (3a)")


def test_why_a_setting_is_not_applied_is_said_until_it_could_be(play: Start) -> None:
    played = play()
    played.stand_on("2", "2/-/Domain")
    played.press("apply")
    assert played.said.startswith("Not yet: ")
    played.handlers.message_lifetime.state_changed()
    assert played.said.startswith("Not yet: ")
    played.walkthrough.entered.choose_prefix("acme-login-users")
    played.handlers.message_lifetime.state_changed()
    assert played.said == ""


def test_that_differences_alone_are_shown_is_said_until_all_is_shown(play: Start) -> None:
    played = play()
    played.press("only-differences")
    assert played.said == "Only differences are shown."
    played.handlers.searching.show_everything()
    assert played.said == ""


@pytest.mark.parametrize("size", [(80, 24), (120, 36)])
async def test_an_error_covers_nothing_and_z_unfolds_it(
    run: Run, by_hand: Callable[..., Walkthrough], size: tuple[int, int]
) -> None:
    async with run(by_hand, size) as running:
        row = running.view.row
        running.main.say(LONG, "error")
        await running.pilot.pause()
        shown = running.lines[-2 - LINES : -2]
        assert len(running.app.screen_stack) == 1
        assert shown[0].startswith(" ✗ word0 word1")
        assert shown[-1].endswith("…  z unfolds it")
        assert any("▸" in text and row.rpartition("/")[2].lower() in text for text in running.lines)
        await running.pilot.press("z")
        assert isinstance(running.app.screen, NoticeDialog)
        await running.pilot.press("end")
        await running.pilot.pause()
        assert "end." in running.text
        await running.press("escape")
        running.main.say("Short.", "error")
        await running.press("z")  # all of it is seen
        assert "What happened" not in running.text


async def test_of_a_sentence_that_is_cut_the_end_which_says_what_to_do_is_kept(
    run: Run, by_hand: Callable[..., Walkthrough]
) -> None:
    async with run(by_hand, (80, 24)) as running:
        said = f"{' '.join(f'word{n}' for n in range(60))}. 3 app clients: press ! for a month."
        running.main.say(said, "ok")
        await running.pilot.pause()
        shown = running.lines[-2 - (LINES - 1) : -2]
        assert shown[0].startswith(" ✓ word0 word1")
        assert shown[-1].strip() == "… 3 app clients: press ! for a month.  z unfolds it"


async def test_of_what_stands_before_the_end_as_much_is_kept_as_has_room(
    run: Run, by_hand: Callable[..., Walkthrough]
) -> None:
    async with run(by_hand, (80, 24)) as running:
        url = "rainmaker://com.acme.home.of.a.long.name/success"
        rest = "checked again. " * 3
        running.main.say(f"Applied esp-rainmaker-alexa-skill callback URLs {url}: {rest}", "ok")
        await running.pilot.pause()
        shown = running.lines[-2 - (LINES - 1) : -2]
        assert shown[0].startswith(" ✓ Applied esp-rainmaker-alexa-skill callback URLs rainmaker:")
        assert shown[1].strip() == f"… {rest} z unfolds it"


async def test_a_key_in_the_last_sentence_does_not_end_it(
    run: Run, by_hand: Callable[..., Walkthrough]
) -> None:
    async with run(by_hand, (80, 24)) as running:
        running.main.say(f"{LONG} Read it: . did nothing, press it again.", "ok")
        await running.pilot.pause()
        assert (
            running.lines[-3].strip() == "… Read it: . did nothing, press it again.  z unfolds it"
        )


@pytest.mark.parametrize(("look", "lines"), [("ok", LINES - 1), ("warning", LINES)])
async def test_what_went_well_takes_no_line_of_the_steps_on_a_small_screen(
    run: Run, by_hand: Callable[..., Walkthrough], look: str, lines: int
) -> None:
    async with run(by_hand, (80, 24)) as running:
        before = running.lines[: -2 - LINES]
        running.main.say(LONG, look)
        await running.pilot.pause()
        assert running.main.query_one(MessageLine).size.height == lines
        steps = running.panes.sidebar
        assert (len(steps.lines) <= steps.size.height) is (look == "ok")
        if look == "ok":
            assert [text[:25] for text in running.lines[: len(before)]] == [
                text[:25] for text in before
            ]


@pytest.mark.parametrize("sizes", [((80, 24), (80, 36)), ((80, 36), (80, 24))])
async def test_how_many_lines_there_are_is_found_anew_on_a_screen_of_another_height(
    run: Run, by_hand: Callable[..., Walkthrough], sizes: tuple[tuple[int, int], ...]
) -> None:
    lines = {24: LINES - 1, 36: LINES}
    first, second = sizes
    async with run(by_hand, first) as running:
        running.main.say(LONG, "ok")
        await running.pilot.pause()
        line = running.main.query_one(MessageLine)
        assert line.size.height == lines[first[1]]
        await running.pilot.resize_terminal(*second)
        await running.pilot.pause()
        assert line.size.height == lines[second[1]]


async def test_what_is_said_in_passing_keeps_to_one_line_on_another_screen(
    run: Run, by_hand: Callable[..., Walkthrough]
) -> None:
    async with run(by_hand, (120, 36)) as running:
        line = running.main.query_one(MessageLine)
        line.standing.say_in_passing(LONG)
        await running.pilot.resize_terminal(80, 24)
        await running.pilot.pause()
        assert line.size.height == 1


@pytest.mark.parametrize("sizes", [((80, 24), (80, 36)), ((80, 36), (80, 24))])
async def test_a_page_that_covers_the_main_screen_finds_its_lines_anew_too(
    run: Run, by_hand: Callable[..., Walkthrough], sizes: tuple[tuple[int, int], ...]
) -> None:
    lines = {24: LINES - 1, 36: LINES}
    first, second = sizes
    async with run(by_hand, first) as running:
        running.command("show-record")
        await running.until(lambda: isinstance(running.app.screen, RecordScreen))
        page = running.app.screen
        assert isinstance(page, RecordScreen)
        page.say(LONG, "ok")
        await running.pilot.pause()
        line = page.query_one(MessageLine)
        assert line.size.height == lines[first[1]]
        await running.pilot.resize_terminal(*second)
        await running.pilot.pause()
        assert line.size.height == lines[second[1]]


async def test_two_sentences_in_one_line_have_a_stop_between_them(
    run: Run, by_hand: Callable[..., ByHand]
) -> None:
    async with run(by_hand, settled=True) as running:
        stage = running.main.stage
        for said, stands in (("Java reads it so", "Java reads it so. "), ("Read it?", "Read it? ")):
            stage.say(said, "ok")
            stage.remark("The end of it.")
            assert running.said == f"{stands}The end of it."
            stage.drop_remark()
            assert running.said == said
            stage.say_also("Somebody signed in.")
            assert running.said == f"{stands}Somebody signed in."


async def test_what_is_remarked_of_a_key_goes_with_the_next_and_hides_no_error(
    run: Run, by_hand: Callable[..., ByHand]
) -> None:
    async with run(by_hand, (80, 24), settled=True) as running:
        terminal, line = Terminal(running), running.main.query_one(MessageLine)
        running.show_step("4")
        await running.press("g")
        errors = ("AWS refused it.", f"{LONG} Press r to read again.")
        for error in errors:
            running.main.say(error, "error")
            shown = [row.text for row in line.build(80)]
            await terminal.send("y")
            assert next(row.text for row in line.build(80)).startswith(shown[0].rstrip())
            assert ("Press r to read again." in running.text) is (error is errors[1])
            await terminal.send("j")
            assert [row.text for row in line.build(80)] == shown
        running.main.say("Stop 1 of 6: press Tab. " * 8, "ok")
        await terminal.send("y")
        assert running.said == "“y” does nothing here: ? lists all keys."
        await terminal.send("k")
        assert "Stop 1 of 6" in running.said


async def test_a_remark_on_a_page_leaves_what_the_main_screen_says(
    run: Run, by_hand: Callable[..., ByHand]
) -> None:
    async with run(by_hand, (80, 24), settled=True) as running:
        terminal = Terminal(running)
        running.main.say("AWS refused it.", "error")
        await terminal.send("U")
        await running.rest()
        assert isinstance(running.app.screen, RecordScreen)
        page = running.app.screen.query_one(MessageLine)
        for read, remark in (("5", "said"), ("\x1b[F", ""), ("5", "said")):
            await terminal.send(read)
            assert page.text.count("does nothing") == (1 if remark else 0)
        await terminal.send("\x1b")
        await running.rest()
        assert running.said == "AWS refused it."


async def test_what_is_remarked_of_a_key_takes_no_line_of_what_is_read(
    run: Run, on_aws: Callable[..., Walkthrough]
) -> None:
    async with run(on_aws, (80, 24)) as running:
        running.show_step("8a")
        running.look(pane=Pane.GUIDE)
        await running.press("end", "end")
        guide, message = running.panes.guide, running.main.query_one(MessageLine)
        running.main.say(f"{'Something was sent to your terminal. ' * 2}".rstrip(), "ok")
        await running.rest()
        before = guide.size.height, guide.scroll_offset
        for _ in range(3):
            await running.press("pagedown")
            assert message.text.startswith("The end of What to do")
            assert (guide.size.height, guide.scroll_offset) == before
        running.main.stage.remark("A stop of the tour.", makes_room=True)
        await running.rest()
        assert message.text.endswith("terminal. A stop of the tour.")


async def test_a_word_is_not_cut_in_two_where_a_sentence_is(
    run: Run, by_hand: Callable[..., Walkthrough]
) -> None:
    async with run(by_hand, (80, 24)) as running:
        running.main.say(
            f"{'word ' * 13}internationalization {'word ' * 20}is done. Press it again.", "ok"
        )
        await running.pilot.pause()
        first, last = running.lines[-2 - (LINES - 1) : -2]
        assert first.strip() == f"✓ {'word ' * 13}".strip()
        assert last.strip() == "… Press it again.  z unfolds it"


async def test_of_two_sentences_the_true_one_stays_where_the_other_goes(
    run: Run, by_hand: Callable[..., ByHand]
) -> None:
    async with run(by_hand, settled=True) as running:
        stage, holds = running.main.stage, [True]
        line = running.main.query_one(MessageLine)
        stage.say("Done.", "ok")
        stage.say_also("Somebody is writing.", "warning", holds=lambda: holds[0])
        assert (running.said, line.look) == ("Done. Somebody is writing.", "warning")
        holds[0] = False
        stage.drop_untrue()
        assert (running.said, line.look) == ("Done.", "ok")

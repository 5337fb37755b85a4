"""Taking values along: what is copied, which words say so, and how secrets are kept."""

import base64
from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st
from textual.widgets import Input

from migration.deployment.whole_reading import Reading
from migration.secret import MASK, Secret
from migration.walkthrough import Walkthrough
from screens.dialogs.confirm import ConfirmDialog
from screens.dialogs.single_value import SingleValueScreen, parts
from tests.screens.conftest import (
    MAIN,
    NEW_POOL,
    OLD_POOL,
    ByHand,
    Run,
    Running,
    client,
    part,
    reading,
)
from tui.clipboard.clipboard import Sent
from tui.clipboard.road import Road
from tui.clipboard.sequences import osc52
from widgets.commands.situation import Pane
from widgets.text.plain_text import chop, plain_lines

Make = Callable[..., ByHand]
STAYS = "To be added at Google: the entries that are there stay"
LONG = "https://login.example/callback?" + "&".join(
    f"parameter{number}=value{number}" for number in range(60)
)


def copied(running: Running) -> str:
    """What the last OSC 52 sequence carries."""
    sequence = running.app.sequences[-1]
    assert sequence.startswith("\x1b]52;c;")
    return base64.b64decode(sequence.removeprefix("\x1b]52;c;").rstrip("\a")).decode()


async def copy(running: Running) -> None:
    before = len(running.app.sequences)
    await running.press("c")
    await running.until(lambda: len(running.app.sequences) > before and "Sent" in running.said)


def go_to(running: Running, step: str, row: str, column: str = "old") -> None:
    running.show_step(step, row)
    running.look(pane=Pane.SETTINGS, column=column)


async def test_c_sends_the_whole_value_to_the_terminal_and_says_no_more_than_that(
    run: Run, by_hand: Make
) -> None:
    async with run(
        lambda: by_hand(reading({"CallbackURLs": [LONG]}, {"CallbackURLs": []}))
    ) as running:
        go_to(running, "4", running.panes.settings.cursor)
        running.stand_on_row("CallbackURLs")
        await copy(running)
        assert copied(running) == LONG
        assert running.said.startswith("Sent to your terminal")


async def test_h_and_l_choose_the_pool_that_is_copied_from(run: Run, by_hand: Make) -> None:
    async with run(by_hand) as running:
        go_to(running, "4", "fact:" + MAIN + ":client id")
        await copy(running)
        assert copied(running) == "old1"
        await running.press("l")
        await copy(running)
        assert copied(running) == "new1"


async def test_each_value_to_paste_can_be_copied(
    run: Run, on_aws: Callable[..., Walkthrough]
) -> None:
    async with run(on_aws) as running:
        running.show_step("3a")
        while running.view.pane != "guide":
            await running.press("tab")
        while not running.view.guide_row:
            await running.press("down")
        await copy(running)
        assert copied(running).endswith(".apps.googleusercontent.com")


async def test_a_value_that_waits_for_another_step_says_for_which(
    run: Run, on_aws: Callable[..., Walkthrough]
) -> None:
    async with run(on_aws) as running:
        running.show_step("3a")
        while running.view.pane != "guide":
            await running.press("tab")
        await running.press("c")
        assert running.said == "Put the cursor on a value to copy it (↓)."
        while not running.view.guide_row:
            await running.press("down")
        await running.press("down", "down", "c")
        assert "step 2" in running.said
        assert not running.app.sequences


async def test_o_shows_and_copies_the_consoles_address(
    run: Run, on_aws: Callable[..., Walkthrough]
) -> None:
    async with run(on_aws) as running:
        running.show_step("7a")
        await running.press("o")
        await running.until(lambda: bool(running.app.sequences))
        assert copied(running) == running.walkthrough.pages.page("7a").console_url
        await running.until(
            lambda: running.walkthrough.pages.page("7a").console_url in running.said
        )


# --- secrets --------------------------------------------------------------------------------------
def with_secrets() -> Reading:
    return Reading(
        old=part(OLD_POOL, (client("old1", ClientSecret="hunter2-of-the-old-pool"),)),
        new=part(NEW_POOL, (client("new1", ClientSecret="hunter2-of-the-new-pool"),)),
        skills_stack=None,
    )


async def secret_row(running: Running) -> None:
    go_to(running, "4", f"fact:{MAIN}:client secret")
    await running.rest()
    assert MASK in running.text
    assert "hunter2" not in running.text


async def test_a_secret_is_copied_without_being_shown_or_kept(run: Run, by_hand: Make) -> None:
    async with run(lambda: by_hand(with_secrets())) as running:
        await secret_row(running)
        await copy(running)
        assert copied(running) == "hunter2-of-the-old-pool"
        assert "hunter2" not in running.text
        assert running.app.clipboard == ""


async def test_a_secret_is_counted_down_beside_what_is_said_and_taken_back(
    run: Run, by_hand: Make
) -> None:
    async with run(lambda: by_hand(with_secrets()), clipboard_seconds=2) as running:
        await secret_row(running)
        await copy(running)
        assert (
            running.said
            == "Sent to your terminal (OSC 52), for 2 seconds: client secret of the old"
            " pool (→: client secret of the new pool)"
        )
        assert "secret copied,    2 s" in running.text
        await running.until(lambda: "secret copied,    1 s" in running.text)
        await running.until(lambda: running.said == "Your terminal was told to empty its clipboard")
        assert running.app.sequences[1:] == [osc52(" ") + osc52("")]
        assert "secret copied" not in running.text


async def test_another_copy_ends_the_count_and_leaves_nothing_to_take_back(
    run: Run, by_hand: Make
) -> None:
    async with run(lambda: by_hand(with_secrets())) as running:
        await secret_row(running)
        await copy(running)
        assert "secret copied,   60 s" in running.text
        go_to(running, "4", f"fact:{MAIN}:client id")
        await copy(running)
        await running.until(lambda: "secret copied" not in running.text)
        running.app.take_back_secret()
        assert len(running.app.sequences) == 2


async def test_a_value_that_went_nowhere_leaves_the_count_of_the_secret_before_it(
    run: Run, by_hand: Make, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with run(lambda: by_hand(with_secrets()), clipboard="osc52") as running:
        await secret_row(running)
        await copy(running)
        monkeypatch.setattr("tui.clipboard.clipboard.impossible", lambda *_: "no way")
        await running.press("c")
        await running.until(lambda: running.said.startswith("Not copied"))
        assert "secret copied" in running.text
        assert len(running.app.sequences) == 1
        running.app.take_back_secret()
        assert running.app.sequences[1:] == [osc52(" ") + osc52("")]


async def test_what_was_said_meanwhile_stays_when_the_secret_is_taken_back(
    run: Run, by_hand: Make
) -> None:
    async with run(lambda: by_hand(with_secrets()), clipboard_seconds=1) as running:
        await secret_row(running)
        await copy(running)
        running.main.say("Something else.", "error")
        assert "secret copied,    1 s" in running.text
        await running.until(lambda: len(running.app.sequences) == 2)
        await running.until(lambda: "secret copied" not in running.text)
        assert running.said == "Something else."


async def test_zero_seconds_leave_a_secret_where_it_is(run: Run, by_hand: Make) -> None:
    async with run(lambda: by_hand(with_secrets()), clipboard_seconds=0) as running:
        await secret_row(running)
        await copy(running)
        assert "seconds" not in running.said
        running.app.take_back_secret()
        assert len(running.app.sequences) == 1


async def test_at_the_end_a_secret_is_taken_back(run: Run, by_hand: Make) -> None:
    async with run(lambda: by_hand(with_secrets())) as running:
        await secret_row(running)
        await copy(running)
        running.app.take_back_secret()
        assert running.app.sequences[1:] == [osc52(" ") + osc52("")]


async def test_what_is_selected_in_a_field_goes_the_same_way_and_the_app_keeps_no_copy(
    run: Run, by_hand: Make
) -> None:
    async with run(by_hand) as running:
        await running.press("slash", *"abc")
        await running.press("shift+home", "ctrl+c")
        await running.until(lambda: bool(running.app.sequences))
        assert copied(running) == "abc"
        assert running.app.clipboard == ""


@pytest.mark.parametrize("text", ["abc\x1b[201~\rrm", "abc\u2028d", "ab\x00c"])
async def test_what_a_shell_would_obey_is_not_copied_from_a_field_either(
    run: Run, by_hand: Make, text: str
) -> None:
    async with run(by_hand) as running:
        await running.press("slash")
        field = running.app.screen.query_one(Input)
        field.value = text
        await running.press("shift+home", "ctrl+c")
        await running.until(lambda: "Not copied: what you selected holds" in running.text)
        assert running.app.sequences == []


async def test_m_reveals_one_secret_until_the_cursor_moves(run: Run, by_hand: Make) -> None:
    async with run(lambda: by_hand(with_secrets())) as running:
        await secret_row(running)
        await running.press("m")
        assert "hunter2-of-the-old-pool" in running.text
        await running.press("up")
        assert "hunter2" not in running.text


async def test_a_revealed_secret_hides_again_by_itself(
    run: Run, by_hand: Make, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with run(lambda: by_hand(with_secrets())) as running:
        await secret_row(running)
        await running.press("m")
        assert "hunter2" in running.text  # for half a minute: looking at it is in no hurry
        await running.press("m")
        monkeypatch.setattr("screens.walkthrough.revealing.HIDES_AFTER", 0.2)
        await running.press("m")
        await running.until(lambda: not running.view.revealed)
        assert "hunter2" not in running.text


async def test_details_cover_a_secret_until_m(run: Run, by_hand: Make) -> None:
    async with run(lambda: by_hand(with_secrets())) as running:
        await secret_row(running)
        await running.press("enter")
        assert "hunter2" not in running.text
        await running.press("m")
        assert "hunter2-of-the-old-pool" in running.text
        assert "hunter2-of-the-new-pool" not in running.text
        await running.press("tab")
        assert "hunter2" not in running.text


# --- a value alone on the screen ------------------------------------------------------------------
async def test_a_value_is_shown_alone_and_unbroken_where_it_cannot_be_sent(
    run: Run, by_hand: Make
) -> None:
    made = reading({"CallbackURLs": [LONG[:900]]}, {"CallbackURLs": []})
    async with run(lambda: by_hand(made), (80, 24), clipboard="show") as running:
        go_to(running, "4", running.panes.settings.cursor)
        running.stand_on_row("CallbackURLs")
        await running.pilot.pause()
        before = running.text
        await running.press("c")
        await running.until(
            lambda: any(LONG[:900] in sequence for sequence in running.app.sequences)
        )
        assert isinstance(running.app.screen, SingleValueScreen)
        assert not running.text.strip()
        await running.press("enter")
        await running.until(lambda: running.app.screen is running.main)
        assert running.said.startswith("Shown: ")
        running.main.say("")
        await running.pilot.pause()
        assert running.text == before


async def test_a_secret_fills_the_screen_after_a_yes_alone_and_hides_again_by_itself(
    run: Run, by_hand: Make
) -> None:
    async with run(
        lambda: by_hand(with_secrets()), clipboard="show", clipboard_seconds=1
    ) as running:
        await secret_row(running)
        await running.press("c")
        await running.until(lambda: isinstance(running.app.screen, ConfirmDialog))
        await running.press("n")
        await running.press("c")
        await running.until(lambda: isinstance(running.app.screen, ConfirmDialog))
        assert not any("hunter2" in sequence for sequence in running.app.sequences)
        await running.press("y")
        await running.until(
            lambda: any("hunter2-of-the-old-pool" in sequence for sequence in running.app.sequences)
        )
        await running.until(lambda: running.app.screen is running.main)
        assert "secret copied" not in running.text


async def test_a_value_longer_than_the_screen_is_shown_in_parts(run: Run, by_hand: Make) -> None:
    made = reading({"CallbackURLs": [LONG]}, {"CallbackURLs": []})
    async with run(lambda: by_hand(made), (60, 20), clipboard="show") as running:
        go_to(running, "4", running.panes.settings.cursor)
        running.stand_on_row("CallbackURLs")
        await running.press("c")
        await running.until(
            lambda: any("part 1 of 2" in sequence for sequence in running.app.sequences)
        )
        await running.pilot.press("pagedown")
        assert "part 2 of 2" in running.app.sequences[-1]
        first, second = (
            sequence.partition("\x1b[H")[2].partition("\r\n\r\n")[2].partition("\x1b[18;1H")[0]
            for sequence in running.app.sequences[-2:]
        )
        assert first + second == LONG


@given(st.text(max_size=400), st.integers(2, 90), st.integers(1, 30))
def test_parts_hold_every_line_whole_and_fill_no_more_than_the_screen(
    text: str, width: int, rows: int
) -> None:
    shown = parts(text, width, rows)
    assert "".join(shown).replace("\r\n", "") == "".join(plain_lines(text))
    assert all(sum(len(chop(line, width)) for line in part.split("\r\n")) <= rows for part in shown)


# --- whole values ---------------------------------------------------------------------------------
async def test_enter_shows_a_long_value_whole(run: Run, by_hand: Make) -> None:
    async with run(
        lambda: by_hand(reading({"CallbackURLs": [LONG]}, {"CallbackURLs": []})), (80, 24)
    ) as running:
        row = next(s.id for s in running.walkthrough.pages.settings() if s.item == LONG)
        go_to(running, "4", row)
        await running.press("enter")
        seen = ""
        for _ in range(40):
            seen += "".join(
                line.partition("│")[2].rpartition("│")[0].strip() for line in running.lines
            )
            await running.pilot.press("down")
        assert "parameter59=value59" in seen
        assert "parameter30=value30" in seen.replace("\n", "")


async def test_the_dialog_copies_the_value_that_tab_chose(run: Run, by_hand: Make) -> None:
    async with run(by_hand) as running:
        go_to(running, "4", f"fact:{MAIN}:client id")
        await running.press("enter", "tab")
        before = len(running.app.sequences)
        await running.pilot.press("c")
        await running.until(lambda: len(running.app.sequences) > before)
        assert copied(running) == "new1"
        await running.until(lambda: "Sent to your terminal" in running.text)


NASTY = [
    "https://a.example/[bold red]markup[/]",
    "https://a.example/\x1b]52;c;ZXZpbA==\x07control",
    "https://a.example/\u202egnp.exe\u2066",
    "https://a.example/שלום/مرحبا",
    "https://a.example/" + "世界" * 200,
    "https://a.example/e\u0301\u0301\u0301",
]


@pytest.mark.parametrize("size", [(80, 24), (120, 36)])
async def test_what_aws_answers_is_text_and_nothing_else(
    run: Run, by_hand: Make, size: tuple[int, int]
) -> None:
    async with run(
        lambda: by_hand(reading({"CallbackURLs": NASTY}, {"CallbackURLs": []})), size
    ) as running:
        running.show_step("4")
        await running.rest()
        for row in running.panes.settings.rows:
            running.stand_on_row(row)
            await running.pilot.pause()
            assert all(character.isprintable() for line in running.lines for character in line)
        assert "[/]" in "".join(line.text for line in running.panes.settings.lines)
        await running.press("enter")
        assert all(character.isprintable() for line in running.lines for character in line)


# --- all values of a step -------------------------------------------------------------------------
async def test_capital_c_copies_all_values_as_lines_of_their_file(
    run: Run, on_aws: Callable[..., Walkthrough]
) -> None:
    pairs = ((MAIN, "rainmaker-new-pool-client"),)
    async with run(lambda: on_aws(pairs=pairs)) as running:
        running.walkthrough.entered.choose_prefix("acme-signin")
        running.walkthrough.applier.apply(running.walkthrough.pages.to_apply("2"))
        running.show_step("8a")
        await running.press("C")
        await running.until(lambda: "Sent" in running.said)
        assert "authUrl=https\\://acme-signin.auth.us-east-1.amazoncognito.com/oauth2\n" in copied(
            running
        )
        assert copied(running).startswith("userPool=2\n")


async def test_capital_c_copies_nothing_while_one_value_is_lacking(
    run: Run, on_aws: Callable[..., Walkthrough]
) -> None:
    async with run(on_aws) as running:
        running.show_step("8b")
        await running.press("C")
        assert running.said.startswith("Nothing was copied: ")
        assert "need step 2 and" in running.said
        assert not running.app.sequences


async def test_capital_c_in_a_step_without_values_says_so(run: Run, by_hand: Make) -> None:
    async with run(by_hand) as running:
        running.show_step("1a")
        await running.press("C")
        assert running.said == "This step has no values to copy."
        assert not running.app.sequences


@pytest.mark.parametrize(("answer", "arrives"), [("n", False), ("escape", False), ("y", True)])
async def test_a_secret_that_nobody_would_have_shown_was_not_copied(
    run: Run, by_hand: Make, answer: str, arrives: bool
) -> None:
    async with run(by_hand) as running:
        arrived: list[str] = []
        running.app._terminal.clipboard._sent(
            Sent(Road.SHOW, "Shown"), Secret("s3cret"), "secret", True, lambda: arrived.append("!")
        )
        await running.pilot.pause()
        assert arrived == []
        await running.pilot.press(answer)
        assert bool(arrived) is arrives
        if arrives:
            running.app.screen.dismiss(None)


@pytest.mark.parametrize(("columns", "warned"), [(80, ""), (160, f". {STAYS}")], ids=["80", "160"])
async def test_of_a_value_that_was_shown_no_half_of_its_warning_is_said(
    run: Run, by_hand: Make, columns: int, warned: str
) -> None:
    async with run(by_hand, (columns, 24)) as running:
        name = f"Authorized JavaScript origins. {STAYS}"
        running.app._terminal.clipboard._sent(
            Sent(Road.SHOW, "Shown"), Secret("https://acme.example"), name, False, lambda: None
        )
        await running.until(lambda: isinstance(running.app.screen, SingleValueScreen))
        await running.press("enter")
        await running.until(lambda: running.app.screen is running.main)
        assert running.said == f"Shown: Authorized JavaScript origins{warned}"

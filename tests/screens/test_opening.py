"""The first paint, and what the panes say until everything is there."""

import threading
from collections.abc import Callable
from threading import Event

import pytest

from migration.errors import NoCredentials, PoolNotFound
from migration.guide.step import Step
from migration.pools.reading import Deployment
from migration.walkthrough import Walkthrough
from tests.practice_aws import HUNG, PracticeAws
from tests.screens.conftest import NEW_POOL, OLD_POOL, ByHand, Run
from widgets.text.themes import first_theme

Make = Callable[..., ByHand]


async def test_the_first_paint_names_every_step_before_anything_is_opened(
    run: Run, by_hand: Make, steps: tuple[Step, ...]
) -> None:
    held = threading.Event()

    def open_later() -> Walkthrough:
        held.wait(HUNG)
        return by_hand()

    async with run(open_later, settled=False) as running:
        await running.pilot.pause()
        for step in steps:
            assert step.title in running.text
        assert "logging in to AWS" in running.text
        assert running.main.opened.walkthrough is None
        held.set()
        await running.until(lambda: running.main.opened.walkthrough is not None)


@pytest.mark.parametrize("size", [(60, 16), (80, 24), (100, 30), (120, 36), (200, 60)])
async def test_account_region_person_pools_and_mode_are_on_screen_at_every_size(
    run: Run, by_hand: Make, size: tuple[int, int]
) -> None:
    async with run(by_hand, size) as running:
        top = "\n".join(running.lines[:3])
        for shown in (
            "123456789012",
            "us-east-1",
            "Admins/alice",
            OLD_POOL.id,
            OLD_POOL.name,
            NEW_POOL.id,
            NEW_POOL.name,
        ):
            # Where there is little room a name is cut, never the id that tells the pools apart.
            assert shown in top or (size[0] < 80 and shown in {OLD_POOL.name, NEW_POOL.name})
        assert "read-write" in top


async def test_read_only_shows(run: Run, by_hand: Make) -> None:
    async with run(lambda: by_hand(read_only=True), (80, 24)) as running:
        assert "READ-ONLY" in running.lines[2]


async def test_an_endpoint_that_is_not_awss_shows(
    run: Run, on_aws: Callable[..., Walkthrough], practice_aws: PracticeAws
) -> None:
    async with run(on_aws, (80, 24)) as running:
        assert practice_aws.endpoint.removeprefix("http://") in running.lines[0]


async def test_what_keeps_it_from_opening_is_said_whole_and_r_tries_again(
    run: Run, by_hand: Make
) -> None:
    sentence = (
        "Nobody is logged in here: run aws sso login --profile acme in another terminal, and then"
        " come back to this one."
    )
    attempts = []

    class LoggedOut(ByHand):
        def connect(
            self, ask_mfa_code: Callable[[str], str] | None = None, stopped: Event | None = None
        ) -> Deployment:
            attempts.append(1)
            if len(attempts) == 1:
                raise NoCredentials(sentence)
            return super().connect(ask_mfa_code, stopped)

    def open_walkthrough() -> Walkthrough:
        made = by_hand()
        return LoggedOut(made.state.request, made.state.steps, made.made)

    async with run(open_walkthrough, (80, 24), settled=False) as running:
        await running.until(lambda: running.view.failed)
        shown = " ".join(line.partition("▕")[2].strip(" ▕▸") for line in running.lines)
        assert sentence in " ".join(shown.split())
        assert "logging in to AWS" not in running.text
        assert "not logged in" in running.text
        await running.pilot.press("r")
        await running.until(lambda: running.main.opened.walkthrough is not None)
        assert NEW_POOL.id in running.text


async def test_settings_that_do_not_hold_up_are_said_in_place(run: Run) -> None:
    def refuse() -> Walkthrough:
        raise PoolNotFound("No pool is called “typo”.")

    async with run(refuse, settled=False) as running:
        await running.until(lambda: running.view.failed)
        assert "No pool is called “typo”." in running.text


async def test_a_role_that_wants_an_mfa_code_is_asked_for_in_a_dialog(
    run: Run, by_hand: Make
) -> None:
    given = []

    class Guarded(ByHand):
        def connect(
            self, ask_mfa_code: Callable[[str], str] | None = None, stopped: Event | None = None
        ) -> Deployment:
            assert ask_mfa_code is not None
            given.append(ask_mfa_code("arn:aws:iam::123456789012:mfa/alice"))
            return super().connect()

    def open_walkthrough() -> Walkthrough:
        made = by_hand()
        return Guarded(made.state.request, made.state.steps, made.made)

    async with run(open_walkthrough, settled=False) as running:
        await running.until(lambda: len(running.app.screen_stack) == 2)
        assert "mfa/alice" in running.text
        await running.pilot.press(*"123456", "enter")
        await running.until(lambda: running.main.opened.walkthrough is not None)
        assert given == ["123456"]


async def test_a_refused_call_is_shown_as_unread_and_blanks_no_other_pane(
    run: Run, on_aws: Callable[..., Walkthrough], practice_aws: PracticeAws
) -> None:
    practice_aws.faults({"kind": "access_denied", "operation": "ListIdentityProviders"})
    async with run(on_aws, (120, 36)) as running:
        assert running.said.startswith(
            "Could not be read: ListIdentityProviders of the old pool, ListIdentityProviders of"
            " the new"
        )
        running.show_step("3a")
        await running.rest()
        assert "? identity provide" in running.text
        assert "does not allow ListIdentityProviders" in running.text
        running.show_step("5")
        await running.rest()
        assert "subject" in running.text


@pytest.mark.parametrize("size", [(80, 24), (120, 36)])
async def test_the_cursor_starts_at_what_is_next_and_the_line_says_its_key(
    run: Run, on_aws: Callable[..., Walkthrough], size: tuple[int, int]
) -> None:
    async with run(on_aws, size, at_next=True) as running:
        assert running.view.step == "1a"
        assert "The guide names no version" in running.text
        assert "Next: tick Backend once “What to do” is done (1a)" in running.text
        assert "Space or . does it" in running.text
        await running.press("end")
        assert "▸ ○ Every stack says UPDATE_COMPLETE" in running.text
        assert "Next: tick Backend once “What to do” is done (1a)" in running.text
        assert "Space or . does it" not in running.text


async def test_the_next_start_continues_where_one_was(run: Run, by_hand: Make) -> None:
    async with run(by_hand) as running:
        running.show_step("5")
        running.main.handlers.leaving.leave()
        await running.until(lambda: not running.app.is_running or running.app._exit)
    async with run(by_hand) as running:
        assert running.view.step == "5"


async def test_a_mistake_of_its_own_while_reading_is_a_sentence_too(
    run: Run, by_hand: Make, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(*_: object, **__: object) -> None:
        raise KeyError("hunter2")

    def open_walkthrough() -> Walkthrough:
        made: Walkthrough = by_hand()
        monkeypatch.setattr(made.reader, "read", broken)
        return made

    async with run(open_walkthrough) as running:
        assert "A mistake in Poolwalk itself while reading (KeyError)" in running.said
        assert "hunter2" not in running.text


@pytest.mark.parametrize(
    ("wish", "background", "few_colours", "theme"),
    [
        ("", "", False, "poolwalk-dark"),
        ("", "0;15", False, "poolwalk-light"),
        ("dark", "0;15", False, "poolwalk-dark"),
        ("light", "", True, "ansi-light"),
        ("", "15;0", True, "ansi-dark"),
        ("terminal", "", False, "ansi-dark"),
        ("terminal", "0;15", False, "ansi-light"),
        ("nord", "0;15", False, "nord"),
        ("solarized-light", "", True, "ansi-light"),
    ],
)
def test_the_theme_goes_by_the_wish_then_by_the_terminal(
    wish: str, background: str, few_colours: bool, theme: str
) -> None:
    assert first_theme(wish, {"COLORFGBG": background}, few_colours=few_colours) == theme

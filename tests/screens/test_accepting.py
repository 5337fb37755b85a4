"""`x` on a row of "Also differs" accepts the difference with a reason; space withdraws that."""

from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Any

import pytest
from textual.widgets import Input

from migration.compare.setting_state import SettingState
from migration.errors import StateUnusable
from migration.guide.step import Step
from migration.journal.entries import Entry, EntryKind
from migration.walkthrough import Walkthrough
from screens.dialogs.accept import AcceptDialog, Reasoned, Scope
from tests.practice_aws import PracticeAws
from tests.screens.conftest import Run, Running
from tests.screens.fake_stage import Play
from tests.screens.test_writing import stand_on, state
from tests.walkthroughs import walk

Make = Callable[..., Walkthrough]
LOST = "also/-/AdminCreateUserConfig.InviteMessageTemplate.EmailSubject"


async def accept(running: Running, reason: str) -> None:
    await running.press("x")
    dialog = running.app.screen
    assert isinstance(dialog, AcceptDialog)
    dialog.query_one(Input).value = reason
    await running.press("enter")


async def asked_why(running: Running) -> AcceptDialog:
    await stand_on(running, "also", LOST)
    await running.press("x")
    dialog = running.app.screen
    assert isinstance(dialog, AcceptDialog)
    return dialog


async def test_x_on_a_difference_asks_why_keeps_it_and_goes_on(run: Run, on_aws: Make) -> None:
    async with run(on_aws) as running:
        await stand_on(running, "also", LOST)
        await accept(running, "nobody is invited any more")
        assert state(running, LOST) is SettingState.EXPECTED
        assert (
            running.said
            == "“subject, invite message template” is accepted until one of its values changes."
            " Space on its row takes it back."
        )
        assert running.panes.settings.cursor != LOST
        assert running.walkthrough.reasons.accepted(LOST)


async def test_space_on_an_accepted_row_takes_it_back(run: Run, on_aws: Make) -> None:
    async with run(on_aws) as running:
        await stand_on(running, "also", LOST)
        await accept(running, "nobody is invited any more")
        await stand_on(running, "also", LOST)
        await running.press("space")
        assert state(running, LOST) is SettingState.MISSING
        assert running.said == "“subject, invite message template” is not accepted any more."


async def test_the_row_says_where_it_is_changed_and_a_writes_nothing(
    run: Run, on_aws: Make
) -> None:
    async with run(on_aws) as running:
        await stand_on(running, "also", LOST)
        await running.press("a")
        assert running.said.startswith(
            "Poolwalk does not write this: Cognito console, Message templates"
        )
        assert state(running, LOST) is SettingState.MISSING


async def test_x_on_a_row_that_does_not_differ_asks_nothing(run: Run, on_aws: Make) -> None:
    async with run(on_aws) as running:
        running.show_step("also")
        await running.press("d")  # what asks for nothing is hidden there at first
        await stand_on(running, "also", "also/-/Name")
        await running.press("x")
        assert "This row needs no reason" in running.said


async def test_x_elsewhere_still_speaks_of_the_step(run: Run, on_aws: Make) -> None:
    async with run(on_aws) as running:
        await stand_on(
            running, "4", next(id_ for step, id_ in running.differences() if step == "4")
        )
        await running.press("x")
        assert "Why does step 4, App clients, not apply here?" in running.text


async def test_accepting_the_last_row_stays_in_the_step(run: Run, on_aws: Make) -> None:
    async with run(on_aws) as running:
        rows = [row for step, row in running.differences() if step == "also"]
        await stand_on(running, "also", rows[-1])
        await running.press("x", *"right", "enter")
        assert running.view.step == "also"
        assert running.panes.settings.cursor == rows[-2]


async def test_after_the_last_one_of_a_step_that_page_stays_whatever_is_next_of_all(
    run: Run, on_aws: Make
) -> None:
    async with run(on_aws) as running:
        await running.until(lambda: bool(running.walkthrough.state.read_at))
        rows = [row for step, row in running.differences() if step == "9"]
        assert len(rows) == 2
        await stand_on(running, "9", rows[0])
        await accept(running, "it goes in March")
        assert running.view.row == rows[1]
        await accept(running, "it goes in March")
        assert running.view.step == "9"


def test_what_rests_on_the_old_pool_is_asked_why_it_may_break(
    practice_aws: PracticeAws, tmp_path: Path, steps: tuple[Step, ...]
) -> None:
    walked = walk(practice_aws, tmp_path)
    played = Play(lambda: walked, steps).begin()
    rows = [setting.id for setting in walked.pages.settings() if setting.step == "9"]
    played.stand_on("9", next(row for row in rows if "installer" in row))
    played.press("not-applicable")
    assert played.stage.title().endswith("breaks when the old pool goes: why may it?")
    walked.close()


async def test_what_is_accepted_is_listed_with_what_both_pools_hold_and_what_that_means(
    run: Run, on_aws: Make
) -> None:
    async with run(on_aws) as running:
        dialog = await asked_why(running)
        assert "in the old pool, — in the new one" in " ".join(dialog._scopes[0].names)
        assert "Accepting changes nothing at AWS" in running.text
        assert "Your reason" in running.text


async def test_what_had_better_be_changed_stands_first_and_is_counted_before_all_are_accepted(
    run: Run, on_aws: Make
) -> None:
    async with run(on_aws) as running:
        dialog = await asked_why(running)
        advised, every = dialog._scopes[-1], dialog._scopes[-2]  # what is safe is asked for first
        assert all(advice.startswith("Accept it") for advice in advised.advice)
        change = [advice.startswith("Change it") for advice in every.advice]
        assert change == sorted(change, reverse=True) != [True] * len(change)
        assert f"recommends to change the first {sum(change)} at AWS" in every.what


async def test_what_was_wrong_is_not_said_of_other_rows(run: Run, on_aws: Make) -> None:
    async with run(on_aws) as running:
        await asked_why(running)
        await running.press("enter")
        assert "Type a reason first" in running.text
        await running.press("tab")
        assert "Type a reason first" not in running.text


def test_where_one_of_several_could_not_be_kept_the_same_answer_goes_on_with_the_rest(
    practice_aws: PracticeAws,
    tmp_path: Path,
    steps: tuple[Step, ...],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    walked = walk(practice_aws, tmp_path)
    played = Play(lambda: walked, steps).begin()
    rows = tuple(row for step, row in played.handlers.shown.differences() if step == "also")[:3]
    played.stand_on("also", rows[0])
    played.press("not-applicable")
    note, asked = walked.logbook.note, list[str]()

    def full_at_the_second(kind: EntryKind, step: str, body: Mapping[str, Any]) -> Entry:
        asked.append(body["setting"])
        if len(asked) == 2:
            raise StateUnusable("The disk is full: make room, then press Enter again.")
        return note(kind, step, body)

    monkeypatch.setattr(walked.logbook, "note", full_at_the_second)
    played.stage.answer(Reasoned("meant so", rows))
    assert played.stage.refused == [
        "The disk is full: make room, then press Enter again."
        " Accepted: 1 of 3; answer again for the rest."
    ]
    played.stage.answer(Reasoned("meant so", rows))
    assert all(map(walked.reasons.accepted, rows))
    assert asked == [rows[0], rows[1], rows[1], rows[2]]
    assert played.said.startswith("3 differences are accepted")
    walked.close()


@pytest.fixture
def among_wrappers(
    practice_aws: PracticeAws, tmp_path: Path, steps: tuple[Step, ...]
) -> Iterator[Play]:
    """In step 3c stand GitHub with a second app, and two with wrappers that nobody accepted."""
    details = {
        "client_id": "first",
        "client_secret": "the first secret",
        "attributes_request_method": "GET",
        "authorize_scopes": "openid",
        "oidc_issuer": "https://first.example",
    }
    second = {"client_id": "second", "client_secret": "the second secret"}
    stranger = {**details, "oidc_issuer": "https://stranger.example"}
    for name, new in (
        ("GitHub", {**details, **second}),
        ("Okta", {**details, **second}),
        ("Phish", stranger),
    ):
        for pool, held in (("old", details), ("new", new)):
            document = {"ProviderType": "OIDC", "ProviderDetails": held}
            known = pool == "old" and name == "GitHub"
            more = {} if known else {"create": True}
            practice_aws.change(pool=pool, provider=name, set=document, **more)
    walked = walk(practice_aws, tmp_path)
    yield Play(lambda: walked, steps).begin()
    walked.close()


def choices_in(played: Play) -> list[Scope]:
    dialog = played.stage.dialogs[-1][0]
    assert isinstance(dialog, AcceptDialog)
    return list(dialog._scopes)


APP_OF_GITHUB = ("3c/-/GitHub/client_id", "3c/-/GitHub/client_secret")


def test_one_reason_is_offered_for_one_second_app_at_most(among_wrappers: Play) -> None:
    among_wrappers.stand_on("3c", APP_OF_GITHUB[0])
    among_wrappers.handlers.accepting.ask_for(APP_OF_GITHUB)
    first, *others = choices_in(among_wrappers)
    assert first.ids == APP_OF_GITHUB
    assert first.names[0].startswith("GitHub: client id: first in the old pool")
    assert [one.ids for one in others] == [APP_OF_GITHUB[:1]]


def test_a_second_wrapper_shares_its_reason_with_nothing(among_wrappers: Play) -> None:
    among_wrappers.stand_on("3c", "3c/-/Phish")
    among_wrappers.press("not-applicable")
    (alone,) = choices_in(among_wrappers)
    assert alone.ids == ("3c/-/Phish",)
    assert alone.advice[0].startswith("Change it unless")
    assert "https://stranger.example" in alone.names[0]

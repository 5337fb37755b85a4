"""v and V: what is asked outside, what it says on the page, and what contradicts a tick."""

import os
import re
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any

import pytest
from textual.widgets import Input, TextArea

from migration.checks.check_verdict import CheckVerdict
from migration.walkthrough import Walkthrough
from screens.dialogs.paste_answer import PasteAnswerDialog
from tests.as_it_stood import AsItStood
from tests.practice_aws import NEW_POOL, PracticeAws
from tests.screens.conftest import Run, Running
from tests.walkthroughs import walk
from widgets.commands.situation import Pane

WORDS = ("refused", "unclear", "passed")


@pytest.fixture
def outside(practice_aws: PracticeAws) -> Callable[..., dict[str, Any]]:
    return lambda route, **given: practice_aws.control("POST", f"outside/{route}", given)


@pytest.fixture
def applied(
    practice_aws: PracticeAws, tmp_path: Path, as_it_stood: AsItStood
) -> Callable[[], Walkthrough]:
    """Domain, Google and the app clients are done in the new pool; nobody was in a console."""

    def opened() -> Walkthrough:
        return walk(
            practice_aws, tmp_path / "state", attached=False, check_hosts=practice_aws.check_hosts
        )

    def apply() -> None:
        walked = opened()
        walked.entered.choose_prefix("acme-signin")
        for step in ("2", "3a", "4"):
            walked.applier.apply(walked.pages.to_apply(step))
        walked.close()

    as_it_stood("domain, Google and clients are there", tmp_path, apply)
    return opened


OFFER = (
    "Proved: 2 of 3 sub-points. Look at Google Auth Platform: “The JavaScript origin is"
    " added”; then Space."
)


async def checked(now: Running, *keys: str) -> None:
    await now.press(*keys)
    await now.until(lambda: not now.view.checking)


async def test_a_check_is_refused_then_passes_and_offers_the_tick_but_ticks_nothing(
    applied: Callable[[], Walkthrough], outside: Callable[..., dict[str, Any]], run: Run
) -> None:
    async with run(applied) as now:
        now.show_step("3a")
        await checked(now, "v")
        assert "1 refused" in now.said
        assert "✗ Google refuses the login · refused" in now.text
        outside("work", console="google", pool=NEW_POOL)
        await checked(now, "v")
        assert now.said == f"Step 3a: 2 checks passed. {OFFER}"
        assert now.page is not None
        assert now.page.tick is None
        assert not now.page.said_done


async def test_a_console_that_passes_offers_its_tick_though_the_login_is_not_set_up_that_far(
    practice_aws: PracticeAws, outside: Callable[..., dict[str, Any]], run: Run, tmp_path: Any
) -> None:
    def only_a_domain() -> Walkthrough:
        walked = walk(
            practice_aws,
            tmp_path / "state",
            attached=False,
            check_hosts=practice_aws.check_hosts,
            pairs=(),
        )
        walked.entered.choose_prefix("acme-signin")
        walked.applier.apply(walked.pages.to_apply("2"))
        return walked

    async with run(only_a_domain) as now:
        now.show_step("3a")
        await checked(now, "v")
        assert "1 refused" in now.said
        outside("work", console="google", pool=NEW_POOL)
        await checked(now, "v")
        assert now.said == f"Step 3a: 2 checks passed. {OFFER}"


async def test_a_later_refusal_shows_a_tick_as_contradicted(
    applied: Callable[[], Walkthrough], outside: Callable[..., dict[str, Any]], run: Run
) -> None:
    async with run(applied) as now:
        now.show_step("3a")
        now.walkthrough.checklist.tick("3a")
        await checked(now, "v")
        assert "A check says otherwise than the tick" in now.text
        summary = next(
            summary for summary in now.walkthrough.pages.summaries() if summary.step.id == "3a"
        )
        assert summary.contradicted
        assert step_row(now, "3a").startswith("✗ 3a Google")
        assert roles_of_step(now, "3a") == {"✗": "error"}, "no work left, but something wrong"
        outside("work", console="google", pool=NEW_POOL)
        await checked(now, "v")
        assert "contradicted" not in now.text
        assert list(roles_of_step(now, "3a").items())[-1] == ("✓", "faint"), "it led already"


async def test_an_inconclusive_check_does_not_stand_in_the_way_of_a_tick(
    applied: Callable[[], Walkthrough], outside: Callable[..., dict[str, Any]], run: Run
) -> None:
    async with run(applied) as now:
        outside("faults", kind="too_many", host="accounts.google.com")
        now.show_step("3a")
        await checked(now, "v")
        assert "1 unclear" in now.said
        assert "“whether Google's console holds the redirect URI is not known”: " in now.said
        await now.press("space", "enter")
        assert now.walkthrough.pages.page("3a").contradicted is None
        assert now.page is not None
        assert now.page.said_done or now.page.tick is not None


async def test_every_check_at_once_shows_where_the_way_of_a_login_breaks(
    applied: Callable[[], Walkthrough], run: Run
) -> None:
    async with run(applied, size=(120, 50)) as now:
        await now.press("V")
        await now.until(lambda: not now.view.checking)
        assert "A login by Google" in now.text
        assert "breaks at “Google”: Google does not know the redirect URI" in now.text
        await now.press("escape")


def roles_of_step(now: Running, step: str) -> dict[str, str]:
    """The roles of the marks in a step's line in the list of steps."""
    row = next(one for one in now.panes.sidebar.lines if one.row == step)
    return {mark: span.role for span in row.spans if (mark := span.text.strip()) in {*"✗✓?◐○"}}


def step_row(now: Running, step: str) -> str:
    """A step's line in the list of steps, pointer and border aside."""
    width = now.panes.sidebar.size.width
    rows = (shown[:width].lstrip("▸▹>: ").rstrip(" ▕") for shown in now.lines)
    return next(row for row in rows if re.match(rf"\S+ +{step}\b", row))


@pytest.mark.parametrize(
    ("given", "blank", "refused", "inconclusive", "passed"),
    [
        (
            {"size": (120, 36)},
            r"◐ 3a Google",
            r"◐ 3a Google +✗",
            r"◐ 3a Google +\?",
            r"◐ 3a Google +✓",
        ),
        (
            {"size": (80, 24)},
            r"◐ 3a Google",
            r"◐ 3a Google +✗",
            r"◐ 3a Google +\?",
            r"◐ 3a Google +✓",
        ),
        (
            {"size": (80, 24), "ascii_only": True},
            r"~ 3a Google",
            r"~ 3a Google +X",
            r"~ 3a Google +\?",
            r"~ 3a Google +v",
        ),
        (
            {"size": (120, 36), "plain": True},
            r"partly +3a Google",
            *(rf"partly +3a Google +{word}" for word in WORDS),
        ),
        (
            {"size": (80, 24), "plain": True},
            r"partly +3a",
            *(rf"partly +3a +{word}" for word in WORDS),
        ),
    ],
    ids=["wide", "narrow", "ascii", "plain, wide", "plain, narrow"],
)
async def test_the_list_of_steps_has_a_column_for_what_the_checks_found(
    applied: Callable[[], Walkthrough],
    outside: Callable[..., dict[str, Any]],
    run: Run,
    given: dict[str, Any],
    blank: str,
    refused: str,
    inconclusive: str,
    passed: str,
) -> None:
    async with run(applied, **given) as now:
        now.show_step("3a")
        assert re.fullmatch(blank, step_row(now, "3a"))
        await checked(now, "v")
        assert re.fullmatch(refused, step_row(now, "3a"))
        outside("work", console="google", pool=NEW_POOL)
        await checked(now, "v")
        assert re.fullmatch(passed, step_row(now, "3a"))
        outside("faults", kind="too_many", host="accounts.google.com")
        await checked(now, "v")
        assert re.fullmatch(inconclusive, step_row(now, "3a"))


async def test_a_step_that_does_not_apply_has_no_mark_of_its_checks(
    applied: Callable[[], Walkthrough], run: Run
) -> None:
    async with run(applied) as now:
        now.walkthrough.checks.run("3a")
        now.main.draw()
        assert "✗" in step_row(now, "3a")
        now.walkthrough.checklist.not_applicable("3a", "no Google any more")
        now.main.draw()
        assert step_row(now, "3a") == "– 3a Google"


async def test_what_was_said_of_some_of_the_sub_points_is_counted(
    applied: Callable[[], Walkthrough], run: Run
) -> None:
    async with run(applied) as now:
        now.show_step("3a")
        page = now.page
        assert page is not None
        parts = page.summary.step.parts
        now.walkthrough.checklist.tick("3a", part=parts[0].id)
        await checked(now, "v")
        assert f"○ 1 of {len(parts)} sub-points; next: " in now.text


async def test_what_was_said_and_what_was_checked_stand_side_by_side(
    applied: Callable[[], Walkthrough], run: Run
) -> None:
    async with run(applied) as now:
        now.show_step("3a")
        assert "Checked" not in now.text
        now.walkthrough.checklist.tick("3a")
        now.main.draw()
        assert re.search(r"Said +Checked[^\w\n]*\n.*✓ Done: .*○ Not yet: v asks", now.text)
        await checked(now, "v")
        assert re.search(
            r"Said +Checked[^\w\n]*\n.*✓ Done: .*✗ Google refuses the login · refused",
            now.text,
        )


async def test_at_80_columns_they_stand_under_each_other(
    applied: Callable[[], Walkthrough], run: Run
) -> None:
    async with run(applied, (80, 40)) as now:
        now.show_step("2")
        await checked(now, "v")
        shown = [shown.partition("▕")[2].strip(" ▏") for shown in now.lines]
        at = shown.index("Said")
        assert shown[at + 1] == "· No tick needed: both pools show it."
        assert shown[at + 2] == "Checked"
        assert re.match(
            r"✓ the domain belongs to the new pool · passed \d{4}-\d\d-\d\d",
            " ".join(shown[at + 3 : at + 5]),
        )


async def test_in_plain_mode_they_stand_under_each_other_at_any_width(
    applied: Callable[[], Walkthrough], run: Run
) -> None:
    async with run(applied, (180, 40), plain=True) as now:
        now.show_step("3a")
        now.walkthrough.checklist.tick("3a")
        await checked(now, "v")
        assert not re.search("Said +Checked", now.text)
        assert re.search(
            r" Said *\n.* done +Done: .*\n.* Checked *\n.* failed +Google refuses the login",
            now.text,
        )


async def test_enter_shows_the_evidence(applied: Callable[[], Walkthrough], run: Run) -> None:
    async with run(applied) as now:
        now.show_step("3a")
        await checked(now, "v")
        await now.press("tab", "home")
        now.look(pane=Pane.GUIDE, guide_row="check:google-console")
        await now.press("enter")
        await now.until(lambda: "accounts.google.com/signin/oauth/error" in now.text)
        assert "redirect_uri_mismatch" in now.text
        assert "authError" not in now.text


async def test_what_was_found_is_known_after_a_restart(
    applied: Callable[[], Walkthrough], practice_aws: PracticeAws, tmp_path: Any
) -> None:
    first = applied()
    first.checks.run("3a")
    first.close()
    second = walk(practice_aws, tmp_path / "state", attached=False)
    assert second.checks.findings["google-console"].verdict is CheckVerdict.REFUSED
    assert {finding.check for finding in second.pages.page("3a").checks} == {
        "google-secret",
        "google-console",
    }
    second.close()


async def test_escape_stops_asking(
    applied: Callable[[], Walkthrough], outside: Callable[..., dict[str, Any]], run: Run
) -> None:
    async with run(applied) as now:
        outside("faults", kind="slow", host="*.amazoncognito.com", seconds=5)
        now.show_step("3a")
        await now.pilot.press("v")
        await now.until(lambda: now.view.checking)
        await checked(now, "escape")
        assert "Stopped" in now.said


async def test_an_answer_from_another_machine_is_pasted_and_judged(
    applied: Callable[[], Walkthrough], outside: Callable[..., dict[str, Any]], run: Run
) -> None:
    async with run(applied) as now:
        outside("faults", kind="unreachable", host="*.amazoncognito.com")
        now.show_step("2")
        await checked(now, "v")
        now.look(pane=Pane.GUIDE, guide_row="check:domain-live")
        await now.press("enter")
        await now.until(lambda: "curl -si" in now.text)
        await now.press("p")
        now.app.screen.query_one(
            "#answer-text", TextArea
        ).text = "HTTP/2 404\r\ncontent-length: 0\r\n\r\n"
        now.app.screen.query_one("#answer-path").focus()
        await now.press("enter")
        await now.until(
            lambda: (
                now.said
                == "the domain answers: passed, the domain answers, and its certificate is valid."
            )
        )
        assert now.walkthrough.checks.findings["domain-live"].evidence.pasted


PATHS = ("~nobody-of-this-name/answer.txt", "a\0b", "/dev/null", "{pipe}", "")


def is_refused(now: Running) -> bool:
    said = now.lines_of_dialog("#dialog-said")
    return "cannot be read" in said or "no answer" in said


async def test_a_path_that_holds_no_answer_is_a_sentence_and_waits_for_nobody(
    applied: Callable[[], Walkthrough], run: Run, tmp_path: Path
) -> None:
    os.mkfifo(tmp_path / "pipe")
    async with run(applied) as now:
        errand = now.walkthrough.curl_checks.next_for("domain-live")
        for path in PATHS:
            dialog = PasteAnswerDialog(now.walkthrough, errand)
            now.app.push_screen(dialog)
            await now.until(lambda: bool(now.app.screen.query("#answer-path")))
            line = now.app.screen.query_one("#answer-path", Input)
            line.value = path.format(pipe=tmp_path / "pipe")
            line.focus()
            await now.press("enter")
            await now.until(partial(is_refused, now))
            dialog.dismiss(None)
            await now.until(lambda: now.app.screen is now.main)

"""Every screen of ours, as it is opened: dialogs, pages, the palette.

Whoever looks at all of them (their geometry, their colours) takes them from here; a new one has to
be named here.
"""

from __future__ import annotations

import pkgutil
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator
from contextlib import asynccontextmanager
from datetime import UTC, datetime
from functools import partial
from importlib import import_module
from pathlib import Path
from typing import Any

from textual.app import App
from textual.screen import Screen

import screens
from migration.changes.write_report import (
    FieldChange,
    RecordedChange,
    Result,
    Undoable,
    WriteReport,
)
from migration.checks.check_verdict import CheckVerdict
from migration.checks.curl import Errand
from migration.checks.finding import Evidence, Finding
from migration.compare.setting import setting_id
from migration.journal.deployment_overview import LastReading, Overview
from migration.journal.entries import Entry, EntryKind
from migration.mobile.app_file_comparison import AppComparison
from migration.walkthrough import Walkthrough
from screens.deployments.choice import Choice
from screens.deployments.screen import DeploymentsScreen
from screens.dialogs.accept import AcceptDialog, Scope
from screens.dialogs.app_file import AppComparisonDialog, AppFileDialog
from screens.dialogs.apple_key import AppleKeyDialog
from screens.dialogs.callback import CallbackDialog
from screens.dialogs.check_results import CheckResultsDialog
from screens.dialogs.confirm import ConfirmDialog
from screens.dialogs.details import DetailsDialog, parts_of
from screens.dialogs.dialog import Dialog, ReadingDialog
from screens.dialogs.evidence import EvidenceDialog
from screens.dialogs.keys import KeysDialog
from screens.dialogs.logo import LogoDialog
from screens.dialogs.notice import NoticeDialog
from screens.dialogs.pair import PairDialog
from screens.dialogs.paste_answer import PasteAnswerDialog
from screens.dialogs.plan_path import PlanPathDialog
from screens.dialogs.prefix import PrefixDialog
from screens.dialogs.recorded_field import RecordedFieldDialog
from screens.dialogs.search import SearchDialog
from screens.dialogs.self_test import SelfTestDialog
from screens.dialogs.single_value import SingleValueScreen
from screens.dialogs.skill_fields import SkillFieldsDialog
from screens.dialogs.text_question import TextQuestion
from screens.dialogs.tick import TickDialog
from screens.dialogs.token_url import TokenUrlDialog
from screens.dialogs.undo_list import UndoListDialog
from screens.dialogs.write_report import NextStep, WriteReportDialog
from screens.doctor.screen import DoctorScreen
from screens.page_frame import PageFrame
from screens.palette import QuietPalette
from screens.plan.screen import PlanScreen
from screens.record.screen import RecordScreen
from screens.rehearsal.screen import RehearsalScreen
from screens.usage.screen import UsageScreen
from screens.walkthrough.screen import WalkthroughScreen
from screens.walkthrough.search_rows import search_rows
from tests.screens.conftest import Running
from tests.walkthroughs import MAIN
from widgets.text.shown_values import NOTHING

AT = datetime(2026, 11, 22, 14, 5, tzinfo=UTC)
CALLBACK = setting_id("4", MAIN, "CallbackURLs", "acmehome://com.acme.home/success")
FINDING = Finding(
    "google-console",
    "3a",
    "Google knows the redirect URI of the new domain",
    CheckVerdict.REFUSED,
    "Google says redirect_uri_mismatch: the URI is not in the list of the OAuth client yet.",
    Evidence("accounts.google.com", 302, "accounts.google.com/signin/oauth/error", "mismatch"),
    AT,
)
FIELD = FieldChange(
    CALLBACK, "callback URL", NOTHING, "acmehome://com.acme.home/success", "applied"
)
CHANGE = RecordedChange(7, AT, "arn:aws:iam::123456789012:user/admin", "4", (FIELD,))
RESULT = Result(CALLBACK, "Somebody changed it since it was read.")
Made = Callable[[Running, Walkthrough], Dialog[Any]]


def errand(walkthrough: Walkthrough) -> Errand:
    """How a check is asked from another machine."""
    return walkthrough.curl_checks.next_for("domain-live")


def ten_differences() -> AcceptDialog:
    """As many rows as “Also differs” has in the demo, with names and advice as long as those."""
    names = tuple(
        f"{MAIN}: setting number {number}: what the old pool has had for years in the old pool,"
        " another value that somebody chose in the new one"
        for number in range(10)
    )
    advice = (
        "Change it: whoever signs up in the app is asked for what was not asked before.",
    ) * 10
    every = Scope(
        "all 10 differences. Poolwalk recommends to change the first 2 at AWS",
        tuple(map(str, range(10))),
        names,
        advice,
    )
    return AcceptDialog(
        "Why is it right that these differ?",
        [every, Scope("this difference alone", ("9",), names[9:], advice[9:])],
        "Accepting changes nothing at AWS: both pools stay as they are, and your reason is kept"
        " until one of them changes. To change a value instead: Esc, do it in Cognito's console,"
        " then r. One at a time: x on its row. In this made-up company any reason does.",
        lambda reasoned: reasoned.note,
    )


class Word:
    """A self-test that sends its word to nobody."""

    unkept = ""

    def send(self) -> str:
        return "OSC 52, as your terminal understands it"

    def answer(self, pasted: str) -> bool:
        return not pasted


def details(running: Running, _: Walkthrough) -> Dialog[Any]:
    page = running.page
    assert page is not None
    row = page.groups[0].rows[0]
    return DetailsDialog(row, parts_of(row, page.sides), 0, lambda *_, **__: None)


DIALOGS: dict[type[Dialog[Any]], Made] = {
    AcceptDialog: lambda *_: ten_differences(),
    AppComparisonDialog: lambda *_: AppComparisonDialog(
        AppComparison("~/app/local.properties", "8a", ())
    ),
    AppFileDialog: lambda _, walkthrough: AppFileDialog(walkthrough, ""),
    AppleKeyDialog: lambda _, walkthrough: AppleKeyDialog(walkthrough),
    TextQuestion: lambda *_: TextQuestion(
        "MFA code of mfa/alice", hint="The profile's role wants it."
    ),
    CallbackDialog: lambda _, walkthrough: CallbackDialog(walkthrough, MAIN),
    CheckResultsDialog: lambda *_: CheckResultsDialog([FINDING], []),
    ConfirmDialog: lambda _, walkthrough: ConfirmDialog(
        (shown := walkthrough.applier.preview(walkthrough.pages.to_apply())).title,
        shown.lines,
        "This cannot be taken back without harm.",
        yes="Apply",
    ),
    DetailsDialog: details,
    EvidenceDialog: lambda *_: EvidenceDialog(FINDING, "It cannot be asked yet.", lambda *_: None),
    KeysDialog: lambda *_: KeysDialog(),
    LogoDialog: lambda _, walkthrough: LogoDialog(walkthrough, "7b"),
    NoticeDialog: lambda *_: NoticeDialog("Somebody else changed the setting. " * 30),
    PairDialog: lambda _, walkthrough: PairDialog(walkthrough, MAIN),
    PasteAnswerDialog: lambda _, walkthrough: PasteAnswerDialog(walkthrough, errand(walkthrough)),
    PlanPathDialog: lambda _, walkthrough: PlanPathDialog(walkthrough.plans.open),
    PrefixDialog: lambda _, walkthrough: PrefixDialog(walkthrough),
    RecordedFieldDialog: lambda *_: RecordedFieldDialog(CHANGE, FIELD),
    SearchDialog: lambda running, _: SearchDialog(
        [row for row, _ in search_rows(running.main.opened.derived())]  # type: ignore[arg-type]
    ),
    SelfTestDialog: lambda *_: SelfTestDialog(Word),
    SkillFieldsDialog: lambda _, walkthrough: SkillFieldsDialog(walkthrough),
    TickDialog: lambda *_: TickDialog(
        "Done? Step 7a, Alexa",
        lambda *_: "",
        today="2026-11-22",
        parts=[
            ("The skill was submitted for certification", "no check sees it: you say so"),
            ("Amazon certified it", "a check proved it"),
        ],
    ),
    UndoListDialog: lambda *_: UndoListDialog(
        "Undo what this run applied",
        [Undoable(7, (CALLBACK,), "undo 4", ("CallbackURLs: back",), asks=True)],
        {7: CHANGE},
        {"4": "App clients"},
        2,
    ),
    TokenUrlDialog: lambda _, walkthrough: TokenUrlDialog(walkthrough),
    WriteReportDialog: lambda *_: WriteReportDialog(
        WriteReport(applied=(Result(CALLBACK),), failed=(RESULT,), stale=(RESULT,)),
        ways=tuple(NextStep),
    ),
}

READING = LastReading(
    at=AT,
    who="arn:aws:sts::123456789012:assumed-role/Migration-Administrators/alice@acme-home.example",
    account="123456789012",
    region="us-east-1",
    endpoint="",
    old_pool="us-east-1_OldPool01 rainmaker-user-pool",
    new_pool="us-east-1_NewPool02 rainmaker-user-email-mobile-pool",
    record="",
    table="poolwalk-records",
    place="",
    steps=15,
    done=9,
    to_do=3,
    next="tick Google once “What to do” is done (3a)",
    last_who="arn:aws:iam::123456789012:user/bob",
    last_at=AT,
)
OVERVIEWS = (
    Overview("production", READING, Entry(EntryKind.TICKED, READING.who, AT), since=2),
    Overview("staging"),
    Overview("acceptance", problem="its file was moved, or is another one than before"),
)


async def _deployments(running: Running) -> None:
    names = [overview.name for overview in OVERVIEWS]
    choice = Choice(names, frozenset({"production"}), lambda: OVERVIEWS, lambda _: None)
    every_page = running.main.handlers.pages.on_every_page
    screen = DeploymentsScreen(choice=choice, chosen=lambda: None, on_every_page=every_page)
    running.app.push_screen(screen)
    await running.until(lambda: "never opened here" in running.text)


async def _plan(running: Running) -> None:
    walkthrough = running.walkthrough
    folder = walkthrough.state.request.state_folder
    assert folder is not None
    file = Path(folder) / "plan.json"
    if not file.exists():
        walkthrough.plans.keep(str(file), walkthrough.pages.to_apply())
    running.command("show-plan")
    await running.until(lambda: isinstance(running.app.screen, PlanPathDialog))
    running.app.screen.dismiss(walkthrough.plans.open(str(file)))
    await running.until(lambda: isinstance(running.app.screen, PlanScreen))


async def _palette(running: Running) -> None:
    running.app.action_command_palette()
    await running.until(lambda: isinstance(running.app.screen, QuietPalette))
    await running.pilot.press("d", "o", "m")
    await running.until(lambda: "Domain" in running.text)


def _by(command: str) -> Callable[[Running], Awaitable[None]]:
    async def opens(running: Running) -> None:
        running.command(command)
        await running.until(lambda: len(running.app.screen_stack) > 1)
        page = running.app.screen
        assert isinstance(page, PageFrame)
        await running.until(lambda: not getattr(page.situation(), "busy", False))

    return opens


PAGES: dict[type[Screen[Any]], Callable[[Running], Awaitable[None]]] = {
    DeploymentsScreen: _deployments,
    DoctorScreen: _by("show-doctor"),
    PlanScreen: _plan,
    QuietPalette: _palette,
    RecordScreen: _by("show-record"),
    RehearsalScreen: _by("show-rehearsal"),
    UsageScreen: _by("show-usage"),
}
# The main screen is there anyway; a value alone is written past Textual, without a frame.
NOT_OPENED: set[type[Screen[Any]]] = {WalkthroughScreen, SingleValueScreen}
BASES: set[type[Screen[Any]]] = {Dialog, ReadingDialog, PageFrame}


def screens_of_ours() -> set[type[Screen[Any]]]:
    """Every class of a screen that stands below `screens/`, wherever it stands."""
    for module in pkgutil.walk_packages(screens.__path__, "screens."):
        import_module(module.name)
    return {one for one in _below(Screen) if one.__module__.startswith("screens.")} - BASES


def _below(of: type[Any]) -> Iterator[type[Any]]:
    for one in of.__subclasses__():
        yield one
        yield from _below(one)


@asynccontextmanager
async def opened_page(running: Running, page: type[Screen[Any]]) -> AsyncIterator[None]:
    """The page in front, with what it shows once nothing is asked any more."""
    await PAGES[page](running)
    await running.pilot.pause()
    assert type(running.app.screen) is page
    yield
    running.app.screen.dismiss(None)
    await _alone(running)


@asynccontextmanager
async def opened_dialog(running: Running, made: Made) -> AsyncIterator[Dialog[Any]]:
    """The dialog in front; of a search with what it finds."""
    dialog = made(running, running.walkthrough)
    running.app.push_screen(dialog)
    await running.until(partial(_in_front, running.app, dialog))
    if isinstance(dialog, SearchDialog):
        await running.pilot.press("e")
    await running.pilot.pause()
    yield dialog
    dialog.dismiss(None)
    await _alone(running)


async def _alone(running: Running) -> None:
    await running.until(lambda: len(running.app.screen_stack) == 1)


def _in_front(app: App[None], screen: Screen[Any]) -> bool:
    return app.screen is screen

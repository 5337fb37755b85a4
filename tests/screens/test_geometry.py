"""Every page and every dialog at three sizes: nothing is cut, overlaps, or is drawn outside.

One app a size walks them all; by day the smallest.
"""

import pkgutil
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from functools import partial
from importlib import import_module
from typing import Any

import pytest
from textual.screen import Screen

import screens.dialogs
from migration.changes.report import FieldChange, RecordedChange, Report, Result, Undoable
from migration.checks.curl import Errand
from migration.checks.verdict import Evidence, Finding, Verdict
from migration.compare.setting import Setting, setting_id
from migration.mobile.comparison import AppComparison
from migration.walkthrough import Walkthrough
from screens.dialogs.accept import AcceptDialog, Scope
from screens.dialogs.app_file import AppComparisonDialog, AppFileDialog
from screens.dialogs.apple_key import AppleKeyDialog
from screens.dialogs.ask import AskDialog
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
from screens.dialogs.prefix import PrefixDialog
from screens.dialogs.recorded_field import RecordedFieldDialog
from screens.dialogs.search import SearchDialog
from screens.dialogs.self_test import SelfTestDialog
from screens.dialogs.skill_fields import SkillFieldsDialog
from screens.dialogs.tick import TickDialog
from screens.dialogs.undo_list import UndoListDialog
from screens.dialogs.voice import VoiceDialog
from screens.dialogs.write_report import NextStep, WriteReportDialog
from screens.full_screen import Page
from screens.walkthrough.search_rows import search_rows
from tests.by_night import every
from tests.practice_aws import PracticeAws
from tests.screens.conftest import Run, Running
from tests.screens.geometry import CUT, faults
from tests.walkthroughs import MAIN, NEW_MAIN
from widgets.commands.situation import Pane
from widgets.text import plain_text
from widgets.text.settings_rows import columns_of
from widgets.text.values import in_a_row

AT = datetime(2026, 11, 22, 14, 5, tzinfo=UTC)
CALLBACK = setting_id("4", MAIN, "CallbackURLs", "acmehome://com.acme.home/success")
FINDING = Finding(
    "google-console",
    "3a",
    "Google knows the redirect URI of the new domain",
    Verdict.REFUSED,
    "Google says redirect_uri_mismatch: the URI is not in the list of the OAuth client yet.",
    Evidence("accounts.google.com", 302, "accounts.google.com/signin/oauth/error", "mismatch"),
    AT,
)
FIELD = FieldChange(CALLBACK, "callback URL", "", "acmehome://com.acme.home/success", "applied")
CHANGE = RecordedChange(7, AT, "arn:aws:iam::123456789012:user/admin", "4", (FIELD,))
RESULT = Result(CALLBACK, "Somebody changed it since it was read.")
Made = Callable[[Running, Walkthrough], Dialog[Any]]


@pytest.fixture(autouse=True)
def _what_is_cut_is_seen(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(plain_text, "ELLIPSIS", CUT)


def errand(walkthrough: Walkthrough) -> Errand:
    """How a check is asked from another machine."""
    return walkthrough.errands.next_for("domain-live")


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
    return DetailsDialog(row, parts_of(row, page.sides), 0, lambda *_: None)


DIALOGS: dict[type[Dialog[Any]], Made] = {
    AcceptDialog: lambda *_: AcceptDialog(
        "Why is it right as it is?",
        [Scope("this row", ("a",), ("callback URL",)), Scope("all", ("b",), ("everything",))],
        "The reason is kept in the record, with who gave it and when.",
    ),
    AppComparisonDialog: lambda *_: AppComparisonDialog(
        AppComparison("~/app/local.properties", "8a", ())
    ),
    AppFileDialog: lambda _, walkthrough: AppFileDialog(walkthrough, ""),
    AppleKeyDialog: lambda _, walkthrough: AppleKeyDialog(walkthrough),
    AskDialog: lambda *_: AskDialog("MFA code of mfa/alice", hint="The profile's role wants it."),
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
    PrefixDialog: lambda _, walkthrough: PrefixDialog(walkthrough),
    RecordedFieldDialog: lambda *_: RecordedFieldDialog(CHANGE, FIELD),
    SearchDialog: lambda running, _: SearchDialog(
        [row for row, _ in search_rows(running.main.opened.moment())]  # type: ignore[arg-type]
    ),
    SelfTestDialog: lambda *_: SelfTestDialog(Word),
    SkillFieldsDialog: lambda _, walkthrough: SkillFieldsDialog(walkthrough),
    TickDialog: lambda *_: TickDialog(
        "Done? Step 7a, Alexa",
        lambda *_: "",
        today="2026-11-22",
        parts=["The skill was submitted for certification", "Amazon certified it"],
    ),
    UndoListDialog: lambda *_: UndoListDialog(
        "Undo what this run applied",
        [Undoable(7, (CALLBACK,), "undo 4", ("CallbackURLs: back",), asks=True)],
        {7: CHANGE},
        {"4": "App clients"},
        2,
    ),
    VoiceDialog: lambda _, walkthrough: VoiceDialog(walkthrough),
    WriteReportDialog: lambda *_: WriteReportDialog(
        Report(applied=(Result(CALLBACK),), failed=(RESULT,), stale=(RESULT,)),
        ways=tuple(NextStep),
    ),
}


def values_of(running: Running) -> set[str]:
    """Everything of AWS that the step shows, as a row shows it."""
    page = running.page
    assert page is not None
    rows = [row for group in page.groups for row in group.rows]
    values = [value for row in rows for value in columns_of(row)]
    values += [row.wanted for row in rows if isinstance(row, Setting)]
    values += [value.value for value in page.values]
    if isinstance(running.app.screen, SearchDialog):
        return {row.value for row in running.app.screen._rows}
    for change in running.walkthrough.applier.history():
        values += [text for field in change.fields for text in (field.before, field.after)]
    return {in_a_row(value) for value in values}


def test_no_dialog_is_forgotten() -> None:
    for module in pkgutil.iter_modules(screens.dialogs.__path__):
        import_module(f"screens.dialogs.{module.name}")
    assert set(_below(Dialog)) - {ReadingDialog} == set(DIALOGS)


def in_front(running: Running, dialog: Screen[Any]) -> bool:
    return running.app.screen is dialog


def _below(of: type[Any]) -> Iterator[type[Any]]:
    for one in of.__subclasses__():
        yield one
        yield from _below(one)


@pytest.mark.parametrize(
    "size", every(3, [(80, 24), (100, 30), (120, 36)]), ids=lambda size: f"{size[0]}x{size[1]}"
)
async def test_on_every_page_and_dialog_all_text_is_whole_and_where_it_belongs(
    run: Run, on_aws: Callable[..., Walkthrough], practice_aws: PracticeAws, size: tuple[int, int]
) -> None:
    wrong: dict[str, list[str]] = {}

    async with run(lambda: on_aws(pairs=((MAIN, NEW_MAIN),)), size) as running:

        def look(name: str) -> None:
            if found := faults(running.app, values_of(running)):
                wrong[name] = [*found, running.text]

        async def look_at_steps(when: str, *steps: str) -> None:
            for step in steps:
                running.show_step(step)
                await running.rest()
                look(f"{step} {when}")

        async def look_at_page(key: str) -> None:
            await running.pilot.press(key)
            await running.until(lambda: len(running.app.screen_stack) > 1)
            await running.pilot.pause()
            look(key)
            await running.pilot.press("escape")
            await running.until(lambda: len(running.app.screen_stack) == 1)

        await look_at_steps("at first", *(step.id for step in running.main.steps))
        running.walkthrough.entries.choose_prefix("acme-login-users")
        for step in ("2", "3a", "3c", "4", "5"):
            running.walkthrough.applier.apply(running.walkthrough.pages.to_apply(step))
        running.look(pane=Pane.GUIDE)
        await look_at_steps("half-way", "3a", "4", "5", "6", "effects")
        running.show_step("4")
        for made in DIALOGS.values():
            dialog = made(running, running.walkthrough)
            running.app.push_screen(dialog)
            await running.until(partial(in_front, running, dialog))
            if isinstance(dialog, SearchDialog):
                await running.pilot.press("e")
            await running.pilot.pause()
            look(type(dialog).__name__)
            offered = dialog._keys.split(" · ")
            if dialog._keys.startswith(("n ", "y ")) or "Esc leaves" in offered:
                assert offered[0].startswith(("n ", "Esc leaves")), "the safe answer stands first"
            dialog.dismiss(None)
            await running.until(lambda: len(running.app.screen_stack) == 1)
        for key in "UwDR":
            await look_at_page(key)
        assert isinstance(running.app.screen, Page)
    told = [f"{name}:\n" + "\n".join(found) for name, found in wrong.items()]
    assert not wrong, "\n\n".join(told)

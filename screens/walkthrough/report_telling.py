"""What became of a write: said in a sentence, or told setting by setting with every way on."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING

from migration.changes.report import Report
from migration.compare.setting import setting_parts
from screens.stage import Stage

if TYPE_CHECKING:
    from screens.dialogs.write_report import NextStep


class ReportTelling:
    """Accounts for every setting that was asked for."""

    def __init__(self, stage: Stage) -> None:
        self._stage = stage

    def tell(
        self,
        report: Report,
        asked: tuple[str, ...],
        done: str,
        ways: Mapping[str, Callable[[], None]],
    ) -> None:
        """Say it; `done` is "Applied" or "Undone", `ways` are what a person can do about it."""
        if report.failed or report.stale or report.skipped:
            self._tell_shortfall(report, asked, done, ways)
            return
        what = name_of(tuple(result.id for result in report.applied))
        notes = " ".join(dict.fromkeys(result.reason for result in report.applied if result.reason))
        one = len(report.applied) == 1
        if done == "Undone":
            back = "the former value is back" if one else "the former values are back"
        else:
            back = "it reads back" if one else "they read back"
        self._stage.say(f"{done} {what}: {(notes or back).rstrip('.')}.", "ok")

    def _tell_shortfall(
        self,
        report: Report,
        asked: tuple[str, ...],
        done: str,
        ways: Mapping[str, Callable[[], None]],
    ) -> None:
        from screens.dialogs.write_report import NextStep, WriteReportDialog

        short = (*report.failed, *report.stale, *report.skipped)
        if len(asked) == 1:
            what = name_of((short[0].id,))
            self._stage.say(f"Not {done.lower()}: {what}: {short[0].reason}", "error")
            if short[0].values is None:
                return
        else:
            self._stage.say(counts(report, done), "warning")

        def chosen(way: NextStep | None) -> None:
            if way is not None:
                ways[way]()

        offered = [way for way in NextStep if way in ways]
        self._stage.ask(WriteReportDialog(report, done, offered), chosen)


def counts(report: Report, done: str) -> str:
    """The exact counts of a report."""
    numbers = [
        (len(report.applied), done.lower()),
        (len(report.failed), "failed"),
        (len(report.stale), "changed by somebody else meanwhile"),
        (len(report.skipped), "skipped"),
    ]
    shown = [f"{number} {word}" for number, word in numbers if number or word == done.lower()]
    return f"{', '.join(shown)}."


def name_of(ids: tuple[str, ...]) -> str:
    """Settings in a few words."""
    if len(ids) != 1:
        return f"{len(ids)} settings"
    step, *parts = setting_parts(ids[0])
    return f"{step}: {' '.join(part for part in parts if part != '-')}"

"""What became of a write: said in a sentence, or told setting by setting with every way on."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING

from migration.changes.write_report import Result, WriteReport, declined_among
from migration.compare.member_names import known_words
from migration.compare.setting import setting_parts
from screens.stage import Stage
from widgets.text.standing_sentences import always

if TYPE_CHECKING:
    from screens.dialogs.write_report import NextStep


class WriteReportTelling:
    """Accounts for every setting that was asked for."""

    def __init__(self, stage: Stage) -> None:
        self._stage = stage

    def tell(
        self,
        report: WriteReport,
        asked: tuple[str, ...],
        done: str,
        ways: Mapping[str, Callable[[], None]],
        *,
        short_holds: Callable[[], bool] = always,
    ) -> None:
        """Say it; `done` is "Applied" or "Undone", `ways` are what a person can do about it.

        What did not come through is said for as long as it `short_holds`.
        """
        if report.failed or report.stale or report.skipped:
            self._tell_shortfall(report, asked, done, ways, short_holds)
            return
        what = name_of(tuple(result.id for result in report.applied))
        self._stage.say(f"{done} {what}: {_what_became(report.applied, done).rstrip('.')}.", "ok")

    def _tell_shortfall(
        self,
        report: WriteReport,
        asked: tuple[str, ...],
        done: str,
        ways: Mapping[str, Callable[[], None]],
        holds: Callable[[], bool],
    ) -> None:
        from screens.dialogs.write_report import NextStep, WriteReportDialog

        short = (*report.failed, *report.stale, *report.skipped)
        if len(asked) == 1:
            what = name_of((short[0].id,))
            look, verb = ("", "Declined") if short[0].declined else ("error", f"Not {done.lower()}")
            self._stage.say(f"{verb}: {what}: {short[0].reason}", look, holds=holds)
            if short[0].values is None:
                return
        else:
            self._stage.say(counts(report, done), "warning", holds=holds)

        def chosen(way: NextStep | None) -> None:
            if way is not None:
                ways[way]()

        offered = [way for way in NextStep if way in ways]
        self._stage.ask(WriteReportDialog(report, done, offered), chosen)


def _what_became(applied: Sequence[Result], done: str) -> str:
    """What is known of each: of some that have a reason, how many there are."""
    numbers = Counter(result.reason for result in applied)
    came_back = numbers.pop("", 0)
    if not numbers:
        if done == "Undone":
            return f"{'it is' if came_back == 1 else 'they are'} as before"
        return _seen(came_back)
    if not came_back and len(numbers) == 1:
        return _reason(*numbers.popitem())
    parts = [f"{came_back} {'as before' if done == 'Undone' else _seen(came_back)}"]
    for reason, number in numbers.items():
        goes_on = " " if reason[:1].islower() else ": "
        parts.append(f"{number}{goes_on}{_reason(reason, number).rstrip('.')}")
    return "; ".join(parts if came_back else parts[1:])


def _seen(number: int) -> str:
    return f"checked by reading {'it' if number == 1 else 'them'} again"


def _reason(reason: str, number: int) -> str:
    """A reason as it is said of so many."""
    if number > 1 and reason.startswith("was "):
        return f"were {reason.removeprefix('was ')}"
    return reason


def counts(report: WriteReport, done: str) -> str:
    """The exact counts of a report."""
    failed, declined = declined_among(report.failed)
    numbers = [
        (len(report.applied), done.lower()),
        (len(failed), "failed"),
        (len(declined), "declined"),
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
    client, member, *value = [*parts, *("-", "")[len(parts) :]]
    name = " ".join(part for part in (client, known_words(member), *value) if part not in {"-", ""})
    return f"{name} ({step})" if name else f"step {step}"

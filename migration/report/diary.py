"""What happened, in order: every entry of the record as a line that says who did what."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import timedelta
from itertools import pairwise

from migration.changes.write_report import RecordedChange
from migration.checks.check_verdict import CheckVerdict
from migration.compare.setting import setting_parts
from migration.guide.step import Step
from migration.journal.entries import Entry, EntryKind
from migration.journal.entry_words import DEEDS
from migration.number_words import number_of
from migration.report.report import Event

# Checks are recorded as they are answered: those of one run stand together.
ONE_RUN = timedelta(minutes=2)
# A change tells what became of a write; a wait is no deed of anybody.
_NOT_TOLD = frozenset({EntryKind.OUTCOME, EntryKind.HELD, EntryKind.WAITING, EntryKind.WAITED})


def events(
    entries: Sequence[Entry], changes: Sequence[RecordedChange], steps: Sequence[Step]
) -> tuple[Event, ...]:
    """Every entry but those that belong to another one; the checks of one run are one line."""
    written = {change.entry: change for change in changes}
    told: list[Event] = []
    run: list[Entry] = []
    for entry in entries:
        if run and not _of_one_run(run[-1], entry):
            told.append(_checked(run))
            run = []
        if entry.kind is EntryKind.CHECKED:
            run.append(entry)
        elif entry.kind is EntryKind.INTENT and entry.number in written:
            told.append(_written(written[entry.number]))
        elif entry.kind not in _NOT_TOLD:
            told.append(_of(entry, steps))
    return (*told, *([_checked(run)] if run else []))


def _of_one_run(last: Entry, entry: Entry) -> bool:
    return (
        entry.kind in {EntryKind.CHECKED, EntryKind.WAITING, EntryKind.WAITED}
        and entry.who == last.who
        and entry.at - last.at <= ONE_RUN
    )


def _checked(run: Sequence[Entry]) -> Event:
    verdicts = [str(entry.body["verdict"]) for entry in run]
    counted = ", ".join(
        f"{verdicts.count(verdict.value)} {verdict.value}"
        for verdict in CheckVerdict
        if verdict.value in verdicts
    )
    what = "a check" if len(run) == 1 else f"{len(run)} checks"
    steps = {entry.step for entry in run}
    return Event(
        run[0].at,
        run[0].who,
        steps.pop() if len(steps) == 1 else "",
        f"made {what} whose answer was new: {counted}",
    )


def _written(change: RecordedChange) -> Event:
    client = setting_parts(change.fields[0].id)[1] if change.fields else "-"
    count = len(change.fields)
    of = "" if client == "-" else f" of {client}"
    states = [field.word for field in change.fields]
    odd = ", ".join(
        f"{states.count(state)} {state}"
        for state in ("failed", "declined", "unfinished", "undone")
        if state in states
    )
    verb = f"took back from change {change.undoes}" if change.undoes is not None else "wrote"
    text = f"{verb} {number_of(count, 'setting')}{of}, change {change.entry}"
    return Event(change.at, change.who, change.step, f"{text}{f': {odd}' if odd else ''}")


def _of(entry: Entry, steps: Sequence[Step]) -> Event:
    step, _, part = entry.step.partition("/")
    known = next((one for one in steps if one.id == step), None)
    texts = {one.id: one.text for one in known.parts} if known else {}
    said = _SAID.get(entry.kind)
    text = said(entry, texts.get(part, part)) if said else DEEDS[entry.kind](entry)
    note = str(entry.body.get("note", ""))
    return Event(entry.at, entry.who, step, text, note)


def _ticked(entry: Entry, part: str) -> str:
    day = entry.body.get("day")
    on = f", on {day}" if day else ""
    return f"said that “{part}” is done{on}" if part else f"said that the step is done{on}"


def _unticked(entry: Entry, part: str) -> str:
    if entry.body.get("applies"):
        return "said that the step applies after all"
    return f"took back “{part}”" if part else "took back what was said of the step"


_SAID: Mapping[EntryKind, Callable[[Entry, str], str]] = {
    EntryKind.TICKED: _ticked,
    EntryKind.UNTICKED: _unticked,
    EntryKind.NOT_APPLICABLE: lambda _entry, _part: "said that the step does not apply here",
}


def days_of(told: Sequence[Event]) -> Iterator[tuple[Event, bool]]:
    """Each event, and whether a new day (of UTC) begins with it."""
    before: Sequence[Event | None] = (None, *told)
    for last, event in pairwise(before):
        assert event is not None, "only the first has none before it"
        yield event, last is None or last.at.date() != event.at.date()

"""`poolwalk record`: every change that Poolwalk made to the new pool. It writes nothing."""

import json
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from migration.changes.write_report import RECOVERED, FieldChange, RecordedChange, Undoable
from migration.guide.step_files import load_steps
from migration.number_words import number_of
from tui.command_line.answer_json import SCHEMA, record_json
from tui.command_line.answer_text import LONGEST, head
from tui.command_line.invocation import Invocation
from tui.command_line.opening import BEGINS_ANEW, opened, warn_of_the_record
from tui.command_line.output import Output
from tui.command_line.selection import check_step
from tui.settings.sources import Sources, first_look
from widgets.text.plain_text import cut, plain, short_who
from widgets.text.record_words import (
    FIELD_MARKS,
    member_of,
    moment,
    place_of,
    plan_words,
)
from widgets.text.shown_values import in_a_row


def record(invocation: Invocation, sources: Sources) -> int:
    """Show the record; gives the exit code. Raises `PoolwalkError`.

    Both pools are read, since a change that the program did not live to account for is accounted
    for then.
    """
    steps = load_steps()
    check_step(invocation.step, steps)
    output = Output(ascii_only=first_look(sources).ascii_only)
    with opened(sources, output, demo=invocation.demo, attached=False) as session:
        walkthrough = session.walkthrough
        if invocation.set_aside:
            output.answer(set_aside_answer(walkthrough.logbook.set_aside(), invocation.json))
            return 0
        warn_of_the_record(output, walkthrough.state)
        changes = [
            change
            for change in walkthrough.past_changes.history()
            if not invocation.step or change.step == invocation.step
        ]
        assert walkthrough.state.deployment is not None, "only a connected walkthrough has a record"
        if invocation.json:
            output.answer(record_json(walkthrough.state.deployment, changes))
        else:
            titles = {step.id: step.title for step in steps}
            output.answer(
                "\n".join([*head(walkthrough.state.deployment), "", *record_lines(changes, titles)])
            )
        if session.begins_anew and not changes:
            output.warn(BEGINS_ANEW)
    return 0


def set_aside_answer(moved: Path | None, as_json: bool) -> str:
    """Where the record is now."""
    if as_json:
        return json.dumps({"schema": SCHEMA, "set_aside": str(moved) if moved else None})
    if moved is None:
        return "There was no record to set aside."
    return f"The record is set aside, whole, as {moved}. The next command begins a new one."


def record_lines(changes: Sequence[RecordedChange], titles: Mapping[str, str]) -> Iterator[str]:
    """Each change with its fields, and a count."""
    when = {change.entry: change.at for change in changes}
    for change in changes:
        yield f"{moment(change.at)} UTC  {plain(short_who(change.who))}  {place_of(change, titles)}"
        if change.undoes is not None:
            of = when.get(change.undoes)
            yield f"  undo of {moment(of)}" if of else "  undo of an earlier change"
        if change.recovered:
            yield f"  {RECOVERED}"
        if said := plan_words(change):
            yield f"  {plain(said)}"
        reason = ""
        for field in change.fields:
            yield _field(field)
            if field.reason not in ("", reason):
                yield f"      {plain(field.reason)}"
            reason = field.reason
        yield ""
    yield (f"{number_of(len(changes), 'change')}." if changes else "Nothing was written yet.")


def undo_lines(
    undoables: Sequence[Undoable], history: Sequence[RecordedChange], titles: Mapping[str, str]
) -> Iterator[str]:
    """What a way back would do, newest first; what removes something is marked."""
    changes = {change.entry: change for change in history}
    for undoable in undoables:
        change = changes[undoable.entry]
        yield f"{'!' if undoable.asks else ' '} {moment(change.at)} UTC  {place_of(change, titles)}"
        yield from (f"      {cut(plain(line), 2 * LONGEST)}" for line in undoable.lines)
    count, settings = len(undoables), sum(len(undoable.ids) for undoable in undoables)
    removes = (
        "; ! removes what was made, which cannot be taken back without harm"
        if any(u.asks for u in undoables)
        else ""
    )
    yield (f"{number_of(count, 'change')}, {number_of(settings, 'setting')}{removes}.")


def _field(field: FieldChange) -> str:
    mark, _ = FIELD_MARKS[field.word]
    before, after = (cut(in_a_row(value), LONGEST) for value in (field.before, field.after))
    return f"  {mark} {member_of(field.id)}: {before} → {after} ({field.word})"

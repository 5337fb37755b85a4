"""A rehearsal in words: each write with its verdict, what was not rehearsed, what it comes to."""

import json
from collections.abc import Iterator, Sequence
from typing import Any

from migration.changes.change import Beside, plain
from migration.changes.edit_words import open_sides
from migration.checks.check_verdict import CheckVerdict
from migration.checks.finding import Finding
from migration.compare.open_values import told_apart
from migration.rehearsal.result import (
    Belief,
    Doing,
    NotRehearsed,
    ProbeAnswer,
    Result,
    Told,
    UnpredictedResource,
    WriteVerdict,
)
from migration.secret import MASK, Secret
from widgets.text.check_names import verdict_mark
from widgets.text.plain_text import cut
from widgets.text.plain_text import plain as shown

LONGEST = 60  # cells of a value
_BELIEF_MARKS = {
    Belief.AS_BELIEVED: ("✓", "ok"),
    Belief.OTHERWISE: ("✗", "error"),
    Belief.NOT_DECIDED: ("?", "warning"),
}
GOOD, BAD, UNKNOWN = ("✓", "ok"), ("✗", "error"), ("?", "warning")
_LEFT_OUT = ("–", "faint")

# A mark, the role of its colour, and a text.
Row = tuple[str, str, str]


def rows_of(told: Told) -> Iterator[Row]:
    """What is told, in rows; nothing for what is only under way."""
    match told:
        case WriteVerdict():
            yield from _write(told)
        case UnpredictedResource():
            when = "after everything was taken back" if told.back else "once all was written"
            yield (*BAD, f"{when}: {_thing(told)} does not stand as predicted")
            yield from _deviations(told.deviations)
        case NotRehearsed():
            step = f"{told.step} " if told.step else ""
            text = f"{step}not rehearsed: {told.what}: {told.why}"
            yield (*(UNKNOWN if told.needed else _LEFT_OUT), shown(text))
        case Finding():
            mark, look = verdict_mark(told)
            why = "" if told.verdict is CheckVerdict.PASSED else f": {told.sentence}"
            yield mark, look, shown(f"{told.step} {told.title}{why}")
        case ProbeAnswer():
            why = "" if told.belief is Belief.AS_BELIEVED else f": {told.answer}"
            yield (*_BELIEF_MARKS[told.belief], shown(f"{told.id} {told.belief.value}{why}"))
        case Doing():
            return


def _thing(standing: UnpredictedResource) -> str:
    return shown(" ".join(filter(None, (f"the {standing.kind}", standing.label))))


def _write(write: WriteVerdict) -> Iterator[Row]:
    back = "taken back, " if write.back else ""
    named = ", ".join(write.members)
    what = f"{write.step} {back}{write.label}: {write.action.value}"
    if write.as_predicted:
        yield (*GOOD, shown(f"{what} as predicted ({named})"))
        return
    yield (*BAD, shown(f"{what} otherwise than predicted ({named})"))
    if write.refused:
        yield " ", "", f"    {shown(write.refused)}"
    yield from _deviations(write.deviations)


def _deviations(found: Sequence[Beside]) -> Iterator[Row]:
    for other in found:
        name = f"{other.member}: " if other.member else ""
        sides = map(_value, open_sides(other))
        predicted, now = told_apart((other.was, other.now), sides)
        text = f"    {name}predicted {predicted}, found {now}"
        yield " ", "", shown(text)


def _value(value: Any) -> str:
    if value is None:
        return "nothing"
    if isinstance(value, Secret):
        return MASK
    if isinstance(value, bool):
        return "yes" if value else "no"
    text = value if isinstance(value, str) else json.dumps(plain(value, reveal=False), default=str)
    return cut(shown(text), LONGEST)


def result_rows(result: Result) -> Iterator[Row]:
    """What a rehearsal comes to, its counts first."""
    if result.stopped:
        yield (*UNKNOWN, "The rehearsal was stopped.")
        yield from _copies(result)
        return
    mark = BAD if result.otherwise else UNKNOWN if result.incomplete else GOOD
    yield (*mark, f"Rehearsed: {result.sentence}.")
    if result.checks:
        counted = {
            verdict: sum(finding.verdict is verdict for finding in result.checks)
            for verdict in CheckVerdict
        }
        said = ", ".join(f"{count} {verdict.word}" for verdict, count in counted.items() if count)
        yield (
            *(GOOD if counted[CheckVerdict.PASSED] == len(result.checks) else UNKNOWN),
            f"Asked of Cognito on the copy's own pages: {said}.",
        )
    if result.probes:
        counts = {belief: result.beliefs.get(belief, 0) for belief in Belief}
        said = ", ".join(f"{count} {belief.value}" for belief, count in counts.items() if count)
        worst = next(
            belief
            for belief in (Belief.OTHERWISE, Belief.NOT_DECIDED, Belief.AS_BELIEVED)
            if counts[belief]
        )
        yield (*_BELIEF_MARKS[worst], f"What is believed of AWS: {said}.")
    yield from _copies(result)


def _copies(result: Result) -> Iterator[Row]:
    for sentence in result.left:
        yield (*UNKNOWN, shown(sentence))
    if not result.left:
        yield (*GOOD, "Both copies are gone.")

"""The answers of `plan` and `apply` for a person: readable without colour, and in a log."""

import json
from collections.abc import Iterator, Mapping, Sequence
from itertools import groupby

from migration.changes.report import Report, Result
from migration.compare.setting import Setting, State, Value
from migration.guide.step import StepSummary
from migration.pools.reading import Deployment, PoolRef, Unread
from migration.secret import MASK, Secret
from tui.answer_json import plain_value
from tui.reasons import reason_of
from widgets.marks import SETTING_MARKS, STATE_WORDS, STEP_MARKS, STEP_WORDS, setting_mark
from widgets.plain_text import cut, plain

LONGEST = 72  # cells of one value; --json gives it whole
NOTHING = "(nothing)"


def plan_text(
    deployment: Deployment,
    summaries: Sequence[StepSummary],
    to_apply: Sequence[str],
    unread: Sequence[tuple[str, Unread]],
) -> str:
    """Where we are, each step with what is not the same in both pools, what could not be read, and a sentence with the counts."""
    lines = [*_head(deployment)]
    for summary in summaries:
        lines += ["", *_step(summary)]
    if unread:
        lines += ["", "Could not be read, so nothing is offered for it:", *(_unread(step, part) for step, part in unread)]
    settings = [setting for summary in summaries for setting in summary.settings]
    return "\n".join([*lines, "", _counts(settings, to_apply, unread)])


def report_text(report: Report) -> str:
    """What became of each setting, and a sentence with the counts."""
    lines: list[str] = []
    for title, mark, results in (
        ("Applied", "✓", report.applied),
        ("Failed", "✗", report.failed),
        ("Changed by somebody else since it was read, so not written", "~", report.stale),
        ("Skipped", "–", report.skipped),
    ):
        if results:
            lines += [f"{title}:", *(_result(mark, result) for result in results), ""]
    counts = (
        f"{len(report.applied)} applied, {len(report.failed)} failed, {len(report.stale)} stale, {len(report.skipped)} skipped"
    )
    return "\n".join([*lines, f"{counts}." if lines else "Nothing was to apply."])


def _head(deployment: Deployment) -> Iterator[str]:
    where = [f"account {deployment.account}", deployment.region, *([deployment.endpoint] if deployment.endpoint else [])]
    yield plain(" · ".join(where))
    yield f"  old pool  {_pool(deployment.old_pool)}"
    yield f"  new pool  {_pool(deployment.new_pool)}"


def _pool(pool: PoolRef) -> str:
    return plain(f"{pool.name} ({pool.id})")


def _step(summary: StepSummary) -> Iterator[str]:
    mark, _ = STEP_MARKS[summary.state]
    reason = f": {plain(summary.reason)}" if summary.reason else ""
    yield f"{mark} {summary.step.id:<3} {plain(summary.step.title)} ({STEP_WORDS[summary.state]}{reason})"
    shown = [setting for setting in summary.settings if setting.state is not State.SAME]
    for client, settings in groupby(shown, key=lambda setting: setting.client):
        if client:
            yield f"      {plain(client)}"
        for setting in settings:
            yield from _setting(setting)
    same = len(summary.settings) - len(shown)
    if same:
        yield f"      {SETTING_MARKS[State.SAME][0]} {same} {STATE_WORDS[State.SAME]}"


def _setting(setting: Setting) -> Iterator[str]:
    mark, _ = setting_mark(setting)
    yield f"      {mark} {plain(setting.label)}: {_change(setting)}"
    why = reason_of(setting)
    if why:
        yield f"          {plain(why)}"


def _change(setting: Setting) -> str:
    old, wanted, new = (_value(value, secret=setting.secret) for value in (setting.old, setting.wanted, setting.new))
    if setting.to_do:
        return wanted if setting.state is State.MISSING else f"{new} → {wanted}"
    if setting.state is State.EXTRA:
        return f"{new} ({STATE_WORDS[State.EXTRA]})"
    if setting.state in {State.HIDDEN, State.UNREAD}:
        return STATE_WORDS[setting.state]
    return f"old {old}, new {new} ({STATE_WORDS[setting.state]})"


def _value(value: Value, *, secret: bool) -> str:
    if value is None:
        return NOTHING
    if secret or isinstance(value, Secret):
        return MASK
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, tuple | Mapping):
        return cut(plain(json.dumps(plain_value(value), ensure_ascii=False)), LONGEST)
    return cut(plain(str(value)), LONGEST) or "“”"


def _unread(step: str, part: Unread) -> str:
    pool = f" of the {part.pool} pool" if part.pool else ""
    name = f" “{plain(part.name)}”" if part.name else ""
    mark, _ = SETTING_MARKS[State.UNREAD]
    return f"  {mark} {step + ': ' if step else ''}{part.operation}{name}{pool}: {plain(part.reason)}"


def _counts(settings: Sequence[Setting], to_apply: Sequence[str], unread: Sequence[tuple[str, Unread]]) -> str:
    waiting = [setting for setting in settings if setting.to_do and setting.id not in set(to_apply)]
    same = sum(setting.state is State.SAME for setting in settings)
    parts = [f"{len(to_apply)} to apply", f"{len(waiting)} waiting for something else", f"{same} the same already"]
    if unread:
        parts.append(f"{len(unread)} could not be read")
    then = " “poolwalk apply” applies them." if to_apply else ""
    return f"{', '.join(parts)}.{then}"


def _result(mark: str, result: Result) -> str:
    return f"  {mark} {plain(result.id)}" + (f"\n      {plain(result.reason)}" if result.reason else "")

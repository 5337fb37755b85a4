"""The answers of `plan` and `apply` for a person: readable without colour, and in a log."""

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import groupby

from migration.changes.write_report import Result, WriteReport, declined_among
from migration.compare.member_names import in_words
from migration.compare.open_values import open_value
from migration.compare.setting import Setting, Value, setting_parts
from migration.compare.setting_state import SettingState
from migration.guide.next_thing import NextThing
from migration.guide.step import STEP_WORDS, StepKind
from migration.guide.step_summary import StepSummary
from migration.guide.tally import Counts
from migration.guide.ticks import others_turn
from migration.guide.verdict import Reason, Verdict
from migration.guide.verdict_remedies import remedy
from migration.journal.rehearsal_record import RehearsalRecord
from migration.pools.reading import Deployment, PoolRef, Unread
from migration.secret import MASK, Secret
from tui.command_line.answer import Plan
from tui.command_line.reasons import reason_of
from widgets.text.marks import (
    SETTING_MARKS,
    STATE_WORDS,
    STEP_MARKS,
    part_mark,
    setting_mark,
)
from widgets.text.plain_text import cut, plain
from widgets.text.shown_values import for_json
from widgets.text.verdict_lines import key_that_settles, verdict_sentences

LONGEST = 72  # cells of one value; --json gives it whole
NOTHING = "(nothing)"


def plan_text(plan: Plan, warnings: Mapping[str, Sequence[str]]) -> str:
    """Each step with what is not the same in both pools, what could not be read, and the counts.

    It begins with which deployment this is. `warnings` are what a person must know of a step, by
    its id.
    """
    lines = [*head(plan.deployment), ""]
    for summary in plan.summaries:
        lines += step_lines(summary, plan.to_apply, warnings.get(summary.step.id, ()))
    if plan.unread:
        lines += [
            "Could not be read, so nothing is offered for it:",
            *(_unread(step, part) for step, part in plan.unread),
            "",
        ]
    space = [] if lines[-1] == "" else [""]
    verdict = verdict_text(plan.verdict) if plan.verdict else []
    hour = [plain(plan.hour)] if plan.hour else []
    following = ["", *hour, next_line(plan.next)] if plan.next else []
    rehearsed = [_rehearsed(plan.rehearsed)] if plan.rehearsed else []
    return "\n".join(
        [
            *lines,
            *space,
            *verdict,
            *([""] if verdict else []),
            f"{plan.tally.steps_in_words}.",
            _counts(plan),
            *rehearsed,
            *following,
        ]
    )


def _rehearsed(last: RehearsalRecord) -> str:
    """What the last rehearsal came to, and where each thing that was otherwise is named."""
    mark = "✗ " if last.otherwise else "? " if last.incomplete else ""
    more = " “poolwalk report” names what was not as predicted." if mark else ""
    return f"{mark}The walk was {last.sentence}.{more}"


def next_line(thing: NextThing) -> str:
    """The one thing that is next, as the screen says it."""
    return f"Next: {plain(thing.sentence)}."


def verdict_text(verdict: Verdict) -> list[str]:
    """Whether the old pool can be retired, every reason with the command that settles it."""
    return [f"{mark} {plain(text)}" for mark, _, text in verdict_sentences(verdict, _settled_by)]


def _settled_by(reason: Reason) -> str:
    key = key_that_settles(reason)
    by = remedy(reason) or (f"{key} in the app" if key else "")
    return f" → {by}" if by else ""


def report_text(report: WriteReport, settings: Mapping[str, Setting], done: str = "Applied") -> str:
    """What became of each setting, and a sentence with the counts.

    `settings` gives their names, by id.
    """
    lines: list[str] = []
    untried = [result for result in report.skipped if result.untried]
    skipped = [result for result in report.skipped if not result.untried]
    failed, declined = declined_among(report.failed)
    for title, mark, results in (
        (done, "✓", report.applied),
        ("Failed", "✗", failed),
        ("Declined", "–", declined),
        ("Changed by somebody else since it was read, so not written", "~", report.stale),
        ("Not tried", "…", untried),
        ("Skipped", "–", skipped),
    ):
        if results:
            lines += [f"{title}:", *_results(mark, results, settings), ""]
    numbers = {
        done.lower(): report.applied,
        "failed": failed,
        "stale": report.stale,
        "skipped": skipped,
    }
    counts = [f"{len(results)} {word}" for word, results in numbers.items()]
    counts += [f"{len(declined)} declined"] if declined else []
    counts += [f"{len(untried)} not tried"] if untried else []
    return "\n".join([*lines, f"{', '.join(counts)}." if lines else "Nothing was to apply."])


def head(deployment: Deployment) -> Iterator[str]:
    """Which deployment this is, in three lines."""
    where = [
        f"account {deployment.account}",
        deployment.region,
        *([deployment.endpoint] if deployment.endpoint else []),
    ]
    yield plain(" · ".join(where))
    yield f"  old pool  {_pool(deployment.old_pool)}"
    yield f"  new pool  {_pool(deployment.new_pool)}"


def _pool(pool: PoolRef) -> str:
    return plain(f"{pool.name} ({pool.id})")


def step_lines(
    summary: StepSummary, to_apply: Sequence[str], warnings: Sequence[str]
) -> Iterator[str]:
    """One step: how it stands, what is not the same, what a person must know of it."""
    mark, word = STEP_MARKS[summary.state][0], STEP_WORDS[summary.state]
    if summary.step.kind is StepKind.READING:
        mark, word = "·", "to be read"
    reason = f": {plain(summary.reason)}" if summary.reason else ""
    yield f"{mark} {summary.step.id:<3} {plain(summary.step.title)} ({word}{reason})"
    yield from (f"      ! {plain(warning)}" for warning in warnings)
    shown = [setting for setting in summary.settings if setting.state is not SettingState.SAME]
    for client, settings in groupby(shown, key=lambda setting: setting.client):
        if client:
            yield f"      {plain(client)}"
        yield from _rows(list(settings), to_apply)
    if any(part.tick for part in summary.parts) and not all(part.tick for part in summary.parts):
        turn = others_turn(summary.parts)
        yield from (
            f"      {part_mark(part, turn)[0]} {plain(part.part.text)}" for part in summary.parts
        )
    same = len(summary.settings) - len(shown)
    if same:
        yield f"      {SETTING_MARKS[SettingState.SAME][0]} {same} {STATE_WORDS[SettingState.SAME]}"
    if summary.settings or warnings:
        yield ""


def _rows(settings: Sequence[Setting], to_apply: Sequence[str]) -> Iterator[str]:
    # What this run makes possible by itself is not in anybody's way.
    free = [
        replace(setting, blocked="") if setting.id in to_apply else setting for setting in settings
    ]
    yield from with_reasons(
        [
            (f"{setting_mark(setting)[0]} {_name(setting)}: {_change(setting)}", _why(setting))
            for setting in free
        ],
        "      ",
    )


def _why(setting: Setting) -> str:
    reason = reason_of(setting)
    return f"{reason}. {setting.advice}" if setting.advice and setting.to_do else reason


def with_reasons(rows: Sequence[tuple[str, str]], indent: str) -> Iterator[str]:
    """Rows and their reasons; one that several rows on end share stands once, above them."""
    for reason, sharing in groupby(rows, key=lambda row: row[1]):
        texts = [text for text, _ in sharing]
        if reason and len(texts) > 1:
            yield f"{indent}  {plain(reason)}:"
        yield from (f"{indent}{text}" for text in texts)
        if reason and len(texts) == 1:
            yield f"{indent}    {plain(reason)}"


def _name(setting: Setting) -> str:
    return plain(in_words(setting.member) if setting.item else setting.label)


def _change(setting: Setting) -> str:
    old, wanted, new = (
        _value(open_value(setting.member, value), secret=setting.secret)
        for value in (setting.old, setting.wanted, setting.new)
    )
    if setting.to_do:
        for_good = " (cannot be taken back without harm)" if setting.irreversible else ""
        return (
            f"{wanted}{for_good}"
            if setting.state is SettingState.MISSING
            else f"{new} → {wanted}{for_good}"
        )
    if setting.state is SettingState.EXTRA:
        return f"{new} ({STATE_WORDS[SettingState.EXTRA]})"
    if setting.state in {SettingState.HIDDEN, SettingState.UNREAD}:
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
        return cut(plain(json.dumps(for_json(value), ensure_ascii=False)), LONGEST)
    return cut(plain(str(value)), LONGEST) or "“”"


def _unread(step: str, part: Unread) -> str:
    pool = f" of the {part.pool} pool" if part.pool else ""
    name = f" “{plain(part.name)}”" if part.name else ""
    mark, _ = SETTING_MARKS[SettingState.UNREAD]
    return (
        f"  {mark} {step + ': ' if step else ''}{part.operation}{name}{pool}: {plain(part.reason)}"
    )


def _counts(plan: Plan) -> str:
    settings = [setting for summary in plan.summaries for setting in summary.settings]
    same = sum(setting.state is SettingState.SAME for setting in settings)
    parts = [
        f"Settings: {Counts.of(plan.summaries).in_words()}",
        f"{len(plan.to_apply)} can be applied now",
        f"{same} the same already",
    ]
    if plan.unread:
        parts.append(f"{len(plan.unread)} could not be read")
    return f"{', '.join(parts)}."


def _results(
    mark: str, results: Sequence[Result], settings: Mapping[str, Setting]
) -> Iterator[str]:
    yield from with_reasons(
        [(f"{mark} {_place(result.id, settings)}", result.reason) for result in results], "  "
    )


def _place(address: str, settings: Mapping[str, Setting]) -> str:
    setting = settings.get(address)
    if setting is None:  # its resource is gone
        return "  ".join(plain(part) for part in setting_parts(address) if part != "-")
    where = f"{setting.step}  {plain(setting.client)}  " if setting.client else f"{setting.step}  "
    return f"{where}{_name(setting)}" + (
        f": {_value(setting.wanted, secret=setting.secret)}" if setting.item else ""
    )

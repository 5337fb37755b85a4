"""Every step as it stands: who ticked what, what is open, which settings are left."""

import json
import re
from collections.abc import Iterator

from migration.changes.change import plain
from migration.compare.member_names import in_words
from migration.compare.open_values import open_value
from migration.compare.setting import Setting, Value
from migration.guide.step import STEP_WORDS, StepKind, StepState
from migration.guide.step_summary import StepSummary
from migration.guide.tally import left_as
from migration.guide.ticks import Tick, Ticks
from migration.report.report import Left, ReportedStep, Said
from migration.secret import MASK, Secret

NOTHING = "—"
_KEY = re.compile(r" \([A-Za-z]\)")  # a key of the screen, which no reader of a report presses


def without_keys(text: str) -> str:
    """A sentence of the screen without the keys that it names."""
    return _KEY.sub("", text)


def reported_steps(summaries: tuple[StepSummary, ...], ticks: Ticks) -> tuple[ReportedStep, ...]:
    """The guide's steps; the page that closes with the verdict is told with that."""
    return tuple(
        ReportedStep(
            id=summary.step.id,
            title=summary.step.title,
            section=summary.step.section,
            state=summary.state,
            words=STEP_WORDS[summary.state],
            reason=without_keys(summary.reason),
            said=tuple(_said(summary, ticks.get(summary.step.id))),
            open=tuple(part.part.text for part in summary.parts if part.tick is None),
            left=tuple(_left(summary)),
            contradicted=summary.contradicted is not None,
        )
        for summary in summaries
        if summary.step.kind is not StepKind.READING
    )


def _said(summary: StepSummary, whole: Tick | None) -> Iterator[Said]:
    """The ticks of sub-points, or what was said of the step itself."""
    if whole is not None and (not summary.parts or whole.verdict is not StepState.DONE):
        words = {
            StepState.DONE: "done",
            StepState.NOT_APPLICABLE: "does not apply here",
        }.get(whole.verdict, "applies after all")
        yield _of(words, whole)
        return
    for part in summary.parts:
        if part.tick is not None:
            yield _of(part.part.text, part.tick)


def _of(text: str, tick: Tick) -> Said:
    return Said(text, tick.who, tick.at, tick.note, tick.day)


def _left(summary: StepSummary) -> Iterator[Left]:
    if summary.state is StepState.NOT_APPLICABLE:
        return
    for setting in summary.settings:
        if left_as(summary.step, setting) is not None:
            yield Left(
                setting.id,
                _name(setting),
                setting.client,
                value_words(open_value(setting.member, setting.new), secret=setting.secret),
                value_words(open_value(setting.member, setting.wanted), secret=setting.secret),
                without_keys(setting.blocked or setting.reason),
            )


def _name(setting: Setting) -> str:
    return in_words(setting.member) if setting.item else setting.label


def value_words(value: Value, *, secret: bool = False) -> str:
    """A value whole, in a line; secrets are dots."""
    if value is None:
        return NOTHING
    if secret or isinstance(value, Secret):
        return MASK
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, str):
        return value or "“”"
    return json.dumps(plain(value, reveal=False), ensure_ascii=False, default=str)

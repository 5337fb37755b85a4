"""What a question about a tick says: the step, its sub-points, and what was typed with them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from migration.guide.page import Page
from migration.guide.proved_parts import proved
from migration.guide.step import Step, StepState
from migration.guide.ticks import PagePart
from widgets.text.own_keys import key_of

if TYPE_CHECKING:
    from migration.checks.finding import Finding


def happens_on_a_day(page: Page, part: PagePart | None) -> bool:
    """Whether the sub-point, or any of the step that is still open, needs its day."""
    if part is not None:
        return part.part.dated
    return any(one.part.dated and one.tick is None for one in page.summary.parts)


def typed(page: Page, part: PagePart | None) -> list[str]:
    """What a person typed with the ticks of a step, or of a sub-point: a line each."""
    parts = page.summary.parts if part is None else (part,)
    ticks = [(one.part.text, one.tick) for one in parts]
    if part is None and not parts:
        ticks = [(page.summary.step.title, page.tick)]
    return [
        f"{text}: {', '.join(filter(None, (tick.day, tick.note)))}"
        for text, tick in ticks
        if tick is not None
        and tick.verdict is StepState.DONE
        and not tick.seen
        and (tick.day or tick.note)
    ]


def as_known(
    parts: Sequence[PagePart], page: Page, proofs: Sequence[Finding]
) -> list[tuple[str, str]]:
    """Sub-points that a person is asked about, each with whether a check has proved it."""
    shown = set(proved(page.summary, proofs))
    if not shown:
        return [(part.part.text, "") for part in parts]
    return [
        (part.part.text, "a check proved it" if part in shown else "no check sees it: you say so")
        for part in parts
    ]


def one_done(part: PagePart) -> str:
    """That a sub-point is ticked: the cursor is elsewhere then, or goes on."""
    return f"“{part.part.text}” is done, you say. {key_of('tick')} on its line takes it back."


def called(step: Step) -> str:
    """A step at the beginning of a sentence."""
    return f"Step {step.id}" if step.id[0].isdigit() else f"“{step.title}”"


def named(step: Step) -> str:
    """A step in a question."""
    return f"step {step.id}, {step.title}," if step.id[0].isdigit() else f"“{step.title}”"

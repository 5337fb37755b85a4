"""What was said of a step and what was checked of it.

They are two columns where there is room, else one stands under the other.
"""

from itertools import zip_longest

from rich.cells import cell_len

from migration.guide.page import Page
from migration.guide.step import StepKind, StepState
from widgets.text.checklist import who_and_when
from widgets.text.line import Line, Span, line, sentence_lines
from widgets.text.settings_columns import SIDE_BY_SIDE
from widgets.text.step_findings import checked_lines, news_lines

_SAID, _CHECKED = "Said", "Checked"
_BETWEEN = 2
_WORDS = {
    StepState.DONE: ("✓", "Done", "ok"),
    StepState.NOT_APPLICABLE: ("–", "Does not apply", "faint"),
    StepState.TODO: ("○", "Applies after all", ""),
}


def said_and_checked(page: Page, width: int, cell: str, *, one_column: bool) -> list[Line]:
    """Who said when that the step is done, and each check with its verdict and time.

    There are no lines where there is neither. The cursor stands on the checks, in the column
    `cell`. A step that nothing outside can prove has what was said alone.
    """
    done = page.tick is not None and page.tick.verdict is StepState.DONE
    # Whether a step applies is said of all of it, and nothing that a check could prove.
    reads = page.summary.step.kind is StepKind.READING  # then its end says it
    above = _tick(page, width) if page.tick and not (reads or (done and page.can_check)) else []
    if not page.can_check or not (done or page.said_done or page.checks):
        return above
    news = [*above, *news_lines(page, width)]
    if one_column or width < SIDE_BY_SIDE:
        labels = (line(Span(label, "heading")) for label in (_SAID, _CHECKED))
        return [
            *news,
            next(labels),
            *_said(page, width),
            next(labels),
            *checked_lines(page, width, cell),
        ]
    left = width // 3
    said = [line(Span(_SAID, "heading")), *_said(page, left)]
    checked = [line(Span(_CHECKED, "heading")), *checked_lines(page, width - left - _BETWEEN, cell)]
    return [
        *news,
        *(_beside(*pair, left + _BETWEEN) for pair in zip_longest(said, checked, fillvalue=Line())),
    ]


def _beside(said: Line, checked: Line, column: int) -> Line:
    padding = Span(" " * (column - cell_len(said.text)))
    return Line(
        (*said.spans, padding, *checked.spans) if checked.spans else said.spans, checked.row
    )


def _tick(page: Page, width: int) -> list[Line]:
    assert page.tick is not None
    mark, word, role = _WORDS[page.tick.verdict]
    return sentence_lines(f"{mark} ", f"{word}: {who_and_when(page.tick)}", width, role)


def _said(page: Page, width: int) -> list[Line]:
    if page.tick is not None and page.tick.verdict is StepState.DONE:
        return _tick(page, width)
    if page.said_done:
        if all(part.tick and part.tick.seen for part in page.summary.parts):
            return sentence_lines(
                "✓ ", "No tick needed: all its sub-points were seen.", width, "ok"
            )
        last = max(
            (part.tick for part in page.summary.parts if part.tick), key=lambda tick: tick.at
        )
        return sentence_lines(
            "✓ ", f"Done, with all its sub-points: {who_and_when(last)}", width, "ok"
        )
    if page.summary.step.kind is StepKind.SETTINGS and page.summary.state is not StepState.DONE:
        why = "Nothing to tick: it is done once AWS shows it."
        return sentence_lines("○ ", why, width, "faint")
    if page.summary.step.kind is StepKind.SETTINGS:
        return sentence_lines("· ", "No tick needed: both pools show it.", width, "faint")
    parts = page.summary.parts
    ticked = sum(part.tick is not None for part in parts)
    told = f"{ticked} of {len(parts)} sub-points" if ticked else "Nothing yet"
    following = next((part.part.text for part in parts if part.tick is None), "")
    told = f"{told}; next: “{following}”." if ticked and following else f"{told}."
    return sentence_lines("○ ", told, width, "faint")

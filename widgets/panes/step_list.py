"""The sidebar: every step with how far it is and what its checks found.

Steps of one kind stand under a heading where there is room for it.
"""

from collections import Counter
from collections.abc import Iterator, Sequence

from rich.cells import cell_len

from migration.guide.step import Step, StepKind, StepState
from migration.guide.step_summary import StepSummary
from widgets.panes.cursor_row import GUTTER
from widgets.panes.line_pane import LinePane
from widgets.text.ascii_filter import is_ascii
from widgets.text.check_names import AWAITED, VERDICT_MARKS, checked_mark
from widgets.text.line import Line, Span, line
from widgets.text.marks import CONTRADICTED_MARK, READING_MARK, STEP_BRIEFLY, STEP_MARKS
from widgets.text.plain_mode import CHECKED, STEPS, STEPS_ROOM, is_plain
from widgets.text.plain_text import cut, plain

WIDE = 24  # cells from which headings stand over steps of one kind
NAMED = 20  # cells from which a name, if need be shortened, stands beside each id
STEP = "step"
LEAST_MORE = 2  # lines that one may stand for
_BRIEFLY = {STEP_MARKS[state][0]: words for state, words in STEP_BRIEFLY.items()} | {
    READING_MARK[0]: "to read",
    CONTRADICTED_MARK[0]: "a check refuses it",
}
_FOUND = (*(mark for mark, _ in VERDICT_MARKS.values()), AWAITED[0])  # by checks
_LEFT = 4  # cells for the mark of the checks, a space, and how many settings are left


class StepList(LinePane):
    """All steps; moving the cursor chooses the step shown. Very narrow, it keeps marks and ids."""

    # at the screen's own edge the cursor alone shows it: an edge would be sent anew with every Tab
    EDGED = False
    GAP = 0  # its names are short, and what is left stands at its right
    WORDS = STEPS
    ROOM = STEPS_ROOM
    DEFAULT_CSS = "StepList { width: auto; height: 1fr; }"

    def __init__(self, steps: Sequence[Step], *, id: str | None = None) -> None:  # noqa: A002 - Textual's own name for it
        super().__init__(id=id)
        self.column = STEP
        self.tells_marks = False  # whether what they mean stands below
        self._summaries = tuple(StepSummary(step, StepState.WAITING, "", 0) for step in steps)

    def show(self, summaries: Sequence[StepSummary]) -> None:
        """Show every step as it stands."""
        self._summaries = tuple(summaries)
        self.redraw()

    def _spans(self, y: int) -> tuple[Span, ...]:
        """A line; in the place of the first and the last that are seen how many go on from there.

        A bar beside them would touch the numbers.
        """
        first, last = self._window.start, self._window.stop - 1
        for at, more, word, sign in (
            (first, first + 1, "above", "▴"),
            (last, len(self.lines) - last, "more", "▾"),
        ):
            if y == at and more >= LEAST_MORE and self.lines[y].row != self.cursor:
                lead = "" if is_plain(self) or is_ascii(self) else f"{sign} "
                return (Span(" " * GUTTER), Span(f"{lead}{more} {word}", "faint"))
        return super()._spans(y)

    def build(self, width: int) -> Sequence[Line]:
        """The lines for a width in cells."""
        widest = max(
            (len(summary.step.id) for summary in self._summaries if len(summary.step.id) < 3),
            default=2,
        )
        lefts = self._left()
        of_section = Counter(summary.step.section for summary in self._summaries)
        lines: list[Line] = []
        section = ""
        for summary, left in zip(self._summaries, lefts, strict=True):
            if summary.step.section != section:
                section = summary.step.section
                if width >= WIDE and of_section[section] > 1:
                    lines.append(line(Span(cut(plain(section), width), "faint")))
            lines.append(_row(summary, _name(summary.step, width, widest), left, width))
        return lines

    def _built(self, width: int) -> Sequence[Line]:
        """The lines, and below them what their marks mean, where there is room for all of it."""
        lines = super()._built(width)
        told = [] if is_plain(self) or width < NAMED else [Line(), *self._meanings(lines, width)]
        self.tells_marks = 0 < len(told) <= self._room.height - len(lines)
        return [*lines, *told] if self.tells_marks else lines

    def _meanings(self, lines: Sequence[Line], width: int) -> Iterator[Line]:
        """A line for each mark that is in front of a step, and one for those behind."""
        marks = [shown.spans[0].text.strip() for shown in lines if shown.row]
        for mark, words in _BRIEFLY.items():
            if mark in marks:
                yield line(Span(f"{mark} {words}", "faint"))
        checked = {span.text for shown in lines for span in shown.spans if span.cell == CHECKED}
        if found := [mark for mark in _FOUND if mark in checked]:
            told = f"{' '.join(found)} at the right: checks"
            short = f"{''.join(found)} right: checks"  # all of them fit where a name stands
            yield line(Span(told if cell_len(told) <= width else short, "faint"))

    def _left(self) -> list[str]:
        """Of each step how many settings are to do; once none is, how many are to accept."""
        if not any(summary.settings for summary in self._summaries):
            return [""] * len(self._summaries)
        from migration.guide.tally import Counts  # behind the first paint, as what is counted

        counts = [Counts.of([summary]) for summary in self._summaries]
        to_do = any(count.to_do for count in counts)
        return [str((count.to_do if to_do else count.to_accept) or "") for count in counts]


def _mark(summary: StepSummary) -> Span:
    """A step that is there to be read has nothing to do, and is done once it was read."""
    if summary.contradicted:
        mark, role = CONTRADICTED_MARK
        return Span(f"{mark} ", role)
    reads = summary.step.kind is StepKind.READING and summary.state is not StepState.DONE
    mark, role = READING_MARK if reads else STEP_MARKS[summary.state]
    return Span(f"{mark} ", role)


def _checked(summary: StepSummary) -> Span:
    """What the step's checks found, the worst of it; a blank where nothing was asked."""
    mark, role = (" ", "") if summary.checked is None else checked_mark(summary)
    # two marks of one shape and colour in a row would be one said twice
    return Span(mark, "faint" if role == "ok" else role, CHECKED)


def _name(step: Step, width: int, widest: int) -> str:
    """Its id and its title, or the short one where there is little room."""
    if width < NAMED:
        return step.id
    id_ = f"{step.id.ljust(widest)} " if len(step.id) <= widest else ""
    if width >= WIDE:
        return f"{id_}{step.title}"
    return f"{id_}{step.short or step.title}"


def _row(summary: StepSummary, name: str, count: str, width: int) -> Line:
    """Its mark, its name, the mark of its checks, what is left.

    A long name that nobody checks runs on to what is left.
    """
    look = "faint" if summary.state is StepState.NOT_APPLICABLE and width >= NAMED else ""
    left = Span(f" {count}" if count else "", "todo")
    before = width - 2 - max(_LEFT, 1 + len(left.text))
    if cell_len(plain(name)) > before and summary.checked is None:
        before = width - 2 - len(count)
        beside = [Span(count, "todo")]
    else:
        # at the right end, where the numbers end: one column of what is left, and what was found
        gap = Span(" " * (width - 2 - before - 1 - len(left.text)))
        beside = [gap, _checked(summary), left]
    shown = cut(plain(name), before)
    padding = " " * (before - cell_len(shown))
    return line(
        _mark(summary), Span(shown, look, STEP), Span(padding), *beside, row=summary.step.id
    )

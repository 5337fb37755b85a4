"""The pane "What to do".

The step's text, its console, each value to paste on a line of its own, and how it ended.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from rich.cells import cell_len
from textual.message import Message

from migration.guide.step import Confirmation, Page, PasteValue, Step
from widgets.commands.own_keys import key_of
from widgets.panes.line_pane import LinePane
from widgets.text.checklist import checklist_lines
from widgets.text.cut_over import cut_over_lines
from widgets.text.guide_text import guide_lines, inline
from widgets.text.line import (
    WIDEST,
    Line,
    Span,
    line,
    sentence_lines,
    wrap_sentence,
    wrap_spans,
)
from widgets.text.links import target
from widgets.text.plain_mode import is_plain
from widgets.text.plain_text import cut, plain, wrap
from widgets.text.retirement import verdict_lines
from widgets.text.row_places import last_line
from widgets.text.step_standing import said_and_checked
from widgets.text.usage_summary import usage_summary
from widgets.text.values import in_a_row

VALUE = "value"
VALUE_ADDRESS = "value:"  # before a value's field, in the address of its line
_PLACEHOLDER = re.compile(r"\{\w+\}")  # what the deployment will fill in


def value_address(value: PasteValue) -> str:
    """The address of a value's line within its page."""
    return f"{VALUE_ADDRESS}{value.field}"


class GuidePane(LinePane):
    """Shows one page's text; the cursor stands on the values to paste and on the sub-points."""

    @dataclass
    class ReadToEnd(Message):
        """The end of a step's text came into view, for the first time since the step is shown."""

        step: str

    DEFAULT_CSS = "GuidePane { height: 1fr; }"
    ALWAYS_ON_A_ROW = False  # there is text to read above the values

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002 - Textual's own name for it
        super().__init__(id=id)
        self.column = VALUE
        self._page: Page | None = None
        self._step: Step | None = None
        self._revealed = ""
        self._read = False  # to its end, since it is shown

    def show(self, page: Page, revealed: str = "") -> None:
        """Show a step as it stands; another step begins at its top."""
        other = self._step is not page.summary.step
        self._page, self._step, self._revealed = page, page.summary.step, revealed
        self._replace(from_top=other)

    def show_text(self, step: Step) -> None:
        """Show a step's text alone, before anything of the deployment is known."""
        other = self._step is not step
        self._page, self._step = None, step
        self._replace(from_top=other)

    def begin(self) -> None:
        """To the top of the text, on none of its rows."""
        if self.cursor:
            with self.changing():
                self.cursor = ""
            self.scroll_to(y=0, animate=False)

    def show_cursor(self, *, again: bool = False) -> None:
        """Bring the row into view with as much of the text above it as there is room for.

        That says where the value belongs.
        """
        at, height = self._line_of(self.cursor), self.scrollable_content_region.height
        if at is not None and height > 0 and not self._sees(last_line(self.lines, at)):
            self.scroll_to(y=max(last_line(self.lines, at) - height + 1, 0), animate=False)
        super().show_cursor(again=again)

    def move_by(self, rows: int) -> bool:
        """To another row; where none is under the cursor the text goes on until one is seen."""
        reads = self.cursor not in self.rows
        moved = self.scroll_by(rows) if reads else super().move_by(rows)
        return self._take_what_is_seen(down=rows > 0) or moved

    def move_page(self, pages: int) -> bool:
        """Scroll the text by a pane's height; the cursor goes to a row that is seen, if any is."""
        height = self.scrollable_content_region.height
        moved = self.scroll_by(pages * max(height - 1, 1))
        return self._take_what_is_seen(down=pages > 0) or moved

    def move_first(self) -> bool:
        """To the top of the text."""
        moved = super().move_first()
        return self._take_what_is_seen(down=True) or moved

    def move_last(self) -> bool:
        """To the end of the text."""
        moved = super().move_last()
        return self._take_what_is_seen(down=False) or moved

    def _take_what_is_seen(self, *, down: bool) -> bool:
        """Whether another row than before is under the cursor: nobody acts on one out of view."""
        before = self.cursor
        if not self._sees(self._line_of(before)):
            top, height = self.scroll_offset.y, self.scrollable_content_region.height
            seen = [shown.row for shown in self.lines[top : top + height] if shown.row]
            with self.changing():
                self.cursor = (seen[0] if down else seen[-1]) if seen else ""
        return self.cursor != before

    def _replace(self, *, from_top: bool) -> None:
        if from_top:
            with self.changing():
                self.cursor = ""
        self.redraw()
        if from_top:
            self._read = False
            self.scroll_to(y=0, animate=False)
        self.call_after_refresh(self._see_end)

    def watch_scroll_y(self, old_value: float, new_value: float) -> None:
        """The text was scrolled."""
        super().watch_scroll_y(old_value, new_value)
        self._see_end()

    def _see_end(self) -> None:
        height = self.scrollable_content_region.height
        ends = height > 0 and self.scroll_offset.y + height >= len(self.lines)
        if self._page is not None and ends and not self._read:
            self._read = True
            self.post_message(self.ReadToEnd(self._page.summary.step.id))

    def build(self, width: int) -> Sequence[Line]:
        """The lines for a width in cells: longer ones than a person reads with ease are wrapped."""
        width = min(width - 1, WIDEST)  # no text touches the scrollbar
        if self._step is None:
            return []
        if self._page is None:
            return guide_lines(_PLACEHOLDER.sub("…", self._step.body), width)
        page = self._page
        parts = [
            [
                line
                for warning in page.warnings
                for line in sentence_lines("! ", warning, width, "warning")
            ],
            said_and_checked(page, width, VALUE, one_column=is_plain(self)),
            _left_out(page, width),
            _usage(page, width, words=is_plain(self)),
            verdict_lines(page.verdict, width, words=is_plain(self)) if page.verdict else [],
            cut_over_lines(page.cut_over, width, words=is_plain(self)),
            guide_lines(page.body or self._step.body, width),
            [*_console(page, width), *_spreads(self._step, width)],
            _values(page, width, self._revealed),
            checklist_lines(page.summary.parts, width, VALUE),
            [
                line
                for confirmation in page.confirmations
                for line in _confirmation(confirmation, width)
            ],
        ]
        lines: list[Line] = []
        for part in parts:
            lines += _block(part)
        return lines[:-1]


def needed(value: PasteValue) -> str:
    """What has to come before a value that is not known yet."""
    return f"needs {value.needs}" if value.needs else "not known"


def _values(page: Page, width: int, revealed: str) -> list[Line]:
    names = [plain(value.field) for value in page.values]
    label = max((cell_len(name) for name in names if cell_len(name) <= (width + 1) // 2), default=0)
    lines: list[Line] = []
    for value, name in zip(page.values, names, strict=True):
        row = value_address(value)
        below = cell_len(name) > label  # then its value stands on a line of its own
        room = width - 2 - (0 if below else label)
        if value.value is None:
            shown, role = wrap_sentence(needed(value), room), "faint"
        else:
            text = in_a_row(value.value, revealed=revealed == row)
            shown, role = [cut(text, room)], "code"
        if below:
            lines += [line(Span(part, "strong"), row=row) for part in wrap(name, width)]
        for number, part in enumerate(shown):
            lead = name if number == 0 and not below else ""
            lead = lead.ljust(width - 2 - room) + "  "
            lines.append(line(Span(lead, "strong"), Span(part, role, VALUE), row=row))
        lines += sentence_lines("  ", value.why, width, "faint") if value.why else []
    return lines


def _block(lines: list[Line]) -> list[Line]:
    return [*lines, Line()] if lines else []


def _left_out(page: Page, width: int) -> list[Line]:
    return (
        sentence_lines(
            "– ", f"Does not apply: {page.left_out}. If it does, say so (x).", width, "ok"
        )
        if page.left_out
        else []
    )


def _usage(page: Page, width: int, *, words: bool) -> list[Line]:
    if page.usage is None:
        return []
    lines = usage_summary(page.usage, page.watched, page.quiet_days, width, words=words)
    return [
        *lines,
        *sentence_lines("", f"{key_of('show-usage')} shows each client.", width, "faint"),
    ]


def _console(page: Page, width: int) -> list[Line]:
    if not page.console_url:
        return []
    name = page.summary.step.console or "Console"
    return [
        Line(spans)
        for spans in wrap_spans(
            [
                Span(f"{plain(name)}  ", "strong"),
                Span(plain(page.console_url), "code", link=target(page.console_url)),
            ],
            width,
        )
    ]


def _spreads(step: Step, width: int) -> list[Line]:
    return (
        [Line(spans) for spans in wrap_spans(inline(f"Takes effect {step.spreads}."), width)]
        if step.spreads
        else []
    )


def _confirmation(confirmation: Confirmation, width: int) -> list[Line]:
    mark, role = {True: ("✓", "ok"), False: ("✗", "missing"), None: ("?", "faint")}[
        confirmation.holds
    ]
    return sentence_lines(f"{mark} ", confirmation.text, width, role)

"""The settings of a step, both pools side by side."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from widgets.panes.line_pane import LinePane
from widgets.text.line import Line, Span, sentence_lines
from widgets.text.plain_mode import is_plain
from widgets.text.settings_view import NEW, View

if TYPE_CHECKING:  # rows, and what they tell, are loaded behind the first paint
    from migration.guide.page import Page
    from widgets.text.row_values import Row


Follows = Callable[[int, int], Sequence[Line]]
LEAST_ROOM = 3  # lines: a part in fewer would say little for what it costs a slow line


class SettingsPane(LinePane):
    """Rows of old and new values; the cursor stands in the old or in the new one."""

    DEFAULT_CSS = "SettingsPane { height: 1fr; }"

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002 - Textual's own name for it
        super().__init__(id=id)
        self.column = NEW
        self._page: Page | None = None
        self._view = View()
        self._follows: Follows = lambda _, __: ()
        self._waiting = ""
        self._failed = False
        self.tells_marks = False  # whether what they mean stands below the rows

    def show(
        self,
        page: Page,
        view: View,
        cursor: str = "",
        follows: Follows = lambda _, __: (),
    ) -> bool:
        """Show a page. `cursor` is the row to stand on where another step was shown before.

        Whether one was: the cursor is to be brought into view once the pane's height is known.
        `follows` gives lines for a width and for so many lines of room: they stand below.
        """
        self._follows = follows
        other = self._page is None or self._page.summary.step.id != page.summary.step.id
        self._page, self._view = page, view
        if other:
            with self.changing():
                self.cursor = cursor
        self.redraw()
        if other:
            self.scroll_to(y=0, animate=False)
        return other

    def show_waiting(self, sentence: str, *, failed: bool = False) -> None:
        """Say what is awaited before there is a page, or why there is none."""
        self._page, self._waiting, self._failed = None, sentence, failed
        self.redraw()

    def _spans(self, y: int) -> tuple[Span, ...]:
        """A line; the first that is seen gives way to the names of both pools' columns."""
        scrolled = self.stays and 0 < y == self.scroll_offset.y
        return super()._spans(0 if scrolled else y)

    def _built(self, width: int) -> Sequence[Line]:
        lines = super()._built(width)
        self.stays = self._naming_lines(width - (self.ROOM if is_plain(self) else 0))
        room = self._room.height - len(lines) - 2
        self.tells_marks = False
        if self._page is None or room <= 0 or is_plain(self):
            return lines
        below = self._follows(width, len(lines) + self._room.height)
        if len(below) > room:
            below = self._follows(width, room) if room >= LEAST_ROOM else ()
        told = self._meanings(self._page, lines, width, room - len(below))
        self.tells_marks = bool(told)
        return [*lines, Line(), *told, *below] if told or below else lines

    def _meanings(self, page: Page, lines: Sequence[Line], width: int, room: int) -> Sequence[Line]:
        """What the marks of the rows mean; nothing where there is no room for all of it."""
        from widgets.text.row_marks import row_marks

        told = row_marks(lines, width, page.sides)
        return told if len(told) <= room else ()

    def _naming_lines(self, width: int) -> int:
        if self._page is None:
            return 0
        from widgets.text.settings_rows import naming_lines

        return naming_lines(self._page, width)

    def row(self, address: str) -> Row | None:
        """What stands at an address of the page."""
        if self._page is None:
            return None
        from widgets.text.settings_rows import row_address

        return next(
            (
                row
                for group in self._page.groups
                for row in group.rows
                if row_address(group, row) == address
            ),
            None,
        )

    def build(self, width: int) -> Sequence[Line]:
        """The lines for a width in cells."""
        if self._page is None:
            lead, role = ("✗ ", "error") if self._failed else ("… ", "faint")
            return sentence_lines(lead, self._waiting, width, role)
        from widgets.text.settings_rows import settings_lines

        return settings_lines(self._page, self._view, width)

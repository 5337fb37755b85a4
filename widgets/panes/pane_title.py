"""The line above a pane: a rule with the pane's name.

The pane that has the keys shows by its shape and its colour.
"""

from collections.abc import Sequence

from rich.cells import cell_len

from widgets.panes.drawing import DrawnLines
from widgets.text.line import Line, Span, line
from widgets.text.plain_mode import is_plain
from widgets.text.plain_text import cut, plain


class PaneTitle(DrawnLines):
    """A name at the left, a remark at the right, a rule between them."""

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002 - Textual's own name for it
        super().__init__(id=id)
        self._heading, self._remark, self._active = "", "", False

    def show(self, name: str, remark: str = "", *, active: bool | None = None) -> None:
        """Show a name and a remark."""
        self._heading, self._remark = plain(name), plain(remark)
        self._active = self._active if active is None else active
        self.redraw()

    def set_active(self, active: bool) -> None:
        """Whether the keys go to the pane below."""
        if active != self._active:
            self._active = active
            self.redraw()

    def build(self, width: int) -> Sequence[Line]:
        """The line for a width in cells."""
        name = cut(self._heading, width - 6)
        remark = _whole_clauses(self._remark, max(width - cell_len(name) - 8, 0))
        if is_plain(self):
            return [
                line(
                    Span("> " if self._active else "  "),
                    Span(name, "title"),
                    Span(f"  {remark}" if remark else ""),
                )
            ]
        tail = f" {remark} ─" if remark else ""
        rule = "─" * max(width - 3 - cell_len(name) - 1 - cell_len(tail), 0)
        look = "title-active" if self._active else "title"
        lead = Span("─▸ " if self._active else "── ", "accent" if self._active else "rule")
        return [
            line(
                lead,
                Span(name, look),
                Span(f" {rule}", "rule"),
                Span(tail, "rule" if not remark else "faint"),
            )
        ]


def _whole_clauses(remark: str, room: int) -> str:
    """As many of its clauses as there is room for: the pane below says all of it."""
    kept = remark
    while cell_len(kept) > room:
        kept = kept[: max(kept.rfind(";"), kept.rfind(","), 0)]
    return kept

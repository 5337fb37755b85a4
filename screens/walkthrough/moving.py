"""Moving the cursor: within a pane, between the pools' values, from pane to pane."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import Protocol

from screens.stage import Stage
from screens.walkthrough.view_state import ViewState, ViewStore
from widgets.commands.situation import Pane
from widgets.commands.table import keys_now
from widgets.text.settings_view import NEW, OLD

_ALL_LINES = 100_000  # more than any text has


class Rows(Protocol):
    """A pane with rows: it knows which row lies where, and how far a page reaches."""

    cursor: str
    gave_way: bool  # another pane has its room, until the keys come to it

    @property
    def rows(self) -> Sequence[str]:
        """The addresses of its rows, from top to bottom."""
        ...

    @property
    def display(self) -> bool:
        """Whether it is on the screen."""
        ...

    @property
    def rows_seen(self) -> Sequence[str]:
        """The addresses of those that are in view."""
        ...

    def move_to(self, row: str) -> bool:
        """Put the cursor on a row."""
        ...

    def move_by(self, rows: int) -> bool:
        """Move the cursor up or down."""
        ...

    def move_page(self, pages: int) -> bool:
        """Move the cursor by a pane's height. False where nothing moved."""
        ...

    def scroll_by(self, lines: int) -> bool:
        """Move the view alone. False where nothing moved."""
        ...

    def move_first(self) -> bool:
        """Go to the first row."""
        ...

    def move_last(self) -> bool:
        """Go to the last row."""
        ...


_PANES = {
    Pane.STEPS: "the list of steps",
    Pane.SETTINGS: "the settings",
    Pane.GUIDE: "What to do",
}


class Moving:
    """The commands that move. `rows_of` gives the pane that draws itself.

    Where one of them can do nothing it says so.
    """

    def __init__(self, stage: Stage, view: ViewStore, rows_of: Callable[[Pane], Rows]) -> None:
        self._stage = stage
        self._view = view
        self._rows_of = rows_of

    def up(self) -> None:
        """Go to the row above."""
        self._move(lambda rows: rows.move_by(-1), "top")

    def down(self) -> None:
        """Go to the row below."""
        self._move(lambda rows: rows.move_by(1), "end")

    def page_up(self) -> None:
        """A pane's height up; from the steps what to do goes up."""
        self._page(-1)

    def page_down(self) -> None:
        """A pane's height down; from the steps what to do goes on."""
        self._page(1)

    def first(self) -> None:
        """Go to the first row, and the top; from the steps what to do goes to its top first."""
        if not self._text_goes_to_its_end(-1):
            self._move(lambda rows: rows.move_first(), "top")

    def last(self) -> None:
        """Go to the last row, and the end; from the steps what to do goes to its end first."""
        if not self._text_goes_to_its_end(1):
            self._move(lambda rows: rows.move_last(), "end")

    def _text_goes_to_its_end(self, by: int) -> bool:
        """Whoever paged it from the steps goes back in it, and not away to another step."""
        on_steps = self._view.now.pane is Pane.STEPS
        return on_steps and self._rows_of(Pane.GUIDE).scroll_by(by * _ALL_LINES)

    def to_the_top(self) -> None:
        """What to do from its beginning, with the keys in it."""
        self._go_to(Pane.GUIDE)
        self._rows_of(Pane.GUIDE).move_first()
        self._view.show(replace(self._view.now, guide_row=self._rows_of(Pane.GUIDE).cursor))

    def left(self) -> None:
        """Go from new to old, and on to the steps."""
        now = self._view.now
        if now.pane is Pane.SETTINGS and now.column == NEW:
            self._view.show(replace(now, column=OLD, revealed=""))
        elif now.pane is not Pane.STEPS:
            self._go_to(Pane.STEPS, NEW)
        else:
            self._stage.remark(
                f"The steps are the leftmost pane: {keys_now()['move-right']} goes on."
            )

    def right(self) -> None:
        """Go from the steps to new, and from old to new."""
        now = self._view.now
        if now.pane is Pane.SETTINGS and now.column == OLD:
            self._view.show(replace(now, column=NEW, revealed=""))
        elif now.pane is Pane.STEPS:
            self._go_to(Pane.SETTINGS, NEW)
        else:
            self._stage.remark(
                f"This is the rightmost: {keys_now()['next-pane']} goes to the next pane,"
                f" {keys_now()['move-left']} back."
            )

    def next_pane(self) -> None:
        """Go on to the next of steps, settings, what to do, and round."""
        self._go_round(1)

    def previous_pane(self) -> None:
        """Give the keys to the pane before."""
        self._go_round(-1)

    def clicked(self, pane: Pane, row: str, cell: str) -> None:
        """A click chooses the pane, the row, and the pool's column."""
        now = replace(self._view.now, pane=pane, revealed="")
        if row:
            self._rows_of(pane).move_to(row)
            now = _on(now, pane, row)
        if pane is Pane.SETTINGS and cell in {OLD, NEW}:
            now = replace(now, column=cell)
        self._view.show(now)

    def _page(self, pages: int) -> None:
        end = "end" if pages > 0 else "top"
        if self._view.now.pane is not Pane.STEPS:
            self._move(lambda rows: rows.move_page(pages), end)
        # Who looks at the steps reads what to do in the chosen one: another is an arrow away.
        elif not self._rows_of(Pane.GUIDE).move_page(pages):
            self._say_end(Pane.GUIDE, end)

    def _move(self, move: Callable[[Rows], bool], end: str) -> None:
        """Move within the pane; where that does nothing, it is at its `end`."""
        now = self._view.now
        rows = self._rows_of(now.pane)
        moved = move(rows)
        self._view.show(_on(replace(now, revealed=""), now.pane, rows.cursor))
        if not moved:
            self._say_end(now.pane, end)

    def _say_end(self, pane: Pane, end: str) -> None:
        self._stage.remark(
            f"The {end} of {_PANES[pane]}: {keys_now()['next-pane']} goes to the next pane."
        )

    def _go_round(self, by: int) -> None:
        now = self._view.now  # rows that gave way to the text are an arrow away
        out_of_sight = Pane.SETTINGS if now.zoomed else None
        order = [pane for pane in Pane if self._is_there(pane) and pane is not out_of_sight]
        self._go_to(order[(order.index(now.pane) + by) % len(order)])

    def _is_there(self, pane: Pane) -> bool:
        rows = self._rows_of(pane)
        return rows.display or rows.gave_way

    def _go_to(self, pane: Pane, column: str = "") -> None:
        now = replace(self._view.now, pane=pane, revealed="")
        if not self._is_there(pane):
            now = replace(now, pane=Pane.GUIDE)
        if now.pane is Pane.GUIDE and not now.guide_row:  # what stands before a row is read first
            now = replace(now, guide_row=next(iter(self._rows_of(Pane.GUIDE).rows_seen), ""))
        self._view.show(replace(now, column=column or now.column))


def _on(view: ViewState, pane: Pane, row: str) -> ViewState:
    """The view with a pane's cursor on a row; the row of a step shows that step."""
    if pane is Pane.STEPS:
        return view.at_step(row)
    return replace(view, guide_row=row) if pane is Pane.GUIDE else view.at_row(row)

"""How the main screen is looked at, and what is under way on it: one frozen value."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace

from migration.guide.step import ALSO
from widgets.commands.situation import Pane
from widgets.text.settings_view import NEW, View

# A step of more than a hundred rows that ask for nothing.
_BEGIN_WITH_DIFFERENCES = frozenset({ALSO})


@dataclass(frozen=True)
class ViewState:
    """One moment of the view. `rows` holds the row under the cursor among each step's settings."""

    step: str = ""
    pane: Pane = Pane.STEPS
    rows: Mapping[str, str] = field(default_factory=dict)
    guide_row: str = ""  # the row under the cursor in "What to do"
    column: str = NEW  # which pool's value the cursor is on
    chosen_look: bool | None = None  # only differences, or all; None: nobody chose
    revealed: str = ""  # the address of the one secret that is shown
    zoomed_from: Pane | None = None  # had the keys when What to do took the room of the rows
    placed: bool = False  # whether the cursor was put where it starts
    awaited: str = "logging in to AWS"  # while nothing of the deployment is known
    failed: bool = False  # to open the deployment; `awaited` says why
    reading: bool = False
    writing: str = ""  # what is being written, in words; empty when nothing is
    asked: bool = False  # the write under way waits for the person's yes
    practised: int = 0  # how often something was done in a console of the demo
    in_console: bool = False  # something is being done in a console of the demo
    checking: bool = False  # somebody outside is being asked
    checked_step: str = ""  # whose checks these are, or were last; "" those of all steps

    @property
    def row(self) -> str:
        """The row under the cursor among the settings of the step that is shown."""
        return self.rows.get(self.step, "")

    @property
    def address(self) -> str:
        """What the cursor is on in the pane that has the keys."""
        return self.guide_row if self.pane is Pane.GUIDE else self.row

    @property
    def only_differences(self) -> bool:
        """Whether only differences are shown: as was chosen, else as the step begins."""
        return (
            self.step in _BEGIN_WITH_DIFFERENCES if self.chosen_look is None else self.chosen_look
        )

    @property
    def zoomed(self) -> bool:
        """Whether What to do has the room of the rows."""
        return self.zoomed_from is not None

    @property
    def look(self) -> View:
        """What of the settings is shown."""
        return View(self.only_differences, self.revealed)

    def at_row(self, row: str) -> ViewState:
        """The view with the cursor on another row of this step's settings."""
        return replace(self, rows={**self.rows, self.step: row})

    def at_step(self, step: str, row: str = "") -> ViewState:
        """The view with a step shown, on a row of it where one is named; no secret stays open."""
        shown = replace(self, revealed="")
        if step != self.step:
            # its rows are none that anybody came from
            came = Pane.GUIDE if self.zoomed_from is Pane.SETTINGS else self.zoomed_from
            shown = replace(shown, step=step, guide_row="", zoomed_from=came)
        return shown.at_row(row) if row else shown


class ViewStore:
    """Keeps the one ViewState, on the screen's thread; `changed` is told of before and after."""

    def __init__(
        self,
        first: ViewState,
        changed: Callable[[ViewState, ViewState], None] = lambda _, __: None,
    ) -> None:
        self.now = first
        self._changed = changed

    def show(self, state: ViewState) -> None:
        """Replace it, and have drawn what that changes; rows that have the keys are seen."""
        if state.pane is Pane.SETTINGS and state.zoomed:
            state = replace(state, zoomed_from=None)
        before, self.now = self.now, state
        if state != before:
            self._changed(before, state)

    def settle(self, state: ViewState) -> None:
        """Replace it by what was drawn: a row that is gone gave way to its neighbour."""
        self.now = state

"""Moving about the main screen.

The cursor, the panes, the next difference, what is hidden and what is looked for.
"""

from dataclasses import replace

from migration.guide.step import StepState
from screens.walkthrough.view import WalkthroughView
from widgets.commands.situation import Pane
from widgets.panes.line_pane import LinePane
from widgets.text.settings_rows import NEW, OLD, View


class Moving(WalkthroughView):
    """The commands that change nothing but where one looks."""

    def _moved(self) -> None:
        if self.view.revealed:
            self.hide_secret()
        if self.pane is Pane.STEPS and self.sidebar.cursor != self.step:
            self.show_step(self.sidebar.cursor)
        else:
            self.draw_cursor()

    def _pane(self) -> LinePane:
        return self.widgets_of_panes()[self.pane]

    def action_move_up(self) -> None:
        """The row above."""
        self._pane().move_by(-1)
        self._moved()

    def action_move_down(self) -> None:
        """The row below."""
        self._pane().move_by(1)
        self._moved()

    def action_page_up(self) -> None:
        """A pane's height up."""
        self._pane().move_page(-1)
        self._moved()

    def action_page_down(self) -> None:
        """A pane's height down."""
        self._pane().move_page(1)
        self._moved()

    def action_go_first(self) -> None:
        """The first row, and the top."""
        self._pane().move_first()
        self._moved()

    def action_go_last(self) -> None:
        """The last row, and the end."""
        self._pane().move_last()
        self._moved()

    def action_move_left(self) -> None:
        """From new to old to the steps."""
        if self.pane is Pane.SETTINGS and self.settings.column == NEW:
            self.settings.set_column(OLD)
            self._moved()
        elif self.pane is not Pane.STEPS:
            self._go_to(Pane.STEPS)

    def action_move_right(self) -> None:
        """From the steps to old to new."""
        if self.pane is Pane.SETTINGS:
            self.settings.set_column(NEW)
            self._moved()
        elif self.pane is Pane.STEPS:
            self.settings.set_column(OLD)
            self._go_to(Pane.SETTINGS)

    def action_next_pane(self) -> None:
        """Steps, settings, what to do, and round."""
        self._go_round(1)

    def action_previous_pane(self) -> None:
        """The same the other way round."""
        self._go_round(-1)

    def _go_round(self, by: int) -> None:
        order = [pane for pane in Pane if pane is not Pane.SETTINGS or self.settings.display]
        self._go_to(order[(order.index(self.pane) + by) % len(order)])

    def _go_to(self, pane: Pane) -> None:
        self.pane = pane
        if pane is Pane.GUIDE and not self.guide.cursor and self.guide.rows:
            self.guide.move_to(self.guide.rows[0])
        self._moved()

    def on_line_pane_row_clicked(self, message: LinePane.RowClicked) -> None:
        """A click chooses the pane, the row, and the pool's column."""
        pane = next(
            pane for pane, widget in self.widgets_of_panes().items() if widget is message.pane
        )
        self.pane = pane
        if message.row:
            message.pane.move_to(message.row)
        if pane is Pane.SETTINGS and message.cell in {OLD, NEW}:
            self.settings.set_column(message.cell)
        self._moved()

    # --- differences and filters ------------------------------------------------------------------
    def differences(self) -> list[tuple[str, str]]:
        """Step and address of every setting that is to do.

        In the order of the steps and of their rows.
        """
        if self.walkthrough is None or self.walkthrough.state.deployment is None:
            return []
        return [
            (summary.step.id, setting.id)
            for summary in self.walkthrough.pages.summaries()
            if summary.state is not StepState.NOT_APPLICABLE
            for setting in summary.settings
            if setting.to_do and not setting.left_to
        ]

    def go_to_difference(self, by: int) -> bool:
        """To the next difference in a direction, over all steps and round the end.

        False where there is none.
        """
        found = self.differences()
        if not found:
            return False
        here = (self.step, self.settings.cursor)
        if here in found:
            step, row = found[(found.index(here) + by) % len(found)]
        else:
            step, row = self._nearest(found, by)
        self.view = View(self.view.only_differences)
        self.pane = Pane.SETTINGS
        self.show_step(step, row)
        return True

    def _nearest(self, found: list[tuple[str, str]], by: int) -> tuple[str, str]:
        """The first difference behind (or before) the cursor, which stands on something else."""
        steps = [step.id for step in self.steps]
        rows = self.settings.rows

        def place(step: str, row: str) -> tuple[int, int]:
            within = (
                rows.index(row)
                if step == self.step and row in rows
                else -1
                if by > 0
                else len(rows)
            )
            return steps.index(step), within

        here = place(self.step, self.settings.cursor)
        if by > 0:
            return next((entry for entry in found if place(*entry) > here), found[0])
        return next((entry for entry in reversed(found) if place(*entry) < here), found[-1])

    def action_next_difference(self) -> None:
        """The next setting that is to do."""
        if not self.go_to_difference(1):
            self.say("No difference is left to carry over.")

    def action_previous_difference(self) -> None:
        """The one before."""
        if not self.go_to_difference(-1):
            self.say("No difference is left to carry over.")

    def action_only_differences(self) -> None:
        """Hide what is the same, or show it again."""
        self.view = replace(self.view, only_differences=not self.view.only_differences, revealed="")
        self.redraw()
        self.say(
            "Only differences are shown." if self.view.only_differences else "Everything is shown."
        )

    def action_filter(self) -> None:
        """Ask for a text; only rows that hold it stay."""
        from screens.dialogs.ask import AskDialog

        def filtered(answer: str | None) -> None:
            if answer is not None:
                self.view = replace(self.view, filter=answer.strip(), revealed="")
                self.pane = Pane.SETTINGS
                self.redraw()

        self.app.push_screen(
            AskDialog("Show only rows that hold", self.view.filter, hint="Empty shows everything."),
            filtered,
        )

    def action_clear(self) -> None:
        """Stop what is under way.

        Else cover a secret, clear the message, then the filter, then show everything again.
        """
        if self.writing or self.reading_parts:
            self.stop_waiting()
            self.say(
                "Stopping: what was sent to AWS is finished and recorded first."
                if self.writing
                else "Stopping."
            )
        elif self.view.revealed:
            self.hide_secret()
        elif self.message.sentence:
            self.say("")
        elif self.view.filter or self.view.only_differences:
            self.view = View()
            self.redraw()

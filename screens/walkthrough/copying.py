"""Looking at a value and taking it along: copy, reveal, the whole of it, the console's address."""

from dataclasses import dataclass, replace

from textual.message import Message
from textual.timer import Timer

from migration.checks.verdict import Finding
from migration.compare.setting import Value
from migration.guide.step import NEW_SIDE, OLD_SIDE, PasteValue, Side
from migration.secret import Secret
from screens.walkthrough.view import WalkthroughView
from widgets.commands.situation import Pane
from widgets.panes.guide_pane import needed
from widgets.text.settings_rows import NEW
from widgets.text.values import HIDES_AFTER, whole


@dataclass
class CopyRequested(Message):
    """Somebody wants a value on the clipboard. It travels masked.

    No log of messages can hold it.
    """

    text: Secret
    name: str
    secret: bool


class Copying(WalkthroughView):
    """The commands that read, and change nothing."""

    _hiding: Timer | None = None

    def request_copy(self, value: Value, name: str) -> None:
        """Put a value on the person's clipboard.

        The app knows the roads and says which one it took.
        """
        if value is None:
            self.say(f"There is nothing to copy: {name} is empty.")
        else:
            self.app.post_message(
                CopyRequested(Secret(whole(value, revealed=True)), name, isinstance(value, Secret))
            )

    def action_copy(self) -> None:
        """Copy what the cursor is on."""
        at = self.situation()
        if at.row is None:
            self.say("Put the cursor on a value to copy it.")
            return
        if at.value is None:
            nothing = f"{self._side_of_cursor().name}: there is nothing here to copy."
            self.say(
                f"There is no value to copy yet: {needed(at.row)}."
                if isinstance(at.row, PasteValue)
                else nothing
            )
            return
        of_side = f", {self._side_of_cursor().name.lower()}" if self.pane is Pane.SETTINGS else ""
        name = f"{self._name_of_row()}{of_side}"
        self.request_copy(at.value, name)

    def action_copy_block(self) -> None:
        """Copy every value of the step at once, in the form that its file wants.

        One with a gap is not copied.
        """
        block = (
            self.walkthrough.pages.block(self.step)
            if self.walkthrough is not None and self.page is not None
            else None
        )
        if block is None:
            self.say("This step has no block to copy: c copies each of its values.")
        elif block.value is None:
            self.say(f"Nothing was copied: {block.field} need {block.needs}.")
        else:
            self.request_copy(block.value, block.field)

    def _side_of_cursor(self) -> Side:
        sides = self.page.sides if self.page is not None else (OLD_SIDE, NEW_SIDE)
        return sides[1] if self.situation().column == NEW else sides[0]

    def _name_of_row(self) -> str:
        row = self.situation().row
        return str(getattr(row, "field", "") or getattr(row, "label", ""))

    def action_open_console(self) -> None:
        """Show the address of the step's console, and copy it.

        The browser is on the person's machine, not here.
        """
        address = self.page.console_url if self.page is not None else ""
        if address:
            self.request_copy(address, address)
        else:
            self.say("This step has no console of its own.")

    def show_finding(self, finding: Finding) -> None:
        """Open a check's evidence; the part of the screen that checks knows how."""
        raise NotImplementedError

    def action_show_whole(self) -> None:
        """Open everything that is known of the row."""
        at = self.situation()
        if self.pane is Pane.STEPS:
            self.run_worker(self.run_action("move_right"), exit_on_error=False)
        elif at.check is not None:
            self.show_finding(at.check)
        elif at.row is None:
            self.say("Put the cursor on a row to see it whole.")
        else:
            from screens.dialogs.details import DetailsDialog, parts_of

            parts = parts_of(
                at.row, self.page.sides if self.page is not None else (OLD_SIDE, NEW_SIDE)
            )
            chosen = len(parts) - 1 if at.column == NEW and self.pane is Pane.SETTINGS else 0
            self.app.push_screen(DetailsDialog(at.row, parts, chosen, self.request_copy))

    # --- secrets ----------------------------------------------------------------------------------
    def action_reveal(self) -> None:
        """Show the one secret under the cursor, for a while."""
        at = self.situation()
        if not at.hides_secret:
            self.say("Nothing is hidden under the cursor.")
            return
        if self.view.revealed == at.address:
            self.hide_secret()
            return
        self.view = replace(self.view, revealed=at.address)
        self.redraw()
        if self._hiding is not None:
            self._hiding.stop()
        self._hiding = self.set_timer(HIDES_AFTER, self.hide_secret)

    def hide_secret(self) -> None:
        """Cover what was revealed."""
        if self._hiding is not None:
            self._hiding.stop()
            self._hiding = None
        super().hide_secret()

"""A person's yes to what updating a stack would do: they may take long, the execution may not.

What they saw is read again right before it is executed, whenever they say yes. A machine that
sleeps between the yes and that moment has it shown again.
"""

from collections.abc import Callable
from dataclasses import dataclass

from migration.changes.send_window import FRESH_FOR, SendWindow, SendWindowOver
from migration.changes.write_journal import WriteJournal
from migration.journal import boot_clock
from migration.stacks.change_set import Agree
from migration.stacks.effects import Effects


@dataclass
class Agreement:
    """The yes to one write, whose intent is recorded already. `window` begins anew with it."""

    journal: WriteJournal
    progress: Callable[[str], None]
    step: str
    intent: int
    window: SendWindow
    given_at: float = 0.0  # by `boot_clock.uptime`

    def given(self, agree: Agree, effects: Effects) -> bool:
        """Whether a person agrees, and nobody of the team went on without them meanwhile."""
        if not agree(effects):
            return False
        self.window, self.given_at = self.journal.window(), boot_clock.uptime()
        if self.journal.held_again(self.intent, self.step):
            return True
        self.progress("Somebody of the team accounted for it meanwhile: it is not executed")
        return False

    def must_be_open(self) -> None:
        """Raise `SendWindowOver` where the yes was given too long ago."""
        if boot_clock.uptime() - self.given_at >= FRESH_FOR:
            raise SendWindowOver(
                f"Nothing was executed: {FRESH_FOR:.0f} seconds or more have gone by since the yes"
                " (this machine may have slept). Apply it again: it is shown again first."
            )
        self.window.must_be_open()

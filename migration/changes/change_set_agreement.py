"""A person's yes to what updating a stack would do, which can take longer than the time to send."""

from collections.abc import Callable
from dataclasses import dataclass

from migration.changes.send_window import SendWindow
from migration.changes.write_journal import WriteJournal
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

    def given(self, agree: Agree, effects: Effects) -> bool:
        """Whether a person agrees, and nobody of the team went on without them meanwhile."""
        if not agree(effects):
            return False
        self.window = self.journal.window()
        if self.journal.held_again(self.intent, self.step):
            return True
        self.progress("Somebody of the team accounted for it meanwhile: it is not executed")
        return False

    def must_be_open(self) -> None:
        """Raise where the yes was given too long ago."""
        self.window.must_be_open()

"""A person's yes to what updating a stack would do: they may take long, the execution may not.

What they saw is read again right before it is executed, whenever they say yes. A machine that
sleeps between the yes and that moment has it shown again.
"""

from collections.abc import Callable
from dataclasses import dataclass

from migration.changes.send_window import SendWindow
from migration.changes.write_journal import WriteJournal
from migration.stacks.change_set import Agree
from migration.stacks.effects import Effects

_BEFORE_A_YES = SendWindow(read_at=float("-inf"))  # in which nothing is executed


@dataclass
class Agreement:
    """The yes to one write, whose intent is recorded already; `window` begins with it."""

    journal: WriteJournal
    progress: Callable[[str], None]
    step: str
    intent: int
    window: SendWindow = _BEFORE_A_YES

    def given(self, agree: Agree, effects: Effects) -> bool:
        """Whether a person agrees, and nobody of the team went on without them meanwhile."""
        if not agree(effects):
            return False
        self.window = self.journal.window().of_yes()
        if self.journal.held_again(self.intent, self.step):
            return True
        self.progress("Somebody of the team accounted for it meanwhile: it is not executed")
        return False

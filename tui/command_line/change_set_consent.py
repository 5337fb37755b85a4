"""Agreeing to a stack's change set without a screen.

Its effects are shown first; then a person answers, or --yes does.
"""

import sys

from migration.stacks.change_set import Agree
from migration.stacks.effects import Effects
from tui.command_line.output import Output
from widgets.text.plain_text import plain


def consent_on_terminal(output: Output, *, yes: bool) -> Agree:
    """A function that shows the effects of a change set and asks whether to execute it.

    With --yes it agrees to app clients that are modified, and to nothing else.
    """

    def agree(effects: Effects) -> bool:
        output.note(f"What the change set of {plain(effects.stack)} in {effects.region} would do:")
        output.note("\n".join(f"  {plain(line)}" for line in effects.lines))
        if yes and effects.alarms:
            output.warn(
                "--yes does not agree to that: run it without --yes, or in the app, and look at"
                " what would happen."
            )
            return False
        if yes:
            return True
        output.note("Execute this change set? y/N")
        return sys.stdin.readline().strip().lower() in {"y", "yes"}

    return agree

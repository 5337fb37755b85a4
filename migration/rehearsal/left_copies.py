"""What earlier rehearsals left: said at the next start, and taken away when somebody asks."""

import time
from collections.abc import Callable
from datetime import datetime

from migration.deployment_request import Request
from migration.errors import ReadOnly
from migration.journal.state_folder import state_folder
from migration.pools.reading import Deployment
from migration.rehearsal.register import Register, Registered
from migration.rehearsal.removal import Removal
from migration.rehearsal.workspace import workspace_of
from migration.walkthrough import Walkthrough


def left_behind(request: Request, deployment: Deployment, now: datetime) -> tuple[str, ...]:
    """A sentence for each rehearsal of the deployment whose copies may still stand. Quick."""
    register = Register(state_folder(request.state_folder))
    return tuple(_sentence(rehearsal, now) for rehearsal in register.left_of(deployment))


def _sentence(rehearsal: Registered, now: datetime) -> str:
    begun = f"{rehearsal.begun:%Y-%m-%d %H:%M} UTC"
    away = "“poolwalk rehearse --clean” takes them away."
    if rehearsal.until is None:
        return f"A rehearsal of {begun} ended before its copies were taken away: {away}"
    until = f"{rehearsal.until:%Y-%m-%d %H:%M} UTC"
    if rehearsal.until < now:
        return f"The copies of the rehearsal of {begun} should have gone by {until}: {away}"
    return f"The copies of the rehearsal of {begun} are kept until {until}: {away}"


def clean(
    walkthrough: Walkthrough,
    clock: Callable[[], datetime],
    doing: Callable[[str], None] = lambda _: None,
) -> tuple[str, ...]:
    """Take away what rehearsals left, and name what is left alone; *blocking*.

    `walkthrough` is connected. Raises a `PoolwalkError` where AWS cannot be asked.
    """
    state = walkthrough.state
    if state.read_only:
        message = f"Cleaning deletes user pools that a rehearsal made. {state.read_only_reason}"
        raise ReadOnly(message)
    workspace = workspace_of(walkthrough)
    removal = Removal(workspace, clock, time.sleep, doing)
    try:
        left = [
            sentence
            for rehearsal in workspace.register.left()
            if not rehearsal.runs
            for sentence in removal.take_away(rehearsal)
        ]
        return (*left, *removal.strangers())
    finally:
        workspace.connection.close()

"""What is at hand wherever copies are written to: register, bounds, a connection within, guard."""

from dataclasses import dataclass

from migration.aws.connection import Connection
from migration.journal.state_folder import state_folder
from migration.pools.reading import Deployment
from migration.rehearsal.guard import Bounds, Guard
from migration.rehearsal.register import Register
from migration.walkthrough import Walkthrough


@dataclass(frozen=True)
class Workspace:
    """`connection` sends no write but those that `bounds` lets pass, which asks `guard`."""

    deployment: Deployment
    register: Register
    bounds: Bounds
    connection: Connection
    guard: Guard


def workspace_of(walkthrough: Walkthrough) -> Workspace:
    """That of a deployment which is online; nothing may be written there yet.

    Whoever asks for it closes its connection. Raises a `PoolwalkError`.
    """
    state = walkthrough.state
    deployment = state.online()
    register = Register(state_folder(state.request.state_folder))
    bounds = Bounds(frozenset({deployment.old_pool.id, deployment.new_pool.id}))
    connection = walkthrough.login.online().within(bounds)
    guard = Guard(connection, register, deployment)
    bounds.look = guard.why_not
    return Workspace(deployment, register, bounds, connection, guard)

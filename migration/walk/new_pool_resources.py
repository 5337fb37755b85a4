"""The new pool's resources at AWS, as whoever is logged in reaches them."""

from functools import partial
from typing import TYPE_CHECKING

from migration.changes.resources import Resources
from migration.walk.alexa_skill import skill_console
from migration.walk.state import State, picture_of

if TYPE_CHECKING:  # boto3 is loaded with it, in the thread that logs in
    from migration.aws.connection import Connection


def resources_of(connection: "Connection", state: State) -> Resources:
    """The new pool's resources. Raises a `PoolwalkError` before both pools are found.

    Logos come from where they stand, and the Alexa skill by the token that was named.
    """
    return Resources(
        connection,
        state.online().new_pool.id,
        picture_of(state.request),
        partial(skill_console, state.request),
    )

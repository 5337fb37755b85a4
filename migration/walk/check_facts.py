"""What the checks are planned from, of one moment of the walk."""

from collections.abc import Sequence
from datetime import datetime

from migration.checks.facts import Facts, Given
from migration.compare.setting import Setting
from migration.walk.check_credentials import asked_for
from migration.walk.state import State


def facts_of(
    state: State, settings: Sequence[Setting], now: datetime, given: Given | None = None
) -> Facts:
    """The facts; without `given`, what was asked for says it, and no file is looked at.

    Raises `PoolwalkError` before the deployment is known.
    """
    checked = state.record.checked
    return Facts(
        deployment=state.online(),
        reading=state.reading,
        choices=state.choices,
        settings=settings,
        now=now,
        apple_key=state.held.apple_key,
        began=checked.began,
        domain_made=checked.domain_made,
        given=given or asked_for(state.request),
    )

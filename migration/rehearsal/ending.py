"""How a rehearsal ends: its copies taken away, or kept until a day, and what is said of them."""

from collections.abc import Sequence
from contextlib import suppress
from datetime import datetime, timedelta

from migration.errors import PoolwalkError, StateUnusable
from migration.rehearsal.register import Register, Registered
from migration.rehearsal.removal import Removal

KEPT_FOR = timedelta(days=1)


def kept(register: Register, rehearsal: Registered, now: datetime) -> str:
    """Note that the copies are kept; returns what to know of them. Raises `StateUnusable`."""
    until = now + KEPT_FOR
    register.keep_until(rehearsal, until)
    return (
        f"The copies of the rehearsal {rehearsal.id} are kept: they should go by"
        f" {until:%Y-%m-%d %H:%M} UTC, with “poolwalk rehearse --clean”."
    )


def taken_away(removal: Removal, rehearsal: Registered) -> tuple[str, ...]:
    """Take the copies away; *blocking*. Returns a sentence for what still stands, and why."""
    try:
        left = removal.take_away(rehearsal)
    except PoolwalkError as error:
        told = (
            f"The copies of the rehearsal {rehearsal.id} still stand: take them away with"
            f" “poolwalk rehearse --clean”. {error}"
        )
        left = (told.strip(),)
    if left:
        with suppress(StateUnusable):  # then it counts as under way until this program ends
            removal.workspace.register.ended(rehearsal)
    return left


def with_what_is_left(failure: PoolwalkError, left: Sequence[str]) -> PoolwalkError:
    """Why a rehearsal could not go on, and what became of the copies, in one sentence."""
    gone = " ".join(left) if left else "Everything that the rehearsal made was taken away."
    return type(failure)(f"{failure} {gone}")

"""Whether a protected deployment may be written: by an approved plan, or its name typed.

Gate 4 of those that `__init__.py` lists in order.
"""

from collections.abc import Sequence
from dataclasses import replace

from migration.changes.change import Change
from migration.errors import BadInput, Protected
from migration.plans.approval import why_not_approved
from migration.plans.kept_plan import KeptPlan
from migration.walk.state import State


def must_be_released(state: State, changes: Sequence[Change], plan: KeptPlan | None) -> None:
    """Let these writes pass, or raise `Protected`: a gate of every write but an undo.

    A plan lets its own writes pass, as it has them, and no others.
    """
    if not state.locked:
        return
    if plan is None:
        raise Protected(why_locked(state))
    if why := why_not_approved(plan, state.record.plans):
        raise Protected(f"{state.name} is protected, and nothing was written. {why}")
    if not all(plan.holds(change, state.fingerprint) for change in changes):
        message = (
            f"{state.name} is protected, and this is not what was approved: nothing was written."
        )
        raise Protected(message)


def why_locked(state: State) -> str:
    """What has to be done first, in a sentence."""
    return (
        f"{state.name} is protected: it is written from an approved plan (poolwalk plan --out,"
        " approve, apply FILE), or after its name was typed."
    )


def with_name_typed(state: State, typed: str) -> State:
    """The state in which this run may write. Raises `BadInput` for another name."""
    if typed.strip() != state.name:
        message = f"That is not its name, and nothing was written: the deployment is {state.name}."
        raise BadInput(message)
    return replace(state, held=replace(state.held, name_typed=True))

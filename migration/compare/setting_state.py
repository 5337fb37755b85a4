"""How a setting stands in the new pool, and each element of a list that is a set."""

from collections.abc import Iterable
from enum import StrEnum


class SettingState(StrEnum):
    """How a setting stands in the new pool, compared with what it should be there."""

    SAME = "same"
    MISSING = "missing"
    DIFFERS = "differs"
    EXTRA = "extra"  # only the new pool has it; it stays
    EXPECTED = "expected"  # differs on purpose
    LOCKED = "locked"  # fixed at creation
    HIDDEN = "hidden"  # write-only: AWS never gives it back
    UNREAD = "unread"  # could not be read


# A tuple: looking an enum up in a set costs three times as much.
TO_DO = (SettingState.MISSING, SettingState.DIFFERS)


def value_state(wanted: object, present: object) -> SettingState:
    """The state of one value; None: it has none."""
    if wanted == present:
        return SettingState.SAME
    if wanted is None:
        return SettingState.EXTRA
    return SettingState.MISSING if present is None else SettingState.DIFFERS


def set_states(wanted: Iterable[str], present: Iterable[str]) -> list[tuple[str, SettingState]]:
    """The state of each element of two lists that are sets.

    The wanted elements come first, in AWS's order. States are same, missing, or extra (which
    stays).
    """
    wanted, present = tuple(dict.fromkeys(wanted)), tuple(dict.fromkeys(present))
    if wanted == present:
        return [(item, SettingState.SAME) for item in wanted]
    both = [
        (item, SettingState.SAME if item in present else SettingState.MISSING) for item in wanted
    ]
    return both + [(item, SettingState.EXTRA) for item in present if item not in wanted]

"""Differences that a person accepted with a reason.

They count as differing on purpose for as long as both values stay the same.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from migration.compare.dependent_settings import STEP as ELSEWHERE
from migration.compare.other_differences.settings import STEP as ALSO
from migration.compare.setting import Setting, Value, varied
from migration.compare.setting_state import SettingState
from migration.plain_text import last_name


@dataclass(frozen=True)
class Accepted:
    """Who accepted a difference, when and why.

    `old` and `new` are the values at that time, sealed: a secret is kept as a fingerprint.
    """

    setting: str
    who: str
    at: datetime
    note: str
    old: Any
    new: Any

    @property
    def reason(self) -> str:
        """Who accepted it, when and why, for whoever looks at the setting."""
        return f"accepted by {last_name(self.who)}, {self.at:%Y-%m-%d}: {self.note}"


def with_accepted(
    settings: Sequence[Setting], accepted: Mapping[str, Accepted], seal: Callable[[Value], Any]
) -> tuple[Setting, ...]:
    """The settings, each accepted difference marked as differing on purpose.

    A difference counts as accepted while both values are those that were accepted.
    """
    if not accepted:
        return tuple(settings)
    return tuple(_as_accepted(setting, accepted.get(setting.id), seal) for setting in settings)


def _as_accepted(
    setting: Setting, accepted: Accepted | None, seal: Callable[[Value], Any]
) -> Setting:
    if (
        accepted is None
        or not can_be_accepted(setting)
        or (seal(setting.old), seal(setting.new)) != (accepted.old, accepted.new)
    ):
        return setting
    return varied(
        setting, state=SettingState.EXPECTED, reason=accepted.reason, blocked="", accepted=True
    )


def can_be_accepted(setting: Setting) -> bool:
    """Whether a person may accept this difference: Poolwalk does not write it."""
    return setting.to_do and (setting.acceptable or setting.step in {ALSO, ELSEWHERE})

"""The settings of the step "Also differs": one for each leaf of two documents, judged."""

from collections.abc import Mapping
from functools import lru_cache
from typing import Any

from migration.compare.member_names import label_of, spelled
from migration.compare.members import Leaf, as_text, leaves
from migration.compare.other_differences.advice import advice_of
from migration.compare.other_differences.rules import (
    CLIENT_WHERE,
    OTHER_SETTINGS,
    expected,
    locked_reason,
    subject_of,
)
from migration.compare.setting import Setting, setting_id, varied
from migration.compare.setting_state import SettingState
from migration.pools.reading import Role, Unread

STEP = "also"
Document = Mapping[str, Any]


def settings_of(old: Document, new: Document, *, client: str = "", key: str = "") -> list[Setting]:
    """A setting for each leaf. `key` names the item of a list whose documents these are."""
    return [
        _setting(leaf._replace(keys=(key, *leaf.keys)) if key else leaf, client)
        for leaf in leaves(old, new)
    ]


def _setting(leaf: Leaf, client: str) -> Setting:
    member = ".".join(leaf.path)
    if not leaf.keys:
        id_ = setting_id(STEP, client, member)
        setting = varied(
            same_setting(member), id=id_, old=leaf.old, wanted=leaf.old, new=leaf.new, client=client
        )
        return setting if leaf.same else _judged(setting, member)
    item = "/".join(leaf.keys)
    setting = varied(
        same_setting(member),
        id=setting_id(STEP, client, member, item),
        label=item,
        old=leaf.old,
        wanted=leaf.old,
        new=leaf.new,
        client=client,
        item=item if leaf.item else "",
    )
    return setting if leaf.same else _judged(setting, f"{member}/{item}")


@lru_cache(maxsize=1024)
def same_setting(member: str) -> Setting:
    """A member of which both pools have the same, its values still to be filled in."""
    label = label_of(member)
    return Setting(
        id="",
        step=STEP,
        member=member,
        label=label,
        old=None,
        wanted=None,
        new=None,
        state=SettingState.SAME,
    )


def _judged(setting: Setting, place: str) -> Setting:
    """A difference: fixed, meant, only the new pool's, or for a person to change or to accept."""
    if reason := locked_reason(place):
        return varied(setting, state=SettingState.LOCKED, wanted=None, reason=reason)
    if meant := expected(place, as_text(setting.old), as_text(setting.new)):
        return varied(
            setting,
            state=SettingState.EXPECTED,
            wanted=setting.new,
            reason=meant.reason,
            asks_a_person=meant.asks_a_person,
        )
    if setting.old is None:
        return varied(setting, state=SettingState.EXTRA, wanted=None)
    subject = subject_of(setting.member)
    where = CLIENT_WHERE if setting.client and subject is OTHER_SETTINGS else subject.where
    state = SettingState.MISSING if setting.new is None else SettingState.DIFFERS
    return varied(
        setting,
        state=state,
        blocked=f"Poolwalk does not write this: {where}",
        advice=advice_of(setting, where.removeprefix("Cognito console, ")),
    )


def unread_setting(part: Unread, role: Role, client: str = "") -> Setting:
    """One that says that a part of a pool could not be read."""
    return Setting(
        id=setting_id(STEP, client, part.operation),
        step=STEP,
        member=part.operation,
        label=spelled(part.operation),
        old=None,
        wanted=None,
        new=None,
        state=SettingState.UNREAD,
        client=client,
        reason=f"in the {role} pool: {part.reason}",
    )

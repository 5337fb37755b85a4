"""Steps 3a, 3b and 3c: the identity providers of the new pool."""

import re
from collections.abc import Iterable, Mapping
from functools import partial

from migration.compare.choices import Choices
from migration.compare.provider_creation import carried_details
from migration.compare.provider_identity import (
    ADDRESSES,
    addresses,
    another_words,
    is_one_place,
    why_another,
)
from migration.compare.provider_members import Lacks, detail, identifiers, mapping
from migration.compare.provider_steps import APPLE_TYPE, STEPS, by_name, provider_setting, step_of
from migration.compare.second_apps import WRAPPERS_ADVICE, WRAPPERS_OWN, may_be_a_second
from migration.compare.setting import Kind, Setting, Target, Value, setting_id, varied
from migration.compare.setting_state import SettingState
from migration.deployment.whole_reading import Reading
from migration.pools.documents import IdentityProvider, Pool
from migration.pools.reading import Pending, Unread
from migration.web_address import host_of, open_part

# OpenID Connect's, which every pool has, and what stands for the user's own name.
_STANDARD_ATTRIBUTES = frozenset(
    {
        *("username", "sub", "name", "given_name", "family_name", "middle_name", "nickname"),
        *("preferred_username", "profile", "picture", "website", "email", "email_verified"),
        *("gender", "birthdate", "zoneinfo", "locale", "phone_number", "phone_number_verified"),
        *("address", "updated_at"),
    }
)


def compare_providers(reading: Reading, choices: Choices) -> tuple[Setting, ...]:
    """The settings of steps 3a to 3c, from DescribeIdentityProvider of both pools.

    None while either list is not read yet.
    """
    if isinstance(reading.old.providers, Pending) or isinstance(reading.new.providers, Pending):
        return ()
    for part in (reading.old.providers, reading.new.providers):
        if isinstance(part, Unread):
            return tuple(_unread(step, part.operation, part.reason) for step in STEPS)
    olds, news = by_name(reading.old.providers) or {}, by_name(reading.new.providers) or {}
    lacks = partial(_unmappable, _attributes(reading.new.pool))
    settings: list[Setting] = []
    for name, old in olds.items():
        settings += _provider(name, old, news.get(name), choices, lacks)
    for name, new in news.items():
        if name not in olds:
            reason = "only the new pool has it; it stays"
            settings.append(
                _exists(
                    name,
                    new.name,
                    SettingState.EXTRA,
                    old=None,
                    new=name,
                    wanted=None,
                    reason=reason,
                )
            )
    return tuple(settings)


# A custom attribute's name is up to 20 characters, none of them a space; AWS puts the rest before.
_CAN_BE_ADDED = re.compile(r"(?:dev:)?custom:\S{1,20}")


def _attributes(pool: Pool | Unread | Pending) -> frozenset[str] | None:
    """The attributes that providers can be mapped onto; None while the pool is not read."""
    if not isinstance(pool, Pool):
        return None
    schema = pool.document.get("SchemaAttributes") or ()
    return _STANDARD_ATTRIBUTES | {str(attribute.get("Name")) for attribute in schema}


def _unmappable(known: frozenset[str] | None, mapped: Iterable[str]) -> str:
    """Why AWS would refuse a mapping onto these attributes of the new pool; empty: it would not."""
    if known is None:
        own = [name for name in mapped if name not in _STANDARD_ATTRIBUTES]
        return f"whether the new pool has the attribute {own[0]} is not known" if own else ""
    lacking = [name for name in mapped if name not in known]
    if not lacking:
        return ""
    no_pools = [name for name in lacking if not _CAN_BE_ADDED.fullmatch(name)]
    if no_pools:
        return (
            f"it maps {' and '.join(no_pools)}, which the new pool lacks and nobody can add: take"
            " it off the old pool's provider in the Cognito console, then read again (r)"
        )
    return (
        f"it maps {' and '.join(lacking)}, which the new pool lacks: add"
        f" {'that attribute' if len(lacking) == 1 else 'those attributes'} in the Cognito console"
        " (Sign-up, Custom attributes), then read again (r)"
    )


def _provider(
    name: str,
    old: IdentityProvider | Unread,
    new: IdentityProvider | Unread | None,
    choices: Choices,
    lacks: Lacks,
) -> list[Setting]:
    if isinstance(new, Unread):
        return [
            _exists(
                name, name, SettingState.UNREAD, old=name, new=None, wanted=name, reason=new.reason
            )
        ]
    if isinstance(old, Unread):
        state = SettingState.UNREAD
        return [
            _exists(
                name,
                name,
                state,
                old=None,
                new=name if new else None,
                wanted=None,
                reason=f"in the old pool: {old.reason}",
            )
        ]
    if new is None:
        lacks_key = old.type == APPLE_TYPE and not choices.apple_key_id
        return [
            _exists(
                name,
                name,
                SettingState.MISSING,
                old=name,
                new=None,
                wanted=name,
                asks="apple-key" if old.type == APPLE_TYPE else "",
                blocked=lacks(old.attribute_mapping)
                or (
                    "AWS never gives Apple's private key back: supply the .p8 file first (e)"
                    if lacks_key
                    else ""
                ),
                reason=(
                    "all but the key and its id is copied from the old pool's provider"
                    if old.type == APPLE_TYPE
                    else f"copied from the old pool's {old.type} provider"
                ),
            )
        ]
    if why := why_another(old, new):
        if may_be_a_second(old, new):
            wrapper = _another_wrapper(old, new, why)
            rest = _members(old, new, choices, lacks) if wrapper.id in choices.own else []
            return [wrapper, *(_not_written(row) for row in rest if row.member not in ADDRESSES)]
        return [
            _exists(
                name,
                name,
                SettingState.DIFFERS,
                old=old.type,
                new=new.type,
                wanted=old.type,
                blocked=another_words(why),
            )
        ]
    return [
        _exists(name, name, SettingState.SAME, old=name, new=name, wanted=name),
        *_members(old, new, choices, lacks),
    ]


def _members(
    old: IdentityProvider, new: IdentityProvider, choices: Choices, lacks: Lacks
) -> list[Setting]:
    return [
        *(detail(old, new, key, choices) for key in carried_details(old)),
        *mapping(old, new, choices, lacks),
        *identifiers(old, new, choices),
    ]


def _not_written(row: Setting) -> Setting:
    """A row of an accepted wrapper's: it is told, and nothing is sent to what is not the old's."""
    if not row.to_do:
        return row
    return varied(row, target=None, blocked=row.blocked if row.acceptable else WRAPPERS_OWN)


def _another_wrapper(old: IdentityProvider, new: IdentityProvider, why: str) -> Setting:
    """A row whose values are the addresses: a reason for it holds for these alone."""
    was, now = addresses(old), addresses(new)
    row = _exists(
        old.name,
        old.name,
        SettingState.DIFFERS,
        old=was,
        new=now,
        wanted=was,
        blocked=f"{another_words(why)}. Is it a second wrapper of yours, say so (x)",
    )
    shown = (_hosts(was), _hosts(now))
    if shown[0] == shown[1]:  # at one host: the paths tell them apart
        shown = _first_other(was, now)
    return varied(row, acceptable=True, advice=WRAPPERS_ADVICE, shown=shown)


def _hosts(held: Mapping[str, str]) -> str:
    return ", ".join(
        dict.fromkeys(host_of(address) or open_part(address) for address in held.values())
    )


def _first_other(was: Mapping[str, str], now: Mapping[str, str]) -> tuple[str, str]:
    both = ((was[name], now[name]) for name in ADDRESSES if name in was and name in now)
    was_, now_ = next((pair for pair in both if not is_one_place(*pair)), ("", ""))
    return open_part(was_), open_part(now_)


def _exists(
    name: str,
    label: str,
    state: SettingState,
    *,
    old: Value,
    new: Value,
    wanted: Value,
    reason: str = "",
    asks: str = "",
    blocked: str = "",
) -> Setting:
    return Setting(
        id=provider_setting(name),
        step=step_of(name),
        member=name,
        label=label,
        old=old,
        wanted=wanted,
        new=new,
        state=state,
        target=Target(Kind.PROVIDER, name),
        reason=reason,
        asks=asks,
        blocked=blocked,
    )


def _unread(step: str, operation: str, reason: str) -> Setting:
    return Setting(
        id=setting_id(step, "", operation),
        step=step,
        member=operation,
        label="identity providers",
        old=None,
        wanted=None,
        new=None,
        state=SettingState.UNREAD,
        reason=reason,
    )

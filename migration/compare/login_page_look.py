"""The look of the voice assistants' login pages (guide's steps 7a and 7b): style sheet and logo.

To certify, Google wants the page of its client to state what is authorised, which RainMaker shows
as the page's logo.
"""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from migration.compare.choices import Choices
from migration.compare.clients import SKILL_STEPS, pairs_of
from migration.compare.domain import DOMAIN, new_host
from migration.compare.other_differences.rules import OWN_ADDRESSES
from migration.compare.pairing import Pair
from migration.compare.setting import Kind, Setting, Target, Value, setting_id
from migration.compare.setting_state import TO_DO, SettingState, value_state
from migration.deployment.whole_reading import Reading
from migration.pools.documents import AppClient, Domain
from migration.pools.reading import Pending, Unread

MANAGED_LOGIN = 2
# The presence of a logo, beside the address that AWS gave it: a picture is sent as bytes, and comes
# back as an address.
LOGO = "Logo"
LOGO_MEMBER = f"UICustomization.{LOGO}"
ASKS = "logo"
# What AWS says of a look beside what is set of it.
_DERIVED = frozenset({"UserPoolId", "ClientId", "CSSVersion", "CreationDate", "LastModifiedDate"})

Document = Mapping[str, Any]


def look_document(look: Document | None) -> dict[str, Any] | None:
    """A look as it is compared and written.

    It has the style sheet, the logo's address, and whether there is a logo; and what is not known
    here of it, since a write could reset that.
    """
    if look is None:
        return None
    kept = {name: value for name, value in look.items() if value and name not in _DERIVED}
    return {**kept, LOGO: True} if "ImageUrl" in kept else kept


def look_pair(reading: Reading, choices: Choices, step: str) -> Pair | None:
    """The pair of app clients whose look this step carries over.

    None for other steps, and where the pair is not confirmed.
    """
    for pair in pairs_of(reading, choices):
        if (
            SKILL_STEPS.get(pair.old.name) == step
            and pair.confirmed
            and isinstance(pair.new, AppClient)
        ):
            return pair
    return None


def looks_of(reading: Reading, pair: Pair) -> tuple[Document | None, Document | None] | None:
    """The looks of a pair's clients; an item is None where that client has no look of its own.

    None instead of the pair while one of them is not read.
    """
    found = []
    for part, client in (
        (reading.old.client_looks, pair.old),
        (reading.new.client_looks, pair.new),
    ):
        if isinstance(part, Unread | Pending) or client is None or client.id not in part:
            return None
        look = part[client.id]
        if isinstance(look, Unread):
            return None
        found.append(look)
    return found[0], found[1]


def compare_looks(reading: Reading, choices: Choices) -> tuple[Setting, ...]:
    """The settings for style sheet and logo of each voice assistant's client.

    There are none where neither pool's client has a look of its own.
    """
    settings: list[Setting] = []
    for step in SKILL_STEPS.values():
        pair = look_pair(reading, choices, step)
        looks = looks_of(reading, pair) if pair else None
        if pair is None or pair.new is None or looks is None:
            continue
        old, new = (look_document(look) or {} for look in looks)
        target = Target(Kind.LOOK, pair.new.id)
        needs = () if new_host(reading) else (DOMAIN,)
        if old.get("CSS") or new.get("CSS"):
            settings.append(
                _setting(
                    step,
                    pair,
                    "CSS",
                    old.get("CSS"),
                    new.get("CSS"),
                    _state(old, new, "CSS"),
                    target,
                    needs,
                )
            )
        if old.get(LOGO) or new.get(LOGO):
            settings.append(
                _logo(step, pair, old, new, target, needs, supplied=step in choices.logos)
            )
    if (
        isinstance(reading.new.domain, Domain)
        and reading.new.domain.managed_login_version == MANAGED_LOGIN
    ):
        return tuple(_idle(setting) for setting in settings)
    return tuple(settings)


def _idle(setting: Setting) -> Setting:
    """Under managed login nobody sees the classic page: its look is no difference to carry over."""
    if not setting.to_do:
        return setting
    why = (
        "the new domain runs managed login, which has a style of its own: Cognito console, Managed"
        " login"
    )
    return replace(setting, state=SettingState.EXPECTED, reason=why, blocked="", asks="", needs=())


def _state(old: Document, new: Document, member: str) -> SettingState:
    return value_state(old.get(member) or None, new.get(member) or None)


def _logo(
    step: str,
    pair: Pair,
    old: Document,
    new: Document,
    target: Target,
    needs: tuple[str, ...],
    *,
    supplied: bool,
) -> Setting:
    state, reason, blocked, asks = _state(old, new, LOGO), "", "", ""
    if state is SettingState.SAME:
        state, reason = (
            SettingState.EXPECTED,
            OWN_ADDRESSES,
        )
    elif state is SettingState.MISSING:
        asks, blocked = (
            ASKS,
            (
                ""
                if supplied
                else "the picture itself is needed: fetch it, or take it from a file (e)"
            ),
        )
        reason = "AWS has no way to take a logo away again"
    setting = _setting(
        step, pair, LOGO, old.get("ImageUrl"), new.get("ImageUrl"), state, target, needs
    )
    return replace(
        setting,
        reason=reason,
        blocked=blocked,
        asks=asks,
        irreversible=state is SettingState.MISSING,
        asks_a_person=state is SettingState.EXPECTED,
    )


def _setting(
    step: str,
    pair: Pair,
    member: str,
    old: Value,
    new: Value,
    state: SettingState,
    target: Target,
    needs: tuple[str, ...],
) -> Setting:
    to_do = state in TO_DO
    return Setting(
        id=setting_id(step, pair.key, f"UICustomization.{member}"),
        step=step,
        member=f"UICustomization.{member}",
        label="page's logo" if member == LOGO else "page's CSS",
        old=old,
        wanted=old,
        new=new,
        state=state,
        target=target,
        path=(member,),
        client=pair.key,
        needs=needs if to_do else (),
    )

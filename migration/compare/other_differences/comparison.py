"""The step "Also differs": everything attached to the pools that no step of the guide shows.

Poolwalk writes none of it.
"""

from collections.abc import Callable, Mapping
from functools import partial
from typing import Any

from migration.compare.choices import Choices
from migration.compare.clients import SKILL_STEPS, pairs_of
from migration.compare.compared_parts import ComparedParts
from migration.compare.members import same_plain
from migration.compare.other_differences.remaining_members import (
    attached,
    attached_members,
    is_cognitos_own_group,
    item_named,
    of_clients,
    of_domain,
    of_look,
    of_pool,
    of_provider,
    of_style,
)
from migration.compare.other_differences.rules import (
    OWN_GROUP,
)
from migration.compare.other_differences.settings import (
    STEP,
    Document,
    same_setting,
    settings_of,
    unread_setting,
)
from migration.compare.provider_steps import by_name
from migration.compare.setting import Setting, setting_id, varied
from migration.compare.setting_state import SettingState
from migration.deployment.whole_reading import Reading
from migration.pools.documents import AppClient, Domain, IdentityProvider, Pool
from migration.pools.reading import Pending, Role, UICustomization, Unread

READ_AGAIN = "this pair was chosen after the pools were read: read again (r)"


def compare_everything_else(
    reading: Reading, choices: Choices, compared: ComparedParts
) -> tuple[Setting, ...]:
    """The settings of both pools' documents, member by member.

    A part that is not read yet has none; one that could not be read has one that says so.
    """
    settings: list[Setting] = []
    for name, compare_part in _PARTS.items():
        old, new = getattr(reading.old, name), getattr(reading.new, name)
        if isinstance(old, Pending) or isinstance(new, Pending):
            continue
        unread = [
            (role, part)
            for role, part in ((Role.OLD, old), (Role.NEW, new))
            if isinstance(part, Unread)
        ]
        if unread:
            settings.append(unread_setting(unread[0][1], unread[0][0]))
        else:
            settings += compared.made((STEP, name), (old, new), partial(compare_part, old, new))
    pages = [
        (name, of_document) for name, of_document in _PAGES.items() if _has_pages(reading, name)
    ]
    for pair in pairs_of(reading, choices):
        if isinstance(pair.old, AppClient) and isinstance(pair.new, AppClient):
            client = partial(_client, pair.old, pair.new, pair.key)
            settings += compared.made((STEP, pair.key), (pair.old, pair.new), client)
            for name, of_document in pages:
                settings += _page(reading, name, of_document, pair.key, (pair.old.id, pair.new.id))
    return tuple(settings)


# --- one part of both pools -----------------------------------------------------------------------


def _pool(old: Pool, new: Pool) -> list[Setting]:
    return settings_of(of_pool(old), of_pool(new))


def _mfa(old: Document, new: Document) -> list[Setting]:
    # `MfaConfiguration` stands in the pool's own document too.
    return settings_of(
        *({name: part[name] for name in part if name != "MfaConfiguration"} for part in (old, new))
    )


def _domain(old: Domain | None, new: Domain | None) -> list[Setting]:
    return settings_of(of_domain(old), of_domain(new)) if old and new else []


def _providers(
    old: tuple[IdentityProvider | Unread, ...], new: tuple[IdentityProvider | Unread, ...]
) -> list[Setting]:
    olds, news = by_name(old) or {}, by_name(new) or {}
    settings: list[Setting] = []
    for name in olds:
        was, now = olds[name], news.get(name)
        if isinstance(was, IdentityProvider) and isinstance(now, IdentityProvider):
            documents = ({"IdentityProviders": of_provider(provider)} for provider in (was, now))
            settings += settings_of(*documents, key=name)
    return settings


def _look_of_all(old: UICustomization, new: UICustomization) -> list[Setting]:
    return settings_of(of_look(old.document), of_look(new.document))


def _risk(old: Document, new: Document) -> list[Setting]:
    return settings_of(*({"RiskConfiguration": attached_members(part)} for part in (old, new)))


def _list(name: str) -> Callable[[tuple[Document, ...], tuple[Document, ...]], list[Setting]]:
    return lambda old, new: settings_of(attached(name, old), attached(name, new))


def _groups(old: tuple[Document, ...], new: tuple[Document, ...]) -> list[Setting]:
    cognitos = {group["GroupName"] for group in (*old, *new) if is_cognitos_own_group(group)}
    names = [str(group.get("GroupName", "")) for group in (*old, *new)]
    return [
        varied(
            setting,
            state=SettingState.EXPECTED,
            wanted=setting.new,
            reason=OWN_GROUP,
            blocked="",
        )
        if item_named(names, setting.label) in cognitos
        else setting
        for setting in settings_of(attached("Groups", old), attached("Groups", new))
    ]


_PARTS: Mapping[str, Callable[[Any, Any], list[Setting]]] = {
    "pool": _pool,
    "mfa": _mfa,
    "domain": _domain,
    "providers": _providers,
    "ui_customization": _look_of_all,
    "resource_servers": _list("ResourceServers"),
    "groups": _groups,
    "risk": _risk,
    "log_delivery": _list("LogConfigurations"),
}


# --- one pair of clients --------------------------------------------------------------------------


def _client(old: AppClient, new: AppClient, key: str) -> list[Setting]:
    olds, news = of_clients(old, new)
    start = setting_id(STEP, key, "")
    settings = []
    for member in olds if olds.keys() == news.keys() else {**olds, **news}:
        was, now = olds.get(member), news.get(member)
        if same_plain(was, now):  # ten members of each of a thousand clients: the short way
            settings.append(
                varied(
                    same_setting(member),
                    id=f"{start}{member}",
                    old=was,
                    wanted=was,
                    new=now,
                    client=key,
                )
            )
        else:
            settings += settings_of({member: was}, {member: now}, client=key)
    return settings


_PAGES: Mapping[str, Callable[[Document | None], Document]] = {
    "client_looks": of_look,
    "client_styles": of_style,
}


def _page(
    reading: Reading,
    name: str,
    of_document: Callable[[Document | None], Document],
    key: str,
    ids: tuple[str, str],
) -> list[Setting]:
    """What a client's login page looks like, where the client has a look or a style of its own."""
    old, new = (
        part[id_] if id_ in part else Unread(_OPERATIONS[name], READ_AGAIN)
        for part, id_ in zip(
            (getattr(reading.old, name), getattr(reading.new, name)), ids, strict=True
        )
    )
    if old is None and new is None:
        return []
    if isinstance(old, Unread):
        return [unread_setting(old, Role.OLD, key)]
    if isinstance(new, Unread):
        return [unread_setting(new, Role.NEW, key)]
    if name == "client_looks" and key in SKILL_STEPS:  # the voice consoles' steps carry it over
        return []
    return settings_of(of_document(old), of_document(new), client=key)


def _has_pages(reading: Reading, name: str) -> bool:
    """Whether the looks or styles of clients were read.

    Where the whole part could not be read, that is said once, and not for each client.
    """
    return not any(
        isinstance(getattr(pool, name), Unread | Pending | None)
        for pool in (reading.old, reading.new)
    )


_OPERATIONS = {
    "client_looks": "GetUICustomization",
    "client_styles": "DescribeManagedLoginBrandingByClient",
}

"""The step "Also differs": everything attached to the pools that no step of the guide shows.

Poolwalk writes none of it.
"""

from collections.abc import Callable, Mapping
from functools import lru_cache, partial
from typing import Any

from migration.compare.also_advice import advice_of
from migration.compare.also_documents import (
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
from migration.compare.also_rules import (
    CLIENT_WHERE,
    OTHER_SETTINGS,
    OWN_GROUP,
    expected_reason,
    locked_reason,
    subject_of,
)
from migration.compare.choices import Choices
from migration.compare.clients import SKILL_STEPS, pairs_of
from migration.compare.member_names import label_of, spelled
from migration.compare.members import Leaf, as_text, leaves, same_plain
from migration.compare.memo import Remembered
from migration.compare.provider_steps import by_name
from migration.compare.setting import Setting, setting_id, varied
from migration.compare.setting_state import State
from migration.deployment.reading import Reading
from migration.pools.documents import AppClient, Domain, IdentityProvider, Pool
from migration.pools.reading import Pending, Role, UICustomization, Unread

STEP = "also"
READ_AGAIN = "this pair was chosen after the pools were read: read again (r)"
Document = Mapping[str, Any]


def compare_also(reading: Reading, choices: Choices, remembered: Remembered) -> tuple[Setting, ...]:
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
            settings.append(_unread(unread[0][1], unread[0][0]))
        else:
            settings += remembered.made((STEP, name), (old, new), partial(compare_part, old, new))
    pages = [
        (name, of_document) for name, of_document in _PAGES.items() if _has_pages(reading, name)
    ]
    for pair in pairs_of(reading, choices):
        if isinstance(pair.old, AppClient) and isinstance(pair.new, AppClient):
            client = partial(_client, pair.old, pair.new, pair.key)
            settings += remembered.made((STEP, pair.key), (pair.old, pair.new), client)
            for name, of_document in pages:
                settings += _page(reading, name, of_document, pair.key, (pair.old.id, pair.new.id))
    return tuple(settings)


# --- one part of both pools -----------------------------------------------------------------------


def _pool(old: Pool, new: Pool) -> list[Setting]:
    return _settings(of_pool(old), of_pool(new))


def _mfa(old: Document, new: Document) -> list[Setting]:
    # `MfaConfiguration` stands in the pool's own document too.
    return _settings(
        *({name: part[name] for name in part if name != "MfaConfiguration"} for part in (old, new))
    )


def _domain(old: Domain | None, new: Domain | None) -> list[Setting]:
    return _settings(of_domain(old), of_domain(new)) if old and new else []


def _providers(
    old: tuple[IdentityProvider | Unread, ...], new: tuple[IdentityProvider | Unread, ...]
) -> list[Setting]:
    olds, news = by_name(old) or {}, by_name(new) or {}
    settings: list[Setting] = []
    for name in olds:
        was, now = olds[name], news.get(name)
        if isinstance(was, IdentityProvider) and isinstance(now, IdentityProvider):
            documents = ({"IdentityProviders": of_provider(provider)} for provider in (was, now))
            settings += _settings(*documents, key=name)
    return settings


def _look_of_all(old: UICustomization, new: UICustomization) -> list[Setting]:
    return _settings(of_look(old.document), of_look(new.document))


def _risk(old: Document, new: Document) -> list[Setting]:
    return _settings(*({"RiskConfiguration": attached_members(part)} for part in (old, new)))


def _list(name: str) -> Callable[[tuple[Document, ...], tuple[Document, ...]], list[Setting]]:
    return lambda old, new: _settings(attached(name, old), attached(name, new))


def _groups(old: tuple[Document, ...], new: tuple[Document, ...]) -> list[Setting]:
    cognitos = {group["GroupName"] for group in (*old, *new) if is_cognitos_own_group(group)}
    names = [str(group.get("GroupName", "")) for group in (*old, *new)]
    return [
        varied(
            setting,
            state=State.EXPECTED,
            wanted=setting.new,
            reason=OWN_GROUP,
            blocked="",
        )
        if item_named(names, setting.label) in cognitos
        else setting
        for setting in _settings(attached("Groups", old), attached("Groups", new))
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
                    _plain(member), id=f"{start}{member}", old=was, wanted=was, new=now, client=key
                )
            )
        else:
            settings += _settings({member: was}, {member: now}, client=key)
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
        return [_unread(old, Role.OLD, key)]
    if isinstance(new, Unread):
        return [_unread(new, Role.NEW, key)]
    if name == "client_looks" and key in SKILL_STEPS:  # the voice consoles' steps carry it over
        return []
    return _settings(of_document(old), of_document(new), client=key)


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


# --- settings -------------------------------------------------------------------------------------


def _settings(old: Document, new: Document, *, client: str = "", key: str = "") -> list[Setting]:
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
            _plain(member), id=id_, old=leaf.old, wanted=leaf.old, new=leaf.new, client=client
        )
        return setting if leaf.same else _judged(setting, member)
    item = "/".join(leaf.keys)
    setting = varied(
        _plain(member),
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
def _plain(member: str) -> Setting:
    label = label_of(member)
    return Setting(
        id="",
        step=STEP,
        member=member,
        label=label,
        old=None,
        wanted=None,
        new=None,
        state=State.SAME,
    )


def _judged(setting: Setting, place: str) -> Setting:
    """A difference: fixed, meant, only the new pool's, or for a person to change or to accept."""
    if reason := locked_reason(place):
        return varied(setting, state=State.LOCKED, wanted=None, reason=reason)
    if reason := expected_reason(place, as_text(setting.old), as_text(setting.new)):
        return varied(setting, state=State.EXPECTED, wanted=setting.new, reason=reason)
    if setting.old is None:
        return varied(setting, state=State.EXTRA, wanted=None)
    subject = subject_of(setting.member)
    where = CLIENT_WHERE if setting.client and subject is OTHER_SETTINGS else subject.where
    state = State.MISSING if setting.new is None else State.DIFFERS
    return varied(
        setting,
        state=state,
        blocked=f"Poolwalk does not write this: {where}",
        advice=advice_of(setting),
    )


def _unread(part: Unread, role: Role, client: str = "") -> Setting:
    return Setting(
        id=setting_id(STEP, client, part.operation),
        step=STEP,
        member=part.operation,
        label=spelled(part.operation),
        old=None,
        wanted=None,
        new=None,
        state=State.UNREAD,
        client=client,
        reason=f"in the {role} pool: {part.reason}",
    )

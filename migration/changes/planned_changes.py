"""From settings to the writes that carry them over: one for each resource, in AWS's order."""

from base64 import b64encode
from collections.abc import Mapping, Sequence
from dataclasses import replace
from functools import partial
from types import MappingProxyType
from typing import Any

from migration.changes.change import Change, Document, Edit, Guard
from migration.changes.skill_preview import linking_hidden
from migration.compare.choices import Choices
from migration.compare.domain import login_version
from migration.compare.login_page_look import LOGO_MEMBER, look_document
from migration.compare.provider_creation import creation
from migration.compare.provider_identity import why_not_sent
from migration.compare.provider_steps import APPLE_TYPE, by_name
from migration.compare.second_apps import CLIENT_SECRET, why_no_secret
from migration.compare.setting import Kind, Setting, Target
from migration.deployment.alexa_linking import AlexaLinking
from migration.deployment.whole_reading import Reading
from migration.pools.documents import AppClient, Domain, IdentityProvider, Pool, SkillsStack
from migration.pools.reading import Pending, Unread
from migration.secret import Secret


def planned(
    settings: Sequence[Setting],
    reading: Reading,
    choices: Choices,
    apple_private_key: Secret | None,
    logos: Mapping[str, bytes] = MappingProxyType({}),
) -> tuple[Change, ...]:
    """The writes that carry these settings over.

    Settings of one resource go in one write; the writes are in the order in which the settings
    came. `logos` are pictures by the step that sends them.
    """
    of_target: dict[Target, list[Setting]] = {}
    for setting in settings:
        if setting.target is not None:
            of_target.setdefault(setting.target, []).append(setting)
    return tuple(
        Change(
            step=group[0].step,
            target=target,
            edits=tuple(_edit(setting, reading, choices) for setting in group),
            hidden=_picture(group, logos)
            or _linking(group, reading, choices)
            or _hidden(target, reading, apple_private_key),
            guards=(
                *provider_guards(target, reading),
                *_app_guards(target, reading, group),
                *_key_guards(target, reading, choices, group),
            ),
        )
        for target, group in of_target.items()
    )


def _edit(setting: Setting, reading: Reading, choices: Choices) -> Edit:
    if not setting.path:
        return Edit(setting.id, (), None, _whole(setting, reading, choices), needs=setting.needs)
    wanted = True if setting.item or setting.member == LOGO_MEMBER else setting.wanted
    edit = Edit(
        setting.id,
        setting.path,
        seen=setting.new,
        wanted=wanted,
        item=setting.item,
        needs=setting.needs,
    )
    # What a person saw can be a default put into words: what the document holds is what has to be
    # found again.
    return replace(edit, seen=edit.held_by(document_of(setting.target, reading)))


def document_of(target: Target | None, reading: Reading) -> Mapping[str, Any] | None:
    """The resource as it was read; None where it is not there, or was not read."""
    new = reading.new
    match target.kind if target else None:
        case Kind.POOL:
            return new.pool.document if isinstance(new.pool, Pool) else None
        case Kind.DOMAIN:
            return new.domain.document if isinstance(new.domain, Domain) else None
        case Kind.PROVIDER:
            provider = (by_name(new.providers) or {}).get(target.name if target else "")
            return provider.document if isinstance(provider, IdentityProvider) else None
        case Kind.CLIENT:
            clients = () if isinstance(new.clients, Unread | Pending) else new.clients
            found = [client for client in clients if target and client.id == target.name]
            return found[0].document if found and isinstance(found[0], AppClient) else None
        case Kind.STACK:
            return (
                reading.skills_stack.document
                if isinstance(reading.skills_stack, SkillsStack)
                else None
            )
        case Kind.SKILL:
            linking = reading.alexa_linking
            return linking.document if isinstance(linking, AlexaLinking) else None
        case Kind.LOOK:
            looks = {} if isinstance(new.client_looks, Unread | Pending) else new.client_looks
            look = looks.get(target.name if target else "")
            return look_document(None if isinstance(look, Unread) else look)
    return None


def _whole(setting: Setting, reading: Reading, choices: Choices) -> Mapping[str, object]:
    """The resource that has to be made."""
    if setting.target and setting.target.kind is Kind.DOMAIN:
        return {"Domain": setting.wanted, "ManagedLoginVersion": login_version(reading)}
    provider = (by_name(reading.old.providers) or {}).get(setting.member)
    if not isinstance(provider, IdentityProvider):
        raise AssertionError(setting.id)
    return creation(provider, choices)


def _picture(settings: Sequence[Setting], logos: Mapping[str, bytes]) -> Mapping[str, Secret]:
    """A logo's bytes, which no Describe gives back; as text, since what is hidden is."""
    steps = [
        setting.step
        for setting in settings
        if setting.member == LOGO_MEMBER and setting.step in logos
    ]
    return {"ImageFile": Secret.holding(b64encode(logos[steps[0]]).decode())} if steps else {}


def _linking(
    settings: Sequence[Setting], reading: Reading, choices: Choices
) -> Mapping[str, Secret]:
    wanted = settings[0].wanted
    if settings[0].target is None or settings[0].target.kind is not Kind.SKILL:
        return {}
    assert isinstance(wanted, Mapping), "only a linking whose client is known is written"
    return linking_hidden(str(wanted["clientId"]), reading, choices)


def _hidden(
    target: Target, reading: Reading, apple_private_key: Secret | None
) -> Mapping[str, Secret]:
    """Apple's key, for every write of an Apple provider.

    AWS does not keep what a request leaves out.
    """
    provider = (
        (by_name(reading.old.providers) or {}).get(target.name)
        if target.kind is Kind.PROVIDER
        else None
    )
    if isinstance(provider, IdentityProvider) and provider.type == APPLE_TYPE and apple_private_key:
        return {"private_key": apple_private_key}
    return {}


def provider_guards(target: Target, reading: Reading) -> tuple[Guard, ...]:
    """What holds a provider to the old pool's of the same name, just before a write is sent to it.

    Somebody could have put another kind of provider under the name since it was read.
    """
    old = (by_name(reading.old.providers) or {}).get(target.name)
    if target.kind is not Kind.PROVIDER or not isinstance(old, IdentityProvider):
        return ()
    return (partial(why_not_sent, old),)


def _app_guards(target: Target, reading: Reading, settings: Sequence[Setting]) -> tuple[Guard, ...]:
    """What holds the old pool's secret to its own client id."""
    old = (by_name(reading.old.providers) or {}).get(target.name)
    secret = any(setting.path[-1:] == (CLIENT_SECRET,) for setting in settings)
    if target.kind is not Kind.PROVIDER or not secret or not isinstance(old, IdentityProvider):
        return ()
    return (partial(why_no_secret, old),)


def _key_guards(
    target: Target, reading: Reading, choices: Choices, settings: Sequence[Setting]
) -> tuple[Guard, ...]:
    """What holds Apple's key to its own id, unless the write brings both."""
    old = (by_name(reading.old.providers) or {}).get(target.name)
    apples = isinstance(old, IdentityProvider) and old.type == APPLE_TYPE
    brings_it = any(not setting.path or setting.member == "key_id" for setting in settings)
    if target.kind is not Kind.PROVIDER or not apples or brings_it:
        return ()
    return (partial(another_key, choices.apple_key_id),)


def another_key(key_id: str, document: Document | None) -> str:
    """Why Apple's key is not sent: its id is not the one that stands there; empty: it is."""
    held = str(((document or {}).get("ProviderDetails") or {}).get("key_id") or "")
    if held == key_id:
        return ""
    return (
        f"Nothing was sent: Apple's key {key_id} would go with the key id {held or '(none)'}, which"
        " somebody set since it was read. Read again (r), then decide."
    )

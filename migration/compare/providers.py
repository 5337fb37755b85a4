"""Steps 3a, 3b and 3c: the identity providers of the new pool."""

from collections.abc import Callable, Iterable, Mapping
from functools import partial
from typing import Any

from migration.aws.provider_details import given_details
from migration.aws.secret_members import PROVIDER_DETAILS, is_secret
from migration.compare.choices import Choices
from migration.compare.setting import (
    TO_DO,
    Kind,
    Setting,
    State,
    Target,
    Value,
    set_states,
    setting_id,
)
from migration.compare.words import in_words
from migration.deployment.reading import Reading
from migration.pools.documents import IdentityProvider, Pool
from migration.pools.reading import Pending, Unread

GOOGLE, APPLE, OTHERS = "3a", "3b", "3c"
APPLE_TYPE = "SignInWithApple"
STEPS = (GOOGLE, APPLE, OTHERS)

_SETS = frozenset({"authorize_scopes"})
# What AWS gives a provider by itself.
_DERIVED = frozenset({"UserPoolId", "CreationDate", "LastModifiedDate"})

# OpenID Connect's, which every pool has, and what stands for the user's own name.
_STANDARD_ATTRIBUTES = frozenset(
    {
        *("username", "sub", "name", "given_name", "family_name", "middle_name", "nickname"),
        *("preferred_username", "profile", "picture", "website", "email", "email_verified"),
        *("gender", "birthdate", "zoneinfo", "locale", "phone_number", "phone_number_verified"),
        *("address", "updated_at"),
    }
)

Providers = Mapping[str, IdentityProvider | Unread]


def step_of(provider: str) -> str:
    """The guide's step that carries a provider, by the provider's name.

    The apps know these names literally.
    """
    return {"Google": GOOGLE, "SignInWithApple": APPLE}.get(provider, OTHERS)


def provider_setting(provider: str) -> str:
    """The id of the setting that says that the provider exists."""
    return setting_id(step_of(provider), "", provider)


def by_name(part: tuple[IdentityProvider | Unread, ...] | Unread | Pending) -> Providers | None:
    """Providers by name, or None where the list is unread or awaited."""
    return (
        None
        if isinstance(part, Unread | Pending)
        else {provider.name: provider for provider in part}
    )


def carried_details(provider: IdentityProvider) -> tuple[str, ...]:
    """The keys of `ProviderDetails` that are settings, without those that AWS derives.

    Apple's key counts as one, though nothing shows it.
    """
    given = tuple(given_details(provider.type, provider.details))
    return (
        (*given, "private_key")
        if provider.type == APPLE_TYPE and "private_key" not in given
        else given
    )


def creation(provider: IdentityProvider, choices: Choices) -> Mapping[str, Any]:
    """What the new pool's provider is made from.

    It is the old one's document, with the key id that goes with a newly entered Apple key.
    `private_key` is not in it: the writer adds it from memory.
    """
    details = {
        key: provider.details[key]
        for key in carried_details(provider)
        if key in provider.details and key != "private_key"
    }
    if "key_id" in details and choices.apple_key_id:
        details["key_id"] = choices.apple_key_id
    document = {**provider.document, "ProviderDetails": details}
    return {name: value for name, value in document.items() if value and name not in _DERIVED}


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
                _exists(name, new.name, State.EXTRA, old=None, new=name, wanted=None, reason=reason)
            )
    return tuple(settings)


Lacks = Callable[[Iterable[str]], str]


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
            _exists(name, name, State.UNREAD, old=name, new=None, wanted=name, reason=new.reason)
        ]
    if isinstance(old, Unread):
        state = State.UNREAD
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
                State.MISSING,
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
                reason=f"made whole from the old pool's {old.type} provider",
            )
        ]
    return [
        _exists(name, name, State.SAME, old=name, new=name, wanted=name),
        *(_detail(old, new, key, choices) for key in carried_details(old)),
        *_mapping(old, new, choices, lacks),
        *_identifiers(old, new, choices),
    ]


def _exists(
    name: str,
    label: str,
    state: State,
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


def _detail(old: IdentityProvider, new: IdentityProvider, key: str, choices: Choices) -> Setting:
    was, now = old.details.get(key), new.details.get(key)
    wanted: Value = was
    reason = ""
    if key == "private_key":
        state, reason = State.HIDDEN, "write-only: AWS never gives it back"
    elif key == "key_id" and choices.apple_key_id not in {"", now}:
        wanted, state, reason = (
            choices.apple_key_id,
            State.DIFFERS,
            "the id of the key that was supplied: both go together",
        )
    elif key == "key_id" and was != now:
        state, reason = State.EXPECTED, "a new key has a new id: it differs on purpose"
    elif key in _SETS:
        held = _scopes(now)
        lacking = [word for word in _scopes(was) if word not in held]
        wanted = ("," if old.type == "Facebook" else " ").join([*held, *lacking])
        state = State.SAME if not lacking else State.DIFFERS
    else:
        state = State.SAME if was == now else State.MISSING if now is None else State.DIFFERS
    return Setting(
        id=setting_id(step_of(old.name), "", old.name, key),
        step=step_of(old.name),
        member=key,
        label=in_words(key),
        old=was,
        wanted=wanted,
        new=now,
        state=state,
        target=Target(Kind.PROVIDER, old.name),
        path=("ProviderDetails", key),
        secret=is_secret((PROVIDER_DETAILS, key)),
        reason=reason,
        blocked=_apple_blocked(old, state, choices),
        needs=_goes_with_key_id(old, new, state, choices) if key != "key_id" else (),
        asks="apple-key" if old.type == APPLE_TYPE and state in TO_DO else "",
    )


def _scopes(value: Value) -> list[str]:
    """The scopes in a provider's one string: separated by spaces, by Facebook's with commas."""
    return str(value or "").replace(",", " ").split()


def _goes_with_key_id(
    old: IdentityProvider, new: IdentityProvider, state: State, choices: Choices
) -> tuple[str, ...]:
    """An update of an Apple provider sends the supplied key: its id has to go in the same write."""
    elsewhere = choices.apple_key_id not in {"", new.details.get("key_id")}
    if old.type != APPLE_TYPE or state not in TO_DO or not elsewhere:
        return ()
    return (setting_id(step_of(old.name), "", old.name, "key_id"),)


def _apple_blocked(old: IdentityProvider, state: State, choices: Choices) -> str:
    """Why an Apple provider cannot be updated yet.

    An update sends everything, the private key too, and AWS does not give that back.
    """
    if (
        old.type != APPLE_TYPE
        or state not in {State.MISSING, State.DIFFERS}
        or choices.apple_key_id
    ):
        return ""
    return "an update sends Apple's private key again: supply the .p8 file first (e)"


def _mapping(
    old: IdentityProvider, new: IdentityProvider, choices: Choices, lacks: Lacks
) -> list[Setting]:
    settings = []
    for attribute in [
        *old.attribute_mapping,
        *(name for name in new.attribute_mapping if name not in old.attribute_mapping),
    ]:
        was, now = old.attribute_mapping.get(attribute), new.attribute_mapping.get(attribute)
        state = (
            State.SAME
            if was == now
            else State.EXTRA
            if was is None
            else State.MISSING
            if now is None
            else State.DIFFERS
        )
        member = f"AttributeMapping.{attribute}"
        to_do = state in TO_DO
        settings.append(
            Setting(
                id=setting_id(step_of(old.name), "", old.name, member),
                step=step_of(old.name),
                member=member,
                label=in_words(member),
                old=was,
                wanted=was,
                new=now,
                state=state,
                target=Target(Kind.PROVIDER, old.name),
                path=("AttributeMapping", attribute),
                blocked=(lacks((attribute,)) if to_do else "")
                or _apple_blocked(old, state, choices),
                needs=_goes_with_key_id(old, new, state, choices),
            )
        )
    return settings


def _identifiers(old: IdentityProvider, new: IdentityProvider, choices: Choices) -> list[Setting]:
    was = tuple(old.document.get("IdpIdentifiers") or ())
    now = tuple(new.document.get("IdpIdentifiers") or ())
    settings = []
    for identifier, state in set_states(was, now):
        settings.append(
            Setting(
                id=setting_id(step_of(old.name), "", old.name, f"IdpIdentifiers.{identifier}"),
                step=step_of(old.name),
                member="IdpIdentifiers",
                label=identifier,
                old=identifier if identifier in was else None,
                wanted=None if state is State.EXTRA else identifier,
                new=identifier if identifier in now else None,
                state=state,
                target=Target(Kind.PROVIDER, old.name),
                path=("IdpIdentifiers",),
                item=identifier,
                blocked=_apple_blocked(old, state, choices),
                needs=_goes_with_key_id(old, new, state, choices),
            )
        )
    return settings


def _unread(step: str, operation: str, reason: str) -> Setting:
    return Setting(
        id=setting_id(step, "", operation),
        step=step,
        member=operation,
        label="identity providers",
        old=None,
        wanted=None,
        new=None,
        state=State.UNREAD,
        reason=reason,
    )

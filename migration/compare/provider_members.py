"""The members of an identity provider that both pools have: details, mapping, identifiers."""

from collections.abc import Callable, Iterable

from migration.aws.secret_members import PROVIDER_DETAILS, is_secret
from migration.compare.choices import Choices
from migration.compare.member_names import in_words
from migration.compare.open_values import WHERE_IT_IS_HIDDEN, open_value
from migration.compare.provider_steps import APPLE_TYPE, step_of
from migration.compare.second_apps import ADVICE, NOT_PUT_BACK, why_not_put_back
from migration.compare.setting import Kind, Setting, Target, Value, setting_id
from migration.compare.setting_state import TO_DO, SettingState, set_states, value_state
from migration.pools.documents import IdentityProvider

_SETS = frozenset({"authorize_scopes"})
Lacks = Callable[[Iterable[str]], str]


def detail(old: IdentityProvider, new: IdentityProvider, key: str, choices: Choices) -> Setting:
    """One of `ProviderDetails`; `private_key` is hidden in both pools."""
    was, now = old.details.get(key), new.details.get(key)
    wanted: Value = was
    reason, of_the_app = "", why_not_put_back(old, new, key)
    if key == "private_key":
        state, reason = SettingState.HIDDEN, "write-only: AWS never gives it back"
    elif key == "key_id" and choices.apple_key_id not in {"", now}:
        wanted, state, reason = (
            choices.apple_key_id,
            SettingState.DIFFERS,
            "the id of the key that was supplied: both go together",
        )
    elif key == "key_id" and was != now:
        state, reason = SettingState.EXPECTED, "a new key has a new id: it differs on purpose"
    elif key in _SETS:
        held = _scopes(now)
        lacking = [word for word in _scopes(was) if word not in held]
        wanted = ("," if old.type == "Facebook" else " ").join([*held, *lacking])
        state = SettingState.SAME if not lacking else SettingState.DIFFERS
    else:
        state = value_state(was, now)
    if of_the_app and state is SettingState.SAME:  # the first app's secret by another's id
        state, wanted = SettingState.DIFFERS, None
    if (
        state is SettingState.DIFFERS
        and not reason
        and open_value(key, was) == open_value(key, now)
    ):
        reason = WHERE_IT_IS_HIDDEN
    second = of_the_app == NOT_PUT_BACK
    return Setting(
        id=setting_id(step_of(old.name), "", old.name, key),
        step=step_of(old.name),
        member=key,
        label=in_words(key),
        old=was,
        wanted=wanted,
        new=now,
        state=state,
        target=None if of_the_app else Target(Kind.PROVIDER, old.name),
        path=("ProviderDetails", key),
        secret=is_secret((PROVIDER_DETAILS, key)),
        reason=reason,
        blocked=of_the_app or _apple_blocked(old, state, choices),
        advice=ADVICE if second else "",
        acceptable=second,
        needs=_goes_with_key_id(old, new, state, choices) if key != "key_id" else (),
        asks="apple-key" if old.type == APPLE_TYPE and state in TO_DO else "",
    )


def _scopes(value: Value) -> list[str]:
    """The scopes in a provider's one string: separated by spaces, by Facebook's with commas."""
    return str(value or "").replace(",", " ").split()


def _goes_with_key_id(
    old: IdentityProvider, new: IdentityProvider, state: SettingState, choices: Choices
) -> tuple[str, ...]:
    """An update of an Apple provider sends the supplied key: its id has to go in the same write."""
    elsewhere = choices.apple_key_id not in {"", new.details.get("key_id")}
    if old.type != APPLE_TYPE or state not in TO_DO or not elsewhere:
        return ()
    return (setting_id(step_of(old.name), "", old.name, "key_id"),)


def _apple_blocked(old: IdentityProvider, state: SettingState, choices: Choices) -> str:
    """Why an Apple provider cannot be updated yet.

    An update sends everything, the private key too, and AWS does not give that back.
    """
    if (
        old.type != APPLE_TYPE
        or state not in {SettingState.MISSING, SettingState.DIFFERS}
        or choices.apple_key_id
    ):
        return ""
    return "an update sends Apple's private key again: supply the .p8 file first (e)"


def mapping(
    old: IdentityProvider, new: IdentityProvider, choices: Choices, lacks: Lacks
) -> list[Setting]:
    """Each attribute that either pool's provider maps."""
    settings = []
    for attribute in [
        *old.attribute_mapping,
        *(name for name in new.attribute_mapping if name not in old.attribute_mapping),
    ]:
        was, now = old.attribute_mapping.get(attribute), new.attribute_mapping.get(attribute)
        state = value_state(was, now)
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


def identifiers(old: IdentityProvider, new: IdentityProvider, choices: Choices) -> list[Setting]:
    """Each of the names by which a login can ask for the provider."""
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
                wanted=None if state is SettingState.EXTRA else identifier,
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

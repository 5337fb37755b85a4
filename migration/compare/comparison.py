"""All settings of a deployment, what stands in the way of each, and what one run can apply."""

from collections.abc import Iterable, Mapping, Sequence
from urllib.parse import unquote

from migration.compare.alexa_linking import compare_alexa_linking
from migration.compare.choices import Choices
from migration.compare.clients import compare_clients
from migration.compare.compared_parts import ComparedParts
from migration.compare.dependent_settings import compare_dependents
from migration.compare.domain import compare_domain
from migration.compare.email import compare_email
from migration.compare.login_page_look import compare_looks
from migration.compare.other_differences.comparison import compare_everything_else
from migration.compare.providers import compare_providers
from migration.compare.setting import Setting, varied
from migration.compare.setting_state import SettingState
from migration.compare.skills import compare_skills
from migration.deployment.whole_reading import Reading

_IN_PLACE = frozenset(
    {SettingState.SAME, SettingState.EXPECTED, SettingState.HIDDEN, SettingState.EXTRA}
)


def compare(
    reading: Reading, choices: Choices, region: str, compared: ComparedParts | None = None
) -> tuple[Setting, ...]:
    """Every setting of every step, in the order in which they can be applied.

    What no step of the guide names comes last. A setting whose needs are not met yet is `blocked`
    by them; `in_one_go` knows which of those become free during a run. Settings whose parts have
    not changed are taken over from `compared`.
    """
    compared = compared or ComparedParts()
    compared.begin()
    settings = (
        *compare_domain(reading, choices, region),
        *compare_providers(reading, choices),
        *compare_clients(reading, choices, compared),
        *compare_email(reading),
        *compare_skills(reading, choices),
        *compare_looks(reading, choices),
        *compare_alexa_linking(reading),
        *compare_dependents(reading),
        *compare_everything_else(reading, choices, compared),
    )
    needed = {need for setting in settings for need in setting.needs}
    known = {setting.id: setting for setting in settings if setting.id in needed}
    return tuple(
        _blocked_by_needs(setting, known) if setting.needs else setting for setting in settings
    )


def _blocked_by_needs(setting: Setting, known: Mapping[str, Setting]) -> Setting:
    unmet = (
        tuple(need for need in setting.needs if not _in_place(known.get(need)))
        if setting.to_do
        else ()
    )
    if not unmet or setting.blocked:
        return varied(setting, needs=unmet)
    together = [
        known[need].label
        for need in unmet
        if need in known and known[need].target == setting.target
    ]
    if len(together) == len(unmet):
        return varied(
            setting,
            needs=unmet,
            blocked=f"needs “{together[0]}” in the same write: apply the whole step",
            blocked_by_settings=True,
        )
    named = [
        f"{known[need].label} (step {known[need].step})"
        if need in known
        else f"{unquote(need.rpartition('/')[2])}, which neither pool has,"
        for need in unmet
    ]
    blocked = f"needs {' and '.join(named)} first"
    return varied(setting, needs=unmet, blocked=blocked, blocked_by_settings=True)


def _in_place(setting: Setting | None) -> bool:
    return setting is not None and setting.state in _IN_PLACE


def blocked_for_good(setting: Setting) -> bool:
    """Whether something other than another setting stands in the way."""
    return bool(setting.blocked) and not setting.blocked_by_settings


def in_one_go(settings: Sequence[Setting], among: Iterable[str] | None = None) -> tuple[str, ...]:
    """Ids of the settings that one run can apply, in order.

    Those are the free ones, and those that become free during the run. `among` limits the run to
    these ids. Two settings of one resource may need each other: they go in the same write.
    """
    allowed = None if among is None else set(among)
    candidates = {
        setting.id: setting
        for setting in settings
        if setting.to_write
        and not blocked_for_good(setting)
        and (allowed is None or setting.id in allowed)
    }
    while unreachable := {
        id_
        for id_, setting in candidates.items()
        if any(need not in candidates for need in setting.needs)
    }:
        candidates = {id_: setting for id_, setting in candidates.items() if id_ not in unreachable}
    return tuple(candidates)

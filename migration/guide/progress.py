"""How far each step has come: from the comparison where AWS shows it, from a person's ticks where it does not."""

from collections.abc import Iterable, Mapping, Sequence

from migration.compare.also import STEP as ALSO
from migration.compare.providers import STEPS as PROVIDER_STEPS
from migration.compare.providers import step_of
from migration.compare.setting import Setting, State
from migration.guide.step import Step, StepKind, StepState, StepSummary, Tick
from migration.pools.documents import IdentityProvider
from migration.pools.reading import Pending, Reading, Unread

_FINISHED = frozenset({StepState.DONE, StepState.NOT_APPLICABLE})

# The parts of a pool's reading that each step's settings are compared from; `also` is what no step of the guide names.
PARTS: Mapping[str, tuple[str, ...]] = {
    "2": ("domain",),
    "3a": ("providers",),
    "3b": ("providers",),
    "3c": ("providers",),
    "4": ("clients",),
    "5": ("pool",),
    ALSO: ("mfa", "ui_customization", "resource_servers", "groups", "risk", "log_delivery", "client_looks", "client_styles"),
}
# What other steps' parts hold beside what those steps show: waited for, and said to be unread in its own step alone.
_ALSO_IN: Mapping[str, tuple[str, ...]] = {ALSO: ("pool", "domain", "providers", "clients")}


def summarize(
    steps: Sequence[Step], settings: Iterable[Setting], ticks: Mapping[str, Tick], reading: Reading
) -> tuple[StepSummary, ...]:
    """Every step as it stands, in the guide's order."""
    of_step: dict[str, list[Setting]] = {}
    for setting in settings:
        of_step.setdefault(setting.step, []).append(setting)
    summaries: dict[str, StepSummary] = {}
    for step in steps:
        own = tuple(of_step.get(step.id, ()))
        tick = ticks.get(step.id)
        unfinished = [need for need in step.needs if need in summaries and summaries[need].state not in _FINISHED]
        state, reason = _state(step, own, tick, unfinished, reading)
        summaries[step.id] = StepSummary(step, state, reason, len(remaining(own)), own)
    return tuple(summaries.values())


def remaining(settings: Iterable[Setting]) -> list[Setting]:
    """The settings still to do that count for their own step: what is left to another step counts there."""
    return [setting for setting in settings if setting.to_do and not setting.left_to]


def _state(
    step: Step, settings: tuple[Setting, ...], tick: Tick | None, unfinished: list[str], reading: Reading
) -> tuple[StepState, str]:
    if tick and tick.verdict is StepState.NOT_APPLICABLE:
        return StepState.NOT_APPLICABLE, tick.note
    ticked = tick is not None and tick.verdict is StepState.DONE
    if why := _does_not_apply(step, reading):
        return StepState.NOT_APPLICABLE, why
    blocked = f"needs {', '.join(unfinished)}" if unfinished else ""
    if step.kind in {StepKind.CONSOLE, StepKind.READING}:
        if ticked:
            return StepState.DONE, ""
        return (StepState.BLOCKED, blocked) if blocked else (StepState.TODO, "")
    compared, reason = _compared(step, settings, reading)
    if step.kind is StepKind.BOTH and compared not in {StepState.UNREAD, StepState.WAITING}:
        return _with_console(compared, reason, ticked, blocked)
    if compared is StepState.TODO and blocked and all(setting.blocked for setting in remaining(settings)):
        return StepState.BLOCKED, blocked
    return compared, reason


def _compared(step: Step, settings: tuple[Setting, ...], reading: Reading) -> tuple[StepState, str]:
    """What AWS shows of a step."""
    awaited = [part.waiting_for for part in _parts(step, reading) if isinstance(part, Pending)]
    left = remaining(settings)
    if awaited:
        return StepState.WAITING, f"waiting for {', '.join(dict.fromkeys(awaited))}"
    unread = [setting for setting in settings if setting.state is State.UNREAD]
    if unread and not left:
        return StepState.UNREAD, unread[0].reason
    if not left:
        return StepState.DONE, ""
    carried = any(setting.state in {State.SAME, State.HIDDEN} for setting in settings)
    what = "to change or accept" if step.id == ALSO else "to do"
    return (StepState.PARTLY if carried else StepState.TODO), f"{len(left)} {what}"


def _with_console(compared: StepState, reason: str, ticked: bool, blocked: str) -> tuple[StepState, str]:
    """A step that is done half in AWS, half in somebody else's console."""
    if compared is StepState.DONE and ticked:
        return StepState.DONE, ""
    if compared is StepState.DONE:
        return StepState.PARTLY, "in place at AWS; the console's part waits for its tick"
    if ticked:
        return StepState.PARTLY, f"the console's part is ticked; {reason}"
    if compared is StepState.TODO and blocked:
        return StepState.BLOCKED, blocked
    return compared, reason


def _does_not_apply(step: Step, reading: Reading) -> str:
    """Why a step does not apply, derived from the old pool's providers; empty while it does, or they are not known."""
    providers = reading.old.providers
    if not step.applies_when or isinstance(providers, Unread | Pending):
        return ""
    types = {provider.type if isinstance(provider, IdentityProvider) else provider.name for provider in providers}
    match step.applies_when:
        case "old-pool-has-google":
            return "" if "Google" in types else "the old pool has no Google provider"
        case "old-pool-has-apple":
            return "" if "SignInWithApple" in types else "the old pool has no Apple provider"
        case _:
            return "" if types - {"Google", "SignInWithApple"} else "the old pool has no other provider"


def _parts(step: Step, reading: Reading) -> list[object]:
    names = (*PARTS.get(step.id, ()), *_ALSO_IN.get(step.id, ()))
    return [getattr(pool, name) for name in names for pool in (reading.old, reading.new)]


def unread_parts(reading: Reading) -> tuple[tuple[str, Unread], ...]:
    """All that could not be read, each with the step that it concerns: whole parts, and single items of lists."""
    found: list[tuple[str, Unread]] = []
    for step, names in PARTS.items():
        for name in names:
            for pool in (reading.old, reading.new):
                part = getattr(pool, name)
                items = part if isinstance(part, tuple) else part.values() if isinstance(part, Mapping) else (part,)
                found += [(step, item) for item in items if isinstance(item, Unread) and _concerns(step, item)]
    for step, extra in (("2", reading.new.branding), ("4", reading.new.resource_scopes), ("6", reading.skills_stack)):
        if isinstance(extra, Unread):
            found.append((step, extra))
    return tuple(dict.fromkeys(found))


def _concerns(step: str, item: Unread) -> bool:
    """An unread provider concerns the step that carries it; the list of providers concerns all three."""
    if step not in PROVIDER_STEPS or not item.name:
        return True
    return step == step_of(item.name)

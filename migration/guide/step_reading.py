"""Which parts of a reading a step rests on, and what of them could not be read."""

from collections.abc import Iterable, Iterator, Mapping, Sequence

from migration.compare.provider_steps import STEPS as PROVIDER_STEPS
from migration.compare.provider_steps import step_of
from migration.deployment.alexa_linking import AlexaLinking
from migration.deployment.dependents import Dependents
from migration.deployment.whole_reading import Reading
from migration.guide.carried_settings import is_read_last, sources_of
from migration.guide.step import Step
from migration.pools.reading import Role, Unread
from migration.stacks.stack import Stacks

# Parts of the deployment that a step shows, and compares with nothing.
_SHOWN_IN: Mapping[str, tuple[str, ...]] = {"1a": ("stacks",), "7b": ("exports",)}


def compared_parts(step: Step, reading: Reading) -> list[object]:
    """The parts of both pools and of the deployment that a step's settings are made of."""
    sources = sources_of(step.carries)
    of_pools = [
        getattr(pool, name)
        for name in (*sources.own, *sources.beside)
        for pool in (reading.old, reading.new)
    ]
    return [*of_pools, *(getattr(reading, name) for name in sources.of_deployment)]


def parts_read(
    steps: Sequence[Step], reading: Reading
) -> Iterator[tuple[str, Role | None, object]]:
    """Every part of a reading that a step rests on: the step, whose part it is, and the part."""
    for step in steps:
        sources = sources_of(step.carries)
        for name in sources.own:
            yield from ((step.id, role, getattr(reading.of(role), name)) for role in Role)
        for name in sources.of_new_pool:
            yield step.id, Role.NEW, getattr(reading.new, name)
        for name in (*sources.of_deployment, *_SHOWN_IN.get(step.id, ())):
            yield step.id, None, getattr(reading, name)


def shows_what_is_read_last(step: Step) -> bool:
    """Whether anything of a step is read after all others: its settings, or what it shows."""
    return is_read_last(step.carries) or step.id in _SHOWN_IN


def unread_parts(steps: Sequence[Step], reading: Reading) -> tuple[tuple[str, Unread], ...]:
    """All that could not be read, each with the step that it concerns.

    That is whole parts, and what was refused within one.
    """
    found = (
        (step, unread)
        for step, _, part in parts_read(steps, reading)
        for unread in _unread_in(part)
        if _concerns(step, unread)
    )
    return tuple(dict.fromkeys(found))


def _unread_in(part: object) -> Iterator[Unread]:
    within: Iterable[object] = ()
    match part:
        case Unread():
            within = (part,)
        case tuple():
            within = part
        case Mapping():
            within = part.values()
        case Stacks() | Dependents():
            within = part.unread
        case AlexaLinking():
            within = (part.certification,)
    yield from (item for item in within if isinstance(item, Unread))


def _concerns(step: str, item: Unread) -> bool:
    """The steps that something unread concerns.

    A provider concerns the step that carries it, the list of providers all three.
    """
    if step not in PROVIDER_STEPS or not item.name:
        return True
    return step == step_of(item.name)

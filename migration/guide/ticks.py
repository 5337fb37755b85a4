"""What people said of steps and of their sub-points, and what follows from it."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime

from migration.guide.step import Part, Step, StepState


@dataclass(frozen=True)
class Tick:
    """What a person said of a step or of a sub-point.

    Done; not applicable, with the reason; or to do (TODO): applicable after all.
    """

    step: str
    verdict: StepState  # DONE, NOT_APPLICABLE or TODO
    who: str
    at: datetime
    note: str = ""
    part: str = ""
    day: str = ""  # on which a dated sub-point happened, as YYYY-MM-DD
    seen: bool = False  # nobody said it: Poolwalk saw it, and `who` did it
    number: int = field(default=0, compare=False)  # of its entry; 0 where there is none

    @property
    def moment(self) -> datetime | None:
        """When it came to be so: the moment of the tick, unless an earlier day was named."""
        said_at_once = not self.day or self.day == self.at.astimezone().date().isoformat()
        return self.at if said_at_once else None


@dataclass(frozen=True)
class PagePart:
    """A sub-point as it stands; without a tick it is still to do."""

    part: Part
    tick: Tick | None = None
    lacks_day: bool = False  # it was ticked with its step, and nobody said on which day


# By the address of a step (`7a`) or of a sub-point (`7a/live`). A sub-point that was taken back
# stands as TODO.
Ticks = Mapping[str, Tick]


def address(step: str, part: str = "") -> str:
    """Where the word on a step, or on a sub-point of it, is kept."""
    return f"{step}/{part}" if part else step


def parts_of(step: Step, ticks: Ticks) -> tuple[PagePart, ...]:
    """The sub-points as they stand: the word on one counts before the word on the whole step."""
    whole = ticks.get(step.id)
    inherited = whole if whole is not None and whole.verdict is StepState.DONE else None
    found = []
    for part in step.parts:
        own = ticks.get(address(step.id, part.id))
        tick = inherited if own is None else own if own.verdict is StepState.DONE else None
        # One word on the whole step says of what happens on a day nothing, unless it names the day.
        undated = tick is not None and part.dated and not is_a_day(tick.day)
        found.append(PagePart(part, None if undated else tick, lacks_day=undated))
    return tuple(found)


def is_a_day(text: str) -> bool:
    """Whether a record, which others write too, names a day of the calendar."""
    try:
        return date.fromisoformat(text).isoformat() == text  # weeks too are days to Python
    except ValueError:
        return False


def all_ticked(step: Step, ticks: Ticks) -> bool:
    """Whether a person says that the step's part in another console is done.

    It takes each sub-point, or the step itself where it has none.
    """
    if step.parts:
        return all(part.tick for part in parts_of(step, ticks))
    return step.id in ticks and ticks[step.id].verdict is StepState.DONE


def others_turn(parts: Sequence[PagePart]) -> PagePart | None:
    """The sub-point that somebody else has to do next: what comes before it was ticked."""
    following = next((part for part in parts if part.tick is None), None)
    return (
        following
        if following is not None and following.part.by and parts[0].tick is not None
        else None
    )


def waits_for(parts: Sequence[PagePart]) -> str:
    """Who has to act next, where that is somebody else."""
    turn = others_turn(parts)
    return turn.part.by if turn is not None else ""


def finished(steps: Iterable[Step], ticks: Ticks) -> frozenset[str]:
    """Ids of the steps that people say are done, or do not apply.

    No work is left to these any more.
    """
    said = {step for step, tick in ticks.items() if tick.verdict is StepState.NOT_APPLICABLE}
    return frozenset(step.id for step in steps if step.id in said or all_ticked(step, ticks))


def overruled(steps: Iterable[Step], ticks: Ticks) -> Mapping[str, bool]:
    """The rules that a person knows better, each with whether it holds.

    It follows from what was said of a step that names the rule.
    """
    verdicts = {StepState.TODO: True, StepState.NOT_APPLICABLE: False}
    return {
        step.applies_when: verdicts[ticks[step.id].verdict]
        for step in steps
        if step.applies_when and step.id in ticks and ticks[step.id].verdict in verdicts
    }

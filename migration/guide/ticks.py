"""What people said of steps, and what follows from it."""

from collections.abc import Iterable, Mapping

from migration.guide.step import Step, StepState, Tick

Ticks = Mapping[str, Tick]


def overruled(steps: Iterable[Step], ticks: Ticks) -> Mapping[str, bool]:
    """The rules that a person knows better, and whether they hold: by what was said of a step that names one."""
    verdicts = {StepState.TODO: True, StepState.NOT_APPLICABLE: False}
    return {
        step.applies_when: verdicts[ticks[step.id].verdict]
        for step in steps
        if step.applies_when and step.id in ticks and ticks[step.id].verdict in verdicts
    }

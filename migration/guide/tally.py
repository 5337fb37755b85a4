"""How far the whole walk has come, counted."""

from collections.abc import Sequence
from dataclasses import dataclass

from migration.guide.step import StepKind, StepState, StepSummary


@dataclass(frozen=True)
class Tally:
    """Steps that are done, of those that apply; settings that a run would write now; steps that somebody else holds up."""

    done: int
    steps: int
    to_apply: int
    others: int
    not_applicable: int

    @classmethod
    def of(cls, summaries: Sequence[StepSummary], to_apply: int) -> "Tally":
        """Count steps; one that is there only to be read is none."""
        states = [summary.state for summary in summaries if summary.step.kind is not StepKind.READING]
        left_out = states.count(StepState.NOT_APPLICABLE)
        done, others = states.count(StepState.DONE), states.count(StepState.OTHERS)
        return cls(done, len(states) - left_out, to_apply, others, left_out)

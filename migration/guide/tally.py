"""How far the whole walk has come, counted."""

from collections.abc import Sequence
from dataclasses import dataclass

from migration.guide.step import StepKind, StepState, StepSummary


@dataclass(frozen=True)
class Tally:
    """Counts over all steps.

    Steps that are done, of those that apply; settings that a run would write now; steps that
    somebody else holds up.
    """

    done: int
    steps: int
    to_apply: int
    others: int
    not_applicable: int

    @classmethod
    def of(cls, summaries: Sequence[StepSummary], to_apply: int) -> "Tally":
        """Count the steps.

        One that is there only to be read does not count, and neither does a tick that a check
        contradicts.
        """
        counted = [summary for summary in summaries if summary.step.kind is not StepKind.READING]
        states = [summary.state for summary in counted]
        left_out = states.count(StepState.NOT_APPLICABLE)
        done = sum(
            summary.state is StepState.DONE and not summary.contradicted for summary in counted
        )
        others = states.count(StepState.OTHERS)
        return cls(done, len(states) - left_out, to_apply, others, left_out)

"""What is read before anything is written."""

from collections.abc import Iterator

from migration.guide.next_thing import NextKind, NextThing
from migration.guide.step import StepKind, StepState
from migration.walk.derived_state import DerivedState


def to_read(derived: DerivedState) -> Iterator[NextThing]:
    """Each page that is there to be read and was not: it says what cannot be taken back later."""
    for summary in derived.summaries:
        if summary.step.kind is StepKind.READING and summary.state is not StepState.DONE:
            title = summary.step.title
            when = "" if derived.state.record.changes else ", before the first write"
            yield NextThing(
                NextKind.READ,
                summary.step.id,
                f"read “{title}”{when}: what customers notice, and when",
                "page-down",
                brief=f"read “{title}” first",
            )


def first_to_write(derived: DerivedState) -> str:
    """The step before which they are read: the first that has settings to carry over."""
    return next((summary.step.id for summary in derived.summaries if summary.step.carries), "")

"""What a person still does in other people's consoles: copy, answer, and tick."""

from collections.abc import Iterator, Sequence
from itertools import takewhile
from textwrap import shorten

from migration.changes.skill_submission import why_not
from migration.checks.finding import Finding
from migration.compare.alexa_linking import SETTING as LINKING
from migration.compare.alexa_linking import STEP as SKILL
from migration.guide.contradiction import whose_turn
from migration.guide.next_thing import NextKind, NextThing
from migration.guide.page import PasteValue
from migration.guide.part_order import comes_after, comes_last
from migration.guide.paste_values import paste_values
from migration.guide.placeholder_values import Known
from migration.guide.progress import is_met
from migration.guide.proved_parts import proved
from migration.guide.skill_certification import (
    AGAIN,
    LIVE,
    SUB_POINT,
    certified_since_saved,
    review_of,
)
from migration.guide.skills_rows import parameters_to_paste
from migration.guide.step import StepKind, StepState
from migration.guide.step_summary import StepSummary
from migration.guide.tally import Left, left_as
from migration.guide.ticks import PagePart
from migration.guide.verdict_making import TICK
from migration.walk.copied_values import copied_before
from migration.walk.derived_state import DerivedState
from migration.walk.state import State, known_of

VOICE = "7b"
_VOICE_ANSWERS = "say which pool Google Home's skill used, and RainMaker's API path"
_IN_A_LINE = 50  # cells of what is next, in a terminal of 80
_VOICE_BRIEF = "say which pool Google used"


def lacks_another(derived: DerivedState, summary: StepSummary) -> bool:
    """Whether another step comes first: without a domain there is no address to enter."""
    return any(
        other.step.id in summary.step.needs and not is_met(other) for other in derived.summaries
    )


def in_a_console(summary: StepSummary) -> bool:
    """Whether a person has to go to a console for it.

    A step that shows at AWS alone, where Poolwalk cannot write what it lacks.
    """
    if summary.step.kind in {StepKind.CONSOLE, StepKind.BOTH}:
        return summary.state is not StepState.DONE
    return summary.step.kind is StepKind.SETTINGS and any(
        left_as(summary.step, setting) is Left.BLOCKED for setting in summary.settings
    )


def to_copy(
    summary: StepSummary, known: Known, state: State, findings: Sequence[Finding]
) -> Iterator[NextThing]:
    """Each value that was not copied yet, until something of the step is said or found to be done.

    What a file takes is copied at once.
    """
    step = summary.step
    if any(part.tick for part in summary.parts) or any(proved(summary, findings)):
        return
    values = (*paste_values(step, known), *_parameters(summary, known))
    if step.id == VOICE and (lacking := _lacks_an_answer(values)):
        yield NextThing(
            NextKind.ENTER,
            step.id,
            _VOICE_ANSWERS,
            "enter-value",
            value=lacking,
            brief=_VOICE_BRIEF,
        )
    left = [
        value
        for value in values
        if value.value is not None and not copied_before(state, step.id, value)
    ]
    if step.block is None:
        for value in left:
            what = f"copy {value.field}"
            goes = f", {_for_what(value) or f'for {step.console}'}"
            if (value.use or step.console) and len(what + goes) <= _IN_A_LINE:
                what += goes
            yield NextThing(
                NextKind.COPY,
                step.id,
                what,
                "copy",
                value=value.field,
                brief="copy the next value",
            )
    elif left and all(value.value is not None for value in values):
        what, brief = "copy all values for the app's file", "copy all values"
        field = left[0].field
        yield NextThing(NextKind.COPY, step.id, what, "copy-block", value=field, brief=brief)


def _for_what(value: PasteValue) -> str:
    """What a value is for that is not pasted, behind a comma; empty of all others."""
    use = value.use.partition(":")[0]
    return f"{use[:1].lower()}{use[1:]}"


def _parameters(summary: StepSummary, known: Known) -> tuple[PasteValue, ...]:
    return parameters_to_paste(known.reading) if summary.step.kind is StepKind.SETTINGS else ()


def _lacks_an_answer(values: tuple[PasteValue, ...]) -> str:
    """The field whose value waits for what a person says of Google Home's skill."""
    return next((value.field for value in values if value.value is None and value.why), "")


def to_tick(derived: DerivedState, summary: StepSummary) -> Iterator[NextThing]:
    """The sub-points that are the person's, up to the first that is somebody else's turn.

    What Poolwalk can submit by a key of its own is not ticked by hand.
    """
    if summary.step.kind not in {StepKind.CONSOLE, StepKind.BOTH}:
        return
    step, opened = summary.step, open_parts(summary)
    submits = can_submit(derived, summary)
    if submits and opened and (opened[0].part.id == SUB_POINT or _again(derived, summary)):
        what, brief, parts = "submit the skill for certification", "submit the skill", (SUB_POINT,)
        yield NextThing(NextKind.SUBMIT, step.id, what, "submit-skill", parts=parts, brief=brief)
        return
    own = tuple(part.part.id for part in _own_turn(derived, opened, submits=submits))
    if own or not step.parts:
        your_part = "" if len(own) == len(opened) else "your part of "
        what = f"tick {step.title} once {your_part}“What to do” is done"
        brief = f"tick {step.short or step.title} once done"
        if 1 < len(own) < len(opened) and not opened[len(own)].part.by:
            what = f"tick the next {len(own)} sub-points of {step.title} once they are done"
        if len(own) == 1 and len(step.parts) > 1:
            what = f"tick “{opened[0].part.text}” once that is so"
            brief = f"tick {quoted(opened[0].part.text, 22)}"
        if (first := derived.hour.approved_first) and any(
            one.part.last for one in opened if one.part.id in own
        ):
            told = f"tick {step.title} once submitted, after {first} are approved"
            what = f"{told}: submitted last, live first"
            brief = f"tick {step.short or step.title}: sent last"
        found = (finding for finding in derived.findings if finding.step == step.id)
        by = next(filter(None, (whose_turn(summary, one) for one in found)), "")
        if by:
            what = f"{what} (its check waits for {by})"
        yield NextThing(NextKind.TICK, step.id, what, TICK, parts=own, brief=brief)


def by_now(derived: DerivedState, summary: StepSummary) -> tuple[str, ...]:
    """The open sub-points that a person can have done by now: what is next to tick.

    Where the next one is somebody else's turn, or is done by a key of its own, that one alone.
    """
    opened = open_parts(summary)
    own = _own_turn(derived, opened, submits=can_submit(derived, summary))
    return tuple(part.part.id for part in own or opened[:1])


def _own_turn(
    derived: DerivedState, opened: Sequence[PagePart], *, submits: bool
) -> tuple[PagePart, ...]:
    built = _built(derived) if any(part.part.after for part in opened) else frozenset()

    def is_the_persons(part: PagePart) -> bool:
        by_a_key = submits and part.part.id == SUB_POINT
        return not (part.part.by or by_a_key or comes_after(part.part, derived.summaries, built))

    return tuple(takewhile(is_the_persons, opened))


def is_last_of_all(derived: DerivedState, summary: StepSummary, thing: NextThing) -> bool:
    """Whether a tick waits until nothing else is left to the person."""
    return thing.kind is NextKind.TICK and any(
        comes_last(summary.step.id, one.part, derived.summaries, hour_runs=derived.hour.has_begun)
        for one in summary.parts
        if one.part.id in thing.parts
    )


def waits_for_approval(derived: DerivedState, thing: NextThing) -> bool:
    """Whether it sets going what nothing holds back, and others have not approved all the rest."""
    last = derived.hour.last
    return bool(derived.hour.unapproved) and last is not None and last.id == thing.step


def _built(derived: DerivedState) -> frozenset[str]:
    """The steps whose file was filled in, as far as is known: a person took all its values."""
    state, known = derived.state, known_of(derived.state)
    return frozenset(
        summary.step.id
        for summary in derived.summaries
        if summary.step.block is not None
        and all(
            value.value is not None and copied_before(state, summary.step.id, value)
            for value in paste_values(summary.step, known)
        )
    )


def quoted(text: str, cells: int) -> str:
    """A sub-point by its first words, in at most so many cells."""
    return f"“{shorten(text, cells - 2, placeholder='…')}”"


def can_submit(derived: DerivedState, summary: StepSummary) -> bool:
    """Whether it is the Alexa skill's step, and the skill can be submitted as things were read.

    What Amazon has certified with the new values is not submitted again.
    """
    if summary.step.id != SKILL or derived.state.read_only:
        return False
    linking = derived.state.reading.alexa_linking
    live = any(part.part.id == LIVE for part in proved(summary, derived.proofs))
    if live or certified_since_saved(summary.parts, linking):
        return False
    held = next((setting for setting in summary.settings if setting.id == LINKING), None)
    return not why_not(linking, held)


def _again(derived: DerivedState, summary: StepSummary) -> bool:
    """Whether what was submitted came back."""
    ended = review_of(summary.parts, derived.state.reading.alexa_linking)
    return ended is not None and ended.review in AGAIN


def open_parts(summary: StepSummary) -> list[PagePart]:
    """The sub-points without a tick, in their order."""
    return [part for part in summary.parts if part.tick is None]

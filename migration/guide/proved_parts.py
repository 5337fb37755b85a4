"""Sub-points of consoles that Poolwalk saw for itself: nobody is asked to tick these.

That is what Poolwalk wrote there and read back, and what a check of it has proved.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence

from migration.checks.finding import Finding, settled
from migration.compare.alexa_linking import SETTING as LINKING
from migration.compare.alexa_linking import STEP as SKILL
from migration.compare.setting import Kind, Setting, Target
from migration.compare.setting_state import State
from migration.guide.step import Part, Step, StepState
from migration.guide.step_summary import StepSummary
from migration.guide.ticks import PagePart, Tick, Ticks, address, is_a_day
from migration.guide.verdict_grounds import Recorded, when_found, when_said

# Of 7a: what one write of the account linking does, its client's secret with it.
_OF_THE_LINKING = frozenset({"uris", "client", "save"})


def with_seen(
    steps: Sequence[Step],
    ticks: Ticks,
    settings: Sequence[Setting],
    findings: Sequence[Finding],
    written: Mapping[Target, Recorded],
    asked: Mapping[str, Recorded],
) -> Ticks:
    """What people said, and where they said nothing, what was seen.

    `written` is when Poolwalk wrote to each resource last, `asked` when each finding was recorded.
    """
    seen = {}
    for step in steps:
        of_step = [finding for finding in findings if finding.step == step.id]
        for tick in (
            *_written(step, settings, written),
            *_proved(step, ticks, of_step, asked),
        ):
            seen[address(step.id, tick.part)] = tick
    return {**seen, **ticks}


def proved(summary: StepSummary, findings: Sequence[Finding]) -> Iterator[PagePart]:
    """The sub-points that the checks of the step have found to be so."""
    own = [finding for finding in findings if finding.step == summary.step.id]
    for part in summary.parts:
        if part.part.proved_by and settled(own, frozenset({part.part.proved_by})):
            yield part


def _written(
    step: Step, settings: Sequence[Setting], written: Mapping[Target, Recorded]
) -> Iterator[Tick]:
    """The account linking of the skill, which Poolwalk itself wrote."""
    sent = [recorded.at for target, recorded in written.items() if target.kind is Kind.SKILL]
    if step.id != SKILL or not sent:
        return
    if any(setting.id == LINKING and setting.state is State.SAME for setting in settings):
        for part in step.parts:
            if part.id in _OF_THE_LINKING:
                note = "written and read back"
                yield Tick(
                    step.id, StepState.DONE, "Poolwalk", max(sent), note, part=part.id, seen=True
                )


def _proved(
    step: Step, ticks: Ticks, findings: Sequence[Finding], asked: Mapping[str, Recorded]
) -> Iterator[Tick]:
    """What a check has shown; of what others do after the person, only what it has shown since."""
    for number, part in enumerate(step.parts):
        if not settled(findings, frozenset({part.proved_by} - {""})):
            continue
        proofs = [finding for finding in findings if finding.is_of(part.proved_by)]
        when = [when_found(finding, asked) for finding in proofs]
        if not part.by:
            at = max(finding.first or finding.at for finding in proofs)
            note = "its check passed"
            yield Tick(step.id, StepState.DONE, "Poolwalk", at, note, part=part.id, seen=True)
        elif _handed_over(step, step.parts[:number], ticks, when):
            # To be asked again changes nothing of when it happened.
            first = max(finding.first or finding.at for finding in proofs)
            day = first.astimezone().date().isoformat() if part.dated else ""
            handed = ticks.get(address(step.id, step.parts[number - 1].id)) if number else None
            if day and handed is not None and is_a_day(handed.day):
                day = max(day, handed.day)  # two clocks may differ: it went in before it came out
            yield Tick(step.id, StepState.DONE, part.by, first, part=part.id, day=day, seen=True)


def _handed_over(
    step: Step, before: Sequence[Part], ticks: Ticks, proved: Sequence[Recorded]
) -> bool:
    """Whether a person said, before one of the proofs, that it was handed to whose turn it is."""
    if not before:
        return True
    said = ticks.get(address(step.id, before[-1].id))
    if said is None or said.verdict is not StepState.DONE:
        return False
    return not all(when_said(said).is_later_than(proof) for proof in proved)


def asked_of(part: Part, findings: Iterable[Finding]) -> str:
    """What to ask the person, where a check saw what may be it and cannot say so; else empty.

    Before it stands what the check saw, up to its first comma.
    """
    found = [one for one in findings if part.contradicted_by and one.is_of(part.contradicted_by)]
    if not settled(found, frozenset({part.contradicted_by})):
        return ""
    seen = found[-1].sentence.partition(",")[0]
    return f"{seen[:1].upper()}{seen[1:]}: {part.once_seen}"

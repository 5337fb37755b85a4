"""Sub-points of consoles that Poolwalk saw for itself: nobody is asked to tick these.

That is what Poolwalk wrote there and read back, and what a check of it has proved.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import datetime

from migration.checks.console_dependencies import console_dependencies, touches
from migration.checks.finding import Finding, Seen, settled
from migration.compare.alexa_linking import SETTING as LINKING
from migration.compare.alexa_linking import STEP as SKILL
from migration.compare.setting import Kind, Setting, Target
from migration.compare.setting_state import SettingState
from migration.guide.step import Part, Step, StepState
from migration.guide.step_summary import StepSummary
from migration.guide.ticks import PagePart, Tick, Ticks, address, is_a_day
from migration.guide.verdict_grounds import Recorded, outdated, when_asked, when_said

# Of 7a: what one write of the account linking does, its client's secret with it.
_OF_THE_LINKING = frozenset({"uris", "client", "save"})
# Who and what stand at a sub-point that nobody had to say.
WRITER, WRITTEN, PROVED = "Poolwalk", "written and read back", "its check passed"


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
    seen: dict[str, Tick] = {}
    after: set[str] = set()
    standing = since_written(findings, written, asked)
    for step in steps:
        of_step = [finding for finding in standing if finding.step == step.id]
        for tick in _written(step, settings, written):
            seen[address(step.id, tick.part)] = tick
        for tick, when in _proved(step, ticks, of_step, written, asked):
            place = address(step.id, tick.part)
            seen[place] = tick
            if _took_back_before(ticks.get(place), when):
                after.add(place)
    return {**seen, **{place: tick for place, tick in ticks.items() if place not in after}}


def since_written(
    findings: Iterable[Finding],
    written: Mapping[Target, Recorded],
    asked: Mapping[str, Recorded],
) -> tuple[Finding, ...]:
    """What was found of consoles since what it rests on was written last: older proves nothing."""
    return tuple(
        finding
        for finding in findings
        if not outdated(finding, console_dependencies(finding.check), written, asked)
    )


def proved(summary: StepSummary, findings: Sequence[Finding]) -> Iterator[PagePart]:
    """The sub-points that the checks of the step have found to be so, see `since_written`."""
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
    if any(setting.id == LINKING and setting.state is SettingState.SAME for setting in settings):
        for part in step.parts:
            if part.id in _OF_THE_LINKING:
                at = max(sent)
                yield Tick(step.id, StepState.DONE, WRITER, at, WRITTEN, part=part.id, seen=True)


def _proved(
    step: Step,
    ticks: Ticks,
    findings: Sequence[Finding],
    written: Mapping[Target, Recorded],
    asked: Mapping[str, Recorded],
) -> Iterator[tuple[Tick, Sequence[Recorded]]]:
    """What a check has shown and when; of what others do after the person, only what it has since.

    `findings` are those that still stand.
    """
    for number, part in enumerate(step.parts):
        if not settled(findings, frozenset({part.proved_by} - {""})):
            continue
        proofs = [finding for finding in findings if finding.is_of(part.proved_by)]
        when = [when_asked(finding, asked) for finding in proofs]
        if not part.by:
            at = max(_first(finding, written) for finding in proofs)
            tick = Tick(step.id, StepState.DONE, WRITER, at, PROVED, part=part.id, seen=True)
            yield tick, when
        elif _handed_over(step, step.parts[:number], ticks, when):
            # To be asked again changes nothing of when it happened.
            first = max(_first(finding, written) for finding in proofs)
            day = first.astimezone().date().isoformat() if part.dated else ""
            handed = ticks.get(address(step.id, step.parts[number - 1].id)) if number else None
            if day and handed is not None and is_a_day(handed.day):
                day = max(day, handed.day)  # two clocks may differ: it went in before it came out
            yield (
                Tick(step.id, StepState.DONE, part.by, first, part=part.id, day=day, seen=True),
                when,
            )


def _first(finding: Finding, written: Mapping[Target, Recorded]) -> datetime:
    """When it was first found so, of what stands now: not before that was written."""
    first, rests_on = finding.first or finding.at, console_dependencies(finding.check)
    anew = any(touches(target, rests_on) and one.at > first for target, one in written.items())
    return finding.at if anew else first


def _took_back_before(said: Tick | None, proofs: Sequence[Recorded]) -> bool:
    """Whether a person took a sub-point back, and all of its proofs were found after that."""
    if said is None or said.verdict is not StepState.TODO:
        return False
    taken_back = when_said(said)
    # A finding has the number of the last entry before it, unless that is not known.
    return all(
        proof.is_later_than(taken_back) or 0 < proof.number == taken_back.number for proof in proofs
    )


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


def seen_of(part: Part, findings: Iterable[Finding]) -> Seen | None:
    """What a check saw that may be this sub-point, which it cannot say; None where it saw none."""
    found = [one for one in findings if part.contradicted_by and one.is_of(part.contradicted_by)]
    if not settled(found, frozenset({part.contradicted_by})):
        return None
    # An older record tells no more than that it passed.
    return found[-1].seen or Seen("it", found[-1].title)


def asked_briefly(part: Part, findings: Iterable[Finding]) -> str:
    """What to ask the person of that, for a heading; empty where nothing was seen."""
    seen = seen_of(part, findings)
    return f"{seen.what}: is that your build?" if seen else ""


def asked_of(part: Part, findings: Iterable[Finding]) -> str:
    """What to ask the person of that; empty where nothing was seen."""
    seen = seen_of(part, findings)
    return f"{seen.told[:1].upper()}{seen.told[1:]}: {part.once_seen}" if seen else ""

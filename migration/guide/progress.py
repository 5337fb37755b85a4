"""How far each step has come.

The comparison tells it where AWS shows it, a person's ticks where it does not.
"""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence

from migration.compare.setting import Setting
from migration.compare.setting_state import SettingState
from migration.deployment.alexa_linking import AlexaLinking
from migration.deployment.certification import Review
from migration.deployment.whole_reading import Reading
from migration.guide.applicability import why_not
from migration.guide.carried_settings import Carried
from migration.guide.skill_certification import AGAIN, review_of
from migration.guide.step import Step, StepKind, StepState
from migration.guide.step_reading import compared_parts
from migration.guide.step_summary import StepSummary
from migration.guide.tally import Left, left_as, settings_to_do
from migration.guide.ticks import PagePart, Tick, all_ticked, parts_of, waits_for
from migration.number_words import number_of
from migration.pools.reading import Pending


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
        tick, parts = ticks.get(step.id), parts_of(step, ticks)
        lacking = [need for need in step.needs if need in summaries and not is_met(summaries[need])]
        better = [
            other
            for other in step.after
            if other in summaries
            and not summaries[other].state.is_settled
            and not _waits_only_for(step.id, summaries[other])
        ]
        console = _console(parts, lacking, ticked=all_ticked(step, ticks))
        state, reason = _state(step, own, tick, parts, console, reading)
        state, reason = _with_review(step, parts, (state, reason), reading)
        if state is StepState.TODO and better:
            reason = "; ".join(filter(None, (reason, f"better after {', '.join(better)}")))
        summaries[step.id] = StepSummary(step, state, reason, len(remaining(own)), own, parts)
    return tuple(summaries.values())


def remaining(settings: Iterable[Setting]) -> list[Setting]:
    """The settings still to do that count for their own step.

    What is left to another step counts there.
    """
    return [setting for setting in settings if setting.to_do and not setting.left_to]


def _waits_only_for(step: str, summary: StepSummary) -> bool:
    """Whether all that another step still lacks comes after this one."""
    left = remaining(summary.settings)
    opened = [part.part for part in summary.parts if part.tick is None]
    return (
        bool(left or opened)
        and all(setting.waits_for == step for setting in left)
        and all(step in part.after for part in opened)
    )


def left_out(step: Step, tick: Tick | None, reading: Reading) -> str:
    """Why the step's rule leaves it out.

    Empty where it applies, where that is not known, and where a person has said otherwise.
    """
    return why_not(step.applies_when, reading) or "" if tick is None else ""


def is_met(needed: StepSummary) -> bool:
    """Whether what another step needs of this one is there.

    It is where the step is finished, or made everything at AWS that it has to make. Who leaves out
    the domain has none by that: others go on once there is nothing to make.
    """
    if needed.state is StepState.NOT_APPLICABLE and Carried.DOMAIN in needed.step.carries:
        return not remaining(needed.settings)
    if needed.state.is_settled:
        return True
    if needed.step.kind in {StepKind.CONSOLE, StepKind.READING} or needed.state in {
        StepState.UNREAD,
        StepState.WAITING,
    }:
        return False
    return not any(setting.to_write and not setting.path for setting in needed.settings)


def _to_tick(parts: Sequence[PagePart]) -> str:
    """How many sub-points are left to a person, before the first tick and after it."""
    if not parts:
        return "tick the console's part"
    undated = sum(part.lacks_day for part in parts)
    days = f", {undated} without the day" if undated else ""
    return f"{number_of(sum(part.tick is None for part in parts), 'point')} left to tick{days}"


def _console(
    parts: Sequence[PagePart], lacking: Sequence[str], *, ticked: bool
) -> tuple[StepState, str]:
    """How far a step has come in somebody else's console, by what people said.

    `lacking` are the steps that it needs first.
    """
    done = sum(part.tick is not None for part in parts)
    if ticked:
        return StepState.DONE, ""
    if awaited := waits_for(parts):
        return StepState.OTHERS, f"waits for {awaited}"
    if done:
        undated = sum(part.lacks_day for part in parts)
        days = f", {undated} without the day" if undated else ""
        return StepState.PARTLY, f"{done} of {len(parts)} ticked{days}"
    return (StepState.BLOCKED, f"needs {', '.join(lacking)}") if lacking else (StepState.TODO, "")


def _state(
    step: Step,
    settings: tuple[Setting, ...],
    tick: Tick | None,
    parts: Sequence[PagePart],
    console: tuple[StepState, str],
    reading: Reading,
) -> tuple[StepState, str]:
    if tick and tick.verdict is StepState.NOT_APPLICABLE:
        return StepState.NOT_APPLICABLE, tick.note
    if why := left_out(step, tick, reading):
        return StepState.NOT_APPLICABLE, why
    if step.kind in {StepKind.CONSOLE, StepKind.READING}:
        return _with_own_settings(step, settings, console)
    compared, reason = _compared(step, settings, reading)
    if step.kind is StepKind.BOTH and compared not in {StepState.UNREAD, StepState.WAITING}:
        return _with_console(compared, reason, settings, console, parts)
    if compared is StepState.TODO and console[0] is StepState.BLOCKED and _nothing_free(settings):
        return console
    return compared, reason


def _with_review(
    step: Step, parts: Sequence[PagePart], stands: tuple[StepState, str], reading: Reading
) -> tuple[StepState, str]:
    """A step that Amazon itself says it reviews waits for Amazon, whatever was ticked of it.

    One that Amazon is done with does not.
    """
    linking = reading.alexa_linking
    if (
        Carried.ALEXA_LINKING not in step.carries
        or not isinstance(linking, AlexaLinking)
        or stands[0].is_settled
    ):
        return stands
    if linking.review is not None and linking.review.review is Review.IN_REVIEW:
        return StepState.OTHERS, "waits for Amazon's review"
    ended = review_of(parts, linking)
    if stands[0] is StepState.OTHERS and ended is not None:
        told = {**AGAIN, Review.CERTIFIED: "certified: publish it in the hour"}.get(ended.review)
        return (StepState.PARTLY, told) if told else stands
    return stands


def _nothing_free(settings: Iterable[Setting]) -> bool:
    return all(setting.blocked for setting in remaining(settings))


def _compared(step: Step, settings: tuple[Setting, ...], reading: Reading) -> tuple[StepState, str]:
    """What AWS shows of a step."""
    awaited = [
        part.waiting_for for part in compared_parts(step, reading) if isinstance(part, Pending)
    ]
    left = remaining(settings)
    if awaited:
        return StepState.WAITING, f"waiting for {', '.join(dict.fromkeys(awaited))}"
    unread = [setting for setting in settings if setting.state is SettingState.UNREAD]
    if unread and not left:
        return StepState.UNREAD, unread[0].reason
    if not left:
        return StepState.DONE, ""
    carried = any(setting.state in {SettingState.SAME, SettingState.HIDDEN} for setting in settings)
    waiting = [setting for setting in left if setting.waits_for]
    if len(waiting) == len(left):
        # What was carried over is no step back because the rest of it waits.
        if carried:
            verb = "waits" if len(left) == 1 else "wait"  # whole in a heading at 80 columns
            told = f"{number_of(len(left), 'setting')} {verb} for {waiting[0].waits_for}"
            return StepState.PARTLY, told
        return StepState.BLOCKED, f"waits for {waiting[0].waits_for}"
    later = f", {len(waiting)} of them after {waiting[0].waits_for}" if waiting else ""
    kinds = Counter(left_as(step, setting) for setting in left)
    counted = [f"{settings_to_do(kinds[Left.TO_DO])}{later}"] if kinds[Left.TO_DO] else []
    counted += [
        f"{kinds[kind]} {word}"
        for kind, word in ((Left.BLOCKED, "blocked"), (Left.TO_ACCEPT, "to change or accept"))
        if kinds[kind]
    ]
    return (StepState.PARTLY if carried else StepState.TODO), ", ".join(counted)


def _with_own_settings(
    step: Step, settings: Iterable[Setting], console: tuple[StepState, str]
) -> tuple[StepState, str]:
    """A console's step that Poolwalk still has to write something for is not done by its ticks.

    Nor has it become others' turn alone by what was submitted of it.
    """
    left = sum(left_as(step, setting) is Left.TO_DO for setting in settings)
    if left and console[0] is StepState.DONE:
        return StepState.PARTLY, f"the console's part is ticked; {settings_to_do(left)}"
    if left and console[0] is StepState.OTHERS:
        return StepState.PARTLY, f"{console[1]}; {settings_to_do(left)}"
    return console


def _with_console(
    compared: StepState,
    reason: str,
    settings: tuple[Setting, ...],
    console: tuple[StepState, str],
    parts: Sequence[PagePart],
) -> tuple[StepState, str]:
    """A step that is done half in AWS, half in somebody else's console."""
    said, why = console
    if compared is StepState.DONE:
        if said in {StepState.DONE, StepState.OTHERS}:
            return console
        # Short enough for a page's heading at 80 columns.
        if said is StepState.BLOCKED:
            return StepState.PARTLY, f"done at AWS; console: {_by_step(why)}"
        return StepState.PARTLY, f"done at AWS; {_to_tick(parts)}"
    if said is StepState.BLOCKED and compared is StepState.TODO and _nothing_free(settings):
        return console
    if said is StepState.TODO:
        return compared, reason
    if said is StepState.DONE:
        ticked = "all points are ticked" if parts else "the console's part is ticked"
        return StepState.PARTLY, f"{ticked}; {reason}"
    if said is StepState.PARTLY:
        return said, f"{reason}; {_to_tick(parts)}"
    state = compared if said is StepState.BLOCKED else StepState.PARTLY
    return state, f"{reason}; the console {_by_step(why)}"


def _by_step(why: str) -> str:
    """That another step comes first, where a number alone would read as one of settings."""
    return why.replace("needs ", "needs step ", 1)

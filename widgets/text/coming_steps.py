"""What helps beside a step's settings, where there is room: its checks, and what comes after it."""

from collections.abc import Sequence

from migration.guide.next_thing import NextThing
from migration.guide.page import Page
from migration.guide.step import StepState
from migration.guide.step_summary import StepSummary
from widgets.text.line import Line, sentence_lines
from widgets.text.own_keys import key_of

FAINT = "faint"
MOST = 3  # things to come: the nearest
_SETTLED = {StepState.DONE, StepState.NOT_APPLICABLE}


def coming_steps(
    page: Page,
    summaries: Sequence[StepSummary],
    things: Sequence[NextThing],
    width: int,
    room: int,
) -> list[Line]:
    """In a few faint lines: whether it can be checked, which steps wait for it, what is to come.

    There are at most `room` lines: what has none is left out, the farthest first.
    """
    here = page.summary.step.id
    order = [summary.step.id for summary in summaries]
    told: list[list[Line]] = []
    if page.can_check and not page.checks:
        asks = "asks whether it is done; nothing was asked yet"
        told.append(sentence_lines(f"{key_of('check-step')} ", asks, width, FAINT))
    waiting = [one for one in summaries if here in one.step.needs and one.state not in _SETTLED]
    if waiting and page.summary.state not in _SETTLED:
        whole = [one.step.id for one in waiting if one.state is StepState.BLOCKED]
        partly = [one.step.id for one in waiting if one.state is not StepState.BLOCKED]
        if whole:
            verb = "waits" if len(whole) == 1 else "wait"
            words = f"{', '.join(whole)} {verb} for this step"
            words += f", and a part of {', '.join(partly)}" if partly else ""
        else:
            words = f"a part of {', '.join(partly)} waits for this step"
        told.append(sentence_lines("⊘ ", words, width, FAINT))
    later = {
        thing.step: thing
        for thing in reversed(things)  # of each step its first
        if order.index(thing.step) > order.index(here)
    }
    coming = [thing for thing in things if later.get(thing.step) is thing][:MOST]
    for number, thing in enumerate(coming):
        lead = "Then  " if number == 0 else "      "
        told.append(sentence_lines(lead, thing.sentence, width, FAINT))
    lines: list[Line] = []
    for sentence in told:
        if len(lines) + len(sentence) > room:
            break
        lines += sentence
    return lines

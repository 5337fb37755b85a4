"""Whether a person can do what the verdict names: each remedy, held against who would take it."""

from collections.abc import Iterator

from migration.errors import PoolwalkError
from migration.guide.proof import could_be_asked
from migration.guide.step import EFFECTS
from migration.guide.verdict import Reason
from migration.walk.derived_state import DerivedState
from migration.walkthrough import Walkthrough
from widgets.commands.situation import Pane, Situation


def not_to_be_done(walkthrough: Walkthrough) -> list[str]:
    """The remedies of now that nobody takes, each with what it was to settle; quick."""
    derived = walkthrough.pages.now()
    verdict = derived.retirement_verdict
    return [
        f"{reason.step} {command} {reason.about}: {reason.text} — {why}"
        for reason in (*verdict.against, *verdict.unknown)
        for command in filter(None, (reason.command, reason.otherwise))
        for why in _why_not(walkthrough, derived, reason, command)
    ]


def _why_not(
    walkthrough: Walkthrough, derived: DerivedState, reason: Reason, command: str
) -> Iterator[str]:
    step = reason.step
    page = derived.page(step or EFFECTS)
    at = Situation(Pane.GUIDE, page)
    match command:
        case "tick":
            yield from _tick(at, reason)
        case "apply-step":
            yield from () if derived.to_apply(step) else ("there is nothing to apply",)
        case "enter-value":
            asked_for = {at.can_enter, *(one.asks for one in page.summary.settings)}
            yield from () if reason.about in asked_for else (f"e asks for {asked_for}",)
        case "pair":
            yield from _pair(walkthrough, reason)
        case "check-step":
            asked = [one for one in derived.grounds.checks if one.step == step]
            can = page.can_check and any(map(could_be_asked, asked))
            yield from () if can else ("nothing of the step can be asked",)
        case "not-applicable":
            yield from _reason(walkthrough, derived, reason)
        case "read-again" | "show-usage":
            return
        case _:
            yield "nobody takes it"


def _pair(walkthrough: Walkthrough, reason: Reason) -> Iterator[str]:
    try:
        if not walkthrough.pages.pair_choices(reason.about).names:
            yield "there is no new client to choose"
    except PoolwalkError as error:
        yield str(error)


def _tick(at: Situation, reason: Reason) -> Iterator[str]:
    page = at.page
    assert page is not None
    if not at.can_tick:
        yield "AWS shows it: Space does nothing"
    parts = {part.part.id: part for part in page.summary.parts}
    if reason.about and reason.about not in parts:
        yield "there is no such sub-point"
    elif reason.about and parts[reason.about].tick is not None:
        yield "it is ticked"
    elif not reason.about and (parts or at.ticked):
        yield "all is ticked: Space would take it back"


def _reason(walkthrough: Walkthrough, derived: DerivedState, reason: Reason) -> Iterator[str]:
    about = reason.about
    if about == "users":
        return
    if about.startswith("client/"):
        if about.removeprefix("client/") not in {one.name or one.id for one in derived.unused}:
            yield "no such client is unused"
    elif about:
        if about not in derived.found:
            yield "no such check was made"
    elif not any(
        setting.step == reason.step and walkthrough.reasons.can_accept(setting)
        for setting in derived.settings
    ):
        yield "no row of the step can be accepted"

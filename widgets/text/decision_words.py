"""Decisions of another deployment in lines, as they are shown before they are taken over."""

from collections.abc import Sequence

from migration.compare.setting import setting_parts
from migration.walk.decisions_taken_over import Decision, DecisionKind
from widgets.text.plain_text import plain


def decision_lines(decisions: Sequence[Decision]) -> tuple[str, ...]:
    """A line for each that can be taken over, then those that cannot, with the reason."""
    able = [decision for decision in decisions if not decision.why_not]
    others = [decision for decision in decisions if decision.why_not]
    lines = [decision_line(decision) for decision in able]
    if others:
        lines += ["Not taken over:", *(decision_line(decision) for decision in others)]
    return tuple(lines)


def decision_line(decision: Decision) -> str:
    """One decision in words."""
    match decision.kind:
        case DecisionKind.PAIR:
            what = f"{decision.id} → {decision.said or 'left out'}"
        case DecisionKind.LEFT_OUT:
            what = f"step {decision.id} does not apply: {decision.said}"
        case DecisionKind.REASON:
            named = " ".join(part for part in setting_parts(decision.id)[1:] if part != "-")
            what = f"{named} is right: {decision.said}"
        case DecisionKind.CHECK:
            what = f"the check {decision.id} is not in the way: {decision.said}"
        case DecisionKind.CLIENT:
            what = f"nobody uses {decision.id}: {decision.said}"
        case DecisionKind.USERS:
            what = f"who is left in the old pool may stay behind: {decision.said}"
    remark = decision.why_not or decision.remark
    return plain(f"{what} ({remark})" if remark else what)

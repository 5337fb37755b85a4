"""What settles a reason of the verdict on the command line."""

import shlex

from migration.guide.step import EFFECTS
from migration.guide.verdict import Reason

# What can be entered on the command line, by what a setting asks for.
_ENTERED = {"domain": "--domain PREFIX", "apple-key": "--apple-key FILE"}


def remedy(reason: Reason) -> str:
    """The command, or two, with capitals for what the person fills in.

    Empty where the screen alone can settle it, and where others have to act.
    """
    told = (_command(reason, id_) for id_ in (reason.command, reason.otherwise))
    return " or ".join(f"poolwalk {command}" for command in told if command)


def _command(reason: Reason, id_: str) -> str:
    step = reason.step
    match id_:
        case "tick":
            part = f"/{reason.about}" if reason.about else ""
            return f"tick {step}{part}{' --day DAY' if reason.dated else ''}"
        case "check-step":
            return f"verify --step {step}"
        case "pair":
            return f"apply --step {step} --pair {shlex.quote(f'{reason.about}:NEW')}"
        case "apply-step":
            return f"apply --step {step}"
        case "enter-value" if reason.about in _ENTERED:
            return f"apply --step {step} {_ENTERED[reason.about]}"
        case "not-applicable" if reason.about:
            return f"settle {shlex.quote(reason.about)} --reason TEXT"
        case "show-usage":
            return "usage"
        case "read-again":
            return "plan" if step == EFFECTS else f"plan --step {step}"
        case _:
            return ""

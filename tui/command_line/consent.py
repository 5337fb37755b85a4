"""Asking before something is written, where there is somebody to ask."""

import sys

from migration.errors import BadInput, PoolwalkError
from migration.walkthrough import Walkthrough
from tui.command_line.output import Output


def somebody_answers() -> bool:
    """Whether a person sees a question, and can answer it."""
    return sys.stdin.isatty() and sys.stderr.isatty()


def check_somebody_answers(command: str, look_at: str, *, yes: bool) -> None:
    """Check, before AWS is asked anything, that somebody can agree.

    Raises `BadInput` where nobody can be asked and --yes was not given.
    """
    if not yes and not somebody_answers():
        raise BadInput(
            f"Nobody is there to ask, and {command} writes to the new pool: look at “poolwalk"
            f" {look_at}”, then add --yes."
        )


def ask(question: str, otherwise: str, output: Output) -> None:
    """Go on after a yes alone. Raises `PoolwalkError` with `otherwise`."""
    output.note(f"{question} y/N")
    if sys.stdin.readline().strip().lower() not in {"y", "yes"}:
        raise PoolwalkError(otherwise)


def type_name(walkthrough: Walkthrough, output: Output) -> None:
    """Have the name of a protected deployment typed, where it is locked.

    Raises `Protected` where nobody can type it, and `BadInput` for another name.
    """
    state = walkthrough.state
    if not state.locked or not somebody_answers():
        return  # the engine's own gate refuses what stays locked
    output.note(f"{state.name} is protected. Type its name to write without an approved plan:")
    walkthrough.applier.type_name(sys.stdin.readline())

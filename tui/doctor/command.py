"""The command itself: what is checked, in which words it is answered, and how it ends."""

import shutil
import sys

from migration.doctor.check import Check, Group
from migration.errors import BadInput
from tui.command_line import Invocation
from tui.doctor.answer import doctor_json, doctor_text
from tui.opening import built, progress
from tui.output import Output
from tui.sources import Sources, first_look
from tui.spelling import did_you_mean, shown

WELL, FAILED = 0, 1
WIDEST = 120  # columns of text


def doctor(invocation: Invocation, sources: Sources) -> int:
    """Make every check that is not skipped, tell all of them, and give the exit code. Raises `BadInput`."""
    output = Output(ascii_only=first_look(sources).ascii_only)
    _hold_names(invocation.skip)
    with built(sources, demo=invocation.demo) as (session, prompt):
        walkthrough = session.walkthrough
        progress(output, "Checking this machine, the login, the permissions, the deployment …")
        checks = session.run(lambda: walkthrough.examine(skip=invocation.skip, ask_mfa_code=prompt.ask))
    _answer(checks, invocation, output)
    return FAILED if any(check.fails for check in checks) else WELL


def _answer(checks: tuple[Check, ...], invocation: Invocation, output: Output) -> None:
    if invocation.json:
        output.answer(doctor_json(checks, invocation.skip))
    else:
        width = min(shutil.get_terminal_size().columns, WIDEST) if sys.stdout.isatty() else WIDEST
        output.answer(doctor_text(checks, invocation.skip, width))


def _hold_names(names: tuple[str, ...]) -> None:
    from migration.doctor.examination import SUBJECTS

    known = [*(group.key for group in Group), *(subject.name for subject in SUBJECTS)]
    for name in names:
        if name not in known:
            raise BadInput(f"There is no check {shown(name)}. {did_you_mean(name, known, '“poolwalk doctor --json” names all.')}")

"""The command itself: what is checked, in which words it is answered, and how it ends."""

import os
import shutil
import sys
from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory

from migration.doctor.check import Check, Group
from migration.errors import BadInput
from tui.command_line.answer_json import document_text
from tui.command_line.invocation import Invocation
from tui.command_line.opening import built, progress
from tui.command_line.output import Output
from tui.doctor.answer import doctor_json, doctor_text
from tui.doctor.queries import NOT_ASKED, Answers, ask_the_terminal
from tui.doctor.self_test import SelfTest
from tui.doctor.self_test_prompt import can_ask, try_the_clipboard, write_to_the_terminal
from tui.doctor.terminal import ROAD, SUBJECTS, TERMINAL, look_at_the_terminal
from tui.settings.sources import Look, Sources, first_look
from tui.spelling import did_you_mean, quoted
from widgets.text.plain_text import plain

WELL, FAILED = 0, 1
WIDEST = 120  # columns of text


def doctor(invocation: Invocation, sources: Sources) -> int:
    """Make every check that is not skipped, tell all of them, and return the exit code.

    Raises `BadInput`.
    """
    look = first_look(sources)
    output = Output(ascii_only=look.ascii_only)
    skip = invocation.skip
    _check_names(skip)
    if invocation.bundle:
        return _packed(invocation, sources, output)
    # In here a signal ends it by an exception, so that the terminal is put back as it was.
    with built(sources, demo=invocation.demo) as (session, prompt):
        walkthrough = session.walkthrough
        answers = NOT_ASKED if {TERMINAL.name, TERMINAL.group.key} & set(skip) else _asked()
        if (
            not (invocation.json or invocation.no_paste or {ROAD.name, ROAD.group.key} & set(skip))
            and can_ask()
        ):
            _try_the_clipboard(look, output)
        terminal = look_at_the_terminal(
            os.environ, setting=look.clipboard, folder=look.state_folder, answers=answers, skip=skip
        )
        progress(output, "Checking this machine, the login, the permissions, the deployment …")
        checks = (
            *terminal,
            *session.run(lambda: walkthrough.doctor.examine(skip=skip, ask_mfa_code=prompt.ask)),
        )
    _answer(checks, invocation, output)
    return FAILED if any(check.fails for check in checks) else WELL


def _packed(invocation: Invocation, sources: Sources, output: Output) -> int:
    """Examine all, note each call, and write the file: nobody is asked to paste anything."""
    from migration.report.report_file import refuse_a_taken_name, write_report
    from tui.doctor.bundle import bundle_text

    refuse_a_taken_name(invocation.bundle)
    with TemporaryDirectory() as folder:
        log = Path(folder) / "calls"
        noted = replace(sources, options={**sources.options, "log_file": str(log)})
        with built(noted, demo=invocation.demo) as (session, prompt):
            progress(output, "Checking this machine, the login, the permissions, the deployment …")
            look = first_look(sources)
            checks = (
                *look_at_the_terminal(
                    os.environ,
                    setting=look.clipboard,
                    folder=look.state_folder,
                    answers=NOT_ASKED,
                    skip=invocation.skip,
                ),
                *session.run(
                    lambda: session.walkthrough.doctor.examine(
                        skip=invocation.skip, ask_mfa_code=prompt.ask
                    )
                ),
            )
        calls = log.read_text(encoding="utf-8") if log.is_file() else ""
    file = write_report(invocation.bundle, bundle_text(checks, sources, calls))
    output.answer(
        document_text({"file": str(file)})
        if invocation.json
        else f"Written: {plain(str(file))}. Read it before you send it: what is in it stands first."
    )
    return WELL


def _asked() -> Answers:
    if not can_ask() or os.environ.get("TERM", "") in {"", "dumb"}:
        return NOT_ASKED
    assert sys.__stdin__ is not None
    assert sys.__stderr__ is not None
    return ask_the_terminal(sys.__stdin__.fileno(), sys.__stderr__.fileno())


def _try_the_clipboard(look: Look, output: Output) -> None:
    try_the_clipboard(
        SelfTest(
            write_to_the_terminal, os.environ, setting=look.clipboard, folder=look.state_folder
        ),
        output,
    )


def _answer(checks: tuple[Check, ...], invocation: Invocation, output: Output) -> None:
    if invocation.json:
        output.answer(doctor_json(checks, invocation.skip))
    else:
        width = min(shutil.get_terminal_size().columns, WIDEST) if sys.stdout.isatty() else WIDEST
        output.answer(doctor_text(checks, invocation.skip, width))


def _check_names(names: tuple[str, ...]) -> None:
    from migration.doctor import examination

    subjects = (*SUBJECTS, *examination.SUBJECTS)
    known = [*(group.key for group in Group), *(subject.name for subject in subjects)]
    for name in names:
        if name not in known:
            raise BadInput(
                f"There is no check {quoted(name)}."
                f" {did_you_mean(name, known, '“poolwalk doctor --json” names all.')}"
            )

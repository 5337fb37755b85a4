"""The program: one road per command, each loading only what it needs."""

from __future__ import annotations

import sys
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from importlib import import_module
from typing import TYPE_CHECKING

from migration.errors import BadInput, Cancelled, PoolwalkError
from tui.private_process import keep_to_itself
from tui.standard_streams import fill_closed_streams

if TYPE_CHECKING:
    from tui.command_line.invocation import Invocation
    from tui.settings.sources import Sources

# What runs a command that is about a deployment, loaded once it is asked for; "": the app.
RUN_BY: Mapping[str, str] = {
    "": "tui.open_app:open_app",
    "apply": "tui.command_line.apply:apply",
    "apply a plan": "tui.command_line.kept_plan:apply_plan",
    "approve": "tui.command_line.kept_plan:approve",
    "diff": "tui.command_line.snapshot:diff",
    "doctor": "tui.doctor.command:doctor",
    "leave-out": "tui.command_line.tick:tick",
    "mobile": "tui.command_line.mobile:mobile",
    "next": "tui.command_line.next:tell_next",
    "plan": "tui.command_line.plan:plan",
    "record": "tui.command_line.record:record",
    "rehearse": "tui.command_line.rehearse:rehearse",
    "report": "tui.command_line.report:report",
    "settle": "tui.command_line.settle:settle",
    "snapshot": "tui.command_line.snapshot:take",
    "take-over": "tui.command_line.take_over:take_over",
    "team": "tui.command_line.team:team",
    "tick": "tui.command_line.tick:tick",
    "undo": "tui.command_line.undo:undo",
    "untick": "tui.command_line.tick:tick",
    "usage": "tui.command_line.usage:usage",
    "verify": "tui.command_line.verify:verify",
}


def main(argv: Sequence[str] | None = None) -> int:
    """Run one command and give its exit code.

    0 nothing to do, or all applied; 1 an error, or a check of `doctor` failed; 2 something to apply
    (`plan`) or something differs (`diff`, `mobile`); 3 something refused, 4 nothing refused but
    something inconclusive (`verify`); 130 interrupted.
    """
    keep_to_itself()
    answers = fill_closed_streams()
    try:
        if not answers:
            raise BadInput(
                "Standard output is closed, and nobody would see what became of it: nothing was"
                " done. To do without the answer send it to /dev/null."
            )
        return _run(sys.argv[1:] if argv is None else argv)
    except (KeyboardInterrupt, Cancelled):
        _fail("stopped.")
        return 130
    except PoolwalkError as error:
        return _fail(str(error))
    except Exception as error:  # noqa: BLE001 the last resort: a traceback could show a secret
        from tui.internal_error import internal_error

        return _fail(internal_error(error))


def _run(argv: Sequence[str]) -> int:
    from tui.command_line.parser import parse

    invocation = parse(argv)
    if invocation.help:
        from tui.command_line.help import help_text

        return _answer(help_text(invocation.command, everything=invocation.all).rstrip())
    if invocation.version:
        from importlib.metadata import version

        return _answer(f"poolwalk {version('poolwalk')}")
    if invocation.command == "config":
        from tui.command_line.config import config

        return config(invocation)
    if invocation.command == "completion":
        from tui.command_line.completion import completion

        return completion(invocation)
    return _run_with_settings(invocation)


def _run_with_settings(invocation: Invocation) -> int:
    from tui.settings.sources import gather

    sources = gather(invocation.options, demo=invocation.demo)
    _check_deployment(invocation, sources)
    _remove_what_a_killed_run_left(sources)
    of_a_plan = invocation.command == "apply" and invocation.plan_file
    module, _, name = RUN_BY["apply a plan" if of_a_plan else invocation.command].partition(":")
    run: Callable[[Invocation, Sources], int] = getattr(import_module(module), name)
    return run(invocation, sources)


def _check_deployment(invocation: Invocation, sources: Sources) -> None:
    """A command is about one deployment; the app has a page to choose on. Raises `BadInput`."""
    if sources.undecided and invocation.command:
        names = " or ".join(f"--deployment {name}" for name in sources.deployments)
        raise BadInput(f"{sources.path} has several deployments: say which is meant, {names}.")


def _remove_what_a_killed_run_left(sources: Sources) -> None:
    from migration.journal.state_folder import state_folder
    from tui.clipboard.value_file import remove_secrets_of_ended_runs
    from tui.settings.sources import named_state_folder

    with suppress(RuntimeError):  # no home folder: it is told where one is needed
        remove_secrets_of_ended_runs(state_folder(named_state_folder(sources)))


def _answer(text: str) -> int:
    from tui.command_line.output import Output

    Output().answer(text)
    return 0


def _fail(sentence: str) -> int:
    from tui.command_line.output import Output

    Output().warn(sentence)
    return 1


if __name__ == "__main__":
    sys.exit(main())

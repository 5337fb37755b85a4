"""The program: one road per command, each loading only what it needs."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from contextlib import suppress
from typing import TYPE_CHECKING

from migration.errors import BadInput, Cancelled, PoolwalkError
from tui.private_process import keep_to_itself
from tui.standard_streams import fill_closed_streams

if TYPE_CHECKING:
    from tui.command_line.invocation import Invocation
    from tui.settings.sources import Sources


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
    if invocation.command == "plan":
        from tui.command_line.plan import plan

        return plan(invocation, sources)
    if invocation.command == "next":
        from tui.command_line.next import tell_next

        return tell_next(invocation, sources)
    if invocation.command in {"rehearse", "apply", "approve", "undo"}:
        return _run_what_writes(invocation, sources)
    if invocation.command == "record":
        from tui.command_line.record import record

        return record(invocation, sources)
    if invocation.command == "verify":
        from tui.command_line.verify import verify

        return verify(invocation, sources)
    if invocation.command == "doctor":
        from tui.doctor.command import doctor

        return doctor(invocation, sources)
    if invocation.command in {"snapshot", "diff"}:
        from tui.command_line import snapshot

        return (
            snapshot.take(invocation, sources)
            if invocation.command == "snapshot"
            else snapshot.diff(invocation, sources)
        )
    if invocation.command in {"tick", "untick", "leave-out", "team"}:
        return _of_the_record(invocation, sources)
    if invocation.command in {"mobile", "report", "settle", "take-over", "usage"}:
        return _beside_the_pools(invocation, sources)
    from tui.open_app import open_app

    return open_app(invocation, sources)


def _check_deployment(invocation: Invocation, sources: Sources) -> None:
    """A command is about one deployment; the app has a page to choose on. Raises `BadInput`."""
    if sources.undecided and invocation.command:
        names = " or ".join(f"--deployment {name}" for name in sources.deployments)
        raise BadInput(f"{sources.path} has several deployments: say which is meant, {names}.")


def _of_the_record(invocation: Invocation, sources: Sources) -> int:
    if invocation.command == "team":
        from tui.command_line.team import team

        return team(invocation, sources)
    from tui.command_line.tick import tick

    return tick(invocation, sources)


def _beside_the_pools(invocation: Invocation, sources: Sources) -> int:
    if invocation.command == "mobile":
        from tui.command_line.mobile import mobile

        return mobile(invocation, sources)
    if invocation.command == "report":
        from tui.command_line.report import report

        return report(invocation, sources)
    if invocation.command == "settle":
        from tui.command_line.settle import settle

        return settle(invocation, sources)
    if invocation.command == "take-over":
        from tui.command_line.take_over import take_over

        return take_over(invocation, sources)
    from tui.command_line.usage import usage

    return usage(invocation, sources)


def _run_what_writes(invocation: Invocation, sources: Sources) -> int:
    if invocation.command == "rehearse":
        from tui.command_line.rehearse import rehearse

        return rehearse(invocation, sources)
    if invocation.command == "approve":
        from tui.command_line.plan_file import approve

        return approve(invocation, sources)
    if invocation.command == "apply" and invocation.plan_file:
        from tui.command_line.plan_file import apply_plan

        return apply_plan(invocation, sources)
    if invocation.command == "apply":
        from tui.command_line.apply import apply

        return apply(invocation, sources)
    from tui.command_line.undo import undo

    return undo(invocation, sources)


def _remove_what_a_killed_run_left(sources: Sources) -> None:
    from migration.journal.location import state_folder
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

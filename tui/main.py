"""The program: one road per command, each loading only what it needs."""

from __future__ import annotations

import gc
import os
import sys
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from typing import TYPE_CHECKING

from migration.errors import BadInput, Cancelled, PoolwalkError
from tui.private_process import keep_to_itself

if TYPE_CHECKING:
    from migration.walkthrough import Walkthrough
    from screens.deployments.choice import Choice
    from tui.command_line.invocation import Invocation
    from tui.settings.sources import Sources


def main(argv: Sequence[str] | None = None) -> int:
    """Run one command and give its exit code.

    0 nothing to do, or all applied; 1 an error, or a check of `doctor` failed; 2 something to apply
    (`plan`) or something differs (`diff`, `mobile`); 3 something refused, 4 nothing refused but
    something inconclusive (`verify`); 130 interrupted.
    """
    keep_to_itself()
    try:
        return _run(sys.argv[1:] if argv is None else argv)
    except (KeyboardInterrupt, Cancelled):
        _fail("stopped.")
        return 130
    except PoolwalkError as error:
        return _fail(str(error))
    except Exception as error:  # noqa: BLE001 the last resort: a traceback could show a secret
        from tui.own_mistake import own_mistake

        return _fail(own_mistake(error))


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
        from tui.command_line.next_thing import tell_next

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
    return _open_the_app(invocation, sources)


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


def _open_the_app(invocation: Invocation, sources: Sources) -> int:
    _need_a_terminal()
    # What is loaded stays: to look for garbage among it takes a fifth of the time to the first
    # paint (0.41 s of processor time with it, 0.36 s without, where one Static takes 0.22 s).
    gc.disable()
    from tui.one_heap import share_one_heap

    share_one_heap()
    from tui.settings.sources import first_look

    look = first_look(sources)
    from migration.guide.files import load_steps
    from tui.app import PoolwalkApp
    from tui.settings.kept_theme import kept_theme
    from tui.settings.options import AUTO
    from tui.terminal.ending import Ending

    steps = load_steps()
    demo = consoles = None
    if invocation.demo:
        from tui.demo.consoles import PracticeConsoles
        from tui.demo.practice_aws import Demo, shared_table

        demo = Demo(shared_table(sources))
        consoles = PracticeConsoles(demo)

    meant = [sources]  # the last one counts: another deployment can be chosen on the page of them

    def open_walkthrough() -> Walkthrough:
        # In the app's worker, behind the first paint: this is where pydantic is loaded, and the
        # practice AWS started.
        from tui.command_line.opening import build_walkthrough

        try:
            walkthrough = build_walkthrough(meant[-1], steps, demo)
            if demo is not None:
                demo.when_ended(app.leave_soon)
            return walkthrough
        finally:
            gc.freeze()  # nor is it looked at from now on
            gc.enable()

    def release() -> None:
        app.take_back_secret()
        if demo is not None:
            demo.close()

    app = PoolwalkApp(
        steps=steps,
        open_walkthrough=open_walkthrough,
        ascii_only=look.ascii_only,
        demo=demo is not None,
        tour=True,
        clipboard=look.clipboard,
        clipboard_seconds=look.clipboard_seconds,
        state_folder=look.state_folder,
        consoles=consoles,
        ending=Ending(release),
        theme=kept_theme(look.state_folder) if look.theme == AUTO else look.theme,
        plain=look.plain,
        own_keys=_own_keys(sources),
        plan_file=invocation.shown_plan,
        choice=_choice(sources, meant.append),
    )
    try:
        app.run(mouse=look.mouse)
    finally:
        release()
    if demo is not None and demo.ended:
        return _fail(demo.ended)
    return app.return_code or 0


def _own_keys(sources: Sources) -> Mapping[str, str]:
    """Most people have none; then the tables of all pages are not loaded for the first paint."""
    if not sources.file.get("keys"):
        return {}
    from tui.settings.own_keys import own_keys

    return own_keys(sources)


def _choice(sources: Sources, choose: Callable[[Sources], None]) -> Choice | None:
    if not sources.undecided:
        return None
    from tui.deployment_choice import deployment_choice

    return deployment_choice(sources, choose)


def _need_a_terminal() -> None:
    instead = "For a plan without the screen run “poolwalk plan”."
    if not all(
        stream is not None and stream.isatty()
        for stream in (sys.__stdin__, sys.__stdout__, sys.__stderr__)
    ):
        raise BadInput(
            "The walkthrough fills a terminal, and standard input, output and error are not all"
            f" one here. {instead}"
        )
    if os.environ.get("TERM", "") in {"", "dumb"}:
        raise BadInput(
            "The walkthrough needs a terminal that can place its cursor, and TERM is"
            f" “{os.environ.get('TERM', '')}”. {instead}"
        )


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

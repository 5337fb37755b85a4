"""Opens the full-screen app: what it is given, and what is only begun behind the first paint."""

from __future__ import annotations

import gc
import os
import sys
from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING

from migration.errors import BadInput, PoolwalkError

if TYPE_CHECKING:
    from migration.walkthrough import Walkthrough
    from screens.deployments.choice import Choice
    from tui.command_line.invocation import Invocation
    from tui.demo.practice_aws import Demo
    from tui.settings.sources import Sources


def open_app(invocation: Invocation, sources: Sources) -> int:
    """Run the app until the person leaves it, and give the exit code. Raises `PoolwalkError`."""
    need_a_terminal()
    # What is loaded stays: to look for garbage among it takes a fifth of the time to the first
    # paint (0.41 s of processor time with it, 0.36 s without, where one Static takes 0.22 s).
    gc.disable()
    from tui.malloc_arena import share_one_heap

    share_one_heap()
    from tui.settings.sources import first_look

    look = first_look(sources)
    from migration.guide.step_files import load_steps
    from screens.walkthrough.leaving import CHOOSE_ANEW
    from tui.app import PoolwalkApp
    from tui.settings.kept_theme import kept_theme
    from tui.settings.options import AUTO
    from tui.terminal.ending import Ending

    steps = load_steps()
    demo = consoles = None
    if invocation.demo:
        from tui.demo import practice_aws
        from tui.demo.consoles import PracticeConsoles

        demo = practice_aws.Demo(practice_aws.shared_table(sources))
        consoles = PracticeConsoles(demo)

    opened: list[Walkthrough] = []
    meant = [sources]  # the last one counts: another deployment can be chosen on the page of them

    def open_walkthrough() -> Walkthrough:
        # In the app's worker, behind the first paint: this is where pydantic is loaded, and the
        # practice AWS started.
        from tui.command_line.opening import build_walkthrough

        try:
            walkthrough = build_walkthrough(meant[-1], steps, demo)
            opened.append(walkthrough)
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
        raise PoolwalkError(demo.ended)
    if app.return_code == CHOOSE_ANEW:
        _begin_anew()
    if app.return_code == 0:  # a person left it; else nobody may be there to read
        _say_what_is_kept(opened[-1] if opened else None, demo, ascii_only=look.ascii_only)
    return app.return_code or 0


def _begin_anew() -> None:
    """Become the same command from its first line: nothing of this deployment is left in memory."""
    os.execv(sys.executable, [sys.executable, *sys.orig_argv[1:]])  # noqa: S606 nothing of it comes from outside


def _say_what_is_kept(
    walkthrough: Walkthrough | None, demo: Demo | None, *, ascii_only: bool
) -> None:
    from tui.command_line.output import Output
    from tui.parting_words import parting_words

    if said := parting_words(walkthrough, demo):
        Output(ascii_only=ascii_only).note(said)


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


def need_a_terminal() -> None:
    """The app draws on one. Raises `BadInput`."""
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

"""From settings to a walkthrough that is connected and read, for the commands without a screen."""

import signal
import sys
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager
from datetime import UTC, datetime

from migration.guide.step import Step
from migration.guide.step_files import load_steps
from migration.walkthrough import State, Walkthrough
from tui.command_line.interruption import SIGNALS, Interruptible
from tui.command_line.mfa_prompt import MfaPrompt
from tui.command_line.output import Output
from tui.demo.practice_aws import Demo, shared_table
from tui.settings.sources import Sources
from widgets.text.plain_text import plain

BEGINS_ANEW = (
    "the demo begins anew with each command: there is nothing written in it yet. In “poolwalk"
    " --demo” itself what you apply can be looked at (U) and undone (u)."
)


def build_walkthrough(sources: Sources, steps: Sequence[Step], demo: Demo | None) -> Walkthrough:
    """A walkthrough that is not connected yet.

    Raises `PoolwalkError` for a setting that cannot be used. Loads pydantic, which takes longer
    than a paint: use it in a worker thread where there is a screen.
    """
    if demo is not None:
        demo.start()  # it starts while pydantic is loaded
    from tui.settings.settings import load_settings, to_request

    request = to_request(load_settings(sources), sources)
    return Walkthrough(demo.request(request) if demo is not None else request, steps)


@contextmanager
def built(sources: Sources, *, demo: bool) -> Iterator[tuple[Interruptible, MfaPrompt]]:
    """A walkthrough that is not connected yet, and the prompt for its MFA code.

    It is closed at the end. Raises `PoolwalkError`.
    """
    with ExitStack() as stack:
        practice = Demo(shared_table(sources)) if demo else None
        if practice is not None:
            stack.callback(practice.close)
        session = Interruptible(build_walkthrough(sources, load_steps(), practice))
        session.begins_anew = practice is not None and not practice.joined
        session.walkthrough.logbook.waits = True
        for name in SIGNALS:
            number = getattr(signal, name)
            stack.callback(signal.signal, number, signal.signal(number, session.on_signal))
        prompt = MfaPrompt()
        stack.callback(prompt.leave)
        try:
            yield session, prompt
        finally:
            session.walkthrough.cancel()
            # Closing waits for what was sent; whoever insists on leaving finds it in the record as
            # not known to have arrived.
            if not session.abandoned:
                session.walkthrough.close()


@contextmanager
def opened(
    sources: Sources,
    output: Output,
    *,
    demo: bool,
    attached: bool = True,
) -> Iterator[Interruptible]:
    """Connect, read both pools, with all that is attached if asked for, and close at the end.

    It says what earlier runs left. Raises `PoolwalkError`, and `KeyboardInterrupt` when it is
    interrupted.
    """
    with built(sources, demo=demo) as (session, prompt):
        walkthrough = session.walkthrough
        progress(output, "Connecting …")
        deployment = session.run(lambda: walkthrough.connect(prompt.ask))
        progress(output, f"Reading “{deployment.old_pool.name}” and “{deployment.new_pool.name}” …")
        session.run(lambda: walkthrough.reader.read(attached=attached))
        for found in walkthrough.state.recovered:
            output.warn(found.sentence)
        for sentence in walkthrough.arrivals.at_work():
            output.warn(plain(f"{sentence}."))
        from migration.rehearsal.left_copies import left_behind  # AWS's libraries are loaded by now

        for sentence in left_behind(walkthrough.state.request, deployment, datetime.now(UTC)):
            output.warn(sentence)
        yield session


def progress(output: Output, words: str) -> None:
    """Say how far it has come, where somebody watches."""
    if sys.stderr.isatty():
        output.note(plain(words))


def warn_of_the_record(output: Output, state: State) -> bool:
    """Say why nothing can be recorded, where that is so; whether it cannot even be read.

    What rests on the record is not known then, which is an error.
    """
    if state.record_unread:
        output.warn(f"The record cannot be read. {state.record_unread}")
    elif state.read_only and not state.request.read_only:
        output.warn(state.read_only_reason)
    return bool(state.record_unread)

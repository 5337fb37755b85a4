"""What the palette finds beside commands: steps, settings, and the consoles' addresses."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import partial
from typing import TYPE_CHECKING

from migration.guide.step import StepState
from screens.palette import Destination
from screens.palette_words import BY_AN_OPTION, WITHOUT_A_SCREEN
from screens.walkthrough.copying import Copying
from screens.walkthrough.cursor_target import CursorTarget, at_target
from screens.walkthrough.view_state import ViewStore
from widgets.commands.situation import Pane
from widgets.text.plain_text import plain

if TYPE_CHECKING:  # the engine is loaded behind the first paint
    from migration.walk.derived_state import DerivedState


def destinations(
    derived: DerivedState, view: ViewStore, copying: Copying, say: Callable[[str], None]
) -> Iterator[Destination]:
    """All places to go to, steps first; last what is done without a screen, which `say` names."""
    from migration.guide.step import EFFECTS

    def go(target: CursorTarget) -> None:
        view.show(at_target(view.now, target, derived))

    def take(target: CursorTarget) -> None:
        go(target)
        copying.copy_address()

    for summary in derived.summaries:
        step = summary.step
        target = CursorTarget(step.id, Pane.STEPS)
        name = f"{step.id}  {step.title}" if step.id[0].isdigit() else step.title
        about = "May the old pool be retired?" if step.id == EFFECTS else "Go to this step"
        yield Destination(plain(name), about, partial(go, target), step.also_called)
        if step.console:
            about = f"Show and copy the address of step {step.id}'s console"
            yield Destination(f"{plain(step.console)} ({step.id})", about, partial(take, target))
    for summary in derived.summaries:
        if summary.state is StepState.NOT_APPLICABLE:
            continue
        for setting in summary.settings:
            target = CursorTarget(summary.step.id, Pane.SETTINGS, setting.id)
            client = f"{setting.client}: " if setting.client else ""
            name = f"{client}{setting.label} ({summary.step.id})"
            yield Destination(plain(name), "Go to this setting", partial(go, target))
    for name, about, command in WITHOUT_A_SCREEN:
        told = f"Without a screen: “poolwalk {command}”; “poolwalk help {command}” says more."
        yield Destination(name, f"{about}: poolwalk {command}", partial(say, told), last=True)
    for name, about, option in BY_AN_OPTION:
        told = f"At the next start: “poolwalk {option}”."
        yield Destination(name, f"{about}: poolwalk {option}", partial(say, told), last=True)

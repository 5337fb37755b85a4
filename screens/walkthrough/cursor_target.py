"""A place on the main screen: where something is done or stands, and the view that shows it."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from migration.guide.next_thing import NextKind, NextThing
from screens.walkthrough.view_state import ViewState
from widgets.commands.situation import Pane
from widgets.text.checklist import PART
from widgets.text.reading_progress import TEXT_BEGIN
from widgets.text.settings_rows import row_address, shown_rows
from widgets.text.settings_view import NEW
from widgets.text.step_findings import CHECK
from widgets.text.step_page import VALUE_ADDRESS

if TYPE_CHECKING:  # the engine is loaded behind the first paint
    from migration.walk.derived_state import DerivedState


@dataclass(frozen=True)
class CursorTarget:
    """Where a thing is done: a step, a pane, and a row in it ("" the step as a whole)."""

    step: str
    pane: Pane
    row: str = ""


def at_target(view: ViewState, target: CursorTarget, derived: DerivedState | None) -> ViewState:
    """The view with the cursor there; nothing that would hide it stays."""
    row = target.row if target.pane is Pane.SETTINGS else ""
    there = replace(view, pane=target.pane, column=NEW, revealed="").at_step(target.step, row)
    if row and derived is not None and row not in _shown(derived, there):
        there = replace(there, chosen_look=False)
    return replace(there, guide_row=target.row) if target.pane is Pane.GUIDE else there


def _shown(derived: DerivedState, view: ViewState) -> set[str]:
    """The rows among the step's settings that the view lets through."""
    groups = derived.page(view.step).groups
    return {row_address(group, row) for group in groups for row in shown_rows(group, view.look)}


def target_of(derived: DerivedState, thing: NextThing) -> CursorTarget:
    """Where a thing is done."""
    if thing.kind is NextKind.PAIR:
        groups = derived.page(thing.step).groups
        rows = [
            row_address(group, row)
            for group in groups
            for row in group.rows
            if group.client == thing.row
        ]
        return CursorTarget(thing.step, Pane.SETTINGS, rows[0] if rows else "")
    if thing.kind is NextKind.READ:
        return CursorTarget(thing.step, Pane.GUIDE, TEXT_BEGIN)
    if thing.row:
        return CursorTarget(thing.step, Pane.SETTINGS, thing.row)
    if thing.value:
        return CursorTarget(thing.step, Pane.GUIDE, f"{VALUE_ADDRESS}{thing.value}")
    if thing.kind is NextKind.TICK and not _begun(derived, thing.step):
        return CursorTarget(thing.step, Pane.GUIDE)  # what to do is read before it is ticked
    if thing.parts:
        return CursorTarget(thing.step, Pane.GUIDE, f"{PART}{thing.parts[0]}")
    if thing.check:
        return CursorTarget(thing.step, Pane.GUIDE, f"{CHECK}{thing.check}")
    return CursorTarget(thing.step, Pane.STEPS)


def arrival(derived: DerivedState, thing: NextThing) -> CursorTarget:
    """Where a person who goes there arrives: before a step's first value stands what to do."""
    if thing.kind is NextKind.COPY:
        known = [
            value.field for value in derived.page(thing.step).values if value.value is not None
        ]
        if known[:1] == [thing.value]:
            return CursorTarget(thing.step, Pane.GUIDE)
    return target_of(derived, thing)


def _begun(derived: DerivedState, step: str) -> bool:
    """Whether anybody said anything of the step's console."""
    return any(part.tick is not None for part in derived.page(step).summary.parts)

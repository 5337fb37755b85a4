"""All that is known of what the cursor is on: a value whole, a check's evidence."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

from migration.checks.finding import Finding
from migration.guide.page import NEW_SIDE, OLD_SIDE, Page
from migration.guide.ticks import PagePart
from screens.opened_walkthrough import OpenedWalkthrough
from screens.stage import Outcome, Stage
from screens.walkthrough.copying import CopyValue, lines_belong_to
from screens.walkthrough.shown_page import ShownPage
from widgets.commands.situation import Pane
from widgets.text.own_keys import key_of
from widgets.text.plain_text import short_who
from widgets.text.settings_view import NEW

if TYPE_CHECKING:  # loaded with the first check
    from migration.checks.curl import Errand
    from migration.walkthrough import Walkthrough


class Details:
    """Opens the dialogs that show a thing whole. `enter_step` goes into the step's settings.

    `again` asks the step's checks once more, `explain` why a check is not in the way.
    """

    def __init__(
        self,
        stage: Stage,
        opened: OpenedWalkthrough,
        shown: ShownPage,
        copy_value: CopyValue,
        enter_step: Callable[[], None],
        again: Callable[[], None],
        explain: Callable[[], None],
    ) -> None:
        self._stage = stage
        self._opened = opened
        self._shown = shown
        self._copy_value = copy_value
        self._enter_step = enter_step
        self._opening = False  # the evidence, whose line is being made
        self._again = again
        self._explain = explain

    def show(self) -> None:
        """Open everything that is known of the row."""
        at = self._shown.situation()
        if at.pane is Pane.STEPS:
            self._enter_step()
        elif at.check is not None:
            self._show_evidence(at.check)
        elif at.part is not None:
            self._stage.say(said_of(at.part))
        elif at.row is None and at.pane is Pane.GUIDE and _only_text(at.page):
            self._stage.say(f"This page is text alone: {key_of('page-down')} goes on in it.")
        elif at.row is None:
            where = "a value or a check below" if at.pane is Pane.GUIDE else "a row"
            self._stage.say(f"Put the cursor on {where} to see it whole ({key_of('move-down')}).")
        else:
            from screens.dialogs.details import DetailsDialog, parts_of

            parts = parts_of(at.row, at.page.sides if at.page else (OLD_SIDE, NEW_SIDE))
            values = [part.value for part in parts]
            taken = at.chosen.value if at.chosen is not None else None
            in_new = at.column == NEW and at.pane is Pane.SETTINGS
            # the one that `c` takes along on the page, too
            chosen = values.index(taken) if taken in values else len(parts) - 1 if in_new else 0
            self._stage.ask(
                DetailsDialog(
                    at.row,
                    parts,
                    chosen,
                    partial(self._copy_value, lines=lines_belong_to(at.row)),
                )
            )

    def _show_evidence(self, finding: Finding) -> None:
        """The evidence, and the way to ask from another machine."""
        walkthrough = self._opened.walkthrough
        if walkthrough is None:
            return

        # The table of markers and the token's file are read for it.
        def shown(outcome: Outcome[Errand]) -> None:
            self._opening = False
            self._show_errand(walkthrough, finding, outcome.result or outcome.problem)

        if not self._opening:
            self._opening = True
            next_for = partial(walkthrough.curl_checks.next_for, finding.check)
            self._stage.run("reading the evidence", next_for, shown)

    def _show_errand(
        self, walkthrough: Walkthrough, finding: Finding, errand: Errand | str
    ) -> None:
        from screens.dialogs.evidence import EvidenceDialog, Way
        from screens.dialogs.paste_answer import PasteAnswerDialog

        def pasted(said: str | None) -> None:
            if said:
                self._stage.say(said)

        def answered(way: Way | None) -> None:
            if way is Way.PASTE and not isinstance(errand, str):
                self._stage.ask(PasteAnswerDialog(walkthrough, errand), pasted)
            elif way is Way.AGAIN:
                self._again()
            elif way is Way.EXPLAIN:
                self._explain()

        self._stage.ask(EvidenceDialog(finding, errand, self._copy_value), answered)


def _only_text(page: Page | None) -> bool:
    return page is not None and not (page.values or page.checks or page.summary.parts)


def said_of(part: PagePart) -> str:
    """What a person said of a sub-point, and how to say it, or to take it back."""
    tick, key = part.tick, key_of("tick")
    if tick is None:
        return f"“{part.part.text}” is not ticked: {key} says that it is done."
    told = ", ".join(filter(None, (tick.day, tick.note)))
    said = f"“{part.part.text}” is done, says {short_who(tick.who)}"
    return f"{said}{f' ({told})' if told else ''}: {key} takes it back."

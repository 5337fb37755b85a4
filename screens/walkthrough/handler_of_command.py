"""What each command of the main screen does: its id, and the method of a handler."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING

from screens.stage import Stage
from screens.terminal import Terminal

if TYPE_CHECKING:
    from screens.walkthrough.handlers import Handlers


def handler_of_command(
    handlers: Handlers, stage: Stage, terminal: Terminal
) -> Mapping[str, Callable[[], None]]:
    """What each command does, by its id in the table of commands (`widgets/commands/table.py`)."""
    return {
        "move-up": handlers.moving.up,
        "move-down": handlers.moving.down,
        "move-left": handlers.moving.left,
        "move-right": handlers.moving.right,
        "next-pane": handlers.moving.next_pane,
        "previous-pane": handlers.moving.previous_pane,
        "page-up": handlers.moving.page_up,
        "page-down": handlers.moving.page_down,
        "go-first": handlers.moving.first,
        "go-last": handlers.moving.last,
        "copy": handlers.copying.copy,
        "copy-block": handlers.copying.copy_block,
        "copy-console-address": handlers.copying.copy_address,
        "apply": handlers.applying.apply,
        "apply-step": handlers.applying.apply_step,
        "submit-skill": handlers.certifying.submit,
        "work-in-console": handlers.practice_consoles.work,
        "undo": handlers.undoing.undo_last,
        "enter-value": handlers.entering.enter,
        "pair": handlers.entering.pair,
        "tick": handlers.ticking.tick,
        "tick-with-note": handlers.ticking.tick_with_note,
        "not-applicable": handlers.not_applicable.ask,
        "check-step": handlers.checking.check_step,
        "check-all": handlers.checking.check_all,
        "reveal": handlers.revealing.reveal,
        "show-whole": handlers.details.show,
        "do-next": handlers.doing_next.do,
        "next-thing": handlers.doing_next.next,
        "previous-thing": handlers.doing_next.previous,
        "only-differences": handlers.searching.only_differences,
        "filter": handlers.searching.filter,
        "zoom": handlers.zoom.toggle,
        "read-again": handlers.reading.read_again,
        "clear": handlers.stop_first,
        "unfold-message": stage.unfold,
        "tour": handlers.tour.begin,
        "show-record": handlers.pages.show_record,
        "show-doctor": handlers.pages.show_doctor,
        "show-usage": handlers.pages.show_usage,
        "show-rehearsal": handlers.pages.show_rehearsal,
        "write-report": handlers.report_file.write_report,
        "take-over": handlers.other_deployments.take_over,
        "show-plan": handlers.plan_opening.ask,
        "show-keys": lambda: handlers.pages.show_keys(handlers.tour.begin),
        "redraw": terminal.redraw,
        "mouse": terminal.toggle_mouse,
        "suspend": terminal.suspend,
        "choose-deployment": handlers.leaving.choose_anew,
        "quit": handlers.leaving.quit,
    }

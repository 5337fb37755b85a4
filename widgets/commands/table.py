"""The one table of commands.

Bindings, the palette, the hint line, the page of keys and the documentation all come from it.

Those of the pages that cover the main screen stand in `pages.py`.
"""

from widgets.commands.command import Command, Section
from widgets.commands.situation import Situation


def _on_value(at: Situation) -> bool:
    return at.value is not None


def _on_setting_to_do(at: Situation) -> bool:
    setting = at.setting
    return at.can_write and setting is not None and setting.to_write and not setting.waits_for_entry


def _with_page(at: Situation) -> bool:
    return at.page is not None


MOVES: tuple[Command[Situation], ...] = (
    Command(
        "move-up",
        "up,k",
        "Up",
        "The row above; in the list of steps, the step before",
        Section.MOVE,
    ),
    Command(
        "move-down",
        "down,j",
        "Down",
        "The row below; in the list of steps, the next step",
        Section.MOVE,
    ),
    Command(
        "move-left",
        "left,h",
        "Left",
        "From the new value to the old one, and on to the list of steps",
        Section.MOVE,
    ),
    Command(
        "move-right",
        "right,l",
        "Right",
        "From the list of steps to the old value, and on to the new one",
        Section.MOVE,
    ),
    Command(
        "next-pane", "tab", "Next pane", "Steps, settings, what to do, and round", Section.MOVE
    ),
    Command(
        "previous-pane", "shift+tab", "Previous pane", "The same the other way round", Section.MOVE
    ),
    Command("page-up", "pageup,ctrl+b", "Page up", "A pane's height up", Section.MOVE),
    Command("page-down", "pagedown,ctrl+f", "Page down", "A pane's height down", Section.MOVE),
    Command("go-first", "home,g", "First", "The first row, and the top of the pane", Section.MOVE),
    Command("go-last", "end,G", "Last", "The last row, and the end of the pane", Section.MOVE),
)

COMMANDS: tuple[Command[Situation], ...] = (
    Command(
        "copy",
        "c",
        "Copy",
        "Put the value under the cursor on your clipboard",
        Section.VALUE,
        "copy",
        _on_value,
        of_row=True,
    ),
    Command(
        "copy-block",
        "C",
        "Copy all values",
        "Put every value of the step on your clipboard at once, as the lines that the app's file"
        " wants",
        Section.STEP,
        "copy all",
        lambda at: at.has_block,
    ),
    Command(
        "apply",
        "a",
        "Apply",
        "Write this setting to the new pool and go on to the next difference; what cannot be undone"
        " is shown first",
        Section.VALUE,
        "apply",
        _on_setting_to_do,
        of_row=True,
    ),
    Command(
        "apply-step",
        "A",
        "Apply the step",
        "Write every setting of this step that can be written now",
        Section.STEP,
        "apply step",
        lambda at: at.can_write and at.to_apply > 0,
    ),
    Command(
        "work-in-console",
        "exclamation_mark",
        "Demo's console",
        "Only in the demo: do in this step's made-up console what a person would do there, or take"
        " it back",
        Section.STEP,
        "do it there",
        lambda at: at.practice_console,
    ),
    Command(
        "undo",
        "u",
        "Undo",
        "Put back what the last change replaced",
        Section.STEP,
        "undo",
        lambda at: at.can_write and at.undoable is not None,
    ),
    Command(
        "show-record",
        "U",
        "The record",
        "Every change with who, when, before and after; undo one field, a step, or everything since"
        " a moment",
        Section.STEP,
        "record",
        lambda at: at.recorded,
    ),
    Command(
        "enter-value",
        "e",
        "Enter a value",
        "2: the domain's prefix. 3b: Apple's key. 7b: what decides the Token URL, the page's logo."
        " 8a, 8b: an app's file",
        Section.VALUE,
        "enter",
        lambda at: bool(at.can_enter),
    ),
    Command(
        "pair",
        "p",
        "Pair app clients",
        "Say which app client of the new pool an old one became",
        Section.VALUE,
        "pair",
        lambda at: bool(at.pair),
    ),
    Command(
        "tick",
        "space",
        "Done",
        "Say that this step is done, or the sub-point under the cursor, or take it back",
        Section.STEP,
        "done",
        lambda at: at.can_tick,
    ),
    Command(
        "tick-with-note",
        "t",
        "Done, with a note",
        "The same with a note that is kept, and with the day for what happens on one",
        Section.STEP,
        "",
        lambda at: at.can_tick,
    ),
    Command(
        "not-applicable",
        "x",
        "Not applicable",
        "Say that this step does not apply here, and why, or why one that is left out does apply;"
        " on a row of “Also differs”, why it is right as it is; on a check, why it is not in the"
        " way; on Effects, why those may stay behind who are left in the old pool",
        Section.STEP,
        "n/a",
        lambda at: at.can_leave_out,
    ),
    Command(
        "check-step",
        "v",
        "Check",
        "Ask Cognito, Google, Apple or Amazon anew whether this step is done; a later refusal"
        " contradicts a tick",
        Section.STEP,
        "check",
        lambda at: at.can_check,
    ),
    Command(
        "check-all",
        "V",
        "Check all",
        "Run every check, and show the way of a login: domain, provider, Google or Apple, and where"
        " it breaks",
        Section.STEP,
        "",
        lambda at: at.page is not None and not at.checking,
    ),
    Command(
        "open-console",
        "o",
        "Console's address",
        "Show and copy the address of the console where this step is done",
        Section.STEP,
        "console",
        lambda at: at.page is not None and bool(at.page.console_url),
    ),
    Command(
        "reveal",
        "m",
        "Reveal a secret",
        "Show the secret under the cursor; it hides again after ten seconds, or when you move",
        Section.VALUE,
        "reveal",
        lambda at: at.hides_secret,
    ),
    Command(
        "show-whole",
        "enter",
        "Details",
        "The whole value of both pools, with what differs marked; of a check, its evidence",
        Section.VALUE,
        "details",
        lambda at: at.row is not None or at.check is not None,
    ),
    Command(
        "next-difference",
        "n",
        "Next difference",
        "The next setting to apply, over all steps",
        Section.FIND,
        "next",
        _with_page,
    ),
    Command(
        "previous-difference",
        "N",
        "Previous difference",
        "The setting to apply before this one, over all steps",
        Section.FIND,
        "",
        _with_page,
    ),
    Command(
        "only-differences",
        "d",
        "Only differences",
        "Hide what is the same, or show it again",
        Section.FIND,
        "differences",
        _with_page,
    ),
    Command(
        "filter",
        "slash",
        "Filter",
        "Show only rows that hold what you type",
        Section.FIND,
        "filter",
        _with_page,
    ),
    Command(
        "read-again",
        "r",
        "Read again",
        "Read both pools from AWS again",
        Section.PROGRAM,
        "read again",
    ),
    Command(
        "show-usage",
        "w",
        "Who uses which pool",
        "Each app client of both pools by day and by hour, as CloudWatch counts it, and when it was"
        " last used",
        Section.PROGRAM,
        "",
        _with_page,
    ),
    Command(
        "show-doctor",
        "D",
        "The doctor",
        "Check everything that the migration rests on, and test the way to your clipboard",
        Section.PROGRAM,
    ),
    Command(
        "clear",
        "escape",
        "Stop, clear",
        "Stop what is under way; else cover a secret, clear the message, then the filter",
        Section.PROGRAM,
    ),
    Command(
        "show-keys",
        "question_mark",
        "All keys",
        "Every command and its keys, and what the marks mean",
        Section.PROGRAM,
        "keys",
    ),
    Command(
        "redraw",
        "ctrl+l",
        "Draw again",
        "Draw the whole screen again, after something else wrote over it",
        Section.PROGRAM,
    ),
    Command(
        "mouse",
        "M",
        "Mouse",
        "Leave the mouse to your terminal, to select text as it does, or take it back",
        Section.PROGRAM,
    ),
    Command(
        "suspend",
        "ctrl+z",
        "Suspend",
        "Go back to the shell for a while; fg returns",
        Section.PROGRAM,
    ),
    Command(
        "quit",
        "q,ctrl+c",
        "Quit",
        "Leave; a write under way is finished and recorded first",
        Section.PROGRAM,
        "quit",
    ),
)

ALL = MOVES + COMMANDS

"""The commands of the program: reading again, pages that cover the steps, the terminal."""

from widgets.commands.command import Command, Section
from widgets.commands.situation import Situation

PROGRAM: tuple[Command[Situation], ...] = (
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
        "Usage: each app client of both pools by day and by hour, as CloudWatch counts it, and when"
        " it was last used",
        Section.PROGRAM,
        "",
        lambda at: at.page is not None,
    ),
    Command(
        "show-rehearsal",
        "R",
        "Rehearse",
        "The whole walk on throw-away copies of both pools, before production is touched: first"
        " what will be made",
        Section.PROGRAM,
        "",
        lambda at: at.page is not None,
    ),
    Command(
        "show-plan",
        "F",
        "A plan's file",
        "Open a plan that “poolwalk plan --out” kept: who approved it, what changed since; approve"
        " it, or write it as it was reviewed",
        Section.PROGRAM,
        "",
        lambda at: at.page is not None,
    ),
    Command(
        "write-report",
        "E",
        "Write a report",
        "A page to hand on, in a file beside the record: who did what and when, what is left and"
        " why, whether the old pool can be retired",
        Section.PROGRAM,
        "",
        lambda at: at.page is not None,
    ),
    Command(
        "take-over",
        "T",
        "Take over",
        "Record here what was decided on another deployment of config.toml: pairs, reasons, steps"
        " left out; it is shown first",
        Section.PROGRAM,
        "",
        lambda at: at.page is not None and at.others,
    ),
    Command(
        "choose-deployment",
        "b",
        "Another deployment",
        "Back to the page of the deployments in config.toml; what is under way is recorded first",
        Section.PROGRAM,
        "",
        lambda at: at.several,
    ),
    Command(
        "show-doctor",
        "D",
        "The doctor",
        "Check everything that the migration rests on, and test the way to your clipboard",
        Section.PROGRAM,
        "doctor",
        # what to ask AWS for stands on that page, and whether it was granted the doctor reads
        hint_at=lambda at: "doctor" if at.page and at.page.verdict is not None else "",
    ),
    Command(
        "clear",
        "escape",
        "Stop, clear",
        "Stop what is under way; else cover a secret, end the tour, clear the message, then show"
        " what is hidden",
        Section.PROGRAM,
    ),
    Command(
        "tour",
        "i",
        "A tour",
        "One minute on the screen itself: six things to press, each said in a line; Esc ends it",
        Section.PROGRAM,
        "",
        lambda at: at.page is not None,
    ),
    Command(
        "unfold-message",
        "z",
        "Unfold the message",
        "Show all of a sentence at the bottom that is longer than its lines",
        Section.PROGRAM,
    ),
    Command(
        "show-keys",
        "question_mark",
        "All keys",
        "Help: every command and its keys, and what the marks mean",
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

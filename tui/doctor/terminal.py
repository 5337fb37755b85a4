"""The terminal and what lies between it and the program.

All this decides whether a value reaches the person.
"""

import os
import sys
from collections.abc import Callable, Collection, Mapping
from pathlib import Path

from migration.doctor.check import Check, Group, Subject
from migration.journal.state_folder import state_folder
from tui.clipboard.choice import MOSH_LIMIT, Choice, choose
from tui.clipboard.road import AUTO, THROUGH_THE_TERMINAL, Road
from tui.clipboard.surroundings import Around, look
from tui.clipboard.tested_road import recall
from tui.doctor.known_terminals import Takes, known_as, name_of
from tui.doctor.multiplexer import Multiplexer, ask_the_multiplexer
from tui.doctor.queries import CLIPBOARD, NOT_ASKED, Answers
from widgets.text.ascii_filter import writes_utf8
from widgets.text.own_keys import key_of

TERMINAL = Subject("terminal", Group.TERMINAL, "The terminal is one that Poolwalk can draw on")
MULTIPLEXER = Subject(
    "multiplexer", Group.TERMINAL, "tmux or screen passes the clipboard on", advisory=True
)
ROAD = Subject(
    "clipboard", Group.TERMINAL, "A value that is copied reaches your clipboard", advisory=True
)
LIMIT = Subject(
    "clipboard-limit", Group.TERMINAL, "How long a value may be to reach it", advisory=True
)
COLOURS = Subject("colours", Group.TERMINAL, "How many colours the terminal has", advisory=True)
UTF8 = Subject("utf-8", Group.TERMINAL, "Lines and marks are drawn in Unicode", advisory=True)
SIZE = Subject("size", Group.TERMINAL, "The window is large enough for both pools")
SUBJECTS = (TERMINAL, MULTIPLEXER, ROAD, LIMIT, COLOURS, UTF8, SIZE)

LEAST = (60, 16)  # columns, rows


def look_at_the_terminal(
    environment: Mapping[str, str],
    *,
    setting: str = AUTO,
    folder: Path | None = None,
    answers: Answers = NOT_ASKED,
    skip: Collection[str] = (),
    told: Callable[[Check], None] = lambda _: None,
) -> tuple[Check, ...]:
    """Make every check that is not skipped.

    It asks the multiplexer, and never the terminal, whose words stand in `answers`.
    """
    wanted = [subject for subject in SUBJECTS if not {subject.name, subject.group.key} & set(skip)]
    if not wanted:
        return ()
    around = look(environment)
    multiplexer = ask_the_multiplexer(around, environment)
    name = name_of(environment, around, answers.name, multiplexer.terminal)
    remembered = recall(state_folder(folder), around)
    choice = choose(around, setting, remembered)
    made = {
        TERMINAL: lambda: _terminal(around, name, answers),
        MULTIPLEXER: lambda: _multiplexer(around, multiplexer),
        ROAD: lambda: _road(around, choice, remembered, name),
        LIMIT: lambda: _limit(choice),
        COLOURS: lambda: _colours(environment),
        UTF8: _utf8,
        SIZE: _size,
    }
    checks = []
    for subject in wanted:
        checks.append(made[subject]())
        told(checks[-1])
    return tuple(checks)


def descriptor() -> int | None:
    """An open descriptor of the terminal that the program was started on.

    None where it was not started on one.
    """
    for stream in (sys.__stdout__, sys.__stderr__, sys.__stdin__):
        try:
            if stream is not None and stream.isatty():
                return stream.fileno()
        except (OSError, ValueError):
            continue
    return None


def _terminal(around: Around, name: str, answers: Answers) -> Check:
    if descriptor() is None:
        return TERMINAL.unknown("Poolwalk does not run on a terminal here.")
    if around.term in {"", "dumb"}:
        return TERMINAL.failed(
            f"TERM is “{around.term}”: it cannot place its cursor",
            "Only the commands without a screen work here, such as “poolwalk plan”. In a real"
            " terminal set TERM, as in TERM=xterm-256color.",
        )
    said = (
        f"{name}, TERM={around.term}" if name else f"TERM={around.term}; it does not say its name"
    )
    way = [
        *(["mosh"] if around.mosh else ["SSH"] if around.ssh else []),
        *filter(None, [around.multiplexer]),
    ]
    said += f"; by way of {' and '.join(way)}" if way else ""
    if CLIPBOARD in answers.features and not around.multiplexer:
        said += "; it says that it takes a clipboard's content"
    return TERMINAL.passed(said)


def _multiplexer(around: Around, multiplexer: Multiplexer) -> Check:
    if not around.multiplexer:
        return MULTIPLEXER.passed("None")
    said = f"{around.multiplexer} {multiplexer.version}".strip()
    if around.multiplexer == "screen":
        return MULTIPLEXER.passed(f"{said}, which passes it on in pieces")
    if around.tmux is None:
        return MULTIPLEXER.unknown(
            "tmux does not answer.",
            "sudo takes TMUX away: sudo --preserve-env=TMUX,TMUX_PANE keeps it.",
        )
    if not around.tmux.client:
        return MULTIPLEXER.unknown(f"No terminal is attached to this {said}.")
    said += (
        f", set-clipboard {multiplexer.set_clipboard or 'unknown'}, its terminal"
        f" {around.tmux.terminal}"
    )
    if around.tmux.has_clipboard:
        return MULTIPLEXER.passed(f"{said}, whose clipboard it knows")
    if around.tmux.passes_through:
        return MULTIPLEXER.passed(f"{said}, to which it passes sequences through")
    return MULTIPLEXER.failed(
        f"{said}, whose clipboard it does not know",
        f"In ~/.tmux.conf: set -as terminal-features ',{around.tmux.terminal}:clipboard'; then"
        " detach and attach again.",
    )


def _road(around: Around, choice: Choice, remembered: Mapping[Road, bool], name: str) -> Check:
    other_multiplexers = {Road.TMUX, Road.SCREEN} - {
        road for road in Road if road.value == around.multiplexer
    }
    passed_over = "; ".join(
        f"not {passed.road}: {passed.why}"
        for passed in choice.passed_over
        if passed.road not in other_multiplexers
    )
    said = f"{choice.road}: {choice.why}" + (f" ({passed_over})" if passed_over else "")
    advice = setting_to_change(around, choice.road, name)
    if choice.road in {Road.SHOW, Road.FILE, Road.NONE}:
        return ROAD.failed(said, advice or f"{_shows_whole()}.")
    if remembered.get(choice.road):
        return ROAD.passed(said)
    reason = f"{said}. Whether it arrives nobody can know before the self-test"
    return ROAD.unknown(
        reason,
        advice
        or "“poolwalk doctor” at the terminal, or"
        f" {key_of('test-clipboard')} on this page in the app, sends a word that you paste back.",
    )


def _shows_whole() -> str:
    return f"{key_of('show-whole')} shows a value whole, to select with the mouse"


def setting_to_change(around: Around, road: Road, name: str) -> str:
    """The one thing to change so that a value arrives by the terminal, in a sentence.

    "" where nothing is known of that terminal.
    """
    if (
        around.multiplexer == "tmux"
        and around.tmux is not None
        and around.tmux.client
        and not around.tmux.has_clipboard
    ):
        return (
            f"In ~/.tmux.conf: set -as terminal-features ',{around.tmux.terminal}:clipboard'; then"
            " detach and attach again."
        )
    outer = around.tmux.terminal if around.tmux is not None else around.term
    known = known_as(name, outer)
    if known is None or road is Road.NATIVE:
        return ""
    if known.takes is Takes.NEVER:
        return f"{known.name} never takes it: use another terminal, or {_shows_whole()}."
    return known.setting


def _limit(choice: Choice) -> Check:
    if choice.limit is None:
        return LIMIT.passed("None is known")
    why = (
        "mosh passes on nothing of a longer one"
        if choice.limit == MOSH_LIMIT
        else "a longer one does not arrive"
    )
    otherwise = "" if choice.road not in THROUGH_THE_TERMINAL else "; it goes into a file"
    return LIMIT.passed(f"{choice.limit:,} bytes: {why}{otherwise}")


def _colours(environment: Mapping[str, str]) -> Check:
    term = environment.get("TERM", "")
    plain = ", and none is used: NO_COLOR is set" if environment.get("NO_COLOR") else ""
    if environment.get("COLORTERM", "").lower() in {"truecolor", "24bit"}:
        return COLOURS.passed(f"All of them{plain}")
    if "256color" in term or term.endswith(("-kitty", "-direct", "-ghostty")):
        return COLOURS.passed(f"256{plain}")
    return COLOURS.passed(f"16, as TERM={term} says{plain}; nothing is told by colour alone")


def _utf8() -> Check:
    if writes_utf8():
        return UTF8.passed("UTF-8")
    encoding = getattr(sys.__stderr__, "encoding", None) or "ascii"
    return UTF8.failed(
        f"{encoding}: plain ASCII is drawn instead",
        "For the lines and marks set LANG=C.UTF-8, and PYTHONUTF8=1 if it is set to 0.",
    )


def _size() -> Check:
    terminal = descriptor()
    try:
        columns, rows = os.get_terminal_size(terminal) if terminal is not None else (0, 0)
    except OSError:
        columns, rows = 0, 0
    if not columns or not rows:
        return SIZE.unknown("No terminal says here how large it is.")
    said = f"{columns} columns, {rows} rows"
    if columns < LEAST[0] or rows < LEAST[1]:
        return SIZE.failed(
            f"{said}; both pools need {LEAST[0]} columns and {LEAST[1]} rows",
            "Make the window larger.",
        )
    return SIZE.passed(said)

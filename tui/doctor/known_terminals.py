"""Terminals by name: whether they take a text for the clipboard, and the setting that lets them."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import Enum, auto

from tui.clipboard.surroundings import Around


class Takes(Enum):
    """Whether a terminal takes OSC 52."""

    YES = auto()
    AFTER_A_SETTING = auto()
    NEVER = auto()


@dataclass(frozen=True)
class KnownTerminal:
    """A terminal; `setting` is what to change, for `AFTER_A_SETTING`."""

    name: str
    takes: Takes
    setting: str = ""


_ITERM = KnownTerminal(
    "iTerm2",
    Takes.AFTER_A_SETTING,
    "iTerm2: Settings, General, Selection:"
    " switch on “Applications in terminal may access clipboard”.",
)
_XTERM = KnownTerminal(
    "xterm",
    Takes.AFTER_A_SETTING,
    "xterm: put “XTerm*disallowedWindowOps: 20,21,SetXprop” into ~/.Xresources of the machine that"
    " you sit at, run xrdb -merge ~/.Xresources, and open a new xterm.",
)
_ST = KnownTerminal(
    "st", Takes.AFTER_A_SETTING, "st: set allowwindowops = 1 in config.h, and build it anew."
)

# By how their names begin, in small letters: what TERM_PROGRAM, LC_TERMINAL, XTVERSION, TERM or
# tmux calls them.
BY_NAME: tuple[tuple[str, KnownTerminal], ...] = (
    ("iterm", _ITERM),
    ("apple_terminal", KnownTerminal("Terminal.app", Takes.NEVER)),
    ("nsterm", KnownTerminal("Terminal.app", Takes.NEVER)),
    ("putty", KnownTerminal("PuTTY", Takes.NEVER)),
    ("kitty", KnownTerminal("kitty", Takes.YES)),
    ("xterm-kitty", KnownTerminal("kitty", Takes.YES)),
    ("alacritty", KnownTerminal("Alacritty", Takes.YES)),
    ("foot", KnownTerminal("foot", Takes.YES)),
    ("wezterm", KnownTerminal("WezTerm", Takes.YES)),
    ("ghostty", KnownTerminal("Ghostty", Takes.YES)),
    ("xterm-ghostty", KnownTerminal("Ghostty", Takes.YES)),
    ("windows terminal", KnownTerminal("Windows Terminal", Takes.YES)),
    ("xterm(", _XTERM),
    ("st-", _ST),
)

# Who says its version in a variable of its own.
_VERSIONS = (
    ("LC_TERMINAL", "LC_TERMINAL_VERSION"),
    ("TERM_PROGRAM", "TERM_PROGRAM_VERSION"),
)
_OWN_VARIABLES = (
    ("KITTY_WINDOW_ID", "kitty", ""),
    ("ALACRITTY_WINDOW_ID", "Alacritty", ""),
    ("WEZTERM_PANE", "WezTerm", ""),
    ("GHOSTTY_RESOURCES_DIR", "Ghostty", ""),
    ("WT_SESSION", "Windows Terminal", ""),
    ("KONSOLE_VERSION", "Konsole", "KONSOLE_VERSION"),
    ("XTERM_VERSION", "", "XTERM_VERSION"),  # XTerm(379): the name stands in it
    ("VTE_VERSION", "VTE", "VTE_VERSION"),
)
_MULTIPLEXERS = ("tmux", "screen")


def name_of(
    environment: Mapping[str, str], around: Around, said: str = "", through_tmux: str = ""
) -> str:
    """The terminal's name with its version, as far as it is told; "" where it is not.

    `said` is its answer to XTVERSION, `through_tmux` what it answered tmux. Inside a multiplexer
    the variables are those of the terminal in which it was started, which can be another one: then
    only what it says itself counts.
    """
    if around.multiplexer:
        return through_tmux
    if said:
        return said
    for variable, version in _VERSIONS:
        name = environment.get(variable, "")
        if name and not name.startswith(_MULTIPLEXERS):
            return f"{name} {environment.get(version, '')}".strip()
    for variable, name, version in _OWN_VARIABLES:
        if environment.get(variable):
            return f"{name} {environment.get(version, '')}".strip()
    return ""


def known_as(name: str, term: str) -> KnownTerminal | None:
    """What is known of a terminal by its name, or by TERM where it does not say one."""
    for said in filter(None, (name.casefold(), term.casefold())):
        for beginning, known in BY_NAME:
            if said.startswith(beginning):
                return known
    return None

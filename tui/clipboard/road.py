"""The ways by which a value can reach the person."""

from enum import StrEnum

AUTO = "auto"


class Road(StrEnum):
    """One way to the person, by the name that the setting `clipboard` has for it."""

    TMUX = "tmux"  # a buffer of tmux, which passes it on to its terminal
    SCREEN = "screen"  # the terminal's sequence, in pieces that GNU screen passes on
    NATIVE = "native"  # the clipboard of the desktop that the program runs on
    OSC52 = "osc52"  # the terminal's own sequence
    SHOW = "show"  # alone on the screen, to select by hand; `screen` is GNU screen's name
    FILE = "file"  # a file that only the person can read
    NONE = "none"  # nowhere


THROUGH_THE_TERMINAL = frozenset({Road.TMUX, Road.SCREEN, Road.OSC52})
SETTINGS = (AUTO, *(road.value for road in Road))

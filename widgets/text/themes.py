"""Colours: one theme for dark terminals, one for light ones.

Where there are only 16 colours, Textual's own ANSI themes are used.
"""

from collections.abc import Mapping, Sequence

from textual.color import Color
from textual.theme import BUILTIN_THEMES, Theme

from widgets.text.contrast import (
    STEPS_BACK,
    TEXT,
    black_or_white,
    contrast,
    readable,
    stepping_back,
)

FAINT = 4.0  # the contrast of what steps back
_BEHIND = 0.75  # of the contrast of text: what has more does not step back behind it
_LIFTED = 1.1  # the ground of the field that is written in is a little nearer to the text
_APART = 50  # of 442: colours that are nearer to each other are one to the eye

THEMES = (
    Theme(
        name="poolwalk-dark",
        primary="#7fb3d5",
        secondary="#8fbcbb",
        accent="#5fd7af",
        success="#87d787",
        warning="#ffd787",
        error="#ff8787",
        foreground="#d0d0d0",
        background="#121212",
        surface="#1c1c1c",
        panel="#262626",
        dark=True,
        variables={
            "band": "#262626",
            "masthead": "#303030",
            "rule": "#4e4e4e",
            "chart": "#4f7f9f",
            "faint": "#949494",
            "code": "#87d7ff",
            "cursor": "#005f5f",
            "cursor-text": "#ffffff",
        },
    ),
    Theme(
        name="poolwalk-light",
        primary="#005f87",
        secondary="#005f5f",
        accent="#006b62",
        success="#1a6b1a",
        warning="#875f00",
        error="#af0000",
        foreground="#1c1c1c",
        background="#fafafa",
        surface="#ffffff",
        panel="#eeeeee",
        dark=False,
        variables={
            "band": "#e4e4e4",
            "masthead": "#eeeeee",
            "rule": "#b2b2b2",
            "chart": "#4f8faf",
            "faint": "#626262",
            "code": "#005faf",
            "cursor": "#afd7d7",
            "cursor-text": "#000000",
        },
    ),
)


def first_theme(wish: str, environment: Mapping[str, str], *, few_colours: bool) -> str:
    """The theme to begin with: the one asked for, else by the terminal's background, else dark.

    "terminal" is the terminal's own palette. With 16 colours that is used in place of ours and of
    Textual's: they would be rounded to it, badly.
    """
    names = {theme.name for theme in THEMES} | BUILTIN_THEMES.keys()
    if wish in names and not few_colours:
        return wish
    background = environment.get("COLORFGBG", "").rpartition(";")[2]
    by_terminal = background in {"7", "15"}
    light = {"light": True, "dark": False}.get(wish.rpartition("-")[2], by_terminal)
    own = few_colours or wish == "terminal"
    return f"{'ansi' if own else 'poolwalk'}-{'light' if light else 'dark'}"


def variables_for(theme: Theme, *, colours: bool = True, console: bool = False) -> dict[str, str]:
    """The colours that our styles need and that a theme of Textual's does not name.

    Without colours the cursor is reversed, and so is what is next, and what steps back is dim. On
    Linux's `console` the palette is known, and what is dark in it is not used for text.
    """
    styles = _STYLES if colours else _WITHOUT_COLOURS
    if theme.ansi:
        inks = _ON_DARK if theme.dark else _ON_LIGHT
        on_console = _ON_CONSOLE if console and theme.dark else {}
        return styles | _ON_NO_BAND | _DIM | inks | on_console
    found = styles | (_own(theme) if theme in THEMES else _of_another(theme))
    return found | {"drawn-rule": (theme.variables | found)["rule"]}


# What weights and shapes say beside colours, or in place of them.
_STYLES = {
    "chart-style": "none",
    "drawn-rule-style": "none",
    "chosen-style": "bold",
    "cursor-style": "bold",
    "faint-style": "none",
    "field-style": "none",
    "field-cursor-style": "none",
    "help-style": "not bold",
    "hint-style": "italic",
}
_ON_NO_BAND = {"field-style": "underline"}  # a terminal's own colours have none to lay a field on
# Bars fill their cells: in a colour of the 16 they would be the brightest of all that is shown.
_DIM = {
    "chart-style": "dim",
    "drawn-rule-style": "dim",
    "faint-style": "dim",
    "hint-style": "italic dim",
}
_HELP_BEHIND = {"help-style": "dim not bold"}  # where it is read on the chosen line too
_WITHOUT_COLOURS = (
    _ON_NO_BAND
    | _DIM
    | _HELP_BEHIND
    | {
        "chosen-style": "bold underline",  # Textual's lists cannot be reversed
        "cursor-style": "bold reverse",
        "field-cursor-style": "reverse",
    }
)
_LEADS = {
    "heading": "primary",
    "lead": "accent",
    "done": "success",
    "open": "warning",
    "wrong": "error",
}  # our roles, and the colours of a theme that they have
# Which of a terminal's own 16 colours are read in most palettes: its blue on black, and its green,
# yellow and cyan on white, are not.
_TERMINALS = {
    "band": "ansi_default",
    "masthead": "ansi_default",
    "rule": "ansi_bright_black",
    "drawn-rule": "ansi_default",  # of signs: of bars and borders, which cannot be dim, it stays
    "faint": "ansi_default",  # the one grey of the 16 is the ground itself in many palettes
    "cursor": "ansi_blue",
    "cursor-text": "ansi_bright_white",
}
_ON_DARK = _TERMINALS | {
    "chart": "ansi_cyan",
    "heading": "ansi_cyan",
    "lead": "ansi_green",
    "lead-text": "ansi_black",
    "done": "ansi_green",
    "open": "ansi_yellow",
    "wrong": "ansi_bright_red",
    "code": "ansi_cyan",
}
_ON_LIGHT = _TERMINALS | {
    "chart": "ansi_blue",
    "heading": "ansi_blue",
    "lead": "ansi_blue",
    "lead-text": "ansi_bright_white",
    "done": "ansi_default",
    "open": "ansi_magenta",
    "wrong": "ansi_red",
    "code": "ansi_blue",
}
# What is dim there is its darkest grey.
_ON_CONSOLE = {
    "open": "ansi_bright_yellow",
    "drawn-rule": "ansi_bright_black",
    "chart-style": "none",
    "drawn-rule-style": "none",
    "faint-style": "none",
    "hint-style": "italic",
}


def _own(theme: Theme) -> dict[str, str]:
    """Of our themes, in which `tests/screens/test_contrast.py` holds every colour."""
    leads = {role: str(getattr(theme, name)) for role, name in _LEADS.items()}
    return leads | {"lead-text": black_or_white(leads["lead"])} | _HELP_BEHIND


def _band(of: Mapping[str, str]) -> str:
    """The ground of header and hints: the panel, if the theme's own text is read on it."""
    text = Color.parse(of["foreground"])
    grounds = (of["panel"], of["surface"], of["background"])
    read = (one for one in grounds if contrast(text, Color.parse(one)) >= TEXT)
    return next(read, of["background"])


def _faint(of: Mapping[str, str], grounds: Sequence[str], grey: str) -> str:
    """What steps back: a grey, or in a theme of little contrast its own text, nearer the ground."""
    text, ground = Color.parse(of["foreground"]), Color.parse(of["background"])
    if contrast(Color.parse(grey), ground) < _BEHIND * contrast(text, ground):
        return grey
    return stepping_back(text, ground, grounds, STEPS_BACK * _LIFTED)


def _alike(one: str, other: str) -> bool:
    """Whether two colours are taken for each other."""
    parts = zip(Color.parse(one).rgb, Color.parse(other).rgb, strict=True)
    return sum((this - that) ** 2 for this, that in parts) < _APART**2


def _of_another(theme: Theme) -> dict[str, str]:
    """Of Textual's: its own colours, each as far from the ground as text has to be."""
    of = theme.to_color_system().generate()
    band = _band(of)
    grounds = (of["background"], of["surface"], band)

    def ink(colour: str, least: float = TEXT) -> str:
        return readable(colour, grounds, least, dark=theme.dark)

    leads = {role: ink(of[name]) for role, name in _LEADS.items()}
    if _alike(leads["lead"], leads["open"]):
        leads |= {"lead": ink(of["primary"]), "heading": ink(of["secondary"])}
    return leads | {
        "lead-text": black_or_white(leads["lead"]),
        "band": band,
        "masthead": band,
        "rule": "#5f5f5f" if theme.dark else "#b2b2b2",
        "chart": stepping_back(
            Color.parse(leads["heading"]), Color.parse(of["background"]), grounds, STEPS_BACK
        ),
        "faint": _faint(of, grounds, ink("#949494" if theme.dark else "#626262", FAINT)),
        "code": ink(of["secondary"]),
        "cursor": of["primary"],
        "cursor-text": black_or_white(of["primary"]),
    }

"""Colours: one theme for dark terminals, one for light ones.

Where there are only 16 colours, Textual's own ANSI themes are used.
"""

from collections.abc import Mapping

from textual.theme import BUILTIN_THEMES, Theme

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
            "rule": "#4e4e4e",
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
        accent="#00756b",
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
            "rule": "#b2b2b2",
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


def variables_for(theme: Theme, *, colours: bool = True) -> dict[str, str]:
    """The colours that our styles need and that a theme of Textual's does not name.

    Without colours the cursor is reversed.
    """
    return {"cursor-style": "bold" if colours else "bold reverse"} | _colours_for(theme)


def _colours_for(theme: Theme) -> dict[str, str]:
    if theme.ansi:
        return {
            "band": "ansi_default",
            "rule": "ansi_bright_black",
            "faint": "ansi_bright_black",
            "code": "ansi_cyan",
            "cursor": "ansi_blue",
            "cursor-text": "ansi_bright_white",
        }
    return {
        "band": theme.panel or theme.surface or ("#262626" if theme.dark else "#e4e4e4"),
        "rule": "#5f5f5f" if theme.dark else "#b2b2b2",
        "faint": "#949494" if theme.dark else "#626262",
        "code": theme.secondary or theme.primary,
        "cursor": theme.primary,
        "cursor-text": "auto 90%",
    }

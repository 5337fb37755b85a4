"""How the app looks: its theme, and the signs that are left out for a terminal or a reader."""

from __future__ import annotations

import os
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any

from textual.app import App
from textual.filter import LineFilter
from textual.theme import BUILTIN_THEMES, Theme

import assets
from migration.errors import PoolwalkError
from widgets.text.ascii_filter import IN_ASCII, AsciiFilter, writes_utf8
from widgets.text.links import NoLinks, takes_links
from widgets.text.plain_mode import PLAIN, NoSigns
from widgets.text.plain_text import ASCII_CUT, cut_as
from widgets.text.themes import THEMES, first_theme

# The styles of the main screen and the dialogs; every other page names its own.
STYLES = tuple(
    Path(assets.__file__).parent / "styles" / f"{name}.tcss"
    for name in ("lines", "walkthrough", "record", "dialogs", "plain")
)


def signs_left_out(app: App[Any], *, plain: bool, ascii_only: bool) -> list[LineFilter]:
    """What takes signs away: for a screen reader, a terminal without UTF-8, one without links."""
    filters: list[LineFilter] = []
    if plain:
        app.add_class(PLAIN)
        filters.append(NoSigns())
    if ascii_only or not writes_utf8():
        app.add_class(IN_ASCII)
        filters.append(AsciiFilter())
        cut_as(ASCII_CUT)
    if not takes_links(os.environ):
        filters.append(NoLinks())
    return filters


def put_on_theme(app: App[Any], theme: str) -> None:
    """Our themes, and of all the first: by the settings, or by the terminal ("")."""
    for known in THEMES:
        app.register_theme(known)
    if theme or os.environ.get("TEXTUAL_THEME", "") not in BUILTIN_THEMES:
        few = app.no_color or app.console.color_system == "standard"
        app.theme = first_theme(theme, os.environ, few_colours=few)
        app.stylesheet.set_variables(app.get_css_variables())  # nothing is parsed yet


def keep_chosen_themes(app: App[Any], folder: Path | None, say: Callable[[str], None]) -> None:
    """Keep each theme that is chosen from now on; what stands against that is said."""

    def keep(theme: Theme) -> None:
        from tui.settings.kept_theme import keep_theme

        try:
            keep_theme(folder, theme.name)
        except PoolwalkError as error:
            app.call_from_thread(say, str(error))

    def chosen(theme: Theme) -> None:
        app.run_worker(partial(keep, theme), thread=True)

    app.theme_changed_signal.subscribe(app, chosen)

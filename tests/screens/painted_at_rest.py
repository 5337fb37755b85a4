"""An app without a terminal is painted once it is at rest, and where a test looks at its screen.

On the way there Textual paints several times for each key, as it would be sent to a terminal, and
without one throws that away: a fifth of what a test of a screen takes. What a program paints before
it rests is looked at where there is a terminal (`tests/terminal`).
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pytest
from rich.console import Console
from textual._compositor import Compositor, CompositorUpdate
from textual._context import active_app
from textual._styles_cache import StylesCache
from textual.geometry import Region

# What is due to be painted, of which screen's picture.
_DUE: dict[Compositor, set[Region]] = {}
_paint = Compositor.render_update


class _Later(CompositorUpdate):
    """Stands for what was painted: without a terminal it goes nowhere."""

    def render_segments(self, console: Console) -> str:
        raise NotImplementedError


def paint_what_is_due() -> None:
    """Paint what Textual would have painted since the last time, of the screen that is in front.

    Raises what a widget raises that cannot be painted.
    """
    app = active_app.get()
    if app._screen_stack and (due := _DUE.pop(app.screen._compositor, None)):
        app.screen._compositor._dirty_regions |= due
        _paint(app.screen._compositor, screen_stack=app._background_screens)
    _DUE.clear()


@contextmanager
def painted_at_rest() -> Iterator[None]:
    """In this block; a picture that is asked for whole is somebody's who looks at it."""

    def later(compositor: Compositor, full: bool = False, **named: Any) -> Any:
        if full or not active_app.get().is_headless:
            return _paint(compositor, full, **named)
        if not compositor._dirty_regions:
            return None
        _DUE.setdefault(compositor, set()).update(compositor._dirty_regions)
        compositor._dirty_regions.clear()
        return _Later()

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(Compositor, "render_update", later)
        yield
    # It keeps every strip of the widgets that it was asked for: ten thousand objects with each app.
    StylesCache.get_inner_outer.cache_clear()

"""Changes of State that come from any thread, drawn on the screen's thread, several at once."""

from __future__ import annotations

import threading
from collections.abc import Callable

from screens.stage import Stage

TOGETHER = 0.05  # seconds: answers that arrive within this time are drawn at once


class DrawingTogether:
    """Calls `draw` soon after a change, once for all changes that come until then."""

    def __init__(self, stage: Stage, draw: Callable[[], None]) -> None:
        self._stage = stage
        self._draw = draw
        self._own_thread = threading.get_ident()
        self._due = threading.Lock()  # held while a drawing is due

    def on_this_thread(self) -> None:
        """The screen runs on the thread that calls this."""
        self._own_thread = threading.get_ident()

    def changed(self) -> None:
        """State changed; from any thread. What the screen's own thread did is drawn at once."""
        if self._due.acquire(blocking=False):
            own = self._own_thread == threading.get_ident()
            self._stage.on_screen(self._draw_due if own else self._draw_later)

    def _draw_later(self) -> None:
        self._stage.after(TOGETHER, self._draw_due)

    def _draw_due(self) -> None:
        self._due.release()
        self._draw()

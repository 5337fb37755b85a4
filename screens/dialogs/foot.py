"""The line at the foot of a dialog: the keys that answer it."""

from collections.abc import Callable, Sequence

from rich.cells import cell_len
from textual import events

from widgets.panes.sentence import Sentence
from widgets.text.line import Line, Span
from widgets.text.own_keys import with_arrows_named
from widgets.text.row_places import span_at

BETWEEN = " · "
SCROLLS = "↑ ↓ scroll"  # offered where there is more than is seen
TYPED = "once typed, "  # before what Enter will do then
CHOOSES = "↑ ↓ choose · Enter does it · Esc leaves"  # of the palette
NOT_HERE = "That key does nothing where the cursor is now, and was not pressed."
# Keys that are more than a letter, by their names here: what a click on one presses.
_NAMED = {
    "↑ ↓": "down",
    "Up Down": "down",
    "Ctrl-P": "ctrl+p",
    "Enter": "enter",
    "Esc": "escape",
    "Tab": "tab",
}


class Foot(Sentence):
    """What each key does; a click presses it. What is said of one key stays on one line.

    It keeps the lines that it had: what is read above it does not move as keys come and go.
    """

    def __init__(self, text: str, tell: Callable[[str], None], *, id: str) -> None:  # noqa: A002 - Textual's own name for it
        """`tell` says what became of a click that pressed nothing."""
        super().__init__(text, id=id)
        self._tell = tell
        self._had: dict[int, int] = {}  # lines at most, by the width in cells

    def build(self, width: int) -> Sequence[Line]:
        """The lines for a width in cells."""
        lines: list[list[Span]] = [[]]
        used = 0
        for offered in with_arrows_named(self.text).split(BETWEEN):
            if used and used + cell_len(BETWEEN + offered) > width:
                lines.append([])
                used = 0
            between = [Span(BETWEEN, "faint")] if used else []
            lines[-1] += [*between, *_offered(offered)]
            used += cell_len(BETWEEN + offered) if between else cell_len(offered)
        had = self._had[width] = max(len(lines), self._had.get(width, 0))
        return [*(Line(tuple(spans)) for spans in lines), *[Line()] * (had - len(lines))]

    def on_click(self, event: events.Click) -> None:
        """Press the key that is clicked, or whose words are."""
        at = event.get_content_offset_capture(self)
        lines = self.build(self.size.width)
        span = span_at(lines[at.y], at.x) if 0 <= at.y < len(lines) else None
        if span is None or not span.cell:
            return
        is_text = len(span.cell) == 1 or span.cell == "enter"  # where nothing binds it
        if is_text and span.cell not in self.screen.active_bindings:
            self._tell(NOT_HERE)
        else:
            self.app.simulate_key(span.cell)


def _offered(offered: str) -> list[Span]:
    words = offered.removeprefix(TYPED)
    named = next((name for name in _NAMED if words.startswith(f"{name} ")), words[:1])
    if not words.startswith(f"{named} "):
        return [Span(offered, "faint")]
    key = _NAMED.get(named, named)
    before = [] if words == offered else [Span(TYPED, "faint", key)]
    return [*before, Span(named, "key", key), Span(words.removeprefix(named), "faint", key)]

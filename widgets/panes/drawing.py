"""Lines as Textual draws them, each in its roles' styles."""

from collections.abc import Mapping, Sequence
from itertools import zip_longest
from typing import Any, ClassVar

from rich.segment import Segment
from rich.style import Style
from textual.geometry import Region
from textual.screen import Screen
from textual.strip import Strip
from textual.widget import Widget

from widgets.text.line import ROLES, Line, Span, merged
from widgets.text.links import link_style
from widgets.text.plain_mode import ROOM, is_plain, worded

# A screen that holds such widgets takes these as its component classes: resolved once for all of
# them, not for each.
COMPONENTS = frozenset(f"line--{role}" for role in ROLES)


class Brush:
    """Draws lines of a widget, whose ground is looked up once for all lines of a paint.

    Textual works it out from all that the widget lies in: a third of what a line takes.
    """

    def __init__(self, widget: Widget) -> None:
        self._widget = widget
        self._ground: Style | None = None

    def begin(self) -> None:
        """Another paint: the ground may be another one."""
        self._ground = None

    def draw(self, spans: Sequence[Span], width: int) -> Strip:
        """A strip of exactly `width` cells. Roles may be joined by a space ("missing cursor").

        Later ones lie over earlier ones.
        """
        base, screen = self._ground or self._widget.rich_style, self._widget.screen
        self._ground = base
        segments = [Segment(span.text, _style(screen, base, span)) for span in merged(spans)]
        return Strip(segments).adjust_cell_length(width, base)


def _style(screen: Screen[Any], base: Style, span: Span) -> Style:
    for role in span.role.split():
        base += screen.get_component_rich_style(f"line--{role}", partial=True)
    return base + link_style(span.link) if span.link else base


class DrawnLines(Widget, can_focus=False):
    """A widget of a few lines that do not scroll.

    The header, a pane's title, the hints, the message.
    """

    DEFAULT_CSS = "DrawnLines { height: 1; width: 1fr; }"

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002 - Textual's own name for it
        super().__init__(id=id)
        self._lines: tuple[Line, ...] = ()
        self._built_for = 0  # cells
        self._brush = Brush(self)

    def build(self, width: int) -> Sequence[Line]:
        """The lines for a width in cells."""
        raise NotImplementedError

    WORDS: ClassVar[Mapping[str, str]] = {}  # what plain mode says instead of a mark

    def _built(self, width: int) -> tuple[Line, ...]:
        if not self.WORDS or not is_plain(self):
            return tuple(self.build(width))
        return tuple(worded(self.build(width - ROOM), self.WORDS))

    def _build_anew(self) -> None:
        self._lines, self._built_for = self._built(self.size.width), self.size.width

    def redraw(self) -> None:
        """Build the lines again and draw those that changed."""
        width = self.size.width
        if not width:
            self._built_for = 0  # its next paint, with a width, is of what it says now
            return
        before = self._lines
        self._build_anew()
        for y, (old, new) in enumerate(zip_longest(before, self._lines, fillvalue=Line())):
            if old.spans != new.spans:
                self.refresh(Region(0, y, width, 1))

    def on_resize(self) -> None:
        """Widths have changed: everything is built anew."""
        self._build_anew()
        self.refresh()

    def on_show(self) -> None:
        """What was built while it was hidden had no width."""
        self.on_resize()

    def render_lines(self, crop: Region) -> list[Strip]:
        """What is painted now, as Textual asks for it."""
        self._brush.begin()
        return super().render_lines(crop)

    def render_line(self, y: int) -> Strip:
        """One line, as Textual asks for it: at a new width before it says that there is one."""
        if not self._lines or self._built_for != self.size.width:
            self._build_anew()
        spans = self._lines[y].spans if y < len(self._lines) else ()
        return self._brush.draw(spans, self.size.width)

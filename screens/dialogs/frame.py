"""The frame of a dialog: its title and its keys stay, what is between them shares the room.

Where a terminal is small, what can scroll gets fewer lines; where that does not do, a part scrolls
as a whole, and nothing within it by itself: one bar is enough.
"""

from collections.abc import Iterable, Iterator, Sequence

from textual.containers import Vertical
from textual.geometry import Region, Size
from textual.layout import ArrangeResult, Layout, WidgetPlacement
from textual.layouts.vertical import VerticalLayout
from textual.widget import Widget
from textual.widgets import Input, OptionList, TextArea

from widgets.panes.line_pane import LinePane

LEAST = 3  # lines of what gives way


class SharedHeight(VerticalLayout):
    """One part below the other; those that scroll give way where there is no room for all."""

    name = "shared-height"

    def arrange(
        self, parent: Widget, children: list[Widget], size: Size, greedy: bool = True
    ) -> ArrangeResult:
        """Where each part is, in the room that there is; with no height, at its own."""
        placed = list(super().arrange(parent, children, size, greedy))
        if not placed or not size.height:
            return placed
        last = placed[-1]
        over = last.region.bottom + last.margin.bottom - size.height
        given = _given(placed, over)
        if sum(given) < over:
            given = [-_hidden(one, size, parent) for one in placed]
        return [*_moved(placed, given)] if any(given) else placed


def _given(placed: Sequence[WidgetPlacement], over: int) -> list[int]:
    """The lines that each part gives: what scrolls most has most to give."""
    can = [max(one.region.height - _least(one.widget), 0) for one in placed]
    given = [0] * len(can)
    for _ in range(min(over, sum(can))):
        most = max(range(len(can)), key=lambda at: can[at] - given[at])
        given[most] += 1
    return given


def _least(widget: Widget) -> int:
    """Lines that are left to a part at least; all of it where it does not scroll."""
    if isinstance(widget, ScrollingPart | LinePane | OptionList):
        return LEAST
    return 2 if isinstance(widget, TextArea) else 10**6


def _hidden(one: WidgetPlacement, size: Size, parent: Widget) -> int:
    """Lines of a pane that it would show by scrolling alone."""
    if not isinstance(one.widget, LinePane):
        return 0
    width, viewport = one.region.width, parent.app.size
    return max(one.widget.get_content_height(size, viewport, width) - one.region.height, 0)


def _moved(placed: Sequence[WidgetPlacement], given: Sequence[int]) -> Iterator[WidgetPlacement]:
    up = 0
    for one, lines in zip(placed, given, strict=True):
        x, y, width, height = one.region
        yield one._replace(region=Region(x, y - up, width, height - lines))
        up += lines


class SharingPart(Vertical):
    """Its parts share its height."""

    @property
    def layout(self) -> Layout:
        """How its parts lie."""
        return SharedHeight()


class Frame(SharingPart):
    """The title, what is between, a sentence, the keys."""

    def on_resize(self) -> None:
        """What is behind it is blank beside it, at its new height too."""
        self.screen.refresh()


class ScrollingPart(SharingPart):
    """A part of a dialog that scrolls as a whole where it has less room than it needs."""


def content_part(content: Iterable[Widget]) -> Widget:
    """What a dialog shows, in one part: what is read above its fields scrolls apart from them.

    So a field stays in view beside its label.
    """
    parts = list(content)
    fields = [at for at, one in enumerate(parts) if isinstance(one, Input | TextArea)]
    at = fields[0] if fields else len(parts)
    if 0 < at < len(parts) and parts[at - 1].has_class("dialog-label"):
        at -= 1
    read = [ScrollingPart(*parts[:at], id="dialog-reading")] if 0 < at < len(parts) else parts[:at]
    return ScrollingPart(*read, *parts[at:], id="dialog-between")


def lines_unseen(part: Widget) -> int:
    """Lines of a part that are not seen."""
    lines = len(part.lines) if isinstance(part, LinePane) else part.virtual_size.height
    return max(lines - part.scrollable_content_region.height, 0)

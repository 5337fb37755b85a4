"""Which lines of a pane are in view, as it is scrolled now."""

from typing import Protocol

from textual.geometry import Offset, Region


class _Pane(Protocol):
    stays: int  # lines at the top that cover those below them, once it is scrolled

    @property
    def scroll_offset(self) -> Offset: ...

    @property
    def scrollable_content_region(self) -> Region: ...


def lines_in_view(pane: _Pane) -> range:
    """The numbers of the lines, from 0; also behind the last one, where there are fewer."""
    top = pane.scroll_offset.y
    return range(top, top + pane.scrollable_content_region.height)


def is_in_view(pane: _Pane, y: int | None) -> bool:
    """Whether a line is seen, and not covered by those that stay at the top."""
    seen = lines_in_view(pane)
    return y in seen[pane.stays if seen.start else 0 :]

"""The line above a pane: a band with the pane's name.

The pane that has the keys shows by its shape and its colour.
"""

import re
from collections.abc import Sequence

from rich.cells import cell_len
from textual import events

from widgets.panes.drawing import DrawnLines
from widgets.panes.line_pane import LinePane
from widgets.text.ascii_filter import is_ascii
from widgets.text.line import Line, Span, cells_of, line
from widgets.text.plain_mode import is_plain
from widgets.text.plain_text import ASCII_CUT, UNICODE_CUT, cut, plain

_JOINT = " · "  # between the parts of what it says


class PaneTitle(DrawnLines):
    """A name at the left, a remark at the right, on a band.

    A terminal's own 16 colours have none for a band, nor has Solarized: there a rule is drawn. It
    takes three bytes a cell, and a band erases them all in three. Where the pane goes on above or
    below what is seen, that stands at the very right, with the key that `pages` down while the pane
    has the keys, and the one that `leads` there while the pane before it has.
    """

    def __init__(
        self,
        pages: str = "",
        leads: str = "",
        *,
        id: str | None = None,  # noqa: A002 - Textual's own name for it
    ) -> None:
        super().__init__(id=id)
        self._pages = pages
        self._leads = leads
        self._led = False
        self._heading, self._remark = "", ""
        self._active = self._paged = False
        self._above = self._below = 0  # lines
        self.heads: LinePane | None = None  # the pane below it, where there are several

    def on_click(self, _: events.Click) -> None:
        """A click on the title of a pane makes that pane active."""
        if self.heads is not None:
            self.post_message(LinePane.RowClicked(self.heads, "", ""))

    def show(self, name: str, remark: str = "", *, active: bool | None = None) -> None:
        """Show a name and a remark."""
        self._heading, self._remark = plain(name), plain(remark)
        if active is not None:
            self._active = self._paged = active
        self.redraw()

    def set_active(self, active: bool, *, paged: bool = False, led: bool = False) -> None:
        """Whether the keys go to the pane below, that alone which pages, or that which leads."""
        paged = paged or active
        if (active, paged, led) != (self._active, self._paged, self._led):
            self._active, self._paged, self._led = active, paged, led
            self.redraw()

    def show_hidden(self, above: int, below: int) -> None:
        """Say how many lines stand above and below what is seen of the pane; none is not said."""
        self._above, self._below = above, below
        self.redraw()

    def notify_style_update(self) -> None:
        """Build it anew for another theme, which has a band or has none."""
        super().notify_style_update()
        self._built_for = 0

    def build(self, width: int) -> Sequence[Line]:
        """The line for a width in cells."""
        if not self._has_band() and not is_plain(self):
            return [self._ruled(width)]
        name = cut(self._heading, width - 3)
        said = self._remarked(max(width - cell_len(name) - 5, 0))
        if is_plain(self):
            lead = Span("> " if self._active else "  ")
            return [line(lead, Span(name, "title"), Span("  " if cells_of(said) else ""), *said)]
        look = "title-active" if self._active else "title"
        lead = Span("▸ ", "accent") if self._active else Span("  ")
        between = " " * max(width - 3 - cell_len(name) - cells_of(said), 0)
        return [line(lead, Span(name, look), Span(between, "faint"), *said)]

    def _has_band(self) -> bool:
        """Whether its ground is seen: of a theme of little contrast no other one can be read on."""
        theme, colours = self.app.current_theme, self.app.theme_variables
        return not theme.ansi and colours["band"] != colours["background"]

    def _ruled(self, width: int) -> Line:
        name = cut(self._heading, width - 6)
        said = self._remarked(max(width - cell_len(name) - 8, 0))
        tail = [Span(" "), *said, Span(" ─", "rule")] if cells_of(said) else []
        rule = "─" * max(width - 3 - cell_len(name) - 1 - cells_of(tail), 0)
        look = "title-active" if self._active else "title"
        lead = Span("─▸ " if self._active else "── ", "accent" if self._active else "rule")
        return line(lead, Span(name, look), Span(f" {rule}", "rule"), *tail)

    def _remarked(self, room: int) -> list[Span]:
        """The remark, and what goes on below: that is shortened first, the remark with a sign."""
        forms = self._goes_on()
        # in ASCII one point would be read as a part of the remark
        sign = f" {ASCII_CUT if is_ascii(self) else UNICODE_CUT}"
        for words in (self._remark, _beginning(self._remark, sign)):
            for below in forms:
                joint = [Span(_JOINT, "faint")] if below and words else []
                left = room - cells_of(joint) - cells_of(below)
                if left >= cell_len(words):
                    return [Span(_whole_clauses(self._remark, left, sign), "faint"), *joint, *below]
        if whole := _whole_clauses(self._remark, room, sign):
            return [Span(whole, "faint")]
        below = forms[-1] if cells_of(forms[-1]) <= room else []
        joint = [Span(_JOINT, "faint")] if below else []
        words = _both_ends(self._remark, room - cells_of(joint) - cells_of(below), sign)
        return [Span(words, "faint"), *joint, *below] if words else below

    def _goes_on(self) -> list[list[Span]]:
        """That there is more above and below, from the fullest form to the shortest."""
        signs = not (is_plain(self) or is_ascii(self))
        above = (
            [Span(f"{self._above} above{' ▴' if signs else ''}", "faint")] if self._above else []
        )
        if not self._below:
            return [above] if above else [[]]
        joint = [*above, Span(_JOINT, "faint")] if above else []
        forms = self._goes_on_below(" ▾" if signs else "")
        return [[*joint, *form] for form in forms] + (forms if joint else [])

    def _goes_on_below(self, sign: str) -> list[list[Span]]:
        named = self._pages if self._paged else self._leads if self._led else ""
        key = [Span(named, "key"), Span(" ")] if named else []
        lines = "lines" if self._below > 1 else "line"
        whole, short = f"{self._below} more {lines}{sign}", f"{self._below} more{sign}"
        number = [Span(f"{self._below}{sign or ' more'}", "faint")]
        forms = [[*key, Span(whole, "faint")], [*key, Span(short, "faint")], [Span(short, "faint")]]
        return [*(forms if key else forms[:2]), number]


def _beginning(remark: str, sign: str) -> str:
    """Its first clause, with the sign that it goes on where it does."""
    first = re.split("[;,]", remark)[0]
    return first if first == remark else first + sign


def _whole_clauses(remark: str, room: int, sign: str) -> str:
    """As many of its clauses as there is room for, and a sign: the pane below says all of it."""
    return _whole(";,", remark, room, sign)


def _whole(ends: str, remark: str, room: int, sign: str) -> str:
    kept, shown = remark, remark
    while cell_len(shown) > room and kept:
        kept = kept[: max(0, *(kept.rfind(end) for end in ends))]
        shown = kept + sign if kept else ""
    return shown


def _both_ends(remark: str, room: int, sign: str) -> str:
    """Its beginning, and the day that it ends with, if it does: that is what it says."""
    *begins, last = remark.split(" ")
    for words in range(len(begins) if last[:1].isdigit() else 0, 1, -1):
        shown = f"{' '.join(begins[:words])}{sign} {last}"
        if cell_len(shown) <= room:
            return shown
    return _whole(" ", remark, room, sign)

"""What is wrong with the geometry of a screen: text that is cut, overlaps, or lies outside.

Of the regions that Textual gave to widgets, of the lines that our panes draw, and of the picture
(SVG) that is made of all of it.
"""

import re
from collections.abc import Collection, Iterator
from xml.etree import ElementTree

from rich.cells import cell_len
from textual.app import App
from textual.geometry import Region
from textual.widget import Widget
from textual.widgets import Input, OptionList, Static

from screens.dialogs.frame import ScrollingPart
from screens.dialogs.line_input import BEYOND_CURSOR
from widgets.panes.cursor_row import GUTTER
from widgets.panes.drawing import DrawnLines
from widgets.panes.line_pane import LinePane
from widgets.text.line import Line

CUT = "⋯"  # what a test puts in place of `plain_text.ELLIPSIS`: it stands for nothing else
_SVG = "{http://www.w3.org/2000/svg}"


def faults(app: App[None], values: Collection[str]) -> list[str]:
    """Everything that is wrong on the screen in front, each in a line.

    `values` are those of AWS: of a long one a row shows a part, and Enter all of it.
    """
    shown = [*_in_front(app)]
    return [
        *(fault for widget, region in shown for fault in _outside(app, widget, region)),
        *_overlapping(shown),
        *_bars_side_by_side(app),
        *(fault for widget, _ in shown for fault in _cut(widget, values)),
        *_in_the_picture(app.export_screenshot()),
    ]


def _in_front(app: App[None]) -> Iterator[tuple[Widget, Region]]:
    """The widgets that draw something themselves, and where."""
    for widget in app.screen.query("*"):
        alone = isinstance(widget, LinePane | OptionList) or not any(
            child.display for child in widget.children
        )
        seen = all(part.display and part.visible for part in widget.ancestors_with_self)
        if seen and alone and "textual-" not in (widget.id or ""):
            yield widget, widget.region


def _bars_side_by_side(app: App[None]) -> Iterator[str]:
    """A field's or a list's own bar beside the one of what it stands in."""
    for inner in app.screen.query("*"):
        for outer in inner.ancestors:
            if isinstance(outer, Widget) and _has_bar(outer) and _has_bar(inner):
                yield f"{_named(inner)} scrolls in {outer}, which scrolls too"


def _has_bar(widget: Widget) -> bool:
    return widget.show_vertical_scrollbar and widget.styles.scrollbar_size_vertical > 0


def _scrolled(widget: Widget) -> bool:
    """Whether it is a part of what scrolls as a whole: the rest of it is a key away."""
    return any(
        isinstance(outer, ScrollingPart) and outer.max_scroll_y > 0 for outer in widget.ancestors
    )


def _outside(app: App[None], widget: Widget, region: Region) -> Iterator[str]:
    if not region.area:
        yield f"{_named(widget)} has no room"
    elif _scrolled(widget):
        return
    elif widget not in app.screen._compositor.visible_widgets:
        yield f"{_named(widget)} is not seen"
    else:
        _, clip = app.screen._compositor.visible_widgets[widget]
        if not clip.contains_region(region):
            yield f"{_named(widget)} lies outside: {region} in {clip}"


def _overlapping(shown: list[tuple[Widget, Region]]) -> Iterator[str]:
    for number, (one, where) in enumerate(shown):
        for other, there in shown[number + 1 :]:
            if where.overlaps(there) and not (_scrolled(one) or _scrolled(other)):
                yield f"{_named(one)} overlaps {_named(other)}"


def _cut(widget: Widget, values: Collection[str]) -> Iterator[str]:
    if isinstance(widget, LinePane):
        room = widget.line_width - GUTTER - (widget.GAP if widget.show_vertical_scrollbar else 0)
        yield from _cut_lines(widget, widget.lines, room, values)
    elif isinstance(widget, DrawnLines):
        yield from _cut_lines(widget, widget._lines, widget.size.width, values)
        if len(widget._lines) > widget.size.height:
            yield f"{_named(widget)} has {len(widget._lines)} lines in {widget.size.height}"
    elif isinstance(widget, OptionList):
        needed = widget.virtual_size.width
        if needed > widget.size.width:
            yield f"{_named(widget)} is {needed} wide in {widget.size.width}"
    elif isinstance(widget, Input):
        hint = widget.placeholder
        if hint and not (hint.startswith(BEYOND_CURSOR) and _is_italic(widget)):
            yield f"{_named(widget)} shows “{hint}” like what is filled in"
        if cell_len(widget.placeholder) > widget.size.width:
            yield f"{_named(widget)} cuts “{widget.placeholder}”"
    elif isinstance(widget, Static):
        wanted = "".join(str(widget.render()).split())
        drawn = "".join(
            "".join(segment.text for segment in widget.render_line(y))
            for y in range(widget.size.height)
        )
        if wanted not in "".join(drawn.split()):
            yield f"{_named(widget)} cuts “{widget.render()}”"


def _is_italic(field: Input) -> bool:
    return bool(field.get_component_rich_style("input--placeholder").italic)


def _cut_lines(
    widget: Widget, lines: tuple[Line, ...], room: int, values: Collection[str]
) -> Iterator[str]:
    for shown in lines:
        if cell_len(shown.text.rstrip()) > room:
            yield f"{_named(widget)} is wider than {room}: “{shown.text.rstrip()}”"
        for span in shown.spans:
            if CUT in span.text and not _part_of(span.text.strip(), values):
                yield f"{_named(widget)} cuts “{span.text.strip()}”"


def _part_of(text: str, values: Collection[str]) -> bool:
    """Whether a text is a value of AWS, cut at its end, in its middle or at its beginning."""
    parts = text.split(CUT)
    return any(
        value.startswith(parts[0]) and value.endswith(parts[-1])
        if len(parts) == 2 and parts[1]
        else all(part in value for part in parts)
        for value in values
    )


def _in_the_picture(svg: str) -> Iterator[str]:
    """Each text within the picture, and after the end of the one before it on its line."""
    clip = re.search(r'clip-terminal">\s*<rect x="0" y="0" width="(\S+)"', svg)
    assert clip
    ends: dict[str, float] = {}
    for text in ElementTree.fromstring(svg).iter(f"{_SVG}text"):
        if not text.get("clip-path") or not (text.text or "").strip():
            continue  # the frame's title, and the ends of lines
        line, begins = text.get("y", ""), float(text.get("x", 0))
        end = begins + float(text.get("textLength", 0))
        if begins < ends.get(line, 0) - 0.1:
            yield f"“{text.text}” overlaps what stands before it"
        if end > float(clip[1]) + 1:
            yield f"“{text.text}” is drawn outside"
        ends[line] = end


def _named(widget: Widget) -> str:
    return f"{type(widget).__name__}#{widget.id}" if widget.id else type(widget).__name__

"""A frame of a terminal as HTML: each cell in its place, in colours as a terminal has them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from html import escape

import pyte
from rich.cells import cell_len
from rich.color import ColorSystem
from rich.segment import Segment
from textual.color import Color

from tests.screens.test_contrast import Look, triplet

WIDTH, HEIGHT = 8, 17  # of a cell, in pixels
DIM = 0.45  # how far a terminal brings what is dim to the ground
# Blocks fill their cells in a terminal, whatever a browser's font has for them: from which side,
# and how many eighths.
_BLOCKS = {
    **{block: ("top", eighths) for eighths, block in enumerate("▁▂▃▄▅▆▇█", 1)},
    "▀": ("bottom", 4),
    **{"▏": ("right", 1), "▎": ("right", 2), "▌": ("right", 4)},
    **{"▕": ("left", 1), "▐": ("left", 4)},
}
STYLE = f"""
p {{ height: {HEIGHT}px; margin: 0; white-space: pre; display: flex; overflow: hidden;
  font: 13.3px/{HEIGHT}px "DejaVu Sans Mono", monospace; }}
i {{ height: {HEIGHT}px; flex: none; overflow: hidden; font-style: normal; }}
"""


def frame_of(strips: Iterable[Iterable[Segment]], look: Look) -> str:
    """What Textual's compositor draws, line by line, as a terminal of this look shows it."""
    return "".join(f"<p>{''.join(_pieces(strip, look))}</p>" for strip in strips)


def frame_of_screen(screen: pyte.Screen, look: Look) -> str:
    """What was written past Textual, in the terminal's own colours."""
    ink, paper = f"#{look.ink}", f"#{look.paper}"
    lines = (
        "".join(_cell(screen.buffer[y][x].data, ink, paper) for x in range(screen.columns))
        for y in range(screen.lines)
    )
    return "".join(f"<p>{line}</p>" for line in lines)


def _pieces(strip: Iterable[Segment], look: Look) -> Iterator[str]:
    for text, style, control in strip:
        if control or not text or style is None:
            continue
        colours = [style.color, style.bgcolor]
        if look.palette:  # of 16 colours, to which Rich rounds all others
            colours = [colour and colour.downgrade(ColorSystem.STANDARD) for colour in colours]
        ink = triplet(colours[0], look.palette, look.ink)
        paper = triplet(colours[1], look.palette, look.paper)
        if style.reverse:
            ink, paper = paper, ink
        if style.dim:
            ink = ink.blend(paper, DIM)
        css = "font-weight:bold;" if style.bold else ""
        css += "font-style:italic;" if style.italic else ""
        css += "text-decoration:underline;" if style.underline else ""
        for piece in [text] if text.isascii() else text:
            yield _cell(piece, _hex(ink), _hex(paper), css)


def _cell(text: str, ink: str, paper: str, css: str = "") -> str:
    width = f"width:{cell_len(text) * WIDTH}px"
    if text in _BLOCKS:
        side, eighths = _BLOCKS[text]
        share = f"{eighths * 12.5}%"
        filled = f"linear-gradient(to {side},{ink} {share},{paper} {share})"
        return f'<i style="{width};background:{filled}"></i>'
    return f'<i style="{width};color:{ink};background:{paper};{css}">{escape(text)}</i>'


def _hex(colour: Color) -> str:
    return colour.hex6

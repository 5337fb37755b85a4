"""A frame for the sheets: each cell in its place, in the colours of the terminal that it is for."""

import re

import pyte
from rich.segment import Segment
from rich.style import Style

from tests.pictures.frame import WIDTH, frame_of, frame_of_screen
from tests.screens.test_contrast import XTERM, Look

LOOK = Look("ansi-dark", "xterm", XTERM, "e5e5e5", "000000")


def cells(frame: str) -> int:
    return sum(int(pixels) for pixels in re.findall(r"width:(\d+)px", frame)) // WIDTH


def test_wide_characters_and_blocks_take_their_cells() -> None:
    strip = [Segment("a ✓", Style()), Segment("日本", Style()), Segment("█▁", Style())]
    frame = frame_of([strip], LOOK)
    assert cells(frame) == 9
    assert "100.0%" in frame
    assert "12.5%" in frame


def test_colours_are_the_terminals_and_what_is_reversed_is_turned_round() -> None:
    frame = frame_of([[Segment("<x>", Style(color="red", reverse=True, bold=True))]], LOOK)
    assert "color:#000000;background:#CD0000;font-weight:bold;" in frame
    assert "&lt;x&gt;" in frame


def test_what_was_written_past_textual_is_as_the_terminal_has_it() -> None:
    screen = pyte.Screen(20, 2)
    pyte.Stream(screen).feed("a value\r\nmore")
    frame = frame_of_screen(screen, LOOK)
    assert cells(frame) == 40
    lines = [re.sub("<[^>]*>", "", line).rstrip() for line in frame.split("</p>")]
    assert lines == ["a value", "more", ""]

"""For terminals without UTF-8: every character that is written becomes ASCII, as wide as before."""

import sys

from rich.cells import cell_len
from rich.segment import Segment
from textual.color import Color
from textual.dom import DOMNode
from textual.filter import LineFilter

from widgets.text.marks import ASCII

IN_ASCII = "-ascii"  # the app's class


def ascii_form(text: str) -> str:
    """The text in ASCII, as wide as before.

    Known marks get their ASCII form, everything else question marks.
    """
    if text.isascii():
        return text
    translated = text.translate(ASCII)
    return "".join(
        character if character.isascii() else "?" * cell_len(character) for character in translated
    )


def writes_utf8() -> bool:
    """Whether what is written to the terminal is encoded in UTF-8, as far as the locale tells."""
    stream = sys.__stderr__ or sys.__stdout__
    encoding = getattr(stream, "encoding", None) or "ascii"
    return encoding.lower().replace("-", "").replace("_", "") in {"utf8", "utf8sig"}


def is_ascii(widget: DOMNode) -> bool:
    """Whether the app writes ASCII alone."""
    return widget.app.has_class(IN_ASCII)


class AsciiFilter(LineFilter):
    """Applied by Textual to every line of every widget, borders and scrollbars included."""

    def apply(self, segments: list[Segment], background: Color) -> list[Segment]:
        """Replace what the terminal cannot show."""
        return [
            (
                segment
                if segment.control or segment.text.isascii()
                else Segment(ascii_form(segment.text), segment.style)
            )
            for segment in segments
        ]

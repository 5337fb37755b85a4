"""How far a person has come in a text that is there to be read."""

from collections.abc import Sequence
from enum import Enum, auto

from widgets.text.line import Line
from widgets.text.row_places import first_line, last_line

TEXT_BEGIN, TEXT_END = "text:begin", "text:end"  # the addresses of these lines


class TextPlace(Enum):
    """What of a text that is not read yet stands on the screen."""

    NONE = auto()  # there is none, or it is read
    ELSEWHERE = auto()  # nothing of it: one has not come to it
    BEYOND = auto()  # nothing of it: one has come past its end
    INSIDE = auto()
    END = auto()  # its last line is seen


def place_in_text(lines: Sequence[Line], top: int, height: int) -> TextPlace:
    """How far one has come who sees `height` of a page's lines, from `top` on."""
    begin, end = first_line(lines, TEXT_BEGIN), first_line(lines, TEXT_END)
    if begin is None or end is None:
        return TextPlace.NONE
    if top <= last_line(lines, end) < top + height:
        return TextPlace.END
    if top > end:
        return TextPlace.BEYOND
    return TextPlace.INSIDE if begin < top + height else TextPlace.ELSEWHERE

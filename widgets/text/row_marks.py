"""What the marks in front of a page's rows mean, below the rows, where there is room."""

from collections.abc import Sequence

from rich.cells import cell_len

from migration.compare.setting_state import SettingState
from migration.guide.page import NEW_SIDE, OLD_SIDE, Side
from widgets.text.legend import OF_SETTINGS
from widgets.text.line import Line, Span, line
from widgets.text.marks import SETTING_MARKS

_BETWEEN = "   "
_MEANINGS = {one.mark: one.meaning for one in OF_SETTINGS}


def row_marks(rows: Sequence[Line], width: int, sides: tuple[Side, Side]) -> list[Line]:
    """Each mark that stands at the begin of a row, with its meaning: faint lines for a width.

    Columns that are not two pools are named as the page names them.
    """
    there = {shown.spans[0].text.strip() for shown in rows if shown.row and shown.spans}
    meanings = _MEANINGS
    if sides != (OLD_SIDE, NEW_SIDE):
        mark, _ = SETTING_MARKS[SettingState.SAME]
        meanings = {
            **_MEANINGS,
            mark: f"the same {' and '.join(side.name.lower() for side in sides)}",
        }
    told = [f"{mark} {meaning}" for mark, meaning in meanings.items() if mark in there]
    lines: list[str] = []
    for one in told:
        if lines and cell_len(lines[-1] + _BETWEEN + one) <= width:
            lines[-1] += _BETWEEN + one
        else:
            lines.append(one)
    return [line(Span(text, "faint")) for text in lines]

"""Control sequences that move the cursor or erase: what each does to a picture."""

import re
from typing import Final

from tui.cells.program_output import Picture

_NUMBER = re.compile("[0-9]{0,6}")
_STEPS: Final = {"A": (-1, 0), "B": (1, 0), "C": (0, 1), "D": (0, -1)}
_ALONG, _DOWN = "G`", "d"  # to a column, to a row
_CELLS, _ROW, _SCREEN = "X", "K", "J"  # what is erased
ERASING: Final = frozenset({_CELLS, _ROW, _SCREEN})
_TO_THE_END, _FROM_THE_START, _ALL = range(3)


def obey(picture: Picture, parameters: str, control: str) -> bool:
    """Do what a control sequence says. False if it was not understood, and nothing was done."""
    if picture.place is None or not _NUMBER.fullmatch(parameters):
        return False
    row, column = picture.place
    number = int(parameters or 0)
    times = max(number, 1)
    if control in _STEPS:
        down, along = _STEPS[control]
        return picture.go_by(down * times, along * times)
    if control in _ALONG:
        return picture.go(row, times - 1)
    if column == picture.grid.columns:  # where that is, terminals do not agree
        return False
    if control == _DOWN:
        return picture.go(times - 1, column)
    if control == _CELLS:
        return picture.erase(row, column, min(column + times, picture.grid.columns))
    if control in ERASING and number <= _ALL:
        return _erase(picture, number, whole_screen=control == _SCREEN)
    return False


def _erase(picture: Picture, which: int, *, whole_screen: bool) -> bool:
    assert picture.place is not None
    row, column = picture.place
    columns, rows = picture.grid.columns, picture.grid.rows
    start = column if which == _TO_THE_END else 0
    end = column + 1 if which == _FROM_THE_START else columns
    others = {
        _TO_THE_END: range(row + 1, rows),
        _FROM_THE_START: range(row),
        _ALL: range(rows),
    }[which]
    if not picture.erase(row, start, end):
        return False
    return not whole_screen or all(picture.erase(other, 0, columns) for other in others)

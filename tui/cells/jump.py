"""The cursor's shortest way from one cell to another."""

Place = tuple[int, int]  # the row and the column, from 0


def jump(before: Place | None, after: Place, columns: int) -> str:
    """What moves the cursor; `before` is None where that is not known.

    No line feed is used: on a screen that has become smaller meanwhile it would scroll.
    """
    row, column = after
    whole = f"\x1b[{row + 1};{column + 1}H" if column else f"\x1b[{row + 1}H" if row else "\x1b[H"
    if before is None:
        return whole
    steps = _down(row - before[0]) + _along(before[1], column, columns)
    return min(steps, whole, key=len)


def _down(rows: int) -> str:
    return _steps(rows, "B") if rows > 0 else _steps(-rows, "A")


def _along(before: int, after: int, columns: int) -> str:
    from_start = "\r" + _steps(after, "C")
    if before >= columns:
        # Behind the last column, terminals differ about where they are. They agree that what is
        # written next is written in the last, as long as lines are not broken.
        return "" if after == columns - 1 else from_start
    if after >= before:
        return min(_steps(after - before, "C"), from_start, key=len)
    return min("\b" * (before - after), _steps(before - after, "D"), from_start, key=len)


def _steps(number: int, letter: str) -> str:
    return f"\x1b[{number if number > 1 else ''}{letter}" if number else ""


class Ways:
    """How many characters `jump` takes on a screen: for many ways from which one is chosen.

    The characters for so many rows are `steps`, for a way along a row `from_column`; a way takes
    both, or the `whole` place if that is shorter.
    """

    def __init__(self, columns: int, rows: int) -> None:
        self._columns = columns
        self._digits = [len(str(number)) for number in range(max(columns, rows) + 2)]
        self.steps = [0, 3, *(3 + digits for digits in self._digits[2:])]
        self._along: list[list[int] | None] = [None] * (columns + 1)

    def from_column(self, before: int) -> list[int]:
        """For each column what leads there along a row."""
        known = self._along[before]
        if known is None:
            columns = self._columns
            known = [len(_along(before, after, columns)) for after in range(columns)]
            self._along[before] = known
        return known

    def whole(self, after: Place) -> int:
        """What leads to a place from anywhere."""
        row, column = after
        if column:
            return 4 + self._digits[row + 1] + self._digits[column + 1]
        return 3 + self._digits[row + 1] if row else 3

    def number(self, before: Place | None, after: Place) -> int:
        """What leads from a place, or from where that is not known, to another."""
        whole = self.whole(after)
        if before is None:
            return whole
        steps = self.steps[abs(after[0] - before[0])]
        return min(steps + self.from_column(before[1])[after[1]], whole)

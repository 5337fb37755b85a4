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
    # Behind the last column, terminals differ about where they are.
    from_start = "\r" + _steps(after, "C")
    if before >= columns:
        return from_start
    if after >= before:
        return min(_steps(after - before, "C"), from_start, key=len)
    return min("\b" * (before - after), _steps(before - after, "D"), from_start, key=len)


def _steps(number: int, letter: str) -> str:
    return f"\x1b[{number if number > 1 else ''}{letter}" if number else ""


# How long it is to say a number; one that is longer than this is no column and no row.
_DIGITS = tuple(len(str(number)) for number in range(1000))
_STEPS = (0, 3, *(3 + digits for digits in _DIGITS[2:]))


def bytes_for(before: Place | None, after: Place, columns: int) -> int:
    """How many characters `jump` takes: for many ways from which one is chosen."""
    row, column = after
    if max(row, column, *(before or ())) > _FARTHEST:
        return len(jump(before, after, columns))
    whole = 4 + _DIGITS[row + 1] + _DIGITS[column + 1] if column else 3 + _DIGITS[row + 1]
    if not (row or column):
        whole = 3
    if before is None:
        return whole
    old_row, old_column = before
    from_start = 1 + _STEPS[column]
    if old_column >= columns:
        along = from_start
    elif column >= old_column:
        along = min(_STEPS[column - old_column], from_start)
    else:
        along = min(old_column - column, _STEPS[old_column - column], from_start)
    return min(_STEPS[abs(row - old_row)] + along, whole)


_FARTHEST = len(_DIGITS) - 2

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

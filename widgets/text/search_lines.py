"""What holds a word, in lines: each step's name, and below it the rows that were found."""

from collections.abc import Sequence
from dataclasses import dataclass

from rich.cells import cell_len

from widgets.text.line import Line, Span, line
from widgets.text.plain_text import fit, fit_middle, plain, wrap

CHOSEN = "found"  # the cell that the cursor stands in
MOST = 200  # rows that are drawn: nobody reads more, and one letter more leaves few


@dataclass(frozen=True)
class FoundRow:
    """A row of some step: its name and its values as a row shows them, and the heading over it.

    `address` is its own among all of them; `words` is what a search looks at, casefolded.
    """

    address: str
    step: str
    mark: tuple[str, str]
    name: str
    value: str
    words: str


def holding(rows: Sequence[FoundRow], text: str) -> list[FoundRow]:
    """The rows that hold every word of a text, in whatever case; none for no word.

    Those of a step whose id or title begins with the text come first.
    """
    wanted = text.casefold().split()
    begin = " ".join(wanted)

    def is_elsewhere(row: FoundRow) -> bool:
        step = row.step.casefold()
        return not (step.startswith(begin) or step.partition(" ")[2].startswith(begin))

    found = (row for row in rows if wanted and all(word in row.words for word in wanted))
    return sorted(found, key=is_elsewhere)


def search_lines(found: Sequence[FoundRow], width: int) -> list[Line]:
    """Grouped by step, in the order of the guide; a long name goes on below."""
    lines: list[Line] = []
    widest = max((cell_len(plain(row.name)) for row in found[:MOST] if row.value), default=0)
    column = min(widest, width // 2 - 4)
    step = ""
    for row in found[:MOST]:
        if row.step != step:
            step = row.step
            lines += [line(Span(text, "heading")) for text in wrap(plain(step), width)]
        lines += _row(row, column if row.value else width - 2, width)
    if len(found) > MOST:
        lines.append(line(Span(f"… and {len(found) - MOST} more: type on", "faint")))
    return lines


def _row(row: FoundRow, column: int, width: int) -> list[Line]:
    mark, role = row.mark
    first, *rest = wrap(plain(row.name), column)
    value = fit_middle(row.value, width - column - 4) if row.value else ""
    return [
        line(
            Span(f"{mark} ", role),
            Span(fit(first, column), "", CHOSEN),
            Span(f"  {value}" if value else "", "faint"),
            row=row.address,
        ),
        *(line("  ", Span(text, "", CHOSEN), row=row.address) for text in rest),
    ]

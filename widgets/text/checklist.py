"""The sub-points of a step as a checklist.

Each has its mark, its text, and who said when that it is done.
"""

from collections.abc import Sequence

from migration.guide.ticks import PagePart, Tick, others_turn
from widgets.text.line import Line, Span, wrap_spans
from widgets.text.marks import part_mark
from widgets.text.plain_text import plain, short_who

PART = "part:"  # before a sub-point's id, in the address of its row


def part_address(part: PagePart) -> str:
    """The address of a sub-point's row within its page."""
    return f"{PART}{part.part.id}"


def checklist_lines(parts: Sequence[PagePart], width: int, cell: str) -> list[Line]:
    """A row for each sub-point; the cursor stands on them in the column `cell`."""
    lines: list[Line] = []
    turn = others_turn(parts)
    for part in parts:
        mark, role = part_mark(part, turn)
        words = [Span(plain(part.part.text), "", cell)]
        if part.tick:
            words.append(Span(f" · {who_and_when(part.tick)}", "faint"))
        for number, spans in enumerate(wrap_spans(words, width - 2)):
            lead = Span(f"{mark} ", role) if number == 0 else Span("  ")
            lines.append(Line((lead, *spans), part_address(part)))
    return lines


def who_and_when(tick: Tick) -> str:
    """The day that a person named, or else when it was said; who said it; and the note."""
    if tick.seen:
        return plain(f"{tick.who} ({tick.note})" if tick.note else f"seen, {tick.day or tick.who}")
    when = tick.day or tick.at.astimezone().strftime("%Y-%m-%d %H:%M")
    note = f": {tick.note}" if tick.note else ""
    return plain(f"{when}, says {short_who(tick.who)}{note}")

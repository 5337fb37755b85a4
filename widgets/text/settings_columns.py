"""The columns of a page's settings, and the headings over them."""

from collections.abc import Sequence

from rich.cells import cell_len

from migration.compare.member_names import in_words
from migration.compare.setting import Setting
from migration.guide.carried_settings import ACCEPTED
from migration.guide.page import Fact, Group, Page, Side
from widgets.text.line import Line, Span, line, wrap_sentence
from widgets.text.plain_text import fit, plain, wrap
from widgets.text.row_values import columns_of
from widgets.text.shown_values import NOTHING, in_a_row

SIDE_BY_SIDE = 78  # cells a line needs for two columns of values
Room = tuple[int, int, int]  # cells of the label, the old and the new value


def columns(width: int, names: Sequence[str] = (), needed: tuple[int, int] = (0, 0)) -> Room:
    """How many cells the label, the old and the new value get, side by side.

    Two more are the mark's, and one stands between each of them. `names` that are a little longer
    get their room; what is longer still goes on below. The values share the rest in halves, unless
    the new ones will never need theirs and the old ones do: `needed` by each.
    """
    label = min(max(width * 2 // 9, 16), 26)
    label = min(max(label, _widest(names)), label + 6)
    both = width - 2 - label - 2
    old = max(both // 2, min(needed[0], both - needed[1]))
    return label, old, both - old


def needed_by_values(page: Page) -> tuple[int, int]:
    """How many cells the widest old and the widest new value of a page take.

    Nothing is known of a page whose values are written here: a new one may become as wide as an
    old one, and the columns stay where they are.
    """
    if not ACCEPTED.intersection(page.summary.step.carries):
        return 0, 0
    rows = [
        columns_of(row) for group in page.groups for row in group.rows if isinstance(row, Setting)
    ]
    old, new = (max((cell_len(in_a_row(row[at])) for row in rows), default=0) for at in (0, 1))
    return old, max(new, cell_len(page.sides[1].head))


def stacked_label(width: int, names: Sequence[str] = ()) -> int:
    """How many cells the label gets where the values stand one under the other."""
    label = min(max(width // 3, 14), 22)
    return min(max(label, _widest(names)), label + 4)


def label_lines(name: str, room: int) -> list[str]:
    """A label in lines; a name of one word in parts that are about as long as each other."""
    lines = wrap(plain(name), room)
    if " " not in name:
        for less in range(room - 1, cell_len(lines[0]) // 2, -1):
            if len(lines) < 2 or len(narrower := wrap(plain(name), less)) > len(lines):
                break
            lines = narrower
    return lines


def one_line_each(group: Group, width: int) -> Room | None:
    """The columns in which facts of few words stand on a line each; None where they do not fit."""
    facts = [row for row in group.rows if isinstance(row, Fact) and row.new is not None]
    if not facts or len(facts) < len(group.rows):
        return None
    label = _widest([row.label for row in facts])
    old, new = (_widest([in_a_row(columns_of(row)[at]) for row in facts]) for at in (0, 1))
    return (label, old, new) if 2 + label + 1 + old + 1 + new <= width else None


def _widest(names: Sequence[str]) -> int:
    return max((cell_len(plain(name)) for name in names), default=0)


def names_of(page: Page, *, wide: bool) -> list[str]:
    """What stands in the column of labels: of a list's elements the list, where it is `wide`."""
    rows = [row for group in page.groups for row in group.rows]
    lists = {row.member for row in rows if isinstance(row, Setting) and row.item}
    names = [row.label for row in rows if not (isinstance(row, Setting) and row.item)]
    return [*names, *(in_words(member) for member in lists if wide)]


def column_names(sides: tuple[Side, Side], room: Room) -> list[Line]:
    """The names of both pools over their columns."""
    label, left, _ = room
    return [line(" " * (label + 3), Span(f"{fit(sides[0].head, left)} {sides[1].head}", "faint"))]


def heading(group: Group, room: Room, width: int) -> list[Line]:
    """The name of a group, and of both app clients that it is about; what else is to be known."""
    title, old, new = plain(group.title), plain(group.old_name), plain(group.new_name)
    lines: list[Line] = []
    label, left, right = room
    if right and (old or new) and cell_len(new) <= right:
        beside = title == old
        own = label + 2 + (1 + left if beside else 0)
        names = [] if beside else [Span(fit(old, left) + " ", "faint")]
        if cell_len(title) > own or (not beside and cell_len(old) > left):
            return [*_headline(title, width), *notes(group, width)]
        spans = [Span(fit(title, own) + " ", "heading"), *names]
        lines.append(line(*spans, Span(new, "heading" if beside else "faint")))
    elif old or new:
        names_text = old if old == new or not new else f"{old or NOTHING} → {new}"
        lines += _headline(names_text if title == old else title, width)
        if title not in (old, new):
            lines += [line(Span(text, "faint")) for text in wrap(names_text, width)]
    else:
        lines += _headline(title, width)
    return [*lines, *notes(group, width)]


def _headline(title: str, width: int) -> list[Line]:
    return [line(Span(text, "heading")) for text in wrap(title, width)]


def notes(group: Group, width: int) -> list[Line]:
    """What else is to be known of a group."""
    return [line(Span(text, "warning")) for text in wrap_sentence(group.note, width) if group.note]

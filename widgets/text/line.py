"""A line as the panes draw it: pieces of text with the role that decides their colour."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from rich.cells import cell_len

from widgets.text.own_keys import with_own_keys
from widgets.text.plain_text import chop_at_words, plain, wrap

# Every role has a rule `.line--ROLE` in assets/styles/lines.tcss.
ROLES = frozenset(
    {
        *("faint", "strong", "heading", "title", "title-active", "accent", "key", "code"),
        *(
            "ok",
            "todo",
            "missing",
            "differs",
            "warning",
            "error",
            "changed",
            "becomes",
            "edge",
            "rule",
        ),
        *("cursor", "badge", "chart"),
    }
)


WIDEST = 100  # cells of text


@dataclass(frozen=True, slots=True)
class Span:
    """Text of one look.

    `cell` names the column that it belongs to, where the cursor can stand on it: "old", "new",
    "value". `link` is the address that a click opens (`widgets/text/links.py` says what can be
    one).
    """

    text: str
    role: str = ""
    cell: str = ""
    link: str = ""


def cells_of(spans: Iterable[Span]) -> int:
    """How many cells they take beside each other."""
    return sum(cell_len(span.text) for span in spans)


@dataclass(frozen=True, slots=True)
class Line:
    """One line of a pane.

    `row` is the address of what it shows; lines that the cursor skips have none.
    """

    spans: tuple[Span, ...] = ()
    row: str = ""

    @property
    def text(self) -> str:
        """The line without its looks."""
        return "".join(span.text for span in self.spans)


def line(*spans: Span | str, row: str = "") -> Line:
    """A line of spans; a bare string is text without a role."""
    return Line(tuple(Span(span) if isinstance(span, str) else span for span in spans), row)


def wrap_sentence(text: str, width: int) -> list[str]:
    """A sentence in lines of at most `width` cells, with the keys as they are now.

    None is longer than a person reads with ease.
    """
    return wrap(with_own_keys(plain(text)), min(width, WIDEST))


def sentence_lines(lead: str, text: str, width: int, role: str = "") -> list[Line]:
    """Text of one look in lines of at most `width` cells, after a mark.

    All lines after the first begin under its text.
    """
    return [
        line(Span((lead if number == 0 else " " * cell_len(lead)) + part, role))
        for number, part in enumerate(wrap_sentence(text, width - cell_len(lead)))
    ]


def wrap_spans(spans: Sequence[Span], width: int) -> list[tuple[Span, ...]]:
    """Break text of several looks between words into lines of at most `width` cells."""
    width = max(width, 2)  # a wide character has to fit
    words: list[list[Span]] = [[]]
    for span in spans:
        for number, part in enumerate(span.text.split(" ")):
            if number:
                words.append([])
            if part:
                words[-1].append(Span(part, span.role, span.cell, span.link))
    lines: list[list[Span]] = [[]]
    used = 0
    for word in words:
        length = cells_of(word)
        if not length:
            continue
        if used and used + 1 + length > width:
            lines.append([])
            used = 0
        if used:
            same = lines[-1][-1].role if lines[-1][-1].role == word[0].role else ""
            lines[-1].append(Span(" ", same))
            used += 1
        for piece in word:
            text = piece.text
            while text:
                fits = beginning(text, width - used)
                lines[-1].append(Span(fits, piece.role, piece.cell, piece.link))
                used += cell_len(fits)
                text = text[len(fits) :]
                if text:
                    lines.append([])
                    used = 0
    return [tuple(merged(pieces)) for pieces in lines]


def beginning(text: str, room: int) -> str:
    """As much of a text as fits into a number of cells, up to a sign between words if it has one.

    It is empty where not even the first character fits.
    """
    enough = _enough(text, room)
    if cell_len(enough) <= room:
        return text
    first = chop_at_words(enough, room)[0]
    return first if cell_len(first) <= room else ""


def _enough(text: str, room: int) -> str:
    """As much of a text as decides about its first line: more cells than there is room for."""
    length = 2 * max(room, 1) + 2
    while length < len(text) and cell_len(text[:length]) <= room + 2:
        length *= 2  # characters without a width
    return text[:length]


def merged(spans: Sequence[Span]) -> list[Span]:
    """The same spans, neighbours of one look joined.

    Each change of look costs the terminal an escape sequence.
    """
    joined: list[Span] = []
    for span in spans:
        if joined and (joined[-1].role, joined[-1].cell, joined[-1].link) == (
            span.role,
            span.cell,
            span.link,
        ):
            joined[-1] = Span(joined[-1].text + span.text, span.role, span.cell, span.link)
        else:
            joined.append(span)
    return joined

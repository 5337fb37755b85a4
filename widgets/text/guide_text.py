"""The guide's Markdown as lines: paragraphs, lists, headings, bold, code and links.

A step's text uses nothing else. Textual's own Markdown widget makes a widget of every block: ten
times the cost for text that never changes. markdown-it-py, which it brings, would add 68 modules,
75 ms and 2.5 MB for about as many lines of ours over its tokens.
"""

import re
from functools import lru_cache

from widgets.text import plain_text
from widgets.text.line import Line, Span, wrap_spans
from widgets.text.links import linked, target
from widgets.text.own_keys import chosen_keys, code_with_own_keys
from widgets.text.plain_text import plain

_WIDEST = 2  # cells of one character
_ITEM = re.compile(r"^(\s*)([-*]|\d+[.)])\s+(.*)$")
_HEADING = re.compile(r"^#+\s+(.*)$")
_INLINE = re.compile(r"(\*\*.+?\*\*|`[^`]+`|\[[^\]]+\]\([^)\s]+\))")


def inline(text: str) -> list[Span]:
    """Bold, code and links within a line.

    A link shows its address, since a terminal cannot hide it honestly.
    """
    spans: list[Span] = []
    for piece in _INLINE.split(plain(text)):
        if piece.startswith("**") and piece.endswith("**") and len(piece) > 4:
            spans += [Span(span.text, span.role or "strong") for span in inline(piece[2:-2])]
        elif piece.startswith("`") and piece.endswith("`") and len(piece) > 2:
            spans.append(Span(code_with_own_keys(piece[1:-1]), "code"))
        elif piece.startswith("[") and piece.endswith(")") and "](" in piece:
            label, _, address = piece[1:-1].partition("](")
            spans += [
                Span(f"{label} "),
                Span("(", "code"),
                Span(address, "code", link=target(address)),
                Span(")", "code"),
            ]
        elif piece:
            spans += linked(piece)
    return spans


def guide_lines(body: str, width: int) -> list[Line]:
    """The body of a step in lines of at most `width` cells."""
    return [*_wrapped(body, width, (chosen_keys(), plain_text.ELLIPSIS))]


# A page is drawn anew with each answer of AWS, and its text stays. A person's own keys stand in it,
# and what is cut off is no link.
@lru_cache(maxsize=4)
def _wrapped(body: str, width: int, _by: tuple[frozenset[tuple[str, str]], str]) -> list[Line]:
    lines: list[Line] = []
    paragraph: list[str] = []
    hanging, lead = 0, ""
    fenced = False

    def flush() -> None:
        nonlocal hanging, lead
        if paragraph:
            for number, spans in enumerate(
                wrap_spans(inline(" ".join(paragraph)), width - hanging)
            ):
                start = Span(lead if number == 0 else " " * hanging)
                lines.append(Line((start, *spans) if hanging else spans))
        paragraph.clear()
        hanging, lead = 0, ""

    for raw in body.strip().splitlines():
        if raw.startswith("```"):
            flush()
            fenced = not fenced
        elif fenced:
            lines += [
                Line((Span("  "), *spans))
                for spans in wrap_spans([Span(plain(raw), "code")], width - 2)
            ]
        elif not raw.strip():
            flush()
            if lines and lines[-1].spans:
                lines.append(Line())
        elif heading := _HEADING.match(raw):
            flush()
            lines += [
                Line(spans) for spans in wrap_spans([Span(plain(heading[1]), "strong")], width)
            ]
        elif item := _ITEM.match(raw):
            flush()
            bullet = "· " if item[2] in "-*" else f"{item[2]} "
            lead = " " * len(item[1]) + bullet
            if len(lead) + _WIDEST <= width:
                hanging = len(lead)
                paragraph.append(item[3])
            else:  # no room for its text beside the bullet
                paragraph.append(bullet + item[3])
        else:
            paragraph.append(raw.strip())
    flush()
    return lines

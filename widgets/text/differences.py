"""Which parts of two texts differ, so that a person sees the one letter that does."""

import re
from difflib import SequenceMatcher

from widgets.text import plain_text
from widgets.text.line import Span
from widgets.text.plain_text import fit

_TOKENS = re.compile(r"\w+|\W", re.ASCII)
_TOO_MANY = 3000  # tokens: beyond that the matcher would be felt

_ALIKE = 0.3  # of their words: below that no word stands for another

Marked = list[tuple[str, bool]]


def _edges(left: str, right: str) -> tuple[int, int]:
    """How many characters both have in common at the start, and then at the end."""
    shortest = min(len(left), len(right))
    start = next((at for at in range(shortest) if left[at] != right[at]), shortest)
    rest = shortest - start
    end = next((at for at in range(rest) if left[-1 - at] != right[-1 - at]), rest)
    return start, end


def mark_edges(left: str, right: str) -> tuple[Marked, Marked]:
    """Both texts, with everything between the first and the last difference marked.

    Rows use it: its time grows with the length alone.
    """
    start, end = _edges(left, right)

    def parts(text: str) -> Marked:
        pieces = [
            (text[:start], False),
            (text[start : len(text) - end], True),
            (text[len(text) - end :], False),
        ]
        return [piece for piece in pieces if piece[0]]

    return parts(left), parts(right)


def mark_differences(left: str, right: str) -> tuple[Marked, Marked]:
    """Both texts, with each differing word marked.

    Texts too long for that are marked between the first and the last difference.
    """
    olds, news = _TOKENS.findall(left), _TOKENS.findall(right)
    if len(olds) > _TOO_MANY or len(news) > _TOO_MANY:
        return mark_edges(left, right)
    matcher = SequenceMatcher(None, olds, news, autojunk=False)
    if matcher.quick_ratio() < _ALIKE:
        return mark_edges(left, right)
    marked: tuple[Marked, Marked] = ([], [])
    for kind, start, end, begin, stop in matcher.get_opcodes():
        for side, piece in zip(
            marked, ("".join(olds[start:end]), "".join(news[begin:stop])), strict=True
        ):
            if piece:
                side.append((piece, kind != "equal"))
    return marked


def are_alike(left: str, right: str) -> bool:
    """Whether they have so much in common that it tells something which parts differ.

    Of two ids, or a version and a day, all does.
    """
    olds, news = _TOKENS.findall(left), _TOKENS.findall(right)
    if sum(_edges(left, right)) * 3 >= min(len(left), len(right)):
        return True
    return SequenceMatcher(None, olds, news, autojunk=False).quick_ratio() >= _ALIKE


def fit_marked(parts: Marked, width: int, cell: str, look: str = "changed") -> list[Span]:
    """A marked text in exactly `width` cells of a row, what differs in the given look.

    When it is too long, it begins shortly before the difference.
    """
    text = "".join(part for part, _ in parts)
    before = len(parts[0][0]) if parts and not parts[0][1] else 0
    lead = 12
    skipped = 0
    if len(text) > width and before > lead:
        skipped = min(before - lead, max(len(text) - width + 1, 0))
    mark = plain_text.ELLIPSIS if skipped else ""
    shown = fit(mark + text[skipped + len(mark) :], width)
    spans: list[Span] = []
    at = 0
    offset = skipped
    for part, differs in parts:
        length = len(part) - max(min(offset, len(part)), 0)
        offset -= min(offset, len(part))
        if length > 0 and at < len(shown):
            spans.append(Span(shown[at : at + length], look if differs else "", cell))
            at += length
    if at < len(shown):
        spans.append(Span(shown[at:], "", cell))
    return spans

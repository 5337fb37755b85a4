"""What a page says and what it is made of, as a parser sees it."""

from __future__ import annotations

from dataclasses import dataclass, field
from html.parser import HTMLParser

_HIDDEN = {"style", "title", "head"}


@dataclass
class PageText:
    """The text of a page in order, its elements, and their attributes."""

    text: str = ""
    elements: set[str] = field(default_factory=set)
    attributes: set[tuple[str, str]] = field(default_factory=set)


def page_text(html: str) -> PageText:
    found = PageText()
    parser = _Parser(found)
    parser.feed(html)
    parser.close()
    found.text = " ".join(found.text.split())
    return found


class _Parser(HTMLParser):
    def __init__(self, found: PageText) -> None:
        super().__init__()
        self._found = found
        self._hidden = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self._found.elements.add(tag)
        self._found.attributes |= {(name, value or "") for name, value in attrs}
        self._hidden += tag in _HIDDEN
        self._found.text += " "

    def handle_endtag(self, tag: str) -> None:
        self._hidden -= tag in _HIDDEN

    def handle_data(self, data: str) -> None:
        if not self._hidden:
            self._found.text += data

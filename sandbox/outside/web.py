"""A web request and a page, as the stand-ins see them."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from html import escape
from json import dumps
from typing import Any
from urllib.parse import parse_qsl, urlencode, urlsplit

HTML = "text/html; charset=utf-8"
JSON = "application/json; charset=utf-8"


@dataclass(frozen=True)
class WebRequest:
    """What somebody asked of a host; the headers' names in lower case.

    `oddities` says in which odd form the answer is wanted.
    """

    host: str
    method: str
    target: str
    headers: Mapping[str, str]
    body: bytes = b""
    oddities: frozenset[str] = frozenset()

    @property
    def path(self) -> str:
        """The address without its query."""
        return urlsplit(self.target).path

    @property
    def query(self) -> dict[str, str]:
        """The query's parameters; of one that is repeated, the last."""
        return dict(parse_qsl(urlsplit(self.target).query, keep_blank_values=True))

    @property
    def form(self) -> dict[str, str]:
        """The body's fields, when it is a form."""
        return dict(parse_qsl(self.body.decode("utf-8", "replace"), keep_blank_values=True))

    @property
    def from_a_browser(self) -> bool:
        """Whether it says that it is one."""
        return self.headers.get("user-agent", "").startswith("Mozilla/")


@dataclass(frozen=True)
class WebPage:
    """What goes back."""

    status: int
    body: bytes = b""
    content_type: str = HTML
    headers: Mapping[str, str] = field(default_factory=dict)


def redirect(address: str, **query: str) -> WebPage:
    """A 302 to an address, with these parameters behind it."""
    beyond = f"{'&' if '?' in address else '?'}{urlencode(query)}" if query else ""
    return WebPage(302, headers={"Location": address + beyond})


def page(status: int, title: str, inside: str) -> WebPage:
    """A page of HTML; `inside` is HTML already."""
    head = f"<head><title>{escape(title)}</title></head>"
    return WebPage(status, f"<!doctype html><html>{head}<body>{inside}</body></html>".encode())


def document(status: int, content: Any, content_type: str = JSON) -> WebPage:
    """An answer in JSON."""
    return WebPage(status, dumps(content).encode(), content_type)


def nothing_there() -> WebPage:
    """What a party answers to a path that the stand-in does not play."""
    return page(404, "Not Found", "<h1>Not Found</h1>")

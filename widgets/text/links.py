"""Addresses as the terminal's own hyperlinks (OSC 8).

A click opens the browser of the person, wherever they sit. The target of a link is always the text
that is shown: nobody is led to another place than they read. A value of AWS's is no link, it is
there to be copied.
"""

import re
from collections.abc import Mapping
from functools import lru_cache
from urllib.parse import urlsplit

from rich.segment import Segment
from rich.style import Style
from textual.color import Color
from textual.filter import LineFilter

from widgets.text import plain_text
from widgets.text.line import Span

LONGEST = 2083  # what terminals of the VTE family take; they drop longer ones
# What stands in an address by RFC 3986, without the quotes and brackets that a sentence may put
# around it.
_ADDRESS = re.compile(r"https?://[A-Za-z0-9._~:/?#@!$&*+,;=%-]+")
_END_OF_A_SENTENCE = ".,;:!?"
# Terminals that print what they do not understand, by how TERM begins.
_WITHOUT = ("linux", "vt", "ansi", "cons", "cygwin", "dumb", "emacs", "eterm", "sun", "wy")


@lru_cache(maxsize=256)
def target(address: str) -> str:
    """The address if it can be a link's target, else "".

    It has to be http or https with a host, without a user's name, in plain ASCII.
    """
    if len(address) > LONGEST or not _ADDRESS.fullmatch(address):
        return ""
    try:
        parts = urlsplit(address)
        return address if parts.hostname and "@" not in parts.netloc and parts.port != 0 else ""
    except ValueError:
        return ""


def linked(text: str, role: str = "") -> list[Span]:
    """Text of one look, its addresses as links."""
    spans: list[Span] = []
    end = 0
    for found in _ADDRESS.finditer(text):
        address = found[0].rstrip(_END_OF_A_SENTENCE)
        mark = plain_text.ELLIPSIS
        cut_off = mark in found[0] or text.startswith(mark, found.end())
        spans += [
            Span(text[end : found.start()], role),
            Span(address, role, link="" if cut_off else target(address)),
        ]
        end = found.start() + len(address)
    return [span for span in (*spans, Span(text[end:], role)) if span.text]


@lru_cache(maxsize=256)
def link_style(address: str) -> Style:
    """The style that makes text a link.

    Pieces of one link on several lines share it, so that they light up together.
    """
    return Style(link=address)


def takes_links(environment: Mapping[str, str]) -> bool:
    """Whether the terminal follows links, or at least keeps silent about them."""
    return not environment.get("TERM", "").startswith(_WITHOUT)


class NoLinks(LineFilter):
    """For terminals that would print them."""

    def apply(self, segments: list[Segment], background: Color) -> list[Segment]:
        """Take every link away."""
        return [
            (
                Segment(segment.text, segment.style.update_link(None), segment.control)
                if segment.style is not None and segment.style.link
                else segment
            )
            for segment in segments
        ]

"""A style sheet is taken apart once, for all apps that tests draw with the same variables.

Each app takes Textual's and ours apart anew: a fortieth of what a test of a screen costs.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pytest
from textual.css.model import RuleSet
from textual.css.stylesheet import Stylesheet

Variables = frozenset[tuple[str, str]]


@contextmanager
def styles_parsed_once() -> Iterator[None]:
    """In this block; what cannot be taken apart is tried each time."""
    parse = Stylesheet._parse_rules
    known: dict[tuple[Any, ...], list[RuleSet]] = {}
    all_variables: dict[Variables, Variables] = {}
    held: dict[str, str] = {}  # by the sheet that was asked last
    variables: Variables = frozenset()

    def parsed(sheet: Stylesheet, css: str, *where: Any, **named: Any) -> list[RuleSet]:
        nonlocal held, variables
        if sheet._variables is not held:
            held = sheet._variables
            given = frozenset(held.items())
            variables = all_variables.setdefault(given, given)
        key = (variables, css, where, *named.items())
        if key not in known:
            known[key] = parse(sheet, css, *where, **named)
        return known[key]

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(Stylesheet, "_parse_rules", parsed)
        yield

"""Where the palette's entries come from. What makes them is loaded with the palette, no sooner."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from textual.command import Provider


def _commands() -> type[Provider]:
    from screens.palette import CommandTable

    return CommandTable


def _destinations() -> type[Provider]:
    from screens.palette import Destinations

    return Destinations


SOURCES: frozenset[Callable[[], type[Provider]]] = frozenset({_commands, _destinations})

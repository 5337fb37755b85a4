"""Which deployments there are to choose from, and how one is chosen."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:  # the engine is loaded behind the first paint
    from migration.journal.deployment_overview import Overview


@dataclass(frozen=True)
class Choice:
    """The deployments of config.toml, in its order.

    `overviews` reads files and belongs in a thread. `choose` says which is opened from now on, and
    raises `BadInput` where it cannot be.
    """

    names: Sequence[str]
    protected: frozenset[str]
    overviews: Callable[[], Sequence[Overview]]
    choose: Callable[[str], None]

"""What the steps of the cut-over's hour lack, as it is told: steps that lack the same together."""

from collections.abc import Iterable, Sequence
from typing import NamedTuple

_SEVERAL = {"is": "are", "was": "were", "has": "have", "lacks": "lack"}  # of one step, of several


class Lack(NamedTuple):
    """A step that is not ready, and why: `what` begins with its verb, as "is not done"."""

    step: str
    what: str

    @property
    def sentence(self) -> str:
        """The step with what it lacks."""
        return f"{self.step} {self.what}"


def in_order(ids: Sequence[str]) -> str:
    """Steps in a sentence: 7a, 7b and 8a."""
    *first, last = ids
    return f"{', '.join(first)} and {last}" if first else last


def told_together(lacks: Iterable[Lack]) -> str:
    """All that lacks, none left out; the steps that lack the same stand together."""
    steps: dict[str, list[str]] = {}
    for lack in lacks:
        steps.setdefault(lack.what, []).append(lack.step)
    return ", ".join(
        f"{in_order(ids)} {what if len(ids) == 1 else _of_several(what)}"
        for what, ids in steps.items()
    )


def _of_several(what: str) -> str:
    verb, _, rest = what.partition(" ")
    return f"{_SEVERAL.get(verb, verb)} {rest}"

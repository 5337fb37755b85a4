"""The checks as they were planned last, for the States after it in which they are the same.

Most entries of the record, as a tick, change nothing that a plan follows from.
"""

from migration.checks.check import Check
from migration.checks.facts import Facts
from migration.checks.markers import Markers
from migration.checks.plan import planned


class LastPlan:
    """One plan, to tell from which checks there are, what each lacks and what it is about.

    None of that depends on the time. What a check asks does: whoever asks plans it at that moment.
    """

    def __init__(self) -> None:
        self._last: tuple[Facts, Markers, tuple[Check, ...]] | None = None

    def checks(self, facts: Facts, markers: Markers) -> tuple[Check, ...]:
        """The checks that are planned from these facts, perhaps at an earlier moment."""
        last = self._last
        if last is None or last[1] is not markers or not _are_alike(last[0], facts):
            last = self._last = (facts, markers, planned(facts, markers))
        return last[2]


def _are_alike(one: Facts, other: Facts) -> bool:
    """Whether all but the time is the same; what was read and compared has to be so itself."""
    return (
        one.reading is other.reading
        and one.settings is other.settings
        and _said(one) == _said(other)
    )


def _said(facts: Facts) -> tuple[object, ...]:
    return (
        facts.deployment,
        facts.choices,
        facts.apple_key,
        facts.began,
        facts.domain_made,
        facts.given,
    )

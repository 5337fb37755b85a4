"""Waiting for a change in a console to spread.

Remembered in the record, so that the next start goes on with it.
"""

from collections.abc import Mapping
from dataclasses import replace

from migration.checks.wait import Wait, spread_of
from migration.guide.step import Page
from migration.journal.entries import EntryKind
from migration.pools.documents import Domain
from migration.walk.elsewhere import Elsewhere


class Waiting(Elsewhere):
    """Which steps are asked about again by themselves. Quick."""

    def waits(self) -> Mapping[str, Wait]:
        """The waits that have not had their time, by step."""
        now = self._clock()
        return {step: wait for step, wait in self._record.checked.waits.items() if wait.until > now}

    def begin_wait(self, step: str) -> Wait | None:
        """Wait for what a step's checks did not find yet; None where nothing of it spreads.

        Raises `StateUnusable`.
        """
        domain = self.reading.new.domain
        span = spread_of(
            step,
            self.findings().values(),
            custom_domain=isinstance(domain, Domain) and domain.custom,
        )
        if span is None:
            return None
        if step not in self.waits():
            self._note(EntryKind.WAITING, step, {"until": (self._clock() + span).isoformat()})
        return self.waits().get(step)

    def end_wait(self, step: str) -> None:
        """Wait no longer. Raises `StateUnusable`."""
        if step in self._record.checked.waits:
            self._note(EntryKind.WAITED, step, {})

    def page(self, step: str) -> Page:
        """One step, and whether it is waited for."""
        return replace(super().page(step), wait=self.waits().get(step))

"""Examining what a migration rests on, before or while one walks."""

from collections.abc import Callable, Collection
from threading import Event

from migration.doctor.check import Check
from migration.walk.session import Session


class Examining(Session):
    """The checks of `poolwalk doctor`: they need no deployment that was found, and no login."""

    def examine(
        self,
        told: Callable[[Check], None] = lambda _: None,
        *,
        skip: Collection[str] = (),
        ask_mfa_code: Callable[[str], str] | None = None,
        cancelled: Event | None = None,
    ) -> tuple[Check, ...]:
        """Make every check that is not skipped by its name or its group's.

        *blocking*, and nothing is written.

        `told` gets each one as it comes in, from any thread. Goes by the login that there is, and
        else logs in for itself. Raises `Cancelled`.
        """
        from migration.doctor.examination import examine

        return examine(
            self.request,
            self._connection,
            ask_mfa_code=ask_mfa_code,
            skip=skip,
            told=told,
            cancelled=cancelled,
            now=self._clock,
        )

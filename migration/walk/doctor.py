"""What a migration rests on, looked at before one walks or on the way."""

from collections.abc import Callable, Collection
from datetime import datetime
from threading import Event

from migration.doctor.check import Check
from migration.walk.login import Login
from migration.walk.store import Store


class Doctor:
    """Makes the checks of `poolwalk doctor`: they need no deployment, and no login either."""

    def __init__(self, store: Store, login: Login, clock: Callable[[], datetime]) -> None:
        self._store = store
        self._login = login
        self._clock = clock

    def examine(
        self,
        told: Callable[[Check], None] = lambda _: None,
        *,
        skip: Collection[str] = (),
        ask_mfa_code: Callable[[str], str] | None = None,
        cancelled: Event | None = None,
    ) -> tuple[Check, ...]:
        """Make every check that is not skipped by its name or its group's; *blocking*.

        Nothing is written. `told` gets each one as it comes in, from any thread. It uses the login
        that there is, and else logs in for itself. Raises `Cancelled`.
        """
        from migration.doctor.examination import examine

        return examine(
            self._store.state.request,
            self._login.connection,
            ask_mfa_code=ask_mfa_code,
            skip=skip,
            told=told,
            cancelled=cancelled,
            now=self._clock,
        )

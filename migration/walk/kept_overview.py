"""How far the deployment is, kept for the page of deployments."""

from collections.abc import Callable
from contextlib import suppress
from dataclasses import replace
from datetime import datetime
from functools import partial

from migration.errors import PoolwalkError
from migration.guide.step import StepState
from migration.journal.deployment_overview import LastReading, keep_reading, last_reading
from migration.journal.state_folder import journal_file, state_folder
from migration.walk.logbook import Logbook
from migration.walk.next_things.order import next_thing
from migration.walk.pages import Pages
from migration.walk.state import State
from migration.walk.store import Store


class KeptOverview:
    """Keeps it after a whole reading, where the deployment has a name."""

    def __init__(
        self, store: Store, logbook: Logbook, pages: Pages, clock: Callable[[], datetime]
    ) -> None:
        self._store = store
        self._logbook = logbook
        self._pages = pages
        self._clock = clock

    def refuse_twins(self) -> None:
        """Write nothing where another deployment of config.toml leads to the same pools.

        What was typed or approved for the one would hold for the other.
        """
        state = self._store.state
        if not state.request.name:
            return
        folder = state_folder(state.request.state_folder)
        record = journal_file(folder, state.online()).name
        for name, other in state.request.others.items():
            known = last_reading(state_folder(other.state_folder), name)
            if known is not None and (known.record, known.place) == (record, other.place):
                why = (
                    f"“{state.request.name}” and “{name}” in config.toml lead to the same pools:"
                    " nothing is written before one of them is mended or taken away."
                )
                self._store.change(partial(_read_only, why=why))
                return

    def keep(self) -> None:
        """Keep how far it is; *blocking*. What cannot be kept costs a line on that page alone."""
        with suppress(PoolwalkError):
            if (reading := self._reading()) is not None:
                request = self._store.state.request
                keep_reading(state_folder(request.state_folder), request.name, reading)

    def _reading(self) -> LastReading | None:
        """How far it is; None where it has no name, or was not read whole."""
        state = self._store.state
        request, found = state.request, state.deployment
        if not request.name or found is None or state.record_unread:
            return None
        derived, entries = self._pages.now(), self._logbook.entries
        if any(summary.state is StepState.WAITING for summary in derived.summaries):
            return None
        return LastReading(
            at=self._clock(),
            who=found.who,
            account=found.account,
            region=found.region,
            endpoint=found.endpoint,
            old_pool=found.old_pool.name,
            new_pool=found.new_pool.name,
            record=journal_file(state_folder(request.state_folder), found).name,
            table=request.team_table,
            place=request.place,
            steps=derived.tally.steps,
            done=derived.tally.done,
            to_do=derived.tally.left.to_do,
            next=next_thing(derived).sentence,
            last_who=entries[-1].who if entries else "",
            last_at=entries[-1].at if entries else None,
        )


def _read_only(state: State, why: str) -> State:
    return replace(state, read_only_reason=state.read_only_reason or why)

"""A provider's name on app clients, taken off before the provider is taken away."""

from collections.abc import Callable, Iterator, Sequence

from migration.changes.change import Change
from migration.changes.inverse import undoable_of
from migration.changes.write_report import Result, Undoable, WriteReport
from migration.changes.writer import Writer
from migration.walk.provider_removal import Naming, naming, removed_provider
from migration.walk.reader import Reader
from migration.walk.store import Store
from migration.walk.undo import take_back


class ProviderNames:
    """Takes names off by the record. `take_in` is told of each write, and what became of it."""

    def __init__(
        self, store: Store, reader: Reader, take_in: Callable[[Sequence[Change], WriteReport], None]
    ) -> None:
        self._store = store
        self._reader = reader
        self._take_in = take_in

    def provider_of(self, undoable: Undoable) -> str:
        """The provider that goes with this change; empty: none."""
        found = [
            entry
            for entry, _ in self._store.state.record.undoable
            if entry.number == undoable.entry
        ]
        return removed_provider(found[0], undoable.ids) if found else ""

    def naming(self, provider: str) -> Naming:
        """Who names it at this moment; *blocking*. Raises a `PoolwalkError`."""
        return naming(provider, self._reader.clients_now(), self._store.state.record)

    def take_off(self, provider: str, undoable: Undoable, writer: Writer) -> Iterator[WriteReport]:
        """Take it off the clients that got it by this record; *blocking*.

        Each client is a change of its own, with a report of its own. What stands in the way of the
        provider is in the last. Raises a `PoolwalkError`.
        """
        writer.progress(f"Looking which app clients of the new pool name {provider}")
        found, secrets = self.naming(provider), self._store.state.held.secrets
        if found.refusal:
            yield WriteReport(skipped=tuple(Result(id_, found.refusal) for id_ in undoable.ids))
            return
        for name in found.ours:
            off = undoable_of(name.entry, (name.setting,), secrets)
            change, taken = take_back(off, lambda: self._store.state, writer, batch=undoable.entry)
            if change is not None:
                self._take_in([change], taken)
            if not taken.applied:
                why = f"{provider} stays: {name.client} could not be freed of it first"
                taken += WriteReport(
                    skipped=tuple(Result(id_, why, untried=True) for id_ in undoable.ids)
                )
            yield taken

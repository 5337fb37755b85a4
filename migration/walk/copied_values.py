"""Which values were copied: by their fingerprints in memory, so that the next one is known."""

from collections.abc import Iterable
from dataclasses import replace

from migration.guide.page import PasteValue
from migration.secret import Secret
from migration.walk.state import State
from migration.walk.store import Store


class CopiedValues:
    """Takes note of values that went to the person's clipboard."""

    def __init__(self, store: Store) -> None:
        self._store = store

    def note(self, step: str, values: Iterable[PasteValue]) -> None:
        """These values of a step were copied; one that changes afterwards counts as not copied."""
        known = tuple(value for value in values if value.value is not None)

        def noted(state: State) -> State:
            marks = frozenset(_mark(state, step, value) for value in known)
            if marks <= state.held.copied:
                return state
            return replace(state, held=replace(state.held, copied=state.held.copied | marks))

        self._store.change(noted)


def copied_before(state: State, step: str, value: PasteValue) -> bool:
    """Whether this value, as it stands now, was copied in this run."""
    return _mark(state, step, value) in state.held.copied


def _mark(state: State, step: str, value: PasteValue) -> tuple[str, str, str]:
    text = value.value.reveal() if isinstance(value.value, Secret) else str(value.value)
    return step, value.field, state.fingerprint(text)

"""What a person is shown: functions of one State, remembered as long as it stands."""

from collections.abc import Callable, Mapping
from datetime import datetime
from threading import RLock
from typing import TYPE_CHECKING

from migration.changes.journal_form import sealed
from migration.compare.accepted_differences import Accepted, with_accepted
from migration.compare.choices import Choices
from migration.compare.clients import pairs_of
from migration.compare.compared_parts import ComparedParts
from migration.compare.comparison import compare
from migration.compare.pairing import PairChoices, client_keys
from migration.compare.setting import Setting
from migration.deployment.whole_reading import Reading
from migration.guide.moved_clients import MovedClient
from migration.guide.page import Page, PasteValue
from migration.guide.step_summary import StepSummary
from migration.guide.tally import Tally
from migration.guide.verdict import Verdict
from migration.pools.reading import Pending, Unread
from migration.walk.last_plan import LastPlan
from migration.walk.state import State, known_of
from migration.walk.store import Store

if TYPE_CHECKING:
    from migration.mobile.app_file_comparison import AppComparison
from migration.walk.derived_state import DerivedState


class Pages:
    """State → what a step shows. Quick: they belong to the screen's thread."""

    def __init__(self, store: Store, clock: Callable[[], datetime]) -> None:
        self._store = store
        self._clock = clock
        self._lock = RLock()
        self._derived: DerivedState | None = None
        self._compared: (
            tuple[Reading, Choices, Mapping[str, Accepted], tuple[Setting, ...]] | None
        ) = None
        self._parts = ComparedParts()
        self._plan = LastPlan()

    def now(self) -> DerivedState:
        """All that follows from the present State; whoever shows several things takes one."""
        with self._lock:
            state = self._store.state
            if self._derived is None or self._derived.state is not state:
                settings = self._settings_of(state)
                self._derived = DerivedState(state, settings, self._clock, self._plan)
            return self._derived

    def of(self, state: State) -> DerivedState:
        """All that follows from another State, which is not kept in mind."""
        return DerivedState(state, _compared(state, ComparedParts()), self._clock, LastPlan())

    def _settings_of(self, state: State) -> tuple[Setting, ...]:
        reading, choices, accepted = state.reading, state.choices, state.record.accepted
        if (
            self._compared is None
            or self._compared[0] is not reading
            or self._compared[1:3] != (choices, accepted)
        ):
            settings = _compared(state, self._parts)
            self._compared = (reading, choices, accepted, settings)
        return self._compared[3]

    def settings(self) -> tuple[Setting, ...]:
        """Every setting as it stands."""
        return self.now().settings

    def summaries(self) -> tuple[StepSummary, ...]:
        """Every step as it stands."""
        return self.now().summaries

    def tally(self) -> Tally:
        """How far the whole walk has come."""
        return self.now().tally

    def retirement_verdict(self) -> Verdict:
        """Whether the old pool can be retired."""
        return self.now().retirement_verdict

    def moved(self) -> tuple[MovedClient, ...]:
        """The clients of the new pool that have to be seen to work."""
        return self.now().moved

    def unused(self) -> tuple[MovedClient, ...]:
        """Moved clients to which nobody has tried to sign in since, and no reason settles that."""
        return self.now().unused

    def page(self, step: str) -> Page:
        """One step with its rows, values, warnings, and what its checks found."""
        return self.now().page(step)

    def to_apply(self, step: str = "") -> tuple[str, ...]:
        """Ids of the settings that a run would write now, in order ("" of all steps)."""
        return self.now().to_apply(step)

    def unread(self, step: str = "") -> tuple[tuple[str, Unread], ...]:
        """What could not be read, with the step that it concerns ("" of all steps)."""
        return self.now().unread(step)

    def block(self, step: str) -> PasteValue | None:
        """All values of a step at once, in the form that their file wants.

        None where the step has no such form.
        """
        from migration.guide.value_blocks import block_of

        state = self._store.state
        return block_of(state.step(step), known_of(state))

    def app_file(self, path: str) -> "AppComparison":
        """An app's own file beside what it should hold.

        Raises `BadInput` for a file that cannot be used.
        """
        from migration.mobile.app_file import read_app_file
        from migration.mobile.app_file_comparison import compare_app_file

        state = self._store.state
        return compare_app_file(read_app_file(path), state.steps, known_of(state))

    def pair_choices(self, old: str) -> PairChoices:
        """The new clients that could be the pair of an old one, and which of them others have."""
        state = self._store.state
        clients = state.reading.new.clients
        names = {} if isinstance(clients, Unread | Pending) else client_keys(clients)
        return PairChoices.of(old, pairs_of(state.reading, state.choices), names)


def _compared(state: State, parts: ComparedParts) -> tuple[Setting, ...]:
    return with_accepted(
        compare(state.reading, state.choices, state.region, parts),
        state.record.accepted,
        lambda value: sealed(value, state.fingerprint),
    )

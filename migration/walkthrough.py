"""The facade: all that the screens and the command line may ask or do. No logic stands twice beside it."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from migration.changes.report import Preview, Report, Undoable
from migration.guide.step import Page, Step, StepSummary
from migration.pools.reading import Deployment, Reading, Unread


@dataclass(frozen=True)
class Request:
    """Which deployment, as the settings say; empty strings leave the choice to AWS's own configuration."""

    profile: str = ""
    region: str = ""
    endpoint_url: str = ""
    old_pool: str = "rainmaker-user-pool"
    new_pool: str = "rainmaker-user-email-mobile-pool"
    pairs: tuple[tuple[str, str], ...] = ()  # (old client name, new client name)
    dashboard_url: str = ""
    read_only: bool = False
    state_folder: Path | None = None
    credentials: tuple[str, str] | None = None  # access key and secret of the practice AWS; never a person's


class Walkthrough:
    """A deployment being walked from the old pool to the new one.

    Methods marked *blocking* talk to AWS and belong in a worker thread; the others answer from memory within a
    millisecond or two and belong to the screen's thread. State is replaced whole, so a reader in another thread sees one moment.
    """

    def __init__(self, request: Request, steps: Sequence[Step]) -> None: ...

    # --- what is known -------------------------------------------------------------------------------------------------
    deployment: Deployment | None
    reading: Reading
    read_only: bool  # asked for, or forced because nothing could be recorded
    read_only_reason: str
    steps: tuple[Step, ...]

    # --- opening (blocking) --------------------------------------------------------------------------------------------
    def connect(self, ask_mfa_code: Callable[[str], str] | None = None) -> Deployment:
        """Log in, find both pools, open the journal. Blocking. Raises a `PoolwalkError`."""

    def read(self, arrived: Callable[[], None]) -> None:
        """Read every part of both pools in parallel; `arrived` is called, from any thread, after each. Blocking, never raises for a part."""

    def cancel(self) -> None:
        """Stop what is being read or waited for; writes that were sent are finished and recorded."""

    def close(self) -> None:
        """Stop, and close the journal."""

    # --- looking (quick) -----------------------------------------------------------------------------------------------
    def summaries(self) -> tuple[StepSummary, ...]:
        """Every step as it stands."""

    def page(self, step: str) -> Page:
        """One step with its rows, values and warnings."""

    def unread(self, step: str = "") -> tuple[tuple[str, Unread], ...]:
        """What could not be read, with the step that it concerns."""

    def to_apply(self, step: str = "") -> tuple[str, ...]:
        """Ids of the settings that `apply` would write now, in order, counting what becomes possible on the way."""

    # --- what a person enters (quick; recorded in the journal) ---------------------------------------------------------
    def prefix_problem(self, prefix: str) -> str:
        """What is wrong with a domain prefix as typed ("" nothing): AWS's pattern and reserved words."""

    def suggested_prefix(self) -> str:
        """A prefix made from the old domain's."""

    def choose_prefix(self, prefix: str) -> None:
        """Enter step 2's wanted value. Raises `BadInput`."""

    def supply_apple_key(self, text_or_path: str, key_id: str = "") -> str:
        """Take Apple's `.p8` (a path, or its text), hold it in memory only, and return the key id that goes with it. Raises `BadInput`."""

    def pair(self, old: str, new: str) -> None:
        """Confirm that the old client's settings go to this new client ("" leaves the old client out). Raises `BadInput`."""

    def pair_choices(self, old: str) -> tuple[tuple[str, ...], str]:
        """The new clients that could be its pair, and the suggested one."""

    def tick(self, step: str, note: str = "") -> None:
        """Say that a console step is done. Raises `BadInput` where nothing is to tick, `StateUnusable` where it cannot be kept."""

    def untick(self, step: str) -> None:
        """Take back what was said of a step."""

    def not_applicable(self, step: str, reason: str) -> None:
        """Say that a step does not apply here, and why."""

    def remember_place(self, step: str, row: str) -> None:
        """Where the person is, for the next start."""

    def place(self) -> tuple[str, str]:
        """Where the person was: step and row, or the first step that is not done."""

    # --- writing (blocking) --------------------------------------------------------------------------------------------
    def prefix_taken(self, prefix: str) -> bool | None:
        """Whether the prefix was seen in use; False proves only "not seen"; None: could not be asked. Blocking."""

    def preview(self, ids: Sequence[str]) -> Preview:
        """What applying these would send. Quick."""

    def apply(self, ids: Sequence[str], progress: Callable[[str], None] | None = None) -> Report:
        """Write these settings to the new pool, one write a resource. Blocking. Raises `ReadOnly`, `StateUnusable`."""

    def undoable(self) -> Undoable | None:
        """The last change that can be taken back. Quick."""

    def undo(self, undoable: Undoable) -> Report:
        """Put the former values back by the same road. Blocking."""

"""What `plan` has to tell, before it is put into words or into JSON."""

from dataclasses import dataclass

from migration.guide.next_thing import NextThing
from migration.guide.step_summary import StepSummary
from migration.guide.tally import Tally
from migration.guide.verdict import Verdict
from migration.journal.rehearsal_record import RehearsalRecord
from migration.pools.reading import Deployment, Unread


@dataclass(frozen=True)
class PlanFile:
    """Where the plan was kept, to be reviewed, and the hash by which a record knows it."""

    file: str
    sha256: str
    settings: int


@dataclass(frozen=True)
class Plan:
    """How the selected steps stand.

    `unread` is what could not be read, with the step that it concerns. `tally` counts all steps.
    `verdict` and `next` are there where everything was read that they rest on, and not for a
    selection of steps; nor is `hour`, how far the hour of the cut-over is ("" nothing is near it).
    """

    deployment: Deployment
    summaries: tuple[StepSummary, ...]
    to_apply: tuple[str, ...]
    unread: tuple[tuple[str, Unread], ...]
    tally: Tally
    verdict: Verdict | None = None
    next: NextThing | None = None
    hour: str = ""
    rehearsed: RehearsalRecord | None = None  # None: never
    file: PlanFile | None = None  # None: it was not kept

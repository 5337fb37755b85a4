"""The one door to the engine: a deployment that was opened, with a part for each subject."""

from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from threading import Event, Lock
from typing import TYPE_CHECKING

from migration.checks.host_pace import HostPace
from migration.deployment_request import Request
from migration.guide.step import Step
from migration.journal.unrecorded_journal import UnrecordedJournal
from migration.pools.reading import Deployment
from migration.walk.alexa_skill import Skill
from migration.walk.applier import Applier
from migration.walk.callbacks import Callbacks
from migration.walk.checklist import Checklist
from migration.walk.checks import Checks
from migration.walk.copied_values import CopiedValues
from migration.walk.curl_checks import CurlChecks
from migration.walk.decisions_taken_over import Decisions
from migration.walk.doctor import Doctor
from migration.walk.entered_values import EnteredValues
from migration.walk.kept_overview import KeptOverview
from migration.walk.kept_place import KeptPlace
from migration.walk.logbook import Logbook
from migration.walk.login import Login
from migration.walk.pages import Pages
from migration.walk.past_changes import PastChanges
from migration.walk.plans import Plans
from migration.walk.reader import Reader
from migration.walk.reasons import Reasons
from migration.walk.skill_review import SkillReview
from migration.walk.snapshots import Snapshots
from migration.walk.state import State, asked_for
from migration.walk.stoppable_runs import StoppableRuns
from migration.walk.store import Store
from migration.walk.team_arrivals import TeamArrivals
from migration.walk.team_record import TeamRecord
from migration.walk.token_urls import TokenUrls
from migration.walk.unfinished_writes import UnfinishedWrites
from migration.walk.usage import Usage
from migration.walk.written_report import WrittenReport

if TYPE_CHECKING:  # boto3 is loaded with it, in the thread that logs in
    from migration.aws.connection import Connection

__all__ = ["Request", "State", "Walkthrough"]


class Walkthrough:
    """Holds the parts, opens them on a deployment, and closes them.

    Methods marked *blocking* talk to AWS and belong in a worker thread; the others answer from
    memory within a millisecond or two and belong to the screen's thread. With a `connection`,
    nobody logs in once more.
    """

    def __init__(
        self,
        request: Request,
        steps: Sequence[Step],
        clock: Callable[[], datetime] = lambda: datetime.now(UTC),
        host_pace: HostPace | None = None,
        connection: "Connection | None" = None,
    ) -> None:
        self._one_at_a_time = Lock()  # held by whoever writes
        unknown = UnrecordedJournal("Nothing can be recorded before the deployment is known.")
        reason = asked_for(request)
        self.store = Store(
            State(request, tuple(steps), unknown.fingerprint, read_only_reason=reason)
        )
        self.login = Login(request, connection)
        self._logins = StoppableRuns()
        self.logbook = Logbook(self.store, unknown, clock)
        self.pages = Pages(self.store, clock)
        unfinished = UnfinishedWrites(
            self.store, self.login, self.logbook, self._one_at_a_time, clock
        )
        self._unfinished = unfinished
        self.usage = Usage(self.store, self.login, clock)
        self.reader = Reader(
            self.store, self.login, self.logbook, self.pages, self.usage, unfinished, clock
        )
        self.snapshots = Snapshots(self.store, self.logbook, self.reader, clock)
        self.applier = Applier(
            self.store,
            self.login,
            self.logbook,
            self.pages,
            self.reader,
            self.snapshots,
            unfinished,
            self._one_at_a_time,
            clock,
        )
        self.past_changes = PastChanges(self.store, self.logbook)
        self.plans = Plans(self.store, self.logbook, self.pages, self.applier, clock)
        self.entered = EnteredValues(self.store, self.login, self.logbook, self.pages)
        self.reasons = Reasons(self.store, self.logbook, self.pages)
        self.skill = Skill(self.store, self.logbook)
        self.skill_review = SkillReview(self.store, self.logbook, self.pages, self.applier, clock)
        self.token_urls = TokenUrls(self.store)
        self.callbacks = Callbacks(self.store, self.logbook, self.pages)
        self.copied = CopiedValues(self.store)
        self.written_report = WrittenReport(self.store)
        self.checklist = Checklist(self.store, self.logbook, self.pages, clock)
        self.decisions = Decisions(
            self.store, self.pages, self.entered, self.reasons, self.checklist
        )
        self.checks = Checks(
            self.store, self.login, self.logbook, self.pages, clock, host_pace or HostPace()
        )
        self.curl_checks = CurlChecks(self.checks, self.logbook, clock)
        self.doctor = Doctor(self.store, self.login, clock)
        self.arrivals = TeamArrivals(self.store, self.login, self.logbook, self.reader, clock)
        self.team = TeamRecord(self.store, self.login, clock)
        self.place = KeptPlace(self.logbook, self.store)
        self.overview = KeptOverview(self.store, self.logbook, self.pages, clock)

    @property
    def state(self) -> State:
        """All that is known at this moment."""
        return self.store.state

    def connect(
        self,
        ask_mfa_code: Callable[[str], str] | None = None,
        stopped: Event | None = None,
    ) -> Deployment:
        """Log in, find both pools, open the journal. *Blocking.* Raises a `PoolwalkError`."""
        with self._logins.run(stopped) as run:
            deployment = self.login.log_in(ask_mfa_code, run.stopped)
        self.logbook.open(deployment, self.login.connection)
        self.overview.refuse_twins()
        return deployment

    def cancel(self) -> None:
        """Stop what is read or asked; a write that was sent is finished and recorded."""
        self._logins.stop()
        self.reader.cancel()
        self.usage.cancel()
        self.applier.stop()
        self.checks.stop()
        self.team.stop()

    def close(self) -> None:
        """Stop, wait for a write under way to be recorded, and let go of all; *blocking*."""
        self.cancel()
        self._unfinished.stop()
        self.place.finish()
        self.overview.keep()
        with self._one_at_a_time:
            self.logbook.close()
            self.login.close()

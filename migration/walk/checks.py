"""What proves a step, asked of Cognito, Google, Apple and Amazon, and what was found."""

from collections.abc import Callable, Collection, Iterable, Mapping
from contextlib import suppress
from dataclasses import replace
from datetime import datetime
from functools import partial
from itertools import takewhile
from threading import Event
from typing import TYPE_CHECKING

from migration.checks.check_run import Kept
from migration.checks.check_verdict import CheckVerdict
from migration.checks.facts import Facts
from migration.checks.finding import Finding
from migration.checks.first_seen import with_first_seen
from migration.checks.host_pace import HostPace
from migration.checks.propagation import Wait, time_to_spread
from migration.errors import StateUnusable
from migration.guide.clear_answers import ClearAnswer, is_clear
from migration.guide.verdict_grounds import NOT_KNOWN, Recorded
from migration.journal.entries import Entry, EntryKind
from migration.pools.documents import Domain
from migration.walk.check_credentials import given_by
from migration.walk.check_facts import facts_of
from migration.walk.derived_state import DerivedState
from migration.walk.logbook import Logbook
from migration.walk.login import Login
from migration.walk.pages import Pages
from migration.walk.state import State
from migration.walk.store import Store

if TYPE_CHECKING:  # loaded with the first check: parsing tables costs time at the start
    from migration.checks.check import Check


class Checks:
    """Asks outside, keeps what was found in State and in the record, and waits for changes.

    `host_pace` says when the next question to a host may begin.
    """

    def __init__(
        self,
        store: Store,
        login: Login,
        logbook: Logbook,
        pages: Pages,
        clock: Callable[[], datetime],
        host_pace: HostPace,
    ) -> None:
        self._store = store
        self._login = login
        self._logbook = logbook
        self._pages = pages
        self._clock = clock
        self._host_pace = host_pace
        self._kept = Kept()
        self._no_more = Event()  # for what the last run asks
        self._owed: dict[str, Finding] = {}  # to the record, by the check: it did not answer
        logbook.on_answer = self._record_owed

    def planned(self, step: str = "") -> "tuple[Check, ...]":
        """The checks of a step ("" all), in order, with those whose answers they follow from.

        A step that does not apply has none. Reads the table of markers and the token file: use it
        in a worker thread. Raises `MarkerMistake`.
        """
        derived = self._pages.now()
        return self._planned(self._facts(derived), derived, step)

    def _planned(self, facts: Facts, derived: DerivedState, step: str) -> "tuple[Check, ...]":
        from migration.checks.markers import known_markers
        from migration.checks.plan import of_step, planned

        found = planned(facts, known_markers())
        return of_step([check for check in found if check.step not in derived.left_out], step)

    @property
    def findings(self) -> Mapping[str, Finding]:
        """What each check found last, by its id: in this run, or as the record has it."""
        return self._store.state.findings

    @property
    def last_entry(self) -> int | None:
        """The last entry that is known: 0 where the record is empty, None where it is unread."""
        last = self._store.state.last_entry
        return None if last == NOT_KNOWN else last

    def stop(self) -> None:
        """Ask nothing more in the run that is under way."""
        self._no_more.set()

    def run(
        self,
        step: str,
        arrived: Callable[[Finding], None] = lambda _: None,
        *,
        again: bool = False,
        stopped: Event | None = None,
        kinds: Collection[str] = (),
    ) -> tuple[Finding, ...]:
        """Ask a step's checks ("" all) anew; *blocking*. Raises `BadInput`, `Cancelled`.

        `arrived` is called from other threads. What a step's checks follow is asked anew with them.
        `again`: nobody asked for it, so only what is found otherwise than before goes into the
        record. Once `stopped` is set, also before this began, nothing more is asked; the rest of
        what is read or written goes on. `kinds` limits it to some of `CheckKind`.
        """
        from migration.checks.asker import Asker
        from migration.checks.check_run import CheckRun
        from migration.checks.markers import known_markers
        from migration.checks.plan import hosts_of

        self._no_more = stopped = stopped or Event()
        derived, markers = self._pages.now(), known_markers()
        facts = self._facts(derived)
        checks = [
            check
            for check in self._planned(facts, derived, step)
            if not kinds or check.kind in kinds
        ]
        hosts = hosts_of(facts, derived.state.request.check_hosts)
        asker = Asker(
            hosts,
            markers.user_agent,
            markers.accept_language,
        )
        anew = {check.id for check in checks if not step or check.step == step}
        found: dict[str, Finding] = {}

        before = self.findings

        def take(finding: Finding) -> None:
            if stopped.is_set():  # who hung until now comes behind what was asked since
                return
            # Asked on the way to this step: that it is not so yet says nothing new of its own step.
            on_the_way = bool(step) and finding.step != step and finding.check not in before
            if not on_the_way or finding.verdict is CheckVerdict.PASSED:
                self.take(finding, again=again)
            found[finding.check] = with_first_seen(
                finding, self._store.state.record.checked.first_seen
            )
            arrived(found[finding.check])

        CheckRun(
            asker,
            self._host_pace,
            self._kept,
            self._clock,
            stopped,
            anew,
            own=hosts.own,
            before=before,
            known=lambda: self.last_entry,
        ).run(checks, take)
        return tuple(found[check.id] for check in checks)

    def take(self, finding: Finding, *, again: bool = False) -> None:
        """Keep what a check found.

        With `again` it goes into the record only where it differs from the finding before. Where
        nothing can be recorded, the finding is shown all the same, and recorded once that can be.
        """
        before = self.findings.get(finding.check)
        self._store.change(partial(_with_finding, finding=finding))
        same = (
            again
            and before is not None
            and (before.verdict, before.evidence, before.about)
            == (finding.verdict, finding.evidence, finding.about)
        )
        if self._store.state.deployment is not None and not same:
            self._record(finding)

    def _record(self, finding: Finding) -> None:
        try:
            self._logbook.record(EntryKind.CHECKED, finding.at, finding.step, finding.body)
        except StateUnusable:
            self._owed[finding.check] = finding

    def _record_owed(self) -> None:
        """Record what was found while nothing could be, but where something newer is known by now.

        Where the record was unread, clocks alone tell what of it was there before.
        """
        for check in tuple(self._owed):
            finding, known = self._owed.pop(check), self.findings.get(check)
            if known is None or known.at != finding.at:
                continue
            if finding.after is None:
                last = _last_entry_by(self._logbook.entries, finding.at)
                finding = replace(finding, after=last)
                self._store.change(partial(_with_finding, finding=finding))
            self._record(finding)
            if check in self._owed:  # it answers no more: the rest waits with it
                return
        with suppress(StateUnusable):
            self._logbook.fold()

    def _facts(self, derived: DerivedState) -> Facts:
        self._login.online()
        state = derived.state
        return facts_of(state, derived.settings, self._clock(), given_by(state.request))

    # --- waiting for a change in a console to spread ----------------------------------------------
    def waits(self) -> Mapping[str, Wait]:
        """The waits that have not had their time, by step."""
        now = self._clock()
        waits = self._store.state.record.checked.waits
        return {step: wait for step, wait in waits.items() if wait.until > now}

    def begin_wait(self, step: str) -> Wait | None:
        """Wait for what a step's checks did not find yet.

        None where nothing of it can still spread. The wait is in the record: the next start goes on
        with it. Raises `StateUnusable`.
        """
        domain = self._store.state.reading.new.domain
        span = time_to_spread(
            step,
            self._pages.now().found.values(),
            custom_domain=isinstance(domain, Domain) and domain.custom,
        )
        if span is None:
            return None
        if step not in self.waits():
            until = (self._clock() + span).isoformat()
            self._logbook.note(EntryKind.WAITING, step, {"until": until})
        return self.waits().get(step)

    def end_wait(self, step: str) -> None:
        """Wait no longer. Raises `StateUnusable`."""
        if step in self._store.state.record.checked.waits:
            self._logbook.note(EntryKind.WAITED, step, {})


def _last_entry_by(entries: Iterable[Entry], at: datetime) -> int:
    """The last entry before the first one that is younger than this; 0 where there is none."""
    older = takewhile(lambda entry: entry.at <= at, entries)
    return max((entry.number for entry in older), default=0)


def _with_finding(state: State, finding: Finding) -> State:
    found_after = {**state.found_after, finding.check: state.last_entry}
    found = {**state.found, finding.check: finding}
    clear = dict(state.found_clear)
    if is_clear(finding):
        recorded = Recorded(finding.at, state.last_entry, state.who)
        clear[finding.check] = ClearAnswer(finding, recorded)
    return replace(state, found=found, found_after=found_after, found_clear=clear)

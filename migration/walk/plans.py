"""Plans that are kept in files: made, held against now, approved, and carried out."""

from collections.abc import Callable, Collection, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from migration.changes.write_report import Preview, Result, WriteReport
from migration.errors import BadInput, StateUnusable
from migration.journal.entries import EntryKind
from migration.journal.plan_record import Signature
from migration.plain_text import last_name
from migration.plans.approval import Approvals, approvals_of, why_not_approved, why_not_by
from migration.plans.drift import Drift, Now, PlannedSetting, as_planned, drift_of
from migration.plans.file import add_approval, read_plan, write_plan
from migration.plans.kept_plan import KeptPlan, plan_of
from migration.stacks.change_set import Agree
from migration.walk.applier import Applier
from migration.walk.logbook import Logbook
from migration.walk.pages import Pages
from migration.walk.store import Store

_NOT_SHOWN = "not tried: it did not stand as planned when this was shown; look at the plan again"


@dataclass(frozen=True)
class OpenPlan:
    """A plan's file as it stands at this moment.

    `unapproved` says why it does not count as approved; empty where it does.
    """

    file: str
    plan: KeptPlan
    settings: tuple[PlannedSetting, ...]
    approvals: Approvals
    unapproved: str

    @property
    def shown(self) -> frozenset[str]:
        """Ids of what stands as planned: what a yes to it means."""
        return frozenset(one.id for one in self.settings if one.drift is Drift.AS_PLANNED)

    def count(self, *among: Drift) -> int:
        """How many of its settings stand so."""
        return sum(one.drift in among for one in self.settings)


class Plans:
    """Keeps, opens, approves and applies plans; every write goes through the applier."""

    def __init__(
        self,
        store: Store,
        logbook: Logbook,
        pages: Pages,
        applier: Applier,
        clock: Callable[[], datetime],
    ) -> None:
        self._store = store
        self._logbook = logbook
        self._pages = pages
        self._applier = applier
        self._clock = clock

    def keep(self, file: str, ids: Sequence[str]) -> tuple[KeptPlan, Path]:
        """Write what applying these settings would send into a new file, and record who made it.

        Raises `BadInput` where nothing is to apply or the file cannot be written, and
        `StateUnusable`.
        """
        changes = self._applier.preview(ids).changes
        if not changes:
            raise BadInput("Nothing is to apply: there is no plan to keep.")
        state = self._store.state
        made = Signature(state.who, self._clock())
        plan = plan_of(changes, state.online(), made, state.fingerprint)
        written = write_plan(file, plan)
        body = {"plan": plan.sha256, "settings": len(plan.settings)}
        try:
            self._logbook.note(EntryKind.PLAN_MADE, "", body)
        except StateUnusable:  # nobody could approve it
            written.unlink(missing_ok=True)
            raise
        return plan, written

    def open(self, file: str) -> OpenPlan:
        """The plan in a file, held against what was read; *blocking*. Raises `BadInput`."""
        with suppress(StateUnusable):  # it can be looked at all the same
            self._logbook.fold()  # another may have made or approved it just now
        return self._open(file, read_plan(file, self._store.state.online()))

    def again(self, opened: OpenPlan) -> OpenPlan:
        """The same plan, held against what is known now. Quick."""
        return self._open(opened.file, opened.plan)

    def approve(self, opened: OpenPlan) -> OpenPlan:
        """Record that whoever is logged in approves it, and say so in the file, too.

        Raises `BadInput` for the maker, and where the file cannot take it (the record has it
        then), and `StateUnusable`.
        """
        self._logbook.fold()
        plan, state = opened.plan, self._store.state
        if why := why_not_by(state.who, plan, state.record.plans):
            raise BadInput(why)
        self._logbook.note(EntryKind.PLAN_APPROVED, "", {"plan": plan.sha256})
        try:
            signed = add_approval(opened.file, plan, Signature(state.who, self._clock()))
        except BadInput as error:
            message = f"The approval is recorded, and only the file does not tell of it. {error}"
            raise BadInput(message) from error
        return self._open(opened.file, signed)

    def apply(
        self,
        plan: KeptPlan,
        progress: Callable[[str], None] | None = None,
        agree: Agree | None = None,
        shown: Collection[str] | None = None,
    ) -> WriteReport:
        """Write what stands as planned, and tell why the rest was not written; *blocking*.

        What did not stand so when it was `shown` is left. Raises as `Applier.apply`.
        """
        self._logbook.fold()
        now = self._now(plan)
        found = drift_of(plan, now)
        seen = [one for one in found if shown is None or one.id in shown]
        preview = as_planned(now.preview, seen)
        report = self._applier.apply(preview.ids, progress, preview, agree, plan)
        return report + WriteReport(
            applied=_results(found, Drift.ALREADY),
            stale=_results(found, Drift.CHANGED),
            skipped=(
                *_results(found, Drift.IN_THE_WAY, Drift.NOT_COMPARABLE),
                *(
                    Result(one.id, _NOT_SHOWN, untried=True)
                    for one in found
                    if one.drift is Drift.AS_PLANNED and one not in seen
                ),
            ),
        )

    def preview(self, plan: KeptPlan) -> Preview:
        """What applying it would send now. Quick."""
        now = self._now(plan)
        return as_planned(now.preview, drift_of(plan, now))

    def _open(self, file: str, plan: KeptPlan) -> OpenPlan:
        record = self._store.state.record.plans
        return OpenPlan(
            file,
            plan,
            drift_of(plan, self._now(plan)),
            approvals_of(plan, record),
            why_not_approved(plan, record),
        )

    def _now(self, plan: KeptPlan) -> Now:
        derived = self._pages.now()
        state, left_out = derived.state, derived.left_out
        settings = {setting.id: setting for setting in derived.settings}
        preview = self._applier.preview(plan.settings)
        reasons = {one.step.id: one.reason for one in derived.summaries if one.step.id in left_out}
        applied = {
            id_: f"{last_name(entry.who)}, {entry.at:%Y-%m-%d %H:%M} UTC"
            for entry, ids in state.record.undoable
            for id_ in ids
        }
        return Now(preview, settings, state.reading, state.fingerprint, reasons, applied)


def _results(found: Sequence[PlannedSetting], *among: Drift) -> tuple[Result, ...]:
    return tuple(Result(one.id, one.reason, one.values) for one in found if one.drift in among)

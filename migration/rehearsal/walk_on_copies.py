"""The walk on the copies: by the one road, and each write held against what was predicted of it."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import groupby

from migration.changes.change import Change, Document
from migration.changes.inverse import inverse_of
from migration.changes.resources import Resources
from migration.changes.write_report import Undoable, WriteReport
from migration.checks.kind import CheckKind
from migration.compare import client_members, domain, email, login_page_look, provider_steps
from migration.compare.clients import SKILL_STEPS
from migration.compare.setting import Kind, Setting
from migration.compare.skills import PARAMETER
from migration.errors import AccessRefused, Cancelled, PoolwalkError
from migration.pools.documents import SkillsStack
from migration.rehearsal.coverage import not_covered
from migration.rehearsal.foreseen_copy import ForeseenCopy
from migration.rehearsal.guard import Guard
from migration.rehearsal.prediction import deviations, predicted
from migration.rehearsal.progress import Progress
from migration.rehearsal.result import Action, Findings, NotRehearsed, WriteVerdict
from migration.walk.late_answers import with_part
from migration.walkthrough import Walkthrough

# The steps that write to the pools, in the guide's order.
STEPS = (
    domain.STEP,
    *provider_steps.STEPS,
    client_members.STEP,
    email.STEP,
    *sorted(set(SKILL_STEPS.values())),
)
# What asks Cognito itself, and nobody else.
COGNITOS = frozenset(
    {
        CheckKind.POOL_DOMAIN,
        CheckKind.DOMAIN_LIVE,
        CheckKind.CALLBACK,
        CheckKind.PROVIDER,
        CheckKind.LOGIN_PAGE,
    }
)


class WalkOnCopies:
    """Walks a `Walkthrough` that was opened on the two copies, and read.

    `stack` is the skills stack as the copies have it, `production` are production's
    settings. Once somebody asked to stop, nothing more is begun; a write under way always comes to
    its end.
    """

    def __init__(
        self,
        walkthrough: Walkthrough,
        resources: Resources,
        guard: Guard,
        findings: Findings,
        stack: SkillsStack | None,
        progress: Progress,
        production: Sequence[Setting],
    ) -> None:
        self._walkthrough = walkthrough
        self._resources = resources
        self._guard = guard
        self._findings = findings
        self._stack = stack
        self._progress = progress
        self._production = production
        self._tried: set[str] = set()
        self._foreseen = ForeseenCopy(resources, findings, progress)

    def forward(self) -> None:
        """Apply all that is to do, then look at the whole copy; *blocking*.

        Raises a `PoolwalkError`.
        """
        self._foreseen.begin()
        self._know_stack(self._stack)
        settings = self._walkthrough.pages.settings()
        self._findings.take_all(not_covered(self._production, settings, STEPS))
        for step in STEPS:
            self._step(step)
        if self._stack is not None:
            # The stack itself is not updated: what it would bring is carried over here.
            self._know_stack(_as_updated(self._stack, self._walkthrough))
            for step in STEPS:
                self._step(step)
        for setting in self._walkthrough.pages.settings():
            if setting.step in STEPS and setting.to_do and setting.id not in self._tried:
                self._findings.take(_not_tried(setting))
        self._foreseen.compare(back=False)

    def check(self) -> None:
        """Ask Cognito on the copy's own domain, and nobody else; *blocking*."""
        self._progress.begin("Asking the copy's login pages")
        self._walkthrough.checks.run(
            "", self._findings.take, stopped=self._progress.stopped, kinds=COGNITOS
        )

    def back(self) -> None:
        """Take everything back by the record, and look at the whole copy again; *blocking*.

        Raises a `PoolwalkError`.
        """
        past = self._walkthrough.past_changes
        for undoable in past.in_order(past.undoables()):
            self._undo(undoable)
        self._foreseen.as_at_first()
        self._foreseen.compare(back=True)

    # --- forward ----------------------------------------------------------------------------------
    def _know_stack(self, stack: SkillsStack | None) -> None:
        self._walkthrough.store.change(lambda state: with_part(state, None, "skills_stack", stack))

    def _step(self, step: str) -> None:
        self._enter_logo(step)
        for batch in self._batches(step):
            self._write(step, batch)

    def _enter_logo(self, step: str) -> None:
        asking = [
            setting
            for setting in self._walkthrough.pages.settings()
            if setting.step == step
            and setting.asks == login_page_look.ASKS
            and setting.waits_for_entry
        ]
        if not asking or asking[0].id in self._tried:
            return
        try:
            self._walkthrough.entered.supply_logo(step)
        except PoolwalkError as error:
            self._tried |= {setting.id for setting in asking}
            self._findings.take(NotRehearsed("the login page's logo", str(error), step))

    def _batches(self, step: str) -> Iterator[list[str]]:
        settings = {setting.id: setting for setting in self._walkthrough.pages.settings()}
        wanted = [id_ for id_ in self._walkthrough.pages.to_apply(step) if id_ not in self._tried]
        for _, same in groupby(wanted, key=lambda id_: settings[id_].target):
            yield list(same)

    def _write(self, step: str, ids: Sequence[str]) -> None:
        self._tried |= set(ids)
        applier = self._walkthrough.applier
        preview = applier.preview(ids)
        if not preview.changes:
            return
        change = preview.changes[0]
        label = self._label(change)
        self._progress.begin(f"Step {step}: {label}")
        before = self._resources.read(change.target)
        foreseen = predicted(change, before)
        self._guard.must_be_a_copy(self._resources.pool_id)
        report = applier.apply(ids, self._progress.say, preview)
        self._account(step, label, change, before, foreseen, report, back=False)

    def _label(self, change: Change) -> str:
        target = change.target
        if target.kind is Kind.POOL:
            return "the pool"
        if target.kind in {Kind.CLIENT, Kind.LOOK}:
            new = self._walkthrough.state.reading.new.clients
            named = {client.id: client.name for client in new} if isinstance(new, tuple) else {}
            name = named.get(target.name) or target.name
            return f"the look of {name}" if target.kind is Kind.LOOK else name
        return target.name

    def _account(
        self,
        step: str,
        label: str,
        change: Change,
        before: Document | None,
        foreseen: Document | None,
        report: WriteReport,
        *,
        back: bool,
    ) -> None:
        """Hold what came of a write against the prediction, and pass the verdict on."""
        for result in report.skipped:
            if result.reason == "not tried: stopped":
                message = "Stopped."
                raise Cancelled(message)
        for result in report.failed:
            if result.barred:  # it says nothing of AWS, and nothing after it would come through
                raise AccessRefused(result.reason)
        held = self._resources.read(change.target)
        kind = change.target.kind
        # A look stands with its client: there is one, even where nothing of it is set.
        made = before is None and kind is not Kind.LOOK
        # What AWS accepted and does not show stands member by member in what is compared here.
        refused = dict.fromkeys(
            result.reason
            for result in (*report.failed, *report.stale, *report.skipped)
            if not (result.unknown and result.values)
        )
        others = deviations(kind, foreseen, held, new=made)
        self._findings.take(
            WriteVerdict(
                step,
                kind,
                Action.MADE if made else Action.DELETED if foreseen is None else Action.CHANGED,
                label,
                _members(change),
                () if refused else others,
                " ".join(refused),
                back,
            )
        )
        self._foreseen.was_written(change.target, held)

    # --- back -------------------------------------------------------------------------------------
    def _undo(self, undoable: Undoable) -> None:
        state = self._walkthrough.state
        entry = next(entry for entry, _ in state.record.undoable if entry.number == undoable.entry)
        change, _ = inverse_of(entry, undoable.ids, state.held.secrets)
        label = self._label(change)
        self._progress.begin(f"Taking back step {entry.step}: {label}")
        before = self._resources.read(change.target)
        foreseen = predicted(change, before)
        self._guard.must_be_a_copy(self._resources.pool_id)
        report = self._walkthrough.applier.undo([undoable], self._progress.say)
        self._account(entry.step, label, change, before, foreseen, report, back=True)


def _members(change: Change) -> tuple[str, ...]:
    """The paths of what is to change; of what is made or deleted, its members."""
    found: dict[str, None] = {}
    for edit in change.edits:
        if edit.path:
            found[".".join(edit.path)] = None
        else:
            whole = edit.wanted if edit.wanted is not None else edit.seen
            found |= dict.fromkeys(whole if isinstance(whole, Mapping) else ())
    return tuple(found)


def _not_tried(setting: Setting) -> NotRehearsed:
    what = f"{setting.label} of {setting.client}" if setting.client else setting.label
    why = setting.blocked or "Poolwalk does not write it"
    return NotRehearsed(what, why, setting.step, needed=setting.target is not None)


def _as_updated(stack: SkillsStack, walkthrough: Walkthrough) -> SkillsStack:
    """The skills stack as it is once its update is done."""
    wanted = next(
        (
            setting.wanted
            for setting in walkthrough.pages.settings()
            if setting.member == PARAMETER and setting.wanted
        ),
        None,
    )
    if wanted is None:
        return replace(stack, client_ids=frozenset())
    parameters = {**stack.parameters, PARAMETER: str(wanted)}
    return replace(stack, document={**stack.document, "Parameters": parameters})

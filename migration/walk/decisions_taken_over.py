"""What was decided on another deployment: pairs, reasons, steps left out; taken over here."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from migration.changes.history import kept_words
from migration.changes.journal_form import sealed
from migration.checks.check_verdict import CheckVerdict
from migration.compare.open_values import told_apart
from migration.compare.pairing import client_keys
from migration.compare.setting import setting_parts
from migration.errors import BadInput
from migration.guide.step import StepState
from migration.journal.record import Record
from migration.pools.reading import Pending, Unread
from migration.walk.checklist import Checklist
from migration.walk.entered_values import EnteredValues
from migration.walk.other_deployments_record import record_of
from migration.walk.pages import Pages
from migration.walk.reasons import Reasons
from migration.walk.store import Store


class DecisionKind(StrEnum):
    """What sort of decision it is."""

    PAIR = "pair"  # which new app client an old one became; by their names
    LEFT_OUT = "left-out"  # a step does not apply
    REASON = "reason"  # why a difference is right
    CHECK = "check"  # why what a check found is not in the way
    CLIENT = "client"  # why nobody uses a new app client that was moved to; by its name
    USERS = "users"  # why those may stay behind who are left in the old pool


@dataclass(frozen=True)
class Decision:
    """One decision of another deployment, held against this one.

    `id` is the old client's name, the step, the setting, the check, or the new client's name;
    `said` the new client's name (empty: left out), or the reason. `why_not` says why it is not
    taken over; empty where it can be. `remark` is what to look at first: the values that the reason
    is for here, as they are.
    """

    kind: DecisionKind
    id: str
    said: str
    why_not: str = ""
    remark: str = ""


class Decisions:
    """Looks at another deployment's record, and takes over what holds here."""

    def __init__(
        self,
        store: Store,
        pages: Pages,
        entered: EnteredValues,
        reasons: Reasons,
        checklist: Checklist,
    ) -> None:
        self._store = store
        self._pages = pages
        self._entered = entered
        self._reasons = reasons
        self._checklist = checklist

    def of(self, name: str) -> tuple[Decision, ...]:
        """What was decided on the deployment of that name; *blocking*.

        Raises `BadInput` for one that is not known or was never opened here, and a `PoolwalkError`.
        """
        record = record_of(name, self._store.state.request)
        return (
            *self._pairs(record),
            *self._left_out(record),
            *self._reasons_in(record),
            *self._explained(record),
            *self._settled(record),
        )

    def take(self, name: str, decisions: Sequence[Decision]) -> tuple[Decision, ...]:
        """Record those that hold here, and return them with what became of each.

        A reason says which deployment it is from. Raises `StateUnusable`.
        """
        return tuple(self._taken(name, decision) for decision in decisions)

    def _taken(self, name: str, decision: Decision) -> Decision:
        if decision.why_not:
            return decision
        said = f"{decision.said} (as on {name})"
        try:
            match decision.kind:
                case DecisionKind.PAIR:
                    self._entered.pair(decision.id, decision.said)
                case DecisionKind.LEFT_OUT:
                    self._checklist.not_applicable(decision.id, said)
                case DecisionKind.REASON:
                    self._reasons.accept(decision.id, said)
                case DecisionKind.CHECK:
                    self._reasons.explain_check(decision.id, said)
                case DecisionKind.CLIENT:
                    self._reasons.settle_client(decision.id, said)
                case DecisionKind.USERS:
                    self._reasons.settle_users(said)
        except BadInput as error:  # what was taken over before it can have changed this one
            return Decision(decision.kind, decision.id, decision.said, str(error))
        return decision

    def _pairs(self, record: Record) -> Iterator[Decision]:
        state = self._store.state
        old, new = state.reading.old.clients, state.reading.new.clients
        olds = {} if isinstance(old, Unread | Pending) else client_keys(old)
        news = {} if isinstance(new, Unread | Pending) else client_keys(new)
        for client, paired in record.pairs.items():
            why = ""
            if state.record.pairs.get(client) == paired:
                why = "it is so here already"
            elif client not in olds:
                why = "the old pool here has no app client of that name"
            elif paired and paired not in news:
                why = f"the new pool here has no app client “{paired}”"
            was = state.record.pairs.get(client)
            remark = f"here it is {was or 'left out'} now" if not why and was is not None else ""
            yield Decision(DecisionKind.PAIR, client, paired, why, remark)

    def _left_out(self, record: Record) -> Iterator[Decision]:
        here = {summary.step.id: summary.state for summary in self._pages.summaries()}
        said = self._store.state.record.ticks
        for step, tick in record.ticks.items():
            if tick.verdict is not StepState.NOT_APPLICABLE:
                continue
            why = ""
            if here.get(step) is StepState.NOT_APPLICABLE:
                why = "it is left out here already"
            elif step not in here:
                why = "the guide has no such step any more"
            elif step in said:
                why = "somebody said something else of it here"
            yield Decision(DecisionKind.LEFT_OUT, step, tick.note, why)

    def _reasons_in(self, record: Record) -> Iterator[Decision]:
        settings = {setting.id: setting for setting in self._pages.settings()}
        seal = self._store.state.fingerprint
        for id_, accepted in record.accepted.items():
            setting, why, remark = settings.get(id_), "", ""
            if self._reasons.accepted(id_):
                why = "it is accepted here already"
            elif setting is None and self._waits_for_its_pair(id_, record):
                why = "the pair of its app client comes first: then take over again"
            elif setting is None or not self._reasons.can_accept(setting):
                why = "there is no such difference here"
            else:
                values = sealed(setting.old, seal), sealed(setting.new, seal)
                words = (kept_words(value, "", setting.member) for value in values)
                told = " and ".join(told_apart(values, words))
                same = values == (accepted.old, accepted.new)
                remark = f"here as there: {told}" if same else f"other values here: {told}"
            yield Decision(DecisionKind.REASON, id_, accepted.note, why, remark)

    def _explained(self, record: Record) -> Iterator[Decision]:
        now, here = self._pages.now(), self._store.state.record.settled.explained
        for check, explained in record.settled.explained.items():
            finding, why, remark = now.to_explain(check), "", ""
            if check in here:
                why = "a reason is given here already"
            elif finding is None:
                why = "that was not checked here yet: then take over again"
            elif finding.verdict is CheckVerdict.PASSED:
                why = "it passes here"
            else:
                same = (finding.verdict, finding.sentence) == (
                    explained.verdict,
                    explained.sentence,
                )
                remark = f"{'here as there' if same else 'here it says'}: {finding.sentence}"
            yield Decision(DecisionKind.CHECK, check, explained.note, why, remark)

    def _settled(self, record: Record) -> Iterator[Decision]:
        """Why nobody is seen at a new client; and that of the users, who are others here."""
        here = self._store.state.record.settled
        known = {one.name for one in here.unused.values()}
        moved = {one.name for one in self._pages.moved()}
        for unused in record.settled.unused.values():
            why = ""
            if unused.name in known:
                why = "a reason is given here already"
            elif unused.name not in moved:
                why = "nobody was moved to an app client of that name here"
            yield Decision(DecisionKind.CLIENT, unused.name or unused.client, unused.note, why)
        if users := record.settled.users:
            why = f"it is for the {users.users:,} users of there: give one for those of here"
            yield Decision(DecisionKind.USERS, "users", users.note, why)

    def _waits_for_its_pair(self, setting: str, record: Record) -> bool:
        client = [*setting_parts(setting), "", ""][1]
        paired = record.pairs.get(client, "")
        return bool(paired) and self._store.state.record.pairs.get(client) != paired


def counted(decisions: Sequence[Decision]) -> Mapping[str, int]:
    """How many can be taken over, and how many not."""
    taken = sum(not decision.why_not for decision in decisions)
    return {"taken": taken, "left": len(decisions) - taken}

"""Judges a history by what the practice AWS holds and what lies in the records' files.

It knows nothing of how Poolwalk does its work: only what may become of documents that people share.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from sandbox.state import Account
from tests.practice_aws import NEW_POOL
from tests.simulation.documents import (
    SKILLS,
    Everything,
    Leaf,
    Leaves,
    Resource,
    Subjects,
    below,
    everything,
    wanted,
    within,
)
from tests.simulation.leaving import Leaving
from tests.simulation.line import Exchange
from tests.simulation.records import StateFolder, Written
from tests.simulation.team import SharedRecord

FRESH_FOR = 30.0  # seconds in which what was read may be written
_DERIVED_MAPPING = ("AttributeMapping", "username")


@dataclass(frozen=True)
class Landed:
    """The first time that AWS did what an intent asked."""

    resource: Resource
    before: Leaves
    after: Leaves


@dataclass
class Asker:
    """One run of Poolwalk, as far as it has to answer for what it does."""

    folder: StateFolder | SharedRecord
    name: str
    pid: int = 0
    # what its person asked for in the action that goes on: settings, and changes to take back
    asked: frozenset[str] = frozenset()
    asked_back: frozenset[int] = frozenset()
    seen: dict[Resource, Leaves] = field(default_factory=dict)  # as AWS told it last
    fresh: set[Resource] = field(default_factory=set)  # read since it was last sent
    read_in_action: set[Resource] = field(default_factory=set)
    read_at: dict[Resource, float] = field(default_factory=dict)  # seconds of the history
    read_last: Resource | None = None
    agreed_at: float | None = None  # seconds of the history; None: nobody said yes in this action


@dataclass
class Judge:
    """`mistakes` are the sentences of what was not right, in their order."""

    account: Account
    prefix: str
    mistakes: list[str] = field(default_factory=list)
    # what others set and nobody named since
    others: dict[tuple[Resource, Leaf], object] = field(default_factory=dict)
    # what somebody else than the record's owner changed, at any time
    disturbed: set[tuple[Resource, Leaf]] = field(default_factory=set)
    landings: dict[tuple[int, int], Landed] = field(default_factory=dict)
    # intents, each of a record, whose change set CloudFormation began to execute
    executed: set[tuple[int, int]] = field(default_factory=set)
    leaving: Leaving = field(default_factory=Leaving)
    # by whose record each was changed last; None: by others
    changed_by: dict[tuple[Resource, Leaf], int | None] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.first = everything(self.account)
        self.fixed = {
            resource: held for resource, held in self.first.items() if self._is_fixed(resource)
        }
        self.subjects = Subjects(self.account, self.prefix)
        self.stack = self.subjects.of("6/-/SkillIdentityProvidersNewUserPool")[0]

    def _is_fixed(self, resource: Resource) -> bool:
        return resource[0] != NEW_POOL and resource[1] != "stack"

    def fail(self, sentence: str) -> None:
        self.mistakes.append(sentence)

    # --- what others do ---------------------------------------------------------------------------
    def outsider_changed(self, before: Everything, after: Everything) -> None:
        for resource, leaf, _, now in differences(before, after):
            self.others[resource, leaf] = now
            self.disturbed.add((resource, leaf))
            self.changed_by[resource, leaf] = None

    def stack_moved(self, before: Everything, after: Everything) -> None:
        """CloudFormation went on with an update that somebody agreed to."""
        for resource, leaf, _, _ in differences(before, after):
            if resource in self.subjects.of_the_skills_stack:
                self.others.pop((resource, leaf), None)
                self.disturbed.add((resource, leaf))
                self.changed_by[resource, leaf] = None
            elif (resource, leaf) != (self.stack, (SKILLS,)):
                self.fail(f"the stack's update changed {resource} {leaf}")

    # --- what a run does --------------------------------------------------------------------------
    def is_sent(self, asker: Asker, exchange: Exchange, now: float) -> None:
        """A write leaves: an intent is on disk, and the resource was read since the last one.

        `now` is in seconds of the history.
        """
        about = exchange.about
        if about is None:
            self.fail(f"{asker.name} sent {exchange.operation} to something else than the new pool")
            return
        # Whoever takes away a change set of their own changes nothing, also where somebody of the
        # team accounted for what it belonged to meanwhile.
        tidies = exchange.operation == "DeleteChangeSet"
        record = asker.folder
        intents = [
            intent
            for intent in (record.intents().values() if tidies else record.open())
            if intent.target == (about[1], about[2])
            and intent.body.get("process", {}).get("pid") == asker.pid
        ]
        if not intents:
            self.fail(f"{asker.name} sent {exchange.operation} without an intent in its record")
            return
        exchange.intent = intents[-1].number
        exchange.base = asker.seen.get(about, {})
        for why in () if tidies else self.leaving.mistakes(record, intents[-1], exchange, about):
            self.fail(f"{asker.name} sent {exchange.operation} {why}")
        if about[1] != "stack" and about not in asker.fresh:
            self.fail(f"{asker.name} sent {exchange.operation} without reading before")
        if about[1] != "stack" and now - asker.read_at.get(about, now) > FRESH_FOR:
            self.fail(f"{asker.name} sent {exchange.operation} by what it had read long before")
        asker.fresh.discard(about)
        if exchange.operation == "ExecuteChangeSet":
            if asker.agreed_at is None:
                self.fail(f"{asker.name} sent {exchange.operation}, to which nobody said yes")
            elif now - asker.agreed_at > FRESH_FOR:
                self.fail(f"{asker.name} sent {exchange.operation} long after the yes")

    def is_read(self, asker: Asker, about: Resource, held: Leaves, now: float) -> None:
        asker.seen[about], asker.read_at[about], asker.read_last = held, now, about
        asker.fresh.add(about)
        asker.read_in_action.add(about)

    def arrived(
        self,
        asker: Asker,
        exchange: Exchange,
        before: Everything,
        after: Everything,
        *,
        late: bool,
    ) -> None:
        """AWS did something on behalf of a run."""
        changed = differences(before, after)
        about, base = exchange.about, exchange.base
        intent = asker.folder.intents().get(exchange.intent)
        if not changed:
            return
        if about is None or intent is None or exchange.operation in _CHANGE_SETS:
            self.fail(f"{asker.name}'s {exchange.operation} changed {changed[0][:2]}")
            return
        self._hold_to_the_asking(asker, intent, late=late)
        beginnings = tuple(
            beginning for id_ in intent.settings for beginning in self.subjects.of(id_)[1]
        )
        for resource, leaf, was, now in changed:
            if resource == about and within(leaf, beginnings):
                self.others.pop((resource, leaf), None)
                self.changed_by[resource, leaf] = id(asker.folder)
            elif resource == about and base.get(leaf) == now != was:
                # Between the read and the write somebody changed it: nobody can see that coming,
                # but who shares the record waits for their turn.
                if not late and self.changed_by.get((resource, leaf)) == id(asker.folder):
                    self.fail(f"{asker.name} wrote over {resource} {leaf} of its own record")
                self.others.pop((resource, leaf), None)
                self.disturbed.add((resource, leaf))
            elif leaf != _DERIVED_MAPPING:
                self.fail(
                    f"{asker.name}'s {exchange.operation} for {intent.settings} changed"
                    f" {resource} {leaf} from {was} to {now}"
                )
        held, then = after.get(about, {}), before.get(about, {})
        self._hold_values(asker, intent, about, held, exchange.operation)
        if exchange.operation == "DeleteIdentityProvider":
            self._hold_deletion(asker, intent, base)
        key = (id(asker.folder), intent.number)
        self.landings.setdefault(key, Landed(about, then, held))

    def is_executed(self, asker: Asker, exchange: Exchange) -> None:
        """A change set was sent to be executed: whether CloudFormation began."""
        if status_of(self.account, self.stack).endswith("IN_PROGRESS"):
            own = id(asker.folder)
            # What others' records know of can have been put back by this one.
            kept = {known for known in self.executed if known[0] == own}
            self.executed = {*kept, (own, exchange.intent)}

    def _hold_to_the_asking(self, asker: Asker, intent: Written, *, late: bool) -> None:
        if late:
            ended = asker.folder.outcomes().get(intent.number, ())
            failed = {id_ for outcome in ended for id_ in outcome.body["failed"]}
            if failed & set(intent.settings):
                self.fail(f"{asker.name} recorded {sorted(failed)} as failed, and then it arrived")
            return
        extra = set(intent.settings) - asker.asked
        freed = {id_ for id_ in extra if "/SupportedIdentityProviders/" in id_}
        for_a_provider = intent.undoes is not None and (
            intent.body.get("batch") in asker.asked_back
        )
        if extra - (freed if for_a_provider else set()):
            self.fail(f"{asker.name} wrote {sorted(extra)}, which nobody asked for")

    def _expected(self, asker: Asker, intent: Written, id_: str) -> Leaves | None:
        """What a setting's leaves have to be once the intent is carried out; None: not known."""
        if intent.undoes is None:
            return wanted(id_, self.first, self.prefix)
        landed = self.landings.get((id(asker.folder), intent.undoes))
        if landed is None:
            return None
        return below(landed.before, self.subjects.of(id_)[1])

    def holds(self, asker: Asker, intent: Written, id_: str, held: Leaves) -> bool | None:
        """Whether a resource is as the intent wants it for this setting; None: not known."""
        expected = self._expected(asker, intent, id_)
        _, beginnings = self.subjects.of(id_)
        if expected is None or id_.startswith("6/"):
            return None
        if intent.undoes is not None and beginnings == ((),):
            return not held
        found = below(held, beginnings)
        if beginnings == ((),) or id_.endswith("/authorize_scopes"):  # theirs stay beside ours
            return bool(found) and all(found.get(leaf) == item for leaf, item in expected.items())
        return below(expected, beginnings) == found

    def _hold_values(
        self, asker: Asker, intent: Written, about: Resource, held: Leaves, operation: str
    ) -> None:
        for id_ in intent.settings:
            if self.holds(asker, intent, id_, held) is False:
                found = below(held, self.subjects.of(id_)[1])
                self.fail(f"{asker.name}'s {operation} left {id_} of {about} as {found}")

    def _hold_deletion(self, asker: Asker, intent: Written, base: Leaves) -> None:
        made = self.landings.get((id(asker.folder), intent.undoes or 0))
        if made is not None and base != made.after:
            more = [leaf for leaf in base if base[leaf] != made.after.get(leaf)]
            self.fail(f"{asker.name} took away a provider to which others had added {more}")

    # --- what a run says --------------------------------------------------------------------------
    def recorded(self, asker: Asker, body: Mapping[str, object]) -> None:
        """An outcome was recorded: it is what the run saw last."""
        intent = asker.folder.intents()[int(str(body["intent"]))]
        resource = self.subjects.of(intent.settings[0])[0]
        held = asker.seen.get(resource)
        applied, failed = body["applied"], body["failed"]
        assert isinstance(applied, Sequence)
        assert isinstance(failed, Mapping)
        if held is None:
            self.fail(f"{asker.name} recorded what became of {intent.settings} without reading")
            return
        for id_ in applied:
            if self.holds(asker, intent, id_, held) is False:
                self.fail(f"{asker.name} recorded {id_} as applied, which it did not see there")
            if resource == self.stack and status_of(self.account, resource).endswith("_PROGRESS"):
                self.fail(f"{asker.name} recorded {id_} as applied, which CloudFormation is at")
        executed = (id(asker.folder), intent.number) in self.executed
        for id_ in failed:
            if self.holds(asker, intent, id_, held) is True:
                self.fail(f"{asker.name} recorded {id_} as failed, which it saw there")
            if executed and "ROLLBACK" not in status_of(self.account, self.stack):
                self.fail(f"{asker.name} recorded {id_} as failed, which CloudFormation executes")

    def hold_order(self, asker: Asker, last: int) -> None:
        """Of one resource what came last is taken back first, in the action behind an entry.

        What goes along with a provider goes when that does.
        """
        undone: dict[tuple[str, str], int] = {}
        for intent in asker.folder.intents().values():
            if intent.number <= last or intent.undoes is None or "batch" in intent.body:
                continue
            if intent.body.get("process", {}).get("pid") != asker.pid:
                continue
            if undone.setdefault(intent.target, intent.undoes) < intent.undoes:
                self.fail(f"{asker.name} took back {undone[intent.target]} before {intent.undoes}")
            undone[intent.target] = intent.undoes

    # --- at the end of every action ---------------------------------------------------------------
    def hold(self) -> None:
        """What others set is there, and what nobody may touch is as it was."""
        now = everything(self.account)
        for (resource, leaf), value in self.others.items():
            if now.get(resource, {}).get(leaf) != value:
                self.fail(f"what somebody set is gone: {resource} {leaf} {value}")
        for resource, held in now.items():
            if self._is_fixed(resource) and held != self.fixed.get(resource):
                self.fail(f"{resource} is not as it was")
        assert not self.mistakes, "\n".join(self.mistakes)

    def hold_as_first(self) -> None:
        """All was undone: what nobody else ever changed is as it was at the start."""
        now = everything(self.account)
        stays = set(self._stays(now))
        for resource, leaf, was, is_now in differences(self.first, now):
            if (resource, leaf) not in self.disturbed and resource not in stays:
                self.fail(f"after undoing all {resource} {leaf} is {is_now}, and was {was}")
        assert not self.mistakes, "\n".join(self.mistakes)

    def _stays(self, now: Everything) -> Iterator[Resource]:
        """What Poolwalk may leave, and says why: whatever others have made theirs."""
        for resource, leaf in self.disturbed:
            if resource[1] == "provider":  # others added to it
                yield resource
            elif leaf[0] == "SupportedIdentityProviders" and leaf in now.get(resource, {}):
                yield NEW_POOL, "provider", leaf[1].removeprefix("=")
        if not any(resource[:2] == (NEW_POOL, "domain") for resource in now):
            # AWS changes a look only while there is a domain, which another record took away.
            yield from (resource for resource in now if resource[1] == "look")


def status_of(account: Account, asked: Resource) -> str:
    """Of a stack, as CloudFormation says it."""
    return next(str(s.document["StackStatus"]) for s in account.stacks if s.id == asked[2])


_CHANGE_SETS = frozenset({"CreateChangeSet", "DeleteChangeSet"})


def differences(
    before: Everything, after: Everything
) -> list[tuple[Resource, Leaf, object, object]]:
    found = []
    for resource in {**before, **after}:
        one, other = before.get(resource, {}), after.get(resource, {})
        if one is not other and one != other:
            found += [
                (resource, leaf, one.get(leaf), other.get(leaf))
                for leaf in {**one, **other}
                if one.get(leaf) != other.get(leaf)
            ]
    return found

"""A deployment, its people, and their machines: everything that a history is played in."""

from __future__ import annotations

import shutil
import tempfile
import threading
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, contextmanager
from copy import deepcopy
from dataclasses import replace
from functools import partial
from pathlib import Path
from types import SimpleNamespace
from typing import Any
from unittest.mock import patch

from botocore.httpsession import URLLib3Session

from migration.changes.write_report import Undoable
from migration.journal import one_writer
from migration.journal.dynamodb import DynamoDbJournal
from migration.journal.entries import Entry, EntryKind
from migration.journal.one_writer import OneWriter
from migration.journal.sqlite import SqliteJournal
from sandbox.cloudformation import updates
from sandbox.mangling import HttpAnswer
from sandbox.service import Aws
from tests.short_signatures import signed_in_short
from tests.simulation.clock import SHORTEST, ClockOfAws, SimulatedClock
from tests.simulation.deployment import PREFIX, SECRET, at_first, secrets_of
from tests.simulation.documents import everything, naming_what_is_not_there, one
from tests.simulation.interruptions import Fault, Interruption, Killed
from tests.simulation.judge import Asker, Judge
from tests.simulation.line import UNANSWERED_SECONDS, Exchange, Line, is_on_the_line
from tests.simulation.logins import OTHERS, SAME, Logins
from tests.simulation.outsider import CHANGES, beside, change
from tests.simulation.program import APPLE_KEY, Program
from tests.simulation.records import StateFolder, Written
from tests.simulation.team import TABLE, TEAM, SharedRecord, TeamJudge, make_table

# Two processes on Ada's machine, which share a state folder, and one on Ben's.
PEOPLE = (("ada", "Ada"), ("ada", "Ada again"), ("ben", "Ben"))
# A provider of one goes only once the clients of the other do not name it any more.
UNDOING_ROUNDS = 3
ASLEEP = 3600.0  # seconds for which a machine sleeps
# How AWS says that there is none; of a look, where there is no domain to show it at.
NOT_THERE = (b"NotFound", b"There has to be an existing domain")
# What can last for minutes: a colleague waits for whoever writes.
_TAKES_TIME = frozenset({"sleep", "colleague"})
FOREIGN = b"a page of the gateway"
MEMORY = Path("/dev/shm")


class _AtOnce:
    """A thread that has ended when it is started: one history is one order of events."""

    def __init__(self, target: Callable[[], object], **_: object) -> None:
        self.start = target

    def join(self, _seconds: float) -> None:
        """It has ended."""


class World:
    """One history's. `running` are the runs that are in an action, the innermost last."""

    secret_key = SECRET

    def __init__(self, *, shared: bool = False) -> None:
        """`shared`: three people on three machines share one table."""
        self.clock = SimulatedClock()
        account = at_first().copy()
        account.clock = ClockOfAws(self.clock)  # type: ignore[assignment]
        account.settings.stack_seconds = 4.0
        account.settings.domain_seconds = 2.0
        self.aws = Aws(account)
        self.account = account
        self.judge = Judge(account, PREFIX)
        self.home = Path(
            tempfile.mkdtemp(prefix="poolwalk-", dir=MEMORY if MEMORY.exists() else None)
        )
        self.folders: dict[str, StateFolder | SharedRecord] = {}
        self.team: TeamJudge | None = None
        people = TEAM if shared else tuple((machine, name, 0) for machine, name in PEOPLE)
        if shared:
            make_table(account)
            record = SharedRecord(account, self.aws.faults)
            self.folders = {machine: record for machine, _, _ in people}
            self.team = TeamJudge(record, self.judge.fail, self.clock.monotonic)
        else:
            self.folders = {machine: StateFolder(self.home / machine) for machine, _, _ in people}
        self.programs: list[Program] = []
        self.running: list[Program] = []
        self.processes: set[tuple[str, int]] = set()
        self.notes: list[str] = []
        self.calls = 0
        self._pids = 1000
        self._tokens = 0
        self._late: dict[str, list[Fault]] = {}
        self._logins = Logins(account)
        self._secrets = secrets_of(account, APPLE_KEY)
        self._patches = ExitStack()
        for number, (machine, name, hours_off) in enumerate(people):
            key = self._logins.of(machine, number)
            asker = Asker(self.folders[machine], name)
            home, table = self.home / machine, TABLE if shared else ""
            self.programs.append(Program(self, machine, key, asker, home, table, hours_off))

    # --- beginning and ending ---------------------------------------------------------------------
    def begin(self) -> None:
        """Put everything of this process that would ask the real world in its place."""
        line = Line(self.aws, self._leaves, self._is_late, self._arrives, self._came)
        self._patches.enter_context(signed_in_short(is_on_the_line))
        self._patches.enter_context(patch.object(URLLib3Session, "send", line.send))
        for journal in (SqliteJournal, DynamoDbJournal):
            recording = self._recording(journal.record)
            self._patches.enter_context(patch.object(journal, "record", recording))
        process = SimpleNamespace(
            getpid=self._pid, kill=self._kill, readlink=lambda _: "one namespace"
        )
        threads = SimpleNamespace(Thread=_AtOnce, Event=threading.Event, Lock=threading.Lock)
        for name, value in {
            "migration.aws.connection.connect": lambda credentials, **_: self._logins.connection(
                credentials[0]
            ),
            "migration.aws.connection.Connection.close": lambda _: None,
            "migration.aws.parallel.threading": threads,
            "migration.time_limit.Thread": _AtOnce,
            "migration.aws.answers.within": lambda _seconds, call: call(),
            "migration.journal.dynamodb.Thread": _AtOnce,
            "migration.aws.pacing.WINDOW": 0.0,
            "botocore.endpoint.time": SimpleNamespace(sleep=self.clock.sleep),
            "migration.walk.unfinished_writes.time": SimpleNamespace(
                monotonic=self.clock.monotonic
            ),
            "migration.changes.delivery.time": SimpleNamespace(monotonic=self.clock.monotonic),
            "migration.walk.unfinished_writes.Timer": self._timer,
            "migration.walk.logbook.OneWriter": partial(OneWriter, monotonic=self.clock.monotonic),
            "migration.journal.one_writer._address": self._address(one_writer._address),
            "migration.journal.one_writer.secrets": SimpleNamespace(token_hex=self._token),
            "migration.stacks.change_set_request.token_hex": self._token,
            "migration.journal.writing_process.os": process,
            "migration.journal.writing_process.platform": SimpleNamespace(node=self._host),
            "migration.journal.writing_process.started": lambda pid: f"started {pid}",
            "migration.journal.boot_clock.boot_id": lambda: f"the boot of {self._host()}",
            "migration.journal.writing_process.machine_id": self._host,
            "migration.journal.boot_clock.uptime": self._uptime,
        }.items():
            self._patches.enter_context(patch(name, value))

    def end(self) -> None:
        try:
            for program in self.programs:
                if program.walk is not None:
                    program.walk._unfinished.stop()
                    program.walk.logbook.journal.close()
        finally:
            self._patches.close()
            shutil.rmtree(self.home, ignore_errors=True)

    def note(self, sentence: str) -> None:
        """For whoever reads how a history went."""
        self.notes.append(f"{self.clock.seconds:8.1f} {sentence}")

    # --- processes --------------------------------------------------------------------------------
    def new_process(self, machine: str) -> int:
        self._pids += 1
        self.processes.add((machine, self._pids))
        return self._pids

    @property
    def _current(self) -> Program:
        return self.running[-1] if self.running else self.programs[0]

    def _host(self) -> str:
        return self._current.machine

    def _uptime(self) -> float:
        """Of the machine that runs: each began at a time of its own."""
        booted = [program.machine for program in self.programs].index(self._host())
        return self.clock.monotonic() + 1000.0 * booted

    def _pid(self) -> int:
        return self._current.asker.pid

    def _kill(self, pid: int, _signal: int) -> None:
        if (self._host(), pid) not in self.processes:
            raise ProcessLookupError

    def _address(self, address: Callable[[str], str]) -> Callable[[str], str]:
        return lambda key: f"{address(key)[:40]}-{self.home.name}-{self._host()}"

    def _token(self, _length: int) -> str:
        self._tokens += 1
        return f"{self._tokens:016d}"

    def _timer(self, seconds: float, look: Callable[[], None]) -> Any:
        """What looks again by itself: in its run, once that run does nothing else."""
        program = self._current

        def looks() -> None:
            if program.walk is None:
                return
            if program.busy:
                self.clock.later(1.0, looks)
                return
            program.look_again(look)

        due = self.clock.later(0.0, lambda: None)
        due.cancel()

        def start() -> None:
            due.off = False
            self.clock.due = [other for other in self.clock.due if other is not due]
            due.at, due.happens = self.clock.seconds + max(seconds, SHORTEST), looks
            self.clock.due.append(due)

        return SimpleNamespace(start=start, cancel=due.cancel, daemon=True)

    # --- what happens between two calls -----------------------------------------------------------
    def point(self, program: Program, *, leaving: bool = False) -> None:
        """One of the moments at which a run can be interrupted.

        `leaving`: after its last look before a write, where nobody can hold it back any more: no
        time passes there.
        """
        program.points += 1
        for interruption in program.luck.interruptions:
            if interruption.point == program.points and not (
                leaving and interruption.what in _TAKES_TIME
            ):
                self._happens(program, interruption)

    def moment(self, program: Program, name: str) -> None:
        """One of the moments that have a name comes: the interruption's point counts them."""
        if program.luck.at is None or program.luck.at[0] != name:
            return
        interruption = program.luck.at[1]
        later = (name, replace(interruption, point=interruption.point - 1))
        program.luck = replace(program.luck, at=later if interruption.point else None)
        if not interruption.point:
            self._happens(program, interruption)

    def _happens(self, program: Program, interruption: Interruption) -> None:
        self.note(f"  {program.asker.name} at {program.points}: {interruption.what}")
        match interruption.what:
            case "kill":
                laid = program.home.glob(".*.writing-*")
                program.left_by_the_dead = {file: file.read_bytes() for file in laid}
                raise Killed
            case "stop" if program.walk is not None:
                program.walk.applier.stop()
            case "outsider":
                self.outsider(interruption.which)
            case "sleep":
                self.clock.sleep(ASLEEP)
                if described := beside(self.account, program.asker.read_last):
                    self.outsider(CHANGES.index(described))
            case "neighbour":
                self._neighbour(program, interruption.which)
            case "renewed":
                who = SAME if interruption.which % 3 else OTHERS
                self._logins.renew(program.access_key, who)
            case "record goes" if program.opened:
                program.asker.folder.goes()
            case "colleague":
                idle = [other for other in self.programs if not other.busy]
                moved = {id(p.asker.folder) for p in self.programs if p.asker.folder.aside}
                idle = [other for other in idle if id(other.asker.folder) not in moved]
                if idle:
                    self._colleague(idle[interruption.which % len(idle)], interruption.which)

    def _neighbour(self, program: Program, which: int) -> None:
        """Who shares its record applies more of what it is about to write."""
        shared, subjects = program.asker.folder, self.judge.subjects
        idle = [p for p in self.programs if p.asker.folder is shared and not p.busy]
        if idle and program.announces is not None and shared.aside is None:
            settings = program.announces.settings
            about = subjects.of(settings[0])[0]
            idle[which % len(idle)].apply(
                lambda ids: [
                    id_ for id_ in ids if subjects.of(id_)[0] == about and id_ not in settings
                ][: 1 + which % 3]
            )

    def _colleague(self, other: Program, which: int) -> None:
        if which % 3 == 0:
            other.undo(lambda found: found[: 1 + which % 2])
        else:
            other.apply(lambda ids: ids[which % len(ids) :][: 1 + which % 4] if ids else ())

    def outsider(self, which: int) -> None:
        """Somebody does something in the console."""
        before = everything(self.account)
        described = CHANGES[which % len(CHANGES)]
        self._tokens += 1
        if change(self.account, described, self._tokens):
            self.note(f"  the outsider: {described}")
        self.judge.outsider_changed(before, everything(self.account))

    def overtake(self, program: Program) -> None:
        """Somebody sets what a run that was killed had been about to set."""
        match program.sent_to:
            case (_, "pool", _):
                self.outsider(CHANGES.index("template's subject"))
            case (_, "provider", "Google"):
                self.outsider(CHANGES.index("Google gets a mapping"))

    def contest(self, program: Program) -> None:
        """Somebody changes another member of the resource that a run sent to last."""
        if (described := beside(self.account, program.sent_to)) is not None:
            self.outsider(CHANGES.index(described))

    # --- calls ------------------------------------------------------------------------------------
    def _program(self, exchange: Exchange) -> Program:
        key = self._logins.first(exchange.access_key)
        return next(one for one in self.programs if one.access_key == key)

    def _leaves(self, exchange: Exchange) -> None:
        program = self._program(exchange)
        self.calls += 1
        self.point(program, leaving=exchange.is_write)
        if exchange.access_key.startswith(OTHERS) and exchange.operation != "GetCallerIdentity":
            self.judge.fail(f"{program.asker.name} sent {exchange.operation} as somebody else")
        if exchange.is_write and not exchange.is_of_the_record:
            self.note(f"    {program.asker.name} sends {exchange.operation}")
            program.sent_to = exchange.about
            self.judge.is_sent(program.asker, exchange, self.clock.seconds)
            if self.team is not None:
                alive = [pid for _, pid in self.processes]
                self.team.is_sent(program.asker.name, program.asker.pid, exchange, alive)

    def _came(self, exchange: Exchange) -> None:
        self.point(self._program(exchange))
        if exchange.is_write and not exchange.is_of_the_record:
            self.moment(self._program(exchange), "sent")

    def _is_late(self, exchange: Exchange) -> bool:
        if not exchange.is_write:
            return False
        key = self._logins.first(exchange.access_key)
        for number, fault in enumerate(waiting := self._late.get(key, [])):
            if fault.skip:
                waiting[number] = Fault(**{**vars(fault), "skip": fault.skip - 1})
                continue
            del waiting[number]
            self.clock.later(fault.seconds, partial(self._arrives_late, exchange))
            self.judge.leaving.on_its_way.append((self._program(exchange).asker.folder, exchange))
            self.note(f"    it will arrive {fault.seconds:.0f} seconds later")
            self.clock.sleep(UNANSWERED_SECONDS)
            return True
        return False

    def _arrives_late(self, exchange: Exchange) -> None:
        self.note(f"    {exchange.operation} of {self._program(exchange).asker.name} arrives late")
        self.judge.leaving.arrived(exchange)
        with self._watched(exchange, late=True):
            self.aws.answer(exchange.request)

    def _arrives(self, exchange: Exchange, answer: Callable[[], HttpAnswer]) -> HttpAnswer:
        with self._watched(exchange, late=False):
            given = answer()
        about = exchange.about
        asker = self._program(exchange).asker
        read = exchange.operation.startswith(("Describe", "Get")) and about is not None
        whole = given.status < 300 and given.promised is None and FOREIGN not in given.body
        gone = given.status == 400 and any(words in given.body for words in NOT_THERE)
        if read and about is not None and (whole or gone):
            held = one(self.account, about) if whole else {}
            self.judge.is_read(asker, about, held, self.clock.seconds)
        return given

    @contextmanager
    def _watched(self, exchange: Exchange, *, late: bool) -> Iterator[None]:
        """A call that AWS carries out, or not: what changed by it is the caller's."""
        self._let_the_stack_go_on()
        before = everything(self.account) if exchange.is_write else {}
        try:
            yield
        finally:
            if self.team is not None and exchange.operation == "PutItem":
                self.team.look()
            if exchange.is_write:
                after = everything(self.account)
                asker = self._program(exchange).asker
                self.judge.arrived(asker, exchange, before, after, late=late)
            if exchange.operation == "ExecuteChangeSet":
                self.judge.is_executed(asker, exchange)

    def _let_the_stack_go_on(self) -> None:
        if any(stack.pending for stack in self.account.stacks):
            before = everything(self.account)
            updates.advance(self.account, self.account.clock.now())
            self.judge.stack_moved(before, everything(self.account))

    # --- judged -----------------------------------------------------------------------------------
    def hold(self) -> None:
        """Raise what was not right so far."""
        self._let_the_stack_go_on()
        if self.team is not None:
            self.team.hold(
                {
                    program.asker.name: [
                        (entry.number, entry.kind.value) for entry in program.walk.logbook.entries
                    ]
                    for program in self.programs
                    if program.walk is not None
                }
            )
        for folder in {id(folder): folder for folder in self.folders.values()}.values():
            text = folder.text()
            if any(secret in text for secret in self._secrets):
                self.judge.fail("a secret stands in the record")
        self.judge.hold()

    def undo_all(self) -> None:
        """Everybody comes back after a while and takes back all that they can: judge that."""
        self.note("all is undone")
        self.clock.sleep(600)
        for program in self.programs:
            program.restart()
            if not program.opened:
                self.judge.fail(f"{program.asker.name} cannot be opened: {program.ended_by}")
            self.clock.sleep(60)
        for folder in self.folders.values():
            for intent in folder.open():
                self.judge.fail(f"what became of {intent.settings} is never found out")
        offered: list[int] = []

        def all_of_them(found: Sequence[Undoable]) -> Sequence[Undoable]:
            offered.append(len(found))
            return found

        for number in range(UNDOING_ROUNDS):
            offered.clear()
            for program in self.programs[1:]:
                program.read()
                barred = naming_what_is_not_there(self.account)
                program.undo(all_of_them)
                if not number:
                    program.undo_again(barred)
                self.clock.sleep(60)
            if offered == [0] * len(self.programs[1:]):
                break  # the next round would begin with the same, and end with it
        self.hold()
        self.judge.hold_as_first()

    # --- the record -------------------------------------------------------------------------------
    def _recording(self, record: Callable[..., int]) -> Callable[..., int]:
        def between(journal: Any, entry: Entry, **named: Any) -> int:
            program = self._current
            self.point(program)
            if entry.kind is EntryKind.INTENT:
                program.announces = Written(0, "intent", deepcopy(dict(entry.body)))
                self.moment(program, "read")
            number = record(journal, entry, **named)
            if self.team is not None:
                body = deepcopy(dict(entry.body))
                self.team.was_recorded(program.asker.name, number, entry.kind.value, body)
            if entry.kind is EntryKind.OUTCOME:
                self.judge.recorded(program.asker, deepcopy(dict(entry.body)))
            self.point(program)
            if entry.kind is EntryKind.INTENT:
                self.moment(program, "intent")
            return number

        return between

    # --- what breaks ------------------------------------------------------------------------------
    def break_things(self, program: Program) -> None:
        for fault in program.luck.faults:
            if fault.kind == "late":
                self._late.setdefault(program.access_key, []).append(fault)
                continue
            described: dict[str, Any] = {
                "kind": fault.kind,
                "access_key": program.access_key,
                "skip": fault.skip,
                "count": fault.count,
                **fault.more,
            }
            # What DynamoDB says yes to is there: Cognito alone was seen to say more than it did.
            if fault.writes_alone or fault.kind == "lost_write":
                described["operation"] = list(WRITES)
            self.aws.faults.add(described)

    def mend_things(self, program: Program) -> None:
        """When an action has ended, what befell it has, too; what is under way still arrives."""
        self._late.pop(program.access_key, None)
        self._logins.renew(program.access_key, "")
        if not self.running:
            self.aws.faults.clear()
            for folder in self.folders.values():
                folder.put_back()


WRITES = (
    "UpdateUserPool",
    "UpdateUserPoolClient",
    "CreateIdentityProvider",
    "UpdateIdentityProvider",
    "DeleteIdentityProvider",
    "CreateUserPoolDomain",
    "UpdateUserPoolDomain",
    "DeleteUserPoolDomain",
    "SetUICustomization",
    "CreateChangeSet",
    "ExecuteChangeSet",
    "DeleteChangeSet",
)

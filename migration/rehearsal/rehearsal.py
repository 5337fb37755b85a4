"""One rehearsal from its first request to its last: made, walked, asked, taken back, taken away."""

import time
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from functools import partial
from threading import Event

from migration.aws import reads
from migration.aws.connection import Connection
from migration.aws.pacing import CALLS_PER_WINDOW
from migration.aws.parallel import in_parallel
from migration.changes.resources import Resources
from migration.checks.queues import Queues
from migration.compare.clients import pairs_of
from migration.compare.pairing import client_keys
from migration.errors import (
    BadInput,
    Cancelled,
    NotImplementedByServer,
    PoolwalkError,
    ReadOnly,
    ResourceGone,
    StateUnusable,
)
from migration.guide.step import StepState
from migration.journal.entries import EntryKind
from migration.journal.location import state_folder
from migration.pools.documents import Domain, IdentityProvider, SkillsStack
from migration.pools.reading import PoolReading, Role
from migration.rehearsal.announcement import Announcement, announcement_of
from migration.rehearsal.copier import Copier, Original
from migration.rehearsal.guard import Bounds, Guard
from migration.rehearsal.made_up import made_up_apple_key
from migration.rehearsal.names import copy_name
from migration.rehearsal.probes.ground import Ground
from migration.rehearsal.probes.table import ask_all
from migration.rehearsal.register import Register, Registered
from migration.rehearsal.removal import Removal
from migration.rehearsal.result import Doing, Findings, Result, Tell
from migration.rehearsal.skills_stack import looked_at, not_looked_at
from migration.rehearsal.walk_on_copies import WalkOnCopies
from migration.request import Request
from migration.walk.state import State, choices_of, picture_of
from migration.walkthrough import Walkthrough

KEPT_FOR = timedelta(days=1)
MANAGED_LOGIN = 2
_APPLE, _NO_KEY_ID = "SignInWithApple", "REHEARSAL0"
# A part of a second between two questions to a copy's own login pages, where nobody feels them.
_APART = 0.25


@dataclass(frozen=True)
class Options:
    """What was asked for beside the rehearsal itself."""

    with_sms: bool = False
    with_stack: bool = False
    probe: bool = False
    keep: bool = False


class Rehearsal:
    """Rehearses a deployment whose `Walkthrough` is open and read. Nothing in that knows of it.

    `tell` gets everything as it comes, from this thread and from others.
    """

    def __init__(
        self,
        walkthrough: Walkthrough,
        clock: Callable[[], datetime],
        options: Options = Options(),
        tell: Tell = lambda _: None,
    ) -> None:
        self._walkthrough = walkthrough
        self._clock = clock
        self._options = options
        self._tell = tell
        self._stopped = Event()
        self._begun = 0
        self._parts = 1
        self._inner: Walkthrough | None = None

    @property
    def _state(self) -> State:
        return self._walkthrough.state

    def stop(self) -> None:
        """Begin nothing more, and take the copies away; a write that was sent comes to its end."""
        self._stopped.set()
        if inner := self._inner:
            inner.cancel()

    def announcement(self) -> Announcement:
        """What will be made, and how long it takes. Quick."""
        return announcement_of(self._state, self._walkthrough.pages.settings())

    def run(self) -> Result:
        """Do all of it; *blocking*.

        Whatever happens, the copies are taken away, unless they are to be kept: what stays is in
        the result's `left`. Raises a `PoolwalkError` where the rehearsal itself could not go on,
        whose sentence says what became of the copies.
        """
        self._must_write()
        self._walkthrough.reader.read_attached()
        self._parts = self.announcement().parts
        deployment = self._state.online()
        register = Register(state_folder(self._state.request.state_folder))
        production = frozenset({deployment.old_pool.id, deployment.new_pool.id})
        bounds = Bounds(production)
        connection = self._walkthrough.login.online().within(bounds)
        rehearsal = register.begin(deployment, self._clock())
        findings = Findings(self._tell, rehearsal.id)
        guard = Guard(connection, register, deployment)
        copier = self._copier(connection, register, rehearsal, bounds, findings)
        failure: Exception | None = None
        try:
            self._rehearse(connection, copier, guard, findings)
        except Exception as error:  # noqa: BLE001 - whatever it is, the copies go first
            failure = error
        stopped = isinstance(failure, Cancelled)
        findings.left += self._leave(
            Removal(
                connection,
                register,
                deployment,
                bounds,
                guard,
                self._clock,
                time.sleep,
                self._doing_to_the_end,
            ),
            copier.rehearsal,
            keep=self._options.keep and failure is None,
        )
        connection.close()
        if failure is not None and not stopped:
            if not isinstance(failure, PoolwalkError):
                raise failure
            raise _ended(failure, findings.left) from None
        result = findings.result(stopped=stopped)
        if not stopped:
            self._walkthrough.logbook.note(EntryKind.REHEARSED, "", result.body)
        return result

    # --- its parts --------------------------------------------------------------------------------
    def _must_write(self) -> None:
        if self._state.read_only:
            why = self._state.read_only_reason
            message = f"A rehearsal makes user pools of its own, and deletes them again. {why}"
            raise ReadOnly(message)

    def _copier(
        self,
        connection: Connection,
        register: Register,
        rehearsal: Registered,
        bounds: Bounds,
        findings: Findings,
    ) -> Copier:
        return Copier(
            connection=connection,
            register=register,
            rehearsal=rehearsal,
            bounds=bounds,
            findings=findings,
            clock=self._clock,
            wait=self._wait,
            doing=self._doing,
            picture_at=picture_of(self._state.request),
            apple_key=made_up_apple_key(),
            with_sms=self._options.with_sms,
        )

    def _rehearse(
        self, connection: Connection, copier: Copier, guard: Guard, findings: Findings
    ) -> None:
        reading = self._state.reading
        copier.make(
            {role: Original(reading.of(role), self._styles(connection, role)) for role in Role}
        )
        for role in Role:
            if why := guard.why_not(copier.pool_of(role)):
                message = f"The copy of the {role} pool cannot be used: {why}."
                raise PoolwalkError(message)
        inner = self._opened(connection, copier, findings)
        self._inner = inner
        try:
            resources = Resources(connection, copier.pool_of(Role.NEW))
            walk = WalkOnCopies(
                inner,
                resources,
                guard,
                findings,
                self._mapped_stack(copier),
                self._doing,
                self._progress,
                self._stopped,
            )
            walk.forward()
            self._stack(findings)
            walk.check()
            walk.back()
            if self._options.probe:
                ids = {role: copier.pool_of(role) for role in Role}
                ground = Ground(connection, ids, copier.rehearsal.id, self._wait)
                ask_all(ground, findings, self._doing)
        finally:
            self._inner = None
            inner.close()

    def _styles(self, connection: Connection, role: Role) -> dict[str, dict[str, object]]:
        """Managed login's styles of a pool, by client id, where its domain runs managed login."""
        reading: PoolReading = self._state.reading.of(role)
        domain, clients = reading.domain, reading.clients
        if not isinstance(domain, Domain) or domain.managed_login_version != MANAGED_LOGIN:
            return {}
        ids = [client.id for client in clients if client.id] if isinstance(clients, tuple) else []
        pool_id = domain_pool(self._state, role)
        calls = [partial(_style, connection, pool_id, client) for client in ids]
        found = in_parallel(calls, self._stopped, CALLS_PER_WINDOW)
        return {client: style for client, style in zip(ids, found, strict=True) if style}

    def _opened(self, connection: Connection, copier: Copier, findings: Findings) -> Walkthrough:
        """A walkthrough of the copies, with a record of its own, in which all is entered."""
        self._doing("Opening the copies")
        state, rehearsal = self._state, copier.rehearsal
        folder = Register(state_folder(state.request.state_folder)).folder_of(rehearsal.id)
        request = Request(
            region=state.region,
            old_pool=copier.pool_of(Role.OLD),
            new_pool=copier.pool_of(Role.NEW),
            pairs=self._pairs(copier),
            state_folder=folder / "walk",
            credentials=state.request.credentials,
            check_hosts=state.request.check_hosts,
            dashboard_url=state.request.dashboard_url,
        )
        inner = Walkthrough(
            request, state.steps, self._clock, Queues(part=_APART), connection=connection
        )
        try:
            inner.connect()
            inner.reader.read(attached=False)
            inner.reader.read_attached()
            if inner.state.read_only:
                raise StateUnusable(inner.state.read_only_reason)
            inner.entries.choose_prefix(copy_name(rehearsal.id, Role.NEW))
            self._enter_apple_key(inner)
            for step, tick in state.record.ticks.items():
                if tick.verdict is StepState.NOT_APPLICABLE:
                    inner.checklist.not_applicable(step, tick.note or "as in production")
        except BaseException:
            inner.close()
            raise
        return inner

    def _enter_apple_key(self, inner: Walkthrough) -> None:
        providers = inner.state.reading.old.providers
        for provider in providers if isinstance(providers, tuple) else ():
            if isinstance(provider, IdentityProvider) and provider.type == _APPLE:
                key_id = str(provider.details.get("key_id") or _NO_KEY_ID)
                try:
                    inner.entries.supply_apple_key(made_up_apple_key(), key_id)
                except BadInput:  # a key id of another form: the walk says that the key lacks
                    inner.entries.supply_apple_key(made_up_apple_key(), _NO_KEY_ID)

    def _pairs(self, copier: Copier) -> tuple[tuple[str, str], ...]:
        """Production's pairs, the suggested ones too, as far as both clients were copied."""
        reading, copies = self._state.reading, copier.counterparts.clients
        keys = {
            client.id: copies.get(key, key)
            for role in Role
            if isinstance(clients := reading.of(role).clients, tuple)
            for key, client in client_keys(clients).items()
        }
        found: list[tuple[str, str]] = []
        for pair in pairs_of(reading, choices_of(self._state)):
            if pair.old.id not in copies:
                continue
            new = pair.new.id if pair.new is not None and not pair.left_out else ""
            left_out = pair.left_out or (pair.new is not None and new not in copies)
            if left_out or new:
                found.append((keys[pair.old.id], "" if left_out else keys[new]))
        return tuple(found)

    def _mapped_stack(self, copier: Copier) -> SkillsStack | None:
        """The skills stack as the copies have it: it owns the copies of its clients."""
        stack, copies = self._state.reading.skills_stack, copier.counterparts.clients
        if not isinstance(stack, SkillsStack):
            return None
        owned = frozenset(copies[client] for client in stack.client_ids if client in copies)
        return replace(stack, client_ids=owned)

    def _stack(self, findings: Findings) -> None:
        settings = {setting.id: setting for setting in self._walkthrough.pages.settings()}
        stack = self._state.reading.skills_stack
        if not self._options.with_stack or not isinstance(stack, SkillsStack):
            told = not_looked_at(settings)
            findings.take_all([told] if told else [])
            return
        self._doing("Looking at the skills stack's update")
        connection = self._walkthrough.login.online()
        seen = looked_at(connection, settings, stack.document, self._wait, self._progress)
        findings.take_all([seen] if seen else [])

    def _leave(self, removal: Removal, rehearsal: Registered, *, keep: bool) -> tuple[str, ...]:
        if keep:
            until = self._clock() + KEPT_FOR
            removal.register.keep_until(rehearsal, until)
            return (kept_sentence(rehearsal.id, until),)
        try:
            return removal.take_away(rehearsal)
        except PoolwalkError as error:
            return (left_sentence(rehearsal.id, str(error)),)

    # --- how far it is ----------------------------------------------------------------------------
    def _doing(self, sentence: str) -> None:
        """Tell what is begun; raise `Cancelled` where somebody asked to stop."""
        if self._stopped.is_set():
            message = "Stopped."
            raise Cancelled(message)
        self._begun += 1
        self._progress(sentence)

    def _progress(self, sentence: str) -> None:
        self._tell(Doing(sentence, min(self._begun / self._parts, 0.99)))

    def _doing_to_the_end(self, sentence: str) -> None:
        self._tell(Doing(sentence, 0.99))

    def _wait(self, seconds: float) -> None:
        if self._stopped.wait(seconds):
            message = "Stopped."
            raise Cancelled(message)


def domain_pool(state: State, role: Role) -> str:
    """The id of one of production's pools."""
    deployment = state.online()
    return (deployment.old_pool if role is Role.OLD else deployment.new_pool).id


def _style(connection: Connection, pool_id: str, client: str) -> dict[str, object]:
    try:
        return reads.describe_branding(connection, pool_id, client) or {}
    except (NotImplementedByServer, ResourceGone):
        return {}


def _ended(failure: PoolwalkError, left: list[str]) -> PoolwalkError:
    """Why a rehearsal could not go on, and what became of the copies, in one sentence."""
    gone = " ".join(left) if left else "Everything that the rehearsal made was taken away."
    return type(failure)(f"{failure} {gone}")


def kept_sentence(id_: str, until: datetime) -> str:
    """What to know of copies that are kept."""
    return (
        f"The copies of the rehearsal {id_} are kept: they should go by {until:%Y-%m-%d %H:%M} UTC,"
        " with “poolwalk rehearse --clean”."
    )


def left_sentence(id_: str, why: str) -> str:
    """What to know of copies that could not be taken away."""
    return (
        f"The copies of the rehearsal {id_} still stand: take them away with “poolwalk rehearse"
        f" --clean”. {why}"
    ).strip()

"""One rehearsal from its first request to its last: made, walked, asked, taken back, taken away."""

import time
from collections.abc import Callable
from datetime import datetime

from migration.changes.resources import Resources
from migration.errors import Cancelled, PoolwalkError, ReadOnly
from migration.journal.entries import EntryKind
from migration.pools.documents import SkillsStack
from migration.pools.reading import Role
from migration.rehearsal.announcement import Announcement, announcement_of
from migration.rehearsal.copies.copier import Copier
from migration.rehearsal.copies.made_up_secrets import made_up_apple_key
from migration.rehearsal.copies.originals import originals_of
from migration.rehearsal.copies.sender import Sender
from migration.rehearsal.ending import kept, taken_away, with_what_is_left
from migration.rehearsal.options import WALK_ALONE, Options
from migration.rehearsal.probes.probed_copies import ProbedCopies
from migration.rehearsal.probes.table import ask_all
from migration.rehearsal.progress import Progress
from migration.rehearsal.register import Registered
from migration.rehearsal.removal import Removal
from migration.rehearsal.result import Findings, NotRehearsed, Result, Tell
from migration.rehearsal.skills_change_set import looked_at, not_looked_at
from migration.rehearsal.walk_on_copies import WalkOnCopies
from migration.rehearsal.walk_opening import opened_on_copies, stack_of_copies
from migration.rehearsal.workspace import Workspace, workspace_of
from migration.walk.state import State, picture_of
from migration.walkthrough import Walkthrough


class Rehearsal:
    """Rehearses a deployment whose `Walkthrough` is open and read. Nothing in that knows of it.

    `tell` gets everything as it comes, from this thread and from others.
    """

    def __init__(
        self,
        walkthrough: Walkthrough,
        clock: Callable[[], datetime],
        options: Options = WALK_ALONE,
        tell: Tell = lambda _: None,
    ) -> None:
        self._walkthrough = walkthrough
        self._clock = clock
        self._options = options
        self._tell = tell
        self._progress = Progress(tell)
        self._inner: Walkthrough | None = None

    @property
    def _state(self) -> State:
        return self._walkthrough.state

    def stop(self) -> None:
        """Begin nothing more, and take the copies away; a write that was sent comes to its end."""
        self._progress.stopped.set()
        if inner := self._inner:
            inner.cancel()

    def announcement(self) -> Announcement:
        """What will be made, and how long it takes. Quick."""
        settings = self._walkthrough.pages.settings()
        return announcement_of(self._state, settings, self._options)

    def run(self) -> Result:
        """Do all of it; *blocking*.

        Whatever happens, the copies are taken away, unless they are to be kept: what stays is in
        the result's `left`. Raises a `PoolwalkError` where the rehearsal itself could not go on,
        whose sentence says what became of the copies.
        """
        self._must_write()
        self._walkthrough.reader.read_attached(self._progress.stopped)
        self._progress.parts = self.announcement().parts
        workspace = workspace_of(self._walkthrough)
        rehearsal = workspace.register.begin(workspace.deployment, self._clock())
        findings = Findings(self._tell, rehearsal.id)
        copier = self._copier(workspace, rehearsal, findings)
        failure: Exception | None = None
        try:
            self._rehearse(workspace, copier, findings)
        except Exception as error:  # noqa: BLE001 - whatever it is, the copies go first
            failure = error
        stopped = isinstance(failure, Cancelled)
        keep = self._options.keep and failure is None
        findings.left += self._end(workspace, copier.rehearsal, keep=keep)
        workspace.connection.close()
        if failure is not None and not stopped:
            if not isinstance(failure, PoolwalkError):
                raise failure
            raise with_what_is_left(failure, findings.left) from None
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

    def _copier(self, workspace: Workspace, rehearsal: Registered, findings: Findings) -> Copier:
        sender = Sender(
            connection=workspace.connection,
            findings=findings,
            wait=self._progress.wait,
            doing=self._progress.begin,
        )
        return Copier(
            sender=sender,
            register=workspace.register,
            rehearsal=rehearsal,
            bounds=workspace.bounds,
            clock=self._clock,
            picture_at=picture_of(self._state.request),
            apple_key=made_up_apple_key(),
            with_sms=self._options.with_sms,
        )

    def _rehearse(self, workspace: Workspace, copier: Copier, findings: Findings) -> None:
        connection, guard = workspace.connection, workspace.guard

        def unread(role: Role, why: str) -> None:
            what = f"managed login styles of the {role} pool"
            findings.take(NotRehearsed(what, why, needed=False))

        stopped = self._progress.stopped
        copier.make(originals_of(self._state, connection, stopped, unread))
        for role in Role:
            if why := guard.why_not(copier.pool_of(role)):
                message = f"The copy of the {role} pool cannot be used: {why}."
                raise PoolwalkError(message)
        self._progress.begin("Opening the copies")
        folder = workspace.register.folder_of(copier.rehearsal.id) / "walk"
        settings = self._walkthrough.pages.settings()
        inner = opened_on_copies(self._state, copier, connection, folder, self._clock, settings)
        self._inner = inner
        try:
            walk = WalkOnCopies(
                inner,
                Resources(connection, copier.pool_of(Role.NEW)),
                guard,
                findings,
                stack_of_copies(self._state, copier),
                self._progress,
                settings,
            )
            walk.forward()
            self._look_at_stack(findings)
            walk.check()
            walk.back()
            if self._options.probe:
                ids = {role: copier.pool_of(role) for role in Role}
                copies = ProbedCopies(connection, ids, copier.rehearsal.id, self._progress.wait)
                ask_all(copies, findings, self._progress.begin)
        finally:
            self._inner = None
            inner.close()

    def _look_at_stack(self, findings: Findings) -> None:
        settings = {setting.id: setting for setting in self._walkthrough.pages.settings()}
        stack = self._state.reading.skills_stack
        if not self._options.with_stack or not isinstance(stack, SkillsStack):
            told = not_looked_at(settings)
            findings.take_all([told] if told else [])
            return
        progress = self._progress
        progress.begin("Looking at the skills stack's update")
        connection = self._walkthrough.login.online()
        seen = looked_at(connection, settings, stack.document, progress.wait, progress.say)
        findings.take_all([seen] if seen else [])

    def _end(self, workspace: Workspace, rehearsal: Registered, *, keep: bool) -> tuple[str, ...]:
        if keep:
            return (kept(workspace.register, rehearsal, self._clock()),)
        say = self._progress.say_at_the_end
        return taken_away(Removal(workspace, self._clock, time.sleep, say), rehearsal)
